"""A sheet over the window on which the learner points at a thing; the mark stays, faint, under what comes."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractButton, QMenuBar, QToolButton, QWidget
from shiboken6 import isValid
from typing_extensions import override

from mnistlab.ui.guides.lesson.facts import find
from mnistlab.ui.look.keys import ENTER, MOVES
from mnistlab.ui.look.theme import colours, px, stroke
from mnistlab.ui.pictures.cells import Pointing
from mnistlab.ui.plots.run_plot import RunPlot
from mnistlab.ui.widgets.retranslated import Retranslated

STEP: Final = 12  # px that an arrow key goes; with Shift, a third of it
MARK: Final = 9  # px: radius of the mark
FOLLOW: Final = 200  # ms between two looks at where the thing is that was pointed at
OWN: Final = frozenset({"qt_scrollarea_viewport", "qt_spinbox_lineedit"})  # names that Qt gives by itself


class Pointer(Retranslated, QWidget):
    """Takes a click, or Enter after arrow keys, and says what lies there; then the mouse reaches the window again.

    Parameters
    ----------
    window : QWidget
        What it covers.
    beside : QWidget
        Is not covered: the page with the question.

    Signals
    -------
    pointed : str
        A spot, as `mnistlab.lessons.spots.Spot.read` takes it.
    """

    pointed = Signal(str)

    def __init__(self, window: QWidget, beside: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("pointer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMouseTracking(True)
        self.retranslate()
        self._window, self._beside = window, beside
        self._hover: QWidget | None = None
        self._cursor: QPoint | None = None  # of the keys
        self._mark: tuple[QWidget, QPointF] | None = None  # what was pointed at, and where in it: see `_within`
        self._clock = QTimer(self)  # because what lies below moves without telling
        self._clock.setInterval(FOLLOW)
        self._clock.timeout.connect(self.update)
        window.installEventFilter(self)
        beside.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Point at the place: with a click, or with the arrow keys and Enter"))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Cover all of the window but the page with the question, and the menus, which nobody points at."""
        self.setGeometry(self._window.rect())
        covered = QRegion(self.rect())
        for free in (self._beside, self._window.findChild(QMenuBar)):
            if free is not None:
                covered -= QRegion(QRect(free.mapTo(self._window, QPoint()), free.size()))
        self.setMask(covered)

    def take(self, spot: str) -> None:
        """Show where an earlier answer pointed, as far as that is known: at half the height, else in the middle."""
        name, _, number = spot.partition(" ")
        widget = find(self._window, name)
        if widget is not None:
            is_iteration = isinstance(widget, RunPlot) and bool(number)
            self._mark = widget, QPointF(float(number) if is_iteration else 0.5, 0.5)
            self.update()

    def rest(self) -> None:
        """Let the mouse through, and only show the mark from now on."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hover = self._cursor = None
        self._clock.start()
        self.update()

    # What lies where

    def _thing_at(self, place: QPoint) -> QWidget | None:
        """Return the thing with a name that lies at a place of the window."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        found = self._window.childAt(place)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
        while found is not None and found is not self._window and not name_of(found):
            found = found.parentWidget()
        return None if found is self._window else found

    def _point(self, place: QPoint) -> None:
        widget = self._thing_at(place)
        if widget is None:
            return
        within = widget.mapFrom(self._window, place)
        self._mark = widget, _within(widget, QPointF(within))
        self.update()
        self.pointed.emit(spot_at(widget, within))

    # Mouse and keys

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover_over(event.position().toPoint())

    def _hover_over(self, place: QPoint) -> None:
        thing = self._thing_at(place)
        if thing is not self._hover:
            self._hover = thing
            self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._point(event.position().toPoint())

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether this is one of its keys."""
        return event.key() in MOVES or (event.key() in ENTER and self._cursor is not None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes_key(event):
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if key in ENTER and self._cursor is not None:
            self._point(self._cursor)
            return
        aside, down = MOVES[key]
        step = px(STEP) // (3 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        at = self._cursor or self.rect().center()
        x, y = at.x() + aside * step, at.y() + down * step
        self._cursor = QPoint(min(max(x, 0), self.width() - 1), min(max(y, 0), self.height() - 1))
        self._hover_over(self._cursor)
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hover is not None and isValid(self._hover):
            painter.setPen(QPen(QColor(colours().text), stroke(1), Qt.PenStyle.DashLine))
            painter.drawRect(QRect(self._hover.mapTo(self._window, QPoint()), self._hover.size()))
        if self._cursor is not None:
            self._draw_cross(painter, QPointF(self._cursor))
        if self._mark is not None and isValid(self._mark[0]) and self._mark[0].isVisible():
            widget, within = self._mark
            place = _place_of(widget, within)
            if QRectF(widget.rect()).contains(place):  # an iteration may be one that the axis does not show now
                self._draw_mark(painter, QPointF(widget.mapTo(self._window, QPoint())) + place)

    def _draw_cross(self, painter: QPainter, at: QPointF) -> None:
        arm = px(MARK)
        painter.setPen(QPen(QColor(colours().text), stroke(2)))
        painter.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0))
        painter.drawLine(at - QPointF(0, arm), at + QPointF(0, arm))

    def _draw_mark(self, painter: QPainter, at: QPointF) -> None:
        radius = px(MARK)
        circle = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        halo = QColor(colours().highlight)
        halo.setAlpha(150)
        painter.setBrush(halo)
        painter.setPen(QPen(QColor(colours().muted), stroke(2), Qt.PenStyle.DashLine))
        painter.drawEllipse(circle)
        painter.setBrush(QColor(colours().muted))
        painter.drawEllipse(at, radius / 4, radius / 4)


def _within(widget: QWidget, place: QPointF) -> QPointF:
    """Return what stays the same where a thing has another size: shares of it; in a plot, the iteration and a share."""
    x = widget.iteration_at(place.x()) if isinstance(widget, RunPlot) else place.x() / max(1, widget.width())
    return QPointF(x, place.y() / max(1, widget.height()))


def _place_of(widget: QWidget, within: QPointF) -> QPointF:
    """Return where in a thing that is now."""
    x = widget.x_of(within.x()) if isinstance(widget, RunPlot) else within.x() * widget.width()
    return QPointF(x, within.y() * widget.height())


def name_of(widget: QWidget) -> str:
    """Return the name of a thing: its own, or that of the action that a button stands for; empty if it has none."""
    if isinstance(widget, QToolButton) and widget.defaultAction() is not None:
        return widget.defaultAction().objectName()
    name = widget.objectName()
    return "" if name in OWN else name


def spot_at(widget: QWidget, place: QPoint) -> str:
    """Return the spot at a place in a thing: with an iteration, or the number of a unit, digit or pixel, if it has."""
    name = name_of(widget)
    number: int | None = None
    if isinstance(widget, RunPlot):
        if widget.area.contains(QPointF(place)):
            number = max(0, round(widget.iteration_at(place.x())))
    elif isinstance(widget, Pointing):
        thing = widget.thing_at(place)
        first = thing[0] if isinstance(thing, tuple) and thing else thing
        number = int(first) if isinstance(first, int) and first >= 0 else None
    return name if number is None else f"{name} {number}"


def words_for(name: str, window: QWidget) -> str:
    """Return what the thing with this name is called in a window."""
    widget = find(window, name)
    if widget is None:
        return name
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text.replace("&", "") or name
