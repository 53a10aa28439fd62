import numpy as np
import pytest

from mnistlab.data.images import CLASSES, PIXELS, SIDE, as_input


def test_an_image_is_what_mnist_has(mnist):
    assert mnist.train_images.shape[1] == PIXELS == SIDE**2 == 784
    assert sorted(set(mnist.train_labels.tolist())) == list(range(CLASSES))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_network_is_given_shares_of_the_ink_in_the_dtype_it_computes_in(dtype):
    x = as_input(np.arange(256, dtype=np.uint8).reshape(2, 128), dtype)
    assert (x.shape, x.dtype) == ((2, 128), dtype)
    assert (x.min(), x.max()) == (0, 1)
    np.testing.assert_array_equal(x.reshape(-1), [dtype(level) / dtype(255) for level in range(256)])


def test_without_a_dtype_it_is_half_the_memory_of_numpys_own_division():
    assert as_input(np.zeros(3, np.uint8)).dtype == np.float32
