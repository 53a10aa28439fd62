"""What a person can ask of the engine: one small frozen class for each wish.

Panels emit them, the worker carries them out in the order in which they came, but for those that wait for nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, dataclass_transform

from mnistlab.data import Dataset
from mnistlab.data.images import Pixels
from mnistlab.data.ink import Strokes
from mnistlab.library import Library
from mnistlab.nn.functions import Array
from mnistlab.nn.mistakes import Mistake

RunPath = list[tuple[int, Mapping[str, Array]]]  # iterations done, and the parameters ``W1 b1 W2 b2`` after them


@dataclass_transform(frozen_default=True)
class Intent:
    """A wish. Every class derived from it is a frozen dataclass."""

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True)(cls)


class Training(Intent):
    """Leads the run on. It is dropped with the work that it waits for."""


class Interrupting(Intent):
    """Does not wait for work that takes long, but drops it."""


class AtOnce(Intent):
    """Does not wait for work that takes long, because what a person has made must be kept before the end of that."""


class OfFiles(Intent):
    """Reads or writes a file that the person names."""


class OfRuns(Intent):
    """About what is kept in the library."""


class SelectBatch(Training):
    """Phase ①: draw a mini-batch."""


class ComputeGradient(Training):
    """Phase ②: compute the gradient of the loss on it."""


class Update(Training):
    """Phase ③: move the parameters against the gradient."""


class Step(Training):
    """Do what is left of the present iteration, or one whole iteration."""


class Run(Training):
    """Go on until paused, or until the run is complete."""


class TrainMore(Training):
    """Let the run end `iterations` later than where it stands, and go on."""

    iterations: int


class GoOn(Training):
    """Train on from the moment that is looked at, as another run; the run with what came after it is kept."""


class Pause(Interrupting):
    """Stop before the next iteration."""


class GoTo(Interrupting):
    """Look at the run after `iteration` updates, or after up to `tolerance` more or fewer if that is quicker."""

    iteration: int
    tolerance: int = 0


class ShowLatest(Interrupting):
    """Look at the latest moment again."""


class Rewind(Interrupting):
    """Go back to the first weights and the first batches, with the settings last asked for."""


class Begin(Interrupting):
    """Begin a new run with some settings changed, by their names; the others are those last asked for."""

    changes: tuple[tuple[str, Any], ...]


class NewWeights(Interrupting):
    """Begin a new run with a new seed."""


class OpenData(OfFiles, Interrupting):
    """Begin a new run on a data set, or on that of a folder; None is the MNIST that comes with the program."""

    source: Dataset | Path | None


class OpenWeights(OfFiles, Interrupting):
    """Begin a new run from the weights in a file."""

    path: Path


class ChangeSetting(Intent):
    """Use this value of a field of `RunSettings`: at once where a run allows it, otherwise from the next rewind on."""

    name: str
    value: Any


class MakeMistake(Intent):
    """Make this mistake in every gradient from now on, or, with None, none. A new run makes none."""

    mistake: Mistake | None


class ChangeLibrary(OfRuns, AtOnce):
    """Change what the library keeps besides runs, such as ``lambda library: library.answers.note(…)``.

    `change` is called in another thread, perhaps later, where the library cannot be written now; it may be called
    again after it has failed, and must do no harm then.
    """

    change: Callable[[Library], None]


class AskLibrary(OfRuns, AtOnce):
    """Read what the library keeps besides runs, such as ``lambda library: library.answers.of(lesson)``.

    `question` is called in another thread, after the changes asked for before, and `answer` on the window's thread
    with what it returns: None where there is no library, or where it cannot be written.
    """

    question: Callable[[Library], Any]
    answer: Callable[[Any], None]


class ReadPath(Intent):
    """Tell which way a run has come through the parameters: some points of it.

    `answer` is called on the window's thread, with the points; the last is the moment that is looked at. It is not
    called where the run, told by the `track` of its frames, has been left for another meanwhile.
    """

    track: tuple[int, int]
    points: int
    answer: Callable[[RunPath], None]


class OpenTestSet(Intent):
    """Measure how many of the test images the network reads right now, although other images are for validation.

    It is noted with the run: `opened` of its entry.
    """


class SetSpeed(Intent):
    """Run at this number of iterations a second; with None, as fast as the machine can."""

    iterations_per_second: float | None


class LoadReadyNetwork(OfFiles):
    """Read the network that comes with the program."""


class SaveWeights(OfFiles):
    """Write the weights of this moment to a file."""

    path: Path


class ExportScript(OfFiles):
    """Write a program that does this run again, without the window; `alone`: where mnistlab is not installed too."""

    path: Path
    alone: bool = False


class KeepRun(OfRuns):
    """Keep the run as it is now, under a name, beside the present one, which goes on."""

    name: str = ""


class NoteDrawing(OfRuns, AtOnce):
    """Keep this drawing with the run from now on: uint8 (28, 28), or None for an empty canvas; and its strokes."""

    image: Pixels | None
    strokes: Strokes | None = None


class ShowRun(OfRuns):
    """Draw a kept run beside the present one; of more than five, the one drawn first is drawn no longer."""

    key: str


class HideRun(OfRuns):
    """Draw a kept run no longer."""

    key: str


class OpenRun(OfRuns, Interrupting):
    """Go back into a kept run, where it stood; the present one is kept."""

    key: str


class GoOnWith(OfRuns, Interrupting):
    """Go back into a kept run and train on; one that is complete, for as many iterations again."""

    key: str


class RenameRun(OfRuns):
    """Give a run, kept or present, a name; an empty one lets it be named by its settings."""

    key: str
    name: str


class DeleteRun(OfRuns):
    """Delete a kept run; `UndoRun` brings it back."""

    key: str


class RepeatRun(OfRuns):
    """Do a run, kept or present, with other seeds too, `seeds` in all; those that are done are not done again."""

    key: str
    seeds: int


class StopRepeating(OfRuns):
    """Do no more runs once more; what is done stays."""


class ForgetRepeats(OfRuns):
    """Put away what a run has come to with other seeds."""

    key: str


class UndoRun(OfRuns, Interrupting):
    """Bring back the run that was left last, by rewinding and the like, or the one that was deleted after that."""


class SaveRuns(OfRuns):
    """Write runs, kept or present, to a file, or their numbers to one that ends in ``.csv``."""

    path: Path
    keys: tuple[str, ...]


class OpenRuns(OfRuns):
    """Add the runs in a file to those that are kept."""

    path: Path
