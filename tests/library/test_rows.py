"""Rows of a run that do not belong together are refused."""

from dataclasses import replace

import numpy as np
import pytest

from mnistlab.data.ink import MOST_POINTS
from mnistlab.errors import LibraryError


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE runs SET iteration = 10000000000",
        "UPDATE runs SET iteration = 19",
        "UPDATE runs SET facts = '{}'",
        "UPDATE runs SET evaluated_at = x'00'",
        "UPDATE runs SET test_accuracies = 'text'",
        "UPDATE losses SET start = 1",
        "UPDATE losses SET loss = substr(loss, 1, 40)",
        "DELETE FROM losses",
        "DELETE FROM states WHERE last",
        "DELETE FROM states WHERE NOT last",
        "DELETE FROM arrays WHERE name = 'params.b2'",
        "UPDATE arrays SET content = x'789c'",
        "UPDATE states SET facts = replace(facts, '0', '1')",
    ],
)
def test_what_was_changed_by_hand_is_no_run(library, kept, change):
    run, other = kept(20), kept(30)
    library.write(run)
    library.connection.execute(change)
    library.write(other)
    with pytest.raises(LibraryError) as error:
        library.read(run.entry.key)
    assert error.value.kind == "run_damaged"
    assert library.read(other.entry.key).entry == other.entry


@pytest.mark.parametrize(
    "strokes",
    [
        np.array([[0.2, 0.3, 0.0]]),  # no line begins
        np.array([[0.2, 1.3, 1.0]]),  # beside the canvas
        np.array([[0.2, 0.3, 99.0]]),  # wider than any pen
        np.array([[0.2, np.nan, 1.0]]),
        np.full((MOST_POINTS + 1, 3), 0.5),
    ],
)
def test_strokes_that_nobody_can_have_drawn_are_refused(library, kept, strokes):
    run = replace(kept(20), drawing=np.ones((28, 28), np.uint8), strokes=strokes)
    library.write(run)
    with pytest.raises(LibraryError) as error:
        library.read(run.entry.key)
    assert error.value.kind == "run_damaged"


@pytest.mark.parametrize(
    "change",
    [
        {"params": {}},
        {"params": {"W1": np.zeros((784, 6), np.float32)}},
        {"optimizer": {"v.all": np.zeros(3, np.float32)}},
        {"version": 99},
    ],
)
@pytest.mark.parametrize("moment", ["first", "last"])
def test_a_run_whose_states_are_not_those_of_its_network_is_none(library, kept, change, moment):
    run = kept(20)
    first, *rest = run.earlier
    if moment == "first":
        library.write(replace(run, earlier=(replace(first, **change), *rest)))
    else:
        library.write(replace(run, state=replace(run.state, **change)))
    with pytest.raises(LibraryError) as error:
        library.read(run.entry.key)
    assert error.value.kind == "run_damaged"


def test_the_mark_of_the_first_weights_is_kept_and_one_that_is_none_is_damage(library, kept):
    run = kept(20)
    run = replace(run, entry=replace(run.entry, first_weights="file:0123abcd"))
    library.write(run)
    assert library.read(run.entry.key).entry.first_weights == "file:0123abcd"
    strange = kept(20)
    library.write(replace(strange, entry=replace(strange.entry, first_weights="<b>")))
    assert [entry.key for entry in library.entries()] == [run.entry.key]
