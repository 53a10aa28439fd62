"""Loss and gradient of one mini-batch: by backpropagation at once, or numerically, piece by piece."""

from collections.abc import Generator
from typing import NamedTuple

from mnistlab.data import Dataset
from mnistlab.data.images import as_input
from mnistlab.nn import Network
from mnistlab.nn.differences import central_differences
from mnistlab.nn.fast import FastNetwork
from mnistlab.nn.functions import Array
from mnistlab.nn.mistakes import Mistake
from mnistlab.training.phases import MiniBatch
from mnistlab.training.settings import Gradient

BEFORE_THE_END = 0.999  # share done: what yields 1 has yet to return its result


class Way(NamedTuple):
    """How a gradient is computed: with a mistake always by backpropagation."""

    gradient: Gradient
    mistake: Mistake | None


class BatchGradient:
    """The network on the mini-batch that was drawn last.

    Parameters
    ----------
    network : Network
        Its `params` become views of the block that an optimizer updates.
    dataset : Dataset
    batch_size : int

    Attributes
    ----------
    fast : FastNetwork
    loss : float or None
        Mean loss of the mini-batch, once its gradient has been computed.
    progress : float
        Share done, 0..1, of the numerical gradient that is under way.
    """

    def __init__(self, network: Network, dataset: Dataset, batch_size: int) -> None:
        self.fast = FastNetwork(network, dataset.train_images, dataset.train_labels, batch_size)
        self.loss: float | None = None
        self.progress = 0.0
        self._network = network
        self._batch: MiniBatch | None = None
        self._way: Way | None = None  # of the last gradient
        self._differences: Generator[float, None, dict[str, Array]] | None = None  # under way

    @property
    def under_way(self) -> bool:
        """Whether a numerical gradient has been begun and is not done."""
        return self._differences is not None

    def is_by(self, way: Way) -> bool:
        """Return whether the last gradient was computed in this way."""
        return self._way == way

    def load(self, batch: MiniBatch) -> None:
        """Take up another mini-batch."""
        self.fast.load(batch.indices)
        self._batch = batch
        self.loss = None

    def drop(self) -> None:
        """Give up the numerical gradient that is under way."""
        self._differences = None

    def advance(self, way: Way) -> float:
        """Compute loss and gradient, or a piece of a numerical one; return the share done."""
        gradient = None
        if way == ("numerical", None):
            gradient = self._advance_differences()
            if gradient is None:
                return self.progress
        # Not before, because a numerical gradient that is given up leaves the last one as it was.
        self.loss = self.fast.compute_gradient(way.mistake)
        if gradient is not None:
            self.fast.set_gradient(gradient)
        self._way = way
        return 1.0

    def _advance_differences(self) -> dict[str, Array] | None:
        """Compute a piece of the numerical gradient; return that once it is known."""
        work, self._differences = self._differences, None  # an error ends it
        if work is None:
            assert self._batch is not None
            work = central_differences(self._network, as_input(self._batch.images), self._batch.labels)
        try:
            self.progress = min(next(work), BEFORE_THE_END)
        except StopIteration as end:
            gradient: dict[str, Array] = end.value
            return gradient
        self._differences = work
        return None
