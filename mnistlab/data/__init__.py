"""Images in: data sets from IDX files."""

from mnistlab.data.dataset import Dataset, Source, dataset_hash, load_dataset
from mnistlab.data.mnist import load_mnist

__all__ = [
    "Dataset",
    "Source",
    "dataset_hash",
    "load_dataset",
    "load_mnist",
]
