"""What a person can ask of the engine: one small frozen class for each wish.

Panels emit them, the worker carries them out in the order in which they came.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mnistlab.data import Dataset
from mnistlab.nn.mistakes import Mistake


@dataclass(frozen=True, slots=True)
class SelectBatch:
    """Phase ①: draw a mini-batch."""


@dataclass(frozen=True, slots=True)
class ComputeGradient:
    """Phase ②: compute the gradient of the loss on it."""


@dataclass(frozen=True, slots=True)
class Update:
    """Phase ③: move the parameters against the gradient."""


@dataclass(frozen=True, slots=True)
class Step:
    """Do what is left of the present iteration, or one whole iteration."""


@dataclass(frozen=True, slots=True)
class Run:
    """Go on until paused, or until the run is complete."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop before the next iteration."""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Look at the run as it was after so many iterations; up to `tolerance` beside it if that is quicker."""

    iteration: int
    tolerance: int = 0


@dataclass(frozen=True, slots=True)
class GoOn:
    """Train on from the moment that is looked at; what came after it stays, beside the run."""


@dataclass(frozen=True, slots=True)
class Return:
    """Look at the latest moment again; there already, change over to the run beside this one."""


@dataclass(frozen=True, slots=True)
class Rewind:
    """Go back to the first weights and the first batches, with the settings last asked for."""


@dataclass(frozen=True, slots=True)
class NewWeights:
    """Begin a new run with a new seed."""


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Use this value of a field of `RunSettings`: at once where a run allows it, otherwise from the next rewind on."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class MakeMistake:
    """Make this mistake in every gradient from now on, or, with None, none. A new run makes none."""

    mistake: Mistake | None


@dataclass(frozen=True, slots=True)
class ReadPath:
    """Tell which way the run has come through the parameters: some points of it, as `path_ready`."""

    points: int


@dataclass(frozen=True, slots=True)
class SetSpeed:
    """Run at so many iterations a second, or, with None, as fast as the machine can."""

    iterations_per_second: float | None


@dataclass(frozen=True, slots=True)
class OpenData:
    """Begin a new run on a data set, or on that of a folder; None is the MNIST that comes with the program."""

    source: Dataset | Path | None


@dataclass(frozen=True, slots=True)
class LoadReadyNetwork:
    """Read the network that comes with the program."""


@dataclass(frozen=True, slots=True)
class OpenWeights:
    """Begin a new run from the weights in a file."""

    path: Path


@dataclass(frozen=True, slots=True)
class SaveWeights:
    """Write the weights of this moment to a file."""

    path: Path


@dataclass(frozen=True, slots=True)
class ExportScript:
    """Write a program that does this run again, without the window."""

    path: Path


Intent = (
    SelectBatch
    | ComputeGradient
    | Update
    | Step
    | Run
    | Pause
    | GoTo
    | GoOn
    | Return
    | Rewind
    | NewWeights
    | ChangeSetting
    | MakeMistake
    | ReadPath
    | SetSpeed
    | OpenData
    | LoadReadyNetwork
    | OpenWeights
    | SaveWeights
    | ExportScript
)
