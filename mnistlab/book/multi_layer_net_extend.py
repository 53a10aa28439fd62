"""``common/multi_layer_net_extend.py``: the same with dropout and batch normalisation. Here it is the same class."""

from mnistlab.nn.multi_layer_net import MultiLayerNet as MultiLayerNetExtend

__all__ = ["MultiLayerNetExtend"]
