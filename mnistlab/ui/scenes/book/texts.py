"""Texts of experiments in the language of the window."""

import html
from typing import Final

from PySide6.QtCore import QCoreApplication

from mnistlab.experiments.card import Card, Texts, in_language, run_named
from mnistlab.experiments.words import setting_name, setting_value
from mnistlab.language import join_names
from mnistlab.training.deep import DeepSettings
from mnistlab.training.setting import declared
from mnistlab.ui.plots.scales import log_numbers
from mnistlab.ui.widgets.painted import unbroken

MOST_VALUES: Final = 8  # of a setting, in a sentence
MOST_RUNS: Final = 6  # whose settings are said
SWEEP: Final = "sweep"  # the name of what is set up in the window
USUAL: Final = ("hidden_size", "activation", "batch_size", "learning_rate", "iterations")  # settings always said


def language() -> str:
    """Return the code of the language that the window speaks, as files have it."""
    return QCoreApplication.translate("CardScene", "en", "the code of this language, such as zh_CN")


def spoken(texts: Texts) -> str:
    """Return a text in the language of the window, or in English where it is not there."""
    return in_language(texts, language())


def called(card: Card, name: str) -> str:
    """Return what a run or a check is called in the language of the window; a run of a grid by its values."""
    if not card.grid:
        return card.called(name, language())
    run = run_named(card.runs, name)
    assert run is not None
    values = (setting_value(axis, getattr(run.settings, axis), QCoreApplication.translate) for axis in card.axes)
    return " · ".join(values)


def choices_called(card: Card) -> dict[str, str]:
    """Return what the choices among the values of a sweep are called in the language of the window."""
    choices = {axis: declared(DeepSettings)[axis].choices or () for axis in card.axes}
    return {
        value: setting_value(axis, value, QCoreApplication.translate)
        for axis, values in choices.items()
        for value in values
    }


def settings_in_words(card: Card) -> str:
    """Return the settings that all runs share, as HTML: what differs from a run by default in bold."""
    translate = QCoreApplication.translate
    if not card.runs:
        return ""
    differing, first = card.differing(), card.runs[0].settings
    some = [card.runs[place].settings for place in range(min(len(card.runs), 20))]
    has_hidden_units = any(one.hidden_layers and one.hidden_size for one in some)
    none = translate("settings", "no hidden layer")
    parts = [] if has_hidden_units else [f"<b>{html.escape(unbroken(none))}</b>"]
    for name in dict.fromkeys([*USUAL, *differing]):
        if not has_hidden_units and name in ("hidden_size", "activation", "hidden_layers"):
            continue
        if name in card.axes or any(getattr(one, name) != getattr(first, name) for one in some):
            continue
        value = setting_value(name, getattr(first, name), translate)
        text = html.escape(unbroken(f"{setting_name(name, translate)} {value}"))
        parts.append(f"<b>{text}</b>" if name in differing else text)
    return "<br>".join([" · ".join(parts), *(f"<b>{html.escape(line)}</b>" for line in _of_each_run(card))])


def _of_each_run(card: Card) -> list[str]:
    """Return the values of each setting that differs between the runs, unless the names of the runs have them."""
    translate = QCoreApplication.translate
    line = translate("CardTexts", "{setting}: {values}")
    values = {name: [setting_value(name, one, translate) for one in some] for name, some in card.grid.items()}
    for one in () if card.search is None else card.search.drawn:
        powers = one.log and float(one.low).is_integer() and float(one.high).is_integer()
        texts = log_numbers(one.ends) if powers else [setting_value(one.name, end, translate) for end in one.ends]
        values[one.name] = [" … ".join(texts)]
    lines = []
    for name, some in values.items():
        shown = some if len(some) <= MOST_VALUES else [*some[: MOST_VALUES - 1], "…", some[-1]]
        lines.append(line.format(setting=setting_name(name, translate), values=join_names(*shown)))
    if values or not 1 < len(card.runs) <= MOST_RUNS:
        return lines
    for name in card.differing():
        some = [setting_value(name, getattr(run.settings, name), translate) for run in card.runs]
        told = any(value.casefold() in run.name.casefold() for value, run in zip(some, card.runs, strict=True))
        if len(set(some)) > 1 and not told:
            said = (f"{called(card, run.name)} {value}" for run, value in zip(card.runs, some, strict=True))
            lines.append(line.format(setting=setting_name(name, translate), values=" · ".join(said)))
    return lines


def words_of(card: Card) -> tuple[str, str]:
    """Return the title of an experiment, and its question; those of a sweep set up here are made anew."""
    translate = QCoreApplication.translate
    if card.name != SWEEP or card.file:
        return card.text("title", language()), card.text("question", language())
    names = join_names(*(setting_name(axis, translate) for axis in card.axes))
    question = translate("SweepScene", "Which is best: {names}?").format(names=names)
    return translate("SweepScene", "A sweep"), question
