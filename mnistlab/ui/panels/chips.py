"""The settings of a run in a few short words each; a click on one opens its field in the same place."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from mnistlab.training import Setting
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.panels.setting_row import LABEL, Field, SettingRow, said, setting_tip, value_text
from mnistlab.ui.widgets.kit import mark, named
from mnistlab.ui.widgets.number_field import LEAVING, NumberField
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

GAP = 6  # px between two chips, and between two rows
# Ways in which a field loses the focus for a moment only.
PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


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
        self.rows: dict[str, SettingRow] = {}
        self._open: set[str] = set()
        self._values: dict[str, tuple[Any, bool]] = {}  # asked for, and whether it waits
        self._sizes: tuple[int, int] = (0, 0)  # inputs, outputs
        self._idle: set[str] = set()  # settings without an effect in this run
        for name, setting in self.settings.items():
            if setting.shown:
                self._add_row(name, setting)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _chip(self, name: str) -> QToolButton:
        chip = named(QToolButton(self), f"chip{_capitals(name)}", role="chip")
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.clicked.connect(lambda: self.open(name))
        return chip

    def _add_row(self, name: str, setting: Setting) -> None:
        row = SettingRow(name_of_field(name), setting, self)
        row.changed.connect(lambda value: self.changed.emit(name, value))
        row.field.installEventFilter(self)
        row.hide()
        self.rows[name], self.fields[name], self.labels[name] = row, row.field, row.label

    # What is shown

    def show_values(self, asked: Any, in_force: Any, inputs: int, outputs: int) -> bool:
        """Show the settings that are asked for, and return whether any of them waits for another run."""
        self._sizes = inputs, outputs
        values, idle = {}, set[str]()
        for name, setting in self.settings.items():
            value = getattr(asked, name)
            counts = setting.counts(asked)
            values[name] = value, counts and value != getattr(in_force, name)
            if name in self.rows:
                self.rows[name].show_value(value, waits=values[name][1])
            idle |= set() if counts else {name}
        if idle != self._idle:
            self._idle, self._values = idle, {}
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
        silent = (setting.quiet and value == setting.default) or name in self._idle
        self.chips[name].setHidden(name in self._open or silent)
        if name in self.rows:
            self.rows[name].setVisible(name in self._open)

    @override
    def retranslate(self) -> None:
        for name, setting in self.settings.items():
            self.chips[name].setToolTip(setting_tip(setting))
        for row in self.rows.values():
            row.retranslate()
        self._show_texts()

    @override
    def restyle(self) -> None:
        self.arrange()

    def _show_texts(self) -> None:
        for name, (value, waits) in self._values.items():
            setting, chip = self.settings[name], self.chips[name]
            text = value_text(setting, value, *self._sizes)
            chip.setText(text)
            chip.setAccessibleName(self.tr("{name}: {value}").format(name=said(setting.label), value=text))
            mark(chip, pending="true" if waits else "false")
            self._show_setting(name)
        self.arrange()

    # Where it is

    def arrange(self) -> None:
        """Put chips in rows, and each field that is open in a row of its own."""
        gap, width = px(GAP), self.width()
        place, below = QPoint(0, 0), 0
        for name in self.settings:
            chip, editor = self.chips[name], self.rows.get(name)
            if editor is not None and not editor.isHidden():
                if place.x():
                    place = QPoint(0, below + gap)
                height = editor.sizeHint().height()
                editor.setGeometry(0, place.y(), width, height)
                below = place.y() + height
                place = QPoint(0, below + gap)
            elif not chip.isHidden():
                size = chip.sizeHint()
                size.setWidth(min(size.width(), width))  # where a long number loses its middle
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


def _is_used(field: Field) -> bool:
    """Return whether a person types in a field, or has to correct what was typed there."""
    return field.hasFocus() or (isinstance(field, NumberField) and bool(field.refused))


def name_of_field(name: str) -> str:
    """Return the `objectName` of the field of a setting."""
    capitals = _capitals(name)
    return capitals[:1].lower() + capitals[1:]


def _capitals(name: str) -> str:
    return "".join(map(str.capitalize, name.split("_")))
