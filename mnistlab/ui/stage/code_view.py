"""A few lines of code, each with the shape of what it computes."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.ui.look.fonts import code_font
from mnistlab.ui.look.theme import BODY, SMALL, UNIT, colours, px, stroke
from mnistlab.ui.widgets.retranslated import Restyled

RADIUS: Final = 6  # px
ROW: Final = 18  # px
ALONE: Final = 28  # px: height of the one row that is shown alone
ABOVE: Final = 5  # px above the first row and below the last, to keep the corners clear of a highlight
BESIDE: Final = UNIT  # px
GAP: Final = 3  # letters between code and shapes


class CodeView(Restyled, QWidget):
    """Lines of code in a box, their shapes in a column, one row highlighted.

    Parameters
    ----------
    rows : int
        How many lines it has room for, at least: with fewer, the rest of the box is empty.

    Attributes
    ----------
    lines : list of tuple of str
        The pairs of code and shape that are shown.
    highlighted : int or None
        The highlighted row.
    alone : bool
        Whether there is room for the highlighted row only, which is larger then.

    Signals
    -------
    hovered : int
        The row that came under the mouse; -1 when it left all rows.
    """

    hovered = Signal(int)

    def __init__(self, rows: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.lines: list[tuple[str, str]] = []
        self.highlighted: int | None = None
        self._hovered = -1
        self.alone = False
        self.restyle()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @override
    def restyle(self) -> None:
        self._font = code_font(BODY if self.alone else SMALL)
        self._metrics = QFontMetricsF(self._font)

    def show_marked_alone(self, alone: bool) -> None:
        """Show the highlighted row only, as large as a room of readers needs it; or all rows."""
        self.alone = alone
        self.restyle()
        self.updateGeometry()
        self.update()

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show pairs of code and shape, such as ``("z = sigmoid(a1)", "(100, 50)")``; other lines end a highlight.

        A shape stands behind its code as a comment, unless it is empty.
        """
        if list(lines) == self.lines:
            return
        grows = len(lines) != len(self.lines)
        self.lines = list(lines)
        self.highlighted = None
        if grows:
            self.updateGeometry()
        self.update()
        if self._hovered >= len(lines):
            self._hover(-1)

    def highlight(self, index: int | None) -> None:
        """Highlight one row; none with None, or with the index of a row that has no line."""
        if index is not None and not 0 <= index < len(self.lines):
            index = None
        if index != self.highlighted:
            self.highlighted = index
            self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return the room for its rows; the width does not depend on the lines."""
        if self.alone:
            return QSize(px(360), px(ALONE))
        return QSize(px(360), self.height_of(max(self._rows, len(self.lines))))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(ALONE) if self.alone else self.height_of(max(self._rows, len(self.lines))))

    @staticmethod
    def height_of(rows: int) -> int:
        """Return the height in px of a box with `rows` lines."""
        return 2 * px(ABOVE) + px(ROW) * rows

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = int((event.position().y() - px(ABOVE)) // px(ROW))
        self._hover(row if 0 <= row < len(self.lines) else -1)

    @override
    def leaveEvent(self, _event: QEvent) -> None:
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.hovered.emit(row)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        above, height, thin = (0, self.height(), stroke()) if self.alone else (px(ABOVE), px(ROW), stroke())
        lines = self._marked_alone() if self.alone else self.lines
        highlighted = 0 if self.alone else self.highlighted
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().soft), thin))
        painter.setBrush(QColor(colours().code))
        frame = QRectF(self.rect()).adjusted(thin / 2, thin / 2, -thin / 2, -thin / 2)
        painter.drawRoundedRect(frame, px(RADIUS), px(RADIUS))
        if highlighted is not None:
            top = above + highlighted * height
            painter.fillRect(thin, top, self.width() - 2 * thin, height, QColor(colours().highlight))
        painter.setFont(self._font)
        beside = px(BESIDE)
        end = self.width() - beside
        shapes = self._shapes_at(lines, end)
        gap = GAP * self._metrics.averageCharWidth()
        down = above + round((height + self._metrics.ascent() - self._metrics.descent()) / 2)
        for row, (code, shape) in enumerate(lines):
            baseline = down + row * height
            # Where there is no room for both, because the code tells more than its shape does:
            alone = not shape or beside + self._metrics.horizontalAdvance(code) + gap / GAP > shapes
            room = (end if alone else shapes - gap / GAP) - beside
            painter.setPen(QColor(colours().text))
            painter.drawText(QPointF(beside, baseline), self._cut(code, room))
            if not alone:
                painter.setPen(QColor(colours().muted))
                painter.drawText(QPointF(shapes, baseline), self._cut(f"# {shape}", end - shapes))

    def _marked_alone(self) -> list[tuple[str, str]]:
        """Return the marked statement in one line, also where it is written in several."""
        code = ""
        for line, shape in self.lines[self.highlighted or 0 :]:
            code = f"{code} {line.strip()}".strip()
            if sum(map(code.count, "([{")) <= sum(map(code.count, ")]}")):
                return [(code, shape)]
        return []

    def _shapes_at(self, lines: Sequence[tuple[str, str]], end: float) -> float:
        """Return where the column of shapes begins: behind the longest code, or as far right as they fit."""
        width = self._metrics.horizontalAdvance
        shaped = [(code, shape) for code, shape in lines if shape]
        code = max((width(code) for code, _ in shaped), default=0.0)
        comment = max((width(f"# {shape}") for _, shape in shaped), default=0.0)
        return min(px(BESIDE) + code + GAP * self._metrics.averageCharWidth(), end - comment)

    def _cut(self, text: str, room: float) -> str:
        """Return `text`, elided to `room` with half a px of tolerance for rounding."""
        if self._metrics.horizontalAdvance(text) < room + 0.5:
            return text
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
