"""A whole program that repeats a run and needs nothing but NumPy and the four files of images.

It has the names of Saito, "Deep Learning from Scratch", chapter 4: `TwoLayerNet`, `params`, `grads`, `batch_mask`,
`train_loss_list`. Its comments and what it prints are in the person's language.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from mnistlab.data.dataset import Change
from mnistlab.training.alone_network import with_hidden_layer, without_hidden_layer
from mnistlab.training.lines import INDENT, REMEMBERED, keys_in
from mnistlab.training.parts import OPTIMIZERS
from mnistlab.training.program_output import NOBODY_READS, NOT_WRITTEN, PROTECTED, WHOLE, saving, showing
from mnistlab.training.script import changed_lines, first_spread, parts_taken, quoted
from mnistlab.training.settings import RunSettings
from mnistlab.translatable import Context

script = Context()
Translate = Callable[[str, str], str]

# Where the data can be had, by anybody: the mirror that TensorFlow and Keras name, and the CVDF's.
SOURCES: Final = "https://storage.googleapis.com/cvdf-datasets/mnist/"


def as_program(
    settings: RunSettings,
    rates: Mapping[int, float],
    data: Path,
    changes: Sequence[Change] = (),
    *,
    weights_file: str | None = None,
    translate: Translate = lambda _context, text: text,
) -> str:
    """Return a program that repeats a run, for a computer without mnistlab.

    Parameters
    ----------
    settings : RunSettings
    rates : mapping of int to float
        Changes of the learning rate: the first iteration that has it, counted from 0, and the rate.
    data : Path
        The folder in which the four files were; the program looks beside itself too.
    changes : sequence of {"inverted", "turned"}
        What was done to the images before the run.
    weights_file : str, optional
        The name of an ``.npz`` file beside the program, with the first weights of the run.
    translate : callable, optional
        Takes a context and an English text.

    Returns
    -------
    str
        Ends with a newline. Save it in UTF-8.
    """
    writer = _Writer(settings, weights_file, lambda text: translate("script", text))
    parts = [
        writer.heading(data),
        writer.values(rates),
        writer.reader(changes),
        writer.functions(),
        writer.network(),
        writer.optimizer(),
        writer.beginning(),
        writer.loop(changes=len(rates) > 1),
    ]
    return "\n".join(parts)


class _Writer:
    """Writes the parts of the program: each ends with a newline."""

    def __init__(self, settings: RunSettings, weights_file: str | None, said: Callable[[str], str]) -> None:
        self._settings, self._weights_file, self._said = settings.effective, weights_file, said
        self._keys = quoted(keys_in(settings))

    def _note(self, text: str, indent: str = "") -> str:
        return f"{indent}# {self._said(text)}"

    def _doc(self, text: str, indent: int) -> str:
        return f'{" " * indent}"""{self._said(text)}"""'

    def heading(self, data: Path) -> str:
        said = self._said
        uses = {
            "python THIS_FILE": script.tr("look for the files beside the program, and where they were"),
            "python THIS_FILE FOLDER": script.tr("look for them in this folder"),
            "python THIS_FILE FOLDER losses.txt": script.tr("and save the loss of every iteration (.npy or .txt)"),
        }
        width = max(map(len, uses))
        if self._settings.hidden_size:
            first = said(script.tr("A network of two layers learns to read handwritten digits, in plain NumPy."))
        else:
            first = said(
                script.tr("A network without a hidden layer learns to read handwritten digits, in plain NumPy.")
            )
        needed = said(script.tr("Needed are Python, NumPy and the four files of images."))
        sources = said(script.tr("The four files of MNIST can be had at {address}")).format(address=SOURCES)
        return "\n".join(
            [
                f'"""{first}',
                "",
                said(script.tr("It repeats a run of mnistlab, and does not need mnistlab to be installed.")),
                needed,
                sources,
                "",
                *(f"    {use:<{width}}  {said(what)}" for use, what in uses.items()),
                '"""',
                "",
                "import gzip",
                "import os",
                "import sys",
                "from pathlib import Path",
                "",
                "import numpy as np",
                "",
                self._note(script.tr("Where the four files are looked for, one folder after the other")),
                f"FOLDERS = [Path(__file__).parent, Path({str(data)!r})]",
                "if len(sys.argv) > 1:",
                "    FOLDERS.insert(0, Path(sys.argv[1]))",
                "",
            ]
        )

    def values(self, rates: Mapping[int, float]) -> str:
        one = self._settings
        run, batch, units = map(
            self._said,
            (
                script.tr("mini-batches in the whole run"),
                script.tr("images in a mini-batch"),
                script.tr("units in the hidden layer"),
            ),
        )
        lines = [
            f"iters_num = {one.iterations}  # {run}",
            *([f"batch_size = {one.batch_size}  # {batch}"] if one.batch_size else []),
            *([f"hidden_size = {one.hidden_size}  # {units}"] if one.hidden_size else []),
            f"learning_rate = {rates.get(0, one.learning_rate)}",
        ]
        lines += [f"{name} = {getattr(one, field)}" for name, field in OPTIMIZERS[one.optimizer].settings]
        if one.weight_decay:
            note = script.tr("the loss is larger by weight_decay / 2 times all squared weights")
            lines.append(f"weight_decay = {one.weight_decay}  # {self._said(note)}")
        if one.dropout:
            note = script.tr("share of the hidden units that are silent")
            lines.append(f"dropout_ratio = {one.dropout}  # {self._said(note)}")
        later = {first: rate for first, rate in rates.items() if first}
        if later:
            note = script.tr("from which iteration on, counted from 0")
            lines.append(f"later_learning_rates = {later}  # {self._said(note)}")
        return "\n".join([*lines, "", ""])

    def reader(self, changes: Sequence[Change]) -> str:
        missing = self._said(script.tr("{name} is in none of these folders: {folders}")).replace('"', "'")
        damaged = self._said(script.tr("{name} is damaged, or is no file of MNIST")).replace('"', "'")
        other = script.tr("The files {name}-… do not hold images of 28×28 pixels, each with a label from 0 to 9")
        other = self._said(other).replace('"', "'")
        get = self._said(script.tr("The four files of MNIST can be had at {address}")).format(address=SOURCES)
        part = [INDENT + line.partition("  #")[0] for line in parts_taken(self._settings)]
        note = self._note(script.tr("The images that this run learned from, and was measured on"), INDENT)
        changed = [2 * INDENT + line.partition("  #")[0] for line in changed_lines(changes)]
        if changed:
            changed.insert(0, self._note(script.tr("What was done to the images before the run"), 2 * INDENT))
        lines = [
            f'SOURCE = "\\n{get}"',
            "",
            "",
            "def read_idx(name):",
            self._doc(script.tr("Return the array in a file of the IDX format, packed by gzip or plain."), 4),
            "    for folder in FOLDERS:",
            '        for spelling in (name, name.replace("-idx", ".idx")):',
            '            for file in (folder / spelling, folder / (spelling + ".gz")):',
            "                if file.is_file():",
            "                    return array_in(file)",
            '    folders = ", ".join(str(folder.absolute()) for folder in FOLDERS)',
            f'    sys.exit("{missing}".format(name=name, folders=folders) + SOURCE)',
            "",
            "",
            "def array_in(file):",
            "    try:",
            "        content = file.read_bytes()",
            '        if content[:2] == b"\\x1f\\x8b":',
            "            content = gzip.decompress(content)",
            self._note(script.tr("Two zeros, 8 for bytes, the number of axes; the length of each axis"), " " * 8),
            '        shape = np.frombuffer(content, ">u4", content[3], 4)',
            "        return np.frombuffer(content, np.uint8, offset=4 + 4 * content[3]).reshape(shape)",
            "    except Exception:",
            f'        sys.exit("{damaged}".format(name=file) + SOURCE)',
            "",
            "",
            "def load_mnist():",
            self._doc(script.tr("Return images, rows of 784 numbers in 0..1, and labels, rows with a single 1."), 4),
            "    parts = []",
            '    for part in ("train", "t10k"):',
            '        images, labels = read_idx(part + "-images-idx3-ubyte"), read_idx(part + "-labels-idx1-ubyte")',
            "        if not labels.size or labels.max() > 9 or images.shape != labels.shape + (28, 28):",
            f'            sys.exit("{other}".format(name=part) + SOURCE)',
            "        x, t = images.reshape(-1, 784).astype(np.float32) / 255, np.eye(10, dtype=np.float32)[labels]",
            *changed,
            "        parts.append((x, t))",
            "    (x_train, t_train), (x_test, t_test) = parts",
            *([note, *part] if part else ()),
            "    return (x_train, t_train), (x_test, t_test)",
            "",
            "",
        ]
        return "\n".join(lines)

    def functions(self) -> str:
        reaches = self._said(script.tr("exp may reach inf, and 1 / inf is 0"))
        sigmoid = [
            "def sigmoid(a):",
            f'    with np.errstate(over="ignore"):  # {reaches}',
            "        return 1 / (1 + np.exp(-a))",
            "",
            "",
        ]
        largest = self._said(script.tr("the largest is 1: exp cannot overflow"))
        softmax = [
            "def softmax(a):",
            f"    e = np.exp(a - a.max(axis=1, keepdims=True))  # {largest}",
            "    return e / e.sum(axis=1, keepdims=True)",
            "",
            "",
        ]
        uses_sigmoid = self._settings.hidden_size and self._settings.activation == "sigmoid"
        return "\n".join([*(sigmoid if uses_sigmoid else ()), *softmax])

    def network(self) -> str:
        if self._settings.hidden_size:
            lines = with_hidden_layer(self._settings, self._said, drawn=self._weights_file is None)
        else:
            lines = without_hidden_layer(self._settings, self._said)
        return "\n".join([*lines, "", ""])

    def optimizer(self) -> str:
        one = self._settings
        kept = REMEMBERED.get(one.optimizer, ())
        lines = [
            f"class {OPTIMIZERS[one.optimizer].optimizer.__name__}:",
            self._doc(script.tr("Moves the parameters against the gradient."), 4),
            "",
            "    def __init__(self, params):",
            "        self.lr = learning_rate",
            *(["        self.iter = 0"] if one.optimizer == "adam" else []),
            *(f"        self.{name} = {{key: np.zeros_like(value) for key, value in params.items()}}" for name in kept),
            "",
            "    def update(self, params, grads):",
            *(["        self.iter += 1", f"        rate = self.lr * {RATE}"] if one.optimizer == "adam" else []),
            f"        for key in {self._keys}:",
            "            p, g = params[key], grads[key]",
            *(f"            {line}" for line in MOVES[one.optimizer]),
            "",
            "",
        ]
        return "\n".join(lines)

    def beginning(self) -> str:
        one = self._settings
        count = 3 if one.dropout else 2
        seeds = ["weights_seed", "batches_seed", "masks_seed"][:count]
        lines = [
            "(x_train, t_train), (x_test, t_test) = load_mnist()",
            "train_size = x_train.shape[0]",
            *([] if one.batch_size else ["batch_size = train_size"]),
            "",
            self._note(script.tr("One seed, but generators of their own: a larger network has the same mini-batches")),
            f"{', '.join(seeds)} = np.random.SeedSequence({one.seed}).spawn({count})",
            "rng = np.random.default_rng(batches_seed)",
            *(["masks_rng = np.random.default_rng(masks_seed)"] if one.dropout else []),
            *self._shuffled(),
            *self._first_weights(),
            f"network = {'TwoLayerNet' if one.hidden_size else 'SoftmaxRegression'}(params)",
            f"optimizer = {OPTIMIZERS[one.optimizer].optimizer.__name__}(params)",
            "",
            "",
        ]
        return "\n".join(lines)

    def _shuffled(self) -> list[str]:
        if not self._settings.shuffles:
            return []
        note = self._said(script.tr("the images are dealt out like cards"))
        return [f"order = rng.permutation(train_size)  # {note}"]

    def _first_weights(self) -> list[str]:
        one = self._settings
        if self._weights_file is not None:
            return [
                self._note(script.tr("The first weights of the run, in a file beside this program")),
                f"with np.load(Path(__file__).parent / {self._weights_file!r}) as file:",
                f"    params = {{key: file[key].astype(np.float32) for key in {self._keys}}}",
            ]
        lines = ["weights_rng = np.random.default_rng(weights_seed)", "params = {}"]
        sizes = ["784", "hidden_size", "10"] if one.hidden_size else ["784", "10"]
        for number, (inputs, outputs) in enumerate(pairwise(sizes), 1):
            drawn = f"{first_spread(one, inputs)} * weights_rng.standard_normal(({inputs}, {outputs}))"
            lines += [
                f'params["W{number}"] = ({drawn}).astype(np.float32)',
                f'params["b{number}"] = np.zeros({outputs}, np.float32)',
            ]
        return lines

    def loop(self, *, changes: bool) -> str:
        said = self._said
        if self._settings.is_sealed:
            text = said(
                script.tr("epoch {epoch}: accuracy {train:.4f} on training images, {test:.4f} on validation images")
            )
        else:
            text = said(script.tr("epoch {epoch}: accuracy {train:.4f} on training images, {test:.4f} on test images"))
        draw = ["    batch_mask = rng.integers(train_size, size=batch_size)"]
        if self._settings.shuffles:
            draw = [
                "    if len(order) < batch_size:",
                "        order = np.append(order, rng.permutation(train_size))",
                "    batch_mask, order = order[:batch_size], order[batch_size:]",
            ]
        rate = ["    optimizer.lr = later_learning_rates.get(i, optimizer.lr)"] if changes else []
        lines = [
            *showing(said(NOBODY_READS)),
            "",
            "",
            *saving(said(WHOLE), said(PROTECTED), said(NOT_WRITTEN)),
            "",
            "",
            "def measure(epoch):",
            "    train_acc_list.append(network.accuracy(x_train, t_train))",
            "    test_acc_list.append(network.accuracy(x_test, t_test))",
            f'    text = "{text.replace(chr(34), chr(39))}"',
            "    show(text.format(epoch=epoch, train=train_acc_list[-1], test=test_acc_list[-1]))",
            "",
            "",
            "train_loss_list, train_acc_list, test_acc_list = [], [], []",
            "epoch = 0",
            "measure(epoch)",
            "for i in range(iters_num):",
            *rate,
            self._note(script.tr("1. Select a mini-batch"), INDENT),
            *draw,
            "    x_batch, t_batch = x_train[batch_mask], t_train[batch_mask]",
            "",
            self._note(script.tr("2. Compute the gradient; the loss is that before the update"), INDENT),
            "    train_loss_list.append(network.loss(x_batch, t_batch))",
            "    grads = network.gradient(x_batch, t_batch)",
            "",
            self._note(script.tr("3. Update the parameters"), INDENT),
            "    optimizer.update(network.params, grads)",
            "",
            self._note(script.tr("4. Repeat; the accuracy is measured when the epoch has grown"), INDENT),
            "    epoch_before, epoch = epoch, (i + 1) * batch_size // train_size",
            "    if epoch > epoch_before:",
            "        measure(epoch)",
            "",
            "if len(sys.argv) > 2:",
            "    save_losses(sys.argv[2], train_loss_list)",
            "",
        ]
        return "\n".join(lines)


RATE: Final = "(1 - beta2**self.iter) ** 0.5 / (1 - beta1**self.iter)"
MOVES: Final = {  # an update of one array `p` by its gradient `g`
    "sgd": ["p -= self.lr * g"],
    "momentum": ["v = self.velocity[key]", "v *= momentum", "v -= self.lr * g", "p += v"],
    "nesterov": [
        "v = self.velocity[key]",
        "p += momentum**2 * v",
        "p -= (1 + momentum) * (self.lr * g)",
        "v *= momentum",
        "v -= self.lr * g",
    ],
    "adagrad": ["h = self.squares[key]", "h += g**2", "p -= self.lr * g / (np.sqrt(h) + 1e-7)"],
    "rmsprop": [
        "h = self.squares[key]",
        "h *= decay_rate",
        "h += (1 - decay_rate) * g**2",
        "p -= self.lr * g / (np.sqrt(h) + 1e-7)",
    ],
    "adam": [
        "m, v = self.means[key], self.squares[key]",
        "m += (1 - beta1) * (g - m)",
        "v += (1 - beta2) * (g**2 - v)",
        "p -= rate * m / (np.sqrt(v) + 1e-7)",
    ],
}
