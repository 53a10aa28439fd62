"""A whole program that repeats a run, in plain NumPy; its lines are those on the screen."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from mnistlab.data.dataset import Change
from mnistlab.data.images import MOST
from mnistlab.training.lines import ACTIVATIONS, INDENT, REMEMBERED, keys_in, sections_of
from mnistlab.training.parts import OPTIMIZERS
from mnistlab.training.program_output import NOBODY_READS, NOT_WRITTEN, PROTECTED, WHOLE, saving, showing
from mnistlab.training.settings import RunSettings


def as_script(
    settings: RunSettings,
    *,
    learning_rates: Iterable[tuple[int, float]] = (),
    data_path: str | Path | None = None,
    changes: Sequence[Change] = (),
    weights_file: str | None = None,
) -> str:
    """Return a program that repeats a run: the same first weights, mini-batches and, rounded, losses.

    The program needs NumPy, and `mnistlab.data` for the images.

    Parameters
    ----------
    settings : RunSettings
    learning_rates : iterable of (int, float)
        Changes of the learning rate: the first iteration that has it, counted from 0, and the rate. Without an entry
        for 0 the run begins with the rate of `settings`.
    data_path : path, optional
        A folder of four IDX files, as `load_mnist` takes it. Without it, the MNIST that comes with mnistlab.
    changes : sequence of {"inverted", "turned"}
        What was done to the images before the run.
    weights_file : str, optional
        The name of an ``.npz`` file of `save_weights` beside the program, with the first weights of the run. Without
        it the seed fixes the first weights.

    Returns
    -------
    str
        Ends with a newline. Save it in UTF-8, because `data_path` may hold any character.
    """
    settings = settings.effective
    # In the order of the iterations; of two entries for the same iteration the later counts.
    rates = dict(sorted({int(first): float(rate) for first, rate in learning_rates}.items()))
    rate = first_rate = rates.pop(0, settings.learning_rate)
    later_rates = {}
    for first, next_rate in rates.items():
        if next_rate != rate:
            later_rates[first] = rate = next_rate
    network = "A network of two layers" if settings.hidden_size else "A network without a hidden layer"
    lines = [
        HEADING.format(network=network),
        *(["from pathlib import Path"] if weights_file is not None else []),
        IMPORTS,
        *_settings(settings, first_rate, later_rates, draw_weights=weights_file is None),
        _data(settings, data_path, changes),
        *_first_weights(settings, weights_file),
        _functions(settings),
        *_loop(
            settings,
            change_rate=bool(later_rates),
            units_alike=weights_file is None and units_stay_alike(settings),
        ),
        SAVING,
    ]
    return "\n".join(lines)


# All but the names of files is ASCII, because a learner may open the program in any editor.

HEADING: Final = '''\
"""{network} learns to read handwritten digits, in plain NumPy.

It repeats a run of mnistlab: the same first weights, the same mini-batches, the same losses.

    python THIS_FILE               print the accuracy after each epoch
    python THIS_FILE losses.npy    and save the loss of every iteration (.npy or .txt)
"""

import os
import sys'''

IMPORTS: Final = """\

import numpy as np

from mnistlab.data import load_mnist
"""


def _settings(
    settings: RunSettings, first_rate: float, later_rates: dict[int, float], *, draw_weights: bool
) -> list[str]:
    lines = [f"N = {settings.batch_size}  # images in a mini-batch"] if settings.batch_size else []
    if draw_weights and settings.hidden_size:
        lines.append(f"H = {settings.hidden_size}  # units in the hidden layer")
    lines.append(f"learning_rate = {first_rate}")
    names = dict(OPTIMIZERS[settings.optimizer].settings)
    lines += [f"{name} = {getattr(settings, field)}" for name, field in names.items()]
    if settings.weight_decay:
        lines.append(f"decay = {settings.weight_decay}  # the loss is larger by decay / 2 times all squared weights")
    if settings.dropout:
        lines.append(f"dropout = {settings.dropout}  # share of the hidden units that are silent")
    if later_rates:
        lines.append("later_learning_rates = {  # from which iteration on, counted from 0")
        lines += [f"{INDENT}{first}: {rate}," for first, rate in later_rates.items()]
        lines.append("}")
    return [*lines, ""]


def _data(settings: RunSettings, data_path: str | Path | None, changes: Sequence[Change]) -> str:
    path = "" if data_path is None else f", path={str(data_path)!r}"
    body = "\n".join(INDENT + line for line in [*changed_lines(changes), "return x"])
    changed = CHANGED.format(body=body) if changes else ""
    order = "\norder = rng.permutation(M)  # the images are dealt out like cards"
    masks = "\nmasks_rng = np.random.default_rng(masks_seed)"
    seeds = "weights_seed, batches_seed, masks_seed" if settings.dropout else "weights_seed, batches_seed"
    return f"""\
