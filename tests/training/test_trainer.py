from dataclasses import replace

import numpy as np
import pytest

from mnistlab.errors import DivergedError, PhaseError, SettingsError
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.differences import result_of
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import Phase, RunSettings, Trainer
from mnistlab.training.way_back import replay

SETTINGS = RunSettings(hidden_size=12, batch_size=50, iterations=60, seed=5)


def assert_same_run(a, b):
    for key in a.network.params:
        np.testing.assert_array_equal(a.network.params[key], b.network.params[key])
    for name in ("loss", "evaluated_at", "train_accuracy", "test_accuracy"):
        np.testing.assert_array_equal(getattr(a.history, name), getattr(b.history, name))


def run(dataset, settings=SETTINGS, iterations=60):
    trainer = Trainer(settings, dataset)
    run_on(trainer, iterations)
    return trainer


def run_on(trainer, iterations):
    for _ in range(iterations):
        trainer.step()


def test_an_iteration_is_the_four_steps(small_dataset):
    trainer = Trainer(SETTINGS, small_dataset)
    before = {key: value.copy() for key, value in trainer.network.params.items()}
    batch = trainer.select_batch()
    assert batch.images.shape == (50, 784)
    np.testing.assert_array_equal(batch.images, small_dataset.train_images[batch.indices])
    np.testing.assert_array_equal(batch.labels, small_dataset.train_labels[batch.indices])
    x = batch.images.astype(np.float32) / 255

    plain = TwoLayerNet(784, 12, 10, dtype=np.float32)
    plain.params = before
    gradient = trainer.compute_gradient()
    assert trainer.batch_loss == pytest.approx(plain.loss(x, batch.labels), abs=1e-6)
    np.testing.assert_allclose(trainer.batch_probabilities, plain.predict(x), atol=1e-6)
    for key, value in plain.gradient(x, batch.labels).items():
        np.testing.assert_allclose(gradient[key], value, atol=1e-6)

    trainer.update()
    for key, value in trainer.network.params.items():
        np.testing.assert_allclose(value, before[key] - 0.1 * gradient[key], atol=1e-7)
    assert trainer.iteration == 1
    assert list(trainer.history.loss) == [np.float32(trainer.batch_loss)]
    loss_after, _ = trainer.score_batch()
    assert loss_after < trainer.batch_loss


def test_phases_out_of_order_are_refused_and_change_nothing(small_dataset):
    trainer = Trainer(SETTINGS, small_dataset)
    orders = {
        Phase.SELECT_BATCH: ("compute_gradient", "update"),
        Phase.COMPUTE_GRADIENT: ("select_batch", "update"),
        Phase.UPDATE: ("select_batch", "compute_gradient"),
    }
    for phase, wrong in orders.items():
        assert trainer.next_phase is phase
        for name in wrong:
            with pytest.raises(PhaseError):
                getattr(trainer, name)()
        getattr(trainer, phase.value)()
    assert_same_run(trainer, run(small_dataset, iterations=1))


def test_same_seed_same_run_however_it_is_driven(small_dataset):
    by_steps = run(small_dataset)
    by_phases = Trainer(SETTINGS, small_dataset)
    for i in range(60):
        by_phases.select_batch()
        if i % 3:
            by_phases.compute_gradient()
            by_phases.score_batch()
        if i % 3 == 1:
            by_phases.update()
        else:
            by_phases.step()  # does what is left
    assert_same_run(by_steps, by_phases)


def test_another_seed_is_another_run(small_dataset):
    first, second = (Trainer(RunSettings(seed=seed), small_dataset) for seed in (1, 2))
    assert (first.network.params["W1"] != second.network.params["W1"]).any()
    assert (first.select_batch().indices != second.select_batch().indices).any()


def test_batches_do_not_depend_on_the_size_of_the_network(small_dataset):
    small, large = (Trainer(RunSettings(hidden_size=size), small_dataset) for size in (5, 80))
    np.testing.assert_array_equal(small.select_batch().indices, large.select_batch().indices)


