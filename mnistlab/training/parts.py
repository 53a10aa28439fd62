"""What a run is made of, as its settings ask for it: the network, its first weights, and the optimizer."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from mnistlab.data.images import CLASSES
from mnistlab.nn import MultiLayerNet, Network, TwoLayerNet
from mnistlab.nn.fast import by_name
from mnistlab.nn.functions import Array
from mnistlab.nn.multi_layer_net import first_params
from mnistlab.nn.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSprop
from mnistlab.training.settings import OptimizerName, RunSettings


class Kind(NamedTuple):
    """An optimizer by the settings that it takes."""

    optimizer: type[Optimizer]
    settings: tuple[tuple[str, str], ...] = ()
    """Names of its arguments, each with the field of `RunSettings` that has the value."""


OPTIMIZERS: Final[Mapping[str, Kind]] = {
    "sgd": Kind(SGD),
    "momentum": Kind(Momentum, (("momentum", "momentum"),)),
    "nesterov": Kind(Nesterov, (("momentum", "momentum"),)),
    "adagrad": Kind(AdaGrad),
    "rmsprop": Kind(RMSprop, (("decay_rate", "decay_rate"),)),
    "adam": Kind(Adam, (("beta1", "beta1"), ("beta2", "beta2"))),
}

# A learning rate with which each learns well, tried with 10 to 2,000 units: steps of a size of their own need a smaller
# one than plain ones do.
USUAL_RATES: Final[Mapping[OptimizerName, float]] = {
    "sgd": 0.1,
    "momentum": 0.01,
    "nesterov": 0.01,
    "adagrad": 0.01,
    "rmsprop": 0.001,
    "adam": 0.001,
}


class Seeds(NamedTuple):
    """What the numbers of each kind are drawn from: each by a generator of its own, independent of the others.

    So the mini-batches do not depend on the size of the network, nor the weights on dropout.
    """

    weights: np.random.SeedSequence
    batches: np.random.SeedSequence
    masks: np.random.SeedSequence


def seeds_of(settings: RunSettings) -> Seeds:
    """Return the seeds of a run, which follow from its one visible seed."""
    return Seeds(*np.random.SeedSequence(settings.seed).spawn(len(Seeds._fields)))


def make_optimizer(settings: RunSettings) -> Optimizer:
    """Return the optimizer that `settings` ask for, before its first update."""
    kind = OPTIMIZERS[settings.optimizer]
    arguments: dict[str, Any] = {name: getattr(settings, field) for name, field in kind.settings}
    return kind.optimizer(settings.learning_rate, **arguments)


def named_optimizer(settings: RunSettings, optimizer: Optimizer, network: Network) -> Optimizer:
    """Return a copy of an optimizer of one block of parameters, with what it remembers by their names."""
    kept: dict[str, Array] = {}
    for name, value in optimizer.state().items():
        kind, _, key = name.partition(".")
        kept |= {f"{kind}.{part}": view for part, view in by_name(network, value).items()} if key else {name: value}
    named = make_optimizer(settings)
    named.restore(kept)
    return named


def state_size(settings: RunSettings, params: Mapping[str, Array]) -> int:
    """Return how many bytes the arrays of a run's state take, once its optimizer has made an update."""
    return sum(array.nbytes for array in params.values()) * (1 + len(OPTIMIZERS[settings.optimizer].optimizer.STATE))


def hidden_sizes(settings: RunSettings) -> list[int]:
    """Return how many units each hidden layer has: none, where there is no such layer."""
    return [settings.hidden_size] if settings.hidden_size else []


def draw_params(settings: RunSettings, inputs: int, rng: np.random.Generator) -> dict[str, Array]:
    """Return the parameters, float32, that a run begins with, for images of `inputs` numbers.

    They are ``W1 b1 W2 b2``; without a hidden layer ``W1 b1`` are those of the outputs.
    """
    spread = settings.weight_init_std if settings.first_weights == "spread" else settings.first_weights
    return first_params([inputs, *hidden_sizes(settings), CLASSES], spread, rng, np.float32, batchnorm=False)


def make_network(settings: RunSettings, params: Mapping[str, Array]) -> Network:
    """Return the network that `settings` ask for, with these parameters, which are not copied.

    That is `TwoLayerNet` where it is the network of that page, and otherwise the same out of layers.
    """
    hidden = hidden_sizes(settings)
    if hidden and settings.activation == "sigmoid" and not settings.weight_decay and not settings.dropout:
        return TwoLayerNet.of(params)
    return MultiLayerNet(
        len(params["W1"]),
        hidden,
        CLASSES,
        settings.activation,
        weight_decay_lambda=settings.weight_decay,
        use_dropout=settings.dropout > 0,
        dropout_ration=settings.dropout,
        rng=np.random.default_rng(seeds_of(settings).masks),
        params=params,
    )
