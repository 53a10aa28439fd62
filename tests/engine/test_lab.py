"""The engine in its real thread."""

import sys
import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from mnistlab.engine import lab as lab_module
from mnistlab.engine.events import Diverged, Failed, RunFinished, ScriptSaved
from mnistlab.engine.intents import (
    AskLibrary,
    ChangeLibrary,
    ChangeSetting,
    ComputeGradient,
    ExportScript,
    GoTo,
    MakeMistake,
    NewWeights,
    OpenData,
    OpenRun,
    OpenWeights,
    Pause,
    ReadPath,
    Rewind,
    Run,
    SaveWeights,
    SelectBatch,
    SetSpeed,
    ShowLatest,
    Step,
    UndoRun,
    Update,
)
from mnistlab.engine.worker import Worker
from mnistlab.errors import DataError, DivergedError, PhaseError, SettingsError, WeightsError
from mnistlab.library import library_path
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import Phase, RunSettings, Trainer, save_weights

SETTINGS = RunSettings(hidden_size=8, batch_size=50, iterations=200, seed=11)


def assert_is_run_of(frame, trainer):
    assert frame.iteration == trainer.iteration
    for key, value in trainer.network.params.items():
        np.testing.assert_array_equal(frame.network.params[key], value)
    np.testing.assert_array_equal(frame.loss, trainer.history.loss)
    np.testing.assert_array_equal(frame.evaluated_at, trainer.history.evaluated_at)
    np.testing.assert_array_equal(frame.test_accuracy, trainer.history.test_accuracy)


def trained(dataset, settings=SETTINGS, iterations=200):
    trainer = Trainer(settings, dataset)
    for _ in range(iterations):
        trainer.step()
    return trainer


def test_a_run_through_the_worker_is_the_same_run_bit_for_bit(qtbot, lab, small_dataset):
    with lab.hears(RunFinished) as finished:
        lab.perform(Run())
    qtbot.waitUntil(lambda: lab.frame.finished)
    trainer = trained(small_dataset)
    assert_is_run_of(lab.frame, trainer)
    assert not lab.frame.running
    end = finished.args[0]
    assert (end.train_accuracy, end.test_accuracy) == trainer.evaluate()[:2]
    assert (lab.frame.evaluated_at[-1], lab.frame.test_accuracy[-1]) == (200, end.test_accuracy)


def test_pausing_stepping_and_phases_do_not_change_the_run(qtbot, lab, small_dataset):
    lab.do(SelectBatch(), ComputeGradient(), Update(), Step(), SelectBatch(), Step())
    assert lab.frame.iteration == 3
    lab.do(SetSpeed(100.0), Run())
    qtbot.waitUntil(lambda: lab.frame.iteration > 10)
    lab.do(Pause(), SetSpeed(None))
    assert not lab.frame.running
    assert not lab.frame.finished
    with lab.hears(RunFinished):
        lab.perform(Run())
    qtbot.waitUntil(lambda: lab.frame.finished)
    assert_is_run_of(lab.frame, trained(small_dataset))


def test_what_a_frame_shows_phase_by_phase(lab):
    frame = lab.frame
    assert frame.batch is None
    assert frame.next_phase is Phase.SELECT_BATCH
    frame = lab.do(SelectBatch())
    assert frame.batch.images.shape == (50, 784)
    assert frame.batch.probabilities is None
    assert frame.gradient is None
    assert frame.batch_loss is None
    frame = lab.do(ComputeGradient())
    assert frame.batch.probabilities.shape == (50, 10)
    assert set(frame.gradient) == {"W1", "b1", "W2", "b2"}
    assert frame.batch_loss_after is None
    before, frame = frame, lab.do(Update())
    assert frame.batch_loss == before.batch_loss
    assert frame.batch_loss_after < frame.batch_loss
    change = frame.network.params["W1"] - before.network.params["W1"]
    np.testing.assert_allclose(change, -0.1 * before.gradient["W1"], atol=1e-6)


def test_a_frame_never_changes_afterwards(lab):
    frame = lab.do(Step())
    kept = {key: value.copy() for key, value in frame.network.params.items()}
    losses = frame.loss.copy()
    lab.do(Step(), Step(), Step())
    for key, value in kept.items():
        np.testing.assert_array_equal(frame.network.params[key], value)
    np.testing.assert_array_equal(frame.loss, losses)


