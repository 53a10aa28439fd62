import ast
import re
import runpy
import subprocess
import sys

import numpy as np
import pytest

from mnistlab.data import load_dataset
from mnistlab.training import RunSettings, Trainer, save_weights
from mnistlab.training.lines import SECTIONS, phase_lines
from mnistlab.training.script import as_script

SHORT = {"hidden_size": 8, "batch_size": 50, "iterations": 150, "weight_init_std": 0.05, "seed": 7}
EVERY_FORM = [
    (RunSettings(), {}),
    (RunSettings(weight_init_std=0), {}),
    (RunSettings(sampling="shuffle", batch_size=64), {"learning_rates": [(500, 0.5)]}),
    (RunSettings(hidden_size=2_000, batch_size=10_000, iterations=100_000_000), {"weights_file": "first weights.npz"}),
]
KEYS = ("W1", "b1", "W2", "b2")
METHODS = [
    {"training_images": 300, "validation_images": 100},
    {"validation_images": 100, "batch_size": 0, "iterations": 9},
    {"training_images": 200, "batch_size": 0, "sampling": "shuffle", "iterations": 9},
    {"activation": "relu", "first_weights": "he", "learning_rate": 0.05},
    {"activation": "tanh", "first_weights": "xavier", "weight_decay": 0.001},
    {"optimizer": "momentum", "learning_rate": 0.01, "weight_decay": 0.01},
    {"optimizer": "nesterov", "learning_rate": 0.01, "dropout": 0.3},
    {"optimizer": "adagrad", "learning_rate": 0.01, "activation": "tanh", "dropout": 0.2},
    {"optimizer": "rmsprop", "learning_rate": 0.003},
    {"hidden_size": 0, "activation": "relu", "dropout": 0.5, "weight_init_std": 0},
    {"hidden_size": 0, "optimizer": "adam", "learning_rate": 0.001, "weight_decay": 0.01, "first_weights": "he"},
    {"optimizer": "adam", "learning_rate": 0.001, "beta1": 0.8, "activation": "relu", "dropout": 0.1},
]
EVERY_FORM += [(RunSettings(**method), {}) for method in METHODS]


@pytest.fixture(scope="session")
def folder(write_idx_folder, mnist, tmp_path_factory):
    """Return a folder with 600 training images: a batch of 64 does not divide it."""
    return write_idx_folder(
        tmp_path_factory.mktemp("idx"),
        (mnist.train_images[:600].reshape(-1, 28, 28), mnist.train_labels[:600]),
        (mnist.test_images[:200].reshape(-1, 28, 28), mnist.test_labels[:200]),
    )


def test_it_says_on_which_images_it_measures():
    assert "on test images" in as_script(RunSettings())
    assert "on validation images" in as_script(RunSettings(validation_images=100))


def run_script(text, folder):
    path = folder / "script.py"
    path.write_text(text, encoding="utf-8")
    return runpy.run_path(str(path))


def first_weights(text, folder):
    """Run the script only as far as its loop."""
    before, loop, _ = text.partition("\nlosses = []\n")
    assert loop
    return run_script(before, folder)


def losses_of_trainer(trainer, learning_rates=()):
    changes = dict(learning_rates)
    for iteration in range(trainer.settings.iterations):
        trainer.learning_rate = changes.get(iteration, trainer.learning_rate)
        trainer.step()
    return trainer.history.loss


@pytest.mark.parametrize(("settings", "options"), EVERY_FORM)
def test_every_line_that_is_shown_is_in_the_script(settings, options):
    script = as_script(settings, **options)
    for section in SECTIONS[:-1]:
        shown = "".join(f"    {line.code}\n" for line in phase_lines(section, settings, 60_000))
        assert f"\n{shown}" in script
    loop, *end_of_iteration = (line.code for line in phase_lines("repeat", settings, 60_000))
    assert f"\n{loop}\n" in script
    assert "\n" + "\n".join(end_of_iteration) + "\n" in script


@pytest.mark.parametrize("sampling", ["random", "shuffle"])
def test_shapes_are_those_that_numpy_has(folder, sampling):
    settings = RunSettings(hidden_size=8, batch_size=64, iterations=1, sampling=sampling)
    names = run_script(as_script(settings, data_path=folder), folder)
    seen = set()
    for section in SECTIONS:
        for line in phase_lines(section, settings, 600):
            name = {"indices": "batch"}.get(line.part, line.part)
            array = names.get(name)
            if line.part == "order":  # its shape is that of a shuffle, before any image is dealt
                assert line.shape == "(600,)"
            elif isinstance(array, np.ndarray):
                assert line.shape == str(array.shape)
                seen.add(line.part)
            else:
                assert line.shape == ""
    assert seen == {"indices", "x", "t", "z", "y", "dy", "dW2", "db2", "da", "dW1", "db1", *KEYS}


