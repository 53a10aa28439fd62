"""The steps of a lesson one below the other, until the present one, which is unfolded with its form and its buttons."""

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QScrollBar, QWidget

from mnistlab.engine.frame import Frame
from mnistlab.lessons.lesson import Goal, Lesson, Step
from mnistlab.lessons.markup import without_html
from mnistlab.lessons.standing import Standing
from mnistlab.ui.guides.lesson.forms import Form, form_for
from mnistlab.ui.guides.lesson.goal_form import GoalForm
from mnistlab.ui.guides.lesson.step_row import StepRow
from mnistlab.ui.look.keys import leave_keys
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named, push_button


class StepList(QWidget):
    """What the learner sees of a lesson; each time it is shown, it is built anew.

    Attributes
    ----------
    act, skip, back : QPushButton
        Of the present step.

    Signals
    -------
    acted, skipped, turned_back
        A button has been pressed.
    answered : object
        The answer to the present step, as `mnistlab.lessons.standing.Standing.answers` keeps it.
    setting_changed : str, object
        The setting of this name is to have another value.
    """

    acted = Signal()
    skipped = Signal()
    turned_back = Signal()
    answered = Signal(object)
    setting_changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._column = in_column(spacing=0, on=self)
        self._body = QWidget()
        self._column.addWidget(self._body)
        self._column.addStretch(1)
        self.act = self.skip = self.back = push_button("lessonAct", self.acted.emit)
        self._row_now: QWidget = self._body
        self._form: Form | None = None
        self._shown: Step | None = None
        self._drafts: dict[str, list[str]] = {}  # what was filled in at each step, whether it is an answer or not
        self._feedback = QLabel()
        self._reveals = QTimer(self)  # because only then are the steps laid out
        self._reveals.setSingleShot(True)
        self._reveals.setInterval(0)
        self._reveals.timeout.connect(self._reveal)
        self._bar: QScrollBar | None = None

    def show_steps(self, lesson: Lesson, standing: Standing, language: str) -> None:
        """Show where the learner stands, with the present step in sight."""
        before = self._body
        self._body = self._build(lesson, standing, language)
        self._column.replaceWidget(before, self._body)
        self._body.show()  # now, because Qt would show it some events later
        before.hide()
        before.deleteLater()
        rescale(self._body)
        leave_keys(self._body)  # because after a click on a choice the space bar leads on
        self._reveals.start()

    @property
    def feedback(self) -> str:
        """What is said to what the learner has done; Markdown."""
        return self._feedback.text()

    def show_frame(self, frame: Frame) -> None:
        """Show the settings that may be changed."""
        if isinstance(self._form, GoalForm):
            self._form.show_settings(frame.next_settings, frame.settings)

    @property
    def can_check(self) -> bool:
        """Whether what has been filled in can be looked at."""
        return self._form is not None and self._form.can_check

    def check(self) -> None:
        """Look at what has been filled in."""
        if self._form is not None:
            self._form.check()

    def say(self, feedback: str) -> None:
        """Say something to what the learner has done."""
        if without_html(feedback) != self._feedback.text():
            self._feedback.setText(without_html(feedback))
            self._reveals.start()  # because the button below it has moved
        self._feedback.setVisible(bool(feedback))

    def _reveal(self) -> None:
        """Scroll so far that the present step and the buttons below it are seen; of too long a step, its beginning."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        page = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and page is not None:
            bar = area.verticalScrollBar()
            bar.setValue(min(bar.maximum(), self._row_now.mapTo(page, QPoint()).y()))
            if self._bar is None:
                self._bar = bar
                bar.rangeChanged.connect(self._reveal_again)

    def _reveal_again(self) -> None:
        """Reveal the step once more, because there is less room, or more; a notice takes some, for instance."""
        self._reveals.start()

    def _build(self, lesson: Lesson, standing: Standing, language: str) -> QWidget:
        body = QWidget()
        column = in_column(spacing=0, on=body)
        for place, step in enumerate(lesson.steps[: standing.place + 1]):  # because what comes would tell too much
            now, section = standing.place, lesson.section(step, language)
            state = "now" if place == now else "done" if place < standing.reached else "later"
            row = StepRow(place + 1, section, state)
            column.addWidget(row)
        self._unfold(row, lesson, step, standing, language)
        self.back = push_button("lessonBack", self.turned_back.emit, small="true")
        self.back.setText(self.tr("Back"))
        if standing.place == 0:  # and no show() else, because without a parent it would be a window of its own
            self.back.hide()
        of = named(QLabel(f"{standing.place + 1} / {len(lesson.steps)}"), role="muted")
        column.addLayout(in_row(self.back, STRETCH, of))
        return body

    def _unfold(self, row: StepRow, lesson: Lesson, step: Step, standing: Standing, language: str) -> None:
        """Show what the present step says and asks for."""
        given, is_open = standing.answers.get(step.name), step.name not in standing.came
        form, before = form_for(step, lesson.section(step, language), given, open_to_change=is_open), self._form
        if isinstance(step, Goal):
            form = GoalForm(step)
            form.changed.connect(self.setting_changed)
        if before is not None and self._shown is not None:
            self._drafts[self._shown.name] = before.draft()
        if form is not None:
            if step.name in self._drafts:  # it is shown again, in another language, for instance
                form.take(self._drafts[step.name])
            form.answered.connect(self.answered)
        self._form, self._shown = form, step
        self.act = push_button("lessonAct", self.acted.emit, role="primary")
        self.skip = push_button("lessonSkip", self.skipped.emit, role="link")
        self.skip.setText(self.tr("Skip"))
        row.unfold(lesson.pictures, form, self.act, self.skip)
        self._row_now, self._feedback = row, row.feedback
