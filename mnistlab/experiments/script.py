"""An experiment as a short program that a person can read, run and change."""

from dataclasses import fields
from typing import Final

from mnistlab.experiments.card import Card
from mnistlab.training.deep import DeepSettings
from mnistlab.training.program_output import NOBODY_READS, showing

LEFT_OUT: Final = ("gradient", "loss_of", "test_images")  # what the program does in one way only
START: Final = '''"""{title}

{question}
First weights and mini-batches are drawn otherwise than in the window, so that the numbers differ as two seeds do.
"""

import os
import sys
from types import SimpleNamespace

import numpy as np

from mnistlab.data import load_mnist
from mnistlab.nn import SGD, AdaGrad, Adam, Momentum, MultiLayerNet, Nesterov, RMSprop
from mnistlab.nn.layers import SigmoidWithLoss, SigmoidWithSquares, SoftmaxWithLoss

COMMON = {{
{common}
}}
LAST_LAYERS = {{"softmax": SoftmaxWithLoss, "sigmoid": SigmoidWithLoss, "squares": SigmoidWithSquares}}
RUNS = {{
{runs}
}}


{showing}


def optimizer_of(s):
    return {{
        "sgd": lambda: SGD(s.learning_rate),
        "momentum": lambda: Momentum(s.learning_rate, s.momentum),
        "nesterov": lambda: Nesterov(s.learning_rate, s.momentum),
        "adagrad": lambda: AdaGrad(s.learning_rate),
        "rmsprop": lambda: RMSprop(s.learning_rate, s.decay_rate),
        "adam": lambda: Adam(s.learning_rate, s.beta1, s.beta2),
    }}[s.optimizer]()


def run(name, s):
    (x, t), (x_test, t_test) = load_mnist()
    x, t = x[: s.first_images or None], t[: s.first_images or None]
    if s.validation_images:  # the last training images take the place of the test images
        x_test, t_test = x[-s.validation_images :], t[-s.validation_images :]
        x, t = x[: -s.validation_images], t[: -s.validation_images]
    if s.training_images:
        x, t = x[: s.training_images], t[: s.training_images]
    rng = np.random.default_rng(s.seed)
    network = MultiLayerNet(
        x.shape[1],
        [s.hidden_size] * s.hidden_layers if s.hidden_size else [],
        10,
        s.activation,
        weight_init_std=s.weight_init_std if s.first_weights == "spread" else s.first_weights,
        weight_decay_lambda=s.weight_decay + s.decay_by_images / len(x),
        use_dropout=s.dropout > 0,
        dropout_ration=s.dropout,
        use_batchnorm=s.batch_normalization == "yes",
        rng=rng,
        last_layer=LAST_LAYERS[s.outputs](),
    )
    for key, param in network.params.items():
        if key[0] == "b" and key[1:].isdigit():
            param += s.bias_init_std * rng.standard_normal(param.shape)
    optimizer = optimizer_of(s)
    size = s.batch_size or len(x)
    order = rng.permutation(len(x))
    for iteration in range(s.iterations):
        if s.sampling == "random" and s.batch_size:
            batch = rng.integers(len(x), size=size)
        else:
            start = iteration * size % len(x)
            if start < size:
                order = rng.permutation(len(x))
            batch = order[start : start + size]
        optimizer.update(network.params, network.gradient(x[batch], t[batch]))
        if (iteration + 1) % max(1, s.iterations // 10) == 0:
            train, test = network.accuracy(x, t), network.accuracy(x_test, t_test)
            loss = network.loss(x[batch], t[batch])
            others = f"{{'validation' if s.validation_images else 'test'}} {{test:.4f}}"
            show(f"{{name}}: {{iteration + 1}} iterations, loss {{loss:.4f}}, train {{train:.4f}}, {{others}}")


for name, own in RUNS.items():
    run(name, SimpleNamespace(**{{**COMMON, **own}}))
'''


def script_of(card: Card) -> str:
    """Return the program of an experiment that trains."""
    runs = [card.runs[place] for place in range(len(card.runs))]
    names = [one.name for one in fields(DeepSettings) if one.name not in LEFT_OUT]
    first = runs[0].settings
    differing = [name for name in names if any(getattr(run.settings, name) != getattr(first, name) for run in runs)]
    common = [f'    "{name}": {getattr(first, name)!r},' for name in names if name not in differing]
    each = [f"    {run.name!r}: { ({name: getattr(run.settings, name) for name in differing})!r}," for run in runs]
    return START.format(
        title=_in_docstring(card.text("title", "en")),
        question=_in_docstring(card.text("question", "en")),
        common="\n".join(common),
        runs="\n".join(each),
        showing="\n".join(showing(NOBODY_READS)),
    )


def _in_docstring(text: str) -> str:
    """Return a text of somebody's own as it stands in a docstring, which it must not end."""
    plain = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    return plain.replace("\\", "\\\\").replace('"""', "'''")
