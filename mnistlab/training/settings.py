"""The settings of a run, each declared once with its bounds, its flag and its names."""

from dataclasses import dataclass, replace
from typing import Final, Literal, Self

from mnistlab.errors import SettingsError
from mnistlab.training.setting import check, declared, setting, settings

Sampling = Literal["random", "shuffle"]
Gradient = Literal["backpropagation", "numerical"]
Activation = Literal["sigmoid", "relu", "tanh"]
FirstWeights = Literal["spread", "xavier", "he"]
OptimizerName = Literal["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"]

BELOW_ONE: Final = 0.999999  # because with 1 Adam would divide by 0
MOST_UNITS: Final = 4_000
SEEDS: Final = 2**31  # that a run may have, from 0 on
LARGEST_BATCH: Final = 60_000  # images: as many as MNIST has to learn from
VELOCITY: Final = ("momentum", "nesterov")  # the optimizers that have one
OF_HIDDEN_UNITS: Final = "hidden_size", range(1, MOST_UNITS + 1)  # what only a hidden layer makes use of
OTHER_NETWORK: Final = settings.tr("It would be another network: its weights are learnt from the start.")
OTHER_START: Final = settings.tr("The weights of this run have begun already.")
OTHER_MEMORY: Final = settings.tr("What the optimizer remembers has to begin with the run.")
OTHER_LOSS: Final = settings.tr("It changes what is minimised: one curve would show two different losses.")
OTHER_IMAGES: Final = settings.tr("One curve would show accuracies on different images.")
MOMENTUM_BOUNDS: Final = settings.tr("Below 0 the velocity turns round at each step; beyond 1.5 it explodes at once.")
SHARE_BOUNDS: Final = settings.tr("It is the share that is kept: with 1 nothing new would come in.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """Everything that fixes a run, apart from the data: the same settings give the same run.

    Parameters
    ----------
    hidden_size : int
        Units in the hidden layer; 0: no such layer, which is softmax regression.
    batch_size : int
        Images in a mini-batch; 0: all that are learnt from.
    learning_rate : float
        η: the step of an update against the gradient.
    iterations : int
        Mini-batches in the run.
    weight_init_std : float
        Standard deviation of the first weights.
    sampling : {"random", "shuffle"}
        ``"random"`` draws each mini-batch with replacement; ``"shuffle"`` shuffles the training images for each epoch,
        so that an epoch has every image exactly once.
    gradient : {"backpropagation", "numerical"}
        ``"backpropagation"`` goes back through the network once; ``"numerical"`` moves each parameter a little to both
        sides. Both give the same run up to the rounding of float32.
    activation : {"sigmoid", "relu", "tanh"}
        What each hidden unit makes of its sum.
    first_weights : {"spread", "xavier", "he"}
        ``"spread"`` draws them with `weight_init_std`; ``"xavier"`` and ``"he"`` with ``√(1 / inputs)`` and
        ``√(2 / inputs)`` of each layer, and `weight_init_std` has no effect.
    optimizer : {"sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"}
        How the gradient moves the parameters: `mnistlab.nn.optimizers`.
    momentum : float
        Of Momentum and Nesterov: how much of the velocity is kept from one update to the next.
    decay_rate : float
        Of RMSprop: how much of the mean of squares is kept.
    beta1, beta2 : float
        Of Adam: how much of the mean of gradients and of the mean of squares is kept.
    weight_decay : float
        λ: the loss is larger by ``λ/2 ΣW²``.
    dropout : float
        Share of the hidden units that are silenced at random in each mini-batch.
    training_images : int
        So many of the first training images are learnt from; 0: all.
    validation_images : int
        So many of the last training images are kept apart, and measured in the place of the test images.
    seed : int
        Fixes the first weights, the mini-batches and every other random choice.

    Raises
    ------
    SettingsError
        If a setting cannot have its value.
    """

    hidden_size: int = setting(
        50,
        settings.tr("hidden units"),
        settings.tr("units in the hidden layer; none: the outputs weigh the pixels themselves"),
        bounds=(0, MOST_UNITS),
        flag="--hidden",
        short=settings.tr("{value} units"),
        one=settings.tr("1 unit"),
        group="network",
        zero=settings.tr("none"),
        without=settings.tr("no hidden layer"),
        why_bounds=settings.tr("0 is no hidden layer; with more than 4,000 units a step is too slow to be watched."),
        why_waits=OTHER_NETWORK,
        chip=settings.tr("{inputs} → {value} → {outputs}"),
    )
    batch_size: int = setting(
        100,
        settings.tr("mini-batch"),
        settings.tr("images drawn for each iteration"),
        bounds=(0, LARGEST_BATCH),
        flag="--batch-size",
        short=settings.tr("batch {value}"),
        group="data",
        zero=settings.tr("all"),
        why_bounds=settings.tr("60,000 are all that MNIST has to learn from; with “all” it is what the set has."),
        why_waits=settings.tr("An epoch would change its length in the middle of a curve."),
    )
    learning_rate: float = setting(
        0.1,
        settings.tr("learning rate"),
        settings.tr("how far an update goes against the gradient"),
        bounds=(1e-6, 1e6),
        live=True,
        flag="--lr",
        short=settings.tr("η {value}"),
        chip=settings.tr("η {value}"),
        shown=False,  # it is among the controls
    )
    iterations: int = setting(
        10_000,
        settings.tr("iterations"),
        settings.tr("mini-batches in the whole run"),
        bounds=(1, 100_000_000),
        live=True,
        flag="--iterations",
        chip=settings.tr("{value} iterations"),
    )
    weight_init_std: float = setting(
        0.01,
        settings.tr("weights’ spread"),
        settings.tr("standard deviation of the first random weights"),
        bounds=(0, 10),
        flag="--std",
        short=settings.tr("spread {value}"),
        group="weights",
        only=("first_weights", ("spread",)),
        why_waits=OTHER_START,
    )
    sampling: Sampling = setting(
        "random",
        settings.tr("sampling"),
        settings.tr(
            "random: each mini-batch is drawn from all images, some come twice, some not at all; "
            "shuffle: in each epoch every image comes exactly once"
        ),
        choices={
            "random": settings.tr("random"),
            "shuffle": settings.tr("shuffle"),
        },
        flag="--sampling",
        only=("batch_size", range(1, LARGEST_BATCH + 1)),  # all images are dealt out anyway
    )
    gradient: Gradient = setting(
        "backpropagation",
        settings.tr("gradient"),
        settings.tr(
            "backpropagation, or numerical: every weight moved a little to both sides, the same curve, far slower"
        ),
        choices={
            "backpropagation": settings.tr("backprop"),
            "numerical": settings.tr("numerical"),
        },
        live=True,
        quiet=True,
    )
    activation: Activation = setting(
        "sigmoid",
        settings.tr("activation"),
        settings.tr("what each hidden unit makes of its sum"),
        choices={"sigmoid": "sigmoid", "relu": "ReLU", "tanh": "tanh"},
        flag="--activation",
        shown=False,
        quiet=True,
        group="network",
        only=OF_HIDDEN_UNITS,
        why_waits=OTHER_NETWORK,
    )
    first_weights: FirstWeights = setting(
        "spread",
        settings.tr("first weights"),
        settings.tr("spread: as the weights’ spread says; xavier, he: by the number of inputs of each layer"),
        choices={"spread": settings.tr("by their spread"), "xavier": "Xavier", "he": "He"},
        flag="--first-weights",
        shown=False,
        quiet=True,
        group="weights",
        why_waits=OTHER_START,
    )
    optimizer: OptimizerName = setting(
        "sgd",
        settings.tr("optimizer"),
        settings.tr("how the gradient moves the weights"),
        choices={
            "sgd": "SGD",
            "momentum": "Momentum",
            "nesterov": "Nesterov",
            "adagrad": "AdaGrad",
            "rmsprop": "RMSprop",
            "adam": "Adam",
        },
        flag="--optimizer",
        shown=False,
        quiet=True,
        group="method",
        why_waits=OTHER_MEMORY,
    )
    momentum: float = setting(
        0.9,
        settings.tr("momentum"),
        settings.tr("of Momentum and Nesterov: how much of the velocity is kept in each update"),
        bounds=(0, 1.5),
        flag="--momentum",
        short=settings.tr("momentum {value}"),
        shown=False,
        quiet=True,
        group="method",
        only=("optimizer", VELOCITY),
        why_bounds=MOMENTUM_BOUNDS,
        why_waits=OTHER_MEMORY,
    )
    decay_rate: float = setting(
        0.99,
        settings.tr("decay rate"),
        settings.tr("of RMSprop: how much of the mean of squares is kept in each update"),
        bounds=(0, BELOW_ONE),
        flag="--decay-rate",
        short=settings.tr("decay rate {value}"),
        shown=False,
        quiet=True,
        group="method",
        only=("optimizer", ("rmsprop",)),
        why_bounds=SHARE_BOUNDS,
        why_waits=OTHER_MEMORY,
    )
    beta1: float = setting(
        0.9,
        settings.tr("β₁"),
        settings.tr("of Adam: how much of the mean of gradients is kept in each update"),
        bounds=(0, BELOW_ONE),
        flag="--beta1",
        short=settings.tr("β₁ {value}"),
        shown=False,
        quiet=True,
        group="method",
        only=("optimizer", ("adam",)),
        why_bounds=SHARE_BOUNDS,
        why_waits=OTHER_MEMORY,
    )
    beta2: float = setting(
        0.999,
        settings.tr("β₂"),
        settings.tr("of Adam: how much of the mean of squares is kept in each update"),
        bounds=(0, BELOW_ONE),
        flag="--beta2",
        short=settings.tr("β₂ {value}"),
        shown=False,
        quiet=True,
        group="method",
        only=("optimizer", ("adam",)),
        why_bounds=SHARE_BOUNDS,
        why_waits=OTHER_MEMORY,
    )
    weight_decay: float = setting(
        0.0,
        settings.tr("weight decay λ"),
        settings.tr("makes the loss larger by λ/2 times the sum of all squared weights, so that they stay small"),
        bounds=(0, 10),
        flag="--weight-decay",
        short=settings.tr("λ {value}"),
        shown=False,
        quiet=True,
        group="overfitting",
        why_waits=OTHER_LOSS,
    )
    dropout: float = setting(
        0.0,
        settings.tr("dropout"),
        settings.tr("share of the hidden units that are silenced at random in each mini-batch"),
        bounds=(0, 0.99),
        flag="--dropout",
        short=settings.tr("dropout {value}"),
        shown=False,
        quiet=True,
        group="overfitting",
        only=OF_HIDDEN_UNITS,
        why_bounds=settings.tr("With 1 no unit would be left to learn with."),
        why_waits=OTHER_LOSS,
    )
    training_images: int = setting(
        0,
        settings.tr("training images"),
        settings.tr("so many of the first training images are learnt from; 0: all"),
        bounds=(0, 1_000_000),
        flag="--train-images",
        short=settings.tr("{value} images"),
        one=settings.tr("1 image"),
        shown=False,
        quiet=True,
        group="data",
        zero=settings.tr("all"),
        why_waits=OTHER_IMAGES,
    )
    validation_images: int = setting(
        0,
        settings.tr("validation images"),
        settings.tr("so many of the last training images are kept apart and measured, in place of the test images"),
        bounds=(0, 1_000_000),
        flag="--validation-images",
        short=settings.tr("{value} for validation"),
        shown=False,
        quiet=True,
        group="data",
        zero=settings.tr("none"),
        why_waits=OTHER_IMAGES,
    )
    seed: int = setting(
        42,
        settings.tr("seed"),
        settings.tr("fixes first weights and mini-batches: the same seed, the same run"),
        bounds=(0, SEEDS - 1),
        flag="--seed",
        short=settings.tr("seed {value}"),
        grouped=False,  # it is a name, not an amount
    )

    @property
    def shuffles(self) -> bool:
        """Whether the images are dealt out like cards, each once an epoch: always so where a batch has all of them."""
        return self.sampling == "shuffle" or not self.batch_size

    @property
    def is_sealed(self) -> bool:
        """Whether the test set is sealed, because images that are kept for validation are measured in its place."""
        return self.validation_images > 0

    def __post_init__(self) -> None:
        check(self)
        if self.effective.dropout and self.gradient == "numerical":
            raise SettingsError("numerical_with_dropout")

    @property
    def effective(self) -> Self:
        """The same run, with all settings that have no effect in it at their defaults."""
        idle = {name: one.default for name, one in declared(type(self)).items() if not one.counts(self)}
        return self if all(getattr(self, name) == value for name, value in idle.items()) else replace(self, **idle)


def later_seed(seed: int, number: int) -> int:
    """Return the one of the seeds that follow on a seed; after the highest comes 0."""
    return (seed + number) % SEEDS
