"""The scenes of the stage.

They are listed here, and each is imported when it is first turned to: so the window opens sooner.
"""

import re
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

from mnistlab.translatable import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from mnistlab.ui.scenes.base import Scene


class Entry(NamedTuple):
    """What a scene is called, a question if it belongs to no phase, and what a person will see there.

    Both are to be translated in the context "Scenes".
    """

    text: str
    tip: str


# Each by the name of its class and its file: "SelectBatch" is SelectBatchScene in phases/select_batch.py.
PHASES: Final = {
    "SelectBatch": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Batch"),
        QT_TRANSLATE_NOOP("Scenes", "① The mini-batch: where its images come from"),
    ),
    "Forward": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Forward"), QT_TRANSLATE_NOOP("Scenes", "② Forward: from the image to the loss")
    ),
    "Backward": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Backward"), QT_TRANSLATE_NOOP("Scenes", "② Backward: the gradient of the loss")
    ),
    "Update": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Update"), QT_TRANSLATE_NOOP("Scenes", "③ The update: before, the step, after")
    ),
    "Repeat": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Weights"),
        QT_TRANSLATE_NOOP("Scenes", "④ Repeat: the weights, the epoch, the validation"),
    ),
}
EXPERIMENTS: Final = {
    "Check": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Is the gradient right?"),
        QT_TRANSLATE_NOOP("Scenes", "Backpropagation against moving each weight a little"),
    ),
    "Weight": Entry(
        QT_TRANSLATE_NOOP("Scenes", "What is a derivative?"),
        QT_TRANSLATE_NOOP("Scenes", "One weight moves alone: the loss as a curve, and its slope"),
    ),
    "Step": Entry(
        QT_TRANSLATE_NOOP("Scenes", "How far should one step go?"),
        QT_TRANSLATE_NOOP("Scenes", "The loss along the gradient, for every learning rate η"),
    ),
    "Landscape": Entry(
        QT_TRANSLATE_NOOP("Scenes", "How does the loss look around here?"),
        QT_TRANSLATE_NOOP("Scenes", "A map of the loss, and the way of the run across it"),
    ),
    "Histograms": Entry(
        QT_TRANSLATE_NOOP("Scenes", "How are the numbers spread?"),
        QT_TRANSLATE_NOOP("Scenes", "Histograms of activations, gradients, weights and steps, layer by layer"),
    ),
}
READINGS: Final = {
    "Prepare": Entry(
        QT_TRANSLATE_NOOP("Scenes", "What does the network see of my drawing?"),
        QT_TRANSLATE_NOOP("Scenes", "From the ink to 28×28 pixels, stage by stage"),
    ),
    "Why": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Why this answer?"),
        QT_TRANSLATE_NOOP("Scenes", "The units and the pixels that decide"),
    ),
    "Unit": Entry(
        QT_TRANSLATE_NOOP("Scenes", "What does a unit look for?"),
        QT_TRANSLATE_NOOP("Scenes", "Its weights, the digits it speaks for, the images that turn it on"),
    ),
    "Distort": Entry(
        QT_TRANSLATE_NOOP("Scenes", "How much bending does it take?"),
        QT_TRANSLATE_NOOP("Scenes", "Turned, bent, moved: which shapes are still read?"),
    ),
    "Exam": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Which mistakes does it make?"),
        QT_TRANSLATE_NOOP("Scenes", "Which digit is taken for which, in all images that are new to it"),
    ),
    "Hand": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Does it read my hand?"),
        QT_TRANSLATE_NOOP("Scenes", "Draw ten digits, and see how many are read right"),
    ),
}
# On the kept runs, not on a moment of the present one.
ASIDE: Final = {
    "Compare": Entry(
        QT_TRANSLATE_NOOP("Scenes", "How do my runs compare?"),
        QT_TRANSLATE_NOOP("Scenes", "The kept runs beside each other: what differs, and what came of it"),
    ),
}
# What books show without images, and the pages that the gallery of books leads to.
BENCHES: Final = {
    "Bowl": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Optimizers in a bowl"),
        QT_TRANSLATE_NOOP("Scenes", "The ways of all of them down one long valley"),
    ),
    "Neuron": Entry(
        QT_TRANSLATE_NOOP("Scenes", "One neuron learns"),
        QT_TRANSLATE_NOOP("Scenes", "Why it is slow where it is quite wrong, and which loss mends that"),
    ),
    "Sliders": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Softmax by hand"),
        QT_TRANSLATE_NOOP("Scenes", "Four sums to move: what becomes of the probabilities?"),
    ),
}
PAGES: Final = {
    "Card": Entry(
        QT_TRANSLATE_NOOP("Scenes", "An experiment"),
        QT_TRANSLATE_NOOP("Scenes", "What the book reports, beside what comes out here"),
    ),
    "Sweep": Entry(
        QT_TRANSLATE_NOOP("Scenes", "A sweep"),
        QT_TRANSLATE_NOOP("Scenes", "One setting or two, over a list, a range or at random"),
    ),
}
# Each shows the scenes of one kind to choose from: in gallery.py and book/book.py.
GALLERIES: Final = {
    "Book": Entry(
        QT_TRANSLATE_NOOP("Scenes", "Do I get what the book gets?"),
        QT_TRANSLATE_NOOP("Scenes", "The experiments of two books, each beside the number that is printed there"),
    ),
    "Try": Entry(
        QT_TRANSLATE_NOOP("Scenes", "What would you like to try?"),
        QT_TRANSLATE_NOOP("Scenes", "Experiments: check the gradient, move one weight, look at the loss"),
    ),
    "Read": Entry(
        QT_TRANSLATE_NOOP("Scenes", "What would you like to know?"),
        QT_TRANSLATE_NOOP("Scenes", "How a drawing is read: by which steps, why, and how well"),
    ),
}
GALLERY_OF: Final = (
    dict.fromkeys(EXPERIMENTS | ASIDE, "Try") | dict.fromkeys(READINGS, "Read") | dict.fromkeys(BENCHES | PAGES, "Book")
)


def load(name: str) -> "type[Scene]":
    """Import a scene, by its name in one of the tables above, and return its class."""
    book = [*BENCHES, *PAGES, "Book"]
    folders = {"phases": PHASES, "experiments": EXPERIMENTS | ASIDE, "readings": READINGS, "book": book}
    folder = next((f"{folder}." for folder, entries in folders.items() if name in entries), "")
    file = re.sub("(?<=[a-z])(?=[A-Z])", "_", name).lower() if folder else "gallery"
    scene: type[Scene] = getattr(import_module(f"mnistlab.ui.scenes.{folder}{file}"), f"{name}Scene")
    return scene
