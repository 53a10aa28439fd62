"""Weights go to PyTorch and come back: both networks read the same images alike."""

import numpy as np
import pytest

from mnistlab.nn import MultiLayerNet
from mnistlab.training import load_network, save_network

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
files = pytest.importorskip("safetensors.torch", reason="safetensors is not installed")

ACTIVATIONS = {"sigmoid": torch.sigmoid, "relu": torch.relu}


class Net(torch.nn.Module):
    def __init__(self, activation):
        super().__init__()
        self.fc1, self.fc2 = torch.nn.Linear(784, 30), torch.nn.Linear(30, 10)
        self.activation = ACTIVATIONS[activation]

    def forward(self, images):
        return torch.softmax(self.fc2(self.activation(self.fc1(images))), 1)


def probabilities(module, images):
    with torch.no_grad():
        return module(torch.from_numpy(images)).numpy()


@pytest.fixture
def images(small_dataset):
    return small_dataset.test_images[:100].astype(np.float32) / 255


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_what_is_saved_here_reads_the_same_in_pytorch(tmp_path, images, activation):
    network = MultiLayerNet(784, [30], 10, activation=activation, weight_init_std=0.1, rng=np.random.default_rng(0))
    module = Net(activation)
    module.load_state_dict(files.load_file(save_network(tmp_path / "mine.safetensors", network)))
    np.testing.assert_allclose(
        probabilities(module, images), load_network(tmp_path / "mine.safetensors").probabilities(images), atol=1e-5
    )


def test_what_pytorch_has_saved_reads_the_same_here(tmp_path, images):
    torch.manual_seed(0)
    layers = torch.nn.Linear(784, 30), torch.nn.Sigmoid(), torch.nn.Linear(30, 10), torch.nn.Softmax(1)
    for module in (Net("sigmoid"), torch.nn.Sequential(*layers)):
        files.save_file(module.state_dict(), tmp_path / "theirs.safetensors")
        network = load_network(tmp_path / "theirs.safetensors")
        np.testing.assert_allclose(network.probabilities(images), probabilities(module, images), atol=1e-5)
