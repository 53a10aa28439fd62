"""Training without a window: ``mnistlab train``."""

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from mnistlab.analysis.readings import read
from mnistlab.cli_data import open_data
from mnistlab.cli_runs import Keeping, begin_keeping, go_on, kept_as, with_more
from mnistlab.data.files import check_writable, file_named, numbered, with_addition
from mnistlab.data.images import Pixels
from mnistlab.errors import MnistLabError, SettingsError, WeightsError, sentence
from mnistlab.nn import Network
from mnistlab.stopping import Stopped, StopWish
from mnistlab.streams import Output, say
from mnistlab.training import (
    RunSettings,
    Trainer,
    declared,
    load_network,
    save_network,
    save_script,
    script_path,
    writable_path,
)
from mnistlab.training.recipe import RECIPES, Recipe, follow_recipe
from mnistlab.training.validation import epoch_end
from mnistlab.training.weights import settings_of

BAR_STEP = 100  # iterations between two updates of the progress bar


def train(arguments: argparse.Namespace, translate: Callable[[str, str], str], stopped: StopWish) -> None:
    """Train as the command line asks, and print one line for each epoch.

    A file that is named for the weights gets the weights of the whole run, or keeps its content. Where one of the
    things that are asked for cannot be written, the others are, and the fault is raised at the end.

    Raises
    ------
    MnistLabError
        If a setting, the data or the file to save to is at fault, the run diverges, or lines could not be printed.
    Stopped
        If the program must stop before the end of the run. If a file was named, the weights so far are saved first, in
        another file; a run that is kept is kept as far as it has come.
    """
    _refuse(arguments, "needs_recipe", declared(Recipe).keys() - declared(RunSettings).keys())
    path = None if arguments.save is None else writable_path(arguments.save)
    script = None if arguments.script is None else script_path(file_named(arguments.script, WeightsError, "run.py"))
    if script is not None:
        check_writable(script, WeightsError)
    trainer, keeping = _begun(arguments, translate)
    settings, before = trainer.settings, trainer.iteration
    output, faults = Output(), _Faults(translate)
    start = time.perf_counter()
    with faults.noted():
        _run(trainer, output, stopped, keeping)
    stopped.patient = True  # because what has been learnt is not to be lost
    diverged, kept = bool(faults.found), ""
    if keeping is not None and trainer.iteration > before:
        with faults.noted():
            kept = keeping.write(trainer)
    if diverged:
        faults.reveal()
    if trainer.iteration < settings.iterations:
        text = ""
        with faults.noted():
            text = _stopped(trainer, path, kept, translate)
        if faults.found and text:
            say(text)
        faults.reveal()
        raise Stopped(text)
    if path is not None:
        with faults.noted():
            say(translate("cli", "Weights written to {file}").format(file=save_network(path, trainer.network)))
    if script is not None:
        given = getattr(arguments, "weights", None) is not None or arguments.resume is not None
        first = next(iter(trainer.checkpoints)).params if given else None
        with faults.noted():
            file = save_script(script, trainer, first, alone=True, translate=translate)
            say(translate("cli", "The program that repeats the run is written to {file}").format(file=file))
    seconds = time.perf_counter() - start
    trainer.run(until=lambda: False)  # because a wish to stop at the very end leaves it unmeasured
    if keeping is not None:
        with faults.noted():
            say(kept_as(keeping.write(trainer), translate))
    say(_summary(trainer, trainer.iteration - before, seconds, translate))
    faults.reveal()
    _refuse_lost(output)


class _Faults:
    """What has gone wrong with one of several things to do, while the others are done all the same.

    Attributes
    ----------
    found : list of MnistLabError
    """

    def __init__(self, translate: Callable[[str, str], str]) -> None:
        self.found: list[MnistLabError] = []
        self._translate = translate

    @contextlib.contextmanager
    def noted(self) -> Iterator[None]:
        """Note the error that ends the block, if one does."""
        try:
            yield
        except MnistLabError as error:
            self.found.append(error)

    def reveal(self) -> None:
        """Raise the first error, if there is one, after the others have been said."""
        for error in self.found[1:]:
            say(f"mnistlab: {sentence(error.kind, error.facts, self._translate)}")
        if self.found:
            raise self.found[0]


