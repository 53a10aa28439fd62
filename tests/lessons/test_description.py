"""Every mistake in the description of a lesson is said with its line and with what would be right."""

import pytest

from mnistlab.lessons.entries import EXAMPLES

TOML = """\
minutes = 8
[title]
en = "T"

[settings]
iterations = 300

[[step]]
name = "guess"
kind = "predict"
right = ["up"]

[[step]]
name = "go"
kind = "run"
iterations = 300
settings = { batch_size = 10 }

[[step]]
name = "last"
kind = KIND
"""
TEXT = """\
## guess · G
- up: U → R
- down: D → R

## go · R
Run.

## last · L
"""
FAR = "\n## far · F\n"
CHOICES = "- up: U → R\n- down: D → R\n"

BEGINNING = [  # what is replaced, by what, in which line that is a fault, and what is said
    ("minutes = 8", 'minutes = "8"', 1, ("minutes", '"8"', "whole number")),
    ("minutes = 8", "minuts = 8", 1, ("minuts", "mean minutes?")),
    ("minutes = 8", "keeps_run = 1", 1, ("keeps_run", "true or false")),
    ('en = "T"', "en = 3", 3, ("text in quotation marks",)),
    ('en = "T"', 'en = "T"\nfr = "T"', 4, ("fr.md",)),
    ('en = "T"', 'de = "T"', 2, ("en.md", 'en = "…"')),
    ('[title]\nen = "T"\n', "", 1, ("[title]",)),
    ("[settings]", "[setings]", 5, ("mean settings?",)),
    ("iterations = 300\n\n", "iteration = 300\n\n", 6, ("mean iterations?",)),
    ("iterations = 300\n\n", "iterations = 0\n\n", 6, ("1 to 100,000,000",)),
    ('kind = "predict"', 'kind = "pedict"', 10, ("“pedict”", "mean predict?")),
    ('kind = "predict"', 'kind = "dance"', 10, ("“dance”", "say, look, do", "goal")),
    ('kind = "predict"\n', "", 9, ('kind = "say"',)),
    ('name = "guess"\n', "", 8, ('name = "guess"',)),
    ('name = "guess"', 'name = "my guess"', 9, ("“my guess”", "without spaces")),
    ('name = "guess"', 'name = "go"', 14, ("two steps", "“go”")),
    ('name = "guess"', 'name = "gues"', 9, ("en.md", "“guess”")),
    ('right = ["up"]', 'right = "up"', 11, ("list", '["name"]')),
    ('right = ["up"]', "right = []", 11, ("one or more",)),
    ('right = ["up"]', 'right = ["Up"]', 11, ("“guess” in en.md", "mean up?")),
    ('right = ["up"]', 'rigth = ["up"]', 11, ("mean right?",)),
    ('right = ["up"]\n', "", 9, ("right",)),
    ("batch_size", "bach_size", 17, ("mean batch_size?",)),
    ("batch_size = 10", "batch_size = -3", 17, ("0 to 60,000",)),
    ("batch_size = 10", 'optimizer = "Adm"', 17, ("mean adam?",)),
    ("batch_size = 10", "nothing = 1", 17, ("hidden_size", "validation_images", "seed")),
    ("{ batch_size = 10 }", "3", 17, ("learning_rate = 1.0",)),
    ("iterations = 300\nsettings", "settings", 14, ("iterations = 500",)),
    ("iterations = 300\nsettings", "iterations = 3.5\nsettings", 16, ("3.5",)),
    ('kind = "predict"', 'kind = "recall"', 15, ("predict curve", "known = true")),
    ('[[step]]\nname = "guess"', '[step]\nname = "guess"', 8, ("[[step]]",)),
    ('en = "T"', 'en = "T', 3, ('"',)),
    ('right = ["up"]', 'right = ["up"', 13, ("bracket",)),
    ('right = ["up"]', "right = up", 11, ("value",)),
    ('right = ["up"]', 'right ["up"]', 11, ("=",)),
]
CONDITIONS = [  # and what is said
    ("itertion > 3", "mean iteration?"),
    ("ITERATION > 3", "mean iteration?"),
    ("batch_size >= 1000 and iteration >= 20 and test_accuracy = 0.5", "“test_accuracy = 0.5”. Write == or >=, not =."),
    ("", "iteration >= 100"),
    ("5", "iteration >= 100"),
    ("loss.real > 1", "loss.real"),
    ('__import__("os")', "__import__"),
    ("iteration > 900", "iteration 0 … 300"),
    ("iteration > 100 and iteration < 50", "iteration > 100 and iteration < 50"),
    ("test_accuracy > 90", "a share from 0 to 1: 90\u00a0% is 0.9."),
    ("test_accuracy > 190", "test_accuracy 0 … 1"),
    ("digit == 12", "digit -1 … 9"),
    ("mean_loss < 0", "mean_loss ≥ 0"),
    ("optimizer > 3", "optimizer > 3"),
    ('optimizer == "Adm"', "mean adam?"),
    ('pressed("actionStpe")', "mean actionStep?"),
    ("pressed", 'pressed("actionStep")'),
    ("pressed(3)", 'pressed("actionStep")'),
    ("iteration(3) > 2", "iteration(3) > 2"),
]
GOAL = 'free = ["learning_rate"]\nuntil = '
STEPS = [  # a kind, its entries, the line that is at fault after the first of them, and what is said
    ("say", "until = 'running == 1'", 0, ("until", "“say”")),
    ("look", "", -2, ('at = "lossPlot"',)),
    ("look", 'at = "lossplot"', 0, ("mean lossPlot?",)),
    ("do", "", -2, ("until =",)),
    ("do", 'until = "running == 1"\npress = "actionStep"', 1, ('["actionStep"]',)),
    ("do", 'until = "running == 1"\npress = ["actionQuit"]', 1, ("“actionQuit”",)),
    ("do", 'until = "running == 1"\nseconds = -1', 1, ("0 or larger",)),
    ("do", 'until = "running == 1"\nscene = "Backwards"', 1, ("mean Backward?",)),
    ("predict curve", 'plot = "acuracy"\niterations = 3', 0, ("mean accuracy?",)),
    ("predict curve", "iterations = 3", -1, ("“last”", "behind it")),
    ("predict number", 'low = 3\nhigh = 1\nanswer = "loss"', 0, ("low (3)", "high (1)")),
    ("predict number", 'low = 0\nhigh = 1\nanswer = "los"', 2, ("mean loss?",)),
    ("point", 'right = ["losPlot"]', 0, ("mean lossPlot?",)),
    ("point", 'right = ["loss plot"]', 0, ("lossPlot 100..200",)),
    ("compare", "runs = [{ seed = 1 }]\niterations = 3\nknown = true", 0, ("two or three",)),
    ("compare", "runs = [{ seed = 1 }, { sed = 2 }]\niterations = 3\nknown = true", 0, ("mean seed?",)),
    ("compare", "runs = [{ seed = 1, iterations = 3 }, { seed = 2 }]\nknown = true", -2, ("iterations = 500",)),
    ("compare", "runs = [{ iterations = 3 }, { iterations = 2000000 }]\nknown = true", 0, ("1,000,000",)),
    ("fill in", "right = [1, 2]", 0, ("“last” in en.md", "2 and 1", "___")),
    ("fill in", 'right = ["1"]', 0, ("[0.5]",)),
    ("goal", 'until = "running == 1"\nfree = ["batchsize"]', 1, ("mean batch_size?",)),
    ("goal", 'until = "running == 1"\nfree = []', 1, ("one or more",)),
    ("goal", GOAL + '"loss < 1"\nsettings = { seed = 1 }', 2, ("settings of the last run", "before it")),
    ("compare", "settings = { seed = 1 }", 0, ("into each of runs",)),
    ("predict number", 'low = 0\nhigh = 100\nanswer = "test_accuracy"', 1, ("share", 'unit = "%"')),
    ("predict number", 'low = 0\nhigh = 3\nunit = "%"\nanswer = "mean_loss"', 2, ("no share",)),
    ("goal", GOAL + '"batch_size >= 5000"', 1, ("“batch_size >= 5000” cannot be reached", "only learning_rate may")),
    ("goal", GOAL + "'optimizer == \"adam\"'", 1, ("cannot be reached",)),
    ("goal", GOAL + '"iteration >= 1"', 1, ("true before the learner",)),
    ("goal", GOAL + '"batch_size <= 10 and iteration != 5"', 1, ("true before the learner",)),
]


