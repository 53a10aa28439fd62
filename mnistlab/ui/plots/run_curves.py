"""Loss above accuracy on one axis of iterations, which is also the way back."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QToolButton, QWidget
from typing_extensions import override

from mnistlab.analysis.centred_mean import CentredMean
from mnistlab.analysis.spread import Spread
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import GoTo
from mnistlab.engine.shelf import KeptView
from mnistlab.numerals import percent, scientific, shown
from mnistlab.ui.look.icons import icon
from mnistlab.ui.look.theme import colours, px
from mnistlab.ui.plots import scales
from mnistlab.ui.plots.band_curve import BandCurve, bands_of
from mnistlab.ui.plots.curve import KEPT_DASHES, Curve
from mnistlab.ui.plots.kept_line import KeptLine, kept_lines
from mnistlab.ui.plots.labels import BESIDE, SYMBOL_ROOM, EndLabel, elided, text_width
from mnistlab.ui.plots.plot_pair import PlotPair
from mnistlab.ui.plots.run_axes import HEADER
from mnistlab.ui.plots.run_plot import Moment
from mnistlab.ui.plots.run_table import table_of_run
from mnistlab.ui.plots.take_away import TakeAway, TakeButton
from mnistlab.ui.plots.way_back import WayBack
from mnistlab.ui.widgets.kit import TextLine, named
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

PATIENCE = 7  # frames that may pass before a change of less than half a px is painted
LOWEST = 0.2  # share of the loss axis; with MOST of the line in it, the axis becomes logarithmic
MOST = 0.8
ENOUGH = 200  # iterations before that
ROW = 30  # px: of the buttons below the plot of the loss alone


class RunCurves(Retranslated, Restyled, PlotPair):
    """The loss and the accuracy of a run, and of those that are kept; a drag on either goes back in the run.

    Signals
    -------
    intended : Intent
        What the person wants of the engine.
    refused : MnistLabError
        What the person asked for that cannot be.
    """

    intended = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._presenting = False
        self._track: tuple[int, int] | None = None
        self._mean = CentredMean()
        self._is_log = False  # by itself
        self._chosen_log: bool | None = None
        self._views: tuple[KeptView, ...] = ()
        self._kept: tuple[KeptLine, ...] = ()
        self._kept_curves: list[tuple[KeptLine, Curve, Curve]] = []
        self._spreads: Mapping[str, Spread] = {}
        self._bands: list[tuple[BandCurve, BandCurve]] = []
        self._reach = scales.Reach(0, 2.5)  # at first each digit is as likely as another: the loss is ln 10 ≈ 2.3
        self._drawn: tuple[object, ...] = ()
        self._drawn_to = 0
        self._skipped = 0
        self._pointed: float | None = None
        self.take_away = TakeAway(self, "mnistlab-run", self._parts, self._table, self._add_to_menu)
        self.take_away.refused.connect(self.refused)
        self._take = named(TakeButton(self.take_away.fill, self), "curvesTake")
        self._raw = Curve("raw", 0.8, points_per_pixel=2)
        self._smooth = Curve("own")
        self._expected = {"loss": Curve("muted", 2.0, (2.0, 4.0)), "accuracy": Curve("muted", 2.0, (2.0, 4.0))}
        self._train = Curve("own", symbol="dot")
        self._test = Curve("test", 1.8, (5.0, 3.0), "square")
        self._sampled = {"train": Curve("own", 1.2, symbol="dot"), "test": Curve("test", 1.2, (5.0, 3.0), "square")}
        self.accuracy_plot.is_share = self.accuracy_plot.title_at_bottom = True
        self.words = named(TextLine(self), "wayBackWords")
        self.way_back = WayBack(self)
        self.way_back.intended.connect(self.intended)
        self.asked.connect(lambda iteration, near: self.intended.emit(GoTo(iteration, near)))
        self._back, self._forward = (self._button(role="icon") for _ in range(2))
        self._back.setDefaultAction(self.way_back.back)
        self._forward.setDefaultAction(self.way_back.forward)
        self.follow = named(self._button(), "curvesFollow")
        self.follow.clicked.connect(self.course.follow)
        self.linear = named(self._button(segment="top"), "lossLinear")
        self.log = named(self._button(segment="bottom"), "lossLog")
        group = QButtonGroup(self)
        for button in (self.linear, self.log):
            button.setCheckable(True)
            group.addButton(button)
        self.linear.setChecked(True)
        group.buttonClicked.connect(lambda button: self._choose_log(button is self.log))
        self.course.changed.connect(self._show_range)
        self._collect()
        self.restyle()
        self.retranslate()

    def _button(self, **properties: str) -> QToolButton:
        button = named(QToolButton(self), small="true", **properties)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    # What is shown

    def show_frame(self, frame: Frame) -> None:
        """Draw what a frame brings that is new."""
        track = frame.run_id, frame.branch_id
        if track != self._track:
            if self._track is None or track[0] != self._track[0]:
                self._is_log = False
                self.course.follow()
            self._track = track
            self._mean.forget()
            self._reach = self._new_reach()
        self._frame = frame
        self._raw.set_samples(frame.loss)
        self._smooth.set_samples(self._mean.take(frame.loss))
        if self._train.samples is not frame.train_accuracy:
            at = np.asarray(frame.evaluated_at, np.float64)
            self._train.set_samples(frame.train_accuracy, at)
            self._test.set_samples(frame.test_accuracy, at)
            for name, losses in (("train", frame.train_loss), ("test", frame.test_loss)):
                known = np.isfinite(losses)
                self._sampled[name].set_samples(losses[known], at[known])
        reached = max([frame.latest, *(len(view.loss) for view in frame.kept)])
        total = frame.settings.iterations
        self.course.show_run(scales.span(reached, total), total)
        self.way_back.show_frame(frame)
        if frame.kept is not self._views:
            self._views = frame.kept
            self.show_kept(kept_lines(frame.kept))
        if frame.spreads is not self._spreads:
            self._spreads = frame.spreads
            self._show_bands(frame)
        self._redraw()

    def show_both(self, on: bool) -> None:
        """Show both plots, or only a small one of the loss."""
        if on != self.both:
            self.both = on
            self._lay_out()

    def leave_out(self, presenting: bool) -> None:
        """For a room of readers, leave the plots alone; or show again what is below the small one."""
        self._presenting = presenting
        self._lay_out()

    def show_kept(self, lines: Sequence[KeptLine]) -> None:
        """Show these runs beside the present one."""
        if tuple(lines) != self._kept:
            self._kept = tuple(lines)
            self._kept_curves = []
            for line in lines:
                looks = f"kept {line.place}", 1.8, KEPT_DASHES[line.place]
                loss, accuracy = Curve(*looks), Curve(*looks)
                loss.set_samples(CentredMean().take(line.loss))
                accuracy.set_samples(line.test_accuracy, np.asarray(line.evaluated_at, np.float64))
                self._kept_curves.append((line, loss, accuracy))
            self._collect()
            self._redraw(anew=True)

    def _show_bands(self, frame: Frame) -> None:
        """Show what runs have come to with other seeds."""
        looks = {view.entry.key: (f"kept {view.place}",) * 2 for view in frame.kept}
        looks[frame.own.key] = "own", "test"
        self._bands = [bands_of(spread, *looks[key]) for key, spread in frame.spreads.items()]
        self._collect()
        self._redraw(anew=True)

    def show_expected(self, plot: str, at: Sequence[float], values: Sequence[float]) -> None:
        """Show, faint, the curve that was expected in the plot of ``"loss"`` or ``"accuracy"``; none if it is empty."""
        self._expected[plot].set_samples(np.asarray(values, np.float32), np.asarray(at, np.float64))
        self._redraw(anew=True)

    def _collect(self) -> None:
        """Give each plot its curves, from the lowest to the uppermost."""
        self.loss_plot.still = [
            *(loss for loss, _ in self._bands),
            self._expected["loss"],
            *(loss for _, loss, _ in self._kept_curves),
        ]
        self.loss_plot.curves = [self._raw, *self._sampled.values(), self._smooth]
        shares = [accuracy for *_, accuracy in self._kept_curves]
        self.accuracy_plot.still = [*(share for _, share in self._bands), self._expected["accuracy"], *shares]
        self.accuracy_plot.curves = [self._train, self._test]

    def _redraw(self, *, anew: bool = False) -> None:
        """Paint curves again where they have changed by as much as one sees, and what lies above them."""
        frame = self._frame
        if frame is None:
            return
        count, course = len(frame.loss), self.course
        state = (self._track, len(frame.evaluated_at), frame.iterations_per_epoch)
        grown = min(count, course.high) - min(self._drawn_to, course.high)
        half_pixel = (course.high - course.low) / max(1.0, self.loss_plot.area.width()) / 2
        waits = frame.running and 0 <= grown < half_pixel and self._skipped < PATIENCE
        if anew or state != self._drawn or (grown and not waits):
            self._fit_values()
            self.loss_plot.per_epoch = self.accuracy_plot.per_epoch = frame.iterations_per_epoch
            first = f"{math.ceil(frame.iterations_per_epoch):,}"
            self.loss_plot.no_epoch = self.tr("epoch 1 ends at iteration {iteration}").format(iteration=first)
            if anew or state != self._drawn:
                self.loss_plot.redraw_all()
                self.accuracy_plot.redraw_all()
            else:
                self.loss_plot.redraw()
            self._drawn, self._drawn_to, self._skipped = state, count, 0
        else:
            self._skipped += bool(grown)
        self._show_moment()

    def _show_range(self) -> None:
        if self._frame is not None:
            self._fit_values()
        self._place_buttons()
        self._show_moment()

    # The value axes

    def _new_reach(self) -> scales.Reach:
        return scales.Reach(0.1, 5, log=True) if self.is_log else scales.Reach(0, 2.5)

    @property
    def is_log(self) -> bool:
        """Whether the axis of the loss is logarithmic."""
        return self._is_log if self._chosen_log is None else self._chosen_log

    def _choose_log(self, on: bool) -> None:
        self._chosen_log = on
        self._change_axis()
        self._redraw(anew=True)

    def _change_axis(self) -> None:
        self._reach = self._new_reach()
        (self.log if self.is_log else self.linear).setChecked(True)

    def _fit_values(self) -> None:
        """Fit both value axes to what is in view."""
        course, plot = self.course, self.loss_plot
        pixels = plot.area.width() * plot.devicePixelRatioF()
        raw, smooth = (curve.polyline(course.low, course.high, pixels)[1] for curve in (self._raw, self._smooth))
        raw, smooth = raw[raw > 0], smooth[smooth > 0]
        if not self.is_log and self._chosen_log is None and course.following and len(self._raw.samples) >= ENOUGH:
            self._is_log = bool(np.mean(smooth < LOWEST * self._reach.high) >= MOST)
        if self.is_log != (self.log.isChecked()):
            self._change_axis()
        if len(raw) and len(smooth):
            low = max(raw.min(), smooth.min() / 4)  # a single loss near zero does not stretch a logarithmic axis
            for _, curve, _ in self._kept_curves if self.is_log else ():
                kept = curve.polyline(course.low, course.high, pixels)[1]
                low = min(low, kept[kept > 0].min(initial=low))
            self._reach.take(float(low), float(raw.max()), fit=not course.following)
        plot.show_values(self._reach.low, self._reach.high, log=self.is_log)
        shares = [float(share) for curve in (self._train, self._test) for share in curve.samples[1:]]
        shares = shares or [float(share) for share in self._test.samples]
        floor = scales.share_floor(shares)
        for curve in [*(curve for *_, curve in self._kept_curves), *(curve for _, curve in self._bands)]:
            floor = min(floor, scales.share_floor([float(share) for share in curve.samples[1:]]))
        self.accuracy_plot.show_values(floor, 1.0, broken=floor > 0)

    # What lies above the curves

    def _show_moment(self) -> None:
        """Show the moment, the numbers of this moment at the ends of the lines, and what is below the mouse."""
        frame = self._frame
        if frame is None:
            return
        moment = frame.iteration if frame.past else frame.latest
        in_view = self.course.low <= moment <= self.course.high
        index = self._smooth.last_until(moment) if in_view else None
        value = None if index is None else float(self._smooth.samples[index])
        words = self.way_back.words()
        self.words.setText(words)
        loss = Moment(
            moment,
            frame.latest,
            value if value is not None and math.isfinite(value) else None,
            self._loss_labels(moment, value),
            self._title(),
            words if self.both else "",
            self._pointed,
            self._loss_readout(),
            self._changes(),
        )
        accuracy = replace(
            loss,
            value=None,
            labels=self._accuracy_labels(moment if in_view else None),
            title=self.tr("Accuracy"),
            words="",
            readout=self._accuracy_readout(),
        )
        self.loss_plot.show_moment(loss)
        self.accuracy_plot.show_moment(accuracy)
        said = " · ".join(label.text for label in (*loss.labels, *accuracy.labels))
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def _changes(self) -> tuple[tuple[int, str], ...]:
        """Return from which iterations on the run has had another learning rate, and which."""
        rules = () if self._frame is None else self._frame.own.rules
        return tuple(
            (at, f"η {shown(rule.learning_rate)}")
            for (_, before), (at, rule) in pairwise(rules)
            if rule.learning_rate != before.learning_rate
        )

    def _title(self) -> str:
        if not self._bands:
            return self.tr("Loss")
        return self.tr("Loss · shaded: 8 of 10 seeds")

    def _own_name(self, loss: str = "") -> str:
        return self.tr("this run {loss}").format(loss=loss).strip()

    def _loss_labels(self, moment: int, value: float | None) -> tuple[EndLabel, ...]:
        """Return the labels; `value` is the mean at the moment, None where that is not in view."""
        own = QColor(colours().own)
        if value is None:
            labels = self._at_end(self._smooth, self._own_name())
        elif self.both:
            labels = [EndLabel(moment, value, self._own_name(loss_in_words(value)), own)]
            curve = self._sampled["test"]
            if (index := curve.last_until(moment)) is not None:
                on_others = float(curve.samples[index])
                text = self._measured().format(share=loss_in_words(on_others))
                labels.append(EndLabel(moment, on_others, text, curve.colour_now(), curve.symbol))
        else:
            labels = [EndLabel(moment, value, loss_in_words(value), own, note=self.tr("mean"))]
        for line, curve, _ in self._kept_curves:
            labels.extend(self._at_end(curve, line.name))
        labels.extend(self._at_end(self._expected["loss"], self.tr("expected")))
        return tuple(labels)

    def _accuracy_labels(self, moment: int | None) -> tuple[EndLabel, ...]:
        """Return the labels; None stands for a moment that is not in view."""
        labels: list[EndLabel] = []
        measured = self._measured()
        for curve, pattern in ((self._test, measured), (self._train, self.tr("train {share}"))):
            if moment is None:
                labels.extend(self._at_end(curve, pattern.format(share="").strip()))
            elif (index := curve.last_until(moment)) is not None:
                share = float(curve.samples[index])
                text = pattern.format(share=percent(share))
                labels.append(EndLabel(moment, share, text, curve.colour_now(), curve.symbol))
        for line, _, curve in self._kept_curves:
            if len(curve.samples):
                labels.extend(self._at_end(curve, line.name, f" {percent(float(curve.samples[-1]))}"))
        labels.extend(self._at_end(self._expected["accuracy"], self.tr("expected")))
        return tuple(labels)

    def _at_end(self, curve: Curve, name: str, share: str = "") -> list[EndLabel]:
        """Return the label of a line at its end in view: a long name goes on below, and leaves room for a number."""
        index = curve.last_until(self.course.high)
        if index is None:
            return []
        room = self.loss_plot.right - px(BESIDE + 2)
        first, rest = name, ""
        if text_width(name + share) > room:
            first, _, rest = name.partition(" · ")
        text = elided(first, room - text_width(share)) + share
        end, colour = float(curve.samples[index]), curve.colour_now()
        return [EndLabel(curve.end, end, text, colour, curve.symbol, note=elided(rest, room))]

    @override
    def point_at(self, iteration: float | None) -> None:
        self._pointed = iteration
        self._show_moment()

    def _measured(self) -> str:
        """Return how a number on images that are not learnt from is labelled."""
        return self.tr("validation {share}") if self._is_sealed else self.tr("test {share}")

    @property
    def _is_sealed(self) -> bool:
        """Whether images for validation stand in the place of the test images."""
        return self._frame is not None and self._frame.settings.validation_images > 0

    def _loss_readout(self) -> str:
        at = None if self._pointed is None else self._raw.nearest(self._pointed)
        if at is None:
            return ""
        iteration, loss = f"{at + 1:,}", loss_in_words(float(self._raw.samples[at]))
        mean = loss_in_words(float(self._smooth.samples[at]))
        whole = self.tr("iteration {iteration} · loss {loss} · mean {mean}")
        for pattern in (whole, self.tr("{iteration}: {loss} · mean {mean}")):
            text = pattern.format(iteration=iteration, loss=loss, mean=mean)
            if text_width(text) <= self.loss_plot.area.width() - px(16):
                break
        return text

    def _accuracy_readout(self) -> str:
        at = None if self._pointed is None else self._train.nearest(self._pointed)
        if at is None or self._frame is None:
            return ""
        if self._is_sealed:
            text = self.tr("epoch {epoch} · train {train} · validation {test}")
        else:
            text = self.tr("epoch {epoch} · train {train} · test {test}")
        return text.format(
            epoch=f"{self._train.place(at) / self._frame.iterations_per_epoch:,.1f}".removesuffix(".0"),
            train=percent(float(self._train.samples[at])),
            test=percent(float(self._test.samples[at])),
        )

    # Words and looks

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Loss and accuracy of the run, and the way back"))
        self.setToolTip(
            self.tr("Drag: go back to any iteration. Wheel: zoom. Shift+drag: move. Double click: the whole run again.")
        )
        self.loss_plot.setAccessibleName(self.tr("Loss of every iteration"))
        self.accuracy_plot.setAccessibleName(self.tr("Accuracy at every epoch, training and test images"))
        self.linear.setText(self.tr("linear"))
        self.linear.setToolTip(self.tr("The loss on a linear axis"))
        self.log.setText(self.tr("log"))
        self.log.setToolTip(self.tr("The loss on a logarithmic axis: small losses become visible"))
        self.follow.setText(self.tr("whole run"))
        self.follow.setToolTip(self.tr("Show the whole run, and follow it (double click)"))
        for button in (self.linear, self.log, self.follow):
            button.setAccessibleName(button.toolTip())
        self.way_back.retranslate()
        self.show_kept(kept_lines(self._views))
        self._lay_out()
        self._show_moment()

    @override
    def restyle(self) -> None:
        for does, name in ((self.way_back.back, "back"), (self.way_back.forward, "forward")):
            does.setIcon(icon(name))
        self._lay_out()
        self._show_moment()

    # Where things are

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(686), px(288)) if self.both else QSize(px(322), px(200))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), px(200)) if self.both else QSize(px(200), px(110))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._redraw(anew=True)

    def _lay_out(self) -> None:
        loss, accuracy = self.loss_plot, self.accuracy_plot
        iteration, epoch = self.tr("iteration"), self.tr("epoch")
        left, right = px(26), px(52)
        widest = text_width(self._own_name())
        if self.both:
            share = self.tr("train {share}").format(share=percent(1.0))
            widest = max(text_width(share) + px(SYMBOL_ROOM), text_width(self._own_name(loss_in_words(0.0))))
            left = max(px(48), round(max(text_width(iteration), text_width(epoch))) + px(6))
            right = px(86)
        right = max(right, round(widest) + px(BESIDE + 2))
        for plot in (loss, accuracy):
            plot.iteration_word = iteration if self.both else ""
            plot.epoch_word = epoch
        self.place_plots(self.height() - (0 if self.both or self._presenting else px(ROW)), left, right)
        self._place_buttons()
        self._redraw(anew=True)

    def _place_buttons(self) -> None:
        loss, both, gap, width = self.loss_plot, self.both, px(4), self.width()
        row, side = self._back.sizeHint().height(), self._back.sizeHint().width()
        top = self.accuracy_plot.y() + round(self.accuracy_plot.track) - row // 2 if both else self.height() - row
        buttons = self._forward, self._back, self._take
        for number, button in enumerate(buttons):
            button.setHidden(self._presenting)
            button.setGeometry(width - (number + 1) * (side + gap) + gap, top, side, row)
        if both:  # above the others, because beside them are the numbers of the iterations
            self._take.move(width - side, top - row - gap)
        in_margin, upper = width - loss.right + px(12), px(HEADER)
        for button in (self.linear, self.log):
            high = button.sizeHint().height()
            button.setVisible(both)
            button.setGeometry(in_margin, upper, width - in_margin, high)
            upper += high
        right, size = width - 3 * (side + gap) - gap, self.follow.sizeHint()
        self.follow.setVisible(not self.course.following)
        if both:
            self.follow.setGeometry(in_margin, upper + gap, width - in_margin, size.height())
        else:
            self.follow.setGeometry(right - size.width(), top, size.width(), row)
        self.words.setVisible(not both and self.course.following and not self._presenting)
        self.words.setGeometry(loss.left, top, max(right - loss.left, 0), row)
        lowest = self.log if self.course.following else self.follow
        loss.labels_from = lowest.geometry().bottom() + px(2) if both else 0

    # To take along

    def _add_to_menu(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addAction(self.tr("Show the whole run"), self.course.follow).setEnabled(not self.course.following)

    def _parts(self) -> list[QWidget]:
        return [plot for plot in (self.loss_plot, self.accuracy_plot) if not plot.isHidden()]

    def _table(self) -> Iterator[str] | None:
        frame = self._frame
        return None if frame is None else table_of_run(frame, self._smooth.samples)


def loss_in_words(loss: float) -> str:
    """Return a loss as it is written in plots."""
    if math.isnan(loss):
        return "NaN"
    if math.isinf(loss):
        return "∞" if loss > 0 else "−∞"
    return f"{loss:.3f}" if 0.001 <= loss < 10_000 or loss == 0 else scientific(loss, 3)
