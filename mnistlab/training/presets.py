"""The settings of the chapters that a run may follow, and what is to be said of settings that make little sense."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from mnistlab.training.setting import declared
from mnistlab.training.settings import VELOCITY, RunSettings
from mnistlab.translatable import QT_TRANSLATE_NOOP

FREE: Final = {"seed", "iterations", "gradient"}  # that say nothing of what a chapter does
# Each chapter of Saito, "Deep Learning from Scratch", by what differs from the default run.
CHAPTERS: Final[Mapping[int, Mapping[str, Any]]] = {4: {}, 5: {"activation": "relu"}}
OWN_STEPS: Final = ("adagrad", "rmsprop", "adam")  # the optimizers whose steps are about as long as the rate
LONG_STEP: Final = 1.0  # farther than a weight ever is from 0
FASTEST: Final = 10.0  # η / (1 - momentum): what velocity makes of a rate, in the long run


def settings_of(chapter: int, settings: RunSettings) -> RunSettings:
    """Return the settings of a chapter, with what is free as in `settings`."""
    free = {name: getattr(settings, name) for name in FREE}
    return replace(RunSettings(), **CHAPTERS[chapter], **free)


def chapter_of(settings: RunSettings) -> int | None:
    """Return the chapter that trains with these settings, if there is one."""
    return next((chapter for chapter in CHAPTERS if _same(settings_of(chapter, settings), settings)), None)


def _same(one: RunSettings, other: RunSettings) -> bool:
    names = (name for name, setting in declared(RunSettings).items() if setting.counts(one))
    return all(getattr(one, name) == getattr(other, name) for name in names)


def advice(settings: RunSettings) -> str:
    """Return a sentence on settings that can be, but make little sense; empty for others.

    It is marked for translation in the context "advice".
    """
    if settings.optimizer in OWN_STEPS and settings.learning_rate >= LONG_STEP:
        return QT_TRANSLATE_NOOP(
            "advice",
            "With this optimizer each weight moves by about η, whatever its gradient. Weights are far smaller than "
            "that: try 0.001.",
        )
    if settings.optimizer in VELOCITY and settings.momentum >= 1:
        return QT_TRANSLATE_NOOP(
            "advice",
            "With a momentum of 1 or more nothing slows the velocity down: it grows and grows. 0.9 is usual.",
        )
    if settings.optimizer in VELOCITY and settings.learning_rate >= FASTEST * (1 - settings.momentum):
        return QT_TRANSLATE_NOOP(
            "advice",
            "Momentum adds up the steps: in the long run each is 1 / (1 − momentum) times as far as η says. A smaller "
            "η goes with it.",
        )
    if settings.weight_decay * settings.learning_rate >= LONG_STEP:
        return QT_TRANSLATE_NOOP(
            "advice", "η · λ is 1 or more: weight decay alone turns every weight round at each step."
        )
    if not settings.hidden_size:
        return QT_TRANSLATE_NOOP(
            "advice",
            "Softmax regression: the outputs weigh the pixels themselves. There are no hidden units, so activation and "
            "dropout have nothing to act on.",
        )
    return ""
