"""A run of a network of any depth."""

from dataclasses import fields, replace

import numpy as np
import pytest

from mnistlab.errors import SettingsError
from mnistlab.nn.differences import result_of
from mnistlab.training import RunSettings, Trainer
from mnistlab.training.deep import DeepSettings, deep_network, train_deep

SMALL = DeepSettings(
    hidden_layers=3, hidden_size=12, activation="relu", first_weights="he", batch_size=20, iterations=60, seed=1
)


def run(dataset, **changes):
    return result_of(train_deep(replace(SMALL, **changes), dataset))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"batch_normalization": "yes"},
        {"dropout": 0.2, "optimizer": "adam", "learning_rate": 0.01},
        {"hidden_layers": 0},
    ],
)
def test_it_learns_and_does_it_again_bit_for_bit(small_dataset, changes):
    one, other = (run(small_dataset, **changes) for _ in range(2))
    np.testing.assert_array_equal(one.loss, other.loss)
    np.testing.assert_array_equal(one.test_accuracy, other.test_accuracy)
    assert one.loss[-10:].mean() < one.loss[:10].mean()
    assert one.evaluated_at.tolist() == [0, 30, 60]  # 600 images, 20 in a batch


def test_the_network_is_as_deep_as_asked_for():
    network = deep_network(replace(SMALL, batch_normalization="yes", dropout=0.1), 784, 600)
    kinds = [type(layer).__name__ for layer in network.layers.values()]
    assert kinds == ["Affine", "BatchNormalization", "Relu", "Dropout"] * 3 + ["Affine"]


def test_only_the_test_images_asked_for_are_measured(small_dataset):
    few = run(small_dataset, test_images=4)
    assert {round(4 * share, 6) % 1 for share in few.test_accuracy} == {0}


def test_a_loss_after_the_update_is_that_of_the_same_batch_once_more(small_dataset):
    before, after = run(small_dataset), run(small_dataset, loss_of="after")
    np.testing.assert_array_equal(before.train_accuracy, after.train_accuracy)  # the same run
    assert np.mean(after.loss < before.loss) > 0.9


def test_a_loss_that_is_no_number_stops_nothing(small_dataset):
    result = run(small_dataset, first_weights="spread", weight_init_std=10.0, learning_rate=1e6)
    assert len(result.loss) == 60
    assert not np.isfinite(result.loss[-1])
    assert result.train_accuracy[-1] < 0.3


def test_the_share_done_grows_to_the_end(small_dataset):
    shares = list(train_deep(SMALL, small_dataset))
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_the_loss_of_all_images_is_measured_with_the_accuracies(small_dataset):
    result = run(small_dataset, weight_decay=0.1)
    images, labels = small_dataset.test_images / np.float32(255), small_dataset.test_labels
    plain = result.network.loss(images, labels) - result.network.weight_decay()
    assert result.test_loss[-1] == pytest.approx(plain, rel=1e-4)
    assert result.train_loss[-1] > result.network.weight_decay() > 0


def test_a_weight_decay_may_be_shared_by_the_images(small_dataset):
    one, other = run(small_dataset, weight_decay=0.01), run(small_dataset, decay_by_images=0.01 * 600)
    np.testing.assert_array_equal(one.loss, other.loss)


def test_sigmoid_outputs_learn_with_either_cost(small_dataset):
    for outputs, rate in (("sigmoid", 0.5), ("squares", 3.0)):
        asked = {"hidden_layers": 1, "activation": "sigmoid", "outputs": outputs, "bias_init_std": 1.0}
        result = run(small_dataset, **asked, first_weights="xavier", learning_rate=rate, iterations=300)
        assert result.test_accuracy[-1] > result.test_accuracy[0] + 0.2
        assert result.network.params["b1"].std() > 0.5


def test_of_very_many_epochs_not_every_one_is_measured(small_dataset):
    result = run(small_dataset, training_images=20, iterations=2000)  # an epoch each
    assert 200 < len(result.evaluated_at) < 403
    assert result.evaluated_at[-1] == 2000


def test_a_run_can_be_watched_at_each_measurement(small_dataset):
    seen = []
    result = result_of(train_deep(SMALL, small_dataset, seen.append))
    assert [len(one.loss) for one in seen] == [0, 30, 60]
    np.testing.assert_array_equal(seen[1].test_accuracy, result.test_accuracy[:2])


def test_without_a_hidden_layer_it_is_the_run_of_the_trainer(small_dataset):
    trainer = Trainer(RunSettings(hidden_size=0, iterations=60, batch_size=20, activation="tanh"), small_dataset)
    trainer.run(lambda: False)
    for changes in ({"hidden_layers": 0}, {"hidden_layers": 1, "hidden_size": 0}):
        result = run(small_dataset, **changes, first_weights="spread", seed=42)
        assert result.network.params.keys() == {"W1", "b1"}
        np.testing.assert_array_equal(result.loss, trainer.history.loss)


def test_a_batch_of_all_images_is_learnt_from_in_pieces(small_dataset, large_batches):
    settings = replace(SMALL, batch_size=0, iterations=4, hidden_layers=1, loss_of="after")
    shares = list(train_deep(settings, small_dataset))
    assert len(shares) > 4 * 600 / 40
    assert shares == sorted(shares)
    same = RunSettings(**{one.name: getattr(settings, one.name) for one in fields(RunSettings)})
    trainer = Trainer(same, small_dataset)
    trainer.run(lambda: False)
    result = run(small_dataset, batch_size=0, iterations=4, hidden_layers=1)
    np.testing.assert_array_equal(result.loss, trainer.history.loss)
    after = run(small_dataset, batch_size=0, iterations=4, hidden_layers=1, loss_of="after")
    np.testing.assert_allclose(after.loss[:-1], result.loss[1:], rtol=1e-5)  # both are on all images
    with pytest.raises(SettingsError, match="at most 100 images"):
        run(small_dataset, batch_size=0, batch_normalization="yes")


def test_validation_images_come_from_the_first_ones_where_only_those_are_there(small_dataset):
    few = replace(
        small_dataset, train_images=small_dataset.train_images[:100], train_labels=small_dataset.train_labels[:100]
    )
    changes = {"validation_images": 20, "iterations": 8}
    np.testing.assert_array_equal(
        run(small_dataset, first_images=100, **changes).test_accuracy, run(few, **changes).test_accuracy
    )
    with pytest.raises(SettingsError, match="there are 600"):
        run(small_dataset, first_images=601)
