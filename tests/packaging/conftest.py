"""The scripts in ``packaging/`` import one another, as they do when they are run."""

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parent.parent.parent / "packaging"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Import a script: ``script("release")``."""
    monkeypatch.syspath_prepend(PACKAGING)
    return importlib.import_module
