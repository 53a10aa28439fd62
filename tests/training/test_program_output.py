"""What an exported program does where its output or its losses cannot be written."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from mnistlab.data import load_dataset
from mnistlab.experiments.card import TEXTS, Card, Run
from mnistlab.experiments.script import script_of
from mnistlab.training import RunSettings, Trainer, save_script
from mnistlab.training.deep import DeepSettings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full and limits of files are Linux's")
LIMITED = (
    "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20)); sys.argv = sys.argv[1:];"
    "runpy.run_path(sys.argv[0], run_name='__main__')"
)


@pytest.fixture(scope="module")
def folder(write_idx_folder, tmp_path_factory):
    return write_idx_folder(tmp_path_factory.mktemp("idx"))


@pytest.fixture(params=["with mnistlab", "alone"])
def program(request, folder, tmp_path):
    """Return the words that run a program and have its losses saved, and the file of these."""
    alone = request.param == "alone"
    trainer = Trainer(RunSettings(hidden_size=4, batch_size=10, iterations=20), load_dataset(folder))
    path = save_script(tmp_path / "run", trainer, alone=alone, translate=lambda _context, text: f"数字 {text}")
    losses = tmp_path / "losses.npy"
    return [str(path), *([str(folder)] if alone else []), str(losses)], losses


def run(words, output, **environment):
    return subprocess.run(
        [sys.executable, *words],
        stdout=output,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONDEVMODE": "1", "OPENBLAS_NUM_THREADS": "1", **environment},
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("output", ["full", "without a reader", "ascii"])
def test_the_losses_are_saved_whatever_becomes_of_the_lines(program, output):
    words, losses = program
    if output == "without a reader":
        reader, writer = os.pipe()
        os.close(reader)
    else:
        writer = os.open("/dev/full" if output == "full" else os.devnull, os.O_WRONLY)
    done = run(words, writer, PYTHONIOENCODING="ascii" if output == "ascii" else "utf-8")
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(np.load(losses)) == 20


def test_losses_that_cannot_be_written_leave_what_was_there(program):
    words, losses = program
    losses.write_bytes(b"what was there before")
    done = run(["-c", LIMITED, *words], subprocess.DEVNULL)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"losses.npy cannot be written: " in done.stderr
    assert losses.read_bytes() == b"what was there before"
    assert not list(losses.parent.glob("*.part"))


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="an administrator may write anywhere")
def test_losses_leave_a_file_that_may_only_be_read(program):
    words, losses = program
    losses.write_bytes(b"what was there before")
    losses.chmod(0o400)
    done = run(words, subprocess.DEVNULL)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"losses.npy cannot be written: Permission denied" in done.stderr
    assert losses.read_bytes() == b"what was there before"


def test_losses_go_to_the_file_behind_a_link(program):
    words, losses = program
    link = losses.with_name("link.npy")
    link.symlink_to("behind.npy")
    link.with_name("behind.npy").write_bytes(b"")
    assert run([*words[:-1], str(link)], subprocess.DEVNULL).returncode == 0
    assert link.is_symlink()
    assert len(np.load(link.with_name("behind.npy"))) == 20


def test_losses_may_go_to_a_device(program):
    words, _ = program
    assert run([*words[:-1], os.devnull], subprocess.DEVNULL).returncode == 0
    assert not Path(os.devnull).is_file()


def test_the_program_of_an_experiment_goes_on_without_a_reader(tmp_path):
    runs = (Run("η", DeepSettings(hidden_size=3, training_images=50, iterations=10, batch_size=10)),)
    path = tmp_path / "own.py"
    path.write_text(script_of(Card("own", 0, "", "", {name: {"en": "x"} for name in TEXTS}, runs)), encoding="utf-8")
    with Path("/dev/full").open("w") as full:
        done = run([str(path)], full)
    assert (done.returncode, done.stderr) == (0, b"")
