"""The strip that tells something: it makes room for itself, says nothing twice, and goes when it is outdated."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from mnistlab.ui.widgets.close_button import CloseButton
from mnistlab.ui.widgets.kit import in_column
from mnistlab.ui.widgets.notice import NoticeBar


@pytest.fixture
def page(qtbot):
    """Return a page with a notice bar above a label that has the rest of the room."""
    page = QWidget()
    qtbot.addWidget(page)
    page.notice, page.rest = NoticeBar(), QLabel("the rest")
    in_column(page.notice, (page.rest, 1), on=page)
    page.resize(600, 300)
    page.show()
    return page


@pytest.fixture
def notice(page):
    return page.notice


def settle():
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def close(notice):
    QTest.mouseClick(notice.findChild(CloseButton), Qt.MouseButton.LeftButton)


def test_it_pushes_and_covers_nothing(page):
    before = page.rest.geometry()
    page.notice.say("a sentence")
    settle()
    assert not page.notice.geometry().intersects(page.rest.geometry())
    assert page.rest.height() < before.height()
    close(page.notice)
    settle()
    assert page.rest.geometry() == before


def test_a_long_text_is_seen_whole(page):
    page.notice.say("a sentence of many words " * 20)
    settle()
    label = page.notice.text
    assert label.height() >= label.heightForWidth(label.width())


def test_what_was_told_before_comes_back_when_the_latest_is_closed(notice):
    notice.say("first")
    notice.say("second")
    assert notice.text.text() == "second"
    close(notice)
    assert notice.text.text() == "first"
    close(notice)
    assert notice.isHidden()


def test_the_same_is_told_once(notice):
    for _ in range(3):
        notice.say("again")
    notice.say("one error", about="error")
    notice.say("another error", about="error")
    close(notice)
    assert notice.text.text() == "again"
    close(notice)
    assert notice.isHidden()


def test_what_is_outdated_is_withdrawn_even_from_below(notice):
    notice.say("there is no room", about="zoom")
    notice.say("something else")
    notice.withdraw("zoom")
    assert notice.text.text() == "something else"
    close(notice)
    assert notice.isHidden()


def test_what_passes_goes_by_itself_and_leaves_the_rest(notice):
    notice.say("stays")
    notice.say("passes", passing=True)
    assert notice._patience.isActive()
    notice._patience.timeout.emit()
    assert notice.text.text() == "stays"
    assert not notice._patience.isActive()


def test_what_passes_is_not_left_in_the_other_language(notice):
    notice.say("passes", passing=True)
    QApplication.sendEvent(notice, QEvent(QEvent.Type.LanguageChange))
    assert notice.isHidden()


def test_what_stays_is_said_in_the_language_of_the_window(notice):
    words = ["stopped"]
    notice.say(lambda: words[-1])
    words.append("停止")
    QApplication.sendEvent(notice, QEvent(QEvent.Type.LanguageChange))
    assert notice.text.text() == "停止"


def test_an_action_has_a_button_only_while_its_notice_is_shown(notice):
    action = QAction("Rewind", notice)
    notice.say("stopped", action)
    button = notice.findChild(QToolButton)
    assert button.isVisible()
    assert button.defaultAction() is action
    notice.say("saved", passing=True)
    assert not button.isVisible()
