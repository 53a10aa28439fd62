"""A network at full speed: its kernels strung together, its parameters and their gradient each in one block.

Loss, probabilities and gradient come from one forward pass: a loop that scores the batch a second time takes 130 µs
more. An optimizer updates all parameters as one array: with four arrays it takes 10 µs more.
"""

from collections.abc import Generator, Mapping
from typing import Any, Final

import numpy as np

from mnistlab.nn.differences import result_of
from mnistlab.nn.functions import Array
from mnistlab.nn.kernels import (
    KERNELS,
    AffineKernel,
    AnyLayer,
    DropoutKernel,
    InPlace,
    Kernel,
    Place,
    Signal,
)
from mnistlab.nn.layers import BatchNormalization
from mnistlab.nn.loss_kernels import LOSS_KERNELS, AnyLoss
from mnistlab.nn.mistakes import Mistake, with_mistake
from mnistlab.nn.network import Network, keep_units_alike, keys_of, units_are_alike

AT_ONCE: Final = 10_000  # images of a mini-batch that go through the network together, at most
SHOWN: Final = 1_000  # images of a larger mini-batch, the first ones, whose probabilities and masks are kept
PIECE_PRODUCTS: Final = 200_000_000  # multiplications on the way forward in a piece of it: some 10 ms in all
SMALLEST_PIECE: Final = 100  # images: below that, each takes longer


class Row:
    """The kernels of a network: what one gives, the next is given."""

    def __init__(self, network: Network, params: Array, grads: Array, x: Signal, *, train: bool) -> None:
        layers = network.layers
        kernels: list[Kernel] = []
        start, needed = 0, True
        for number, (name, layer) in enumerate(layers.items(), 1):
            place = Place(first=number == 1, last=number == len(layers), train=train)
            part = slice(start, start + sum(network.params[key].size for _, key in keys_of(name, layer)))
            kind = KERNELS.get(type(layer), AnyLayer)
            # What comes in must not be written over if it is the images, or needed by an activation on the way back,
            # and only an affine kernel writes scores class after class, as a loss takes them.
            over = (issubclass(kind, InPlace) and needed) or (kind is DropoutKernel and place.first)
            if over or (place.last and kind is not AffineKernel):
                kind = AnyLayer
            if kind is not DropoutKernel:
                needed = issubclass(kind, InPlace)
            kernel: Kernel = kind(layer, params[part], grads[part], x, place)
            kernels.append(kernel)
            x, start = kernel.out, part.stop
        self.scores = x
        self.kernels = kernels
        self._forward = [kernel.forward for kernel in kernels]
        self._backward = [kernel.backward for kernel in reversed(kernels)]

    def forward(self) -> None:
        """Write the scores."""
        for compute in self._forward:
            compute()

    def backward(self) -> None:
        """Write the gradient of all parameters, from the gradient of the scores."""
        for compute in self._backward:
            compute()


class Piece:
    """A fixed number of images, with the memory for their way through a network.

    Parameters
    ----------
    network : Network
    params, grads : ndarray of float32, shape (P,)
        The block of all parameters, and the one for their gradient.
    images : ndarray of uint8, shape (M, D)
        What the images are taken from.
    labels : ndarray of integers, shape (M,)
    count : int
        N, images in the piece.
    """

    def __init__(self, network: Network, params: Array, grads: Array, images: Array, labels: Array, count: int) -> None:
        self._network, self._params, self._grads = network, params, grads
        self._count = count
        self.learn_from(images, labels)
        self._pixels = np.empty((count, images.shape[1]), np.uint8)  # (N, D)
        self._x = Signal(count, images.shape[1], 1 / 255)  # (N, D), in 0..255
        self._right = np.empty(count, np.intp)  # (N,): where the right answers lie in an array (K, N), flattened
        self._columns = np.arange(count)
        self._rows: dict[Mistake | None, tuple[Row, Any]] = {}
        self._use(None)

    def learn_from(self, images: Array, labels: Array) -> None:
        """Take what is loaded from now on out of other images uint8 (M, D), with labels (M,)."""
        self._images = images
        # (M,): where the row of each image's label begins in an array (K, N), flattened
        self._label_rows = labels.astype(np.intp) * self._count

    def _use(self, mistake: Mistake | None) -> None:
        if mistake not in self._rows:
            network = with_mistake(self._network, mistake)
            row = Row(network, self._params, self._grads, self._x, train=True)
            last = network.last_layer
            self._rows[mistake] = row, LOSS_KERNELS.get(type(last), AnyLoss)(last, row.scores, self._right)
        self._row, self._last = self._rows[mistake]
        self._mistake = mistake

    @property
    def masks(self) -> Array | None:
        """Which units of the first layer with dropout spoke in the last `compute_gradient`: bool (N, H), a copy."""
        dropout = next((kernel for kernel in self._row.kernels if isinstance(kernel, DropoutKernel)), None)
        return None if dropout is None else dropout.mask.astype(bool)

    @property
    def probabilities(self) -> Array:
        """Float32 (N, K), after `compute_gradient`: written again by the next."""
        return np.asarray(self._last.probabilities)

    def load(self, indices: Array) -> None:
        """Take `indices` (N,) out of the images."""
        self._images.take(indices, axis=0, out=self._pixels, mode="clip")  # "clip" writes straight to `out`
        np.copyto(self._x.values, self._pixels)
        self._label_rows.take(indices, out=self._right, mode="clip")
        self._right += self._columns

    def compute_gradient(self, mistake: Mistake | None) -> float:
        """Write the gradient of the mean loss of the images, and return that loss, both without weight decay."""
        if mistake is not self._mistake:
            self._use(mistake)
        row, last = self._row, self._last
        row.forward()
        loss: float = last.forward()
        last.backward()
        row.backward()
        return loss


