"""PySide6, imported so that it does not slow down what is imported after it."""

import builtins
import importlib


def import_without_hook() -> None:
    """Import PySide6 without its import hook. To be called before anything else imports it.

    PySide6 replaces Python's own import by one that reads the source of every module, to see whether that asks for
    `snake_case` names (``from __feature__ import …``). No module here does, nor any that it needs. Without the hook,
    the imports up to the window take 421 ms instead of 484.
    """
    own = builtins.__import__
    importlib.import_module("PySide6.QtCore")
    builtins.__import__ = own
