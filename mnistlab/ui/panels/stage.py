"""The stage: what the current phase does, as picture and words."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from typing_extensions import override

from mnistlab.data import Dataset
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import AtOnce, Intent
from mnistlab.language import join_sentences
from mnistlab.training import Phase
from mnistlab.ui.guides.what_next import WhatNext
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.panels.base import Panel, topic
from mnistlab.ui.plots.take_away import TakeAway, TakeButton
from mnistlab.ui.scenes import GALLERIES, PHASES
from mnistlab.ui.scenes.base import Experiment, Reading, Scene, at_speed, mistake_name
from mnistlab.ui.selection import Selection
from mnistlab.ui.stage.heading import Heading, PhaseBar
from mnistlab.ui.stage.past_bar import PastBar
from mnistlab.ui.stage.scenes import SceneStack, SceneTabs
from mnistlab.ui.widgets.kit import named

SLOW_PHASE: Final = 1.0  # s: a phase that lasts so long shows how much of it is left


class StagePanel(Panel):
    """A scene for each phase, with a title and a line of words.

    The scene follows the phase. Between two phases the person may look at any other, or at an experiment.

    Signals
    -------
    wanted : Computation
        To be done beside the run, for an experiment.
    given_up : str
        Key of the computation that is no longer wanted.
    reading : bool
        Turned to a scene about the drawing, or away from it.
    turned : Scene
        Another scene is shown.
    refreshed
        The scene shows something else: its numbers and its code may be others.
    part_pointed : str
        The part of the code that what is below the mouse was computed by; empty when there is nothing.
    readout : str
        What is below the mouse, in numbers.
    """

    wanted = Signal(object)
    given_up = Signal(str)
    reading = Signal(bool)
    turned = Signal(object)
    refreshed = Signal()
    part_pointed = Signal(str)
    readout = Signal(str)

    needs_frames_hidden = True

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self._frame: Frame | None = None
        selection.changed.connect(self._refresh)
        selection.unit_opened.connect(lambda: self.choose("Unit"))
        selection.card_opened.connect(lambda: self.choose("Card"))
        self._presenting = False
        self._trail: list[str] = []  # from a phase to the scene that is shown
        self._chosen = False  # whether the person has turned to the scene after asking the run for anything
        self._half = "Backward"  # of phase ②: what was last looked at
        self._halfway = QTimer(self)
        self._halfway.setSingleShot(True)
        self._halfway.timeout.connect(lambda: self._turn_to("Backward"))
        self.note.hide()
        self.phase_bar = PhaseBar()
        self.scenes = named(SceneStack(selection), "scenes")
        self.tabs = SceneTabs(lambda: self.scenes.made["Card"].words()[0])
        self.heading = Heading(self.title)
        self.past_bar = PastBar()
        self.what_next = WhatNext(selection)
        self.banner = named(QLabel(), "mistakeBanner", role="banner")
        self.banner.setWordWrap(True)
        self.banner.hide()
        self.take_away = TakeAway(
            self.scenes, "mnistlab-stage", lambda: [self.heading, self.scenes], more=self._add_plots
        )
        self._take = named(TakeButton(self.take_away.fill), "stageTake")
        self._lay_out()
        self._connect()
        self._turn_to("Repeat")
        self.retranslate()

    def _lay_out(self) -> None:
        self.header.insertWidget(0, self.tabs, 1)
        self.header.addWidget(self._take)
        self.header.addWidget(self.help)
        self.body.setContentsMargins(12, 0, 12, UNIT)
        self.body.setSpacing(UNIT // 4)
        self.body.addWidget(self.phase_bar)
        self.body.addWidget(self.past_bar)
        self.body.addWidget(self.what_next)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.scenes, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.choose)
        self.tabs.back_wanted.connect(self.go_back)
        self.past_bar.intended.connect(self.intended)
        self.addAction(self.what_next.offer)  # because its key counts while the strip is hidden
        self.what_next.intended.connect(self.intended)
        self.what_next.turns_to.connect(self.choose)
        self.scenes.scene_made.connect(self._connect_scene)
        self.take_away.refused.connect(self.refused)

    def _connect_scene(self, scene: Scene) -> None:
        scene.leave_out(self._presenting)
        scene.part_pointed.connect(self.part_pointed)
        scene.readout.connect(self.readout)
        scene.turns_to.connect(self.choose)
        scene.updated.connect(self._show_words)
        for plot in scene.findChildren(TakeAway):
            plot.refused.connect(self.refused)
        if isinstance(scene, Experiment):
            scene.wanted.connect(self.wanted)
            scene.given_up.connect(self.given_up)
            scene.intended.connect(self.intended)

    def _add_plots(self, menu: QMenu) -> None:
        """Add to the menu of the stage what can be taken along from the plots in the scene that is shown."""
        plots = [taking for taking in self.scene.findChildren(TakeAway) if taking.plot.isVisible()]
        for number, taking in enumerate(plots, 1):
            name = self.tr("Plot") if len(plots) == 1 else self.tr("Plot {number}").format(number=number)
            taking.fill(menu.addMenu(name))

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

    def follow_library(self) -> None:
        """Let the experiments see what another window has changed in the library."""
        for scene in self.scenes.made.values():
            if isinstance(scene, Experiment):
                scene.follow_library()

    def show_frame(self, frame: Frame) -> None:
        """Turn to the scene of the phase when the phase changes, and show the frame in it."""
        before, self._frame = self._frame, frame
        if before is not None and _paused(before, frame):
            self.selection.watch(self.scenes.name == "Repeat")  # the person stays with what was watched
        elif before is None or _phase(frame) != _phase(before):
            self._follow_phase(frame, by_hand=before is not None and _done_by_hand(before, frame))
        if not (frame.running and frame.phase_seconds >= SLOW_PHASE):
            self.phase_bar.end()
        elif before is None or not before.running or before.next_phase is not frame.next_phase:
            self.phase_bar.begin(frame.phase_seconds)
        self.past_bar.show_frame(frame)
        self.what_next.show_frame(frame)
        self._refresh()
        if before is None or before.mistake is not frame.mistake:
            self._show_banner()

    @override
    def retranslate(self) -> None:
        self._show_banner()
        self._show_words()

    # Scenes

    def choose(self, name: str) -> None:
        """Turn to a scene that the person wants to see, by its name in `mnistlab.ui.scenes`."""
        self._halfway.stop()
        if name in ("Forward", "Backward"):
            self._half = name
        if name in self._trail:
            del self._trail[self._trail.index(name) :]
        elif name != self.scenes.name:
            self._trail.append(self.scenes.name)
        self._turn_to(name)
        self._chosen = True

    def follow_again(self, intent: Intent) -> None:
        """Note what is asked of the run: the scene of what comes of it is shown, unless the person chooses another."""
        if not isinstance(intent, AtOnce):  # which asks nothing of the run
            self._chosen = False

    @property
    def can_go_back(self) -> bool:
        """Whether a scene is shown that belongs to no phase."""
        return bool(self._trail)

    def go_back(self) -> None:
        """Turn to the scene from which the person came to this one."""
        if self._trail:
            self._turn_to(self._trail.pop())
            self._chosen = True

    def leave_out(self, presenting: bool) -> None:
        """For a room of readers, leave the title, large, and the picture; or show all again."""
        self._presenting = presenting
        self.tabs.setHidden(presenting)
        self.help.setHidden(presenting)
        self._take.setHidden(presenting)
        self.heading.leave_out(presenting)
        for scene in self.scenes.made.values():
            scene.leave_out(presenting)

    def _follow_phase(self, frame: Frame, *, by_hand: bool) -> None:
        """Turn to the scene of the phase that has just been done.

        From an experiment only the person turns away; but from one on the drawing, and from a gallery, which show
        nothing of a phase, one that is done `by_hand` leads away too. A run at speed stays in a scene that was chosen
        after it was asked for, because its first frame may come later than the choice.
        """
        self._halfway.stop()
        self.selection.watch(watching=False)
        shows_none = self.scenes.name in GALLERIES or (
            isinstance(self.scene, Reading) and self.selection.drawing is not None
        )
        if isinstance(self.scene, Experiment) and not (by_hand and shows_none):
            return
        if at_speed(frame) and self._chosen:
            return
        self._chosen = False
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
        if name != "Repeat":
            self.selection.watch(watching=False)
        if name in PHASES:
            self._trail.clear()
        self.tabs.show_scene(name, self._trail[-1] if self._trail else "")
        self.scenes.turn_to(name)
        self.heading.show_beside(self.scene.beside_heading)
        self.heading.part(from_controls=isinstance(self.scene, Experiment))
        self._show_banner()
        self.what_next.follow(name in PHASES)
        self.reading.emit(isinstance(self.scene, Reading))
        self.turned.emit(self.scene)
        self._refresh()
        self.body.activate()  # so that it is painted where it stays, and not first where the scene before stood

    def _refresh(self) -> None:
        """Show the current frame in the scene that is shown; the other scenes cost nothing."""
        if self._frame is not None:
            self.scene.show_frame(self._frame)
        self._show_words()

    def _show_words(self) -> None:
        title, sentences = self.scene.words()
        batch = None if self._frame is None else self._frame.batch
        if self.scene.shows_batch and batch is not None and batch.is_part:
            part = self.tr("Shown of the mini-batch: the first {shown} of {count} images.")
            part = part.format(shown=f"{len(batch.labels):,}", count=f"{batch.count:,}")
            sentences = join_sentences(part, sentences)
        self.heading.set_words(title, sentences)
        self.scene.setAccessibleName(title)
        self.refreshed.emit()

    def _show_banner(self) -> None:
        mistake = None if self._frame is None else self._frame.mistake
        self.banner.setVisible(mistake is not None and not self.scene.tells_mistake)
        if mistake is not None:
            text = self.tr(
                "The gradient is broken on purpose: {mistake}. Switch it off in the gradient check, or rewind."
            )
            self.banner.setText(text.format(mistake=mistake_name(mistake)))


def _paused(before: Frame, frame: Frame) -> bool:
    """Return whether a run at speed has been stopped between two frames, before its end."""
    stands = not (frame.running or frame.finished) and frame.batch is not None
    return at_speed(before) and stands and frame.run_id == before.run_id


def _done_by_hand(before: Frame, frame: Frame) -> bool:
    """Return whether one phase alone has been done between two frames, because the person has pressed its button."""
    stood = not (before.running or frame.running or before.past or frame.past)
    return stood and frame.track == before.track and frame.next_phase is not before.next_phase


def _phase(frame: Frame) -> tuple[object, ...]:
    return frame.run_id, frame.next_phase, at_speed(frame), frame.batch is None, frame.finished
