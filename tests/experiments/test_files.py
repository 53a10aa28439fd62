"""Experiments in files: those of the program are whole, and what is wrong with one's own is said with its line."""

import pytest

from mnistlab.errors import CardError
from mnistlab.experiments import files
from mnistlab.experiments.card import TEXTS
from mnistlab.experiments.files import cards, find_card, read_card

SMALL = """\
title = "T"
question = "Q"
prediction = "P"
finding = "F"
next = "N"

[settings]
hidden_size = 5
iterations = 20

[[run]]
name = "slow"
learning_rate = 0.01

[[run]]
name = "fast"
learning_rate = 1.0

[[book]]
run = "fast"
quantity = "test_accuracy"
at = [1]
values = [0.9]

[[conclusion]]
en = "Fast is faster."
holds = 'mean_loss("fast", 19) < mean_loss("slow", 19)'
"""


def test_the_programs_own_are_all_there_in_both_languages():
    names = [card.name for card in cards()]
    assert names == [
        "chapter-4",
        "chapter-5",
        "gradient-check",
        "optimizers",
        "activations",
        "first-weights",
        "batch-norm",
        "check-batch-norm",
        "overfitting",
        "weight-decay",
        "dropout",
        "search",
        "nielsen-start",
        "nielsen-no-hidden",
        "nielsen-cross-entropy",
        "nielsen-overfitting",
        "nielsen-all-images",
        "nielsen-decay-few",
        "nielsen-decay-all",
        "nielsen-100-units",
        "nielsen-more-data",
        "nielsen-first-weights",
        "nielsen-hopeless",
        "nielsen-search",
        "nielsen-rates",
        "nielsen-momentum",
        "nielsen-units",
    ]
    for card in cards():
        assert card.source.keys() >= {"en", "zh_CN"}, card.name
        for name in TEXTS:
            assert card.texts[name].keys() >= {"en", "zh_CN"}, card.name
        assert card.author
        assert card.conclusions
        assert card.choices or card.guess  # a prediction can be asked for
        for conclusion in (*card.conclusions, *card.choices):
            assert conclusion.texts.keys() >= {"en", "zh_CN"}, card.name


def test_they_stand_in_the_order_of_their_books():
    for author in ("Saito", "Nielsen"):
        chapters = [tuple(map(int, card.chapter.split("."))) for card in cards() if card.author == author]
        assert chapters == sorted(chapters)


def test_a_grid_is_every_pair_of_its_values():
    card = find_card("batch-norm")
    assert len(card.runs) == 32
    assert {run.settings.batch_normalization for run in card.runs} == {"no", "yes"}
    assert len({run.name for run in card.runs}) == 32


def test_a_file_of_ones_own_is_read(write):
    card = find_card(str(write(SMALL)))
    assert [(run.name, run.settings.learning_rate, run.settings.hidden_size) for run in card.runs] == [
        ("slow", 0.01, 5),
        ("fast", 1.0, 5),
    ]
    assert card.text("title", "zh_CN") == "T"  # English, where there is no Chinese
    assert card.differing() == ["hidden_size", "learning_rate", "iterations"]


def test_runs_have_names_in_other_languages(write):
    card = read_card(write(SMALL.replace("[[book]]", '[names.zh_CN]\nfast = "快"\n\n[[book]]')))
    assert [card.called(name, "zh_CN") for name in ("fast", "slow")] == ["快", "slow"]
    assert card.called("fast", "en") == "fast"
    with pytest.raises(CardError, match="fast"):
        read_card(write(SMALL.replace("[[book]]", "[names.zh_CN]\nfast = 3\n\n[[book]]")))


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("hidden_size = 5", "hidden_size = -5", 8, "hidden units must be 0 to 4,000, but -5 was given"),
        ("hidden_size = 5", "hiden_size = 5", 8, "no entry hiden_size here. Expected is hidden_size"),
        ('name = "fast"', "", 17, "name is missing"),
        ("[settings]", "[grid]\nseed = [1, 1]\n[settings]", 8, "each value once"),
        ('mean_loss("fast", 19) <', 'mean_loss("fast", 20) <', 27, "'fast', 20"),
        ('"test_accuracy"\nat = [1]', '"loss"\nat = [20]', 22, "-1 … 19"),
        ("at = [1]", "at = [1, 2]", 22, "as many whole numbers as there are values"),
        ('quantity = "test_accuracy"', 'quantity = "beauty"', 21, "beauty"),
        ('run = "fast"', 'run = "faster"', 20, "slow, fast"),
        ('mean_loss("fast", 19) <', 'exec("fast", 19) <', 27, "exec"),
        ('name = "fast"', 'name = "slow"', 16, "each value once"),
        ('title = "T"', 'title.zh_CN = "T"', 1, 'en is missing. Write en = "…"'),
        ("[settings]", "[search]\ntrials = 3\n[settings]", 13, "run stands beside search"),
        ("[settings]", "[[activations]]\nname = 'a'\nactivation = 'tanh'\nstd = -1\n[settings]", 10, "he"),
        ("values = [0.9]", "values = [90]", 23, "shares from 0 to 1, such as 0.95"),
        ("at = [1]", "at = [-2]", 22, "-1, 0, 1, …"),
        ('mean_loss("fast", 19) <', 'mean_loss("quick", 19) <', 27, "quick"),
        ('mean_loss("fast", 19) <', 'mean_loss("fast") <', 27, "test_accuracy"),
        ('"slow", 19)', '"slow", 19', 27, 'Expected is test_accuracy("…", 1) > 0.9'),
        ("[settings]", "[guess]\nrun = 'quick'\n[settings]", 8, "slow, fast"),
        ('title = "T"', "title = 3", 1, 'Expected is "…".'),
        ("[settings]", "[settings", None, "line 7"),
    ],
)
def test_a_mistake_is_said_with_its_line_and_what_is_expected(write, before, after, line, said):
    assert before in SMALL
    with pytest.raises(CardError) as caught:
        read_card(write(SMALL.replace(before, after)))
    text = str(caught.value)
    assert "own.toml" in text
    assert said.lower() in text.lower()
    if line is not None:
        assert f"line {line}:" in text


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[search]\ntrials = 3", 6, "[search.drawn] learning_rate = [-3, 0]"),
        ("[grid]\nseed = [1, 2]\nhidden_size = [1]\nbatch_size = [1]", 9, "1 to 2 settings"),
    ],
)
def test_a_sweep_goes_through_one_setting_or_two(write, text, line, said):
    with pytest.raises(CardError) as caught:
        read_card(write(SMALL.partition("\n[settings]")[0] + text))
    assert f"line {line}:" in str(caught.value)
    assert said in str(caught.value)


