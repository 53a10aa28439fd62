"""The scenes of the stage.

They are listed here, and each is imported when it is first turned to: so the window opens sooner.
"""

import re
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

from mnistlab.errors import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from mnistlab.ui.scenes.base import Scene


class Entry(NamedTuple):
    """What a tab or a menu says of a scene, to be translated in the context "Scenes"."""

    text: str
    tip: str


# Each by the name of its class and its file: "SelectBatch" is SelectBatchScene in phases/select_batch.py.
PHASES: Final = {
    "SelectBatch": Entry("①", QT_TRANSLATE_NOOP("Scenes", "① The mini-batch: where its images come from")),
    "Forward": Entry("② →", QT_TRANSLATE_NOOP("Scenes", "② Forward: from the image to the loss")),
    "Backward": Entry("② ←", QT_TRANSLATE_NOOP("Scenes", "② Backward: the gradient of the loss")),
    "Update": Entry("③", QT_TRANSLATE_NOOP("Scenes", "③ The update: before, the step, after")),
    "Repeat": Entry("④", QT_TRANSLATE_NOOP("Scenes", "④ Repeat: the weights, the epoch, the validation")),
}
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


def load(name: str) -> "type[Scene]":
    """Import a scene, by its name in `PHASES`, `EXPERIMENTS` or `READINGS`, and return its class."""
    folder = "phases" if name in PHASES else "experiments" if name in EXPERIMENTS else "readings"
    file = re.sub("(?<=[a-z])(?=[A-Z])", "_", name).lower()
    scene: type[Scene] = getattr(import_module(f"mnistlab.ui.scenes.{folder}.{file}"), f"{name}Scene")
    return scene
