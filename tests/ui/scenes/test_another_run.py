"""A scene that has shown one run shows of the next what it would if that were the first."""

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest

from mnistlab.analysis import landscape
from mnistlab.data import Dataset
from mnistlab.engine.explorer import Explorer
from mnistlab.engine.intents import ComputeGradient, ReadPath, SelectBatch, Step
from mnistlab.training import RunSettings
from mnistlab.ui.scenes import ASIDE, EXPERIMENTS, GALLERIES, PHASES, READINGS, load
from mnistlab.ui.selection import Selection

# Each network has parameters of shapes, and a data set with images, that the other has not.
LARGE = RunSettings(hidden_size=12, batch_size=20, validation_images=300)
SMALL = RunSettings(hidden_size=1, batch_size=10, training_images=90, activation="relu")
NONE = RunSettings(hidden_size=0, batch_size=10)


@pytest.fixture(scope="module")
def fewer(small_dataset):
    parts = {name: getattr(small_dataset, name)[:100] for name in ("train_images", "train_labels")}
    return Dataset(
        "fewer",
        small_dataset.path,
        **parts,
        test_images=small_dataset.test_images,
        test_labels=small_dataset.test_labels,
    )


@pytest.fixture
def moments(frames_of):
    """Return the frames of a run on the way, and at rest within an iteration."""

    def make(settings, dataset, number):
        *_, before, rest = frames_of(settings, *[Step()] * 60, SelectBatch(), ComputeGradient(), dataset=dataset)
        return [replace(frame, run_id=number) for frame in (replace(before, running=True), rest)]

    return make


class Shown:
    """A scene, with the computations of its own, and with the way of the run that it shows."""

    def __init__(self, qtbot, name):
        self.qtbot, self.explorer = qtbot, Explorer()
        self.scene = load(name)(Selection())
        qtbot.addWidget(self.scene)
        self.scene.resize(686, 500)
        if hasattr(self.scene, "wanted"):
            self.scene.wanted.connect(self.explorer.start)
            self.scene.given_up.connect(self.explorer.give_up)
            self.scene.intended.connect(self.answer)
        self.scene.selection.pick_unit(9)
        self.scene.selection.pick_image(15)
        self.scene.retranslate()
        self.scene.show()

    def answer(self, intent):
        frame = self.scene.frame
        if isinstance(intent, ReadPath) and intent.track == frame.track:
            zeros = {key: np.zeros_like(value) for key, value in frame.network.params.items()}
            intent.answer([(0, zeros), (frame.iteration, frame.network.params)])

    def take_data(self, dataset):
        if hasattr(self.scene, "take_data"):
            self.scene.take_data(dataset)

    def turn_back_to(self):
        """Turn to another scene, have the language and who reads changed meanwhile, and turn back."""
        self.scene.hide()
        self.scene.retranslate()
        self.scene.selection.reader_changed.emit()
        self.scene.show()

    def show(self, frame):
        self.scene.show_frame(frame)
        self.qtbot.waitUntil(lambda: not self.explorer._current, timeout=60_000)

    @property
    def texts(self):
        return self.scene.words(), self.scene.numbers(), [line.code for line in self.scene.lines(self.scene.frame)]

    @property
    def picture(self):
        self.scene.setFocus()
        return self.scene.grab().toImage()


@pytest.fixture
def shown(qtbot):
    made = []

    def show(name):
        made.append(Shown(qtbot, name))
        return made[-1]

    yield show
    for one in made:
        one.explorer.close()


@pytest.fixture(autouse=True)
def coarse_maps(monkeypatch):
    monkeypatch.setattr(landscape, "CELLS", landscape.COARSEST)


@pytest.mark.parametrize(
    ("name", "settings"),
    [(name, SMALL) for name in (*PHASES, *EXPERIMENTS, *ASIDE, *READINGS, *GALLERIES)]
    + [(name, NONE) for name in PHASES],
)
def test_nothing_is_left_of_the_run_before(qtbot, shown, moments, small_dataset, fewer, name, settings):
    later = moments(settings, fewer, 2)
    fresh, other = shown(name), shown(name)
    fresh.take_data(fewer)
    fresh.turn_back_to()
    images = small_dataset.train_images.copy()
    held = weakref.ref(images)
    other.take_data(replace(small_dataset, train_images=images))
    del images
    for frame in moments(LARGE, small_dataset, 1):
        other.show(frame)
    other.take_data(fewer)
    gc.collect()
    assert held() is None
    other.turn_back_to()
    for frame in later:
        fresh.show(frame)
        other.show(frame)
        assert other.texts == fresh.texts
        qtbot.waitUntil(lambda: other.picture == fresh.picture)  # an animation may be under way
