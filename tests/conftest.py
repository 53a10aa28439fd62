"""What tests of several packages share."""

import gzip
import os
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Before Qt is loaded: a test needs no screen, and none of the person's settings.
if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Before NumPy is loaded, as in mnistlab.main: two threads for matrices this small wait for each other, and for the
# other processes that run tests.
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")

# A shell starts what it runs in the background with Ctrl+C ignored, and the programs under test would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

import numpy as np
import pytest

from mnistlab.data import Dataset, load_dataset
from mnistlab.nn import fast
from mnistlab.nn.mistakes import Mistake
from mnistlab.stopping import SIGNALS
from mnistlab.training import RunSettings, deep, sampling
from mnistlab.training.setting import setting

Part = tuple[np.ndarray, np.ndarray]  # images (N, 784) or (N, 28, 28), labels (N,), both uint8


def random_part(count: int, seed: int) -> Part:
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (count, 28, 28), np.uint8), rng.integers(0, 10, count, np.uint8)


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    """Take back what a program under test does to signals, because the programs of later tests would inherit that."""
    numbers = [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture(scope="session")
def write_idx_folder() -> Callable[..., Path]:
    """Write a folder of four IDX files: ``write_idx_folder(folder, train=..., test=..., gz=True)``."""

    def write(folder: Path, train: Part | None = None, test: Part | None = None, *, gz: bool = True) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for part, (images, labels) in {
            "train": train or random_part(30, seed=1),
            "t10k": test or random_part(20, seed=2),
        }.items():
            images_header = struct.pack(">4I", 2051, len(images), 28, 28)
            labels_header = struct.pack(">2I", 2049, len(labels))
            for name, content in {
                f"{part}-images-idx3-ubyte": images_header + images.tobytes(),
                f"{part}-labels-idx1-ubyte": labels_header + labels.tobytes(),
            }.items():
                if gz:
                    (folder / f"{name}.gz").write_bytes(gzip.compress(content, 1))
                else:
                    (folder / name).write_bytes(content)
        return folder

    return write


@pytest.fixture(autouse=True)
def own_library(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests' runs apart from the person's, and those of each test from those of the others."""
    folder = str(tmp_path_factory.mktemp("data", numbered=True))
    for name in ("XDG_DATA_HOME", "APPDATA", "HOME") if sys.platform == "darwin" else ("XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(name, folder)


@pytest.fixture(scope="session")
def mnist() -> Dataset:
    """Return the MNIST that comes with the program, loaded once."""
    return load_dataset()


@pytest.fixture(scope="session")
def small_dataset(mnist: Dataset) -> Dataset:
    """Return the first 600 training and 200 test images of MNIST: enough to learn something in a moment."""
    return Dataset(
        name="small",
        path=mnist.path,
        train_images=mnist.train_images[:600],
        train_labels=mnist.train_labels[:600],
        test_images=mnist.test_images[:200],
        test_labels=mnist.test_labels[:200],
    )


@pytest.fixture
def large_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let mini-batches of more than 100 images be large: they are learnt from in pieces of 40, and 50 are shown."""
    monkeypatch.setattr(fast, "SMALLEST_PIECE", 40)
    monkeypatch.setattr(fast, "PIECE_PRODUCTS", 1)
    monkeypatch.setattr(fast, "SHOWN", 50)
    for module in (fast, sampling, deep):
        monkeypatch.setattr(module, "AT_ONCE", 100)


@pytest.fixture(scope="session")
def more_settings() -> type[RunSettings]:
    """Return a kind of settings with three that nobody has thought of yet: each is a field, and nothing else."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class MoreSettings(RunSettings):
        momentum: float = setting(0.9, "momentum", "how much of an update stays", bounds=(0, 1), flag="--momentum")
        order: str = setting(
            "up", "order", "up or down", choices={"up": "upwards", "down": "downwards"}, flag="--order"
        )
        mistake: Mistake | None = setting(
            None, "mistake", choices=dict.fromkeys((None, *Mistake), ""), live=True, shown=False
        )

    return MoreSettings
