"""The engine in its real thread."""

import gc
import sys
import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from mnistlab.engine import lab as lab_module
from mnistlab.engine.events import DataReady, Diverged, Failed, RunFinished, ScriptSaved
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
    RenameRun,
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
from mnistlab.engine.lab import Lab
from mnistlab.engine.worker import Worker
from mnistlab.errors import DataError, DivergedError, PhaseError, SettingsError, WeightsError
from mnistlab.library import library_path, open_library
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import Phase, RunSettings, Trainer, save_weights

SETTINGS = RunSettings(hidden_size=8, batch_size=50, iterations=200, seed=11)


class Watched(Lab):
    """A lab that keeps the frames, as a window would draw them."""

    def __init__(self, settings):
        super().__init__(settings)
        self.frames = []
        self.frame_ready.connect(self.frames.append)

    @property
    def frame(self):
        return self.frames[-1]


@pytest.fixture
def lab(qtbot, small_dataset):
    lab = Watched(SETTINGS)
    do(qtbot, lab, OpenData(small_dataset))
    yield lab
    lab.close()


def do(qtbot, lab, *intents):
    """Ask for something, and wait for the frame that shows it done."""
    for intent in intents:
        lab.perform(intent)
    asked = lab._asked
    qtbot.waitUntil(lambda: bool(lab.frames) and lab.frame.answered == asked, timeout=20_000)
    return lab.frame


def hears(qtbot, lab, kind):
    """Wait, around what leads to it, until an event of this kind is told; `args` has it."""
    return qtbot.waitSignal(lab.told, timeout=20_000, check_params_cb=lambda event: isinstance(event, kind))


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
    with hears(qtbot, lab, RunFinished) as finished:
        lab.perform(Run())
    qtbot.waitUntil(lambda: lab.frame.finished)
    trainer = trained(small_dataset)
    assert_is_run_of(lab.frame, trainer)
    assert not lab.frame.running
    end = finished.args[0]
    assert (end.train_accuracy, end.test_accuracy) == trainer.evaluate()[:2]
    assert (lab.frame.evaluated_at[-1], lab.frame.test_accuracy[-1]) == (200, end.test_accuracy)


def test_pausing_stepping_and_phases_do_not_change_the_run(qtbot, lab, small_dataset):
    do(qtbot, lab, SelectBatch(), ComputeGradient(), Update(), Step(), SelectBatch(), Step())
    assert lab.frame.iteration == 3
    do(qtbot, lab, SetSpeed(100.0), Run())
    qtbot.waitUntil(lambda: lab.frame.iteration > 10)
    do(qtbot, lab, Pause(), SetSpeed(None))
    assert not lab.frame.running
    assert not lab.frame.finished
    with hears(qtbot, lab, RunFinished):
        lab.perform(Run())
    qtbot.waitUntil(lambda: lab.frame.finished)
    assert_is_run_of(lab.frame, trained(small_dataset))


def test_what_a_frame_shows_phase_by_phase(qtbot, lab):
    frame = lab.frame
    assert frame.batch is None
    assert frame.next_phase is Phase.SELECT_BATCH
    frame = do(qtbot, lab, SelectBatch())
    assert frame.batch.images.shape == (50, 784)
    assert frame.batch.probabilities is None
    assert frame.gradient is None
    assert frame.batch_loss is None
    frame = do(qtbot, lab, ComputeGradient())
    assert frame.batch.probabilities.shape == (50, 10)
    assert set(frame.gradient) == {"W1", "b1", "W2", "b2"}
    assert frame.batch_loss_after is None
    before, frame = frame, do(qtbot, lab, Update())
    assert frame.batch_loss == before.batch_loss
    assert frame.batch_loss_after < frame.batch_loss
    change = frame.network.params["W1"] - before.network.params["W1"]
    np.testing.assert_allclose(change, -0.1 * before.gradient["W1"], atol=1e-6)


def test_a_frame_never_changes_afterwards(qtbot, lab):
    frame = do(qtbot, lab, Step())
    kept = {key: value.copy() for key, value in frame.network.params.items()}
    losses = frame.loss.copy()
    do(qtbot, lab, Step(), Step(), Step())
    for key, value in kept.items():
        np.testing.assert_array_equal(frame.network.params[key], value)
    np.testing.assert_array_equal(frame.loss, losses)


