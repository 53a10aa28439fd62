"""The NumPy code of an iteration: lines to show beside each phase, and a whole program that repeats a run.

The lines on screen and those in the program are the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mnistlab.data.images import CLASSES, PIXELS
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
    n, h = settings.batch_size, settings.hidden_size
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
    return tuple(Line(part, code, of_part.get(part, "")) for part, code in _sections(settings)[section].items())


def as_script(
    settings: RunSettings,
    *,
    learning_rates: Iterable[tuple[int, float]] = (),
    data_path: str | Path | None = None,
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
    weights_file : str, optional
        The name of an ``.npz`` file of `save_weights` beside the program, with the first weights of the run. Without
        it the seed fixes the first weights.

    Returns
    -------
    str
        Ends with a newline. Save it in UTF-8, because `data_path` may hold any character.
    """
    # In the order of the iterations; of two entries for the same iteration the later counts.
    rates = dict(sorted({int(first): float(rate) for first, rate in learning_rates}.items()))
    rate = first_rate = rates.pop(0, settings.learning_rate)
    later_rates = {}
    for first, next_rate in rates.items():
        if next_rate != rate:
            later_rates[first] = rate = next_rate
    lines = [
        HEADING,
        *(["from pathlib import Path"] if weights_file is not None else []),
        IMPORTS,
        *_settings(settings, first_rate, later_rates, draw_weights=weights_file is None),
        _data(settings, data_path),
        _first_weights(settings.weight_init_std, weights_file),
        FUNCTIONS,
        *_loop(
            settings,
            change_rate=bool(later_rates),
            units_alike=settings.weight_init_std == 0 and weights_file is None,
        ),
        SAVING,
    ]
    return "\n".join(lines)


def _sections(settings: RunSettings) -> dict[str, dict[str, str]]:
    """Return the code of every section, by part."""
    if settings.sampling == "random":
        draw = {"indices": "batch = rng.integers(len(x_train), size=N)"}
    else:
        draw = {
            "few_left": "if len(order) < N:",
            "order": INDENT + "order = np.append(order, rng.permutation(len(x_train)))",
            "indices": "batch, order = order[:N], order[N:]",
        }
    return {
        "select_batch": {
            **draw,
            "x": "x = x_train[batch]",
            "t": "t = t_train[batch]",
        },
        "forward": {
            "z": "z = sigmoid(x @ W1 + b1)",
            "y": "y = softmax(z @ W2 + b2)",
            "loss": "loss = -np.sum(t * np.log(y + 1e-7)) / N",
        },
        "backward": {
            "dy": "dy = (y - t) / N",
            "dW2": "dW2 = z.T @ dy",
            "db2": "db2 = dy.sum(axis=0)",
            "da": "da = dy @ W2.T * z * (1 - z)",
            "dW1": "dW1 = x.T @ da",
            "db1": "db1 = da.sum(axis=0)",
        },
        "update": {
            "W1": "W1 -= learning_rate * dW1",
            "b1": "b1 -= learning_rate * db1",
            "W2": "W2 -= learning_rate * dW2",
            "b2": "b2 -= learning_rate * db2",
        },
        "repeat": {
            "loop": f"for iteration in range({settings.iterations:_}):",
            "losses": INDENT + "losses.append(loss)",
            "epoch": INDENT + "epoch_before, epoch = epoch, (iteration + 1) * N // len(x_train)",
            "epoch_grown": INDENT + "if epoch > epoch_before:",
            "accuracy": INDENT * 2 + "print_accuracy(epoch)",
        },
    }


# All but the names of files is ASCII, because a learner may open the program in any editor.

HEADING: Final = '''\
"""A network of two layers learns to read handwritten digits, in plain NumPy.

It repeats a run of mnistlab: the same first weights, the same mini-batches, the same losses.

    python THIS_FILE               print the accuracy after each epoch
    python THIS_FILE losses.npy    and save the loss of every iteration (.npy or .txt)
"""

import sys'''

