"""English and 简体中文: the choice of a language, and texts in it."""

from collections.abc import Callable
from functools import reduce
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from mnistlab.errors import MnistLabError, sentence
from mnistlab.resources import path_for_qt, resource_path
from mnistlab.translatable import QT_TRANSLATE_NOOP

# Each language has its own name, because a person looks for that.
LANGUAGES: Final = {"en": "English", "zh_CN": "简体中文"}

WIDE_STOPS: Final = ("。", "：", "；", "！", "？", "）")

# Texts of Qt that its translations lack, or that have a better translation here, in the contexts of Qt.
OF_QT: Final = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "%1 File"),
    QT_TRANSLATE_NOOP("QShortcut", "Left"),
    QT_TRANSLATE_NOOP("QShortcut", "Right"),
    QT_TRANSLATE_NOOP("QShortcut", "Up"),
    QT_TRANSLATE_NOOP("QShortcut", "Down"),
)


def system_language() -> str:
    """Return the key of `LANGUAGES` that suits this computer best, or else English."""
    for name in QLocale.system().uiLanguages():
        language = name.replace("-", "_").split("_")[0]
        for code in LANGUAGES:
            if code.split("_")[0] == language:
                return code
    return "en"


def join_sentences(*texts: str) -> str:
    """Join sentences with spaces, but without one after full-width punctuation."""
    return "".join(text if text.endswith(WIDE_STOPS) else f"{text} " for text in texts).rstrip()


def join_names(*names: str) -> str:
    """Join what is listed in a sentence with the comma of the language: ``a, b``, and in Chinese ``a、b``."""
    pattern = QCoreApplication.translate("language", "{names}, {name}")
    return reduce(lambda before, name: pattern.format(names=before, name=name), names) if names else ""


def join_clauses(*clauses: str) -> str:
    """Join parts of a sentence with the semicolon of the language."""
    pattern = QCoreApplication.translate("language", "{clauses}; {clause}")
    return reduce(lambda before, clause: pattern.format(clauses=before, clause=clause), clauses) if clauses else ""


def join_parts(*parts: str) -> str:
    """Join a statement and what is added to it with the comma of the language: ``a, b``, and in Chinese ``a，b``."""
    pattern = QCoreApplication.translate("language", "{before}, {part}")
    return reduce(lambda before, part: pattern.format(before=before, part=part), parts) if parts else ""


class Translations:
    """The texts of one language: the program's own, and Qt's.

    Calling it translates one text, ``translations(context, text)``, without an application.

    Parameters
    ----------
    code : str
        A key of `LANGUAGES`.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self._own = QTranslator()
        self._qt = QTranslator()
        if code != "en":
            self._own.load(path_for_qt(resource_path(f"i18n/mnistlab_{code}.qm")))
            self._qt.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))

    def __call__(self, context: str, text: str) -> str:
        """Return `text` in this language."""
        return self._own.translate(context, text) or text

    def install(self, application: QCoreApplication) -> None:
        """Give every widget of the application this language; each gets a LanguageChange event."""
        application.installTranslator(self._qt)
        application.installTranslator(self._own)

    def remove(self, application: QCoreApplication) -> None:
        """Undo `install`."""
        application.removeTranslator(self._own)
        application.removeTranslator(self._qt)


def say(error: BaseException, translate: Callable[[str, str], str] = QCoreApplication.translate) -> str:
    """Return the sentence of an error in the current language."""
    if isinstance(error, MnistLabError):
        return sentence(error.kind, error.facts, translate)
    return str(error) or type(error).__name__
