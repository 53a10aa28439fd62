import pytest

from mnistlab.lessons.texts import TextError, read_sections

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


def test_an_arrow_may_be_typed_with_two_signs():
    assert read_sections(TEXT.replace("→", "->")) == read_sections(TEXT)


def test_a_section_has_its_heading_its_words_and_its_choices():
    sections = read_sections(TEXT)
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


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Words\n", 1),
        ("## name\n", 1),
        ("## a · A\n\n## a · B\n", 3),
        ("\n\n## · no name\n", 3),
        ("## a · A\n→ {figure}\n", 2),
    ],
)
def test_a_fault_has_its_line(text, line):
    with pytest.raises(TextError) as caught:
        read_sections(text)
    assert caught.value.line == line
