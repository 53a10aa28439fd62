"""The answers that a learner has given in lessons, and where the learner stands in each."""

import contextlib
import json
import time
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from mnistlab.library.file import LibraryFile
from mnistlab.library.packing import from_text, to_text
from mnistlab.library.rows import DAMAGE

LARGEST: Final = 100_000  # characters of one answer


class Answer(NamedTuple):
    """What was answered, as plain data that JSON can hold, and when, in seconds since 1970 UTC."""

    given: Any
    at: float


class Answers:
    """The answers in a library: ``library.answers.note("first-steps", "guess", 94.5)``.

    Two windows lose nothing of each other's: each answer is a row of its own, and of two to the same step the later
    one counts.

    Parameters
    ----------
    file : LibraryFile
    """

    def __init__(self, file: LibraryFile) -> None:
        self._file = file

    def note(self, lesson: str, step: str, given: Any) -> None:
        """Note the answer to a step of a lesson; it takes the place of an earlier one.

        Parameters
        ----------
        lesson, step : str
            Their names.
        given : object
            Numbers, texts, lists, dicts, bool or None.

        Raises
        ------
        TypeError, ValueError
            If JSON cannot hold it, or it is longer than 100,000 characters.
        """
        text = json.dumps(given, allow_nan=False)
        if len(text) > LARGEST:
            raise ValueError(f"an answer of {len(text):,} characters")
        with self._file.transaction() as db:
            db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", (lesson, step, text, time.time()))

    def of(self, lesson: str) -> dict[str, Answer]:
        """Return the answers given in a lesson by the names of its steps, in the order of answering.

        What is damaged is left out.
        """
        query = "SELECT step, given, at FROM answers WHERE lesson = ? ORDER BY at, step"
        found = {}
        for step, text, at in self._file.connection.execute(query, (lesson,)):
            with contextlib.suppress(*DAMAGE, RecursionError):
                found[str(step)] = Answer(json.loads(text), float(at))
        return found

    def note_standing(self, lesson: str, standing: Mapping[str, Any]) -> None:
        """Note where the learner stands in a lesson, as plain data that JSON can hold.

        Raises
        ------
        TypeError
            If JSON cannot hold it.
        """
        with self._file.transaction() as db:
            row = (lesson, *to_text(standing), time.time())
            db.execute("INSERT OR REPLACE INTO standings VALUES (?, ?, ?, ?)", row)

    def standing(self, lesson: str) -> dict[str, Any] | None:
        """Return where the learner stands in a lesson; None where nothing is known, or what is kept is damaged."""
        query = "SELECT facts, checksum FROM standings WHERE lesson = ?"
        row = self._file.connection.execute(query, (lesson,)).fetchone()
        with contextlib.suppress(*DAMAGE):
            return None if row is None else from_text(*row)
        return None

    def lessons(self) -> list[str]:
        """Return the names of the lessons that have been begun, the one that was left last at the end."""
        query = (
            "SELECT lesson FROM (SELECT lesson, changed AS at FROM standings UNION ALL SELECT lesson, at FROM answers)"
            " GROUP BY lesson ORDER BY max(at), lesson"
        )
        return [str(lesson) for (lesson,) in self._file.connection.execute(query)]
