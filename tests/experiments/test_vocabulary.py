"""What a condition may ask for: only what the experiment has when its runs are done."""

import pytest

from mnistlab.errors import CardError
from mnistlab.experiments.files import read_card

SMALL = """\
title = "T"
question = "Q"

[settings]
hidden_size = 5
iterations = 20

[[run]]
name = "slow"
learning_rate = 0.01

[[run]]
name = "fast"
learning_rate = 1.0
"""
ACTIVATIONS = 'title = "T"\nquestion = "Q"\n[[activations]]\nname = "a"\nactivation = "relu"\nstd = 0.01\n'
CHECK = 'title = "T"\nquestion = "Q"\n[[check]]\nname = "a"\n'
SEARCH = 'title = "T"\nquestion = "Q"\n[search]\ntrials = 2\n[search.drawn]\nhidden_size = [0.5, 1.5]\n'


@pytest.mark.parametrize(
    ("text", "holds", "found"),
    [
        (SMALL, 'best("optimizer") > 1', "'optimizer'"),
        (SMALL, 'mean("fast", 1) > 1', "mean"),
        (SMALL, 'difference("fast", "W1") > 1', "difference"),
        (SMALL, f'test_accuracy("fast", {"9" * 400}) > 1', "'fast', 999"),
        (SMALL, 'test_accuracy("fast", 1e400 - 1e400) > 1', "'fast', nan"),
        (SMALL, 'test_accuracy("fast", -2) > 1', "'fast', -2"),
        (SMALL, 'test_accuracy("fast", 0.5) > 1', "'fast', 0.5"),
        (SMALL, 'loss("fast", 20) > 1', "'fast', 20"),
        (SMALL, f'{"1 + " * 3000}"x" > 1', "1 + 1"),
        (ACTIVATIONS, 'mean("a", 9) > 1', "'a', 9"),
        (ACTIVATIONS, 'mean("a", 0) > 1', "'a', 0"),
        (ACTIVATIONS, 'test_accuracy("a", 1) > 1', "test_accuracy"),
        (CHECK, 'difference("a", "W9") > 1', "'a', 'W9'"),
        (SEARCH, 'test_accuracy("own", 1) > 1', "test_accuracy"),
    ],
)
def test_a_condition_that_could_not_be_worked_out_after_the_runs_is_refused_before_them(write, text, holds, found):
    with pytest.raises(CardError) as caught:
        read_card(write(f"{text}\n[[conclusion]]\nen = \"C\"\nholds = '{holds}'\n"))
    assert caught.value.kind == "card_entry"
    assert str(caught.value.facts["found"]).startswith(found)


def test_a_condition_may_name_a_run_of_a_grid(write):
    grid = 'title = "T"\nquestion = "Q"\n[grid]\nlearning_rate = [0.1, 1.0]\nhidden_size = [5, 6]\n'
    end = '[[conclusion]]\nen = "C"\nholds = \'test_accuracy("{}", 1) > 0\'\n'
    assert len(read_card(write(grid + end.format("1 · 5"))).conclusions) == 1
    for name in ("2 · 5", "1", "1 · 5 · 6"):
        with pytest.raises(CardError):
            read_card(write(grid + end.format(name)))
