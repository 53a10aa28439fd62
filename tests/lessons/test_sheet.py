"""The exercise sheet of a lesson."""

import re

import pytest

from mnistlab.language import Translations
from mnistlab.lessons import lesson as kinds
from mnistlab.lessons.files import find_lesson, lessons, read_lesson
from mnistlab.lessons.own import new_lesson
from mnistlab.lessons.sheet import sheet


def english(_context, text):
    return text


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_asks_and_answers_on_another_page(language):
    lesson = find_lesson("too-far")
    asked, answers = sheet(lesson, language, english).split('<div class="page">')
    for step in lesson.steps:
        section = lesson.section(step, language)
        assert section.heading in (answers if step.name == "end" else asked)
        for choice in section.choices:
            assert choice.text in asked
            assert choice.reply not in asked
            assert choice.reply in answers.replace("<code>", "").replace("</code>", "")
    assert "<svg" in asked  # axes to sketch a curve into
    assert not re.search(r"(src|href)=\"(?!data:)", asked + answers)


def test_all_of_it_is_in_its_language():
    asked = sheet(find_lesson("too-far"), "zh_CN", Translations("zh_CN")).partition("</head>")[2]
    words = re.sub(r"<[^>]*>|mini-batch|dW|log", "", asked)
    assert re.findall(r"[A-Za-z]{4,}", words) == []


def test_every_lesson_can_be_printed_without_giving_numbers_away():
    for lesson in lessons():
        asked, answers = sheet(lesson, "en", english).split('<div class="page">')
        for step in lesson.steps:
            if isinstance(step, kinds.FillIn):
                assert " · ".join(f"{number:g}" for number in step.right) in answers
                assert "___" not in asked


def test_no_page_tells_what_is_asked_on_it(tmp_path):
    new_lesson(tmp_path / "mine")
    lesson = read_lesson(tmp_path / "mine")
    asked, answers = sheet(lesson, "en", english).split('<div class="page">')
    pages = [re.findall(r"<h2>(\d+) ", one) for one in asked.split('class="page"')]
    steps = [[lesson.steps[int(number) - 1].name for number in page] for page in pages]
    assert steps[0][-7:] == ["usual", "sketch", "guess", "number", "where", "ten", "saw"]
    assert steps[1:] == [["why", "count", "smooth", "three"], ["largest"]]  # "end" tells, and asks nothing
    assert asked.count("Turn the page") == 2
    assert "A mini-batch is a sample" in answers
    assert "between iterations 200 and 300" in answers


def test_there_is_room_for_what_one_expects_and_for_words_of_ones_own(tmp_path):
    new_lesson(tmp_path / "mine")
    lesson = read_lesson(tmp_path / "mine")
    asked = sheet(lesson, "en", english).split('<div class="page">')[0]
    sections = dict(zip((step.name for step in lesson.steps), re.split("<section[^>]*>", asked)[1:], strict=False))
    assert "I expect:" in sections["where"]
    assert "Or in your own words:" in sections["why"]
    assert "Why do you think so?" in sections["guess"]
    assert "What came:" in sections["three"]
    assert "结果：" in sheet(lesson, "zh_CN", Translations("zh_CN"))
