"""The state of a run: all that it needs to go on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from mnistlab.nn.functions import Array
from mnistlab.training.phases import Phase
from mnistlab.training.sampling import Position

VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class State:
    """A run as it was when the present iteration began, and the phase that comes next in it.

    It holds no mini-batch and no gradient, because both follow from it: `Trainer.resume` draws the batch and computes
    the gradient again where that had been done. Nobody writes to its arrays.

    Attributes
    ----------
    version : int
        Of this class: it grows when a field is added or means something else.
    iteration : int
        Updates done.
    next_phase : Phase
    params : mapping
        ``W1 b1 W2 b2``, float32.
    optimizer : mapping
        The optimizer's arrays by their names; empty where it has none.
    layers : mapping
        The layers' running means by their names; empty where they have none.
    sampler : Position
        Which mini-batch the iteration draws.
    masks : mapping or None
        States of the generators of the dropout masks by layer; empty or None where there are none.
    average : tuple of float
        State of the smoothed loss: `History.average`.
    """

    version: int = VERSION
    iteration: int
    next_phase: Phase
    params: Mapping[str, Array]
    optimizer: Mapping[str, Array] = field(default_factory=dict)
    layers: Mapping[str, Array] = field(default_factory=dict)
    sampler: Position
    masks: Mapping[str, Any] | None = None
    average: tuple[float, float]

    @property
    def nbytes(self) -> int:
        """Bytes that the arrays take."""
        arrays = (*self.params.values(), *self.optimizer.values(), *self.layers.values())
        return sum(array.nbytes for array in arrays)
