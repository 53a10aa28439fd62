"""The entries of a step in ``lesson.toml``: of which type each is, what it may name, and how it may be written."""

from collections.abc import Callable
from typing import Any, Final

from mnistlab.errors import Name, names
from mnistlab.experiments.toml import is_number
from mnistlab.lessons import lesson as kinds
from mnistlab.lessons.lesson import CONTROLS, FACTS, PRESSABLE, SCENES, THINGS, Step
from mnistlab.training.setting import declared
from mnistlab.training.settings import RunSettings

# Entries that name something: what they may name.
NAMED: Final = {
    "at": (*THINGS, *CONTROLS),
    "then_at": (*THINGS, *CONTROLS),
    "free": tuple(declared(RunSettings)),
    "answer": FACTS,
    "plot": ("loss", "accuracy"),
    "scene": SCENES,
    "press": PRESSABLE,
}


class Amount(int):
    """A whole number that may be 0."""


def are(kind: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return what tells a list of one or more values of a kind."""
    return lambda found: isinstance(found, tuple | list) and len(found) > 0 and all(map(kind, found))


def is_text(found: Any) -> bool:
    """Return whether a value is a text."""
    return isinstance(found, str)


def is_table(found: Any) -> bool:
    """Return whether a value is a table."""
    return isinstance(found, dict)


def _is_whole(found: Any, least: int) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and least <= found <= 10**6


# For each type of an entry: what tells it, and what it is called.
TYPES: Final[dict[Any, tuple[Callable[[Any], bool], Name]]] = {
    str: (is_text, Name(names.tr("a text in quotation marks"))),
    bool: (lambda found: isinstance(found, bool), Name(names.tr("true or false"))),
    int: (lambda found: _is_whole(found, 1), Name(names.tr("a whole number from 1 to 1,000,000"))),
    Amount: (lambda found: _is_whole(found, 0), Name(names.tr("a whole number from 0 to 1,000,000"))),
    float: (is_number, Name(names.tr("a number"))),
    tuple[str, ...]: (are(is_text), Name(names.tr("a list of one or more texts"))),
    tuple[float, ...]: (are(is_number), Name(names.tr("a list of one or more numbers"))),
}


def example_of(cls: type[Step], name: str) -> str:
    """Return how the value of an entry may be written."""
    if name == "right":
        return {kinds.FillIn: "[0.5]", kinds.PointAt: '["lossPlot"]'}.get(cls, '["name"]')
    return EXAMPLES.get(name, '"…"')


EXAMPLES: Final = {
    "at": '"lossPlot"',
    "then_at": '"lossPlot"',
    "scene": '"Backward"',
    "until": '"iteration >= 100"',
    "press": '["actionStep"]',
    "plot": '"loss"',
    "iterations": "500",
    "low": "0",
    "high": "100",
    "answer": '"mean_loss"',
    "unit": '"%"',
    "seconds": "5",
    "tolerance": "0.005",
    "own_words": "true",
    "known": "true",
    "free": '["learning_rate"]',
    "settings": "{ learning_rate = 1.0 }",
    "runs": "[{ seed = 1 }, { seed = 2 }]",
    "name": '"guess"',
}