@pytest.mark.parametrize(("batch_size", "due"), [(100, [0, 6, 12, 18]), (64, [0, 10, 19, 29]), (7, [0, 86, 172, 258])])
def test_accuracy_is_measured_at_every_epoch_whatever_the_batch_size(small_dataset, batch_size, due):
    trainer = run(small_dataset, RunSettings(hidden_size=5, batch_size=batch_size), due[-1])
    assert trainer.epoch == pytest.approx(due[-1] * batch_size / 600)
    np.testing.assert_array_equal(trainer.history.evaluated_at, due)
    assert len(trainer.history.train_accuracy) == len(trainer.history.test_accuracy) == 4
    assert len(trainer.history.loss) == due[-1]


def test_a_run_can_be_left_in_the_middle_of_an_evaluation(small_dataset):
    """The window does so, lest it wait for 70,000 images; nothing is lost or measured twice."""
    trainer = Trainer(SETTINGS, small_dataset)
    asked = 0

    def every_third_time():
        nonlocal asked
        asked += 1
        return asked % 3 == 0

    seen_evaluating = 0
    while not trainer.finished:
        trainer.run(until=every_third_time)
        seen_evaluating += trainer.evaluating
    assert seen_evaluating > 2
    assert trainer.iteration == 60
    assert_same_run(trainer, run(small_dataset))
    trainer.run(until=lambda: False)
    assert trainer.iteration == 60


def test_accuracy_is_that_of_the_network(small_dataset):
    trainer = run(small_dataset)
    x, t = small_dataset.test_images.astype(np.float32) / 255, small_dataset.test_labels
    assert trainer.evaluate()[1] == pytest.approx(trainer.network.accuracy(x, t))


def test_the_learning_rate_may_change_between_gradient_and_update(small_dataset):
    trainer = Trainer(SETTINGS, small_dataset)
    trainer.select_batch()
    gradient = trainer.compute_gradient()
    before = trainer.network.params["W2"].copy()
    trainer.learning_rate = 0.5
    trainer.update()
    np.testing.assert_allclose(trainer.network.params["W2"], before - 0.5 * gradient["W2"], atol=1e-6)
    assert trainer.settings.learning_rate == 0.5


def test_a_spread_of_0_keeps_all_units_alike_also_on_the_way_back(small_dataset):
    trainer = Trainer(RunSettings(weight_init_std=0), small_dataset)
    trainer.run(until=lambda: trainer.iteration >= 300)
    for network in (trainer.network, result_of(replay(trainer, 250)).network):
        assert network.params["W1"].any()
        assert len({column.tobytes() for column in network.params["W1"].T}) == 1
        assert len({row.tobytes() for row in network.params["W2"]}) == 1


@pytest.mark.parametrize("kind", ["mistake", "numerical"])
def test_a_new_learning_rate_counts_with_any_gradient(small_dataset, kind):
    """Also where the gradient comes from elsewhere than from backpropagation."""
    settings = {"gradient": "numerical", "batch_size": 2} if kind == "numerical" else {}
    trainer = Trainer(RunSettings(hidden_size=5, **settings), small_dataset)
    trainer.mistake = Mistake.NO_LABELS if kind == "mistake" else None
    trainer.select_batch()
    gradient = trainer.compute_gradient()
    before = {key: value.copy() for key, value in trainer.network.params.items()}
    trainer.learning_rate = 0.75
    trainer.update()
    for key, value in trainer.network.params.items():
        np.testing.assert_allclose(value, before[key] - 0.75 * gradient[key], atol=1e-6)
        assert np.abs(gradient[key]).max() > 1e-4


def test_the_end_of_a_run_is_measured_once_even_within_an_epoch(small_dataset):
    """600 images in batches of 50: epochs end after 12, 24, 36 iterations, the run after 30."""
    by_steps = run(small_dataset, replace(SETTINGS, iterations=30), 40)
    np.testing.assert_array_equal(by_steps.history.evaluated_at, [0, 12, 24, 30, 36])
    by_run = Trainer(replace(SETTINGS, iterations=30), small_dataset)
    for _ in range(2):
        by_run.run(until=lambda: False)
        assert by_run.finished
        assert by_run.iteration == 30
        np.testing.assert_array_equal(by_run.history.evaluated_at, [0, 12, 24, 30])
    assert by_run.evaluate()[:2] == (by_run.history.train_accuracy[-1], by_run.history.test_accuracy[-1])


