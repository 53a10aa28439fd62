"""The camera: takes a frame of where the worker is."""

import time
from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np

from mnistlab.data.images import as_input
from mnistlab.engine.frame import BatchView, Frame
from mnistlab.engine.tracks import Tracks
from mnistlab.nn.functions import Array
from mnistlab.training import History, Phase, Trainer

SPEED_WINDOW = 1.0  # s
SEEN_INTERVAL = 0.1  # s between two looks at what the epoch has seen, in a run at speed


class Camera:
    """Copies what the window may show; remembers what would take too long to find out for every frame."""

    def __init__(self) -> None:
        self._passed: deque[tuple[float, int]] = deque()  # when, and which iteration, in the run of the moment
        self._loss_seconds: dict[tuple[int, int], float] = {}  # of hidden units and batch
        self._seen: tuple[object, float, Array] = (None, 0.0, np.zeros(0, bool))  # of which moment, looked at when

    def frame(
        self,
        tracks: Tracks,
        extra_evaluations: Sequence[tuple[int, float, float]],
        *,
        running: bool,
        phase_seconds: float,
        **status: Any,
    ) -> Frame:
        """Return a frame of the moment that is shown.

        Parameters
        ----------
        tracks : Tracks
        extra_evaluations : sequence of (int, float, float)
            Iteration, accuracy on training and on test images, besides those in the history.
        running : bool
        phase_seconds : float
            How long a run stops at every phase; 0 if it does not.
        **status
            What only the worker knows, by the names of `Frame`.
        """
        trainer, live, other = tracks.shown, tracks.live, tracks.other
        network = trainer.network.copy()
        computed = trainer.batch is not None and trainer.next_phase is not Phase.COMPUTE_GRADIENT
        updated = computed and trainer.next_phase is Phase.SELECT_BATCH
        loss_after = None
        evaluated_at, train_accuracy, test_accuracy = _evaluations(live.history, extra_evaluations)
        probabilities = before = trainer.batch_probabilities.copy() if computed else None
        if updated:
            loss_after, probabilities = trainer.score_batch()
        batch = trainer.batch
        return Frame(
            track_id=tracks.changes,
            settings=trainer.settings,
            next_phase=trainer.next_phase,
            running=running,
            finished=trainer.finished,
            phase_by_phase=phase_seconds > 0,
            phase_seconds=phase_seconds,
            speed=self._measured_speed(live, running=running),
            plain_seconds=self._plain_seconds(trainer) if trainer.settings.gradient == "numerical" else 0.0,
            past=tracks.viewed is not None,
            latest=live.iteration,
            iteration=trainer.iteration,
            epoch=trainer.epoch,
            iterations_per_epoch=trainer.iterations_per_epoch,
            training_images=len(trainer.dataset.train_images),
            network=network,
            batch=batch
            and BatchView(batch.indices, batch.images, batch.labels, probabilities, before if updated else None),
            gradient=trainer.gradient if computed else None,
            mistake=trainer.mistake,
            learning_rate_used=trainer.methods[-1][1].learning_rate if updated else None,
            batch_loss=trainer.batch_loss,
            batch_loss_after=loss_after,
            seen=self._seen_images(trainer, at_speed=running and not phase_seconds),
            loss=live.history.loss,
            smoothed_loss=live.history.smoothed_loss,
            other_smoothed_loss=None if other is None else other.history.smoothed_loss,
            evaluated_at=evaluated_at,
            train_accuracy=train_accuracy,
            test_accuracy=test_accuracy,
            **status,
        )

    def _measured_speed(self, live: Trainer, *, running: bool) -> float:
        """Return the iterations a second since about a second ago."""
        now = time.perf_counter()
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
        size = trainer.settings.hidden_size, trainer.settings.batch_size
        if size not in self._loss_seconds:
            network = trainer.network.copy(np.float64)
            x, t = (
                as_input(trainer.dataset.train_images[: size[1]], np.float64),
                trainer.dataset.train_labels[: size[1]],
            )
            start = time.perf_counter()
            for _ in range(3):
                network.loss(x, t)
            self._loss_seconds[size] = (time.perf_counter() - start) / 3
        return self._loss_seconds[size] * 2 * sum(value.size for value in trainer.network.params.values())

    def _seen_images(self, trainer: Trainer, *, at_speed: bool) -> Array:
        """Return what the epoch has seen; at speed not anew for every frame, for it takes half a millisecond."""
        moment, looked_at, seen = self._seen
        now = time.perf_counter()
        wanted = (trainer, trainer.iteration, trainer.next_phase)
        fresh = at_speed and now - looked_at < SEEN_INTERVAL and len(seen) == len(trainer.dataset.train_images)
        if wanted != moment and not fresh:
            seen = trainer.seen_in_epoch()
            self._seen = wanted, now, seen
        return seen


def _evaluations(history: History, extra: Sequence[tuple[int, float, float]]) -> tuple[Array, Array, Array]:
    """Return iteration, train and test accuracy of all evaluations, the extra ones in their places."""
    at, train, test = history.evaluated_at, history.train_accuracy, history.test_accuracy
    for iteration, extra_train, extra_test in extra:
        place = int(np.searchsorted(at, iteration))
        at = np.insert(at, place, iteration)
        train, test = np.insert(train, place, extra_train), np.insert(test, place, extra_test)
    return at, train, test
