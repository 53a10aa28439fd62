"""How the stage turns to a scene: tabs to choose it by, the way back from it, and the stack that shows it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget
from typing_extensions import override

from mnistlab.data import Dataset
from mnistlab.ui.look.keys import leave_keys
from mnistlab.ui.look.theme import BODY, UNIT, font, px
from mnistlab.ui.look.zoom import UNBOUNDED, rescale
from mnistlab.ui.scenes import ASIDE, BENCHES, EXPERIMENTS, GALLERIES, GALLERY_OF, PAGES, PHASES, READINGS, load
from mnistlab.ui.scenes.base import Experiment, Scene
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.icon_button import IconButton
from mnistlab.ui.widgets.kit import STRETCH, action, in_row, mark, named, write
from mnistlab.ui.widgets.retranslated import Retranslated

HEIGHT = 40  # px of the tabs, and of the lower buttons in their place
LEAST_HEIGHT = 150  # px of the picture of a phase
BESIDE_TEXT = 24, 5  # px: of a tab and of a button, where there is room for all of them; of a tab that is narrow


class SceneTabs(Retranslated, QWidget):
    """Lets the person turn to a scene, by its name in `mnistlab.ui.scenes`.

    The phases have a tab each. In any other scene the way back to where the person came from stands in their place.

    Parameters
    ----------
    title_of_card : callable
        Returns what the experiment of a book is called that is looked at.

    Signals
    -------
    chosen : str
    back_wanted
        The person wants to leave the scene.
    """

    chosen = Signal(str)
    back_wanted = Signal()

    def __init__(self, title_of_card: Callable[[], str]) -> None:
        super().__init__()
        self._title_of_card = title_of_card
        self._before = ""
        self.phases = {name: self._button(f"tab{name}", name, role="tab") for name in PHASES}
        self.back = named(IconButton("back"), "sceneBack", small="true")
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.galleries = {name: self._button(f"gallery{name}", name, small="true") for name in GALLERIES}
        self.actions_of_scenes = {
            name: action(self, f"action{name}Experiment", lambda _on=False, name=name: self.chosen.emit(name))
            for name in (*EXPERIMENTS, *READINGS, *ASIDE)
        }
        self._row = in_row(*self.phases.values(), self.back, STRETCH, *self.galleries.values(), on=self)
        self.setFixedHeight(HEIGHT)
        self.retranslate()

    def show_scene(self, name: str, before: str) -> None:
        """Mark the scene that is shown; `before` is the one to which the way back leads, if there is any."""
        for other, tab in self.phases.items():
            tab.setChecked(other == name)
            tab.setHidden(bool(before))
        for other, button in self.galleries.items():
            button.setChecked(other == name or other == GALLERY_OF.get(name))
        self._before = before
        self.back.setVisible(bool(before))
        self._name_way_back()
        self._fit()  # because the tabs take more room than the way back

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let tabs be no wider than their texts where there is little room."""
        metrics = QFontMetrics(font(BODY, bold=True))
        shown = [*([] if self._before else self.phases.values()), *self.galleries.values()]
        wanted = sum(metrics.horizontalAdvance(button.text()) + px(BESIDE_TEXT[0] + UNIT) for button in shown)
        narrow = wanted > self.width()
        self._row.setSpacing(px(UNIT // 2 if narrow else UNIT))
        for button in self.galleries.values():
            mark(button, narrow="true" if narrow else "")
        texts = {tab: metrics.horizontalAdvance(tab.text()) for tab in self.phases.values()}
        beside = px(BESIDE_TEXT[1])
        if narrow and not self._before:  # what room is left
            taken = sum(texts.values()) + sum(button.sizeHint().width() for button in self.galleries.values())
            left = self.width() - taken - (len(shown) + 1) * self._row.spacing()
            beside = max(beside, min(px(BESIDE_TEXT[0]), left // len(texts)))
        for tab, width in texts.items():
            mark(tab, narrow="true" if narrow else "")
            release_width(tab)
            if narrow:
                tab.setFixedWidth(width + beside)

    @override
    def retranslate(self) -> None:
        translate = QCoreApplication.translate
        for name, tab in self.phases.items():
            tip = translate("Scenes", PHASES[name].tip)
            tab.setText(translate("Scenes", PHASES[name].text))
            tab.setToolTip(tip)
            tab.setAccessibleName(tip)
        for name, entry in (EXPERIMENTS | READINGS | ASIDE).items():
            self.actions_of_scenes[name].setText(translate("Scenes", entry.text))
            self.actions_of_scenes[name].setToolTip(translate("Scenes", entry.tip))
        for name, text in self._names_of_galleries().items():
            self.galleries[name].setText(text)
            self.galleries[name].setToolTip(translate("Scenes", GALLERIES[name].tip))
            self.galleries[name].setAccessibleName(text)
        self._name_way_back()
        self._fit()

    def _names_of_galleries(self) -> dict[str, str]:
        translate = QCoreApplication.translate
        return {
            "Book": translate("StagePanel", "Book"),
            "Try": translate("StagePanel", "Try"),
            "Read": translate("StagePanel", "Read"),
        }

    def _name_way_back(self) -> None:
        name, translate = self._before, QCoreApplication.translate
        entry = (PHASES | EXPERIMENTS | READINGS | ASIDE | BENCHES | PAGES).get(name)
        if name == "Card":  # one page for many experiments
            text = self._title_of_card()
        else:
            text = self._names_of_galleries().get(name, "") if entry is None else translate("Scenes", entry.text)
        write(self.back, text)
        self.back.setToolTip(translate("StagePanel", "Back to where you came from (Esc)"))
        self.back.setAccessibleName(self.back.toolTip())

    def _button(self, name: str, scene: str, **properties: str) -> QToolButton:
        button = named(QToolButton(), name, **properties)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.chosen.emit(scene))
        return button


def release_width(widget: QWidget) -> None:
    """Let a widget be as wide as its layout makes it."""
    widget.setMinimumWidth(0)
    widget.setMaximumWidth(UNBOUNDED)


class SceneStack(QStackedWidget):
    """Makes each scene when it is first turned to, because the window opens sooner without them.

    It takes what room is left, and asks for no more height than the scene that is shown needs.

    Signals
    -------
    scene_made : Scene
        Another scene is there, still without texts and data.
    """

    scene_made = Signal(object)

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self.made: dict[str, Scene] = {}  # by the names of `mnistlab.ui.scenes`
        self.name = ""  # of the scene that is shown
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
        before = self.made.get(self.name)
        if name not in self.made:
            self.made[name] = self._make(load(name))
        self.name = name
        self.setCurrentWidget(self.made[name])
        if before is not None and before is not self.made[name]:
            before.let_go()
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
        """Return the width that all need; and for every phase the same height, so that nothing moves between them."""
        scene = self.currentWidget()
        height = scene.minimumSizeHint().height() if isinstance(scene, Experiment) else px(LEAST_HEIGHT)
        return QSize(super().minimumSizeHint().width(), height)
