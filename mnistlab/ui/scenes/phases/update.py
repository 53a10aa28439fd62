"""③ The update: before, the step against the gradient, after; and what it did to the batch."""

from typing import ClassVar

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy
from typing_extensions import override

from mnistlab.data.images import SIDE
from mnistlab.engine.frame import BatchView, Frame
from mnistlab.nn.functions import Array
from mnistlab.ui.pictures.diverging import DivergingLegend
from mnistlab.ui.pictures.pixel_map import PixelMap
from mnistlab.ui.pictures.thumbnails import Thumbnails
from mnistlab.ui.pictures.unit_grid import UnitGrid
from mnistlab.ui.scenes.base import Scale, Scene, at_speed, muted, rate_of, signed
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named

MAGNIFICATIONS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
FLIPS = 10  # images shown of those that changed sides


class UpdateScene(Scene):
    """One unit's weights before, its step and its weights after, on one scale; the steps of all units; the flips.

    Before ③ it shows what is about to happen, with the current learning rate.
    """

    section = "update"
    part = "W1"
    formulas: ClassVar = {"": "update"}

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.before: Array = np.zeros((784, 0), np.float32)  # (784, H)
        self.step: Array = self.before  # (784, H): -η ∂L/∂W1
        self.after: Array = self.before
        self._magnified = 1  # how many times as strong as the weights the step is shown
        self._scale = Scale(floor=0.01)
        self.pictures = [PixelMap() for _ in range(3)]
        for picture, name in zip(self.pictures, ("weightsBefore", "weightsStep", "weightsAfter"), strict=True):
            picture.setObjectName(name)
            picture.setMinimumSize(4 * SIDE + 1, 4 * SIDE + 1)
        self.captions = [muted(align=Qt.AlignmentFlag.AlignHCenter) for _ in self.pictures]
        self.legend = DivergingLegend()
        self.steps = named(UnitGrid(), "stepsView")
        self.steps.setMinimumHeight(36)
        self.steps_caption = muted()
        self.sizes = named(muted(wrap=True), "stepSize")
        self.flips_caption = named(muted(wrap=True), "flips")
        self.flips = Thumbnails()
        self.flips.setMinimumSize(60, 24)
        self.flips.setFixedHeight(64)

        self._lay_out()
        for view in (*self.pictures, self.steps):
            view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # shares decide, not wishes
        for picture in self.pictures:
            self.tell(picture.pointed, lambda pixel: ("W1", self._sum(self.unit, pixel)))
            picture.picked.connect(selection.pick_pixel)
        self.tell(self.steps.pointed, lambda found: ("W1", self._sum(*found)))
        self.steps.picked.connect(selection.pick_unit)
        self.steps.clicked_at.connect(selection.pick_pixel)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, (picture, caption) in enumerate(zip(self.pictures, self.captions, strict=True)):
            grid.addWidget(picture, 1, 2 * place)
            grid.setColumnStretch(2 * place, 1)
            grid.addWidget(caption, 0, 2 * place)
        for place, sign in ((1, "+"), (3, "=")):
            label = named(QLabel(sign), role="heading")
            grid.addWidget(label, 1, place)
        grid.setRowStretch(1, 1)
        beside = in_column(self.sizes, self.flips_caption, self.flips, STRETCH)
        for widget in (self.sizes, self.flips_caption, self.flips):
            widget.setFixedWidth(196)
        above = in_row((grid, 1), beside)
        below = in_row((self.steps_caption, 1), self.legend, spacing=-1)
        in_column((above, 5), (self.steps, 3), below, spacing=4, on=self)

    @property
    def done(self) -> bool:
        """Whether the update has been made, or is only about to be."""
        return self.frame is not None and self.frame.learning_rate_used is not None

    def show_frame(self, frame: Frame) -> None:
        """Show the update that was made with the gradient of the frame, or the one that is about to be."""
        before, self.frame = self.frame, frame
        if frame.gradient is None:
            nothing = np.zeros((784, 0), np.float32)
            for picture in self.pictures:
                picture.show_values(None, 1.0)
            self.steps.show_values(nothing, 1.0)
            for label in (*self.captions, self.steps_caption, self.sizes, self.flips_caption):
                label.setText("")
            self.flips.hide()
            self.legend.hide()
            return
        self.legend.show()
        W1 = frame.network.params["W1"]
        with np.errstate(all="ignore"):  # the learning rate may be far too large
            self.step = np.float32(-rate_of(frame)) * frame.gradient["W1"]
            self.before = W1 - self.step if self.done else W1
            self.after = W1 if self.done else W1 + self.step
        unit = self.unit
        limit = self._scale.fit(self.before, frame)
        fitting = magnification(self.step, limit)
        locked = at_speed(frame) and before is not None and before.run_id == frame.run_id
        self._magnified = min(self._magnified, fitting) if locked else fitting
        self.legend.set_limit(limit)
        finer = limit / self._magnified
        for picture, values, full in zip(
            self.pictures, (self.before, self.step, self.after), (limit, finer, limit), strict=True
        ):
            picture.show_values(values[:, unit], full)
            picture.mark(self.selection.marked)
        self.steps.show_values(self.step, finer)
        self.steps.select(unit, self.selection.marked)
        self._show_flips()
        self._show_texts()

    @override
    def retranslate(self) -> None:
        for picture, name in zip(
            self.pictures,
            (self.tr("Weights before the update"), self.tr("The step"), self.tr("Weights after the update")),
            strict=True,
        ):
            picture.setAccessibleName(name)
        self.steps.setAccessibleName(self.tr("The step of each hidden unit"))
        self.flips.setAccessibleName(self.tr("Images that are read otherwise than before"))
        self._show_texts()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        if self.frame is None or self.frame.gradient is None:
            return self.tr("③ The update: a small step downhill"), self.tr(
                "First the gradient must be known. Press ① and ②."
            )
        if not self.done:
            return self.tr("③ The update that is about to be"), self.tr(
                "Each weight will go against its gradient, by η times as much. Change the learning rate η above, and "
                "see the step change. Then press ③."
            )
        return self.tr("③ The update: a small step downhill"), self.tr(
            "Each weight went a little against its gradient, and the same mini-batch was scored again. "
            "One step changes little: learning is many of them. ④ Repeat: press ① for the next mini-batch."
        )

    def numbers(self) -> str:
        """Return the update of the unit's weight that moves farthest."""
        if self.frame is None or self.frame.gradient is None:
            return ""
        return self._sum(self.unit, int(np.nan_to_num(np.abs(self.step[:, self.unit])).argmax()))

    def _sum(self, unit: int, pixel: int) -> str:
        frame = self.frame
        if frame is None or frame.gradient is None:
            return ""
        text = self.tr("unit {unit}, row {row}, column {column}: {before} − {rate} × ({gradient}) = {after}")
        row, column = divmod(pixel, SIDE)
        return text.format(
            unit=unit,
            row=row,
            column=column,
            before=signed(float(self.before[pixel, unit]), 4),
            rate=f"{rate_of(frame):g}",
            gradient=signed(float(frame.gradient["W1"][pixel, unit])),
            after=signed(float(self.after[pixel, unit]), 4),
        )

    def _show_flips(self) -> None:
        batch = self.batch
        if batch is None or batch.probabilities_before is None:
            self.flips.hide()
            return
        better, worse = flips(batch)
        changed = np.flatnonzero(better | worse)[:FLIPS]
        self.flips.show_images(batch.images[changed], worse[changed])
        self.flips.setVisible(len(changed) > 0)

    def _show_texts(self) -> None:
        frame, batch = self.frame, self.batch
        if frame is None or frame.gradient is None or batch is None:
            return
        texts = (
            self.tr("unit {unit} before").format(unit=self.unit),
            self.tr("its step, × {times}").format(times=f"{self._magnified:,}"),
            self.tr("after") if self.done else self.tr("would be after"),
        )
        for caption, text in zip(self.captions, texts, strict=True):
            caption.setText(text)
        self.steps_caption.setText(
            self.tr("The step −η·∂L/∂W of each unit, {times} times as strong. Click one.").format(
                times=f"{self._magnified:,}"
            )
        )
        weights, step = _size(self.before), _size(self.step)
        share = 100 * step / weights if weights else float("inf")
        self.sizes.setText(
            self.tr("A weight is about ±{weight}, its step ±{step}: {share} % of it.").format(
                weight=f"{weights:.2g}", step=f"{step:.2g}", share=f"{share:.2g}" if np.isfinite(share) else "∞"
            )
        )
        self.flips_caption.setText(self._flips_text())

    def _flips_text(self) -> str:
        batch = self.batch
        if batch is None or batch.probabilities_before is None:
            return ""
        better, worse = (int(images.sum()) for images in flips(batch))
        if not better and not worse:
            return self.tr("No image of the batch is read otherwise than before.")
        text = self.tr("Of the batch, newly right: {better}, newly wrong (framed): {worse}.")
        return text.format(better=better, worse=worse)


def flips(batch: BatchView) -> tuple[Array, Array]:
    """Return which images the update has made right, and which wrong: bool (N,) each."""
    was, is_ = (
        np.zeros(len(batch.labels), bool) if y is None else y.argmax(axis=1) == batch.labels
        for y in (batch.probabilities_before, batch.probabilities)
    )
    return ~was & is_, was & ~is_


def magnification(step: Array, limit: float) -> int:
    """Return how many times as strong a step can be shown where full colours stand for `limit`."""
    sizes = np.abs(step[np.isfinite(step)])
    largest = float(np.quantile(sizes, 0.999)) if sizes.size else 0.0
    return max((m for m in MAGNIFICATIONS if m * largest <= limit), default=1)


def _size(values: Array) -> float:
    """Return the root of the mean square, over the numbers that are not zero: never-inked pixels do not learn."""
    finite = values[np.isfinite(values) & (values != 0)]
    return float(np.sqrt(np.mean(np.square(finite, dtype=np.float64)))) if finite.size else 0.0
