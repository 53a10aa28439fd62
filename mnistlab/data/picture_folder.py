"""A data set as pictures: PNG files of digits in folders by class."""

import os
import re
import unicodedata
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

# What is left of the names of folders that hold those of the classes, without what else such names have.
TRAIN: Final = ("train", "training")
TEST: Final = ("test", "testing", "t10k", "val", "valid", "validation", "eval")
ASIDE: Final = re.compile(r"[\W_]|set|images?|data|png")
WORDS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SIGNS: Final = "零一二三四五六七八九"
TEST_EVERY: Final = 6  # picture of a class is a test image, where the folder does not say which are
MOST: Final = 300_000  # pictures
LARGEST: Final = 4_000_000  # bytes of one
ENDINGS: Final = (  # of pictures; those of another kind than PNG are refused by name, and not left out
    *(".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".pbm", ".pgm", ".ppm"),
    *(".heic", ".heif", ".avif", ".svg", ".ico"),
)

Part = tuple[NDArray[np.uint8], NDArray[np.uint8]]  # images (N, 784), labels (N,)
Found = list[tuple[Path, int]]  # pictures and their labels


def find_pictures(folder: Path) -> tuple[Found, Found] | None:
    """Return the pictures to learn from and to test with, in the order of their names; None where there are none.

    The folder holds a folder for each digit, or one such as ``train`` and one such as ``test`` that do. Where no folder
    has test images, every sixth picture of a digit is one to test with; of few, the last of all.

    Raises
    ------
    DataError
        If there are too many, or some lie in a folder whose name says no digit.
    """
    train = _of_part(folder, TRAIN)
    test = _of_part(folder, TEST) if train else []
    if test:
        return train, test
    whole = _of_classes(folder) or train
    by_class = [[one for one in whole if one[1] == digit] for digit in range(CLASSES)]
    tests = [one for ones in by_class for one in ones[TEST_EVERY - 1 :: TEST_EVERY]] or whole[1:][-1:]
    kept = set(tests)
    return ([one for one in whole if one not in kept], tests) if tests else None


def class_of(name: str) -> int | None:
    """Return the digit in the name of a folder: ``3``, ``03``, ``3 - three``, ``class_3``, ``Three`` or ``三``."""
    plain = unicodedata.normalize("NFKC", name).lower()
    numbers = [int(number) for number in re.findall(r"[0-9]{1,9}", plain)]
    if not numbers:
        numbers = [WORDS.index(word) for word in re.findall("[a-z]+", plain) if word in WORDS]
        numbers += [SIGNS.index(sign) for sign in plain if sign in SIGNS]
    return numbers[0] if len(numbers) == 1 and numbers[0] < CLASSES else None


def folders_in(folder: Path) -> list[Path]:
    """Return the folders in a folder that are not hidden, in order."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "__")) and path.is_dir())
    except OSError:
        return []


def pictures_in(folder: Path) -> list[Path]:
    """Return the pictures in a folder, and in those in it, in order; what is hidden is left out."""
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith((".", "__")))
        found += [Path(place, name) for name in sorted(files) if _is_picture(name)]
    return found


def has_pictures(folder: Path) -> bool:
    """Return whether there are pictures in the folder itself."""
    try:
        return any(_is_picture(path.name) for path in folder.iterdir())
    except OSError:
        return False


def _is_picture(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(ENDINGS)


def _of_part(folder: Path, called: tuple[str, ...]) -> Found:
    """Return the pictures by class in the first folder in `folder` that is `called` so and has any."""
    parts = [(ASIDE.sub("", one.name.lower()), one) for one in folders_in(folder)]
    return next((found for name in called for plain, one in parts if plain == name and (found := _of_classes(one))), [])


def _of_classes(folder: Path) -> Found:
    """Return the pictures in the folders of the classes; none where fewer than two folders are called as classes are.

    A folder whose name is a digit is one, even alone.
    """
    folders = folders_in(folder)
    classes = [(path, digit) for path in folders if (digit := class_of(path.name)) is not None]
    if len({digit for _, digit in classes}) < 2 and not any(len(path.name) == 1 for path, _ in classes):
        return []
    found = [(path, digit) for place, digit in classes for path in pictures_in(place)]
    if len(found) > MOST:
        raise DataError("pictures_many", folder=str(folder), found=f"{len(found):,}", expected=f"{MOST:,}")
    named = {place for place, _ in classes}
    other = next((path for path in folders if path not in named and has_pictures(path)), None) if found else None
    if other is not None:
        raise DataError("pictures_elsewhere", folder=str(folder), found=other.name)
    return sorted(found, key=lambda one: (one[1], one[0]))


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
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise DataError("not_readable", file=str(path), reason=reason_of(error)) from error
    if len(content) > LARGEST:
        reason = Name(names.tr("it is larger than {most} bytes"), most=f"{LARGEST:,}")
        raise DataError("picture_of_class", file=str(path), reason=reason)
    try:
        return read_png(content)
    except ValueError as error:
        reason = Name(names.tr("it is another kind of file, or damaged"))
        raise DataError("picture_of_class", file=str(path), reason=reason) from error


def _prepared(grey: Pixels, path: Path) -> Pixels:
    try:
        stages = ink_to_image(ink_of(grey, file=str(path)))
    except PictureError as error:
        raise DataError(error.kind, **error.facts) from error
    assert stages is not None  # because `ink_of` has found ink
    return stages.image
