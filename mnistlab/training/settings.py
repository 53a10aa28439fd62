"""The settings of a run: each declared once, and checked where they are made."""

import math
import numbers
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field, fields, replace
from typing import Any, Final, Literal, Self

from mnistlab.errors import Context, Name, SettingsError
from mnistlab.numerals import AmbiguousNumberError, plain, read_number, shortened, shown

Sampling = Literal["random", "shuffle"]
Gradient = Literal["backpropagation", "numerical"]
Activation = Literal["sigmoid", "relu", "tanh"]
FirstWeights = Literal["spread", "xavier", "he"]
OptimizerName = Literal["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"]

BELOW_ONE: Final = 0.999999  # because with 1 Adam would divide by 0
MOST_UNITS: Final = 2_000
LARGEST_BATCH: Final = 10_000  # images: a step takes a tenth of a second
VELOCITY: Final = ("momentum", "nesterov")  # the optimizers that have one
OF_HIDDEN_UNITS: Final = "hidden_size", range(1, MOST_UNITS + 1)  # what only a hidden layer makes use of
CONTEXT: Final = "settings"  # of the translations: the name of the next variable
settings = Context()
# What a setting is about, in the order in which the groups are shown.
GROUPS: Final = {
    "network": settings.tr("Network"),
    "weights": settings.tr("First weights"),
    "method": settings.tr("Method"),
    "overfitting": settings.tr("Against overfitting"),
    "data": settings.tr("Data"),
}
OTHER_NETWORK: Final = settings.tr("It would be another network: its weights are learnt from the start.")
OTHER_START: Final = settings.tr("The weights of this run have begun already.")
OTHER_MEMORY: Final = settings.tr("What the optimizer remembers has to begin with the run.")
OTHER_LOSS: Final = settings.tr("It changes what is minimised: one curve would show two different losses.")
OTHER_IMAGES: Final = settings.tr("One curve would show accuracies on different images.")
MOMENTUM_BOUNDS: Final = settings.tr("Below 0 the velocity turns round at each step; beyond 1.5 it explodes at once.")
SHARE_BOUNDS: Final = settings.tr("It is the share that is kept: with 1 nothing new would come in.")


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as command line, panels, errors and runs see it.

    Parameters
    ----------
    label : str
        Its name in English, marked by ``settings.tr("...")``.
    about : str
        What it is, in a few words without a full stop, marked like `label`.
    bounds : (float, float)
        The smallest and the largest value.
    choices : mapping, optional
        For a setting that is no number, each value with its name, marked like `label`.
    live : bool
        Whether it may change during a run. Otherwise a change waits for the next run.
    flag : str, optional
        Its option on the command line.
    shown : bool
        Whether the panel of settings has a field for it.
    grouped : bool
        Whether a field has a comma at each thousand.
    whole : bool
        Whether it is a whole number.
    short : str
        How a run with this value is named after it, with ``{value}`` in its place, marked like `label`. A choice is
        its own name; a number without `short` names no run.
    default : object
        What it is where nobody has chosen.
    chip : str
        How a run that is summed up says it, marked like `label`, with ``{value}``, and ``{inputs}`` and ``{outputs}``
        for the sizes of the outer layers. Without, it is said as in `short`, or by name and value.
    quiet : bool
        Whether a run that is summed up says nothing of it while it has its default.
    group : str
        What it belongs to, one of `GROUPS`; empty for none.
    only : (str, tuple of str or range), optional
        The name of another setting, and those of its values with which alone this one has an effect.
    zero : str
        The word for 0, which may be given in its place, marked like `label`.
    without : str
        How a run with 0 is named and summed up, marked like `label`. Without, as in `short` and `chip`.
    why_bounds : str
        Why it can be no smaller or larger, as a whole sentence, marked like `label`.
    why_waits : str
        Why a change waits for the next run, as a whole sentence, marked like `label`.
    """

    label: str
    about: str = ""
    _: KW_ONLY
    bounds: tuple[float, float] = (-math.inf, math.inf)
    choices: Mapping[Any, str] | None = None
    live: bool = False
    flag: str | None = None
    shown: bool = True
    grouped: bool = True
    whole: bool = False
    short: str = ""
    default: Any = None
    chip: str = ""
    quiet: bool = False
    group: str = ""
    only: tuple[str, tuple[str, ...] | range] | None = None
    zero: str = ""
    without: str = ""
    why_bounds: str = ""
    why_waits: str = ""

    def counts(self, settings: Any) -> bool:
        """Return whether it has an effect in a run with these settings."""
        return self.only is None or getattr(settings, self.only[0]) in self.only[1]

    @property
    def name(self) -> Name:
        """The name of the setting in the sentence of an error."""
        return Name(self.label, context=CONTEXT)

    def written(self, value: Any) -> str:
        """Return a number that the setting can have as it is written everywhere."""
        if not self.whole:
            return shown(value)
        return f"{value:,}" if self.grouped else f"{value}"

    def read(self, text: str) -> Any:
        """Return the value that a person has typed.

        Raises
        ------
        SettingsError
            If the setting cannot have it; the error has the text as it was typed.
        """
        if self.choices is not None:
            return self.checked(next((choice for choice in self.choices if str(choice) == text), text))
        if self.zero and text.strip().casefold() == self.zero.casefold():
            return self.checked(0)
        given = shortened(text)
        try:
            number = read_number(text, whole=self.whole)
        except AmbiguousNumberError as error:
            one, other = map(plain, error.readings)
            raise SettingsError("ambiguous_number", field=self.name, given=given, one=one, other=other) from error
        if number is None:
            raise self._refusal("not_a_number", given)
        is_whole = self.whole and number == number.to_integral_value()
        return self.checked(int(number) if is_whole else float(number), given)

    def checked(self, value: Any, given: Any = None) -> Any:
        """Return a value if the setting can have it; a number of NumPy's as one of Python's.

        Raises
        ------
        SettingsError
            If the setting cannot have it; the error says what was `given`, or else the value.
        """
        if self.choices is not None:
            if value not in tuple(self.choices):
                names = ", ".join(str(choice) for choice in self.choices if choice is not None)
                raise SettingsError("not_a_choice", field=self.name, choices=names, given=value)
            return value
        if given is None:
            given = f"{value:.10g}" if isinstance(value, float) else value
        is_number = isinstance(value, numbers.Real) and not isinstance(value, bool)
        if not is_number:
            raise self._refusal("not_a_number", given)
        if self.whole and not isinstance(value, numbers.Integral):
            raise self._refusal("not_a_whole_number", given)
        low, high = self.bounds
        if not low <= value <= high:
            raise self._refusal("out_of_range", given)
        return int(value) if self.whole else float(value)

    def _refusal(self, kind: str, given: Any) -> SettingsError:
        low, high = (f"{bound:,.6f}".rstrip("0").rstrip(".") for bound in self.bounds)
        facts = {"field": self.name, "low": low, "high": high, "given": given}
        if kind == "out_of_range" and self.why_bounds:
            return SettingsError("out_of_range_why", **facts, why=Name(self.why_bounds, context=CONTEXT))
        return SettingsError(kind, **facts)


def setting(default: Any, label: str, about: str = "", **facts: Any) -> Any:
    """Return a field of a dataclass that is a `Setting`: its default, then the arguments of a `Setting`."""
    whole = isinstance(default, int)
    return field(default=default, metadata={Setting: Setting(label, about, whole=whole, default=default, **facts)})


def declared(kind: type) -> dict[str, Setting]:
    """Return the settings that a dataclass declares, by the names of their fields."""
    return {one.name: one.metadata[Setting] for one in fields(kind) if Setting in one.metadata}


def check(settings: Any) -> None:
    """Check every setting of a dataclass that is being made, in its ``__post_init__``.

    Raises
    ------
    SettingsError
        If a setting cannot have its value.
    """
    for name, one in declared(type(settings)).items():
        object.__setattr__(settings, name, one.checked(getattr(settings, name)))


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
        group="network",
        zero=settings.tr("none"),
        without=settings.tr("no hidden layer"),
        why_bounds=settings.tr("0 is no hidden layer; with more than 2,000 units a step is too slow to be watched."),
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
        why_bounds=settings.tr("With more images a step is too slow, and what is shown of it too large to be watched."),
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
        bounds=(0, 2**31 - 1),
        flag="--seed",
        short=settings.tr("seed {value}"),
        grouped=False,  # it is a name, not an amount
    )

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