IMPORTS: Final = """\

import numpy as np

from mnistlab.data import load_mnist
"""


def _settings(
    settings: RunSettings, first_rate: float, later_rates: dict[int, float], *, draw_weights: bool
) -> list[str]:
    lines = [f"N = {settings.batch_size}  # images in a mini-batch"]
    if draw_weights:
        lines.append(f"H = {settings.hidden_size}  # units in the hidden layer")
    lines.append(f"learning_rate = {first_rate}")
    if later_rates:
        lines.append("later_learning_rates = {  # from which iteration on, counted from 0")
        lines += [f"{INDENT}{first}: {rate}," for first, rate in later_rates.items()]
        lines.append("}")
    return [*lines, ""]


def _data(settings: RunSettings, data_path: str | Path | None) -> str:
    path = "" if data_path is None else f", path={str(data_path)!r}"
    order = "\norder = rng.permutation(len(x_train))  # the images are dealt out like cards"
    return f"""\
# Images are rows of 784 numbers in 0..1, labels rows of 10 with a single 1.
(x_train, t_train), (x_test, t_test) = load_mnist(one_hot_label=True{path})

# Two generators from one seed: the mini-batches do not depend on the size of the network.
weights_seed, batches_seed = np.random.SeedSequence({settings.seed}).spawn(2)
rng = np.random.default_rng(batches_seed){order if settings.sampling == "shuffle" else ""}
"""


def _first_weights(std: float, weights_file: str | None) -> str:
    if weights_file is not None:
        return f"""\
with np.load(Path(__file__).parent / {weights_file!r}) as file:
    W1, b1, W2, b2 = (file[name].astype(np.float32) for name in ("W1", "b1", "W2", "b2"))
"""
    return f"""\
weights_rng = np.random.default_rng(weights_seed)
W1 = ({std} * weights_rng.standard_normal((784, H))).astype(np.float32)
b1 = np.zeros(H, np.float32)
W2 = ({std} * weights_rng.standard_normal((H, 10))).astype(np.float32)
b2 = np.zeros(10, np.float32)
"""


FUNCTIONS: Final = """\

def sigmoid(a):
    with np.errstate(over="ignore"):  # exp may reach inf, and 1 / inf is the 0 that is meant
        return 1 / (1 + np.exp(-a))


def softmax(scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))  # the largest is 1: exp cannot overflow
    return e / e.sum(axis=1, keepdims=True)


def accuracy(x, t):
    y = softmax(sigmoid(x @ W1 + b1) @ W2 + b2)
    return np.mean(y.argmax(axis=1) == t.argmax(axis=1))


def print_accuracy(epoch):
    train, test = accuracy(x_train, t_train), accuracy(x_test, t_test)
    print(f"epoch {epoch}: accuracy {train:.4f} on training images, {test:.4f} on test images")

"""


UNITS_ALIKE: Final = (
    "# All units begin alike, and so they stay: each has the gradient of the first, however a product is rounded.",
    "dW1, db1 = np.repeat(dW1[:, :1], H, axis=1), np.repeat(db1[:1], H)",
    "dW2 = np.repeat(dW2[:1], H, axis=0)",
)


def _loop(settings: RunSettings, *, change_rate: bool, units_alike: bool) -> list[str]:
    code = {section: list(lines.values()) for section, lines in _sections(settings).items()}
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
        lines += [f"{INDENT}# {title}", *(INDENT + line for line in code[section])]
        lines += [*(INDENT + line for line in UNITS_ALIKE if units_alike and section == "backward"), ""]
    return [*lines, f"{INDENT}# 4. Repeat; the accuracy is printed when the epoch has grown", *end_of_iteration, ""]


SAVING: Final = """\
if __name__ == "__main__" and len(sys.argv) > 1:
    save = np.savetxt if sys.argv[1].endswith(".txt") else np.save
    save(sys.argv[1], losses)
"""
