"""Training without a window: ``mnistlab train``."""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tqdm import tqdm

from mnistlab.data import load_dataset
from mnistlab.errors import DivergedError, WeightsError
from mnistlab.training import RunSettings, Trainer, save_weights, weights_path

BAR_STEP = 100  # iterations between two movements of the progress bar


def train(arguments: argparse.Namespace, translate: Callable[[str, str], str]) -> None:
    """Train as the command line asks, and print one line for each epoch.

    Raises
    ------
    MnistLabError
        If a setting, the data or the file to save to is at fault, or the run diverges.
    KeyboardInterrupt
        If the person interrupts; the weights so far are saved first, where a file was named.
    """
    asked = {
        "iterations": arguments.iterations,
        "batch_size": arguments.batch_size,
        "hidden_size": arguments.hidden,
        "learning_rate": arguments.lr,
        "weight_init_std": arguments.std,
        "seed": arguments.seed,
        "sampling": arguments.sampling,
    }
    settings = RunSettings(**{name: value for name, value in asked.items() if value is not None})
    if arguments.save is not None:
        _check_writable(weights_path(arguments.save))
    trainer = Trainer(settings, load_dataset(arguments.data))

    start = time.perf_counter()
    try:
        _run(trainer)
    finally:
        # Also when interrupted: what was learned until then is kept. A run that diverged learned nothing.
        if arguments.save is not None and not isinstance(sys.exception(), DivergedError):
            path = save_weights(arguments.save, trainer.network.params)
            print(translate("cli", "Weights written to {file}").format(file=path), file=sys.stderr)
    seconds = time.perf_counter() - start
    train_accuracy, test_accuracy = trainer.evaluate()
    text = translate("cli", "{iterations} iterations in {seconds} s; accuracy at the end: train {train}, test {test}")
    print(
        text.format(
            iterations=f"{trainer.iteration:,}",
            seconds=f"{seconds:.1f}",
            train=f"{train_accuracy:.4f}",
            test=f"{test_accuracy:.4f}",
        ),
        file=sys.stderr,
    )


def _run(trainer: Trainer) -> None:
    history = trainer.history
    with tqdm(total=trainer.settings.iterations, unit="it", disable=not sys.stderr.isatty()) as bar:
        while not trainer.finished:
            known, bar_due = len(history.evaluated_at), trainer.iteration + BAR_STEP
            trainer.run(until=partial(_is_due, trainer, bar_due, known))
            bar.update(trainer.iteration - bar.n)
            for train, test in zip(history.train_accuracy[known:], history.test_accuracy[known:], strict=True):
                bar.write(f"train acc, test acc | {train:.4f}, {test:.4f}", file=sys.stdout)
                sys.stdout.flush()


def _is_due(trainer: Trainer, iteration: int, evaluations: int) -> bool:
    """Whether the bar is to move, or a line is to be printed."""
    return trainer.iteration >= iteration or len(trainer.history.evaluated_at) > evaluations


def _check_writable(path: Path) -> None:
    """Refuse a file that cannot be written before a run that may take minutes, not after it."""
    existed = path.exists()
    try:
        with path.open("ab"):
            pass
    except OSError as error:
        raise WeightsError("not_writable", file=str(path), reason=error.strerror or str(error)) from error
    if not existed:
        path.unlink()
