"""The data that a kept run has learned from, found again."""

from pathlib import Path
from typing import Final

from mnistlab.data import Dataset, dataset_hash, load_dataset
from mnistlab.data.dataset import Change
from mnistlab.errors import DataError, LibraryError
from mnistlab.library.kept_run import DataMark

# What a person may have had done to data when they were opened.
CHANGES: Final[tuple[tuple[Change, ...], ...]] = ((), ("turned",), ("inverted",), ("inverted", "turned"))


def find_data(mark: DataMark, name: str, present: Dataset | None = None) -> Dataset:
    """Return the data of a run: the present ones, those that come with the program, or those in its folder.

    Parameters
    ----------
    mark : DataMark
        Of the run.
    name : str
        What the run is called, for the error.
    present : Dataset, optional
        Data that are loaded already.

    Raises
    ------
    LibraryError
        If they are no longer there, or have changed.
    """
    if present is not None and dataset_hash(present) == mark.hash:
        return present
    for folder in (None, Path(mark.folder)):
        try:
            found = load_dataset(folder)
        except DataError:
            continue
        for changes in CHANGES if folder is not None else CHANGES[:1]:
            one = found.changed(changes)
            if dataset_hash(one) == mark.hash:
                return one
    raise LibraryError("run_data_gone", name=name, data=mark.name, folder=mark.folder)
