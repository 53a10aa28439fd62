"""The script of an experiment runs, and is about the same runs."""

import ast
import subprocess
import sys
from dataclasses import replace

import pytest

from mnistlab.experiments.card import TEXTS, Card, Run
from mnistlab.experiments.files import cards, find_card
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


@pytest.mark.parametrize("text", ['a""" ; raise SystemExit(7); """', "C:\\users\\new", 'so it "ends"', "a\0b"])
def test_a_text_of_somebodys_own_stays_a_text(text):
    card = find_card("chapter-4")
    texts = {**card.texts, "title": {"en": text}, "question": {"en": text}}
    program = ast.parse(script_of(replace(card, texts=texts)))
    assert ast.get_docstring(program).count(text.replace('"""', "'''").replace("\0", " ")) == 2
