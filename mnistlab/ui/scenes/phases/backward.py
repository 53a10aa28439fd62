"""② Backward: the gradient of the batch's loss for every parameter."""

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from typing_extensions import override

from mnistlab.data.images import SIDE
from mnistlab.engine.frame import Frame
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.pictures.diverging import DivergingLegend
from mnistlab.ui.pictures.heat_map import HeatMap
from mnistlab.ui.pictures.unit_grid import UnitGrid
from mnistlab.ui.scenes.base import Scale, Scene, captioned, muted, signed, units_on_page
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import in_column, in_row, named


class BackwardScene(Scene):
    """∂L/∂W1 as one picture for each hidden unit, ∂L/∂W2 and y − t as maps, the biases below them."""

    section = "backward"
    part = "dW1"
    formulas: ClassVar = {
        "": "gradient_W1",
        "dy": "gradient_scores",
        "dW2": "gradient_W2",
        "db2": "gradient_b2",
        "dW1": "gradient_W1",
        "db1": "gradient_b1",
    }

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._gradient: Mapping[str, Array] = {}  # that is shown
        self._difference: Array = np.zeros((0, 10), np.float32)  # (N, K): y - t
        self.units = named(UnitGrid(), "gradientView")
        self.b1 = HeatMap()
        self.b1.setMinimumHeight(0)
        self.b1.setFixedHeight(14)
        self.W2, self.scores = HeatMap(), HeatMap()
        for heat_map in (self.W2, self.scores):
            heat_map.setFixedWidth(92)
        self._scales = {part: Scale() for part in ("dW1", "db1", "dW2", "dy")}
        self.units_caption, self.W2_caption, self.scores_caption = muted(), muted(), muted()
        self.legend = DivergingLegend()

        below = in_row((self.units_caption, 1), self.legend, spacing=-1)
        middle = in_column((self.units, 1), self.b1, below, spacing=4)
        in_row(
            (middle, 1),
            captioned(self.W2, self.W2_caption),
            captioned(self.scores, self.scores_caption),
            spacing=2 * UNIT,
            on=self,
        )
        self.tell(self.units.pointed, self._W1_words)
        self.tell(self.b1.pointed, self._b1_words)
        self.tell(self.W2.pointed, self._W2_words)
        self.tell(self.scores.pointed, self._score_words)
        self.units.picked.connect(selection.pick_unit)
        self.units.clicked_at.connect(selection.pick_pixel)
        self.units.turned.connect(self._show_texts)
        self.W2.picked.connect(selection.pick_unit)
        self.scores.picked.connect(selection.pick_image)

    def show_frame(self, frame: Frame) -> None:
        """Picture the gradient of the frame's batch."""
        self.frame = frame
        batch, gradient = frame.batch, frame.gradient
        if batch is None or gradient is None or batch.probabilities is None:
            self._gradient = {}
            nothing = np.zeros((0, 0), np.float32)
            self.units.show_values(np.zeros((784, 0), np.float32), 1.0)
            for heat_map in (self.b1, self.W2, self.scores):
                heat_map.show_values(nothing, 1.0)
            for caption in (self.units_caption, self.W2_caption, self.scores_caption):
                caption.setText("")
            self.legend.hide()
            return
        self._gradient = gradient
        self.legend.show()
        y = batch.probabilities if batch.probabilities_before is None else batch.probabilities_before
        self._difference = y.copy()
        self._difference[np.arange(len(y)), batch.labels] -= 1
        limits = {
            part: self._scales[part].fit(values, frame)
            for part, values in (
                ("dW1", gradient["W1"]),
                ("db1", gradient["b1"]),
                ("dW2", gradient["W2"]),
                ("dy", self._difference),
            )
        }
        self.legend.set_limit(limits["dW1"])
        self.units.show_values(gradient["W1"], limits["dW1"])
        self.units.select(self.unit, self.selection.marked)
        self.b1.show_values(gradient["b1"][None, :], limits["db1"])
        self.W2.show_values(gradient["W2"], limits["dW2"], gradient["b2"])
        self.scores.show_values(self._difference, limits["dy"])
        self.scores.select(self.focus)
        self._show_texts()

    @override
    def retranslate(self) -> None:
        self.units.setAccessibleName(self.tr("The gradient for the weights of each hidden unit"))
        self.b1.setAccessibleName(self.tr("The gradient for the biases of the hidden units"))
        self.W2.setAccessibleName(self.tr("The gradient for the weights of the output layer"))
        self.scores.setAccessibleName(self.tr("Probability minus label, for each image and digit"))
        self.legend.setToolTip(self.tr("Blue: the loss rises if this weight grows. Orange: it falls."))
        self._show_texts()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        title = self.tr("② The gradient: which way does the loss rise?")
        if not self._gradient:
            return title, self.tr("It is not known yet for this mini-batch. Press ②.")
        return title, self.tr(
            "For every weight: if it grew a little, would the loss of this batch rise (blue) or fall (orange)? "
            "Read from right to left, as it is computed: the error y − t goes back through the network."
        )

    def numbers(self) -> str:
        """Return the largest entry, and how many there are."""
        gradient = self._gradient
        if not gradient:
            return ""
        pixel, unit = np.unravel_index(int(np.nan_to_num(np.abs(gradient["W1"])).argmax()), gradient["W1"].shape)
        row, column = divmod(int(pixel), SIDE)
        count = sum(value.size for value in gradient.values())
        return self.tr("largest: unit {unit}, row {row}, column {column}: {value}    one of {count} numbers").format(
            unit=int(unit), row=row, column=column, value=signed(float(gradient["W1"][pixel, unit])), count=f"{count:,}"
        )

    def _show_texts(self) -> None:
        gradient = self._gradient
        if not gradient:
            return
        shape = gradient["W1"].shape
        self.units_caption.setText(units_on_page(self.units, shape[1], f"∂L/∂W₁ {shape}"))
        limit = f"±{self._scales['dW2'].limit:g}"
        self.W2_caption.setText(f"∂L/∂W₂, ∂L/∂b₂\n{gradient['W2'].shape}  {limit}")
        self.scores_caption.setText(f"y − t\n{self._difference.shape}  ±{self._scales['dy'].limit:g}")

    def _W1_words(self, found: tuple[int, int]) -> tuple[str, str]:  # noqa: N802 (the matrix's name)
        unit, pixel = found
        row, column = divmod(pixel, SIDE)
        text = self.tr("∂L/∂W₁ {shape} at [{pixel}, {unit}], row {row}, column {column}: {value}")
        dW1 = self._gradient["W1"]
        value = signed(float(dW1[pixel, unit]))
        return "dW1", text.format(shape=dW1.shape, pixel=pixel, unit=unit, row=row, column=column, value=value)

    def _b1_words(self, found: tuple[int, int]) -> tuple[str, str]:
        unit, db1 = found[1], self._gradient["b1"]
        text = self.tr("∂L/∂b₁ {shape} at [{unit}]: {value}")
        return "db1", text.format(shape=db1.shape, unit=unit, value=signed(float(db1[unit])))

    def _W2_words(self, found: tuple[int, int]) -> tuple[str, str]:  # noqa: N802 (the matrix's name)
        unit, digit = found
        dW2, db2 = self._gradient["W2"], self._gradient["b2"]
        if unit == len(dW2):
            text = self.tr("∂L/∂b₂ {shape} at [{digit}]: {value}")
            return "db2", text.format(shape=db2.shape, digit=digit, value=signed(float(db2[digit])))
        text = self.tr("∂L/∂W₂ {shape} at [{unit}, {digit}], unit {unit} to digit {digit}: {value}")
        value = signed(float(dW2[unit, digit]))
        return "dW2", text.format(shape=dW2.shape, unit=unit, digit=digit, value=value)

    def _score_words(self, found: tuple[int, int]) -> tuple[str, str]:
        image, digit = found
        t = 0 if self.batch is None else int(digit == self.batch.labels[image])
        text = self.tr("y − t {shape} at [{image}, {digit}]: {y} − {t} = {value}").format(
            shape=self._difference.shape,
            image=image,
            digit=digit,
            y=f"{self._difference[image, digit] + t:.3f}",
            t=t,
            value=signed(float(self._difference[image, digit])),
        )
        return "dy", text
