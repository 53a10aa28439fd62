"""The data of a run are found again where they were, or refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from mnistlab.data import load_dataset
from mnistlab.errors import LibraryError
from mnistlab.library import DataMark, find_data


@pytest.fixture
def entry(kept):
    return kept().entry


def test_the_present_data_are_taken_where_they_are_the_same(entry, small_dataset):
    assert find_data(entry.data, "mine", small_dataset) is small_dataset


def test_those_of_the_program_are_found_wherever_they_lay(entry, mnist, small_dataset):
    moved = replace(entry, data=DataMark("MNIST", "/an older place", DataMark.of(mnist).hash))
    assert len(find_data(moved.data, "mine", small_dataset).train_images) == 60_000


def test_those_of_a_folder_are_read_from_it_until_they_change(entry, tmp_path, write_idx_folder, small_dataset):
    folder = write_idx_folder(tmp_path / "digits")
    of_folder = replace(entry, data=DataMark.of(load_dataset(folder)))
    assert find_data(of_folder.data, "mine", small_dataset).path == folder
    images = next(Path(folder).glob("t10k-labels*"))
    images.unlink()
    with pytest.raises(LibraryError) as error:
        find_data(of_folder.data, "mine", small_dataset)
    assert error.value.kind == "run_data_gone"
    assert str(folder) in str(error.value)


def test_those_of_a_folder_are_found_as_they_were_changed(entry, tmp_path, write_idx_folder, small_dataset):
    images, labels = small_dataset.train_images[:30], small_dataset.train_labels[:30]
    found = load_dataset(write_idx_folder(tmp_path / "dark", train=(255 - images, labels)))
    for changed in (found.turned(), found.inverted(), found.turned().inverted()):
        of_folder = replace(entry, data=DataMark.of(changed))
        again = find_data(of_folder.data, "mine", small_dataset)
        assert (again.train_images == changed.train_images).all()