def test_rewind_returns_to_the_same_weights_and_batches(lab):
    first = lab.frame
    drawn = lab.do(SelectBatch())
    lab.do(Step(), Step(), Rewind())
    assert lab.frame.iteration == 0
    assert lab.frame.batch is None
    assert lab.frame.run_id > first.run_id
    np.testing.assert_array_equal(lab.frame.network.params["W1"], first.network.params["W1"])
    again = lab.do(SelectBatch())
    np.testing.assert_array_equal(again.batch.indices, drawn.batch.indices)


def test_new_weights_take_a_new_seed_that_can_be_read(lab):
    first = lab.frame
    frame = lab.do(NewWeights())
    assert frame.settings.seed != first.settings.seed
    assert (frame.network.params["W1"] != first.network.params["W1"]).any()


def test_settings_that_a_run_cannot_change_wait_for_the_rewind(lab):
    lab.do(ChangeSetting("hidden_size", 9))
    assert lab.frame.settings.hidden_size == 9  # nothing has begun: at once
    lab.do(Step(), ChangeSetting("hidden_size", 5), ChangeSetting("learning_rate", 0.3))
    assert lab.frame.settings.hidden_size == 9
    assert lab.frame.next_settings.hidden_size == 5
    assert lab.frame.settings.learning_rate == 0.3
    assert lab.frame.iteration == 1
    frame = lab.do(Rewind())
    assert frame.settings.hidden_size == 5
    assert frame.network.params["W1"].shape == (784, 5)
    assert frame.settings.learning_rate == 0.3


def test_more_iterations_carry_a_finished_run_on(qtbot, lab, small_dataset):
    with lab.hears(RunFinished):
        lab.perform(Run())
    lab.do(Run())
    assert not lab.frame.running
    lab.do(ChangeSetting("iterations", 230), Run())
    qtbot.waitUntil(lambda: lab.frame.iteration == 230)
    qtbot.waitUntil(lambda: lab.frame.finished)
    trainer = trained(small_dataset)
    trainer.settings = replace(trainer.settings, iterations=230)
    trainer.run(until=lambda: False)
    assert_is_run_of(lab.frame, trainer)


def test_fewer_iterations_than_have_been_done_complete_a_run_that_stands(qtbot, lab):
    lab.do(Step(), Step(), Step())
    lab.do(ChangeSetting("iterations", 2))
    qtbot.waitUntil(lambda: lab.frame.finished)
    assert lab.frame.evaluated_at.tolist() == [0, 3]


@pytest.mark.parametrize(
    ("intent", "error"),
    [
        (ChangeSetting("hidden_size", -1), SettingsError),
        (Update(), PhaseError),
        (OpenData("/no/such/folder"), DataError),
        (OpenWeights("/no/such/file.npz"), WeightsError),
        (SaveWeights("/no/such/folder/w.npz"), WeightsError),
    ],
)
def test_what_cannot_be_is_reported_and_the_run_goes_on(qtbot, lab, intent, error):
    lab.do(Run())
    with lab.hears(Failed) as failed:
        lab.perform(intent)
    assert isinstance(failed.args[0].error, error)
    qtbot.waitUntil(lambda: lab.frame.finished, timeout=20_000)


def test_a_diverging_run_stops_by_itself_and_can_be_rewound(qtbot, lab):
    with lab.hears(Diverged) as diverged:
        lab.perform(ChangeSetting("learning_rate", 1000.0))
        lab.perform(Run())
    assert isinstance(diverged.args[0].error, DivergedError)
    qtbot.waitUntil(lambda: not lab.frame.running)
    frame = lab.do(ChangeSetting("learning_rate", 0.1), Rewind(), Step())
    assert frame.iteration == 1
    assert np.isfinite(frame.batch_loss_after)


def test_weights_from_a_file(lab, small_dataset, tmp_path):
    trainer = trained(small_dataset, RunSettings(hidden_size=6), 30)
    path = save_weights(tmp_path / "w.npz", trainer.network.params)
    frame = lab.do(OpenWeights(path))
    assert frame.settings.hidden_size == 6
    np.testing.assert_array_equal(frame.network.params["W1"], trainer.network.params["W1"])
    frame = lab.do(Step(), Rewind())
    np.testing.assert_array_equal(frame.network.params["W1"], trainer.network.params["W1"])
    frame = lab.do(NewWeights())
    assert (frame.network.params["W1"] != trainer.network.params["W1"]).any()


