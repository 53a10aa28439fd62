"""The controls: back to the start, the three phases, a step, a run, its speed and learning rate, and where it is."""

from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import (
    ChangeSetting,
    ComputeGradient,
    Intent,
    NewWeights,
    Pause,
    Rewind,
    Run,
    SelectBatch,
    SetSpeed,
    Step,
    Update,
)
from mnistlab.training import Phase, RunSettings, declared
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.panels.setting_row import setting_tip
from mnistlab.ui.scenes.base import at_speed
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.icon_button import IconButton
from mnistlab.ui.widgets.kit import (
    STRETCH,
    JumpSlider,
    action,
    in_column,
    in_row,
    mark,
    named,
    release_size,
    set_steady_text,
)
from mnistlab.ui.widgets.number_field import NumberField
from mnistlab.ui.widgets.presenter_keys import PresenterKeys
from mnistlab.ui.widgets.stepper import Stepper

# Iterations a second, one for each notch of the slider; None is as fast as the machine can. The first are slow motion:
# so many seconds for each of the three phases that there is time to read, and to tell a class about it.
PHASE_SECONDS: Final = (20, 10, 5, 2, 1)
SPEEDS: Final = (*(1 / (3 * seconds) for seconds in PHASE_SECONDS), 1, 2, 5, 15, 60, 250, 500, 1000, None)
PHASES: Final = tuple(Phase)
HEIGHT: Final = 52  # px
LOW_HEIGHT: Final = 46  # px, in a low window
LEAST: Final = 980  # px of width, without words
LEAST_PRESENTED: Final = 944  # and with the words of the keys
MOST_DROPPED: Final = 4
RUN: Final = 92  # px: width of the run button
RATE: Final = 64, 190  # px: width of the field of the learning rate, at least and for a number with all its digits
SPEED: Final = 56  # px: width of the speed in words
ARROWS: Final = {"Right": "→"}  # what is on the key


