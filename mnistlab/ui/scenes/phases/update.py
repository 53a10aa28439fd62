"""③ The update: before, the step against the gradient, after; and what it did to the batch."""

import math
from functools import partial
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QWidget
from typing_extensions import override

from mnistlab.analysis.update import Update
from mnistlab.data.images import SIDE
from mnistlab.engine.frame import BatchView, Frame
from mnistlab.language import join_sentences
from mnistlab.nn.functions import Array
from mnistlab.numerals import percent_rounded, rounded
from mnistlab.ui.look.theme import SMALL, UNIT, font, px, scale
from mnistlab.ui.pictures.diverging import DivergingLegend
from mnistlab.ui.pictures.heat_map import HeatMap
from mnistlab.ui.pictures.pixel_map import PixelMap
from mnistlab.ui.pictures.thumbnails import Thumbnails
from mnistlab.ui.pictures.unit_grid import GAP, ROOM, WIDEST, UnitGrid
from mnistlab.ui.pictures.unit_layout import UnitLayout, unit_layout
from mnistlab.ui.scenes.base import Scene, at_speed, muted, update_in, updated
from mnistlab.ui.scenes.phases.formulas import formula_for
from mnistlab.ui.scenes.phases.step_parts import SIGN, StepParts, parts_of, sum_of, words_of
from mnistlab.ui.scenes.scale import Scale
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named, push_button
from mnistlab.ui.widgets.painted import unbroken

FLIPS = 8  # images shown of those that changed sides
FULL = 0.99  # of the numbers of a step have less than full colour
FINEST = 2  # px for a pixel of the three pictures
LOW = 240  # px: of a scene that has no room for how large the weights are
TALL = 410  # px: the same where the parts of the step are shown too
LOWEST = 188  # px: of a scene that has no room for the images that changed sides
PRESSED = 325  # px: the same where the parts of the step are shown too
CROWDED = 300  # px: of a scene that has room for only one of the two rows of pictures: the parts of the step
HIGH = 0.36  # of the height that a picture takes
HIGH_OF_TWO = 0.18  # the same where there are two rows of them
SHARE = 0.42  # of the width that the three pictures take
BELOW = 24  # px: height of the caption below all, with its gap
APART = 4, 8  # px: between the units and W2's step, below them or beside them
MAP = 44, 70  # px: height of W2's step, at the least and, beside low pictures, at the most
ASIDE = 120  # px: width that W2's step takes beside the units, at the least
WORTH = 1.25  # how many times as large they must become by that
MAP_SHARE = 0.35  # of the units' height that W2's step takes, where there is room


