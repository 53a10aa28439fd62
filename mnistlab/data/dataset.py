"""A data set: images and labels to learn from, and others to test with."""

import hashlib
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.files import is_folder
from mnistlab.data.idx import read_images, read_labels
from mnistlab.data.images import PIXELS, SIDE, are_dark_on_light, check_labels, read_only
from mnistlab.data.other_forms import PARTS, kind_of, names_in, what_is_there
from mnistlab.data.picture_folder import find_pictures, read_pictures
from mnistlab.errors import DataError, reason_of
from mnistlab.resources import resource_path

Change = Literal["inverted", "turned"]  # a method of `Dataset`, which a person may have asked for

PIECE: Final = 2**18  # bytes that are hashed at a time


class Source(NamedTuple):
    """Where images come from, for a process or a program that reads them again.

    Attributes
    ----------
    folder : Path
        Which `load_dataset` reads.
    changes : tuple of Change
        What was done to the images then, in this order.
    """

    folder: Path
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Dataset:
    """Images and labels, for training and for testing.

    The arrays are read-only views, so that a trainer, a worker and a window may share them. Images stay in uint8,
    which takes a quarter of the memory of float32.

    Parameters
    ----------
    name : str
        The name that a person sees.
    path : Path
        The folder with the files.
    train_images : ndarray of uint8, shape (N, 784)
        Brightness, from 0 (background) to 255 (ink), row by row from the top left.
    train_labels : ndarray of uint8, shape (N,)
        Class numbers, 0..9.
    test_images : ndarray of uint8, shape (M, 784)
        As `train_images`.
    test_labels : ndarray of uint8, shape (M,)
        As `train_labels`.
    changes : tuple of Change
        What has been done to the images since they were read from the folder.

    Raises
    ------
    DataError
        If an array has another shape or dtype, is empty, or has a label larger than 9.
    """

    name: str
    path: Path
    train_images: NDArray[np.uint8] = field(repr=False)
    train_labels: NDArray[np.uint8] = field(repr=False)
    test_images: NDArray[np.uint8] = field(repr=False)
    test_labels: NDArray[np.uint8] = field(repr=False)
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        for images, labels in (("train_images", "train_labels"), ("test_images", "test_labels")):
            count = max(1, len(getattr(self, images)))  # because nothing can be learned from no images
            for name, shape in ((images, (count, PIXELS)), (labels, (count,))):
                object.__setattr__(self, name, read_only(name, getattr(self, name), np.uint8, shape))
            check_labels(getattr(self, labels), labels)

    def inverted(self) -> "Dataset":
        """Return the same digits light on dark, as MNIST's are, where they are dark on light."""
        train, test = (
            255 - images if are_dark_on_light(images) else images for images in (self.train_images, self.test_images)
        )
        return replace(self, train_images=train, test_images=test, changes=(*self.changes, "inverted"))

    def turned(self) -> "Dataset":
        """Return the same digits with rows and columns swapped: upright, where they lie on their side as EMNIST's."""
        sides = (-1, SIDE, SIDE)
        train, test = (
            np.ascontiguousarray(images.reshape(sides).transpose(0, 2, 1)).reshape(-1, PIXELS)
            for images in (self.train_images, self.test_images)
        )
        return replace(self, train_images=train, test_images=test, changes=(*self.changes, "turned"))

    def changed(self, changes: Iterable[Change]) -> "Dataset":
        """Return the same digits after these changes, one after the other."""
        dataset = self
        for change in changes:
            dataset = dataset.inverted() if change == "inverted" else dataset.turned()
        return dataset

    @property
    def source(self) -> Source | None:
        """Where the images come from; None if they lie in no folder."""
        return Source(self.path, self.changes) if is_folder(self.path) else None


def dataset_hash(dataset: Dataset) -> str:
    """Return SHA-256 of all images and labels, in hexadecimal: the same data have the same, wherever they lie.

    It takes about 0.2 s for MNIST.
    """
    digest = hashlib.sha256()
    for array in (dataset.train_images, dataset.train_labels, dataset.test_images, dataset.test_labels):
        digest.update(str(array.shape).encode())
        content = np.ascontiguousarray(array).reshape(-1).data
        for start in range(0, len(content), PIECE):  # in pieces, so that other threads have their turn
            digest.update(content[start : start + PIECE])
    return digest.hexdigest()


