"""Ten bars: how sure a network is of each digit, and another one beside it."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistlab.nn.functions import Array
from mnistlab.ui import theme

DIGITS: Final = 10
OTHER_BAR: Final = 3.0  # px: height of the bar of who reads along
DIGIT_COLUMN: Final = 16  # px
WIDEST: Final = "100.0"


class ProbabilityBars(QWidget):
    """A row for each digit: the digit, its bar, its share in per cent; the likeliest one stands out.

    Below each bar a thin one may show what another network makes of the same drawing.
    """

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
        before = [self._row(digit) for digit in range(DIGITS)]
        if (self.other is None) != (other is None):
            before = []  # the bars move to make room
        self.probabilities, self.other = probabilities, other
        if not before:
            self.update()
            return
        for digit, row in enumerate(before):  # mostly, the pen moves few of them, and painting text takes its time
            if row != self._row(digit):
                self.update(0, int(digit * self.height() / DIGITS), self.width(), int(self.height() / DIGITS) + 2)

    def _row(self, digit: int) -> tuple[object, ...]:
        """Return all that is to be seen of a digit's row."""
        width = self.width()
        shares = (
            None if shown is None else round(width * float(shown[digit])) for shown in (self.probabilities, self.other)
        )
        return digit == self.winner, self.share(digit), *shares

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

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Paint the rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = self.height() / DIGITS
        font, numbers = QFont(self.font()), QFont(self.font())
        font.setPixelSize(max(theme.px(theme.SMALL - 1), min(theme.px(theme.TITLE), int(row * 0.75))))
        numbers.setPixelSize(max(theme.px(theme.SMALL - 1), min(theme.px(theme.BODY + 1), int(row * 0.7))))
        numbers.setBold(True)  # the winner's share is the widest
        painter.setFont(numbers)
        share_column = painter.fontMetrics().horizontalAdvance(self._percent.format(percent=WIDEST))
        digit_column, other_bar = theme.px(DIGIT_COLUMN), theme.px(OTHER_BAR)
        room = self.width() - digit_column - share_column - theme.px(theme.UNIT / 2)
        bar = QRectF(digit_column, 0, max(8.0, room), 0)
        bar.setHeight(max(theme.px(6), min(theme.px(14), row * 0.5)))
        for digit in range(DIGITS):
            top = digit * row
            if not event.region().intersects(QRectF(0, top, self.width(), row).toAlignedRect()):
                continue
            won = digit == self.winner
            font.setBold(won)
            numbers.setBold(won)
            painter.setPen(QColor(theme.colours().text if won or self.probabilities is None else theme.colours().muted))
            painter.setFont(font)
            painter.drawText(QRectF(0, top, digit_column, row), Qt.AlignmentFlag.AlignVCenter, str(digit))
            painter.setFont(numbers)
            painter.drawText(
                QRectF(0, top, self.width(), row),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                self.share(digit),
            )
            bar.moveTop(top + (row - bar.height() - (other_bar if self.other is not None else 0)) / 2)
            self._paint_bar(painter, bar, digit, QColor(self._colours[0 if won else 1]))
            if self.other is not None:
                share = QRectF(bar.left(), bar.bottom() + 1, bar.width() * float(self.other[digit]), other_bar)
                painter.fillRect(share, QColor(self._other_colour))

    def _paint_bar(self, painter: QPainter, bar: QRectF, digit: int, colour: QColor) -> None:
        radius = bar.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colours().track))
        painter.drawRoundedRect(bar, radius, radius)
        if self.probabilities is not None:
            # Cut off straight, not shrunk to a pill: otherwise small shares would all look alike.
            painter.save()
            painter.setClipRect(QRectF(bar.left(), bar.top(), bar.width() * self.probabilities[digit], bar.height()))
            painter.setBrush(colour)
            painter.drawRoundedRect(bar, radius, radius)
            painter.restore()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size on a small laptop's screen."""
        return QSize(theme.px(144), theme.px(176))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the smallest size at which the rows can be read."""
        return QSize(theme.px(104), theme.px(130))
