"""What a person asks for with files of data and of weights."""

from dataclasses import replace
from functools import partial, singledispatchmethod
from typing import Any

from PySide6.QtCore import QCoreApplication

from mnistlab.analysis.odd_data import oddity_of
from mnistlab.data import Dataset, load_dataset
from mnistlab.engine import events, intents
from mnistlab.engine.agenda import Work
from mnistlab.engine.aside import aside
from mnistlab.engine.live_run import LiveRun
from mnistlab.resources import resource_path
from mnistlab.training import load_network, ready_network, save_network, save_script
from mnistlab.training.weights import settings_of


class FileHandling:
    """Carries out the intents that are about files.

    Parameters
    ----------
    run : LiveRun
    """

    def __init__(self, run: LiveRun) -> None:
        self._run = run

    @singledispatchmethod
    def carry_out(self, intent: Any) -> Work | None:
        """Do what an intent asks for, or return the work that has to be done for it."""
        raise NotImplementedError(f"no such intent: {intent!r}")

    @carry_out.register
    def _open_data(self, intent: intents.OpenData) -> Work:
        dataset, tell = intent.source, self._run.tell
        if not isinstance(dataset, Dataset):
            tell(events.DataLoading(str(dataset or "")))
            try:
                dataset = yield from aside(partial(load_dataset, dataset))
            except GeneratorExit:
                tell(events.DataGivenUp())
                raise
        self._run.begin_run(self._run.next_settings, dataset)
        own = dataset.path == resource_path("mnist")
        tell(events.DataReady(dataset, None if own else oddity_of(dataset, ready_network())))
        self._run.tell_what_waits()

    @carry_out.register
    def _load_ready_network(self, _intent: intents.LoadReadyNetwork) -> None:
        self._run.tell(events.NetworkReady(ready_network()))

    @carry_out.register
    def _open_weights(self, intent: intents.OpenWeights) -> Work:
        network = yield from aside(partial(load_network, intent.path))
        self._run.first_params = network.params
        self._run.begin_run(replace(self._run.next_settings, **settings_of(network)))

    @carry_out.register
    def _save_weights(self, intent: intents.SaveWeights) -> Work:
        network = self._run.require_tracks().shown.network.copy()
        file = yield from aside(partial(save_network, intent.path, network), outlives=True)
        self._run.tell(events.WeightsSaved(str(file)))

    @carry_out.register
    def _export_script(self, intent: intents.ExportScript) -> None:
        trainer = self._run.require_tracks().shown
        first, translate = self._run.first_params, QCoreApplication.translate
        file = save_script(intent.path, trainer, first, alone=intent.alone, translate=translate)
        self._run.tell(events.ScriptSaved(str(file), intent.alone))
