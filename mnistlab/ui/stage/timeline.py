"""The way through a run: where it stands, and a handle to go back with."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.ui.look.keys import WAYS, is_plain
from mnistlab.ui.look.theme import colours, px, stroke

HEIGHT = 20  # px
LINE = 4  # px
HANDLE = 6.0  # px: radius
NEAR = 2.0  # px
PAGES = 20  # page keys go through a run in this many steps
FEWEST = 8  # px between two marks of epochs, because closer ones would be a grey band


class Timeline(QWidget):
    """A track from the first iteration to the last that is planned, filled as far as the run has come.

    Signals
    -------
    asked : int, int
        The iteration that the person wants to see, and how many iterations one pixel stands for.
    """

    asked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total, self._latest, self._shown, self._other = 1, 0, 0, 0
        self._per_epoch = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(120)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_run(self, *, total: int, latest: int, shown: int, other: int, per_epoch: float) -> None:
        """Show a run of `total` iterations that has come to `latest`, the moment that is `shown`, the other's end."""
        wanted = max(total, latest, other), latest, shown, other
        if wanted != (self._total, self._latest, self._shown, self._other) or per_epoch != self._per_epoch:
            self._total, self._latest, self._shown, self._other = wanted
            self._per_epoch = per_epoch
            self.update()

    def place_of(self, iteration: float) -> float:
        """Return where an iteration lies, in px from the left."""
        margin = px(HANDLE + 1)
        return margin + iteration / self._total * (self.width() - 2 * margin)

    def iteration_at(self, x: float) -> int:
        """Return the iteration at a place, within what the run has come to."""
        if x >= self.place_of(self._latest) - px(NEAR):
            return self._latest  # because in a long run one pixel is many iterations
        margin = px(HANDLE + 1)
        share = (x - margin) / max(1.0, self.width() - 2 * margin)
        return min(max(round(share * self._total), 0), self._latest)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(400), px(HEIGHT))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._latest:
            self._ask(self.iteration_at(event.position().x()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._latest:
            self._ask(self.iteration_at(event.position().x()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        step = 1 if event.angleDelta().y() < 0 else -1
        if 0 <= self._shown + step <= self._latest:
            self.asked.emit(self._shown + step, 0)
        event.accept()

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether this is one of the keys that go through the run."""
        return is_plain(event) and event.key() in WAYS and self._latest > 0

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes_key(event):
            super().keyPressEvent(event)
            return
        page = max(1, self._latest // PAGES)
        wanted = {
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self._latest,
            Qt.Key.Key_PageUp: self._shown - page,
            Qt.Key.Key_PageDown: self._shown + page,
            Qt.Key.Key_Left: self._shown - 1,
            Qt.Key.Key_Down: self._shown - 1,
        }.get(Qt.Key(event.key()), self._shown + 1)
        wanted = min(max(wanted, 0), self._latest)
        if wanted != self._shown:
            self.asked.emit(wanted, 0)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, line, handle = self.height() / 2, px(LINE), px(HANDLE)
        start, end = self.place_of(0), self.place_of(self._total)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, until in (
            (colours().track, self._total),
            (colours().blue_faint, max(self._other, self._latest)),
            (colours().blue, self._shown),
        ):
            if until:
                painter.setBrush(QColor(colour))
                track = QRectF(start, middle - line / 2, self.place_of(until) - start, line)
                painter.drawRoundedRect(track, line / 2, line / 2)
        if self._per_epoch and (end - start) * self._per_epoch / self._total >= px(FEWEST):
            painter.setPen(QPen(QColor(colours().hairline), stroke()))
            for epoch in range(1, int(self._total / self._per_epoch) + 1):
                x = self.place_of(epoch * self._per_epoch)
                painter.drawLine(QPointF(x, middle + px(5)), QPointF(x, middle + px(9)))
        past = self._shown < self._latest
        if past:
            painter.setPen(QPen(QColor(colours().muted), stroke(2)))
            x = self.place_of(self._latest)
            painter.drawLine(QPointF(x, middle - handle), QPointF(x, middle + handle))
        painter.setPen(QPen(QColor(colours().orange if past else colours().blue), stroke(2)))
        painter.setBrush(QColor(colours().card))
        painter.drawEllipse(QPointF(self.place_of(self._shown), middle), handle, handle)

    def _ask(self, iteration: int) -> None:
        if iteration != self._shown:
            self.asked.emit(iteration, self._total // (2 * max(1, self.width())))
