"""A lesson before a class: questions over the window, and votes."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from mnistlab.ui.look.theme import colours
from mnistlab.ui.widgets.presenter_keys import PresenterKeys


def test_before_a_class_votes_are_counted_until_the_veil_is_lifted(user, page, turn_to):
    turn_to(page, "which")
    page.present(True)
    ballot = user.widget("ballot")
    assert ballot.isVisible()
    assert ballot.size() == user.widget("desk").size()  # what would come is covered
    keys = user.window.findChild(PresenterKeys)
    assert [label.text() for label in keys.findChildren(QLabel) if not label.isHidden()] == ["Esc", "end"]
    for key in (Qt.Key.Key_A, Qt.Key.Key_2, Qt.Key.Key_B, Qt.Key.Key_B, Qt.Key.Key_Backspace, Qt.Key.Key_D):
        user.press_key(ballot, key)
    assert ballot.votes == {"up": 1, "down": 2}
    assert "Votes: 3" in ballot.accessibleName()
    user.press_key(ballot, Qt.Key.Key_Space)
    assert ballot.counted
    user.press_key(ballot, Qt.Key.Key_PageDown)
    assert page.step.name == "run"
    assert page.standing.votes["which"] == {"up": 1, "down": 2}
    assert page.standing.answers["which"] == "down"
    assert not ballot.isVisible()
    assert not any(label.isHidden() for label in keys.findChildren(QLabel))
    page.present(False)
    turn_to(page, "why")
    assert page._asking.ballot is None


def test_votes_are_kept_with_each_that_is_cast_and_are_there_again(user, page, turn_to):
    turn_to(page, "which")
    page.present(True)
    kept = []
    page.moved.connect(lambda: kept.append(dict(page.standing.votes)))
    ballot = user.widget("ballot")
    for key in (Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_B, Qt.Key.Key_Backspace):
        user.press_key(ballot, key)
    assert kept[-1]["which"] == {"up": 1, "down": 1}
    page.present(False)  # the veil goes, and the window may be closed
    page.present(True)
    again = page._asking.ballot
    assert again.votes == {"up": 1, "down": 1}
    user.press_key(again, Qt.Key.Key_Backspace)
    assert again.votes == {"up": 1, "down": 0}


def test_before_a_class_what_happened_is_asked_beside_the_curves(user, page, turn_to):
    turn_to(page, "why")
    band = page._band
    page.present(True)
    ballot = user.widget("ballot")
    assert ballot.size() == user.widget("desk").size()
    seen = QRect(band.mapTo(user.widget("desk"), QPoint()), band.size())
    assert not ballot.mask().intersects(seen)  # nothing else is seen, such as the answers that the drawer has
    assert ballot._card.bottom() < seen.top()
    beside = seen.topLeft() - QPoint(40, -40)  # what covers the lesson is no hole in the window
    assert ballot.grab().toImage().pixelColor(beside) == QColor(colours().card)
    user.press_key(ballot, Qt.Key.Key_Space)  # on without a vote
    assert page.step.name == "why"
    assert not ballot.isVisible()
    assert user.window.workbench.hasFocus()
    user.press_key(user.window.workbench, Qt.Key.Key_Return)
    assert page.step.name == "why"  # only a clicker leaves out what nobody has answered
    user.press_key(user.window.workbench, Qt.Key.Key_PageDown)
    assert page.step.name == "sum"


@pytest.mark.parametrize(("step", "after"), [("curve", "share"), ("share", "which"), ("order", "two")])
def test_a_clicker_leads_past_what_nobody_has_answered_before_a_class(user, page, step, after, turn_to):
    user.action("actionPresenter").trigger()
    turn_to(page, step)
    for _ in range(2):  # away with the question, and on
        user.press_key(user.window.focusWidget(), Qt.Key.Key_PageDown)
    assert page.step.name == after
    assert user.frame.iteration == 0


def test_before_a_class_both_curves_are_shown_while_the_lesson_speaks_of_them(user, page, turn_to):
    user.action("actionPresenter").trigger()
    turn_to(page, "run")
    assert user.widget("accuracyPlot").isVisible()
    turn_to(page, "sum")
    assert not user.widget("accuracyPlot").isVisible()
    assert user.widget("code").isVisible()