def _summary(trainer: Trainer, done: int, seconds: float, translate: Callable[[str, str], str]) -> str:
    """Return what a run has come to by `done` iterations, in so many seconds."""
    if trainer.settings.is_sealed:
        text = translate(
            "cli", "{iterations} iterations in {seconds} s; accuracy at the end: train {train}, validation {test}"
        )
    else:
        text = translate(
            "cli", "{iterations} iterations in {seconds} s; accuracy at the end: train {train}, test {test}"
        )
    history = trainer.history
    return text.format(
        iterations=f"{done:,}",
        seconds=f"{seconds:.1f}",
        train=f"{history.train_accuracy[-1]:.4f}",
        test=f"{history.test_accuracy[-1]:.4f}",
    )


def _begun(arguments: argparse.Namespace, translate: Callable[[str, str], str]) -> tuple[Trainer, Keeping | None]:
    """Return the run that is to be done, or to go on, and what keeps it."""
    asked = _asked(arguments, RunSettings)
    weights = getattr(arguments, "weights", None)
    if arguments.resume is not None:
        fixed = {name for name, one in declared(RunSettings).items() if not one.live}
        _refuse(arguments, "resume_fixed", fixed)
        changes = ("--turn", arguments.turn), ("--invert", arguments.invert)
        for option, given in (("--weights", weights is not None), *changes):
            if given:
                raise SettingsError("resume_fixed", option=option)
        trainer, keeping = go_on(arguments.resume, arguments.data, arguments.keep, translate)
        with_more(trainer, asked, arguments.resume)
        return trainer, keeping
    first = None
    if weights is not None:
        network = load_network(weights)
        _refuse(arguments, "fixed_by_weights", ("hidden_size", "weight_init_std", "first_weights", "activation"))
        first = network.params
        asked |= settings_of(network)
    settings = RunSettings(**asked)
    _refuse_idle(settings, asked)
    dataset = open_data(arguments.data, translate, turn=arguments.turn, invert=arguments.invert)
    trainer = Trainer(settings, dataset, first)
    return trainer, None if arguments.keep is None else begin_keeping(trainer, arguments.keep, translate)


def _refuse_idle(settings: RunSettings, asked: Iterable[str]) -> None:
    """Refuse settings that have no effect beside the others."""
    known = declared(RunSettings)
    for name in asked:
        if not known[name].counts(settings):
            other, values = known[name].only or ("", ())
            needed = f"{values[0]}..{values[-1]}" if isinstance(values, range) else "|".join(values)
            needed = f"{known[other].flag} {needed}"
            raise SettingsError("setting_without_effect", option=known[name].flag, needed=needed)


def _stopped(trainer: Trainer, path: Path | None, kept: str, translate: Callable[[str, str], str]) -> str:
    """Return what to say of a run that was stopped; its weights are saved if a file was named."""
    if trainer.iteration == 0 or (path is None and not kept):
        return ""
    facts = {"iterations": f"{trainer.iteration:,}", "total": f"{trainer.settings.iterations:,}", "name": kept}
    if path is None:
        text = translate("cli", "mnistlab: stopped after {iterations} of {total} iterations; the run is kept as {name}")
        return text.format(**facts)
    file = save_network(_free_name(path, f"after-{trainer.iteration}"), trainer.network)
    text = translate(
        "cli", "mnistlab: stopped after {iterations} of {total} iterations; the weights so far are in {file}"
    )
    return text.format(**facts, file=file)


