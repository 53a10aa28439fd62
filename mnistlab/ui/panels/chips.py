"""The settings of a run in a few short words each; a click on one opens its field in the same place."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from mnistlab.numerals import shown
from mnistlab.training import Setting
from mnistlab.training.settings import CONTEXT
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.widgets.kit import in_row, mark, named
from mnistlab.ui.widgets.number_field import LEAVING, NumberField
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

GAP = 6  # px between two chips, and between two rows
LABEL = 96  # px: width of the name beside a field
# Ways in which a field loses the focus for a moment only.
PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)

Field = NumberField | QComboBox


class Chips(Retranslated, Restyled, QWidget):
    """A chip for each setting, one beside the other; or its field, with a row of its own, while that is open.

    Parameters
    ----------
    settings : mapping of str to Setting
        Those that are shown, by their names. Whatever is not `Setting.shown` has a chip, but no field here.

    Attributes
    ----------
    fields : dict of str to NumberField or QComboBox
        Every field, open or folded away.
    chips : dict of str to QToolButton

    Signals
    -------
    changed : str, object
        A setting is to have another value.
    field_wanted : str
        The person wants to change a setting that has its field elsewhere.
    folded
        No field is open any more, or one is.
    """

    changed = Signal(str, object)
    field_wanted = Signal(str)
    folded = Signal()

    def __init__(self, settings: Mapping[str, Setting], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = dict(settings)
        self.chips = {name: self._chip(name) for name in self.settings}
        self.labels: dict[str, QLabel] = {}
        self.fields: dict[str, Field] = {}
        self._editors: dict[str, QWidget] = {}
        self._open: set[str] = set()
        self._values: dict[str, tuple[Any, bool]] = {}  # asked for, and whether it waits
        self._sizes: tuple[int, int] = (0, 0)  # inputs, outputs
        for name, setting in self.settings.items():
            if setting.shown:
                self._add_field(name, setting)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _chip(self, name: str) -> QToolButton:
        chip = named(QToolButton(self), f"chip{_capitals(name)}", role="chip")
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.clicked.connect(lambda: self.open(name))
        return chip

    def _add_field(self, name: str, setting: Setting) -> None:
        field = self._field(name, setting)
        capitals = _capitals(name)
        field.setObjectName(capitals[:1].lower() + capitals[1:])
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        field.installEventFilter(self)
        label = QLabel()
        label.setFixedWidth(LABEL)
        label.setBuddy(field)
        editor = QWidget(self)
        in_row(label, (field, 1), on=editor)
        editor.hide()
        self.fields[name], self.labels[name], self._editors[name] = field, label, editor

    def _field(self, name: str, setting: Setting) -> Field:
        if setting.choices is None:
            field = NumberField(setting)
            field.valueChanged.connect(lambda: self._change(name, field.number))
            return field
        box = QComboBox()
        box.addItems(list(setting.choices.values()))
        box.currentIndexChanged.connect(lambda place: self._change(name, _choices(setting)[place]))
        return box

    def _change(self, name: str, value: Any) -> None:
        self.changed.emit(name, value)

    # What is shown

    def show_values(self, asked: Any, in_force: Any, inputs: int, outputs: int) -> bool:
        """Show the settings that are asked for, and return whether any of them waits for another run."""
        self._sizes = inputs, outputs
        values = {}
        for name, setting in self.settings.items():
            value = getattr(asked, name)
            values[name] = value, value != getattr(in_force, name)
            field = self.fields.get(name)
            if isinstance(field, QComboBox):
                with QSignalBlocker(field):
                    field.setCurrentIndex(_choices(setting).index(value))
            elif field is not None:
                field.show_value(value)
        if values != self._values:
            self._values = values
            self._show_texts()
        return any(waits for _, waits in values.values())

    @property
    def is_open(self) -> bool:
        """Whether any field is open."""
        return bool(self._open)

    def open(self, name: str) -> None:
        """Open the field of a setting, with the keyboard in it."""
        if name not in self.fields:
            self.field_wanted.emit(name)
            return
        self._show_open(self._open | {name})
        field = self.fields[name]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, NumberField):
            field.selectAll()

    def open_all(self) -> None:
        """Open every field, with the keyboard in the first."""
        self._show_open(set(self.fields))
        next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def close_all(self) -> None:
        """Fold every field away."""
        self._show_open(set())

    def _show_open(self, names: set[str]) -> None:
        self._open = names
        for name in self.settings:
            self._show_setting(name)
        self.arrange()
        self.folded.emit()

    def _show_setting(self, name: str) -> None:
        setting = self.settings[name]
        value = self._values.get(name, (None, False))[0]
        silent = setting.quiet and value == setting.default and name not in self._open
        self.chips[name].setHidden(name in self._open or silent)
        if name in self._editors:
            self._editors[name].setVisible(name in self._open)

    @override
    def retranslate(self) -> None:
        for name, setting in self.settings.items():
            tip = setting_tip(setting)
            self.chips[name].setToolTip(tip)
            if name in self.fields:
                field, label = self.fields[name], self.labels[name]
                label.setText(said(setting.label))
                field.setAccessibleName(said(setting.label))
                for widget in (field, label):
                    widget.setToolTip(tip)
                if isinstance(field, QComboBox):
                    for place, choice in enumerate((setting.choices or {}).values()):
                        field.setItemText(place, said(choice))
        self._show_texts()

    @override
    def restyle(self) -> None:
        self.arrange()

    def _show_texts(self) -> None:
        for name, (value, waits) in self._values.items():
            setting, chip = self.settings[name], self.chips[name]
            text = self._text(setting, value)
            chip.setText(text)
            chip.setAccessibleName(self.tr("{name}: {value}").format(name=said(setting.label), value=text))
            pending = "true" if waits else "false"
            mark(chip, pending=pending)
            if name in self.fields:
                mark(self.fields[name], pending=pending)
            self._show_setting(name)
        self.arrange()

    def _text(self, setting: Setting, value: Any) -> str:
        if setting.choices is not None:
            number = said(setting.choices[value])
        elif setting.whole:
            number = f"{value:,}" if setting.grouped else str(value)
        else:
            number = shown(value)
        inputs, outputs = self._sizes
        pattern = setting.chip or setting.short
        if pattern:
            return said(pattern).format(value=number, inputs=inputs, outputs=outputs)
        is_its_own_name = setting.choices is not None and bool(number)
        return number if is_its_own_name else f"{said(setting.label)} {number}"

    # Where it is

    def arrange(self) -> None:
        """Put chips in rows, and each field that is open in a row of its own."""
        gap, width = px(GAP), self.width()
        place, below = QPoint(0, 0), 0
        for name in self.settings:
            chip, editor = self.chips[name], self._editors.get(name)
            if editor is not None and not editor.isHidden():
                if place.x():
                    place = QPoint(0, below + gap)
                height = editor.sizeHint().height()
                editor.setGeometry(0, place.y(), width, height)
                below = place.y() + height
                place = QPoint(0, below + gap)
            elif not chip.isHidden():
                size = chip.sizeHint()
                if place.x() and place.x() + size.width() > width:
                    place = QPoint(0, below + gap)
                chip.setGeometry(place.x(), place.y(), size.width(), size.height())
                below = place.y() + size.height()
                place += QPoint(size.width() + gap, 0)
        if below != self.minimumHeight():
            self.setFixedHeight(below)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(LABEL + 12 * UNIT), self.minimumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    # When a field is left

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fold a field away once the person has left it, unless it has an entry that cannot be."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in PASSING:
            QTimer.singleShot(0, self, self._fold_what_was_left)  # once the field has read what was typed
        left = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in LEAVING
        if left and isinstance(watched, QComboBox):  # a field for a number does so itself
            watched.clearFocus()
        return left and isinstance(watched, QComboBox)

    def _fold_what_was_left(self) -> None:
        if len(self._open) < len(self.fields):  # all of them are folded away together
            kept = {name for name in self._open if _is_used(self.fields[name])}
            if kept != self._open:
                self._show_open(kept)


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
    return text.format(about=about[:1].upper() + about[1:])


def _is_used(field: Field) -> bool:
    """Return whether a person types in a field, or has to correct what was typed there."""
    return field.hasFocus() or (isinstance(field, NumberField) and bool(field.refused))


def _choices(setting: Setting) -> list[Any]:
    return list(setting.choices or ())


def _capitals(name: str) -> str:
    return "".join(map(str.capitalize, name.split("_")))