# Images are rows of 784 numbers in 0..1, labels rows of 10 with a single 1.
(x_train, t_train), (x_test, t_test) = load_mnist(one_hot_label=True{path}){changed}
{_parts(settings)}
# Generators of their own from one seed: the mini-batches do not depend on the size of the network.
{seeds} = np.random.SeedSequence({settings.seed}).spawn({3 if settings.dropout else 2})
rng = np.random.default_rng(batches_seed){order if settings.shuffles else ""}\
{masks if settings.dropout else ""}
"""


CHANGED: Final = """\



def changed(x):  # as the run had the images
{body}


x_train, x_test = changed(x_train), changed(x_test)"""


def changed_lines(changes: Sequence[Change]) -> list[str]:
    """Return the lines that do to images `x`, rows of 784 numbers in 0..1, what was done to those of the run."""
    lines = []
    for change in changes:
        if change == "turned":
            lines.append("x = x.reshape(-1, 28, 28).transpose(0, 2, 1).reshape(-1, 784)  # rows and columns swapped")
        else:
            corners = "x[:, [0, 27, 756, 783]]"
            lines += [
                f"if ({corners} > 0.5).mean() > {MOST} and (x > 0.5).mean() > 0.5:  # dark ink on light paper",
                f"{INDENT}x = 1 - x",
            ]
    return lines


def _parts(settings: RunSettings) -> str:
    """Return the lines that take only a part of the images, and some for validation in place of the test images."""
    lines = [*parts_taken(settings), "M = len(x_train)  # images to train on"]
    if not settings.batch_size:
        lines.append("N = M  # images in a mini-batch")
    return "".join(line + "\n" for line in lines)


def parts_taken(settings: RunSettings) -> list[str]:
    """Return the lines that take a part of the training images, or some of them in place of the test images."""
    lines, last, kept = [], settings.validation_images, settings.training_images
    if last:
        lines.append(f"x_test, t_test = x_train[-{last}:], t_train[-{last}:]  # for validation")
    if last or kept:
        end = kept or f"-{last}"
        lines.append(f"x_train, t_train = x_train[:{end}], t_train[:{end}]")
    return lines


def _first_weights(settings: RunSettings, weights_file: str | None) -> list[str]:
    lines = [_weights(settings, weights_file)]
    names = REMEMBERED.get(settings.optimizer, ())
    if names:
        lines.append(f"params = {', '.join(keys_in(settings))}")
        lines += [f"{name} = [np.zeros_like(p) for p in params]  # kept by the optimizer" for name in names]
    return lines


def _weights(settings: RunSettings, weights_file: str | None) -> str:
    keys = keys_in(settings)
    if weights_file is not None:
        return f"""\
with np.load(Path(__file__).parent / {weights_file!r}) as file:
    {", ".join(keys)} = (file[name].astype(np.float32) for name in {quoted(keys)})
