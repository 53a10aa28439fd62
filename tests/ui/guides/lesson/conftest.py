"""A short lesson with a step of each kind, open in the window."""

import pytest

from mnistlab.lessons.files import read_lesson

TOML = """\
[title]
en = "Short"

[settings]
hidden_size = 5
batch_size = 20
iterations = 30

[[step]]
name = "hello"
kind = "say"

[[step]]
name = "press"
kind = "do"
at = "actionSelectBatch"
until = 'pressed("actionSelectBatch")'

[[step]]
name = "curve"
kind = "predict curve"
iterations = 30

[[step]]
name = "share"
kind = "predict number"
low = 0
high = 100
unit = "%"
answer = "test_accuracy"

[[step]]
name = "which"
kind = "predict"
right = ["up"]

[[step]]
name = "run"
kind = "run"
settings = { learning_rate = 1.0 }
iterations = 30

[[step]]
name = "why"
kind = "because"
right = ["b"]
own_words = true

[[step]]
name = "sum"
kind = "fill in"
right = [4]

[[step]]
name = "sums"
kind = "fill in"
right = [4, 6]

[[step]]
name = "order"
kind = "order"
right = ["a", "b"]

[[step]]
name = "two"
kind = "compare"
known = true
runs = [{ hidden_size = 6, iterations = 10 }, { learning_rate = 0.5 }]
iterations = 20

[[step]]
name = "reach"
kind = "goal"
free = ["batch_size", "learning_rate"]
until = "batch_size == 7 and iteration >= 20"

[[step]]
name = "end"
kind = "say"
"""
TEXT = """\
## hello · Hello
Words.

## press · Press it

## curve · Which curve?

## share · How many?

## which · Which way?
- up: Up. → Because it rises.
- down: Down. → It does not.

## run · Run it

## why · Why?
- a: A. → Not A.
- b: B. → B it is.

## sum · Add
- line: 2 + 2 = ___

## sums · Two sums
- line: 2 + 2 = ___ and 3 + 3 = ___

## order · Which first?
- a: A
- b: B

## two · Two

## reach · Reach it

## end · End
"""


@pytest.fixture
def window(user):
    return user.window


@pytest.fixture
def short_lesson(tmp_path):
    """Return the folder of the lesson."""
    (tmp_path / "lesson.toml").write_text(TOML, "utf-8")
    (tmp_path / "en.md").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def page(window, short_lesson, qtbot):
    window.show_lesson(read_lesson(short_lesson))
    qtbot.waitUntil(lambda: window._lessons().page is not None)
    yield window._lessons().page
    window._desk.close_drawer()


@pytest.fixture(scope="session")
def turn_to():
    """Return a function: ``turn_to(page, step)``."""

    def turn(page, name):
        page.standing.place = page.standing.reached = [step.name for step in page.lesson.steps].index(name)
        page._turn()

    return turn
