"""The arrangement of the panels as plain data, and the sharing of room among neighbours."""

import json
import math
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any


@dataclass
class Arrangement:
    """Which panel stands where. Panels go by their names.

    Attributes
    ----------
    columns : list of list of str
        The panels from top to bottom, for each column from left to right; a column may be empty.
    hidden : list of str
        Panels that the person has put away; they keep their place in `columns`.
    widths : list of float
        Share of the width for each column; empty until the person has moved a border.
    heights : dict of str to float
        Share of its column's height for each panel that the person has made higher or lower.
    enlarged : str
        The one panel that has all of the room; empty while there is none.
    """

    columns: list[list[str]]
    hidden: list[str] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    heights: dict[str, float] = field(default_factory=dict)
    enlarged: str = ""

    def place_of(self, name: str) -> tuple[int, int]:
        """Return column and place in it, both from 0."""
        return next((at, names.index(name)) for at, names in enumerate(self.columns) if name in names)

    def move(self, name: str, column: int, place: int) -> None:
        """Put a panel before the one that is now at `place` in a column; a place past the end means the end."""
        old_column, old_place = self.place_of(name)
        self.columns[column].insert(place, name)
        later = column == old_column and place <= old_place
        del self.columns[old_column][old_place + later]

    def to_text(self) -> str:
        """Return the arrangement as it is kept in the settings."""
        return json.dumps(asdict(self))


def read(text: object, columns: Sequence[Sequence[str]], always_shown: Collection[str]) -> Arrangement:
    """Return the arrangement that `to_text` wrote. What makes no sense in the text is ignored.

    `columns` is the initial arrangement. A panel that the text does not name is put where that has it; a name without
    a panel is left out, and with it all sizes, because they are of another version's panels; a panel of `always_shown`
    is never hidden.
    """
    try:
        raw = json.loads(text) if isinstance(text, str) else {}
    except (ValueError, RecursionError):
        raw = {}
    if not isinstance(raw, dict):
        raw = {}
    known = [name for names in columns for name in names]
    found = Arrangement(_read_columns(raw.get("columns"), columns))
    found.hidden = [name for name in known if name in _list(raw.get("hidden")) and name not in always_shown]
    enlarged = raw.get("enlarged")
    if enlarged in known and enlarged not in found.hidden:
        found.enlarged = enlarged
    if {name for names in _list(raw.get("columns")) for name in _list(names) if isinstance(name, str)} - set(known):
        return found
    widths = [_share(width) for width in _list(raw.get("widths"))]
    if len(widths) == len(columns) and sum(widths) > 0:
        found.widths = widths
    heights = raw.get("heights")
    if isinstance(heights, dict):
        found.heights = {name: share for name in known if (share := _share(heights.get(name))) > 0}
    return found


def _read_columns(raw: object, columns: Sequence[Sequence[str]]) -> list[list[str]]:
    if not isinstance(raw, list) or len(raw) != len(columns):
        return [list(names) for names in columns]
    left = {name for names in columns for name in names}
    found: list[list[str]] = []
    for names in raw:
        found.append([])
        for name in _list(names):
            if isinstance(name, str) and name in left:
                left.remove(name)
                found[-1].append(name)
    for own, names in zip(found, columns, strict=True):
        for place, name in enumerate(names):
            if name in left:
                own.insert(place, name)
    return found


def _list(raw: object) -> list[Any]:
    return raw if isinstance(raw, list) else []


def _share(raw: object) -> float:
    """Return `raw` if it is a share, else 0."""
    if isinstance(raw, (int, float)) and 0 <= raw <= 1e6:  # not for NaN
        return float(raw)
    return 0.0


def shared(room: int, least: Sequence[int], wanted: Sequence[int], shares: Sequence[float]) -> list[int]:
    """Return how much of `room`, in px, each part gets: in proportion to its share, and not less than what it wants.

    A part without a share gets what it wants, if another part has a share. Where the room is too small for what all
    want, every part gets the same fraction of the way from its least to what it wants.
    """
    shares = shares if any(shares) else [1.0] * len(least)
    over = sum(wanted) - sum(least)
    near = max(0.0, min(1.0, (room - sum(least)) / over)) if over > 0 else 1.0
    sizes = [low + near * (high - low) for low, high in zip(least, wanted, strict=True)]
    growing = [at for at, share in enumerate(shares) if share > 0]
    while growing:
        rest = room - sum(size for at, size in enumerate(sizes) if at not in growing)
        total = sum(shares[at] for at in growing)
        enough = [at for at in growing if rest * shares[at] / total >= sizes[at]]
        if enough == growing:
            for at in growing:
                sizes[at] = rest * shares[at] / total
            break
        growing = enough
    ends = [math.floor(sum(sizes[:at]) + 0.5) for at in range(len(sizes) + 1)]
    return [end - start for start, end in pairwise(ends)]
