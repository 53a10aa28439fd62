"""What every network is: parameters, a row of layers, and the loss behind them."""

import copy
import string
from collections.abc import Mapping
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from mnistlab.nn.differences import central_differences, result_of
from mnistlab.nn.functions import Array, class_numbers
from mnistlab.nn.layers import Affine, BatchNormalization, Dropout, Layer, Relu, Sigmoid, SoftmaxWithLoss, Tanh

KEYS = ("W1", "b1", "W2", "b2")  # the parameters of a network with one hidden layer, in the order of its layers
ACTIVATIONS: dict[str, type[Layer]] = {"sigmoid": Sigmoid, "relu": Relu, "tanh": Tanh}


class Forward(NamedTuple):
    """What a forward pass computes on its way."""

    z: Array
    """(N, H): activations of the last hidden layer; the images (N, D) themselves where there is none."""
    scores: Array
    """(N, K): what the last layer, softmax, turns into probabilities."""
    y: Array
    """(N, K): the probabilities."""


class Network:
    """A row of layers from images to scores, as Saito, "Deep Learning from Scratch", builds it in chapter 5.

    Whoever is given a network of any kind computes it by these methods. Everything is computed in the dtype of
    `params`. An image is a row of D numbers in 0..1; where images `x` (N, D) are asked for, a single one (D,) will do,
    and labels `t` are class numbers (N,) or one-hot (N, K).

    Parameters
    ----------
    params : dict
        Arrays by name: the attribute of the layer and the number of the layer, such as ``W1``.
    layers : mapping
        Layers by name, in their order; a name ends with the layer's number, such as ``Affine1``.
    last_layer : SoftmaxWithLoss, optional
    weight_decay_lambda : float
        ``λ``: the loss is larger by ``λ/2 ΣW²``, over all weights W.

    Attributes
    ----------
    params : dict
        It may be changed at any time, and its arrays too: the network is what they say.
    """

    def __init__(
        self,
        params: dict[str, Array],
        layers: Mapping[str, Layer],
        last_layer: SoftmaxWithLoss | None = None,
        weight_decay_lambda: float = 0,
    ) -> None:
        self.params = params
        self._layers = dict(layers)
        self.last_layer = SoftmaxWithLoss() if last_layer is None else last_layer
        self.weight_decay_lambda = weight_decay_lambda
        named = self._layers.items()
        self._kept = [(layer, key, f"{key}.{number_of(name)}") for name, layer in named for key in layer.STATE]
        self._masked = [(name, layer) for name, layer in named if isinstance(layer, Dropout)]

    @property
    def layers(self) -> dict[str, Layer]:
        """The layers by name, in their order; they compute with the arrays that `params` holds now."""
        for name, layer in self._layers.items():
            for attribute, key in keys_of(name, layer):
                setattr(layer, attribute, self.params[key])
        return self._layers

    @property
    def dtype(self) -> np.dtype[np.floating]:
        """The dtype of the parameters; float64 where there are none."""
        return next((value.dtype for value in self.params.values()), np.dtype(np.float64))

    @property
    def keys(self) -> list[str]:
        """The names of the parameters, in the order of the layers."""
        return [key for name, layer in self._layers.items() for _, key in keys_of(name, layer)]

    @property
    def has_hidden_layer(self) -> bool:
        """Whether anything stands between the images and the scores."""
        return "W2" in self.params

    @property
    def has_one_hidden_layer(self) -> bool:
        """Whether the layers are [Affine, an activation that takes each number by itself, Affine]."""
        kinds: list[Any] = [Affine, tuple(ACTIVATIONS.values()), Affine]
        return len(self._layers) == len(kinds) and all(
            isinstance(layer, kind) for layer, kind in zip(self._layers.values(), kinds, strict=True)
        )

    def with_params(self, params: Mapping[str, Array]) -> Self:
        """Return a network of the same kind with these parameters, which are not copied."""
        layers = {name: copy.copy(layer) for name, layer in self._layers.items()}
        copied: dict[int, Any] = {}  # layers that draw from one generator share its copy too
        for layer in layers.values():
            if isinstance(layer, Dropout):  # what the copy draws must not change what this one draws
                layer.rng = copy.deepcopy(layer.rng, copied)
        other = copy.copy(self)
        Network.__init__(other, dict(params), layers, copy.copy(self.last_layer), self.weight_decay_lambda)
        return other

    def copy(self, dtype: DTypeLike | None = None) -> Self:
        """Return a network of its own with the same parameters, in another dtype if one is given."""
        return self.with_params({key: value.astype(dtype or value.dtype) for key, value in self.params.items()})

    def state(self) -> tuple[dict[str, Array], dict[str, Any]]:
        """Return a copy of what layers keep beside `params`.

        Returns
        -------
        tuple of dict
            Running means and variances, by names such as ``running_mean.1``; and the states of the generators that
            masks are drawn from, by layer.
        """
        kept = {key: getattr(layer, attribute) for layer, attribute, key in self._kept}
        masks = {name: layer.rng.bit_generator.state for name, layer in self._masked if layer.rng is not None}
        return {key: value.copy() for key, value in kept.items() if value is not None}, masks

    def restore(self, kept: Mapping[str, Array], masks: Mapping[str, Any]) -> None:
        """Go on from what `state` of this network, or of another of the same kind, has returned."""
        for layer, attribute, key in self._kept:
            setattr(layer, attribute, kept[key].copy() if key in kept else None)
        for name, layer in self._masked:
            if layer.rng is not None and name in masks:
                layer.rng.bit_generator.state = masks[name]

    def forward(self, x: ArrayLike) -> Forward:
        """Return activations of the last hidden layer, scores and probabilities."""
        return self._forward(x, train=False)

    def forward_masked(self, x: ArrayLike, masks: Array) -> Forward:
        """Return the same as in training, where of the hidden units of dropout those spoke that `masks` (N, H) name."""
        x = np.asarray(x, self.dtype)
        z = out = np.atleast_2d(x)
        for layer in self.layers.values():
            z = out
            out = out * np.atleast_2d(masks) if isinstance(layer, Dropout) else layer.forward(z)
        if x.ndim == 1:
            z, out = z[0], out[0]
        return Forward(z, out, self.last_layer.outputs(out))

    def scores(self, x: ArrayLike, *, train: bool = False) -> Array:
        """Return what softmax turns into probabilities, (N, K) or (K,), as in training or as in reading."""
        return self._forward(x, train=train).scores

    def _forward(self, x: ArrayLike, *, train: bool) -> Forward:
        x = np.asarray(x, self.dtype)
        z = out = np.atleast_2d(x)  # (N, D)
        for layer in self.layers.values():
            z = out
            out = layer.forward(z, train) if isinstance(layer, Dropout | BatchNormalization) else layer.forward(z)
        if x.ndim == 1:
            z, out = z[0], out[0]
        return Forward(z, out, self.last_layer.outputs(out))

    def probabilities(self, x: ArrayLike) -> Array:
        """Return the probability of each class, (N, K), or (K,) for a single image."""
        return self.forward(x).y

    def loss(self, x: ArrayLike, t: ArrayLike) -> float:
        """Return the mean loss."""
        return self._loss(x, t, train=False)

    def accuracy(self, x: ArrayLike, t: ArrayLike) -> float:
        """Return the share of images that are read as their labels, 0..1."""
        scores = np.atleast_2d(self.forward(x).scores)
        return float((scores.argmax(axis=1) == class_numbers(t, scores.shape)).mean())

    def gradient(self, x: ArrayLike, t: ArrayLike) -> dict[str, Array]:
        """Return the gradient of the loss by backpropagation: the derivative by each of `params`, in its shape."""
        self._loss(np.atleast_2d(np.asarray(x)), t, train=True)
        dout = self.last_layer.backward()
        for layer in reversed(self._layers.values()):
            dout = layer.backward(dout)
        gradient = dict(self.params)
        for name, layer in self._layers.items():
            for attribute, key in keys_of(name, layer):
                decay = self.weight_decay_lambda if attribute == "W" else 0
                found = getattr(layer, "d" + attribute)
                gradient[key] = found + decay * self.params[key] if decay else found
        return gradient

    def numerical_gradient(self, x: ArrayLike, t: ArrayLike) -> dict[str, Array]:
        """Return the gradient of the loss by central differences, h = 1e-4, in float64.

        It computes the loss twice for each parameter and differentiates nothing, so it shows that `gradient` is
        right. Only with dropout it says nothing, because each loss is computed with other units silent.
        """
        return result_of(central_differences(self, x, t))

    def weight_decay(self) -> float:
        """Return ``λ/2 ΣW²``: what is added to the loss."""
        if not self.weight_decay_lambda:
            return 0.0
        squares = sum(float(np.sum(W**2)) for key, W in self.params.items() if key.startswith("W"))
        return self.weight_decay_lambda / 2 * squares

    def _loss(self, x: ArrayLike, t: ArrayLike, *, train: bool) -> float:
        return self.last_layer.forward(self.scores(x, train=train), t) + self.weight_decay()


