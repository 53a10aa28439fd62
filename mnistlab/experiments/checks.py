"""Gradients checked in an experiment: backpropagation against central differences, in float64."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnistlab.data import Dataset
from mnistlab.data.images import as_input
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.nn.gradient import STEP
from mnistlab.training.blas import one_blas_thread
from mnistlab.training.deep import DeepSettings, deep_network

MOST_CHECKED: Final = 100  # images
SOME: Final = 100  # numbers of each array, because a large network has too many to move each of them


@dataclass(frozen=True, slots=True)
class Check:
    """A network whose gradient is checked on the first training images.

    Attributes
    ----------
    name : str
    images : int
    settings : DeepSettings
    book : mapping
        The mean absolute difference that the book reports, by the names of parameters such as ``"W1"``.
    """

    name: str
    images: int
    settings: DeepSettings
    book: Mapping[str, float]


def differences(check: Check, dataset: Dataset, seed: int) -> dict[str, float]:
    """Return the mean absolute difference of both gradients for each parameter array.

    An array of more than 100 numbers stands for itself by 100 of them, drawn at random. The network computes as in
    training, and its loss is that of its first weights.
    """
    x, t = as_input(dataset.train_images[: check.images], np.float64), dataset.train_labels[: check.images]
    with one_blas_thread:
        network = deep_network(check.settings, x.shape[1], len(dataset.train_images)).copy(np.float64)
        gradient = network.gradient(x, t)
        rng = np.random.default_rng((seed, 1))
        return {
            key: float(np.mean([_apart(network, x, t, key, place, gradient[key]) for place in _some(param, rng)]))
            for key, param in network.params.items()
        }


def _some(param: Array, rng: np.random.Generator) -> list[int]:
    if param.size <= SOME:
        return list(range(param.size))
    return [int(place) for place in rng.choice(param.size, SOME, replace=False)]


def _apart(network: Network, x: Array, t: Array, key: str, place: int, gradient: Array) -> float:
    flat = network.params[key].reshape(-1)
    own, losses = float(flat[place]), []
    for moved in (own + STEP, own - STEP):
        flat[place] = moved
        losses.append(network.last_layer.forward(network.scores(x, train=True), t) + network.weight_decay())
    flat[place] = own
    return abs(float((losses[0] - losses[1]) / (2 * STEP)) - float(gradient.reshape(-1)[place]))
