"""The settings of the run. What a run cannot change midway waits for the next, and says so."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import ChangeSetting, Rewind
from mnistlab.training import CHOICES
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.number_field import RealField, WholeField


class SettingsPanel(Panel):
    """One field for each setting but the learning rate, which is among the controls."""

    interval = 0.1
    hidden_when_presenting = True

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self.fields: dict[str, WholeField | RealField] = {}
        for setting, name in {
            "hidden_size": "hiddenSize",
            "batch_size": "batchSize",
            "iterations": "iterations",
            "weight_init_std": "weightInitStd",
            "seed": "seed",
        }.items():
            field = RealField() if setting == "weight_init_std" else WholeField()
            field.setObjectName(name)
            field.valueChanged.connect(lambda value, setting=setting: self._change(setting, value))
            field.misread.connect(lambda text, setting=setting: self.refuse(setting, text))
            self.fields[setting] = field
        self.fields["seed"].setGroupSeparatorShown(False)  # it is a name, not an amount
        self.choices = {name: QComboBox() for name in ("sampling", "gradient")}
        for name, box in self.choices.items():
            box.setObjectName(name)
            for choice in CHOICES[name]:
                box.addItem("", choice)
            box.currentIndexChanged.connect(lambda _index, name=name: self._choose(name))

        self.labels = {setting: QLabel() for setting in (*self.fields, *self.choices)}
        form = QFormLayout()
        form.setHorizontalSpacing(UNIT)
        form.setVerticalSpacing(UNIT - 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for setting in ("hidden_size", "batch_size", "iterations", "weight_init_std", "sampling", "gradient", "seed"):
            self._add_row(form, setting)
        self.body.addLayout(form)
        self.pending = QLabel()
        self.pending.setProperty("role", "muted")
        self.pending.setWordWrap(True)
        self.pending.hide()
        self.rewind = QPushButton()
        self.rewind.setObjectName("rewindAndApply")
        self.rewind.setProperty("small", "true")
        self.rewind.clicked.connect(lambda: self.intended.emit(Rewind()))
        self.rewind.hide()
        self.body.addWidget(self.pending)
        self.body.addWidget(self.rewind)
        self.body.addStretch(1)
        self.setEnabled(False)  # until there are images
        self.retranslate()

    def show_frame(self, frame: Frame) -> None:
        """Show what was asked for, and whether it is in force or waits for a rewind."""
        self.setEnabled(True)
        waiting = False
        for setting, field in self.fields.items():
            asked = getattr(frame.next_settings, setting)
            field.show_value(asked)
            differs = asked != getattr(frame.settings, setting)
            _mark(field, differs)
            waiting |= differs
        for setting, box in self.choices.items():
            asked = getattr(frame.next_settings, setting)
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(asked))
            differs = asked != getattr(frame.settings, setting)
            _mark(box, differs)
            waiting |= differs
        self.pending.setVisible(waiting)
        self.rewind.setVisible(waiting)

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Settings"))
        texts = {
            "hidden_size": (self.tr("hidden units"), self.tr("Units in the hidden layer. Takes effect in a new run.")),
            "batch_size": (
                self.tr("mini-batch"),
                self.tr("Images drawn for each iteration. Takes effect in a new run."),
            ),
            "iterations": (
                self.tr("iterations"),
                self.tr("Mini-batches in the whole run. May be changed during a run."),
            ),
            "weight_init_std": (
                self.tr("weights’ spread"),
                self.tr("Standard deviation of the first random weights. Takes effect in a new run."),
            ),
            "sampling": (
                self.tr("sampling"),
                self.tr(
                    "Random: each mini-batch is drawn from all images, some come twice, some not at all. "
                    "Shuffle: in each epoch every image comes exactly once. Takes effect in a new run."
                ),
            ),
            "gradient": (
                self.tr("gradient"),
                self.tr(
                    "Backpropagation, or numerical: every weight moved a little to both sides. The same curve, far "
                    "slower. May be changed during a run."
                ),
            ),
            "seed": (
                self.tr("seed"),
                self.tr(
                    "Fixes first weights and mini-batches. The same seed, the same run. Takes effect in a new run."
                ),
            ),
        }
        for setting, (name, tip) in texts.items():
            field = self.choices[setting] if setting in self.choices else self.fields[setting]
            self.labels[setting].setText(name)
            self.labels[setting].setToolTip(tip)
            field.setToolTip(tip)
            field.setAccessibleName(name)
        for name, choice, text in (
            ("sampling", "random", self.tr("random")),
            ("sampling", "shuffle", self.tr("shuffle")),
            ("gradient", "backpropagation", self.tr("backprop")),
            ("gradient", "numerical", self.tr("numerical")),
        ):
            self.choices[name].setItemText(CHOICES[name].index(choice), text)
        self.pending.setText(self.tr("The marked settings cannot change during a run. They wait for the next."))
        self.rewind.setText(self.tr("⟲ Rewind and apply"))
        self.rewind.setToolTip(self.tr("Back to the start, with the marked settings in force"))

    def _add_row(self, form: QFormLayout, setting: str) -> None:
        field = self.choices[setting] if setting in self.choices else self.fields[setting]
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        label = self.labels[setting]
        label.setMinimumWidth(104)
        label.setBuddy(field)
        label.setMinimumHeight(26)
        form.addRow(label, field)

    def _choose(self, setting: str) -> None:
        self._change(setting, self.choices[setting].currentData())

    def _change(self, setting: str, value: float | str) -> None:
        self.intended.emit(ChangeSetting(setting, value))


def _mark(field: QWidget, differs: bool) -> None:
    mark = "true" if differs else "false"
    if field.property("pending") != mark:
        field.setProperty("pending", mark)
        field.style().polish(field)
