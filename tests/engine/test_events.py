"""What the engine tells: an event for whatever a person has to hear of, with what there is to say."""

from dataclasses import FrozenInstanceError

import pytest

from mnistlab.engine import events
from mnistlab.engine.intents import ExportScript, OpenData, OpenWeights, ReadPath, Rewind, SaveWeights, Step


def test_an_event_is_a_frozen_value():
    saved = events.WeightsSaved("w.npz")
    with pytest.raises(FrozenInstanceError):
        saved.file = "other.npz"


def test_a_data_set_that_opens_is_told_with_the_run_on_it(worker, small_dataset):
    assert [event.dataset for event in worker.heard(events.DataReady)] == [small_dataset]


def test_a_folder_that_does_not_open_is_told_and_the_run_stays(worker, tmp_path):
    worker.perform(Step())
    worker.perform(OpenData(tmp_path))
    worker.finish()
    assert [event.folder for event in worker.heard(events.DataLoading)] == [str(tmp_path)]
    (failed,) = worker.heard(events.Failed)
    assert str(tmp_path) in str(failed.error)
    assert worker.frame.iteration == 1


def test_files_that_were_written_are_told_by_their_names(worker, tmp_path):
    worker.perform(Step())
    worker.perform(SaveWeights(tmp_path / "w"))
    worker.finish()
    worker.perform(ExportScript(tmp_path / "run"))
    worker.finish()
    assert [event.file for event in worker.heard(events.WeightsSaved)] == [str(tmp_path / "w.npz")]
    assert [event.file for event in worker.heard(events.ScriptSaved)] == [str(tmp_path / "run.py")]
    worker.perform(OpenWeights(tmp_path / "w.npz"))
    worker.finish()
    assert worker.heard(events.Failed) == []


def test_the_way_of_the_run_names_who_asked(worker):
    for _ in range(3):
        worker.perform(Step())
    asked = ReadPath(worker.frame.track, 4, lambda _: None)
    worker.perform(asked)
    (read,) = worker.heard(events.PathRead)
    assert read.asked is asked
    assert read.points[-1][0] == 3


def test_the_way_of_a_run_that_was_left_is_not_told(worker):
    track = worker.frame.track
    worker.perform(Step())
    worker.perform(Rewind())
    worker.perform(ReadPath(track, 4, lambda _: None))
    assert not worker.heard(events.PathRead)
