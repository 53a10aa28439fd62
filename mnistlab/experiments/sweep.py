"""A sweep: one or two settings over a list, over a range, or at random, as a card is made of it."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np

from mnistlab.errors import CardError, SettingsError
from mnistlab.experiments.card import MOST_AXES, TEXTS, Card, Drawn, Grid, Run, Search, corners
from mnistlab.numerals import AmbiguousNumberError, plain, read_number, shortened
from mnistlab.training.deep import DeepSettings
from mnistlab.training.setting import Setting, declared
from mnistlab.training.settings import RunSettings

MOST_VALUES: Final = 10_000  # of one setting
MOST_DIGITS: Final = 17  # of a number
# As they come from a Chinese keyboard, and where two full stops become an ellipsis.
NARROW: Final = str.maketrans({"．": ".", "。": ".", "…": "..", "⋯": "..", "／": "/"})
BETWEEN: Final = re.compile(r"[;；、\n]|[,，](?=\s)|(?<=\s)[,，]")  # where one value ends for certain
COMMA: Final = re.compile(r"[,，\s]")
ODD: Final = re.compile(r"0\d")  # as no value begins, but what follows the sign of decimals or of thousands
RANGE: Final = re.compile(r"(.*?)\.\.+(.*?)(/|\blin\b|\brandom\b|\beven\b)(.*)", re.DOTALL)
WAYS: Final = {"/": (True, False), "lin": (False, False), "random": (True, True), "even": (False, True)}  # log, random


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
        If there is no such setting, or the text is none of these, or could be two lists.
    SettingsError
        If the setting cannot have one of the values.
    """
    setting = _setting(name)
    text = text.strip()
    if setting.choices is not None and text == "all":
        return Axis(name, tuple(setting.choices))
    given = RANGE.fullmatch(text.translate(NARROW))
    if given is not None:
        return read_range(name, *map(str.strip, given.groups()))
    values = [] if ".." in text.translate(NARROW) else _values(name, setting, text)
    if not values:
        raise CardError("sweep_values", name=name, given=shortened(text))
    return Axis(name, tuple(dict.fromkeys(values)))


def read_range(name: str, low: str, high: str, way: str, count: str) -> Axis:
    """Return what a setting goes through from one number to another, in a way of `WAYS`.

    Raises
    ------
    CardError
        If there is no such setting, or no such range.
    SettingsError
        If the setting cannot have one of the ends.
    """
    setting = _setting(name)
    if setting.choices is not None or way not in WAYS:
        raise CardError("sweep_values", name=name, given=shortened(f"{low}..{high} {way} {count}"))
    ends, number = (setting.read(low), setting.read(high)), _count(count)
    first, last = min(ends), max(ends)
    log, random = WAYS[way]
    if first == last:
        raise CardError("sweep_one_value", given=shortened(low), other=shortened(high))
    if log and first <= 0:
        raise CardError("sweep_factors", given=shortened(low if first == ends[0] else high))
    if random:
        drawn = Drawn(name, math.log10(first), math.log10(last)) if log else Drawn(name, first, last, log=False)
        return Axis(name, drawn=drawn, count=number)
    places = (np.geomspace if log else np.linspace)(first, last, number).tolist()[1:-1]
    between = [setting.checked(one) for one in (map(round, places) if setting.whole else _in_few_digits(places))]
    return Axis(name, tuple(dict.fromkeys([first, *(one for one in between if first < one < last), last])))


def _in_few_digits(places: Sequence[float]) -> list[float]:
    """Return numbers with four digits, or with as many as tell them apart."""
    for digits in range(4, MOST_DIGITS):
        few = [float(f"{one:.{digits}g}") for one in places]
        if len(set(few)) == len(places):
            return few
    return list(places)


def _setting(name: str) -> Setting:
    settings = declared(DeepSettings)
    if name not in settings:
        raise CardError("sweep_setting", given=shortened(name), known=", ".join(settings))
    return settings[name]


def _count(text: str) -> int:
    """Return how many values a range has."""
    try:
        number = read_number(text, whole=True)
    except AmbiguousNumberError:
        number = None
    if number is None or number != number.to_integral_value() or not 2 <= number <= MOST_VALUES:
        raise CardError("sweep_count", most=f"{MOST_VALUES:,}", given=shortened(text))
    return int(number)


def _values(name: str, setting: Setting, text: str) -> list[Any]:
    """Return the values in a list.

    A comma may stand between two values, or be that of decimals or of thousands. ``0.1,0.2`` and ``0,05; 0,1`` can be
    read in one way only; ``1,5`` cannot, where the setting may be 1, 5 or 1.5.
    """
    values: list[Any] = []
    for part in filter(None, map(str.strip, BETWEEN.split(text))):
        pieces = [piece.strip() for piece in COMMA.split(part) if piece.strip()]
        if len(pieces) < 2 or setting.choices is not None:
            values += map(setting.read, pieces)
        else:
            values += _one_or_several(name, setting, part, pieces)
    return values


def _one_or_several(name: str, setting: Setting, part: str, pieces: Sequence[str]) -> list[Any]:
    """Return the values of a part of a list: of all its pieces, or, where these cannot be values, of the whole."""
    listed, why_not_listed = _read_all(setting, pieces)
    if any(map(ODD.match, pieces)) or len(set(pieces)) < len(pieces):
        listed = []
    one, why_not_one = _read_all(setting, [part])
    kind, facts = ("", {}) if why_not_one is None else (why_not_one.kind, why_not_one.facts)
    wholes = [facts["one"], facts["other"]] if kind == "ambiguous_number" else list(map(plain, one))
    if listed and wholes:
        several = "; ".join(map(plain, listed))
        raise CardError("sweep_ambiguous", given=shortened(part), one=" / ".join(wholes), several=several)
    if not listed and why_not_one is not None:
        refused = CardError("sweep_values", name=name, given=shortened(part))
        raise (why_not_listed if kind == "not_a_number" else why_not_one) or refused
    return listed or one


def _read_all(setting: Setting, texts: Sequence[str]) -> tuple[list[Any], SettingsError | None]:
    """Return what texts stand for; or nothing, and why one is no value."""
    try:
        return [setting.read(text) for text in texts], None
    except SettingsError as error:
        return [], error


def sweep(base: RunSettings, axes: Sequence[Axis], texts: Mapping[str, Mapping[str, str]] | None = None) -> Card:
    """Return the card of a sweep of some settings; all others are those of `base`.

    Raises
    ------
    CardError
        If one setting is to be both at random and listed with another, or there are too many settings.
    SettingsError
        If some values do not go together, or with `base`.
    """
    names = [axis.name for axis in axes]
    if not 1 <= len(set(names)) == len(names) <= MOST_AXES:
        raise CardError("sweep_axes", most=MOST_AXES)
    values = {one.name: getattr(base, one.name) for one in fields(base)}
    drawn = tuple(axis.drawn for axis in axes if axis.drawn is not None)
    if drawn and len(drawn) < len(axes):
        raise CardError("sweep_mixed")
    for own in corners({axis.name: axis.values if axis.drawn is None else axis.drawn.ends for axis in axes}):
        DeepSettings(**{**values, **own})
    grid = {} if drawn else {axis.name: axis.values for axis in axes}
    runs = Grid(values, grid) if grid else (Run("sweep", DeepSettings(**values)),)
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
