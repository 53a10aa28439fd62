"""`load_mnist`, as a script from a book calls it."""

import inspect
import tracemalloc

import numpy as np
import pytest

from mnistlab.data import load_mnist
from mnistlab.errors import DataError


@pytest.fixture
def folder(write_idx_folder, small_dataset, tmp_path):
    return write_idx_folder(
        tmp_path,
        train=(small_dataset.train_images, small_dataset.train_labels),
        test=(small_dataset.test_images, small_dataset.test_labels),
        gz=False,
    )


def test_the_signature_is_the_promised_one():
    signature = inspect.signature(load_mnist)
    assert list(signature.parameters) == ["normalize", "flatten", "one_hot_label", "path"]
    assert [p.default for p in signature.parameters.values()] == [True, True, False, None]
    assert signature.parameters["path"].kind is inspect.Parameter.KEYWORD_ONLY


def test_without_arguments_it_is_mnist(mnist):
    (x_train, t_train), (x_test, t_test) = load_mnist()
    assert (x_train.shape, x_train.dtype) == ((60_000, 784), np.float32)
    assert (x_test.shape, x_test.dtype) == ((10_000, 784), np.float32)
    assert (x_train.min(), x_train.max()) == (0, 1)
    np.testing.assert_array_equal(x_test, mnist.test_images.astype(np.float32) / np.float32(255))
    np.testing.assert_array_equal(t_train, mnist.train_labels, strict=True)
    np.testing.assert_array_equal(t_test, mnist.test_labels, strict=True)


@pytest.mark.parametrize("flatten", [True, False])
@pytest.mark.parametrize("normalize", [True, False])
def test_images(folder, small_dataset, normalize, flatten):
    (x_train, _), (x_test, _) = load_mnist(normalize, flatten, path=folder)
    for x, pixels in ((x_train, small_dataset.train_images), (x_test, small_dataset.test_images)):
        assert x.shape == ((len(pixels), 784) if flatten else (len(pixels), 1, 28, 28))
        assert x.dtype == (np.float32 if normalize else np.uint8)
        expected = pixels.astype(np.float32) / np.float32(255) if normalize else pixels
        np.testing.assert_array_equal(x.reshape(-1, 784), expected, strict=True)


def test_one_hot_labels(folder, small_dataset):
    (_, t_train), (_, t_test) = load_mnist(one_hot_label=True, path=folder)
    for t, numbers in ((t_train, small_dataset.train_labels), (t_test, small_dataset.test_labels)):
        assert (t.shape, t.dtype) == ((len(numbers), 10), np.float32)
        np.testing.assert_array_equal(t.sum(axis=1), 1)
        np.testing.assert_array_equal(t.argmax(axis=1), numbers)


@pytest.mark.parametrize("one_hot_label", [True, False])
@pytest.mark.parametrize("normalize", [True, False])
def test_the_arrays_are_the_callers_own(folder, normalize, one_hot_label):
    def arrays():
        train, test = load_mnist(normalize, one_hot_label=one_hot_label, path=folder)
        return (*train, *test)

    before = [array.copy() for array in arrays()]
    for array in arrays():
        array[...] = 1
    for array, kept in zip(arrays(), before, strict=True):
        np.testing.assert_array_equal(array, kept)


def test_no_larger_copy_is_made_on_the_way(folder, small_dataset):
    pixels = small_dataset.train_images.size + small_dataset.test_images.size
    tracemalloc.start()
    try:
        load_mnist(path=folder)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 7 * pixels  # 1 byte as uint8 and 4 as float32; one more copy would need another 4 or 8


def test_a_bad_folder_is_refused(tmp_path):
    with pytest.raises(DataError) as caught:
        load_mnist(path=tmp_path / "absent")
    assert caught.value.kind == "folder_missing"
