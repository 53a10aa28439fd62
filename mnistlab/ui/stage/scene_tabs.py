"""The tabs of the phases, and beside them the menus of the experiments and of the readings."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.scenes import EXPERIMENTS, PHASES, READINGS
from mnistlab.ui.widgets.boxes import in_row
from mnistlab.ui.widgets.gap import Gap
from mnistlab.ui.widgets.named import named
from mnistlab.ui.widgets.retranslated import Retranslated


class SceneTabs(Retranslated, QWidget):
    """Lets the person turn to a scene, by its name in `mnistlab.ui.scenes`.

    Signals
    -------
    chosen : str
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.phases = {name: self._tab(place, name) for place, name in enumerate(PHASES)}
        self.experiments = {name: self._action(name) for name in EXPERIMENTS}
        self.readings = {name: self._action(name) for name in READINGS}
        self.experiments_button = _menu_button("experiments", self.experiments.values())
        self.readings_button = _menu_button("readings", self.readings.values())
        menus = Gap(UNIT), self.experiments_button, Gap(UNIT), self.readings_button
        in_row(*self.phases.values(), *menus, spacing=0, on=self)
        self.retranslate()

    def show_scene(self, name: str) -> None:
        """Mark the scene that is shown."""
        for other, tab in self.phases.items():
            tab.setChecked(other == name)
        self.experiments_button.setChecked(name in EXPERIMENTS)
        self.readings_button.setChecked(name in READINGS)

    @override
    def retranslate(self) -> None:
        for name, tab in self.phases.items():
            tip = QCoreApplication.translate("Scenes", PHASES[name].tip)
            tab.setText(PHASES[name].text)
            tab.setToolTip(tip)
            tab.setAccessibleName(tip)
        for name, entry in (EXPERIMENTS | READINGS).items():
            action = (self.experiments | self.readings)[name]
            action.setText(QCoreApplication.translate("Scenes", entry.text))
            action.setToolTip(QCoreApplication.translate("Scenes", entry.tip))
        translate = QCoreApplication.translate
        self.experiments_button.setText(translate("StagePanel", "Try ▾"))
        self.experiments_button.setToolTip(
            translate("StagePanel", "Experiments: check the gradient, move one weight, look at the loss")
        )
        self.experiments_button.setAccessibleName(translate("StagePanel", "Experiments"))
        self.readings_button.setText(translate("StagePanel", "Read ▾"))
        self.readings_button.setToolTip(
            translate("StagePanel", "How a drawing is read: by which steps, why, and how well")
        )
        self.readings_button.setAccessibleName(translate("StagePanel", "Reading"))

    def _tab(self, place: int, name: str) -> QToolButton:
        tab = named(QToolButton(), f"tab{name}")
        tab.setCheckable(True)
        tab.setProperty("tab", "true")
        tab.setProperty("segment", {0: "first", len(PHASES) - 1: "last"}.get(place, "middle"))
        tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tab.clicked.connect(lambda: self.chosen.emit(name))
        return tab

    def _action(self, name: str) -> QAction:
        action = QAction(self)
        action.setObjectName(f"action{name}Experiment")
        action.triggered.connect(lambda: self.chosen.emit(name))
        self.addAction(action)
        return action


def _menu_button(name: str, actions: Iterable[QAction]) -> QToolButton:
    button = named(QToolButton(), name)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setProperty("tab", "true")
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    menu = QMenu(button)
    menu.addActions(list(actions))
    button.setMenu(menu)
    return button
