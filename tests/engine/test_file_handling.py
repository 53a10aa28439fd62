"""Files of data and of weights: what the worker does with them, and what may drop that."""

import threading

import numpy as np
import pytest

from mnistlab.engine import events
from mnistlab.engine.intents import (
    Begin,
    GoOn,
    GoTo,
    LoadReadyNetwork,
    NewWeights,
    OpenData,
    OpenRun,
    OpenWeights,
    Pause,
    Rewind,
    SaveWeights,
    Step,
)
from mnistlab.nn import MultiLayerNet
from mnistlab.training import RunSettings, Trainer, load_network, load_weights, save_network, save_weights


def perform(worker, *intents):
    for intent in intents:
        worker.perform(intent)
    return worker.frame


def test_a_data_set_that_is_given_up_is_told_and_nothing_is_changed(worker, tmp_path, monkeypatch):
    end = threading.Event()
    monkeypatch.setattr("mnistlab.engine.file_handling.load_dataset", lambda _path: end.wait())
    perform(worker, Step())
    worker.calls += 1_000_000_000  # so that every slice ends after one piece of work
    run_id = worker.frame.run_id
    perform(worker, OpenData(tmp_path), Step(), Pause())
    assert [event.folder for event in worker.heard(events.DataLoading)] == [str(tmp_path)]
    assert len(worker.heard(events.DataGivenUp)) == 1
    assert (worker.frame.run_id, worker.frame.iteration) == (run_id, 1)
    end.set()


def test_before_the_first_images_are_there_everything_waits_for_them(make_worker, tmp_path, small_dataset, monkeypatch):
    """As when the program is started with weights: those do not drop the data."""
    params = Trainer(RunSettings(hidden_size=3), small_dataset).network.params
    path = save_weights(tmp_path / "w.npz", params)
    begin = threading.Event()
    monkeypatch.setattr("mnistlab.engine.file_handling.load_dataset", lambda _path: begin.wait() and small_dataset)
    worker = make_worker(dataset=None, calls=1_000_000_000)
    for intent in (OpenWeights(path), LoadReadyNetwork()):
        worker.perform(intent)
    assert worker.tracks is None
    begin.set()
    while worker._agenda.doing is not None:
        worker.advance()
    np.testing.assert_array_equal(worker.frame.network.params["W1"], params["W1"])
    assert [type(event) for event in worker.events] == [events.DataLoading, events.DataReady, events.NetworkReady]


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_weights_bring_their_activation(worker, tmp_path, activation):
    network = MultiLayerNet(784, [3], 10, activation)
    perform(worker, OpenWeights(save_network(tmp_path / "w", network, np.float16)))
    while worker.working:
        worker.advance()
    assert worker.heard(events.Failed) == []
    assert (worker.frame.settings.activation, worker.frame.settings.hidden_size) == (activation, 3)
    np.testing.assert_allclose(worker.frame.network.params["W2"], network.params["W2"], rtol=1e-3)
    perform(worker, SaveWeights(tmp_path / "again.npz"))
    while worker.working:
        worker.advance()
    kinds = [type(layer) for layer in load_network(tmp_path / "again.npz").layers.values()]
    assert kinds == [type(layer) for layer in network.layers.values()]


def test_weights_without_a_hidden_layer_begin_such_a_run_and_the_way_back_leads_to_them(worker, tmp_path):
    network = MultiLayerNet(784, [], 10, rng=np.random.default_rng(1))
    perform(worker, OpenWeights(save_network(tmp_path / "w", network)))
    while worker.working:
        worker.advance()
    assert worker.heard(events.Failed) == []
    assert worker.frame.settings.hidden_size == 0
    for _ in range(3):
        before = perform(worker, Step()).network.params
    perform(worker, Step(), GoTo(3))
    while worker.working:
        worker.advance()
    np.testing.assert_array_equal(worker.frame.network.params["W1"], before["W1"])
    np.testing.assert_array_equal(perform(worker, Rewind()).network.params["W1"], network.params["W1"])
    assert perform(worker, Begin((("hidden_size", 10),))).network.params.keys() == {"W1", "b1", "W2", "b2"}


def test_weights_are_saved_as_they_were_when_that_was_asked_for(worker, tmp_path):
    worker.perform(SaveWeights(tmp_path / "w.npz"))
    before = worker.frame.network.params["W1"]
    perform(worker, Pause(), Step())  # nothing drops the writing
    while worker.working:
        worker.advance()
    assert [event.file for event in worker.heard(events.WeightsSaved)] == [str(tmp_path / "w.npz")]
    np.testing.assert_array_equal(load_weights(tmp_path / "w.npz")["W1"], before)
    assert worker.frame.iteration == 1


def test_a_run_that_began_with_weights_from_a_file_says_so_in_each_run_that_comes_of_it(worker, tmp_path):
    seeds = perform(worker, Step()).own.first_weights
    assert seeds.startswith("seed:")
    perform(worker, OpenWeights(save_network(tmp_path / "w", MultiLayerNet(784, [3], 10))))
    while worker.working:
        worker.advance()
    opened = perform(worker, Step()).own
    assert opened.begins_from_file
    assert perform(worker, Rewind()).own.first_weights == opened.first_weights
    kept = [view.entry.key for view in worker.frame.kept]
    assert perform(worker, Step(), Step(), GoTo(1), GoOn()).own.first_weights == opened.first_weights
    assert not perform(worker, NewWeights()).own.begins_from_file
    perform(worker, OpenRun(kept[0]))
    while worker.working:
        worker.advance()
    assert worker.frame.own.first_weights == seeds
