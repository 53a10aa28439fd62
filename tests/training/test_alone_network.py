"""The classes that a program without mnistlab has for its network."""

import runpy

import numpy as np
import pytest

from mnistlab.nn import MultiLayerNet, softmax
from mnistlab.training import RunSettings
from mnistlab.training.alone_network import with_hidden_layer, without_hidden_layer


@pytest.mark.parametrize("hidden", [0, 5])
def test_the_class_computes_what_the_network_does(hidden, tmp_path):
    settings = RunSettings(hidden_size=hidden, activation="tanh", weight_decay=0.1)
    network = MultiLayerNet(784, [hidden] * bool(hidden), 10, "tanh", 0.1, 0.1, dtype=np.float64)
    kind = with_hidden_layer(settings, str, drawn=True) if hidden else without_hidden_layer(settings, str)
    names = {"np": np, "softmax": softmax, "weight_decay": 0.1}
    path = tmp_path / "network.py"
    path.write_text("\n".join(kind), encoding="utf-8")
    alone = runpy.run_path(str(path), names)["TwoLayerNet" if hidden else "SoftmaxRegression"](network.params)
    rng = np.random.default_rng(0)
    x, t = rng.random((6, 784)), rng.integers(10, size=6)
    one_hot = np.eye(10)[t]
    assert alone.loss(x, one_hot) == pytest.approx(network.loss(x, t))
    assert alone.accuracy(x, one_hot) == network.accuracy(x, t)
    gradient = alone.gradient(x, one_hot)
    assert gradient.keys() == network.params.keys()
    for key, value in network.gradient(x, t).items():
        np.testing.assert_allclose(gradient[key], value, atol=1e-12)
