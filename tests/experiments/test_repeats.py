"""A run done once more with another seed is that of the window, bit for bit."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from mnistlab.analysis.spread import sampled
from mnistlab.errors import LibraryError
from mnistlab.experiments.processes import in_processes
from mnistlab.experiments.repeats import repeat, repeats
from mnistlab.library import DataMark, keep, new_key
from mnistlab.training import RunSettings, Trainer

SETTINGS = RunSettings(hidden_size=5, batch_size=50, iterations=40, seed=3)


def done(trainer, changes=()):
    for at, rate in changes:
        trainer.run(lambda: False, at)
        trainer.learning_rate = rate
    trainer.run(lambda: False)
    return trainer


def kept(trainer, dataset, hash_="h"):
    return keep(trainer, DataMark(dataset.name, str(dataset.path), hash_), key=new_key())


def assert_same(found, trainer):
    at, loss = sampled(trainer.history.loss)
    np.testing.assert_array_equal(found.at, at)
    np.testing.assert_array_equal(found.loss, loss)
    for name in ("evaluated_at", "train_accuracy", "test_accuracy"):
        np.testing.assert_array_equal(getattr(found, name), getattr(trainer.history, name))


def test_in_another_process_a_seed_gives_the_run_that_it_gives_here(small_dataset):
    changes = [(15, 0.5), (30, 0.02)]
    run = kept(done(Trainer(SETTINGS, small_dataset), changes), small_dataset)
    ((_, found),) = in_processes(repeat, repeats(run, (8,), 40, small_dataset), 1, gently=True)
    assert_same(found, done(Trainer(replace(SETTINGS, seed=8), small_dataset), changes))
    assert (found.seed, found.diverged, [at for at, _ in found.rules]) == (8, False, [0, 15, 30])


def test_without_a_hidden_layer_a_seed_gives_the_same_run_too(small_dataset):
    settings = replace(SETTINGS, hidden_size=0)
    run = kept(done(Trainer(settings, small_dataset)), small_dataset)
    (job,) = repeats(run, (8,), 40, small_dataset)
    assert_same(repeat(job), done(Trainer(replace(settings, seed=8), small_dataset)))


def test_weights_from_a_file_are_those_of_every_seed(small_dataset):
    first = {name: value * 2 for name, value in Trainer(SETTINGS, small_dataset).network.params.items()}
    run = kept(done(Trainer(SETTINGS, small_dataset, first)), small_dataset)
    (job,) = repeats(run, (8,), 40, small_dataset)
    assert_same(repeat(job), done(Trainer(replace(SETTINGS, seed=8), small_dataset, first)))


def test_a_seed_that_diverges_says_so(small_dataset):
    wild = replace(SETTINGS, learning_rate=1000.0, weight_init_std=1.0, iterations=3000)
    run = kept(Trainer(wild, small_dataset), small_dataset)
    (job,) = repeats(run, (8,), 3000, small_dataset)
    found = repeat(job)
    assert found.diverged
    assert len(found.at) < 3000


def test_data_that_are_gone_are_said(small_dataset):
    run = kept(Trainer(SETTINGS, small_dataset), small_dataset, "another hash")
    (job,) = repeats(run, (8,), 40)
    with pytest.raises(LibraryError) as error:
        repeat(job)
    assert error.value.kind == "run_data_gone"


def test_the_work_of_a_repeat_imports_no_qt():
    code = "import sys, mnistlab.experiments.repeats; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
