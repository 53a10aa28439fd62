"""② Forward: how the image in focus becomes ten probabilities, and a loss."""

import math
from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from mnistlab.data.images import SIDE, as_input
from mnistlab.engine.frame import BatchView, Frame
from mnistlab.nn.functions import Array
from mnistlab.numerals import fixed
from mnistlab.ui.look.theme import px
from mnistlab.ui.pictures.diverging import DivergingLegend
from mnistlab.ui.pictures.network_picture import NetworkPicture, Reading
from mnistlab.ui.scenes.base import Scene, at_speed, before_update, signed, units_on_page
from mnistlab.ui.scenes.phases.formulas import formula_for
from mnistlab.ui.scenes.phases.repeat import reading_of, score_sentence
from mnistlab.ui.scenes.phases.unit_sum import UnitSum
from mnistlab.ui.scenes.scale import Scale
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import in_column, named

LEAST = 180  # px: in a scene that is lower, the network has no room for the sum below it


class ForwardScene(Scene):
    """Image → what each hidden unit sees of it → its activation → ten scores → probabilities; below it one unit's sum.

    When the gradient of a mini-batch has been computed, the edges grow once, as the image passes through.
    """

    shows_batch = True
    section = "forward"
    part = "y"
    formulas: ClassVar = {"": "output", "z": "hidden", "y": "output", "loss": "loss"}

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.reading: Reading | None = None
        self._presenting = False
        self._mask: Array | None = None  # (H,): with dropout, which units speak for the image
        self._track: tuple[int, int] | None = None  # that was shown last
        self._params: Mapping[str, Array] = {}  # of the network that the image is passed through
        self._seen: Array = np.zeros((784, 0), np.float32)  # (784, H): image × weights
        self._scale, self._score_scale = Scale(), Scale(floor=1.0)
        self.network = named(NetworkPicture(detailed=True), "seenByUnits")
        self.sum = UnitSum()
        self.legend = self.beside_heading = DivergingLegend()
        in_column((self.network, 1), self.sum, spacing=4, on=self)
        self.setMinimumSize(440, 150)
        self.tell(self.network.pointed, self._unit_words)
        self.tell(self.network.digit_pointed, self._digit_words)
        self.network.picked.connect(selection.pick_unit)
        self.network.clicked_at.connect(selection.pick_pixel)
        self.network.opened.connect(selection.open_unit)
        self.network.turned.connect(self._show_texts)
        self.sum.opened.connect(lambda: selection.open_unit(self.unit))
        self.sum.picked.connect(selection.pick_pixel)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the network most of a small scene, and all of the lowest."""
        self.sum.fit(event.size().width(), event.size().height())
        self._leave_out_sum()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def leave_out(self, presenting: bool) -> None:
        self._presenting = presenting
        self.network.leave_out(presenting)
        self._leave_out_sum()

    def _leave_out_sum(self) -> None:
        self.sum.left_out = self._presenting or self.height() < px(LEAST)
        self.sum.setHidden(self.sum.left_out or self.reading is None)

    def show_frame(self, frame: Frame) -> None:
        """Pass the image in focus through the network of the frame."""
        before, self.frame = self.frame, frame
        if self._track != frame.track:
            self._track = frame.track
            self.sum.clear()  # and have it fitted again, because the numbers of that run may have been longer
        batch = self.batch
        if batch is None:
            self.reading = None
            self.network.mark_silent(None)
            W1 = frame.network.params["W1"]
            self.network.show_network(np.zeros_like(W1), 1.0, None)
            self.sum.clear()
            self._show_texts()
            return
        image, label = batch.images[self.focus], int(batch.labels[self.focus])
        x = as_input(image)  # (784,)
        network = before_update(frame)
        self._params = network.params
        self._mask = self._mask_of(batch, frame)
        self.reading = reading_of(network, image, label, self._mask)
        self.selection.suggest_unit(int(np.nan_to_num(self.reading.parts[:, label]).argmax()))
        with np.errstate(all="ignore"):  # the weights of a run that diverged
            self._seen = x[:, None] * self._params["W1"]
        limit = self._scale.fit(self._seen[x > 0], frame)
        self.legend.set_limit(limit, beyond=self._scale.beyond)
        scores = self.reading.scores
        self.network.show_network(self._seen, limit, self.reading, score_limit=self._score_scale.fit(scores, frame))
        self.network.mark_silent(None if self._mask is None else ~self._mask)
        self.network.select(self.unit, self.selection.marked)
        W1 = self._params["W1"]
        self.sum.show_pictures(image, W1[:, self.unit], self._seen[:, self.unit], limit, self.selection.marked)
        self._show_texts()
        if before is not None and before.gradient is None and frame.gradient is not None and not at_speed(frame):
            self.network.reveal()

    @override
    def let_go(self) -> None:
        super().let_go()
        self.reading = None
        self._params, self._seen = {}, np.zeros((784, 0), np.float32)

    def _mask_of(self, batch: BatchView, frame: Frame) -> Array | None:
        """Return which units speak for the image in focus: before ② draws the mask, all."""
        if batch.masks is not None:
            return np.asarray(batch.masks[self.focus])
        return np.ones(frame.units, bool) if frame.settings.effective.dropout else None

    @override
    def formula(self, part: str) -> str:
        name = super().formula(part)
        return name if self.frame is None else formula_for(name, self.frame.settings)

    @override
    def retranslate(self) -> None:
        self.network.setAccessibleName(
            self.tr("The network: what each unit sees of the image, and the score and probability of each digit")
        )
        self.network.set_nothing(self.tr("Press ① to draw a mini-batch."))
        self.legend.setToolTip(self.tr("Image × weights. Orange: negative. Blue: positive."))
        self._show_texts()

    def words(self) -> tuple[str, str]:
        """Return the heading, and sentences on what is special in the network: what is usual is below the picture."""
        title = self.tr("What does the network see?")
        if self.reading is None:
            return title, ""
        if not self.reading.has_hidden_layer:
            return title, self.tr(
                "Each digit lays its own template over the image: what is left, summed up, is its score. Softmax makes "
                "probabilities of the ten scores."
            )
        if self.frame is None or not self.frame.settings.dropout:
            return title, ""
        if self.batch is None or self.batch.masks is None:
            return title, self.tr("Which units dropout leaves out is drawn in ②.")
        return title, self.tr("Dropout leaves out the units that are crossed out, others for each image.")

    def numbers(self) -> str:
        """Return which edges are drawn, and the loss of the image."""
        reading = self.reading
        if reading is None or reading.label is None:
            return ""
        if not reading.has_hidden_layer:
            return self.tr("all {count} weights lead straight to the scores").format(
                count=f"{self._params['W1'].size:,}"
            )
        text = self.tr("the 20 strongest of {count} products z × w, and unit {unit}")
        return text.format(count=f"{reading.parts.size:,}", unit=self.unit)

    def _show_texts(self) -> None:
        reading = self.reading
        if reading is None or reading.label is None:
            self.network.set_captions("", "", "")
            return
        if reading.has_hidden_layer:
            whole = self.tr("image × weights of each unit: blue turns it on, faint = off")
        else:
            whole = self.tr("image × weights of each digit, 0 to 9")
        units = units_on_page(self.network, len(reading.z), whole)
        self.network.set_captions(
            self.tr("x: label {label}").format(label=reading.label), units, self.tr("score · softmax")
        )
        if reading.has_hidden_layer:
            activation = "sigmoid" if self.frame is None else self.frame.settings.activation
            silent = self._mask is not None and not self._mask[self.unit]
            texts = unit_sentences(reading, self._params, self.unit, activation=activation, silent=silent)
        else:
            texts = output_sentences(reading, self._params, self.unit)
        self.sum.show_texts(self.unit, texts)

    def _unit_words(self, found: tuple[int, int]) -> tuple[str, str]:
        batch, reading = self.batch, self.reading
        if batch is None or reading is None:
            return "", ""
        unit, pixel = found
        row, column = divmod(pixel, SIDE)
        text = self.tr("unit {unit}, activation {z}; row {row}, column {column}: {pixel} × weight {weight}").format(
            unit=unit,
            z=f"{reading.z[unit]:.3f}",
            row=row,
            column=column,
            pixel=f"{as_input(batch.images[self.focus][pixel]):.2f}",
            weight=signed(float(self._params["W1"][pixel, unit])),
        )
        return "z", text

    def _digit_words(self, digit: int) -> tuple[str, str]:
        return ("", "") if self.reading is None else ("y", score_sentence(self.reading, digit))


def unit_sentences(
    reading: Reading, params: Mapping[str, Array], unit: int, *, activation: str = "sigmoid", silent: bool = False
) -> tuple[str, str, str, str]:
    """Return a unit's sum, its activation, what it adds to the score of the label, and the loss of the image.

    A unit is `silent` where dropout leaves it out.
    """
    label = reading.label or 0
    total, text = _sum_sentence(reading, params, unit)
    translate = QCoreApplication.translate
    return (
        text,
        translate("ForwardScene", "z = {zero}: left out by dropout").format(zero=strong("0"))
        if silent
        else "z = {name}({total}) = {z}".format(
            name="ReLU" if activation == "relu" else activation,
            total=fixed(total, 2),
            z=strong(fixed(float(reading.z[unit]), 3)),
        ),
        translate("ForwardScene", "adds to {label}: z × w = {part}").format(
            label=label, part=strong(signed(float(reading.parts[unit, label])))
        ),
        _loss_sentence(reading, label),
    )


def output_sentences(reading: Reading, params: Mapping[str, Array], unit: int) -> tuple[str, str, str, str]:
    """Return, without a hidden layer, a digit's score, its probability, that of the label, and the loss."""
    label = reading.label or 0
    translate = QCoreApplication.translate
    _, text = _sum_sentence(reading, params, unit)
    return (
        text,
        translate("ForwardScene", "softmax of all ten scores: {y}").format(y=strong(fixed(float(reading.y[unit]), 3))),
        translate("ForwardScene", "label {label}: {probability}").format(
            label=label, probability=strong(fixed(float(reading.y[label]), 3))
        ),
        _loss_sentence(reading, label),
    )


