"""Texts of experiments in the language of the window."""

import html
from typing import Final

from PySide6.QtCore import QCoreApplication

from mnistlab.experiments.card import Card, Texts, in_language
from mnistlab.experiments.words import setting_name, setting_value
from mnistlab.training.deep import DeepSettings
from mnistlab.training.setting import declared
from mnistlab.ui.widgets.painted import unbroken

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
    settings = next(run.settings for run in card.runs if run.name == name)
    values = (setting_value(axis, getattr(settings, axis), QCoreApplication.translate) for axis in card.axes)
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
    return " · ".join(parts)
