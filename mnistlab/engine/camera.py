"""The camera: takes a frame of where the worker is."""

import time
import weakref
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

from mnistlab.data.images import as_input
from mnistlab.engine import intents
from mnistlab.engine.frame import BatchView, Frame
from mnistlab.engine.intents import Intent
from mnistlab.engine.tracks import Tracks
from mnistlab.nn.functions import Array
from mnistlab.training import Phase, Trainer

SPEED_WINDOW = 1.0  # s
WORTH_SAYING = 0.3  # s: work that takes no longer is not spoken of
TIMED = 100  # images at most on which the plain loop is timed
WORK: dict[type[Intent] | None, str] = {
    intents.GoTo: "way_back",
    intents.OpenData: "data",
    intents.OpenWeights: "file",
    intents.SaveWeights: "file",
    intents.OpenRun: "file",
    intents.GoOnWith: "file",
    intents.UndoRun: "file",
    intents.SaveRuns: "file",
    intents.OpenRuns: "file",
}


class Camera:
    """Copies what the window may show; remembers what would take too long to find out for every frame.

    Parameters
    ----------
    clock : callable
        Gives the time in s.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._passed: deque[tuple[float, int]] = deque()  # when, and which iteration, in the present run
        self._loss_seconds: dict[tuple[int, int], float] = {}  # of hidden units and batch
        self._working: tuple[object, float] = (None, 0.0)  # on what, and since when
        self._held: dict[str, Any] | None = None  # what there was to see of a mini-batch after its update
        self._held_at: object = None

    def look_at(self, live: Trainer) -> None:
        """Hold what there is to see between two iterations of a run, if each takes longer than a frame.

        A run at speed shows that while the next gradient is computed: of its own mini-batch nothing is known yet.
        """
        at = _moment(live)
        if live.takes_long and live.iteration and live.next_phase is Phase.SELECT_BATCH and at != self._held_at:
            self._held, self._held_at = _of_batch(live), at

    def frame(
        self,
        tracks: Tracks,
        *,
        running: bool,
        phase_seconds: float,
        doing: Intent | None,
        share: float,
        **status: Any,
    ) -> Frame:
        """Return a frame of the moment that the window shows.

        Parameters
        ----------
        tracks : Tracks
        running : bool
        phase_seconds : float
            How long a run stops at every phase; 0 if it does not.
        doing : Intent or None
            What is being done.
        share : float
            How much of it is done, 0..1.
        **status
            What only the worker knows, by the names of `Frame`.
        """
        trainer, live = tracks.shown, tracks.live
        now = self._clock()
        history = live.history
        network = trainer.network.copy()
        _frozen(network.params)
        at_speed = running and not phase_seconds and trainer is live
        within = at_speed and live.next_phase is not Phase.SELECT_BATCH
        held = self._held if within and self._held_at == _moment(live) else None
        at_work = running or doing is not None or (live.iteration > 0 and live.evaluating)
        working, progress = self._work(live, doing, share, now) if at_work else (None, 0.0)
        return Frame(
            branch_id=tracks.branch_id,
            settings=trainer.settings,
            running=running,
            finished=trainer.finished,
            phase_by_phase=phase_seconds > 0,
            phase_seconds=phase_seconds,
            speed=self._measured_speed(live, now, running=running),
            working=working,
            progress=progress,
            plain_seconds=self._plain_seconds(trainer) if trainer.settings.gradient == "numerical" else 0.0,
            past=tracks.viewed is not None,
            latest=live.iteration,
            iteration=trainer.iteration,
            epoch=trainer.epoch,
            iterations_per_epoch=trainer.iterations_per_epoch,
            training_images=len(trainer.dataset.train_images),
            network=network,
            mistake=trainer.mistake,
            **(_of_batch(trainer) if held is None else held),
            loss=history.loss,
            smoothed_loss=history.smoothed_loss,
            evaluated_at=history.evaluated_at,
            train_accuracy=history.train_accuracy,
            test_accuracy=history.test_accuracy,
            train_loss=history.train_loss,
            test_loss=history.test_loss,
            clock=history.clock,
            **status,
        )

    def _work(self, live: Trainer, doing: Intent | None, share: float, now: float) -> tuple[str | None, float]:
        """Return what is under way, and how much of it is done, once it has taken a while."""
        work = WORK.get(None if doing is None else type(doing))
        if work is None:
            work, share = live.working, live.progress
        what = work, doing, live.iteration
        if what != self._working[0]:
            self._working = what, now
        return (work, share) if work is not None and now - self._working[1] >= WORTH_SAYING else (None, 0.0)

    def _measured_speed(self, live: Trainer, now: float, *, running: bool) -> float:
        """Return the iterations a second since about a second ago."""
        if not running:
            self._passed.clear()
            return 0.0
        self._passed.append((now, live.iteration))
        while len(self._passed) > 2 and now - self._passed[1][0] > SPEED_WINDOW:
            self._passed.popleft()
        start, before = self._passed[0]
        elapsed = now - start
        return max(0.0, (live.iteration - before) / elapsed) if elapsed else 0.0

    def _plain_seconds(self, trainer: Trainer) -> float:
        """Return what a gradient would take the plain loop, from the time of one loss; measured once for each size."""
        size = trainer.settings.hidden_size, trainer.batch_size
        if size not in self._loss_seconds:
            network, images = trainer.network.copy(np.float64), min(size[1], TIMED)
            x = as_input(trainer.dataset.train_images[:images], np.float64)
            t = trainer.dataset.train_labels[:images]
            start = time.perf_counter()
            for _ in range(3):
                network.loss(x, t)
            self._loss_seconds[size] = (time.perf_counter() - start) / 3 * size[1] / len(x)
        return self._loss_seconds[size] * 2 * sum(value.size for value in trainer.network.params.values())


def _moment(trainer: Trainer) -> tuple[object, int]:
    return weakref.ref(trainer), trainer.iteration


def _of_batch(trainer: Trainer) -> dict[str, Any]:
    """Return what a frame has of the mini-batch that was drawn last, by the names of `Frame`."""
    computed = trainer.batch is not None and trainer.next_phase is not Phase.COMPUTE_GRADIENT
    updated = computed and trainer.next_phase is Phase.SELECT_BATCH
    loss_after = None
    probabilities = before = trainer.batch_probabilities.copy() if computed else None
    if updated:
        loss_after, probabilities = trainer.score_batch()
    batch, whole = trainer.shown, trainer.batch
    return {
        "next_phase": trainer.next_phase,
        "batch": batch
        and whole
        and BatchView(
            len(whole.indices),
            *_frozen(
                {
                    "indices": batch.indices.copy(),
                    "images": batch.images,
                    "labels": batch.labels,
                    "probabilities": probabilities,
                    "probabilities_before": before if updated else None,
                    "masks": trainer.masks if computed else None,
                }
            ).values(),
        ),
        "gradient": _frozen(trainer.gradient) if computed else None,
        "optimizer": trainer.optimizer,
        "learning_rate_used": trainer.history.rule_at(trainer.iteration - 1).learning_rate if updated else None,
        "batch_loss": trainer.shown_loss,
        "batch_loss_after": loss_after,
        "seen": _read_only(trainer.seen_in_epoch()),
    }


def _read_only(array: Array) -> Array:
    array.flags.writeable = False
    return array


def _frozen(arrays: dict[str, Any]) -> dict[str, Any]:
    """Let nobody write to these arrays again."""
    for array in arrays.values():
        if array is not None:
            array.flags.writeable = False
    return arrays
