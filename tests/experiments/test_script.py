"""The script of an experiment runs, and is about the same runs."""

import subprocess
import sys

from mnistlab.experiments.card import TEXTS, Card, Run
from mnistlab.experiments.files import cards
from mnistlab.experiments.script import script_of
from mnistlab.training.deep import DeepSettings

TEXT = {name: {"en": "x"} for name in TEXTS}


def test_a_script_trains_each_run(tmp_path):
    asked = {"hidden_size": 5, "hidden_layers": 2, "training_images": 100, "iterations": 10, "batch_size": 10}
    runs = (
        Run("one", DeepSettings(**asked, outputs="sigmoid", bias_init_std=1.0, sampling="shuffle")),
        Run("other", DeepSettings(**asked, optimizer="adam", batch_normalization="yes", first_weights="he")),
        Run("straight, all at once", DeepSettings(**asked | {"hidden_size": 0, "batch_size": 0})),
    )
    path = tmp_path / "own.py"
    path.write_text(script_of(Card("own", 0, "", "", TEXT, runs)), encoding="utf-8")
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 30
    assert "nan" not in done.stdout
    assert lines[9].startswith("one: 10 iterations, loss")
    assert lines[19].startswith("other: 10 iterations")
    assert lines[29].startswith("straight, all at once: 10 iterations")


def test_the_script_of_every_experiment_compiles():
    for card in cards():
        if card.runs and card.search is None:
            compile(script_of(card), card.name, "exec")
