"""PySide6, without what slows down the start, and without what ends the program after an error."""

import builtins
import gc
import importlib
import sys
from collections.abc import Callable
from functools import wraps
from traceback import clear_frames, walk_tb
from types import FunctionType, TracebackType
from typing import Any, Final

HOOK: Final = "__init_subclass__"


def import_without_hook() -> None:
    """Import PySide6 without its import hook. To be called before anything else imports it.

    PySide6 replaces Python's own import by one that reads the source of every module, to see whether that asks for
    `snake_case` names (``from __feature__ import …``). No module here does, nor any that it needs. Without the hook,
    the imports up to the window take 421 ms instead of 484.
    """
    own = builtins.__import__
    importlib.import_module("PySide6.QtCore")
    builtins.__import__ = own


def survive_errors() -> None:
    """Hand errors in handlers of Qt's events to `sys.excepthook`. To be called before the handlers are defined.

    PySide6 does so too, but not where Python's code stands between the handler and the loop of events, as where
    `event` calls that of its base class: there the error waits while Qt goes on, and the next call of a handler, or the
    lookup of the error's text in Python 3.11, ends the process. A painter that the frames of a traceback hold, and that
    so stays at work when its widget has been painted, ends it too.
    """
    base = importlib.import_module("PySide6.QtCore").QObject

    def wrap(kind: type[Any], /, **options: Any) -> None:
        super(base, kind).__init_subclass__(**options)
        for owner in kind.__mro__:
            if owner is kind or not issubclass(owner, base):  # what is mixed in, too
                for name, method in list(vars(owner).items()):
                    is_handler = name.endswith("Event") or name in ("event", "eventFilter")
                    if is_handler and isinstance(method, FunctionType) and not hasattr(method, "__wrapped__"):
                        setattr(owner, name, _handing_over(method))

    setattr(base, HOOK, classmethod(wrap))


def _handing_over(handler: Callable[..., bool | None]) -> Callable[..., bool | None]:
    """Return a handler that has not handled its event where it fails: one named "…Event" returns nothing anyway."""
    failed = None if handler.__name__.endswith("Event") else False

    @wraps(handler)
    def handle(*arguments: Any) -> bool | None:
        try:
            return handler(*arguments)
        except BaseException as error:  # told, because Qt cannot
            sys.excepthook(type(error), error, error.__traceback__)
            let_go(error.__traceback__)
            return failed

    return handle


def let_go(traceback: TracebackType | None) -> None:
    """Let go of all that the frames of a traceback hold, after an error.

    A painter among it ends its work first: where the image that it paints on goes before it, that ends the process.
    """
    painter = importlib.import_module("PySide6.QtGui").QPainter
    for frame, _ in walk_tb(traceback):
        for held in gc.get_referents(frame):
            if isinstance(held, painter) and held.isActive():
                held.end()
    clear_frames(traceback)
