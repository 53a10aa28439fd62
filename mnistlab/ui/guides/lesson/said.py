"""What a lesson says to an answer: why it is so, and how far a prediction was from what came."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from mnistlab.analysis.centred_mean import CentredMean, mean_at_end
from mnistlab.engine.frame import Frame
from mnistlab.lessons.lesson import Choose, Compare, Lesson, Order, PointAt, PredictCurve, PredictNumber, Run, Section
from mnistlab.lessons.places import PLOTS, part_words, words
from mnistlab.lessons.spots import Spot
from mnistlab.lessons.standing import Moment, Standing
from mnistlab.lessons.texts import FACT
from mnistlab.library.kept_run import RunEntry
from mnistlab.library.naming import told_apart
from mnistlab.nn.functions import Array
from mnistlab.numerals import percent, shown
from mnistlab.ui.guides.lesson.pointer import words_for

PLACES: Final = 50  # along a curve, at which it is compared
WHOLE: Final = 0.98  # of the axis: a curve that comes as far is taken to come to its end
WRITTEN: Final[Mapping[str, Callable[[float], str]]] = {  # how facts are written in a text; all others as whole numbers
    **dict.fromkeys(("loss", "loss_after", "mean_loss"), "{:.3f}".format),
    **dict.fromkeys(("train_accuracy", "test_accuracy", "seen", "certainty"), percent),
    "epoch": "{:.2f}".format,
}


def with_facts(text: str, moment: Moment) -> str:
    """Return a text of a lesson in which each name in braces has been replaced by what it stands for."""

    def written(name: str) -> str:
        return WRITTEN.get(name, "{:,.0f}".format)(float(moment.facts[name]))

    return FACT.sub(lambda found: written(found[1]), text)


def words_on(lesson: Lesson, standing: Standing, frame: Frame | None, language: str, window: QWidget) -> str:
    """Return what is said of what has come, and of the predictions that were made for it."""
    said, step = [], standing.step(lesson)
    if isinstance(step, Run) and frame is not None and len(frame.loss):
        said.append(run_words(frame))
    if isinstance(step, Compare) and frame is not None and standing.place == standing.reached:
        said.append(compare_words(step, frame))
    for asked in standing.asked(lesson):
        given, section = standing.answers[asked.name], lesson.section(asked, language)
        if isinstance(asked, Choose):
            said.append(reply_to(section, given, predicted=True))
        elif isinstance(asked, PredictNumber):
            said.append(gap_of_number(asked, given, standing.came.get(asked.name)))
        elif isinstance(asked, PredictCurve) and frame is not None:
            is_loss = asked.plot == "loss"
            came = CentredMean().take(frame.loss) if is_loss else frame.test_accuracy
            places = np.arange(1, len(came) + 1) if is_loss else frame.evaluated_at
            said.append(gap_of_curve(asked, given, places, came))
        elif isinstance(asked, Order):
            names = {choice.name: choice.text for choice in section.choices}
            said.append(order_words(*(" · ".join(names[name] for name in order) for order in (given, asked.right))))
        elif isinstance(asked, PointAt):
            said.append(gap_of_place(asked, given, window))
    return "\n\n".join(text for text in said if text)


def order_words(given: str, right: str) -> str:
    """Return what order was expected, and what it is."""
    if given == right:
        return QCoreApplication.translate("Lesson", "You said: {order}. So it is.").format(order=right)
    text = QCoreApplication.translate("Lesson", "You said: {given}. It is: {order}.")
    return text.format(given=given, order=right)


def reply_to(section: Section, given: Any, right: Sequence[str] = (), *, predicted: bool = False) -> str:
    """Return what is said to who has chosen something; beside words of one's own, the right choice and its reply."""
    chosen = next((choice for choice in section.choices if choice.name == given), None)
    if chosen is not None:
        if not predicted:
            return chosen.reply
        return QCoreApplication.translate("Lesson", "You expected: {text} {reply}").format(
            text=chosen.text, reply=chosen.reply
        )
    if isinstance(given, str):
        found = next((choice for choice in section.choices if choice.name in right), None)
        if found is not None:
            text = QCoreApplication.translate("Lesson", "Compare with “{text}”. {reply}")
            return text.format(text=found.text.rstrip(".。"), reply=found.reply)
    return ""


def run_words(frame: Frame) -> str:
    """Return how a run has ended."""
    if frame.diverged:
        text = QCoreApplication.translate("Lesson", "The run stopped at iteration {iteration}: its loss had grown.")
        return text.format(iteration=f"{frame.latest:,}")
    loss = f"{mean_at_end(frame.loss):.3f}"
    if not len(frame.test_accuracy):
        return QCoreApplication.translate("Lesson", "Mean loss at the end: {loss}.").format(loss=loss)
    if frame.settings.is_sealed:
        text = QCoreApplication.translate("Lesson", "At the end: mean loss {loss}, train {train}, validation {test}.")
    else:
        text = QCoreApplication.translate("Lesson", "At the end: mean loss {loss}, train {train}, test {test}.")
    train, test = (percent(float(shares[-1])) for shares in (frame.train_accuracy, frame.test_accuracy))
    return text.format(loss=loss, train=train, test=test)


