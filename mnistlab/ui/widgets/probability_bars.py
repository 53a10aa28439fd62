"""Ten bars: the probability that a network gives each digit, and that of another network."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.data.images import CLASSES
from mnistlab.nn.functions import Array
from mnistlab.ui.look import theme
from mnistlab.ui.look.theme import px
from mnistlab.ui.widgets.painted import Painted

OTHER_BAR: Final = 3.0  # px: height of the other network's bar
DIGIT_COLUMN: Final = 16  # px
WIDEST: Final = "100.0"


class ProbabilityBars(Painted):
    """A row for each digit: the digit, its bar, its share in per cent; the likeliest one stands out.

    Below each bar a thin one may show what another network makes of the same drawing.
    """

    hint = 144, 176

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.probabilities: Array | None = None
        self.other: Array | None = None
        self._colours = theme.colours().blue, theme.colours().blue_faint
        self._other_colour = theme.colours().orange
        self._percent = "{percent} %"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def winner(self) -> int | None:
        """The likeliest digit; None where nothing has been read."""
        return None if self.probabilities is None else int(self.probabilities.argmax())

    def set_probabilities(self, probabilities: Array | None, other: Array | None = None) -> None:
        """Show ten probabilities (10,), and those of another network; None where nothing has been read."""
        self.probabilities, self.other = probabilities, other
        self.update()

    def set_colours(self, winner: str, rest: str, other: str) -> None:
        """Paint the bar of the likeliest digit, those of the rest, and all of the other network's like this."""
        self._colours, self._other_colour = (winner, rest), other
        self.update()

    def set_percent_pattern(self, pattern: str) -> None:
        """Write shares like this: a text with ``{percent}`` in it."""
        self._percent = pattern
        self.update()

    def share(self, digit: int) -> str:
        """Return a digit's share as it is written; empty where nothing has been read."""
        if self.probabilities is None:
            return ""
        return self._percent.format(percent=self.locale().toString(100 * float(self.probabilities[digit]), "f", 1))

    def _fonts(self, size: int) -> tuple[QFont, QFont]:
        """Return the plain and the bold type, about `size` px high."""
        plain, bold = QFont(self.font()), QFont(self.font())
        for font in (plain, bold):
            font.setPixelSize(max(px(theme.SMALL - 1), size))
        bold.setBold(True)
        return plain, bold

    def _bar(self, widest: float) -> QRectF:
        """Return where the whole bar of the first row lies, on whole screen pixels, beside shares up to so wide."""
        row, ratio = self.height() / CLASSES, self.devicePixelRatioF()
        width = max(8.0, self.width() - px(DIGIT_COLUMN) - widest - px(theme.UNIT / 2))
        height = max(px(6), min(px(14), row * 0.5))
        above = (row - height - (0 if self.other is None else px(OTHER_BAR))) / 2
        size = QSizeF(int(width * ratio) / ratio, round(height * ratio) / ratio)
        return QRectF(QPointF(px(DIGIT_COLUMN), above), size)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        height, ratio, colours = self.height() / CLASSES, self.devicePixelRatioF(), theme.colours()
        digits = self._fonts(min(px(theme.TITLE), int(height * 0.75)))
        shares = self._fonts(min(px(theme.BODY + 1), int(height * 0.7)))
        bar = self._bar(QFontMetricsF(shares[True]).horizontalAdvance(self._percent.format(percent=WIDEST)))
        nothing, middle = [0.0] * CLASSES, Qt.AlignmentFlag.AlignVCenter
        own, other = (nothing if shown is None else shown.tolist() for shown in (self.probabilities, self.other))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for digit in range(CLASSES):
            top, won, share = digit * height, digit == self.winner, self.share(digit)
            painter.setPen(QColor(colours.text if won or not share else colours.muted))
            row = QRectF(0, top, self.width(), height)
            painter.setFont(digits[won])
            painter.drawText(row, middle, str(digit))
            painter.setFont(shares[won])
            painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, share)
            place = bar.translated(0, round((top + bar.top()) * ratio) / ratio - bar.top())
            self._draw_pill(painter, place, colours.track)
            full, thin = (round(part[digit] * bar.width() * ratio) / ratio for part in (own, other))
            if full:  # cut off straight, not shrunk to a pill: otherwise small shares would all look alike
                painter.setClipRect(QRectF(place.topLeft(), QSizeF(full, bar.height())))
                self._draw_pill(painter, place, self._colours[not won])
                painter.setClipping(False)
            below = QRectF(place.left(), place.bottom() + 1, thin, px(OTHER_BAR))
            painter.fillRect(below, QColor(self._other_colour))

    def _draw_pill(self, painter: QPainter, place: QRectF, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(104), px(130))
