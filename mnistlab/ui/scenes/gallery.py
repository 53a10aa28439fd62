"""The galleries: each experiment, and each reading, as a card with a question; a click opens it."""

from collections.abc import Mapping
from itertools import pairwise
from typing import ClassVar, Final

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from typing_extensions import override

from mnistlab.data import Dataset
from mnistlab.data.images import Pixels
from mnistlab.engine.frame import Frame
from mnistlab.ui.look.keys import ARROWS, ENTER
from mnistlab.ui.look.theme import BODY, TITLE, UNIT, colours, font, px
from mnistlab.ui.pictures.miniatures import Sample, paint_miniature
from mnistlab.ui.scenes import ASIDE, EXPERIMENTS, READINGS, Entry
from mnistlab.ui.scenes.base import Reading, at_speed
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import named
from mnistlab.ui.widgets.painted import tied
from mnistlab.ui.widgets.tile import Tile

PADDING: Final = 16  # px
GAP: Final = 12  # px between cards
LEADING: Final = 4  # px between question and line
IN_A_ROW: Final = {4: (2, 2), 5: (3, 2), 6: (3, 3)}  # cards in each row
TALLEST: Final = 0.9  # a picture, by its width
LEAST_PICTURE: Final = 64  # px
WORDS: Final = int(Qt.TextFlag.TextWordWrap)


class Card(Tile):
    """A picture, a question, and what one will see."""

    def __init__(self, name: str, entry: Entry) -> None:
        super().__init__(f"card{name}")
        self.name = name
        self._entry = entry
        self.sample: Sample | None = None
        self._picture: QPixmap | None = None
        self.words_height = 0  # px: the same in all cards of a row
        self.brief = False  # the question alone, because there is little room

    def show_sample(self, sample: Sample | None) -> None:
        """Paint the picture of another image."""
        self.sample = sample
        self.restyle()

    @override
    def restyle(self) -> None:
        self._picture = None
        self.update()

    def retranslate(self) -> None:
        """Set the words in the current language."""
        self.setText(QCoreApplication.translate("Scenes", self._entry.text))
        self.line = QCoreApplication.translate("Scenes", self._entry.tip)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self.line)

    def height_of_words(self, width: int) -> int:
        """Return the height of question and line in a card of this width."""
        room = width - 2 * px(PADDING)
        question = _height(tied(self.text()), font(TITLE, bold=True), room)
        return question if self.brief else question + px(LEADING) + _height(tied(self.line), font(BODY), room)

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether this key opens the card, or leads to another one."""
        return event.key() in (*ARROWS, *ENTER, Qt.Key.Key_Space)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(220), px(200))

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._picture = None

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter)
        inside = self.rect().adjusted(px(PADDING), px(PADDING), -px(PADDING), -px(PADDING))
        words = QRect(inside)
        words.setTop(inside.bottom() + 1 - self.words_height)
        inside.setBottom(words.top() - px(PADDING))
        if inside.height() > px(3 * UNIT):
            painter.drawPixmap(inside.topLeft(), self._miniature(inside.size()))
        painter.setPen(QColor(colours().text))
        painter.setFont(font(TITLE, bold=True))
        question = painter.drawText(words, WORDS | Qt.AlignmentFlag.AlignTop, tied(self.text()))
        if self.brief:
            return
        words.setTop(question.bottom() + px(LEADING))
        painter.setPen(QColor(colours().muted))
        painter.setFont(font(BODY))
        painter.drawText(words, WORDS | Qt.AlignmentFlag.AlignTop, tied(self.line))

    def _miniature(self, size: QSize) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(size * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            area = QRectF(1, 1, size.width() - 2, size.height() - 2)
            if area.height() > TALLEST * area.width():
                middle = area.center()
                area.setHeight(TALLEST * area.width())
                area.moveCenter(middle)
            paint_miniature(self.name, painter, area, self.sample)
            painter.end()
        return self._picture


def _height(text: str, type_: QFont, width: int) -> int:
    return QFontMetrics(type_).boundingRect(QRect(0, 0, width, 1000), WORDS, text).height()


class Gallery(Reading):
    """Cards in rows. What there is to read now is in their pictures."""

    entries: ClassVar[Mapping[str, Entry]]

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._digits: Pixels | None = None  # one of each class
        self._shown: tuple[bytes, object] = b"", None  # the image that the pictures are of, and who reads it
        self.cards = {name: named(Card(name, entry), f"card{name}") for name, entry in self.entries.items()}
        for name, card in self.cards.items():
            card.setParent(self)
            card.clicked.connect(lambda _checked=False, name=name: self.turns_to.emit(name))
        self.setMinimumSize(320, 240)
        selection.drawing_changed.connect(self._follow)
        selection.reader_changed.connect(self._follow)

    def take_data(self, dataset: Dataset) -> None:
        """Take some digits for the pictures."""
        labels = dataset.train_labels  # no test images, because the test set may be sealed
        places = [int((labels == digit).argmax()) for digit in (3, 7, 8)]
        self._digits = dataset.train_images[places]
        self._follow()

    def show_frame(self, frame: Frame) -> None:
        """Follow what there is to read; in a run at speed the pictures stay those of its beginning."""
        before, self.frame = self.frame, frame
        if before is None or before.track != frame.track or not at_speed(frame):
            self._follow()

    @override
    def retranslate(self) -> None:
        for card in self.cards.values():
            card.retranslate()
        self._arrange()

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Lay the cards out: all of one size in a row, and their words on one line."""
        cards, gap, top = list(self.cards.values()), px(GAP), 0
        rows = IN_A_ROW[len(cards)]
        height = (self.height() + gap) // len(rows) - gap
        most = height - 3 * px(PADDING) - px(LEAST_PICTURE)
        laid = []
        for count in rows:
            row, cards = cards[:count], cards[count:]
            edges = [round(n * (self.width() + gap) / count) for n in range(count + 1)]
            places = [QRect(left, top, right - gap - left, height) for left, right in pairwise(edges)]
            laid.append(list(zip(row, places, strict=True)))
            top += height + gap
        for card in self.cards.values():
            card.brief = False
        if any(card.height_of_words(place.width()) > most for beside in laid for card, place in beside):
            for card in self.cards.values():
                card.brief = True
        for beside in laid:
            words = max(card.height_of_words(place.width()) for card, place in beside)
            for card, place in beside:
                card.words_height = words
                card.setGeometry(place)
                card.restyle()

    def _follow(self) -> None:
        """Show what is on the canvas, or the image in focus, or, where there is neither, a training image."""
        frame, digits = self.frame, self._digits
        if frame is None or digits is None:
            return
        image = digits[0]
        if self.selection.drawing is not None:
            image = self.selection.drawing.reshape(-1)
        elif self.batch is not None:
            image = self.batch.images[self.focus]
        network = self.selection.network(frame.network)
        shown = image.tobytes(), network.params
        if shown[0] != self._shown[0] or self._shown[1] is not shown[1]:
            self._shown = shown
            for card in self.cards.values():
                card.show_sample(Sample(image, network, digits))


class TryScene(Gallery):
    """The experiments."""

    entries = EXPERIMENTS | ASIDE

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("What would you like to try?"), self.tr(
            "Each is on this moment of the run: its weights, its mini-batch, its η; the last is on the kept runs."
        )


class ReadScene(Gallery):
    """The readings."""

    entries = READINGS

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("What would you like to know?"), self.tr(
            "Draw a digit at the right, or look at the image in focus: here is how it is read."
        )
