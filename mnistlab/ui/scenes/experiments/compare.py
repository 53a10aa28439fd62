"""Runs compared: their curves on one axis, and a table of what differs, and of what came of it."""

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget
from typing_extensions import override

from mnistlab.data.images import as_input
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import OpenRun, SaveRuns
from mnistlab.library import RunEntry
from mnistlab.library.naming import alike, differing, setting_in_words
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.numerals import percent
from mnistlab.training import RunSettings, declared
from mnistlab.training.settings import CONTEXT
from mnistlab.ui.look.theme import UNIT, colours, px
from mnistlab.ui.plots.compare_curves import CompareCurves, RunLine
from mnistlab.ui.plots.curve import KEPT_DASHES
from mnistlab.ui.run_title import run_title
from mnistlab.ui.scenes.base import Reading, at_speed
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import Gap, in_column, in_row, named, push_button, set_steady_text
from mnistlab.ui.widgets.line_sample import LineSample
from mnistlab.ui.widgets.painted import Painted
from mnistlab.ui.window.file_dialogs import table_to_save

MOST_RUNS: Final = 4
MOST_SETTINGS: Final = 3  # columns
GOAL: Final = 0.9  # of the test images
BAR: Final = (72, 8)  # px


class Compared(NamedTuple):
    """A run in the table."""

    entry: RunEntry
    place: int | None  # of a kept run: its look
    network: Network
    loss: Array
    evaluated_at: Array
    test_accuracy: Array
    per_epoch: float


class CompareScene(Reading):
    """Both curves of the present run and of the kept runs that are drawn, and a table below them."""

    least_room = (520, 400)

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.curves = CompareCurves()
        self.curves.chosen.connect(self._open)
        self.table = RunTable()
        self.table.chosen.connect(self._open)
        self._by = {name: _segment(f"compareBy{name}", side) for name, side in BY.items()}
        self._log = {name: _segment(f"compare{name}", side) for name, side in LOSS_AXES.items()}
        self._by["Iteration"].setChecked(True)
        self._log["Log"].setChecked(True)
        self._x_axis = named(QLabel(), role="muted")
        self._export = push_button("compareExport", self._save_numbers, small="true")
        for name, button in self._by.items():
            button.clicked.connect(lambda _on=False, name=name: self._choose_by(name))
        for name, button in self._log.items():
            button.clicked.connect(lambda _on=False, name=name: self._choose_log(name))
        self.beside_heading = QWidget()
        in_row(
            self._export,
            Gap(UNIT),
            self._x_axis,
            in_row(*self._by.values(), spacing=0),
            Gap(UNIT),
            in_row(*self._log.values(), spacing=0),
            on=self.beside_heading,
        )
        in_column((self.curves, 1), self.table, spacing=UNIT, on=self)
        self._shown: tuple[object, ...] = ()
        self._runs: list[Compared] = []
        selection.drawing_changed.connect(self._read)

    def words(self) -> tuple[str, str]:
        """Return heading and sentence."""
        heading = self.tr("Compare runs")
        if len(self._runs) < 2:
            text = self.tr("Rewind, change a setting and run again: each run stays, and is drawn here beside the next.")
            return heading, text
        same = ", ".join(alike([run.entry for run in self._runs], QCoreApplication.translate))
        return heading, self.tr("The same in all: {settings}.").format(settings=same)

    def show_frame(self, frame: Frame) -> None:
        """Show the runs of a frame, of which only the present one grows."""
        self.frame = frame
        kept = [
            Compared(
                view.entry,
                view.place,
                view.network,
                view.loss,
                view.evaluated_at,
                view.test_accuracy,
                _per_epoch(view.entry, frame),
            )
            for view in frame.kept[: MOST_RUNS - 1]
        ]
        own = Compared(
            frame.own,
            None,
            frame.network,
            frame.loss,
            frame.evaluated_at,
            frame.test_accuracy,
            frame.iterations_per_epoch,
        )
        self._runs = [own, *kept]
        state = frame.run_id, frame.branch_id, frame.kept, frame.own.name, frame.own.rules
        if state != self._shown:
            self._shown = state
            self.table.show_runs(self._runs)
            self.updated.emit()
        self._show_lines()

    def _show_lines(self) -> None:
        self.curves.show_lines(
            [
                RunLine(
                    run.entry.key,
                    run_title(run.entry),
                    run.place,
                    run.loss,
                    run.evaluated_at,
                    run.test_accuracy,
                    run.per_epoch,
                )
                for run in self._runs
            ]
        )
        self.table.show_numbers(self._runs, self.curves.losses())
        self._read()

    @override
    def retranslate(self) -> None:
        self._x_axis.setText(self.tr("x axis"))
        self._export.setText(self.tr("Export as CSV"))
        self._export.setToolTip(self.tr("Save the losses and accuracies of these runs as a table"))
        for buttons, texts in (
            (self._by, {"Iteration": self.tr("iteration"), "Epoch": self.tr("epoch")}),
            (self._log, {"Linear": self.tr("linear"), "Log": self.tr("log")}),
        ):
            for name, text in texts.items():
                buttons[name].setText(text)
        for name, tip in {
            "Linear": self.tr("The loss on a linear axis"),
            "Log": self.tr("The loss on a logarithmic axis: small losses become visible"),
        }.items():
            self._log[name].setToolTip(tip)
        self.curves.retranslate()
        self.table.show_runs(self._runs)
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

    def _save_numbers(self) -> None:
        path = table_to_save(self)
        if path is not None:
            self.intended.emit(SaveRuns(path, tuple(run.entry.key for run in self._runs)))

    def _choose_by(self, name: str) -> None:
        _check(self._by, name)
        self.curves.show_by(epoch=name == "Epoch")

    def _choose_log(self, name: str) -> None:
        _check(self._log, name)
        self.curves.show_log(on=name == "Log")


