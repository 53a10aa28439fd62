"""Data sets that are pictures in folders by class."""

import numpy as np
import pytest
from PIL import Image

from mnistlab.data import load_dataset
from mnistlab.errors import DataError


@pytest.fixture
def write_pictures(tmp_path, mnist):
    """Write the first so many test images of MNIST, each into the folder of its digit."""

    def write(count, part="", ending="png", change=lambda image: image):
        for number in range(count):
            image = Image.fromarray(mnist.test_images[number].reshape(28, 28))
            folder = tmp_path / "own" / part / str(mnist.test_labels[number])
            folder.mkdir(parents=True, exist_ok=True)
            change(image).save(folder / f"{number:04}.{ending}")
        return tmp_path / "own"

    return write


def rows_of(images):
    return {row.tobytes() for row in images}


def test_every_sixth_picture_of_a_digit_is_one_to_test_with(write_pictures, mnist):
    dataset = load_dataset(write_pictures(200))
    assert dataset.name == "own"
    assert len(dataset.train_labels) + len(dataset.test_labels) == 200
    assert np.array_equal(np.bincount(dataset.test_labels), np.bincount(mnist.test_labels[:200]) // 6)
    assert rows_of(dataset.train_images) | rows_of(dataset.test_images) == rows_of(mnist.test_images[:200])


@pytest.mark.parametrize(("train", "test"), [("train", "test"), ("training", "testing")])
def test_the_folder_may_say_which_are_to_test_with(write_pictures, train, test):
    write_pictures(30, train)
    dataset = load_dataset(write_pictures(12, test))
    assert (len(dataset.train_labels), len(dataset.test_labels)) == (30, 12)


def test_dark_ink_on_light_paper_is_exchanged(write_pictures, mnist):
    dataset = load_dataset(write_pictures(100, change=lambda image: image.point(lambda tone: 255 - tone)))
    assert rows_of(dataset.train_images) <= rows_of(mnist.test_images[:100])


def test_pictures_of_other_sizes_are_prepared_as_drawings_are(write_pictures, mnist):
    large = load_dataset(write_pictures(60, change=lambda image: image.resize((140, 140), Image.Resampling.BICUBIC)))
    order = np.argsort(mnist.test_labels[:60], kind="stable")
    kept = [mnist.test_images[number].astype(float) for number in order]
    like = [min(np.abs(image - one).mean() for one in kept) for image in large.train_images[:20].astype(float)]
    assert np.mean(like) < 12


def test_a_picture_that_cannot_be_read_is_named(write_pictures):
    folder = write_pictures(60)
    broken = next(folder.glob("3/*"))
    broken.write_bytes(b"no picture")
    with pytest.raises(DataError, match=broken.name):
        load_dataset(folder)
    with pytest.raises(DataError, match="PNG"):
        load_dataset(write_pictures(3, "train", "jpg").joinpath("train"))
