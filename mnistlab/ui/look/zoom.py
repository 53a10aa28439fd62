"""Zoom: everything larger while the program runs, for a room of readers or for weak eyes.

All sizes in the code are px of the design; `theme.scale` converts them to px of the screen. They come in two kinds.
Sizes that are asked for repeatedly, in painting and in size hints, go through `theme.px` where they are used.
Sizes that are set once, in a constructor (fixed and least sizes, margins, spacings, icon sizes), are set in px of the
design; `rescale` goes through a widget and its descendants, and converts them.

A new widget needs only two habits more: it measures texts in `retranslate`, and what it
computes from its size it computes in `resizeEvent`. Both are called after each change. A widget that is made later than
the window is given to `rescale` once, by whoever makes it.
"""

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFormLayout,
    QGridLayout,
    QLayout,
    QLineEdit,
    QMainWindow,
    QSplitter,
    QWidget,
)

from mnistlab.ui.look import theme
from mnistlab.ui.look.keys import new_action
from mnistlab.ui.look.style_sheet import apply_style_sheet

STEPS: Final = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5)
UNBOUNDED: Final = 16_777_215  # px: Qt's QWIDGETSIZE_MAX
SCALED: Final = "scaledTo"  # the property that holds the scale at which the sizes of a widget or layout are
ROOM: Final = QSize(1024, 600)  # px of the design: with less room, some texts are cut
SHARE: Final = 20  # if a step does not fit the screen, use the largest multiple of 1/20 that does
KEY: Final = "scale"  # in the settings file

Resize = Callable[[int], int]


def rescale(root: QWidget) -> None:
    """Convert what was set once in a widget and in its descendants to the current scale."""
    for widget in (root, *root.findChildren(QWidget)):
        resize = _resizing(widget)
        if resize is not None:
            _rescale_widget(widget, resize)
        layout = widget.layout()
        if layout is not None:
            _rescale_layout(layout)


def apply_scale(scale: float) -> None:
    """Bring the whole program to this scale.

    Raises
    ------
    ValueError
        If it is below 1.
    """
    theme.set_scale(scale)
    windows = theme.running_application().topLevelWidgets()
    for window in windows:
        rescale(window)
    apply_style_sheet()
    for window in windows:
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))  # so texts are measured again
        for widget in window.findChildren(QWidget):  # which lays out what is laid out by hand
            QCoreApplication.sendEvent(widget, QResizeEvent(widget.size(), widget.size()))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _resizing(thing: QObject) -> Resize | None:
    """Return the conversion of a widget's or layout's lengths to the current scale; None where they are at it.

    No precision is lost, because a length in px of the screen determines the px of the design that it came from.
    """
    before, now = thing.property(SCALED) or 1.0, theme.scale()
    if before == now:
        return None
    thing.setProperty(SCALED, now)
    return lambda length: theme.px(round(length / before))


def _rescale_widget(widget: QWidget, resize: Resize) -> None:
    if not widget.isWindow():  # its layout bounds it
        least, most = widget.minimumSize(), widget.maximumSize()
        widget.setMinimumSize(resize(least.width()), resize(least.height()))
        widget.style().polish(widget)  # because a height that the style sheet has set is at the scale already
        widget.setMaximumSize(*(side if side >= UNBOUNDED else resize(side) for side in (most.width(), most.height())))
    if isinstance(widget, QAbstractButton):
        icon = widget.iconSize()
        widget.setIconSize(QSize(resize(icon.width()), resize(icon.height())))
    elif isinstance(widget, QLineEdit):
        margins = widget.textMargins()
        widget.setTextMargins(*map(resize, (margins.left(), margins.top(), margins.right(), margins.bottom())))
    elif isinstance(widget, QSplitter):
        widget.setHandleWidth(resize(widget.handleWidth()))


def _rescale_layout(layout: QLayout) -> None:
    """Convert a layout, inner ones first, because one without a spacing of its own takes that of the outer one."""
    for inner in layout.findChildren(QLayout, options=Qt.FindChildOption.FindDirectChildrenOnly):
        _rescale_layout(inner)
    resize = _resizing(layout)
    if resize is None or not isinstance(layout, (QBoxLayout, QGridLayout, QFormLayout)):
        return
    margins = layout.contentsMargins()
    layout.setContentsMargins(*map(resize, (margins.left(), margins.top(), margins.right(), margins.bottom())))
    if isinstance(layout, QBoxLayout):
        layout.setSpacing(resize(layout.spacing()))
    else:
        layout.setHorizontalSpacing(resize(layout.horizontalSpacing()))
        layout.setVerticalSpacing(resize(layout.verticalSpacing()))
    if isinstance(layout, QGridLayout):
        for row in range(layout.rowCount()):
            layout.setRowMinimumHeight(row, resize(layout.rowMinimumHeight(row)))
        for column in range(layout.columnCount()):
            layout.setColumnMinimumWidth(column, resize(layout.columnMinimumWidth(column)))
    layout.invalidate()


