"""What the texts of a lesson have to have is said with its file and line."""

import pytest

from mnistlab.errors import LessonError
from mnistlab.lessons.files import read_lesson

TOML = """\
[title]
en = "T"

[[step]]
name = "why"
kind = KIND
right = ["up"]
"""
CHOICES = "- up: U → R\n- down: D → R\n"

TEXTS = [  # a kind of step, its section, the file and line at fault, and what is said
    ("saw", "- up: U\n- down: D → R\n", "en.md, line 2", ("“up”", "no reason", "→")),
    ("because", "- up: U → R\n- down: D\n", "en.md, line 3", ("“down”", "no reason")),
    ("saw", CHOICES + "- up: U → R\n", "en.md, line 4", ("two choices",)),
    ("recall", "up: U → R\ndown: D → R\n", "en.md, line 1", ("fewer than two",)),
    ("saw", "".join(f"- {one}: U → R\n" for one in ("up", *"bcdefg")), "en.md, line 1", ("7", "6 at most")),
    ("saw", "- left: L → R\n- down: D → R\n", "lesson.toml, line 7", ("“up”", "“why” in en.md", "left, down")),
    ("order", CHOICES, "lesson.toml, line 7", ("up, down", "each once")),
]


@pytest.mark.parametrize(("kind", "section", "place", "words"), TEXTS)
def test_choices_that_cannot_be_are_said(said, kind, section, place, words):
    after = '\n[[step]]\nname = "go"\nkind = "run"\niterations = 3\n' if kind == "order" else ""
    text = said(TOML.replace("KIND", f'"{kind}"') + after, f"## why · W\n{section}\n## go · G\n")
    assert f"{place}: " in text
    assert all(word in text for word in words), text


def test_what_is_said_after_a_step_needs_one_that_waits(said):
    text = said('[title]\nen = "T"\n[[step]]\nname = "a"\nkind = "say"\n', "## a · A\nWords.\n→ {digit}\n")
    assert "en.md, line 1: " in text
    assert "arrow" in text


def test_a_step_without_a_section_is_said_with_the_section_that_may_be_meant(said):
    toml = '[title]\nen = "T"\n[[step]]\nname = "hello"\nkind = "say"\n'
    assert "“helo”" in said(toml, "## helo · A\nWords.\n")
    assert "## hello · Heading" in said(toml, "## other · A\nWords.\n")
    assert len(said(toml.replace("hello", "h" * 9_000), "## other · A\nWords.\n")) < 400


@pytest.mark.parametrize(
    ("kind", "section", "word"),
    [("saw", "- up: U → R\n- down: D → R\n", "no choice “side”, but en.md"), ("do", "Do.\n", "no line with an arrow")],
)
def test_what_is_in_one_language_only_is_said_in_the_other(tmp_path, kind, section, word):
    entry = 'right = ["up"]' if kind == "saw" else 'until = "loss > 1"'
    toml = f'[title]\nen = "T"\nzh_CN = "T"\n[[step]]\nname = "why"\nkind = "{kind}"\n{entry}\n'
    (tmp_path / "lesson.toml").write_text(toml, "utf-8")
    (tmp_path / "zh_CN.md").write_text(f"## why · W\n{section}", "utf-8")
    more = "- side: S → R\n" if kind == "saw" else "→ Done.\n"
    (tmp_path / "en.md").write_text(f"## why · W\n{section}{more}", "utf-8")
    with pytest.raises(LessonError, match=r"zh_CN\.md, line 1: ") as caught:
        read_lesson(tmp_path)
    assert word in str(caught.value)
