"""Data sets: the one that comes with the program, and folders that a person opens."""

import bz2
import errno
import gzip
import hashlib
import lzma
import os
import pickle
import struct
from dataclasses import FrozenInstanceError
from pathlib import Path

import numpy as np
import pytest

from mnistlab.data import Dataset, load_dataset
from mnistlab.errors import DataError
from mnistlab.resources import resource_path

ARRAYS = ("train_images", "train_labels", "test_images", "test_labels")
FILES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)


def refusal(path: Path) -> DataError:
    with pytest.raises(DataError) as caught:
        load_dataset(path)
    assert path.name in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("name", "sha256"),
    [
        ("train-images-idx3-ubyte.gz", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        ("train-labels-idx1-ubyte.gz", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        ("t10k-images-idx3-ubyte.gz", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        ("t10k-labels-idx1-ubyte.gz", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ],
)
def test_the_shipped_files_are_the_official_ones(name, sha256):
    assert hashlib.sha256((resource_path("mnist") / name).read_bytes()).hexdigest() == sha256


def test_the_shipped_mnist(mnist):
    assert mnist.name == "MNIST"
    assert mnist.path == resource_path("mnist")
    assert mnist.train_images.shape == (60_000, 784)
    assert mnist.train_labels.shape == (60_000,)
    assert mnist.test_images.shape == (10_000, 784)
    assert mnist.test_labels.shape == (10_000,)
    assert {getattr(mnist, name).dtype for name in ARRAYS} == {np.dtype(np.uint8)}
    assert mnist.train_labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert mnist.test_labels[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]
    assert np.bincount(mnist.test_labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


def test_the_pixels_of_mnist_are_where_they_belong(mnist):
    # The mean of the training pixels that the literature gives for MNIST.
    assert mnist.train_images.mean() / 255 == pytest.approx(0.1307, abs=5e-5)
    # Each digit lies with its centre of mass at (14, 14), which holds only if rows and columns are whole.
    images = mnist.test_images.reshape(-1, 28, 28).astype(np.float64)
    mass = images.sum(axis=(1, 2))
    index = np.arange(28)
    assert (images.sum(axis=2) @ index / mass).mean() == pytest.approx(14, abs=0.1)
    assert (images.sum(axis=1) @ index / mass).mean() == pytest.approx(14, abs=0.1)


def test_arrays_cannot_be_written(mnist):
    for name in ARRAYS:
        with pytest.raises(ValueError, match="read-only"):
            getattr(mnist, name)[0] = 1


def test_a_dataset_cannot_be_changed(small_dataset):
    with pytest.raises(FrozenInstanceError):
        small_dataset.name = "other"


def test_a_dataset_prints_in_one_line(mnist):
    assert len(repr(mnist)) < 60 + len(repr(mnist.path))


def test_the_small_dataset(small_dataset):
    assert small_dataset.train_images.shape == (600, 784)
    assert small_dataset.test_images.shape == (200, 784)
    assert set(small_dataset.train_labels) == set(range(10))


def some_arrays() -> dict[str, np.ndarray]:
    return {
        "train_images": np.full((6, 784), 7, np.uint8),
        "train_labels": np.arange(6, dtype=np.uint8),
        "test_images": np.zeros((3, 784), np.uint8),
        "test_labels": np.arange(3, dtype=np.uint8),
    }


def test_the_arrays_of_the_caller_stay_writable():
    arrays = some_arrays()
    Dataset(name="own", path=Path(), **arrays)
    arrays["train_images"][0, 0] = 9


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("train_images", np.zeros((6, 784), np.float32)),
        ("train_images", np.zeros((6, 28, 28), np.uint8)),
        ("test_images", np.zeros((0, 784), np.uint8)),
        ("test_images", np.zeros((3, 783), np.uint8)),
        ("test_labels", np.zeros(4, np.uint8)),
        ("test_labels", np.zeros((3, 10), np.uint8)),
        ("train_labels", np.zeros(6, np.int64)),
        ("train_labels", [0, 1, 2, 3, 4, 5]),
    ],
)
def test_a_dataset_checks_what_it_is_made_of(name, array):
    with pytest.raises(DataError, match=name) as caught:
        Dataset(name="own", path=Path(), **(some_arrays() | {name: array}))
    assert caught.value.kind == "wrong_array"


def test_a_dataset_checks_its_labels():
    with pytest.raises(DataError, match="test_labels") as caught:
        Dataset(name="own", path=Path(), **(some_arrays() | {"test_labels": np.array([0, 10, 1], np.uint8)}))
    assert caught.value.kind == "label_range"


@pytest.mark.parametrize("gz", [True, False])
def test_a_folder_gives_what_was_written(write_idx_folder, small_dataset, tmp_path, gz):
    folder = write_idx_folder(
        tmp_path / "my digits 数字",
        train=(small_dataset.train_images, small_dataset.train_labels),
        test=(small_dataset.test_images, small_dataset.test_labels),
        gz=gz,
    )
    found = load_dataset(str(folder))
    assert found.name == "my digits 数字"
    assert found.path == folder
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(found, name), getattr(small_dataset, name), strict=True)
        assert not getattr(found, name).flags.writeable


def test_a_relative_folder_becomes_an_absolute_one(write_idx_folder, tmp_path, monkeypatch):
    write_idx_folder(tmp_path / "digits")
    monkeypatch.chdir(tmp_path)
    assert load_dataset("digits").path == tmp_path / "digits"
    monkeypatch.chdir(tmp_path / "digits")
    assert load_dataset(".").name == "digits"


def test_gzipped_and_plain_files_may_lie_together(write_idx_folder, tmp_path):
    folder = write_idx_folder(tmp_path)
    packed = folder / f"{FILES[0]}.gz"
    (folder / FILES[0]).write_bytes(gzip.decompress(packed.read_bytes()))
    packed.unlink()
    assert load_dataset(folder).train_images.shape == (30, 784)


@pytest.mark.parametrize("gz", [True, False])
def test_the_spelling_with_a_dot(write_idx_folder, tmp_path, gz):
    folder = write_idx_folder(tmp_path, gz=gz)
    for path in list(folder.iterdir()):
        path.rename(folder / path.name.replace("-idx", ".idx"))
    assert len(load_dataset(folder).train_images) == 30


def test_a_folder_of_one_spelling_beside_the_file_of_the_other(write_idx_folder, tmp_path):
    folder = write_idx_folder(tmp_path, gz=False)
    for path in list(folder.iterdir()):
        path.rename(folder / path.name.replace("-idx", ".idx"))
        path.mkdir()
    assert len(load_dataset(folder).train_images) == 30


def test_a_missing_folder(tmp_path):
    assert refusal(tmp_path / "absent").kind == "folder_missing"


def test_a_name_that_no_path_can_have():
    with pytest.raises(DataError) as caught:
        load_dataset("\0")
    assert caught.value.kind == "folder_missing"


def test_a_relative_folder_where_the_working_folder_is_gone(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    try:
        gone.rmdir()
    except OSError:
        pytest.skip("this system deletes no working folder")
    for folder in ("data", "."):
        with pytest.raises(DataError, match=f"There is no folder {folder}"):
            load_dataset(folder)


def test_a_file_in_place_of_the_folder(write_idx_folder, tmp_path):
    folder = write_idx_folder(tmp_path)
    assert refusal(folder / f"{FILES[0]}.gz").kind == "not_a_folder"
    assert refusal(folder / f"{FILES[0]}.gz" / "below").kind == "folder_missing"


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file(write_idx_folder, tmp_path, name):
    folder = write_idx_folder(tmp_path)
    (folder / f"{name}.gz").unlink()
    error = refusal(folder)
    assert error.kind == "file_missing"
    assert error.facts == {"folder": str(folder), "file": name}


@pytest.mark.parametrize("name", FILES)
def test_a_folder_in_place_of_a_file(write_idx_folder, tmp_path, name):
    folder = write_idx_folder(tmp_path, gz=False)
    (folder / name).unlink()
    (folder / name).mkdir()
    error = refusal(folder)
    assert (error.kind, error.facts["file"]) == ("not_a_file", str(folder / name))


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named(write_idx_folder, tmp_path, name):
    path = write_idx_folder(tmp_path, gz=False) / name
    path.write_bytes(path.read_bytes()[:-1])
    error = refusal(tmp_path)
    assert (error.kind, error.facts["file"]) == ("truncated", str(path))


@pytest.mark.parametrize("part", ["train", "test"])
@pytest.mark.parametrize(("images", "labels"), [(20, 19), (19, 20)])
def test_more_of_one_than_of_the_other(write_idx_folder, tmp_path, part, images, labels):
    data = np.zeros((images, 784), np.uint8), np.zeros(labels, np.uint8)
    error = refusal(write_idx_folder(tmp_path, **{part: data}))
    assert error.kind == "count_mismatch"
    assert (error.facts["image_count"], error.facts["label_count"]) == (images, labels)


@pytest.mark.parametrize("part", ["train", "test"])
def test_a_label_that_is_no_digit(write_idx_folder, tmp_path, part):
    data = np.zeros((3, 784), np.uint8), np.array([0, 9, 10], np.uint8)
    error = refusal(write_idx_folder(tmp_path, **{part: data}))
    assert error.kind == "label_range"
    assert (error.facts["found"], error.facts["expected"]) == (10, 9)
    assert "labels-idx1" in error.facts["file"]


@pytest.mark.parametrize("forbidden", ["", f"{FILES[2]}.gz"])
def test_what_may_not_be_looked_at_is_named(write_idx_folder, tmp_path, monkeypatch, forbidden):
    folder = write_idx_folder(tmp_path)
    stat = Path.stat

    def refuse(path: Path, **options: bool) -> os.stat_result:
        if path == folder / forbidden:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return stat(path, **options)

    monkeypatch.setattr(Path, "stat", refuse)
    error = refusal(folder)
    assert error.kind == "not_readable"
    assert error.facts == {"file": str(folder / forbidden), "reason": os.strerror(errno.EACCES)}


def test_a_folder_whose_mode_forbids_entering(write_idx_folder, tmp_path):
    folder = write_idx_folder(tmp_path / "closed")
    folder.chmod(0)
    try:
        if os.access(folder, os.X_OK):
            pytest.skip("root, and Windows, enter a folder of any mode")
        assert refusal(folder).kind == "not_readable"
    finally:
        folder.chmod(0o700)


def test_a_folder_in_it_whose_mode_forbids_entering_does_no_harm(tmp_path):
    (tmp_path / "raw").mkdir(0)
    (tmp_path / "0").mkdir(0)
    try:
        assert refusal(tmp_path).kind == "file_missing"
    finally:
        (tmp_path / "raw").chmod(0o700)
        (tmp_path / "0").chmod(0o700)


def test_an_error_can_be_sent_to_another_process(tmp_path):
    error = refusal(tmp_path)
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)
    assert (type(copy), copy.kind, copy.facts, str(copy)) == (DataError, error.kind, error.facts, str(error))


@pytest.mark.parametrize(
    ("train", "test", "labels"),
    [
        ("emnist-digits-train", "emnist-digits-test", "idx1-ubyte"),
        ("emnist-mnist-train", "emnist-mnist-test", "idx1-ubyte"),
        ("qmnist-train", "qmnist-test", "idx2-int"),
    ],
)
def test_sets_under_names_of_their_own_open(tmp_path, write_idx_folder, train, test, labels):
    folder = write_idx_folder(tmp_path / "x")
    expected = load_dataset(folder)
    for own, name in ("train", train), ("t10k", test):
        (folder / f"{own}-images-idx3-ubyte.gz").rename(folder / f"{name}-images-idx3-ubyte.gz")
        old = folder / f"{own}-labels-idx1-ubyte.gz"
        if labels == "idx2-int":
            digits = np.frombuffer(gzip.decompress(old.read_bytes())[8:], np.uint8)
            table = np.zeros((len(digits), 8), ">i4")
            table[:, 0], table[:, 1] = digits, 99_999
            old.write_bytes(gzip.compress(struct.pack(">3I", 0x0C02, *table.shape) + table.tobytes()))
        old.rename(folder / f"{name}-labels-{labels}.gz")
    found = load_dataset(folder)
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))


