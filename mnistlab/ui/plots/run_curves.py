"""Loss above accuracy on one axis of iterations, which is also the way back."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import GoTo
from mnistlab.nn.functions import Array
from mnistlab.ui.look.keys import ENTER, WAYS, is_plain
from mnistlab.ui.look.theme import colours, px
from mnistlab.ui.plots import scales
from mnistlab.ui.plots.centred_mean import CentredMean
from mnistlab.ui.plots.course import Course
from mnistlab.ui.plots.labels import BESIDE, SYMBOL_ROOM, EndLabel, text_width
from mnistlab.ui.plots.run_curve import KEPT_DASHES, Curve
from mnistlab.ui.plots.run_plot import FOOT, GAP, HEADER, RunPlot
from mnistlab.ui.plots.small_button import SmallButton
from mnistlab.ui.plots.way_back import WayBack
from mnistlab.ui.widgets.kit import TextLine, named
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

LOSS_SHARE = 132 / 224  # of the height of both areas
NEAR = 2.0  # px: so near to the end of a run is its end, because one px may be many iterations
PAGES = 20  # page keys go through a run in this many steps
PATIENCE = 7  # frames that may pass before a change of less than half a px is painted
ZOOMS = {"+": 0.75, "=": 0.75, "-": 1 / 0.75}  # by the text that is typed, because on many keyboards + is above =
NOTCH = 120  # what a wheel reports for one notch; touchpads report less, more often
LOWEST = 0.2  # share of the loss axis; with MOST of the line in it, the axis becomes logarithmic
MOST = 0.8
ENOUGH = 200  # iterations before that
BUTTON = 24  # px: height of a button


@dataclass(frozen=True, slots=True, eq=False)
class KeptLine:
    """A run that is kept, as it is drawn beside the present one.

    Attributes
    ----------
    name : str
        What makes it differ, such as ``η 0.5``.
    place : int
        0..2: its colour and dashes.
    loss : ndarray of float32, shape (iterations,)
        Of every iteration.
    evaluated_at : ndarray of int, shape (evaluations,)
        Iterations done when the accuracy was measured.
    test_accuracy : ndarray of float, shape (evaluations,)
        0..1.
    """

    name: str
    place: int
    loss: Array
    evaluated_at: Array
    test_accuracy: Array


class RunCurves(Retranslated, Restyled, QWidget):
    """The loss and the accuracy of a run, and of those that are kept; a drag on either goes back in the run.

    Signals
    -------
    intended : Intent
        What the person wants of the engine.
    """

    intended = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._track: tuple[int, int] | None = None
        self._mean = CentredMean()
        self._both = True
        self._is_log = False  # by itself
        self._chosen_log: bool | None = None
        self._kept: tuple[KeptLine, ...] = ()
        self._kept_curves: list[tuple[KeptLine, Curve, Curve]] = []
        self._reach = scales.Reach(0, 2.5)  # at first each digit is as likely as another: the loss is ln 10 ≈ 2.3
        self._drawn: tuple[object, ...] = ()
        self._drawn_to = 0
        self._skipped = 0
        self._press: QPointF | None = None
        self._goes_back = self._moves = False
        self._turned = 0.0
        self.course = Course(self)
        self.loss_plot = RunPlot(self.course, "lossPlot", self)
        self.accuracy_plot = RunPlot(self.course, "accuracyPlot", self)
        for plot in (self.loss_plot, self.accuracy_plot):
            plot.turned.connect(lambda place, by, plot=plot: self._turn(place + plot.pos(), by))
        self._raw = Curve("raw", 0.8, points_per_pixel=2)
        self._smooth = Curve("own")
        self._other = Curve("muted", 1.4, (3.0, 3.0))
        self._train = Curve("own", symbol="dot")
        self._test = Curve("test", 1.8, (5.0, 3.0), "square")
        self.accuracy_plot.is_share = self.accuracy_plot.title_at_bottom = True
        self.words = named(TextLine(self), "wayBackWords")
        self.way_back = WayBack(self)
        self.way_back.intended.connect(self.intended)
        self._back = SmallButton(self, "‹", self.way_back.back)
        self._forward = SmallButton(self, "›", self.way_back.forward)
        self._go_on = SmallButton(self, does=self.way_back.go_on)
        self._return = SmallButton(self, does=self.way_back.return_)
        self.follow = named(SmallButton(self), "curvesFollow")
        self.follow.clicked.connect(self.course.follow)
        self.linear, self.log = (named(SmallButton(self), name) for name in ("lossLinear", "lossLog"))
        group = QButtonGroup(self)
        for button in (self.linear, self.log):
            button.setCheckable(True)
            group.addButton(button)
        self.linear.setChecked(True)
        group.buttonClicked.connect(lambda button: self._choose_log(button is self.log))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click, the arrow keys are still the window's
        self.setMouseTracking(True)
        self.course.changed.connect(self._show_range)
        self._collect()
        self.retranslate()

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
        other = frame.other_smoothed_loss
        self._raw.set_samples(frame.loss)
        self._smooth.set_samples(self._mean.take(frame.loss))
        self._other.set_samples(np.empty(0, np.float32) if other is None else other)
        if self._train.samples is not frame.train_accuracy:
            at = np.asarray(frame.evaluated_at, np.float64)
            self._train.set_samples(frame.train_accuracy, at)
            self._test.set_samples(frame.test_accuracy, at)
        reached = max(frame.latest, len(frame.loss), 0 if other is None else len(other))
        total = frame.settings.iterations
        self.course.show_run(scales.span(reached, total), total)
        self.way_back.show_frame(frame)
        self._redraw()

    def show_both(self, on: bool) -> None:
        """Show both plots, or only a small one of the loss."""
        if on != self._both:
            self._both = on
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

    def _collect(self) -> None:
        """Give each plot its curves, from the lowest to the uppermost."""
        self.loss_plot.curves = [*(loss for _, loss, _ in self._kept_curves), self._other, self._raw, self._smooth]
        self.accuracy_plot.curves = [*(accuracy for *_, accuracy in self._kept_curves), self._train, self._test]

    def _redraw(self, *, anew: bool = False) -> None:
        """Paint curves again where they have changed by as much as one sees, and what lies above them."""
        frame = self._frame
        if frame is None:
            return
        count, course = len(frame.loss), self.course
        state = (self._track, len(frame.evaluated_at), len(self._other.samples), frame.iterations_per_epoch)
        grown = min(count, course.high) - min(self._drawn_to, course.high)
        half_pixel = (course.high - course.low) / max(1.0, self.loss_plot.area.width()) / 2
        waits = frame.running and 0 <= grown < half_pixel and self._skipped < PATIENCE
        if anew or state != self._drawn or (grown and not waits):
            self._fit_values()
            self.loss_plot.per_epoch = self.accuracy_plot.per_epoch = frame.iterations_per_epoch
            first = f"{math.ceil(frame.iterations_per_epoch):,}"
            self.loss_plot.no_epoch = self.tr("epoch 1 ends at iteration {iteration}").format(iteration=first)
            self.loss_plot.redraw()
            if anew or state != self._drawn:
                self.accuracy_plot.redraw()
            self._drawn, self._drawn_to, self._skipped = state, count, 0
        else:
            self._skipped += bool(grown)
        self._show_moment()

    def _show_range(self) -> None:
        if self._frame is not None:
            self._fit_values()
        self.follow.setVisible(not self.course.following)
        if not self.course.following:
            self._lay_out()

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
        for _, _, curve in self._kept_curves:
            floor = min(floor, scales.share_floor([float(share) for share in curve.samples[1:]]))
        self.accuracy_plot.show_values(floor, 1.0, broken=floor > 0)

    # What lies above the curves

    def _show_moment(self) -> None:
        """Show the moment, the numbers of this moment at the ends of the lines, and what is below the mouse."""
        frame = self._frame
        if frame is None:
            return
        loss, accuracy = self.loss_plot, self.accuracy_plot
        moment = frame.iteration if frame.past else frame.latest
        for plot in (loss, accuracy):
            plot.moment, plot.latest = moment, frame.latest
        index = self._smooth.last_until(moment)
        in_view = index is not None and self.course.low <= moment <= self.course.high
        loss.value = float(self._smooth.samples[index]) if index is not None and in_view else math.nan
        loss.labels = self._loss_labels(moment)
        accuracy.labels = self._accuracy_labels(moment)
        loss.words = self.way_back.words() if self._both else ""
        self.words.setText(self.way_back.words())
        self._place_buttons()
        self._read_out()
        loss.update()
        accuracy.update()
        self.setAccessibleDescription(" · ".join(label.text for label in (*loss.labels, *accuracy.labels)))

    def _loss_labels(self, moment: int) -> list[EndLabel]:
        own, labels = QColor(colours().own), []
        value = self.loss_plot.value
        if math.isfinite(value):
            number = loss_in_words(value)
            if self._both:
                labels.append(EndLabel(moment, value, self.tr("this run {loss}").format(loss=number), own))
            else:
                labels.append(EndLabel(moment, value, number, own))
                labels.append(EndLabel(moment, value, self.tr("mean"), QColor(colours().muted)))
        if len(self._other.samples):
            curve = self._other
            labels.append(EndLabel(curve.end, float(curve.samples[-1]), self.tr("other run"), curve.colour_now()))
        for line, curve, _ in self._kept_curves:
            labels.extend(self._kept_label(curve, line.name))
        return labels

    def _accuracy_labels(self, moment: int) -> list[EndLabel]:
        labels = []
        for curve, pattern in ((self._test, self.tr("test {share}")), (self._train, self.tr("train {share}"))):
            index = curve.last_until(moment)
            if index is not None and self.course.low <= moment <= self.course.high:
                share = float(curve.samples[index])
                text = pattern.format(share=scales.percent(share))
                labels.append(EndLabel(moment, share, text, curve.colour_now(), curve.symbol))
        for line, _, curve in self._kept_curves:
            if len(curve.samples):
                labels.extend(self._kept_label(curve, f"{line.name} {scales.percent(float(curve.samples[-1]))}"))
        return labels

    def _kept_label(self, curve: Curve, text: str) -> list[EndLabel]:
        index = curve.last_until(self.course.high)
        if index is None:
            return []
        return [EndLabel(curve.end, float(curve.samples[index]), text, curve.colour_now())]

    def _read_out(self) -> None:
        """Say what is below the mouse, in both plots."""
        cursor = self.loss_plot.pointed
        at = None if math.isnan(cursor) else self._raw.nearest(cursor)
        self.loss_plot.readout = self.accuracy_plot.readout = ""
        if at is not None:
            self.loss_plot.readout = self.tr("iteration {iteration} · loss {loss} · mean {mean}").format(
                iteration=f"{at + 1:,}",
                loss=loss_in_words(float(self._raw.samples[at])),
                mean=loss_in_words(float(self._smooth.samples[at])),
            )
        at = None if math.isnan(cursor) else self._train.nearest(cursor)
        if at is not None and self._frame is not None:
            epoch = self._train.place(at) / self._frame.iterations_per_epoch
            self.accuracy_plot.readout = self.tr("epoch {epoch} · train {train} · test {test}").format(
                epoch=f"{epoch:,.1f}".removesuffix(".0"),
                train=scales.percent(float(self._train.samples[at])),
                test=scales.percent(float(self._test.samples[at])),
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
        self.loss_plot.title, self.accuracy_plot.title = self.tr("Loss"), self.tr("Accuracy")
        self.linear.setText(self.tr("linear"))
        self.linear.setToolTip(self.tr("The loss on a linear axis"))
        self.log.setText(self.tr("log"))
        self.log.setToolTip(self.tr("The loss on a logarithmic axis: small losses become visible"))
        self.follow.setText(self.tr("whole run"))
        self.follow.setToolTip(self.tr("Show the whole run, and follow it (double click)"))
        for button in (self.linear, self.log, self.follow):
            button.setAccessibleName(button.toolTip())
        self.way_back.retranslate()
        self._lay_out()
        self._show_moment()

    @override
    def restyle(self) -> None:
        self._lay_out()
        self._show_moment()

    # Where things are

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(686), px(288)) if self._both else QSize(px(322), px(200))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), px(200)) if self._both else QSize(px(200), px(110))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._redraw(anew=True)

    def _lay_out(self) -> None:
        loss, accuracy = self.loss_plot, self.accuracy_plot
        iteration, epoch = self.tr("iteration"), self.tr("epoch")
        widest = self.tr("train {share}").format(share=scales.percent(1.0))
        for plot in (loss, accuracy):
            plot.iteration_word = iteration if self._both else ""
            plot.epoch_word = epoch
            if self._both:
                plot.left = max(px(48), round(max(text_width(iteration), text_width(epoch))) + px(6))
                plot.right = max(px(86), round(text_width(widest)) + px(BESIDE + SYMBOL_ROOM + 2))
            else:
                plot.left, plot.right = px(26), px(52)
        loss.has_header, loss.has_foot, accuracy.has_foot = True, not self._both, True
        accuracy.setVisible(self._both)
        width, height = self.width(), self.height()
        if self._both:
            areas = height - px(HEADER + 2 * GAP + FOOT)
            upper = px(HEADER + GAP) + round(LOSS_SHARE * areas)
            loss.setGeometry(0, 0, width, upper)
            accuracy.setGeometry(0, upper, width, height - upper)
        else:
            loss.setGeometry(0, 0, width, height - px(BUTTON))
        self._place_buttons()
        self._redraw(anew=True)

    def _place_buttons(self) -> None:
        frame, loss = self._frame, self.loss_plot
        past, both, following = frame is not None and frame.past, self._both, self.course.following
        height, gap, width = px(BUTTON), px(6), self.width()
        in_margin = width - loss.right + px(12)
        for row, button in enumerate((self.linear, self.log)):
            button.setVisible(both)
            button.setGeometry(in_margin, px(HEADER) + row * height, width - in_margin, height)
        row_top = (
            self.accuracy_plot.y() + round(self.accuracy_plot.track) - height // 2 if both else self.height() - height
        )
        for number, button in enumerate((self._forward, self._back)):
            button.setGeometry(width - (number + 1) * px(30) + px(2), row_top, px(28), height)
        self.follow.setVisible(not following)
        self._go_on.setVisible(past)
        self._return.setVisible(self.way_back.return_.isEnabled())
        self.words.setVisible(not both)
        right = width - loss.right - px(8) if both else width - px(62)
        top = round(loss.area.top()) + px(40) if both else row_top
        if both:
            self.follow.setGeometry(in_margin, px(HEADER) + 2 * height + gap, width - in_margin, height)
        for button in (self._return, self._go_on) if both else (self._return, self._go_on, self.follow):
            if not button.isHidden():
                wide = button.wanted_width()
                button.setGeometry(right - wide, top, wide, height)
                right -= wide + gap
        self.words.setGeometry(loss.left, row_top, max(right - loss.left, 0), height)

    # The mouse

    def _plot_at(self, place: QPointF) -> RunPlot:
        upper = not self._both or place.y() < self.accuracy_plot.y()
        return self.loss_plot if upper else self.accuracy_plot

    def _on_track(self, place: QPointF) -> bool:
        plot = self.accuracy_plot if self._both else self.loss_plot
        x, y = place.x(), place.y() - plot.y()
        return abs(y - plot.track) <= px(10) and plot.left - px(8) <= x <= self.width() - plot.right + px(8)

    def _in_area(self, place: QPointF) -> bool:
        plot = self._plot_at(place)
        return plot.area.contains(place - QPointF(plot.pos()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place, button = event.position(), event.button()
        self._goes_back = self._moves = False
        self._press = place
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and shifted):
            self._moves = True
        elif button != Qt.MouseButton.LeftButton:
            self._press = None
        elif self._on_track(place):
            self._goes_back = True
            self._ask(place.x())
        elif not self._in_area(place):
            self._press = None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._press is None or not event.buttons():
            self._press = None
            self._point_at(place)
        elif self._moves:
            plot = self.loss_plot
            self.course.move(plot.iteration_at(self._press.x()) - plot.iteration_at(place.x()))
            self._press = place
        else:
            moved = abs(place.x() - self._press.x()) >= QApplication.startDragDistance() / 2
            self._goes_back = self._goes_back or moved
            if self._goes_back:
                self._ask(place.x())

    @override
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._press = None

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._on_track(event.position()):
            self.course.follow()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_cursor(math.nan)

    def _point_at(self, place: QPointF) -> None:
        inside = self._in_area(place)
        shape = Qt.CursorShape.SizeHorCursor if inside else Qt.CursorShape.ArrowCursor
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._on_track(place) else shape)
        self._set_cursor(self.loss_plot.iteration_at(place.x()) if inside else math.nan)

    def _set_cursor(self, iteration: float) -> None:
        self.loss_plot.pointed = self.accuracy_plot.pointed = iteration
        self._read_out()
        self.loss_plot.update()
        self.accuracy_plot.update()

    def _ask(self, x: float) -> None:
        """Go to the iteration at a place, within what the run has come to."""
        frame, plot, course = self._frame, self.loss_plot, self.course
        if frame is None or not frame.latest:
            return
        wanted = min(max(round(plot.iteration_at(x)), 0), frame.latest)
        if x >= plot.x_of(frame.latest) - px(NEAR):
            wanted = frame.latest
        self._go_to(wanted, int((course.high - course.low) / (2 * plot.area.width())))

    def _go_to(self, iteration: int, tolerance: int = 0) -> None:
        frame = self._frame
        if frame is not None and iteration != frame.iteration and 0 <= iteration <= frame.latest:
            self.intended.emit(GoTo(iteration, tolerance))

    def _turn(self, place: QPointF, turned: QPoint) -> None:
        """On the track, go by one iteration; else zoom in at the mouse, or move sideways."""
        frame = self._frame
        course = self.course
        if frame is None:
            return
        if self._on_track(place):
            self._turned += turned.y() or turned.x()
            notches = int(self._turned / NOTCH)
            self._turned -= notches * NOTCH
            self._go_to(min(max(frame.iteration - notches, 0), frame.latest))
        elif abs(turned.x()) > abs(turned.y()):
            course.move(-turned.x() / NOTCH * 0.1 * (course.high - course.low))
        elif turned.y():
            at = min(max(self.loss_plot.iteration_at(place.x()), course.low), course.high)
            course.zoom(at, 0.75 ** (turned.y() / NOTCH))

    # The keys do what the mouse does

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether a key goes through the run, zooms, or shows the whole run again."""
        if self._frame is None or not self._frame.latest:
            return False
        with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier  # then it is the window's
        return (is_plain(event) and event.key() in WAYS | ENTER) or (event.text() in ZOOMS and not with_control)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        frame = self._frame
        if frame is None or not self.takes_key(event):
            event.ignore()
            return
        key, shown, page = Qt.Key(event.key()), frame.iteration, max(1, frame.latest // PAGES)
        if event.text() in ZOOMS:
            at = min(max(float(shown), self.course.low), self.course.high)
            self.course.zoom(at, ZOOMS[event.text()])
        elif key in ENTER:
            self.course.follow()
        else:
            wanted = {
                Qt.Key.Key_Home: 0,
                Qt.Key.Key_End: frame.latest,
                Qt.Key.Key_PageUp: shown - page,
                Qt.Key.Key_PageDown: shown + page,
                Qt.Key.Key_Left: shown - 1,
                Qt.Key.Key_Down: shown - 1,
            }.get(key, shown + 1)
            self._go_to(min(max(wanted, 0), frame.latest))


def loss_in_words(loss: float) -> str:
    """Return a loss as it is written in plots."""
    if math.isnan(loss):
        return "NaN"
    if math.isinf(loss):
        return "∞" if loss > 0 else "−∞"
    return f"{loss:.3f}" if 0.001 <= loss < 10_000 or loss == 0 else f"{loss:.2e}"
