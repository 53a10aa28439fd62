"""Standard output and standard error, which may be missing, full, or without a reader."""

import errno
import os
import sys
from typing import Final, TextIO

# A pipe whose reader has gone (on Windows EINVAL), and a terminal that has been closed.
GONE: Final = (errno.EPIPE, errno.EINVAL, errno.EIO)


def open_missing() -> None:
    """Replace a stream that the program was started without, as by ``>&-``, by one that leads nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, open(nowhere, "w", encoding="utf-8", closefd=False))  # noqa: SIM115


def say(text: str) -> None:
    """Write a line to standard error."""
    _write(text, sys.stderr)


class Output:
    """Lines on standard output. If a line cannot be written, the rest go nowhere, and the work goes on.

    Attributes
    ----------
    fault : str
        Why lines are missing; empty if none are, or if the reader has gone.
    """

    def __init__(self) -> None:
        self.fault = ""

    def write(self, text: str) -> None:
        """Write a line at once."""
        error = _write(text, sys.stdout)
        if error is not None and error.errno not in GONE:
            self.fault = error.strerror or str(error)


def _write(text: str, stream: TextIO) -> OSError | None:
    try:
        print(text, file=stream, flush=True)
    except OSError as error:
        # Python writes the rest of the buffer when it ends, which must not fail once more.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        return error
    return None