def compare_words(step: Compare, frame: Frame) -> str:
    """Return how each of the runs of a comparison has ended, called by what tells them apart."""
    losses = {frame.own.key: frame.loss, **{view.entry.key: view.loss for view in frame.kept}}
    entries = [*(view.entry for view in frame.kept), frame.own]
    ended: list[tuple[RunEntry, int]] = []  # and the iterations that each was to have
    for run, wanted in zip(reversed(step.runs), reversed(step.wanted), strict=True):
        last = [one for one in entries if all(getattr(one.settings, name) == run[name] for name in run)][-1:]
        ended = [*((one, wanted["iterations"]) for one in last), *ended]
        entries = [one for one in entries if one not in last]
    if frame.settings.is_sealed:
        text = QCoreApplication.translate("Lesson", "{name}: mean loss {loss}, validation {share}")
    else:
        text = QCoreApplication.translate("Lesson", "{name}: mean loss {loss}, test {share}")
    stopped = QCoreApplication.translate(
        "Lesson", "{name}: stopped at iteration {iteration}, because its loss had grown"
    )
    lines = []
    names = told_apart([one for one, _ in ended], QCoreApplication.translate)
    for name, (one, wanted) in zip(names, ended, strict=True):
        loss = losses[one.key]
        if len(loss) < wanted or not np.isfinite(one.test_accuracy):
            lines.append(stopped.format(name=name, iteration=f"{one.iteration:,}"))
        else:
            lines.append(text.format(name=name, loss=f"{mean_at_end(loss):.3f}", share=percent(one.test_accuracy)))
    return "\n\n".join(lines)


def gap_of_number(step: PredictNumber, given: float, came: float | None) -> str:
    """Return how far a number was from what came."""
    if came is None:
        return ""
    is_share = step.unit == "%"
    came = 100 * came if is_share else came
    text = QCoreApplication.translate("Lesson", "You expected {given}; it came to {came}: {gap} off.")
    unit, decimals = f" {step.unit}" if step.unit else "", 1 if is_share else 3  # as the window has shares and losses
    gap = f"{abs(given - came):.{decimals}f}"
    gap = _points(gap) if is_share else f"{gap}{unit}"
    return text.format(given=f"{shown(given)}{unit}", came=f"{came:.{decimals}f}{unit}", gap=gap)


def gap_of_curve(step: PredictCurve, given: list[list[float]], places: Array, came: Array) -> str:
    """Return how far a curve was from the one that came, at these iterations: at its end, and on the whole."""
    if len(came) == 0 or not given:
        return ""
    at, values = np.array(given).T
    end = min(at[-1], places[-1])
    common = np.linspace(min(max(at[0], places[0]), end), end, PLACES)
    expected, real = np.interp(common, at, values), np.interp(common, places, came)
    is_share = step.plot != "loss"
    scale, unit = (100, " %") if is_share else (1, "")
    gap = f"{scale * float(np.abs(expected - real).mean()):.2f}"
    if end < WHOLE * step.iterations:
        text = QCoreApplication.translate(
            "Lesson",
            "At iteration {end} you expected {expected}; it came to {came}. Up to there: {gap} off on the mean.",
        )
    else:
        text = QCoreApplication.translate(
            "Lesson",
            "At the end you expected {expected}; it came to {came}. Over the whole curve: {gap} off on the mean.",
        )
    return text.format(
        end=f"{end:,.0f}",
        expected=f"{scale * expected[-1]:.2f}{unit}",
        came=f"{scale * real[-1]:.2f}{unit}",
        gap=_points(gap) if is_share else gap,
    )


def _points(gap: str) -> str:
    """Return the difference of two percentages, which is none itself: that would be a share of one of them."""
    return QCoreApplication.translate("Lesson", "{gap} percentage points").format(gap=gap)


def pointed_words(given: str | None, window: QWidget) -> str:
    """Return what has been pointed at so far."""
    if given is None:
        return QCoreApplication.translate("Lesson", "Click on it in the window.")
    text = QCoreApplication.translate("Lesson", "You pointed at: {given}. A click on something else changes it.")
    return text.format(given=place_words(Spot.read(given), window))


def gap_of_place(step: PointAt, given: str, window: QWidget) -> str:
    """Return how far a place that was pointed at lay from the nearest one that is right."""
    pointed = Spot.read(given)
    rights = [Spot.read(right) for right in step.right]
    gaps = {right: gap for right in rights if (gap := right.gap(pointed)) is not None}
    nearest = min(gaps, key=gaps.__getitem__) if gaps else rights[0]
    if nearest.is_rectangle and pointed.name == nearest.name:
        pointed = replace(pointed, is_rectangle=True)  # because a pixel that was pointed at is a single number
    facts = {"given": place_words(pointed, window), "right": place_words(nearest, window), "gap": ""}
    part = part_words(nearest, QCoreApplication.translate)
    if not gaps:
        text = QCoreApplication.translate("Lesson", "You pointed at {given}. It is {right}.")
        return text.format(**facts)
    if gaps[nearest] == 0:
        if not part or nearest.low == nearest.high:
            return QCoreApplication.translate("Lesson", "You pointed at {given}. There it is.").format(**facts)
        text = QCoreApplication.translate("Lesson", "You pointed at {given}. There it is: {right}.")
    elif nearest.is_rectangle or nearest.name in PLOTS:
        text = QCoreApplication.translate("Lesson", "You pointed at {given}. It is {right}; yours is {gap} away.")
    else:  # such as a unit, whose number says nothing of how far it is
        text = QCoreApplication.translate("Lesson", "You pointed at {given}. It is {right}.")
    return text.format(**(facts | {"right": part, "gap": f"{gaps[nearest]:,}"}))


def place_words(spot: Spot, window: QWidget) -> str:
    """Return a place in words; a control is called as the window has it."""
    return words(spot, QCoreApplication.translate, words_for(spot.name, window))