def last(kind, entries=""):
    return TOML.replace("KIND", f'"{kind}"\n{entries}')


def test_without_a_mistake_it_is_read(read):
    assert len(read(last("say"), TEXT).steps) == 3


@pytest.mark.parametrize(("before", "after", "line", "words"), BEGINNING)
def test_a_mistake_is_said_with_its_line(said, before, after, line, words):
    assert before in TOML
    text = said(last("say").replace(before, after, 1), TEXT)
    assert f"line {line}" in text
    assert "lesson.toml" in text
    assert all(word in text for word in words), text


@pytest.mark.parametrize(("condition", "words"), CONDITIONS)
def test_a_condition_that_cannot_be_is_said(said, condition, words):
    text = said(last("do", f"until = '{condition}'"), TEXT)
    assert "lesson.toml, line 22: " in text
    assert words in text


@pytest.mark.parametrize(("kind", "entries", "line", "words"), STEPS)
def test_a_wrong_entry_of_a_kind_is_said(said, kind, entries, line, words):
    below = "1 + 1 = ___" if kind == "fill in" else "U → R"
    text = said(last(kind, entries), TEXT + f"- line: {below}\n")
    assert f"lesson.toml, line {22 + line}: " in text
    assert all(word in text for word in words), text


def test_each_run_of_a_comparison_may_have_its_own_length(read):
    lengths = "runs = [{ iterations = 3 }, { batch_size = 10, iterations = 900 }]\nknown = true"
    step = read(last("compare", lengths), TEXT).steps[-1]
    assert [run["iterations"] for run in step.wanted] == [3, 900]
    read(last("compare", lengths) + '\n[[step]]\nname = "far"\nkind = "do"\nuntil = "iteration >= 900"', TEXT + FAR)


