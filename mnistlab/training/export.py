"""A run as a program of its own, in a file."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from mnistlab.errors import WeightsError
from mnistlab.nn.functions import Array
from mnistlab.resources import resource_path
from mnistlab.training.script import as_script
from mnistlab.training.trainer import Trainer
from mnistlab.training.weights import save_weights


def save_script(path: str | Path, trainer: Trainer, first_params: Mapping[str, Array] | None = None) -> Path:
    """Write a program that repeats a run without mnistlab's engine, in plain NumPy.

    Parameters
    ----------
    path : path
        The file; ``.py`` is added where it has no such ending.
    trainer : Trainer
        The run, with the learning rates that it has had.
    first_params : mapping, optional
        ``W1 b1 W2 b2`` that it began with, if they were not drawn by its seed: they are written beside the program.

    Returns
    -------
    Path
        The program.

    Raises
    ------
    WeightsError
        If a file cannot be written.
    """
    path = Path(path)
    if path.suffix != ".py":
        path = path.with_name(path.name + ".py")
    weights = None
    if first_params is not None:
        weights = save_weights(path.with_name(f"{path.stem}-weights.npz"), first_params).name
    data = trainer.dataset.path
    rates = {iteration: method.learning_rate for iteration, method in trainer.methods}
    if trainer.learning_rate != next(reversed(rates.values()), None):
        rates[trainer.iteration] = trainer.learning_rate
    settings = replace(trainer.settings, iterations=max(trainer.settings.iterations, trainer.iteration))
    text = as_script(
        settings,
        learning_rates=rates.items(),
        data_path=None if data == resource_path("mnist") else data,
        weights_file=weights,
    )
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise WeightsError("not_writable", file=str(path), reason=error.strerror or str(error)) from error
    return path
