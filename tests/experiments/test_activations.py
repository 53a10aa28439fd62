import numpy as np

from mnistlab.experiments.activations import Case, bars, histograms


def test_xavier_keeps_a_layer_of_tanh_and_he_one_of_relu():
    for case, low, high in ((Case("t", "tanh", "xavier"), 0.25, 0.7), (Case("r", "relu", "he"), 0.5, 1.3)):
        layers = histograms(case, 0)
        assert len(layers) == 5
        assert all(low < layer.std < high for layer in layers)


def test_large_weights_saturate_and_small_ones_make_all_units_alike():
    assert histograms(Case("large", "sigmoid", 1.0), 1)[4].ends > 0.5
    assert histograms(Case("small", "sigmoid", 0.01), 1)[4].middle > 0.99


def test_the_zeros_of_relu_are_not_in_its_histogram():
    layer = histograms(Case("r", "relu", "he"), 0)[0]
    assert layer.counts.sum() < 0.6 * 100_000


def test_a_line_of_bars_is_as_high_as_its_largest_bin():
    assert bars(np.array([0, 4, 8])) == "▁▅█"
