"""What a lesson says to an answer: why it is so, and how far a prediction was from what came."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from mnistlab.engine.frame import Frame
from mnistlab.lessons.lesson import PredictCurve, PredictNumber, Section
from mnistlab.nn.functions import Array
from mnistlab.numerals import percent

PLACES = 50  # along a curve, at which it is compared


def reply_to(section: Section, given: Any, right: Sequence[str] = (), *, predicted: bool = False) -> str:
    """Return what is said to who has chosen something; to words of one's own, what the right choice is told."""
    chosen = next((choice for choice in section.choices if choice.name == given), None)
    if chosen is not None:
        if not predicted:
            return chosen.reply
        return QCoreApplication.translate("Lesson", "You expected: {text} {reply}").format(
            text=chosen.text, reply=chosen.reply
        )
    if isinstance(given, str):
        reply = next((choice.reply for choice in section.choices if choice.name in right), "")
        return QCoreApplication.translate("Lesson", "Compare: {reply}").format(reply=reply)
    return ""


def run_words(frame: Frame) -> str:
    """Return how a run has ended."""
    if frame.diverged:
        text = QCoreApplication.translate("Lesson", "The run stopped at iteration {iteration}: its loss had grown.")
        return text.format(iteration=f"{frame.latest:,}")
    loss = f"{float(frame.smoothed_loss[-1]):.3f}"
    if not len(frame.test_accuracy):
        return QCoreApplication.translate("Lesson", "Mean loss at the end: {loss}.").format(loss=loss)
    text = QCoreApplication.translate("Lesson", "At the end: mean loss {loss}, train {train}, test {test}.")
    train, test = (percent(float(shares[-1])) for shares in (frame.train_accuracy, frame.test_accuracy))
    return text.format(loss=loss, train=train, test=test)


def gap_of_number(step: PredictNumber, given: float, came: float | None) -> str:
    """Return how far a number was from what came."""
    if came is None:
        return ""
    came = 100 * came if step.unit == "%" else came
    text = QCoreApplication.translate("Lesson", "You expected {given}; it came to {came}: {gap} off.")
    unit = f" {step.unit}" if step.unit else ""
    return text.format(given=f"{given:g}{unit}", came=f"{came:.1f}{unit}", gap=f"{abs(given - came):.1f}")


def gap_of_curve(step: PredictCurve, given: list[list[float]], came: Array) -> str:
    """Return how far a curve was from the one that came: at its end, and on the whole."""
    if len(came) == 0 or not given:
        return ""
    at, values = np.array(given).T
    places = np.linspace(0, step.iterations, len(came) + 1)[1:]
    common = np.linspace(max(at[0], places[0]), min(at[-1], places[-1]), PLACES)
    expected, real = np.interp(common, at, values), np.interp(common, places, came)
    scale, unit = (1, "") if step.plot == "loss" else (100, " %")
    text = QCoreApplication.translate(
        "Lesson", "At the end you expected {expected}; it came to {came}. Over the whole curve: {gap} off on the mean."
    )
    return text.format(
        expected=f"{scale * expected[-1]:.2f}{unit}",
        came=f"{scale * real[-1]:.2f}{unit}",
        gap=f"{scale * float(np.abs(expected - real).mean()):.2f}{unit}",
    )
