"""What a mini-batch shows."""

import numpy as np

from mnistlab.training import MiniBatch, Phase


def test_a_batch_has_the_images_and_labels_of_its_indices(small_dataset):
    batch = MiniBatch(small_dataset, np.array([5, 3, 5]))
    np.testing.assert_array_equal(batch.images, small_dataset.train_images[[5, 3, 5]])
    np.testing.assert_array_equal(batch.labels, small_dataset.train_labels[[5, 3, 5]])
    batch.images[:] = 0  # a copy
    assert small_dataset.train_images[5].any()


def test_the_phases_have_the_names_of_the_trainers_methods():
    assert [phase.value for phase in Phase] == ["select_batch", "compute_gradient", "update"]
