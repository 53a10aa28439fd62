"""The lines of a file of an experiment, so that an error can say where."""

import re
from collections import defaultdict
from collections.abc import Container
from typing import Final

NAME: Final = re.compile(r"(\[*)[ \t]*([^\s=.\]]*)")


class Lines:
    """Where in a text names are given, each looked up at once, however many there are.

    Parameters
    ----------
    text : str
    """

    def __init__(self, text: str) -> None:
        self._given: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._headings: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, raw in enumerate(text.splitlines(), 1):
            line = raw.strip()
            brackets, name = NAME.match(line).groups("")  # type: ignore[union-attr]  # it matches any text
            (self._headings if brackets else self._given)[name].append((number, line))

    def of(self, name: str, found: str = "") -> int:
        """Return the first line that gives `name` the value found, or else that has the name; 1 if there is none."""
        named = [*self._given.get(name, ()), *self._headings.get(name, ())]
        return next((number for number, line in named if found in line), named[0][0] if named else 1)

    def all_of(self, name: str, found: str) -> list[int]:
        """Return the lines that give `name` the value found."""
        return [number for number, line in self._given.get(name, ()) if found in line]

    def heading(self, name: str) -> int:
        """Return the first line with ``[name]`` or ``[[name]]``, or else the first that has the name; 1 if none has."""
        headed = re.compile(rf"\[+[ \t]*{re.escape(name)}[ \t]*\]")
        return next((number for number, line in self._headings.get(name, ()) if headed.match(line)), self.of(name))

    def given(self, names: Container[str]) -> dict[str, int]:
        """Return in which line each of the names is given, of those that are."""
        return {name: found[0][0] for name, found in self._given.items() if name in names}
