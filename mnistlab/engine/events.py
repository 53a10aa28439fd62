"""What the engine tells besides frames: one small frozen class for each event."""

from dataclasses import dataclass
from typing import Any, dataclass_transform

from mnistlab.analysis.odd_data import Oddity
from mnistlab.data import Dataset
from mnistlab.data.images import Pixels
from mnistlab.data.ink import Strokes
from mnistlab.engine.intents import AskLibrary, ReadPath, RunPath
from mnistlab.errors import DivergedError
from mnistlab.library import RunEntry
from mnistlab.nn import Network


@dataclass_transform(frozen_default=True, eq_default=False)
class Event:
    """Something that has happened. Every class derived from it is a frozen dataclass."""

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, eq=False)(cls)


class DataLoading(Event):
    """A data set is being read from a folder; an empty name is the MNIST that comes with the program."""

    folder: str


class DataReady(Event):
    """A run on a data set has begun.

    Attributes
    ----------
    dataset : Dataset
    oddity : Oddity, optional
        What is odd about it.
    """

    dataset: Dataset
    oddity: Oddity | None = None


class DataGivenUp(Event):
    """A data set is no longer being read, because something else was asked for."""


class NetworkReady(Event):
    """The network that comes with the program has been read."""

    network: Network


class WeightsSaved(Event):
    """Weights have been written."""

    file: str


class ScriptSaved(Event):
    """A run has been written as a program; `alone`: one that runs where mnistlab is not installed too."""

    file: str
    alone: bool = False


class RunsSaved(Event):
    """Runs have been written."""

    file: str


class RunsOpened(Event):
    """Runs of a file are among those that are kept; `left_out` others in it cannot be read."""

    runs: tuple[RunEntry, ...]
    file: str
    left_out: int


class RunTakenUp(Event):
    """A kept run is the present one again; `drawing`, uint8 (28, 28), was on the canvas, or None; and its strokes."""

    drawing: Pixels | None
    strokes: Strokes | None


class LastRun(Event):
    """The program has begun, and this is the run in which it was left."""

    run: RunEntry


class PathRead(Event):
    """The way of the run through the parameters has been read: `Lab` hands it to who asked."""

    asked: ReadPath
    points: RunPath


class LibraryChanged(Event):
    """Another window has changed the library."""


class LibraryAnswered(Event):
    """The library has been read: `Lab` hands the answer to who asked."""

    asked: AskLibrary
    found: Any


class Failed(Event):
    """An intent could not be carried out; everything else is as it was."""

    error: BaseException


class Diverged(Event):
    """The run has stopped by itself."""

    error: DivergedError


class RunFinished(Event):
    """The run is complete; accuracy, 0..1, on all training and all test images."""

    train_accuracy: float
    test_accuracy: float
