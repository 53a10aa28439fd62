import pytest

from mnistlab.errors import LessonError
from mnistlab.lessons.texts import read_sections

TEXT = """\

## first · A heading · with a dot
Two
lines.

- a point: of the text

More.

- one: The first. → So it is.
- two: The second.

## second · 标题
- ja: 是 → 对

## third · To do
1. One.
→ It is {digit}.
"""


def read(text):
    return read_sections(text, "en.md", lambda name: name in ("first", "second", "many"))


def test_an_arrow_may_be_typed_with_two_signs():
    assert read(TEXT.replace("→", "->")) == read(TEXT)


def test_a_section_has_its_heading_its_words_and_its_choices():
    sections = read(TEXT)
    assert list(sections) == ["first", "second", "third"]
    first = sections["first"]
    assert first.heading == "A heading · with a dot"
    assert first.body == "Two\nlines.\n\n- a point: of the text\n\nMore."
    assert [(one.name, one.text, one.reply) for one in first.choices] == [
        ("one", "The first.", "So it is."),
        ("two", "The second.", ""),
    ]
    assert sections["second"].choices[0].reply == "对"
    assert sections["second"].body == ""
    assert (sections["third"].body, sections["third"].done) == ("1. One.", "It is {digit}.")


def test_points_where_nothing_is_asked_are_words():
    assert read("## third · T\nThese:\n- rate: how far\n").popitem()[1].body == "These:\n- rate: how far"


@pytest.mark.parametrize(
    ("below", "text", "reply"),
    [
        ("- up: Up.\n→ So it is.", "Up.", "So it is."),
        ("- up: Up, of\n  course. -> So\n  it is.", "Up, of course.", "So it is."),
        ("- up: 往上，\n  当然。\n  → 是的，\n  没错。", "往上，当然。", "是的，没错。"),
    ],
)
def test_a_choice_may_go_on_in_the_line_below(below, text, reply):
    found = read(f"## many · M\nWords\n{below}\n- down: Down. → No.\n")["many"].choices
    assert [(one.text, one.reply) for one in found] == [(text, reply), ("Down.", "No.")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Words\n", 1),
        ("## name\n", 1),
        ("## a · A\n\n## a · B\n", 3),
        ("\n\n## · no name\n", 3),
        ("\n##a · A\n", 2),
        ("## a · A\n→ {figure}\n", 2),
        ("## a · A\nIt is {digit}.\n", 2),
        ("## many · M\n- Up: Up. → Yes.\n- down: Down. → No.\n", 2),
        ("## many · M\n- one two: Up. → Yes.\n- down: Down. → No.\n", 2),
        ("## many · M\n- up: Up. → Yes.\n-down: Down. → No.\n", 3),
        ("## many · M\n- up: Up. → Yes.\n- down: Down. → No.\nThink!\n", 4),
        ("## many · M\n- up: Up. → Yes.\n- down: Down. → No.\n→ Well?\n", 4),
        ("## many · M\n- up: Up. → {loss}.\n- down: Down. → No.\n", 2),
    ],
)
def test_a_fault_has_its_line(text, line):
    with pytest.raises(LessonError) as caught:
        read(text)
    assert f"en.md, line {line}: " in str(caught.value)