@pytest.mark.parametrize(
    ("changes", "learning_rates"),
    [
        ({}, []),
        ({"batch_size": 7}, []),  # an odd number of draws at a time
        ({"batch_size": 700, "iterations": 20}, []),  # more than there are images
        ({"batch_size": 64, "sampling": "shuffle"}, []),
        ({"batch_size": 600, "sampling": "shuffle", "iterations": 20}, []),
        ({"batch_size": 64, "sampling": "shuffle"}, [(100, 0.02), (40, np.float64(0.7))]),
        ({}, [(0, 0.5), (75, 0.01)]),
        *((method, []) for method in METHODS),
    ],
)
def test_the_script_repeats_the_run(folder, changes, learning_rates, capsys):
    settings = RunSettings(**SHORT | changes)
    trainer = Trainer(settings, load_dataset(folder))
    script = as_script(settings, learning_rates=learning_rates, data_path=folder)

    weights = first_weights(script, folder)
    for key, value in trainer.network.params.items():
        assert weights[key].dtype == np.float32
        np.testing.assert_array_equal(weights[key], value)

    expected = losses_of_trainer(trainer, learning_rates)
    names = run_script(script, folder)
    np.testing.assert_array_equal(names["batch"], trainer.batch.indices)
    np.testing.assert_allclose(names["losses"], expected, rtol=1e-5)
    assert all(names[key].dtype == np.float32 for key in (*trainer.network.params, "x", "y", "dy", "dW1"))
    assert ("W2" in names) == ("da" in names) == (settings.hidden_size > 0)

    # A difference in rounding may turn a single image.
    printed = [[float(n) for n in re.findall(r"0\.\d{4}", line)] for line in capsys.readouterr().out.splitlines()]
    evaluated = np.column_stack([trainer.history.train_accuracy, trainer.history.test_accuracy])
    np.testing.assert_allclose(printed, evaluated[: len(printed)], atol=0.006)
    images = len(trainer.dataset.train_images)
    assert trainer.iteration * trainer.batch_size // images == int(names["epoch"])
    due = {-(-epoch * images // trainer.batch_size) for epoch in range(names["epoch"] + 1)}  # iterations
    assert len(printed) == len(due)


def test_with_a_spread_of_0_all_units_stay_alike(folder):
    settings = RunSettings(**SHORT | {"hidden_size": 50, "weight_init_std": 0, "learning_rate": 0.5})
    names = run_script(as_script(settings, data_path=folder), folder)
    assert np.ptp(names["W1"], axis=1).max() == np.ptp(names["W2"], axis=0).max() == np.ptp(names["b1"]) == 0
    assert np.abs(names["W1"]).max() > 0.01  # they learn all the same
    assert names["losses"][-1] < names["losses"][0]


def test_other_runs_do_not_say_that_units_are_alike():
    assert "alike" in as_script(RunSettings(weight_init_std=0))
    assert "alike" not in as_script(RunSettings())
    assert "alike" not in as_script(RunSettings(weight_init_std=0), weights_file="w.npz")


def test_learning_rates_are_told_in_order_and_only_where_they_change():
    rates = [(300, 0.2), (100, 0.5), (100, 0.1), (200, np.float64(0.3)), (250, 0.3)]
    script = as_script(RunSettings(), learning_rates=rates)
    assert "\nlearning_rate = 0.1\n" in script
    assert re.findall(r"^    (\d+): (.+),$", script, re.MULTILINE) == [("200", "0.3"), ("300", "0.2")]
    assert as_script(RunSettings(), learning_rates=[(0, 0.3), (500, 0.3)]) == as_script(RunSettings(learning_rate=0.3))


def test_it_begins_with_the_weights_of_a_file(folder):
    settings = RunSettings(**SHORT)
    trained = Trainer(settings, load_dataset(folder))
    losses_of_trainer(trained)
    name = 'it\'s "第一".npz' if sys.platform != "win32" else "it's 第一.npz"
    save_weights(folder / name, trained.network.params)

    script = as_script(settings, data_path=folder, weights_file=name)
    weights = first_weights(script, folder)
    for key in KEYS:
        np.testing.assert_array_equal(weights[key], trained.network.params[key])
    again = Trainer(settings, load_dataset(folder), trained.network.params)
    np.testing.assert_allclose(run_script(script, folder)["losses"], losses_of_trainer(again), rtol=1e-5)


@pytest.mark.parametrize(
    "path",
    ["数据/手写", "it's", 'a "b" c', "D:\\new\\table\\x41", "''' and \"\"\"", "{curly} %s #", "line\nbreak", "\udce9"],
)
def test_any_name_of_a_folder_survives(path):
    script = as_script(RunSettings(), data_path=path, weights_file=path)
    tree = ast.parse(script.encode())  # in UTF-8, as it will be read
    assert [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)].count(path) == 2


@pytest.mark.parametrize(("settings", "options"), EVERY_FORM)
def test_it_compiles_and_needs_only_numpy_and_the_images(settings, options):
    script = as_script(settings, **options)
    compile(script, "script.py", "exec")
    assert script.isascii()
    assert script.endswith("\n")
    assert all(line == line.rstrip() and len(line) <= 120 for line in script.splitlines())
    imported = set()
    for node in ast.walk(ast.parse(script)):
        if isinstance(node, ast.Import):
            imported |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported |= {f"{node.module}.{name.name}" for name in node.names}
    assert imported - {"os", "sys", "pathlib.Path"} == {"numpy", "mnistlab.data.load_mnist"}


def test_as_a_program_it_saves_the_losses_only_when_asked(folder, tmp_path):
    settings = RunSettings(**SHORT | {"iterations": 15})
    script = tmp_path / "script.py"
    script.write_text(as_script(settings, data_path=folder), encoding="utf-8")

    def run(*arguments):
        command = [sys.executable, "-W", "error", script.name, *arguments]
        return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)

    printed = run()
    assert not printed.stderr
    assert re.findall(r"epoch (\d+): accuracy 0\.\d{4}", printed.stdout) == ["0", "1"]
    assert list(tmp_path.iterdir()) == [script]

    expected = losses_of_trainer(Trainer(settings, load_dataset(folder)))
    run("losses.npy")
    np.testing.assert_allclose(np.load(tmp_path / "losses.npy"), expected, rtol=1e-5)
    run("losses.txt")
    np.testing.assert_allclose(np.loadtxt(tmp_path / "losses.txt"), expected, rtol=1e-5)
