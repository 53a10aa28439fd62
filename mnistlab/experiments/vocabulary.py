"""What the conditions of an experiment may ask for: the functions that it has results for, and none but those.

Conditions are worked out when all runs are done. What cannot be worked out then is refused when the file is read.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from mnistlab.data.images import PIXELS
from mnistlab.experiments.activations import LAYERS, Case
from mnistlab.experiments.card import Run, run_named
from mnistlab.experiments.checks import Check
from mnistlab.experiments.conditions import ConditionError, Functions
from mnistlab.experiments.work import LOSSES, QUANTITIES
from mnistlab.training.deep import DeepSettings, deep_network
from mnistlab.training.setting import declared

LATEST: Final = 100_000_000  # iterations of the longest run, and so no fewer than its epochs
EXAMPLES: Final = {  # of a condition, by a function in it
    "test_accuracy": 'test_accuracy("…", 1) > 0.9',
    "mean": 'mean("…", 1) > 0.1',
    "difference": 'difference("…", "W1") < 0.001',
    "best": 'best("learning_rate") > 0.1',
}
OF_LAYERS: Final = ("mean", "spread", "ends", "middle")


def of_runs(runs: Sequence[Run]) -> Functions:
    """Return the functions for runs, which work out nothing, but check what they are given."""

    def iterations(name: Any, at: Any) -> int:
        run = run_named(runs, name)
        if run is None or not is_place(at):
            raise ConditionError(f"{name!r}, {at!r}")
        return run.settings.iterations

    def of_an_epoch(name: str, at: Any) -> float:
        iterations(name, at)
        return 0.0

    def of_an_iteration(name: str, at: Any) -> float:
        if at >= iterations(name, at):
            raise ConditionError(f"{name!r}, {at!r}")
        return 0.0

    of_epochs: dict[str, Callable[..., float]] = dict.fromkeys(QUANTITIES, of_an_epoch)
    return {**of_epochs, **dict.fromkeys(LOSSES, of_an_iteration), **of_search()}


def of_search() -> Functions:
    """Return the only function for a search, whose runs have no names to ask for."""

    def best(name: Any) -> float:
        known = declared(DeepSettings)
        if name not in known or known[name].choices is not None:
            raise ConditionError(repr(name))
        return 0.0

    return {"best": best}


def of_activations(cases: Sequence[Case]) -> Functions:
    """Return the functions for the activations of layers, which are counted from 1."""

    def number(name: str, layer: Any) -> float:
        if name not in [case.name for case in cases] or not is_place(layer) or not 1 <= layer <= LAYERS:
            raise ConditionError(f"{name!r}, {layer!r}")
        return 0.0

    return dict.fromkeys(OF_LAYERS, number)


def of_checks(checks: Sequence[Check]) -> Functions:
    """Return the only function for checks of the gradient, each of the parameters of its network."""

    @cache
    def keys(name: str) -> frozenset[str]:
        found = next((check for check in checks if check.name == name), None)
        return frozenset() if found is None else frozenset(deep_network(found.settings, PIXELS, 1).params)

    def difference(name: str, key: Any) -> float:
        if key not in keys(name):
            raise ConditionError(f"{name!r}, {key!r}")
        return 0.0

    return {"difference": difference}


def is_place(value: Any) -> bool:
    """Return whether a value is a whole number that an iteration, an epoch or a layer may have; -1 is the last."""
    return isinstance(value, int | float) and -1 <= value <= LATEST and value == int(value)
