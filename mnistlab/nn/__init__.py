"""The mathematics, in NumPy and nothing else: start here.

`functions` holds each function beside its derivative, `gradient` the gradient by definition, `network` the
network and backpropagation.
"""

from mnistlab.nn.functions import cross_entropy_error, sigmoid, sigmoid_grad, softmax
from mnistlab.nn.gradient import numerical_gradient
from mnistlab.nn.network import Forward, TwoLayerNet

__all__ = [
    "Forward",
    "TwoLayerNet",
    "cross_entropy_error",
    "numerical_gradient",
    "sigmoid",
    "sigmoid_grad",
    "softmax",
]
