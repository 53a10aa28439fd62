"""The mouse wheel: it changes a control only after the person has chosen that control."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QScrollBar, QWidget
from typing_extensions import override

NOTCH: Final = 120  # what a wheel reports for one notch; touchpads report less, more often
Changed = QAbstractSpinBox | QComboBox | QAbstractSlider  # what Qt lets the wheel change below any pointer


class WheelGuard(QObject):
    """Passes the wheel on to what lies behind a control without the focus."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def leave_wheel(root: QWidget) -> None:
    """Keep the wheel from changing a field, box or slider within `root` that the person has not chosen.

    It scrolls the page on which such a control happens to lie below the pointer.
    """
    guard = WheelGuard(root)
    for widget in root.findChildren(QWidget):
        if isinstance(widget, Changed) and not isinstance(widget, QScrollBar):
            widget.setFocusPolicy(Qt.FocusPolicy(widget.focusPolicy().value & Qt.FocusPolicy.StrongFocus.value))
            widget.installEventFilter(guard)
