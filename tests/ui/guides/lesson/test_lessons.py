"""The list of lessons and what belongs to it: the quiz, questions about earlier lessons, reports, sheets."""

import shutil
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from mnistlab.lessons.files import find_lesson, read_lesson
from mnistlab.lessons.own import new_lesson
from mnistlab.lessons.quiz import AFTER, BEFORE, read_quiz
from mnistlab.lessons.recall import ASKED, DAY
from mnistlab.lessons.report import read_report
from mnistlab.lessons.standing import Standing


@pytest.fixture
def lessons(user):
    yield user.window._lessons()
    user.window._desk.close_drawer()


@pytest.fixture
def show_list(user, lessons):
    def show():
        user.window._desk.close_drawer()
        lessons.show_list()
        user.wait(lambda: on(user, "quiz") is not None)

    return show


def on(user, name):
    return next((one for one in user.window.findChildren(QWidget, name) if one.isVisible()), None)


def press(user, name):
    on(user, name).click()


def texts(user):
    return [label.text() for label in user.window.findChildren(QLabel) if label.isVisible()]


def finish(user, lessons, name="too-far", **answers):
    lesson = find_lesson(name)
    standing = Standing(lesson.name, 0, len(lesson.steps) - 1, dict(answers))
    lessons.progress.keep(standing)
    return lesson


@pytest.fixture
def days_later(monkeypatch):
    """Let so many days pass."""

    def pass_days(days):
        at = time.time() + days * DAY
        monkeypatch.setattr("mnistlab.ui.guides.lesson.lessons.time.time", lambda: at)

    return pass_days


def test_first_steps_are_lesson_0(user, show_list):
    show_list()
    row = on(user, "lesson_first-steps")
    assert row.accessibleName() == "First steps · 5 min"
    row.click()
    user.wait(lambda: user.window._desk.drawer.title.text() == "First steps")
    show_list()
    press(user, "helpTeachers")
    assert user.window._desk.drawer.title.text() == "Write a lesson"


@pytest.fixture
def at_last_item(user, lessons, show_list):
    """Open the quiz, which was left before its last item, and return both."""
    quiz = read_quiz()
    for item in quiz.items[:-1]:
        lessons.progress.note(BEFORE, item.name, item.right)
    show_list()
    press(user, "quiz")
    user.wait(lambda: on(user, "quizNext") is not None)
    return quiz, quiz.items[-1]


def test_the_quiz_is_kept_and_the_second_time_tells_what_has_changed(user, lessons, show_list, at_last_item):
    quiz, last = at_last_item
    assert quiz.section(last, "en").heading in texts(user)  # where it was left
    press(user, "choice_?")
    press(user, "quizNext")
    assert "All 15 answered." in texts(user)
    assert not any("Before:" in text for text in texts(user))
    press(user, "quizDone")
    for item in quiz.items:
        lessons.progress.note(AFTER, item.name, item.right)
    show_list()
    user.wait(lambda: "14 → 15 / 15" in on(user, "quiz").accessibleName())
    press(user, "quiz")
    user.wait(lambda: on(user, "quizResult") is not None)
    assert on(user, "quizResult").text() == "Before: 14 of 15. After: 15 of 15."


def test_a_day_later_there_is_a_question_which_a_tick_turns_off(user, lessons, show_list, days_later):
    lesson = finish(user, lessons, saw="lower")
    show_list()
    assert on(user, "recallCard") is None
    days_later(2)
    reminded = []
    lessons.remind(reminded.append)
    user.wait(lambda: reminded == [lesson.title("en")])
    show_list()
    card = on(user, "recallCard")
    drawer = user.window._desk.drawer
    assert drawer.page.minimumSizeHint().width() <= drawer._scroll.viewport().width()  # nothing is cut off
    press(user, f"choice_{card._step.right[0]}")
    assert card._reply.text() == next(one.reply for one in card._section.choices if one.name == card._step.right[0])
    assert not on(user, f"choice_{card._step.right[0]}").isEnabled()
    found = []
    lessons.progress.read(found.append)
    user.wait(lambda: bool(found))
    assert list(found[0].given(ASKED).values()) == [1]
    days_later(0.5)
    show_list()
    assert on(user, "recallCard") is None  # one a day
    days_later(9)
    press(user, "recallTick")
    show_list()
    assert on(user, "recallCard") is None
    assert not on(user, "recallTick").isChecked()


def test_a_report_and_a_sheet_are_saved_where_the_person_says(user, lessons, show_list, tmp_path, monkeypatch):
    finish(user, lessons, saw="higher")
    path = tmp_path / "ada.html"
    proposed = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda _window, _title, name, _kinds: proposed.append(name) or (str(path), "")
    )
    show_list()
    on(user, "reportName").setText("Ada B/4")
    press(user, "saveReport")
    user.wait(path.exists)
    assert proposed == ["report Ada B 4.html"]  # because those of a class go into one folder
    report = read_report(path)
    assert (report.learner, [one.answer for one in report.given]) == ("Ada B/4", ["It jumped about and stayed higher."])
    path = tmp_path / "sheet"
    on(user, "sheets").menu().actions()[4].trigger()
    assert "Too far" in (tmp_path / "sheet.html").read_text("utf-8")
    assert str(tmp_path) in user.notice
    path = tmp_path / "gone" / "x.html"
    on(user, "sheets").menu().actions()[4].trigger()
    assert "cannot be written" in user.notice