BY: Final = {"Iteration": "first", "Epoch": "last"}
LOSS_AXES: Final = {"Linear": "first", "Log": "last"}


class RunTable(QWidget):
    """A row for each run: its line, the settings that differ, what came of it, and what it reads.

    Signals
    -------
    chosen : str
        A run has been chosen by its name; its key.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._whole = in_column(self._rows, on=self)
        self._cells: list[dict[str, QLabel]] = []
        self._bars: list[ShareBar] = []

    def show_runs(self, runs: Sequence[Compared]) -> None:
        """Make a row for each run; the numbers come with `show_numbers`."""
        # The rows are another widget each time, because PySide keeps wrappers of layout items that Qt has deleted.
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._whole.addWidget(self._rows)
        self._cells, self._bars = [], []
        if not runs:
            return
        entries = [run.entry for run in runs]
        varied = differing(entries)[:MOST_SETTINGS]
        self._add_heads(varied)
        for row, run in enumerate(runs, 1):
            self._add_run(row, run, varied, entries)

    def _add_heads(self, varied: Sequence[str]) -> None:
        translate = QCoreApplication.translate
        heads = [
            translate("CompareScene", "run"),
            *(translate(CONTEXT, declared(RunSettings)[name].label) for name in varied),
            translate("CompareScene", "loss"),
            translate("CompareScene", "test"),
            translate("CompareScene", "epochs to {share}").format(share=percent(GOAL, 0)),
            translate("CompareScene", "reads your digit as"),
        ]
        for column, text in enumerate(heads, 1):
            last = column in (1, len(heads))
            side = Qt.AlignmentFlag.AlignLeft if last else Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(
                named(QLabel(text), role="muted"), 0, column, 1, 2 if column == len(heads) else 1, side
            )

    def _add_run(self, row: int, run: Compared, varied: Sequence[str], entries: Sequence[RunEntry]) -> None:
        translate, right = QCoreApplication.translate, Qt.AlignmentFlag.AlignRight
        place = run.place
        if place is None:
            sample = LineSample(lambda: colours().own, dot=True)
        else:
            sample = LineSample(partial(_kept_colour, place), KEPT_DASHES[place])
        name: QWidget = named(QLabel(run.entry.name or translate("CompareScene", "This run")), role="title")
        if place is not None:
            name = named(QToolButton(), "comparedRun", role="link")
            name.setText(run_title(run.entry))
            name.setToolTip(translate("CompareScene", "Go back into this run"))
            name.clicked.connect(lambda _on=False, key=run.entry.key: self.chosen.emit(key))
        self._grid.addWidget(sample, row, 0)
        self._grid.addWidget(name, row, 1, Qt.AlignmentFlag.AlignLeft)
        for column, setting in enumerate(varied, 2):
            text = setting_in_words(run.entry, setting, translate)
            usual = text == setting_in_words(entries[0], setting, translate) and place is not None
            label = named(QLabel(text), role="muted" if usual else "title")
            self._grid.addWidget(label, row, column, right)
        cells = {}
        for column, key in enumerate(("loss", "test", "goal"), 2 + len(varied)):
            cells[key] = named(QLabel(), role="title") if key == "test" else QLabel()
            self._grid.addWidget(cells[key], row, column, right)
        cells["digit"], bar, cells["share"] = named(QLabel(), role="title"), ShareBar(), QLabel()
        answer = QWidget()
        in_row(cells["digit"], bar, cells["share"], on=answer)
        self._grid.addWidget(answer, row, 5 + len(varied), 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._cells.append(cells)
        self._bars.append(bar)

    def show_numbers(self, runs: Sequence[Compared], losses: Mapping[str, float]) -> None:
        """Show what has come of the runs so far; `losses` are those at the ends of their lines, by their keys."""
        for run, cells in zip(runs, self._cells, strict=False):
            loss = losses.get(run.entry.key, math.nan)
            set_steady_text(cells["loss"], "–" if math.isnan(loss) else f"{loss:.3f}")
            test = float(run.test_accuracy[-1]) if len(run.test_accuracy) else math.nan
            set_steady_text(cells["test"], "–" if math.isnan(test) else percent(test))
            reached = run.evaluated_at[run.test_accuracy >= GOAL]
            set_steady_text(cells["goal"], f"{reached[0] / run.per_epoch:.0f}" if len(reached) else "–")

    def show_answers(self, answers: Sequence[Array | None]) -> None:
        """Show what each run reads: probabilities (10,) each, or None without a drawing."""
        for probabilities, cells, bar in zip(answers, self._cells, self._bars, strict=False):
            if probabilities is None or not np.isfinite(probabilities).all():
                cells["digit"].setText("–")
                cells["share"].setText("")
                bar.show_share(0.0)
            else:
                digit = int(probabilities.argmax())
                share = float(probabilities[digit])
                cells["digit"].setText(str(digit))
                set_steady_text(cells["share"], percent(share))
                bar.show_share(share)


class ShareBar(Painted):
    """A share, 0..1, as a bar."""

    hint = BAR

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0

    def show_share(self, share: float) -> None:
        """Show a share."""
        if share != self._share:
            self._share = share
            self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, now = QPainter(self), colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height = px(BAR[1])
        box = self.rect()
        box.setTop((self.height() - height) // 2)
        box.setHeight(height)
        for colour, width in ((now.track, box.width()), (now.own, round(box.width() * self._share))):
            if width:
                box.setWidth(width)
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(box, height / 2, height / 2)


def _kept_colour(place: int) -> str:
    return colours().kept[place]


def _per_epoch(entry: RunEntry, frame: Frame) -> float:
    return entry.iteration / entry.epoch if entry.epoch else frame.iterations_per_epoch


def _segment(name: str, side: str) -> QToolButton:
    button = named(QToolButton(), name, segment=side, small="true")
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _check(buttons: dict[str, QToolButton], chosen: str) -> None:
    for name, button in buttons.items():
        button.setChecked(name == chosen)
