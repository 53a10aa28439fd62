from dataclasses import replace

import numpy as np
import pytest

from mnistlab.data import load_dataset
from mnistlab.errors import SettingsError
from mnistlab.nn import MultiLayerNet
from mnistlab.resources import resource_path
from mnistlab.training import declared, ready_network
from mnistlab.training.recipe import RECIPES, first_network, follow_recipe
from mnistlab.training.weights import READY

SMALL = replace(RECIPES["best"], hidden_size=40, epochs=2)


@pytest.fixture(scope="module")
def few():
    data = load_dataset()
    return replace(data, train_images=data.train_images[:3000], train_labels=data.train_labels[:3000])


def test_it_learns_and_the_same_recipe_gives_the_same_network(few):
    networks = [list(follow_recipe(SMALL, few))[-1] for _ in range(2)]
    for key, value in networks[0].params.items():
        assert np.array_equal(value, networks[1].params[key])
        assert value.dtype == np.float32
    assert networks[0].accuracy(few.test_images[:2000] / np.float32(255), few.test_labels[:2000]) > 0.6


def test_the_first_weights_fit_relu_and_images_that_are_mostly_black():
    network = first_network(replace(SMALL, hidden_size=200), 784)
    assert network.params["W1"].std() == pytest.approx(2 * np.sqrt(2 / 784), rel=0.02)
    assert network.params["W2"].std() == pytest.approx(np.sqrt(2 / 200), rel=0.05)


def test_held_out_images_are_not_learnt_from(few):
    recipe = replace(SMALL, held_out=1000, epochs=1)
    others = few.train_images.copy()
    others[-1000:] = 255 - others[-1000:]
    first, second = (list(follow_recipe(recipe, data))[-1] for data in (few, replace(few, train_images=others)))
    assert all(np.array_equal(value, second.params[key]) for key, value in first.params.items())


@pytest.mark.parametrize("wrong", [{"epochs": 0}, {"held_out": -1}, {"seed": 1.5}])
def test_a_wrong_number_names_itself(wrong):
    with pytest.raises(SettingsError) as caught:
        replace(SMALL, **wrong)
    assert caught.value.facts["field"] == declared(type(SMALL))[next(iter(wrong))].label


def test_holding_out_all_images_is_refused(few):
    with pytest.raises(SettingsError):
        next(follow_recipe(replace(SMALL, held_out=2950), few))


def test_the_network_that_ships_reads_the_test_images():
    network, data = ready_network(), load_dataset()
    assert isinstance(network, MultiLayerNet)
    assert network.accuracy(data.test_images / np.float32(255), data.test_labels) >= 0.993
    assert resource_path(READY).stat().st_size <= 3_000_000
