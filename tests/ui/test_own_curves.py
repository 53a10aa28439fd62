"""Losses and accuracies from elsewhere are shared by what shows them, and kept in the library."""

import numpy as np
import pytest

from mnistlab.data.series import Series
from mnistlab.engine.intents import AskLibrary, ChangeLibrary
from mnistlab.library.curves import OwnCurve
from mnistlab.ui.own_curves import OwnCurves


def series(name="mine"):
    return Series(name, "loss", "epoch", np.array([1.0, 2.0]), np.array([2.0, 1.0]))


@pytest.fixture
def own():
    own = OwnCurves()
    own.asked = []
    own.intended.connect(own.asked.append)
    return own


def names(own):
    return [curve.series.name for curve in own.all]


def test_each_change_is_made_in_the_library_too(own):
    own.add([series("a"), series("b")])
    key = own.all[0].key
    own.change(key, name="c", unit="iteration")
    assert names(own) == ["c", "b"]
    assert own.all[0].series.unit == "iteration"
    own.delete(key)
    assert names(own) == ["b"]
    own.bring_back()
    assert names(own) == ["c", "b"]
    assert [type(intent) for intent in own.asked] == [ChangeLibrary] * 5


def test_those_of_the_library_come_before_what_was_laid_meanwhile(own):
    own.load()
    (asked,) = own.asked
    assert isinstance(asked, AskLibrary)
    kept = OwnCurve(series("kept"), added=1.0)
    own.add([series("new")])
    asked.answer([kept])
    assert names(own) == ["kept", "new"]
    asked.answer(None)  # there is no library
    assert names(own) == ["kept", "new"]
