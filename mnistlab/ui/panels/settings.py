"""The settings of the run. A setting that a run cannot change waits for the next run, and says so."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import ChangeSetting, Rewind
from mnistlab.training import RunSettings, Setting, declared
from mnistlab.training.settings import CONTEXT
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import mark, named, push_button
from mnistlab.ui.widgets.number_field import NumberField


class SettingsPanel(Panel):
    """One field for each setting but the learning rate, which is among the controls."""

    interval = 0.1
    hidden_when_presenting = True

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self.settings = {name: setting for name, setting in declared(RunSettings).items() if setting.shown}
        self.fields: dict[str, NumberField | QComboBox] = {}
        self.labels = {name: QLabel() for name in self.settings}
        for name, setting in self.settings.items():
            field = self._field(name, setting)
            first, *others = name.split("_")
            field.setObjectName(first + "".join(map(str.capitalize, others)))
            self.fields[name] = field
        form = QFormLayout()
        form.setHorizontalSpacing(UNIT)
        form.setVerticalSpacing(UNIT - 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in self.fields.items():
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            label = self.labels[name]
            label.setMinimumSize(104, 26)
            label.setBuddy(field)
            form.addRow(label, field)
        self.body.addLayout(form)
        self.pending = named(QLabel(), role="muted")
        self.pending.setWordWrap(True)
        self.pending.hide()
        self.rewind = push_button("rewindAndApply", lambda: self.intended.emit(Rewind()), small="true")
        self.rewind.hide()
        self.body.addWidget(self.pending)
        self.body.addWidget(self.rewind)
        self.body.addStretch(1)
        self.setEnabled(False)  # until there are images
        self.retranslate()

    def show_frame(self, frame: Frame) -> None:
        """Show the settings asked for, and whether each is in force or waits for a rewind."""
        self.setEnabled(True)
        waiting = False
        for name, field in self.fields.items():
            asked = getattr(frame.next_settings, name)
            if isinstance(field, QComboBox):
                with QSignalBlocker(field):
                    field.setCurrentIndex(_choices(self.settings[name]).index(asked))
            else:
                field.show_value(asked)
            differs = asked != getattr(frame.settings, name)
            mark(field, pending="true" if differs else "false")
            waiting |= differs
        self.pending.setVisible(waiting)
        self.rewind.setVisible(waiting)

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Settings"))
        for name, setting in self.settings.items():
            field, label = self.fields[name], self.labels[name]
            label.setText(said(setting.label))
            field.setAccessibleName(said(setting.label))
            for widget in (field, label):
                widget.setToolTip(setting_tip(setting))
            if isinstance(field, QComboBox):
                for place, choice in enumerate((setting.choices or {}).values()):
                    field.setItemText(place, said(choice))
        self.pending.setText(self.tr("The marked settings cannot change during a run. They wait for the next."))
        self.rewind.setText(self.tr("⟲ Rewind and apply"))
        self.rewind.setToolTip(self.tr("Back to the start, with the marked settings in force"))

    def _field(self, name: str, setting: Setting) -> NumberField | QComboBox:
        if setting.choices is None:
            field = NumberField(setting)
            field.valueChanged.connect(lambda: self._change(name, field.number))
            return field
        box = QComboBox()
        box.addItems(list(setting.choices.values()))
        box.currentIndexChanged.connect(lambda place: self._change(name, _choices(setting)[place]))
        return box

    def _change(self, name: str, value: Any) -> None:
        self.intended.emit(ChangeSetting(name, value))


def said(text: str) -> str:
    """Return a text of a `Setting` in the current language."""
    return QCoreApplication.translate(CONTEXT, text)


def setting_tip(setting: Setting) -> str:
    """Return what a setting is, and when a change takes effect."""
    if setting.live:
        text = QCoreApplication.translate("SettingsPanel", "{about}. May be changed during a run.")
    else:
        text = QCoreApplication.translate("SettingsPanel", "{about}. Takes effect in a new run.")
    about = said(setting.about)
    return text.format(about=about[:1].upper() + about[1:])


def _choices(setting: Setting) -> list[Any]:
    return list(setting.choices or ())
