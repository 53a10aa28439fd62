"""The scenes of the stage.

Those of the phases are shown sooner or later in every run. The others, experiments and readings, are listed here, and
each is imported when it is first turned to: so the window opens sooner.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

from mnistlab.errors import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from mnistlab.ui.scenes.base import Experiment


class Entry(NamedTuple):
    """What a menu says of a scene, to be translated in the context "Scenes"."""

    text: str
    tip: str


# Each by the name of its file and its class: "Check" is CheckScene in check.py.
EXPERIMENTS: Final = {
    "Check": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Gradient check …"),
        QT_TRANSLATE_NOOP("Scenes", "Backpropagation against moving each weight a little"),
    ),
    "Weight": Entry(
        QT_TRANSLATE_NOOP("Scenes", "One weight …"),
        QT_TRANSLATE_NOOP("Scenes", "The loss as one weight alone moves"),
    ),
    "Step": Entry(
        QT_TRANSLATE_NOOP("Scenes", "One step …"),
        QT_TRANSLATE_NOOP("Scenes", "The loss along the gradient, for every learning rate"),
    ),
    "Landscape": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Loss landscape …"),
        QT_TRANSLATE_NOOP("Scenes", "The loss over a plane, and the way of the run"),
    ),
}
READINGS: Final = {
    "Prepare": Entry(
        QT_TRANSLATE_NOOP("Scenes", "What the network sees …"),
        QT_TRANSLATE_NOOP("Scenes", "How a drawing becomes 28×28 pixels, and what each stage is good for"),
    ),
    "Why": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Why this answer …"),
        QT_TRANSLATE_NOOP("Scenes", "Which hidden units and which pixels make it this digit, and not another"),
    ),
    "Distort": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Distortions …"),
        QT_TRANSLATE_NOOP("Scenes", "One digit in many shapes: how much of that does the network still read?"),
    ),
    "Exam": Entry(
        QT_TRANSLATE_NOOP("Scenes", "The test set …"),
        QT_TRANSLATE_NOOP("Scenes", "All test images read: how many right, and which ones wrong"),
    ),
    "Hand": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Test yourself …"),
        QT_TRANSLATE_NOOP("Scenes", "Draw the digits that are asked for, and see how well your hand is read"),
    ),
}


def load(name: str) -> "type[Experiment]":
    """Import a scene, by its name in `EXPERIMENTS` or `READINGS`, and return its class."""
    scene: type[Experiment] = getattr(import_module(f"mnistlab.ui.scenes.{name.lower()}"), f"{name}Scene")
    return scene
