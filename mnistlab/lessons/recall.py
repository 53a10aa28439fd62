"""Questions about lessons of some days ago: which one is due, farther and farther apart while it is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mnistlab.lessons.lesson import Choose, Lesson
from mnistlab.lessons.standing import Standing

ASKED: Final = "recall/asked"  # under which it is kept: no lesson has a name with a slash
DAY: Final = 24 * 3600.0  # s
APART: Final = (1, 3, 7, 21, 60)  # days after so many right answers in a row
KINDS: Final = ("because", "recall")


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question was answered last.

    Attributes
    ----------
    streak : int
        Right answers in a row.
    at : float
        When, in s since 1970.
    """

    streak: int
    at: float

    @classmethod
    def of(cls, given: Any, at: float) -> "Asked":
        """Return what was kept; what makes no sense counts as no right answer."""
        return cls(given if isinstance(given, int) and not isinstance(given, bool) and given >= 0 else 0, at)


def due(
    lessons: Sequence[Lesson],
    standings: Mapping[str, Standing],
    left_at: Mapping[str, float],
    asked: Mapping[str, Asked],
    now: float,
) -> tuple[Lesson, Choose] | None:
    """Return the question that is due longest, with its lesson; None if there is none, or one was asked within a day.

    Parameters
    ----------
    lessons : sequence of Lesson
    standings, left_at : mapping
        By the names of lessons: where the learner stands, and when the last answer was given, in s since 1970.
    asked : mapping of Asked
        By `key`.
    now : float
    """
    if any(now - one.at < DAY for one in asked.values()):
        return None
    waiting = []
    for lesson in lessons:
        standing = standings.get(lesson.name)
        if standing is None or not standing.is_done(lesson):
            continue
        for step in lesson.steps:
            if isinstance(step, Choose) and step.kind in KINDS:
                before = asked.get(key(lesson, step), Asked(0, left_at.get(lesson.name, now)))
                when = before.at + DAY * APART[min(before.streak, len(APART) - 1)]
                if when <= now:
                    waiting.append((when, lesson, step))
    if not waiting:
        return None
    _, lesson, step = min(waiting, key=lambda one: one[0])
    return lesson, step


def key(lesson: Lesson, step: Choose) -> str:
    """Return under which name the answers to a question are kept."""
    return f"{lesson.name}/{step.name}"
