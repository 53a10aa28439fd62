"""A sequence whose entries are made when they are asked for, because a sweep may have a million of them."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Entry = TypeVar("Entry")


class Lazy(Sequence[Entry]):
    """So many entries, each made from its place; the same place gives the same."""

    def __init__(self, count: int, make: Callable[[int], Entry]) -> None:
        self._count, self._make = count, make

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: Any) -> Any:
        """Return the entry at a place, 0 .. length - 1."""
        if not 0 <= place < self._count:
            raise IndexError(place)
        return self._make(place)
