"""The way back: every iteration of a run can be had again, exactly as it was."""

from dataclasses import replace

import numpy as np
import pytest

from mnistlab.nn.mistakes import Mistake
from mnistlab.training import RunSettings, Trainer
from mnistlab.training.past import MEMORY, Checkpoint, Past
from mnistlab.training.sampling import Position

SETTINGS = RunSettings(hidden_size=8, batch_size=50, iterations=400, seed=3)


def run(dataset, iterations, settings=SETTINGS, changes=()):
    trainer = Trainer(settings, dataset)
    changes = dict(changes)
    for iteration in range(iterations):
        trainer.learning_rate = changes.get(iteration, trainer.learning_rate)
        trainer.step()
    return trainer


def assert_same(trainer, other):
    assert trainer.iteration == other.iteration
    assert trainer.next_phase is other.next_phase
    for key, value in other.network.params.items():
        np.testing.assert_array_equal(trainer.network.params[key], value)
    for name in ("loss", "smoothed_loss", "evaluated_at", "train_accuracy", "test_accuracy"):
        np.testing.assert_array_equal(getattr(trainer.history, name), getattr(other.history, name))
    if other.batch is not None:
        np.testing.assert_array_equal(trainer.batch.indices, other.batch.indices)
        assert trainer.batch_loss == other.batch_loss
        for key, value in other.gradient.items():
            np.testing.assert_array_equal(trainer.gradient[key], value)


@pytest.mark.parametrize("sampling", ["random", "shuffle"])
@pytest.mark.parametrize("batch_size", [50, 64, 7])
@pytest.mark.parametrize("iteration", [0, 1, 12, 20, 21, 133])
def test_an_iteration_comes_back_as_it_was_and_goes_on_as_it_went(small_dataset, sampling, batch_size, iteration):
    settings = RunSettings(hidden_size=5, batch_size=batch_size, sampling=sampling, seed=8)
    end = run(small_dataset, 150, settings)
    kept = {key: value.copy() for key, value in end.network.params.items()}
    then = end.at(iteration)
    if iteration:
        assert_same(then, run(small_dataset, iteration, settings))
    while then.iteration < end.iteration:
        then.step()
    assert_same(then, end)
    for key, value in kept.items():
        np.testing.assert_array_equal(end.network.params[key], value)


def test_each_moment_keeps_its_learning_rate(small_dataset):
    trainer = run(small_dataset, 120, changes={30: 0.5, 75: 0.02})
    trainer.learning_rate = 0.9
    assert [(start, method.learning_rate) for start, method in trainer.methods] == [(0, 0.1), (30, 0.5), (75, 0.02)]
    assert [trainer.at(iteration).learning_rate for iteration in (0, 29, 30, 74, 75, 119, 120)] == [
        *(0.1, 0.1, 0.5, 0.5, 0.02, 0.02, 0.9)
    ]
    assert_same(trainer.at(100), run(small_dataset, 100, changes={30: 0.5, 75: 0.02}))


def test_another_learning_rate_from_a_moment_on_is_a_branch_and_harms_nothing(small_dataset):
    end = run(small_dataset, 100)
    branch = end.at(40)
    branch.learning_rate = 0.5
    for _ in range(60):
        branch.step()
    assert_same(branch, run(small_dataset, 100, changes={40: 0.5}))
    assert_same(end.at(70), run(small_dataset, 70))
    assert_same(branch.at(41), run(small_dataset, 41, changes={40: 0.5}))


def test_a_moment_in_the_middle_of_an_iteration_is_left_as_it_is(small_dataset):
    trainer = run(small_dataset, 25)
    batch = trainer.select_batch()
    trainer.compute_gradient()
    then = trainer.at(25)
    assert then.iteration == 25
    then.select_batch()
    np.testing.assert_array_equal(then.batch.indices, batch.indices)
    trainer.update()
    then.step()
    assert_same(then, trainer)


@pytest.mark.parametrize("iteration", [-1, 31])
def test_there_is_no_way_to_what_has_not_been(small_dataset, iteration):
    with pytest.raises(ValueError, match="iteration"):
        run(small_dataset, 30).at(iteration)


def test_a_new_run_has_only_its_beginning(small_dataset):
    then = Trainer(SETTINGS, small_dataset).at(0)
    then.step()
    assert_same(then, run(small_dataset, 1))


@pytest.mark.parametrize("size", [1_000, 160_000, 6_400_000, 100_000_000])
def test_memory_is_bounded_and_the_last_iterations_are_close(size):
    past = Past(size)
    params = {"W1": np.zeros(1)}
    for iteration in range(0, 200_000, past.interval):
        past.add(Checkpoint(iteration, params, Position({}, 0), (0.0, 0.0)))
        assert len(past) <= max(MEMORY // size, 8)
    assert past.before(0).iteration == 0
    last = 200_000 - past.interval
    for iteration in range(last - 299, last + 1):
        assert 0 < iteration - past.before(iteration).iteration <= past.interval
    for iteration in range(1, last, 997):
        assert 0 < iteration - past.before(iteration).iteration <= past.spacing
    assert 200_000 / past.spacing > min(len(past), 2) / 2  # memory that there is, is used


def test_what_the_epoch_has_seen(small_dataset):
    """Drawn at random about 63 % in a whole epoch, by shuffling everything exactly once."""
    images = len(small_dataset.train_images)
    for sampling in ("random", "shuffle"):
        trainer = Trainer(RunSettings(hidden_size=2, batch_size=64, sampling=sampling), small_dataset)
        assert not trainer.seen_in_epoch().any()
        expected = np.zeros(images, bool)
        drawn = 0
        for _ in range(40):
            indices = trainer.select_batch().indices
            for index in indices:
                if drawn % images == 0:
                    expected[:] = False
                expected[index] = True
                drawn += 1
            np.testing.assert_array_equal(trainer.seen_in_epoch(), expected)
            trainer.step()
            np.testing.assert_array_equal(trainer.seen_in_epoch(), expected)
    whole = Trainer(RunSettings(hidden_size=2, batch_size=100, sampling="shuffle"), small_dataset)
    for _ in range(6):
        whole.step()
    assert whole.seen_in_epoch().all()
    chance = run(small_dataset, 12, RunSettings(hidden_size=2, batch_size=50))
    assert chance.seen_in_epoch().mean() == pytest.approx(1 - np.exp(-1), abs=0.06)


@pytest.mark.parametrize("change", ["mistake", "gradient"])
def test_what_is_changed_between_gradient_and_update_counts_for_that_update(small_dataset, change):
    trainer = run(small_dataset, 3, RunSettings(hidden_size=3, batch_size=4))
    trainer.select_batch()
    right = trainer.compute_gradient()
    if change == "mistake":
        trainer.mistake = Mistake.NO_LABELS
    else:
        trainer.settings = replace(trainer.settings, gradient="numerical")
    trainer.update()
    used = trainer.gradient
    assert any((used[key] != right[key]).any() for key in used)
    assert_same(trainer.at(4), trainer)
