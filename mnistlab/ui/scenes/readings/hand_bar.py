"""Whose hand it is: the name, the next pupil, and whether all pupils are shown."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from mnistlab.library.kept_run import LONGEST_NAME, clean_name
from mnistlab.ui.scenes.readings.hand_question import button
from mnistlab.ui.widgets.kit import STRETCH, in_row, named
from mnistlab.ui.widgets.retranslated import Retranslated


class HandBar(Retranslated, QWidget):
    """A field with the names, in which the present one can be written over, and buttons.

    Signals
    -------
    chosen : int
        The place of the hand that is to draw.
    named : str
        The name for the present hand.
    next_wanted
        Somebody new is to draw.
    deletion_wanted
        The present hand is to be deleted.
    table_wanted : bool
        All hands are to be shown, or the digits of the present one.
    """

    chosen = Signal(int)
    named = Signal(str)
    next_wanted = Signal()
    deletion_wanted = Signal()
    table_wanted = Signal(bool)
    _table_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = named(QComboBox(), "handName", beside="button")
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.name.setMinimumContentsLength(14)
        field = self.name.lineEdit()
        assert field is not None
        self.field = field
        self.name.setCompleter(None)  # type: ignore[arg-type]  # Qt takes it, its stubs do not say so
        field.setMaxLength(LONGEST_NAME)
        field.editingFinished.connect(self._take_name)
        self.name.activated.connect(self._choose)
        self.next = button("handNext", self.next_wanted)
        self.delete = button("handDelete", self.deletion_wanted)
        self.table = button("handTable", self._table_pressed)
        self.table.setCheckable(True)
        self.table.toggled.connect(self.table_wanted)
        in_row(self.name, self.next, STRETCH, self.table, self.delete, on=self)
        self._shown = ""
        self._place = 0
        self.retranslate()

    def show_names(self, names: Sequence[str], place: int) -> None:
        """Show the names of all hands, and which is the present one; a name that is being written stays."""
        if [self.name.itemText(number) for number in range(self.name.count())] != list(names):
            written = self.field.text() if self.field.isModified() else None
            self.name.clear()
            self.name.addItems(list(names))
            if written is not None:
                self.field.setText(written)
                self.field.setModified(True)
        self._shown, self._place = names[place], place
        if not self.field.isModified():
            self.name.setCurrentIndex(place)
            self.name.setEditText(names[place])

    def ask_name(self) -> None:
        """Let the person write the name of the present hand."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _choose(self, place: int) -> None:
        self.field.setModified(False)
        if place != self._place:
            self.chosen.emit(place)

    def _take_name(self) -> None:
        """Take what was written for the name of the present hand; nothing at all is no name."""
        if not self.field.isModified():
            return
        self.field.setModified(False)
        name = clean_name(self.field.text())
        if name and name != self._shown:
            self.named.emit(name)
        else:
            self.name.setEditText(self._shown)

    @override
    def retranslate(self) -> None:
        self.name.setAccessibleName(self.tr("Whose hand it is"))
        self.name.setToolTip(self.tr("Whose hand it is: write a name over this one, or choose somebody"))
        self.next.setText(self.tr("Next pupil"))
        self.next.setToolTip(self.tr("Somebody else draws: a new name, and digits of their own"))
        self.table.setText(self.tr("All pupils"))
        self.table.setToolTip(self.tr("A table: how many digits of each pupil are read right"))
        self.delete.setText(self.tr("Delete pupil"))
        self.delete.setToolTip(self.tr("Delete this name with all its digits; it can be undone"))
