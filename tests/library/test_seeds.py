"""What runs have come to with other seeds stays in the library."""

import numpy as np
import pytest

from mnistlab.analysis.spread import SeedRun
from mnistlab.library import open_library, open_runs, runs_of, save_runs


@pytest.fixture
def seed_run(kept):
    rules = kept().entry.rules

    def make(seed):
        return SeedRun(
            seed=seed,
            iterations=20,
            rules=rules,
            diverged=seed == 9,
            at=np.array([1, 20]),
            loss=np.array([2.3, seed], np.float32),
            evaluated_at=np.array([0, 20]),
            train_accuracy=np.array([0.1, 0.9]),
            test_accuracy=np.array([0.1, 0.8]),
        )

    return make


def same(found, wanted):
    for name in ("seed", "iterations", "rules", "diverged"):
        assert getattr(found, name) == getattr(wanted, name)
    for name in ("at", "loss", "evaluated_at", "train_accuracy", "test_accuracy"):
        np.testing.assert_array_equal(getattr(found, name), getattr(wanted, name))


def test_they_are_read_with_their_run_and_go_with_it_into_a_file(library, path, tmp_path, kept, seed_run):
    run = kept()
    library.seeds.write(run.entry.key, seed_run(8))
    library.write(run)
    library.seeds.write(run.entry.key, seed_run(9), seed_run(8))
    library.close()
    again, _ = open_library(path)
    found = again.read(run.entry.key)
    assert sorted(one.seed for one in found.seeds) == [8, 9]
    same(max(found.seeds, key=lambda one: one.seed), seed_run(9))
    again.close()
    file = open_runs(save_runs(tmp_path / "taken", [found]))
    (taken,) = runs_of(file)
    assert len(taken.seeds) == 2
    file.close()


def test_they_are_handed_over_and_forgotten(library, seed_run):
    library.seeds.write("a", seed_run(8))
    library.seeds.hand_over("a", "b")
    assert library.seeds.of("a") == ()
    assert len(library.seeds.of("b")) == 1
    library.seeds.forget("b")
    assert library.seeds.of("b") == ()


def test_they_go_for_good_with_their_run(library, kept, seed_run):
    run, other = kept(), kept()
    for one in (run, other):
        library.write(one)
        library.seeds.write(one.entry.key, seed_run(8))
    library.delete(run.entry.key, for_good=True)
    assert len(library.seeds.of(run.entry.key)) == 1
    library.purge()
    assert library.seeds.of(run.entry.key) == ()
    assert len(library.seeds.of(other.entry.key)) == 1


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE seeds SET facts = '{}' WHERE seed = 8",
        "UPDATE seeds SET losses = x'00' WHERE seed = 8",
        "UPDATE seeds SET seed = -1 WHERE seed = 8",
    ],
)
def test_a_damaged_one_is_left_out(library, seed_run, damage):
    library.seeds.write("a", seed_run(8), seed_run(9))
    with library.transaction() as db:
        db.execute(damage)
    assert [one.seed for one in library.seeds.of("a")] == [9]
