"""One weight at a time: the loss as this weight alone moves, its tangent, and how wide a step should be."""

from typing import ClassVar, Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from mnistlab.analysis.held_masks import with_held_masks
from mnistlab.analysis.one_weight import WIDTHS, OneWeight, Secant, explore_secant, explore_weight
from mnistlab.data.images import SIDE
from mnistlab.engine.frame import BatchView, Frame
from mnistlab.nn import Network
from mnistlab.numerals import percent, power_of_ten, scientific
from mnistlab.ui.look.theme import dots, px
from mnistlab.ui.pictures.pixel_map import PixelMap
from mnistlab.ui.pictures.unit_grid import UnitGrid
from mnistlab.ui.plots.chart import Chart
from mnistlab.ui.scenes.base import Experiment, at_speed, exact, moment, muted, signed, with_moment
from mnistlab.ui.scenes.scale import Scale
from mnistlab.ui.scenes.task import Task
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import JumpSlider, TextLine, in_column, in_row, named

BOOKS: Final = 1e-4
NOTCHES: Final = 10  # of the slider for each power of ten
WIDE: Final = 3  # notch of the width to begin with: so wide that the two lines differ to the eye
COLUMN: Final = 184  # px: of the pictures, at least
BELOW_PICTURE: Final = 128  # px of the scene's height that are not the picture's
SMALLEST: Final = 4  # px for a pixel of the picture
LARGEST: Final = 12
SHARE: Final = 0.32  # of the scene's width that the picture takes at the most
LINE: Final = 16  # px
BELOW_ERRORS: Final = 1.5  # powers of ten: room for words below the curves


