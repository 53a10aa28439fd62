"""The loss of every iteration, and its running mean."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.ui.look.theme import colours, scale
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.plots import scales
from mnistlab.ui.plots.plot import Plot
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.named import named
from mnistlab.ui.widgets.steady import release_size, set_steady_text

_LEAST_STEPS = 10  # iterations: as far as one can zoom in


class LossPanel(Panel):
    """The loss curve: raw and faint below, smoothed on top."""

    interval = 0.06
    hidden_when_reading = True

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self.plot = named(Plot(), "lossPlot")
        self._raw = self.plot.add_curve(
            lambda: QPen(QColor(colours().blue_faint), 0), antialias=False, points_per_pixel=2
        )
        self._smoothed = self.plot.add_curve(_smooth_pen)
        self._other = self.plot.add_curve(lambda: QPen(QColor(colours().mark), 0))
        self._other.line.setZValue(-1)  # below the run's own
        self._other.sets_range = False
        self.body.addWidget(self.plot, 1)

        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.log = named(QCheckBox(), "lossLog", role="muted")
        self.follow = QCheckBox()
        self.follow.setChecked(True)
        self.follow.setObjectName("lossFollow")
        self.header.addWidget(self.log)
        self.follow.setProperty("role", "muted")
        self.header.addWidget(self.follow)

        self._run_id: int | None = None
        self._track: tuple[int, int] | None = None
        self._span = 0
        self._hovered = math.nan
        self._place = 0  # iterations done at the moment that is shown
        self._seen = (math.inf, -math.inf)  # lowest and highest value in view
        self._reach = self._new_reach()

        self.plot.drawn.connect(self._make_room)
        self.plot.hovered.connect(self._describe)
        self.plot.following_changed.connect(self._show_following)
        self.follow.toggled.connect(self.plot.set_following)
        self.log.toggled.connect(self._change_scale)
        self._make_room(*self._seen)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Loss"))
        self.log.setText(self.tr("log"))
        self.log.setToolTip(self.tr("Logarithmic axis: small losses become visible"))
        self.follow.setText(self.tr("follow"))
        self.follow.setToolTip(
            self.tr("The view follows the run. Wheel: zoom, drag: move, double click: follow again.")
        )
        self.log.setAccessibleName(self.tr("Logarithmic loss axis"))
        self.follow.setAccessibleName(self.tr("Loss curve follows the run"))
        self.plot.setAccessibleName(self.tr("Loss of every iteration"))
        self.plot.step_axis.set_first_text(self.tr("iteration {number}"))
        release_size(self.note)
        self._show_note()
        self._describe(self._hovered)

    def show_frame(self, frame: Frame) -> None:
        """Draw what a frame brings that is new."""
        if frame.run_id != self._run_id:
            self._run_id = frame.run_id
            self.plot.forget()
            self._reach.reset()
            self._make_room(math.inf, -math.inf)
        other = frame.other_smoothed_loss
        if (frame.run_id, frame.branch_id) != self._track or (other is None and len(self._other.samples)):
            self._track = frame.run_id, frame.branch_id
            self.plot.forget()
            self._reach.reset()
        if other is not None:
            self._other.set_samples(other)
        self._raw.set_samples(frame.loss)
        self._smoothed.set_samples(frame.smoothed_loss)
        self._place = frame.iteration if frame.past else len(frame.loss)
        reached = max(len(frame.loss), 0 if other is None else len(other))
        self._span = scales.span(reached, frame.settings.iterations)
        self.plot.show_moment(frame.iteration if frame.past else None)
        self.plot.set_limits(max(frame.settings.iterations, self._span), _LEAST_STEPS)
        self.plot.step_axis.set_mark_every(frame.iterations_per_epoch)
        self.plot.show_steps(self._span)
        self._show_note()
        self.plot.refresh(moving=frame.running)

    def _show_note(self) -> None:
        smoothed = self._smoothed.samples
        value = _in_words(smoothed[self._place - 1]) if 0 < self._place <= len(smoothed) else "–"
        set_steady_text(self.note, self.tr("smoothed {loss}").format(loss=value))

    # -- the range

    def _new_reach(self) -> scales.Reach:
        # At first every digit is as likely as any other: the loss is ln 10 ≈ 2.3.
        return scales.Reach(0.1, 5, log=True) if self.log.isChecked() else scales.Reach(0, 2.5)

    def _make_room(self, low: float, high: float) -> None:
        self._seen = low, high
        self._reach.take(low, high, fit=not self.plot.following)
        self.plot.show_values(self._reach.low, self._reach.high, log=self.log.isChecked())

    def _change_scale(self) -> None:
        self._reach = self._new_reach()
        self._make_room(*self._seen)
        self.plot.refresh(moving=False)

    def _show_following(self, on: bool) -> None:
        self.follow.setChecked(on)
        if on:
            self._reach.reset()
            self.plot.show_steps(self._span)
        self._make_room(*self._seen)

    # -- the values under the mouse

    def _describe(self, x: float) -> None:
        self._hovered = x
        index = None if math.isnan(x) else self._raw.nearest(x)
        if index is None:
            self.plot.show_readout(x, "")
            return
        text = self.tr("iteration {iteration} · loss {loss} · smoothed {smoothed}").format(
            iteration=f"{index + 1:,}",
            loss=_in_words(self._raw.samples[index]),
            smoothed=_in_words(self._smoothed.samples[index]),
        )
        self.plot.show_readout(self._raw.place(index), text)


def _in_words(loss: float) -> str:
    if math.isnan(loss):
        return "NaN"
    if math.isinf(loss):
        return "∞" if loss > 0 else "−∞"
    return f"{loss:.3f}" if 0.001 <= loss < 10_000 or loss == 0 else f"{loss:.2e}"


def _smooth_pen() -> QPen:
    pen = QPen(QColor(colours().blue), 2 * scale(), j=Qt.PenJoinStyle.RoundJoin)
    pen.setCosmetic(True)
    return pen
