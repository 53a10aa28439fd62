"""The gradient checks of experiments."""

import numpy as np
import pytest

from mnistlab.experiments.checks import Check, differences
from mnistlab.training.deep import DeepSettings


def test_both_gradients_of_a_smooth_network_agree(small_dataset):
    check = Check("a", 3, DeepSettings(hidden_size=5, activation="tanh", weight_decay=0.1), {})
    found = differences(check, small_dataset, 0)
    assert found.keys() == {"W1", "b1", "W2", "b2"}
    assert max(found.values()) < 1e-6


def test_one_image_stands_on_the_kink_behind_batch_normalisation(small_dataset):
    settings = DeepSettings(hidden_size=8, activation="relu", first_weights="he", batch_normalization="yes")
    found = differences(Check("a", 1, settings, {}), small_dataset, 0)
    assert found["beta1"] > 0.005
    assert found["W1"] == pytest.approx(0, abs=1e-9)


def test_what_is_left_comes_from_what_the_loss_adds_within_its_logarithm(small_dataset, monkeypatch):
    check = Check("a", 3, DeepSettings(hidden_size=5, activation="sigmoid"), {})
    found = differences(check, small_dataset, 0)
    monkeypatch.setattr("mnistlab.nn.layers.cross_entropy_error", lambda y, t: -np.log(y[range(len(y)), t]).mean())
    exact = differences(check, small_dataset, 0)
    assert 3e-8 < found["b2"] < 3e-7
    assert all(exact[key] < found[key] / 10 for key in found)
