"""One step of a lesson as it is shown: the mark and the heading; of the present one, also what it says and asks for."""

import re
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from mnistlab.lessons.lesson import Section
from mnistlab.ui.guides.help_page import HelpPage
from mnistlab.ui.guides.lesson.forms import Form
from mnistlab.ui.guides.step_mark import StepMark
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named


class StepRow(QWidget):
    """A step.

    Parameters
    ----------
    number : int
        From 1.
    section : Section
        Its words.
    state : {"done", "now", "later"}

    Attributes
    ----------
    feedback : QLabel
        What is said to what the learner has done; it is on the screen after `unfold`.
    """

    def __init__(self, number: int, section: Section, state: str) -> None:
        super().__init__()
        self._section = section
        step_mark = StepMark(number)
        step_mark.show_state(state)
        heading = named(QLabel(section.heading), role="heading" if state == "now" else "muted")
        heading.setWordWrap(True)
        self.feedback = named(QLabel(), "lessonFeedback", role="reply")
        self._right = in_column(heading, spacing=6)
        row = in_row((step_mark, 0, Qt.AlignmentFlag.AlignTop), (self._right, 1), on=self)
        row.setContentsMargins(0, 6, 0, 6)

    def unfold(self, pictures: Mapping[str, bytes], form: Form | None, act: QPushButton, skip: QPushButton) -> None:
        """Show what the step says, what it is answered with, if there is such a form, and its buttons."""
        if self._section.body:
            self._right.addWidget(HelpPage(re.split(r"\n{2,}", self._section.body), 6, pictures))
        if form is not None:
            self._right.addWidget(form)
        self.feedback.setWordWrap(True)
        self.feedback.setTextFormat(Qt.TextFormat.MarkdownText)
        self._right.addWidget(self.feedback)
        self._right.addLayout(in_row(act, skip, STRETCH, spacing=2 * UNIT))