def test_rewind_returns_to_the_same_weights_and_batches(qtbot, lab):
    first = lab.frame
    drawn = do(qtbot, lab, SelectBatch())
    do(qtbot, lab, Step(), Step(), Rewind())
    assert lab.frame.iteration == 0
    assert lab.frame.batch is None
    assert lab.frame.run_id > first.run_id
    np.testing.assert_array_equal(lab.frame.network.params["W1"], first.network.params["W1"])
    again = do(qtbot, lab, SelectBatch())
    np.testing.assert_array_equal(again.batch.indices, drawn.batch.indices)


def test_new_weights_take_a_new_seed_that_can_be_read(qtbot, lab):
    first = lab.frame
    frame = do(qtbot, lab, NewWeights())
    assert frame.settings.seed != first.settings.seed
    assert (frame.network.params["W1"] != first.network.params["W1"]).any()


def test_settings_that_a_run_cannot_change_wait_for_the_rewind(qtbot, lab):
    do(qtbot, lab, ChangeSetting("hidden_size", 9))
    assert lab.frame.settings.hidden_size == 9  # nothing has begun: at once
    do(qtbot, lab, Step(), ChangeSetting("hidden_size", 5), ChangeSetting("learning_rate", 0.3))
    assert lab.frame.settings.hidden_size == 9
    assert lab.frame.next_settings.hidden_size == 5
    assert lab.frame.settings.learning_rate == 0.3
    assert lab.frame.iteration == 1
    frame = do(qtbot, lab, Rewind())
    assert frame.settings.hidden_size == 5
    assert frame.network.params["W1"].shape == (784, 5)
    assert frame.settings.learning_rate == 0.3


def test_more_iterations_carry_a_finished_run_on(qtbot, lab, small_dataset):
    with hears(qtbot, lab, RunFinished):
        lab.perform(Run())
    do(qtbot, lab, Run())
    assert not lab.frame.running
    do(qtbot, lab, ChangeSetting("iterations", 230), Run())
    qtbot.waitUntil(lambda: lab.frame.iteration == 230)
    qtbot.waitUntil(lambda: lab.frame.finished)
    trainer = trained(small_dataset)
    trainer.settings = replace(trainer.settings, iterations=230)
    trainer.run(until=lambda: False)
    assert_is_run_of(lab.frame, trainer)


def test_fewer_iterations_than_have_been_done_complete_a_run_that_stands(qtbot, lab):
    do(qtbot, lab, Step(), Step(), Step())
    do(qtbot, lab, ChangeSetting("iterations", 2))
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
    do(qtbot, lab, Run())
    with hears(qtbot, lab, Failed) as failed:
        lab.perform(intent)
    assert isinstance(failed.args[0].error, error)
    qtbot.waitUntil(lambda: lab.frame.finished, timeout=20_000)


def test_a_diverging_run_stops_by_itself_and_can_be_rewound(qtbot, lab):
    with hears(qtbot, lab, Diverged) as diverged:
        lab.perform(ChangeSetting("learning_rate", 1000.0))
        lab.perform(Run())
    assert isinstance(diverged.args[0].error, DivergedError)
    qtbot.waitUntil(lambda: not lab.frame.running)
    frame = do(qtbot, lab, ChangeSetting("learning_rate", 0.1), Rewind(), Step())
    assert frame.iteration == 1
    assert np.isfinite(frame.batch_loss_after)


def test_weights_from_a_file(qtbot, lab, small_dataset, tmp_path):
    trainer = trained(small_dataset, RunSettings(hidden_size=6), 30)
    path = save_weights(tmp_path / "w.npz", trainer.network.params)
    frame = do(qtbot, lab, OpenWeights(path))
    assert frame.settings.hidden_size == 6
    np.testing.assert_array_equal(frame.network.params["W1"], trainer.network.params["W1"])
    frame = do(qtbot, lab, Step(), Rewind())
    np.testing.assert_array_equal(frame.network.params["W1"], trainer.network.params["W1"])
    frame = do(qtbot, lab, NewWeights())
    assert (frame.network.params["W1"] != trainer.network.params["W1"]).any()


