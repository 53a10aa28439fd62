"""A person's own digits, given out as a data set that opens like any other."""

import os

import numpy as np
import pytest

from mnistlab.data import load_dataset
from mnistlab.data.sample_export import export_samples, held_out
from mnistlab.errors import DataError
from mnistlab.nn.differences import result_of
from mnistlab.training import RunSettings, Trainer

FILES = {f"{part}-{kind}" for part in ("train", "t10k") for kind in ("images-idx3-ubyte", "labels-idx1-ubyte")}


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


def test_what_is_exported_opens_as_a_data_set_and_can_be_trained_on(tmp_path, some):
    digits = some(*np.random.default_rng(0).permutation(np.repeat(np.arange(10), 6)))
    done = result_of(export_samples(tmp_path, digits))
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


def test_together_with_mnist_ones_own_are_a_tenth(tmp_path, small_dataset, some):
    digits = some(1, 1, 2)  # two to train on
    done = result_of(export_samples(tmp_path, digits, small_dataset))
    data = load_dataset(tmp_path)
    np.testing.assert_array_equal(data.train_images[:600], small_dataset.train_images)
    np.testing.assert_array_equal(data.train_labels[:600], small_dataset.train_labels)
    assert done.train == len(data.train_labels) == 600 + 66
    assert data.train_labels[600:].tolist() == [1, 2] * 33
    assert data.test_labels.tolist() == [1]


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_to_export(tmp_path, count, some):
    with pytest.raises(DataError, match=rf"There are {count} digits of yours.*at least 2"):
        result_of(export_samples(tmp_path, some(*[4] * count)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["t10k-labels-idx1-ubyte", "train-images-idx3-ubyte.gz", "train-images.idx3-ubyte"])
def test_nothing_is_written_over(tmp_path, name, some):
    (tmp_path / name).write_bytes(b"precious")
    with pytest.raises(DataError, match="already there") as caught:
        result_of(export_samples(tmp_path, some(1, 2)))
    assert caught.value.facts["file"] == str(tmp_path / name)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"precious"]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")
def test_a_link_that_leads_nowhere_is_not_written_over(tmp_path, some):
    link = tmp_path / "t10k-labels-idx1-ubyte"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(DataError) as caught:
        result_of(export_samples(tmp_path, some(1, 2)))
    assert caught.value.kind == "export_exists"
    assert link.is_symlink()


def test_all_four_files_or_none(tmp_path, monkeypatch, some):
    rename = type(tmp_path).rename

    def fail_at_the_third(self, target):
        if self.name == "t10k-images-idx3-ubyte":
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(type(tmp_path), "rename", fail_at_the_third)
    with pytest.raises(DataError, match="cannot be written: Input/output error"):
        result_of(export_samples(tmp_path, some(1, 2)))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(tmp_path, some):
    with pytest.raises(DataError, match=r"cannot be written: .*Choose another folder"):
        result_of(export_samples(tmp_path / "nowhere", some(1, 2)))
    file = tmp_path / "a file"
    file.touch()
    with pytest.raises(DataError, match="cannot be written"):
        result_of(export_samples(file, some(1, 2)))


def test_a_folder_that_may_not_be_entered_gets_a_sentence(tmp_path, some, monkeypatch):
    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "exists", refuse)
    with pytest.raises(DataError, match="cannot be written: Permission denied"):
        result_of(export_samples(tmp_path, some(1, 2)))
