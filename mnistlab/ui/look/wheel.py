"""The mouse wheel: it changes a control only after the person has chosen that control."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QDialog, QLineEdit, QScrollBar, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import running_application

NOTCH: Final = 120  # what a wheel reports for one notch; touchpads report less, more often
Changed = QAbstractSpinBox | QComboBox | QAbstractSlider  # what Qt lets the wheel change below any pointer
Reason = Qt.FocusReason
CHOOSING: Final = (Reason.MouseFocusReason, Reason.TabFocusReason, Reason.BacktabFocusReason)
COMING_BACK: Final = (Reason.PopupFocusReason, Reason.ActiveWindowFocusReason)  # from a list, or another window


class WheelGuard(QObject):
    """Passes the wheel on to what lies behind a control that was not clicked, nor reached by Tab.

    The focus alone does not tell, because a control may have been given it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._chosen: QObject | None = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._chosen = watched.parent() if isinstance(watched, QLineEdit) else watched
        elif isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() not in COMING_BACK:
            self._chosen = watched if event.reason() in CHOOSING else None
        elif kind == QEvent.Type.Wheel and not (isinstance(watched, QWidget) and self._is_chosen(watched)):
            event.ignore()
            return True
        return False

    def _is_chosen(self, widget: QWidget) -> bool:
        control = widget.parentWidget() if isinstance(widget, QLineEdit) else widget
        return control is self._chosen and control is not None and control.hasFocus()


def leave_wheel(root: QWidget) -> None:
    """Keep the wheel from changing a field, box or slider within `root` that the person has not chosen.

    It scrolls the page on which such a control happens to lie below the pointer.
    """
    guard = WheelGuard(root)
    for widget in root.findChildren(QWidget):
        if isinstance(widget, Changed) and not isinstance(widget, QScrollBar):
            widget.setFocusPolicy(Qt.FocusPolicy(widget.focusPolicy().value & Qt.FocusPolicy.StrongFocus.value))
            for part in (widget, *widget.findChildren(QLineEdit)):
                part.installEventFilter(guard)


class DialogGuard(QObject):
    """Leaves the wheel in each dialog that gets the focus: Qt's own for files has boxes too."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        running_application().focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        dialog = None if now is None else now.window()
        if isinstance(dialog, QDialog) and dialog.findChild(WheelGuard) is None:
            leave_wheel(dialog)
