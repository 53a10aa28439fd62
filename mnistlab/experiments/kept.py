"""Outcomes of an experiment as a library keeps them, and back."""

import json
from dataclasses import fields
from hashlib import sha256
from typing import Final

import numpy as np

from mnistlab.data import Source
from mnistlab.experiments.card import Card
from mnistlab.experiments.report import Plan
from mnistlab.experiments.work import Outcome
from mnistlab.library.outcomes import MOST, KeptOutcome, Outcomes
from mnistlab.resources import resource_path
from mnistlab.training.deep import DeepSettings

PREDICTION: Final = -1  # the place of what a person expects
LOOKED: Final = -2  # the place of an experiment that trains nothing
DEFAULT: Final = DeepSettings()


def mark_of(settings: DeepSettings, data: Source | None) -> str:
    """Return what tells a run from others: its settings, but for those by default, and its images."""
    own = {one.name: getattr(settings, one.name) for one in fields(settings)}
    differing = {name: value for name, value in own.items() if value != getattr(DEFAULT, name)}
    return sha256(json.dumps([differing, name_of(data)], sort_keys=True).encode()).hexdigest()[:16]


def name_of(data: Source | None) -> str:
    """Return what tells images from others; nothing for those of the program."""
    if data is None or data == Source(resource_path("mnist")):
        return ""
    return " ".join((str(data.folder), *data.changes))


def mark_of_card(card: Card) -> str:
    """Return what tells what is asked in an experiment from other questions."""
    asked = card.text("prediction", "en"), [one.condition for one in card.choices], repr(card.guess)
    return sha256(json.dumps(asked).encode()).hexdigest()[:16]


def keep_outcome(outcome: Outcome, data: Source | None) -> KeptOutcome:
    """Return a run's outcome as a library keeps it."""
    facts = {
        "run": mark_of(outcome.settings, data),
        "per_epoch": float(outcome.per_epoch),
        "images": int(outcome.images),
        "seconds": float(outcome.seconds),
    }
    train = np.stack([outcome.train_accuracy, outcome.train_loss]).astype(np.float64)
    test = np.stack([outcome.test_accuracy, outcome.test_loss]).astype(np.float64)
    at = np.asarray(outcome.evaluated_at, np.int64)
    return KeptOutcome(facts, np.asarray(outcome.loss, np.float32), at, train, test)


def outcomes_of(card: Card, kept: Outcomes, data: Source | None) -> dict[int, Outcome]:
    """Return what is kept of an experiment's runs with these images, by their places.

    That is seed after seed, as far as anything is kept.
    """
    if card.name not in kept.cards():  # because very many marks take a while
        return {}
    without_mark = {one.facts.get("run"): one for one in kept.of(card.name).values()}
    found: dict[int, Outcome] = {}
    before, seeds = -1, 0
    while len(found) > before:
        before, seeds = len(found), seeds + 1
        runs = Plan(card, seeds).runs
        for place in range(card.count(seeds - 1), min(len(runs), MOST)):
            settings = runs[place].settings
            mark = mark_of(settings, data)
            one = kept.run(card.name, mark) or without_mark.get(mark)
            if one is not None and len(one.evaluated_at):
                found[place] = _outcome(settings, one)
    return found


def _outcome(settings: DeepSettings, one: KeptOutcome) -> Outcome:
    return Outcome(
        settings=settings,
        loss=one.loss,
        evaluated_at=one.evaluated_at,
        train_accuracy=one.train[0],
        test_accuracy=one.test[0],
        train_loss=one.train[1],
        test_loss=one.test[1],
        per_epoch=float(one.facts["per_epoch"]),
        images=int(one.facts["images"]),
        seconds=float(one.facts["seconds"]),
    )
