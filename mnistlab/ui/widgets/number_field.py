"""Fields for numbers that let a person type anything, and show what is in force.

They do not bound what is typed: whoever owns the value refuses what is out of range and says why, which a field
that silently swallows keys does not.
"""

from PySide6.QtCore import QLocale, QSignalBlocker
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox, QWidget

from mnistlab.ui.theme import UNIT

LARGEST = 2**31 - 1
MARGIN = UNIT - 2  # px


class WholeField(QSpinBox):
    """A field for a whole number, with a comma at every thousand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(QLocale.c())  # digits and commas are the same in both languages
        self.setRange(-LARGEST, LARGEST)
        self.setKeyboardTracking(False)  # a value counts when it is complete, not at each key
        self.setGroupSeparatorShown(True)
        self.lineEdit().setTextMargins(MARGIN, 0, MARGIN, 0)

    def show_value(self, value: int) -> None:
        """Show what is in force, unless a person is typing."""
        if value != self.value() and not _is_edited(self):
            with QSignalBlocker(self):
                self.setValue(value)


class RealField(QDoubleSpinBox):
    """A field for a real number, without trailing zeros; its arrow keys go by a tenth of its size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(QLocale.c())
        self.setRange(-1e12, 1e12)
        self.setDecimals(6)
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(MARGIN, 0, MARGIN, 0)
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)

    def textFromValue(self, value: float) -> str:  # noqa: N802 (Qt's name)
        """Return 0.1, not 0.100000."""
        return f"{value:.6f}".rstrip("0").rstrip(".")

    def show_value(self, value: float) -> None:
        """Show what is in force, unless a person is typing."""
        if value != self.value() and not _is_edited(self):
            with QSignalBlocker(self):
                self.setValue(value)


def _is_edited(field: QSpinBox | QDoubleSpinBox) -> bool:
    # The editor holds a text that is not yet the value: someone is in the middle of typing it.
    return field.lineEdit().isModified() and field.hasFocus()
