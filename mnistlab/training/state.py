"""The state of a run: all that it needs to go on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import numpy as np

from mnistlab.data import Dataset
from mnistlab.data.images import CLASSES
from mnistlab.nn.functions import Array
from mnistlab.training.parts import draw_params, hidden_sizes, seeds_of
from mnistlab.training.phases import Phase
from mnistlab.training.sampling import Position, check_fits, make_sampler, part_of
from mnistlab.training.settings import RunSettings

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
        ``W1 b1 W2 b2``, float32; without a hidden layer ``W1 b1`` are those of the outputs.
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


def first_state(settings: RunSettings, dataset: Dataset, first_params: Mapping[str, Array] | None = None) -> State:
    """Return the state in which a run begins.

    Parameters
    ----------
    settings : RunSettings
    dataset : Dataset
    first_params : mapping, optional
        ``W1 b1 W2 b2`` instead of those that the seed draws.

    Raises
    ------
    SettingsError
        If the data set is too small for the settings.
    """
    check_fits(settings, dataset)
    images, inputs = part_of(dataset, settings).train_images.shape
    seeds = seeds_of(settings)
    if first_params is None:
        first_params = draw_params(settings, inputs, np.random.default_rng(seeds.weights))
    return State(
        iteration=0,
        next_phase=Phase.SELECT_BATCH,
        params={key: np.array(value, np.float32) for key, value in first_params.items()},
        sampler=make_sampler(settings, images, np.random.default_rng(seeds.batches)).position,
        average=(0.0, 0.0),
    )


def shapes(settings: RunSettings, inputs: int) -> dict[str, tuple[int, ...]]:
    """Return the shapes of the parameters in a run with these settings, on images of `inputs` numbers."""
    sizes = inputs, *hidden_sizes(settings), CLASSES
    found: dict[str, tuple[int, ...]] = {}
    for number, (rows, columns) in enumerate(pairwise(sizes), 1):
        found |= {f"W{number}": (rows, columns), f"b{number}": (columns,)}
    return found


def check_state(state: State, settings: RunSettings, inputs: int) -> None:
    """Make sure that a state is one of a run with these settings, on images of `inputs` numbers.

    Raises
    ------
    ValueError
        If it is of another version, or one of its arrays is missing or has another shape.
    """
    if state.version != VERSION:
        raise ValueError(f"a state of version {state.version}, expected {VERSION}")
    wanted = shapes(settings, inputs)
    found = {key: param.shape for key, param in state.params.items()}
    if {key: found.get(key) for key in wanted} != wanted:
        raise ValueError(f"parameters of the shapes {found}, expected {wanted}")
    size = sum(param.size for param in state.params.values())
    for name, array in state.optimizer.items():  # one number for each parameter, or for the whole run
        shape = (size,) if "." in name else ()
        if array.shape != shape:
            raise ValueError(f"{name} of the optimizer has the shape {array.shape}, expected {shape}")
