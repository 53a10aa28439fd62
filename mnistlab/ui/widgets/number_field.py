"""Fields for the numbers of a run: a typed number is taken as it is, or refused with a reason, but never changed."""

from decimal import Decimal

from PySide6.QtCore import QEvent, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QWidget
from typing_extensions import override

from mnistlab.errors import SettingsError
from mnistlab.numerals import shown
from mnistlab.training import Setting
from mnistlab.ui.look.theme import UNIT

LARGEST = 2**31 - 1
MARGIN = UNIT - 2  # px
DECIMALS = 323  # as many as Qt can have: it rounds a value to them
LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
FIRST_STEP = Decimal("0.001")  # from 0


class NumberField(QDoubleSpinBox):
    """A field for a setting that is a number, shown to its last digit.

    Its arrow keys go by 1, or through real numbers by a tenth of their size, within the bounds of the setting. Enter
    takes the number and gives the keyboard back to the window, Escape gives the keyboard back without. Space, which no
    number needs, stays the key that runs and pauses.

    Signals
    -------
    refused : SettingsError
        The setting cannot have what was typed; the field shows the value in force again.
    """

    refused = Signal(object)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self.setLocale(QLocale.c())  # digits and commas are the same in both languages
        self.setDecimals(0 if setting.whole else DECIMALS)
        self.setRange(-LARGEST, LARGEST)
        self.setKeyboardTracking(False)  # a value counts when it is complete, not at each key
        self.lineEdit().setTextMargins(MARGIN, 0, MARGIN, 0)

    @property
    def number(self) -> int | float:
        """The value in force; a whole number is one in Python too."""
        return int(self.value()) if self.setting.whole else self.value()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Space:
                event.ignore()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in LEAVING:
                if event.key() == Qt.Key.Key_Escape:
                    self.lineEdit().setText(self.shown_text())
                self.clearFocus()
                return True
        return super().event(event)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let a person type anything, but accept only what the setting can be."""
        state = QValidator.State.Intermediate if self._problem(text) else QValidator.State.Acceptable
        return state, text, position

    @override
    def valueFromText(self, text: str) -> float:
        return self.value() if self._problem(text) else float(self.setting.read(text))

    @override
    def textFromValue(self, value: float) -> str:
        if self.setting.whole:
            return f"{value:,.0f}" if self.setting.grouped else f"{value:.0f}"
        return shown(value)

    def fixup(self, text: str) -> str:
        """Report why a text is refused, and return to the value in force."""
        self.refused.emit(self._problem(text))
        return self.shown_text()

    @override
    def stepBy(self, steps: int) -> None:
        self.interpretText()
        value = Decimal(repr(self.value()))  # 0.15 stays 0.15, where 0.14 + 0.01 is 0.15000000000000002
        value += steps * self._step(value, down=steps < 0)
        low, high = self.setting.bounds
        self.setValue(min(max(float(value), low), high))
        self.selectAll()

    def shown_text(self) -> str:
        """Return the text of the value in force."""
        return self.textFromValue(self.value())

    def show_value(self, value: float) -> None:
        """Show the value in force, unless a person is typing another."""
        typing = self.lineEdit().isModified() and self.hasFocus()
        if value != self.value() and not typing:
            with QSignalBlocker(self):
                self.setValue(value)

    def _problem(self, text: str) -> SettingsError | None:
        try:
            self.setting.read(text)
        except SettingsError as error:
            return error
        return None

    def _step(self, value: Decimal, *, down: bool) -> Decimal:
        if self.setting.whole:
            return Decimal(1)
        if not value:
            return FIRST_STEP
        digits = value.adjusted()
        if down and value == Decimal(1).scaleb(digits):  # from 0.1 to 0.099, not to 0.09
            digits -= 1
        return Decimal(1).scaleb(digits - 1)
