"""Rows of a run that do not belong together are refused."""

import pytest

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
