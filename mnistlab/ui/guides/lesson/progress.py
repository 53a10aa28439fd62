"""Where the learner stands in each lesson, kept from one day to the next."""

import json
from typing import Final

from PySide6.QtCore import QSettings

from mnistlab.lessons.lesson import Lesson
from mnistlab.lessons.standing import Standing

GROUP: Final = "lessons"


class Progress:
    """Keeps the standing of each lesson in the person's settings."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def standing(self, lesson: Lesson) -> Standing:
        """Return where the learner stands in a lesson; at its beginning where nothing is known."""
        raw = self._settings.value(f"{GROUP}/{lesson.name}")
        try:
            return Standing.of(lesson, json.loads(raw) if isinstance(raw, str) else None)
        except (ValueError, RecursionError):
            return Standing(lesson.name)

    def keep(self, standing: Standing) -> None:
        """Keep where the learner stands."""
        self._settings.setValue(f"{GROUP}/{standing.lesson}", json.dumps(standing.to_dict()))
