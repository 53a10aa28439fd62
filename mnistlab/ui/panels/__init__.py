"""The panels, one file each, and where each stands in the window."""

from collections.abc import Callable
from typing import Final

from mnistlab.ui.panels.accuracy import AccuracyPanel
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.panels.batch import BatchPanel
from mnistlab.ui.panels.draw import DrawPanel
from mnistlab.ui.panels.loss import LossPanel
from mnistlab.ui.panels.settings import SettingsPanel
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.selection import Selection

# Columns from left to right: width in px, share of what is left (0: it keeps its width), and the panels from top to
# bottom, each with its share of the height.
COLUMNS: Final[tuple[tuple[int, int, tuple[tuple[Callable[[Selection], Panel], int], ...]], ...]] = (
    (248, 0, ((BatchPanel, 1), (SettingsPanel, 1))),
    (420, 3, ((StagePanel, 1),)),
    (364, 1, ((LossPanel, 9), (AccuracyPanel, 9), (DrawPanel, 15))),
)
