"""Texts of experiments in the language of the window."""

import html
from typing import Final

from PySide6.QtCore import QCoreApplication

from mnistlab.experiments.card import Card, Texts, in_language
from mnistlab.experiments.words import setting_name, setting_value

USUAL: Final = ("hidden_size", "activation", "batch_size", "learning_rate", "iterations")  # settings always said


def language() -> str:
    """Return the code of the language that the window speaks, as files have it."""
    return QCoreApplication.translate("CardScene", "en", "the code of this language, such as zh_CN")


def spoken(texts: Texts) -> str:
    """Return a text in the language of the window, or in English where it is not there."""
    return in_language(texts, language())


def settings_in_words(card: Card) -> str:
    """Return the settings that all runs share, as HTML: what differs from a run by default in bold."""
    translate = QCoreApplication.translate
    if not card.runs:
        return ""
    differing, first = card.differing(), card.runs[0].settings
    some = [card.runs[place].settings for place in range(min(len(card.runs), 20))]
    has_hidden_units = any(one.hidden_layers and one.hidden_size for one in some)
    none = translate("settings", "no hidden layer")
    parts = [] if has_hidden_units else [f"<b>{html.escape(none)}</b>"]
    for name in dict.fromkeys([*USUAL, *differing]):
        if not has_hidden_units and name in ("hidden_size", "activation", "hidden_layers"):
            continue
        if name in card.axes or any(getattr(one, name) != getattr(first, name) for one in some):
            continue
        text = html.escape(f"{setting_name(name, translate)} {setting_value(name, getattr(first, name), translate)}")
        parts.append(f"<b>{text}</b>" if name in differing else text)
    return " · ".join(parts)
