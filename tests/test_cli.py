"""Training without a window, in processes of its own: what a script would see."""

import contextlib
import os
import re
import signal
import subprocess
import sys

import numpy as np
import pytest

from mnistlab import cli
from mnistlab.main import _parser
from mnistlab.nn import MultiLayerNet
from mnistlab.stopping import StopWish
from mnistlab.training import RunSettings, Trainer, load_network, load_weights

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other pipes and signals")
linux = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")


def command(*arguments):
    return [sys.executable, "-W", "error", "-m", "mnistlab", *map(str, arguments)]


def surroundings(**environment):
    return {**os.environ, "LANG": "C.UTF-8", "LANGUAGE": "", "LC_ALL": "C.UTF-8", **environment}


def finished(words, **environment):
    env = surroundings(**environment)
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=120, env=env, check=False)


def mnistlab(*arguments):
    return finished(command(*arguments))


def english(_context, text):
    return text


def started(*arguments):
    """Start a run, and return once it has printed two lines."""
    process = subprocess.Popen(
        command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=surroundings()
    )
    assert process.stdout.readline()
    assert process.stdout.readline()
    return process


@pytest.fixture(scope="module")
def folder(tmp_path_factory, write_idx_folder, small_dataset):
    data = small_dataset
    return write_idx_folder(
        tmp_path_factory.mktemp("data"),
        train=(data.train_images, data.train_labels),
        test=(data.test_images, data.test_labels),
    )


def test_train_prints_a_line_an_epoch_and_saves_the_same_run_bit_for_bit(tmp_path, folder, small_dataset):
    arguments = ("--iterations", 14, "--hidden", 8, "--lr", 0.5, "--seed", 3, "--sampling", "shuffle", "--std", 0.02)
    done = mnistlab("train", *arguments, "--data", folder, "--save", tmp_path / "w.npz")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 3  # epochs 0, 1 and 2, of 6 iterations each
    assert all(re.fullmatch(r"train acc, test acc \| [01]\.\d{4}, [01]\.\d{4}", line) for line in lines)

    settings = RunSettings(
        iterations=14, hidden_size=8, learning_rate=0.5, seed=3, sampling="shuffle", weight_init_std=0.02
    )
    trainer = Trainer(settings, small_dataset)
    while not trainer.finished:
        trainer.step()
    assert lines[2].endswith(f"| {trainer.history.train_accuracy[2]:.4f}, {trainer.history.test_accuracy[2]:.4f}")
    for key, value in load_weights(tmp_path / "w.npz").items():
        np.testing.assert_array_equal(value, trainer.network.params[key])


def test_a_program_that_repeats_the_run_and_weights_for_pytorch(tmp_path, folder):
    files = tmp_path / "run.py", tmp_path / "w.safetensors"
    arguments = ("--iterations", 6, "--hidden", 3, "--data", folder, "--script", files[0], "--save", files[1])
    done = mnistlab("train", *arguments)
    assert done.returncode == 0, done.stderr
    assert "run.py" in done.stderr
    assert "class TwoLayerNet" in files[0].read_text("utf-8")
    assert len(load_weights(files[1])["b1"]) == 3
    done = mnistlab("train", *arguments[:4], "--data", folder, "--script", tmp_path / "nowhere" / "run.py")
    assert done.returncode != 0
    assert "nowhere" in done.stderr
    assert done.stdout == ""  # before any training


def test_the_built_in_data_is_the_default():
    done = mnistlab("train", "--iterations", 1, "--hidden", 2)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("train acc") == 1
    assert "1 iterations" in done.stderr


def test_a_diverged_run_does_not_overwrite_weights(tmp_path, folder):
    path = tmp_path / "good.npz"
    path.write_bytes(b"what was there before")
    assert mnistlab("train", "--lr", 1000, "--data", folder, "--save", path).returncode == 3
    assert path.read_bytes() == b"what was there before"


def test_the_recipe_trains_a_relu_network_and_saves_it(tmp_path, folder):
    done = mnistlab("train", "--recipe", "best", "--epochs", 2, "--data", folder, "--save", tmp_path / "n.npz")
    assert done.returncode == 0, done.stderr
    *epochs, test = done.stdout.splitlines()
    assert [re.fullmatch(r"epoch (\d)/2  train acc \| [01]\.\d{4}", line)[1] for line in epochs] == ["1", "2"]
    assert re.fullmatch(r"test acc \| [01]\.\d{4}", test)
    assert isinstance(load_network(tmp_path / "n.npz"), MultiLayerNet)


def test_with_images_held_out_the_test_images_are_not_looked_at(folder):
    done = mnistlab("train", "--recipe", "best", "--epochs", 1, "--held-out", 100, "--data", folder)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"epoch 1/1  held-out acc \| [01]\.\d{4}", done.stdout.strip())


# Whatever becomes of the output, the run goes on, and its weights are saved.

RUN = ("train", "--iterations", 600, "--hidden", 4)


@pytest.fixture(scope="module")
def whole_run(folder, tmp_path_factory):
    """Return the weights that `RUN` saves."""
    path = tmp_path_factory.mktemp("whole") / "w.npz"
    assert mnistlab(*RUN, "--data", folder, "--save", path).returncode == 0
    return load_weights(path)


def check_whole(path, whole_run):
    for key, value in load_weights(path).items():
        np.testing.assert_array_equal(value, whole_run[key])


