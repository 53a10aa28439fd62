"""A sweep: one or two settings over a list, over a range, or at random, as a card is made of it."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np

from mnistlab.errors import CardError
from mnistlab.experiments.card import MOST_AXES, TEXTS, Card, Drawn, Run, Search, grid_of
from mnistlab.numerals import read_number, shortened
from mnistlab.training.deep import DeepSettings
from mnistlab.training.setting import declared
from mnistlab.training.settings import RunSettings

MOST_VALUES: Final = 10_000  # of one setting


@dataclass(frozen=True, slots=True)
class Axis:
    """What one setting goes through: `values`, or, drawn at random, the numbers from `low` to `high`."""

    name: str
    values: tuple[Any, ...] = ()
    drawn: Drawn | None = None
    count: int = 0
    """How many are drawn."""


def read_axis(name: str, text: str) -> Axis:
    """Return what a setting goes through, from text.

    ``0.01, 0.1, 1`` is a list; ``0.001..1 / 7`` seven values, each as many times the one before; ``0..1 lin 5`` five
    values at even distances; ``0.001..1 random 20`` twenty at random, evenly in the exponent; ``0..1 even 20`` twenty
    at random, evenly. A setting that is no number has its choices, or ``all``.

    Raises
    ------
    CardError
        If there is no such setting, or the text is none of these.
    SettingsError
        If the setting cannot have one of the values.
    """
    settings = declared(DeepSettings)
    if name not in settings:
        raise CardError("sweep_setting", given=shortened(name), known=", ".join(settings))
    setting = settings[name]
    text = text.strip()
    if setting.choices is not None and text == "all":
        return Axis(name, tuple(setting.choices))
    if ".." not in text:
        values = [setting.read(part.strip()) for part in text.split(",") if part.strip()]
        if not values:
            raise CardError("sweep_values", name=name, given=shortened(text))
        return Axis(name, tuple(dict.fromkeys(values)))
    ends, _, high = text.partition("..")
    words = high.replace("/", " / ").split()
    if setting.choices is not None or len(words) != 3 or words[1] not in WAYS or not words[2].isdecimal():
        raise CardError("sweep_values", name=name, given=shortened(text))
    low, top, count = setting.read(ends.strip()), setting.read(words[0]), int(read_number(words[2], whole=True) or 0)
    log, random = WAYS[words[1]]
    if not low < top or not 2 <= count <= MOST_VALUES or (log and low <= 0):
        raise CardError("sweep_values", name=name, given=shortened(text))
    if random:
        drawn = Drawn(name, math.log10(low), math.log10(top)) if log else Drawn(name, low, top, log=False)
        return Axis(name, drawn=drawn, count=count)
    places = (np.geomspace if log else np.linspace)(low, top, count).tolist()
    values = [setting.checked(round(one) if setting.whole else float(f"{one:.4g}")) for one in places]
    return Axis(name, tuple(dict.fromkeys(values)))


WAYS: Final = {"/": (True, False), "lin": (False, False), "random": (True, True), "even": (False, True)}  # log, random


def sweep(base: RunSettings, axes: Sequence[Axis], texts: Mapping[str, Mapping[str, str]] | None = None) -> Card:
    """Return the card of a sweep of some settings; all others are those of `base`.

    Raises
    ------
    CardError
        If one setting is to be both at random and listed with another, or there are too many settings.
    """
    names = [axis.name for axis in axes]
    if not 1 <= len(set(names)) == len(names) <= MOST_AXES:
        raise CardError("sweep_axes", most=MOST_AXES)
    values = {one.name: getattr(base, one.name) for one in fields(base)}
    drawn = tuple(axis.drawn for axis in axes if axis.drawn is not None)
    if drawn and len(drawn) < len(axes):
        raise CardError("sweep_mixed")
    grid = {} if drawn else {axis.name: axis.values for axis in axes}
    runs = grid_of(values, grid) if grid else (Run("sweep", DeepSettings(**values)),)
    search = Search(max(axis.count for axis in axes), drawn) if drawn else None
    none = {name: {"en": ""} for name in TEXTS}
    return Card("sweep", 0, "", {}, texts or none, runs, search=search, axes=tuple(names), grid=grid)


def as_toml(card: Card) -> str:
    """Return the file of a sweep: read again, it is the same."""
    first, default = card.runs[0].settings, DeepSettings()
    lines = [f"{name} = {json.dumps(card.text(name, 'en'), ensure_ascii=False)}" for name in TEXTS]
    lines += ["", "[settings]"]
    for one in fields(DeepSettings):
        value = getattr(first, one.name)
        if one.name not in card.axes and value != getattr(default, one.name):
            lines.append(f"{one.name} = {json.dumps(value)}")
    if card.search is None:
        lines += ["", "[grid]"]
        lines += [f"{name} = {json.dumps(list(values))}" for name, values in card.grid.items()]
    else:
        lines += ["", "[search]", f"trials = {card.search.trials}"]
        for kind, log in (("drawn", True), ("even", False)):
            some = [one for one in card.search.drawn if one.log is log]
            lines += ["", f"[search.{kind}]"] if some else []
            lines += [f"{one.name} = {json.dumps([one.low, one.high])}" for one in some]
    return "\n".join(lines) + "\n"