class FastNetwork:
    """A network in training, on batches of a fixed size.

    More than `AT_ONCE` images go through it in pieces, because together they would take hundreds of megabytes, and up
    to some seconds. The gradient of their mean loss is the mean of the gradients of the pieces, weighted by how many
    images each has. The network alone says how many: so a run is the same wherever it runs.

    Parameters
    ----------
    network : Network
        Its `params` become views of the block that an optimizer updates, in float32.
    images : ndarray of uint8, shape (M, D)
        What mini-batches are taken from.
    labels : ndarray of integers, shape (M,)
    batch_size : int
        N, images in a mini-batch.

    Attributes
    ----------
    params, grads : ndarray of float32, shape (P,)
        All parameters one after the other, and their gradient: what an optimizer is given.
    in_pieces : bool
        Whether a batch is so large that it is learnt from in pieces.
    shown : int
        How many images of a batch, from the first on, there are probabilities and masks of: all, or `SHOWN`.
    """

    def __init__(self, network: Network, images: Array, labels: Array, batch_size: int) -> None:
        self._network = network
        self.params = in_one_block(network)
        self.grads = np.zeros_like(self.params)
        self._named_grads = by_name(network, self.grads)
        network.params.update(by_name(network, self.params))
        self._at_once = images_in_piece(network, batch_size)
        self.in_pieces = self._at_once < batch_size
        self.shown = SHOWN if self.in_pieces else batch_size
        self._piece_grads = np.zeros_like(self.params) if self.in_pieces else self.grads
        counts = {self._at_once, batch_size % self._at_once or self._at_once}
        self._pieces = {
            count: Piece(network, self.params, self._piece_grads, images, labels, count) for count in counts
        }
        self._first = self._pieces[self._at_once]
        self._indices = np.zeros(0, np.intp)  # of the batch that was loaded, if it is learnt from in pieces
        self._shown: tuple[Array, Array | None] = np.zeros((0, 0), np.float32), None
        self._units_alike = units_are_alike(network)
        if self._units_alike:
            self.params += 0  # -0 becomes 0, so that the units are alike to the last bit
        self._decay = np.float32(network.weight_decay_lambda)
        weights = [(network.params[key], self._named_grads[key]) for key in network.keys if key.startswith("W")]
        largest = max((W.size for W, _ in weights), default=0)
        room = np.empty(largest if self._decay else 0, np.float32)
        self._weights = [(W, dW, room[: W.size].reshape(W.shape)) for W, dW in weights] if self._decay else []

    def learn_from(self, images: Array, labels: Array) -> None:
        """Take mini-batches from other images uint8 (M, D), with labels (M,), from the next one on."""
        for piece in self._pieces.values():
            piece.learn_from(images, labels)

    @property
    def masks(self) -> Array | None:
        """Which units of the first layer with dropout spoke in the last `compute_gradient`: bool (N, H), a copy.

        Of a batch in pieces they are known for the `shown` images, and so are the `probabilities`.
        """
        return self._shown[1] if self.in_pieces else self._first.masks

    @property
    def probabilities(self) -> Array:
        """Float32 (N, K), after `compute_gradient`: written again by the next."""
        return self._shown[0] if self.in_pieces else self._first.probabilities

    @property
    def gradient(self) -> dict[str, Array]:
        """The gradient by the names and in the shapes of the network's `params`: a copy, float32."""
        return by_name(self._network, self.grads.copy())

    def copy_params(self) -> dict[str, Array]:
        """Return a copy of the network's `params`."""
        return by_name(self._network, self.params.copy())

    def load(self, indices: Array) -> None:
        """Take the mini-batch `indices` (N,) out of the images."""
        if self.in_pieces:
            self._indices = indices
        else:
            self._first.load(indices)

    def compute_gradient(self, mistake: Mistake | None = None) -> float:
        """Set `probabilities` and the gradient for the batch that was loaded, and return its mean loss.

        With a mistake, the layers that make it take the place of the right ones.
        """
        if self.in_pieces:
            return result_of(self.gradient_in_pieces(mistake))
        return self._completed(self._first.compute_gradient(mistake))

    def gradient_in_pieces(self, mistake: Mistake | None = None) -> Generator[float, None, float]:
        """Do what `compute_gradient` does for a batch in pieces; yield the share done, 0..1, after each but the last.

        Given up in between, it leaves all as it was but the generator that masks are drawn from.
        """
        count, done = len(self._indices), 0
        gradient, loss = np.zeros_like(self.grads), 0.0
        biases = [view for key, view in by_name(self._network, gradient).items() if key.startswith("b")]
        shown: list[tuple[Array, Array | None]] = []
        while True:
            indices = self._indices[done : done + self._at_once]
            piece, share = self._pieces[len(indices)], len(indices) / count
            piece.load(indices)
            loss += share * piece.compute_gradient(mistake)
            if mistake is Mistake.BIAS_NOT_SUMMED:
                for bias in biases:  # that of the last image of all is wanted
                    bias.fill(0)
            if mistake is not Mistake.NO_DIVISION:
                self._piece_grads *= np.float32(share)
            gradient += self._piece_grads
            if done < self.shown:
                shown.append((piece.probabilities.copy(), piece.masks))
            done += len(indices)
            if done == count:
                break
            yield done / count
        self.grads[:] = gradient
        probabilities, masks = zip(*shown, strict=True)
        known = [mask for mask in masks if mask is not None]
        some = slice(self.shown)
        self._shown = np.concatenate(probabilities)[some], np.concatenate(known)[some] if known else None
        return self._completed(loss)

    def _completed(self, loss: float) -> float:
        """Complete the gradient of the mean loss of a batch, and return that loss with what weight decay adds."""
        if self._decay:
            loss += self._decay_weights()
        if self._units_alike:
            keep_units_alike(self._named_grads)
        return loss

    def _decay_weights(self) -> float:
        """Add to the gradient what weight decay adds to it, and return what it adds to the loss."""
        squares = 0.0
        for W, dW, room in self._weights:
            np.multiply(W, W, room)
            squares += float(np.add.reduce(room, axis=None))
            np.multiply(W, self._decay, room)
            np.add(dW, room, dW)
        return self._network.weight_decay_lambda / 2 * squares

    def set_gradient(self, gradient: Mapping[str, Array]) -> None:
        """Put a gradient from elsewhere in the place of the one that was computed."""
        for key, view in self._named_grads.items():
            view[...] = gradient[key]
        if self._units_alike:
            keep_units_alike(self._named_grads)


def in_one_block(network: Network) -> Array:
    """Return a copy of all parameters of a network in one array, in the order of its layers: float32 (P,)."""
    return np.concatenate([network.params[key].ravel() for key in network.keys], dtype=np.float32)


def by_name(network: Network, block: Array) -> dict[str, Array]:
    """Return views of a block (P,) of all parameters, by the names and in the shapes of `Network.params`."""
    views, start = {}, 0
    for key in network.keys:
        param = network.params[key]
        views[key] = block[start : start + param.size].reshape(param.shape)
        start += param.size
    return views


def products_for_an_image(network: Network) -> int:
    """Return how many multiplications the matrix products take for one image on its way forward."""
    return sum(value.size for key, value in network.params.items() if key.startswith("W"))


def images_in_piece(network: Network, batch_size: int) -> int:
    """Return how many images of a batch go through a network together, in its gradient: all, or fewer.

    Batch normalisation needs all of them at once, because it takes their means.
    """
    if batch_size <= AT_ONCE or any(isinstance(layer, BatchNormalization) for layer in network.layers.values()):
        return batch_size
    return min(SHOWN, max(SMALLEST_PIECE, PIECE_PRODUCTS // products_for_an_image(network)))
