"""Fields for the numbers of a run: a typed number is taken as it is, or stays marked with the reason against it."""

import math
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QHideEvent, QKeyEvent, QMouseEvent, QValidator
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QToolTip, QWidget
from typing_extensions import override

from mnistlab.errors import SettingsError
from mnistlab.language import say
from mnistlab.numerals import shown
from mnistlab.training import Setting
from mnistlab.training.setting import CONTEXT
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.widgets.field_note import FieldNote
from mnistlab.ui.widgets.kit import mark
from mnistlab.ui.widgets.number_line import NumberLine

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

    What the setting cannot be stays in the field, marked, with the reason below it, until it is corrected or Escape
    brings back the number in force.

    Attributes
    ----------
    refused : str
        What was typed and cannot be; empty if there is nothing of the kind.
    """

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = NumberLine()
        self.setLineEdit(self.line)
        self.setting = setting
        self.refused = ""
        self._note: FieldNote | None = None
        self._just_entered = False  # by a click whose button is not up yet
        self._doubled = -math.inf  # ms: when the last double click was
        self.setLocale(QLocale.c())  # digits and commas are the same in both languages
        self.setDecimals(0 if setting.whole else DECIMALS)
        self.setRange(-LARGEST, LARGEST)
        self.setKeyboardTracking(False)  # a value counts when it is complete, not at each key
        self.lineEdit().setTextMargins(MARGIN, 0, MARGIN, 0)
        self.lineEdit().textChanged.connect(self._follow_typing)
        self.lineEdit().installEventFilter(self)
        self.valueChanged.connect(self._end_refusal)

    @property
    def number(self) -> int | float:
        """The value in force; a whole number is one in Python too."""
        return int(self.value()) if self.setting.whole else self.value()

    @override
    def selectAll(self) -> None:
        """Select the whole number from its end, so that its beginning is seen."""
        length = len(self.line.text())
        self.line.setSelection(length, -length)

    @override
    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QHelpEvent)
            and event.type() == QEvent.Type.ToolTip
            and self.line.is_cut
            and not self.refused
        ):
            QToolTip.showText(event.globalPos(), f"{self.text()}\n{self.toolTip()}", self)
            return True
        if isinstance(event, QKeyEvent):
            key, kind = event.key(), event.type()
            if kind == QEvent.Type.ShortcutOverride and (key == Qt.Key.Key_Space or key in LEAVING):
                event.setAccepted(key in LEAVING)
                return True
            if kind == QEvent.Type.KeyPress and key in LEAVING:
                self._leave(take=key != Qt.Key.Key_Escape)
                return True
        return super().event(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Select the whole number with the first click, so that what is typed takes its place, and with two or three.

        The next click sets the cursor. Qt's double click selects the digits on one side of the point.
        """
        if watched is self.lineEdit() and isinstance(event, QMouseEvent):
            kind, now = event.type(), event.timestamp()
            third = kind == QEvent.Type.MouseButtonPress and now - self._doubled < QApplication.doubleClickInterval()
            if third or kind == QEvent.Type.MouseButtonDblClick:
                self._doubled = now
                self.selectAll()
                return True
            if kind == QEvent.Type.MouseButtonRelease and self._just_entered:
                self._just_entered = False
                if not self.lineEdit().hasSelectedText():
                    self.selectAll()
        return super().eventFilter(watched, event)

    def _leave(self, *, take: bool) -> None:
        """Take what was typed, or forget it; give the keyboard back, unless the text has to be corrected."""
        if take:
            self.interpretText()
        else:
            self._end_refusal()
            self.lineEdit().setText(self.shown_text())
        if self.refused:
            self.selectAll()
        else:
            self.clearFocus()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let a person type anything, but accept only what the setting can be."""
        state = QValidator.State.Intermediate if self._problem(text) else QValidator.State.Acceptable
        return state, text, position

    @override
    def valueFromText(self, text: str) -> float:
        return self.value() if self._problem(text) else float(self.setting.read(self._plain(text)))

    @override
    def textFromValue(self, value: float) -> str:
        return self.refused or self._text_of(value)

    def fixup(self, text: str) -> str:
        """Keep a text that cannot be, and say why; Qt would write the number in force over it."""
        problem = self._problem(text)
        if problem is not None:
            self.refused = text
            mark(self, refused="true")
            self._say_refusal(problem)
        return text

    @override
    def stepBy(self, steps: int) -> None:
        self.interpretText()
        self._end_refusal()  # what cannot be is no number to go on from
        value = Decimal(repr(self.value()))  # 0.15 stays 0.15, where 0.14 + 0.01 is 0.15000000000000002
        value += steps * self._step(value, down=steps < 0)
        low, high = self.setting.bounds
        self.setValue(min(max(float(value), low), high))
        self.selectAll()

    def shown_text(self) -> str:
        """Return the text of the value in force."""
        return self._text_of(self.value())

    def show_value(self, value: float) -> None:
        """Show the value in force, unless a person is typing another."""
        typing = self.lineEdit().isModified() and self.hasFocus()
        if value != self.value() and not typing:
            with QSignalBlocker(self):
                self.setValue(value)
            self._end_refusal()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.line.selectedText() == self.line.text():
            self.selectAll()
        self._just_entered = event.reason() == Qt.FocusReason.MouseFocusReason
        problem = self._problem(self.refused) if self.refused else None
        if problem is not None:
            self._say_refusal(problem)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self._end_refusal()
        super().hideEvent(event)

    def _say_refusal(self, problem: SettingsError) -> None:
        if self._note is None or self._note.parentWidget() is not self.window():
            self._note = FieldNote(self)
        in_force = QCoreApplication.translate("NumberField", "Until then {number} counts.")
        self._note.say(say(problem), in_force.format(number=self.shown_text()))
        self.setAccessibleDescription(say(problem))

    def _follow_typing(self, text: str) -> None:
        """Take the mark away once the text can be a value; what is still wrong is said when it is entered."""
        self.updateGeometry()  # because it may be as wide as its text
        if text != self.refused:
            self.refused = ""
        if self._problem(text) is None:
            self._end_refusal()

    def _end_refusal(self) -> None:
        """Show the number in force again, unless another text is being typed; take mark and reason away."""
        self.updateGeometry()
        refused, self.refused = self.refused, ""
        if refused and self.text() == refused:
            self.lineEdit().setText(self.shown_text())
        mark(self, refused="false")
        self.setAccessibleDescription("")
        if self._note is not None:
            self._note.hide()

    def retranslate(self) -> None:
        """Show the word for 0 in the language of the window."""
        if self.setting.zero and not self.lineEdit().isModified() and not self.refused:
            self.lineEdit().setText(self.shown_text())

    def _text_of(self, value: float) -> str:
        if self.setting.zero and value == 0:
            return self._zero()
        if self.setting.whole:
            return f"{value:,.0f}" if self.setting.grouped else f"{value:.0f}"
        return shown(value)

    def _zero(self) -> str:
        """Return the word for 0 in the language of the window."""
        return QCoreApplication.translate(CONTEXT, self.setting.zero)

    def _plain(self, text: str) -> str:
        is_zero = bool(self.setting.zero) and text.strip().casefold() == self._zero().casefold()
        return "0" if is_zero else text

    def _problem(self, text: str) -> SettingsError | None:
        try:
            self.setting.read(self._plain(text))
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
