"""What a person asks for with files of data and of weights."""

from dataclasses import replace
from functools import partial, singledispatchmethod
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, SignalInstance

from mnistlab.analysis.lying import lie_on_their_side
from mnistlab.data import Dataset, load_dataset
from mnistlab.engine import events, intents
from mnistlab.engine.agenda import Work
from mnistlab.engine.aside import aside
from mnistlab.engine.tracks import Tracks
from mnistlab.nn.functions import Array
from mnistlab.resources import resource_path
from mnistlab.training import RunSettings, load_network, ready_network, save_network, save_script
from mnistlab.training.weights import settings_of


class Host(Protocol):
    """The worker, as far as files need it.

    Attributes
    ----------
    first_params : dict or None
        ``W1 b1 W2 b2`` with which runs begin, instead of random ones.
    next_settings : RunSettings
        Of the next run.
    """

    told: SignalInstance
    first_params: dict[str, Array] | None
    next_settings: RunSettings

    def require_tracks(self) -> Tracks:
        """Return where the worker is."""

    def begin_run(self, settings: RunSettings, dataset: Dataset | None = None) -> None:
        """Begin a new run; where that fails, the present one stays."""

    def tell_what_waits(self) -> None:
        """Tell what has waited for data."""


class FileHandling:
    """Carries out the intents that are about files.

    Parameters
    ----------
    host : Host
    """

    def __init__(self, host: Host) -> None:
        self._host = host

    @singledispatchmethod
    def carry_out(self, intent: Any) -> Work | None:
        """Do what an intent asks for, or return the work that has to be done for it."""
        raise NotImplementedError(f"no such intent: {intent!r}")

    @carry_out.register
    def _open_data(self, intent: intents.OpenData) -> Work:
        dataset, told = intent.source, self._host.told
        if not isinstance(dataset, Dataset):
            told.emit(events.DataLoading(str(dataset or "")))
            try:
                dataset = yield from aside(partial(load_dataset, dataset))
            except GeneratorExit:
                told.emit(events.DataGivenUp())
                raise
        self._host.begin_run(self._host.next_settings, dataset)
        lying = dataset.path != resource_path("mnist") and lie_on_their_side(dataset, ready_network())
        told.emit(events.DataReady(dataset, lying))
        self._host.tell_what_waits()

    @carry_out.register
    def _load_ready_network(self, _intent: intents.LoadReadyNetwork) -> None:
        self._host.told.emit(events.NetworkReady(ready_network()))

    @carry_out.register
    def _open_weights(self, intent: intents.OpenWeights) -> Work:
        network = yield from aside(partial(load_network, intent.path))
        self._host.first_params = network.params
        self._host.begin_run(replace(self._host.next_settings, **settings_of(network)))

    @carry_out.register
    def _save_weights(self, intent: intents.SaveWeights) -> Work:
        network = self._host.require_tracks().shown.network.copy()
        file = yield from aside(partial(save_network, intent.path, network), outlives=True)
        self._host.told.emit(events.WeightsSaved(str(file)))

    @carry_out.register
    def _export_script(self, intent: intents.ExportScript) -> None:
        trainer = self._host.require_tracks().shown
        first, translate = self._host.first_params, QCoreApplication.translate
        file = save_script(intent.path, trainer, first, alone=intent.alone, translate=translate)
        self._host.told.emit(events.ScriptSaved(str(file), intent.alone))
