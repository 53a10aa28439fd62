"""A run written as a program that needs nothing of mnistlab."""

import gzip
import subprocess
import sys

import numpy as np
import pytest

from mnistlab.data import load_dataset
from mnistlab.training import RunSettings, Trainer, save_script

WITHOUT = "import sys, runpy; sys.modules['mnistlab'] = None; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0])"
SHORT = {"hidden_size": 8, "batch_size": 50, "iterations": 40, "weight_init_std": 0.05, "seed": 7}
METHODS = [
    {},
    {"sampling": "shuffle", "batch_size": 64},
    {"weight_init_std": 0},
    {"batch_size": 0, "iterations": 5, "training_images": 100},
    {"activation": "relu", "first_weights": "he", "weight_decay": 0.001},
    {"activation": "tanh", "first_weights": "xavier", "optimizer": "momentum", "learning_rate": 0.01},
    {"optimizer": "nesterov", "learning_rate": 0.01, "dropout": 0.3},
    {"optimizer": "adagrad", "learning_rate": 0.01, "training_images": 300},
    {"optimizer": "rmsprop", "learning_rate": 0.003, "validation_images": 100},
    {"hidden_size": 0, "optimizer": "momentum", "weight_decay": 0.01, "dropout": 0.5, "first_weights": "xavier"},
    {"optimizer": "adam", "learning_rate": 0.001, "training_images": 200, "validation_images": 150},
]


@pytest.fixture(scope="module")
def folder(write_idx_folder, mnist, tmp_path_factory):
    """Return a folder with 600 training images: a batch of 64 does not divide it."""
    return write_idx_folder(
        tmp_path_factory.mktemp("Zahlen 数字"),
        (mnist.train_images[:600].reshape(-1, 28, 28), mnist.train_labels[:600]),
        (mnist.test_images[:200].reshape(-1, 28, 28), mnist.test_labels[:200]),
    )


def run_program(path, *words):
    """Run a program where mnistlab cannot be imported, in an empty folder."""
    return subprocess.run(
        [sys.executable, "-I", "-c", WITHOUT, str(path), *map(str, words)],
        cwd=path.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"},
        timeout=100,
        check=False,
    )


def losses_of(path, folder):
    done = run_program(path, folder, path.with_name("losses.npy"))
    assert done.returncode == 0, done.stderr
    return np.load(path.with_name("losses.npy")), done.stdout


@pytest.mark.parametrize("method", METHODS, ids=lambda method: "-".join(map(str, method.values())) or "plain")
def test_the_program_gives_the_losses_and_accuracies_of_the_run(folder, tmp_path, method):
    trainer = Trainer(RunSettings(**{**SHORT, **method}), load_dataset(folder))
    trainer.run(lambda: False, trainer.settings.iterations)
    losses, said = losses_of(save_script(tmp_path / "run", trainer, alone=True), folder)
    np.testing.assert_allclose(losses, trainer.history.loss, rtol=1e-5, atol=1e-6)
    measured = list(zip(trainer.history.train_accuracy, trainer.history.test_accuracy, strict=True))
    assert len(measured) >= 2
    for (train, test), line in zip(measured, said.splitlines(), strict=False):  # the last may not be measured yet
        others = "validation" if trainer.settings.is_sealed else "test"
        assert f"accuracy {train:.4f} on training images, {test:.4f} on {others} images" in line


def test_weights_of_ones_own_and_a_rate_that_changed(folder, tmp_path):
    rng = np.random.default_rng(0)
    shapes = {"W1": (784, 6), "b1": (6,), "W2": (6, 10), "b2": (10,)}
    first = {key: rng.standard_normal(shape).astype(np.float32) / 9 for key, shape in shapes.items()}
    trainer = Trainer(RunSettings(hidden_size=6, batch_size=8, iterations=30), load_dataset(folder), first)
    for iteration in range(30):
        if iteration == 20:
            trainer.learning_rate = 0.4
        trainer.step()
    losses, _ = losses_of(save_script(tmp_path / "run", trainer, first, alone=True), folder)
    np.testing.assert_allclose(losses, trainer.history.loss, rtol=1e-5, atol=1e-6)


def test_it_finds_the_files_where_they_were_and_beside_itself_and_says_where_it_has_looked(folder, tmp_path):
    trainer = Trainer(RunSettings(**{**SHORT, "iterations": 1}), load_dataset(folder))
    path = save_script(tmp_path / "run", trainer, alone=True)
    assert run_program(path).returncode == 0
    moved = folder.rename(folder.with_name("moved"))
    try:
        done = run_program(path, tmp_path / "nowhere")
        assert done.returncode == 1
        assert "train-images-idx3-ubyte is in none of these folders" in done.stderr
        for place in (tmp_path, tmp_path / "nowhere", folder):
            assert str(place) in done.stderr
        assert "https://" in done.stderr
        for file in moved.iterdir():
            plain = file.name.removesuffix(".gz").replace("-idx", ".idx")
            (tmp_path / plain).write_bytes(gzip.decompress(file.read_bytes()))
        assert run_program(path).returncode == 0
    finally:
        moved.rename(folder)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "train-images-idx3-ubyte.gz",
            b"\x1f\x8b\x08 cut short",
            "train-images-idx3-ubyte.gz is damaged, or is no file",
        ),
        ("t10k-labels-idx1-ubyte.gz", b"<!DOCTYPE html>", "t10k-labels-idx1-ubyte.gz is damaged, or is no file"),
        ("train-labels-idx1-ubyte.gz", b"\0\0\x08\x01\0\0\0\x02\x01\x0b", "train-… do not hold images of 28×28 pixels"),
    ],
)
def test_a_file_of_images_that_is_none_is_said_in_a_sentence(folder, tmp_path, name, content, said):
    trainer = Trainer(RunSettings(**{**SHORT, "iterations": 1}), load_dataset(folder))
    path = save_script(tmp_path / "run", trainer, alone=True)
    (tmp_path / name).write_bytes(content)
    done = run_program(path)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_it_has_the_names_of_the_book_and_speaks_the_language_of_the_window(folder, tmp_path):
    trainer = Trainer(RunSettings(**{**SHORT, "iterations": 1}), load_dataset(folder))
    path = save_script(tmp_path / "run", trainer, alone=True, translate=lambda _context, text: f"数字 {text}")
    text = path.read_text("utf-8")
    for name in ("class TwoLayerNet", "self.params", "grads", "batch_mask", "train_loss_list", "iters_num"):
        assert name in text
    assert "mnistlab" not in "\n".join(line for line in text.splitlines() if "import" in line and "数字" not in line)
    comments = [line.partition("#")[2] for line in text.splitlines() if "#" in line and "1e-7" not in line]
    assert comments
    assert all(comment.startswith(" 数字 ") for comment in comments)
    done = run_program(path)
    assert done.stdout.startswith("数字 epoch 0")
    assert max(map(len, text.splitlines())) < 200
