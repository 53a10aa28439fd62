"""Runs that stay: what the worker does with them, in memory and in a library."""

import numpy as np
import pytest

from mnistlab.engine import events
from mnistlab.engine.intents import (
    ChangeSetting,
    ComputeGradient,
    DeleteRun,
    GoOnWith,
    GoTo,
    HideRun,
    KeepRun,
    NewWeights,
    OpenData,
    OpenRun,
    OpenRuns,
    OpenWeights,
    Pause,
    RenameRun,
    Rewind,
    Run,
    SaveRuns,
    SelectBatch,
    SetSpeed,
    ShowRun,
    Step,
    UndoRun,
)
from mnistlab.engine.shelf import PLACES
from mnistlab.engine.worker import Worker
from mnistlab.errors import LibraryError
from mnistlab.library import run_name
from mnistlab.training import Phase, RunSettings, save_weights

SETTINGS = RunSettings(hidden_size=8, batch_size=50)


def perform(worker, *intents):
    for intent in intents:
        worker.perform(intent)
        while worker.working:
            worker.advance()
    return worker.frame


def english(_context, text):
    return text


def names(entries):
    return [run_name(entry, english) for entry in entries]


def kept(frame):
    return names(view.entry for view in frame.kept)


STEPS = [Step()] * 7


def test_each_beginning_leaves_the_run_before_it_as_a_line(worker, tmp_path, small_dataset):
    weights = save_weights(tmp_path / "w", worker.live.network.params)
    perform(worker, *STEPS)
    for begins in (Rewind(), NewWeights(), OpenWeights(weights), OpenData(small_dataset)):
        perform(worker, *STEPS)
        before = worker.frame
        frame = perform(worker, begins)
        assert frame.latest == 0
        view = max(frame.kept, key=lambda view: view.entry.changed)
        assert view.entry.key == before.own.key
        np.testing.assert_array_equal(view.loss, before.loss)
        np.testing.assert_array_equal(view.test_accuracy, before.test_accuracy)
        np.testing.assert_array_equal(view.network.params["W1"], before.network.params["W1"])


def test_a_line_is_named_by_what_makes_it_differ(worker):
    perform(worker, ChangeSetting("learning_rate", 1.0), *STEPS)
    frame = perform(worker, ChangeSetting("learning_rate", 0.5), ChangeSetting("hidden_size", 20), Rewind())
    assert kept(frame) == ["8 units · batch 50 · η 1 · seed 11"]
    frame = perform(worker, RenameRun(frame.kept[0].entry.key, "too fast"))
    assert kept(frame) == ["too fast"]
    assert names([frame.own]) == ["20 units · batch 50 · η 0.5 · seed 11"]


def test_a_run_that_is_gone_back_into_has_its_own_learning_rate(worker):
    perform(worker, *STEPS)
    frame = perform(worker, ChangeSetting("learning_rate", 1.0), Rewind(), *STEPS)
    assert frame.settings.learning_rate == 1.0
    frame = perform(worker, OpenRun(frame.runs[0].key))
    assert frame.settings.learning_rate == frame.next_settings.learning_rate == 0.1
    frame = perform(worker, Step())
    assert [rule.learning_rate for _, rule in frame.own.rules] == [0.1]


def test_a_run_that_has_done_nothing_leaves_nothing(worker):
    frame = perform(worker, Rewind(), NewWeights(), SelectBatch(), Rewind())
    assert (frame.kept, frame.runs, frame.undoes) == ((), (), None)


def test_a_run_that_is_done_again_is_not_kept_twice(worker):
    perform(worker, *STEPS)
    frame = perform(worker, Rewind(), *STEPS[:-1])
    assert len(frame.kept) == len(frame.runs) == 1
    frame = perform(worker, Step())
    assert (frame.kept, frame.runs) == ((), ())


def test_one_with_a_name_of_its_own_stays(worker):
    perform(worker, *STEPS, RenameRun(worker.frame.own.key, "mine"), Rewind())
    frame = perform(worker, *STEPS)
    assert kept(frame) == ["mine"]