def test_more_or_fewer_iterations_move_the_end(small_dataset):
    trainer = run(small_dataset, replace(SETTINGS, iterations=30), 30)
    trainer.settings = replace(trainer.settings, iterations=34)
    assert not trainer.finished
    trainer.run(until=lambda: False)
    np.testing.assert_array_equal(trainer.history.evaluated_at, [0, 12, 24, 30, 34])
    trainer.step()
    trainer.settings = replace(trainer.settings, iterations=10)
    assert trainer.evaluating  # here the run ends by now
    trainer.run(until=lambda: False)
    assert trainer.finished
    np.testing.assert_array_equal(trainer.history.evaluated_at, [0, 12, 24, 30, 34, 35])


@pytest.mark.parametrize("gradient", ["backpropagation", "numerical"])
def test_work_in_pieces_is_the_same_work(small_dataset, gradient):
    settings = RunSettings(hidden_size=3, batch_size=40, iterations=4, seed=1, gradient=gradient)
    whole, in_pieces = Trainer(settings, small_dataset), Trainer(settings, small_dataset)
    for _ in range(4):
        whole.step()
        for share in in_pieces.in_pieces():
            assert 0 <= share <= 1
    assert_same_run(whole, in_pieces)


@pytest.mark.parametrize("phase", [Phase.COMPUTE_GRADIENT, None])
def test_a_numerical_gradient_that_is_dropped_changes_nothing(small_dataset, phase):
    settings = RunSettings(hidden_size=5, batch_size=50, gradient="numerical")
    trainer = Trainer(settings, small_dataset)
    trainer.select_batch()
    before = trainer.state
    work = trainer.in_pieces(phase)
    shares = [next(work) for _ in range(3)]
    assert 0 < shares[0] < shares[1] < shares[2] < 1
    assert (trainer.working, trainer.progress) == ("gradient", shares[-1])
    work.close()
    assert (trainer.iteration, trainer.next_phase, trainer.batch_loss) == (0, Phase.COMPUTE_GRADIENT, None)
    assert trainer.state.sampler == before.sampler
    trainer.step()
    assert trainer.working is None
    assert_same_run(trainer, run(small_dataset, settings, 1))


def test_a_run_goes_on_in_the_middle_of_a_numerical_gradient(small_dataset):
    settings = RunSettings(hidden_size=3, batch_size=40, iterations=2, gradient="numerical")
    trainer = Trainer(settings, small_dataset)
    slices = 0
    while not trainer.finished:
        trainer.run(until=iter([False, False, True]).__next__)  # two pieces at a time
        slices += 1
    assert slices > 40
    assert_same_run(trainer, run(small_dataset, settings, 2))


def test_another_kind_of_gradient_is_asked_for_while_one_is_under_way(small_dataset):
    trainer = Trainer(RunSettings(hidden_size=5, batch_size=50, gradient="numerical"), small_dataset)
    next(trainer.in_pieces())
    trainer.settings = replace(trainer.settings, gradient="backpropagation")
    trainer.step()
    trainer.settings = replace(trainer.settings, gradient="numerical")
    trainer.step()
    assert_same_run(trainer, mixed(small_dataset))


def mixed(dataset):
    trainer = Trainer(RunSettings(hidden_size=5, batch_size=50), dataset)
    trainer.step()
    trainer.settings = replace(trainer.settings, gradient="numerical")
    trainer.step()
    return trainer


def test_a_gradient_of_another_kind_is_stale(small_dataset):
    trainer = Trainer(SETTINGS, small_dataset)
    trainer.select_batch()
    right = trainer.compute_gradient()
    assert not trainer.stale
    trainer.mistake = Mistake.NO_DIVISION
    assert trainer.stale
    wrong = trainer.compute_gradient()
    assert not trainer.stale
    np.testing.assert_allclose(wrong["b2"], 50 * right["b2"], rtol=1e-3)


