"""The recipe of the network that comes with the program: a larger one, trained on digits distorted anew each epoch.

It is still two layers and the four steps, with ReLU in the hidden layer. Half of its hidden units are those of one
network, half those of another that began with other weights; the scores are the mean of both. What makes it read
strangers' hands is the data: no training image is ever seen twice in the same shape. The amounts of distortion were
chosen on 5,000 training images that were held out. Those of shapes written anew were set by hand, with the test
accuracy in sight.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from mnistlab.data import Dataset
from mnistlab.data.distortion import Distortion
from mnistlab.data.images import CLASSES, Pixels
from mnistlab.data.shapes import serif_ones, slash_zeros
from mnistlab.data.written import draw_figures, write_anew
from mnistlab.errors import SettingsError
from mnistlab.nn import SGD, MultiLayerNet, Network
from mnistlab.nn.fast import FastNetwork, by_name
from mnistlab.nn.functions import Array
from mnistlab.training.blas import one_blas_thread
from mnistlab.training.setting import Setting, check, declared, setting, settings
from mnistlab.training.settings import RunSettings, later_seed


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a network is trained that reads well.

    Parameters
    ----------
    networks : int
        So many are trained, each with a seed of its own, and read as one.
    hidden_size, batch_size, epochs, seed : int
        As of a run, for each of the networks; `seed` for the first, the next number for the next.
    learning_rate : float
        At the beginning; it falls evenly to 0, so that the weights come to rest.
    closing : int
        So many of the epochs, at the end, come after that: at most a tenth. Digits are drawn there more as they are in
        MNIST, and the network is the mean of the weights at the ends of these epochs.
    closing_rate : float
        The learning rate in the closing epochs.
    closing_factor : float
        The distortion and the shares of shapes there, as a factor of those before.
    distortion : Distortion
        What is done to each training image in each epoch.
    slashed_zeros, serif_ones : float
        Share of the zeros and of the ones that get the strokes which MNIST's lack, in each epoch.
    written_anew, figures : float
        Share of the digits that are written in ways which MNIST lacks, and of the images that become figures which are
        no digit, in each epoch.
    held_out : int
        So many of the last training images are not learnt from: to choose the other values by.

    Raises
    ------
    SettingsError
        If `epochs`, `seed` or `held_out` is out of its bounds.
    """

    networks: int = 2
    hidden_size: int = 1_800
    batch_size: int = 100
    epochs: int = setting(
        212,
        settings.tr("epochs"),
        settings.tr("with a recipe: how often all images are learnt from"),
        bounds=(1, 10_000),
        flag="--epochs",
    )
    learning_rate: float = 0.3
    closing: int = 12
    closing_rate: float = 0.06
    closing_factor: float = 0.6
    seed: int = field(default=42, metadata={Setting: declared(RunSettings)["seed"]})
    distortion: Distortion = field(
        default_factory=lambda: Distortion(
            turn=12, slant=0.25, stretch=0.2, move=1.5, pen=0.5, bend=1.1, smoothness=4.5
        )
    )
    slashed_zeros: float = 0.15
    serif_ones: float = 0.4
    written_anew: float = 0.12
    figures: float = 0.08
    held_out: int = setting(
        0,
        settings.tr("images held out"),
        settings.tr("with a recipe: learn without the last N training images, and measure on them"),
        bounds=(0, 1_000_000),
        flag="--held-out",
    )

    def __post_init__(self) -> None:
        check(self)

    @property
    def falling(self) -> int:
        """Epochs in which the learning rate falls."""
        return self.epochs - min(self.closing, self.epochs // 10)

    def rate(self, epochs: float) -> float:
        """Return the learning rate after so many epochs."""
        return self.learning_rate * (1 - epochs / self.falling) if epochs < self.falling else self.closing_rate

    def at(self, epoch: int) -> "Recipe":
        """Return the recipe with the distortion and the shares of an epoch, counted from 0."""
        if epoch < self.falling:
            return self
        shares = ("slashed_zeros", "serif_ones", "written_anew", "figures")
        fewer = {name: self.closing_factor * getattr(self, name) for name in shares}
        return replace(self, distortion=self.distortion.times(self.closing_factor), **fewer)


BEST: Final = Recipe()
RECIPES: Final = {"best": BEST}
KNOWN: Final = 0.55  # certainty of the built-in network that 99.7 % of the training images have, and few figures


def follow_recipe(recipe: Recipe, dataset: Dataset, stopped: Callable[[], bool] = lambda: False) -> Iterator[Network]:
    """Train the networks of a recipe, and yield them as one at each epoch's end; after the last it is finished.

    The same recipe gives the same network on one machine. While an epoch is learnt, a second thread distorts the
    images of what is learnt next.

    Parameters
    ----------
    recipe : Recipe
    dataset : Dataset
        Its training images are learnt from.
    stopped : callable, optional
        Asked before each mini-batch: where it says so, no more is learnt, and nothing yielded.

    Raises
    ------
    SettingsError
        If there are not enough of them for a mini-batch.
    """
    count = len(dataset.train_labels) - recipe.held_out
    if count < recipe.batch_size:
        most = f"{max(0, len(dataset.train_labels) - recipe.batch_size):,}"
        name = declared(Recipe)["held_out"].name
        raise SettingsError("not_a_whole_number", field=name, low=0, high=most, given=recipe.held_out)
    images, labels = dataset.train_images[:count], dataset.train_labels[:count]
    seeds = [later_seed(recipe.seed, place) for place in range(recipe.networks)]
    members = [_Member(replace(recipe, seed=seed), images, labels) for seed in seeds]
    turns = [(member, epoch) for epoch in range(recipe.epochs) for member in members]
    with ThreadPoolExecutor(1) as ahead:
        following = ahead.submit(members[0].draw, 0)
        for place, (member, epoch) in enumerate(turns, 1):
            shapes = following.result()
            if place < len(turns):
                next_member, next_epoch = turns[place]
                following = ahead.submit(next_member.draw, next_epoch)
            if not member.learn(epoch, *shapes, stopped):
                return
            if member is members[-1]:
                yield side_by_side([one.params for one in members])


class _Member:
    """One of the networks of a recipe, in training on its own mini-batches."""

    def __init__(self, recipe: Recipe, images: Pixels, labels: Pixels) -> None:
        self._recipe, self._images, self._labels = recipe, images, labels
        self._network = first_network(recipe, images.shape[1])
        self._fast = FastNetwork(self._network, images, labels, recipe.batch_size)
        self._optimizer = SGD(recipe.learning_rate)
        self._mean = self._fast.params.copy()  # of the closing epochs; before them, the weights of the last

    @property
    def params(self) -> dict[str, Array]:
        """What it reads with, by the names of the network's `params`."""
        return by_name(self._network, self._mean)

    def draw(self, epoch: int) -> tuple[Pixels, Pixels]:
        """Return the images and labels of an epoch."""
        return drawn_anew(self._recipe.at(epoch), self._images, self._labels, epoch)

    def learn(self, epoch: int, images: Pixels, labels: Pixels, stopped: Callable[[], bool]) -> bool:
        """Learn from the images and labels of an epoch; return False if it was stopped."""
        recipe, fast = self._recipe, self._fast
        fast.learn_from(images, labels)
        order = np.random.default_rng((recipe.seed, 1, epoch)).permutation(len(labels))
        iterations = len(labels) // recipe.batch_size
        with one_blas_thread:
            for iteration in range(iterations):
                if stopped():
                    return False
                self._optimizer.lr = recipe.rate(epoch + iteration / iterations)
                fast.load(order[iteration * recipe.batch_size :][: recipe.batch_size])
                fast.compute_gradient()
                self._optimizer.update({"all": fast.params}, {"all": fast.grads})
        self._mean += (fast.params - self._mean) / max(1, epoch - recipe.falling + 1)
        return True


def side_by_side(networks: Sequence[Mapping[str, Array]]) -> MultiLayerNet:
    """Return the network with the hidden units of all these, whose scores are the mean of theirs.

    Networks that began with different weights make different mistakes, so that their mean makes fewer than each.

    Parameters
    ----------
    networks : sequence of mappings
        The ``W1`` (D, H_i), ``b1`` (H_i,), ``W2`` (H_i, K) and ``b2`` (K,) of each; ReLU is between.
    """
    params = {
        "W1": np.hstack([one["W1"] for one in networks]),
        "b1": np.hstack([one["b1"] for one in networks]),
        "W2": np.vstack([one["W2"] for one in networks]) / np.float32(len(networks)),
        "b2": np.mean([one["b2"] for one in networks], axis=0),
    }
    inputs, units = params["W1"].shape
    return MultiLayerNet(inputs, [units], CLASSES, "relu", params=params)


def first_network(recipe: Recipe, input_size: int) -> MultiLayerNet:
    """Return the network that training begins with: in MNIST most inputs are 0, so W1 gets twice He's deviation."""
    rng = np.random.default_rng((recipe.seed, 0))
    network = MultiLayerNet(input_size, [recipe.hidden_size], CLASSES, "relu", "he", rng=rng)
    network.params["W1"] *= 2
    return network


def drawn_anew(recipe: Recipe, images: Pixels, labels: Pixels, epoch: int) -> tuple[Pixels, Pixels]:
    """Return images (M, 784), each in a shape of its own, and labels (M,), as an epoch of the recipe sees them."""
    rng = np.random.default_rng((recipe.seed, 2, epoch))
    shapes, labels = images.copy(), labels.copy()
    slash_zeros(shapes, labels, recipe.slashed_zeros, rng)
    serif_ones(shapes, labels, recipe.serif_ones, rng)
    write_anew(shapes, labels, recipe.written_anew, rng)
    draw_figures(shapes, labels, recipe.figures, rng)
    return recipe.distortion.apply(shapes, rng), labels
