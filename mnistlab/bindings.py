"""PySide6, loaded so that it does not slow down what is imported after it: import this before anything of it.

PySide6 takes the place of Python's own import, and from then on reads the source of every module, to see whether that
asks for `snake_case` names (``from __feature__ import …``). No module here does, nor any that it needs; without that
reading the window opens a tenth sooner.
"""

import builtins

_plain_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _plain_import
