"""What an error says, and of what."""

import copy
import errno
import os
import pickle

import pytest

from mnistlab.errors import (
    DataError,
    MnistLabError,
    Name,
    PhaseError,
    PictureError,
    SettingsError,
    reason_of,
    sentence,
    with_capital,
)
from mnistlab.language import Translations
from mnistlab.sentences import SENTENCES

WORDS = {("names", "the paper"): "das Papier", ("settings", "the paper"): "Papiersorte"}


def german(context, text):
    return WORDS.get((context, text), text)


def test_a_fact_is_said_as_it_is_whatever_else_is_called_so():
    for given in ("seed", "picture", "update", "Learning rate", "the paper"):
        error = SettingsError("not_a_choice", field="sampling", choices="a, b", given=given)
        assert str(error) == f"sampling must be one of a, b, but {given} was given."
        assert f"but {given} was" in sentence(error.kind, error.facts, german)


@pytest.mark.parametrize(("text", "said"), [("seed", "Seed"), ("β₁", "β₁"), ("学习率", "学习率"), ("", "")])
def test_a_word_begins_a_sentence_with_a_capital_and_a_sign_of_mathematics_does_not(text, said):
    assert with_capital(text) == said


def test_a_name_is_said_in_the_language_of_the_sentence():
    facts = {"expected": Name("the paper"), "found": Name("the paper", context="settings")}
    assert "is das Papier, not Papiersorte" in sentence("phase_order", facts, german)


def test_a_name_may_name_something_itself():
    assert "it has no W1" in str(DataError("samples_stuck", file="f", reason=Name("it has no {array}", array="W1")))


def test_a_list_of_words_is_said_as_one_and_a_shape_as_a_shape():
    facts = {"field": "images", "expected": ("a", "b"), "found": (100, 5)}
    assert sentence("wrong_array", facts, german) == "images must be a, b, but (100, 5) was given."


def test_a_sentence_begins_with_a_capital_only_where_a_name_is_its_beginning():
    assert str(PictureError("picture_no_bytes", file=Name("the image"))).startswith("The image is empty")
    assert str(PictureError("picture_no_bytes", file="digit.png")).startswith("digit.png is empty")
    assert "comes next is update" in str(PhaseError("phase_order", expected=Name("update"), found=Name("gradient")))


@pytest.mark.parametrize("again", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])  # noqa: S301
def test_an_error_is_the_same_behind_the_border_of_a_process(again):
    error = DataError("samples_stuck", file="f", reason=Name("it has no {array}", context="names", array="W1"))
    found = again(error)
    assert (type(found), str(found), found.facts) == (DataError, str(error), error.facts)
    assert found.facts["reason"].facts == {"array": "W1"}


def test_every_sentence_tells_what_to_do_or_what_would_be_right():
    assert all(text.endswith((".", "mnistlab train", "{why}")) or "libgl1" in text for text in SENTENCES.values())
    assert issubclass(SettingsError, MnistLabError)


@pytest.mark.parametrize(
    "fact", ["two\nlines", "\u202e3 desrever", "a\0b", "\udcff", "x" * 9999, "\x1b[31m", [16**9999]]
)
def test_whatever_a_fact_is_the_sentence_is_one_line_that_can_be_read(fact):
    fact = fact[0] if isinstance(fact, list) else fact  # a number that is too long to be the name of a test
    said = str(DataError("label_range", file=fact, found=fact, expected=9))
    assert said.isprintable()
    assert len(said) < 600


def test_of_a_long_fact_beginning_and_end_are_said():
    assert "/begin" in str(PictureError("picture_missing", file="/begin" + "a" * 999 + "end.png"))
    assert "end.png" in str(PictureError("picture_missing", file="/begin" + "a" * 999 + "end.png"))


def test_common_reasons_of_the_system_are_said_in_the_language_of_the_window():
    reason = reason_of(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    said = sentence("not_writable", {"file": "w.npz", "reason": reason}, Translations("zh_CN"))
    assert "磁盘已满" in said
    assert "No space left on device" in sentence("not_writable", {"file": "w", "reason": reason}, lambda _, text: text)
