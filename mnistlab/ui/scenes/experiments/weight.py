"""One weight at a time: the loss as this weight alone moves, its tangent, and how wide a step should be."""

from typing import ClassVar

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSlider
from typing_extensions import override

from mnistlab.analysis.one_weight import WIDTHS, OneWeight, Secant, explore_secant, explore_weight
from mnistlab.data.images import SIDE
from mnistlab.engine.frame import Frame
from mnistlab.nn import Network
from mnistlab.ui.look.theme import dots
from mnistlab.ui.pictures.pixel_map import PixelMap
from mnistlab.ui.plots.chart import Chart
from mnistlab.ui.scenes.base import Experiment, Scale, Task, at_speed, captioned, exact, moment, muted, signed
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named

BOOKS = 1e-4
NOTCHES = 10  # of the slider for each power of ten


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
        self._moment: tuple[object, ...] | None = None  # of what has been computed
        self.task: Task[OneWeight] = Task(self, self._show_task)
        self._secant_task: Task[Secant] = Task(self, self._show_secant, name="secant")
        self.secant: Secant | None = None  # that is shown, until there is another
        self._scale = Scale(floor=0.01)
        self.picture = named(PixelMap(), "weightPicker")
        self.picked = muted(wrap=True)
        self.curve = Chart()
        self.curve_caption = muted(wrap=True)
        self.errors = Chart(log_x=True, log_y=True)
        self.errors_caption = muted(wrap=True)
        self.width_label = QLabel()
        self.width_ = named(QSlider(Qt.Orientation.Horizontal), "stepWidth")
        self.width_.setRange(0, 12 * NOTCHES)
        self.width_.setValue(4 * NOTCHES)
        self.width_.setInvertedAppearance(True)
        self.width_.valueChanged.connect(self._show_width)
        self.errors.dragged.connect(lambda h: self.width_.setValue(round(-NOTCHES * np.log10(min(max(h, 1e-12), 1)))))
        left = in_column(self.picture, self.picked, STRETCH, spacing=4)
        slider = in_row(self.width_label, (self.width_, 1))
        right = captioned(self.errors, self.errors_caption)
        right.addLayout(slider)
        in_row(left, (captioned(self.curve, self.curve_caption), 1), (right, 1), on=self)
        self.picture.picked.connect(selection.pick_pixel)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Give the picture whole screen pixels for each of its own."""
        side = dots(5) * SIDE
        self.picture.setFixedSize(side + 2, side + 2)
        self.picked.setFixedWidth(side)

    @property
    def h(self) -> float:
        """The width of the step that the slider asks for."""
        return float(10 ** (-self.width_.value() / NOTCHES))

    def show_frame(self, frame: Frame) -> None:
        """Compute again if weights, batch or the weight looked at are others, and nothing runs at speed."""
        self.frame = frame
        W1, pixel = frame.network.params["W1"][:, self.unit], self.selection.pixel
        self.picture.show_values(W1, self._scale.fit(W1, frame))
        self.picture.mark(pixel)
        now = (*moment(frame), self.unit, pixel)
        if not at_speed(frame) and (now != self._moment or self.task.failed):
            self._moment = now
            self._secant_task.give_up()
            if frame.batch is None:
                self.task.give_up()
            else:
                self.task.start(explore_weight(*self._weight(frame), *exact(frame.batch)))
        self._show_texts()

    def _weight(self, frame: Frame) -> tuple[Network, str, tuple[int, int]]:
        return frame.network, "W1", (self.selection.pixel, self.unit)

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
        result, secant = self.task.result, self.secant
        if result is None or secant is None:
            return ""
        slope = signed(secant.slope, 6)
        return f"h = {secant.h:.1e}    ∂L/∂w = {signed(result.slope, 6)}    (L(w+h) − L(w−h)) / 2h = {slope}"

    @property
    def _curve(self) -> OneWeight | None:
        result = self.task.result
        return result if result is not None and np.isfinite(result.losses).any() else None

    def _show_task(self) -> None:
        result = self._curve
        self._show_texts()
        if self.task.running:
            return  # what is shown stays until there is something else
        if result is None:
            self.curve.clear_curves()
            self.errors.clear_curves()
            return
        finite = result.losses[np.isfinite(result.losses)]
        low, high = finite.min(), finite.max()
        margin = max(1e-4, 0.02 * (high - low))  # so that the curve of a pixel without ink, which is flat, looks flat
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

    def _show_width(self) -> None:
        result, frame = self._curve, self.frame
        self.width_label.setText(f"h = {self.h:.0e}")
        self.errors.show_line(None if result is None else self.h)
        if result is not None and frame is not None and frame.batch is not None:
            network, key, index = self._weight(frame)
            self._secant_task.start(explore_secant(network, key, index, self.h, *exact(frame.batch)))

    def _show_secant(self) -> None:
        if self._secant_task.running:
            return
        result = self.task.result
        secant = self.secant = self._secant_task.result
        if result is not None and secant is not None:
            ends = np.array([result.values[0], result.values[-1]])
            line = secant.losses.mean() + secant.slope * (ends - result.value)
            self.curve.show_curve("secant", ends, line, "orange", width=1)
            self.curve.show_points("steps", result.value + np.array([-secant.h, secant.h]), secant.losses, "orange")
        self.updated.emit()

    def _show_texts(self) -> None:
        pixel, batch, result = self.selection.pixel, self.batch, self.task.result
        row, column = divmod(pixel, SIDE)
        if batch is None:
            text = self.tr("Press ① to draw a mini-batch: its loss is what moves.")
        elif result is not None and self._curve is None:
            text = self.tr("The loss is not a number here: no curve can be shown. Go back, or rewind.")
        else:
            text = self.tr("unit {unit}\nrow {row}, column {column}").format(unit=self.unit, row=row, column=column)
            if not batch.images[:, pixel].any():
                text += ". " + self.tr("No image of the batch has ink there: this weight changes nothing.")
        self.picked.setText(text)