class UpdateScene(Scene):
    """The steps of all units, and of the output layer; one unit's weights before, its step, its weights after.

    Before ③ it shows what is about to happen, with the current learning rate.
    """

    shows_batch = True
    section = "update"
    part = "W1"
    formulas: ClassVar = {"": "update"}

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._presenting = False
        self.before: Array = np.zeros((784, 0), np.float32)  # (784, H)
        self.step: Array = self.before  # (784, H): what the optimizer adds
        self.after: Array = self.before
        self._step2: Array = np.zeros((0, 10), np.float32)  # (H, 10)
        self._update: Update | None = None
        self._changed = False  # whether any image of the mini-batch is read otherwise than before
        self.times, self.times2 = 1, 1  # how many times as strong as the weights the steps are shown
        self._scale = Scale(floor=0.01)
        self.steps = named(UnitGrid(), "stepsView")
        self.W2 = HeatMap()
        self.steps_caption = muted()
        self.pictures = [PixelMap() for _ in range(3)]
        for picture, name in zip(self.pictures, ("weightsBefore", "weightsStep", "weightsAfter"), strict=True):
            picture.setObjectName(name)
        self.unit_link = push_button("openUnit", lambda: selection.open_unit(self.unit), role="link")
        self.captions = [muted(align=Qt.AlignmentFlag.AlignHCenter) for _ in self.pictures]
        self.parts = StepParts()
        self.parts.hide()
        self.legend = self.beside_heading = DivergingLegend()
        self.sizes = named(muted(wrap=True), "stepSize")
        self.flips_caption = named(QLabel(), "flips")
        self.flips_caption.setWordWrap(True)
        self.flips = Thumbnails(at_left=True)
        self.flips.setMinimumSize(60, 24)
        self.why = push_button("whyStep", lambda: self.turns_to.emit("Step"), role="link")
        for link in (self.unit_link, self.why):
            link.setCursor(Qt.CursorShape.PointingHandCursor)
        self._lay_out()
        self.setMinimumSize(440, 150)
        for picture in (*self.pictures, *self.parts.pictures):
            self.tell(picture.pointed, lambda pixel: ("W1", self._sum(self.unit, pixel)))
            picture.picked.connect(selection.pick_pixel)
        self.tell(self.steps.pointed, lambda found: ("W1", self._sum(*found)))
        self.tell(self.W2.pointed, lambda found: ("W2", self._sum2(found[1], found[0])))
        self.steps.picked.connect(selection.pick_unit)
        self.steps.clicked_at.connect(selection.pick_pixel)
        self.steps.opened.connect(selection.open_unit)
        self.W2.picked.connect(lambda found: selection.pick_unit(found[1]))

    def _lay_out(self) -> None:
        self._maps = in_column(self.steps, self.W2, spacing=APART[0])
        left = in_column(self._maps, self.steps_caption, STRETCH, spacing=4)
        self._equation = QGridLayout()
        self._equation.setSpacing(2)
        links = in_row(self.unit_link, STRETCH, self.why)  # above what has another height after each step
        self._equation.addLayout(links, 0, 0, 1, 5)
        for place, (picture, caption) in enumerate(zip(self.pictures, self.captions, strict=True)):
            self._equation.addWidget(picture, 1, 2 * place)
            below = (1, 1, 3) if place == 1 else (2 * place, 1, 1)  # column, rows, columns
            self._equation.addWidget(caption, 2, *below)
        self._signs = [named(QLabel("→"), role="muted") for _ in range(2)]  # no sum: the step is magnified
        for place, label in zip((1, 3), self._signs, strict=True):
            label.setFixedWidth(SIGN)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._equation.addWidget(label, 1, place)
        rest = self.parts, self.sizes, self.flips_caption, self.flips
        self._beside = QWidget()
        in_column(self._equation, *rest, STRETCH, spacing=UNIT, on=self._beside)
        in_row((left, 1), self._beside, spacing=2 * UNIT, on=self)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Give the pictures whole screen pixels for each of their own, and the units what width is left."""
        room = SHARE * self.width() - 2 * (px(SIGN) + 4)
        self._name_pictures()
        self._fit_texts()
        high = HIGH if self.parts.isHidden() else HIGH_OF_TWO
        side = max(int(FINEST * scale()), int(min(room / 3, high * self.height())) // SIDE) * SIDE + 2
        for picture in (*self.pictures, *self.parts.pictures):
            picture.setFixedSize(side, side)
        signs = 2 * (px(SIGN) + 4)
        columns = [max(side, caption.sizeHint().width()) for caption in self.captions]
        columns[1] = max(side, columns[1] - signs)  # because that caption has the room below the signs too
        beside = sum(columns) + signs
        for widget in (self.sizes, self.flips_caption, self.flips):
            widget.setFixedWidth(beside)
        self.flips.setFixedHeight(beside // FLIPS + 2)
        wide = self.width() - (0 if self._presenting else beside + px(2 * UNIT))
        self._fit_maps(wide)
        self.steps_caption.setFixedWidth(wide)
        self._show_texts()

    def _fit_maps(self, wide: int) -> None:
        """Lay the step of W2 below those of the units; or beside them in a low scene, so that they are larger."""
        high = self.height() - (0 if self._presenting else px(BELOW))
        grid, edges, is_beside = self._units_in(wide, high), 2 * px(ROOM), False
        below, beside = map(px, APART)
        if not self.W2.isHidden():
            grid, aside = self._units_in(wide, high - px(MAP[0]) - below), self._units_in(wide - px(ASIDE), high)
            is_beside = aside.cell >= WORTH * grid.cell
            grid = aside if is_beside else grid
        width, height = grid.width + edges, grid.height + edges
        self._maps.setDirection(QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom)
        self._maps.setSpacing(beside if is_beside else below)
        if is_beside:
            self.steps.setFixedSize(width, height)
            self.W2.setFixedSize(wide - width - beside, grid.height)  # as high as the units without their edge
        else:
            self.steps.setFixedSize(wide, height)
            most = max(px(MAP[1]), int(MAP_SHARE * grid.height))
            self.W2.setFixedSize(width, max(4, min(high - height - below, most)))

    def _units_in(self, width: int, height: int) -> UnitLayout:
        edge, gap = px(ROOM), px(GAP)
        area = edge, edge, width - 2 * edge, height - 2 * edge
        return unit_layout(self.step.shape[1], area, gap=gap, gutter=gap, widest=px(WIDEST))

    @override
    def leave_out(self, presenting: bool) -> None:
        self._presenting = presenting
        self._show_parts()
        self._show_legend()
        self._arrange()

    def _show_legend(self) -> None:
        """Say what the colours of the weights stand for; before an audience, where there are only steps, theirs."""
        limit, beyond = self._scale.limit, self._scale.beyond
        if self._presenting:
            finer = limit / self.times
            limit, beyond = float(f"{finer:.2g}"), bool(np.abs(self.step).max(initial=0) > finer)
        self.legend.set_limit(limit, beyond=beyond)

    def _show_parts(self) -> None:
        """Show what there is, before an audience the steps alone."""
        known = self.frame is not None and self.frame.gradient is not None
        self.steps.setVisible(known)
        self.legend.setVisible(known)
        for widget in (self.steps_caption, self._beside):
            widget.setVisible(known and not self._presenting)
        has_hidden_layer = self.frame is not None and self.frame.network.has_hidden_layer
        self.W2.setVisible(known and not self._presenting and has_hidden_layer)
        self.update()

    def _fit_texts(self) -> None:
        """Leave out in a low scene what can be read elsewhere."""
        least = LOW if self.parts.isHidden() else TALL
        self.sizes.setVisible(self.height() >= px(least) and self.frame is not None and self.frame.gradient is not None)
        self.flips.setVisible(self._changed and self._has_room_for_flips)
        self.flips_caption.setText(self._flips_text())
        for widget in (*self.pictures, *self.captions, *self._signs):
            widget.setVisible(self.parts.isHidden() or self.height() >= px(CROWDED))

    @property
    def _has_room_for_flips(self) -> bool:
        return self.height() >= px(LOWEST if self.parts.isHidden() else PRESSED)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.minimumSize()  # because the parts have fixed sizes that follow from the scene's

    @property
    def done(self) -> bool:
        """Whether the update has been made, or is only about to be."""
        return self.frame is not None and updated(self.frame)

    def show_frame(self, frame: Frame) -> None:
        """Show the update that was made with the gradient of the frame, or the one that is about to be."""
        before, self.frame = self.frame, frame
        self._show_parts()
        if frame.gradient is None:
            return
        self.part = "W1" if frame.settings.optimizer == "sgd" else "params"
        self._update = update = update_in(frame, frame.gradient)
        self.before, self.step, self.after = update.before["W1"], update.step["W1"], update.after["W1"]
        self._step2 = update.step.get("W2", np.zeros((0, 10), np.float32))
        self.selection.suggest_unit(int(np.nan_to_num(np.abs(self.step)).max(axis=0).argmax()))
        limit = self._scale.fit(self.before, frame)
        locked = at_speed(frame) and before is not None and before.run_id == frame.run_id
        fitting = magnification(self.step, limit), magnification(self._step2, limit)
        self.times, self.times2 = map(min, (self.times, self.times2), fitting) if locked else fitting
        self._show_legend()
        unit, finer = self.unit, limit / self.times
        for picture, values, full in zip(
            self.pictures, (self.before, self.step, self.after), (limit, finer, limit), strict=True
        ):
            picture.show_values(values[:, unit], full)
            picture.mark(self.selection.marked)
        parts = parts_of(update, frame.gradient, frame.settings, "W1")
        self.parts.setVisible(parts is not None)
        if parts is not None:
            self.parts.show_parts(parts, self.step, partial(_strength, limit=limit), unit)
        self.steps.show_values(self.step, finer)
        self.steps.select(unit, self.selection.marked)
        if frame.network.has_hidden_layer:
            self.W2.show_values(self._step2.T, limit / self.times2)
            self.W2.select(column=unit)
        self._show_flips()
        self._arrange()  # because another number of units has another layout

    @override
    def let_go(self) -> None:
        super().let_go()
        self._update = None
        self.before = self.step = self.after = np.zeros((784, 0), np.float32)

    @override
    def retranslate(self) -> None:
        for picture, name in zip(
            self.pictures,
            (self.tr("Weights before the update"), self.tr("The step"), self.tr("Weights after the update")),
            strict=True,
        ):
            picture.setAccessibleName(name)
        self.steps.setAccessibleName(self.tr("The step of each unit"))
        self.W2.setAccessibleName(self.tr("The step of the output layer: a row for each digit, a column for each unit"))
        self.flips.setAccessibleName(self.tr("Images whose answer has changed"))
        self.unit_link.setToolTip(self.tr("What it looks for, and which digits it speaks for"))
        self.why.setToolTip(self.tr("The loss along this step, and along longer and shorter ones"))
        self.parts.retranslate()
        self._arrange()  # because the names of the pictures have another width

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        title = self.tr("A small step downhill")
        if self.frame is None:
            return title, ""
        if self.frame.gradient is not None and not self.done:
            return self.tr("The step that is about to be"), join_sentences(
                words_of(self.frame.settings), self.tr("Change η above and see, then press ③.")
            )
        return title, join_sentences(
            words_of(self.frame.settings), self.tr("One step changes little: learning is many of them.")
        )

    @override
    def missing(self) -> str:
        known = self.frame is not None and self.frame.gradient is not None
        return "" if known else self.tr("First the gradient must be known. Press ① and ②.")

    @override
    def formula(self, part: str) -> str:
        name = super().formula(part)
        return name if self.frame is None else formula_for(name, self.frame.settings)

    def numbers(self) -> str:
        """Return the update of the weight that is marked, or of the unit's weight that moves farthest."""
        if self.frame is None or self.frame.gradient is None:
            return ""
        marked = self.selection.marked
        farthest = int(np.nan_to_num(np.abs(self.step[:, self.unit])).argmax()) if marked is None else marked
        return self._sum(self.unit, farthest)

    def _sum(self, unit: int, pixel: int) -> str:
        frame, update = self.frame, self._update
        if frame is None or frame.gradient is None or update is None:
            return ""
        row, column = divmod(pixel, SIDE)
        return self.tr("#{unit} ({row}, {column}): {sum}").format(
            unit=unit,
            row=row,
            column=column,
            sum=sum_of(update, frame.gradient, frame.settings, "W1", (pixel, unit)),
        )

    def _sum2(self, unit: int, digit: int) -> str:
        frame, update = self.frame, self._update
        if frame is None or frame.gradient is None or update is None:
            return ""
        return self.tr("unit {unit} to digit {digit}: {sum}").format(
            unit=unit, digit=digit, sum=sum_of(update, frame.gradient, frame.settings, "W2", (unit, digit))
        )

    def _show_flips(self) -> None:
        batch = self.batch
        if batch is None or batch.probabilities_before is None:
            self._changed = False
            return
        better, worse = flips(batch)
        changed = np.flatnonzero(better | worse)[:FLIPS]
        self.flips.show_images(batch.images[changed], worse[changed])
        self._changed = len(changed) > 0

    def _name_pictures(self) -> None:
        """Write below the pictures of one unit what they are, which says how much room they need beside each other."""
        names = (
            self.tr("before"),
            self.tr("step, drawn × {times}").format(times=f"{self.times:,}"),
            self.tr("after") if self.done else self.tr("then"),
        )
        for caption, text in zip(self.captions, names, strict=True):
            caption.setText(text)

    def _show_texts(self) -> None:
        frame, batch = self.frame, self.batch
        if frame is None or frame.gradient is None or batch is None:
            return
        self.unit_link.setText(self.tr("unit {unit} ›").format(unit=self.unit))
        plain = frame.settings.optimizer == "sgd"
        facts = {
            "step": "−η·∂L/∂W₁" if plain else "ΔW₁",
            "step2": "−η·∂L/∂W₂" if plain else "ΔW₂",
            "times": f"{self.times:,}",
            "times2": f"{self.times2:,}",
        }
        self.captions[1].setToolTip(
            self.tr(
                "Beside the weights the step is too small to be seen. So its colours stand for numbers "
                "{times} times as small."
            ).format(**facts)
        )
        if frame.network.has_hidden_layer:
            texts = [
                self.tr("{step}, in colours {times} times as strong to be seen; {step2}, {times2} times"),
                self.tr("steps, {times} times as strong to be seen; W₂: {times2} times"),
                self.tr("× {times}; W₂ × {times2}"),
            ]
        else:
            texts = [self.tr("{step}, in colours {times} times as strong to be seen"), "× {times}"]
        metrics = QFontMetrics(font(SMALL))
        fitting = (text.format(**facts) for text in texts)
        room = self.steps_caption.maximumWidth()
        self.steps_caption.setText(
            next((text for text in fitting if metrics.horizontalAdvance(text) <= room), texts[-1].format(**facts))
        )
        self.sizes.setText(size_sentence(self.before, self.step))
        self.flips_caption.setText(self._flips_text())
        self.flips_caption.setVisible(bool(self.flips_caption.text()))
        self.why.setText(self._why_text(frame))

    def _flips_text(self) -> str:
        batch = self.batch
        if batch is None or batch.probabilities_before is None:
            return ""
        better, worse = (int(images.sum()) for images in flips(batch))
        if not better and not worse:
            return self.tr("No image changed its answer.")
        text = self.tr("Newly right: {better}. Newly wrong: {worse}.").format(better=better, worse=worse)
        if better + worse > FLIPS and self._has_room_for_flips:
            text = join_sentences(text, unbroken(self.tr("The first {count}:").format(count=FLIPS)))
        return text

    def _why_text(self, frame: Frame) -> str:
        if frame.batch_loss is None or frame.batch_loss_after is None:
            return self.tr("How far should it go? ›")
        rose = not frame.batch_loss_after <= frame.batch_loss
        return self.tr("Why did it rise? ›") if rose else self.tr("Why did it fall? ›")


