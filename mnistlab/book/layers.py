"""``common/layers.py``: the layers of chapters 5 and 6, and what is in `functions`."""

from mnistlab.book import functions
from mnistlab.book.functions import *  # noqa: F403 (the book's module has these names too)
from mnistlab.nn.layers import Affine, BatchNormalization, Dropout, Relu, Sigmoid, SoftmaxWithLoss, Tanh

__all__ = [
    "Affine",
    "BatchNormalization",
    "Dropout",
    "Relu",
    "Sigmoid",
    "SoftmaxWithLoss",
    "Tanh",
]
__all__ += functions.__all__