def test_more_than_are_drawn_stay_in_the_list(worker):
    for seed in range(PLACES + 2):
        perform(worker, ChangeSetting("seed", 100 + seed), Rewind(), *STEPS)
    frame = worker.frame
    assert [view.place for view in frame.kept] == [*range(PLACES)]
    assert len(frame.runs) == PLACES + 1
    hidden = next(entry for entry in frame.runs if entry.key not in {view.entry.key for view in frame.kept})
    frame = perform(worker, ShowRun(hidden.key))
    assert hidden.key in {view.entry.key for view in frame.kept}
    assert len({view.place for view in frame.kept}) == PLACES
    frame = perform(worker, *(HideRun(view.entry.key) for view in frame.kept))
    assert (frame.kept, len(frame.runs)) == ((), PLACES + 1)


def test_a_line_is_the_same_object_from_frame_to_frame(worker):
    first = perform(worker, *STEPS, Rewind())
    later = perform(worker, *STEPS[:-1])
    assert first.kept is later.kept
    assert first.runs is later.runs


def test_undo_brings_back_the_run_that_was_left(worker):
    left = perform(worker, *STEPS, SelectBatch())
    frame = perform(worker, Rewind())
    assert frame.undoes == "left"
    frame = perform(worker, UndoRun())
    assert (frame.latest, frame.next_phase, frame.undoes) == (7, Phase.COMPUTE_GRADIENT, None)
    assert frame.own.key == left.own.key
    np.testing.assert_array_equal(frame.batch.indices, left.batch.indices)
    assert frame.kept == ()  # the one that was begun had done nothing
    assert perform(worker, UndoRun()).latest == 7  # nothing to undo


@pytest.mark.parametrize("way", [lambda _key: UndoRun(), OpenRun])
def test_a_run_comes_back_with_the_last_update_that_was_seen_in_it(worker, way):
    left = perform(worker, *[Step()] * 30)
    frame = perform(worker, Rewind())
    frame = perform(worker, way(frame.runs[0].key))
    assert (frame.iteration, frame.next_phase) == (30, Phase.SELECT_BATCH)
    np.testing.assert_array_equal(frame.batch.indices, left.batch.indices)
    for key, gradient in left.gradient.items():
        np.testing.assert_array_equal(frame.gradient[key], gradient)
    np.testing.assert_array_equal(frame.loss, left.loss)
    np.testing.assert_array_equal(frame.network.params["W1"], left.network.params["W1"])


def test_a_run_left_after_a_gradient_of_all_images_comes_back_in_pieces(worker, large_batches):
    whole = [ChangeSetting("batch_size", 0), Rewind(), Step(), SelectBatch(), ComputeGradient()]
    left = perform(worker, *whole)
    perform(worker, ChangeSetting("batch_size", 50), Rewind())
    shares = set(worker._run_keeping.carry_out(OpenRun(left.own.key)))
    assert len(shares) == 600 // 40 - 1  # one after each piece but the last
    frame = perform(worker)
    assert (frame.own.key, frame.next_phase) == (left.own.key, Phase.UPDATE)
    for key, gradient in left.gradient.items():
        np.testing.assert_array_equal(frame.gradient[key], gradient)


def test_undo_keeps_what_was_done_since(worker):
    perform(worker, *STEPS, NewWeights(), Step())
    frame = perform(worker, UndoRun())
    assert frame.latest == 7
    assert [view.entry.iteration for view in frame.kept] == [1]


def test_a_deleted_run_comes_back_with_undo(worker):
    frame = perform(worker, *STEPS, NewWeights())
    (entry,) = frame.runs
    frame = perform(worker, DeleteRun(entry.key))
    assert (frame.kept, frame.runs, frame.undoes) == ((), (), "deleted")
    frame = perform(worker, UndoRun())
    assert names(frame.runs) == names([entry])
    assert frame.undoes == "left"


