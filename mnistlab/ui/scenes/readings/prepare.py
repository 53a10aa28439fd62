"""What the network sees: the stages from the drawing to 28×28 pixels, and the answer without one of them."""

from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel
from typing_extensions import override

from mnistlab.data.images import SIDE, Pixels, as_input
from mnistlab.data.ink import Preparation
from mnistlab.engine.frame import Frame
from mnistlab.ui.canvas.preparation import prepared
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.pictures.seen_image import SeenImage
from mnistlab.ui.scenes.base import Reading, muted
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, Gap, in_column, in_row, mark, named

STAGES: Final = ("ink", "crop", "scale", "centre")
# What is left out in each of the small pictures.
VARIANTS: Final = {
    "all": Preparation(),
    "crop": Preparation(crop=False),
    "scale": Preparation(scale=False),
    "centre": Preparation(centre=False),
    "nothing": Preparation(crop=False, scale=False, centre=False),
}
LARGE: Final = 5 * SIDE + 2  # px
SMALL: Final = 4 * SIDE + 2  # px


class PrepareScene(Reading):
    """Four large pictures of the stages, and small ones of the image when a stage is left out."""

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
            self.pictures[stage].setFixedSize(LARGE, LARGE)
            self.reasons[stage].setMinimumHeight(64)
            stages.addWidget(self.names[stage], 0, column)
            stages.addWidget(self.pictures[stage], 1, column, Qt.AlignmentFlag.AlignLeft)
            stages.addWidget(self.reasons[stage], 2, column)
            stages.setColumnStretch(column, 1)
        variants = in_row()
        for variant, picture in self.variants.items():
            picture.setFixedSize(SMALL, SMALL)
            place = picture, 0, Qt.AlignmentFlag.AlignLeft
            variants.addLayout(in_column(place, self.variant_names[variant], self.answers[variant], spacing=4), 1)
        rows = in_column(stages, Gap(), self.without, self.without_words, variants, STRETCH, on=self)
        rows.setContentsMargins(0, UNIT, 0, 0)

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("What the network sees"), self.tr(
            "Every digit of MNIST was cropped, brought to the same size and centred. The network has never seen any "
            "other, so your drawing has to go the same way."
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
            self.reasons[stage].setText(reason)
        self.without.setText(self.tr("And without …"))
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
            pattern = "–" if digit is None else self.tr("{digit} · {percent} %")
            self.answers[variant].setText(pattern.format(digit=digit, percent=f"{100 * share:.0f}"))
            other = digit not in (None, right)
            others += other
            mark(self.answers[variant], tone="worse" if other else "")
        if right is None:
            text = self.tr("Draw a digit on the canvas at the right: small, and in a corner, to see the difference.")
        elif others:
            text = self.tr("With a stage left out, the same drawing gets another answer (orange).")
        else:
            text = self.tr("Here each way gives the same answer. Draw it small, or in a corner.")
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