@pytest.mark.parametrize("learning_rate", [100, 1000, 1e6])
def test_a_run_that_diverges_stops_with_the_reason_and_no_warning(small_dataset, learning_rate):
    trainer = Trainer(RunSettings(learning_rate=learning_rate), small_dataset)
    with pytest.raises(DivergedError, match=r"learning rate .* is too large"):
        run_on(trainer, 300)
    assert 20 <= trainer.iteration < 30  # soon, but not after a few bad batches
    before = trainer.network.params["W1"].copy()
    with pytest.raises(DivergedError):
        trainer.step()
    np.testing.assert_array_equal(trainer.network.params["W1"], before)
    assert 20 <= trainer.iteration < 30


def test_first_params(small_dataset):
    trained = run(small_dataset)
    again = Trainer(SETTINGS, small_dataset, trained.network.params)
    np.testing.assert_array_equal(again.network.params["W1"], trained.network.params["W1"])
    again.step()
    assert (again.network.params["W1"] != trained.network.params["W1"]).any()
    with pytest.raises(ValueError, match="W1"):
        Trainer(RunSettings(hidden_size=13), small_dataset, trained.network.params)


@pytest.mark.parametrize(
    ("broken", "gradient"),
    [
        ("mnistlab.training.validation.measure", "backpropagation"),
        ("mnistlab.nn.fast.FastNetwork.compute_gradient", "backpropagation"),
        ("mnistlab.training.batch_gradient.central_differences", "numerical"),
    ],
)
def test_after_an_error_on_the_way_a_run_goes_on_as_if_there_had_been_none(small_dataset, broken, gradient):
    settings = replace(SETTINGS, hidden_size=1, batch_size=2, iterations=3, gradient=gradient)
    wanted, trainer = Trainer(settings, small_dataset), Trainer(settings, small_dataset)
    wanted.run(lambda: False)

    def fail_in_the_middle(*_, **__):
        yield 0.5
        raise MemoryError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(broken, fail if broken.endswith("compute_gradient") else fail_in_the_middle)
        for _ in range(2):
            with pytest.raises(MemoryError):
                trainer.run(lambda: False)
    trainer.run(lambda: False)
    assert_same_run(trainer, wanted)


def fail(*_):
    raise MemoryError


ALL = RunSettings(
    hidden_size=5,
    batch_size=0,
    iterations=6,
    activation="relu",
    dropout=0.3,
    weight_decay=0.01,
    optimizer="adam",
    seed=3,
)


def test_a_batch_of_all_images_gives_one_run_however_often_it_is_left(small_dataset, large_batches):
    at_once, left = Trainer(ALL, small_dataset), Trainer(ALL, small_dataset)
    at_once.run(lambda: False)
    pieces = 0
    while not left.finished:
        left.run(iter([False, True]).__next__)  # a piece of work
        pieces += 1
        if pieces % 25 == 0 and not left.evaluating:
            state = left.state
            left = Trainer.resume(ALL, small_dataset, state, left.history.until(state.iteration, state.average))
    assert pieces > 6 * 600 / 40
    np.testing.assert_array_equal(left.history.loss, at_once.history.loss)
    np.testing.assert_array_equal(left.network.params["W1"], at_once.network.params["W1"])


def test_of_a_large_batch_the_first_images_are_scored(small_dataset, large_batches):
    trainer = Trainer(ALL, small_dataset)
    trainer.select_batch()
    trainer.compute_gradient()
    assert len(trainer.batch.indices) == 600
    np.testing.assert_array_equal(trainer.shown.indices, trainer.batch.indices[:50])
    assert trainer.masks.shape == (50, 5)
    assert trainer.score_batch()[0] == pytest.approx(trainer.shown_loss, rel=1e-5)
    assert trainer.shown_loss == pytest.approx(trainer.batch_loss, rel=0.1)
    before = trainer.shown_loss
    trainer.update()
    assert trainer.score_batch()[0] != pytest.approx(before, rel=1e-6)


def test_a_numerical_gradient_of_a_large_batch_is_refused_with_its_time(small_dataset, large_batches):
    trainer = Trainer(ALL, small_dataset)
    with pytest.raises(SettingsError, match="600 images would take about 0 s"):
        trainer.settings = replace(ALL, dropout=0.0, gradient="numerical")
    assert trainer.settings == ALL
