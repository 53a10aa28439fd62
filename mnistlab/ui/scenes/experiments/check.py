"""The gradient check: backpropagation against central differences, and what a mistake in it looks like."""

import math
from collections.abc import Iterator, Mapping
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from typing_extensions import override

from mnistlab.analysis.gradient_check import Agreement, GradientCheck, gradient_check, step_for
from mnistlab.analysis.held_masks import with_held_masks
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import MakeMistake
from mnistlab.nn.mistakes import Mistake
from mnistlab.numerals import fixed, power_of_ten, scientific
from mnistlab.ui.look.theme import px
from mnistlab.ui.pictures.error_scale import ErrorScale
from mnistlab.ui.plots.pairs_plot import PairsPlot
from mnistlab.ui.plots.take_away import TakeAway, table_of
from mnistlab.ui.scenes.base import Experiment, exact, mistake_name, moment, muted
from mnistlab.ui.scenes.task import State, Task
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, ThinBar, combo_box, in_column, in_row, keeping_room, named, push_button

NAMES = {"W1": "∂L/∂W₁", "b1": "∂L/∂b₁", "W2": "∂L/∂W₂", "b2": "∂L/∂b₂"}
OF_HIDDEN_LAYER = (Mistake.NO_SIGMOID_SLOPE, Mistake.W2_NOT_TRANSPOSED)  # mistakes on the way back through it
WITH_COSTS = 206  # px of height
WITH_SCALE = 260
WAYS = ("backpropagation", "numerical")
NOISE = 1e-11  # differences up to this may be rounding alone: ten times the last digit of a loss of 1, by h


