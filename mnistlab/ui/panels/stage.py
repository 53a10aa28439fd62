"""The stage: what the phase of the moment does, as picture, words, formula, numbers and code."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from mnistlab.data import Dataset
from mnistlab.engine.frame import Frame
from mnistlab.training import Phase
from mnistlab.ui.look.keys import leave_keys
from mnistlab.ui.look.theme import BODY, TITLE, UNIT, font, px
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.panels.base import Panel, topic
from mnistlab.ui.scenes import EXPERIMENTS, PHASES, READINGS, load
from mnistlab.ui.scenes.base import Experiment, Reading, RunPath, Scene
from mnistlab.ui.scenes.experiments.mistake_names import mistake_name
from mnistlab.ui.selection import Selection
from mnistlab.ui.stage.code_view import CodeView
from mnistlab.ui.stage.phase_bar import PhaseBar
from mnistlab.ui.stage.way_back import WayBack
from mnistlab.ui.widgets.formula import Formula
from mnistlab.ui.widgets.gap import Gap
from mnistlab.ui.widgets.steady import release_size, set_steady_text
from mnistlab.ui.widgets.text_line import TextLine

CODE_ROWS: Final = 6
ROOMY: Final = 640  # px of height: in a lower panel the code keeps no room for lines that it has not
LINE: Final = 18  # px
SCENE_HEIGHT: Final = 212  # px
TITLES: Final = {"heading": TITLE, "title": BODY}  # roles of the title, each with its size, the largest first
LONG_TITLE: Final = "small title"
SLOW_PHASE: Final = 1.0  # s: a phase that lasts so long shows how much of it is left


class StagePanel(Panel):
    """A scene for each phase, with words, formula and code; the loss before and after; the way back.

    The scene follows the phase. Between two phases the person may look at any other, or at an experiment.

    Signals
    -------
    wanted : Computation
        To be done beside the run, for an experiment.
    given_up : str
        Key of the computation that is no longer wanted.
    reading : bool
        Turned to a scene about the drawing, or away from it.
    """

    wanted = Signal(object)
    given_up = Signal(str)
    reading = Signal(bool)

    interval = 0.1  # pictures that change more often are a flicker
    needs_frames_hidden = True

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self._frame: Frame | None = None
        self._parts: list[str] = []  # of the lines of code that are shown
        selection.changed.connect(self._refresh)
        self._half = "Backward"  # of phase ②: what was last looked at
        self._halfway = QTimer(self)
        self._halfway.setSingleShot(True)
        self._halfway.timeout.connect(lambda: self._turn_to("Backward"))
        self.title.setMinimumWidth(1)  # a long one becomes smaller, and the window no wider
        self.note.hide()
        self.phase_bar = PhaseBar()
        self.words = QLabel()
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        self.words.setFixedHeight(2 * LINE)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scenes = _Scenes()
        self._scenes.setObjectName("scenes")
        self._scenes.setMinimumHeight(SCENE_HEIGHT)  # of the highest: nothing moves when that is first turned to
        self._tabs: dict[str, QToolButton] = {}
        self._made: dict[str, Scene] = {}
        self._dataset: Dataset | None = None
        self.experiments = {name: self._action(name) for name in EXPERIMENTS}
        self.experiments_button = _menu_button("experiments", self.experiments.values())
        self.readings = {name: self._action(name) for name in READINGS}
        self.readings_button = _menu_button("readings", self.readings.values())
        self.banner = _banner()
        self.formula = Formula()
        self.formula.setObjectName("formula")
        self.numbers = TextLine()
        self.numbers.setObjectName("numbers")
        self.readout = TextLine()
        self.readout.setObjectName("readout")
        self.code = CodeView(rows=CODE_ROWS)
        self.code.setObjectName("code")
        self.loss_label = _muted()
        self.loss = QLabel()
        self.loss.setObjectName("batchLoss")
        self.loss.setProperty("role", "number")
        self.loss_words = _muted()
        self.way_back = WayBack()
        self.way_back.intended.connect(self.intended)
        self.addActions([self.way_back.back, self.way_back.go_on, self.way_back.return_])
        self._lay_out()
        self._turn_to("Repeat")
        self.retranslate()

    def _make_tabs(self) -> QHBoxLayout:
        tabs = QHBoxLayout()
        tabs.setSpacing(0)
        for place, name in enumerate(PHASES):
            tab = QToolButton()
            tab.setObjectName(f"tab{name}")
            tab.setCheckable(True)
            tab.setProperty("tab", "true")
            tab.setProperty("segment", {0: "first", len(PHASES) - 1: "last"}.get(place, "middle"))
            tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tab.clicked.connect(lambda _checked, name=name: self._choose(name))
            self._tabs[name] = tab
            tabs.addWidget(tab)
        for button in (self.experiments_button, self.readings_button):
            tabs.addWidget(Gap(UNIT))
            tabs.addWidget(button)
        return tabs

    def _lay_out(self) -> None:
        self.title.installEventFilter(self)
        self.header.addLayout(self._make_tabs())
        figures = QStackedWidget()  # at rest the numbers of the formula; else what is below the mouse
        figures.addWidget(self.numbers)
        figures.addWidget(self.readout)
        figures.setFixedHeight(LINE)
        self._figures = figures
        self._below = QWidget()  # what a scene about the drawing needs no place for
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        formula = QVBoxLayout()
        formula.setSpacing(2)
        formula.addWidget(self.formula)
        formula.addWidget(figures)
        loss = QHBoxLayout()
        loss.setSpacing(UNIT)
        for label in (self.loss_label, self.loss, self.loss_words):
            loss.addWidget(label, 0, Qt.AlignmentFlag.AlignBaseline)
        loss.addStretch(1)
        self.body.setSpacing(6)
        self.body.addWidget(self.phase_bar)
        self.body.addWidget(self.banner)
        words = QHBoxLayout()
        words.setSpacing(UNIT)
        words.addWidget(self.words, 1)
        words.addWidget(self.help, 0, Qt.AlignmentFlag.AlignTop)  # the line of the title has no room for it
        self.body.addLayout(words)
        self.body.addWidget(self._scenes, 1)
        below.addLayout(formula)
        below.addWidget(self.code)
        below.addLayout(loss)
        below.addWidget(self.way_back)
        self.body.addWidget(self._below)

    def _action(self, name: str) -> QAction:
        action = QAction(self)
        action.setObjectName(f"action{name}Experiment")
        action.triggered.connect(lambda: self._choose(name))
        self.addAction(action)
        return action

    @property
    def help_topic(self) -> str:
        """The scene that is shown."""
        return topic(type(self.scene))

    @property
    def scene(self) -> Scene:
        """The scene that is shown."""
        scene = self._scenes.currentWidget()
        assert isinstance(scene, Scene)
        return scene

    def take_data(self, dataset: Dataset) -> None:
        """Pass the data set on to the experiments."""
        self._dataset = dataset
        for scene in self._made.values():
            if isinstance(scene, Experiment):
                scene.take_data(dataset)

    def take_path(self, path: RunPath) -> None:
        """Pass the way of the run on to the experiments."""
        for scene in self._made.values():
            if isinstance(scene, Experiment):
                scene.take_path(path)

    def show_frame(self, frame: Frame) -> None:
        """Turn to the scene of the phase when the phase changes, and show the frame in it."""
        before, self._frame = self._frame, frame
        if before is None or _phase(frame) != _phase(before):
            self._follow_phase(frame)
        if not (frame.running and frame.phase_seconds >= SLOW_PHASE):
            self.phase_bar.end()
        elif before is None or not before.running or before.next_phase is not frame.next_phase:
            self.phase_bar.begin(frame.phase_seconds)
        self._refresh()
        self._show_loss()
        self.way_back.show_frame(frame)
        if before is None or before.mistake is not frame.mistake:
            self._show_banner()

    @override
    def retranslate(self) -> None:
        for name, tab in self._tabs.items():
            tip = QCoreApplication.translate("Scenes", PHASES[name].tip)
            tab.setText(PHASES[name].text)
            tab.setToolTip(tip)
            tab.setAccessibleName(tip)
        for name, entry in (EXPERIMENTS | READINGS).items():
            action = (self.experiments | self.readings)[name]
            action.setText(QCoreApplication.translate("Scenes", entry.text))
            action.setToolTip(QCoreApplication.translate("Scenes", entry.tip))
        self.experiments_button.setText(self.tr("Try ▾"))
        self.experiments_button.setToolTip(
            self.tr("Experiments: check the gradient, move one weight, look at the loss")
        )
        self.experiments_button.setAccessibleName(self.tr("Experiments"))
        self.readings_button.setText(self.tr("Read ▾"))
        self.readings_button.setToolTip(self.tr("How a drawing is read: by which steps, why, and how well"))
        self.readings_button.setAccessibleName(self.tr("Reading"))
        self._show_banner()
        self.formula.setAccessibleName(self.tr("The formula of the phase"))
        self.code.setAccessibleName(self.tr("The NumPy of the phase"))
        self.loss_label.setText(self.tr("loss on this batch"))
        release_size(self.loss)
        self._show_words()
        self._show_loss()

    # Scenes

    def _choose(self, name: str) -> None:
        self._halfway.stop()
        if name in ("Forward", "Backward"):
            self._half = name
        self._turn_to(name)

    def _follow_phase(self, frame: Frame) -> None:
        """Turn to the scene of the phase that has just been done; from an experiment only the person turns away."""
        self._halfway.stop()
        if isinstance(self.scene, Experiment):
            return
        if frame.batch is None or frame.finished or (frame.running and not frame.phase_by_phase):
            self._turn_to("Repeat")
        elif frame.next_phase is Phase.COMPUTE_GRADIENT:
            self._turn_to("SelectBatch")
        elif frame.next_phase is Phase.UPDATE:
            if frame.running:  # in slow motion both halves, one after the other
                self._turn_to("Forward")
                self._halfway.start(round(500 * frame.phase_seconds))
            else:
                self._turn_to(self._half)
        else:
            self._turn_to("Update")

    def _turn_to(self, name: str) -> None:
        for other, tab in self._tabs.items():
            tab.setChecked(other == name)
        reading = name in READINGS
        self.experiments_button.setChecked(name in EXPERIMENTS)
        self.readings_button.setChecked(reading)
        if name not in self._made:
            self._made[name] = self._make(load(name))
        self._scenes.setCurrentWidget(self._made[name])
        self._scenes.updateGeometry()
        self._below.setVisible(not reading)
        self.reading.emit(reading)
        self._show_readout("")
        self._refresh()

    def _make(self, kind: type[Scene]) -> Scene:
        """Make a scene when it is first turned to: so the window opens sooner."""
        scene = kind(self.selection)
        rescale(scene)
        scene.part_pointed.connect(self._mark_part)
        scene.readout.connect(self._show_readout)
        if isinstance(scene, Experiment):
            scene.wanted.connect(self.wanted)
            scene.given_up.connect(self.given_up)
            scene.intended.connect(self.intended)
            scene.updated.connect(self._show_words)
            if self._dataset is not None:
                scene.take_data(self._dataset)
        scene.retranslate()
        leave_keys(scene)
        self._scenes.addWidget(scene)
        return scene

    def _refresh(self) -> None:
        """Show the frame of the moment in the scene that is shown; the others cost nothing."""
        if self._frame is not None:
            self.scene.show_frame(self._frame)
            self._show_code()
        self._show_words()

    def _show_words(self) -> None:
        title, words = self.scene.words()
        if title != self.title.text():
            self.title.setText(title)
            self._fit_title()
        if words != self.words.text():
            self.words.setText(words)
        self.numbers.setText(self.scene.numbers())

    def _fit_title(self) -> None:
        """Write the title large where there is room, else as small as those of other panels, else in two lines."""
        role = next(
            (role for role, size in TITLES.items() if self._title_width(size) <= self.title.width()), LONG_TITLE
        )
        if self.title.property("role") != role:
            self.title.setProperty("role", role)
            self.title.setWordWrap(role == LONG_TITLE)
            self.title.style().polish(self.title)

    def _title_width(self, size: int) -> int:
        type_ = font(size)
        type_.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(type_).horizontalAdvance(self.title.text())

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the size that holds any code: the window does not grow with a line of it."""
        size = super().minimumSizeHint()
        if self._below.isHidden():
            return size
        missing = max(0, CodeView.height_of(CODE_ROWS) - self.code.minimumSizeHint().height())
        return QSize(size.width(), size.height() + missing)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.code.keep_rows(CODE_ROWS if event.size().height() >= px(ROOMY) else 0)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit_title()
        return super().eventFilter(watched, event)

    def _show_code(self) -> None:
        frame = self._frame
        if frame is None or isinstance(self.scene, Reading):
            return
        lines = self.scene.lines(frame)
        self.code.show_lines([(line.code, line.shape) for line in lines])
        self._parts = [line.part for line in lines]
        if not self.readout.text():
            self._mark_part("")

    def _mark_part(self, part: str) -> None:
        scene = self.scene
        if isinstance(scene, Reading):
            return
        self.formula.show_formula(scene.formulas.get(part, scene.formulas[""]))
        part = part or scene.part
        self.code.highlight(self._parts.index(part) if part in self._parts else None)

    def _show_readout(self, text: str) -> None:
        self.readout.setText(text)
        self._figures.setCurrentWidget(self.readout if text else self.numbers)

    def _show_banner(self) -> None:
        mistake = None if self._frame is None else self._frame.mistake
        self.banner.setVisible(mistake is not None)
        if mistake is not None:
            text = self.tr(
                "The gradient is broken on purpose: {mistake}. Switch it off in the gradient check, or rewind."
            )
            self.banner.setText(text.format(mistake=mistake_name(mistake)))

    # The loss before and after

    def _show_loss(self) -> None:
        frame = self._frame
        tone = ""
        if frame is None or frame.batch_loss is None:
            number, words = "–", ""
        elif frame.batch_loss_after is None:
            number, words = f"{frame.batch_loss:.3f}", self.tr("after ③ it is scored again")
        else:
            before, after = frame.batch_loss, frame.batch_loss_after
            same = f"{before:.3f}" == f"{after:.3f}"
            number = f"{before:.5f} → {after:.5f}" if same else f"{before:.3f} → {after:.3f}"
            if after <= before:
                words = self.tr("the update made it smaller")
            else:
                words = self.tr("it rose: too long a step went past the valley")
                tone = "worse"
        if ("→" in number) != ("→" in self.loss.text()):
            release_size(self.loss)
        set_steady_text(self.loss, number)
        if words != self.loss_words.text():
            self.loss_words.setText(words)
        if self.loss.property("tone") != tone:
            self.loss.setProperty("tone", tone)
            self.loss.style().polish(self.loss)