def test_slow_runs_go_phase_by_phase(qtbot, lab):
    phases = set()
    lab.frame_ready.connect(lambda frame: phases.add((frame.running, frame.next_phase)))
    do(qtbot, lab, SetSpeed(1.0), Run())
    qtbot.waitUntil(lambda: phases >= {(True, phase) for phase in Phase}, timeout=20_000)
    assert lab.frame.phase_by_phase


def test_a_paced_run_keeps_its_pace(qtbot, lab):
    do(qtbot, lab, SetSpeed(100.0), Run())
    start, first = time.perf_counter(), lab.frame.iteration
    qtbot.waitUntil(lambda: lab.frame.iteration >= first + 60, timeout=20_000)
    seconds = time.perf_counter() - start
    assert seconds > 0.45  # never faster than asked


def test_frames_wait_until_the_window_has_drawn(qtbot, lab):
    """A run at full speed makes some 30 frames a second, not one an iteration."""
    do(qtbot, lab, ChangeSetting("iterations", 1000))
    lab.frames.clear()
    with hears(qtbot, lab, RunFinished):
        lab.perform(Run())
    assert len(lab.frames) < 1000 / 5


def test_while_it_stands_back_a_run_waits_and_goes_on_by_itself(qtbot, lab, monkeypatch):
    monkeypatch.setattr(lab_module, "REST", 1_000_000)
    do(qtbot, lab, ChangeSetting("iterations", 1_000_000))
    lab.perform(Run())
    qtbot.waitUntil(lambda: lab.frame.iteration > 0)
    lab.stand_back()
    do(qtbot, lab, SetSpeed(None))  # what is asked for is done all the same
    waiting = lab.frame.iteration
    do(qtbot, lab, SetSpeed(None))
    assert lab.frame.running
    assert lab.frame.iteration == waiting
    with lab.undisturbed():
        do(qtbot, lab, SetSpeed(None))
        assert lab.frame.iteration == waiting
    qtbot.waitUntil(lambda: lab.frame.iteration > waiting)


def test_a_run_that_stands_back_for_nothing_goes_on_soon(qtbot, lab, monkeypatch):
    monkeypatch.setattr(lab_module, "REST", 1)
    do(qtbot, lab, ChangeSetting("iterations", 1_000_000), Run())
    lab.stand_back()
    waiting = lab.frame.iteration
    qtbot.waitUntil(lambda: lab.frame.iteration > waiting)


def test_closing_in_the_middle_of_a_run(qtbot, lab):
    do(qtbot, lab, ChangeSetting("iterations", 10_000_000), Run())
    lab.close()
    assert lab._thread.wait(5_000)  # ms
    lab.close()


def test_unexpected_errors_are_reported_too(qtbot, lab):
    with hears(qtbot, lab, Failed) as failed:
        lab.perform("no intent")
    assert isinstance(failed.args[0].error, NotImplementedError)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_references_to_none_do_not_run_out(qtbot, lab):
    do(qtbot, lab, ChangeSetting("iterations", 100_000), Run())
    before = sys.getrefcount(None)
    qtbot.waitUntil(lambda: len(lab.frames) > 20, timeout=20_000)
    assert sys.getrefcount(None) > before - 1000


def run_to_the_end(qtbot, lab):
    with hears(qtbot, lab, RunFinished):
        lab.perform(Run())
    qtbot.waitUntil(lambda: lab.frame.finished)


def test_an_earlier_moment_is_shown_as_it_was(qtbot, lab, small_dataset):
    run_to_the_end(qtbot, lab)
    end = lab.frame
    frame = do(qtbot, lab, GoTo(70))
    then = trained(small_dataset, iterations=70)
    assert (frame.past, frame.iteration, frame.latest, frame.finished) == (True, 70, 200, False)
    for key, value in then.network.params.items():
        np.testing.assert_array_equal(frame.network.params[key], value)
        np.testing.assert_array_equal(frame.gradient[key], then.gradient[key])
    np.testing.assert_array_equal(frame.batch.indices, then.batch.indices)
    np.testing.assert_array_equal(frame.seen, then.seen_in_epoch())
    assert frame.batch_loss == then.batch_loss
    np.testing.assert_array_equal(frame.loss, end.loss)  # the curve stays whole
    assert do(qtbot, lab, Step()).iteration == 71
    assert lab.frame.past
    assert do(qtbot, lab, GoTo(0)).batch is None
    frame = do(qtbot, lab, ShowLatest())
    assert (frame.past, frame.iteration, frame.finished) == (False, 200, True)