class CheckScene(Experiment):
    """A table of how far the two gradients are apart, a picture of all pairs, and a list of mistakes to switch on."""

    shows_batch = True
    least_room = (480, 180)
    part = "check"
    tells_mistake = True
    formulas: ClassVar = {"": "difference"}
    code: ClassVar = (
        ("loop", "for i in np.ndindex(W1.shape):"),
        ("weight", "    w = W1[i]"),
        ("above", "    W1[i] = w + h; above = loss(x, t)"),
        ("below", "    W1[i] = w - h; below = loss(x, t)"),
        ("back", "    W1[i] = w"),
        ("check", "    num[i] = (above - below) / (2 * h)"),
    )

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.progress = keeping_room(ThinBar())
        self.task: Task[GradientCheck] = Task(self, self._show_task, self.progress.set_share)
        self._checked: Frame | None = None  # what the task is of, or was when it was done
        self.check = push_button("checkGradient", self._start)
        self.cancel = push_button("cancelCheck", self._cancel)
        self.cancel.hide()
        self.mistake_label = QLabel()
        self.mistake = combo_box("mistake", beside="button")
        for choice in (None, *Mistake):
            self.mistake.addItem("", choice)
        self.mistake.currentIndexChanged.connect(self._choose_mistake)
        self.mistake_label.setBuddy(self.mistake)
        self.difference = muted()
        self.headings = [muted(align=Qt.AlignmentFlag.AlignRight) for _ in range(4)]
        self.cells = {key: [QLabel() for _ in range(4)] for key in NAMES}
        self.table = named(QWidget(), "checkTable")
        self.verdict = named(QLabel(), "checkVerdict", role="title")
        self.verdict.setWordWrap(True)
        self.passes = {way: named(QLabel(), role="number") for way in WAYS}
        self.costs = {way: muted(wrap=True) for way in WAYS}
        self.scale = named(ErrorScale(), "errorScale")
        self.pairs = PairsPlot()
        self.take_away = TakeAway(self.pairs, "mnistlab-gradients", lambda: [self.pairs], self._table)
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = in_row(self.check, self.cancel, STRETCH, self.mistake_label, self.mistake)
        table = QGridLayout(self.table)
        table.setContentsMargins(0, 0, 0, 0)
        table.setHorizontalSpacing(16)
        table.setVerticalSpacing(0)
        table.addWidget(self.difference, 0, 0)
        for column, heading in enumerate(self.headings):
            table.addWidget(heading, 0, column + 1)
        self._names = {key: QLabel(name) for key, name in NAMES.items()}
        for line, key in enumerate(NAMES, 1):
            table.addWidget(self._names[key], line, 0)
            for column, cell in enumerate(self.cells[key], 1):
                cell.setAlignment(Qt.AlignmentFlag.AlignRight)
                table.addWidget(cell, line, column)
        costs = QGridLayout()
        costs.setHorizontalSpacing(12)
        costs.setVerticalSpacing(0)
        costs.setColumnStretch(1, 1)
        for line, way in enumerate(WAYS):
            costs.addWidget(self.passes[way], line, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            costs.addWidget(self.costs[way], line, 1, Qt.AlignmentFlag.AlignVCenter)
        words = self.verdict, self.table, self.scale, costs
        left = in_column(self.progress, *words, STRETCH, spacing=4)
        below = in_row((left, 3), (self.pairs, 2), spacing=20)
        in_column(buttons, (below, 1), spacing=4, on=self)  # because the names of mistakes are long

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Leave the costs out where the table needs their room."""
        for label in (*self.passes.values(), *self.costs.values()):
            label.setVisible(self.height() >= px(WITH_COSTS))
        self._show_scale()

    def show_frame(self, frame: Frame) -> None:
        """Follow the run; a result of another moment is out of date."""
        self.frame = frame
        with QSignalBlocker(self.mistake):
            self.mistake.setCurrentIndex(self.mistake.findData(frame.mistake))
        checked = self._checked
        if self.task.state is not State.IDLE and checked is not None and not _same(checked, frame):
            self._checked = checked if self.task.result else None
            self.task.give_up()
        self._show_state()

    @override
    def retranslate(self) -> None:
        self.check.setText(self.tr("Check this batch"))
        self.check.setToolTip(self.tr("Move every parameter a little, and compare the loss with backpropagation"))
        self.cancel.setText(self.tr("Stop"))
        self.cancel.setToolTip(self.tr("Give up the check"))
        self.mistake_label.setText(self.tr("Break it:"))
        self.mistake.setToolTip(self.tr("A mistake that everyone makes once. Switch it on, check, then train with it."))
        self.mistake.setAccessibleName(self.tr("Mistake in backpropagation"))
        for index in range(self.mistake.count()):
            self.mistake.setItemText(index, mistake_name(self.mistake.itemData(index)))
        self.difference.setText(self.tr("difference"))
        for heading, text in zip(
            self.headings,
            (self.tr("largest"), self.tr("mean"), self.tr("relative"), self.tr("the same?")),
            strict=True,
        ):
            heading.setText(text)
        self.costs["backpropagation"].setToolTip(self.tr("One forward, and one back, which gives all numbers at once"))
        self.costs["numerical"].setToolTip(
            self.tr("Each weight to both sides: two forward passes for each. Here every trick is used to be quicker")
        )
        self.scale.setAccessibleName(self.tr("The relative errors on a scale"))
        self.scale.setToolTip(
            self.tr(
                "The relative errors. Above 10⁻² there is usually a mistake; up to 10⁻⁴ is well where ReLU has its "
                "kink; 10⁻⁷ and less is right."
            )
        )
        self.pairs.setAccessibleName(self.tr("All pairs of gradient entries"))
        self.pairs.set_names(self.tr("backpropagation"), self.tr("numerical"))
        self._show_state()
        self._show_result()

    def _show_scale(self) -> None:
        self.scale.setVisible(self.task.result is not None and self.height() >= px(WITH_SCALE))

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("Is the gradient right?"), self.tr(
            "Two ways to one gradient: where both agree, every dot lies on the diagonal. Backpropagation is quick, but "
            "easy to get wrong. Moving each weight a little to both sides is slow, but hard to get wrong."
        )

    def numbers(self) -> str:
        """Return the first pair of the table."""
        result = self.task.result
        if self.frame is None:
            return ""
        h = power_of_ten(round(math.log10(step_for(self.frame.network))))
        if result is None:
            return f"h = {h}"
        place = int(np.abs(result.numerical["W1"]).argmax())
        ours, theirs = result.backpropagation["W1"].flat[place], result.numerical["W1"].flat[place]
        sign = "≈" if result.agreements["W1"].agrees else "≠"
        pair = f"{fixed(theirs, 8, sign=True)} {sign} {fixed(ours, 8, sign=True)}"
        return self.tr("h = {h}; the largest: {pair}").format(h=h, pair=pair)

    def _table(self) -> Iterator[str] | None:
        """Return all pairs as the lines of a CSV file, with all their digits, because the last ones differ."""
        result = self.task.result
        if result is None:
            return None
        rows = (
            (key, *(place if len(place) == 2 else ("", *place)), repr(float(one)), repr(float(other)))
            for key in result.agreements
            for (place, one), other in zip(
                np.ndenumerate(result.backpropagation[key]), result.numerical[key].flat, strict=True
            )
        )
        return table_of(("parameter", "row", "column", "backpropagation (nats)", "numerical (nats)"), rows)

    def _start(self) -> None:
        frame = self._checked = self.frame
        if frame is not None and frame.batch is not None:
            network = with_held_masks(frame.network, frame.batch.masks)
            self.task.start(gradient_check(network, *exact(frame.batch), frame.mistake))

    def _cancel(self) -> None:
        self._checked = None
        self.task.give_up()

    def _choose_mistake(self) -> None:
        self.intended.emit(MakeMistake(self.mistake.currentData()))

    def _show_task(self) -> None:
        self._show_state()
        self._show_result()
        self.updated.emit()

    def _show_state(self) -> None:
        result, checked, batch = self.task.result, self._checked, self.batch
        had_focus = self.check.hasFocus() or self.cancel.hasFocus()
        self.check.setEnabled(batch is not None and not self.task.running)
        self.cancel.setVisible(self.task.running)
        if had_focus:  # because else the list of mistakes would get it, and open at the next press of the space bar
            (self.cancel if self.task.running else self.check).setFocus()
        self.progress.setVisible(self.task.running)
        self._show_costs()
        if self.task.running:
            text = self.tr("Moving every weight, one after the other")
        elif result is None or checked is None or checked.batch is None:
            text = rest_sentence(self.frame, checked)
        else:
            text = verdict(result.agreements, checked.mistake, len(checked.batch.labels))
        self.verdict.setText(text)

    def _show_costs(self) -> None:
        """Say how often each way has to pass the network, and, once it was measured, how long that took."""
        if self.frame is None:
            return
        result, count = self.task.result, sum(value.size for value in self.frame.network.params.values())
        fast = self.tr("passes by backpropagation")
        slow = self.tr("passes by moving each weight")
        if result is not None:
            text = self.tr("{fast} ({time} ms)")
            fast = text.format(fast=fast, time=f"{1000 * result.backpropagation_seconds:.1f}")
            text = self.tr("{slow} ({time} ms; a plain loop: {plain} s)")
            time, plain = f"{1000 * result.numerical_seconds:,.0f}", f"{result.plain_seconds:,.0f}"
            slow = text.format(slow=slow, time=time, plain=plain)
        for way, passes, text in zip(WAYS, (2, 2 * count), (fast, slow), strict=True):
            self.passes[way].setText(f"{passes:,}")
            self.costs[way].setText(text)

    def _show_result(self) -> None:
        result = self.task.result
        self.table.setVisible(result is not None)
        self._show_scale()
        if result is None:
            self.pairs.clear()
            return
        agreements = result.agreements
        self.scale.show_errors({NAMES[key]: agreement.relative for key, agreement in agreements.items()})
        for key, cells in self.cells.items():
            for part in (self._names[key], *cells):
                part.setVisible(key in agreements)
            for cell, text in zip(cells, _row(agreements[key]) if key in agreements else (), strict=False):
                cell.setText(text)
        self.pairs.show_pairs(
            np.concatenate([result.backpropagation[key].ravel() for key in agreements]),
            np.concatenate([result.numerical[key].ravel() for key in agreements]),
        )


def _same(checked: Frame, frame: Frame) -> bool:
    return moment(checked) == moment(frame) and checked.mistake is frame.mistake


def _within_noise(agreement: Agreement) -> bool:
    return not agreement.agrees and agreement.largest <= NOISE


def _row(agreement: Agreement) -> tuple[str, ...]:
    sign = "✓" if agreement.agrees else "≈" if _within_noise(agreement) else "✗"
    return *(scientific(value) for value in (agreement.largest, agreement.mean, agreement.relative)), sign


def rest_sentence(frame: Frame | None, checked: Frame | None) -> str:
    """Return what is said while there is no result for `frame`; `checked` had one, if there was one before."""
    translate = QCoreApplication.translate
    if frame is None or frame.batch is None:
        return translate("CheckScene", "Press ① to draw a mini-batch, then check it.")
    if checked is None:
        return translate("CheckScene", "Check the mini-batch that was drawn.")
    if moment(checked) != moment(frame):
        return translate("CheckScene", "Weights or mini-batch have changed: check again.")
    return translate("CheckScene", "Backpropagation has been changed: check again.")


def verdict(agreements: Mapping[str, Agreement], mistake: Mistake | None, images: int) -> str:
    """Return what a check of a batch with this number of images has shown."""
    translate = QCoreApplication.translate
    noisy = [NAMES[key] for key, agreement in agreements.items() if _within_noise(agreement)]
    wrong = [NAMES[key] for key, one in agreements.items() if not one.agrees and NAMES[key] not in noisy]
    if not all(np.isfinite(agreement.relative) for agreement in agreements.values()):
        return translate(
            "CheckScene", "The numbers are too large, or not numbers: there is nothing to compare. Go back, or rewind."
        )
    if wrong and mistake is not None:
        text = translate("CheckScene", "They differ in {names}: backpropagation has a mistake there.")
    elif wrong:
        text = translate(
            "CheckScene",
            "They differ in {names} without a mistake: within h the loss bends too sharply, or has a kink.",
        )
    elif mistake in OF_HIDDEN_LAYER and "W2" not in agreements:
        text = translate("CheckScene", "They are the same: without a hidden layer nobody can make this mistake.")
    elif mistake is not None and images == 1:
        text = translate("CheckScene", "They are the same: with a single image this mistake changes nothing.")
    elif mistake is not None:
        text = translate("CheckScene", "They are the same: on this mini-batch the mistake changes nothing.")
    elif noisy:
        text = translate("CheckScene", "No difference but rounding; in {names} the gradient is too small to tell (≈).")
    else:
        text = translate("CheckScene", "They are the same, but for rounding: backpropagation is right.")
    return text.format(names=translate("CheckScene", ", ").join(wrong or noisy))
