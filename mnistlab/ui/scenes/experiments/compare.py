"""Runs compared: their curves on one axis with a table of what differs, or the pictures of two of them."""

from typing import Final

import numpy as np
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QToolButton, QWidget
from typing_extensions import override

from mnistlab.data import Dataset
from mnistlab.data.images import as_input
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import OpenRun, ShowRun
from mnistlab.engine.shelf import PLACES
from mnistlab.language import join_names, join_sentences
from mnistlab.library.naming import alike, differing
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.pictures.run_table import MOST_SETTINGS, Compared, RunTable, setting_in_short
from mnistlab.ui.plots.compare_curves import Axis, CompareCurves
from mnistlab.ui.plots.run_table import RunLine, run_lines
from mnistlab.ui.run_title import run_titles
from mnistlab.ui.scenes.base import Reading, at_speed
from mnistlab.ui.scenes.experiments.run_pair import Pictures, RunPair
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, Gap, in_column, in_row, named, push_button

WIDE: Final = 640  # px: of a scene that has room for a word on the x axis


class CompareScene(Reading):
    """Both curves of the present run and of the kept runs that are drawn, and a table below them.

    Instead, two of these runs can stand beside each other, with their mistakes or with their units.
    """

    least_room = (520, 396)

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.curves = CompareCurves()
        self.curves.chosen.connect(self._open)
        self.table = RunTable()
        self.table.chosen.connect(self._open)
        self.table.intended.connect(self.intended)
        self._by = {name: _segment(f"compareBy{name.title()}", side) for name, side in BY.items()}
        self._log = {name: _segment(f"compare{name}", side) for name, side in LOSS_AXES.items()}
        self._by["iteration"].setChecked(True)
        self._log["Log"].setChecked(True)
        self.pair = RunPair(self)
        self._views: dict[str, QToolButton] = {view: _segment(f"compare{view}", side) for view, side in VIEWS.items()}
        self._views["Curves"].setChecked(True)
        for view, button in self._views.items():
            button.clicked.connect(lambda _on=False, view=view: self.show_view(view))
        self._x_axis = named(QLabel(), role="muted")
        self._export = push_button("compareExport", self.curves.take_away.ask_numbers, small="true")
        for axis, button in self._by.items():
            button.clicked.connect(lambda _on=False, axis=axis: self._choose_by(axis))
        for name, button in self._log.items():
            button.clicked.connect(lambda _on=False, name=name: self._choose_log(name))
        self.beside_heading = QWidget()
        in_row(
            self._export,
            Gap(UNIT),
            in_row(*self._views.values(), spacing=0),
            on=self.beside_heading,
        )
        both, axes = QWidget(), QWidget()
        in_row(
            STRETCH,
            self._x_axis,
            in_row(*self._by.values(), spacing=0),
            Gap(UNIT),
            in_row(*self._log.values(), spacing=0),
            on=axes,
        )
        in_column(axes, (self.curves, 1), spacing=4, on=both)
        self._stack = QStackedWidget()
        self._stack.addWidget(both)
        self._stack.addWidget(self.pair)
        in_column((self._stack, 1), self.table, spacing=UNIT, on=self)
        self._shown: tuple[object, ...] = ()
        self._is_entered = False  # and no frame has been shown since
        self._runs: list[Compared] = []
        self._lines: list[RunLine] = []
        selection.drawing_changed.connect(self._read)
        selection.own_curves.changed.connect(self._show_own)
        self._show_own()

    def show_view(self, view: str) -> None:
        """Show the curves of all runs, or the mistakes or units of two of them."""
        for each, button in self._views.items():
            button.setChecked(each == view)
        self.table.setHidden(view == "Mistakes")  # because the matrices need its room
        pictures = PICTURES.get(view)
        if pictures is None:
            self.pair.give_up()
            self._stack.setCurrentIndex(0)
        else:
            self.pair.show_pictures(pictures)
            self._stack.setCurrentWidget(self.pair)
        self.updated.emit()

    @override
    def take_data(self, dataset: Dataset) -> None:
        self.pair.take_data(dataset)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._is_entered = self._is_entered or not event.spontaneous()

    def _draw_some(self, frame: Frame) -> None:
        """Have the runs drawn that were changed last, where the person enters and none is drawn."""
        if self._is_entered and not frame.kept:
            for entry in reversed(frame.runs[:PLACES]):
                self.intended.emit(ShowRun(entry.key))
        self._is_entered = False

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.pair.give_up()

    @override
    def minimumSizeHint(self) -> QSize:
        layout = self.layout()  # a long table takes no room from the curves
        return super().minimumSizeHint().expandedTo(QSize(0, layout.minimumSize().height() if layout else 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._x_axis.setVisible(self.width() >= px(WIDE))

    def words(self) -> tuple[str, str]:
        """Return heading and sentence."""
        heading = self.tr("Compare runs")
        if len(self._runs) < 2 and self.frame is not None and self.frame.runs:
            text = self.tr("Click the box of a run in Runs, at the left: its curves are drawn here beside these.")
            return heading, text
        if len(self._runs) < 2:
            text = self.tr("Rewind, change a setting and run again: each run stays, and is drawn here beside the next.")
            return heading, text
        entries = [run.entry for run in self._runs]
        same = join_names(*alike(entries, QCoreApplication.translate))
        text = self.tr("The same in all: {settings}.").format(settings=same)
        if others := differing(entries)[MOST_SETTINGS:]:
            names = join_names(*map(setting_in_short, others))
            text = join_sentences(text, self.tr("Different too: {settings}.").format(settings=names))
        untimed = self.curves.untimed
        if untimed and self._views["Curves"].isChecked():
            without = self.tr("How long these took is not known: {runs}.").format(runs=join_names(*untimed))
            text = join_sentences(text, without)
        return heading, text

    def show_frame(self, frame: Frame) -> None:
        """Show the runs of a frame, of which only the present one grows; another one is shown as a whole."""
        if self._shown and self._shown[0] != frame.run_id:
            self.curves.course.follow()
        self.frame = frame
        self._draw_some(frame)
        views = frame.kept
        titles = run_titles(frame)
        lines = run_lines(frame, titles)
        kept = [
            Compared(
                view.entry,
                titles[view.entry.key],
                view.place,
                view.network,
                view.loss,
                view.evaluated_at,
                view.train_accuracy,
                view.test_accuracy,
                view.clock,
                line.per_epoch,
                line.spread,
            )
            for view, line in zip(views, lines[1:], strict=True)
        ]
        own = Compared(
            frame.own,
            titles[frame.own.key],
            None,
            frame.network,
            frame.loss,
            frame.evaluated_at,
            frame.train_accuracy,
            frame.test_accuracy,
            frame.clock,
            frame.iterations_per_epoch,
            frame.spreads.get(frame.own.key),
        )
        self._runs = [own, *kept]
        self._lines = lines
        state = frame.run_id, frame.branch_id, frame.kept, titles, frame.own.rules, frame.spreads
        if state != self._shown:
            self._shown = state
            self._make_rows()
            self.updated.emit()
        self.pair.show_runs(frame, self._runs)
        self._show_lines()

    @override
    def let_go(self) -> None:
        super().let_go()
        self.pair.let_go()

    def _show_own(self) -> None:
        """Show the numbers from elsewhere as they are now."""
        self.curves.show_own(self.selection.own_curves.all)
        self._make_rows()
        if self._runs:
            self._show_lines()
        self.updated.emit()

    def _make_rows(self) -> None:
        self.table.show_runs(self._runs, self.selection.own_curves.all)

    def _show_lines(self) -> None:
        self.curves.show_lines(self._lines)
        self.table.show_numbers(self._runs, self.curves.losses())
        self._read()

    @override
    def retranslate(self) -> None:
        self._x_axis.setText(self.tr("x axis"))
        self._export.setText(self.tr("Export as CSV"))
        self._export.setToolTip(self.tr("Save the losses and accuracies of these runs as a table"))
        axes: dict[Axis, tuple[str, str]] = {
            "iteration": (self.tr("iteration"), self.tr("Which run comes further in as many updates?")),
            "epoch": (self.tr("epoch"), self.tr("Which run comes further with as many images?")),
            "seconds": (self.tr("seconds"), self.tr("Which run comes further in as much time of training?")),
        }
        for axis, (text, tip) in axes.items():
            self._by[axis].setText(text)
            self._by[axis].setToolTip(tip)
        views = {
            "Curves": (self.tr("curves"), self.tr("Loss and accuracy of all runs that are drawn")),
            "Mistakes": (self.tr("mistakes"), self.tr("What two of the runs take for what")),
            "Units": (self.tr("units"), self.tr("What the units of two runs have learned to see")),
        }
        for view, (text, tip) in views.items():
            self._views[view].setText(text)
            self._views[view].setToolTip(tip)
        self._log["Linear"].setText(self.tr("linear"))
        self._log["Log"].setText(self.tr("log"))
        for name, tip in {
            "Linear": self.tr("The loss on a linear axis"),
            "Log": self.tr("The loss on a logarithmic axis: small losses become visible"),
        }.items():
            self._log[name].setToolTip(tip)
        self.curves.retranslate()
        self.pair.retranslate()
        if self.frame is not None:
            self.show_frame(self.frame)  # because names of runs are in the language too
        self._make_rows()
        self._show_lines()

    def _read(self) -> None:
        """Let every run read the drawing."""
        drawing = self.selection.drawing
        if self.frame is None or (not self.isVisible() and at_speed(self.frame)):
            return
        image = None if drawing is None else as_input(drawing.reshape(-1))
        with np.errstate(all="ignore"):
            answers = [None if image is None else run.network.probabilities(image) for run in self._runs]
        self.table.show_answers(answers)

    def _open(self, key: str) -> None:
        if self.frame is not None and key != self.frame.own.key:
            self.intended.emit(OpenRun(key))

    def _choose_by(self, axis: Axis) -> None:
        for each, button in self._by.items():
            button.setChecked(each == axis)
        self.curves.show_by(axis)
        self.updated.emit()

    def _choose_log(self, name: str) -> None:
        for each, button in self._log.items():
            button.setChecked(each == name)
        self.curves.show_log(on=name == "Log")


BY: Final[dict[Axis, str]] = {"iteration": "first", "epoch": "middle", "seconds": "last"}
VIEWS: Final = {"Curves": "first", "Mistakes": "middle", "Units": "last"}
PICTURES: Final[dict[str, Pictures]] = {"Mistakes": "mistakes", "Units": "units"}
LOSS_AXES: Final = {"Linear": "first", "Log": "last"}


def _segment(name: str, side: str) -> QToolButton:
    button = named(QToolButton(), name, segment=side, small="true")
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
