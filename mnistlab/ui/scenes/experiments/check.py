"""The gradient check: backpropagation against central differences, and what a mistake in it looks like."""

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout
from typing_extensions import override

from mnistlab.analysis.gradient_check import GradientCheck, gradient_check
from mnistlab.data.images import as_input
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import MakeMistake
from mnistlab.nn.mistakes import Mistake
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.plots.pairs_plot import PairsPlot
from mnistlab.ui.scenes.base import Experiment, moment, muted
from mnistlab.ui.scenes.experiments.mistake_names import mistake_name
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.thin_bar import ThinBar

KEYS = ("W1", "b1", "W2", "b2")


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
        self._result: GradientCheck | None = None
        self._moment: tuple[object, ...] | None = None  # of the result, or of what is being computed
        self._outdated = False
        self.check = QPushButton()
        self.check.setObjectName("checkGradient")
        self.check.clicked.connect(self._start)
        self.cancel = QPushButton()
        self.cancel.setObjectName("cancelCheck")
        self.cancel.setEnabled(False)
        self.cancel.clicked.connect(self._cancel)
        self.progress = ThinBar()
        self.mistake_label = QLabel()
        self.mistake = QComboBox()
        self.mistake.setObjectName("mistake")
        for choice in (None, *Mistake):
            self.mistake.addItem("", choice)
        self.mistake.currentIndexChanged.connect(self._choose_mistake)
        self.mistake_label.setBuddy(self.mistake)
        self.headings = [muted(align=Qt.AlignmentFlag.AlignRight) for _ in range(4)]
        self.cells = {key: [QLabel("–") for _ in range(4)] for key in KEYS}
        self.verdict = QLabel()
        self.verdict.setObjectName("checkVerdict")
        self.verdict.setProperty("role", "title")
        self.verdict.setWordWrap(True)
        self.times = muted(wrap=True)
        self.pairs = PairsPlot()
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(self.check)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.progress, 1)
        table = QGridLayout()
        table.setHorizontalSpacing(2 * UNIT)
        table.setVerticalSpacing(2)
        for column, heading in enumerate(self.headings):
            table.addWidget(heading, 0, column + 1)
        for line, key in enumerate(KEYS, 1):
            table.addWidget(QLabel(f"∂L/∂{key[0]}{'₁₂'[int(key[1]) - 1]}"), line, 0)
            for column, cell in enumerate(self.cells[key], 1):
                cell.setAlignment(Qt.AlignmentFlag.AlignRight)
                table.addWidget(cell, line, column)
        broken = QHBoxLayout()
        broken.setSpacing(UNIT)
        broken.addWidget(self.mistake_label)
        broken.addWidget(self.mistake, 1)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(buttons)
        left.addLayout(table)
        left.addWidget(self.verdict)
        left.addWidget(self.times)
        left.addStretch(1)
        left.addLayout(broken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * UNIT)
        row.addLayout(left, 3)
        row.addWidget(self.pairs, 2)

    def show_frame(self, frame: Frame) -> None:
        """Follow the run; a result of another moment is out of date."""
        self.frame = frame
        with QSignalBlocker(self.mistake):
            self.mistake.setCurrentIndex(self.mistake.findData(frame.mistake))
        if self._moment is not None and (*moment(frame), frame.mistake) != self._moment:
            self._cancel()
            self._outdated = self._result is not None
            self._result = None
            self._show_result()
        self.check.setEnabled(frame.batch is not None and not self.cancel.isEnabled())

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
        self._show_result()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("Gradient check: two ways, one result"), self.tr(
            "Backpropagation is quick, but easy to get wrong. Moving each weight a little to both sides is slow, but "
            "cannot be wrong. If both give the same, every dot lies on the diagonal."
        )

    def numbers(self) -> str:
        """Return the first pair of the table."""
        result = self._result
        if result is None:
            return "h = 0.0001"
        place = int(np.abs(result.numerical["W1"]).argmax())
        ours, theirs = result.backpropagation["W1"].flat[place], result.numerical["W1"].flat[place]
        pair = f"{theirs:+.10f} ≈ {ours:+.10f}".replace("-", "−")
        return f"h = 0.0001    ∂L/∂W₁[{place // result.numerical['W1'].shape[1]}, …]: {pair}"

    def _start(self) -> None:
        frame = self.frame
        if frame is None or frame.batch is None:
            return
        self._moment = (*moment(frame), frame.mistake)
        self._result, self._outdated = None, False
        self.check.setEnabled(False)
        self.cancel.setEnabled(True)
        self._show_result()
        x = as_input(frame.batch.images, np.float64)
        work = gradient_check(frame.network, x, frame.batch.labels, frame.mistake)
        self.compute(work, self._take_result, self.progress.set_share)

    def _cancel(self) -> None:
        self.give_up()
        self._end()
        self._moment = None

    def _end(self) -> None:
        self.cancel.setEnabled(False)
        self.check.setEnabled(self.batch is not None)
        self.progress.set_share(0)

    def _take_result(self, result: GradientCheck) -> None:
        self._result = result
        self._end()
        self._show_result()
        self.updated.emit()

    def _choose_mistake(self) -> None:
        self.intended.emit(MakeMistake(self.mistake.currentData()))

    def _show_result(self) -> None:
        result = self._result
        if result is None:
            for cells in self.cells.values():
                for cell in cells:
                    cell.setText("–")
            self.pairs.clear()
            self.times.setText("")
            if self.cancel.isEnabled():
                self.verdict.setText(self.tr("Moving every parameter …"))
            elif self._outdated:
                self.verdict.setText(self.tr("Weights or mini-batch have changed: check again."))
            else:
                batch = None if self.frame is None else self.frame.batch
                self.verdict.setText(
                    self.tr("Press ① to draw a mini-batch, then check it.")
                    if batch is None
                    else self.tr("Check the mini-batch that was drawn.")
                )
            return
        for key, cells in self.cells.items():
            agreement = result.agreements[key]
            texts = (
                f"{agreement.largest:.1e}",
                f"{agreement.mean:.1e}",
                f"{agreement.relative:.1e}",
                "✓" if agreement.agrees else "✗",
            )
            for cell, text in zip(cells, texts, strict=True):
                cell.setText(text)
        wrong = [key for key in KEYS if not result.agreements[key].agrees]
        if not all(np.isfinite(agreement.relative) for agreement in result.agreements.values()):
            self.verdict.setText(
                self.tr("The loss is not a number here: there is nothing to compare. Go back, or rewind.")
            )
        elif wrong:
            text = self.tr("They differ in {names}: backpropagation has a mistake there.")
            self.verdict.setText(text.format(names=", ".join(f"∂L/∂{key}" for key in wrong)))
        else:
            self.verdict.setText(self.tr("They are the same, but for rounding: backpropagation is right."))
        count = sum(value.size for value in result.numerical.values())
        text = self.tr(
            "{count} numbers: {fast} ms by backpropagation, {slow} ms by moving each of them. The plain loop would "
            "take about {plain} s."
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
            np.concatenate([result.backpropagation[key].ravel() for key in KEYS]),
            np.concatenate([result.numerical[key].ravel() for key in KEYS]),
        )
