"""How the person's own network and the built-in one read everything that a hand has drawn."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer

from mnistlab.analysis.readings import Readings, read, read_all
from mnistlab.data.images import Pixels
from mnistlab.data.samples import Samples
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.ui.scenes.base import Experiment
from mnistlab.ui.scenes.task import Task
from mnistlab.ui.selection import Reader

PAUSE: Final = 300  # ms between two readings of all samples while the run goes on


class HandReading:
    """What two networks read of samples; read again whenever weights or samples have changed.

    Parameters
    ----------
    scene : Experiment
        Nothing is read while it is hidden.
    samples : callable
        Gives the samples that are to be read.
    networks : callable
        Gives the networks that there are now.
    changed : callable
        Is called when there are other readings.

    Attributes
    ----------
    readings : dict
        Of the samples, by who reads.
    """

    def __init__(
        self,
        scene: Experiment,
        samples: Callable[[], Samples],
        networks: Callable[[], Mapping[Reader, Network]],
        changed: Callable[[], None],
    ) -> None:
        self.readings: dict[Reader, Readings] = {}
        self._scene, self._samples, self._networks, self._changed = scene, samples, networks, changed
        self.tasks: dict[Reader, Task[Readings]] = {
            reader: Task(scene, partial(self._take, reader), name=reader.value) for reader in Reader
        }
        self._asked: dict[Reader, tuple[Samples, dict[str, Array]]] = {}  # what each task reads, and by which weights
        self.pause = QTimer(scene)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE)
        self.pause.timeout.connect(self.catch_up)

    def try_again(self) -> None:
        """Forget that a reading has failed."""
        for task in self.tasks.values():
            if task.failed:
                task.give_up()

    def forget(self) -> None:
        """Forget the readings, because the samples are others."""
        nothing = self._samples().images
        self.readings = {} if len(nothing) else {by: read(network, nothing) for by, network in self._networks().items()}
        self.catch_up()

    def catch_up(self) -> None:
        """While the scene is shown, have each network whose weights have changed read all samples, at intervals."""
        if not self._scene.isVisible() or self.pause.isActive():
            return
        now = self._samples()
        for reader, network in self._networks().items():
            known, task = self.readings.get(reader), self.tasks[reader]
            up_to_date = known is not None and known.params is network.params
            samples, params = self._asked.get(reader, (None, None))
            tried = task.failed and samples is now and params is network.params
            if not (up_to_date or tried or task.running):
                self.pause.start()
                self._asked[reader] = now, network.params
                task.start(read_all(network, now.images))

    def _take(self, reader: Reader) -> None:
        task = self.tasks[reader]
        if task.running:
            return
        if task.result is not None and self._asked[reader][0] is self._samples():
            self.readings[reader] = task.result
            self._changed()
        self.pause.start()  # after it `catch_up` looks whether weights or samples have changed meanwhile

    def read_one(self, image: Pixels) -> dict[Reader, Readings]:
        """Return how the networks read one image."""
        return {reader: read(network, image[None]) for reader, network in self._networks().items()}

    def add(self, place: int, one: Mapping[Reader, Readings]) -> None:
        """Put the readings of a new sample in its place."""
        known = self.readings
        self.readings = {key: known[key].with_one(place, one[key]) for key in known.keys() & one.keys()}

    def drop(self, place: int) -> None:
        """Drop the readings of a sample that is gone."""
        self.readings = {reader: readings.without(place) for reader, readings in self.readings.items()}
