"""What a folder without MNIST's four files has in their place, as the error that says it."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from mnistlab.data.picture_folder import find_pictures, folders_in, has_pictures
from mnistlab.errors import DataError

# How the names of training and test files begin: MNIST's, and those of sets that come under other names.
PARTS: Final = (
    ("train", "t10k"),
    ("emnist-digits-train", "emnist-digits-test"),
    ("emnist-mnist-train", "emnist-mnist-test"),
    ("qmnist-train", "qmnist-test"),
)
LABELS: Final = re.compile(rf"({'|'.join(train for train, _ in PARTS)})-labels[-.]idx(1-ubyte|2-int)(\.gz)?")
OWN: Final = re.compile(r"(train|t10k)-(images[-.]idx3|labels[-.]idx1)-ubyte(\.gz)?")
LETTERS: Final = re.compile(r"emnist-(letters|balanced|by(class|merge))-.*(images|labels)")
DATA: Final = re.compile(
    r".*\.(npz|npy|parquet|arrow|feather|csv|tsv|arff|amat|mat|h5|hdf5|pkl|pickle|joblib|pt|pth|safetensors|jsonl|mdb"
    r"|xlsx|ods|rdata|rds|msgpack|sqlite|tfrecord(-\d+-of-\d+)?)(\.gz|\.bz2)?",
    re.IGNORECASE,
)
PACKED: Final = re.compile(r".*\.(zip|tar|tgz|tbz2?|txz|7z|rar|gz|bz2|xz|zst|lzma|lz4|z)", re.IGNORECASE)
DEEPEST: Final = 6  # levels of folders that are looked into
MOST: Final = 500  # folders

Listed = dict[Path, list[str]]  # the names in a folder, and in those below it
Look = Callable[[Path, Listed, str], DataError | None]


def what_is_there(folder: Path, missing: str) -> DataError:
    """Return the error that the file `missing` is not in the folder, with what the folder has in its place."""
    listed = {one: names_in(one) for one in (folder, *_folders_below(folder))}
    looks: list[Look] = [_data_below, _name_alike, _letters]
    if missing.startswith(PARTS[0]):
        looks += [_other_set, _other_form, _pictures]
    found = filter(None, (look(folder, listed, missing) for look in looks))
    return next(found, DataError("file_missing", folder=str(folder), file=missing))


def _data_below(folder: Path, listed: Listed, _missing: str) -> DataError | None:
    for one, names in listed.items():
        if one != folder and (any(map(LABELS.fullmatch, names)) or find_pictures(one) is not None):
            return DataError("data_below", folder=str(folder), below=str(one.relative_to(folder)))
    return None


def _name_alike(folder: Path, listed: Listed, missing: str) -> DataError | None:
    """Look for the file under another name, as a browser or a person gives it, or packed in another way."""
    stem = _plain(missing.partition("-idx")[0])
    found = _first(listed[folder], lambda name: _plain(name).startswith(stem))
    if not found or (folder / found).is_dir():
        return None
    is_packed = found.startswith(missing) and " " not in found and kind_of(found) == "data_packed"
    return DataError("data_packed" if is_packed else "data_of_others", folder=str(folder), found=found, file=missing)


def _letters(folder: Path, listed: Listed, _missing: str) -> DataError | None:
    for one, names in listed.items():
        found = _first(names, lambda name: LETTERS.match(name) is not None)
        if found:
            return DataError("data_of_letters", folder=str(folder), found=str((one / found).relative_to(folder)))
    return None


def _other_set(folder: Path, listed: Listed, missing: str) -> DataError | None:
    found = _first(listed[folder], lambda name: "idx" in name and not OWN.fullmatch(name))
    return DataError("data_of_others", folder=str(folder), found=found, file=missing) if found else None


def _other_form(folder: Path, listed: Listed, _missing: str) -> DataError | None:
    for one, names in listed.items():
        found = _first(names, lambda name: bool(kind_of(name)))
        if found:
            return DataError(kind_of(found), folder=str(folder), found=str((one / found).relative_to(folder)))
    return None


def _pictures(folder: Path, _listed: Listed, _missing: str) -> DataError | None:
    return DataError("pictures_without_classes", folder=str(folder)) if has_pictures(folder) else None


def _first(names: Iterable[str], fits: Callable[[str], bool]) -> str:
    return next(filter(fits, names), "")


def _plain(name: str) -> str:
    return re.sub(r"[-_. ]", "", name.lower())


def kind_of(name: str) -> str:
    """Return the kind of the error about a file of that name; nothing where it is no data set in another form."""
    if OWN.fullmatch(name):
        return ""
    if DATA.fullmatch(name):
        return "data_in_another_form"
    return "data_packed" if PACKED.fullmatch(name) else ""


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
        found = [below for above in level for below in folders_in(above)][:left]
        yield from found
        level, left = found, left - len(found)
