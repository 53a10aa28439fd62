"""The way back: every iteration of a run can be had again, exactly as it was."""

from dataclasses import replace

import numpy as np
import pytest

from mnistlab.nn.differences import central_differences, result_of
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import RunSettings, Trainer, way_back
from mnistlab.training.way_back import near, path, replay

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
    for name in ("loss", "smoothed_loss", "evaluated_at", "train_accuracy", "test_accuracy", "train_loss", "test_loss"):
        np.testing.assert_array_equal(getattr(trainer.history, name), getattr(other.history, name))
    if other.batch is not None:
        np.testing.assert_array_equal(trainer.batch.indices, other.batch.indices)
        assert trainer.batch_loss == other.batch_loss
        for key, value in other.gradient.items():
            np.testing.assert_array_equal(trainer.gradient[key], value)


def after_a_step(_seconds):
    return iter([False, True]).__next__


def at(trainer, iteration, viewed=None):
    """Go all the way back."""
    return result_of(replay(trainer, iteration, viewed))


@pytest.mark.parametrize("sampling", ["random", "shuffle"])
@pytest.mark.parametrize("batch_size", [50, 64, 7])
@pytest.mark.parametrize("iteration", [0, 1, 12, 20, 21, 133])
def test_an_iteration_comes_back_as_it_was_and_goes_on_as_it_went(small_dataset, sampling, batch_size, iteration):
    settings = RunSettings(hidden_size=5, batch_size=batch_size, sampling=sampling, seed=8)
    end = run(small_dataset, 150, settings)
    kept = {key: value.copy() for key, value in end.network.params.items()}
    then = at(end, iteration)
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
    assert [(start, rule.learning_rate) for start, rule in trainer.history.rules] == [
        *((0, 0.1), (30, 0.5), (75, 0.02), (120, 0.9))
    ]
    assert [at(trainer, iteration).learning_rate for iteration in (0, 29, 30, 74, 75, 119, 120)] == [
        *(0.1, 0.1, 0.5, 0.5, 0.02, 0.02, 0.9)
    ]
    assert_same(at(trainer, 100), run(small_dataset, 100, changes={30: 0.5, 75: 0.02}))


def test_another_learning_rate_from_a_moment_on_is_a_branch_and_harms_nothing(small_dataset):
    end = run(small_dataset, 100)
    branch = at(end, 40)
    branch.learning_rate = 0.5
    for _ in range(60):
        branch.step()
    assert_same(branch, run(small_dataset, 100, changes={40: 0.5}))
    assert_same(at(end, 70), run(small_dataset, 70))
    assert_same(at(branch, 41), run(small_dataset, 41, changes={40: 0.5}))


def test_a_moment_in_the_middle_of_an_iteration_is_left_as_it_is(small_dataset):
    trainer = run(small_dataset, 25)
    batch = trainer.select_batch()
    trainer.compute_gradient()
    then = at(trainer, 25)
    assert then.iteration == 25
    then.select_batch()
    np.testing.assert_array_equal(then.batch.indices, batch.indices)
    trainer.update()
    then.step()
    assert_same(then, trainer)


@pytest.mark.parametrize("iteration", [-1, 31])
def test_there_is_no_way_to_what_has_not_been(small_dataset, iteration):
    with pytest.raises(ValueError, match="iteration"):
        at(run(small_dataset, 30), iteration)


def test_a_new_run_has_only_its_beginning(small_dataset):
    then = at(Trainer(SETTINGS, small_dataset), 0)
    then.step()
    assert_same(then, run(small_dataset, 1))


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
    assert_same(at(trainer, 4), trainer)


def test_it_yields_the_share_done_and_can_be_dropped(small_dataset, monkeypatch):
    monkeypatch.setattr(way_back, "_over", after_a_step)
    end = run(small_dataset, 150)
    kept = end.state
    work = replay(end, 140)
    share = next(work)
    assert 0 < share < 1
    work.close()
    assert end.iteration == 150
    np.testing.assert_array_equal(end.state.params["W1"], kept.params["W1"])
    assert list(replay(end, 140)) == pytest.approx([steps / 20 for steps in range(1, 21)])


