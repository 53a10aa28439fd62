"""Training without a window: ``mnistlab train``."""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from tqdm import tqdm

from mnistlab.analysis.batched_prediction import predict_in_pieces
from mnistlab.data import load_dataset
from mnistlab.data.images import Pixels
from mnistlab.errors import DivergedError, SettingsError, WeightsError
from mnistlab.nn import TwoLayerNet
from mnistlab.training import RunSettings, Trainer, save_network, save_weights, weights_path
from mnistlab.training.recipe import RECIPES, follow_recipe

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
    _refuse(arguments, "needs_recipe", "epochs", "held_out")
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


def train_by_recipe(arguments: argparse.Namespace, translate: Callable[[str, str], str]) -> None:
    """Train a network by a recipe, and print one line for each epoch.

    With ``--held-out`` the lines have the accuracy on those images; without, that on all training images, and at the
    end that on the test images.

    Raises
    ------
    MnistLabError
        If an option does not go with a recipe, or the data or the file to save to is at fault.
    KeyboardInterrupt
        If the person interrupts: a network whose training has not ended is not saved.
    """
    _refuse(arguments, "fixed_by_recipe", "iterations", "batch_size", "hidden", "lr", "std", "sampling")
    dataset = load_dataset(arguments.data)
    asked = {"held_out": arguments.held_out, "epochs": arguments.epochs, "seed": arguments.seed}
    recipe = replace(RECIPES[arguments.recipe], **{name: value for name, value in asked.items() if value is not None})
    if arguments.save is not None:
        _check_writable(weights_path(arguments.save))
    measured = slice(-recipe.held_out, None) if recipe.held_out else slice(None)
    name = "held-out acc" if recipe.held_out else "train acc"
    network = None
    for epoch, network in enumerate(
        tqdm(follow_recipe(recipe, dataset), total=recipe.epochs, unit="epoch", disable=not sys.stderr.isatty()), 1
    ):
        accuracy = _accuracy(network, dataset.train_images[measured], dataset.train_labels[measured])
        tqdm.write(f"epoch {epoch}/{recipe.epochs}  {name} | {accuracy:.4f}", file=sys.stdout)
        sys.stdout.flush()
    assert network is not None
    if not recipe.held_out:  # what is chosen by held-out images shall not have seen the test images
        print(f"test acc | {_accuracy(network, dataset.test_images, dataset.test_labels):.4f}")
    if arguments.save is not None:
        path = save_network(arguments.save, network, np.float16)
        print(translate("cli", "Weights written to {file}").format(file=path), file=sys.stderr)


def _refuse(arguments: argparse.Namespace, kind: str, *names: str) -> None:
    """Refuse options that would be without effect."""
    for name in names:
        if getattr(arguments, name) is not None:
            raise SettingsError(kind, option="--" + name.replace("_", "-"))


def _accuracy(network: TwoLayerNet, images: Pixels, labels: Pixels) -> float:
    right = sum(int((y.argmax(axis=1) == labels[part]).sum()) for part, y in predict_in_pieces(network, images))
    return right / len(labels)


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
