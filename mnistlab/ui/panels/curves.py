"""What the two panels of curves share: a plot that follows the run, until the person looks at some other part of it."""

import math
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.plots import scales
from mnistlab.ui.plots.plot import Plot
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import named


class CurvePanel(Panel):
    """A plot over the run, and a box that makes it follow the run again.

    Attributes
    ----------
    name : str
        Names of the plot and the box begin with it.
    least : int
        As far as one can zoom in, in units of the x axis.
    """

    interval = 0.06
    hidden_when_reading = True
    name: ClassVar[str]
    least: ClassVar[int]

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self.plot = named(Plot(), f"{self.name}Plot")
        self.body.addWidget(self.plot, 1)
        self.follow = named(QCheckBox(), f"{self.name}Follow", role="muted")
        self.follow.setChecked(True)
        self.header.addWidget(self.follow)
        self._track: tuple[int, int] | None = None
        self._span = 0.0
        self._hovered = math.nan
        self.plot.hovered.connect(self._describe)
        self.plot.following_changed.connect(self._show_following)
        self.follow.toggled.connect(self.plot.set_following)

    def reading(self, index: int) -> str:
        """Return what is said of a sample that is looked at closely."""
        raise NotImplementedError

    @override
    def retranslate(self) -> None:
        self.follow.setText(self.tr("follow"))
        self.follow.setToolTip(
            self.tr("The view follows the run. Wheel: zoom, drag: move, double click: follow again.")
        )
        self._show_note()
        self._describe(self._hovered)

    def _show_note(self) -> None:
        raise NotImplementedError

    def _show_run(self, frame: Frame, iterations: float) -> None:
        """Show as much of the x axis as the run has come to, where so many iterations make a unit of it."""
        other = frame.other_smoothed_loss
        reached, total = max(len(frame.loss), 0 if other is None else len(other)), frame.settings.iterations
        self._span = scales.span(reached, total) / iterations
        self.plot.show_moment(frame.iteration / iterations if frame.past else None)
        self.plot.set_limits(max(total / iterations, self._span), self.least)
        self.plot.show_steps(self._span)
        self.plot.refresh(moving=frame.running)

    def _show_following(self, on: bool) -> None:
        self.follow.setChecked(on)
        self.plot.show_steps(self._span)

    def _describe(self, x: float) -> None:
        self._hovered = x
        curve = self.plot.curves[0]
        index = None if math.isnan(x) else curve.nearest(x)
        if index is None:
            self.plot.show_readout(x, "")
        else:
            self.plot.show_readout(curve.place(index), self.reading(index))