def train_by_recipe(arguments: argparse.Namespace, translate: Callable[[str, str], str], stopped: StopWish) -> None:
    """Train a network by a recipe, and print one line for each epoch.

    With ``--held-out`` the lines have the accuracy on the images held out; without it, the accuracy on all training
    images, and at the end on the test images. The network is saved as `train` saves weights.

    Raises
    ------
    MnistLabError
        If an option does not go with a recipe, the data or the file to save to is at fault, or lines could not be
        printed.
    Stopped
        If the program must stop before the end of the last epoch.
    """
    _refuse(arguments, "fixed_by_recipe", declared(RunSettings).keys() - declared(Recipe).keys())
    for option in ("keep", "resume", "weights", "script", "turn", "invert"):
        if getattr(arguments, option, None) not in (None, False):
            raise SettingsError("fixed_by_recipe", option=f"--{option}")
    recipe = replace(RECIPES[arguments.recipe], **_asked(arguments, Recipe))
    dataset = open_data(arguments.data, translate)
    path = None if arguments.save is None else writable_path(arguments.save)
    measured = slice(-recipe.held_out, None) if recipe.held_out else slice(None)
    name = "held-out acc" if recipe.held_out else "train acc"
    output = Output()
    epoch, network = 0, None
    with tqdm(total=recipe.epochs, unit="epoch", disable=not sys.stderr.isatty()) as bar:
        for epoch, network in enumerate(follow_recipe(recipe, dataset, stopped), 1):
            accuracy = _accuracy(network, dataset.train_images[measured], dataset.train_labels[measured])
            with bar.external_write_mode():
                output.write(f"epoch {epoch}/{recipe.epochs}  {name} | {accuracy:.4f}")
            bar.update()
    stopped.patient = True  # because what has been learnt is not to be lost
    if network is None:
        raise Stopped
    if epoch < recipe.epochs:
        if path is None:
            raise Stopped
        file = save_network(_free_name(path, f"after-epoch-{epoch}"), network, np.float16)
        text = translate("cli", "mnistlab: stopped after {epochs} of {total} epochs; the weights so far are in {file}")
        raise Stopped(text.format(epochs=epoch, total=recipe.epochs, file=file))
    faults = _Faults(translate)
    if path is not None:
        with faults.noted():
            file = save_network(path, network, np.float16)
            say(translate("cli", "Weights written to {file}").format(file=file))
    if not recipe.held_out:  # a choice by the images held out must not see the test images
        output.write(f"test acc | {_accuracy(network, dataset.test_images, dataset.test_labels):.4f}")
    faults.reveal()
    _refuse_lost(output)


def _asked(arguments: argparse.Namespace, kind: type) -> dict[str, Any]:
    """Return the values of the given options; an error has a note of the option at fault."""
    asked = {}
    for name, setting in declared(kind).items():
        text = getattr(arguments, name, None)  # a setting without a flag is no option
        if text is not None:
            try:
                asked[name] = setting.read(text)
            except SettingsError as error:
                error.add_note(str(setting.flag))
                raise
    return asked


def _refuse(arguments: argparse.Namespace, kind: str, names: Iterable[str]) -> None:
    """Refuse options without effect."""
    for name in sorted(names):
        if getattr(arguments, name, None) is not None:
            raise SettingsError(kind, option=(declared(RunSettings) | declared(Recipe))[name].flag)


def _accuracy(network: Network, images: Pixels, labels: Pixels) -> float:
    return float((read(network, images).digits == labels).mean())


def _run(trainer: Trainer, output: Output, stopped: StopWish, keeping: Keeping | None = None) -> None:
    """Run until the end, or until the program must stop."""
    history, total = trainer.history, trainer.settings.iterations
    measured = "validation" if trainer.settings.is_sealed else "test"
    with tqdm(total=total, initial=trainer.iteration, unit="it", disable=not sys.stderr.isatty()) as bar:
        while not trainer.finished and not stopped():
            known, bar_due = len(history.evaluated_at), trainer.iteration + BAR_STEP
            trainer.run(until=partial(_is_due, trainer, bar_due, known, stopped))
            bar.update(trainer.iteration - bar.n)
            if keeping is not None:
                keeping.go_on(trainer)
            accuracies = zip(history.evaluated_at, history.train_accuracy, history.test_accuracy, strict=True)
            for at, train, test in list(accuracies)[known:]:
                if at != epoch_end(at, trainer.batch_size, len(trainer.dataset.train_labels)):
                    continue  # the end of the run, which is printed last
                with bar.external_write_mode():
                    output.write(f"train acc, {measured} acc | {train:.4f}, {test:.4f}")


def _is_due(trainer: Trainer, iteration: int, evaluations: int, stopped: StopWish) -> bool:
    """Return whether to update the bar, print a line or stop the program."""
    return trainer.iteration >= iteration or len(trainer.history.evaluated_at) > evaluations or stopped()


def _free_name(path: Path, addition: str) -> Path:
    """Return a new file beside `path`, with a similar name."""
    files = numbered(with_addition(path, f"-{addition}", ".npz"))
    return next(file for file in files if not os.path.lexists(file))


def _refuse_lost(output: Output) -> None:
    if output.fault:
        raise MnistLabError("output_not_written", reason=output.fault)
