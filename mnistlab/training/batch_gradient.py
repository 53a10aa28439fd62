"""Loss and gradient of one mini-batch: at once, or piece by piece where they take long."""

from collections.abc import Generator
from typing import Any, NamedTuple

from mnistlab.data import Dataset
from mnistlab.data.images import as_input
from mnistlab.nn import Network, cross_entropy_error
from mnistlab.nn.differences import central_differences
from mnistlab.nn.fast import FastNetwork
from mnistlab.nn.mistakes import Mistake
from mnistlab.training.phases import MiniBatch
from mnistlab.training.settings import Gradient

BEFORE_THE_END = 0.999  # share done: what yields 1 has yet to return its result


class Way(NamedTuple):
    """How a gradient is computed: with a mistake always by backpropagation."""

    gradient: Gradient
    mistake: Mistake | None

    @property
    def is_numerical(self) -> bool:
        """Whether it is by central differences."""
        return self == ("numerical", None)


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
    shown : MiniBatch or None
        What there are probabilities of: the mini-batch, or, where it is learnt from in pieces, its first images.
    shown_loss : float or None
        Mean loss of those images, once the gradient has been computed.
    progress : float
        Share done, 0..1, of the gradient that is under way.
    """

    def __init__(self, network: Network, dataset: Dataset, batch_size: int) -> None:
        self.fast = FastNetwork(network, dataset.train_images, dataset.train_labels, batch_size)
        self.loss: float | None = None
        self.shown: MiniBatch | None = None
        self.shown_loss: float | None = None
        self.progress = 0.0
        self._network = network
        self._layers: tuple[Any, Any] = {}, {}  # what they kept when the mini-batch was drawn: `Network.state`
        self._begun = False  # whether a gradient of the mini-batch has been begun
        self._way: Way | None = None  # of the last gradient
        self._work: Generator[float, None, None] | None = None  # under way

    @property
    def under_way(self) -> bool:
        """Whether a gradient has been begun in pieces and is not done."""
        return self._work is not None

    def takes_long(self, way: Way) -> bool:
        """Return whether a gradient by this way is computed in pieces."""
        return self.fast.in_pieces or way.is_numerical

    def is_by(self, way: Way) -> bool:
        """Return whether the last gradient was computed in this way."""
        return self._way == way

    def load(self, batch: MiniBatch, layers: tuple[Any, Any]) -> None:
        """Take up another mini-batch; `layers` is `Network.state` at this moment."""
        self.fast.load(batch.indices)
        self.shown = MiniBatch(batch.dataset, batch.indices[: self.fast.shown]) if self.fast.in_pieces else batch
        self.loss = self.shown_loss = None
        self._layers, self._begun = layers, False

    def drop(self) -> None:
        """Give up the gradient that is under way."""
        self._work = None

    def advance(self, way: Way) -> float:
        """Compute loss and gradient, or a piece of them; return the share done."""
        if self.takes_long(way):
            work, self._work = self._work or self._in_pieces(way), None  # an error ends it
            for share in work:
                self._work, self.progress = work, min(share, BEFORE_THE_END)
                return self.progress
        else:
            self._begin()
            self.loss = self.shown_loss = self.fast.compute_gradient(way.mistake)
        self._way = way
        return 1.0

    def _begin(self) -> None:
        """Let a gradient of the mini-batch that is computed once more silence the same units."""
        if self._begun:
            self._network.restore(*self._layers)
        self._begun = True

    def _in_pieces(self, way: Way) -> Generator[float, None, None]:
        """Compute loss and gradient; what is given up leaves the last gradient as it was."""
        self._begin()
        batch = self.shown
        assert batch is not None
        if way.is_numerical:
            gradient = yield from central_differences(self._network, as_input(batch.images), batch.labels)
            self.loss = self.shown_loss = self.fast.compute_gradient()
            self.fast.set_gradient(gradient)
        else:
            self.loss = yield from self.fast.gradient_in_pieces(way.mistake)
            shown = cross_entropy_error(self.fast.probabilities, batch.labels)
            self.shown_loss = shown + self._network.weight_decay()
