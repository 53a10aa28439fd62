"""The gradient check: backpropagation against central differences, and what a mistake in it looks like."""

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel
from typing_extensions import override

from mnistlab.analysis.gradient_check import Agreement, GradientCheck, gradient_check
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import MakeMistake
from mnistlab.nn.mistakes import Mistake
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.plots.pairs_plot import PairsPlot
from mnistlab.ui.scenes.base import Experiment, State, Task, exact, mistake_name, moment, muted
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, ThinBar, in_column, in_row, named, push_button

NAMES = {"W1": "∂L/∂W₁", "b1": "∂L/∂b₁", "W2": "∂L/∂W₂", "b2": "∂L/∂b₂"}
NOISE = 1e-11  # differences up to this may be rounding alone: ten times the last digit of a loss of 1, by h


class CheckScene(Experiment):
    """A table of how far the two gradients are apart, a picture of all pairs, and a list of mistakes to switch on."""

    part = "check"
    formulas: ClassVar = {"": "difference"}
    code: ClassVar = (
        ("loop", "for index in np.ndindex(W1.shape):"),
        ("above", "    above = loss(W1[index] + h)"),
        ("below", "    below = loss(W1[index] - h)"),
        ("check", "    numerical[index] = (above - below) / (2 * h)"),
        ("difference", "difference = np.abs(dW1 - numerical)"),
    )

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.progress = ThinBar()
        self.task: Task[GradientCheck] = Task(self, self._show_task, self.progress.set_share)
        self._checked: Frame | None = None  # what the task is of, or was when it was done
        self.check = push_button("checkGradient", self._start)
        self.cancel = push_button("cancelCheck", self._cancel)
        self.cancel.setEnabled(False)
        self.mistake_label = QLabel()
        self.mistake = named(QComboBox(), "mistake")
        for choice in (None, *Mistake):
            self.mistake.addItem("", choice)
        self.mistake.currentIndexChanged.connect(self._choose_mistake)
        self.mistake_label.setBuddy(self.mistake)
        self.headings = [muted(align=Qt.AlignmentFlag.AlignRight) for _ in range(4)]
        self.cells = {key: [QLabel("–") for _ in range(4)] for key in NAMES}
        self.verdict = named(QLabel(), "checkVerdict", role="title")
        self.verdict.setWordWrap(True)
        self.times = muted(wrap=True)
        self.pairs = PairsPlot()
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = in_row(self.check, self.cancel, (self.progress, 1))
        table = QGridLayout()
        table.setHorizontalSpacing(2 * UNIT)
        table.setVerticalSpacing(2)
        for column, heading in enumerate(self.headings):
            table.addWidget(heading, 0, column + 1)
        for line, key in enumerate(NAMES, 1):
            table.addWidget(QLabel(NAMES[key]), line, 0)
            for column, cell in enumerate(self.cells[key], 1):
                cell.setAlignment(Qt.AlignmentFlag.AlignRight)
                table.addWidget(cell, line, column)
        broken = in_row(self.mistake_label, (self.mistake, 1))
        left = in_column(buttons, table, self.verdict, self.times, STRETCH, broken, spacing=6)
        in_row((left, 3), (self.pairs, 2), spacing=2 * UNIT, on=self)

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
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Give up the check"))
        self.mistake_label.setText(self.tr("Break it:"))
        self.mistake.setToolTip(self.tr("A mistake that everyone makes once. Switch it on, check, then train with it."))
        self.mistake.setAccessibleName(self.tr("Mistake in backpropagation"))
        for index in range(self.mistake.count()):
            self.mistake.setItemText(index, mistake_name(self.mistake.itemData(index)))
        for heading, text in zip(
            self.headings,
            (self.tr("largest difference"), self.tr("mean"), self.tr("relative error"), self.tr("the same?")),
            strict=True,
        ):
            heading.setText(text)
        self.pairs.setAccessibleName(self.tr("All pairs of gradient entries"))
        self.pairs.set_names(self.tr("backpropagation"), self.tr("numerical"))
        self._show_state()
        self._show_result()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("Gradient check: two ways, one result"), self.tr(
            "Backpropagation is quick, but easy to get wrong. Moving each weight a little to both sides is slow, but "
            "hard to get wrong. If both give the same, every dot lies on the diagonal."
        )

    def numbers(self) -> str:
        """Return the first pair of the table."""
        result = self.task.result
        if result is None:
            return "h = 0.0001"
        place = int(np.abs(result.numerical["W1"]).argmax())
        ours, theirs = result.backpropagation["W1"].flat[place], result.numerical["W1"].flat[place]
        pair = f"{theirs:+.10f} ≈ {ours:+.10f}".replace("-", "−")
        return f"h = 0.0001    ∂L/∂W₁[{place // result.numerical['W1'].shape[1]}, …]: {pair}"

    def _start(self) -> None:
        frame = self._checked = self.frame
        if frame is not None and frame.batch is not None:
            self.task.start(gradient_check(frame.network, *exact(frame.batch), frame.mistake))

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
        self.check.setEnabled(batch is not None and not self.task.running)
        self.cancel.setEnabled(self.task.running)
        if self.task.running:
            text = self.tr("Moving every parameter …")
        elif result is None or checked is None or checked.batch is None:
            text = rest_sentence(self.frame, checked)
        else:
            text = verdict(result.agreements, checked.mistake, len(checked.batch.labels))
        self.verdict.setText(text)

    def _show_result(self) -> None:
        result = self.task.result
        for key, cells in self.cells.items():
            for cell, text in zip(cells, _row(None if result is None else result.agreements[key]), strict=True):
                cell.setText(text)
        if result is None:
            self.pairs.clear()
            self.times.setText("")
            return
        count = sum(value.size for value in result.numerical.values())
        text = self.tr(
            "{count} numbers in float64: {fast} ms by backpropagation, {slow} ms by moving each of them. The plain "
            "loop would take about {plain} s."
        )
        self.times.setText(
            text.format(
                count=f"{count:,}",
                fast=f"{1000 * result.backpropagation_seconds:.1f}",
                slow=f"{1000 * result.numerical_seconds:,.0f}",
                plain=f"{result.plain_seconds:,.0f}",
            )
        )
        self.pairs.show_pairs(
            np.concatenate([result.backpropagation[key].ravel() for key in NAMES]),
            np.concatenate([result.numerical[key].ravel() for key in NAMES]),
        )