def test_slow_runs_go_phase_by_phase(qtbot, lab):
    phases = set()
    lab.frame_ready.connect(lambda frame: phases.add((frame.running, frame.next_phase)))
    lab.do(SetSpeed(1.0), Run())
    qtbot.waitUntil(lambda: phases >= {(True, phase) for phase in Phase}, timeout=20_000)
    assert lab.frame.phase_by_phase


def test_a_paced_run_keeps_its_pace(qtbot, lab):
    lab.do(SetSpeed(100.0), Run())
    start, first = time.perf_counter(), lab.frame.iteration
    qtbot.waitUntil(lambda: lab.frame.iteration >= first + 60, timeout=20_000)
    seconds = time.perf_counter() - start
    assert seconds > 0.45  # never faster than asked


def test_frames_wait_until_the_window_has_drawn(lab):
    """A run at full speed makes some 30 frames a second, not one an iteration."""
    lab.do(ChangeSetting("iterations", 1000))
    lab.frames.clear()
    with lab.hears(RunFinished):
        lab.perform(Run())
    assert len(lab.frames) < 1000 / 5


def test_while_it_stands_back_a_run_waits_and_goes_on_by_itself(qtbot, lab, monkeypatch):
    monkeypatch.setattr(lab_module, "REST", 1_000_000)
    lab.do(ChangeSetting("iterations", 1_000_000))
    lab.perform(Run())
    qtbot.waitUntil(lambda: lab.frame.iteration > 0)
    lab.stand_back()
    lab.do(SetSpeed(None))  # what is asked for is done all the same
    waiting = lab.frame.iteration
    lab.do(SetSpeed(None))
    assert lab.frame.running
    assert lab.frame.iteration == waiting
    with lab.undisturbed():
        lab.do(SetSpeed(None))
        assert lab.frame.iteration == waiting
    qtbot.waitUntil(lambda: lab.frame.iteration > waiting)


def test_a_run_that_stands_back_for_nothing_goes_on_soon(qtbot, lab, monkeypatch):
    monkeypatch.setattr(lab_module, "REST", 1)
    lab.do(ChangeSetting("iterations", 1_000_000), Run())
    lab.stand_back()
    waiting = lab.frame.iteration
    qtbot.waitUntil(lambda: lab.frame.iteration > waiting)


def test_unexpected_errors_are_reported_too(lab):
    with lab.hears(Failed) as failed:
        lab.perform("no intent")
    assert isinstance(failed.args[0].error, NotImplementedError)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_references_to_none_do_not_run_out(qtbot, lab):
    lab.do(ChangeSetting("iterations", 100_000), Run())
    before = sys.getrefcount(None)
    qtbot.waitUntil(lambda: len(lab.frames) > 20, timeout=20_000)
    assert sys.getrefcount(None) > before - 1000


def run_to_the_end(qtbot, lab):
    with lab.hears(RunFinished):
        lab.perform(Run())
    qtbot.waitUntil(lambda: lab.frame.finished)


def test_an_earlier_moment_is_shown_as_it_was(qtbot, lab, small_dataset):
    run_to_the_end(qtbot, lab)
    end = lab.frame
    frame = lab.do(GoTo(70))
    then = trained(small_dataset, iterations=70)
    assert (frame.past, frame.iteration, frame.latest, frame.finished) == (True, 70, 200, False)
    for key, value in then.network.params.items():
        np.testing.assert_array_equal(frame.network.params[key], value)
        np.testing.assert_array_equal(frame.gradient[key], then.gradient[key])
    np.testing.assert_array_equal(frame.batch.indices, then.batch.indices)
    np.testing.assert_array_equal(frame.seen, then.seen_in_epoch())
    assert frame.batch_loss == then.batch_loss
    np.testing.assert_array_equal(frame.loss, end.loss)  # the curve stays whole
    assert lab.do(Step()).iteration == 71
    assert lab.frame.past
    assert lab.do(GoTo(0)).batch is None
    frame = lab.do(ShowLatest())
    assert (frame.past, frame.iteration, frame.finished) == (False, 200, True)


