import pytest

from mnistlab.data import load_dataset
from mnistlab.experiments import expected
from mnistlab.experiments.expected import seconds_of, seconds_of_one
from mnistlab.experiments.work import Job
from mnistlab.nn.differences import result_of
from mnistlab.nn.fast import FastNetwork
from mnistlab.training import deep
from mnistlab.training.deep import DeepSettings


@pytest.fixture(scope="module")
def folder(write_idx_folder, tmp_path_factory):
    return write_idx_folder(tmp_path_factory.mktemp("idx"))


def test_what_a_run_takes_is_told_from_its_beginning(folder):
    asked = {"hidden_size": 6, "batch_size": 8}
    short, long = (
        result_of(seconds_of(DeepSettings(**asked, iterations=n), load_dataset(folder))) for n in (100, 1_000_000)
    )
    assert 0 < short < 5
    assert long > 10 * short


def test_the_time_of_a_run_with_small_batches_is_that_of_its_steps(folder, monkeypatch):
    now = 0.0

    def taking(seconds, work):
        def done(*arguments):
            nonlocal now
            now += seconds
            return work(*arguments)

        return done

    monkeypatch.setattr(expected, "perf_counter", lambda: now)
    monkeypatch.setattr(deep, "_measured", taking(0.1, deep._measured))
    monkeypatch.setattr(FastNetwork, "compute_gradient", taking(0.0002, FastNetwork.compute_gradient))
    dataset = load_dataset(folder)
    iterations = 100 * len(dataset.train_images) // 2
    for settings, epochs in (
        (DeepSettings(hidden_size=6, batch_size=2, iterations=iterations), 100),
        (DeepSettings(hidden_size=6, batch_size=0, iterations=50), 50),
    ):
        takes = 0.0002 * settings.iterations + 0.2 * (epochs + 1)  # on training and on test images
        assert result_of(seconds_of(settings, dataset)) == pytest.approx(takes, rel=0.01)


def test_the_time_of_runs_is_the_mean_of_some_from_all_parts(folder, monkeypatch):
    asked = []

    def takes(settings, _dataset):
        asked.append(settings.hidden_size)
        return float(settings.hidden_size)
        yield

    monkeypatch.setattr(expected, "seconds_of", takes)
    dataset = load_dataset(folder)
    few = [Job(DeepSettings(hidden_size=size)) for size in (1, 2, 6)]
    assert result_of(seconds_of_one(few, dataset)) == 3
    many = [Job(DeepSettings(hidden_size=1 if place < 1000 else 101)) for place in range(2000)]
    assert 40 < result_of(seconds_of_one(many, dataset)) < 65
    assert len(asked) == 8


def test_between_the_pieces_of_a_measurement_others_have_their_turn(folder, monkeypatch):
    now = 0.0
    monkeypatch.setattr(expected, "perf_counter", lambda: now)

    def done_in_pieces():
        nonlocal now
        work = seconds_of(DeepSettings(hidden_size=6, batch_size=8, iterations=40), load_dataset(folder))
        while True:
            try:
                next(work)
            except StopIteration as end:
                return end.value
            now += 100.0  # s, in which something else is done

    assert done_in_pieces() == 0
    assert now > 0
