"""A case of inject.py, and what it is made with."""

import json
import subprocess
import sys
import types
from pathlib import Path

import pytest
from places import plant

FAULTS = {
    "start": ("ui.panels.controls:ControlsPanel.show_frame", True),
    "run": ("training.trainer:Trainer._advance_gradient", False),
    "Step": ("engine.shelf:Shelf.entry", False),
    "latest": ("engine.worker:Worker._may_interrupt", False),
    "draw": ("ui.canvas.preparation:prepared", False),
    "keep": ("engine.jobs:Jobs.take", False),
    "delete": ("engine.store:Store._delete_from", False),
    "undo": ("engine.keeper:Keeper.restore", False),
    "SaveRuns": ("library.library:Library.read", True),
    "card": ("ui.pictures.unit_grid:_places", False),
}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="each case is a fork of one process")
def test_a_sitting_goes_on_after_a_fault_in_many_of_its_steps():
    faults = {
        step: {"place": f"mnistlab.{place}", "k": 1, "error": "MemoryError", "ever": ever}
        for step, (place, ever) in FAULTS.items()
    }
    case = json.dumps({"family": "own", "variant": 0, "faults": faults})
    script = Path(__file__).with_name("inject.py")
    done = subprocess.run([sys.executable, script, "own", "--case", case], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_planted_keeps_the_parameters_of_a_function():
    class Base:
        def sum(self, first, /, second, *rest, third=3, **facts):
            return first, second, rest, third, facts

    class Kind(Base):
        def sum(self, first, /, second=2, *rest, third, **facts):
            return super().sum(first, second, *rest, third=third, **facts)

    reached = []
    count = Kind.sum.__code__.co_argcount
    plant(Kind.sum, lambda: reached.append(1))
    assert isinstance(Kind.sum, types.FunctionType)
    assert Kind.sum.__code__.co_argcount == count
    assert Kind().sum(1, third=0) == (1, 2, (), 0, {})
    assert Kind().sum(1, 4, 5, third=0, fourth=9) == (1, 4, (5,), 0, {"fourth": 9})
    assert reached == [1, 1]
