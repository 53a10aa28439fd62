"""Images in: data sets from IDX files."""

from mnistlab.data.dataset import Dataset, load_dataset
from mnistlab.data.mnist import load_mnist

__all__ = [
    "Dataset",
    "load_dataset",
    "load_mnist",
]
