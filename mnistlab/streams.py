"""Standard output and standard error, which may be missing, full, without a reader, or unable to write some signs."""

import codecs
import errno
import io
import os
import re
import sys
import unicodedata
from typing import Final, TextIO

from mnistlab.errors import UNSEEN

# A pipe whose reader has gone (on Windows EINVAL), and a terminal that has been closed.
GONE: Final = (errno.EPIPE, errno.EINVAL, errno.EIO)


# For a terminal that has ASCII only. Whatever else it lacks becomes its plain letters, or a number after a backslash.
PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("“”«»", '"'),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("–−‑", "-"),
        **dict.fromkeys("·•", "*"),
        "×": "x",
        "…": "...",
        "→": "->",
        "≥": ">=",
        "≤": "<=",
        "≈": "~",
        "±": "+-",
        "√": "sqrt ",
        "²": "^2",
        "η": "lr",
        "λ": "lambda",
        "β": "beta",
        "ρ": "rho",
        "Σ": "sum ",
    }
)
# What a terminal obeys, or what turns the direction of a line; a name may have such signs.
COMMANDS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PLAINLY: Final = "mnistlab.plainly"


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """Return what is written for signs that a stream cannot write: an error handler of Python's codecs."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(PLAIN)
    plain = unicodedata.normalize("NFKD", text)
    return plain.encode("ascii", "backslashreplace").decode("ascii"), error.end


codecs.register_error(PLAINLY, _plainly)


def open_streams() -> None:
    """Let any sign be written somehow, and let there be a stream where the program was started without, as by ``>&-``.

    What is written to the latter leads nowhere.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, open(nowhere, "w", encoding="utf-8", closefd=False))  # noqa: SIM115
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=PLAINLY)


def can_write(text: str) -> bool:
    """Return whether both streams have all signs of a text."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            text.encode(stream.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def say(text: str) -> None:
    """Write a line to standard error."""
    _write(text, sys.stderr)


class Output:
    """Lines on standard output, or `stream`. If a line cannot be written, the rest go nowhere, and the work goes on.

    Attributes
    ----------
    fault : str
        Why lines are missing; empty if none are, or if the reader has gone.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream
        self.fault = ""

    def write(self, text: str) -> None:
        """Write a line at once."""
        error = _write(text, self._stream or sys.stdout)
        if error is not None and error.errno not in GONE:
            self.fault = error.strerror or str(error)


def _write(text: str, stream: TextIO) -> OSError | None:
    try:
        print(COMMANDS.sub(UNSEEN, text), file=stream, flush=True)
    except OSError as error:
        # Python writes the rest of the buffer when it ends, which must not fail once more.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        return error
    return None
