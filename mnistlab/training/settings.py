"""The settings of a run, checked where they are made."""

import math
import numbers
from dataclasses import dataclass, fields
from typing import Any, Final, Literal

from mnistlab.errors import SettingsError

Sampling = Literal["random", "shuffle"]
SAMPLINGS: Final[tuple[Sampling, ...]] = ("random", "shuffle")
Gradient = Literal["backpropagation", "numerical"]
GRADIENTS: Final[tuple[Gradient, ...]] = ("backpropagation", "numerical")
CHOICES: Final[dict[str, tuple[str, ...]]] = {"sampling": SAMPLINGS, "gradient": GRADIENTS}

# Smallest and largest value of each number, both allowed.
BOUNDS: Final[dict[str, tuple[float, float]]] = {
    "hidden_size": (1, 2_000),
    "batch_size": (1, 10_000),
    "learning_rate": (1e-6, 1e6),
    "iterations": (1, 100_000_000),
    "weight_init_std": (0.0, 10.0),
    "seed": (0, 2**31 - 1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """Everything that fixes a run, apart from the data: the same settings give the same run.

    Parameters
    ----------
    hidden_size : int
        Units in the hidden layer.
    batch_size : int
        Images in a mini-batch.
    learning_rate : float
        η: how far an update goes against the gradient.
    iterations : int
        Mini-batches in the run.
    weight_init_std : float
        Standard deviation of the first weights.
    sampling : {"random", "shuffle"}
        ``"random"`` draws each mini-batch with replacement; ``"shuffle"`` shuffles the training images afresh
        for each epoch, so that an epoch has every image exactly once.
    gradient : {"backpropagation", "numerical"}
        How the gradient is computed: in one pass back, or by moving each parameter a little to both sides. Both give
        the same run, as far as float32 can tell.
    seed : int
        Fixes the first weights, the mini-batches and every other random choice.

    Raises
    ------
    SettingsError
        If a value is out of its bounds (`BOUNDS`), or not a number.
    """

    hidden_size: int = 50
    batch_size: int = 100
    learning_rate: float = 0.1
    iterations: int = 10_000
    weight_init_std: float = 0.01
    sampling: Sampling = "random"
    gradient: Gradient = "backpropagation"
    seed: int = 42

    def __post_init__(self) -> None:
        for field in fields(self):
            if field.name not in CHOICES:
                number = _checked(field.name, getattr(self, field.name), whole=isinstance(field.default, int))
                # NumPy's numbers are welcome, and become Python's: they are shown, compared and written to files.
                object.__setattr__(self, field.name, number)
        for name, choices in CHOICES.items():
            given = getattr(self, name)
            if given not in choices:
                raise SettingsError("not_a_choice", field=name, choices=", ".join(choices), given=given)


def _checked(name: str, value: Any, *, whole: bool) -> int | float:
    low, high = BOUNDS[name]
    is_whole = isinstance(value, numbers.Integral)
    is_number = is_whole if whole else isinstance(value, numbers.Real)
    if isinstance(value, bool) or not is_number or not math.isfinite(value) or not low <= value <= high:
        kind = "not_a_whole_number" if whole and not is_whole else "out_of_range"
        raise SettingsError(
            kind,
            field=name,
            low=_plain(low),
            high=_plain(high),
            given=f"{value:.10g}" if isinstance(value, float) else value,
        )
    return int(value) if whole else float(value)


def _plain(number: float) -> str:
    """Return 0.000001, not 1e-06."""
    return f"{number:,.6f}".rstrip("0").rstrip(".")
