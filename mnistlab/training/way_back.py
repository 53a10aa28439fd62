"""The way back: every moment of a run again, as it was."""

import time
from bisect import bisect_right
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace

import numpy as np

from mnistlab.nn.functions import Array
from mnistlab.training.history import UpdateRule
from mnistlab.training.settings import RunSettings
from mnistlab.training.state import State
from mnistlab.training.trainer import Trainer

PIECE = 0.005  # s between two shares that `replay` yields


def replay(trainer: Trainer, iteration: int, viewed: Trainer | None = None) -> Generator[float, None, Trainer]:
    """Do a run again from a checkpoint; return a trainer that stands where this one stood after `iteration` updates.

    It has the settings of that moment, its last mini-batch and gradient, and the history until then. With the same
    settings it goes on exactly as this one did. This one is left as it is, whether the work is completed or dropped.

    Parameters
    ----------
    trainer : Trainer
    iteration : int
        From that of its first checkpoint to `trainer.iteration`.
    viewed : Trainer, optional
        An earlier moment of the same run: the states that it knows may be nearer.

    Yields
    ------
    float
        The share done, 0..1, every few milliseconds.

    Raises
    ------
    ValueError
        If the iteration is another.
    """
    first = next(iter(trainer.checkpoints)).iteration
    if not first <= iteration <= trainer.iteration:
        raise ValueError(f"iteration {iteration} is not in {first}..{trainer.iteration}")
    state = _nearest(trainer, iteration, viewed)
    rules = trainer.history
    then = Trainer.resume(
        _settings(trainer, rules.rule_at(state.iteration)),
        trainer.whole,
        state,
        trainer.history.until(state.iteration, state.average, measured_until=iteration),
        trainer.checkpoints.until(iteration),
    )
    steps = iteration - state.iteration
    # Up to the next change of the rule, as the run did; and then that change, which may be the last there is.
    for stop in [*(start for start, _ in rules.rules if state.iteration < start < iteration), iteration]:
        while then.iteration < stop:
            then.run(_over(PIECE), stop)
            yield (then.iteration - state.iteration) / steps
        rule = rules.rule_at(stop)
        then.settings = _settings(trainer, rule)
        then.mistake = rule.mistake
    return then


def _nearest(trainer: Trainer, iteration: int, viewed: Trainer | None) -> State:
    """Return the last known state before an iteration."""
    state = trainer.checkpoints.before(iteration)
    if viewed is None:
        return state
    known = viewed.checkpoints.before(iteration) if viewed.iteration >= iteration else viewed.state
    return known if state.iteration < known.iteration < iteration else state


def near(trainer: Trainer, iteration: int, tolerance: int) -> int:
    """Return an iteration of the run no farther than `tolerance` from a given one that `replay` reaches with few steps.

    That is the given one itself where no other is near enough.
    """
    nearest = trainer.checkpoints.nearest(iteration)
    return nearest if abs(nearest - iteration) <= tolerance and nearest <= trainer.iteration else iteration


def path(trainer: Trainer, points: int) -> list[tuple[int, Mapping[str, Array]]]:
    """Return about `points` moments of the run, evenly spread: iteration and parameters, the present one last."""
    known = [(state.iteration, state.params) for state in trainer.checkpoints]
    wanted = np.linspace(0, trainer.iteration, max(points, 2))
    at = [iteration for iteration, _ in known]
    chosen = sorted({min(bisect_right(at, iteration), len(at)) - 1 for iteration in wanted} - {-1})
    here = {key: value.copy() for key, value in trainer.network.params.items()}
    return [*(known[place] for place in chosen if known[place][0] < trainer.iteration), (trainer.iteration, here)]


def _over(seconds: float) -> Callable[[], bool]:
    """Return a function that tells whether `seconds` have passed."""
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() >= end


def _settings(trainer: Trainer, rule: UpdateRule) -> RunSettings:
    return replace(trainer.settings, learning_rate=rule.learning_rate, gradient=rule.gradient)