"""
    lines = ["weights_rng = np.random.default_rng(weights_seed)"]
    sizes = ["784", "H", "10"] if settings.hidden_size else ["784", "10"]
    for number, (inputs, outputs) in enumerate(pairwise(sizes), 1):
        std = first_spread(settings, inputs)
        lines += [
            f"W{number} = ({std} * weights_rng.standard_normal(({inputs}, {outputs}))).astype(np.float32)",
            f"b{number} = np.zeros({outputs}, np.float32)",
        ]
    return "\n".join([*lines, ""])


def quoted(keys: Iterable[str]) -> str:
    """Return the names of parameters as the code of a tuple."""
    return "(" + ", ".join(f'"{key}"' for key in keys) + ")"


def first_spread(settings: RunSettings, inputs: str) -> str:
    """Return the code of the standard deviation of a layer's first weights; `inputs` is that of its inputs."""
    if settings.first_weights == "spread":
        return str(settings.weight_init_std)
    return f"np.sqrt({({'xavier': 1, 'he': 2})[settings.first_weights]} / {inputs})"


def units_stay_alike(settings: RunSettings) -> bool:
    """Return whether the hidden units begin with the same weights, and nothing parts them, if the seed draws those."""
    drawn_alike = settings.first_weights == "spread" and settings.weight_init_std == 0
    return settings.hidden_size > 0 and drawn_alike and not settings.dropout


def _functions(settings: RunSettings) -> str:
    activation = ACTIVATIONS[settings.activation][0].format("x @ W1 + b1")
    hidden = f"(1 - dropout) * {activation}" if settings.dropout else activation
    scores = f"{hidden} @ W2 + b2" if settings.hidden_size else "x @ W1 + b1"
    measured = "validation" if settings.is_sealed else "test"
    return f"""\
{SIGMOID if settings.activation == "sigmoid" and settings.hidden_size else ""}
def softmax(scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))  # the largest is 1: exp cannot overflow
    return e / e.sum(axis=1, keepdims=True)


def accuracy(x, t):
    y = softmax({scores})
    return np.mean(y.argmax(axis=1) == t.argmax(axis=1))


{SHOWING}


def print_accuracy(epoch):
    train, test = accuracy(x_train, t_train), accuracy(x_test, t_test)
    show(f"epoch {{epoch}}: accuracy {{train:.4f}} on training images, {{test:.4f}} on {measured} images")

"""


SIGMOID: Final = """\

def sigmoid(a):
    with np.errstate(over="ignore"):  # exp may reach inf, and 1 / inf is the 0 that is meant
        return 1 / (1 + np.exp(-a))

"""


UNITS_ALIKE: Final = (
    "# All units begin alike, and so they stay: each has the gradient of the first, however a product is rounded.",
    "dW1, db1 = np.repeat(dW1[:, :1], H, axis=1), np.repeat(db1[:1], H)",
    "dW2 = np.repeat(dW2[:1], H, axis=0)",
)


def _loop(settings: RunSettings, *, change_rate: bool, units_alike: bool) -> list[str]:
    code = {section: list(lines.values()) for section, lines in sections_of(settings).items()}
    loop, *end_of_iteration = code["repeat"]
    lines = ["losses = []", "epoch = 0", "print_accuracy(epoch)", loop]
    if change_rate:
        lines += [INDENT + "learning_rate = later_learning_rates.get(iteration, learning_rate)", ""]
    for section, title in {
        "select_batch": "1. Select a mini-batch",
        "forward": "2. Compute the gradient: forward to the loss (1e-7 keeps log from -inf) ...",
        "backward": "... and backward from it",
        "update": "3. Update the parameters",
    }.items():
        lines.append(f"{INDENT}# {title}")
        if section == "update" and settings.optimizer == "adam":
            lines.append(INDENT + "i = iteration + 1")
        lines += [INDENT + line for line in code[section]]
        lines += [*(INDENT + line for line in UNITS_ALIKE if units_alike and section == "backward"), ""]
    return [*lines, f"{INDENT}# 4. Repeat; the accuracy is printed when the epoch has grown", *end_of_iteration, ""]


SHOWING: Final = "\n".join(showing(NOBODY_READS))
SAVING: Final = "\n".join(
    [
        "",
        *saving(WHOLE, PROTECTED, NOT_WRITTEN),
        "",
        "",
        'if __name__ == "__main__" and len(sys.argv) > 1:',
        "    save_losses(sys.argv[1], losses)",
        "",
    ]
)