def load_dataset(path: str | Path | None = None, changes: Iterable[Change] = ()) -> Dataset:
    """Load a data set from a folder of four IDX files, each plain or gzipped, or from PNG files in folders by class.

    The files have MNIST's names: ``train-images-idx3-ubyte``, ``train-labels-idx1-ubyte``,
    ``t10k-images-idx3-ubyte``, ``t10k-labels-idx1-ubyte``, with or without ``.gz``; or with a dot
    instead of the hyphen before ``idx``. Fashion-MNIST and other sets made to replace MNIST open the same way, and
    EMNIST's digits and QMNIST under their own names. `read_pictures` tells how PNG files are laid out.

    Parameters
    ----------
    path : path, optional
        The folder. Without it, the MNIST that comes with the program.
    changes : iterable of Change
        What is to be done to the images, one after the other.

    Returns
    -------
    Dataset
        With the name "MNIST", or that of the folder.

    Raises
    ------
    DataError
        If the folder or a file is missing, cannot be read, is damaged, or does not fit: the error's kind says
        which. A data set is loaded as a whole or not at all.
    FileNotFoundError
        If the program's own MNIST is missing from its installation.
    """
    folder = _folder_at(resource_path("mnist") if path is None else Path(path))
    name = "MNIST" if path is None else folder.name or str(folder)  # the root folder has no name
    names = names_in(folder)
    train, test = next((parts for parts in PARTS if any(one.startswith(f"{parts[0]}-") for one in names)), PARTS[0])
    if not any(one.startswith((f"{train}-", f"{test}-")) for one in names):
        pictures = find_pictures(folder)
        if pictures is not None:
            return Dataset(name, folder, *read_pictures(pictures)).changed(changes)
    return Dataset(name, folder, *_load_part(folder, train), *_load_part(folder, test)).changed(changes)


def _load_part(folder: Path, part: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    # Labels first, because they are small, and their errors are found before the images are unpacked.
    images_path = _find(folder, f"{part}-images", "idx3-ubyte")
    labels_path = _find(folder, f"{part}-labels", "idx1-ubyte", "idx2-int")
    labels = read_labels(labels_path)
    check_labels(labels, str(labels_path))
    images = read_images(images_path)
    if len(images) != len(labels):
        raise DataError(
            "count_mismatch",
            images=str(images_path),
            image_count=len(images),
            labels=str(labels_path),
            label_count=len(labels),
        )
    return images.reshape(-1, PIXELS), labels


def _folder_at(folder: Path) -> Path:
    """Return an absolute path to a folder that is there."""
    try:
        folder = folder.absolute()  # fails where the working folder has been deleted
        mode = folder.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a null in the name
        raise DataError("folder_missing", folder=str(folder)) from error
    except OSError as error:  # such as a folder above it that may not be entered
        raise DataError("not_readable", file=str(folder), reason=reason_of(error)) from error
    if not stat.S_ISDIR(mode):
        kind = kind_of(folder.name)
        if kind:
            raise DataError(kind, folder=str(folder.parent), found=folder.name)
        raise DataError("not_a_folder", folder=str(folder))
    return folder


def _find(folder: Path, stem: str, *endings: str) -> Path:
    """Return the file of that name, in either spelling, plain or gzipped."""
    found = []
    for name in (f"{stem}{sign}{ending}" for ending in endings for sign in "-."):
        for path in (folder / name, folder / f"{name}.gz"):
            try:
                is_file = stat.S_ISREG(path.stat().st_mode)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise DataError("not_readable", file=str(path), reason=reason_of(error)) from error
            if is_file:
                return path
            found.append(path)
    if found:  # only now, because some unpackers put a folder of one spelling beside the file of the other
        raise DataError("not_a_file", file=str(found[0]))
    raise what_is_there(folder, f"{stem}-{endings[0]}")
