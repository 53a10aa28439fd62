"""A person's own digits, exported as a data set."""

import os
import tempfile
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.dataset import Dataset
from mnistlab.data.idx import write_images, write_labels
from mnistlab.data.images import CLASSES, SIDE
from mnistlab.data.samples import Labels, Samples
from mnistlab.errors import DataError, reason_of

LEAST: Final = 2  # one to train on, one to test with
TEST_EVERY: Final = 5
OWN_SHARE: Final = 0.1  # of the training images, together with MNIST's


@dataclass(frozen=True, slots=True)
class Exported:
    """The folder that was written, and its numbers of training and test images."""

    folder: Path
    train: int
    test: int


def held_out(labels: Labels) -> NDArray[np.bool_]:
    """Return which samples (N,) are test images: of each digit every fifth, or the last of two to four.

    Of two samples or more at least one is a training image, and at least one a test image.
    """
    test = np.zeros(len(labels), bool)
    for digit in range(CLASSES):
        places = np.flatnonzero(labels == digit)
        chosen = places[TEST_EVERY - 1 :: TEST_EVERY]
        test[chosen if len(chosen) else places[1:][-1:]] = True
    if len(labels) >= LEAST and not test.any():  # each digit only once
        test[-1] = True
    return test


def export_samples(folder: Path, samples: Samples, mnist: Dataset | None = None) -> Generator[float, None, Exported]:
    """Write the collection as the four IDX files that `load_dataset` opens, all of them or none.

    Parameters
    ----------
    folder : Path
        It must exist, and hold none of the four files.
    samples : Samples
        At least two; `held_out` tells which become test images.
    mnist : Dataset, optional
        Its training images come before the person's own, which are repeated until they are a tenth of all. The test
        images are the person's own only.

    Yields
    ------
    float
        The share done, 0..1.

    Raises
    ------
    DataError
        If there are too few samples, a file is there already, or one cannot be written.
    """
    if len(samples) < LEAST:
        raise DataError("samples_too_few", found=len(samples), expected=LEAST)
    test = held_out(samples.labels)
    train_images, train_labels = samples.images[~test], samples.labels[~test]
    if mnist is not None:
        wanted = OWN_SHARE / (1 - OWN_SHARE) * len(mnist.train_labels)
        copies = max(1, round(wanted / len(train_labels)))
        before = mnist.train_images.reshape(-1, SIDE, SIDE)
        train_images = np.concatenate([before, np.tile(train_images, (copies, 1, 1))])
        train_labels = np.concatenate([mnist.train_labels, np.tile(train_labels, copies)])
    parts = {"train": (train_images, train_labels), "t10k": (samples.images[test], samples.labels[test])}
    names = [f"{part}-{kind}" for part in parts for kind in ("images-idx3-ubyte", "labels-idx1-ubyte")]
    try:
        _refuse_existing(folder, names)
        # In the same folder, because moving a file there copies nothing.
        with tempfile.TemporaryDirectory(prefix="mnistlab-", dir=folder) as unfinished:
            for number, (part, (images, labels)) in enumerate(parts.items()):
                write_images(Path(unfinished, f"{part}-images-idx3-ubyte"), images)
                write_labels(Path(unfinished, f"{part}-labels-idx1-ubyte"), labels)
                yield (number + 1) / len(parts)
            _refuse_existing(folder, names)
            _move_all(Path(unfinished), folder, names)
    except OSError as error:
        raise DataError("not_writable", file=str(folder), reason=reason_of(error)) from error
    return Exported(folder, len(train_labels), int(test.sum()))


def _refuse_existing(folder: Path, names: list[str]) -> None:
    """Refuse a folder with a file that `load_dataset` could take for one of these."""
    for name in names:
        for spelling in (name, name.replace("-idx", ".idx")):
            for path in (folder / spelling, folder / f"{spelling}.gz"):
                if os.path.lexists(path):  # a link that leads nowhere would be replaced, too
                    raise DataError("export_exists", file=str(path))


def _move_all(source: Path, folder: Path, names: list[str]) -> None:
    moved: list[Path] = []
    try:
        for name in names:
            (source / name).rename(folder / name)
            moved.append(folder / name)
    except OSError:
        for path in moved:
            path.unlink(missing_ok=True)
        raise
