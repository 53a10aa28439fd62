"""Frames made by hand, and scenes without a window."""

import numpy as np
import pytest

from mnistlab.engine.explorer import Explorer
from mnistlab.engine.frame import BatchView
from mnistlab.engine.intents import OpenData
from mnistlab.engine.worker import Worker
from mnistlab.ui.selection import Selection


def _batch(labels, before=None, after=None):
    """Build a mini-batch of images with these labels, read as the digits `before` the update, and `after` it."""
    rng = np.random.default_rng(7)
    certain = np.eye(10, dtype=np.float32)
    read_before, read_after = (None if digits is None else certain[digits] for digits in (before, after))
    return BatchView(
        count=len(labels),
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
def frames_of(qapp, small_dataset):
    """Return the frames of a real run with some settings: the first, and one after each intent."""
    workers = []

    def run(settings, *intents, dataset=small_dataset):
        worker = Worker(settings)
        workers.append(worker)
        frames = []
        worker.frame_ready.connect(frames.append)
        for intent in (OpenData(dataset), *intents):
            worker.perform(intent)
            while worker._agenda.doing is not None:
                worker.advance()
            worker._changed = True
            worker.want_frame()
        return frames

    yield run
    for worker in workers:
        worker.stop()


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