def keys_of(name: str, layer: Layer) -> list[tuple[str, str]]:
    """Return what a layer with this name has learnt: each attribute with its key in `Network.params`."""
    return [(attribute, attribute + number_of(name)) for attribute in layer.PARAMS]


def number_of(name: str) -> str:
    """Return the number at the end of a layer's name."""
    return name.lstrip(string.ascii_letters + "_")


def units_are_alike(network: Network) -> bool:
    """Return whether all hidden units of a network with one hidden layer have the very same weights.

    Then all of them have the same gradient too, and stay alike: see `keep_units_alike`.
    """
    if not network.has_one_hidden_layer:
        return False
    W1, b1, W2 = (network.params[key] for key in KEYS[:3])
    return not (np.ptp(W1, axis=1).any() or np.ptp(b1) or np.ptp(W2, axis=0).any())


def keep_units_alike(gradient: Mapping[str, Array]) -> None:
    """Give every hidden unit the gradient of the first one in ``W1 b1 W2``, in place.

    Units that begin alike have the same gradient, and with exact numbers they would stay alike. But BLAS takes several
    columns of a product at a time and then the remaining ones, and rounds these in another way: the units of the last
    columns would break away by this rounding alone.
    """
    gradient["W1"][:] = gradient["W1"][:, :1]
    gradient["b1"][:] = gradient["b1"][0]
    gradient["W2"][:] = gradient["W2"][:1]
