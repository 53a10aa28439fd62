"""One hidden unit's sum: the image × its weights = what is left, and the numbers that follow from it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from mnistlab.data.images import SIDE, Pixels
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import UNIT, colours, dots, px, stroke
from mnistlab.ui.look.zoom import UNBOUNDED
from mnistlab.ui.pictures.pixel_map import PixelMap
from mnistlab.ui.pictures.seen_image import SeenImage
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named, push_button
from mnistlab.ui.widgets.retranslated import Retranslated

LOWEST, LOW, NARROW, NARROWEST = 220, 250, 620, 580  # px: of a scene
BARE = 192  # px: a scene that is lower has no room for the pictures
PICTURE = 2, 1  # px for a pixel of a picture; in a low scene


class UnitSum(Retranslated, QWidget):
    """Three pictures and four lines of numbers, with a link to the page of the unit.

    Signals
    -------
    opened
        The page of the unit is wanted.
    picked : int
        The pixel of a picture that was clicked.
    """

    opened = Signal()
    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = 0
        self._room, self._side = (0, 0), 0  # px of the screen; a side only becomes smaller, so that nothing jumps
        self.left_out = False
        self.link = push_button("openUnit", self.opened.emit, role="link")
        self.link.setCursor(Qt.CursorShape.PointingHandCursor)
        self.image, self.weights, self.product = SeenImage(), PixelMap(), PixelMap()
        self.texts = [QLabel() for _ in range(4)]
        for text in self.texts:
            text.setTextFormat(Qt.TextFormat.RichText)
            text.setMinimumWidth(1)
        for text in self.texts[2:]:
            text.setAlignment(Qt.AlignmentFlag.AlignRight)
        own, others = (in_column(STRETCH, *pair, STRETCH, spacing=4) for pair in (self.texts[:2], self.texts[2:]))
        self._signs = signs = [named(QLabel(sign), role="muted") for sign in "×="]
        row = in_row(self.link, self.image, signs[0], self.weights, signs[1], self.product, (own, 1), others, on=self)
        row.setContentsMargins(0, UNIT, 0, 0)
        for picture in (self.weights, self.product):
            picture.picked.connect(self.picked)
        self.retranslate()

    def clear(self) -> None:
        """Show nothing until there are pictures, which are then as large as there is room for."""
        self._side = UNBOUNDED
        self.setVisible(False)

    def show_pictures(self, image: Pixels, weights: Array, product: Array, limit: float, marked: int | None) -> None:
        """Show an image, uint8 (784,), the weights (784,) and their product (784,); ±`limit` are the full colours."""
        self.setHidden(self.left_out)
        self.image.set_image(image.reshape(SIDE, SIDE))
        for picture, values in ((self.weights, weights), (self.product, product)):
            picture.show_values(values, limit)
            picture.mark(marked)

    def show_texts(self, unit: int, sentences: Sequence[str]) -> None:
        """Say which unit it is, and what follows: its sum, its activation, what it adds, the loss."""
        self.unit = unit
        for label, text in zip(self.texts, sentences, strict=True):
            label.setText(text)
        self.retranslate()
        self._fit()

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("The sum of one unit"))
        self.link.setText(self.tr("unit {unit} ›").format(unit=self.unit))
        self.link.setToolTip(self.tr("What it looks for, and which digits it speaks for"))
        self.image.setAccessibleName(self.tr("The image in focus"))
        self.weights.setAccessibleName(self.tr("The weights of the unit"))
        self.product.setAccessibleName(self.tr("Image × weights of the unit"))

    def fit(self, width: int, height: int) -> None:
        """Make the pictures small in a low or narrow scene of this size, and leave them out in a narrower one.

        In the lowest, each pair of lines has its first only. No number is cut for a picture.
        """
        self._room, self._side = (width, height), UNBOUNDED
        self._fit()

    def _fit(self) -> None:
        width, height = self._room
        for second in self.texts[1::2]:
            second.setVisible(height >= px(LOWEST))
        large, small = (dots(size) * SIDE + 2 for size in PICTURE)
        left = width - self._width_of_words()
        low = height < px(LOW) or width < px(NARROW)
        self._side = min(self._side, small if low or left < 3 * large else large)
        if height < px(BARE) or width < px(NARROWEST) or left < 3 * small:
            self._side = 0
        for part in (*self._signs, self.image, self.weights, self.product):
            part.setVisible(self._side > 0)
        for picture in (self.image, self.weights, self.product):
            picture.setFixedSize(self._side, self._side)

    def _width_of_words(self) -> int:
        """Return how wide all is but the three pictures, in px of the screen."""
        pairs = (max(text.sizeHint().width() for text in pair) for pair in (self.texts[:2], self.texts[2:]))
        signs = sum(sign.sizeHint().width() for sign in self._signs)
        return self.link.sizeHint().width() + signs + sum(pairs) + 7 * px(UNIT)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, px(2), self.width(), stroke(), QColor(colours().soft))
