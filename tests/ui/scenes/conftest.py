"""Frames made by hand, and scenes without a window."""

from dataclasses import fields

import numpy as np
import pytest

from mnistlab.engine.explorer import Explorer
from mnistlab.engine.frame import BatchView, Frame
from mnistlab.nn import TwoLayerNet
from mnistlab.training import Phase, RunSettings
from mnistlab.ui.selection import Selection

HIDDEN = 4


def _batch(labels, before=None, after=None):
    """Build a mini-batch of images with these labels, read as the digits `before` the update, and `after` it."""
    rng = np.random.default_rng(7)
    certain = np.eye(10, dtype=np.float32)
    read_before, read_after = (None if digits is None else certain[digits] for digits in (before, after))
    return BatchView(
        indices=np.arange(len(labels)),
        images=rng.integers(0, 256, (len(labels), 784), np.uint8),
        labels=np.array(labels),
        probabilities=read_before if after is None else read_after,
        probabilities_before=None if after is None else read_before,
    )


@pytest.fixture
def make_batch():
    return _batch


@pytest.fixture
def make_frame():
    """Build a frame of a run at rest, before its first step; the rest as given."""
    network = TwoLayerNet(784, HIDDEN, 10, 0.1, rng=np.random.default_rng(3))
    settings = RunSettings(hidden_size=HIDDEN)
    known = {
        "run_id": 1,
        "branch_id": 1,
        "settings": settings,
        "next_settings": settings,
        "next_phase": Phase.SELECT_BATCH,
        "iteration": 0,
        "epoch": 0.0,
        "iterations_per_epoch": 600.0,
        "training_images": 60_000,
        "speed": 0.0,
        "plain_seconds": 0.0,
        "network": network,
        "seen": np.zeros(60_000, bool),
        "loss": np.zeros(0, np.float32),
        "smoothed_loss": np.zeros(0, np.float32),
        "evaluated_at": np.zeros(0, int),
        "train_accuracy": np.zeros(0),
        "test_accuracy": np.zeros(0),
        "mistake": None,
        "batch": None,
        "gradient": None,
        "learning_rate_used": None,
        "batch_loss": None,
        "batch_loss_after": None,
        "other_smoothed_loss": None,
    }

    def make(**changes):
        return Frame(**(dict.fromkeys((field.name for field in fields(Frame)), False) | known | changes))

    return make


@pytest.fixture
def make_scene(qtbot):
    """Make a scene that is shown alone; what it wants computed is computed by an explorer, `scene.explorer`."""
    explorer = Explorer()

    def make(kind, **options):
        scene = kind(Selection(), **options)
        qtbot.addWidget(scene)
        scene.explorer = explorer
        if hasattr(scene, "wanted"):
            scene.wanted.connect(explorer.start)
            scene.given_up.connect(explorer.give_up)
        scene.retranslate()
        scene.show()
        return scene

    yield make
    explorer.close()