def test_a_link_with_a_menu_is_underlined_as_far_as_its_words(user, show_list):
    show_list()
    link = on(user, "sheets")
    assert link.width() - link.fontMetrics().horizontalAdvance(link.text()) <= 1


def test_a_lesson_of_ones_own_is_begun_and_opened(user, lessons, show_list, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    show_list()
    press(user, "newLesson")
    user.wait(lambda: lessons.page is not None)
    assert lessons.page.lesson.name == "mine"


def test_a_lesson_that_the_program_was_begun_with_is_in_the_list(user, show_list, tmp_path):
    new_lesson(tmp_path / "begun")
    user.window.show_lesson(read_lesson(tmp_path / "begun"), tmp_path / "begun")
    user.wait(lambda: user.window._lessons().page is not None)
    show_list()
    assert on(user, "lesson_begun") is not None


def test_the_list_follows_the_language(user, show_list):
    show_list()
    user.action("actionLanguage_zh_CN").trigger()
    user.wait(lambda: any(one.accessibleName().startswith("走得太远") for one in user.window.findChildren(QPushButton)))


def test_a_lesson_that_was_opened_stays_in_the_list_and_in_the_report(user, lessons, show_list, tmp_path):
    new_lesson(tmp_path / "mine")
    lessons.open(tmp_path / "mine")
    user.wait(lambda: lessons.page is not None)
    lessons.page.standing.answers["guess"] = "rougher"
    lessons.page.moved.emit()
    show_list()
    row = on(user, "lesson_mine")
    assert row.accessibleName().startswith("Ten images")
    row.click()
    user.wait(lambda: lessons.page is not None)
    found = []
    lessons.progress.read(lambda known: found.append(lessons._opened(known)))
    user.wait(lambda: bool(found))
    assert [one.name for one in found[0][0]] == ["mine"]


def test_a_lesson_whose_folder_is_gone_is_gone_through_to_the_end_and_then_named(user, lessons, show_list, tmp_path):
    new_lesson(tmp_path / "mine")
    lessons.open(tmp_path / "mine")
    user.wait(lambda: lessons.page is not None)
    shutil.rmtree(tmp_path / "mine")
    user.action("actionLanguage_zh_CN").trigger()  # each step is built anew, with its pictures
    for _ in lessons.page.lesson.steps:
        lessons.page._go_on()
    user.wait(lambda: on(user, "goneLesson") is not None)
    assert "mine" in on(user, "goneLesson").text()
    assert on(user, "lesson_mine") is None


def test_the_quiz_stays_where_it_is_in_another_language(user, at_last_item):
    quiz, last = at_last_item
    press(user, f"choice_{last.right}")
    user.action("actionLanguage_zh_CN").trigger()
    user.wait(lambda: quiz.section(last, "zh_CN").heading in texts(user))
    assert on(user, f"choice_{last.right}").isChecked()
    assert user.window._desk.drawer.title.text() == quiz.titles["zh_CN"]
    press(user, "quizNext")  # which ends the first time, and begins no second one
    assert on(user, "quizResult") is not None
    user.action("actionLanguage_en").trigger()
    user.wait(lambda: "All 15 answered." in texts(user))


def test_a_name_that_is_typed_stays_in_another_language(user, show_list, qtbot):
    show_list()
    qtbot.keyClicks(on(user, "reportName"), "Ada")
    before = on(user, "reportName")
    user.action("actionLanguage_zh_CN").trigger()
    user.wait(lambda: on(user, "reportName") not in (None, before))
    assert on(user, "reportName").text() == "Ada"


def test_the_quiz_is_answered_with_keys_and_space_starts_no_run(user, show_list):
    show_list()
    press(user, "quiz")
    user.wait(lambda: on(user, "quizNext") is not None)
    first, second = (read_quiz().section(item, "en").heading for item in read_quiz().items[:2])
    user.press_key(user.window.workbench, Qt.Key.Key_Space)  # nothing is answered yet
    assert first in texts(user)
    user.press_key(user.window.workbench, Qt.Key.Key_B)
    user.press_key(user.window.workbench, Qt.Key.Key_Space)
    assert second in texts(user)
    on(user, "quizBack").setFocus()
    press(user, "quizBack")
    assert first in texts(user)
    user.press_key(user.window.focusWidget(), Qt.Key.Key_Space)
    assert second in texts(user)
    assert not user.frame.running
    assert user.frame.iteration == 0
