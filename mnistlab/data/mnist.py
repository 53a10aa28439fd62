"""MNIST as scripts take it: four arrays, named and ordered as in the book."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.dataset import load_dataset
from mnistlab.data.images import CLASSES, SIDE, as_input
from mnistlab.nn.functions import Array


def load_mnist(
    normalize: bool = True,
    flatten: bool = True,
    one_hot_label: bool = False,
    *,
    path: str | Path | None = None,
) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """Load MNIST, or a data set of the same form, as arrays to compute with.

    It takes and returns what the ``load_mnist`` of Saito, "Deep Learning from Scratch", section 3.6.1, does,
    except that one-hot labels are float32. The arrays are the caller's own and may be changed.

    Parameters
    ----------
    normalize : bool
        Images as float32 in 0..1 (brightness divided by 255), or else as uint8 in 0..255.
    flatten : bool
        Each image as 784 numbers, or else as 1×28×28.
    one_hot_label : bool
        Labels as rows with a single 1, or else as class numbers.
    path : path, optional
        A folder of four IDX files, as `load_dataset` takes it. Without it, the MNIST that comes with the
        program.

    Returns
    -------
    (x_train, t_train), (x_test, t_test) : tuple of tuples of ndarray
        Images are float32 or uint8, (N, 784) or (N, 1, 28, 28); labels are uint8 (N,), or float32 (N, 10) if
        one-hot. As float32 the training images of MNIST take 188 MB.

    Raises
    ------
    DataError
        If the data set cannot be read or does not fit, as for `load_dataset`.
    FileNotFoundError
        If the program's own MNIST is missing from its installation.
    """
    data = load_dataset(path)

    def images(pixels: NDArray[np.uint8]) -> Array:
        x = as_input(pixels) if normalize else pixels.copy()  # (N, 784)
        return x if flatten else x.reshape(-1, 1, SIDE, SIDE)

    def labels(numbers: NDArray[np.uint8]) -> Array:
        return np.eye(CLASSES, dtype=np.float32)[numbers] if one_hot_label else numbers.copy()

    return (
        (images(data.train_images), labels(data.train_labels)),
        (images(data.test_images), labels(data.test_labels)),
    )
