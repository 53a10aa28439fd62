"""A run of a network of any depth, for experiments: the same four steps, without phases, way back or window."""

import copy
import math
from collections.abc import Callable, Generator
from dataclasses import KW_ONLY, dataclass, replace
from typing import Final, Literal

import numpy as np

from mnistlab.data import Dataset
from mnistlab.data.images import CLASSES, as_input
from mnistlab.errors import SettingsError
from mnistlab.nn import MultiLayerNet, Network
from mnistlab.nn.fast import AT_ONCE, FastNetwork
from mnistlab.nn.functions import Array
from mnistlab.nn.layers import Dropout, SigmoidWithLoss, SigmoidWithSquares, SoftmaxWithLoss
from mnistlab.nn.reading import scores_in_pieces
from mnistlab.training.blas import one_blas_thread
from mnistlab.training.parts import hidden_sizes, make_optimizer, seeds_of
from mnistlab.training.sampling import batch_of, check_fits, make_sampler, part_of
from mnistlab.training.setting import setting, settings
from mnistlab.training.settings import RunSettings
from mnistlab.training.validation import epoch_end

MOST_EVALUATIONS: Final = 400  # of a run; with more epochs, not every one is measured
PIECE: Final = 1_000  # images that are learnt from between two shares that `train_deep` yields


@dataclass(frozen=True, slots=True, kw_only=True)
class DeepSettings(RunSettings):
    """Everything that fixes a run of a network of any depth, apart from the data.

    Parameters
    ----------
    hidden_layers : int
        How many layers of `hidden_size` units.
    batch_normalization : {"no", "yes"}
        Whether the sums of hidden units are normalised before the activation.
    outputs : {"softmax", "sigmoid", "squares"}
        The last layer and its loss: softmax; a sigmoid for each class with the cross-entropy of all; or with the
        quadratic cost.
    bias_init_std : float
        Standard deviation of the first biases.
    decay_by_images : float
        λ of a weight decay that is divided by the number of training images; it comes on top of `weight_decay`.
    loss_of : {"before", "after"}
        Whether the loss of a mini-batch is that before the update, or measured once more after it.
    first_images : int
        So many of the first training images are there, to learn from and for validation; 0: all.
    test_images : int
        So many of the first test images are measured; 0: all.
    """

    hidden_layers: int = setting(
        1,
        settings.tr("hidden layers"),
        settings.tr("layers of hidden units"),
        bounds=(0, 20),
        zero=settings.tr("none"),
    )
    batch_normalization: Literal["no", "yes"] = setting(
        "no",
        settings.tr("batch normalisation"),
        settings.tr("whether the sums of hidden units are normalised over each mini-batch"),
        choices={"no": settings.tr("no"), "yes": settings.tr("yes")},
    )
    outputs: Literal["softmax", "sigmoid", "squares"] = setting(
        "softmax",
        settings.tr("outputs and loss"),
        settings.tr("what the last layer makes of its sums, and how its mistakes are counted"),
        choices={
            "softmax": settings.tr("softmax, cross-entropy"),
            "sigmoid": settings.tr("sigmoid, cross-entropy"),
            "squares": settings.tr("sigmoid, quadratic"),
        },
    )
    bias_init_std: float = setting(
        0.0, settings.tr("biases’ spread"), settings.tr("standard deviation of the first random biases"), bounds=(0, 10)
    )
    decay_by_images: float = setting(
        0.0,
        settings.tr("weight decay λ, shared"),
        settings.tr("weight decay λ that is divided by the number of training images"),
        bounds=(0, 1_000_000),
    )
    first_images: int = setting(
        0,
        settings.tr("first images"),
        settings.tr("so many of the first training images are there, to learn from and for validation; 0: all"),
        bounds=(0, 1_000_000),
        zero=settings.tr("all"),
    )
    test_images: int = setting(
        0,
        settings.tr("test images"),
        settings.tr("so many of the first test images are measured; 0: all"),
        bounds=(0, 1_000_000),
    )
    loss_of: Literal["before", "after"] = setting(
        "before",
        settings.tr("loss measured"),
        settings.tr("before the update of the mini-batch, or once more after it"),
        choices={"before": settings.tr("before the update"), "after": settings.tr("after the update")},
    )


