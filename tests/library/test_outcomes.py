"""What runs of experiments have come to, in a library."""

import numpy as np

from mnistlab.library.outcomes import MOST, KeptOutcome


def outcome(share):
    at, losses = np.array([0, 2]), np.array([2.3, np.nan], np.float32)
    return KeptOutcome({"per_epoch": 2.0}, losses, at, np.full((2, 2), share), np.array([[share, share], [np.inf, 1]]))


def test_outcomes_are_there_by_their_places_and_what_is_damaged_is_left_out(library):
    kept = library.outcomes
    kept.write("one", {-1: KeptOutcome({"prediction": 2.0}), 0: outcome(0.5), 7: outcome(0.7), MOST: outcome(0.9)})
    kept.write("two", {-1: KeptOutcome({"prediction": 0.0})})
    kept.write("one", {0: outcome(0.6)})
    found = kept.of("one")
    assert list(found) == [-1, 0, 7]
    assert found[-1].facts == {"prediction": 2.0}
    np.testing.assert_array_equal(found[0].test, outcome(0.6).test)
    np.testing.assert_array_equal(found[7].loss, outcome(0.7).loss)
    assert kept.cards() == {"one"}  # of the other, nothing was done yet
    library.connection.execute("UPDATE seeds SET losses = x'00' WHERE seed = 7")
    assert list(kept.of("one")) == [-1, 0]
    assert library.seeds.of("one") == ()
