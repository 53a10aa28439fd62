"""``common/optimizer.py``: the optimizers of chapter 6."""

import numpy as np

from mnistlab.nn.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSprop

__all__ = ["SGD", "AdaGrad", "Adam", "Momentum", "Nesterov", "RMSprop", "np"]