@posix
def test_a_reader_that_goes_away_does_not_stop_the_run(tmp_path, folder, whole_run):
    process = started(*RUN, "--data", folder, "--save", tmp_path / "w")
    process.stdout.close()
    assert process.wait(60) == 0
    assert "Weights written" in process.stderr.read()
    process.stderr.close()
    check_whole(tmp_path / "w.npz", whole_run)


@posix
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_run_needs_no_standard_streams(tmp_path, folder, whole_run, closed):
    done = finished(["sh", "-c", f'"$@" {closed}', "sh", *command(*RUN, "--data", folder, "--save", tmp_path / "w")])
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert ("train acc" in done.stdout) == (closed == "2>&-")
    assert ("Weights written" in done.stderr) == (closed == ">&-")
    check_whole(tmp_path / "w.npz", whole_run)


@linux
@pytest.mark.parametrize("streams", [">/dev/full", ">/dev/full 2>/dev/full"])
def test_a_full_disk_under_the_output_is_said_when_the_weights_are_saved(tmp_path, folder, whole_run, streams):
    done = finished(["sh", "-c", f'"$@" {streams}', "sh", *command(*RUN, "--data", folder, "--save", tmp_path / "w")])
    assert done.returncode == 1
    assert done.stderr.count("No space left on device") == (streams == ">/dev/full")
    assert "Exception" not in done.stderr
    check_whole(tmp_path / "w.npz", whole_run)


def test_data_that_are_dark_on_light_are_said_and_inverted(tmp_path, write_idx_folder, small_dataset):
    data = small_dataset
    folder = write_idx_folder(
        tmp_path / "dark",
        train=(255 - data.train_images[:100], data.train_labels[:100]),
        test=(255 - data.test_images[:50], data.test_labels[:50]),
    )
    arguments = ("--data", folder, "--iterations", 1, "--batch-size", 10)
    said = f"mnistlab: The digits in {folder} are dark on light; MNIST’s are light on dark. Invert them: --invert\n"
    assert said in mnistlab("train", *arguments).stderr
    done = mnistlab("train", *arguments, "--invert")
    assert done.returncode == 0
    assert "dark on light" not in done.stderr


# Stopped from outside


@posix
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_run_that_is_stopped_saves_beside_the_file_that_was_named(tmp_path, folder, name, code):
    (tmp_path / "w.npz").write_bytes(b"of a whole run")
    process = started("train", "--iterations", 10**8, "--hidden", 4, "--data", folder, "--save", tmp_path / "w.npz")
    for _ in range(3):  # as `timeout` and others send it more than once
        process.send_signal(getattr(signal, name))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.01)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code, said
    assert (tmp_path / "w.npz").read_bytes() == b"of a whole run"
    kept = next(path for path in tmp_path.iterdir() if path.name != "w.npz")
    iterations = int(re.fullmatch(r"w-after-(\d+)\.npz", kept.name)[1])
    assert len(list(tmp_path.iterdir())) == 2
    assert said.count("\n") == 1
    assert f"stopped after {iterations:,} of 100,000,000 iterations" in said
    assert str(kept) in said
    assert load_weights(kept)["W1"].shape == (784, 4)


@posix
def test_a_recipe_that_is_stopped_saves_beside_the_file_that_was_named(tmp_path, folder):
    process = started("train", "--recipe", "best", "--epochs", 9_999, "--data", folder, "--save", tmp_path / "n")
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    (kept,) = tmp_path.iterdir()
    epochs = re.fullmatch(r"n-after-epoch-(\d+)\.npz", kept.name)[1]
    assert f"stopped after {epochs} of 9999 epochs" in said
    assert isinstance(load_network(kept), MultiLayerNet)


@posix
def test_a_run_that_is_stopped_and_has_no_file_says_so(folder):
    process = started("train", "--iterations", 10**8, "--hidden", 4, "--data", folder)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == "mnistlab: interrupted\n"


def test_a_second_wish_that_comes_later_does_not_wait():
    with StopWish() as stopped:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)  # at once: the same wish
        assert stopped()
        stopped._since -= 2
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        stopped.end()
    with pytest.raises(KeyboardInterrupt):  # as it was before
        signal.raise_signal(signal.SIGINT)


def test_a_signal_that_is_ignored_from_the_start_stays_so():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with StopWish() as stopped:
            signal.raise_signal(signal.SIGINT)
        assert not stopped()
    finally:
        signal.signal(signal.SIGINT, before)


def test_nothing_that_is_there_is_written_over(tmp_path):
    path = tmp_path / "w.npz"
    names = []
    for _ in range(3):
        file = cli._free_name(path, "after-600")
        file.touch()
        names.append(file.name)
    assert names == ["w-after-600.npz", "w-after-600-2.npz", "w-after-600-3.npz"]


def test_after_an_error_that_nobody_foresaw_nothing_is_written(tmp_path, folder, monkeypatch):
    def broken(trainer, *_):
        trainer.step()
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "_run", broken)
    (tmp_path / "w.npz").write_bytes(b"what was there before")
    arguments = _parser(english).parse_args(["train", "--data", str(folder), "--save", str(tmp_path / "w.npz")])
    with pytest.raises(ZeroDivisionError):
        cli.train(arguments, english, StopWish())
    assert (tmp_path / "w.npz").read_bytes() == b"what was there before"
    assert len(list(tmp_path.iterdir())) == 1