class WeightScene(Experiment):
    """A unit's picture to pick a weight from, the loss along it, and the error of the difference for each width h."""

    shows_batch = True
    least_room = (500, 180)
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
        self._weight: tuple[Network, str, tuple[int, int], BatchView] | None = None  # that it was computed for
        self._iteration = 0  # of that weight
        self.task: Task[OneWeight] = Task(self, self._show_task, self._show_share)
        self._is_drawn = False  # whether there are curves to look at
        self._secant_task: Task[Secant] = Task(self, self._show_secant, name="secant")
        self.secant: Secant | None = None  # that is shown, until there is another
        self._scale = Scale(floor=0.01)
        self.picture = named(PixelMap(), "weightPicker")
        self.picked = muted(wrap=True)
        self.units = named(UnitGrid(), "weightUnits")
        self.curve = named(Chart(), "weightCurve")
        self.errors = named(Chart(log_x=True, log_y=True), "weightErrors")
        self.width_label = named(QLabel(f"h = {width_text(WIDE)}"), role="title")
        self.width_ = named(JumpSlider(Qt.Orientation.Horizontal), "stepWidth")
        self.width_.setRange(0, 12 * NOTCHES)
        self.width_.setValue(WIDE)
        self.width_.setInvertedAppearance(True)
        self.width_.valueChanged.connect(self._show_width)
        self.slopes = named(TextLine(), "weightSlopes")
        self.errors.dragged.connect(lambda h: self.width_.setValue(round(-NOTCHES * np.log10(min(max(h, 1e-12), 1)))))
        self.width_label.setMinimumWidth(84)
        left = in_column(self.picture, self.picked, (self.units, 1), spacing=4)
        charts = in_row((self.curve, 3), (self.errors, 2), spacing=16)
        slider = in_row(self.width_label, (self.width_, 1), spacing=12)
        right = in_column((charts, 1), self.slopes, slider, spacing=6)
        in_row(left, (right, 1), spacing=20, on=self)
        self.picture.picked.connect(selection.pick_pixel)
        self.units.picked.connect(selection.pick_unit)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Give the picture whole screen pixels for each of its own."""
        most = min(self.height() - px(BELOW_PICTURE), int(SHARE * self.width())) // SIDE
        side = min(max(most, dots(SMALLEST)), dots(LARGEST)) * SIDE
        self.units.setVisible(self.height() - side >= px(BELOW_PICTURE) - LINE)
        self.picture.setFixedSize(side + 2, side + 2)
        self.picked.setFixedWidth(max(side + 2, px(COLUMN)))
        self.units.setFixedWidth(self.picked.width())

    @property
    def h(self) -> float:
        """The width of the step that the slider asks for."""
        return float(10 ** (-self.width_.value() / NOTCHES))

    def show_frame(self, frame: Frame) -> None:
        """Compute again if weights, batch or the weight looked at are others, and nothing runs at speed."""
        self.frame = frame
        pixel = self.selection.pixel
        now = (*moment(frame), self.unit, pixel)
        if not at_speed(frame) and (now != self._moment or self.task.failed):
            self._moment = now
            self._secant_task.give_up()
            if frame.batch is None:
                self.task.give_up()
            else:
                self._start(frame, frame.batch)
        elif self._moment is not None and (self._moment[0], *self._moment[-2:]) != (frame.track, self.unit, pixel):
            self._moment = None
            self._secant_task.give_up()
            self.task.give_up()  # because what it has found is of another run, or of another weight
        self._show_weights(frame)
        self._show_texts()

    @override
    def let_go(self) -> None:
        super().let_go()
        if self.task.running:  # it is begun anew where the scene is shown again
            self._moment = None
            self._secant_task.give_up()
            self.task.give_up()

    def _show_weights(self, frame: Frame) -> None:
        """Show the weights of the moment that the curve is of: a run at speed has left it behind."""
        of_curve = self._weight if at_speed(frame) and self._moment is not None else None
        W1 = (frame.network if of_curve is None else of_curve[0]).params["W1"]
        limit = self._scale.fit(W1, frame)
        self.picture.show_values(W1[:, self.unit], limit)
        self.picture.mark(self.selection.pixel)
        self.units.show_values(W1, limit)
        self.units.select(self.unit)

    def _start(self, frame: Frame, batch: BatchView) -> None:
        network = with_held_masks(frame.network, batch.masks)
        key, index = "W1", (self.selection.pixel, self.unit)
        self._weight, self._iteration = (network, key, index, batch), frame.iteration
        self.task.start(explore_weight(network, key, index, *exact(batch)))

    @override
    def retranslate(self) -> None:
        self.picture.setAccessibleName(self.tr("Weights of the unit: click one to look at it"))
        self.units.setAccessibleName(self.tr("All hidden units: click one to look at its weights"))
        self.curve.setAccessibleName(self.tr("The loss as this weight alone moves"))
        self.curve.set_names("w", self.tr("loss of this batch"), "nats")
        self.errors.setAccessibleName(self.tr("Error of the central difference for each width h"))
        self.errors.set_names("h", self.tr("error of the slope"))
        self.width_.setAccessibleName(self.tr("width h of the step"))
        self._show_task()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        title = self.tr("What is a derivative?")
        if self.batch is None:
            return title, self.tr("Press ① to draw a mini-batch: its loss is what moves.")
        if self.frame is not None and at_speed(self.frame) and self.task.result is None and not self.task.running:
            return title, self.tr("Pause the run to look at one weight.")
        words = self.tr(
            "Make h smaller: the thick line becomes the tangent, whose slope is the derivative. Where h is tiny, it "
            "drowns in rounding; between lies the best. Click a unit and one of its pixels for another weight."
        )
        return (title, words) if self.frame is None else with_moment(title, words, self.frame, self._iteration)

    def numbers(self) -> str:
        """Return the weight."""
        result = self.task.result
        return "" if result is None else f"w = {signed(result.value)}    L(w) = {result.loss:.4f}"

    @property
    def _curve(self) -> OneWeight | None:
        result = self.task.result
        return result if result is not None and np.isfinite(result.losses).any() else None

    def _show_task(self) -> None:
        result = self._curve
        self._show_texts()
        if self.task.running:
            return  # what is shown stays until there is something else
        self._is_drawn = result is not None
        self.slopes.setVisible(self._is_drawn)
        if result is None:
            self.curve.clear_curves()
            self.errors.clear_curves()
            return
        finite = result.losses[np.isfinite(result.losses)]
        low, high = finite.min(), finite.max()
        margin = max(1e-4, 0.02 * (high - low))  # so that the curve of a pixel without ink, which is flat, looks flat
        self.curve.show_range(result.values[0], result.values[-1], low - margin, high + margin)
        self._draw_secant()
        errors = np.maximum(np.array([result.single, result.double]), 1e-18)
        logs = np.log10(errors[np.isfinite(errors)])
        if logs.size:
            self.errors.show_range(-12, 0, logs.min() - BELOW_ERRORS, logs.max())
        self.errors.show_curve("single", WIDTHS[::-1], errors[0][::-1], "muted", width=1, label="float32")
        self.errors.show_curve("double", WIDTHS[::-1], errors[1][::-1], "own", label="float64")
        nearest = int(np.abs(np.log10(WIDTHS / BOOKS)).argmin())
        book = self.tr("the book’s h")
        self.errors.show_points("book", WIDTHS[[nearest]], errors[1][[nearest]], "own", hollow=True, label=book)
        self._show_width()

    def _show_share(self, share: float) -> None:
        """Say, where there are no curves yet, how far they are."""
        if self.task.running and not self._is_drawn:
            self.slopes.setText(self.tr("Moving this weight alone: {share}").format(share=percent(share, 0)))
            self.slopes.show()

    def _show_width(self) -> None:
        result, weight = self._curve, self._weight
        self.width_label.setText(f"h = {width_text(self.width_.value())}")
        self.errors.show_line(None if result is None else self.h)
        if result is not None and weight is not None:
            network, key, index, batch = weight
            self._secant_task.start(explore_secant(network, key, index, self.h, *exact(batch)))

    def _show_secant(self) -> None:
        if self._secant_task.running:
            return
        self.secant = self._secant_task.result
        if self._curve is not None:
            self._draw_secant()
        self.updated.emit()

    def _draw_secant(self) -> None:
        """Draw the curve, its tangent, and the line through the losses at both sides: that is below the tangent."""
        result, secant = self.task.result, self.secant
        assert result is not None
        ends = np.array([result.values[0], result.values[-1]])
        text = self.tr("slope: tangent {slope}").format(slope=signed(result.slope, 5))
        if secant is not None:
            line = secant.losses.mean() + secant.slope * (ends - result.value)
            self.curve.show_curve("secant", ends, line, "raw", width=3.5)
            places = result.value + np.array([-secant.h, secant.h])
            self.curve.show_points("steps", places, secant.losses, "muted", hollow=True)
            through = self.tr("w ± h {slope}").format(slope=signed(secant.slope, 5))
            text = f"{text}    {through}"
        self.curve.show_curve("loss", result.values, result.losses, "own")
        tangent = result.loss + result.slope * (ends - result.value)
        self.curve.show_curve("tangent", ends, tangent, "text", width=1.5, dashed=True)
        self.curve.show_points("here", np.array([result.value]), np.array([result.loss]), "text")
        self.slopes.setText(text)

    def _show_texts(self) -> None:
        pixel, batch, result = self.selection.pixel, self.batch, self.task.result
        row, column = divmod(pixel, SIDE)
        if result is not None and self._curve is None:
            text = self.tr("The loss is not a number here: no curve can be shown. Go back, or rewind.")
        else:
            text = self.tr("unit {unit}, row {row}, column {column}").format(unit=self.unit, row=row, column=column)
            if batch is not None and not batch.images[:, pixel].any():
                text += "\n" + self.tr("No image of the batch has ink there: this weight changes nothing.")
        self.picked.setText(text)


def width_text(notch: int) -> str:
    """Return the width at a notch of the slider: a power of ten, or a number of one digit by one."""
    power, rest = divmod(-notch, NOTCHES)
    if power >= -2:
        return f"{10 ** (-notch / NOTCHES):.2g}"
    if rest:
        return scientific(10 ** (-notch / NOTCHES), 1)
    return power_of_ten(power)
