"""The command line, in processes of its own: what a script would see."""

import os
import re
import subprocess
import sys

import numpy as np
import pytest

from mnistlab.nn import ReluNet
from mnistlab.training import RunSettings, Trainer, load_network, load_weights


def mnistlab(*arguments, **environment):
    command = [sys.executable, "-W", "error", "-m", "mnistlab", *map(str, arguments)]
    env = {**os.environ, "LANG": "C.UTF-8", "LANGUAGE": "", "LC_ALL": "C.UTF-8", **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, env=env, check=False)


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


def test_the_built_in_data_is_the_default():
    done = mnistlab("train", "--iterations", 1, "--hidden", 2)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("train acc") == 1
    assert "1 iterations" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--hidden", 0), 2, ["Hidden units", "1 to 2,000", "0"]),
        (("--lr", "fast"), 2, ["Learning rate", "fast"]),
        (("--lr", -1), 2, ["Learning rate", "-1"]),
        (("--iterations", 2.5), 2, ["Iterations", "whole number", "2.5"]),
        (("--sampling", "sorted"), 2, ["Sampling", "random, shuffle", "sorted"]),
        (("--data", "/no/such/folder"), 1, ["/no/such/folder"]),
        (("--save", "/no/such/folder/w.npz"), 1, ["/no/such/folder/w.npz"]),
        (("--lr", 1000, "--iterations", 300), 3, ["learning rate 1000", "too large"]),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_an_exit_code(folder, arguments, code, words):
    if "--data" not in arguments:
        arguments = (*arguments, "--data", folder)
    done = mnistlab("train", *arguments)
    assert done.returncode == code
    assert done.stderr.count("\n") == 1
    assert all(word in done.stderr for word in words)
    assert "Traceback" not in done.stderr


def test_a_diverged_run_does_not_overwrite_weights(tmp_path, folder):
    path = tmp_path / "good.npz"
    path.write_bytes(b"what was there before")
    assert mnistlab("train", "--lr", 1000, "--data", folder, "--save", path).returncode == 3
    assert path.read_bytes() == b"what was there before"


@pytest.mark.parametrize("option", ["--weights", "--data"])
def test_the_window_does_not_open_on_what_cannot_be_read(option, tmp_path):
    done = mnistlab(option, tmp_path / "nothing", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert str(tmp_path / "nothing") in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_it_says_so():
    done = mnistlab(QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert done.returncode == 1
    assert "mnistlab train" in done.stderr


def test_help_and_errors_speak_chinese():
    chinese = {"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"}
    assert "学习率" in mnistlab("train", "--help", **chinese).stdout
    assert "隐藏" in mnistlab("train", "--hidden", 0, **chinese).stderr


@pytest.mark.parametrize(
    "arguments",
    ["--help", "train --help", "--data", "--help=3", "walk", "train --hiden 3", "train --recipe worst", "train --s 1",
     "train --epochs few"],
)  # fmt: skip
def test_every_line_of_help_and_errors_is_chinese(arguments):
    done = mnistlab(*arguments.split(), LANG="zh_CN.UTF-8", LC_ALL="zh_CN.UTF-8", LANGUAGE="zh_CN", COLUMNS="500")
    usage, *lines = (done.stdout + done.stderr).splitlines()
    assert usage.startswith("用法：mnistlab")
    lines = [line for line in lines if line and line.split() not in (["COMMAND"], ["--sampling", "random|shuffle"])]
    assert lines
    assert [line for line in lines if not re.search("[一-鿿]", line)] == []


def test_the_recipe_trains_a_relu_network_and_saves_it(tmp_path, folder):
    done = mnistlab("train", "--recipe", "best", "--epochs", 2, "--data", folder, "--save", tmp_path / "n.npz")
    assert done.returncode == 0, done.stderr
    *epochs, test = done.stdout.splitlines()
    assert [re.fullmatch(r"epoch (\d)/2  train acc \| [01]\.\d{4}", line)[1] for line in epochs] == ["1", "2"]
    assert re.fullmatch(r"test acc \| [01]\.\d{4}", test)
    assert isinstance(load_network(tmp_path / "n.npz"), ReluNet)


def test_with_images_held_out_the_test_images_are_not_looked_at(folder):
    done = mnistlab("train", "--recipe", "best", "--epochs", 1, "--held-out", 100, "--data", folder)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"epoch 1/1  held-out acc \| [01]\.\d{4}", done.stdout.strip())


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--recipe", "best", "--lr", 3), "--lr is fixed by the recipe"),
        (("--epochs", 3), "--epochs goes with a recipe only"),
        (("--recipe", "best", "--epochs", 0), "epochs must be a whole number"),
    ],
)
def test_options_without_effect_are_refused(arguments, named):
    done = mnistlab("train", *arguments)
    assert done.returncode == 2
    assert named in done.stderr
