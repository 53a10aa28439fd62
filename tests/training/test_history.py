import numpy as np
import pytest

from mnistlab.training.history import SMOOTHING, GrowingArray, History, UpdateRule

RULES = [UpdateRule(rate, "backpropagation", None) for rate in (0.1, 0.5, 0.02)]


def test_a_view_never_changes_while_the_array_grows():
    array = GrowingArray(np.float32, capacity=2)
    views = []
    for value in range(100):
        array.append(value)
        views.append(array.values)
    for length, view in enumerate(views, 1):
        np.testing.assert_array_equal(view, np.arange(length))
        with pytest.raises(ValueError, match="read-only"):
            view[0] = 1


def test_smoothing_is_the_weighted_mean_of_what_has_come():
    losses = np.random.default_rng(0).random(200)
    history = History()
    for loss in losses:
        history.record_loss(loss)
    for n in (1, 2, 50, 200):
        weights = SMOOTHING ** np.arange(n)[::-1]
        assert history.smoothed_loss[n - 1] == pytest.approx(np.average(losses[:n], weights=weights), rel=1e-5)
    np.testing.assert_allclose(history.loss, losses, rtol=1e-6)


def test_the_smoothed_loss_is_about_the_mean_of_the_last_fifty_batches():
    history = History()
    for loss in [1.0] * 300 + [0.0] * 50:
        history.record_loss(loss)
    assert history.smoothed_loss[299] == pytest.approx(1)
    assert history.smoothed_loss[349] == pytest.approx(0.364, abs=0.002)  # 0.98 ** 50


def recorded():
    history = History()
    for iteration in range(30):
        history.record_rule(iteration, RULES[iteration // 10])
        if iteration % 12 == 0:
            history.record_accuracy(iteration, iteration / 100, iteration / 200)
        history.record_loss(float(iteration))
    return history


def test_an_earlier_history_ends_there_and_goes_its_own_way():
    history = recorded()
    earlier = history.until(12, (0.5, 0.25))
    np.testing.assert_array_equal(earlier.loss, np.arange(12))
    np.testing.assert_array_equal(earlier.evaluated_at, [0, 12])
    np.testing.assert_array_equal(earlier.test_accuracy, [0, 0.06])
    assert earlier.rules == history.rules[:2]
    assert (earlier.average, earlier.latest_smoothed_loss) == ((0.5, 0.25), 2.0)
    earlier.record_loss(77)
    earlier.record_accuracy(13, 1, 1)
    assert (history.loss[12], len(history.evaluated_at)) == (12, 3)


def test_accuracies_of_later_iterations_may_be_kept():
    earlier = recorded().until(5, (0, 1), measured_until=24)
    assert len(earlier.loss) == 5
    np.testing.assert_array_equal(earlier.evaluated_at, [0, 12, 24])
    assert earlier.measured_until == 24
    assert recorded().until(30, (0, 1)).measured_until == 24  # what is due at the end may still come
    assert recorded().until(29, (0, 1)).measured_until == 29


def test_rules_are_noted_where_they_change():
    history = recorded()
    assert history.rules == ((0, RULES[0]), (10, RULES[1]), (20, RULES[2]))
    assert [history.rule_at(iteration) for iteration in (0, 9, 10, 29, 1000)] == [RULES[i] for i in (0, 0, 1, 2, 2)]


def test_a_rule_that_was_never_used_leaves_no_trace():
    history = recorded()
    history.record_rule(30, RULES[0])
    assert history.rules[-1] == (30, RULES[0])
    history.record_rule(30, RULES[2])
    assert history.rules[-1] == (20, RULES[2])


def test_how_long_a_run_has_trained_goes_back_with_it():
    history = History()
    for iteration in range(4):
        history.record_loss(1.0)
        history.trained += 0.5
        if iteration == 1:
            history.record_accuracy(2, 0.5, 0.5)
    assert history.seconds.tolist() == [1.0]
    before = history.until(3, history.average)
    assert before.trained == 1.5
    assert History.of(before.record).trained == 1.5
    assert History.of(before.record).seconds.tolist() == [1.0]
