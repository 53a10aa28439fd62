"""Texts of experiments in the language of the window."""

from PySide6.QtCore import QCoreApplication

from mnistlab.experiments.card import Texts, in_language


def language() -> str:
    """Return the code of the language that the window speaks, as files have it."""
    return QCoreApplication.translate("CardScene", "en", "the code of this language, such as zh_CN")


def spoken(texts: Texts) -> str:
    """Return a text in the language of the window, or in English where it is not there."""
    return in_language(texts, language())
