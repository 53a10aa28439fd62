"""How the stage turns to a scene: tabs and menus to choose it by, and the stack that shows it."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QToolButton, QWidget
from typing_extensions import override

from mnistlab.data import Dataset
from mnistlab.ui.look.keys import leave_keys
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.scenes import EXPERIMENTS, PHASES, READINGS, load
from mnistlab.ui.scenes.base import Experiment, Scene
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import Gap, action, in_row, named
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
            turns = (self.experiments | self.readings)[name]
            turns.setText(QCoreApplication.translate("Scenes", entry.text))
            turns.setToolTip(QCoreApplication.translate("Scenes", entry.tip))
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
        return action(self, f"action{name}Experiment", lambda: self.chosen.emit(name))


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


class SceneStack(QStackedWidget):
    """Makes each scene when it is first turned to, because the window opens sooner without them.

    It takes what room is left, and is as high as the scene that is shown needs, because a stack that asks for the
    height of its highest widget, as Qt's own does, squeezes the buttons and the code around it.

    Signals
    -------
    scene_made : Scene
        Another scene is there, still without texts and data.
    """

    scene_made = Signal(object)

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self.made: dict[str, Scene] = {}  # by the names of `mnistlab.ui.scenes`
        self._selection = selection
        self._dataset: Dataset | None = None

    @property
    def scene(self) -> Scene:
        """The scene that is shown."""
        scene = self.currentWidget()
        assert isinstance(scene, Scene)
        return scene

    def turn_to(self, name: str) -> None:
        """Show a scene."""
        if name not in self.made:
            self.made[name] = self._make(load(name))
        self.setCurrentWidget(self.made[name])
        self.updateGeometry()

    def take_data(self, dataset: Dataset) -> None:
        """Pass the data set on to the experiments."""
        self._dataset = dataset
        for scene in self.made.values():
            if isinstance(scene, Experiment):
                scene.take_data(dataset)

    def _make(self, kind: type[Scene]) -> Scene:
        scene = kind(self._selection)
        rescale(scene)
        self.scene_made.emit(scene)
        if isinstance(scene, Experiment) and self._dataset is not None:
            scene.take_data(self._dataset)
        scene.retranslate()
        leave_keys(scene)
        self.addWidget(scene)
        return scene

    @override
    def hasHeightForWidth(self) -> bool:
        return False

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the width that all need, and the height that the one shown needs."""
        scene = self.currentWidget()
        height = 0 if scene is None else scene.minimumSizeHint().height()
        return QSize(super().minimumSizeHint().width(), height)
