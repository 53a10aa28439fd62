"""Where images are kept for validation, the test set is sealed: no scene reads it, and no number is said to be its."""

import csv
import re
from dataclasses import fields, replace

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from mnistlab.data import Dataset
from mnistlab.engine.frame import BatchView
from mnistlab.experiments.card import TEXTS, Card, Run
from mnistlab.experiments.report import Report, as_csv, plan
from mnistlab.experiments.script import script_of
from mnistlab.experiments.work import do
from mnistlab.main import main
from mnistlab.nn.differences import result_of
from mnistlab.training import RunSettings
from mnistlab.training.deep import DeepSettings
from mnistlab.training.history import MEASURED
from mnistlab.training.sampling import part_of
from mnistlab.ui.guides.lesson.said import run_words
from mnistlab.ui.panels.kept_runs import KeptRuns
from mnistlab.ui.panels.runs import RunsPanel
from mnistlab.ui.plots.run_curves import RunCurves
from mnistlab.ui.scenes import ASIDE, EXPERIMENTS, GALLERIES, READINGS, load
from mnistlab.ui.scenes.book.table import rows_of
from mnistlab.ui.scenes.experiments.compare import CompareScene
from mnistlab.ui.selection import Selection

SEALED = RunSettings(hidden_size=4, validation_images=100)
TEST = re.compile(r"\btest\b(?! set)|test_", re.IGNORECASE)  # "the test set is sealed" is true


class Watched(Dataset):
    """Images that notice when those of the test set are asked for."""

    asked = 0

    def __getattribute__(self, name):
        if name in ("test_images", "test_labels"):
            Watched.asked += 1
        return super().__getattribute__(name)


@pytest.fixture
def sealed_frame(make_frame, kept_view, small_dataset):
    """Build a frame of a sealed run that has ended, beside another one."""

    def make(**changes):
        at, rng = np.array([0, 5]), np.random.default_rng(0)
        probabilities = np.full((3, 10), 0.1)
        batch = BatchView(
            3, np.arange(3), small_dataset.train_images[:3], small_dataset.train_labels[:3], probabilities
        )
        measured = {name: np.array([0.1, 0.8]) for name in MEASURED[1:5]}
        kept = kept_view(0, validation_images=100, learning_rate=0.5)
        facts = {"settings": SEALED, "iteration": 5, "latest": 5, "finished": True, "evaluated_at": at, "batch": batch}
        loss = rng.random(5).astype(np.float32)
        frame = make_frame(**facts, **measured, loss=loss, smoothed_loss=loss, kept=(kept,), runs=(kept.entry,))
        return replace(frame, own=replace(frame.own, settings=SEALED, iteration=5), **changes)

    return make


@pytest.fixture
def make_scene(qtbot):
    """Make a scene; what it wants computed is done at once."""

    def compute(computation):
        computation.done(result_of(computation.work))

    def make(kind):
        scene = kind(Selection())
        qtbot.addWidget(scene)
        scene.wanted.connect(compute)
        scene.resize(700, 540)
        scene.retranslate()
        scene.show()
        return scene

    return make


@pytest.mark.parametrize("name", [*EXPERIMENTS, *READINGS, *ASIDE, *GALLERIES])
def test_no_scene_looks_at_the_test_images_of_a_sealed_run(name, make_scene, sealed_frame, small_dataset):
    watched = Watched(*(getattr(small_dataset, one.name) for one in fields(Dataset)))
    scene = make_scene(load(name))
    Watched.asked = 0
    scene.take_data(watched)
    scene.show_frame(sealed_frame())
    if name == "Compare":
        scene.show_view("Mistakes")
    assert Watched.asked == 0
    assert not [label.text() for label in scene.findChildren(QLabel) if TEST.search(label.text())]


