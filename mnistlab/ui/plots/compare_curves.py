"""The losses and test accuracies of some runs, each as one line, on one axis."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.analysis.centred_mean import CentredMean
from mnistlab.library.curves import OwnCurve, changed
from mnistlab.numerals import percent
from mnistlab.ui.look.theme import px
from mnistlab.ui.plots import scales
from mnistlab.ui.plots.band_curve import BandCurve, bands_of
from mnistlab.ui.plots.course import LEAST
from mnistlab.ui.plots.curve import KEPT_DASHES, Curve
from mnistlab.ui.plots.labels import BESIDE, LONGEST, EndLabel, elided, text_width
from mnistlab.ui.plots.own_lines import OwnLines
from mnistlab.ui.plots.plot_pair import PlotPair
from mnistlab.ui.plots.run_plot import Moment
from mnistlab.ui.plots.run_table import RunLine, table_of_runs
from mnistlab.ui.plots.take_away import TakeAway
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

Axis = Literal["iteration", "epoch", "seconds"]

WIDEST: Final = 170  # px of a label
NEAR: Final = 8  # px from a line: so near is on it


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A run as it is drawn: its curves, what they were asked for, the range of its losses, and the last of them."""

    line: RunLine
    loss: Curve
    accuracy: Curve
    asked: tuple[object, ...]
    low: float
    high: float
    end: float