def test_a_run_that_is_deleted_twice_is_undone_once(worker):
    """As when Del is held down, and the list has not changed yet."""
    (entry,) = perform(worker, *STEPS, NewWeights()).runs
    perform(worker, DeleteRun(entry.key), DeleteRun(entry.key))
    assert perform(worker, UndoRun()).undoes == "left"


def test_undo_that_fails_can_be_done_again(worker, monkeypatch):
    (entry,) = perform(worker, *STEPS, NewWeights()).runs
    perform(worker, DeleteRun(entry.key))
    with monkeypatch.context() as broken:
        broken.setattr(worker._keeper, "restore", lambda _key: 1 / 0)
        assert perform(worker, UndoRun()).undoes == "deleted"
    assert names(perform(worker, UndoRun()).runs) == names([entry])


def test_the_present_run_cannot_be_deleted(worker):
    perform(worker, *STEPS)
    assert perform(worker, DeleteRun(worker.frame.own.key)).latest == 7


def test_back_in_a_kept_run_every_iteration_can_be_had(worker):
    first = perform(worker, *[Step()] * 95)
    at_40 = perform(worker, GoTo(40))
    perform(worker, ChangeSetting("seed", 3), Rewind(), *STEPS)
    frame = perform(worker, OpenRun(first.own.key))
    assert (frame.latest, frame.past, frame.next_settings.seed) == (95, False, 11)
    np.testing.assert_array_equal(frame.network.params["W1"], first.network.params["W1"])
    assert [view.entry.settings.seed for view in frame.kept] == [3]
    frame = perform(worker, GoTo(40))
    np.testing.assert_array_equal(frame.network.params["W1"], at_40.network.params["W1"])
    np.testing.assert_array_equal(frame.batch.indices, at_40.batch.indices)


def test_a_complete_run_goes_on_as_long_again(worker):
    perform(worker, ChangeSetting("iterations", 20), Run())
    worker.finish()
    key = worker.frame.own.key
    perform(worker, NewWeights())
    frame = perform(worker, GoOnWith(key))
    assert (frame.running, frame.settings.iterations) == (True, 40)
    worker.finish()
    assert worker.frame.latest == 40


def test_weights_of_a_file_are_those_of_the_rewind_after_it(worker, tmp_path):
    weights = save_weights(tmp_path / "w", perform(worker, *STEPS).network.params)
    frame = perform(worker, OpenWeights(weights), *STEPS)
    first = perform(worker, GoTo(0)).network.params["W1"]
    perform(worker, ChangeSetting("hidden_size", 5), Rewind())
    perform(worker, OpenRun(frame.own.key))
    np.testing.assert_array_equal(perform(worker, Rewind()).network.params["W1"], first)


def test_a_run_is_kept_under_a_name_while_it_goes_on(worker):
    frame = perform(worker, *STEPS, KeepRun("at seven"), *STEPS)
    assert kept(frame) == ["at seven"]
    assert (frame.kept[0].entry.iteration, frame.latest) == (7, 14)


def test_runs_are_saved_and_opened(worker, tmp_path):
    frame = perform(worker, *STEPS, NewWeights(), *STEPS)
    keys = frame.own.key, frame.runs[0].key
    perform(worker, SaveRuns(tmp_path / "mine", keys))
    (saved,) = worker.heard(events.RunsSaved)
    assert saved.file == str(tmp_path / "mine.mnistlab")
    perform(worker, DeleteRun(frame.runs[0].key), OpenRuns(tmp_path / "mine.mnistlab"))
    (opened,) = worker.heard(events.RunsOpened)
    assert ({entry.key for entry in opened.runs}, opened.left_out) == (set(keys), 0)
    perform(worker, OpenRuns(tmp_path / "none.mnistlab"))
    (failed,) = worker.heard(events.Failed)
    assert failed.error.kind == "runs_not_readable"


def test_a_name_that_ends_so_gets_the_numbers(worker, tmp_path):
    frame = perform(worker, *STEPS, NewWeights(), *STEPS)
    perform(worker, SaveRuns(tmp_path / "x.csv", (frame.own.key, frame.runs[0].key)))
    assert len((tmp_path / "x.csv").read_text("utf-8").splitlines()) == 1 + 2 * 8


