"""② Backward: the gradient of the batch's loss for every parameter."""

from collections.abc import Mapping
from itertools import pairwise
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from mnistlab.data.images import SIDE
from mnistlab.engine.frame import Frame
from mnistlab.nn.functions import Array
from mnistlab.numerals import shown
from mnistlab.ui.look.theme import SMALL, UNIT, colours, font, px, scale
from mnistlab.ui.pictures.diverging import DivergingLegend
from mnistlab.ui.pictures.heat_map import BELOW, GAP, HeatMap
from mnistlab.ui.pictures.unit_grid import ROOM, UnitGrid
from mnistlab.ui.scenes.base import Scene, muted, signed, units_on_page
from mnistlab.ui.scenes.phases.formulas import formula_for
from mnistlab.ui.scenes.scale import Scale
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import TextLine, named, push_button

MAP = 74  # px: width of a map beside the units, at the least
MAP_SHARES = 0.075, 0.15  # of the scene's width: at the least, and at the most, where the units leave room
ARROW = 20  # px: between the units and the maps
CAPTION = 18  # px


class BackwardScene(Scene):
    """∂L/∂W1 as one picture for each hidden unit, ∂L/∂W2 and y − t as maps, the biases below them.

    Without a hidden layer the pictures are those of the outputs, and y − t is the only map.
    """

    shows_batch = True
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
        self._largest: tuple[int, int] = 0, 0  # unit and pixel
        self._difference: Array = np.zeros((0, 10), np.float32)  # (N, K): y - t
        self._presenting = False
        self._has_maps = True  # before an audience, only where the units are no smaller for them
        self.units = named(UnitGrid(), "gradientView")
        self.b1 = HeatMap()
        self.W2, self.scores = HeatMap(numbered=True), HeatMap(numbered=True)
        self._scales = {part: Scale() for part in ("dW1", "db1", "dW2", "dy")}
        self.units_caption = TextLine()
        self.W2_caption, self.scores_caption = muted(), muted()
        self.weight_link = push_button("openWeight", self._open_weight, role="link")
        self.weight_link.setCursor(Qt.CursorShape.PointingHandCursor)
        self.legend = self.beside_heading = DivergingLegend()
        self._parts = self.units, self.b1, self.W2, self.scores
        self._captions = self.units_caption, self.W2_caption, self.scores_caption
        for part in (*self._parts, *self._captions, self.weight_link):
            part.setParent(self)
        self.setMinimumSize(440, 150)
        self.tell(self.units.pointed, self._W1_words)
        self.tell(self.b1.pointed, self._b1_words)
        self.tell(self.W2.pointed, self._W2_words)
        self.tell(self.scores.pointed, self._score_words)
        self.units.picked.connect(selection.pick_unit)
        self.units.clicked_at.connect(selection.pick_pixel)
        self.units.opened.connect(selection.open_unit)
        self.units.turned.connect(self._show_texts)
        self.b1.picked.connect(lambda found: selection.pick_unit(found[1]))
        self.W2.picked.connect(lambda found: selection.pick_unit(found[0]))
        self.scores.picked.connect(lambda found: selection.pick_image(found[0]))

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._arrange()

    @override
    def leave_out(self, presenting: bool) -> None:
        self._presenting = presenting
        self._arrange()

    def _show_parts(self) -> None:
        """Show what there is and has room."""
        missing = {self.W2, self.W2_caption} if "W2" not in self._gradient else set[QWidget]()
        if not self._has_maps:
            missing |= {self.W2, self.scores, self.W2_caption, self.scores_caption}
        for part in (*self._parts, *self._captions, self.weight_link, self.legend):
            part.setVisible(bool(self._gradient) and part not in missing)
        self.update()

    @property
    def _maps(self) -> list[tuple[HeatMap, QLabel]]:
        """The maps beside the units, from left to right, each with its caption."""
        both = [(self.W2, self.W2_caption), (self.scores, self.scores_caption)]
        return both if "W2" in self._gradient else both[1:]

    def _arrange(self) -> None:
        """Lay the parts out: the maps as high as the units, and the biases in one line below them."""
        width, height, arrow, room = self.width(), self.height(), px(ARROW), px(ROOM)
        below = px(GAP) - room + px(BELOW)  # the row of the biases
        high = height - below - px(CAPTION) - px(4)
        least = max(px(MAP), int(MAP_SHARES[0] * width))
        count = len(self._maps)
        self.units.resize(width, high)
        largest = self.units.layout_of_units().cell
        self.units.resize(width - count * (least + arrow), high)
        self._has_maps = not self._presenting or self.units.layout_of_units().cell == largest
        if not self._has_maps:
            self.units.resize(width, high)
        grid = self.units.layout_of_units()
        wide = grid.width + 2 * room
        map_ = min(int(MAP_SHARES[1] * width), (width - wide) // count - arrow)
        arrow = (width - wide) // count - map_
        used = grid.height + 2 * room
        self.units.setGeometry(0, 0, wide, used)
        self.b1.setGeometry(room - 1, used + below - px(BELOW), grid.width + 3, px(BELOW) + 2)
        foot = used + below + px(4)
        for number, (part, caption) in enumerate(self._maps, 1):
            left = width - map_ if number == count else wide + arrow
            part.setGeometry(left, 0, map_, used + (below + 2 if part is self.W2 else -room + 2))
            caption.setGeometry(left, foot, min(map_ + arrow - px(4), width - left), px(CAPTION))
        self._say_limit()
        self.weight_link.setGeometry(room, foot, grid.width, px(CAPTION))
        self._fit_link()
        self._show_parts()

    def _fit_link(self) -> None:
        """Give the link as much of the line below the units as its text takes, and the caption the rest."""
        room, line = px(ROOM), self.weight_link.geometry()
        right = room + self.b1.width() - 3
        link = min(self.weight_link.sizeHint().width(), right - room)
        self.weight_link.setGeometry(right - link, line.top(), link, line.height())
        self.units_caption.setGeometry(room, line.top(), right - link - room - px(UNIT), line.height())
        if self._gradient:
            self._say_shape()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw an arrow from each part to the one that is computed from it."""
        super().paintEvent(event)
        if not self._gradient or not self._has_maps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().muted), 1.5 * scale()))
        head = px(4)
        for before, after in pairwise([*(part for part, _ in reversed(self._maps)), self.units]):
            end = after.geometry().right()
            left, right, y = end + px(3), before.x() - px(3), self.units.height() / 2
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            for side in (-head, head):
                painter.drawLine(QPointF(left, y), QPointF(left + head, y + side))

    def show_frame(self, frame: Frame) -> None:
        """Picture the gradient of the frame's batch."""
        self.frame = frame
        batch, gradient = frame.batch, frame.gradient
        if batch is None or gradient is None or batch.probabilities is None:
            self._gradient = {}
            self._show_parts()
            return
        self._gradient = gradient
        pixel, unit = np.unravel_index(int(np.nan_to_num(np.abs(gradient["W1"])).argmax()), gradient["W1"].shape)
        self._largest = int(unit), int(pixel)
        self.selection.suggest_unit(int(unit))
        y = batch.probabilities if batch.probabilities_before is None else batch.probabilities_before
        self._difference = y.copy()
        self._difference[np.arange(len(y)), batch.labels] -= 1
        values_of = {"dW1": gradient["W1"], "db1": gradient["b1"], "dy": self._difference}
        values_of |= {"dW2": gradient["W2"]} if "W2" in gradient else {}
        limits = {part: self._scales[part].fit(values, frame) for part, values in values_of.items()}
        self.legend.set_limit(limits["dW1"], beyond=self._scales["dW1"].beyond)
        self.units.show_values(gradient["W1"], limits["dW1"])
        self.units.select(self.unit, self.selection.marked)
        self.units.mark_largest(self._largest)
        self.b1.show_values(gradient["b1"][None, :], limits["db1"])
        self.b1.select(0, self.unit)
        if "W2" in gradient:
            self.W2.show_values(gradient["W2"], limits["dW2"], gradient["b2"])
            self.W2.select(self.unit)
        self.scores.show_values(self._difference, limits["dy"])
        self.scores.select(self.focus)
        self._show_texts()
        self._arrange()  # because another number of units has another layout

    @override
    def formula(self, part: str) -> str:
        name = super().formula(part)
        return name if self.frame is None else formula_for(name, self.frame.settings)

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("The gradient, on its way back through the network"))
        self.units.setAccessibleName(self.tr("The gradient for the weights of each unit"))
        self.b1.setAccessibleName(self.tr("The gradient for the biases of the units"))
        self.W2.setAccessibleName(self.tr("The gradient for the weights of the output layer"))
        self.scores.setAccessibleName(self.tr("Probability minus label, for each image and digit"))
        self.legend.set_words(self.tr("falls"), self.tr("rises"))
        self.legend.setToolTip(self.tr("Blue: the loss rises if this weight grows. Orange: it falls."))
        self.weight_link.setToolTip(self.tr("The loss as this weight alone moves"))
        self._show_texts()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("Which way does the loss rise?"), self.tr(
            "If a weight grew a little, would the loss rise or fall? Read right to left: the error y − t goes back."
        )

    @override
    def missing(self) -> str:
        return "" if self._gradient else self.tr("It is not known yet for this mini-batch. Press ②.")

    def numbers(self) -> str:
        """Return the largest entry, and how many there are."""
        gradient = self._gradient
        if not gradient:
            return ""
        unit, pixel = self._largest
        row, column = divmod(pixel, SIDE)
        count = sum(value.size for value in gradient.values())
        return self.tr("○ largest of {count}: unit {unit} ({row}, {column}): {value}").format(
            unit=unit, row=row, column=column, value=signed(float(gradient["W1"][pixel, unit])), count=f"{count:,}"
        )

    def _show_texts(self) -> None:
        gradient = self._gradient
        if not gradient:
            return
        self._say_limit()
        self.scores_caption.setText(f"y − t  ±{shown(self._scales['dy'].limit)}")
        unit, pixel = self._weight
        value = signed(float(gradient["W1"][pixel, unit]))
        if self.selection.marked is None:
            text = self.tr("the largest: {value} ›").format(value=value)
        else:
            row, column = divmod(pixel, SIDE)
            text = self.tr("unit {unit}, row {row}, column {column}: {value} ›")
            text = text.format(unit=unit, row=row, column=column, value=value)
        self.weight_link.setText(text)
        self._fit_link()

    def _say_shape(self) -> None:
        """Say what is pictured, with as many of the shapes as there is room for."""
        pixels, units = self._gradient["W1"].shape
        texts = f"∂L/∂W₁ ({pixels}, {units}), ∂L/∂b₁ ({units},)", f"∂L/∂W₁ ({pixels}, {units}), ∂L/∂b₁"
        width, room = QFontMetrics(font(SMALL)).horizontalAdvance, self.units_caption.width()
        text = next((text for text in texts if width(text) <= room), "∂L/∂W₁, ∂L/∂b₁")
        self.units_caption.setText(units_on_page(self.units, units, text))

    def _say_limit(self) -> None:
        """Say what the full colours of ∂W₂ stand for, as far as there is room: half a number would be another one."""
        limit = f"±{shown(self._scales['dW2'].limit)}"
        width, room = self.W2_caption.fontMetrics().horizontalAdvance, self.W2_caption.width()
        texts = f"∂W₂ ∂b₂ {limit}", f"∂W₂ {limit}"
        self.W2_caption.setText(next((text for text in texts if width(text) <= room), "∂W₂"))

    @property
    def _weight(self) -> tuple[int, int]:
        """Unit and pixel of the weight that the link leads to: the one that is marked, or else the largest."""
        marked = self.selection.marked
        return self._largest if marked is None else (self.unit, marked)

    def _open_weight(self) -> None:
        unit, pixel = self._weight
        self.selection.pick_unit(unit)
        self.selection.pick_pixel(pixel)
        self.turns_to.emit("Weight")

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
