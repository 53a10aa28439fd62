"""The settings that a learner may change to reach a goal."""

from PySide6.QtCore import Signal

from mnistlab.lessons.lesson import Goal
from mnistlab.training import RunSettings, declared
from mnistlab.ui.guides.lesson.forms import Form
from mnistlab.ui.panels.setting_row import SettingRow
from mnistlab.ui.widgets.kit import in_column


class GoalForm(Form):
    """A field for each free setting, because the drawer stands in the place of the panel that has them.

    Signals
    -------
    changed : str, object
        The setting of this name is to have another value.
    """

    changed = Signal(str, object)

    def __init__(self, step: Goal) -> None:
        super().__init__()
        settings = declared(RunSettings)
        self._rows = {name: SettingRow(f"goal_{name}", settings[name]) for name in step.free}
        for name, row in self._rows.items():
            row.changed.connect(lambda value, name=name: self.changed.emit(name, value))
            row.retranslate()
        in_column(*self._rows.values(), spacing=4, on=self)

    def show_settings(self, asked: RunSettings, in_force: RunSettings) -> None:
        """Show the settings that are asked for, and which of them wait for another run."""
        for name, row in self._rows.items():
            value = getattr(asked, name)
            row.show_value(value, waits=value != getattr(in_force, name))
