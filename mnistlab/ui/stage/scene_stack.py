"""The scenes that have been made, one of them shown."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from mnistlab.data import Dataset
from mnistlab.ui.look.keys import leave_keys
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.scenes import load
from mnistlab.ui.scenes.base import Experiment, Scene
from mnistlab.ui.selection import Selection


class SceneStack(QStackedWidget):
    """Makes each scene when it is first turned to, because the window opens sooner without them.

    It takes what room is left, and is as high as the scene that is shown needs, because a stack that asks for the
    height of its highest widget, as Qt's own does, squeezes the buttons and the code around it.

    The signals are those of the scenes.
    """

    part_pointed = Signal(str)
    readout = Signal(str)
    wanted = Signal(object)
    given_up = Signal(str)
    intended = Signal(object)
    updated = Signal()

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
        scene.part_pointed.connect(self.part_pointed)
        scene.readout.connect(self.readout)
        if isinstance(scene, Experiment):
            scene.wanted.connect(self.wanted)
            scene.given_up.connect(self.given_up)
            scene.intended.connect(self.intended)
            scene.updated.connect(self.updated)
            if self._dataset is not None:
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
