"""A run that is kept, as it is drawn beside the present one."""

from dataclasses import dataclass

from mnistlab.engine.frame import Frame
from mnistlab.nn.functions import Array
from mnistlab.ui.run_title import run_titles


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


def kept_lines(frame: Frame) -> list[KeptLine]:
    """Return the lines of runs that are kept beside the present one, with their names in the current language."""
    names = run_titles(frame)
    return [
        KeptLine(names[view.entry.key], view.place, view.loss, view.evaluated_at, view.test_accuracy)
        for view in frame.kept
    ]
