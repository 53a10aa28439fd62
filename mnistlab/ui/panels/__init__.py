"""The panels, one file each, and where each stands in the window until the person puts it elsewhere."""

from dataclasses import dataclass
from typing import Final

from mnistlab.ui.panels.band import BandPanel
from mnistlab.ui.panels.base import Panel, topic
from mnistlab.ui.panels.batch import BatchPanel
from mnistlab.ui.panels.draw import DrawPanel
from mnistlab.ui.panels.runs import RunsPanel
from mnistlab.ui.panels.stage import StagePanel


@dataclass(frozen=True, slots=True)
class Entry:
    """A panel, and the room that it asks for."""

    kind: type[Panel]
    least: int  # px of width
    width: int  # px that it has where there is room
    width_presented: int  # and before an audience: the stage has what is left
    stretch: int  # its column's share of the width that is left; 0: the column keeps the least
    height: int  # share of its column's height
    height_at_speed: int  # and while a run goes on at speed, or has come to its end
    height_presented: int  # and before an audience
    icon: str  # of ``resources/icons``: what it is known by where there is no room for it

    @property
    def name(self) -> str:
        """What it is called in the settings, and by the file that it is in."""
        return topic(self.kind)


# Columns from left to right, and in each the panels from top to bottom.
COLUMNS: Final = (
    (
        Entry(BatchPanel, 236, 236, 236, 5, 302, 302, 302, "grid"),
        Entry(RunsPanel, 236, 236, 236, 5, 338, 338, 338, "curves"),
    ),
    (
        Entry(StagePanel, 560, 700, 560, 17, 392, 328, 420, "forward"),
        Entry(BandPanel, 560, 700, 560, 17, 248, 312, 150, "book"),
    ),
    (Entry(DrawPanel, 340, 388, 316, 8, 648, 648, 648, "edit"),),
)