def test_going_on_from_an_earlier_moment_with_the_same_settings_is_the_same_run(qtbot, lab, small_dataset):
    run_to_the_end(qtbot, lab)
    end = lab.frame
    do(qtbot, lab, GoTo(120), SelectBatch())
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
    frame = do(qtbot, lab, GoTo(50), ChangeSetting("learning_rate", 0.4), Step(), Step())
    assert (frame.past, frame.latest, frame.settings.learning_rate) == (False, 52, 0.4)
    (left,) = frame.kept
    np.testing.assert_array_equal(left.loss, end.loss)
    np.testing.assert_array_equal(frame.loss[:50], end.loss[:50])
    branch = frame
    assert (branch.own.parent, branch.own.branched_at) == (left.entry.key, 50)
    frame = do(qtbot, lab, UndoRun())
    assert (frame.latest, frame.settings.learning_rate) == (200, 0.1)
    (other,) = frame.kept
    np.testing.assert_array_equal(other.loss, branch.loss)
    np.testing.assert_array_equal(do(qtbot, lab, OpenRun(other.entry.key)).loss, branch.loss)


def test_looking_back_in_the_middle_of_an_iteration_keeps_its_batch(qtbot, lab):
    do(qtbot, lab, Step(), Step(), SelectBatch())
    frame = do(qtbot, lab, ComputeGradient())
    then = do(qtbot, lab, GoTo(2))
    assert (then.past, then.iteration, then.next_phase) == (True, 2, Phase.SELECT_BATCH)
    assert do(qtbot, lab, GoTo(1)).iteration == 1
    do(qtbot, lab, Step())
    again = do(qtbot, lab, Step())
    assert (again.past, again.next_phase) == (False, Phase.UPDATE)
    np.testing.assert_array_equal(again.batch.indices, frame.batch.indices)
    np.testing.assert_array_equal(again.gradient["W1"], frame.gradient["W1"])


def test_a_run_that_diverged_can_go_on_from_before(qtbot, lab):
    do(qtbot, lab, *[Step()] * 30)
    with hears(qtbot, lab, Diverged):
        do(qtbot, lab, ChangeSetting("learning_rate", 1e6), Run())
    qtbot.waitUntil(lambda: lab.frame.diverged)
    frame = do(qtbot, lab, GoTo(30), ChangeSetting("learning_rate", 0.1), Step())
    assert not frame.diverged
    assert frame.iteration == 31
    assert np.isfinite(frame.batch_loss_after)


def test_going_back_stops_a_run(qtbot, lab):
    do(qtbot, lab, ChangeSetting("iterations", 1_000_000), Run())
    qtbot.waitUntil(lambda: lab.frame.iteration > 400)
    frame = do(qtbot, lab, GoTo(100))
    assert not frame.running
    assert frame.latest >= 400
    assert abs(do(qtbot, lab, GoTo(333, tolerance=50)).iteration - 333) <= 50


def test_after_an_update_the_frame_tells_what_it_changed(qtbot, lab):
    before = do(qtbot, lab, SelectBatch(), ComputeGradient())
    assert before.learning_rate_used is None
    after = do(qtbot, lab, ChangeSetting("learning_rate", 0.3), Update())
    assert after.learning_rate_used == 0.3
    np.testing.assert_array_equal(after.batch.probabilities_before, before.batch.probabilities)
    change = after.network.params["W1"] - before.network.params["W1"]
    np.testing.assert_allclose(change, -0.3 * after.gradient["W1"], atol=1e-7)


def test_the_exported_program_has_every_learning_rate(qtbot, lab, tmp_path):
    do(qtbot, lab, Step(), ChangeSetting("learning_rate", 0.37), Step())
    with hears(qtbot, lab, ScriptSaved) as saved:
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


