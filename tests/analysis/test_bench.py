"""The benches without images, against what the books say of them."""

import numpy as np
import pytest

from mnistlab.analysis.bench import KINDS, RATES, START, neuron, way


def test_plain_descent_in_the_bowl_by_hand():
    places = way("SGD", 0.95, 2)
    expected = [START, (-7 * (1 - 0.095), 2 * (1 - 1.9)), (-7 * (1 - 0.095) ** 2, 2 * (1 - 1.9) ** 2)]
    np.testing.assert_allclose(places, expected)


@pytest.mark.parametrize("name", KINDS)
def test_at_the_books_rates_all_come_near_to_the_lowest_place(name):
    places = way(name, RATES[name])
    losses = places[:, 0] ** 2 / 20 + places[:, 1] ** 2
    assert losses[-1] < 0.1 * losses[0]


def test_only_plain_descent_zigzags_and_adagrad_goes_straightest():
    crossings = {name: int((np.diff(np.sign(way(name, RATES[name])[:, 1])) != 0).sum()) for name in KINDS}
    assert crossings["SGD"] == 30
    assert max(crossings[name] for name in ("Momentum", "AdaGrad", "Adam")) < 10
    lengths = {name: np.linalg.norm(np.diff(way(name, rate), axis=0), axis=1).sum() for name, rate in RATES.items()}
    assert min(lengths, key=lengths.get) == "AdaGrad"


def test_too_large_a_rate_leaves_every_number_without_a_fault():
    assert np.abs(way("SGD", 10.0, 100)[-1, 1]) > 1e50


def test_a_neuron_that_is_sure_learns_slowly_only_with_the_quadratic_loss():
    quadratic, entropy = neuron("quadratic", 2.0, 2.0, 0.15), neuron("cross-entropy", 2.0, 2.0, 0.005)
    assert quadratic.outputs[0] == entropy.outputs[0] == pytest.approx(0.982, abs=1e-3)
    assert quadratic.outputs[100] > 0.9  # hardly any change for so long
    assert quadratic.outputs[-1] < 0.3
    slopes = -np.diff(entropy.losses)
    assert slopes.argmax() == 0  # steepest where it is most wrong
    assert neuron("quadratic", 0.6, 0.9, 0.15).outputs[[0, -1]] == pytest.approx([0.82, 0.09], abs=0.01)  # the book's
