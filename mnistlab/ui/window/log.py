"""The log: what goes wrong, in a file where the platform keeps such things. Nothing leaves the computer."""

import contextlib
import faulthandler
import logging
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from typing_extensions import override

NAME: Final = "mnistlab.log"
LARGEST: Final = 2**20  # bytes; then another file begins, and the one before it is kept


class Log(RotatingFileHandler):
    """The file of the log, into which Python also writes where it was when the process crashed."""

    @override
    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        stream = super()._open()
        faulthandler.enable(stream)  # anew with each file, because the one before is closed
        return stream

    @override
    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError):  # what cannot be logged is said all the same
            if self.stream is not None and not Path(self.baseFilename).exists():  # a person has deleted it
                gone, self.stream = self.stream, self._open()
                gone.close()
        super().emit(record)


def start_log() -> None:
    """Write what goes wrong from now on into the log, or else to the terminal."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))
    try:
        handler: logging.Handler = Log(folder / NAME, maxBytes=LARGEST, backupCount=1, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler()
    logging.basicConfig(
        level=logging.WARNING, handlers=[handler], format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
