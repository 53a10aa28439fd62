"""The lines of NumPy beside each phase; that they compute what a run does is a test of the script made of them."""

import pytest

from mnistlab.training import RunSettings
from mnistlab.training.lines import SECTIONS, WIDTH, phase_lines
from mnistlab.training.parts import OPTIMIZERS

EVERY_FORM = [
    RunSettings(sampling="shuffle", hidden_size=2_000, batch_size=10_000, iterations=100_000_000),
    RunSettings(activation="tanh", weight_decay=0.1, dropout=0.5),
    *(RunSettings(optimizer=name, activation="relu") for name in OPTIMIZERS),
]


@pytest.mark.parametrize("settings", EVERY_FORM)
def test_sections_are_short_and_parts_unique(settings):
    lines = [phase_lines(section, settings, 60_000) for section in SECTIONS]
    assert all(3 <= len(section) <= 6 for section in lines)
    assert all(len(line.code) <= WIDTH for section in lines for line in section)
    parts = [line.part for section in lines for line in section]
    assert len(parts) == len(set(parts))
    with pytest.raises(KeyError):
        phase_lines("evaluate", settings, 60_000)


def test_the_lines_say_what_the_settings_ask_for():
    lines = {line.part: line.code for line in phase_lines("forward", RunSettings(activation="relu"), 600)}
    assert lines["z"] == "z = np.maximum(x @ W1 + b1, 0)"
    lines = {line.part: line.code for line in phase_lines("backward", RunSettings(weight_decay=0.1), 600)}
    assert lines["dW1"] == "dW1 = x.T @ da + decay * W1"
    assert lines["db1"] == "db1 = da.sum(axis=0)"  # a bias does not decay
