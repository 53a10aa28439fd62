"""① The mini-batch: where in the training set its images were found."""

from typing import ClassVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from mnistlab.data.images import SIDE
from mnistlab.engine.frame import Frame
from mnistlab.language import join_sentences
from mnistlab.numerals import percent
from mnistlab.training.sampling import batch_of
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.pictures.image_map import ImageMap, ImageMapLegend
from mnistlab.ui.pictures.seen_image import SeenImage
from mnistlab.ui.scenes.base import Scene, captioned, muted
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named

IMAGE_SHARE = 0.25  # of the scene's width
TEXT = 190  # px: width of the words, at the least


class SelectBatchScene(Scene):
    """A map of the training set, and the image in focus as the network gets it."""

    shows_batch = True
    section = "select_batch"
    part = "indices"
    formulas: ClassVar = {"": "select_batch"}

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.map = named(ImageMap(), "trainingSetMap")
        self.legend = self.beside_heading = ImageMapLegend()
        self.seen = named(muted(wrap=True), "seenInEpoch")
        self.image = SeenImage()
        self.label = named(QLabel(), role="title")
        self.about = muted(wrap=True)
        beside = in_column(self.image, self.label, self.about, STRETCH, spacing=4)
        in_row((captioned(self.map, self.seen), 1), beside, spacing=2 * UNIT, on=self)
        self.setMinimumSize(440, 150)
        self.map.picked.connect(selection.pick_image)
        self.tell(self.map.pointed, self._image_words)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Give the image whole screen pixels for each of its own."""
        room = min(IMAGE_SHARE * self.width(), 0.6 * self.height())
        side = max(3, int(room) // SIDE) * SIDE + 2
        self.image.setFixedSize(side, side)
        for text in (self.label, self.about):
            text.setFixedWidth(max(side, px(TEXT)))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.minimumSize()  # because the image has a fixed size that follows from the scene's

    def show_frame(self, frame: Frame) -> None:
        """Show the map and the image in focus."""
        self.frame = frame
        batch = frame.batch
        self.map.show_images(frame.seen, frame.seen[:0] if batch is None else batch.indices, self.focus)
        self.image.set_image(None if batch is None else batch.images[self.focus].reshape(SIDE, SIDE))
        self._show_texts()

    @override
    def retranslate(self) -> None:
        self.legend.set_texts(self.tr("not yet in this epoch"), self.tr("seen"), self.tr("drawn now"))
        self.map.setAccessibleName(self.tr("Map of the training images: seen in this epoch, and drawn now"))
        self.image.setAccessibleName(self.tr("The image in focus"))
        self._show_texts()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("A few images stand for all"), self.tr(
            "All at once: one slow step. One alone: a step in a wild direction. A few: quick, and nearly right."
        )

    def numbers(self) -> str:
        """Return the size of the draw, and the first of its numbers."""
        frame, batch = self.frame, self.batch
        if frame is None or batch is None:
            return ""
        first = ", ".join(f"{index}" for index in batch.indices[:3])
        more = ", …" if batch.count > 3 else ""
        return f"N = {batch.count:,}    M = {frame.training_images:,}    B = ({first}{more})"

    def _show_texts(self) -> None:
        frame, batch = self.frame, self.batch
        if frame is None:
            return
        images = self.tr("{count} training images, a dot for each.\nPress ① to draw {few} of them.")
        few = batch_of(frame.settings, frame.training_images)
        self.map.set_nothing(images.format(count=f"{frame.training_images:,}", few=f"{few:,}"))
        seen = int(frame.seen.sum())
        text = self.tr("Seen in this epoch: {seen} of {all} images, {share}.").format(
            seen=f"{seen:,}", all=f"{frame.training_images:,}", share=percent(seen / frame.training_images)
        )
        if not frame.settings.shuffles and seen < frame.training_images / 2:  # because the first lessons ask how many
            more = self.tr("Drawn with replacement: some come twice.")
        elif not frame.settings.shuffles:
            more = self.tr("With replacement, about 63\u00a0% in an epoch.")
        else:
            more = self.tr("At its end it will be all of them, each once.")
        self.seen.setText(join_sentences(text, more))
        if batch is None:
            self.label.setText("")
            self.about.setText("")
            return
        self.label.setText(self.tr("Its label: {label}").format(label=batch.labels[self.focus]))
        self.about.setText(
            self.tr("Training image {number}. Click a dot to follow another.").format(
                number=f"{batch.indices[self.focus]:,}"
            )
        )

    def _image_words(self, place: int) -> tuple[str, str]:
        batch = self.batch
        if batch is None or place >= len(batch.labels):
            return "", ""
        text = self.tr("training image {number}: label {label}")
        return "indices", text.format(number=f"{batch.indices[place]:,}", label=batch.labels[place])
