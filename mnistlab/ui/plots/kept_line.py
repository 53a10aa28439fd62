"""A run that is kept, as it is drawn beside the present one."""

from collections.abc import Iterable
from dataclasses import dataclass

from mnistlab.engine.shelf import KeptView
from mnistlab.library import RunEntry
from mnistlab.nn.functions import Array
from mnistlab.ui.run_title import run_title, run_titles


@dataclass(frozen=True, slots=True, eq=False)
class KeptLine:
    """A run that is kept, as it is drawn beside the present one.

    Attributes
    ----------
    name : str
        What makes it differ, such as ``η 0.5``.
    place : int
        0..4: its colour and dashes.
    loss : ndarray of float32, shape (iterations,)
        Of every iteration; what is drawn is the centred mean.
    evaluated_at : ndarray of int, shape (evaluations,)
        Iterations done when the accuracy was measured.
    test_accuracy : ndarray of float, shape (evaluations,)
        0..1.
    """

    name: str
    place: int
    loss: Array
    evaluated_at: Array
    test_accuracy: Array


def kept_lines(views: Iterable[KeptView], runs: Iterable[RunEntry]) -> list[KeptLine]:
    """Return the lines of those of the kept `runs` that are drawn, with their names in the current language."""
    titles = run_titles(runs)
    return [
        KeptLine(
            titles.get(view.entry.key) or run_title(view.entry),
            view.place,
            view.loss,
            view.evaluated_at,
            view.test_accuracy,
        )
        for view in views
    ]
