"""A worker without a thread, with a clock that stands until it is told to go; and the engine in its thread."""

import pytest

from mnistlab.engine.intents import OpenData
from mnistlab.engine.lab import Lab
from mnistlab.engine.worker import Worker
from mnistlab.training import RunSettings

SETTINGS = RunSettings(hidden_size=8, batch_size=50, iterations=200, seed=11)


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


class Driven(Worker):
    """A worker whose slices are asked for by hand; `frame` is the present one."""

    def __init__(self, settings, clock):
        super().__init__(settings, clock)
        self.events = []
        self._taken = []
        self.told.connect(self.events.append)
        self.frame_ready.connect(self._taken.append)

    @property
    def frame(self):
        self._changed = True
        self.want_frame()
        return self._taken[-1]

    @property
    def live(self):
        return self.run.tracks.live

    @property
    def tracks(self):
        return self.run.tracks

    @property
    def working(self):
        return self._agenda.doing is not None

    def heard(self, kind):
        return [event for event in self.events if isinstance(event, kind)]

    def finish(self):
        """Advance until nothing is left to be done."""
        while self.working or self.run.active:
            self.advance()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def make_worker(qapp, clock, small_dataset):
    made = []

    def make(settings=SETTINGS, dataset=small_dataset, calls=0):
        worker = Driven(settings, clock)
        worker.calls = calls
        worker.perform(OpenData(dataset))
        made.append(worker)
        return worker

    yield make
    for worker in made:
        worker.stop()


@pytest.fixture
def worker(make_worker):
    return make_worker()


class Watched(Lab):
    """An engine whose frames are kept in `frames`, as a window would draw them; `frame` is the last."""

    def __init__(self, qtbot, settings, **facts):
        super().__init__(settings, **facts)
        self._qtbot = qtbot
        self.frames = []
        self.frame_ready.connect(self.frames.append)

    @property
    def frame(self):
        return self.frames[-1]

    def do(self, *intents):
        """Ask for something, and wait for the frame that shows it done."""
        for intent in intents:
            self.perform(intent)
        asked = self._asked
        self._qtbot.waitUntil(lambda: bool(self.frames) and self.frame.answered == asked, timeout=20_000)
        return self.frame

    def hears(self, kind):
        """Wait, around what leads to it, until an event of this kind is told; `args` has it."""
        return self._qtbot.waitSignal(self.told, timeout=20_000, check_params_cb=lambda event: isinstance(event, kind))

    def until_working(self, work):
        """Wait until it is at a work that takes long."""
        self._qtbot.waitUntil(lambda: self.frame.working == work, timeout=20_000)
        assert 0 <= self.frame.progress < 1


@pytest.fixture
def make_lab(qtbot):
    """Return a function that starts an engine; all are closed at the end."""
    made = []

    def make(settings=SETTINGS, dataset=None, **facts):
        lab = Watched(qtbot, settings, **facts)
        made.append(lab)
        if dataset is not None:
            lab.do(OpenData(dataset))
        return lab

    yield make
    for lab in made:
        lab.close()


@pytest.fixture
def lab(make_lab, small_dataset):
    return make_lab(dataset=small_dataset)


@pytest.fixture
def large(make_lab, mnist):
    """Return an engine whose steps take long."""
    return make_lab(RunSettings(hidden_size=2000, weight_init_std=0.1), mnist)