def size_sentence(before: Array, step: Array) -> str:
    """Return how large the weights are, and how large their step is."""
    weight, moved = _size(before), _size(step)
    share = percent_rounded(moved / weight, 2) if weight else "∞"
    text = QCoreApplication.translate("UpdateScene", "A weight is about ±{weight}, its step ±{step}: {share} of it.")
    return text.format(weight=rounded(weight, 2), step=rounded(moved, 2), share=share)


def flips(batch: BatchView) -> tuple[Array, Array]:
    """Return which images the update has made right, and which wrong: bool (N,) each."""
    was, is_ = (
        np.zeros(len(batch.labels), bool) if y is None else y.argmax(axis=1) == batch.labels
        for y in (batch.probabilities_before, batch.probabilities)
    )
    return ~was & is_, was & ~is_


def magnification(step: Array, limit: float) -> int:
    """Return how many times as strong a step is shown so that 99 % of its numbers are below full colour.

    It is a number of three figures at the most, and 1 where the step is no smaller than the weights. Full colours of
    the weights stand for `limit`.
    """
    sizes = np.abs(step[np.isfinite(step)])
    largest = float(np.quantile(sizes, FULL)) if sizes.size else 0.0
    largest = largest or float(sizes.max(initial=0))
    if largest == 0 or limit <= largest:
        return 1
    times = limit / largest
    figures = 10 ** max(0, math.floor(math.log10(times)) - 2)
    return int(times // figures * figures)


def _strength(values: Array, limit: float) -> tuple[float, int]:
    """Return what the full colours of a picture stand for, and how many times as strong as the weights it is."""
    times = magnification(values, limit)
    return limit / times, times


def _size(values: Array) -> float:
    """Return the root of the mean square, over the numbers that are not zero: never-inked pixels do not learn."""
    finite = values[np.isfinite(values) & (values != 0)]
    return float(np.sqrt(np.mean(np.square(finite, dtype=np.float64)))) if finite.size else 0.0
