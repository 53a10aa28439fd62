"""The mathematics, in NumPy and nothing else: start here.

`two_layer_net` is the page to begin with: the network, its loss and its gradient written out. `functions` holds what
it is made of, `gradient` the gradient by definition. `layers` has the same as building blocks, each with its way
forward beside its way back, `network` and `multi_layer_net` build networks of them, and `optimizers` move the
parameters. The other modules make all this fast (`fast`, `kernels`, `products`, `differences`) or wrong on purpose
(`mistakes`).
"""

from mnistlab.nn.functions import cross_entropy_error, relu, relu_grad, sigmoid, sigmoid_grad, softmax
from mnistlab.nn.gradient import numerical_gradient
from mnistlab.nn.layers import Affine, BatchNormalization, Dropout, Relu, Sigmoid, SoftmaxWithLoss, Tanh
from mnistlab.nn.multi_layer_net import MultiLayerNet
from mnistlab.nn.network import Forward, Network
from mnistlab.nn.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSprop
from mnistlab.nn.two_layer_net import TwoLayerNet

__all__ = [
    "SGD",
    "AdaGrad",
    "Adam",
    "Affine",
    "BatchNormalization",
    "Dropout",
    "Forward",
    "Momentum",
    "MultiLayerNet",
    "Nesterov",
    "Network",
    "RMSprop",
    "Relu",
    "Sigmoid",
    "SoftmaxWithLoss",
    "Tanh",
    "TwoLayerNet",
    "cross_entropy_error",
    "numerical_gradient",
    "relu",
    "relu_grad",
    "sigmoid",
    "sigmoid_grad",
    "softmax",
]
