"""A run written as a program."""

import runpy
import sys

import numpy as np
import pytest

from mnistlab.data import load_dataset
from mnistlab.errors import WeightsError
from mnistlab.training import RunSettings, Trainer, save_script


@pytest.fixture
def folder(write_idx_folder, tmp_path):
    return write_idx_folder(tmp_path / "Zahlen 数字")


@pytest.mark.parametrize("own_weights", [False, True])
def test_the_program_repeats_the_losses_of_the_run(folder, tmp_path, monkeypatch, own_weights):
    settings = RunSettings(hidden_size=6, batch_size=8, iterations=40)
    rng = np.random.default_rng(0)
    shapes = {"W1": (784, 6), "b1": (6,), "W2": (6, 10), "b2": (10,)}
    first = {key: rng.standard_normal(shape).astype(np.float32) / 9 for key, shape in shapes.items()}
    trainer = Trainer(settings, load_dataset(folder), first if own_weights else None)
    for iteration in range(40):
        if iteration == 25:
            trainer.learning_rate = 0.4
        trainer.step()
    path = save_script(tmp_path / "my run", trainer, first if own_weights else None)
    assert path == tmp_path / "my run.py"
    monkeypatch.setattr(sys, "argv", [str(path)])
    losses = runpy.run_path(str(path))["losses"]
    np.testing.assert_allclose(losses, trainer.history.loss, rtol=1e-4)


def test_a_file_that_cannot_be_written_is_named(folder, tmp_path):
    trainer = Trainer(RunSettings(hidden_size=2), load_dataset(folder))
    with pytest.raises(WeightsError) as caught:
        save_script(tmp_path / "nowhere" / "run.py", trainer)
    assert "nowhere" in str(caught.value)
