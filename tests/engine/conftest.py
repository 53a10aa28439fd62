"""A worker without a thread, with a clock that stands until it is told to go."""

import pytest

from mnistlab.engine.intents import OpenData
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
