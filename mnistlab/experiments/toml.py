"""TOML as a person writes it, read with the reason where it is at fault."""

import re
import tomllib
from typing import Any, Final, TypeGuard

from mnistlab.errors import Name, names
from mnistlab.numerals import AmbiguousNumberError, plain, read_number, shortened
from mnistlab.training.deep import DeepSettings
from mnistlab.training.setting import declared

PLACE: Final = re.compile(r" \((?:at line (\d+), column \d+|at end of document)\)$")
# A name and a value without quotation marks and brackets, and what is behind them.
ENTRY: Final = re.compile(r"(\s*([\w-]+)\s*=\s*)([^\s#\"\[{][^#\"\[{]*?)(\s*(?:#.*)?)")
ABSURD: Final = 300  # digits
MOST_MENDED: Final = 50  # numbers, because the whole text is read again after each
DEEPEST: Final = 20  # levels of tables and lists
# Names with as many dots, for which Python's reader takes a time that grows with the square of them.
DEEP: Final = re.compile(r"""(?<!["'\w-])(?:["'\w-]++[ \t]*+\.[ \t]*+){30}""")
REASONS: Final = (  # how the words of Python begin, and what they mean
    ("Expected '='", names.tr("line {line} has no = between a name and its value")),
    ("Invalid value", names.tr('line {line} has a value that is no number and no text between two "')),
    ("Unclosed", names.tr("a bracket is still open in line {line}, or there is no comma after a value in it")),
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

    A number alone after a name may be written as a person types it in the window, too: ``0,05``, ``1,000``.

    Raises
    ------
    TomlError
        If it is in another form, or nested too deep.
    """
    if DEEP.search(text):
        raise TomlError(Name(names.tr("it is nested too deep")))
    for left in reversed(range(MOST_MENDED)):
        try:
            found = tomllib.loads(text, parse_float=_float)
        except tomllib.TOMLDecodeError as error:
            mended = _with_plain_number(str(error), text) if left else None
            if mended is None:
                raise TomlError(_reason(str(error), text)) from error
            text = mended
        except RecursionError as error:
            raise TomlError(Name(names.tr("it is nested too deep"))) from error
        except ValueError as error:  # Python refuses to read it, or there is no such day
            raise TomlError(Name(names.tr("it has a number or a date that cannot be"))) from error
        else:
            break
    if _is_deep(found):
        raise TomlError(Name(names.tr("it is nested too deep")))
    return found


def _is_deep(found: dict[str, Any]) -> bool:
    """Return whether anything in it lies so deep that Python could not even write it."""
    level: list[Any] = [found]
    for _ in range(DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return bool(level)


def _float(text: str) -> float:
    """Return a number; a whole one that is written with an exponent is one in Python too: 1e3."""
    number = float(text)
    return int(number) if "e" in text.lower() and number.is_integer() and abs(number) < 1e15 else number


def _with_plain_number(words: str, text: str) -> str | None:
    """Return a text with the number in the line at fault as TOML has it; None if there is none."""
    lines, place = text.split("\n"), PLACE.search(words)
    at = int(place[1]) - 1 if place is not None and place[1] else len(lines) - 1
    entry = ENTRY.fullmatch(lines[at].rstrip("\r"))
    if entry is None:
        return None
    begin, name, given, end = entry.groups()
    setting = declared(DeepSettings).get(name)
    try:
        number = read_number(given, whole=setting is not None and setting.whole)
    except AmbiguousNumberError as error:
        one, other = map(plain, error.readings)
        reason = names.tr("in line {line}, {given} could be {one} or {other}")
        raise TomlError(Name(reason, line=at + 1, given=shortened(given), one=one, other=other)) from error
    if number is None or abs(number.adjusted()) > ABSURD or plain(number) == given:
        return None
    lines[at] = f"{begin}{plain(number)}{end}"
    return "\n".join(lines)


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