def test_going_on_from_an_earlier_moment_with_the_same_settings_is_the_same_run(qtbot, lab, small_dataset):
    run_to_the_end(qtbot, lab)
    end = lab.frame
    lab.do(GoTo(120), SelectBatch())
    assert (lab.frame.past, lab.frame.latest) == (False, 120)
    (left,) = lab.frame.kept
    np.testing.assert_array_equal(left.loss, end.loss)
    run_to_the_end(qtbot, lab)
    assert_is_run_of(lab.frame, trained(small_dataset))
    assert lab.frame.kept == ()  # it has been caught up with
    np.testing.assert_array_equal(lab.frame.test_accuracy, end.test_accuracy)


def test_another_learning_rate_branches_off_and_the_old_future_can_be_returned_to(qtbot, lab):
    run_to_the_end(qtbot, lab)
    end = lab.frame
    frame = lab.do(GoTo(50), ChangeSetting("learning_rate", 0.4), Step(), Step())
    assert (frame.past, frame.latest, frame.settings.learning_rate) == (False, 52, 0.4)
    (left,) = frame.kept
    np.testing.assert_array_equal(left.loss, end.loss)
    np.testing.assert_array_equal(frame.loss[:50], end.loss[:50])
    branch = frame
    assert (branch.own.parent, branch.own.branched_at) == (left.entry.key, 50)
    frame = lab.do(UndoRun())
    assert (frame.latest, frame.settings.learning_rate) == (200, 0.1)
    (other,) = frame.kept
    np.testing.assert_array_equal(other.loss, branch.loss)
    np.testing.assert_array_equal(lab.do(OpenRun(other.entry.key)).loss, branch.loss)


def test_looking_back_in_the_middle_of_an_iteration_keeps_its_batch(lab):
    lab.do(Step(), Step(), SelectBatch())
    frame = lab.do(ComputeGradient())
    then = lab.do(GoTo(2))
    assert (then.past, then.iteration, then.next_phase) == (True, 2, Phase.SELECT_BATCH)
    assert lab.do(GoTo(1)).iteration == 1
    lab.do(Step())
    again = lab.do(Step())
    assert (again.past, again.next_phase) == (False, Phase.UPDATE)
    np.testing.assert_array_equal(again.batch.indices, frame.batch.indices)
    np.testing.assert_array_equal(again.gradient["W1"], frame.gradient["W1"])


def test_a_run_that_diverged_can_go_on_from_before(qtbot, lab):
    lab.do(*[Step()] * 30)
    with lab.hears(Diverged):
        lab.do(ChangeSetting("learning_rate", 1e6), Run())
    qtbot.waitUntil(lambda: lab.frame.diverged)
    frame = lab.do(GoTo(30), ChangeSetting("learning_rate", 0.1), Step())
    assert not frame.diverged
    assert frame.iteration == 31
    assert np.isfinite(frame.batch_loss_after)


def test_going_back_stops_a_run(qtbot, lab):
    lab.do(ChangeSetting("iterations", 1_000_000), Run())
    qtbot.waitUntil(lambda: lab.frame.iteration > 400)
    frame = lab.do(GoTo(100))
    assert not frame.running
    assert frame.latest >= 400
    assert abs(lab.do(GoTo(333, tolerance=50)).iteration - 333) <= 50


def test_after_an_update_the_frame_tells_what_it_changed(lab):
    before = lab.do(SelectBatch(), ComputeGradient())
    assert before.learning_rate_used is None
    after = lab.do(ChangeSetting("learning_rate", 0.3), Update())
    assert after.learning_rate_used == 0.3
    np.testing.assert_array_equal(after.batch.probabilities_before, before.batch.probabilities)
    change = after.network.params["W1"] - before.network.params["W1"]
    np.testing.assert_allclose(change, -0.3 * after.gradient["W1"], atol=1e-7)


def test_the_exported_program_has_every_learning_rate(lab, tmp_path):
    lab.do(Step(), ChangeSetting("learning_rate", 0.37), Step())
    with lab.hears(ScriptSaved) as saved:
        lab.perform(ExportScript(tmp_path / "run"))
    assert saved.args[0].file == str(tmp_path / "run.py")
    text = (tmp_path / "run.py").read_text("utf-8")
    assert "0.37" in text
    compile(text, "run.py", "exec")


def test_an_accuracy_that_was_due_at_a_pause_is_measured_all_the_same(qtbot, small_dataset):
    worker = Worker(SETTINGS)
    worker.perform(OpenData(small_dataset))
    trainer = worker.run.tracks.live
    trainer.run(until=lambda: trainer.iteration == 12)  # an epoch
    assert trainer.evaluating
    worker.perform(Pause())
    qtbot.waitUntil(lambda: not trainer.evaluating)
    with qtbot.waitSignal(worker.frame_ready) as shown:
        worker.want_frame()
    assert len(shown.args[0].test_accuracy) == 2
    assert trainer.iteration == 12
    worker.stop()


