"""Intents are small frozen values."""

from dataclasses import FrozenInstanceError

import pytest

from mnistlab.engine import intents


def test_an_intent_is_a_frozen_value():
    intent = intents.GoTo(7)
    assert (intent.iteration, intent.tolerance) == (7, 0)
    assert intent == intents.GoTo(7)
    assert intent != intents.GoTo(8)
    with pytest.raises(FrozenInstanceError):
        intent.iteration = 8
    assert repr(intents.ChangeSetting("seed", 3)) == "ChangeSetting(name='seed', value=3)"


def test_what_begins_anew_or_looks_elsewhere_waits_for_nothing():
    interrupting = {kind.__name__ for kind in intents.Interrupting.__subclasses__()}
    of_runs = {"OpenRun", "GoOnWith", "UndoRun"}
    begin = {"Rewind", "Begin", "NewWeights", "OpenData", "OpenWeights"}
    assert interrupting == {"Pause", "GoTo", "ShowLatest"} | begin | of_runs