@dataclass(frozen=True, slots=True, eq=False)
class DeepResult:
    """What a run has come to.

    Attributes
    ----------
    network : Network
    loss : ndarray of float32, shape (iterations,)
    evaluated_at : ndarray of int64, shape (E,)
        Iterations done when the accuracies were measured: 0, each epoch's end, and the end of the run.
        Of at most some 400 epochs, evenly spread, where there are more.
    train_accuracy, test_accuracy : ndarray of float64, shape (E,)
        0..1, on all images learnt from, and on the test images, or on the validation images where there are some.
    train_loss, test_loss : ndarray of float64, shape (E,)
        The mean loss of the same images, the first of them with what weight decay adds.
    per_epoch : float
        Iterations in an epoch.
    images : int
        How many test or validation images were measured.
    """

    _: KW_ONLY
    network: Network
    loss: Array
    evaluated_at: Array
    train_accuracy: Array
    test_accuracy: Array
    train_loss: Array
    test_loss: Array
    per_epoch: float
    images: int


LAST_LAYERS: Final = {"softmax": SoftmaxWithLoss, "sigmoid": SigmoidWithLoss, "squares": SigmoidWithSquares}


def deep_network(settings: DeepSettings, inputs: int, images: int) -> MultiLayerNet:
    """Return the network that a run begins with, for `images` training images of `inputs` numbers each."""
    seeds = seeds_of(settings)
    rng = np.random.default_rng(seeds.weights)
    network = MultiLayerNet(
        inputs,
        hidden_sizes(settings) * settings.hidden_layers,
        CLASSES,
        settings.activation,
        settings.weight_init_std if settings.first_weights == "spread" else settings.first_weights,
        settings.weight_decay + settings.decay_by_images / images,
        settings.dropout > 0,
        settings.dropout,
        settings.batch_normalization == "yes",
        rng=rng,
        last_layer=LAST_LAYERS[settings.outputs](),
    )
    for key, param in network.params.items():
        if settings.bias_init_std and key.startswith("b") and key[1:].isdigit():
            param[:] = settings.bias_init_std * rng.standard_normal(param.shape)
    masks = np.random.default_rng(seeds.masks)
    for layer in network.layers.values():
        if isinstance(layer, Dropout):
            layer.rng = masks
    return network


def first_of(dataset: Dataset, settings: DeepSettings) -> Dataset:
    """Return a data set with as many of its first training images as the settings let there be.

    Raises
    ------
    SettingsError
        If it has fewer.
    """
    count, there = settings.first_images, len(dataset.train_labels)
    if count > there:
        raise SettingsError("too_few_images", wanted=f"{count:,}", images=f"{there:,}")
    some = slice(count or None)
    return replace(dataset, train_images=dataset.train_images[some], train_labels=dataset.train_labels[some])


def train_deep(
    settings: DeepSettings, dataset: Dataset, watch: Callable[[DeepResult], None] = lambda _result: None
) -> Generator[float, None, DeepResult]:
    """Do a whole run, and return what it has come to.

    The same settings give the same run, bit for bit on one machine; with one hidden layer it is that of `Trainer`. A
    loss that is no number stops nothing, because some experiments are about that.

    Parameters
    ----------
    settings : DeepSettings
    dataset : Dataset
    watch : callable, optional
        Is given what the run has come to so far, whenever that has been measured.

    Yields
    ------
    float
        The share done, 0..1, every few milliseconds: before and after each measurement, and every 1,000 images.

    Raises
    ------
    SettingsError
        If the data set is too small for the settings, or batch normalisation is to be over too many images at once.
    """
    dataset = first_of(dataset, settings)
    check_fits(settings, dataset)
    part = part_of(dataset, settings)
    if settings.test_images and not settings.validation_images:
        some = slice(settings.test_images)
        part = replace(part, test_images=part.test_images[some], test_labels=part.test_labels[some])
    if settings.batch_normalization == "yes" and batch_of(settings, len(part.train_labels)) > AT_ONCE:
        raise SettingsError("normalization_of_large_batch", most=f"{AT_ONCE:,}")
    images, labels = part.train_images, part.train_labels
    network, batch_size = deep_network(settings, images.shape[1], len(images)), batch_of(settings, len(images))
    learning = _Learning(settings, network, images, labels)
    per_epoch = len(images) / batch_size
    skipped = math.ceil(settings.iterations / per_epoch / MOST_EVALUATIONS)  # epochs from one measurement to the next
    measured: list[tuple[float, ...]] = []
    due = 0

    def so_far(iterations: int) -> DeepResult:
        at, train_accuracy, test_accuracy, train_loss, test_loss = map(np.array, zip(*measured, strict=True))
        return DeepResult(
            network=network,
            loss=learning.loss[:iterations],
            evaluated_at=at.astype(np.int64),
            train_accuracy=train_accuracy,
            test_accuracy=test_accuracy,
            train_loss=train_loss,
            test_loss=test_loss,
            per_epoch=per_epoch,
            images=len(part.test_labels),
        )

    done = 0
    while True:
        if done in (due, settings.iterations):
            yield done / settings.iterations  # so that what comes next is the measurement alone
            with one_blas_thread, np.errstate(all="ignore"):
                train, on_train = _measured(network, images, labels)
                test, on_test = _measured(network, part.test_images, part.test_labels)
                measured.append((done, train, test, on_train + network.weight_decay(), on_test))
            for _ in range(skipped):
                due = epoch_end(due + 1, batch_size, len(images))
            watch(so_far(done))
            yield done / settings.iterations
        if done == settings.iterations:
            break
        begun, done = done, min(done + learning.at_once, due, settings.iterations)
        for share in learning.learn(begun, done):
            yield (begun + share) / settings.iterations
        yield done / settings.iterations
    return so_far(settings.iterations)


