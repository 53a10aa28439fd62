"""A lesson that is being gone through: its steps one below the other, and what the present one asks for."""

import re
from typing import Any, Final

from PySide6.QtCore import QRegularExpression, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QPlainTextEdit,
    QWidget,
)
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.engine.lab import Lab
from mnistlab.lessons import lesson as kinds
from mnistlab.lessons.lesson import PREDICTING, RUNS, WAITING, Lesson, Section, Step, is_prediction
from mnistlab.lessons.standing import Moment, Standing
from mnistlab.ui.guides.lesson.asking import Asking
from mnistlab.ui.guides.lesson.director import Director
from mnistlab.ui.guides.lesson.facts import moment_of
from mnistlab.ui.guides.lesson.keys import BACK, CLICKER, ON, letter_of
from mnistlab.ui.guides.lesson.listening import Listening
from mnistlab.ui.guides.lesson.pressing import Pressing
from mnistlab.ui.guides.lesson.said import pointed_words, reply_to, with_facts, words_on
from mnistlab.ui.guides.lesson.spotlight import Spotlight
from mnistlab.ui.guides.lesson.step_list import StepList
from mnistlab.ui.look.keys import is_plain
from mnistlab.ui.panels.band import BandPanel
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import in_column
from mnistlab.ui.widgets.retranslated import Retranslated
from mnistlab.ui.workbench.workbench import Workbench

POLL: Final = 100  # ms between two looks at what the learner has done
CURVES: Final = ("lossPlot", "accuracyPlot", "curves")
PRESSED: Final = re.compile(r"""pressed\(\s*["'](\w+)["']\s*\)""")


