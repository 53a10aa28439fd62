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
    width: int  # px: the least
    stretch: int  # its column's share of the width that is left; 0: the column keeps the least
    height: int  # share of its column's height

    @property
    def name(self) -> str:
        """What it is called in the settings, and by the file that it is in."""
        return topic(self.kind)


# Columns from left to right, and in each the panels from top to bottom.
COLUMNS: Final = (
    (Entry(BatchPanel, 248, 0, 12), Entry(SettingsPanel, 248, 0, 12)),
    (Entry(StagePanel, 540, 3, 24),),
    (Entry(LossPanel, 364, 1, 9), Entry(AccuracyPanel, 364, 1, 9), Entry(DrawPanel, 364, 1, 15)),
)
