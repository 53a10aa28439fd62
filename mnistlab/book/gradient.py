"""``common/gradient.py``: the gradient by central differences (section 4.4)."""

import numpy as np

from mnistlab.nn.gradient import numerical_gradient

__all__ = ["np", "numerical_gradient"]
