"""A person's own digits: rounds, the collection with its way back, its file, and the data set made of it."""

import io
import zipfile

import numpy as np
import pytest

from mnistlab.data import load_dataset, samples
from mnistlab.data.samples import (
    Collection,
    Rounds,
    Samples,
    export_samples,
    held_out,
    load_samples,
    save_samples,
)
from mnistlab.errors import DataError
from mnistlab.training import RunSettings, Trainer

FILES = {f"{part}-{kind}" for part in ("train", "t10k") for kind in ("images-idx3-ubyte", "labels-idx1-ubyte")}


def some(*labels):
    """Return a sample for each label; the first pixel tells which it is."""
    images = np.zeros((len(labels), 28, 28), np.uint8)
    images[:, 0, 0] = np.arange(len(labels))
    return Samples(images, np.array(labels, np.uint8), 1_000 + np.arange(len(labels)))


def which(found):
    return found.images[:, 0, 0].tolist()


def finish(work):
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


@pytest.mark.parametrize("seed", range(5))
def test_a_round_has_each_digit_once(seed):
    rounds = Rounds(np.random.default_rng(seed))
    asked = []
    for _ in range(30):
        asked.append(rounds.digit)
        rounds.go_on()
    for start in range(0, 30, 10):
        assert sorted(asked[start : start + 10]) == list(range(10))
    assert len({tuple(asked[start : start + 10]) for start in range(0, 30, 10)}) > 1


def test_what_is_asked_once_more_comes_before_what_was_asked_for():
    rounds = Rounds(np.random.default_rng(0))
    first = rounds.digit
    rounds.go_on()
    second = rounds.digit
    rounds.go_back(first)
    assert rounds.digit == first
    rounds.go_on()
    assert rounds.digit == second
    assert len(rounds.left) == 9


def test_changes_are_taken_back_in_turn(tmp_path):
    collection = Collection(tmp_path / "samples.npz")
    for number, label in enumerate((7, 1, 4)):
        collection.add(np.full((28, 28), number, np.uint8), label, 100 + number)
    collection.delete(1)
    assert collection.samples.labels.tolist() == [7, 4]
    change = collection.undo()
    assert not change.added
    assert collection.samples.labels.tolist() == [7, 1, 4]
    assert which(collection.samples) == [0, 1, 2]
    assert collection.samples.times.tolist() == [100, 101, 102]
    change = collection.undo()
    assert change.added
    assert (change.place, change.label) == (2, 4)
    assert collection.samples.labels.tolist() == [7, 1]
    collection.undo()
    collection.undo()
    assert len(collection.samples) == 0
    assert not collection.can_undo


def test_what_is_saved_is_loaded(tmp_path):
    path = tmp_path / "not" / "yet" / "samples.npz"
    assert len(load_samples(path)) == 0
    save_samples(path, some(7, 1, 4))
    found = load_samples(path)
    np.testing.assert_array_equal(found.images, some(7, 1, 4).images)
    assert found.labels.tolist() == [7, 1, 4]
    assert found.times.tolist() == [1_000, 1_001, 1_002]
    assert [file.name for file in path.parent.iterdir()] == ["samples.npz"]


def test_a_failed_save_keeps_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "samples.npz"
    save_samples(path, some(7))

    def full(file, **arrays):
        file.write(b"a part of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(DataError, match=r"No space left on device.*until the program ends"):
        save_samples(path, some(7, 1))
    assert load_samples(path).labels.tolist() == [7]
    assert list(tmp_path.iterdir()) == [path]


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def lying():
    """Return a file whose header promises far more than there is."""
    content = io.BytesIO()
    header = b"{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999, 28, 28), }"
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("images.npy", b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header)
    return content.getvalue()


GOOD = {"images": some(7).images, "labels": some(7).labels, "times": some(7).times}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a zip",
        npz(**GOOD)[:200],
        npz(images=GOOD["images"]),
        npz(**{**GOOD, "labels": np.array([11], np.uint8)}),
        npz(**{**GOOD, "labels": np.array([1, 2], np.uint8)}),
        npz(**{**GOOD, "labels": np.uint8(3)}),
        npz(**{**GOOD, "images": GOOD["images"].astype(float)}),
        npz(**{**GOOD, "images": np.zeros((1, 784), np.uint8)}),
        npz(**{**GOOD, "times": np.array([object()])}),
        npz(images=np.zeros((20_001, 28, 28), np.uint8), labels=np.zeros(20_001, np.uint8)),
        lying(),
    ],
    ids=[
        "empty",
        "no zip",
        "cut short",
        "key",
        "label",
        "count",
        "no axis",
        "dtype",
        "shape",
        "pickle",
        "many",
        "lies",
    ],
)
def test_a_damaged_file_is_kept_aside(tmp_path, content):
    path = tmp_path / "samples.npz"
    path.with_name("samples.npz.damaged").write_bytes(b"an older one")
    path.write_bytes(content)
    collection = Collection(path)
    with pytest.raises(DataError, match=r"cannot be read.*kept as samples\.npz\.damaged1") as caught:
        collection.load()
    assert caught.value.kind == "samples_damaged"
    assert path.with_name("samples.npz.damaged").read_bytes() == b"an older one"
    assert path.with_name("samples.npz.damaged1").read_bytes() == content
    assert not path.exists()
    collection.add(some(3).images[0], 3, 5)  # and it goes on
    collection.save()
    assert load_samples(path).labels.tolist() == [3]


