"""Data sets that are pictures in folders by class."""

import numpy as np
import pytest
from PIL import Image

from mnistlab.data import load_dataset
from mnistlab.data.picture_folder import WORDS, class_of
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


@pytest.mark.parametrize(
    ("train", "test"),
    [("train", "test"), ("training", "testing"), ("Train", "TEST"), ("train", "val"), ("train_images", "test-images")],
)
def test_the_folder_may_say_which_are_to_test_with(write_pictures, train, test):
    write_pictures(30, train)
    dataset = load_dataset(write_pictures(12, test))
    assert (len(dataset.train_labels), len(dataset.test_labels)) == (30, 12)


@pytest.mark.parametrize(
    ("train", "empty"),
    [("train", "train_images"), ("training", "train"), ("train", "test_images"), ("train", "Testing")],
)
def test_a_folder_without_pictures_stands_in_the_way_of_no_other(write_pictures, train, empty):
    (write_pictures(30, train) / empty).mkdir()
    dataset = load_dataset(write_pictures(12, "test"))
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


@pytest.mark.parametrize(
    ("name", "digit"),
    [
        *(("0", 0), ("07", 7), ("3 - three", 3), ("4_four", 4), ("class_5", 5), ("digit6", 6), ("Seven", 7), ("八", 8)),
        *(("９", 9), ("数字2", 2), ("10", None), ("train", None), ("1_of_9", None), ("someone", None), ("", None)),
    ],
)
def test_the_digit_in_the_name_of_a_folder(name, digit):
    assert class_of(name) == digit


def test_folders_of_other_names_are_opened_and_nothing_that_is_hidden_is_taken(write_pictures):
    folder = write_pictures(100)
    for number, word in enumerate(WORDS):
        (folder / str(number)).rename(folder / f"{number}_{word}")
    (folder / "1_one" / "more").mkdir()
    next((folder / "1_one").glob("*.png")).rename(folder / "1_one" / "more" / "x.png")
    (folder / "1_one" / "._0001.png").write_bytes(b"\0\5\x16\7")
    (folder / "1_one" / ".DS_Store").write_bytes(b"\0")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "0001.png").write_bytes(b"\0\5\x16\7")
    dataset = load_dataset(folder)
    assert len(dataset.train_labels) + len(dataset.test_labels) == 100


def test_training_images_alone_are_parted(write_pictures):
    dataset = load_dataset(write_pictures(60, "train"))
    assert len(dataset.train_labels) + len(dataset.test_labels) == 60


def test_pictures_that_belong_to_no_digit_are_not_left_out_in_silence(write_pictures):
    folder = write_pictures(60)
    (folder / "2").rename(folder / "10")
    with pytest.raises(DataError, match="pictures in 10, a name that says no digit"):
        load_dataset(folder)


@pytest.mark.parametrize("ending", ["webp", "tif", "jpg", "ppm"])
def test_a_picture_of_another_kind_is_named(write_pictures, ending):
    folder = write_pictures(60)
    first = next(folder.glob("2/*.png"))
    Image.open(first).save(folder / "2" / f"x.{ending}")
    with pytest.raises(DataError, match=rf"x\.{ending} is no PNG"):
        load_dataset(folder)


def test_what_is_wrong_with_a_picture_is_said_once(write_pictures):
    folder = write_pictures(60)
    Image.new("L", (100, 100)).save(folder / "2" / "black.png")
    with pytest.raises(DataError) as caught:
        load_dataset(folder)
    assert caught.value.kind == "picture_empty"
    (folder / "2" / "black.png").write_bytes(bytes(4_000_001))
    with pytest.raises(DataError, match="larger than 4,000,000 bytes"):
        load_dataset(folder)


def test_pictures_further_down_or_without_classes_are_pointed_at(write_pictures, tmp_path):
    folder = write_pictures(60, "train")
    with pytest.raises(DataError, match=r"own in it is one"):
        load_dataset(tmp_path)
    with pytest.raises(DataError, match=r"not in folders by their digit"):
        load_dataset(folder / "train" / "3")
