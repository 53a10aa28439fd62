"""What the network sees: the stages from the drawing to 28×28 pixels, and the answer without one of them."""

from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel
from typing_extensions import override

from mnistlab.data.images import SIDE, Pixels, as_input
from mnistlab.data.ink import Preparation
from mnistlab.engine.frame import Frame
from mnistlab.numerals import percent
from mnistlab.ui.canvas.preparation import prepared
from mnistlab.ui.look.theme import UNIT, dots, px
from mnistlab.ui.pictures.seen_image import SeenImage
from mnistlab.ui.scenes.base import Reading, muted
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, Gap, in_column, in_row, named
from mnistlab.ui.widgets.painted import tied

STAGES: Final = ("ink", "crop", "scale", "centre")
# What is left out in each of the small pictures.
VARIANTS: Final = {
    "all": Preparation(),
    "crop": Preparation(crop=False),
    "scale": Preparation(scale=False),
    "centre": Preparation(centre=False),
    "nothing": Preparation(crop=False, scale=False, centre=False),
}
BESIDE_PICTURES: Final = 196  # px of the scene's height that are not the pictures'
LARGE_SHARE: Final = 0.56  # of the height of the pictures: the upper ones
SMALLEST: Final = 2  # screen pixels for each of a picture's


class PrepareScene(Reading):
    """Four large pictures of the stages, and small ones of the image when a stage is left out."""

    least_room = (520, 372)

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.pictures = {stage: SeenImage() for stage in STAGES}
        self.names = {stage: _name() for stage in STAGES}
        self.reasons = {stage: muted(wrap=True) for stage in STAGES}
        self.without = named(QLabel(), role="title")
        self.without_words = muted(wrap=True)
        self.variants = {variant: SeenImage() for variant in VARIANTS}
        self.variant_names = {variant: muted() for variant in VARIANTS}
        self.answers = {variant: _name() for variant in VARIANTS}
        self._lay_out()
        self._outdated = True  # the drawing is another than the one shown
        selection.drawing_changed.connect(self._follow_drawing)
        selection.reader_changed.connect(self._read)

    def _lay_out(self) -> None:
        stages = QGridLayout()
        stages.setHorizontalSpacing(UNIT)
        stages.setVerticalSpacing(4)
        for column, stage in enumerate(STAGES):
            self.reasons[stage].setMinimumHeight(54)
            stages.addWidget(self.names[stage], 0, column)
            stages.addWidget(self.pictures[stage], 1, column, Qt.AlignmentFlag.AlignLeft)
            stages.addWidget(self.reasons[stage], 2, column)
            stages.setColumnStretch(column, 1)
        variants = in_row()
        for variant, picture in self.variants.items():
            place = picture, 0, Qt.AlignmentFlag.AlignLeft
            variants.addLayout(in_column(place, self.variant_names[variant], self.answers[variant], spacing=4), 1)
        below = in_column(self.without, self.without_words, variants, spacing=4)
        rows = in_column(stages, Gap(12), below, STRETCH, spacing=4, on=self)
        rows.setContentsMargins(0, UNIT // 2, 0, 0)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Give all pictures whole screen pixels for each of their own, as many as there is room for."""
        room = self.height() - px(BESIDE_PICTURES)
        for pictures, share in ((self.pictures, LARGE_SHARE), (self.variants, 1 - LARGE_SHARE)):
            width = (self.width() + px(UNIT)) // len(pictures) - px(UNIT)
            side = max(int(min(share * room, width) - 2) // SIDE, dots(SMALLEST)) * SIDE + 2
            for picture in pictures.values():
                picture.setFixedSize(side, side)

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("What does the network see of my drawing?"), self.tr(
            "The network has only seen digits that were cropped, scaled and centred. So your drawing goes the same way."
        )

    def show_frame(self, frame: Frame) -> None:
        """Read with the weights of the frame."""
        first, self.frame = self.frame is None, frame
        if first or self._outdated:
            self._prepare()
        self._read()

    @override
    def retranslate(self) -> None:
        for stage, (name, reason) in {
            "ink": (self.tr("the ink"), self.tr("As it was drawn: anywhere on the canvas, in any size.")),
            "crop": (self.tr("→ the crop"), self.tr("The paper around the ink is cut off.")),
            "scale": (self.tr("→ 20×20"), self.tr("The longest side is brought to 20 pixels. Edges become grey.")),
            "centre": (self.tr("→ 28×28"), self.tr("The centre of mass goes to the middle. This is read.")),
        }.items():
            self.names[stage].setText(name)
            self.pictures[stage].setAccessibleName(name)
            self.reasons[stage].setText(tied(reason))
        self.without.setText(self.tr("And with a stage left out?"))
        for variant, name in {
            "all": self.tr("all stages"),
            "crop": self.tr("not cropped"),
            "scale": self.tr("not brought to size"),
            "centre": self.tr("not centred"),
            "nothing": self.tr("none of them"),
        }.items():
            self.variant_names[variant].setText(name)
            self.variants[variant].setAccessibleName(name)
        self._read()

    def _follow_drawing(self) -> None:
        self._outdated = True
        if self.isVisible():  # or the next frame will see to it
            self._prepare()
            self._read()

    def _prepare(self) -> None:
        self._outdated = False
        results = {variant: prepared(self.selection.ink, by).stages for variant, by in VARIANTS.items()}
        whole, stages = results["nothing"], results["all"]
        self.pictures["ink"].set_image(None if whole is None else whole.ink)
        self.pictures["crop"].set_image(None if stages is None else stages.crop)
        self.pictures["scale"].set_image(None if stages is None else stages.scaled)
        self.pictures["centre"].set_image(None if stages is None else stages.image)
        for variant, result in results.items():
            self.variants[variant].set_image(None if result is None else result.image)

    def _read(self) -> None:
        readings = {variant: self._reading(picture.pixels) for variant, picture in self.variants.items()}
        right, _ = readings["all"]
        others = 0
        for variant, (digit, share) in readings.items():
            other = digit not in (None, right)
            others += other
            text = "–" if digit is None else f"{digit} · {percent(share, 0)}"
            self.answers[variant].setText(f"✕ {text}" if other else text)
        if right is None:
            text = self.tr("Draw a digit on the canvas at the right: small, and in a corner, to see the difference.")
        elif others:
            text = self.tr("The same drawing gets another answer where there is a cross.")
        else:
            text = self.tr("This one survives. Draw small, in a corner.")
        self.without_words.setText(text)

    def _reading(self, image: Pixels | None) -> tuple[int | None, float]:
        """Return what the network that reads takes an image for, and how sure it is."""
        if image is None or self.frame is None:
            return None, 0.0
        with np.errstate(all="ignore"):  # the weights of a run that diverged
            y = self.selection.network(self.frame.network).probabilities(as_input(image.reshape(-1)))
        return (int(y.argmax()), float(y.max())) if np.isfinite(y).all() else (None, 0.0)


def _name() -> QLabel:
    return named(QLabel(), role="title")
