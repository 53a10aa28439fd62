"""The NumPy code of an iteration, line by line: what the screen shows beside each phase, and what a script runs."""

from dataclasses import dataclass
from typing import Final

from mnistlab.data.images import CLASSES, PIXELS
from mnistlab.nn.network import KEYS
from mnistlab.training.settings import RunSettings

# The three phases of `Phase`, of which the gradient has two sections, and the loop around them.
SECTIONS: Final = ("select_batch", "forward", "backward", "update", "repeat")
WIDTH: Final = 70  # characters: the most that fit in a line on screen

INDENT = " " * 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of NumPy.

    Attributes
    ----------
    part : str
        The name of the result, such as ``"dW2"``; each line of the iteration has another.
    code : str
        The line itself, with its indentation within the section.
    shape : str
        The shape of the result, such as ``"(100, 50)"``; empty for a number, or if there is no result.
    """

    part: str
    code: str
    shape: str


def phase_lines(section: str, settings: RunSettings, images: int, inputs: int = PIXELS) -> tuple[Line, ...]:
    """Return the lines of one section of an iteration, at most six.

    Parameters
    ----------
    section : str
        One of `SECTIONS`.
    settings : RunSettings
    images : int
        Images in the training set.
    inputs : int
        Numbers in one image.

    Returns
    -------
    tuple of Line

    Raises
    ------
    KeyError
        If there is no such section.
    """
    n = settings.batch_size or images
    h = settings.hidden_size or CLASSES  # without a hidden layer, the first layer is the last
    shapes = {
        "order": (images,),
        "indices": (n,),
        "x": (n, inputs),
        "t y dy": (n, CLASSES),
        "z da": (n, h),
        "W1 dW1": (inputs, h),
        "b1 db1": (h,),
        "W2 dW2": (h, CLASSES),
        "b2 db2": (CLASSES,),
    }
    of_part = {part: str(shape) for parts, shape in shapes.items() for part in parts.split()}
    return tuple(Line(part, code, of_part.get(part, "")) for part, code in sections_of(settings)[section].items())


def sections_of(settings: RunSettings) -> dict[str, dict[str, str]]:
    """Return the code of every section, by part."""
    settings = settings.effective
    if not settings.shuffles:
        draw = {"indices": "batch = rng.integers(M, size=N)"}
    else:
        draw = {
            "few_left": "if len(order) < N:",
            "order": INDENT + "order = np.append(order, rng.permutation(M))",
            "indices": "batch, order = order[:N], order[N:]",
        }
    return {
        "select_batch": {
            **draw,
            "x": "x = x_train[batch]",
            "t": "t = t_train[batch]",
        },
        **(_with_hidden_layer(settings) if settings.hidden_size else _without_hidden_layer(settings)),
        "update": _update(settings),
        "repeat": {
            "loop": f"for iteration in range({settings.iterations:_}):",
            "losses": INDENT + "losses.append(loss)",
            "epoch_before": INDENT + "epoch_before = epoch",
            "epoch": INDENT + "epoch = (iteration + 1) * N // M",
            "epoch_grown": INDENT + "if epoch > epoch_before:",
            "accuracy": INDENT * 2 + "print_accuracy(epoch)",
        },
    }


def keys_in(settings: RunSettings) -> tuple[str, ...]:
    """Return the names of the parameters of a run."""
    return KEYS if settings.hidden_size else KEYS[:2]


def _with_hidden_layer(settings: RunSettings) -> dict[str, dict[str, str]]:
    activation, slope = ACTIVATIONS[settings.activation]
    drop, decay = settings.dropout > 0, settings.weight_decay > 0
    mask = {"mask": "mask = masks_rng.random((N, H)) > dropout"} if drop else {}
    decayed = {"decayed": "loss += decay / 2 * (np.sum(W1**2) + np.sum(W2**2))"} if decay else {}
    return {
        "forward": {
            **mask,
            "z": f"z = {'mask * ' if drop else ''}{activation.format('x @ W1 + b1')}",
            "y": "y = softmax(z @ W2 + b2)",
            **LOSS,
            **decayed,
        },
        "backward": {
            **ERROR,
            "dW2": f"dW2 = z.T @ dy{' + decay * W2' if decay else ''}",
            "db2": "db2 = dy.sum(axis=0)",
            "da": f"da = dy @ W2.T{' * mask' if drop else ''} * {slope}",
            "dW1": f"dW1 = x.T @ da{' + decay * W1' if decay else ''}",
            "db1": "db1 = da.sum(axis=0)",
        },
    }


def _without_hidden_layer(settings: RunSettings) -> dict[str, dict[str, str]]:
    decay = settings.weight_decay > 0
    decayed = {"decayed": "loss += decay / 2 * np.sum(W1**2)"} if decay else {}
    return {
        "forward": {"y": "y = softmax(x @ W1 + b1)", **LOSS, **decayed},
        "backward": {
            **ERROR,
            "dW1": f"dW1 = x.T @ dy{' + decay * W1' if decay else ''}",
            "db1": "db1 = dy.sum(axis=0)",
        },
    }


def _update(settings: RunSettings) -> dict[str, str]:
    keys = keys_in(settings)
    if settings.optimizer == "sgd":
        return {key: f"{key} -= learning_rate * d{key}" for key in keys}
    return {"grads": "grads = " + ", ".join(f"d{key}" for key in keys), **UPDATES[settings.optimizer]}


LOSS: Final = {"loss": "loss = -np.sum(t * np.log(y + 1e-7)) / N"}
ERROR: Final = {"dy": "dy = (y - t) / N"}

# For each activation: what it makes of a sum, and its derivative by the sum, given its result z.
ACTIVATIONS: Final = {
    "sigmoid": ("sigmoid({})", "z * (1 - z)"),
    "relu": ("np.maximum({}, 0)", "(z > 0)"),
    "tanh": ("np.tanh({})", "(1 - z**2)"),
}

MOMENTUM: Final = {
    "each": "for p, g, v in zip(params, grads, velocity):",
    "step": INDENT + "v *= momentum",
    "velocity": INDENT + "v -= learning_rate * g",
}
ADAPTED: Final = {
    "root": INDENT + "root = np.sqrt(h) + 1e-7",
    "params": INDENT + "p -= learning_rate * g / root",
}
SQUARES: Final = {"each": "for p, g, h in zip(params, grads, squares):"}

# For each optimizer but SGD: the lines of an update, by part, after the one that puts the gradients in a row.
UPDATES: Final[dict[str, dict[str, str]]] = {
    "momentum": {**MOMENTUM, "params": INDENT + "p += v"},
    "nesterov": {
        "each": "for p, g, v in zip(params, grads, velocity):",
        "step": INDENT + "p += momentum**2 * v",
        "params": INDENT + "p -= (1 + momentum) * (learning_rate * g)",
        "kept": INDENT + "v *= momentum",
        "velocity": INDENT + "v -= learning_rate * g",
    },
    "adagrad": {**SQUARES, "squares": INDENT + "h += g**2", **ADAPTED},
    "rmsprop": {
        **SQUARES,
        "kept": INDENT + "h *= decay_rate",
        "squares": INDENT + "h += (1 - decay_rate) * g**2",
        **ADAPTED,
    },
    "adam": {
        "rate": "rate = learning_rate * (1 - beta2**i) ** 0.5 / (1 - beta1**i)",
        "each": "for p, g, m, v in zip(params, grads, means, squares):",
        "means": INDENT + "m += (1 - beta1) * (g - m)",
        "squares": INDENT + "v += (1 - beta2) * (g**2 - v)",
        "params": INDENT + "p -= rate * m / (np.sqrt(v) + 1e-7)",
    },
}
# What an optimizer keeps from one update to the next, by the name in the program.
REMEMBERED: Final = {
    "momentum": ("velocity",),
    "nesterov": ("velocity",),
    "adagrad": ("squares",),
    "rmsprop": ("squares",),
    "adam": ("means", "squares"),
}
