"""What a run is called."""

from dataclasses import replace

import pytest

from mnistlab.library import keep, naming, new_key, run_name, run_names
from mnistlab.library.kept_run import mark_of_start
from mnistlab.library.naming import alike, differing, run_fact, setting_in_words
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import RunSettings, Trainer


def english(_context, text):
    return text


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "η 0.1"),
        ({"learning_rate": 1.0}, "η 1"),
        ({"hidden_size": 200}, "200 units"),
        ({"hidden_size": 1, "training_images": 1}, "1 unit · 1 image"),
        ({"seed": 7}, "seed 7"),
        ({"learning_rate": 0.5, "hidden_size": 5, "batch_size": 10}, "5 units · batch 10 · η 0.5"),
        ({"sampling": "shuffle"}, "shuffle"),
        ({"weight_init_std": 1.0}, "spread 1"),
        ({"iterations": 300}, "η 0.1"),
        ({"optimizer": "adam", "learning_rate": 0.001}, "η 0.001 · Adam"),
        ({"dropout": 0.2}, "dropout 0.2"),
        ({"activation": "relu"}, "ReLU"),
        ({"batch_size": 1_200, "seed": 1_200}, "batch 1,200 · seed 1200"),
        ({"weight_decay": 1e-6}, "λ 0.000001"),
    ],
)
def test_a_run_is_called_by_what_makes_it_differ(trained, mark, changes, name):
    trainer = trained(0, RunSettings(**changes))
    entry = keep(trainer, mark, key=new_key()).entry
    assert run_name(entry, english) == run_fact(entry).said(english) == name
    assert run_fact(replace(entry, name="mine")) == "mine"


def test_a_rate_that_changed_on_the_way_and_a_mistake_are_part_of_it(trained, mark):
    trainer = trained(4, RunSettings(hidden_size=5))
    trainer.learning_rate = 0.5
    entry = keep(trainer, mark, key=new_key()).entry
    assert run_name(entry, english) == "5 units"  # not used yet
    trainer.step()
    trainer.mistake = Mistake.NO_LABELS
    trainer.step()
    entry = keep(trainer, mark, key=new_key()).entry
    assert run_name(entry, english) == "5 units · η 0.5 from 4 · a mistake"
    assert run_name(replace(entry, name="mine"), english) == "mine"


def test_runs_of_which_one_changed_its_rate_on_the_way_differ_in_it(trained, mark):
    plain = trained(6, RunSettings(hidden_size=5, learning_rate=0.5))
    changed = trained(4, RunSettings(hidden_size=5))
    changed.learning_rate = 0.5
    changed.step()
    entries = [keep(one, mark, key=new_key()).entry for one in (plain, changed)]
    assert differing(entries) == ["learning_rate"]
    assert [setting_in_words(entry, "learning_rate", english) for entry in entries] == ["0.5", "0.1 → 0.5"]
    assert not any("η" in words for words in alike(entries, english))


@pytest.fixture
def named(trained, mark):
    """Return what runs with these changes of the default settings are called beside each other."""

    def names(*changes, **fields):
        entries = [keep(trained(0, RunSettings(**one)), mark, key=new_key()).entry for one in changes]
        return run_names([replace(entry, **fields) for entry in entries], english)

    return names


def test_runs_beside_each_other_are_called_by_what_differs(named):
    many = {"optimizer": "adam", "learning_rate": 0.001, "hidden_size": 200, "batch_size": 50}
    assert named(many, many | {"seed": 7}, many | {"activation": "relu"}) == ["sigmoid", "seed 7", "ReLU"]
    assert named({}, {"hidden_size": 200}, {"learning_rate": 1.0}) == ["η 0.1", "200 units", "η 1"]
    assert named({}, {"hidden_size": 200}) == ["50 units", "200 units"]
    assert named(many) == ["200 units · batch 50 · η 0.001 · Adam"]


def test_what_fewest_runs_have_comes_first(named):
    many = {"learning_rate": 0.001, "hidden_size": 200, "batch_size": 20}
    assert named({}, many | {"seed": 7}, many | {"seed": 8}) == [
        "η 0.1",
        "seed 7 · 200 units · batch 20 · η 0.001",
        "seed 8 · 200 units · batch 20 · η 0.001",
    ]


def test_no_two_runs_have_the_same_name(named):
    assert named({}, {}, {}, iteration=3_000) == ["η 0.1", "η 0.1 · to 3,000", "η 0.1 · 3"]
    assert named({}, {"seed": 7}, name="mine", iteration=9) == ["mine", "mine · to 9"]


def test_a_run_that_began_with_weights_from_a_file_is_told_from_that_of_its_seed(small_dataset, mark):
    settings = RunSettings(hidden_size=5)
    drawn = Trainer(settings, small_dataset)
    given = Trainer(settings, small_dataset, {key: value + 1 for key, value in drawn.network.params.items()})
    again = Trainer(settings, small_dataset, drawn.network.params)  # a file of the very weights of the seed
    one, other, third, faster = (
        keep(trainer, mark, key=new_key(), first_weights=mark_of_start(trainer)).entry
        for trainer in (drawn, given, again, Trainer(replace(settings, learning_rate=1.0), small_dataset))
    )
    assert run_name(other, english) == "5 units · weights from a file"
    assert run_names([one, other], english) == ["5 units", "weights from a file"]
    assert "first weights" not in alike([one, other], english)
    assert run_name(third, english) == "5 units"
    assert alike([one, third, faster], english)[-1] == "first weights"


def test_of_the_start_of_an_older_run_nothing_is_said(trained, mark):
    old, new = (keep(trained(0), mark, key=new_key()).entry for _ in range(2))
    assert "first weights" not in alike([old, new], english)
    assert "first weights" not in alike([old, replace(new, first_weights="seed:01234567")], english)
    assert not old.begins_from_file


def test_runs_are_not_looked_into_again_when_another_comes(trained, mark, monkeypatch):
    """A list of some thousand runs is named anew whenever one comes or goes."""
    entry = keep(trained(0, RunSettings()), mark, key=new_key()).entry
    entries = [replace(entry, key=new_key(), settings=RunSettings(seed=1_000_000 + seed)) for seed in range(100)]
    run_names(entries[:-1], english)
    looked, part = [], naming._part
    monkeypatch.setattr(naming, "_part", lambda *one: looked.append(one) or part(*one))
    assert run_names(entries, english)[-1] == "seed 1000099"
    assert len(looked) == 1
