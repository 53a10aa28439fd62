"""What a folder without MNIST's four files has in their place, as the error that says it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mnistlab.errors import DataError

# How the names of training and test files begin: MNIST's, and those of sets that come under other names.
PARTS: Final = (
    ("train", "t10k"),
    ("emnist-digits-train", "emnist-digits-test"),
    ("emnist-mnist-train", "emnist-mnist-test"),
    ("qmnist-train", "qmnist-test"),
)
LABELS: Final = re.compile(rf"({'|'.join(train for train, _ in PARTS)})-labels[-.]idx(1-ubyte|2-int)(\.gz)?")
LETTERS: Final = re.compile(r"emnist-(letters|balanced|by(class|merge))-")
DATA: Final = re.compile(
    r".*\.(npz|npy|parquet|arrow|csv|tsv|arff|mat|h5|hdf5|pkl|pickle|pt|tfrecord)(\.gz|\.bz2)?", re.IGNORECASE
)
PACKED: Final = re.compile(r".*\.(zip|tar|tgz|7z|rar|tar\.(gz|bz2|xz))", re.IGNORECASE)
DEEPEST: Final = 6  # levels of folders that are looked into
MOST: Final = 500  # folders


def what_is_there(folder: Path, missing: str) -> DataError:
    """Return the error that the file `missing` is not in the folder, with what the folder has in its place."""
    names = names_in(folder)
    others = [name for name in names if "idx" in name and not name.startswith(PARTS[0])]
    below = list(_folders_below(folder))
    for one in below:
        if any(map(LABELS.fullmatch, names_in(one))):
            return DataError("data_below", folder=str(folder), below=str(one.relative_to(folder)))
    if missing.startswith(PARTS[0]):
        if others:
            kind = "data_of_letters" if LETTERS.match(others[0]) else "data_of_others"
            return DataError(kind, folder=str(folder), found=others[0], file=missing)
        if not any(name.startswith(PARTS[0]) and "idx" in name for name in names):
            for one in (folder, *below):
                for name in names_in(one):
                    kind = kind_of(name)
                    if kind:
                        return DataError(kind, folder=str(folder), found=str((one / name).relative_to(folder)))
    return DataError("file_missing", folder=str(folder), file=missing)


def kind_of(name: str) -> str:
    """Return the kind of the error about a file of that name; nothing where it is no data set in another form."""
    if PACKED.fullmatch(name):
        return "data_packed"
    return "data_in_another_form" if DATA.fullmatch(name) else ""


def names_in(folder: Path) -> list[str]:
    """Return the names in a folder, in order; none of a folder that may be entered, but not listed."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []


def _folders_below(folder: Path) -> Iterator[Path]:
    """Give the folders in a folder, and those in them, the upper ones first; of very many, the first."""
    level, left = [folder], MOST
    for _ in range(DEEPEST):
        found = [below for above in level for below in _folders_in(above)][:left]
        yield from found
        level, left = found, left - len(found)


def _folders_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith(".") and path.is_dir())
    except OSError:
        return []
