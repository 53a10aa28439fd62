"""Parts beside or below each other that share the room, with borders between them that can be dragged."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import UNIT, colours, px
from mnistlab.ui.widgets.retranslated import Retranslated
from mnistlab.ui.workbench.arrangement import shared

GAP = 8  # px between two parts
GRIP = 4 * UNIT  # px: length of the mark on a border that is pointed at


class Shares(QSplitter):
    """A splitter whose parts keep their shares of the room, however large it is.

    Attributes
    ----------
    shares : list of float
        One for each part, shown or not; a border that is dragged changes them. A part whose share is 0 gets its
        smallest size. After a change, call `share_out`.
    wanted : list of int
        Size in px that each part has at least, as long as there is room for all; empty: its smallest size.
    """

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.shares: list[float] = []
        self.wanted: list[int] = []
        self.setHandleWidth(GAP)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._take_shares)

    def share_out(self) -> None:
        """Give every part that is shown its share, and what it needs at least."""
        parts = self._shown()
        if not parts or len(self.shares) != self.count():  # parts are being moved
            return
        room = self._along(self.width(), self.height()) - self.handleWidth() * (len(parts) - 1)
        least = [self._least(at) for at in parts]
        wanted = [self.wanted[at] for at in parts] if self.wanted else least
        sizes = [0] * self.count()
        for at, size in zip(parts, shared(room, least, wanted, [self.shares[at] for at in parts]), strict=True):
            sizes[at] = size
        if sizes != self.sizes():
            self.setSizes(sizes)

    def along_with(self, sizes: Sequence[int]) -> int:
        """Return the px that all parts shown need, borders too, where each has at least its own of `sizes`."""
        least = [self._least(at) for at in self._shown()]
        return sum(map(max, least, sizes)) + self.handleWidth() * (len(least) - 1)

    def _shown(self) -> list[int]:
        return [at for at in range(self.count()) if not self._part(at).isHidden()]

    def _part(self, at: int) -> QWidget:
        part = self.widget(at)
        assert part is not None
        return part

    def _least(self, at: int) -> int:
        part = self._part(at)
        given, needed = part.minimumSize(), part.minimumSizeHint()
        return self._along(given.width() or needed.width(), given.height() or needed.height())

    def _along(self, width: int, height: int) -> int:
        return width if self.orientation() is Qt.Orientation.Horizontal else height

    def _take_shares(self) -> None:
        """Turn the current sizes into shares, on the scale of the shares of the hidden parts."""
        parts, sizes = self._shown(), self.sizes()
        total = sum(self.shares[at] for at in parts) or 1.0
        whole = sum(sizes[at] for at in parts)
        for at in parts:
            self.shares[at] = sizes[at] / whole * total

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_out()

    def event(self, event: QEvent) -> bool:
        """Share out the room again when a part needs more or less of it, or is shown or hidden."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.share_out()
        return done

    @override
    def createHandle(self) -> QSplitterHandle:
        return Border(self.orientation(), self)


class Border(Retranslated, QSplitterHandle):
    """The gap between two parts. While the mouse is over it, a short line shows that it can be dragged."""

    def __init__(self, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Border between two panels"))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.underMouse():
            return
        beside = self.orientation() is Qt.Orientation.Horizontal
        line = QRectF(0, 0, *map(px, (4, GRIP) if beside else (GRIP, 4)))
        line.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().muted))
        painter.drawRoundedRect(line, px(2), px(2))