def test_a_file_that_can_neither_be_read_nor_moved_is_not_written_over(tmp_path, monkeypatch):
    path = tmp_path / "samples.npz"
    path.write_bytes(b"not a zip")

    def refuse(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "rename", refuse)
    collection = Collection(path)
    with pytest.raises(DataError) as caught:
        collection.load()
    assert caught.value.kind == "samples_stuck"
    collection.add(some(3).images[0], 3, 5)
    collection.save()
    assert path.read_bytes() == b"not a zip"


def test_no_more_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(samples, "MOST", 2)
    full = some(1, 2)
    with pytest.raises(DataError, match="no room for more"):
        full.with_sample(full.images[0], 3, 5)


@pytest.mark.parametrize(
    ("labels", "test"),
    [
        ([1, 2], [False, True]),
        ([1, 1], [False, True]),
        ([1, 2, 1], [False, False, True]),
        ([3] * 4, [False, False, False, True]),
        ([3] * 5, [False] * 4 + [True]),
        ([3] * 11, ([False] * 4 + [True]) * 2 + [False]),
        ([1] * 5 + [2] * 2, [False] * 4 + [True] + [False, True]),
    ],
)
def test_every_fifth_of_a_digit_is_for_the_test(labels, test):
    assert held_out(np.array(labels, np.uint8)).tolist() == test


def test_what_is_exported_opens_as_a_data_set_and_can_be_trained_on(tmp_path):
    digits = some(*np.random.default_rng(0).permutation(np.repeat(np.arange(10), 6)))
    done = finish(export_samples(tmp_path, digits))
    assert {file.name for file in tmp_path.iterdir()} == FILES
    data = load_dataset(tmp_path)
    assert (done.train, done.test) == (len(data.train_labels), len(data.test_labels)) == (50, 10)
    assert np.bincount(data.test_labels).tolist() == [1] * 10
    for images, labels in ((data.train_images, data.train_labels), (data.test_images, data.test_labels)):
        np.testing.assert_array_equal(labels, digits.labels[images[:, 0]])  # each image still has its label
    together = [*data.train_images[:, 0], *data.test_images[:, 0]]
    assert sorted(together) == list(range(60))
    trainer = Trainer(RunSettings(hidden_size=4, batch_size=10, iterations=5), data)
    trainer.step()
    assert trainer.iteration == 1


def test_together_with_mnist_ones_own_are_a_tenth(tmp_path, small_dataset):
    digits = some(1, 1, 2)  # two to train on
    done = finish(export_samples(tmp_path, digits, small_dataset))
    data = load_dataset(tmp_path)
    np.testing.assert_array_equal(data.train_images[:600], small_dataset.train_images)
    np.testing.assert_array_equal(data.train_labels[:600], small_dataset.train_labels)
    assert done.train == len(data.train_labels) == 600 + 66
    assert data.train_labels[600:].tolist() == [1, 2] * 33
    assert data.test_labels.tolist() == [1]


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_to_export(tmp_path, count):
    with pytest.raises(DataError, match=rf"There are {count} digits of yours.*at least 2"):
        finish(export_samples(tmp_path, some(*[4] * count)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["t10k-labels-idx1-ubyte", "train-images-idx3-ubyte.gz", "train-images.idx3-ubyte"])
def test_nothing_is_written_over(tmp_path, name):
    (tmp_path / name).write_bytes(b"precious")
    with pytest.raises(DataError, match="already there") as caught:
        finish(export_samples(tmp_path, some(1, 2)))
    assert caught.value.facts["file"] == str(tmp_path / name)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"precious"]


def test_all_four_files_or_none(tmp_path, monkeypatch):
    rename = type(tmp_path).rename

    def fail_at_the_third(self, target):
        if self.name == "t10k-images-idx3-ubyte":
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(type(tmp_path), "rename", fail_at_the_third)
    with pytest.raises(DataError, match="cannot be written: Input/output error"):
        finish(export_samples(tmp_path, some(1, 2)))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(tmp_path):
    with pytest.raises(DataError, match=r"cannot be written: .*Choose another folder"):
        finish(export_samples(tmp_path / "nowhere", some(1, 2)))
    file = tmp_path / "a file"
    file.touch()
    with pytest.raises(DataError, match="cannot be written"):
        finish(export_samples(file, some(1, 2)))
