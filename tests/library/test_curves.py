"""Losses and accuracies from elsewhere stay in the library."""

import numpy as np
import pytest

from mnistlab.data.series import Series
from mnistlab.library import open_library
from mnistlab.library.curves import OwnCurve, changed


@pytest.fixture
def curve():
    at = np.array([1.0, 2.0, 3.0])
    return OwnCurve(Series("mine", "loss", "epoch", at, np.array([2.3, np.nan, 0.5])))


def test_a_curve_is_there_when_the_library_is_opened_again(library, path, curve):
    library.curves.write(curve)
    library.curves.write(changed(curve, name="a\tname", unit="iteration"))
    library.close()
    again, _ = open_library(path)
    (found,) = again.curves.all()
    assert (found.key, found.added) == (curve.key, curve.added)
    assert (found.series.name, found.series.quantity, found.series.unit) == ("a name", "loss", "iteration")
    np.testing.assert_array_equal(found.series.at, curve.series.at)
    np.testing.assert_array_equal(found.series.values, curve.series.values)
    again.curves.delete(curve.key)
    assert again.curves.all() == []
    again.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE curves SET length = 99 WHERE key = ?",
        "UPDATE curves SET quantity = 'taste' WHERE key = ?",
        "UPDATE curves SET unit = 'miles' WHERE key = ?",
        "UPDATE curves SET numbers = x'00' WHERE key = ?",
        "UPDATE curves SET places = 3 WHERE key = ?",
    ],
)
def test_a_damaged_curve_is_left_out(library, curve, damage):
    library.curves.write(curve)
    library.curves.write(OwnCurve(curve.series))
    with library.transaction() as db:
        db.execute(damage, (curve.key,))
    assert [one.key != curve.key for one in library.curves.all()] == [True]