def _sum_sentence(reading: Reading, params: Mapping[str, Array], unit: int) -> tuple[float, str]:
    """Return the sum of a unit to two decimals, and what it is the sum of."""
    bias = float(params["b1"][unit])
    total = round(float(as_input(reading.image) @ params["W1"][:, unit]) + bias, 2)
    bias = round(bias, 2)  # and the sum is what is left, so that what is written adds up
    text = QCoreApplication.translate("ForwardScene", "sum {sum} + bias {bias} = {total}").format(
        sum=strong(fixed(total - bias, 2)), bias=strong(fixed(bias, 2)), total=strong(fixed(total, 2))
    )
    return total, text


def _loss_sentence(reading: Reading, label: int) -> str:
    y = float(reading.y[label])
    return QCoreApplication.translate("ForwardScene", "loss −log {probability} = {loss}").format(
        probability=fixed(y, 3), loss=strong(fixed(loss_of(y), 3))
    )


def strong(text: str) -> str:
    """Return a text that is bold."""
    return f"<b>{text}</b>"


def loss_of(probability: float) -> float:
    """Return the loss of an image whose label has this probability, as in the book: ``-log(y + 1e-7)``."""
    return max(0.0, -math.log(float(probability) + 1e-7)) if math.isfinite(probability) else math.nan