class LessonPage(Retranslated, QWidget):
    """The page of a lesson in the drawer.

    Attributes
    ----------
    spotlight : Spotlight
        On what the present step is about.
    steps : StepList

    Parameters
    ----------
    lesson : Lesson
    standing : Standing
        Where the learner stands; the page changes it.
    lab : Lab
    controls : ControlsPanel
    selection : Selection
    workbench : Workbench
    language : str
        A key of `LANGUAGES`.

    Signals
    -------
    moved
        The learner has answered, or stands elsewhere: `standing` is to be kept.
    ended
        The lesson is done, and put away.
    """

    moved = Signal()
    ended = Signal()

    def __init__(
        self,
        lesson: Lesson,
        standing: Standing,
        lab: Lab,
        controls: ControlsPanel,
        selection: Selection,
        workbench: Workbench,
        language: str,
    ) -> None:
        super().__init__()
        self.lesson, self.standing, self.language = lesson, standing, language
        self._selection, self._workbench = selection, workbench
        self._director = Director(lab, controls.frame, self)
        self._director.over.connect(self._take_result)
        self._listening = Listening(workbench.window(), self)
        self._pressing = Pressing(workbench.window(), controls, self)
        self._asking = Asking(workbench, self._band, self)
        self._asking.answered.connect(self._answer)
        self._asking.voted.connect(self._note_votes)
        self._asking.lifted.connect(self._take_votes)
        self._asking.covered.connect(controls.keys.leave_the_end_alone)
        self.spotlight = Spotlight(workbench, self)
        self.steps = StepList()
        self.steps.acted.connect(self._press)
        self.steps.skipped.connect(self._go_on)
        self.steps.turned_back.connect(self._go_back)
        self.steps.answered.connect(self._answer)
        self.steps.setting_changed.connect(self._director.change)
        in_column(self.steps, on=self)
        self._presenting = False
        self._was_done = False  # the present step, at the last look at what the learner has done
        self._run_at_rest: int | None = None  # the run that stood still at the last look
        self._clock = QTimer(self)
        self._clock.setInterval(POLL)
        self._clock.timeout.connect(self._follow)

    def start(self) -> None:
        """Go back into the runs of the lesson, or set one up as the lesson wants it at this step; and show the step.

        What was there before stays in the list of runs, but is not drawn beside those of the lesson.
        """
        frame = self._director.frame
        if not self.lesson.keeps_run:
            if self.standing.runs:
                self._director.go_back_into(self.standing.runs)
            else:
                self._director.begin(self._settings_until_here(), alone=True)
            until_here = reversed(self.lesson.steps[: self.standing.place + 1])
            self._stage.choose(next((step.scene for step in until_here if step.scene), "Repeat"))
        elif frame is not None and (frame.finished or frame.diverged):
            self._director.begin({})
        self._clock.start()
        self._turn()

    @property
    def tells_of_run(self) -> bool:
        """Whether the present step says itself how its run has ended; a question why may come next."""
        return isinstance(self.step, RUNS)

    def stop(self) -> None:
        """Take away what the lesson has laid over the window."""
        self._clock.stop()
        self._director.stop()
        self._pressing.stop()
        self._asking.clear()
        self._asking.forget_expected()
        self._let_curves_lead(False)
        self.spotlight.stop()

    @property
    def step(self) -> Step:
        """The present step."""
        return self.standing.step(self.lesson)

    @property
    def _section(self) -> Section:
        return self.lesson.section(self.step, self.language)

    @property
    def _stage(self) -> StagePanel:
        return next(panel for panel in self._workbench.panels.values() if isinstance(panel, StagePanel))

    @property
    def _band(self) -> BandPanel:
        return next(panel for panel in self._workbench.panels.values() if isinstance(panel, BandPanel))

    def _settings_until_here(self) -> dict[str, Any]:
        """Return the settings of the lesson, as its runs until this step have changed them."""
        start = self.lesson.settings
        values = {name: getattr(start, name) for name in type(start).__dataclass_fields__}
        for step in self.lesson.steps[: self.standing.place]:
            if isinstance(step, RUNS):
                values |= step.wanted[-1]  # of several, each sets out from what was there before them
        return values

    # The steps

    def _turn(self) -> None:
        """Show the present step."""
        step = self.step
        self._take_space_bar()
        self._was_done = False
        self._listening.pressed.clear()
        self._pressing.turn_to(step)
        if step.scene:
            self._stage.choose(step.scene)
        is_seen = isinstance(step, kinds.Choose) and step.kind == "saw"
        self._let_curves_lead(is_seen or step.at in CURVES or isinstance(step, kinds.PredictCurve | RUNS))
        self._asking.ask(step, self.standing.answers.get(step.name), has_come=step.name in self.standing.came)
        self._asking.show_curves(self.standing.shown_by(self.lesson), self.standing.answers)
        if isinstance(step, WAITING):  # it brings about what was predicted just before, and nothing earlier
            self._asking.keep_mark_of(self.standing.asked(self.lesson))
        self.retranslate()
        self.spotlight.turn_to(step.at)
        self._follow()
        self._put_to_class()
        self.moved.emit()

    def _let_curves_lead(self, lead: bool) -> None:
        """Give the curves room before an audience while the lesson speaks of them."""
        self._workbench.let_curves_lead(lead)
        self._band.let_curves_lead(lead)

    def _take_space_bar(self) -> None:
        """Let the space bar lead on through the lesson, and press no button once more."""
        if isinstance(QApplication.focusWidget(), QAbstractButton):
            self._workbench.setFocus()

    def _go_on(self) -> None:
        if self.standing.place == len(self.lesson.steps) - 1:
            self.ended.emit()
        else:
            self.standing.go_on(self.lesson)
            self._turn()

    def _go_back(self) -> None:
        self.standing.go_back()
        self._turn()

    def _press(self) -> None:
        step = self.step
        if isinstance(step, RUNS) and step.name not in self.standing.came:
            self._run(step)
        elif self.steps.can_check:
            self.steps.check()
        elif self._can_go_on():
            self._go_on()
        elif isinstance(step, kinds.Goal):
            self._director.try_again()
        else:
            if self._stage.can_go_back and not step.scene:  # what the press does is seen in the scenes of the phases
                self._stage.choose("Repeat")
            self._pressing.press(step)

    def _can_go_on(self) -> bool:
        frame = self._director.frame
        if frame is None:
            return False
        return self.standing.can_go_on(self.lesson, self._moment(frame))

    def _moment(self, frame: Frame) -> Moment:
        return moment_of(frame, self._selection, self._listening.pressed)

    def _run(self, step: kinds.Run | kinds.Compare) -> None:
        if self._director.running:
            if self._director.paused:
                self._director.go_on()
            return
        self._asking.show_expected(self.standing.asked(self.lesson), self.standing.answers)
        self._director.run(step.wanted)
        self.retranslate()

    def _take_result(self) -> None:
        step, frame = self.step, self._director.frame
        if not isinstance(step, RUNS) or frame is None:
            return
        if step.scene:
            self._stage.choose(step.scene)  # again, because the stage has followed the run
        self.standing.note(self.lesson, self._moment(frame))
        self.retranslate()
        self.moved.emit()

    def _answer(self, given: Any) -> None:
        """Take an answer; None takes it back."""
        step = self.step
        if given is None or given == []:
            self.standing.answers.pop(step.name, None)
        else:
            self.standing.answer(step, given)
        self._say()
        self.moved.emit()

    # Keys

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether a key that nothing else needs leads through the lesson."""
        if isinstance(QApplication.focusWidget(), QPlainTextEdit | QAbstractSpinBox):
            return False
        key = event.key()
        if key in ON:
            return is_plain(event) and (self.steps.act.isEnabled() or self._may_skip(key))
        if key in BACK:
            return is_plain(event) and not self.steps.back.isHidden()
        place = letter_of(event)
        has_choices = isinstance(self.step, kinds.Choose | kinds.Order)
        return place is not None and has_choices and place < len(self._section.choices)

    def _may_skip(self, key: int) -> bool:
        """Return whether a key leaves a question out that a class has been asked and nobody has answered."""
        return (
            self._presenting
            and key in CLICKER
            and not self.steps.skip.isHidden()
            and not isinstance(self.step, WAITING)
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key before what scrolls the page does."""
        if not self.press_key(event):
            super().keyPressEvent(event)

    def press_key(self, event: QKeyEvent) -> bool:
        """Do what a key means, and return whether it means something."""
        if not self.takes_key(event):
            return False
        place = letter_of(event)
        if event.isAutoRepeat():
            return True
        if place is not None:
            name = self._section.choices[place].name
            for button in self.findChildren(QAbstractButton, QRegularExpression(f"^(choice|order)_{name}$")):
                button.click()
        else:
            on = self.steps.act if self.steps.act.isEnabled() else self.steps.skip
            (self.steps.back if event.key() in BACK else on).click()
        return True

    # Before a class

    def present(self, presenting: bool) -> None:
        """Put questions to a class from now on, large and with votes, or no longer."""
        self._presenting = presenting
        self._put_to_class()

    def _put_to_class(self) -> None:
        """Cover the window with the question of this step, if it is one for a class that has not answered it."""
        answered = self.step.name in self.standing.answers
        step, cast = self.step if self._presenting and not answered else None, self.standing.votes.get(self.step.name)
        self._asking.put_to_class(step, self._section, cast or {})

    def _note_votes(self, votes: dict[str, int]) -> None:
        self.standing.votes[self.step.name] = votes
        self.moved.emit()

    def _take_votes(self, votes: dict[str, int]) -> None:
        step = self.step
        if not any(votes.values()):
            return
        self._answer(max(votes, key=lambda name: votes[name]))
        if is_prediction(step):
            self._go_on()
        else:
            self.retranslate()

    # What the learner does in the window

    def _follow(self) -> None:
        """Look at what has been done, and let the ring lie around what the step speaks of."""
        step = self.step
        if isinstance(step, WAITING):
            for name in (*PRESSED.findall(step.until), *getattr(step, "press", ())):
                self._listening.listen(name)
        frame = self._director.frame
        if frame is not None and not frame.running and frame.run_id != self._run_at_rest:
            self._run_at_rest = frame.run_id
            if step.scene:
                self._stage.choose(step.scene)  # again, because the stage has followed the new run
        is_done = self._can_go_on()
        if isinstance(step, WAITING) and is_done and not self._was_done:
            self._take_space_bar()
        self._was_done = is_done
        if self._is_pressed(step) and is_done and not self._section.done:
            self._go_on()
            return
        runs = self._director.runs
        if runs and runs != self.standing.runs:
            self.standing.runs = runs
            self.moved.emit()
        if frame is not None:
            self.steps.show_frame(frame)
            self._asking.follow(frame)
        self.spotlight.outline(self._outlined())
        self._say()

    def _is_pressed(self, step: Step) -> bool:
        """Return whether the learner has pressed what the button of a step presses."""
        is_new = self.standing.place == self.standing.reached
        return is_new and isinstance(step, kinds.Do) and not self._listening.pressed.isdisjoint(step.press)

    def _outlined(self) -> str:
        """Return the name of what the step is about at this moment; empty for nothing."""
        step, does = self.step, self._pressing.pressed_by(self.step)
        if isinstance(step, kinds.Do) and self._can_go_on():
            at = step.then_at or step.at
            return "" if at in self._listening.pressed else at  # because it need not be pressed again
        return step.at or ("" if does is None else does.objectName())

    # What is shown

    @override
    def retranslate(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.steps.isAncestorOf(focus):
            self._workbench.setFocus()  # because otherwise the next button would have the focus, and the space bar
        self.steps.show_steps(self.lesson, self.standing, self.language)
        self._asking.say(self._section)
        self._say()

    def _words(self) -> str:
        window, frame = self._workbench.window(), self._director.frame
        told = words_on(self.lesson, self.standing, frame, self.language, window)
        if frame is None or not self._section.done:
            return told
        return "\n\n".join(filter(None, (with_facts(self._section.done, self._moment(frame)), told)))

    def _say(self) -> None:
        """Say what the step has come to, and name the button."""
        step, can_go_on = self.step, self._can_go_on()
        act, can_press = self._act(step, can_go_on=can_go_on)
        self.steps.say(self._feedback(step, can_go_on=can_go_on))
        if act != self.steps.act.text():
            self.steps.act.setText(act)
        self.steps.act.setEnabled(can_press)
        asks = isinstance(step, PREDICTING | WAITING | kinds.Choose | kinds.FillIn | kinds.Compare | kinds.Run)
        is_missed = isinstance(step, kinds.Goal) and not can_go_on
        self.steps.skip.setVisible(asks and (is_missed or not can_press) and not self._director.running)

    def _feedback(self, step: Step, *, can_go_on: bool) -> str:
        """Return what is said to what the learner has done; empty for nothing."""
        given = self.standing.answers.get(step.name)
        if isinstance(step, RUNS):
            return self._words() if step.name in self.standing.came else ""
        if isinstance(step, kinds.PointAt):
            return pointed_words(given, self._workbench.window())
        if isinstance(step, kinds.Choose) and step.kind != "predict":
            return reply_to(self._section, given, step.right)
        return self._words() if isinstance(step, WAITING) and can_go_on else ""

    def _act(self, step: Step, *, can_go_on: bool) -> tuple[str, bool]:
        """Return what the button says, and whether it can be pressed."""
        if isinstance(step, RUNS) and step.name not in self.standing.came:
            if self._director.paused:
                return self.tr("Go on"), True
            return (self.tr("It runs…"), False) if self._director.running else (self.tr("Run it"), True)
        if self.steps.can_check:
            return self.tr("Check"), True
        if can_go_on:
            is_last = self.standing.place == len(self.lesson.steps) - 1
            return self.tr("Done") if is_last else self.tr("Next"), True
        if isinstance(step, kinds.Goal):
            return self._act_of_goal()
        does = self._pressing.pressed_by(step)
        return (self.tr("Next"), False) if does is None else (does.text(), does.isEnabled())

    def _act_of_goal(self) -> tuple[str, bool]:
        frame = self._director.frame
        if frame is not None and frame.running:
            return self.tr("It runs…"), False
        goes_on = frame is not None and frame.iteration > 0 and not self._director.must_begin_anew
        return self.tr("Go on") if goes_on else self.tr("Run it"), True