def test_what_is_in_a_folder_without_the_files_is_named(tmp_path, write_idx_folder):
    write_idx_folder(tmp_path / "tv" / "MNIST" / "raw")
    assert "MNIST/raw in it" in str(refusal(tmp_path / "tv")).replace("\\", "/")
    assert "raw in it" in str(refusal(tmp_path / "tv" / "MNIST"))
    letters, others = tmp_path / "letters", tmp_path / "others"
    for folder, name in (letters, "emnist-letters-train-images-idx3-ubyte.gz"), (others, "kmnist-labels-idx1-ubyte"):
        folder.mkdir()
        (folder / name).touch()
        assert name in str(refusal(folder))
    assert refusal(letters).kind == "data_of_letters"
    assert refusal(others).kind == "data_of_others"


def test_data_many_folders_down_are_named(tmp_path, write_idx_folder):
    write_idx_folder(tmp_path / "x" / "data" / "0" / "set" / "MNIST" / "raw")
    assert "data/0/set/MNIST/raw in it" in str(refusal(tmp_path / "x")).replace("\\", "/")


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ("mnist.npz", "data_in_another_form"),
        ("mnist_train.csv", "data_in_another_form"),
        ("mnist/train-00000-of-00001.parquet", "data_in_another_form"),
        ("mnist.pkl.gz", "data_in_another_form"),
        ("archive.ZIP", "data_packed"),
        ("mnist.tar.gz", "data_packed"),
    ],
)
def test_data_in_another_form_are_named_with_the_way_out(tmp_path, found, kind):
    path = tmp_path / "x" / found
    path.parent.mkdir(parents=True)
    path.touch()
    error = refusal(tmp_path / "x")
    assert error.kind == kind
    assert found in str(error).replace("\\", "/")
    assert refusal(path).kind == kind  # chosen itself


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "gzip_twice"),
        (b"<!DOCTYPE html><html>", "web_page"),
        (b'{"message": "Not Found"}', "web_page"),
        (b"version https://git-lfs.github.com/spec/v1", "web_page"),
        (b"PK\x03\x04 and so on", "archive_for_data"),
        (bz2.compress(b"anything"), "archive_for_data"),
        (lzma.compress(b"anything"), "archive_for_data"),
        (b"\x93NUMPY\x01\x00", "other_form_for_idx"),
        (b"PAR1\x15\x04\x15\x10", "other_form_for_idx"),
        (pickle.dumps([1, 2, 3]), "other_form_for_idx"),
        (struct.pack("<2I", 0x0801, 10), "idx_byte_order"),
        (struct.pack("<2I", 0x0803, 10), "idx_byte_order"),
        (struct.pack(">4I", 0x0D03, 2, 28, 28), "other_idx"),
        (struct.pack(">3I", 0x0C02, 2**31, 8), "too_large"),
        (struct.pack(">3I4i", 0x0C02, 2, 2, 3, 0, -1, 0), "label_range"),
        (struct.pack(">3I2i", 0x0C02, 2, 2, 3, 0), "truncated"),
        (struct.pack(">2I", 0x0C02, 2), "header_cut_short"),
    ],
)
def test_what_a_file_is_in_place_of_labels_is_said(tmp_path, write_idx_folder, content, kind):
    folder = write_idx_folder(tmp_path / "x")
    path = folder / "train-labels-idx1-ubyte.gz"
    path.write_bytes(content if content[:2] == b"\x1f\x8b" else gzip.compress(content))
    with pytest.raises(DataError) as caught:
        load_dataset(folder)
    assert caught.value.kind == kind
    assert path.name in str(caught.value)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("train-images-idx3-ubyte (1).gz", "data_of_others"),
        ("train-images-idx3-ubyte.gz.crdownload", "data_of_others"),
        ("TRAIN-IMAGES-IDX3-UBYTE", "data_of_others"),
        ("train_images.idx3.ubyte", "data_of_others"),
        ("train-images-idx3-ubyte.zip", "data_packed"),
        ("train-images-idx3-ubyte.xz", "data_packed"),
        ("mnist-train.tfrecord-00000-of-00001", "data_in_another_form"),
        ("mnist.jsonl", "data_in_another_form"),
        ("mnist.tar.zst", "data_packed"),
        ("below/raw/emnist-letters-train-images-idx3-ubyte.gz", "data_of_letters"),
    ],
)
def test_what_lies_in_the_place_of_the_training_images_is_named(tmp_path, name, kind):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    error = refusal(tmp_path)
    assert (error.kind, error.facts["found"]) == (kind, name)