def test_a_mistake_switched_on_after_the_gradient_changes_it_at_once(qtbot, lab):
    right = do(qtbot, lab, SelectBatch(), ComputeGradient()).gradient["W1"]
    wrong = do(qtbot, lab, MakeMistake(Mistake.NO_DIVISION)).gradient["W1"]
    np.testing.assert_allclose(wrong, 50 * right, rtol=1e-3, atol=1e-7)
    np.testing.assert_allclose(do(qtbot, lab, MakeMistake(None)).gradient["W1"], right, rtol=1e-5, atol=1e-9)


def closes_at_once(lab):
    start = time.perf_counter()
    lab.close()
    seconds = time.perf_counter() - start
    assert seconds < 0.1
    assert lab._thread.wait(5_000)  # ms


LARGE = RunSettings(hidden_size=2000, weight_init_std=0.1)


@pytest.fixture
def large(qtbot, mnist):
    lab = Watched(LARGE)
    do(qtbot, lab, OpenData(mnist))
    yield lab
    lab.close()


def until_working(qtbot, lab, work):
    qtbot.waitUntil(lambda: lab.frame.working == work, timeout=20_000)
    assert 0 <= lab.frame.progress < 1


def test_closing_while_a_large_network_is_measured(qtbot, large):
    large.perform(Step())
    until_working(qtbot, large, "accuracy")
    closes_at_once(large)


def test_each_run_gives_back_what_the_one_before_has_left(qtbot, lab, monkeypatch):
    given_back = []
    monkeypatch.setattr("mnistlab.engine.live_run.give_back", lambda: given_back.append(lab.frame.run_id))
    for intent in (NewWeights(), Rewind(), NewWeights()):
        do(qtbot, lab, intent)
    assert len(given_back) == 3


def test_closing_during_a_numerical_gradient(qtbot, large, small_dataset):
    do(qtbot, large, OpenData(small_dataset), ChangeSetting("gradient", "numerical"))
    large.perform(Step())
    until_working(qtbot, large, "gradient")
    closes_at_once(large)


def test_what_is_made_during_a_long_step_is_kept_before_its_end(qtbot, large, small_dataset):
    do(qtbot, large, OpenData(small_dataset), ChangeSetting("gradient", "numerical"))
    large.perform(Step())
    until_working(qtbot, large, "gradient")
    changed, answers = [], []
    large.perform(ChangeLibrary(changed.append))
    large.perform(AskLibrary(len, answers.append))
    qtbot.waitUntil(lambda: bool(answers), timeout=5_000)
    assert large.frame.working == "gradient"


def test_what_is_asked_for_just_before_closing_is_carried_out(qtbot, small_dataset, tmp_path, monkeypatch):
    busy, end = threading.Event(), threading.Event()

    def path(_trainer, _points):
        busy.set()
        end.wait()
        return []

    monkeypatch.setattr("mnistlab.engine.live_run.path", path)
    lab = Lab(SETTINGS, library=tmp_path / "library.mnistlab")
    with hears(qtbot, lab, DataReady):
        lab.perform(OpenData(small_dataset))
    lab.perform(ReadPath((1, 0), 2, print))
    assert busy.wait(5)
    lab.perform(ChangeLibrary(lambda library: library.answers.note("lesson", "step", 7)))
    lab.perform(RenameRun("none", "name"))
    lab.close()
    end.set()
    assert lab._thread.wait(5_000)  # ms
    for thread in threading.enumerate():
        if thread.name == "keeper":
            thread.join(5)
    library, _ = open_library(tmp_path / "library.mnistlab")
    assert library.answers.of("lesson")["step"].given == 7
    library.close()


def test_closing_on_the_way_back(qtbot, small_dataset, monkeypatch):
    monkeypatch.setattr("mnistlab.training.checkpoints.MEMORY", 1)
    monkeypatch.setattr("mnistlab.training.checkpoints.RECENT", 100_000)  # iterations: hardly a checkpoint
    lab = Watched(RunSettings(hidden_size=50, batch_size=600, iterations=300))
    with hears(qtbot, lab, RunFinished):
        do(qtbot, lab, OpenData(small_dataset), Run())
    lab.perform(GoTo(299))
    until_working(qtbot, lab, "way_back")
    closes_at_once(lab)


