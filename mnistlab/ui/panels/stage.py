"""The stage: what the current phase does, as picture, words, formula, numbers and code."""

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget
from typing_extensions import override

from mnistlab.data import Dataset
from mnistlab.engine.frame import Frame
from mnistlab.training import Phase
from mnistlab.ui.look.theme import px
from mnistlab.ui.panels.base import Panel, topic
from mnistlab.ui.scenes import READINGS
from mnistlab.ui.scenes.base import Experiment, Reading, Scene, at_speed, mistake_name
from mnistlab.ui.selection import Selection
from mnistlab.ui.stage.batch_loss import BatchLoss
from mnistlab.ui.stage.code_view import CodeView
from mnistlab.ui.stage.heading import PhaseBar, TitleSize
from mnistlab.ui.stage.scenes import SceneStack, SceneTabs
from mnistlab.ui.stage.way_back import WayBack
from mnistlab.ui.widgets.formula import Formula
from mnistlab.ui.widgets.kit import TextLine, in_column, in_row, named

CODE_ROWS: Final = 6
ROOMY: Final = 640  # px of height: a lower panel keeps no room for more lines of code than there are
LINE: Final = 18  # px
SCENE_HEIGHT: Final = 212  # px
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

    interval = 0.1  # because pictures that change more often flicker
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
        self.title_size = TitleSize(self.title)
        self.note.hide()
        self.phase_bar = PhaseBar()
        self.words = named(QLabel(), role="muted")
        self.words.setWordWrap(True)
        self.words.setFixedHeight(2 * LINE)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.scenes = named(SceneStack(selection), "scenes")
        self.scenes.setMinimumHeight(SCENE_HEIGHT)  # of the highest: nothing moves when that is first turned to
        self.tabs = SceneTabs()
        self.banner = named(QLabel(), "mistakeBanner", role="banner")
        self.banner.setWordWrap(True)
        self.banner.hide()
        self.formula = named(Formula(), "formula")
        self.numbers = named(TextLine(), "numbers")
        self.readout = named(TextLine(), "readout")
        self.code = named(CodeView(rows=CODE_ROWS), "code")
        self.loss = BatchLoss()
        self.way_back = WayBack()
        self.addActions(self.way_back.actions())  # because their keys count while the line is hidden
        self._lay_out()
        self._connect()
        self._turn_to("Repeat")
        self.retranslate()

    def _lay_out(self) -> None:
        self.header.addWidget(self.tabs)
        self._figures = QStackedWidget()  # at rest the numbers of the formula; else what is below the mouse
        self._figures.addWidget(self.numbers)
        self._figures.addWidget(self.readout)
        self._figures.setFixedHeight(LINE)
        self._below = QWidget()  # what a scene about the drawing needs no place for
        formula = in_column(self.formula, self._figures, spacing=2)
        in_column(formula, self.code, self.loss, self.way_back, spacing=6, on=self._below)
        self.body.setSpacing(6)
        self.body.addWidget(self.phase_bar)
        self.body.addWidget(self.banner)
        # The help stands beside the words, because the line of the title has no room for it.
        self.body.addLayout(in_row((self.words, 1), (self.help, 0, Qt.AlignmentFlag.AlignTop)))
        self.body.addWidget(self.scenes, 1)
        self.body.addWidget(self._below)

    def _connect(self) -> None:
        self.way_back.intended.connect(self.intended)
        self.tabs.chosen.connect(self.choose)
        self.scenes.scene_made.connect(self._connect_scene)

    def _connect_scene(self, scene: Scene) -> None:
        scene.part_pointed.connect(self._mark_part)
        scene.readout.connect(self._show_readout)
        if isinstance(scene, Experiment):
            scene.wanted.connect(self.wanted)
            scene.given_up.connect(self.given_up)
            scene.intended.connect(self.intended)
            scene.updated.connect(self._show_words)

    @property
    def help_topic(self) -> str:
        """The scene that is shown."""
        return topic(type(self.scene))

    @property
    def scene(self) -> Scene:
        """The scene that is shown."""
        return self.scenes.scene

    def take_data(self, dataset: Dataset) -> None:
        """Pass the data set on to the experiments."""
        self.scenes.take_data(dataset)

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
        self.loss.show_frame(frame)
        self.way_back.show_frame(frame)
        if before is None or before.mistake is not frame.mistake:
            self._show_banner()

    @override
    def retranslate(self) -> None:
        self._show_banner()
        self.formula.setAccessibleName(self.tr("The formula of the phase"))
        self.code.setAccessibleName(self.tr("The NumPy of the phase"))
        self.loss.retranslate()
        self._show_words()

    # Scenes

    def choose(self, name: str) -> None:
        """Turn to a scene that the person wants to see, by its name in `mnistlab.ui.scenes`."""
        self._halfway.stop()
        if name in ("Forward", "Backward"):
            self._half = name
        self._turn_to(name)

    def _follow_phase(self, frame: Frame) -> None:
        """Turn to the scene of the phase that has just been done; from an experiment only the person turns away."""
        self._halfway.stop()
        if isinstance(self.scene, Experiment):
            return
        if frame.batch is None or frame.finished or at_speed(frame):
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
        self.tabs.show_scene(name)
        self.scenes.turn_to(name)
        self._below.setVisible(name not in READINGS)
        self.reading.emit(name in READINGS)
        self._show_readout("")
        self._refresh()

    def _refresh(self) -> None:
        """Show the current frame in the scene that is shown; the other scenes cost nothing."""
        if self._frame is not None:
            self.scene.show_frame(self._frame)
            self._show_code()
        self._show_words()

    def _show_words(self) -> None:
        title, words = self.scene.words()
        self.title_size.set_text(title)
        self.words.setText(words)
        self.numbers.setText(self.scene.numbers())

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


def _phase(frame: Frame) -> tuple[object, ...]:
    return frame.run_id, frame.next_phase, at_speed(frame), frame.batch is None, frame.finished