def test_a_sketch_is_as_long_as_the_run_that_it_is_compared_with(read, said):
    sketch = TOML.replace('kind = "predict"\nright = ["up"]', 'kind = "predict curve"\niterations = 500')
    assert "line 11: the curve is drawn over 500" in said(sketch.replace("KIND", '"say"'), TEXT)
    read(sketch.replace("KIND", '"say"').replace("500", "300"), TEXT)


@pytest.mark.parametrize(
    "until",
    [
        "iteration >= 300 and mean_loss < 2",
        "learning_rate > 1 and batch_size == 10",
        "batch_size == 10 and running",
        "iterations >= 900 or learning_rate > 5",
        'optimizer == "sgd" and learning_rate > 1',
        'pressed("actionStep")',
    ],
)
def test_a_goal_that_can_be_reached_and_is_not_there_yet_is_no_mistake(read, until):
    read(last("goal", f"free = ['learning_rate']\nuntil = '{until}'"), TEXT)


def test_what_the_learner_may_have_changed_before_a_goal_is_not_known(read):
    wait = "until = 'pressed(\"rewindAndApply\")'"
    goal = '\n[[step]]\nname = "far"\nkind = "goal"\nfree = ["learning_rate"]\nuntil = "batch_size > 500"'
    read(last("do", wait) + goal, TEXT + FAR)


def test_the_examples_of_entries_are_right(read):
    choose = ("at", "scene", "name", "own_words")
    entries = "\n".join(f"{name} = {EXAMPLES[name]}" for name in choose if name != "name")
    read(last("saw", f'right = ["up"]\n{entries}'), TEXT + CHOICES)
    for kind, given in (
        ("do", ("until", "press", "seconds", "then_at")),
        ("run", ("settings", "iterations", "known")),
        ("compare", ("runs", "iterations", "known")),
    ):
        entries = "\n".join(f"{name} = {EXAMPLES[name]}" for name in given)
        read(last(kind, entries), TEXT)
