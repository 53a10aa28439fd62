import numpy as np
import pytest

from mnistlab.errors import SettingsError
from mnistlab.training import RunSettings, Trainer
from mnistlab.training.sampling import RandomSampler, ShuffledSampler


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


def test_a_shuffled_batch_cannot_be_larger_than_the_data(small_dataset):
    with pytest.raises(SettingsError, match="600"):
        Trainer(RunSettings(sampling="shuffle", batch_size=601), small_dataset)
    Trainer(RunSettings(sampling="random", batch_size=601), small_dataset).step()
