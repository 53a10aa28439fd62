"""Where in a file of an experiment names stand."""

from mnistlab.experiments.lines import Lines

TEXT = """\
title = "T"
seed=3

  [[run]]  # the first
name = "slow"
[[run]]
name = "fast"
[search.drawn]
"""


def test_a_line_is_found_by_its_name_and_value():
    lines = Lines(TEXT)
    assert (lines.of("title"), lines.of("seed"), lines.of("name", "fast"), lines.of("search")) == (1, 2, 7, 8)
    assert (lines.of("name", "other"), lines.of("run"), lines.of("gone")) == (5, 4, 1)


def test_all_lines_headings_and_given_names():
    lines = Lines(TEXT)
    assert lines.all_of("name", "s") == [5, 7]
    assert (lines.heading("run"), lines.heading("search"), lines.heading("gone")) == (4, 8, 1)
    assert lines.given({"seed", "name", "run"}) == {"seed": 2, "name": 5}


def test_any_text_has_lines():
    assert Lines("= [[ ]\n\n[\n\x00").of("x") == 1
