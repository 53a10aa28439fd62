"""TOML as a person writes it, read with the reason where it is at fault."""

import tomllib
from typing import Any, TypeGuard

from mnistlab.errors import Name, names


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
        raise TomlError(str(error)) from error
    except RecursionError as error:
        raise TomlError(Name(names.tr("it is nested too deep"))) from error
    except ValueError as error:  # Python refuses to read it, or there is no such day
        raise TomlError(Name(names.tr("it has a number or a date that cannot be"))) from error


def is_number(value: object) -> TypeGuard[float]:
    """Return whether a value is a number, and none of an absurd size."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12
