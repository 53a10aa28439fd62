"""How fast a run goes, by a clock that stands still while it works."""

import pytest

from mnistlab.engine.pace import Pace
from mnistlab.training import Phase, RunSettings, Trainer


@pytest.fixture
def trainer(small_dataset):
    trainer = Trainer(RunSettings(hidden_size=5, batch_size=50, iterations=10_000), small_dataset)
    trainer.step()
    return trainer


def never():
    return False


def test_iterations_come_when_they_are_due(trainer, clock):
    pace = Pace(clock)
    pace.speed = 100.0
    pace.begin()
    assert pace.advance(trainer, never) == pytest.approx(0.01)
    assert trainer.iteration == 2
    clock.now += 0.004
    assert pace.advance(trainer, never) == pytest.approx(0.006)
    assert trainer.iteration == 2
    clock.now += 0.006
    pace.advance(trainer, never)
    assert trainer.iteration == 3


def test_what_was_missed_is_not_caught_up_with(trainer, clock):
    """The machine slept for ten seconds: that is no reason for 1,000 iterations in a row."""
    pace = Pace(clock)
    pace.speed = 100.0
    pace.begin()
    clock.now += 10.0
    pace.advance(trainer, never)
    assert trainer.iteration <= 1 + 3


def test_a_slow_run_stops_at_every_phase(trainer, clock):
    pace = Pace(clock)
    pace.speed = 0.5
    pace.begin()
    assert pace.phase_seconds == pytest.approx(2 / 3)
    for phase in (Phase.COMPUTE_GRADIENT, Phase.UPDATE, Phase.SELECT_BATCH, Phase.COMPUTE_GRADIENT):
        assert pace.advance(trainer, never) == pytest.approx(2 / 3, abs=0.01)
        assert trainer.next_phase is phase
        clock.now += 0.667
    assert trainer.iteration == 2


def test_a_paced_run_measures_in_pieces(small_dataset, clock):
    """Each slice here ends after one piece."""
    trainer = Trainer(RunSettings(hidden_size=5, batch_size=50), small_dataset)
    pace = Pace(clock)
    pace.speed = 1000.0
    pace.begin()
    assert pace.advance(trainer, lambda: True) == 0
    assert trainer.working == "accuracy"
    while trainer.iteration == 0:
        pace.advance(trainer, lambda: True)
    assert len(trainer.history.evaluated_at) == 1


def test_a_paced_run_ends_where_the_run_ends(small_dataset, clock):
    trainer = Trainer(RunSettings(hidden_size=5, batch_size=50, iterations=3), small_dataset)
    pace = Pace(clock)
    pace.speed = 1000.0
    pace.begin()
    for _ in range(9):
        pace.advance(trainer, never)
        clock.now += 0.001
    assert (trainer.iteration, trainer.finished) == (3, True)
    assert list(trainer.history.evaluated_at) == [0, 3]


@pytest.mark.parametrize("end", ["pause", "end"])
def test_a_run_that_has_ended_is_not_held(make_worker, small_dataset, end):
    run = make_worker(RunSettings(hidden_size=5, batch_size=50, gradient="numerical"), small_dataset).run
    run.pace.speed, run.running = 1.0, True
    while run.pace._under_way is None:
        run.lead_on(lambda: lambda: True)
    getattr(run, end)()
    assert run.pace._under_way is None
