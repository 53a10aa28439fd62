"""A line that says what is folded away below it, and opens it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.ui.widgets.kit import named

SIGNS = {False: "+", True: "−"}
BETWEEN = "   "  # name and value


class FoldHead(QPushButton):
    """A checkable button without a frame, at the left its name, then what is set there."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, role="fold")
        self._name = self._value = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_texts(self, name: str, value: str) -> None:
        """Set the name, and what is set."""
        self._name, self._value = name, value
        self.setAccessibleName(f"{name}: {value}" if value else name)
        self.setToolTip(value or name)
        self._show()

    @override
    def checkStateSet(self) -> None:
        super().checkStateSet()
        self._show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def _show(self) -> None:
        text = f"{SIGNS[self.isChecked()]} {self._name}{BETWEEN * bool(self._value)}{self._value}"
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width() - 2)
        if shown != self.text():
            self.setText(shown)
