"""A run as a program of its own, in a file."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from mnistlab.data.files import numbered, with_addition, with_ending, write_whole
from mnistlab.errors import WeightsError
from mnistlab.nn.functions import Array
from mnistlab.resources import resource_path
from mnistlab.training.alone import Translate, as_program
from mnistlab.training.script import as_script
from mnistlab.training.trainer import Trainer
from mnistlab.training.weights import load_network, save_weights


def save_script(
    path: str | Path,
    trainer: Trainer,
    first_params: Mapping[str, Array] | None = None,
    *,
    alone: bool = False,
    translate: Translate = lambda _context, text: text,
) -> Path:
    """Write a program in plain NumPy that repeats a run.

    Parameters
    ----------
    path : path
        The file; ``.py`` is added if the name lacks it.
    trainer : Trainer
        The run, with its learning rates so far.
    first_params : mapping, optional
        ``W1 b1 W2 b2`` at the beginning of the run, if the seed did not fix them: they are written beside the program.
    alone : bool
        Whether the program must run where mnistlab is not installed.
    translate : callable, optional
        Takes a context and an English text: in which language such a program explains itself.

    Returns
    -------
    Path
        The program.

    Raises
    ------
    WeightsError
        If the run has had a mistake in its gradient, or a file cannot be written; no file is new or changed then.
    """
    if any(rule.mistake is not None for _, rule in trainer.history.rules):
        raise WeightsError("export_with_mistake")
    path = script_path(path)
    weights, is_new = (None, False) if first_params is None else _save_beside(path, first_params)
    folder, changes = trainer.dataset.path, trainer.dataset.changes
    rates = {iteration: rule.learning_rate for iteration, rule in trainer.history.rules}
    settings = replace(trainer.settings, iterations=max(trainer.settings.iterations, trainer.iteration))
    weights_file = None if weights is None else weights.name
    if alone:
        text = as_program(settings, rates, folder, changes, weights_file=weights_file, translate=translate)
    else:
        own = None if folder == resource_path("mnist") else folder
        text = as_script(
            settings, learning_rates=rates.items(), data_path=own, changes=changes, weights_file=weights_file
        )
    try:
        with write_whole(path, WeightsError) as file:
            file.write(text.encode())
    except WeightsError:
        if weights is not None and is_new:
            weights.unlink(missing_ok=True)
        raise
    return path


def script_path(path: str | Path) -> Path:
    """Return `path` with the ending ``.py`` where it lacks it.

    Raises
    ------
    WeightsError
        If it is a folder.
    """
    return with_ending(Path(path), ".py", WeightsError)


def _save_beside(path: Path, params: Mapping[str, Array]) -> tuple[Path, bool]:
    """Return a file beside a program with these weights, and whether it is new; no other file is overwritten."""
    names = numbered(with_addition(path, "-weights", ".npz"))
    file = next(names)
    while os.path.lexists(file):
        if _holds(file, params):
            return file, False
        file = next(names)
    return save_weights(file, params), True


def _holds(file: Path, params: Mapping[str, Array]) -> bool:
    try:
        found = load_network(file).params
    except WeightsError:
        return False
    return all(np.array_equal(found[name], values) for name, values in params.items())