def test_it_asks_nobody_and_measures_nothing_again(small_dataset, monkeypatch):
    """Neither for the epochs on the way nor for an end that was set since."""
    end = run(small_dataset, 150)
    end.settings = replace(end.settings, iterations=130)
    monkeypatch.setattr("mnistlab.training.trainer.measure", lambda *_: pytest.fail("measured again"))
    np.testing.assert_array_equal(at(end, 149).history.evaluated_at, end.history.evaluated_at)


def test_the_measuring_that_is_due_at_the_latest_moment_is_due_there_again(small_dataset):
    trainer = run(small_dataset, 11)
    trainer.run(until=lambda: trainer.iteration == 12)
    then = at(trainer, 12)
    assert trainer.evaluating
    assert then.evaluating
    assert not at(trainer, 11).evaluating


def test_a_numerical_gradient_back_is_one_gradient(small_dataset, monkeypatch):
    trainer = run(small_dataset, 4, RunSettings(hidden_size=2, batch_size=4, gradient="numerical"))
    computed = []
    monkeypatch.setattr(
        "mnistlab.training.batch_gradient.central_differences",
        lambda *given: computed.append(1) or central_differences(*given),
    )
    assert_same(at(trainer, 3), run(small_dataset, 3, trainer.settings))
    assert len(computed) == 1 + 3


def test_from_a_moment_that_is_looked_at_the_next_is_near(small_dataset, monkeypatch):
    """A large network has few checkpoints."""
    monkeypatch.setattr("mnistlab.training.checkpoints.MEMORY", 1)
    monkeypatch.setattr(way_back, "_over", after_a_step)
    end = run(small_dataset, 700)
    wanted = next(n for n in range(200, 300) if n - end.checkpoints.before(n).iteration > 40)
    then = at(end, wanted)
    assert len(list(replay(end, wanted + 1))) > 40
    assert len(list(replay(end, wanted + 1, then))) == 1
    assert_same(at(end, wanted + 1, then), at(end, wanted + 1))
    assert_same(at(end, wanted - 1, then), at(end, wanted - 1))


def test_a_branch_of_a_branch(small_dataset):
    first = run(small_dataset, 100)
    second = at(first, 60)
    second.learning_rate = 0.5
    second.run(until=lambda: second.iteration == 90)
    third = at(second, 75)
    third.learning_rate = 0.02
    third.run(until=lambda: third.iteration == 80)
    assert_same(at(third, 78), run(small_dataset, 78, changes={60: 0.5, 75: 0.02}))
    assert_same(at(third, 61), run(small_dataset, 61, changes={60: 0.5}))


@pytest.mark.parametrize("steps", range(1, 6))
def test_a_moment_nearby_is_never_beyond_the_end(small_dataset, steps):
    """One step behind the last checkpoint may not have been done yet."""
    trainer = run(small_dataset, 20 + steps - 1)
    trainer.select_batch()  # which keeps a checkpoint at 20
    for iteration in range(trainer.iteration + 1):
        found = near(trainer, iteration, tolerance=5)
        assert abs(found - iteration) <= 5
        assert at(trainer, found).iteration == found
    assert near(trainer, 10, tolerance=0) == 10
    assert near(trainer, 3, tolerance=5) == 1


def test_the_way_leads_from_the_start_to_here(small_dataset):
    trainer = run(small_dataset, 130)
    points = path(trainer, 4)
    assert [iteration for iteration, _ in points] == [0, 40, 80, 120, 130]
    for iteration, params in points:
        np.testing.assert_array_equal(params["W1"], run(small_dataset, iteration).network.params["W1"])


def test_a_large_batch_is_computed_once_for_a_look_back(small_dataset, large_batches):
    settings = replace(SETTINGS, batch_size=0, dropout=0.2)
    end = run(small_dataset, 30, settings)
    then = at(end, 17)
    assert then.batch_loss == end.history.loss[16]
    assert end.checkpoints.before(17).iteration == 16
    while then.iteration < end.iteration:
        then.step()
    assert_same(then, end)