def _same(checked: Frame, frame: Frame) -> bool:
    return moment(checked) == moment(frame) and checked.mistake is frame.mistake


def _within_noise(agreement: Agreement) -> bool:
    return not agreement.agrees and agreement.largest <= NOISE


def _row(agreement: Agreement | None) -> tuple[str, ...]:
    if agreement is None:
        return ("–",) * 4
    sign = "✓" if agreement.agrees else "≈" if _within_noise(agreement) else "✗"
    return f"{agreement.largest:.1e}", f"{agreement.mean:.1e}", f"{agreement.relative:.1e}", sign


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
    wrong = [NAMES[key] for key in NAMES if not agreements[key].agrees and not _within_noise(agreements[key])]
    noisy = [NAMES[key] for key in NAMES if _within_noise(agreements[key])]
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
    elif mistake is not None and images == 1:
        text = translate("CheckScene", "They are the same: with a single image this mistake changes nothing.")
    elif mistake is not None:
        text = translate("CheckScene", "They are the same: on this mini-batch the mistake changes nothing.")
    elif noisy:
        text = translate("CheckScene", "No difference but rounding; in {names} the gradient is too small to tell (≈).")
    else:
        text = translate("CheckScene", "They are the same, but for rounding: backpropagation is right.")
    return text.format(names=", ".join(wrong or noisy))
