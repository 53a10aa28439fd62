"""Optimizers and layers against PyTorch, where that is installed, over 100 steps in float64."""

import numpy as np
import pytest

from mnistlab.nn import SGD, AdaGrad, Adam, Momentum, MultiLayerNet, Nesterov, RMSprop

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

STEPS = 100
AGREE = 1e-6
EPS = 1e-7  # as the book has it
PAIRS = {
    "SGD": (lambda: SGD(0.1), lambda p: torch.optim.SGD(p, 0.1)),
    "Momentum": (lambda: Momentum(0.05, 0.9), lambda p: torch.optim.SGD(p, 0.05, momentum=0.9)),
    "Nesterov": (lambda: Nesterov(0.05, 0.9), lambda p: torch.optim.SGD(p, 0.05, momentum=0.9, nesterov=True)),
    "AdaGrad": (lambda: AdaGrad(0.05), lambda p: torch.optim.Adagrad(p, 0.05, eps=EPS)),
    "RMSprop": (lambda: RMSprop(0.001, 0.99), lambda p: torch.optim.RMSprop(p, 0.001, alpha=0.99, eps=EPS)),
    "Adam": (lambda: Adam(0.001), lambda p: torch.optim.Adam(p, 0.001, eps=EPS)),
}
ACTIVATIONS = {"relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh}


@pytest.mark.parametrize("name", PAIRS)
def test_an_optimizer_goes_the_same_way(name):
    ours, theirs = PAIRS[name]
    gradients = np.random.default_rng(3).standard_normal((STEPS, 7, 5))
    start = np.random.default_rng(4).standard_normal((7, 5))
    params, optimizer = {"p": start.copy()}, ours()
    tensor = torch.nn.Parameter(torch.tensor(start))
    other = theirs([tensor])
    for gradient in gradients:
        optimizer.update(params, {"p": gradient})
        tensor.grad = torch.tensor(gradient)
        other.step()
        np.testing.assert_allclose(params["p"], tensor.detach().numpy(), rtol=0, atol=AGREE)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("batchnorm", [False, True])
def test_a_network_of_layers_learns_the_same(activation, batchnorm):
    rng = np.random.default_rng(5)
    sizes = [12, 8, 6, 4]
    net = MultiLayerNet(
        12, [8, 6], 4, activation, "xavier", use_batchnorm=batchnorm, rng=np.random.default_rng(1), dtype=np.float64
    )
    layers = []
    for number in range(1, 4):
        linear = torch.nn.Linear(sizes[number - 1], sizes[number], dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(net.params[f"W{number}"].T.copy()))
            linear.bias.copy_(torch.tensor(net.params[f"b{number}"]))
        layers.append(linear)
        if number < 3:
            if batchnorm:
                layers.append(torch.nn.BatchNorm1d(sizes[number], eps=1e-6, dtype=torch.float64))
            layers.append(ACTIVATIONS[activation]())
    theirs, optimizer = torch.nn.Sequential(*layers), SGD(0.1)
    other = torch.optim.SGD(theirs.parameters(), 0.1)
    for _ in range(STEPS):
        x, t = rng.standard_normal((20, 12)), rng.integers(4, size=20)
        optimizer.update(net.params, net.gradient(x, t))
        other.zero_grad()
        torch.nn.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(t)).backward()
        other.step()
    ours = np.concatenate([net.params[f"W{number}"].T.ravel() for number in range(1, 4)])
    weights = [layer.weight.detach().numpy().ravel() for layer in theirs if isinstance(layer, torch.nn.Linear)]
    np.testing.assert_allclose(ours, np.concatenate(weights), rtol=0, atol=AGREE)
