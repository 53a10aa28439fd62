"""What a run has recorded so far."""

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from mnistlab.nn.functions import Array
from mnistlab.nn.mistakes import Mistake
from mnistlab.training.clock import Clock
from mnistlab.training.settings import Gradient

# What is noted at each evaluation.
MEASURED = ("evaluated_at", "train_accuracy", "test_accuracy", "train_loss", "test_loss", "seconds")
SMOOTHING = 0.98  # of the loss: the mean over about the last 50 mini-batches


@dataclass(frozen=True, slots=True)
class UpdateRule:
    """How an update is made, as far as a run may change it on its way.

    Attributes
    ----------
    learning_rate : float
    gradient : {"backpropagation", "numerical"}
    mistake : Mistake or None
        Made on purpose in the gradient.
    """

    learning_rate: float
    gradient: Gradient
    mistake: Mistake | None


Rules = tuple[tuple[int, UpdateRule], ...]  # each rule, and the iteration from which on


def used_rules(rules: Rules, iterations: int) -> Rules:
    """Return the rules of the first `iterations` updates; before any update, the first rule."""
    return tuple((at, rule) for at, rule in rules if at < iterations) or rules[:1]


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A history at one moment, as a value: what a file keeps, and any thread may read.

    Its arrays and numbers are those of `History` by the same names.
    """

    loss: Array
    smoothed_loss: Array
    evaluated_at: Array
    train_accuracy: Array
    test_accuracy: Array
    train_loss: Array
    test_loss: Array
    rules: tuple[tuple[int, UpdateRule], ...]
    average: tuple[float, float]
    first_loss: float
    measured_until: int
    seconds: Array
    trained: float

    @property
    def clock(self) -> Clock:
        """How long the run had trained at any of its iterations."""
        return Clock(self.evaluated_at, self.seconds, len(self.loss), self.trained)


class GrowingArray:
    """A one-dimensional array that can be appended to, in memory of at most twice its size.

    `values` is a view. What it shows never changes, because appending writes behind it, or into a new block. So a view
    may be handed to another thread without a copy.
    """

    def __init__(self, dtype: DTypeLike, capacity: int = 1024) -> None:
        self._block: NDArray[Any] = np.empty(capacity, dtype)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, value: float) -> None:
        """Add one value at the end."""
        if self._length == len(self._block):
            block = np.empty(2 * len(self._block), self._block.dtype)
            block[: self._length] = self._block
            self._block = block
        self._block[self._length] = value
        self._length += 1

    def until(self, length: int) -> "GrowingArray":
        """Return another one with the first `length` values."""
        return GrowingArray.of(self._block[:length])

    @classmethod
    def of(cls, values: Array) -> "GrowingArray":
        """Return one that goes on from these values: a copy."""
        one = cls(values.dtype, max(1024, 2 * len(values)))
        one._block[: len(values)] = values
        one._length = len(values)
        return one

    @property
    def values(self) -> Array:
        """All values so far, read-only."""
        view = self._block[: self._length]
        view.flags.writeable = False
        return view


class History:
    """Loss at every iteration, accuracy at every epoch and at the end, and how the updates were made.

    Attributes
    ----------
    loss : ndarray of float32, shape (iterations so far,)
        Loss of each mini-batch before its update.
    smoothed_loss : ndarray of float32, same shape
        Its exponential moving average, with the weight of the start corrected (Kingma & Ba 2015, section 3), so
        that it does not creep up from zero.
    latest_smoothed_loss : float
        The last of them; nan before the first.
    evaluated_at : ndarray of int64, shape (evaluations so far,)
        Iterations done when accuracy was measured.
    train_accuracy, test_accuracy : ndarray of float64, same shape
        Share of all training and test images read right, 0..1; with validation images, of these in place of the test
        images.
    train_loss, test_loss : ndarray of float64, same shape
        Mean loss on a fixed sample of each; nan in a run that was kept by an earlier version.
    measured_until : int
        Up to this iteration, all accuracies that were due are known; -1 before the first.
    seconds : ndarray of float64, shape (evaluations so far,)
        How long the run had trained then; nan where that is not known.
    trained : float
        How long it has trained, in s, without its evaluations. A trainer adds to it.
    first_loss : float
        Mean loss of the network at the beginning of the run: what later losses are judged by. A trainer sets it.
    """

    def __init__(self, first_loss: float = math.nan) -> None:
        self.first_loss = first_loss
        self._loss = GrowingArray(np.float32)
        self._smoothed_loss = GrowingArray(np.float32)
        self._evaluated_at = GrowingArray(np.int64, 64)
        self._train_accuracy = GrowingArray(np.float64, 64)
        self._test_accuracy = GrowingArray(np.float64, 64)
        self._seconds = GrowingArray(np.float64, 64)
        self.trained = 0.0
        self._train_loss = GrowingArray(np.float64, 64)
        self._test_loss = GrowingArray(np.float64, 64)
        self._average = 0.0
        self._weight = 0.0
        self._rules: list[tuple[int, UpdateRule]] = []
        self.latest_smoothed_loss = math.nan
        self.measured_until = -1

    @classmethod
    def of(cls, record: Record) -> "History":
        """Return a history that goes on from a record: its arrays are copied."""
        history = cls(record.first_loss)
        for name in ("loss", "smoothed_loss", *MEASURED):
            setattr(history, f"_{name}", GrowingArray.of(getattr(record, name)))
        history._rules = list(record.rules)
        history._average, history._weight = record.average
        if history._weight:
            history.latest_smoothed_loss = history._average / history._weight
        history.measured_until = record.measured_until
        history.trained = record.trained
        return history

    @property
    def record(self) -> Record:
        """The history of this moment as a value; its arrays are views that never change."""
        return Record(
            loss=self.loss,
            smoothed_loss=self.smoothed_loss,
            evaluated_at=self.evaluated_at,
            train_accuracy=self.train_accuracy,
            test_accuracy=self.test_accuracy,
            train_loss=self.train_loss,
            test_loss=self.test_loss,
            rules=self.rules,
            average=self.average,
            first_loss=self.first_loss,
            measured_until=self.measured_until,
            seconds=self.seconds,
            trained=self.trained,
        )

    def record_loss(self, loss: float) -> None:
        """Add the loss of one mini-batch."""
        self._average = SMOOTHING * self._average + (1 - SMOOTHING) * loss
        self._weight = SMOOTHING * self._weight + (1 - SMOOTHING)
        self._loss.append(loss)
        self.latest_smoothed_loss = self._average / self._weight
        self._smoothed_loss.append(self.latest_smoothed_loss)

    def record_accuracy(
        self, iteration: int, train: float, test: float, train_loss: float = math.nan, test_loss: float = math.nan
    ) -> None:
        """Add one evaluation, made after `iteration` iterations."""
        for name, value in zip(MEASURED, (iteration, train, test, train_loss, test_loss, self.trained), strict=True):
            getattr(self, f"_{name}").append(value)
        self.measured_until = iteration

    def record_rule(self, iteration: int, rule: UpdateRule) -> None:
        """Note how the updates after `iteration` iterations are made, which is the latest so far, or a later one."""
        if self._rules and self._rules[-1][0] == iteration:  # not used yet
            self._rules.pop()
        if not self._rules or self._rules[-1][1] != rule:
            self._rules.append((iteration, rule))

    @property
    def average(self) -> tuple[float, float]:
        """State of the smoothed loss, as `until` takes it."""
        return self._average, self._weight

    @property
    def rules(self) -> tuple[tuple[int, UpdateRule], ...]:
        """How the updates were made: each rule, and the iteration from which on. The last may not be used yet."""
        return tuple(self._rules)

    def rule_at(self, iteration: int) -> UpdateRule:
        """Return how the update that follows `iteration` updates was made, or would be."""
        return self._rules[bisect_right(self._rules, iteration, key=lambda change: change[0]) - 1][1]

    def until(self, iteration: int, average: tuple[float, float], measured_until: int | None = None) -> "History":
        """Return the history as it was after `iteration` updates.

        Parameters
        ----------
        iteration : int
        average : tuple of float
            What `average` was then.
        measured_until : int, optional
            Keep the accuracies until this later iteration: a run that is done again need not measure them again.
        """
        history = History(self.first_loss)
        history._loss, history._smoothed_loss = self._loss.until(iteration), self._smoothed_loss.until(iteration)
        last = iteration if measured_until is None else measured_until
        evaluations = int(np.searchsorted(self.evaluated_at, last, "right"))
        for name in MEASURED:
            setattr(history, f"_{name}", getattr(self, f"_{name}").until(evaluations))
        history.trained = float(self.clock.at(np.array([iteration]))[0])
        # Of an earlier iteration all is known, because a run measures what is due before it goes on.
        history.measured_until = last if last < len(self._loss) else min(self.measured_until, last)
        history._rules = [(start, rule) for start, rule in self._rules if start <= iteration]
        history._average, history._weight = average
        if history._weight:
            history.latest_smoothed_loss = history._average / history._weight
        return history

    @property
    def clock(self) -> Clock:
        """How long the run had trained at any of its iterations."""
        return Clock(self.evaluated_at, self.seconds, len(self._loss), self.trained)

    @property
    def loss(self) -> Array:
        """Loss of each mini-batch before its update."""
        return self._loss.values

    @property
    def smoothed_loss(self) -> Array:
        """Its moving average."""
        return self._smoothed_loss.values

    @property
    def evaluated_at(self) -> Array:
        """Iterations done at each evaluation."""
        return self._evaluated_at.values

    @property
    def train_accuracy(self) -> Array:
        """Share of all training images read right."""
        return self._train_accuracy.values

    @property
    def test_accuracy(self) -> Array:
        """Share of all test images read right."""
        return self._test_accuracy.values

    @property
    def seconds(self) -> Array:
        """How long the run had trained at each evaluation, in s."""
        return self._seconds.values

    @property
    def train_loss(self) -> Array:
        """Mean loss on a fixed sample of the training images."""
        return self._train_loss.values

    @property
    def test_loss(self) -> Array:
        """Mean loss on a fixed sample of the test images."""
        return self._test_loss.values
