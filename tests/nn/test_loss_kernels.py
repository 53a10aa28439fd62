"""Every kernel of a last layer against that layer."""

import numpy as np
import pytest

from mnistlab.nn.kernels import Signal
from mnistlab.nn.loss_kernels import LOSS_KERNELS, AnyLoss
from mnistlab.nn.mistakes import SoftmaxWithoutLabels

N, K = 9, 3


@pytest.mark.parametrize("kind", [*LOSS_KERNELS, SoftmaxWithoutLabels])
@pytest.mark.parametrize("scale", [1.0, 1 / 255])
def test_a_loss_computes_what_its_layer_does(kind, scale):
    rng = np.random.default_rng(4)
    scores, places = Signal(N, K, scale, last=True), np.empty(N, np.intp)
    kernel = LOSS_KERNELS.get(kind, AnyLoss)(kind(), scores, places)
    for size in (1, 300):  # scores so far apart that exp overflows, if nothing is taken off them
        meant = (size * rng.standard_normal((N, K))).astype(np.float32)
        t = rng.integers(K, size=N)
        scores.values[:] = meant / np.float32(scale)
        places[:] = t * N + np.arange(N)
        layer = kind()
        with np.errstate(over="ignore"):  # of a sigmoid, as in a run: 1 / inf is the 0 that is meant
            assert kernel.forward() == pytest.approx(layer.forward(meant, t), rel=1e-4)
        np.testing.assert_allclose(kernel.probabilities, layer.y, atol=1e-4)
        kernel.backward()
        np.testing.assert_allclose(scores.gradient / np.float32(scale), layer.backward(), atol=1e-4)
