"""A small chart of a few curves. They are replaced as a whole, and cannot be zoomed."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import SMALL, colours, font, px
from mnistlab.ui.plots.axes import curve_pen

MARGIN = 0.06  # of the range of y, above and below the curves
LEFT_WIDTH = 46  # px
SYMBOL = 8  # px
# pyqtgraph's own, in px: a tick's length, how far its text is from the left and the lower axis, how high that text is.
TICK, TEXT_BESIDE, TEXT_BELOW, TEXT_HEIGHT = 5, 5, 2, 18


class _Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis whose minus is as wide as a plus."""

    @override
    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [text.replace("-", "−") for text in super().tickStrings(values, scale, spacing)]


class Chart(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Curves by name, points by name, and a vertical line that can be dragged.

    What is not finite is left out of a curve.

    Signals
    -------
    dragged : float
        The line has been moved to this x by the person.
    """

    dragged = Signal(float)

    def __init__(self, parent: QWidget | None = None, *, log_x: bool = False, log_y: bool = False) -> None:
        super().__init__(parent, enableMenu=False, axisItems={side: _Axis(side) for side in ("left", "bottom")})
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(120, 90)
        self.plotItem.hideButtons()
        self.plotItem.setMouseEnabled(False, False)
        self.plotItem.setLogMode(log_x, log_y)
        self.plotItem.disableAutoRange()
        self._log_x = log_x
        for side in ("left", "bottom"):
            self.plotItem.getAxis(side).enableAutoSIPrefix(False)
        self.plotItem.showGrid(x=False, y=True, alpha=0.15)
        self._curves: dict[str, Any] = {}
        self._points: dict[str, Any] = {}
        self._pens: dict[str, Callable[[], QPen]] = {}  # of the curves; each returns its pen in the current palette
        self._brushes: dict[str, str] = {}  # of the points: the name of a colour
        self._line = pg.InfiniteLine(angle=90, movable=True)
        self._line.setZValue(10)
        self._line.hide()
        self.plotItem.addItem(self._line, ignoreBounds=True)
        self._line.sigDragged.connect(lambda line: self.dragged.emit(self._from_axis(line.value())))
        self.restyle()

    def restyle(self) -> None:
        """Take the current palette and scale."""
        self.setBackground(colours().card)
        for side, away in (("left", TEXT_BESIDE), ("bottom", TEXT_BELOW)):
            axis = self.plotItem.getAxis(side)
            axis.setTickFont(font(SMALL - 1))
            axis.setStyle(tickLength=-px(TICK), tickTextOffset=px(away), tickTextHeight=px(TEXT_HEIGHT))
            axis.setPen(curve_pen("mark", 1))
            axis.setTextPen(QColor(colours().muted))
        self.plotItem.getAxis("left").setWidth(px(LEFT_WIDTH))
        self._line.setPen(curve_pen("orange", 2))
        self._line.setHoverPen(curve_pen("orange", 4))
        for name, pen in self._pens.items():
            self._curves[name].setPen(pen())
        for name, colour in self._brushes.items():
            self._points[name].setSymbolBrush(getattr(colours(), colour))
            self._points[name].setSymbolSize(px(SYMBOL))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.restyle()
        super().changeEvent(event)

    def show_curve(self, name: str, x: Array, y: Array, colour: str, *, width: float = 2, dashed: bool = False) -> None:
        """Draw a curve through points (n,), in the place of the one with the same name.

        `colour` is the name of one of `mnistlab.ui.look.theme.Colours`, here and below.
        """
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        if name not in self._curves:
            self._curves[name] = self.plotItem.plot(antialias=True)
        self._pens[name] = lambda: curve_pen(colour, width, style)
        self._curves[name].setData(x, y, connect="finite", pen=self._pens[name]())

    def show_points(self, name: str, x: Array, y: Array, colour: str) -> None:
        """Draw points (n,), in the place of those with the same name."""
        if name not in self._points:
            self._points[name] = self.plotItem.plot(pen=None, symbol="o", symbolPen=None, antialias=True)
        self._brushes[name] = colour
        finite = np.isfinite(x) & np.isfinite(y)
        brush = getattr(colours(), colour)
        self._points[name].setData(
            np.asarray(x)[finite], np.asarray(y)[finite], symbolBrush=brush, symbolSize=px(SYMBOL)
        )

    def show_line(self, x: float | None) -> None:
        """Put the line that can be dragged at `x`; None takes it away."""
        self._line.setVisible(x is not None)
        if x is not None:
            self._line.setValue(np.log10(x) if self._log_x else x)

    def show_range(self, left: float, right: float, low: float, high: float) -> None:
        """Show x from `left` to `right`, y from `low` to `high`; on a log axis these are powers of ten."""
        margin = MARGIN * (high - low) or 1.0
        self.plotItem.setXRange(left, right, padding=0.02)
        self.plotItem.setYRange(low - margin, high + margin, padding=0)

    def clear_curves(self) -> None:
        """Take all curves and points away."""
        for item in (*self._curves.values(), *self._points.values()):
            item.setData([], [])
        self.show_line(None)

    def _from_axis(self, x: float) -> float:
        return float(10**x) if self._log_x else float(x)
