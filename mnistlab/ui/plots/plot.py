"""A plot that a person can zoom and move while it grows, with a million points as fast as with a thousand.

The curves hand pyqtgraph only what the screen can show of them (`mnistlab.ui.plots.envelope`), and only when
that has changed. The range does not follow the data by itself: the owner of the plot moves it, in steps.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPen, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from mnistlab.ui.look.keys import ENTER, WAYS, is_plain
from mnistlab.ui.look.theme import appearance, colours, px, scale
from mnistlab.ui.plots.axes import StepAxis, ValueAxis, hairline
from mnistlab.ui.plots.curve import Curve
from mnistlab.ui.widgets.kit import named

pg.setConfigOptions(antialias=False)

_PADDING = 0.02  # of the range, at each end: half a symbol at the edge stays visible
_PATIENCE = 7  # updates that may pass before a change of less than half a pixel is drawn
_KEYS = {*WAYS, *ENTER} - {Qt.Key.Key_Up, Qt.Key.Key_Down}
_ZOOMS = {"+": 0.75, "=": 0.75, "-": 1 / 0.75}  # by the text that is typed, because on many keyboards + is above =
_PAGES = {Qt.Key.Key_PageUp: -0.8, Qt.Key.Key_PageDown: 0.8}  # of the range
_STRIDES = 50  # key strokes from one end of the view to the other
_FLOOR = 1e-30  # what a loss of zero is on a log axis: below everything shown


class _View(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph has no types
    """The area of the curves: along x, the wheel zooms and a drag moves; a double click follows again."""

    moved = Signal(float, float)  # the range of x that the person asks for
    double_clicked = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False, enableMouse=False)

    @override
    def wheelEvent(self, event: Any, axis: int | None = None) -> None:
        (low, high), _ = self.viewRange()
        if event.orientation() == Qt.Orientation.Horizontal:
            shift = -event.delta() / 120 * 0.1 * (high - low)
            self.moved.emit(low + shift, high + shift)
        else:
            factor = 0.75 ** (event.delta() / 120)
            centre = self.mapSceneToView(event.scenePos()).x()
            self.moved.emit(centre - (centre - low) * factor, centre + (high - centre) * factor)
        event.accept()

    @override
    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            event.ignore()
            return
        event.accept()
        (low, high), _ = self.viewRange()
        shift = (event.lastScenePos().x() - event.scenePos().x()) * (high - low) / max(self.width(), 1)
        self.moved.emit(low + shift, high + shift)

    @override
    def mouseClickEvent(self, event: Any) -> None:
        if event.double() and event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.double_clicked.emit()


class Plot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Curves over a growing x axis.

    The view follows the run until the person zooms or moves it. Then it stays until a double click or `set_following`
    makes it follow again.

    Signals
    -------
    following_changed : bool
    drawn : float, float
        The curves have been drawn: lowest (above 0) and highest value in view; inf, -inf for none.
    hovered : float
        The mouse is over this place on the x axis; NaN when it has left. Again after each drawing.
    """

    following_changed = Signal(bool)
    drawn = Signal(float, float)
    hovered = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        view, value_axis, step_axis = _View(), ValueAxis(), StepAxis()
        super().__init__(parent, viewBox=view, axisItems={"left": value_axis, "bottom": step_axis}, enableMenu=False)
        self._view, self.value_axis, self.step_axis = view, value_axis, step_axis
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click, the arrow keys are still the window's
        self.setMinimumSize(120, 80)
        self.plotItem.hideButtons()
        value_axis.setZValue(view.zValue() - 1)  # its hairlines lie below the curves
        self.plotItem.disableAutoRange()
        self.following = True
        self.curves: list[Curve] = []
        self._limit = 1.0  # the greatest x that can be shown
        self._least = 1.0  # the least range of x
        self._log = False
        self._dirty = True  # the samples have changed since they were drawn
        self._skipped = 0
        self._mouse: QPointF | None = None
        self._key_place: float | None = None  # on the x axis: where the keys have come to

        self._cursor, self._moment = (pg.InfiniteLine(angle=90, movable=False) for _ in range(2))
        for line, height in ((self._moment, 9), (self._cursor, 10)):
            line.setZValue(height)
            line.hide()
            self.plotItem.addItem(line, ignoreBounds=True)
        self.readout = named(QLabel(self), "plotReadout")
        self.readout.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.readout.hide()
        self.readout_at_bottom = False

        self._drawn_in: object = None  # the appearance in which the plot is drawn
        self.restyle()

        self._view.moved.connect(self._move)
        self._view.double_clicked.connect(lambda: self.set_following(True))
        self._view.sigXRangeChanged.connect(self._redraw)
        self._view.sigResized.connect(self._redraw)

    def restyle(self) -> None:
        """Take the current palette and scale, if they have changed."""
        if self._drawn_in == appearance():
            return
        self._drawn_in = appearance()
        self.plotItem.layout.setContentsMargins(0, px(6), 1, 0)  # the topmost number stays whole
        self.setBackground(colours().card)
        self._cursor.setPen(hairline(colours().muted))
        self._moment.setPen(pg.mkPen(colours().orange, width=1.5 * scale()))
        self.value_axis.restyle()
        self.step_axis.restyle()
        for curve in self.curves:
            curve.restyle()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.restyle()
        super().changeEvent(event)

    # -- what is drawn

    def add_curve(
        self,
        pen: Callable[[], QPen],
        *,
        antialias: bool = True,
        points_per_pixel: float = 1.0,
        symbol: str | None = None,
        symbol_size: int = 6,
    ) -> Curve:
        """Add a curve above those there are, with or without symbols (pyqtgraph's letters: ``o s t d +``).

        `pen` is called again when the palette changes.
        """
        line = pg.PlotCurveItem(pen=pen(), antialias=antialias)
        if pen().style() == Qt.PenStyle.SolidLine:
            # Many short lines instead of one outline take half the time, with no visible difference.
            line.setSegmentedLineMode("on")
        self.plotItem.addItem(line, ignoreBounds=True)
        symbols = None
        if symbol is not None:
            size = px(symbol_size)
            symbols = pg.ScatterPlotItem(symbol=symbol, size=size, brush=pen().color(), pen=None, antialias=True)
            self.plotItem.addItem(symbols, ignoreBounds=True)
        curve = Curve(pen, line, symbols, symbol_size, points_per_pixel)
        self.curves.append(curve)
        return curve

    def refresh(self, *, moving: bool) -> None:
        """Draw new samples, where some of them are in view.

        In a run, a change that shifts the curves by less than half a pixel waits for the next few updates.
        """
        if not self._dirty:
            (low, high), _ = self._view.viewRange()
            ends = [(curve.drawn_to, curve.end) for curve in self.curves]
            news = [(drawn, end) for drawn, end in ends if end != drawn and not (drawn >= high and end >= high)]
            if not news:
                return
            half_pixel = (high - low) / max(self._view.width(), 1) / 2
            small = all(0 <= end - max(drawn, low) < half_pixel for drawn, end in news)
            if moving and small and self._skipped < _PATIENCE:
                self._skipped += 1
                return
        self._redraw()

    def forget(self) -> None:
        """Drop all samples: another run begins."""
        for curve in self.curves:
            curve.samples = np.empty(0, np.float32)
        self._dirty = True

    def _redraw(self) -> None:
        if not self.isVisible():
            self._dirty = True  # until it is shown
            return
        (low, high), _ = self._view.viewRange()
        ratio = self.devicePixelRatioF()
        pixels = self._view.width() * ratio
        for curve in self.curves:
            curve.set_pixel_ratio(ratio)
        ranges = [curve.draw(low, high, pixels, self._to_y) for curve in self.curves]
        self._dirty, self._skipped = False, 0
        if ranges:
            seen = [values for curve, values in zip(self.curves, ranges, strict=True) if curve.sets_range]
            self.drawn.emit(min(low for low, _ in seen), max(high for _, high in seen))
        if self._mouse is not None:
            self._point_at(self._mouse)
        elif self._key_place is not None:
            self.hovered.emit(self._key_place)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._dirty:
            self._redraw()

    def _to_y(self, values: NDArray[Any]) -> NDArray[Any]:
        if not self._log:
            return values
        logs: NDArray[Any] = np.log10(np.where(values <= 0, _FLOOR, values))
        return logs

    # -- what part of it

    def set_limits(self, limit: float, least: float) -> None:
        """Set the greatest x a person can go to, and the least range of x they can zoom to."""
        self._limit, self._least = limit, least

    def show_steps(self, high: float) -> None:
        """Show x from 0 to `high`, if the view follows."""
        if self.following:
            pad = _PADDING * high
            self._set_steps(-pad, high + pad)

    def show_values(self, low: float, high: float, *, log: bool = False) -> None:
        """Show y from `low` to `high`; both > 0 where `log`."""
        if log != self._log:
            self._log = self.value_axis.log = log
            self.value_axis.redraw()
            self._dirty = True
        if log:
            low, high = math.log10(low), math.log10(high)
        pad = _PADDING * (high - low)
        wanted = [low - pad, high + pad]
        if wanted != self._view.viewRange()[1]:
            self._view.setYRange(*wanted, padding=0)

    def set_following(self, on: bool) -> None:
        """Let the view follow the run, or leave it where it is."""
        if on != self.following:
            self.following = on
            self.following_changed.emit(on)

    def _move(self, low: float, high: float) -> None:
        """Show what the person asks for, within the limits."""
        size = min(max(high - low, self._least), self._limit * (1 + 2 * _PADDING))
        pad = size * _PADDING / (1 + 2 * _PADDING)
        middle = (low + high) / 2
        low = min(max(middle - size / 2, -pad), self._limit + pad - size)
        if self._set_steps(low, low + size):
            self.set_following(False)

    def _set_steps(self, low: float, high: float) -> bool:
        shown_low, shown_high = self._view.viewRange()[0]
        if max(abs(shown_low - low), abs(shown_high - high)) <= 1e-9 * (high - low):
            return False
        self._view.setXRange(low, high, padding=0)
        return True

    def show_moment(self, x: float | None) -> None:
        """Mark a place on the x axis as the moment that is looked at; None takes the mark away."""
        if x is not None and x != self._moment.value():
            self._moment.setValue(x)
        if self._moment.isVisible() != (x is not None):
            self._moment.setVisible(x is not None)

    # -- what is under the mouse

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(event.position())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._mouse = None
        self.hovered.emit(math.nan)

    def _point_at(self, position: QPointF) -> None:
        at = self.mapToScene(position.toPoint())
        inside = self._view.sceneBoundingRect().contains(at)
        self._mouse = position if inside else None
        self.hovered.emit(self._view.mapSceneToView(at).x() if inside else math.nan)

    # -- the keys do what the mouse does

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether a key reads the curve, zooms or moves it, or lets it follow again."""
        if not any(len(curve.samples) for curve in self.curves):
            return False
        with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier  # then it is the window's
        return (is_plain(event) and event.key() in _KEYS) or (event.text() in _ZOOMS and not with_control)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes_key(event):
            event.ignore()
            return
        (low, high), _ = self._view.viewRange()
        key, place = Qt.Key(event.key()), self._place_of_keys()
        if event.text() in _ZOOMS:
            factor = _ZOOMS[event.text()]
            self._move(place - (place - low) * factor, place + (high - place) * factor)
        elif key in _PAGES:
            shift = _PAGES[key] * (high - low)
            self._move(low + shift, high + shift)
        elif key in ENTER:
            self.set_following(True)
        else:
            self._go_along(key)

    def _place_of_keys(self) -> float:
        """Return where the keys are on the x axis: at first, or out of sight, at the last sample in view."""
        (low, high), _ = self._view.viewRange()
        if self._key_place is None or not low <= self._key_place <= high:
            curve = next(curve for curve in self.curves if len(curve.samples))
            self._key_place = min(curve.end, high)
        return self._key_place

    def _go_along(self, key: int) -> None:
        """Go to another sample of the first curve, and say what is there."""
        curve = next(curve for curve in self.curves if len(curve.samples))
        (low, high), _ = self._view.viewRange()
        start, stop = curve.visible(low, high)
        here = curve.nearest(self._place_of_keys()) or 0
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            index = 0 if key == Qt.Key.Key_Home else len(curve.samples) - 1
        else:
            stride = max(1, (stop - start) // _STRIDES)
            index = here + (stride if key == Qt.Key.Key_Right else -stride)
        place = curve.place(min(max(index, 0), len(curve.samples) - 1))
        self._key_place = place
        if not low <= place <= high:
            half = (high - low) / 2
            self._move(place - half, place + half)
        self.hovered.emit(place)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._key_place = None
        self.hovered.emit(math.nan)

    def show_readout(self, x: float, text: str) -> None:
        """Draw a vertical line at `x`, and write `text` in a corner; an empty text removes both."""
        self.setAccessibleDescription(text)
        self._cursor.setVisible(bool(text))
        self.readout.setVisible(bool(text))
        if text:
            self._cursor.setPos(x)
            self.readout.setText(text)
            self.readout.adjustSize()
            area = self._view.sceneBoundingRect()
            y = area.bottom() - self.readout.height() - px(4) if self.readout_at_bottom else area.top()
            self.readout.move(int(area.right() - self.readout.width()), int(y))
