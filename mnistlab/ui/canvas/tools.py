"""The tools of the canvas, in a column beside it or in a row above it."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QMenu, QToolButton, QWidget
from typing_extensions import override

from mnistlab.data.images import Pixels
from mnistlab.errors import PictureError
from mnistlab.ui.canvas.canvas import DrawingCanvas
from mnistlab.ui.canvas.picture_files import PATTERNS, save_image
from mnistlab.ui.canvas.rendering import whole
from mnistlab.ui.look import theme
from mnistlab.ui.look.icons import SIZE, icon
from mnistlab.ui.look.keys import new_action
from mnistlab.ui.widgets.file_kinds import path_to_open, path_to_save
from mnistlab.ui.widgets.kit import in_row, mark, named
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

BRUSHES: Final = {"Thin": 0.7, "Medium": 1.0, "Bold": 1.4}  # of the width that strokes of MNIST have
BUTTON: Final = 32  # px, as the style sheet has it
SMALL_BUTTON: Final = 28  # px, likewise
GAP: Final = 8  # px between two buttons below each other
SAVED_SIDE: Final = 560  # px: twenty to a pixel of what the network sees


class CanvasTools(Retranslated, Restyled, QWidget):
    """Small buttons: undo, redo, eraser, brush, and a menu of the rest.

    Parameters
    ----------
    canvas : DrawingCanvas
    network_image : callable
        Returns what the network is given of the drawing, uint8 (28, 28), or None.

    Signals
    -------
    saved : str
        The drawing is in this file.
    """

    saved = Signal(str)

    def __init__(
        self, canvas: DrawingCanvas, network_image: Callable[[], Pixels | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._network_image = network_image
        self._pictures: dict[QAction, str] = {}
        self._drawn_in = theme.appearance()  # the appearance in which the icons are drawn
        self.undo = self._action("actionUndoStroke", canvas.undo, "Ctrl+Z", picture="undo")
        self.redo = self._action("actionRedoStroke", canvas.redo, "Ctrl+Shift+Z", "Ctrl+Y", picture="redo")
        self.eraser = self._action("actionEraser", canvas.set_erasing, "E", picture="eraser", checkable=True)
        # Only at the canvas, because elsewhere a letter belongs to what is being typed.
        self.eraser.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        canvas.addAction(self.eraser)
        self.paste = self._action("actionPasteImage", canvas.paste, "Ctrl+V")
        self.open = self._action("actionOpenImage", self._ask_for_image, "Ctrl+Shift+I")
        self.save = self._action("actionSaveImage", self._ask_where_to_save, "Ctrl+Shift+S")
        self.brushes = {name: self._brush_action(name, number) for number, name in enumerate(BRUSHES, 1)}
        self._shown_brush = 0.0
        self._icons = {name: icon(f"brush-{name.lower()}") for name in BRUSHES}
        group = QActionGroup(self)
        for action in self.brushes.values():
            group.addAction(action)
        self._lay_out()

        canvas.tools_changed.connect(self._follow)
        canvas.ink_changed.connect(self._follow)
        self.retranslate()
        self._follow()

    def _action(
        self, name: str, slot: Callable[..., None], *keys: str, picture: str = "", checkable: bool = False
    ) -> QAction:
        action = new_action(self, name, *keys, slot=slot, checkable=checkable)
        if picture:
            action.setIcon(icon(picture))
            self._pictures[action] = picture
        self.addAction(action)
        return action

    def _brush_action(self, name: str, number: int) -> QAction:
        return self._action(
            f"actionBrush{name}", lambda: self._canvas.set_brush(BRUSHES[name]), f"Ctrl+{number}", checkable=True
        )

    def _lay_out(self) -> None:
        buttons = [self._button() for _ in range(3)]
        for button, action in zip(buttons, (self.undo, self.redo, self.eraser), strict=True):
            button.setDefaultAction(action)
        self._brush = self._button()
        self._brush.setMenu(self._menu(self.brushes.values()))
        self._more = self._button()
        self._more.setIcon(icon("more"))
        self._more.setMenu(self._menu((self.open, self.paste, self.save)))
        self._row = in_row(*buttons, self._brush, self._more, spacing=GAP, on=self)

    def stand(self, upright: bool, gap: int = GAP) -> None:
        """Have the buttons below each other, or, smaller, in a row; `gap` px apart."""
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if upright else way.LeftToRight)
        self._row.setSpacing(theme.px(gap))
        for button in self.findChildren(QToolButton):
            mark(button, small="" if upright else "true")

    @staticmethod
    def room(*, upright: bool, gap: int = GAP) -> QSize:
        """Return the size in px of the buttons below each other, or in a row."""
        side = theme.px(BUTTON if upright else SMALL_BUTTON)
        long = 5 * side + 4 * theme.px(gap)
        return QSize(side, long) if upright else QSize(long, side)

    @override
    def restyle(self) -> None:
        if self._drawn_in == theme.appearance():
            return
        self._drawn_in = theme.appearance()
        for action, picture in self._pictures.items():
            action.setIcon(icon(picture))
        self._more.setIcon(icon("more"))
        self._icons = {name: icon(f"brush-{name.lower()}") for name in BRUSHES}
        self._shown_brush = 0.0  # so that its icon is set again
        self._follow()

    def _button(self) -> QToolButton:
        button = named(QToolButton(), role="icon")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(SIZE, SIZE))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # because a click must not take the keyboard from the canvas
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _menu(self, actions: Iterable[QAction]) -> QMenu:
        menu = QMenu(self)
        menu.addActions(list(actions))
        menu.setToolTipsVisible(True)
        return menu

    def _follow(self) -> None:
        """Enable what can be done."""
        canvas = self._canvas
        self.undo.setEnabled(canvas.can_undo)
        self.redo.setEnabled(canvas.can_redo)
        self.eraser.setChecked(canvas.erasing)
        self.eraser.setEnabled(not canvas.is_empty)
        self.save.setEnabled(not canvas.is_empty)
        for name, action in self.brushes.items():
            if BRUSHES[name] == canvas.brush and self._shown_brush != canvas.brush:
                self._shown_brush = canvas.brush
                action.setChecked(True)
                self._brush.setIcon(self._icons[name])

    @override
    def retranslate(self) -> None:
        for action, text, tip in (
            (self.undo, self.tr("Undo"), self.tr("Undo the last change of the drawing")),
            (self.redo, self.tr("Redo"), self.tr("Do again what was undone")),
            (self.eraser, self.tr("Eraser"), self.tr("Erase: take ink away where you draw")),
            (self.open, self.tr("Open image…"), self.tr("Read a digit from a photo, a scan or another image")),
            (self.paste, self.tr("Paste image"), self.tr("Read a digit from the image on the clipboard")),
            (self.save, self.tr("Save drawing…"), self.tr("Save the drawing, or the 28×28 pixels that are read")),
            (self.brushes["Thin"], self.tr("Thin"), self.tr("Strokes narrower than those of MNIST")),
            (self.brushes["Medium"], self.tr("As in MNIST"), self.tr("Strokes an eighth as wide as the digit is tall")),
            (self.brushes["Bold"], self.tr("Bold"), self.tr("Strokes wider than those of MNIST")),
        ):
            action.setText(text)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{tip} ({keys})")
        for button, text, tip in (
            (self._brush, self.tr("Brush"), self.tr("Brush: see how wide strokes have to be to be read")),
            (self._more, self.tr("More"), self.tr("More: open, paste or save an image")),
        ):
            button.setAccessibleName(text)
            button.setToolTip(tip)
        self.setAccessibleName(self.tr("Tools of the canvas"))

    def _ask_for_image(self) -> None:
        kind = self.tr("Images")
        path = path_to_open(self, self.tr("Open image"), f"{kind} ({PATTERNS})")
        if path is not None:
            self._canvas.open_picture(path)

    def _ask_where_to_save(self) -> None:
        drawing = self.tr("Drawing, {side}×{side} pixels").format(side=SAVED_SIDE) + " (*.png)"
        seen = self.tr("What the network sees, 28×28 pixels") + " (*.png)"
        image = self._network_image()
        kinds = [drawing] if image is None else [drawing, seen]
        path, kind = path_to_save(self, self.tr("Save drawing"), "digit.png", *kinds)
        if path is None:
            return
        if kind != seen or image is None:
            image = 255 - whole(self._canvas.drawing, SAVED_SIDE)  # dark on white
        try:
            self.saved.emit(str(save_image(path, image)))
        except PictureError as error:
            self._canvas.refused.emit(error)
