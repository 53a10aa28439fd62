"""② Forward: how the image in focus becomes ten probabilities, and a loss."""

import math
from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from mnistlab.data.images import SIDE, as_input
from mnistlab.engine.frame import Frame
from mnistlab.nn import Forward
from mnistlab.nn.functions import Array
from mnistlab.ui.pictures.diverging import DivergingLegend
from mnistlab.ui.pictures.seen_image import SeenImage
from mnistlab.ui.pictures.unit_grid import UnitGrid
from mnistlab.ui.scenes.base import Scale, Scene, before_update, captioned, muted, signed, units_on_page
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named
from mnistlab.ui.widgets.score_rows import ScoreRows


class ForwardScene(Scene):
    """Image → what each hidden unit sees of it → its activation → ten scores → probabilities → loss."""

    section = "forward"
    part = "y"
    formulas: ClassVar = {"": "output", "z": "hidden", "y": "output", "loss": "loss"}

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._forward: Forward | None = None
        self._params: Mapping[str, Array] = {}  # of the network that the image is passed through
        self._seen: Array = np.zeros((784, 0), np.float32)  # (784, H): image × weights
        self._scale, self._score_scale = Scale(), Scale(floor=1.0)
        self.image = SeenImage()
        self.image.setFixedSize(3 * SIDE + 2, 3 * SIDE + 2)
        self.label = muted(wrap=True)
        self.label.setFixedWidth(92)
        self.units = named(UnitGrid(), "seenByUnits")
        self.units_caption = muted()
        self.legend = DivergingLegend()
        self.scores = ScoreRows()
        self.scores.setFixedWidth(224)
        self.loss = named(QLabel(), "imageLoss", role="title")

        left = in_column(STRETCH, self.image, self.label, STRETCH, spacing=4)
        legend = self.legend, 0, Qt.AlignmentFlag.AlignRight
        middle = in_column((self.units, 1), self.units_caption, legend, spacing=4)
        in_row(left, _arrow(), (middle, 1), _arrow(), captioned(self.scores, self.loss), on=self)
        self.tell(self.units.pointed, self._unit_words)
        self.units.picked.connect(selection.pick_unit)
        self.units.clicked_at.connect(selection.pick_pixel)
        self.units.turned.connect(self._show_texts)

    def show_frame(self, frame: Frame) -> None:
        """Pass the image in focus through the network of the frame."""
        self.frame = frame
        batch = self.batch
        if batch is None:
            self._forward = None
            self.image.set_image(None)
            self.units.show_values(np.zeros((784, 0), np.float32), 1.0)
            self.scores.show_values(np.zeros(0), np.zeros(0), 0, 1.0)
            self.units_caption.setText("")
            self.loss.setText("")
            self.label.setText(self.tr("Press ① to draw a mini-batch."))
            return
        x = as_input(batch.images[self.focus])  # (784,)
        with np.errstate(all="ignore"):  # the weights of a run that diverged
            network = before_update(frame)
            self._params = network.params
            self._forward = network.forward(x)
            self._seen = x[:, None] * self._params["W1"]
        limit = self._scale.fit(self._seen[x > 0], frame)
        self.legend.set_limit(limit)
        self.image.set_image(batch.images[self.focus].reshape(SIDE, SIDE))
        self.units.show_values(self._seen, limit, np.nan_to_num(self._forward.z))
        self.units.select(self.unit, self.selection.marked)
        scores, label = self._forward.scores, int(batch.labels[self.focus])
        self.scores.show_values(scores, self._forward.y, label, self._score_scale.fit(scores, frame))
        self._show_texts()

    @override
    def retranslate(self) -> None:
        self.image.setAccessibleName(self.tr("The image in focus"))
        self.units.setAccessibleName(self.tr("What each hidden unit sees of the image"))
        self.scores.setAccessibleName(self.tr("Score and probability of each digit"))
        self.scores.setToolTip(self.tr("Left: scores. Right: the probabilities that softmax makes of them, in %."))
        self._show_texts()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("② Forward: what does the network see?"), self.tr(
            "Each hidden unit multiplies every pixel by a weight of its own; the more blue remains, the more active it "
            "is (bar). The activations make ten scores, and these the probabilities."
        )

    def numbers(self) -> str:
        """Return activation, probability and loss of the image in focus."""
        batch, forward = self.batch, self._forward
        if batch is None or forward is None:
            return ""
        label, unit = int(batch.labels[self.focus]), self.unit
        total = float(self._seen[:, unit].sum())
        b1 = float(self._params["b1"][unit])
        return (
            f"z{_below(unit)} = sigmoid({signed(total)} {signed(b1)[0]} {signed(b1)[1:]}) = {forward.z[unit]:.3f}    "
            f"y{_below(label)} = {forward.y[label]:.3f}    −log {forward.y[label]:.3f} = {_loss(forward.y[label]):.3f}"
        )

    def _show_texts(self) -> None:
        batch, forward = self.batch, self._forward
        if batch is None or forward is None:
            return
        label = int(batch.labels[self.focus])
        text = self.tr("Its label is {label}. Click another in the mini-batch to follow it.")
        self.label.setText(text.format(label=label))
        whole = self.tr("image × weights of each unit")
        self.units_caption.setText(units_on_page(self.units, len(forward.z), whole))
        self.loss.setText(self.tr("its loss: {loss}").format(loss=f"{_loss(forward.y[label]):.3f}"))

    def _unit_words(self, found: tuple[int, int]) -> tuple[str, str]:
        batch, forward = self.batch, self._forward
        if batch is None or forward is None:
            return "", ""
        unit, pixel = found
        row, column = divmod(pixel, SIDE)
        text = self.tr("unit {unit}, activation {z}; row {row}, column {column}: {pixel} × weight {weight}").format(
            unit=unit,
            z=f"{forward.z[unit]:.3f}",
            row=row,
            column=column,
            pixel=f"{as_input(batch.images[self.focus][pixel]):.2f}",
            weight=signed(float(self._params["W1"][pixel, unit])),
        )
        return "z", text


def _loss(probability: float) -> float:
    return max(0.0, -math.log(float(probability) + 1e-7))  # no minus before a zero


def _below(number: int) -> str:
    return "".join(chr(0x2080 + int(figure)) for figure in str(number))


def _arrow() -> QLabel:
    return named(QLabel("→"), role="heading")