class Zoom(QObject):
    """Larger, smaller, normal size: the three actions, and the scale that is remembered.

    Attributes
    ----------
    remembers : bool
        Whether the scale is kept for the next time.
    least : QSize
        Room in px of the design that the window needs at the moment.
    usual : float
        The scale of the normal size: larger before an audience.

    Signals
    -------
    refused : str
        There is no room for anything larger.
    room_wanted
        There is none, but perhaps something can be left out: then a `least` that is smaller is set.
    """

    refused = Signal(str)
    room_wanted = Signal()

    def __init__(self, window: QMainWindow, preferences: QSettings) -> None:
        super().__init__(window)
        self._preferences = preferences
        self.remembers = True
        self.least = ROOM
        self.usual = STEPS[0]
        self.larger = new_action(window, "actionLarger", "Ctrl++", "Ctrl+=", slot=self._enlarge)
        self.smaller = new_action(window, "actionSmaller", "Ctrl+-", slot=self._reduce)
        self.normal = new_action(window, "actionNormalSize", "Ctrl+0", slot=lambda: self._choose(self.usual))

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.larger.setText(self.tr("Larger"))
        self.smaller.setText(self.tr("Smaller"))
        self.normal.setText(self.tr("Normal size"))

    def restore(self) -> None:
        """Use the scale that was chosen last, as far as there is room for it."""
        try:
            scale = float(str(self._preferences.value(KEY, STEPS[0])))
        except ValueError:  # the settings file has been edited
            return
        if STEPS[0] < scale <= STEPS[-1]:
            self.use(scale)

    def use(self, scale: float) -> None:
        """Bring the window to this scale; to a larger one than before only as far as the screen has room for it."""
        window, before = theme.window_of(self), theme.scale()
        window.setUpdatesEnabled(False)
        if scale > before:
            scale = max(before, min(scale, self._largest()))
        if scale != before:
            apply_scale(scale)
        while theme.scale() > before and self._is_too_large():  # because type may grow by more than the scale
            apply_scale(max(before, round(theme.scale() - 1 / SHARE, 2)))
        self._keep_on_screen()
        window.setUpdatesEnabled(True)

    def fit(self, least: QSize) -> None:
        """Take note of the room that the window needs from now on, and become smaller where it has not so much."""
        self.least = least
        largest = self._largest()
        if theme.scale() > largest:
            self.use(largest)

    def _enlarge(self) -> None:
        before = theme.scale()
        self._choose(next((step for step in STEPS if step > before), STEPS[-1]))
        if theme.scale() == before:
            least = self.least
            self.room_wanted.emit()
            if self.least != least:
                self._choose(next((step for step in STEPS if step > before), STEPS[-1]))
        if theme.scale() == before:
            self.refused.emit(self.tr("This screen has no room for anything larger."))

    def _reduce(self) -> None:
        self._choose(next((step for step in reversed(STEPS) if step < theme.scale()), STEPS[0]))

    def _choose(self, scale: float) -> None:
        self.use(scale)
        if self.remembers:
            self._preferences.setValue(KEY, theme.scale())

    # Room

    @property
    def room(self) -> QSize:
        """The room that the screen has for the window without its frame."""
        window = theme.window_of(self)
        if window.isFullScreen():
            return window.screen().size()
        return window.screen().availableSize() - (window.frameSize() - window.size())

    def _largest(self) -> float:
        """Return about the largest scale for which there is room."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        least, room = (theme.window_of(self).minimumSizeHint() / theme.scale()).expandedTo(self.least), self.room
        share = min(room.width() / least.width(), room.height() / least.height())
        return max(STEPS[0], math.floor(SHARE * share + 1e-6) / SHARE)

    def _is_too_large(self) -> bool:
        return theme.window_of(self).minimumSizeHint().boundedTo(self.room) != theme.window_of(self).minimumSizeHint()

    def _keep_on_screen(self) -> None:
        """Bring a window that has grown back onto its screen."""
        window = theme.window_of(self)
        if window.isFullScreen() or window.isMaximized():
            return
        room, place = window.screen().availableGeometry(), window.frameGeometry()
        left = max(room.left(), min(place.left(), room.right() + 1 - place.width()))
        top = max(room.top(), min(place.top(), room.bottom() + 1 - place.height()))
        if (left, top) != (place.left(), place.top()):
            window.move(QPoint(left, top))
