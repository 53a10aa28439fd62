"""``dataset/mnist.py``: the images."""

from mnistlab.data.mnist import load_mnist

__all__ = ["load_mnist"]
