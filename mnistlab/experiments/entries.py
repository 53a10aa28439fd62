"""The entries in a file of an experiment: each of its kind, or the error that says in which line it is not."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from mnistlab.data.files import as_text
from mnistlab.errors import CardError, Name, names
from mnistlab.experiments.lines import Lines

MOST_TABLES: Final = 1_000  # of one kind, such as [[run]]
LONGEST_NAME: Final = 60  # characters that are compared with what is known
ONCE: Final = Name(names.tr("each value once"))
EXPECTED: Final[dict[type, str]] = {str: '"…"', int: "1", list: "[…]", dict: "[…]"}


class Entries:
    """Takes entries out of what TOML has, and says where the file is at fault.

    Parameters
    ----------
    path : Path
        Of the file, as errors say it.
    text : str
        What stands in it.
    """

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._name = path, as_text(path.stem)
        self._lines = Lines(text)

    def _texts(self, raw: dict[str, Any], name: str) -> dict[str, str]:
        texts = raw.get(name)
        if isinstance(texts, str):
            texts = {"en": texts}
        if isinstance(texts, dict) and "en" not in texts:
            raise self._error("card_missing", "en", "", EXPECTED[str], self._lines.of(name))
        if not isinstance(texts, dict) or not all(isinstance(one, str) for one in texts.values()):
            raise self._fault(name, texts, EXPECTED[str])
        return texts

    def _one_of(self, raw: dict[str, Any], *names: str) -> None:
        """Check that no more than one of some entries is there; the others would be of no effect."""
        given = sorted((self._lines.heading(name), name) for name in names if name in raw)
        if len(given) > 1:
            (_, other), (line, name) = given[:2]
            raise CardError("card_two", file=str(self._path), line=line, name=name, other=other)

    def _each_once(self, names: Sequence[str]) -> None:
        """Check that no two of what has a name have the same."""
        for name in names:
            if names.count(name) > 1:
                lines = self._lines.all_of("name", name)
                raise self._error("card_entry", "name", name, ONCE, lines[1] if len(lines) > 1 else None)

    def _table(self, raw: dict[str, Any], name: str) -> dict[str, Any]:
        table: dict[str, Any] = self._get(raw, name, dict, {})
        return table

    def _tables(self, raw: dict[str, Any], name: str) -> list[dict[str, Any]]:
        tables: list[dict[str, Any]] = self._get(raw, name, list, [])
        if len(tables) > MOST_TABLES:
            raise self._fault(name, f"{len(tables):,}", f"≤ {MOST_TABLES:,}")
        if not all(isinstance(table, dict) for table in tables):
            raise self._fault(name, tables, f"[[{name}]]")
        return tables

    def _get(self, raw: dict[str, Any], name: str, kind: type, default: Any) -> Any:
        value = raw.get(name, default)
        if value is None:
            beside, its = next(((key, one) for key, one in raw.items() if isinstance(one, str | int | float)), ("", ""))
            raise self._error("card_missing", name, "", EXPECTED[kind], self._lines.of(beside, str(its)))
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self._fault(name, value, EXPECTED[kind])
        return value

    def _only(self, raw: dict[str, Any], known: Any) -> None:
        for name in raw:
            if name not in known:
                near = get_close_matches(name[:LONGEST_NAME], known) or sorted(known)
                raise self._error("card_no_entry", name, "", ", ".join(near))

    def _fault(self, name: str, found: Any, expected: str | Name) -> CardError:
        """Return the error for an entry that has a value at fault, or, with None, that is not there."""
        if found is None:
            return self._error("card_missing", name, "", expected)
        return self._error("card_entry", name, str(found)[:60], expected)

    def _error(self, kind: str, name: str, found: str, expected: str | Name, line: int | None = None) -> CardError:
        line = self._lines.of(name, found) if line is None else line
        return CardError(kind, file=str(self._path), line=line, name=name, found=found, expected=expected)
