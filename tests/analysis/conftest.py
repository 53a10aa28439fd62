"""What tests of the loss around a network share: one so small that all of it is seen."""

import numpy as np
import pytest

from mnistlab.nn import TwoLayerNet


@pytest.fixture
def net():
    return TwoLayerNet(12, 5, 3, 0.5, rng=np.random.default_rng(4)).copy(np.float64)


@pytest.fixture
def batch():
    rng = np.random.default_rng(5)
    return rng.random((6, 12)), rng.integers(0, 3, 6)
