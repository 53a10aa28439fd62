"""The panels, one file each, and where each stands in the window until the person puts it elsewhere."""

from dataclasses import dataclass
from typing import Final

from mnistlab.ui.panels.accuracy import AccuracyPanel
from mnistlab.ui.panels.base import Panel, topic
from mnistlab.ui.panels.batch import BatchPanel
from mnistlab.ui.panels.draw import DrawPanel
from mnistlab.ui.panels.loss import LossPanel
from mnistlab.ui.panels.settings import SettingsPanel
from mnistlab.ui.panels.stage import StagePanel


@dataclass(frozen=True, slots=True)
class Entry:
    """A panel, and the room that it asks for."""

    kind: type[Panel]
    least: int  # px of width
    width: int  # px that it has where there is room
    stretch: int  # its column's share of the width that is left; 0: the column keeps the least
    height: int  # share of its column's height

    @property
    def name(self) -> str:
        """What it is called in the settings, and by the file that it is in."""
        return topic(self.kind)


# Columns from left to right, and in each the panels from top to bottom. However they are moved, the least widths of
# three columns and the gaps fit on a screen of 1280 px.
COLUMNS: Final = (
    (Entry(BatchPanel, 248, 248, 0, 12), Entry(SettingsPanel, 248, 248, 0, 12)),
    (Entry(StagePanel, 600, 600, 3, 24),),
    (Entry(LossPanel, 276, 364, 1, 9), Entry(AccuracyPanel, 276, 364, 1, 9), Entry(DrawPanel, 364, 364, 1, 15)),
)