def test_a_mistake_switched_on_after_the_gradient_changes_it_at_once(lab):
    right = lab.do(SelectBatch(), ComputeGradient()).gradient["W1"]
    wrong = lab.do(MakeMistake(Mistake.NO_DIVISION)).gradient["W1"]
    np.testing.assert_allclose(wrong, 50 * right, rtol=1e-3, atol=1e-7)
    np.testing.assert_allclose(lab.do(MakeMistake(None)).gradient["W1"], right, rtol=1e-5, atol=1e-9)


def test_each_run_gives_back_what_the_one_before_has_left(lab, monkeypatch):
    given_back = []
    monkeypatch.setattr("mnistlab.engine.live_run.give_back", lambda: given_back.append(lab.frame.run_id))
    for intent in (NewWeights(), Rewind(), NewWeights()):
        lab.do(intent)
    assert len(given_back) == 3


def test_what_is_made_during_a_long_step_is_kept_before_its_end(qtbot, large, small_dataset):
    large.do(OpenData(small_dataset), ChangeSetting("gradient", "numerical"))
    large.perform(Step())
    large.until_working("gradient")
    changed, answers = [], []
    large.perform(ChangeLibrary(changed.append))
    large.perform(AskLibrary(len, answers.append))
    qtbot.waitUntil(lambda: bool(answers), timeout=5_000)
    assert large.frame.working == "gradient"


def test_a_pause_behind_a_long_step_ends_it_at_once_and_none_is_lost(lab):
    lab.do(ChangeSetting("hidden_size", 400), ChangeSetting("gradient", "numerical"), Step())
    start = time.perf_counter()
    lab.do(Pause(), Step(), Pause())
    assert time.perf_counter() - start < 0.5  # of a step of seconds
    assert (lab.frame.iteration, lab.frame.next_phase) == (1, Phase.COMPUTE_GRADIENT)


def test_the_way_through_the_parameters_is_told_to_who_asked(qtbot, lab):
    track = lab.do(*[Step()] * 30).track
    answers = []
    lab.do(ReadPath(track, 5, answers.append), ReadPath(track, 2, answers.append))
    qtbot.waitUntil(lambda: len(answers) == 2)
    iterations = [iteration for iteration, _ in answers[0]]
    assert (iterations[0], iterations[-1]) == (0, 30)
    np.testing.assert_array_equal(answers[0][-1][1]["W1"], lab.frame.network.params["W1"])


def test_a_frame_from_before_the_last_intent_is_held_back(lab):
    """It would show a control as it was before the person touched it; but one who drags on still sees the run."""
    frame = lab.do(SetSpeed(5.0))
    lab._frame_timer.stop()
    lab._asked += 1  # something that is not done yet
    lab.frames.clear()
    for _ in range(5):
        lab._pass_frame(frame)
    assert not lab.frames
    lab._pass_frame(frame)
    assert lab.frames == [frame]
    lab._asked -= 1


def test_what_the_library_keeps_is_told_to_who_asked_on_the_windows_thread(qtbot, make_lab, small_dataset):
    lab = make_lab()
    lab.perform(OpenData(small_dataset))
    answers = []
    lab.perform(
        AskLibrary(lambda library: library, lambda found: answers.append((found, threading.current_thread())))
    )  # before there are data, and without a file
    qtbot.waitUntil(lambda: bool(answers))
    lab.close()
    assert answers == [(None, threading.main_thread())]
    library = make_lab(library=library_path())
    library.perform(ChangeLibrary(lambda library: library.answers.note("lesson", "step", 3)))
    library.perform(AskLibrary(lambda library: library.answers.of("lesson"), answers.append))
    qtbot.waitUntil(lambda: len(answers) == 2)
    library.close()
    assert answers[1]["step"].given == 3


def test_the_end_is_not_waited_for_in_vain_where_closing_has_failed(qtbot, monkeypatch):
    lab = lab_module.Lab()
    with monkeypatch.context() as broken:
        broken.setattr("mnistlab.engine.lab.end_thread", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            lab.close()
    assert lab.last_faults() == []
    assert not lab._thread.isRunning()
