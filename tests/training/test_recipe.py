from dataclasses import replace

import numpy as np
import pytest

from mnistlab.errors import SettingsError
from mnistlab.nn import MultiLayerNet
from mnistlab.resources import resource_path
from mnistlab.training import declared, ready_network
from mnistlab.training.recipe import RECIPES, first_network, follow_recipe
from mnistlab.training.weights import READY

SMALL = replace(RECIPES["best"], hidden_size=40, epochs=2)


def first(data, count):
    return replace(data, train_images=data.train_images[:count], train_labels=data.train_labels[:count])


@pytest.fixture(scope="module")
def few(mnist):
    return first(mnist, 300)


def test_it_learns(mnist):
    network = list(follow_recipe(SMALL, first(mnist, 3000)))[-1]
    assert network.accuracy(mnist.test_images[:2000] / np.float32(255), mnist.test_labels[:2000]) > 0.6


def test_the_same_recipe_gives_the_same_network(few):
    networks = [list(follow_recipe(SMALL, few))[-1] for _ in range(2)]
    for key, value in networks[0].params.items():
        assert np.array_equal(value, networks[1].params[key])
        assert value.dtype == np.float32


def test_the_first_weights_fit_relu_and_images_that_are_mostly_black():
    network = first_network(replace(SMALL, hidden_size=200), 784)
    assert network.params["W1"].std() == pytest.approx(2 * np.sqrt(2 / 784), rel=0.02)
    assert network.params["W2"].std() == pytest.approx(np.sqrt(2 / 200), rel=0.05)


def test_its_scores_are_the_mean_of_those_of_networks_from_two_seeds(few):
    recipe = replace(SMALL, epochs=1, networks=1, written_anew=0.0, figures=0.0)
    together = list(follow_recipe(replace(recipe, networks=2), few))[-1]
    apart = [list(follow_recipe(replace(recipe, seed=seed), few))[-1] for seed in (SMALL.seed, SMALL.seed + 1)]
    images = few.test_images[:50] / np.float32(255)
    mean = np.mean([network.predict(images) for network in apart], axis=0)
    np.testing.assert_allclose(together.predict(images), mean, rtol=1e-4, atol=1e-5)
    assert not np.allclose(*(network.predict(images) for network in apart), atol=0.1)


def test_the_rate_falls_to_nothing_and_digits_are_more_as_they_are_in_the_closing_epochs():
    recipe = replace(SMALL, epochs=120, closing=12)
    assert recipe.rate(0) == recipe.learning_rate
    assert recipe.rate(107.9) == pytest.approx(0, abs=0.001)
    assert recipe.rate(108) == recipe.rate(119) == recipe.closing_rate
    assert recipe.at(107) == recipe
    assert recipe.at(108).distortion.bend == pytest.approx(recipe.closing_factor * recipe.distortion.bend)
    assert recipe.at(108).figures == pytest.approx(recipe.closing_factor * recipe.figures)
    assert replace(recipe, epochs=9).at(8) == replace(recipe, epochs=9)  # no time for closing epochs


def test_the_weights_are_the_mean_of_the_closing_epochs(few, monkeypatch):
    data = first(few, 100)
    monkeypatch.setattr("mnistlab.training.recipe.drawn_anew", lambda _recipe, images, labels, _epoch: (images, labels))
    recipe = replace(SMALL, networks=1, epochs=20, closing=2)
    *_, before, after, both = follow_recipe(recipe, data)
    still = [*follow_recipe(replace(recipe, closing_rate=0.0), data)]
    for key, value in before.params.items():
        assert not np.allclose(value, after.params[key], atol=1e-4)
        assert np.abs(both.params[key] - after.params[key]).max() < np.abs(after.params[key] - value).max()
        np.testing.assert_allclose(still[-1].params[key], value, rtol=1e-5, atol=1e-7)


def test_held_out_images_are_not_learnt_from(few):
    recipe = replace(SMALL, held_out=100, epochs=1)
    others = few.train_images.copy()
    others[-100:] = 255 - others[-100:]
    with_some, with_others = (
        list(follow_recipe(recipe, data))[-1] for data in (few, replace(few, train_images=others))
    )
    assert all(np.array_equal(value, with_others.params[key]) for key, value in with_some.params.items())


@pytest.mark.parametrize("wrong", [{"epochs": 0}, {"held_out": -1}, {"seed": 1.5}])
def test_a_wrong_number_names_itself(wrong):
    with pytest.raises(SettingsError) as caught:
        replace(SMALL, **wrong)
    assert caught.value.facts["field"] == declared(type(SMALL))[next(iter(wrong))].label


def test_holding_out_all_images_is_refused(few):
    with pytest.raises(SettingsError):
        next(follow_recipe(replace(SMALL, held_out=250), few))


def test_the_network_that_ships_reads_the_test_images(mnist):
    network, data = ready_network(), mnist
    assert isinstance(network, MultiLayerNet)
    assert network.accuracy(data.test_images / np.float32(255), data.test_labels) >= 0.9939
    assert resource_path(READY).stat().st_size <= 6_000_000
