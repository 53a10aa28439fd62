"""A network at full speed: its kernels strung together, its parameters and their gradient each in one block.

Loss, probabilities and gradient come from one forward pass: a loop that scores the batch a second time takes 130 µs
more. An optimizer updates all parameters as one array: with four arrays it takes 10 µs more.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

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
from mnistlab.nn.loss_kernels import LOSS_KERNELS, AnyLoss
from mnistlab.nn.mistakes import Mistake, with_mistake
from mnistlab.nn.network import Network, keep_units_alike, keys_of, units_are_alike


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
    """

    def __init__(self, network: Network, images: Array, labels: Array, batch_size: int) -> None:
        self._network = network
        self.params = in_one_block(network)
        self.grads = np.zeros_like(self.params)
        self._named_grads = by_name(network, self.grads)
        network.params.update(by_name(network, self.params))
        self._batch = Piece(network, self.params, self.grads, images, labels, batch_size)
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
        self._batch.learn_from(images, labels)

    @property
    def masks(self) -> Array | None:
        """Which units of the first layer with dropout spoke in the last `compute_gradient`: bool (N, H), a copy."""
        return self._batch.masks

    @property
    def probabilities(self) -> Array:
        """Float32 (N, K), after `compute_gradient`: written again by the next."""
        return self._batch.probabilities

    @property
    def gradient(self) -> dict[str, Array]:
        """The gradient by the names and in the shapes of the network's `params`: a copy, float32."""
        return by_name(self._network, self.grads.copy())

    def copy_params(self) -> dict[str, Array]:
        """Return a copy of the network's `params`."""
        return by_name(self._network, self.params.copy())

    def load(self, indices: Array) -> None:
        """Take the mini-batch `indices` (N,) out of the images."""
        self._batch.load(indices)

    def compute_gradient(self, mistake: Mistake | None = None) -> float:
        """Set `probabilities` and the gradient for the batch that was loaded, and return its mean loss.

        With a mistake, the layers that make it take the place of the right ones.
        """
        loss = self._batch.compute_gradient(mistake)
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