class _Scenes(QStackedWidget):
    """All scenes that have been made, one of them shown. It takes what room is left, and is as high as that one needs.

    Qt's own asks for the height of the highest of all, with every chart in it as high as it likes best: then the
    buttons and the code around it are squeezed.
    """

    @override
    def hasHeightForWidth(self) -> bool:
        """Return that what is left is the same for every width."""
        return False

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the width that all need, and the height that the one shown needs."""
        scene = self.currentWidget()
        height = 0 if scene is None else scene.minimumSizeHint().height()
        return QSize(super().minimumSizeHint().width(), height)


def _phase(frame: Frame) -> tuple[object, ...]:
    at_speed = frame.running and not frame.phase_by_phase
    return frame.run_id, frame.next_phase, at_speed, frame.batch is None, frame.finished


def _menu_button(name: str, actions: Iterable[QAction]) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setProperty("tab", "true")
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    menu = QMenu(button)
    menu.addActions(list(actions))
    button.setMenu(menu)
    return button


def _banner() -> QLabel:
    label = QLabel()
    label.setObjectName("mistakeBanner")
    label.setProperty("role", "banner")
    label.setWordWrap(True)
    label.hide()
    return label


def _muted() -> QLabel:
    label = QLabel()
    label.setProperty("role", "muted")
    return label
