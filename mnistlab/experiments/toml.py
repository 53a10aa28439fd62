"""TOML as a person writes it, read with the reason where it is at fault."""

import re
import tomllib
from typing import Any, Final, TypeGuard

from mnistlab.errors import Name, names

PLACE: Final = re.compile(r" \((?:at line (\d+), column \d+|at end of document)\)$")
REASONS: Final = (  # how the words of Python begin, and what they mean
    ("Expected '='", names.tr("line {line} has no = between a name and its value")),
    ("Invalid value", names.tr('line {line} has a value that is no number and no text between two "')),
    ("Unclosed", names.tr("a bracket is still open in line {line}")),
    ("Cannot ", names.tr("line {line} gives a second time what there is already")),
    ("Illegal character '\\n'", names.tr('a " is missing at the end of the text in line {line}')),
    ("Unterminated string", names.tr('a " is missing at the end of the text in line {line}')),
    ("Expected ']", names.tr("a bracket is missing in line {line}")),
    ("Expected newline", names.tr("line {line} goes on after its value")),
    (
        "Invalid statement",
        names.tr("line {line} is neither a name with = and a value, nor [a heading], nor # a comment"),
    ),
)


class TomlError(ValueError):
    """A text is not in the form of TOML; the first argument says why."""


def read_toml(text: str) -> dict[str, Any]:
    """Return what a text in the form of TOML says.

    Raises
    ------
    TomlError
        If it is in another form, or nested too deep.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TomlError(_reason(str(error), text)) from error
    except RecursionError as error:
        raise TomlError(Name(names.tr("it is nested too deep"))) from error
    except ValueError as error:  # Python refuses to read it, or there is no such day
        raise TomlError(Name(names.tr("it has a number or a date that cannot be"))) from error


def _reason(words: str, text: str) -> str:
    """Return why a text is at fault, with its line; in words that all know, where there are some."""
    place = PLACE.search(words)
    meant = next((meaning for begin, meaning in REASONS if words.startswith(begin)), None)
    if meant is None or place is None:
        return words
    return Name(meant, line=place[1] or len(text.splitlines()))


def is_number(value: object) -> TypeGuard[float]:
    """Return whether a value is a number, and none of an absurd size."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12
