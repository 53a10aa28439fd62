"""One weight at a time: the loss as this weight alone moves, its tangent, and how wide a step should be."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout
from typing_extensions import override

from mnistlab.analysis.landscape import difference_errors, in_dtype, loss_along, one_weight
from mnistlab.data.images import SIDE, as_input
from mnistlab.engine.frame import Frame
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import UNIT, dots
from mnistlab.ui.pictures.unit_pictures import UnitPictures
from mnistlab.ui.plots.chart import Chart
from mnistlab.ui.scenes.base import Experiment, Scale, captioned, moment, muted, signed
from mnistlab.ui.selection import Selection

REACH = 4.0  # how far the weight is moved to either side
POINTS = 81
WIDTHS = np.logspace(0, -12, 37)  # of the step
BOOKS = 1e-4
NOTCHES = 10  # of the slider for each power of ten
PIXEL = (SIDE * SIDE + SIDE) // 2  # in the middle


@dataclass(frozen=True, slots=True)
class OneWeight:
    """What was computed of one weight.

    `values` (n,) and `losses` (n,) are the curve, `slope` its derivative at `value`, by backpropagation; `double` and
    `single` (len(WIDTHS),) the errors of the central difference in the two dtypes.
    """

    value: float
    loss: float
    slope: float
    values: Array
    losses: Array
    double: Array
    single: Array


def explore_weight(
    network: TwoLayerNet, pixel: int, unit: int, x: Array, t: Array
) -> Generator[float, None, OneWeight]:
    """Evaluate all there is to see of one entry of W1; yield the share done."""
    index = (pixel, unit)
    direction = one_weight(network, "W1", index)
    value = float(network.params["W1"][index])
    distances = np.linspace(-REACH, REACH, POINTS)
    losses: list[Array] = []
    pieces = np.array_split(distances, 9)
    for number, piece in enumerate(pieces, 1):
        losses.append(loss_along(network, direction, piece, x, t))
        yield 0.5 * number / len(pieces)
    errors: dict[type, list[Array]] = {np.float64: [], np.float32: []}
    for dtype, found in errors.items():
        for widths in np.array_split(WIDTHS, 9):
            found.append(difference_errors(network, "W1", index, list(widths), x, t, dtype))
            yield 0.75
    exact = in_dtype(network)
    return OneWeight(
        value,
        exact.loss(x, t),
        float(exact.gradient(x, t)["W1"][index]),
        value + distances,
        np.concatenate(losses),
        np.concatenate(errors[np.float64]),
        np.concatenate(errors[np.float32]),
    )


@dataclass(frozen=True, slots=True)
class Secant:
    """The losses at w - h and w + h, and the slope of the line through them: the central difference."""

    h: float
    losses: Array
    slope: float


def explore_secant(
    network: TwoLayerNet, pixel: int, unit: int, h: float, x: Array, t: Array
) -> Generator[float, None, Secant]:
    """Evaluate the loss to both sides of one entry of W1."""
    yield 0.0  # so that a width that is already another costs nothing
    losses = loss_along(network, one_weight(network, "W1", (pixel, unit)), [-h, h], x, t)
    return Secant(h, losses, float((losses[1] - losses[0]) / (2 * h)))


class WeightScene(Experiment):
    """A unit's picture to pick a weight from, the loss along it, and the error of the difference for each width h."""

    part = "slope"
    formulas: ClassVar = {"": "difference"}
    code: ClassVar = (
        ("above", "above = loss(w + h)"),
        ("below", "below = loss(w - h)"),
        ("slope", "slope = (above - below) / (2 * h)"),
        ("error", "error = abs(slope - dW1[index])"),
    )

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._pixel = PIXEL
        self._moment: tuple[object, ...] | None = None
        self._result: OneWeight | None = None
        self._no_number = False  # the loss is not one, and nothing can be shown
        self._secant: Secant | None = None
        self._scale = Scale(floor=0.01)
        self.picture = UnitPictures()
        self.picture.setObjectName("weightPicker")
        self.picked = muted(wrap=True)
        self.curve = Chart()
        self.curve_caption = muted(wrap=True)
        self.errors = Chart(log_x=True, log_y=True)
        self.errors_caption = muted(wrap=True)
        self.width_label = QLabel()
        self.width_ = QSlider(Qt.Orientation.Horizontal)
        self.width_.setObjectName("stepWidth")
        self.width_.setRange(0, 12 * NOTCHES)
        self.width_.setValue(4 * NOTCHES)
        self.width_.setInvertedAppearance(True)
        self.width_.valueChanged.connect(self._show_width)
        self.errors.dragged.connect(lambda h: self.width_.setValue(round(-NOTCHES * np.log10(min(max(h, 1e-12), 1)))))
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.picture)
        left.addWidget(self.picked)
        left.addStretch(1)
        slider = QHBoxLayout()
        slider.setSpacing(UNIT)
        slider.addWidget(self.width_label)
        slider.addWidget(self.width_, 1)
        right = captioned(self.errors, self.errors_caption)
        right.addLayout(slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addLayout(left)
        row.addLayout(captioned(self.curve, self.curve_caption), 1)
        row.addLayout(right, 1)
        self.picture.clicked_at.connect(self._pick)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Give the picture whole screen pixels for each of its own."""
        side = dots(5) * SIDE
        self.picture.setFixedSize(side + 1, side + 1)
        self.picked.setFixedWidth(side)

    @property
    def h(self) -> float:
        """The width of the step that the slider asks for."""
        return float(10 ** (-self.width_.value() / NOTCHES))

    def show_frame(self, frame: Frame) -> None:
        """Compute anew if weights, batch or the weight looked at are others, and nothing runs at speed."""
        self.frame = frame
        W1 = frame.network.params["W1"][:, [self.unit]]
        self.picture.show_values(W1, self._scale.fit(W1, frame))
        self.picture.mark(self._pixel)
        at_speed = frame.running and not frame.phase_by_phase
        now = (*moment(frame), self.unit, self._pixel)
        if now != self._moment and not at_speed:
            self._moment, self._result, self._no_number = now, None, False
            self._compute()
        self._show_texts()

    @override
    def retranslate(self) -> None:
        self.picture.setAccessibleName(self.tr("Weights of the unit: click one to look at it"))
        self.curve.setAccessibleName(self.tr("The loss as this weight alone moves"))
        self.errors.setAccessibleName(self.tr("Error of the central difference for each width h"))
        self.curve_caption.setText(self.tr("loss of the batch · tangent (dashed) · through w ± h (orange)"))
        self.errors_caption.setText(self.tr("error by h: float64 (blue), float32 (grey), the book’s h (dot)"))
        self.width_.setAccessibleName(self.tr("width h of the step"))
        self._show_texts()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("One weight: what a derivative is"), self.tr(
            "Click a pixel of the unit. The curve is the loss of this batch as this weight alone moves. Drag h: a wide "
            "step cuts the curve off, a tiny one drowns in rounding. Between them lies the best."
        )

    def numbers(self) -> str:
        """Return slope and difference."""
        result = self._result
        if result is None or self._secant is None:
            return ""
        slope = signed(self._secant.slope, 6)
        return f"h = {self._secant.h:.1e}    ∂L/∂w = {signed(result.slope, 6)}    (L(w+h) − L(w−h)) / 2h = {slope}"

    def _compute(self) -> None:
        frame, batch = self.frame, self.batch
        if frame is None or batch is None:
            return
        x = as_input(batch.images, np.float64)
        self.compute(explore_weight(frame.network, self._pixel, self.unit, x, batch.labels), self._take_result)

    def _take_result(self, result: OneWeight) -> None:
        self._result = result
        self._secant = None  # the last one was of another weight, or of another moment
        if not np.isfinite(result.losses).any():
            self._result, self._no_number = None, True
            self.curve.clear_curves()
            self.errors.clear_curves()
            self._show_texts()
            return
        finite = result.losses[np.isfinite(result.losses)]
        low, high = (finite.min(), finite.max()) if finite.size else (0.0, 1.0)
        margin = max(1e-4, 0.02 * (high - low))  # a pixel without ink has a flat curve, and shall look flat
        self.curve.show_range(result.values[0], result.values[-1], low - margin, high + margin)
        self.curve.show_curve("loss", result.values, result.losses, "blue")
        ends = np.array([result.values[0], result.values[-1]])
        tangent = result.loss + result.slope * (ends - result.value)
        self.curve.show_curve("tangent", ends, tangent, "text", width=1, dashed=True)
        errors = np.maximum(np.array([result.single, result.double]), 1e-18)
        logs = np.log10(errors[np.isfinite(errors)])
        if logs.size:
            self.errors.show_range(-12, 0, logs.min(), logs.max())
        self.errors.show_curve("single", WIDTHS, errors[0], "muted", width=1)
        self.errors.show_curve("double", WIDTHS, errors[1], "blue")
        nearest = int(np.abs(np.log10(WIDTHS / BOOKS)).argmin())
        self.errors.show_points("book", WIDTHS[[nearest]], errors[1][[nearest]], "blue")
        self._show_width()
        self._show_texts()
        self.updated.emit()

    def _show_width(self) -> None:
        self.width_label.setText(f"h = {self.h:.0e}")
        self.errors.show_line(self.h if self._result is not None else None)
        result = self._result
        frame, batch = self.frame, self.batch
        if result is not None and frame is not None and batch is not None:
            x = as_input(batch.images, np.float64)
            work = explore_secant(frame.network, self._pixel, self.unit, self.h, x, batch.labels)
            self.compute(work, self._take_secant, what="secant")
        self.updated.emit()

    def _take_secant(self, secant: Secant) -> None:
        """Draw the line through the losses at w - h and w + h."""
        self._secant = secant
        result = self._result
        if result is not None:
            ends = np.array([result.values[0], result.values[-1]])
            line = secant.losses.mean() + secant.slope * (ends - result.value)
            self.curve.show_curve("secant", ends, line, "orange", width=1)
            self.curve.show_points("steps", result.value + np.array([-secant.h, secant.h]), secant.losses, "orange")
        self.updated.emit()

    def _show_texts(self) -> None:
        row, column = divmod(self._pixel, SIDE)
        if self.batch is None:
            self.picked.setText(self.tr("Press ① to draw a mini-batch: its loss is what moves."))
            return
        if self._no_number:
            self.picked.setText(self.tr("The loss is not a number here: no curve can be shown. Go back, or rewind."))
            return
        text = self.tr("unit {unit}\nrow {row}, column {column}").format(unit=self.unit, row=row, column=column)
        if self._result is not None and self._result.slope == 0:
            text += ". " + self.tr("No image of the batch has ink there: this weight changes nothing.")
        self.picked.setText(text)

    def _pick(self, pixel: int) -> None:
        if pixel != self._pixel:
            self._pixel = pixel
            if self.frame is not None:
                self.show_frame(self.frame)
