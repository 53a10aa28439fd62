"""Ten bars: the probability that a network gives each digit, and that of another network."""

from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPixmap, QResizeEvent, QStaticText
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.data.images import CLASSES
from mnistlab.nn.functions import Array
from mnistlab.numerals import percent
from mnistlab.ui.look import theme
from mnistlab.ui.look.theme import px
from mnistlab.ui.widgets.painted import Painted

BAR: Final = 0.41  # of a row: height of a bar, 8 px in the rows of 19.6 px that the design has
OTHER_BAR: Final = 3  # px: height of the other network's bar
DIGIT_COLUMN: Final = 20  # px


class _Row(NamedTuple):
    """Everything that is visible in a digit's row."""

    won: bool
    share: str  # as it is written; empty where nothing has been read
    full: int  # screen pixels of the bar
    other: int  # screen pixels of the other network's bar


class _Prepared(NamedTuple):
    """Fonts and full bars, prepared once: for a digit that lost, and for one that won."""

    fonts: tuple[QFont, QFont]
    ascents: tuple[float, float]  # from the top of a text to where its middle lies on the middle of its bar
    bar: QRectF  # of the first row
    track: QPixmap
    full: tuple[QPixmap, QPixmap]


class ProbabilityBars(Painted):
    """A row for each digit: the digit, its bar, its share in per cent; the likeliest one stands out.

    Below each bar a thin one may show what another network makes of the same drawing.

    The rows follow the pen, so they are painted many times a second. Only rows that have changed are painted, from bars
    and texts that are prepared once: painting them from scratch took five times as long.
    """

    hint = 254, 196

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.probabilities: Array | None = None
        self.other: Array | None = None
        self._colour, self._other_colour = theme.colours().own, theme.colours().built_in
        self._known: _Prepared | None = None
        self._ready_text = lru_cache(maxsize=2048)(_ready_text)
        self._rows: list[_Row] = []
        self._texts: dict[int, str] = {}  # shares as they are written, by tenths of a per cent
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def winner(self) -> int | None:
        """The likeliest digit; None where nothing has been read."""
        return None if self.probabilities is None else int(self.probabilities.argmax())

    def set_probabilities(self, probabilities: Array | None, other: Array | None = None) -> None:
        """Show ten probabilities (10,), and those of another network; None where nothing has been read."""
        self.probabilities, self.other = probabilities, other
        before, self._rows = self._rows, self._make_rows()
        height = self.height() / CLASSES
        for digit, row in enumerate(self._rows):
            if not before or row != before[digit]:
                self.update(0, int(digit * height), self.width(), int(height) + 2)

    def set_colours(self, colour: str, other: str) -> None:
        """Paint the bar of the likeliest digit in a colour, the rest paler, and the other network's like `other`."""
        self._colour, self._other_colour = colour, other
        self._prepare_anew()

    def share(self, digit: int) -> str:
        """Return a digit's share as it is written; empty where nothing has been read."""
        if self.probabilities is None:
            return ""
        tenths = round(1000 * float(self.probabilities[digit]))
        text = self._texts.get(tenths)
        if text is None:
            text = self._texts[tenths] = percent(tenths / 1000)
        return text

    # What is painted

    def _prepare_anew(self) -> None:
        self._known, self._rows, self._texts = None, [], {}
        self.update()

    def _make_rows(self) -> list[_Row]:
        wide = self._prepared().bar.width() * self.devicePixelRatioF()
        full, other = (
            [0] * CLASSES if shown is None else (shown * wide).round().astype(int).tolist()
            for shown in (self.probabilities, self.other)
        )
        winner = self.winner
        return [_Row(digit == winner, self.share(digit), full[digit], other[digit]) for digit in range(CLASSES)]

    def _prepared(self) -> _Prepared:
        if self._known is None:
            self._known = self._make_prepared()
        return self._known

    def _make_prepared(self) -> _Prepared:
        row, ratio = self.height() / CLASSES, self.devicePixelRatioF()
        fonts = self._fonts(round(row * 0.66))
        widest = QFontMetricsF(fonts[True]).horizontalAdvance(percent(1.0))
        room = max(8.0, self.width() - px(DIGIT_COLUMN) - widest - px(theme.UNIT))
        height = max(px(5), min(px(14), round(row * BAR)))
        size = QSizeF(int(room * ratio) / ratio, round(height * ratio) / ratio)
        bar = QRectF(QPointF(px(DIGIT_COLUMN), (row - height) / 2), size)
        rest, won = (self._pill(size, colour) for colour in (theme.pale(self._colour), self._colour))
        ascents = [metrics.ascent() - metrics.capHeight() / 2 for metrics in map(QFontMetricsF, fonts)]
        return _Prepared(fonts, (ascents[0], ascents[1]), bar, self._pill(size, theme.colours().track), (rest, won))

    def _fonts(self, size: int) -> tuple[QFont, QFont]:
        plain, bold = QFont(self.font()), QFont(self.font())
        for font in (plain, bold):
            font.setPixelSize(max(px(theme.SMALL), min(px(theme.TITLE), size)))
        bold.setWeight(QFont.Weight.DemiBold)
        return plain, bold

    def _pill(self, size: QSizeF, colour: str) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap((size * ratio).toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(QPointF(0, 0), size), size.height() / 2, size.height() / 2)
        painter.end()
        return pixmap

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._rows = self._rows or self._make_rows()
        ready, height, ratio = self._prepared(), self.height() / CLASSES, self.devicePixelRatioF()
        text, muted, other = (
            QColor(colour) for colour in (theme.colours().text, theme.colours().muted, self._other_colour)
        )
        region, painter = event.region(), QPainter(self)
        for digit, row in enumerate(self._rows):
            top = digit * height
            if not region.intersects(QRectF(0, top, self.width(), height).toAlignedRect()):
                continue
            place = QPointF(ready.bar.left(), round((top + ready.bar.top()) * ratio) / ratio)
            middle = place.y() + ready.bar.height() / 2
            painter.setPen(text if row.won else muted)
            self._write(painter, row.share, row.won, None, middle)
            painter.setPen(text)
            self._write(painter, str(digit), row.won, 0, middle)
            painter.drawPixmap(place, ready.track)
            if row.full:  # cut off straight, not shrunk to a pill: otherwise small shares would all look alike
                pill = ready.full[row.won]
                painter.drawPixmap(place, pill, QRectF(0, 0, row.full, pill.height()))
            if row.other:
                below = place.y() + ready.bar.height() + 1
                painter.fillRect(QRectF(place.x(), below, row.other / ratio, px(OTHER_BAR)), other)

    def _write(self, painter: QPainter, text: str, bold: bool, left: float | None, middle: float) -> None:
        """Write a text from `left`, or, without it, up to the right edge; its figures have their middle at `middle`."""
        known = self._prepared()
        ready, width = self._ready_text(text, known.fonts[bold])
        painter.setFont(known.fonts[bold])
        painter.drawStaticText(
            QPointF(self.width() - width if left is None else left, middle - known.ascents[bold]), ready
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._prepare_anew()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._prepare_anew()

    def event(self, event: QEvent) -> bool:
        """Prepare again on a screen with another pixel ratio."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._prepare_anew()
        return super().event(event)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(104), px(130))


def _ready_text(text: str, font: QFont) -> tuple[QStaticText, float]:
    """Return a text that Qt has laid out already, and its width."""
    ready = QStaticText(text)
    ready.setTextFormat(Qt.TextFormat.PlainText)
    ready.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    ready.prepare(font=font)
    return ready, ready.size().width()
