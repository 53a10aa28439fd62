"""``common/multi_layer_net.py``: a network of any number of hidden layers."""

from mnistlab.nn.multi_layer_net import MultiLayerNet

__all__ = ["MultiLayerNet"]
