"""A setting's name and its field, in a row."""

from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.errors import with_capital
from mnistlab.language import join_sentences
from mnistlab.training import Setting
from mnistlab.training.setting import CONTEXT
from mnistlab.ui.widgets.kit import in_row, mark
from mnistlab.ui.widgets.number_field import NumberField
from mnistlab.ui.widgets.retranslated import Retranslated

LABEL: Final = 96  # px: width of the name beside a field

Field = NumberField | QComboBox


class SettingRow(Retranslated, QWidget):
    """A name, and a field for a number or a choice.

    Parameters
    ----------
    name : str
        Of the field, as `objectName`.
    setting : Setting

    Signals
    -------
    changed : object
        The setting is to have another value.
    """

    changed = Signal(object)

    def __init__(self, name: str, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self.field = self._make_field()
        self.field.setObjectName(name)
        self.field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.label = QLabel()
        self.label.setFixedWidth(LABEL)
        self.label.setBuddy(self.field)
        in_row(self.label, (self.field, 1), on=self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _make_field(self) -> Field:
        if self.setting.choices is None:
            field = NumberField(self.setting)
            field.valueChanged.connect(lambda: self.changed.emit(field.number))
            return field
        box = QComboBox()
        box.addItems(list(self.setting.choices.values()))
        box.currentIndexChanged.connect(lambda place: self.changed.emit(list(self.setting.choices or ())[place]))
        return box

    def show_value(self, value: Any, *, waits: bool) -> None:
        """Show the value that is asked for, and whether it waits for another run."""
        field = self.field
        if isinstance(field, QComboBox):
            with QSignalBlocker(field):
                field.setCurrentIndex(list(self.setting.choices or ()).index(value))
        else:
            field.show_value(value)
        mark(field, pending="true" if waits else "false")

    @override
    def retranslate(self) -> None:
        tip, name = setting_tip(self.setting), said(self.setting.label)
        self.label.setText(name)
        self.field.setAccessibleName(name)
        for widget in (self.field, self.label):
            widget.setToolTip(tip)
        if isinstance(self.field, QComboBox):
            for place, choice in enumerate((self.setting.choices or {}).values()):
                self.field.setItemText(place, said(choice))
        else:
            self.field.retranslate()


def said(text: str) -> str:
    """Return a text of a `Setting` in the current language."""
    return QCoreApplication.translate(CONTEXT, text)


def setting_tip(setting: Setting) -> str:
    """Return what a setting is, and when a change takes effect."""
    if setting.live:
        text = QCoreApplication.translate("Chips", "{about}. May be changed during a run.")
    else:
        text = QCoreApplication.translate("Chips", "{about}. Takes effect in a new run.")
    about = said(setting.about)
    text = text.format(about=with_capital(about))
    return join_sentences(text, said(setting.why_waits)) if setting.why_waits else text


def value_text(setting: Setting, value: Any, inputs: int = 0, outputs: int = 0) -> str:
    """Return how a run that is summed up says the value of a setting; the sizes are those of the outer layers."""
    if setting.without and value == 0:
        return said(setting.without)
    if setting.choices is not None:
        number = said(setting.choices[value])
    elif setting.zero and value == 0:
        number = said(setting.zero)
    else:
        number = setting.written(value)
    pattern = setting.chip or setting.short
    if pattern:
        return said(pattern).format(value=number, inputs=inputs, outputs=outputs)
    is_its_own_name = setting.choices is not None and bool(number)
    return number if is_its_own_name else f"{said(setting.label)} {number}"
