"""Whether the steps of a lesson fit each other: what is known of the run at each of them."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from mnistlab.lessons import lesson as kinds
from mnistlab.lessons.lesson import RUNS, WAITING, Step
from mnistlab.lessons.mistakes import mistake
from mnistlab.lessons.reach import Bounds, always_holds, never_holds
from mnistlab.training.setting import declared
from mnistlab.training.settings import RunSettings

NAME: Final = re.compile(r"[a-z]\w*")
BESIDE: Final = ("iterations", "seed")  # which buttons of the window change, too: Train more, New weights
APPLIES: Final = "rewindAndApply"  # the button that begins a run with whatever has been set


def check_course(
    start: RunSettings | None,
    steps: tuple[Step, ...],
    bounds: Mapping[str, Bounds],
    file: str,
    line: Callable[[str, int], int],
) -> None:
    """Check that each goal can be reached and is not there at once, and that a sketch is as long as its run.

    Parameters
    ----------
    start : RunSettings or None
        What the run begins with; None where the lesson goes on with the run that is there.
    steps : tuple of Step
    bounds : mapping
        Between which the names in a condition lie, at any step.
    file : str
        What errors call the description.
    line : callable
        Where an entry of a step stands in it.

    Raises
    ------
    LessonError
        If it is not so.
    """
    known: dict[str, Any] = {} if start is None else {name: getattr(start, name) for name in declared(RunSettings)}
    iteration = None if start is None else 0  # where the run stands, if that is known
    for place, step in enumerate(steps):
        if isinstance(step, kinds.PredictCurve):
            after = next((one for one in steps[place:] if isinstance(one, RUNS | WAITING)), None)
            length = after.wanted[-1]["iterations"] if isinstance(after, RUNS) else step.iterations
            if after is not None and length != step.iterations:
                facts = {"found": f"{step.iterations:,}", "length": f"{length:,}", "name": after.name}
                raise mistake("sketch", file, line("iterations", place), **facts)
        if isinstance(step, kinds.Goal):
            fault = _fault_of(step, known, iteration, bounds)
            if fault is not None:
                raise mistake(fault, file, line("until", place), found=step.until, free=step.free)
        if isinstance(step, RUNS):
            known |= step.wanted[-1]
            iteration = step.wanted[-1]["iterations"]
        elif isinstance(step, WAITING):
            changed = {*NAME.findall(step.until), *getattr(step, "free", ()), *BESIDE}
            known = {name: value for name, value in known.items() if APPLIES not in changed and name not in changed}
            iteration = None


def _fault_of(
    goal: kinds.Goal, known: Mapping[str, Any], iteration: int | None, bounds: Mapping[str, Bounds]
) -> str | None:
    """Return what is wrong with a goal, as `mnistlab.lessons.mistakes.MISTAKES` has it."""
    values = {name: _only(value) for name, value in known.items()}
    stays = {name: value for name, value in values.items() if name not in (*goal.free, *BESIDE)}
    if never_holds(goal.until, {**bounds, **stays}):
        return "goal_fixed"
    now = {**bounds, **values}
    if iteration is not None:
        now["iteration"] = _only(iteration)
    return "goal_at_once" if always_holds(goal.until, now) else None


def _only(value: Any) -> Bounds:
    return value if isinstance(value, str) else (float(value), float(value))
