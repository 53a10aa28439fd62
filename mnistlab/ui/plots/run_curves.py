"""Loss above accuracy on one axis of iterations, which is also the way back."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QToolButton, QWidget
from typing_extensions import override

from mnistlab.analysis.spread import Spread
from mnistlab.data.series import Quantity, Series
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import GoTo
from mnistlab.engine.shelf import KeptView
from mnistlab.library.curves import OwnCurve
from mnistlab.numerals import shown
from mnistlab.training.history import used_rules
from mnistlab.ui.look.icons import icon
from mnistlab.ui.look.theme import SMALL, font, px
from mnistlab.ui.plots import scales
from mnistlab.ui.plots.drawn_curves import DrawnCurves
from mnistlab.ui.plots.kept_line import KeptLine, kept_lines
from mnistlab.ui.plots.labels import BESIDE, text_width
from mnistlab.ui.plots.plot_pair import PlotPair
from mnistlab.ui.plots.run_axes import HEADER
from mnistlab.ui.plots.run_plot import Moment
from mnistlab.ui.plots.run_table import run_lines, table_of_runs
from mnistlab.ui.plots.run_words import RunWords
from mnistlab.ui.plots.take_away import TakeAway, TakeButton
from mnistlab.ui.plots.value_axes import ValueAxes
from mnistlab.ui.plots.way_back import WayBack
from mnistlab.ui.run_title import run_titles
from mnistlab.ui.widgets.kit import TextLine, named
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

PATIENCE = 7  # frames that may pass before a change of less than half a px is painted
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
        self._words_row = QRect()  # in which the words below the small plot are
        self._track: tuple[int, int] | None = None
        self._views: tuple[KeptView, ...] = ()
        self._names: dict[str, str] = {}  # of all runs, by their keys
        self._kept: tuple[KeptLine, ...] = ()
        self._spreads: Mapping[str, Spread] = {}
        self._own: tuple[OwnCurve, ...] = ()
        self._expected: dict[str, OwnCurve] = {}  # by the plot
        self.own_actions: list[QAction] = []  # in the menu too
        self._curves = DrawnCurves()
        self._axes = ValueAxes(self._curves, self.loss_plot, self.accuracy_plot)
        self._words = RunWords(self._curves, self)
        self._drawn_run: tuple[object, ...] = ()
        self._drawn_evaluations = 0
        self._drawn_to = 0
        self._skipped = 0
        self._pointed: float | None = None
        self.take_away = TakeAway(self, "mnistlab-run", self._parts, self._table, self._add_to_menu)
        self.take_away.refused.connect(self.refused)
        self._take = named(TakeButton(self.take_away.fill, self), "curvesTake")
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
        self._curves.put_into(self.loss_plot, self.accuracy_plot)
        self.restyle()
        self.retranslate()

    def _button(self, **properties: str) -> QToolButton:
        button = named(QToolButton(self), small="true", **properties)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    # What is shown

    def show_frame(self, frame: Frame) -> None:
        """Draw what a frame brings that is new."""
        track = frame.track
        if track != self._track:
            new = self._track is None or track[0] != self._track[0]
            if new:
                self.course.follow()
            self._track = track
            self._curves.begin()
            self._axes.begin(linear=new)
        self._frame = frame
        self._curves.take(frame)
        self._words.is_sealed = frame.settings.is_sealed
        self._words.per_epoch = frame.iterations_per_epoch
        own = self._curves.own
        changed = own.show(self._own, frame.iterations_per_epoch)
        reached = max([frame.latest, *(len(view.loss) for view in frame.kept), math.ceil(own.end)])
        total = frame.settings.iterations
        self.course.show_run(scales.span(reached, total), total)
        self.way_back.show_frame(frame)
        names = run_titles(frame)
        if frame.kept is not self._views or names is not self._names:
            self._views, self._names = frame.kept, names
            self.show_kept(kept_lines(frame))
        if frame.spreads is not self._spreads:
            self._spreads = frame.spreads
            self._curves.take_spreads(frame.spreads, frame.own.key, frame.kept)
            changed = True
        if changed:
            self._show_others()
        self._redraw()

    def show_both(self, on: bool) -> None:
        """Show both plots, or only a small one of the loss."""
        if on != self.both:
            self.both = on
            self.updateGeometry()
            self._lay_out()

    def leave_out(self, presenting: bool) -> None:
        """For a room of readers, leave the plots alone; or show again what is below the small one."""
        self._presenting = presenting
        self._lay_out()

    def show_kept(self, lines: Sequence[KeptLine]) -> None:
        """Show these runs beside the present one."""
        if tuple(lines) != self._kept:
            self._kept = tuple(lines)
            self._curves.take_kept(lines)
            self._show_others()

    def show_own(self, curves: tuple[OwnCurve, ...]) -> None:
        """Show losses and accuracies from elsewhere."""
        self._own = curves
        if self._frame is not None:
            self.show_frame(self._frame)

    def _show_others(self) -> None:
        """Draw other curves beside those of the run."""
        self._curves.put_into(self.loss_plot, self.accuracy_plot)
        self._redraw(anew=True)

    def show_expected(self, plot: str, at: Sequence[float], values: Sequence[float]) -> None:
        """Show, faint, the curve that was expected in the plot of ``"loss"`` or ``"accuracy"``; none if it is empty."""
        places, numbers = np.asarray(at, np.float64), np.asarray(values, np.float64)
        self._curves.expected[plot].set_samples(numbers.astype(np.float32), places)
        quantity: Quantity = "loss" if plot == "loss" else "test"
        self._expected[plot] = OwnCurve(Series("expected", quantity, "iteration", places, numbers))
        self._redraw(anew=True)

    def _redraw(self, *, anew: bool = False) -> None:
        """Paint curves again where they have changed by as much as one sees, and what lies above them."""
        frame = self._frame
        if frame is None:
            return
        count, course = len(frame.loss), self.course
        run, evaluations = (self._track, frame.iterations_per_epoch), len(frame.evaluated_at)
        anew = anew or run != self._drawn_run
        evaluated = evaluations != self._drawn_evaluations
        grown = min(count, course.high) - min(self._drawn_to, course.high)
        half_pixel = (course.high - course.low) / max(1.0, self.loss_plot.area.width()) / 2
        waits = frame.running and 0 <= grown < half_pixel and self._skipped < PATIENCE
        if anew or evaluated or (grown and not waits):
            self._fit()
            self.loss_plot.per_epoch = self.accuracy_plot.per_epoch = frame.iterations_per_epoch
            each = f"{frame.iterations_per_epoch:,.1f}".removesuffix(".0")
            self.loss_plot.no_epoch = self.tr("an epoch is {count} iterations").format(count=each)
            if anew:
                self.loss_plot.redraw_all()
                self.accuracy_plot.redraw_all()
            else:
                self.loss_plot.redraw()
                if evaluated:
                    self.accuracy_plot.redraw()
            self._drawn_run, self._drawn_evaluations = run, evaluations
            self._drawn_to, self._skipped = count, 0
        else:
            self._skipped += bool(grown)
        self._show_moment()

    def _show_range(self) -> None:
        if self._frame is not None:
            self._fit()
        self._place_buttons()
        self._show_moment()

    def _fit(self) -> None:
        self._axes.fit()
        (self.log if self._axes.is_log else self.linear).setChecked(True)

    def _choose_log(self, on: bool) -> None:
        self._axes.choose(log=on)
        self._redraw(anew=True)

    # What lies above the curves

    def _show_moment(self) -> None:
        """Show the moment, the numbers of this moment at the ends of the lines, and what is below the mouse."""
        frame = self._frame
        if frame is None:
            return
        moment = frame.iteration if frame.past else frame.latest
        in_view = self.course.low <= moment <= self.course.high
        index = self._curves.smooth.last_until(moment) if in_view else None
        value = None if index is None else float(self._curves.smooth.samples[index])
        words = self.way_back.words()
        self._place_words(words)
        loss = Moment(
            moment,
            frame.latest,
            value if value is not None and math.isfinite(value) else None,
            self._words.loss_labels(moment, value),
            self._words.title(log=self._axes.is_log),
            words if self.both else "",
            self._pointed,
            self._words.loss_readout(self._pointed),
            self._changes(),
        )
        accuracy = replace(
            loss,
            value=None,
            labels=self._words.accuracy_labels(moment if in_view else None),
            title=self._words.accuracy_title(moment if in_view else None),
            words="",
            readout=self._words.accuracy_readout(self._pointed),
        )
        self.loss_plot.show_moment(loss)
        self.accuracy_plot.show_moment(accuracy)
        said = " · ".join(label.text for label in (*loss.labels, *accuracy.labels))
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def _changes(self) -> tuple[tuple[int, str], ...]:
        """Return from which iterations on the run has been trained with another learning rate, and which."""
        frame = self._frame
        rules = () if frame is None else used_rules(frame.own.rules, frame.latest)
        return tuple(
            (at, f"η {shown(rule.learning_rate)}")
            for (_, before), (at, rule) in pairwise(rules)
            if rule.learning_rate != before.learning_rate
        )

    @override
    def point_at(self, iteration: float | None) -> None:
        self._pointed = iteration
        self._show_moment()

    # Words and looks

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Loss and accuracy of the run, and the way back"))
        self.setToolTip(
            self.tr("Drag: go back to any iteration. Wheel: zoom. Shift+drag: move. Double click: the whole run again.")
        )
        self.loss_plot.setAccessibleName(self.tr("Loss of every iteration"))
        self.accuracy_plot.setAccessibleName(self.tr("Accuracy at every epoch, on images learnt from and on others"))
        self.linear.setText(self.tr("linear"))
        self.linear.setToolTip(self.tr("The loss on a linear axis"))
        self.log.setText(self.tr("log"))
        self.log.setToolTip(self.tr("The loss on a logarithmic axis: small losses become visible"))
        self.follow.setText(self.tr("whole run"))
        self.follow.setToolTip(self.tr("Show the whole run, and follow it (double click)"))
        for button in (self.linear, self.log, self.follow):
            button.setAccessibleName(button.toolTip())
        self.way_back.retranslate()
        if self._frame is not None:
            self.show_kept(kept_lines(self._frame))
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
        return QSize(px(300), px(160)) if self.both else QSize(px(200), px(110))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._redraw(anew=True)

    def _lay_out(self) -> None:
        loss, accuracy = self.loss_plot, self.accuracy_plot
        iteration, epoch = self.tr("iteration"), self.tr("epoch")
        left, right = px(34), px(52)
        if self.both:
            left = max(px(48), round(max(text_width(iteration), text_width(epoch))) + px(6))
            right = px(86)
        right = max(right, round(self._words.widest()) + px(BESIDE + 2))
        for plot in (loss, accuracy):
            plot.iteration_word = iteration if self.both else ""
            plot.epoch_word = epoch
            plot.numbered = self.both or not self._presenting
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
        self._words_row = QRect(0, top, max(right, 0), row)
        self._place_words(self.words.text())
        lowest = self.log if self.course.following else self.follow
        loss.labels_from = lowest.geometry().bottom() + px(2) if both else 0
        above_take = self._take.y() - self.accuracy_plot.y() - px(2)
        self.accuracy_plot.labels_until = math.inf if self._presenting else above_take

    def _place_words(self, words: str) -> None:
        """Let the words begin below the plot, or farther to the left; write shorter ones where they have no room."""
        row, advance = QRect(self._words_row), QFontMetricsF(font(SMALL)).horizontalAdvance
        if advance(words) > row.width():
            words = self.way_back.words(short=True)
        self.words.setText(words)
        row.setLeft(max(0, min(self.loss_plot.left, row.right() - math.ceil(advance(words)))))
        self.words.setGeometry(row)

    # To take along

    def _add_to_menu(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addActions(self.own_actions)
        menu.addSeparator()
        menu.addAction(self.tr("Show the whole run"), self.course.follow).setEnabled(not self.course.following)

    def _parts(self) -> list[QWidget]:
        return [plot for plot in (self.loss_plot, self.accuracy_plot) if not plot.isHidden()]

    def _table(self) -> Iterator[str] | None:
        frame = self._frame
        if frame is None:
            return None
        return table_of_runs(run_lines(frame, run_titles(frame)), (*self._own, *self._expected.values()))
