"""A frame tells one moment of the run: its numbers fit each other, and its arrays have the promised shapes."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from mnistlab.data.images import as_input
from mnistlab.engine.intents import ComputeGradient, GoTo, SelectBatch, Step, Update


def after(worker, *intents):
    for intent in intents:
        worker.perform(intent)
    return worker.frame


def test_a_frame_cannot_be_changed(worker):
    with pytest.raises(FrozenInstanceError):
        worker.frame.iteration = 5


@pytest.mark.parametrize(
    ("intents", "shown"),
    [
        ([], (False, False, False, False)),
        ([SelectBatch()], (True, False, False, False)),
        ([SelectBatch(), ComputeGradient()], (True, True, True, False)),
        ([SelectBatch(), ComputeGradient(), Update()], (True, True, True, True)),
    ],
    ids=["at the start", "after ①", "after ②", "after ③"],
)
def test_what_is_known_comes_with_its_phase(worker, intents, shown):
    frame = after(worker, *intents)
    known = (frame.batch, frame.gradient, frame.batch_loss, frame.batch_loss_after)
    assert tuple(value is not None for value in known) == shown


def test_all_numbers_are_of_one_moment(worker):
    frame = after(worker, *[Step()] * 3)
    batch = frame.batch
    assert batch.images.shape == (50, 784)
    assert batch.probabilities.shape == batch.probabilities_before.shape == (50, 10)
    assert len(frame.loss) == len(frame.smoothed_loss) == frame.latest == frame.iteration == 3
    assert frame.loss[-1] == np.float32(frame.batch_loss)
    assert frame.batch_loss_after == pytest.approx(frame.network.loss(as_input(batch.images), batch.labels), rel=1e-5)
    np.testing.assert_allclose(batch.probabilities, frame.network.probabilities(as_input(batch.images)), rtol=1e-5)
    assert frame.epoch == pytest.approx(3 / frame.iterations_per_epoch)


def test_looking_back_the_moment_is_earlier_and_the_curves_are_whole(worker):
    frame = after(worker, *[Step()] * 5, GoTo(2))
    assert (frame.past, frame.iteration, frame.latest, len(frame.loss)) == (True, 2, 5, 5)
