"""A library in a folder of its own, and runs to keep in it."""

from dataclasses import replace

import numpy as np
import pytest

from mnistlab.library import DataMark, keep, new_key, open_library
from mnistlab.library.rows import NUMBERS
from mnistlab.training import RunSettings, Trainer
from mnistlab.training.history import MEASURED

SETTINGS = RunSettings(hidden_size=6, batch_size=64, iterations=300, seed=7)  # 64 does not divide 600


@pytest.fixture(scope="session")
def mark(small_dataset):
    return DataMark.of(small_dataset)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "library.mnistlab"


@pytest.fixture
def library(path):
    library, said = open_library(path)
    assert said is None
    yield library
    library.close()


@pytest.fixture
def trained(small_dataset):
    """Return a trainer that has done so many iterations."""

    def train(iterations, settings=SETTINGS, **changes):
        trainer = Trainer(replace(settings, **changes), small_dataset)
        trainer.run(lambda: False, iterations)
        return trainer

    return train


@pytest.fixture
def kept(mark, trained):
    """Return a kept run of so many iterations."""

    def make(iterations=20, key=None, name="", **changes):
        return keep(trained(iterations, **changes), mark, key=key or new_key(), name=name)

    return make


@pytest.fixture
def same_run():
    """Return what fails where two kept runs differ in anything."""

    def check(one, other):
        assert one.entry == other.entry
        for name in NUMBERS:
            np.testing.assert_equal(getattr(one.entry, name), getattr(other.entry, name))
        for name in ("loss", "smoothed_loss", *MEASURED):
            np.testing.assert_array_equal(getattr(one.record, name), getattr(other.record, name))
        np.testing.assert_array_equal(one.record.seconds, other.record.seconds)
        assert [state.iteration for state in one.earlier] == [state.iteration for state in other.earlier]
        for a, b in zip((*one.earlier, one.state), (*other.earlier, other.state), strict=True):
            assert (a.next_phase, a.sampler, a.average) == (b.next_phase, b.sampler, b.average)
            for key in a.params:
                np.testing.assert_array_equal(a.params[key], b.params[key])

    return check