class _Learning:
    """The four steps of a run, and the loss of each of its mini-batches.

    Attributes
    ----------
    at_once : int
        Iterations of about 1,000 images.
    loss : ndarray of float32, shape (iterations,)
    """

    def __init__(self, settings: DeepSettings, network: Network, images: Array, labels: Array) -> None:
        batch_size = batch_of(settings, len(images))
        self.at_once = max(1, PIECE // batch_size)
        self.loss = np.empty(settings.iterations, np.float32)
        self._settings, self._network, self._images, self._labels = settings, network, images, labels
        self._fast = FastNetwork(network, images, labels, batch_size)
        self._optimizer = make_optimizer(settings)
        self._sampler = make_sampler(settings, len(images), np.random.default_rng(seeds_of(settings).batches))

    def learn(self, begun: int, done: int) -> Generator[float, None, None]:
        """Do the iterations from `begun` to `done`; yield the share of a large mini-batch after each of its pieces."""
        if self._fast.in_pieces:
            indices = self._draw()
            self.loss[begun] = yield from self._gradient_in_pieces()
            with one_blas_thread, np.errstate(all="ignore"):
                self._update(begun, indices)
            return
        with one_blas_thread, np.errstate(all="ignore"):
            for iteration in range(begun, done):
                indices = self._draw()
                self.loss[iteration] = self._fast.compute_gradient()
                self._update(iteration, indices)

    def _draw(self) -> Array:
        indices = self._sampler.draw()
        self._fast.load(indices)
        return indices

    def _gradient_in_pieces(self) -> Generator[float, None, float]:
        work = self._fast.gradient_in_pieces()
        while True:
            with one_blas_thread, np.errstate(all="ignore"):  # not beyond a piece, because others compute in between
                try:
                    share = next(work)
                except StopIteration as end:
                    return float(end.value)
            yield share

    def _update(self, iteration: int, indices: Array) -> None:
        self._optimizer.update({"all": self._fast.params}, {"all": self._fast.grads})
        if self._settings.loss_of == "before":
            return
        images, labels = self._images[indices], self._labels[indices]
        if self._fast.in_pieces:
            self.loss[iteration] = _measured(self._network, images, labels)[1] + self._network.weight_decay()
        else:
            self.loss[iteration] = self._network.loss(as_input(images), labels)


def _measured(network: Network, images: Array, labels: Array) -> tuple[float, float]:
    """Return accuracy and mean loss on some images."""
    last, right, loss, start = copy.copy(network.last_layer), 0, 0.0, 0
    for scores in scores_in_pieces(network, images):
        some = labels[start : start + len(scores)]
        right += int(np.count_nonzero(scores.argmax(axis=1) == some))
        loss += last.forward(scores, some) * len(some)
        start += len(some)
    return right / len(labels), loss / len(labels)
