"""A question about a lesson of some days ago, above the list of lessons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel

from mnistlab.lessons.lesson import Choose, Lesson
from mnistlab.ui.guides.lesson.forms import ChoiceForm
from mnistlab.ui.guides.lesson.said import reply_to
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.widgets.kit import in_column, mark, named


class RecallCard(QFrame):
    """The question with its choices. The first answer counts, and then it is explained.

    Signals
    -------
    answered : bool
        Whether the answer is right.
    """

    answered = Signal(bool)

    def __init__(self, lesson: Lesson, step: Choose, language: str) -> None:
        super().__init__()
        self.setObjectName("recallCard")
        self._step, self._section = step, lesson.section(step, language)
        about = named(QLabel(self.tr("Do you still know? From “{title}”")), role="muted")
        about.setText(about.text().format(title=lesson.title(language)))
        heading = named(QLabel(self._section.heading), role="heading")
        body = QLabel(self._section.body)
        self._form = ChoiceForm(self._section.choices, None, open_to_change=True)
        self._form.answered.connect(self._answer)
        self._reply = named(QLabel(), "recallReply", role="reply")
        for label in (about, heading, body, self._reply):
            label.setWordWrap(True)
        body.setHidden(not self._section.body)
        self._reply.hide()
        in_column(about, heading, body, self._form, self._reply, on=self).setContentsMargins(0, 0, 0, 2 * UNIT)

    def _answer(self, given: str) -> None:
        right = given in self._step.right
        told = [reply_to(self._section, given)]
        if not right:
            choice = next(one for one in self._section.choices if one.name in self._step.right)
            told += [self.tr("Right is: {text}").format(text=choice.text), choice.reply]
        self._reply.setText("\n\n".join(told))
        self._reply.show()
        mark(self._reply, role="reply")
        for button in self._form.buttons.values():
            button.setEnabled(False)
        self.answered.emit(right)
