"""What Python's `argparse` says by itself, in the person's language."""

import argparse
from collections.abc import Callable
from typing import Final

from mnistlab.errors import QT_TRANSLATE_NOOP

# As argparse has them: what is not here, or what another Python words otherwise, stays in English.
TEXTS: Final = {
    QT_TRANSLATE_NOOP("argparse", "usage: "),
    QT_TRANSLATE_NOOP("argparse", "positional arguments"),
    QT_TRANSLATE_NOOP("argparse", "options"),
    QT_TRANSLATE_NOOP("argparse", "show this help message and exit"),
    QT_TRANSLATE_NOOP("argparse", "%(heading)s:"),  # from Python 3.12 on
    QT_TRANSLATE_NOOP("argparse", "%(prog)s: error: %(message)s\n"),
    QT_TRANSLATE_NOOP("argparse", "argument %(argument_name)s: %(message)s"),
    QT_TRANSLATE_NOOP("argparse", "unrecognized arguments: %s"),
    QT_TRANSLATE_NOOP("argparse", "expected one argument"),
    QT_TRANSLATE_NOOP("argparse", "ignored explicit argument %r"),
    QT_TRANSLATE_NOOP("argparse", "ambiguous option: %(option)s could match %(matches)s"),
    QT_TRANSLATE_NOOP("argparse", "invalid int value: %(value)r"),
    QT_TRANSLATE_NOOP("argparse", "invalid choice: %(value)r (choose from %(choices)s)"),
}


def speak(translate: Callable[[str, str], str]) -> None:
    """Have argparse say its own texts through `translate`, which takes a context and an English text.

    It asks gettext for each, under the name ``_``: there is no other way in.
    """

    def say(text: str) -> str:
        text = text.replace("%(type)s", "int")  # the only type that is asked for
        return translate("argparse", text) if text in TEXTS else text

    argparse._ = say  # type: ignore[attr-defined]
