"""Fields for numbers: what is typed is taken as it stands, or refused aloud, never bent into another number.

They do not bound a value: whoever owns it refuses what is out of range and says why.
"""

import re

from PySide6.QtCore import QEvent, QLocale, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import UNIT

LARGEST = 2**31 - 1
MARGIN = UNIT - 2  # px


def read_whole(text: str) -> int | None:
    """Return the whole number that a text is, with or without a comma at every thousand; None if it is none."""
    text = text.strip()
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+", text):
        text = text.replace(",", "")
    return int(text) if re.fullmatch(r"[-+]?\d+", text) and abs(int(text)) <= LARGEST else None


def read_real(text: str) -> float | None:
    """Return the real number that a text is: 0.5, 0,5 and 5e-1 are the same; None if it is none."""
    text = text.strip()
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) <= 1e12 else None  # and not nan


class _Typing(QObject):
    """What keys mean in a number field.

    Enter takes the number and gives the keyboard back to the window, Escape gives it back without; Space, which no
    number needs, stays the key that runs and pauses.
    """

    def __init__(self, field: "WholeField | RealField") -> None:
        super().__init__(field)
        self._field = field
        field.installEventFilter(self)

    @override
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Space:
            event.ignore()
            return True
        if event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._field.lineEdit().setText(self._field.shown_text())
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                self._field.clearFocus()
                return True
        return False


class WholeField(QSpinBox):
    """A field for a whole number.

    Signals
    -------
    misread : str
        The text that was typed is no such number; the field shows the value in force again.
    """

    misread = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _Typing(self)
        self.setLocale(QLocale.c())  # digits and commas are the same in both languages
        self.setRange(-LARGEST, LARGEST)
        self.setKeyboardTracking(False)  # a value counts when it is complete, not at each key
        self.setGroupSeparatorShown(True)
        self.lineEdit().setTextMargins(MARGIN, 0, MARGIN, 0)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let anything be typed."""
        known = read_whole(text) is not None
        return (QValidator.State.Acceptable if known else QValidator.State.Intermediate), text, position

    @override
    def valueFromText(self, text: str) -> int:
        value = read_whole(text)
        return self.value() if value is None else value

    def fixup(self, text: str) -> str:
        """Report what is no number, and return to the value in force."""
        self.misread.emit(text.strip())
        return self.shown_text()

    def shown_text(self) -> str:
        """Return the text of the value in force."""
        return self.textFromValue(self.value())

    def show_value(self, value: int) -> None:
        """Show what is in force, unless a person is typing."""
        if value != self.value() and not _is_edited(self):
            with QSignalBlocker(self):
                self.setValue(value)


class RealField(QDoubleSpinBox):
    """A field for a real number, without trailing zeros; its arrow keys go by a tenth of its size.

    Signals
    -------
    misread : str
        The text that was typed is no number; the field shows the value in force again.
    """

    misread = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _Typing(self)
        self.setLocale(QLocale.c())
        self.setRange(-1e12, 1e12)
        self.setDecimals(6)
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(MARGIN, 0, MARGIN, 0)
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let anything be typed."""
        known = read_real(text) is not None
        return (QValidator.State.Acceptable if known else QValidator.State.Intermediate), text, position

    @override
    def valueFromText(self, text: str) -> float:
        value = read_real(text)
        return self.value() if value is None else value

    @override
    def textFromValue(self, value: float) -> str:
        return f"{value:.6f}".rstrip("0").rstrip(".")

    def fixup(self, text: str) -> str:
        """Report what is no number, and return to the value in force."""
        self.misread.emit(text.strip())
        return self.shown_text()

    def shown_text(self) -> str:
        """Return the text of the value in force."""
        return self.textFromValue(self.value())

    def show_value(self, value: float) -> None:
        """Show what is in force, unless a person is typing."""
        if value != self.value() and not _is_edited(self):
            with QSignalBlocker(self):
                self.setValue(value)


def _is_edited(field: QSpinBox | QDoubleSpinBox) -> bool:
    # A person is in the middle of typing: the text is not yet the value.
    return field.lineEdit().isModified() and field.hasFocus()
