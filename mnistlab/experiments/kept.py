"""Outcomes of an experiment as a library keeps them, and back."""

import json
from collections.abc import Mapping
from dataclasses import fields
from hashlib import sha256
from typing import Final

import numpy as np

from mnistlab.data import Source
from mnistlab.experiments.card import Card
from mnistlab.experiments.report import Plan
from mnistlab.experiments.work import Outcome
from mnistlab.library.outcomes import KeptOutcome
from mnistlab.resources import resource_path
from mnistlab.training.deep import DeepSettings

PREDICTION: Final = -1  # the place of what a person expects
LOOKED: Final = -2  # the place of an experiment that trains nothing


def mark_of(settings: DeepSettings, data: Source | None) -> str:
    """Return what tells a run from others: its settings, but for those by default, and its images."""
    default = DeepSettings()
    own = {one.name: getattr(settings, one.name) for one in fields(settings)}
    differing = {name: value for name, value in own.items() if value != getattr(default, name)}
    images = ""
    if data is not None and data != Source(resource_path("mnist")):
        images = " ".join((str(data.folder), *data.changes))
    return sha256(json.dumps([differing, images], sort_keys=True).encode()).hexdigest()[:16]


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


def outcomes_of(plan: Plan, kept: Mapping[int, KeptOutcome], data: Source | None) -> dict[int, Outcome]:
    """Return the outcomes of a plan's runs, by their places; one of other settings or images is none of them."""
    found = {}
    for place, one in kept.items():
        if not 0 <= place < len(plan.runs) or not len(one.evaluated_at):
            continue
        settings = plan.runs[place].settings
        if one.facts.get("run") == mark_of(settings, data):
            found[place] = Outcome(
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
    return found
