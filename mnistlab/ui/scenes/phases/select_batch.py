"""① The mini-batch: where in the training set its images were found."""

from typing import ClassVar

from PySide6.QtWidgets import QLabel
from typing_extensions import override

from mnistlab.data.images import SIDE
from mnistlab.engine.frame import Frame
from mnistlab.language import join_sentences
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.pictures.image_map import ImageMap
from mnistlab.ui.pictures.seen_image import SeenImage
from mnistlab.ui.scenes.base import Scene, captioned, muted
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named


class SelectBatchScene(Scene):
    """A map of the training set, and the image in focus as the network gets it."""

    section = "select_batch"
    part = "indices"
    formulas: ClassVar = {"": "select_batch"}

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.map = named(ImageMap(), "trainingSetMap")
        self.seen = named(muted(wrap=True), "seenInEpoch")
        self.image = SeenImage()
        self.image.setMinimumSize(5 * SIDE + 2, 5 * SIDE + 2)
        self.label = named(QLabel(), role="title")
        self.about = muted(wrap=True)
        beside = in_column(self.image, self.label, self.about, STRETCH, spacing=4)
        in_row((captioned(self.map, self.seen), 1), beside, spacing=2 * UNIT, on=self)
        self.about.setFixedWidth(190)
        self.map.picked.connect(selection.pick_image)
        self.tell(self.map.pointed, self._image_words)

    def show_frame(self, frame: Frame) -> None:
        """Show the map and the image in focus."""
        self.frame = frame
        batch = frame.batch
        self.map.show_images(frame.seen, frame.seen[:0] if batch is None else batch.indices, self.focus)
        self.image.set_image(None if batch is None else batch.images[self.focus].reshape(SIDE, SIDE))
        self._show_texts()

    @override
    def retranslate(self) -> None:
        self.map.setAccessibleName(self.tr("Map of the training images: seen in this epoch, and drawn now"))
        self.image.setAccessibleName(self.tr("The image in focus"))
        self._show_texts()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        title = self.tr("① A mini-batch: a few images stand for all")
        if self.frame is not None and self.frame.settings.sampling == "shuffle":
            return title, self.tr(
                "One dot for each training image, blue once this epoch has seen it. The images were shuffled, and are "
                "dealt out until all have been seen. Click one to follow it."
            )
        return title, self.tr(
            "One dot for each training image, blue once this epoch has seen it. Drawing by chance is quick and fair: "
            "on average a mini-batch is like the whole. Click one to follow it."
        )

    def numbers(self) -> str:
        """Return the size of the draw, and the first of its numbers."""
        frame, batch = self.frame, self.batch
        if frame is None or batch is None:
            return ""
        first = ", ".join(f"{index}" for index in batch.indices[:4])
        more = ", …" if len(batch.indices) > 4 else ""
        return f"N = {len(batch.indices):,}    M = {frame.training_images:,}    B = ({first}{more})"

    def _show_texts(self) -> None:
        frame, batch = self.frame, self.batch
        if frame is None:
            return
        seen = int(frame.seen.sum())
        text = self.tr("In this epoch {seen} of {all} images have been seen: {share} %.").format(
            seen=f"{seen:,}", all=f"{frame.training_images:,}", share=f"{100 * seen / frame.training_images:.1f}"
        )
        if frame.settings.sampling == "random":
            more = self.tr("With replacement, a whole epoch reaches about 63 %, for some come twice.")
        else:
            more = self.tr("At its end it will be all of them, each once.")
        self.seen.setText(join_sentences(text, more))
        if batch is None:
            self.label.setText("")
            self.about.setText(self.tr("Press ① to draw the first mini-batch."))
            return
        self.label.setText(self.tr("Its label: {label}").format(label=batch.labels[self.focus]))
        self.about.setText(
            self.tr("Training image {number}, {place} of {count} in the mini-batch: 784 numbers from 0 to 1.").format(
                number=f"{batch.indices[self.focus]:,}",
                place=self.focus + 1,
                count=f"{len(batch.labels):,}",
            )
        )

    def _image_words(self, place: int) -> tuple[str, str]:
        batch = self.batch
        if batch is None or place >= len(batch.labels):
            return "", ""
        text = self.tr("training image {number}: label {label}")
        return "indices", text.format(number=f"{batch.indices[place]:,}", label=batch.labels[place])
