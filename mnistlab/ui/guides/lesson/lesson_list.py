"""The list of lessons: what there is, how long it takes, and what has been done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from mnistlab.lessons.lesson import Lesson
from mnistlab.ui.guides.lesson.progress import Known
from mnistlab.ui.guides.lesson.tall_button import TallButton
from mnistlab.ui.guides.step_list import StepMark
from mnistlab.ui.widgets.kit import in_column, named


class LessonList(QWidget):
    """A button for each lesson.

    Signals
    -------
    chosen : Lesson
    """

    chosen = Signal(object)

    def __init__(self, lessons: Sequence[Lesson], known: Known, language: str) -> None:
        super().__init__()
        words = QLabel(self.tr("Each asks what you expect before it shows what comes. You can leave one at any time."))
        words.setWordWrap(True)
        column = in_column(words, spacing=4, on=self)
        for lesson in lessons:
            standing = known.standing(lesson)
            column.addWidget(self._row(lesson, language, done=standing.is_done(lesson), begun=standing.reached > 0))
        column.addStretch(1)

    def _row(self, lesson: Lesson, language: str, *, done: bool, begun: bool) -> TallButton:
        number = StepMark(lesson.order)
        number.show_state("done" if done else "now" if begun else "later")
        minutes = named(QLabel(self.tr("{minutes} min").format(minutes=lesson.minutes)), role="muted")
        button = named(TallButton(lesson.title(language), number, minutes), f"lesson_{lesson.name}")
        state = self.tr("done") if done else self.tr("begun") if begun else ""
        button.setAccessibleName(" · ".join(filter(None, (lesson.title(language), minutes.text(), state))))
        button.clicked.connect(lambda: self.chosen.emit(lesson))
        return button