def test_closing_while_data_are_read(qtbot, lab, tmp_path, monkeypatch):
    end = threading.Event()
    monkeypatch.setattr("mnistlab.engine.file_handling.load_dataset", lambda _path: end.wait())
    lab.perform(OpenData(tmp_path))
    until_working(qtbot, lab, "data")
    closes_at_once(lab)
    end.set()


def test_closing_while_weights_are_read_from_a_pipe(qtbot, lab, monkeypatch):
    end = threading.Event()
    monkeypatch.setattr("mnistlab.engine.file_handling.load_network", lambda _path: end.wait())
    lab.perform(OpenWeights("a pipe"))
    until_working(qtbot, lab, "file")
    closes_at_once(lab)
    end.set()


def test_a_pause_behind_a_long_step_ends_it_at_once_and_none_is_lost(qtbot, lab):
    do(qtbot, lab, ChangeSetting("hidden_size", 400), ChangeSetting("gradient", "numerical"), Step())
    start = time.perf_counter()
    do(qtbot, lab, Pause(), Step(), Pause())
    assert time.perf_counter() - start < 0.5  # of a step of seconds
    assert (lab.frame.iteration, lab.frame.next_phase) == (1, Phase.COMPUTE_GRADIENT)


def test_a_lab_that_nobody_closed_dies_in_peace(qtbot, small_dataset):
    """As when an exception ends the making of a window: a thread that outlives its object would abort the program."""
    lab = Lab(SETTINGS)
    lab.perform(OpenData(small_dataset))
    lab.perform(ChangeSetting("iterations", 1_000_000))
    lab.perform(Run())
    with qtbot.waitSignal(lab.frame_ready):
        lab._want_frame()
    thread = lab._thread
    del lab
    gc.collect()
    assert not thread.isRunning()


def test_an_iteration_that_cannot_be_waited_for_is_let_end(qtbot, lab, monkeypatch):
    """2,000 units and 10,000 images: one iteration takes a second."""
    begun, end = threading.Event(), threading.Event()

    def slow(_self):
        begun.set()
        end.wait()

    monkeypatch.setattr(Trainer, "_step", slow)
    lab.perform(Run())
    qtbot.waitUntil(begun.is_set)
    start = time.perf_counter()
    lab.close()
    assert time.perf_counter() - start < 0.1
    assert lab._thread.isRunning()
    end.set()
    assert lab._thread.wait(5_000)


def test_the_way_through_the_parameters_is_told_to_who_asked(qtbot, lab):
    track = do(qtbot, lab, *[Step()] * 30).track
    answers = []
    do(qtbot, lab, ReadPath(track, 5, answers.append), ReadPath(track, 2, answers.append))
    qtbot.waitUntil(lambda: len(answers) == 2)
    iterations = [iteration for iteration, _ in answers[0]]
    assert (iterations[0], iterations[-1]) == (0, 30)
    np.testing.assert_array_equal(answers[0][-1][1]["W1"], lab.frame.network.params["W1"])


def test_a_frame_from_before_the_last_intent_is_held_back(qtbot, lab):
    """It would show a control as it was before the person touched it; but one who drags on still sees the run."""
    frame = do(qtbot, lab, SetSpeed(5.0))
    lab._frame_timer.stop()
    lab._asked += 1  # something that is not done yet
    lab.frames.clear()
    for _ in range(5):
        lab._pass_frame(frame)
    assert not lab.frames
    lab._pass_frame(frame)
    assert lab.frames == [frame]
    lab._asked -= 1


def test_what_the_library_keeps_is_told_to_who_asked_on_the_windows_thread(qtbot, small_dataset):
    lab = Watched(SETTINGS)
    lab.perform(OpenData(small_dataset))
    answers = []
    lab.perform(
        AskLibrary(lambda library: library, lambda found: answers.append((found, threading.current_thread())))
    )  # before there are data, and without a file
    qtbot.waitUntil(lambda: bool(answers))
    lab.close()
    assert answers == [(None, threading.main_thread())]
    library = Lab(SETTINGS, library=library_path())
    library.perform(ChangeLibrary(lambda library: library.answers.note("lesson", "step", 3)))
    library.perform(AskLibrary(lambda library: library.answers.of("lesson"), answers.append))
    qtbot.waitUntil(lambda: len(answers) == 2)
    library.close()
    assert answers[1]["step"].given == 3
