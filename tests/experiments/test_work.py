import numpy as np
import pytest

from mnistlab.data import Source, load_dataset
from mnistlab.experiments import work
from mnistlab.experiments.work import Job, Outcome, band, do, processes_for
from mnistlab.training import RunSettings, Trainer
from mnistlab.training.deep import DeepSettings


@pytest.fixture(scope="module")
def folder(write_idx_folder, tmp_path_factory):
    return write_idx_folder(tmp_path_factory.mktemp("idx"))


def test_a_run_is_that_of_the_window_bit_for_bit(folder):
    asked = {"hidden_size": 6, "batch_size": 8, "iterations": 30, "seed": 5, "optimizer": "adam"}
    trainer = Trainer(RunSettings(**asked), load_dataset(folder))
    trainer.run(lambda: False)
    outcome = do(Job(DeepSettings(**asked), Source(folder)))
    np.testing.assert_array_equal(outcome.loss, trainer.history.loss)
    np.testing.assert_array_equal(outcome.evaluated_at, trainer.history.evaluated_at)
    np.testing.assert_array_equal(outcome.test_accuracy, trainer.history.test_accuracy)


@pytest.mark.parametrize("changes", [("turned",), ("inverted",), ("inverted", "turned")])
def test_it_learns_from_the_images_as_they_were_changed(write_idx_folder, small_dataset, tmp_path, changes):
    images, labels = small_dataset.train_images[:60], small_dataset.train_labels[:60]
    folder = write_idx_folder(tmp_path / "dark", train=(255 - images, labels))
    asked = {"hidden_size": 6, "batch_size": 8, "iterations": 10, "seed": 5}
    changed = load_dataset(folder).changed(changes)
    trainer = Trainer(RunSettings(**asked), changed)
    trainer.run(lambda: False)
    np.testing.assert_array_equal(do(Job(DeepSettings(**asked), changed.source)).loss, trainer.history.loss)


def test_numbers_are_asked_for_by_iteration_and_by_epoch():
    outcome = Outcome(
        settings=DeepSettings(),
        loss=np.arange(200, dtype=np.float32),
        evaluated_at=np.array([0, 100, 200]),
        train_accuracy=np.array([0.1, 0.5, 0.9]),
        test_accuracy=np.array([0.1, 0.4, 0.7]),
        train_loss=np.array([2.3, 0.5, 0.1]),
        test_loss=np.array([2.3, 0.6, 0.8]),
        per_epoch=100.0,
        images=100,
        seconds=1.0,
    )
    assert outcome.value("loss", 7) == 7
    assert outcome.value("mean_loss", 100) == 100
    assert outcome.value("mean_loss", 0) == 25  # of those that there are
    assert outcome.value("train_accuracy", 1) == 0.5
    assert outcome.value("test_accuracy", -1) == outcome.value("test_accuracy", 99) == 0.7
    assert outcome.value("gap", 2) == pytest.approx(0.2)
    assert outcome.value("best_test", 1) == 0.4
    assert outcome.value("test_loss", -1) == 0.8
    assert outcome.value("best_epoch", -1) == 1  # where the loss on test images is least


@pytest.mark.parametrize("brief", [False, True])
def test_a_run_tells_how_far_it_is(folder, monkeypatch, brief):
    told = []
    monkeypatch.setattr(work, "BETWEEN", 0.0)
    monkeypatch.setattr(work, "tell", told.append)
    outcome = do(Job(DeepSettings(hidden_size=6, batch_size=100, iterations=40), Source(folder), brief=brief))
    shares = [one.share for one in told]
    assert shares == sorted(shares)
    assert {0, 0.5, 1} <= set(shares)
    assert len(outcome.loss) == (0 if brief else 40)


def test_a_band_is_the_middle_eight_tenths():
    assert band(np.arange(101.0)) == pytest.approx((50, 10, 90))


def test_there_are_no_more_processes_than_runs():
    assert processes_for(1) == 1
