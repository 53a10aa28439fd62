"""A data set as pictures: PNG files of digits in folders named 0 to 9."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.files import open_file
from mnistlab.data.images import CLASSES, LIGHT, PIXELS, SIDE, Pixels
from mnistlab.data.ink import ink_to_image
from mnistlab.data.picture import ink_of
from mnistlab.data.png import read_png
from mnistlab.errors import DataError, Name, PictureError, names, reason_of

PARTS: Final = (("train", "test"), ("training", "testing"))  # folders that hold those of the classes
TEST_EVERY: Final = 6  # picture of a class is a test image, where the folder does not say which are
MOST: Final = 300_000  # pictures
LARGEST: Final = 4_000_000  # bytes of one
ENDINGS: Final = (".png", ".jpg", ".jpeg", ".bmp", ".gif")

Part = tuple[NDArray[np.uint8], NDArray[np.uint8]]  # images (N, 784), labels (N,)
Found = list[tuple[Path, int]]  # pictures and their labels


def find_pictures(folder: Path) -> tuple[Found, Found] | None:
    """Return the pictures to learn from and to test with, in the order of their names; None where there are none.

    The folder holds ``0`` to ``9`` with the pictures of each digit, or such folders within ``train`` and ``test``, or
    within ``training`` and ``testing``. Without those, every sixth picture of a digit is one to test with; of few, the
    last of all.

    Raises
    ------
    DataError
        If there are too many.
    """
    for train, test in PARTS:
        found = _of_classes(folder / train), _of_classes(folder / test)
        if all(found):
            return found
    whole = _of_classes(folder)
    by_class = [[one for one in whole if one[1] == digit] for digit in range(CLASSES)]
    tests = [one for ones in by_class for one in ones[TEST_EVERY - 1 :: TEST_EVERY]] or whole[1:][-1:]
    kept = set(tests)
    return ([one for one in whole if one not in kept], tests) if tests else None


def _of_classes(folder: Path) -> Found:
    try:
        found = [
            (path, digit)
            for digit in range(CLASSES)
            for path in sorted(folder.glob(f"{digit}/*"))
            if path.suffix.lower() in ENDINGS
        ]
    except OSError:  # of a folder that may not be entered
        return []
    if len(found) > MOST:
        raise DataError("pictures_many", folder=str(folder), found=f"{len(found):,}", expected=f"{MOST:,}")
    return found


def read_pictures(found: tuple[Found, Found]) -> tuple[*Part, *Part]:
    """Return training images (N, 784), training labels (N,), test images and test labels, all uint8.

    A picture of 28×28 is taken as it is, with dark and light exchanged if the paper is light in most of them; another
    is prepared as a drawing is.

    Raises
    ------
    DataError
        If a picture cannot be read.
    """
    (train, train_labels), (test, test_labels) = map(_read_part, found)
    corners = train.reshape(-1, SIDE, SIDE)[:, [0, 0, -1, -1], [0, -1, 0, -1]]
    if np.median(corners) > LIGHT:  # dark ink on light paper
        train, test = 255 - train, 255 - test
    return train, train_labels, test, test_labels


def _read_part(found: Found) -> Part:
    images = np.empty((len(found), PIXELS), np.uint8)
    for number, (path, _) in enumerate(found):
        grey = _read_one(path)
        images[number] = (grey if grey.shape == (SIDE, SIDE) else _prepared(grey, path)).reshape(-1)
    return images, np.array([label for _, label in found], np.uint8)


def _read_one(path: Path) -> Pixels:
    try:
        with open_file(path) as file:
            content = file.read(LARGEST)
    except OSError as error:
        raise DataError("not_readable", file=str(path), reason=reason_of(error)) from error
    try:
        return read_png(content)
    except ValueError as error:
        reason = Name(names.tr("it is another kind of file, or damaged"))
        raise DataError("picture_of_class", file=str(path), reason=reason) from error


def _prepared(grey: Pixels, path: Path) -> Pixels:
    try:
        stages = ink_to_image(ink_of(grey, file=str(path)))
    except PictureError as error:
        raise DataError("not_readable", file=str(path), reason=str(error).removesuffix(".")) from error
    assert stages is not None  # because `ink_of` has found ink
    return stages.image