def test_a_file_that_an_editor_of_windows_has_saved_is_read(write):
    path = write(SMALL)
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert read_card(path).text("title", "en") == "T"


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(CardError, match="nearest is optimizers"):
        find_card("optimisers")


def test_title_and_question_are_the_only_texts_that_a_file_must_have(write):
    least = "\n".join(line for line in SMALL.splitlines() if not line.startswith(("prediction", "finding", "next")))
    card = read_card(write(least))
    assert card.text("prediction", "en") == "Q"
    assert card.text("finding", "en") == card.text("next", "en") == ""
    with pytest.raises(CardError) as caught:
        read_card(write(least.replace('question = "Q"\n', "")))
    assert 'question is missing. Write question = "…".' in str(caught.value)


def test_a_missing_file_a_folder_and_bytes_are_refused(tmp_path):
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "f.toml").mkdir()
    for name in ("none.toml", "b.toml", "f.toml"):
        with pytest.raises(CardError, match=name):
            read_card(tmp_path / name)


def test_a_grid_without_end_is_refused_before_it_is_built(write):
    many = f"[grid]\nseed = {list(range(4000))}\nbatch_size = {list(range(1, 4001))}\n"
    with pytest.raises(CardError, match="16,000,000"):
        read_card(write(SMALL.split("[[run]]", maxsplit=1)[0] + many))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[guess]\nquantity = "loss"\nat = 20\n', "line 31: at cannot be 20. Expected is -1 … 19."),
        (
            "[grid]\nlearning_rate = [0.12341, 12341e-5]\n",
            "learning_rate cannot be 0.12341. Expected is each value once",
        ),
        ("[grid]\nseed = [" + ",".join(map(str, range(10_001))) + "]\n", "seed cannot be 10,001. Expected is ≤ 10,000"),
        ('[[run]]\nname = "r"\n' * 1_001, "run cannot be 1,003. Expected is ≤ 1,000"),
        ("[settings2]\n" + ".".join(["a"] * 2_000) + " = 1\n", "it is nested too deep"),
        (
            "[search]\ntrials = 2\n[search.drawn]\nlerning_rate = [-3, 0]\n",
            "no entry lerning_rate here. Expected is learning_",
        ),
        ("[search]\ntrials = 2\n[search.drawn]\nlearning_rate = [-3, 400]\n", "learning_rate cannot be [-3, 400]."),
        ("#" * 1_000_000, "has more than 1,000,000 bytes"),
    ],
)
def test_what_would_fail_or_take_hours_later_is_refused(write, text, said):
    before = SMALL.split("[[run]]", maxsplit=1)[0] if text.startswith(("[grid]", "[search]")) else SMALL
    with pytest.raises(CardError) as caught:
        read_card(write(f"{before}\n{text}"))
    assert said in str(caught.value)


def test_settings_that_do_not_go_together_are_refused_with_their_file(write):
    with pytest.raises(CardError, match=r"own.toml, line \d+: Dropout silences other units"):
        read_card(write(SMALL.replace("iterations = 20", 'dropout = 0.5\ngradient = "numerical"')))
    before = SMALL.split("[[run]]", maxsplit=1)[0].replace("iterations = 20", 'gradient = "numerical"')
    for part in ("[grid]\ndropout = [0, 0.5, 0.1]\n", "[search]\ntrials = 2\n[search.even]\ndropout = [0, 0.5]\n"):
        with pytest.raises(CardError, match=r"own.toml, line \d+: Dropout silences other units"):
            read_card(write(before + part))
    read_card(write(f"{before}[grid]\ndropout = [0]\n"))


def test_a_grid_of_a_million_runs_is_read_at_once(write, monkeypatch):
    made = []
    settings = files.DeepSettings
    monkeypatch.setattr("mnistlab.experiments.card.DeepSettings", lambda **given: made.append(1) or settings(**given))
    values = ", ".join(str(1 + number) for number in range(1_000))
    card = read_card(write(f'title = "T"\nquestion = "Q"\n[grid]\nseed = [{values}]\nhidden_size = [{values}]\n'))
    assert (len(card.runs), len(made)) == (1_000_000, 0)
