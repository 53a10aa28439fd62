"""Errors, each with a sentence that a person can act on.

An error carries its kind and the facts. `mnistlab.sentences` holds one English sentence for each kind; the window and
the command line say the same sentence in the person's language.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, Self

from mnistlab.sentences import SENTENCES
from mnistlab.translatable import Context

names = Context()

LONGEST: Final = 240  # characters of a fact in a sentence
OWN_LONGEST: Final = 1200  # of one in the program's own words, such as a list of names
SPACES: Final = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
UNSEEN: Final = "\N{REPLACEMENT CHARACTER}"  # for what would break the line, turn its direction, or not be seen


class MnistLabError(Exception):
    """Something that a person can act on.

    Parameters
    ----------
    kind : str
        A key of `SENTENCES`.
    **facts
        What the sentence names: file, field, expected, found and the like.
    """

    def __init__(self, kind: str, **facts: Any) -> None:
        super().__init__(sentence(kind, facts, lambda _context, text: text))
        self.kind = kind
        self.facts = facts

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep kind and facts when the error is copied or crosses a process."""
        return partial(type(self), self.kind, **self.facts), ()


def _plain(fact: Any, translate: Callable[[str, str], str]) -> Any:
    """Return a fact as text in a language, if it is a name or a list of words; the shape of an array stays one."""
    if isinstance(fact, Name):
        return fact.said(translate)
    words = isinstance(fact, tuple) and all(isinstance(one, str) for one in fact)
    return ", ".join(fact) if words else fact


class Name(str):
    """A fact with a name in each language, such as a setting.

    Parameters
    ----------
    text : str
        In English, marked by ``names.tr("...")``; at the beginning of a sentence it gets a capital.
    context : str
        Another context of the translations than "names".
    **facts
        What the text names.
    """

    __slots__ = ("context", "facts")
    context: str
    facts: dict[str, Any]

    def __new__(cls, text: str, /, *, context: str = "names", **facts: Any) -> Self:
        """Make a text with facts."""
        name = super().__new__(cls, text)
        name.context, name.facts = context, facts
        return name

    def said(self, translate: Callable[[str, str], str]) -> str:
        """Return it in the language of `translate`."""
        said = {key: _plain(one, translate) for key, one in self.facts.items()}
        return translate(self.context, str(self)).format(**said)


SYSTEM_WORDS: Final = (  # of common faults, which come in English from most systems
    names.tr("No space left on device"),
    names.tr("Permission denied"),
    names.tr("Operation not permitted"),
    names.tr("Read-only file system"),
    names.tr("No such file or directory"),
    names.tr("Not a directory"),
    names.tr("Is a directory"),
    names.tr("File name too long"),
    names.tr("File exists"),
    names.tr("Input/output error"),
    names.tr("Broken pipe"),
    names.tr("Disk quota exceeded"),
    names.tr("Too many open files"),
    names.tr("Too many levels of symbolic links"),
)


def reason_of(error: OSError) -> str:
    """Return why something failed: a `Name` for a reason of this program or a common one, or the system's words."""
    words = error.strerror or str(error)
    return Name(words) if words in SYSTEM_WORDS and not isinstance(words, Name) else words


def as_fact(fact: object, longest: int = LONGEST) -> str:
    """Return a fact on one line, in characters that are seen; of a long one the middle is left out."""
    try:
        text = str(fact)
    except ValueError:  # a number of more than 4,300 digits
        text = hex(fact) if isinstance(fact, int) else repr(fact)
    text = "".join(sign if sign.isprintable() or sign in SPACES else UNSEEN for sign in text)
    return text if len(text) <= longest else f"{text[: longest // 3]}…{text[-longest // 2 :]}"


def sentence(kind: str, facts: dict[str, Any], translate: Callable[[str, str], str]) -> str:
    """Return the sentence of an error in the language of `translate`, which takes a context and an English text."""
    text = translate("errors", SENTENCES[kind])
    said = {
        key: as_fact(_plain(value, translate), OWN_LONGEST if isinstance(value, Name | tuple) else LONGEST)
        for key, value in facts.items()
    }
    for key, value in facts.items():
        if isinstance(value, Name) and text.startswith(f"{{{key}}}"):
            said[key] = with_capital(said[key])
    return text.format(**said)


def with_capital(text: str) -> str:
    """Return what begins a sentence: a word with a capital, but a sign of mathematics, such as β₁, as it is."""
    return text[:1].upper() + text[1:] if text[:1].isascii() else text


class DataError(MnistLabError, ValueError):
    """A data set cannot be read."""


class SettingsError(MnistLabError, ValueError):
    """A setting cannot have its value, or settings do not go together."""


class WeightsError(MnistLabError, ValueError):
    """A file of weights cannot be read or written."""


class LibraryError(MnistLabError, ValueError):
    """A run, or a file of runs, cannot be read or written."""


class LessonError(MnistLabError, ValueError):
    """A lesson cannot be read, or has a mistake."""


class CardError(MnistLabError, ValueError):
    """A file of an experiment has a mistake, or there is none of that name."""


class PictureError(MnistLabError, ValueError):
    """An image cannot be put on the canvas."""


class SeriesError(MnistLabError, ValueError):
    """Numbers from elsewhere cannot be read."""


class RepeatError(MnistLabError, RuntimeError):
    """A run could not be done once more with other seeds."""


class PhaseError(MnistLabError, RuntimeError):
    """The phases of an iteration were called out of order."""


class DivergedError(MnistLabError, ArithmeticError):
    """The loss has exploded, and going on would only make it worse."""
