"""Two plots above each other on one axis of iterations, and what mouse and keys do to them."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from mnistlab.ui.look.keys import ENTER, WAYS, is_plain
from mnistlab.ui.look.theme import px
from mnistlab.ui.look.wheel import NOTCH
from mnistlab.ui.plots.course import Course
from mnistlab.ui.plots.run_axes import FOOT, GAP, HEADER
from mnistlab.ui.plots.run_plot import RunPlot

LOSS_SHARE = 132 / 224  # of the height of both areas
NEAR = 2.0  # px: so near to the end of a run is its end, because one px may be many iterations
LATER = 4  # ms from the painting of the upper plot to that of the lower one
PAGES = 20  # page keys go through a run in this many steps
ZOOMS = {"+": 0.75, "=": 0.75, "-": 1 / 0.75}  # by the text that is typed, because on many keyboards + is above =


class PlotPair(QWidget):
    """The plots of loss and accuracy; a drag on either goes back in the run, and so does the track below them.

    The wheel zooms; Shift and a drag, or a drag with the middle button, moves; a double click follows the run again.

    Attributes
    ----------
    course : Course
        The iterations that both plots show.
    loss_plot, accuracy_plot : RunPlot
    both : bool
        The lower plot is shown too.

    Signals
    -------
    asked : int, int
        The iteration that the person wants to see, and how many iterations beside it will do.
    let_go
        The mouse button is up again after a drag.
    """

    asked = Signal(int, int)
    let_go = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.both = True
        self._press: QPointF | None = None
        self._goes_back = self._moves = False
        self._turned = 0.0
        self.course = Course(self)
        self.loss_plot = RunPlot(self.course, "lossPlot", self)
        self.accuracy_plot = RunPlot(self.course, "accuracyPlot", self)
        self.accuracy_plot.patience.setInterval(LATER)
        for plot in (self.loss_plot, self.accuracy_plot):
            plot.turned.connect(lambda place, by, plot=plot: self._turn(place + plot.pos(), by))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click, the arrow keys are still the window's
        self.setMouseTracking(True)

    @property
    def is_held(self) -> bool:
        """Whether the person drags: then the plots must stay where they are, because places on them are iterations."""
        return self._press is not None and (self._goes_back or self._moves)

    def point_at(self, iteration: float | None) -> None:
        """Say what is at the iteration below the mouse; None where there is none."""

    def place_plots(self, height: int, left: int, right: int) -> None:
        """Lay the plots out in the upper `height` px of the screen, with these margins beside them."""
        loss, accuracy, width = self.loss_plot, self.accuracy_plot, self.width()
        accuracy.setVisible(self.both)
        upper = height
        if self.both:
            areas = height - px(HEADER + 2 * GAP + FOOT)
            upper = px(HEADER + GAP) + round(LOSS_SHARE * areas)
            accuracy.setGeometry(0, upper, width, height - upper)
        loss.setGeometry(0, 0, width, upper)
        loss.set_margins(left, right, has_header=True, has_foot=not self.both)
        accuracy.set_margins(left, right, has_header=False, has_foot=True)

    # The mouse

    def _plot_at(self, place: QPointF) -> RunPlot:
        upper = not self.both or place.y() < self.accuracy_plot.y()
        return self.loss_plot if upper else self.accuracy_plot

    def _on_track(self, place: QPointF) -> bool:
        plot = self.accuracy_plot if self.both else self.loss_plot
        x, y = place.x(), place.y() - plot.y()
        return abs(y - plot.track) <= px(10) and plot.left - px(8) <= x <= self.width() - plot.right + px(8)

    def _in_area(self, place: QPointF) -> bool:
        plot = self._plot_at(place)
        return plot.area.contains(place - QPointF(plot.pos()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place, button = event.position(), event.button()
        self._goes_back = self._moves = False
        self._press = place
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and shifted):
            self._moves = True
        elif button != Qt.MouseButton.LeftButton:
            self._press = None
        elif self._on_track(place):
            self._goes_back = True
            self._ask(place.x())
        elif not self._in_area(place):
            self._press = None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._press is None or not event.buttons():
            self._let_go()
            self._point_at(place)
        elif self._moves:
            plot = self.loss_plot
            self.course.move(plot.iteration_at(self._press.x()) - plot.iteration_at(place.x()))
            self._press = place
        else:
            moved = abs(place.x() - self._press.x()) >= QApplication.startDragDistance() / 2
            self._goes_back = self._goes_back or moved
            if self._goes_back:
                self.point_at(None)  # because the line of the moment is below the mouse
                self._ask(place.x())

    @override
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._let_go()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._let_go()  # because what is hidden is not told that the button is up

    def _let_go(self) -> None:
        held, self._press = self.is_held, None
        if held:
            self.let_go.emit()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._on_track(event.position()):
            self.course.follow()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.point_at(None)

    def _point_at(self, place: QPointF) -> None:
        inside = self._in_area(place)
        shape = Qt.CursorShape.SizeHorCursor if inside else Qt.CursorShape.ArrowCursor
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._on_track(place) else shape)
        self.point_at(self.loss_plot.iteration_at(place.x()) if inside else None)

    def _ask(self, x: float) -> None:
        """Go to the iteration at a place, within what the run has come to."""
        plot, course = self.loss_plot, self.course
        wanted = round(plot.iteration_at(x))
        if x >= plot.x_of(plot.moment.latest) - px(NEAR):
            wanted = plot.moment.latest
        self._go_to(wanted, int((course.high - course.low) / (2 * plot.area.width())))

    def _go_to(self, iteration: int, tolerance: int = 0) -> None:
        moment = self.loss_plot.moment
        iteration = min(max(iteration, 0), moment.latest)
        if iteration != moment.iteration:
            self.asked.emit(iteration, tolerance)

    def _turn(self, place: QPointF, turned: QPoint) -> None:
        """On the track, go by one iteration; else zoom in at the mouse, or move sideways."""
        course = self.course
        if self._on_track(place):
            self._turned += turned.y() or turned.x()
            notches = int(self._turned / NOTCH)
            self._turned -= notches * NOTCH
            self._go_to(self.loss_plot.moment.iteration - notches)
        elif abs(turned.x()) > abs(turned.y()):
            course.move(-turned.x() / NOTCH * 0.1 * (course.high - course.low))
        elif turned.y():
            at = min(max(self.loss_plot.iteration_at(place.x()), course.low), course.high)
            course.zoom(at, 0.75 ** (turned.y() / NOTCH))

    # The keys do what the mouse does

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether a key goes through the run, zooms, or shows the whole run again."""
        if not self.loss_plot.moment.latest:
            return False
        with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier  # then it is the window's
        return (is_plain(event) and event.key() in WAYS | ENTER) or (event.text() in ZOOMS and not with_control)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes_key(event):
            event.ignore()
            return
        key, shown, latest = Qt.Key(event.key()), self.loss_plot.moment.iteration, self.loss_plot.moment.latest
        page = max(1, latest // PAGES)
        if event.text() in ZOOMS:
            at = min(max(float(shown), self.course.low), self.course.high)
            self.course.zoom(at, ZOOMS[event.text()])
        elif key in ENTER:
            self.course.follow()
        else:
            wanted = {
                Qt.Key.Key_Home: 0,
                Qt.Key.Key_End: latest,
                Qt.Key.Key_PageUp: shown - page,
                Qt.Key.Key_PageDown: shown + page,
                Qt.Key.Key_Left: shown - 1,
                Qt.Key.Key_Down: shown - 1,
            }.get(key, shown + 1)
            self._go_to(wanted)
