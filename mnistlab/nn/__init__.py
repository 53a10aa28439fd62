"""The mathematics, in NumPy and nothing else: start here.

`functions` holds each function beside its derivative, `gradient` the gradient by definition, `network` the
network and backpropagation.
"""

from mnistlab.nn.functions import cross_entropy_error, relu, relu_grad, sigmoid, sigmoid_grad, softmax
from mnistlab.nn.gradient import numerical_gradient
from mnistlab.nn.network import Forward, ReluNet, TwoLayerNet

__all__ = [
    "Forward",
    "ReluNet",
    "TwoLayerNet",
    "cross_entropy_error",
    "numerical_gradient",
    "relu",
    "relu_grad",
    "sigmoid",
    "sigmoid_grad",
    "softmax",
]
