import numpy as np
import pytest

from mnistlab.errors import SettingsError
from mnistlab.nn.differences import result_of
from mnistlab.training import RunSettings, Trainer, replay
from mnistlab.training.sampling import RandomSampler, ShuffledSampler, part_of


@pytest.mark.parametrize("batch_size", [1, 7, 10, 30])
def test_shuffled_epochs_have_every_image_exactly_once(batch_size):
    images = 30
    sampler = ShuffledSampler(images, batch_size, np.random.default_rng(0))
    drawn = np.concatenate([sampler.draw() for _ in range(images)])
    assert {len(sampler.draw()) for _ in range(9)} == {batch_size}
    epochs = drawn.reshape(-1, images)
    assert len(epochs) == batch_size
    for epoch in epochs:
        np.testing.assert_array_equal(np.sort(epoch), np.arange(images))
    if batch_size > 1:
        assert (epochs[0] != epochs[1]).any()


def test_random_sampling_draws_with_replacement():
    sampler = RandomSampler(1000, 1000, np.random.default_rng(0))
    seen = len(np.unique(sampler.draw()))
    assert 0.58 < seen / 1000 < 0.68  # 1 - 1/e


@pytest.mark.parametrize("sampling", ["random", "shuffle"])
def test_a_batch_of_all_has_every_image_once(small_dataset, sampling):
    trainer = Trainer(RunSettings(hidden_size=5, batch_size=0, sampling=sampling), small_dataset)
    for _ in range(2):
        trainer.step()
        np.testing.assert_array_equal(np.sort(trainer.batch.indices), np.arange(len(small_dataset.train_images)))
    assert trainer.seen_in_epoch().all()


def test_a_shuffled_batch_cannot_be_larger_than_the_data(small_dataset):
    with pytest.raises(SettingsError, match="600"):
        Trainer(RunSettings(sampling="shuffle", batch_size=601), small_dataset)
    Trainer(RunSettings(sampling="random", batch_size=601), small_dataset).step()


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
    chance = Trainer(RunSettings(hidden_size=2, batch_size=50), small_dataset)
    for _ in range(12):
        chance.step()
    assert chance.seen_in_epoch().mean() == pytest.approx(1 - np.exp(-1), abs=0.06)


@pytest.mark.parametrize("kind", [RandomSampler, ShuffledSampler])
@pytest.mark.parametrize("batch_size", [1, 7, 30, 31, 75])
def test_a_sampler_draws_on_from_a_position_and_knows_what_was_seen(kind, batch_size):
    images = 30 if kind is RandomSampler else 80
    sampler = kind(images, batch_size, np.random.default_rng(4))
    for _ in range(9):
        again = kind(images, batch_size, np.random.default_rng(0)).at(sampler.position)
        np.testing.assert_array_equal(again.seen(), sampler.seen())
        for _ in range(5):
            np.testing.assert_array_equal(again.draw(), sampler.draw())
            np.testing.assert_array_equal(again.seen(), sampler.seen())


def test_only_the_images_asked_for_are_seen(small_dataset):
    part = part_of(small_dataset, RunSettings(training_images=50, validation_images=30))
    np.testing.assert_array_equal(part.train_images, small_dataset.train_images[:50])
    np.testing.assert_array_equal(part.test_images, small_dataset.train_images[-30:])
    assert part_of(small_dataset, RunSettings()) is small_dataset


@pytest.mark.parametrize("changes", [{"training_images": 601}, {"validation_images": 600}, {"validation_images": 900}])
def test_more_images_than_there_are_is_refused(small_dataset, changes):
    with pytest.raises(SettingsError, match="600"):
        part_of(small_dataset, RunSettings(**changes))


def test_a_run_on_few_images_goes_through_them_in_short_epochs(small_dataset):
    settings = RunSettings(hidden_size=4, batch_size=10, iterations=30, training_images=100, validation_images=50)
    trainer = Trainer(settings, small_dataset)
    trainer.run(lambda: False)
    assert trainer.history.evaluated_at.tolist() == [0, 10, 20, 30]
    assert trainer.epoch == 3
    shares = trainer.history.test_accuracy * 50  # of the validation images
    np.testing.assert_allclose(shares, shares.round())
    again = Trainer.resume(settings, small_dataset, trainer.state, trainer.history)
    assert again.whole is small_dataset
    np.testing.assert_array_equal(again.dataset.test_images, small_dataset.train_images[-50:])


def test_the_way_back_of_a_run_on_few_images_has_the_same_images(small_dataset):
    settings = RunSettings(hidden_size=4, batch_size=10, iterations=30, training_images=100, validation_images=50)
    trainer = Trainer(settings, small_dataset)
    trainer.run(lambda: False)
    back = result_of(replay(trainer, 17))
    np.testing.assert_array_equal(back.dataset.train_images, trainer.dataset.train_images)
    np.testing.assert_array_equal(back.history.loss, trainer.history.loss[:17])
