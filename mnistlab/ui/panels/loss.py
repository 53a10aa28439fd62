"""The loss of every iteration, and its running mean."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.ui.look.theme import colours
from mnistlab.ui.panels.curves import CurvePanel
from mnistlab.ui.plots import scales
from mnistlab.ui.plots.axes import curve_pen
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import named, release_size, set_steady_text


class LossPanel(CurvePanel):
    """The loss curve: raw and faint below, smoothed on top."""

    name = "loss"
    least = 10  # iterations

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self._raw = self.plot.add_curve(
            lambda: QPen(QColor(colours().blue_faint), 0), antialias=False, points_per_pixel=2
        )
        self._smoothed = self.plot.add_curve(lambda: curve_pen("blue"))
        self._other = self.plot.add_curve(lambda: QPen(QColor(colours().mark), 0))
        self._other.line.setZValue(-1)  # below the run's own
        self._other.sets_range = False
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.log = named(QCheckBox(), "lossLog", role="muted")
        self.header.insertWidget(self.header.indexOf(self.follow), self.log)
        self._run_id: int | None = None
        self._place = 0  # iterations done at the moment that is shown
        self._seen = (math.inf, -math.inf)  # lowest and highest value in view
        self._reach = self._new_reach()
        self.plot.drawn.connect(self._make_room)
        self.log.toggled.connect(self._change_scale)
        self._make_room(*self._seen)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Loss"))
        self.log.setText(self.tr("log"))
        self.log.setToolTip(self.tr("Logarithmic axis: small losses become visible"))
        self.log.setAccessibleName(self.tr("Logarithmic loss axis"))
        self.follow.setAccessibleName(self.tr("Loss curve follows the run"))
        self.plot.setAccessibleName(self.tr("Loss of every iteration"))
        self.plot.step_axis.set_first_text(self.tr("iteration {number}"))
        release_size(self.note)
        super().retranslate()

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
        self.plot.step_axis.set_mark_every(frame.iterations_per_epoch)
        self._show_note()
        self._show_run(frame, 1)

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

    @override
    def _show_following(self, on: bool) -> None:
        if on:
            self._reach.reset()
        super()._show_following(on)
        self._make_room(*self._seen)

    @override
    def reading(self, index: int) -> str:
        return self.tr("iteration {iteration} · loss {loss} · smoothed {smoothed}").format(
            iteration=f"{index + 1:,}",
            loss=_in_words(self._raw.samples[index]),
            smoothed=_in_words(self._smoothed.samples[index]),
        )


def _in_words(loss: float) -> str:
    if math.isnan(loss):
        return "NaN"
    if math.isinf(loss):
        return "∞" if loss > 0 else "−∞"
    return f"{loss:.3f}" if 0.001 <= loss < 10_000 or loss == 0 else f"{loss:.2e}"
