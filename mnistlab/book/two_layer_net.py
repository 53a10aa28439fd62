"""``two_layer_net.py`` of chapter 4, for programs whose reader has not typed the network itself."""

from mnistlab.nn.two_layer_net import TwoLayerNet

__all__ = ["TwoLayerNet"]
