"""Which keys go to the control that has the focus, and which to the window; and the ring around that control."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSlider, QApplication, QComboBox, QWidget
from shiboken6 import isValid
from typing_extensions import override

from mnistlab.ui.look.theme import colours, px, running_application, stroke
from mnistlab.ui.look.wheel import leave_wheel

# Where an arrow key leads in a grid: columns, rows.
MOVES: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ARROWS: Final = frozenset(MOVES)
WAYS: Final = ARROWS | {Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
MOVING: Final = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
RING: Final = 4  # px around a widget: the ring and a gap
LATIN: Final = "QWERTYUIOPASDFGHJKLZXCVBNM"
# What stands in the place of a digit where digits need Shift: on a French, a Belgian, a Czech and a Slovak keyboard.
# The plus of the last two is left out, because it is a key of its own on others.
FIGURES_ELSEWHERE: Final = (
    dict(zip("1234567890", "&É\"'(-È_ÇÀ", strict=True)),
    dict(zip("68", "§!", strict=True)),
    dict(zip("23456789", "ĚŠČŘŽÝÁÍ", strict=True)),
    dict(zip("25", "ĽŤ", strict=True)),
)
# And of a digit or a letter where there are no others: Russian, Ukrainian, Greek, Hebrew, Arabic, Persian, Indian.
SIGNS_ELSEWHERE: Final = (
    dict(zip(LATIN, "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", strict=True)),
    dict(zip("SO", "ІЎ", strict=True)),
    dict(zip(LATIN[1:], "ΣΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ", strict=True)),
    dict(zip(LATIN[2:], "קראטוןםפשדגכעיחלךזסבהנמצ", strict=True)),
    dict(zip(LATIN, "ضصثقفغعهخحشسيبلاتنمئءؤرﻻىة", strict=True)),
    {"?": "؟"},
    *(dict(zip("1234567890", figures, strict=True)) for figures in ("١٢٣٤٥٦٧٨٩٠", "۱۲۳۴۵۶۷۸۹۰", "१२३४५६७८९०")),
)
ELSEWHERE: Final = FIGURES_ELSEWHERE + SIGNS_ELSEWHERE
ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@runtime_checkable
class TakesKeys(Protocol):
    """A widget that handles some keys itself."""

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether the widget handles this key."""


def is_plain(event: QKeyEvent) -> bool:
    """Return whether a key is pressed without Ctrl, Shift or another modifier."""
    return event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def needs_key(widget: object, event: QKeyEvent) -> bool:
    """Return whether a widget that has the focus needs a key more than the window's shortcuts do.

    Text fields are not covered, because Qt handles them.
    """
    if isinstance(widget, TakesKeys):
        return widget.takes_key(event)
    if not is_plain(event):
        return False
    key = event.key()
    if isinstance(widget, QAbstractButton):
        return key == Qt.Key.Key_Space
    if isinstance(widget, QAbstractSlider):
        return key in WAYS
    if isinstance(widget, (QComboBox, QAbstractItemView)):
        return key in WAYS | ENTER or event.text().isprintable()  # a letter chooses what begins with it
    return False


def new_action(
    owner: QObject,
    name: str,
    *keys: str | QKeySequence.StandardKey,
    slot: Callable[..., object] | None = None,
    checkable: bool = False,
) -> QAction:
    """Return an action of `owner`, with this object name, under these keys; `slot` is called when it is triggered."""
    action = QAction(owner)
    action.setObjectName(name)
    action.setShortcuts(on_all_keyboards(*keys))
    action.setCheckable(checkable)
    if slot is not None:
        action.triggered.connect(slot)
    return action


def on_all_keyboards(*keys: str | QKeySequence.StandardKey) -> list[QKeySequence]:
    """Return these keys, and those in their places on other keyboards; the first is the one that is shown."""
    sequences = [QKeySequence(key) for key in keys]
    return [*sequences, *on_other_keyboards(sequences)]


def in_place_of(event: QKeyEvent) -> int:
    """Return the key of an English keyboard that is in the place of a pressed one."""
    sign = QKeySequence(event.key()).toString()
    shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier  # which gives digits where they need it
    keyboards = SIGNS_ELSEWHERE if shifted else ELSEWHERE
    return next((ord(key) for there in keyboards for key, other in there.items() if other == sign), event.key())


def shifted_action(window: QWidget, event: QKeyEvent) -> QAction | None:
    """Return the action of a window for a letter with Ctrl and Shift.

    On a keyboard that has Latin letters with Shift alone, such as a Hebrew one, Qt takes Ctrl+Shift+Z for Ctrl+Z too,
    and does neither.
    """
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    if event.modifiers() != both or event.key() not in map(ord, LATIN):
        return None
    keys = QKeySequence(event.keyCombination())
    return next((one for one in window.findChildren(QAction) if one.isEnabled() and keys in one.shortcuts()), None)


def on_other_keyboards(sequences: Sequence[QKeySequence]) -> list[QKeySequence]:
    """Return the same places on keyboards of other countries."""
    found: list[QKeySequence] = []
    for sequence in sequences:
        held, last = sequence.toString()[:-1], sequence.toString()[-1:]
        if not held or held.endswith("+"):
            found += [QKeySequence(held + there[last]) for there in ELSEWHERE if last in there]
    return found


def leave_keys(root: QWidget) -> None:
    """Keep clicks from focusing a button within `root`, so that the space bar stays the window's until Tab is used.

    The wheel stays the window's too, until a control is chosen.
    """
    for button in root.findChildren(QAbstractButton):
        if button.focusPolicy() & Qt.FocusPolicy.TabFocus:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    leave_wheel(root)


def order_tabs(*parts: QWidget) -> None:
    """Set the order of Tab to that of these parts of a window, and within each to that of its children."""
    order = [
        widget
        for part in parts
        for widget in part.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.window() is part.window()
    ]
    for before, after in pairwise(order):
        QWidget.setTabOrder(before, after)


class FocusRing(QWidget):
    """A ring around the widget with the focus. It is shown only after Tab, because after a click the eye is there."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._last: QWidget | None = None  # what had the focus last
        self.around: QWidget | None = None
        self._watched: list[QWidget] = []  # the widget it lies around, and that widget's ancestors
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        running_application().focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or now is self._last:  # the window has lost the focus, or has it back
            return
        self._last = now
        by_tab = bool(now.focusPolicy() & Qt.FocusPolicy.TabFocus) and not QApplication.mouseButtons()
        self._lay_around(now if by_tab and now.window() is self._window else None)

    def _lay_around(self, widget: QWidget | None) -> None:
        for watched in self._watched:
            if isValid(watched):
                watched.removeEventFilter(self)
        self._watched = []
        self.around = widget
        while widget is not None and widget is not self._window:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    @override
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVING:
            self._place()
        return False

    def _place(self) -> None:
        widget = self.around
        if widget is None or not isValid(widget) or not widget.isVisible():
            self.hide()
            return
        place = QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())
        ring = px(RING)
        self.setGeometry(place.adjusted(-ring, -ring, ring, ring))
        self.setMask(QRegion(self.rect()) - QRegion(self.rect().adjusted(ring, ring, -ring, -ring)))
        self.show()
        self.raise_()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().text), stroke(2)))
        half = stroke(2) / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), px(RING), px(RING))