class CompareCurves(Retranslated, Restyled, PlotPair):
    """Loss above accuracy on the test images, and below the runs the lines that came from elsewhere.

    The wheel zooms, a double click shows all again.

    Signals
    -------
    chosen : str
        The line of this run has been clicked, by its key.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loss_plot.setObjectName("compareLoss")
        self.accuracy_plot.setObjectName("compareAccuracy")
        self.accuracy_plot.is_share = self.accuracy_plot.title_at_bottom = True
        self._lines: tuple[RunLine, ...] = ()
        self._curves: list[tuple[RunLine, Curve, Curve]] = []
        self._own_curves: tuple[OwnCurve, ...] = ()
        self._named_curves: tuple[OwnCurve, ...] = ()
        self._own = OwnLines()
        self._means: dict[str, CentredMean] = {}
        self._known: dict[str, Drawn] = {}
        self._ends: dict[str, float] = {}  # the last loss of each
        self._axis: Axis = "iteration"
        self._log = True
        self.take_away = TakeAway(self, "mnistlab-runs", lambda: [self.loss_plot, self.accuracy_plot], self._table)
        self._right = px(96)
        self.retranslate()

    def _table(self) -> Iterator[str] | None:
        """Return the runs and what lies beside them as the lines of a CSV file."""
        return table_of_runs(self._lines, self._own_curves) if self._lines else None

    def show_lines(self, lines: Sequence[RunLine]) -> None:
        """Show these runs, the present one first."""
        self._lines = tuple(lines)
        self._means = {line.key: self._means.get(line.key) or CentredMean() for line in lines}
        self._draw()

    def show_own(self, curves: tuple[OwnCurve, ...]) -> None:
        """Show losses and accuracies from elsewhere beside the runs."""
        self._own_curves = curves
        self._name_own()
        self._lay_out()

    def losses(self) -> dict[str, float]:
        """Return the last value of each line of losses, by the key of its run."""
        return self._ends

    @property
    def untimed(self) -> list[str]:
        """The names of the lines that an axis of seconds does not have, because nobody knows how long they took."""
        if self._axis != "seconds":
            return []
        runs = [line.name for line in self._lines if not line.clock.known]
        return runs + [curve.series.name for curve in self._own_curves]

    def show_by(self, axis: Axis) -> None:
        """Let the x axis be of iterations, of epochs, or of the seconds of training."""
        self._axis = axis
        self.course.follow()
        self._draw()
        self.retranslate()

    def show_log(self, *, on: bool) -> None:
        """Let the axis of the loss be logarithmic, or linear."""
        self._log = on
        self._draw()

    def _draw(self) -> None:
        self._known = {line.key: self._drawn_of(line) for line in self._lines}
        self._curves = [(one.line, one.loss, one.accuracy) for one in self._known.values()]
        self._ends = {key: one.end for key, one in self._known.items() if not math.isnan(one.end)}
        self._take_own()
        drawn = list(reversed(self._curves))  # the present run above the others
        timed = self._axis == "seconds"  # then there are no bands, because the time of other seeds is not known
        bands = [self._bands_of(line) for line in reversed(self._lines) if line.spread is not None and not timed]
        own = self._own
        losses = *(loss for loss, _ in bands), *(loss for _, loss in own.losses)
        shares = *(share for _, share in bands), *(share for _, share in own.shares)
        self.loss_plot.curves = [*losses, *(loss for _, loss, _ in drawn)]
        self.accuracy_plot.curves = [*shares, *(accuracy for *_, accuracy in drawn)]
        ends = [loss.end for _, loss, _ in drawn if len(loss.samples)]
        ends.extend([own.end] if own.end > 0 else [])
        if self._axis == "iteration":
            reach = max(ends, default=100.0)
            whole, self.course.least = float(scales.span(int(reach), int(reach))), LEAST
        else:
            reach = max([end for end in ends if end > 0], default=1.0)
            whole = math.ceil(reach) if reach > 1 else scales.top(reach)
            self.course.least = whole / 20
        self.course.show_run(whole, reach)
        self._fit_values()
        self._label()
        self.loss_plot.redraw_all()
        self.accuracy_plot.redraw_all()

    def _drawn_of(self, line: RunLine) -> Drawn:
        """Return the curves of a run: those of before, if nothing of it is another, because long ones take a while."""
        asked = self._axis, line.place, line.per_epoch
        before = self._known.get(line.key)
        if before is None or before.asked != asked or not _same_numbers(before.line, line):
            return self._draw_anew(line, asked)
        return replace(before, line=line)

    def _draw_anew(self, line: RunLine, asked: tuple[object, ...]) -> Drawn:
        if line.place is None:
            loss, accuracy = Curve("own"), Curve("own", symbol="dot")
        else:
            looks = f"kept {line.place}", 1.8, KEPT_DASHES[line.place]
            loss, accuracy = Curve(*looks), Curve(*looks)
        mean = self._means[line.key].take(line.loss)
        at, evaluated_at = np.arange(1, len(mean) + 1), np.asarray(line.evaluated_at, np.float64)
        if self._axis == "iteration":
            loss.set_samples(mean)
            accuracy.set_samples(line.test_accuracy, evaluated_at)
        elif self._axis == "epoch":
            loss.set_samples(mean, at / line.per_epoch)
            accuracy.set_samples(line.test_accuracy, evaluated_at / line.per_epoch)
        elif line.clock.known:
            loss.set_samples(mean, line.clock.at(at))
            accuracy.set_samples(line.test_accuracy, line.clock.at(evaluated_at))
        known = loss.samples[np.isfinite(loss.samples) & (loss.samples > 0)]
        low, high = (float(known.min()), float(known.max())) if len(known) else (math.inf, -math.inf)
        return Drawn(line, loss, accuracy, asked, low, high, float(mean[-1]) if len(mean) else math.nan)

    def _take_own(self) -> None:
        """Put the lines from elsewhere where the axis has them; nobody knows their seconds."""
        per_epoch = self._lines[0].per_epoch if self._lines else 1.0
        shown = self._named_curves if self._axis != "seconds" else ()
        self._own.show(shown, per_epoch, per_epoch if self._axis == "epoch" else 1.0)

    def _bands_of(self, line: RunLine) -> tuple[BandCurve, BandCurve]:
        assert line.spread is not None
        colour = "own" if line.place is None else f"kept {line.place}"
        return bands_of(line.spread, colour, colour, line.per_epoch if self._axis == "epoch" else 1.0)

    def _fit_values(self) -> None:
        runs = [one for one in self._known.values() if one.low <= one.high]
        if runs or self._own.losses:
            reach = scales.Reach(0.1, 5, log=True) if self._log else scales.Reach(0, 2.5)
            low = min([self._own.lowest, *(one.low for one in runs)])
            high = max([self._own.highest, *(one.high for one in runs)])
            reach.take(low, high, fit=True)
            self.loss_plot.show_values(reach.low, reach.high, log=self._log)
        floors = [scales.share_floor(curve.samples[1:]) for *_, curve in self._curves]
        floor = min([*floors, self._own.floor])
        floor = floor if math.isfinite(floor) else 0.0
        self.accuracy_plot.show_values(floor, 1.0, broken=floor > 0)

    def _label(self) -> None:
        room = self._right - px(BESIDE + 4)
        both: tuple[list[EndLabel], list[EndLabel]] = ([], [])
        losses = [*((line.name, loss) for line, loss, _ in self._curves), *self._own.losses]
        shares = [*((line.name, share) for line, _, share in self._curves), *self._own.shares]
        for labels, curves in zip(both, (losses, shares), strict=True):
            for whole, curve in curves:
                if len(curve.samples):
                    value = float(curve.samples[-1])
                    number = f"{value:.3f}" if curves is losses else percent(value)
                    space = max(room, min(self.width() - self.loss_plot.x_of(curve.end) - px(BESIDE + 4), px(LONGEST)))
                    name = elided(whole, space - text_width(f" · {number}"))
                    labels.append(EndLabel(curve.end, value, f"{name} · {number}", curve.colour_now()))
        loss_labels, accuracy_labels = both
        self.loss_plot.show_moment(Moment(labels=tuple(loss_labels), title=self.tr("Loss")))
        self.accuracy_plot.show_moment(Moment(labels=tuple(accuracy_labels), title=self._measured()))
        self.setAccessibleDescription(" · ".join(label.text for label in (*loss_labels, *accuracy_labels)))

    def _measured(self) -> str:
        """Return what the lower plot is of."""
        sealed = {line.is_sealed for line in self._lines}
        if sealed == {True, False}:
            return self.tr("Accuracy on test or validation images")
        return self.tr("Accuracy on validation images") if True in sealed else self.tr("Accuracy on test images")

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let a click on a line choose its run."""
        place, moved = event.position(), self._moves or self._goes_back
        super().mouseReleaseEvent(event)
        key = None if moved else self._line_at(place)
        if key is not None:
            self.chosen.emit(key)

    def _line_at(self, place: QPointF) -> str | None:
        plot = self._plot_at(place)
        at, nearest, key = plot.iteration_at(place.x()), float(px(NEAR)), None
        for line, loss, accuracy in self._curves:
            curve = loss if plot is self.loss_plot else accuracy
            index = curve.nearest(at)
            if index is not None and at <= curve.end:
                away = abs(plot.height_of(float(curve.samples[index])) - (place.y() - plot.y()))
                if away < nearest:
                    nearest, key = away, line.key
        return key

    @override
    def retranslate(self) -> None:
        words = {"iteration": self.tr("iteration"), "epoch": self.tr("epoch"), "seconds": self.tr("seconds")}
        for plot in (self.loss_plot, self.accuracy_plot):
            plot.iteration_word = words[self._axis]
            plot.whole = self._axis != "seconds"
        self.setAccessibleName(self.tr("Loss and accuracy of the runs"))
        self.loss_plot.setAccessibleName(self.tr("Loss of the runs"))
        self.accuracy_plot.setAccessibleName(self.tr("Accuracy of the runs"))
        self.setToolTip(self.tr("Click a line: go back into that run. Wheel: zoom. Double click: all again."))
        self._name_own()
        self._lay_out()

    @override
    def restyle(self) -> None:
        self._lay_out()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), px(200))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _name_own(self) -> None:
        """Say of accuracies that are not on test images, as all others here, that they are not."""
        pattern = self.tr("train · {name}")
        self._named_curves = tuple(
            changed(curve, name=pattern.format(name=curve.series.name)) if curve.series.quantity == "train" else curve
            for curve in self._own_curves
        )

    def _lay_out(self) -> None:
        names = [text_width(f"{line.name} · 100.0 %") for line in self._lines]
        names.extend(text_width(f"{curve.series.name} · 100.0 %") for curve in self._named_curves)
        self._right = round(min(max([*names, px(70)]), px(WIDEST))) + px(BESIDE + 6)
        left = max(px(48), round(text_width(self.loss_plot.iteration_word)) + px(12))
        self.place_plots(self.height(), left, self._right)
        self._draw()


def _same_numbers(one: RunLine, other: RunLine) -> bool:
    names = ("loss", "evaluated_at", "test_accuracy", "clock")
    return all(getattr(one, name) is getattr(other, name) for name in names)
