"""The canvas: a person draws on it, with a mouse, a pen or a finger, or lays an image there."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QEventPoint,
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QMouseEvent,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.data.images import SIDE, Pixels
from mnistlab.data.ink import Strokes
from mnistlab.errors import Name, PictureError
from mnistlab.translatable import QT_TRANSLATE_NOOP
from mnistlab.ui.canvas.digit_drag import digit_in
from mnistlab.ui.canvas.drawing import Drawing, Picture, Trace, UndoStack
from mnistlab.ui.canvas.paper import Paper
from mnistlab.ui.canvas.picture_files import PictureReader
from mnistlab.ui.canvas.picture_sources import has_source, source_of
from mnistlab.ui.canvas.strokes import Place, inside
from mnistlab.ui.look.cursors import cross_cursor

MOUSE: Final = "mouse"
TABLET: Final = "tablet"
ENDING: Final = (QEvent.Type.WindowDeactivate, QEvent.Type.UngrabMouse, QEvent.Type.EnabledChange)


class DrawingCanvas(Paper):
    """A square to draw on.

    Strokes are kept in sides of the canvas, 0..1, so they do not depend on its size, and are smooth at any size.
    The pen's width follows the size of what is drawn, as in MNIST.

    Attributes
    ----------
    erasing : bool
        Whether the pen takes ink away.
    is_for_window : callable
        Whether what is dragged over the canvas is left to the window, because it is no image but a file of its own.

    Signals
    -------
    ink_changed
        There is more ink, or less.
    tools_changed
        What can be undone or redone may have changed, or the tool in hand.
    refused : Exception
        An image cannot be put on the canvas, which is unchanged.
    text_pasted : str
        There was no image to paste, but a text.
    """

    ink_changed = Signal()
    tools_changed = Signal()
    refused = Signal(object)
    text_pasted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.erasing = False
        self.is_for_window: Callable[[QMimeData], bool] = lambda _mime: False
        self._undo = UndoStack()
        self._shown = self._undo.now  # with what is being drawn
        self._held: str | int | None = None  # what draws now: the mouse, a pen, or the finger with this number
        self._rubs = False  # and whether it takes ink away
        self._trace = Trace()
        self._below = self._shown  # what the trace is drawn on
        self._last: Place = (0.0, 0.0)  # where the pen was last; it may have left the canvas
        self._reader = PictureReader(self)
        self._reader.read.connect(self.lay_picture)
        self._reader.failed.connect(self.refused)
        self._reader.waiting.connect(self._show_waiting)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAcceptDrops(True)

    # What can be done

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return self._undo.can_undo or self._shown is not self._undo.now

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to do again."""
        return self._undo.can_redo and self._held is None

    @property
    def brush(self) -> float:
        """How wide the pen is; 1 for strokes as wide as those of MNIST."""
        return self._undo.now.brush

    # Changes

    def clear(self) -> None:
        """Take all ink away."""
        self._reader.give_up()
        self._finish()
        if not self.is_empty:
            self._change(Drawing(brush=self.brush))

    def lay_pixels(self, image: Pixels) -> None:
        """Lay an image, uint8 (28, 28) or (784,), on the canvas: its pixels can then be changed one by one."""
        pixels = np.array(image, np.uint8).reshape(SIDE, SIDE)
        if not pixels.any():
            self.clear()
            return
        self._reader.give_up()
        self._finish()
        self._change(Drawing(picture=Picture(pixels), laid=True, brush=self.brush))

    def lay_picture(self, pixels: Pixels) -> None:
        """Lay ink, uint8 (H, W) of any shape, in the middle of the canvas, to be drawn on."""
        self._finish()
        self._change(Drawing(picture=Picture(np.ascontiguousarray(pixels)), brush=self.brush))

    def lay_strokes(self, strokes: Strokes) -> None:
        """Draw again what was kept as strokes, with the pen that they were drawn with."""
        self._reader.give_up()
        self._finish()
        self._change(Drawing.of_kept(strokes))

    def open_picture(self, path: Path) -> None:
        """Read an image file, and lay its ink on the canvas when it has been read."""
        self._reader.start(path)

    def open_pictures(self, paths: Sequence[Path]) -> None:
        """Read an image file, or say that several are too many."""
        different = set(paths)
        if len(different) > 1:
            self.refused.emit(PictureError("picture_several", count=len(different)))
        else:
            self.open_picture(paths[0])

    def paste(self) -> None:
        """Lay the image that is on the clipboard on the canvas."""
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if mime is not None and self._take(mime, Name(QT_TRANSLATE_NOOP("names", "The pasted image"))):
            return
        if mime is not None and mime.hasText() and mime.text().strip():
            self.text_pasted.emit(mime.text())
        else:
            self.refused.emit(PictureError("clipboard_empty"))

    def undo(self) -> None:
        """Take the last change back."""
        self._finish()
        if self._undo.can_undo:
            self._undo.undo()
            self._show_now()

    def redo(self) -> None:
        """Do again what was undone last."""
        self._finish()
        if self._undo.can_redo:
            self._undo.redo()
            self._show_now()

    def set_erasing(self, erasing: bool) -> None:
        """Take the eraser in hand, or the pen."""
        if erasing != self.erasing:
            self._finish()
            self.erasing = erasing
            self._choose_cursor()
            self.tools_changed.emit()

    def set_brush(self, brush: float) -> None:
        """Set the pen's width, also for what is drawn already, because all of a digit has one width."""
        self._finish()
        if brush != self.brush:
            self._undo.set_brush(brush)
            self._show_now()

    def _change(self, drawing: Drawing) -> None:
        self._undo.push(drawing)
        self._show_now()

    def _show_now(self) -> None:
        self._shown = self._undo.now
        self.update()
        self.ink_changed.emit()
        self._tell_tools()

    def _tell_tools(self) -> None:
        if self.is_empty and self.erasing and self._held is None:  # there is nothing left to erase
            self.erasing = False
            self._choose_cursor()
        self.tools_changed.emit()

    # Mouse, pen or finger

    def _begin(self, held: str | int, position: QPointF, *, rubs: bool = False) -> None:
        """Put the pen down."""
        self._finish()
        self._held = held
        self._rubs = rubs or self.erasing
        self._trace, self._below = Trace(), self._shown
        self._last = self._to_canvas(position)
        self._advance(self._last)
        self.tools_changed.emit()

    def _go_on(self, held: str | int, position: QPointF) -> None:
        """Draw."""
        if held == self._held:
            place = self._to_canvas(position)
            if place != self._last:
                self._advance(place)

    def _advance(self, place: Place) -> None:
        """Draw, or erase, from the last place to this one, where that lies on the canvas."""
        last, self._last = self._last, place
        way = inside(last, place)
        if way is None:
            return
        start, end = way
        before, area = self._shown, self.rect()
        if self._rubs:
            self._shown = before.erased(start, end)
        elif before.laid:
            self._shown = before.dabbed(start, end)
        else:
            if start != last:  # the pen comes back
                self._trace, self._below = Trace(goes_on=not self._trace.is_empty), self._shown
                self._trace.add(start)
            self._trace.add(end)
            line = self._trace.line
            self._shown = self._below.with_line(line)
            if self._shown.pen == before.pen and len(line.points) > 1:
                area = self._around(line.points[-3:], before.pen)
        if self._shown is not before:
            self.update(area)
            self.ink_changed.emit()

    def _finish(self) -> None:
        """Lift the pen: what it drew is a change that can be undone."""
        if self._held is None:
            return
        self._held = None
        if self._shown is not self._undo.now:
            if self._shown.is_empty:
                self._shown = Drawing(brush=self.brush)
                self.update()
            self._undo.push(self._shown)
        self._tell_tools()

    def _drop(self) -> None:
        """Lift the pen, and forget what it drew."""
        if self._held is not None:
            self._held = None
            self._show_now()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._held in (None, MOUSE):
            self._begin(MOUSE, event.position())
        else:
            event.ignore()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        held = event.buttons()
        if self._held == MOUSE and held and not held & Qt.MouseButton.LeftButton:
            self._finish()  # the release went elsewhere
        if self._held == MOUSE:
            self._go_on(MOUSE, event.position())
        else:
            event.ignore()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._held == MOUSE:
            self._finish()
        else:
            event.ignore()

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a tablet's pen, or erase with its other end; its places are finer than a mouse's."""
        kind = event.type()
        if kind == QEvent.Type.TabletPress and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            rubber = event.pointerType() == QPointingDevice.PointerType.Eraser
            self._begin(TABLET, event.position(), rubs=rubber)
        elif self._held != TABLET:
            event.ignore()  # the pen hovers: to others it is a mouse
            return
        elif kind == QEvent.Type.TabletMove:
            self._go_on(TABLET, event.position())
        elif event.button() == Qt.MouseButton.LeftButton:
            self._finish()
        event.accept()

    def _touch(self, event: QTouchEvent) -> None:
        """Draw with one finger; a second one, or the palm, is ignored."""
        for point in event.points():
            if point.state() == QEventPoint.State.Pressed and self._held is None:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self._begin(point.id(), point.position())
            elif point.state() != QEventPoint.State.Stationary:
                self._go_on(point.id(), point.position())
            if point.state() == QEventPoint.State.Released and self._held == point.id():
                self._finish()

    def event(self, event: QEvent) -> bool:
        """Handle touch, and end a stroke where its release would go to another widget."""
        if isinstance(event, QTouchEvent) and event.deviceType() == QPointingDevice.DeviceType.TouchScreen:
            if event.type() == QEvent.Type.TouchCancel:
                self._drop()
            else:
                self._touch(event)
            event.accept()  # because otherwise Qt would turn it into mouse events
            return True
        if event.type() in ENDING:
            self._finish()
        elif event.type() == QEvent.Type.StyleChange:
            self._choose_cursor()
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._finish()
        super().focusOutEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._finish()
        super().hideEvent(event)

    # Images

    def take_dropped(self, mime: QMimeData) -> bool:
        """Lay on the canvas what was dropped, on it or elsewhere; return whether there is anything in it."""
        return self._take(mime, Name(QT_TRANSLATE_NOOP("names", "The dropped image")))

    def _take(self, mime: QMimeData, name: str) -> bool:
        """Lay on the canvas what was dropped or pasted, or say why not; return whether there is anything in it."""
        digit = digit_in(mime)
        if digit is not None:
            self.lay_pixels(digit)
            return True
        try:
            source = source_of(mime, name)
        except PictureError as error:
            self.refused.emit(error)
            return True
        if source is not None:
            self._reader.start(source, name)
        return source is not None

    def _show_waiting(self, name: str) -> None:
        self._waiting = self.tr("Opening {file}…").format(file=name) if name else ""
        self.update()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if not self.is_for_window(mime) and (digit_in(mime) is not None or has_source(mime)):
            event.acceptProposedAction()
            self._show_dropping(True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_dropping(False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._show_dropping(False)
        if self.take_dropped(event.mimeData()):
            event.acceptProposedAction()

    def _show_dropping(self, dropping: bool) -> None:
        self._dropping = dropping
        self.update()

    # The cursor

    def _choose_cursor(self) -> None:
        self.setCursor(self._eraser_cursor() if self.erasing else cross_cursor(self.devicePixelRatioF()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.erasing:
            self._choose_cursor()
