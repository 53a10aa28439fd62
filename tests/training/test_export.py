"""A run written as a program."""

import runpy
import sys
from dataclasses import replace

import numpy as np
import pytest

from mnistlab.data import load_dataset
from mnistlab.errors import WeightsError
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import RunSettings, Trainer, load_weights, save_script, save_weights


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


@pytest.mark.parametrize("changes", [("turned",), ("inverted",), ("inverted", "turned")])
def test_the_program_changes_the_images_as_the_run_had_them(
    write_idx_folder, small_dataset, tmp_path, monkeypatch, changes
):
    images, labels = small_dataset.train_images[:60], small_dataset.train_labels[:60]
    light = write_idx_folder(tmp_path / "light", train=(images, labels))
    found = load_dataset(write_idx_folder(tmp_path / "dark", train=(255 - images, labels)))
    trainer = Trainer(RunSettings(hidden_size=6, batch_size=8, iterations=10), found.changed(changes))
    trainer.run(lambda: False)
    monkeypatch.setattr(sys, "argv", ["run.py"])
    for alone in (False, True):
        losses = runpy.run_path(str(save_script(tmp_path / "run", trainer, alone=alone)))
        np.testing.assert_allclose(
            losses["losses" if not alone else "train_loss_list"], trainer.history.loss, rtol=1e-4
        )
    straight = Trainer(RunSettings(hidden_size=6, batch_size=8, iterations=10), load_dataset(light))
    straight.run(lambda: False)
    assert np.allclose(straight.history.loss, trainer.history.loss) == (changes == ("inverted",))


def test_a_run_that_went_on_beyond_its_end_is_repeated_as_far_as_it_went(folder, tmp_path):
    """The end can be set back in a run: what was done until then is part of it."""
    trainer = Trainer(RunSettings(hidden_size=4, batch_size=8, iterations=12), load_dataset(folder))
    for _ in range(12):
        trainer.step()
    trainer.settings = replace(trainer.settings, iterations=5)
    losses = runpy.run_path(str(save_script(tmp_path / "run", trainer)))["losses"]
    assert len(losses) == 12


@pytest.mark.parametrize("when", ["now", "before"])
def test_a_run_with_a_mistake_is_not_written_as_one_without(folder, tmp_path, when):
    trainer = Trainer(RunSettings(hidden_size=4, batch_size=8), load_dataset(folder))
    trainer.mistake = Mistake.NO_LABELS
    if when == "before":
        trainer.step()
        trainer.mistake = None
        trainer.step()
    before = set(tmp_path.iterdir())
    with pytest.raises(WeightsError, match="mistake in its gradient") as caught:
        save_script(tmp_path / "run", trainer, trainer.network.params)
    assert caught.value.kind == "export_with_mistake"
    assert set(tmp_path.iterdir()) == before


def test_weights_that_nobody_named_are_written_over_no_file(folder, tmp_path):
    first = TwoLayerNet(784, 4, 10, rng=np.random.default_rng(0)).params
    other = TwoLayerNet(784, 4, 10, rng=np.random.default_rng(1)).params
    trainer = Trainer(RunSettings(hidden_size=4, batch_size=8), load_dataset(folder), first)
    (tmp_path / "run-weights.npz").write_bytes(b"precious")
    save_weights(tmp_path / "run-weights-2.npz", other)
    for _ in range(2):  # a second time it finds its own weights there
        text = save_script(tmp_path / "run.py", trainer, first).read_text("utf-8")
        assert "run-weights-3.npz" in text
    assert (tmp_path / "run-weights.npz").read_bytes() == b"precious"
    np.testing.assert_array_equal(load_weights(tmp_path / "run-weights-2.npz")["W1"], other["W1"])
    np.testing.assert_array_equal(load_weights(tmp_path / "run-weights-3.npz")["W1"], first["W1"])
    assert not (tmp_path / "run-weights-4.npz").exists()


def test_it_writes_all_of_it_or_nothing(folder, tmp_path):
    first = TwoLayerNet(784, 4, 10, rng=np.random.default_rng(0)).params
    trainer = Trainer(RunSettings(hidden_size=4, batch_size=8), load_dataset(folder), first)
    (tmp_path / "run.py").mkdir()  # the weights can be written, and the program cannot
    with pytest.raises(WeightsError, match="it is a folder"):
        save_script(tmp_path / "run.py", trainer, first)
    assert not (tmp_path / "run-weights.npz").exists()


def test_a_file_that_cannot_be_written_is_named(folder, tmp_path):
    trainer = Trainer(RunSettings(hidden_size=2), load_dataset(folder))
    with pytest.raises(WeightsError) as caught:
        save_script(tmp_path / "nowhere" / "run.py", trainer)
    assert "nowhere" in str(caught.value)