def words_of_curves(qtbot, frame):
    curves = RunCurves()
    qtbot.addWidget(curves)
    curves.show_both(on=True)
    curves.resize(700, 400)
    curves.show_frame(frame)
    curves.point_at(5)
    said = [curves._words.accuracy_readout(5), *(label.text for label in curves._words.accuracy_labels(5))]
    return [*said, next(curves._table())]


def words_of_compare(qtbot, frame):
    scene = CompareScene(Selection())
    qtbot.addWidget(scene)
    scene.retranslate()
    scene.show_frame(frame)
    heads = [label.text() for label in scene.table.findChildren(QLabel)]
    return [*heads, scene.curves._measured(), next(scene.curves._table())]


def words_of_kept_runs(qtbot, frame):
    runs = KeptRuns()
    qtbot.addWidget(runs)
    runs.retranslate()
    runs.show_frame(frame)
    return [runs.runs.tip(entry) for entry in frame.runs]


def words_of_the_run(qtbot, frame):
    panel = RunsPanel(Selection())
    qtbot.addWidget(panel)
    panel.retranslate()
    panel.show_frame(frame)
    return [panel.measured.text(), panel.accuracy.toolTip()]


def words_of_a_lesson(_qtbot, frame):
    return [run_words(frame)]


@pytest.mark.parametrize(
    "said", [words_of_curves, words_of_compare, words_of_kept_runs, words_of_the_run, words_of_a_lesson]
)
def test_no_word_says_test_of_validation_images(said, qtbot, sealed_frame):
    words = said(qtbot, sealed_frame())
    assert any("validation" in text for text in words)
    assert not [text for text in words if TEST.search(text)]
    opened = said(qtbot, replace(sealed_frame(), settings=RunSettings(hidden_size=4), kept=(), runs=()))
    assert said is words_of_kept_runs or said is words_of_compare or any(TEST.search(text) for text in opened)


def test_an_experiment_says_which_images_it_measured(qapp, tmp_path):
    settings = DeepSettings(hidden_size=3, training_images=40, validation_images=10, iterations=4, batch_size=10)
    card = Card("own", 0, "", {}, {name: {"en": "x"} for name in TEXTS}, (Run("a", settings),))
    report = Report(card, plan(card, 1))
    for place, job in enumerate(report.plan.jobs()):
        report.take(place, do(job))
    table = [text for row in rows_of(report) for text in row]
    assert "validation" in table
    assert not [text for text in (*table, *as_csv(report).splitlines()) if TEST.search(text)]
    assert "'validation' if s.validation_images else 'test'" in script_of(card)


def test_the_command_line_says_which_images_it_measured(capsys, tmp_path, write_idx_folder):
    data = write_idx_folder(tmp_path / "data")
    asked = ["train", "--iterations", "9", "--batch-size", "5", "--hidden", "3", "--data", str(data), "--keep", "one"]
    assert main([*asked, "--validation-images", "10"]) == 0
    printed = "".join(capsys.readouterr())
    assert "validation acc" in printed
    assert not TEST.search(printed)
    assert main(["runs"]) == 0
    assert not TEST.search(capsys.readouterr().out)
    assert main(["runs", "export", str(tmp_path / "runs.csv"), "one"]) == 0
    with (tmp_path / "runs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["iteration"] for row in rows if row["validation_accuracy"]] == ["0", "4", "8", "9"]
    assert not any(row["test_accuracy"] or row["test_loss"] for row in rows)
    assert main([*asked[:-1], "two"]) == 0  # measured on test images
    capsys.readouterr()
    assert main(["runs"]) == 0
    heads, two, one = (line.split() for line in capsys.readouterr().out.splitlines())
    assert heads[6:8] == ["test", "validation"]
    assert (two[7], one[6]) == ("–", "–")


def test_the_part_that_a_sealed_run_sees_has_no_test_image(small_dataset):
    part = part_of(small_dataset, SEALED)
    np.testing.assert_array_equal(part.test_images, small_dataset.train_images[-100:])