def test_a_run_whose_data_are_gone_is_refused_and_the_present_one_stays(worker, tmp_path, write_idx_folder):
    folder = write_idx_folder(tmp_path / "digits")
    perform(worker, OpenData(folder), *STEPS)
    key = worker.frame.own.key
    before = perform(worker, OpenData(worker.live.dataset), NewWeights(), *STEPS)
    for file in folder.iterdir():
        file.unlink()
    worker._keeper._mark = None
    perform(worker, OpenData(None), *STEPS[:1])
    frame = perform(worker, OpenRun(key))
    (failed,) = worker.heard(events.Failed)
    assert failed.error.kind == "run_data_gone"
    assert str(failed.error).startswith(f"The run {run_name(before.runs[0], lambda _context, text: text)} learned from")
    assert frame.latest == 1
    assert before.latest == 7


def test_a_run_is_written_at_a_pause_and_every_so_often(worker, clock):
    written = []
    worker._keeper.write = lambda run, *_, **__: written.append(run.entry.iteration)
    perform(worker, ChangeSetting("iterations", 100_000), *STEPS)
    worker.write_what_is_new()
    worker.write_what_is_new()
    assert written == [7]
    perform(worker, SetSpeed(10.0), Run())
    worker.advance()  # by one iteration, because the clock stands
    clock.now += 10
    worker.write_what_is_new()
    assert written == [7]
    clock.now += 10
    worker.write_what_is_new()
    worker.advance()
    worker.perform(Pause())
    assert len(written) == 3
    assert written[1] < written[2] == worker.live.iteration


def test_the_last_run_is_told_when_the_program_begins(worker, make_worker):
    frame = perform(worker, *STEPS, NewWeights())
    later = make_worker()
    later._hear_keeper("listed", (frame.runs,))
    (told,) = later.heard(events.LastRun)
    assert told.run == frame.runs[0]
    later._hear_keeper("listed", (frame.runs,))
    assert len(later.heard(events.LastRun)) == 1


def test_what_the_library_tells_before_the_data_are_there_is_told_after_them(qapp, clock, small_dataset):
    worker = Worker(SETTINGS, clock)
    told = []
    worker.told.connect(lambda event: told.append(type(event)))
    worker._hear_keeper("told", (LibraryError("library_newer", file="f"),))
    assert told == []
    worker.perform(OpenData(small_dataset))
    assert told == [events.DataReady, events.Failed]
    worker.stop()


def test_a_run_of_this_program_is_no_last_run(worker):
    worker._hear_keeper("listed", ((),))  # the library is new
    perform(worker, *STEPS, NewWeights(), *STEPS, NewWeights())
    assert len(worker.frame.runs) == 2
    assert worker.heard(events.LastRun) == []


@pytest.mark.parametrize("intent", [OpenRun("0" * 32), GoOnWith("0" * 32), ShowRun("0" * 32)])
def test_a_run_that_is_not_there_is_said(worker, intent):
    perform(worker, *STEPS)
    assert perform(worker, intent).latest == 7
    (failed,) = worker.heard(events.Failed)
    assert failed.error.kind == "run_missing"


def test_what_is_drawn_is_written_again_where_the_library_has_lost_it(worker, tmp_path):
    keeper, path = worker._keeper, tmp_path / "library.mnistlab"
    keeper._store.path = path
    keeper._store.look()
    perform(worker, *STEPS, RenameRun(worker.frame.own.key, "mine"), ChangeSetting("seed", 12), Rewind(), *STEPS)
    worker.perform(Pause())
    keeper._store.library.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    path.write_bytes(b"noise" * 100_000)
    keeper._store.look()
    assert [event.error.kind for event in worker.heard(events.Failed)] == ["library_damaged"]
    assert kept(worker.frame) == ["mine"]
    assert {entry.name for entry in keeper._store.library.entries()} == {"", "mine"}