class RateField(NumberField):
    """The field of the learning rate: as wide as its number, where the bar has room for that."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.line.wanted, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(RATE[0]), super().minimumSizeHint().height())


class ControlsPanel(Panel):
    """The bar at the top of the window."""

    needs_frames_hidden = True

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        for widget in (self.title, self.note, self.help):  # the bar has no header
            widget.hide()
        self.rewind = self._action("actionRewind", "Home", Rewind())
        self.new_weights = self._action("actionNewWeights", "Ctrl+N", NewWeights())
        self.phases = {
            Phase.SELECT_BATCH: self._action("actionSelectBatch", "1", SelectBatch()),
            Phase.COMPUTE_GRADIENT: self._action("actionComputeGradient", "2", ComputeGradient()),
            Phase.UPDATE: self._action("actionUpdate", "3", Update()),
        }
        self.step = self._action("actionStep", "Right", Step())
        self.run = action(self, "actionRun", lambda checked: self._ask(Run() if checked else Pause()), "Space")
        self.run.setCheckable(True)
        self.run.setEnabled(False)
        self.run.toggled.connect(self._show_run_text)

        self.speed = named(JumpSlider(Qt.Orientation.Horizontal), "speed")
        self.speed.setRange(0, len(SPEEDS) - 1)
        self.speed.setValue(len(SPEEDS) - 1)
        self.speed.setPageStep(1)
        self.speed.setMinimumWidth(48)
        self.speed.setMaximumWidth(80)
        self.speed.valueChanged.connect(self._choose_speed)
        self.speed_label = named(QLabel(), role="muted")
        self.speed_value = named(QLabel(), role="muted")
        self.speed_value.setFixedWidth(SPEED)
        self.learning_rate = named(RateField(declared(RunSettings)["learning_rate"]), "learningRate")
        self.learning_rate.setMinimumWidth(RATE[0])
        self.learning_rate.setMaximumWidth(RATE[1])
        self.learning_rate.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.learning_rate.valueChanged.connect(lambda eta: self.intended.emit(ChangeSetting("learning_rate", eta)))
        self.learning_rate_label = QLabel()
        self.learning_rate_label.setBuddy(self.learning_rate)

        self.iteration = named(QLabel(), "iterationLabel", role="number")
        self.iteration.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.epoch = named(QLabel(), role="muted")
        self.epoch.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.frame: Frame | None = None
        self.stepper = Stepper(list(self.phases.values()))
        self.phase_buttons = dict(zip(self.phases, self.stepper.buttons, strict=True))
        self.keys = PresenterKeys()
        self._dropped, self._presenting = 0, False
        self._lay_out()
        self.retranslate()

    def _action(self, name: str, shortcut: str, intent: Intent) -> QAction:
        made = action(self, name, lambda: self._ask(intent), shortcut)
        made.setEnabled(False)  # until there are images
        return made

    def _ask(self, intent: Intent) -> None:
        field = QApplication.focusWidget()
        if isinstance(field, NumberField):
            field.interpretText()  # what is typed counts, even if its key was Space
        self.intended.emit(intent)

    def _lay_out(self) -> None:
        self.body.setContentsMargins(UNIT, 0, 2 * UNIT, 0)
        self.rewind_button = _button(self.rewind, "rewind")
        self.new_weights_button = _button(self.new_weights)
        self.step_button = _button(self.step, "step")
        self.run_button = named(_button(self.run, "run"), role="primary")
        self.run_button.setFixedWidth(RUN)
        right = Qt.AlignmentFlag.AlignRight
        where = in_column(STRETCH, (self.iteration, 0, right), (self.epoch, 0, right), STRETCH, spacing=0)
        dividers = _divider(), _divider()
        self._left_out = (
            *(self.rewind_button, self.new_weights_button, *dividers, self.speed, self.speed_value),
            *(self.learning_rate_label, self.learning_rate, self.epoch),
        )
        bar = in_row(
            self.rewind_button,
            self.new_weights_button,
            dividers[0],
            self.stepper,
            self.step_button,
            self.run_button,
            dividers[1],
            self.speed_label,
            (self.speed, 1),
            self.speed_value,
            self.learning_rate_label,
            self.learning_rate,
            STRETCH,
            where,
            self.keys,
        )
        self.body.addLayout(bar)
        self.setFixedHeight(HEIGHT)

    def be_low(self, low: bool) -> None:
        """Take less height, or the usual."""
        self.setFixedHeight(px(LOW_HEIGHT if low else HEIGHT))

    # How much of it is written out

    def _drop_words(self, dropped: int) -> None:
        """Leave out words of less and less need: 0 leaves out none, `MOST_DROPPED` all that can be done without."""
        self._dropped = dropped
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        for least, button in ((1, self.rewind_button), (2, self.new_weights_button), (3, self.step_button)):
            button.setToolButtonStyle(alone if dropped >= least else beside)
        self.new_weights_button.set_icon_name("plus" if dropped >= 2 else "")  # with its word it needs none
        self.speed_label.setVisible(dropped < 2 and not self._presenting)
        self._name_learning_rate()
        self.stepper.drop_words(dropped >= MOST_DROPPED)

    def _fit_words(self) -> None:
        """Drop as few words as the width allows."""
        for dropped in range(MOST_DROPPED + 1):
            self._drop_words(dropped)
            self.body.activate()
            if self.body.minimumSize().width() <= self.width():
                break

    @override
    def minimumSizeHint(self) -> QSize:
        """Return a width that is enough without the words."""
        return QSize(px(LEAST_PRESENTED if self._presenting else LEAST), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def event(self, event: QEvent) -> bool:
        """Drop more words where what is written has become longer."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.body.minimumSize().width() > self.width():
            self._fit_words()
        return done

    def leave_out(self, presenting: bool) -> None:
        """For a room of readers, leave what is pressed in turn, and say which keys there are; or show all again."""
        self._presenting = presenting
        mark(self, edge="top" if presenting else "")
        for widget in self._left_out:
            widget.setHidden(presenting)
        self.keys.setVisible(presenting)
        self._fit_words()

    def show_frame(self, frame: Frame) -> None:
        """Say where the run is, and allow what can come next."""
        before, self.frame = self.frame, frame
        self.learning_rate.show_value(frame.settings.learning_rate)
        # A click on Run checks it before the engine has heard of it; a short run may be over by then.
        if before is None or _state(frame) != _state(before) or self.run.isChecked() != _can_pause(frame):
            self._show_state(frame)
        self._show_place(frame)

    @override
    def retranslate(self) -> None:
        self.rewind.setText(self.tr("Rewind"))
        self.new_weights.setText(self.tr("New weights"))
        self.phases[Phase.SELECT_BATCH].setText(self.tr("Mini-batch"))
        self.phases[Phase.COMPUTE_GRADIENT].setText(self.tr("Gradient"))
        self.phases[Phase.UPDATE].setText(self.tr("Update"))
        self.step.setText(self.tr("Step"))
        self.speed_label.setText(self.tr("speed"))
        self._name_learning_rate()
        self._show_tips()
        for widget in (self.learning_rate, self.learning_rate_label):
            widget.setToolTip(setting_tip(self.learning_rate.setting))
        self.learning_rate.setAccessibleName(self.tr("learning rate η"))
        self.speed.setAccessibleName(self.tr("speed"))
        self.speed.setToolTip(self.tr("From slow motion, some seconds for each phase, to as fast as this computer can"))
        self._show_run_text()
        for label in (self.iteration, self.epoch):
            release_size(label)
        self._show_speed()
        self.iteration.setToolTip(self.tr("An iteration is ① ② ③ once: learning from one mini-batch."))
        self.epoch.setToolTip(self.tr("An epoch is as many mini-batches as hold all training images once."))
        # The largest first: the labels keep its room, and the bar does not move while they count.
        self._say_place("00,000", "00,000", "00.00")
        self._say_place("0", "0", "0.00")
        self._fit_words()
        if self.frame is not None:
            self._show_place(self.frame)

    def _show_tips(self) -> None:
        """Say what each button does, or why it cannot do it now."""
        for does, about in {
            self.rewind: self.tr("Back to the same first weights and the same mini-batches"),
            self.new_weights: self.tr("Begin again with other random weights and mini-batches"),
            self.phases[Phase.SELECT_BATCH]: self.tr("Draw a mini-batch from the training images"),
            self.phases[Phase.COMPUTE_GRADIENT]: self.tr("Compute the gradient of the loss on this mini-batch"),
            self.phases[Phase.UPDATE]: self.tr("Move every weight a little against the gradient"),
            self.step: self.tr("One whole iteration: ① ② ③"),
            self.run: self.tr("Go on, iteration after iteration, until you pause"),
        }.items():
            can_be = does in (self.rewind, self.new_weights) or does.isEnabled()
            tip = about if can_be else self._why_not(does) or about
            keys = does.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            does.setToolTip(f"{tip} ({ARROWS.get(does.shortcut().toString(), keys)})")

    def _why_not(self, does: QAction) -> str:
        """Return why something cannot be done now; empty if nobody would ask."""
        frame = self.frame
        if frame is None:
            return ""
        if frame.diverged:
            return self.tr("This run only gets worse. Begin again, or go back on the curve")
        if frame.finished:
            return self.tr("This run is complete. Above the scene is what you can do next")
        if frame.running:
            return self.tr("Pause the run first")
        if does in self.phases.values():
            return self.tr("First comes: {phase}").format(phase=self.phases[frame.next_phase].text())
        return ""

    def _choose_speed(self) -> None:
        self._show_speed()
        self.intended.emit(SetSpeed(SPEEDS[self.speed.value()]))

    def _show_speed(self) -> None:
        speed = SPEEDS[self.speed.value()]
        if speed is None:
            text = self.tr("full")
        elif speed < 1:
            text = self.tr("{seconds} s/phase").format(seconds=PHASE_SECONDS[self.speed.value()])
        else:
            text = self.tr("{count}/s").format(count=f"{speed:,}")
        self.speed_value.setText(text)

    def _show_run_text(self) -> None:
        running = self.run.isChecked()
        self.run.setText(self.tr("Pause") if running else self.tr("Run"))
        self.run_button.set_icon_name("pause" if running else "run")

    def _name_learning_rate(self) -> None:
        self.learning_rate_label.setText("η" if self._dropped >= 2 else self.tr("learning rate η"))

    def _show_state(self, frame: Frame) -> None:
        for always in (self.rewind, self.new_weights):
            always.setEnabled(True)
        can_go_on = not frame.finished and not frame.diverged
        can_pause = _can_pause(frame)
        self.run.setEnabled(can_go_on or can_pause)
        with QSignalBlocker(self.run):
            self.run.setChecked(can_pause)
        self.run_button.setChecked(can_pause)
        self._show_run_text()
        by_hand = can_go_on and not frame.running
        self.step.setEnabled(by_hand)
        for phase in PHASES:
            self.phases[phase].setEnabled(by_hand and phase is frame.next_phase)
        self._show_tips()
        self._show_stepper()  # last, because a button takes its action's text whenever that changes

    def _show_stepper(self) -> None:
        """Tick the phases that are done, and frame the one that comes next; at speed neither, for no moment has one."""
        frame, states = self.frame, [""] * len(PHASES)
        if frame is not None and not at_speed(frame):
            following = PHASES.index(frame.next_phase)
            done = following or (len(PHASES) if frame.batch is not None else 0)
            states = ["done" if place < done else "" for place in range(len(PHASES))]
            if not frame.finished and not frame.diverged:
                states[following] = "next"
        self.stepper.show_states(states)

    def _show_place(self, frame: Frame) -> None:
        epoch = min(round(frame.epoch, 2), int(frame.epoch) + 0.99)  # never 3.00 before it is
        self._say_place(f"{frame.iteration:,}", f"{frame.settings.iterations:,}", f"{epoch:,.2f}")

    def _say_place(self, iteration: str, iterations: str, epoch: str) -> None:
        set_steady_text(self.iteration, self.tr("iteration {number}").format(number=iteration))
        words = self.tr("of {number} · epoch {epoch}")
        set_steady_text(self.epoch, words.format(number=iterations, epoch=epoch))


def _can_pause(frame: Frame) -> bool:
    """Return whether there is a run to pause, or long work to give up.

    An accuracy that is due after an epoch is measured at rest too; that of the first weights only for a step or a run.
    """
    first = frame.working == "accuracy" and frame.latest == 0
    return frame.running or first or frame.working in ("gradient", "way_back")


def _state(frame: Frame) -> tuple[object, ...]:
    return (
        frame.next_phase,
        frame.batch is None,
        _can_pause(frame),
        *(frame.running, at_speed(frame), frame.finished, frame.diverged),
    )


def _button(does: QAction, icon_name: str = "") -> IconButton:
    button = IconButton(icon_name)
    button.setDefaultAction(does)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    does.setIconVisibleInMenu(False)
    return button


def _divider() -> QFrame:
    line = named(QFrame(), "divider")
    line.setFixedSize(1, 24)
    return line
