"""What one window knows of everybody's digits while other windows, or a slow library, change them."""

import numpy as np
import pytest
from PySide6.QtCore import QObject

from mnistlab.data.samples import OwnDigit
from mnistlab.engine.intents import AskLibrary
from mnistlab.library import Hand
from mnistlab.library.hands import FIRST
from mnistlab.ui.scenes.readings.own_digits import OwnDigits

BLANK = np.zeros((28, 28), np.uint8)


@pytest.fixture
def digits(qapp):
    owner = QObject()
    made = OwnDigits(owner)
    made.owner, made.questions = owner, []
    made.intended.connect(lambda intent: made.questions.append(intent) if isinstance(intent, AskLibrary) else None)
    return made


def test_an_answer_from_before_the_last_digit_is_not_taken(digits):
    digits.look()
    digits.add(BLANK, 7)  # while the library is being read
    digits.questions[0].answer([(FIRST, [])])
    assert digits.samples.labels.tolist() == [7]
    assert len(digits.questions) == 2  # it looks again
    digits.questions[1].answer([(FIRST, [OwnDigit("other", BLANK, 3, 0.0), *digits._collections[FIRST.key].digits])])
    assert digits.samples.labels.tolist() == [3, 7]


def test_who_has_drawn_nothing_yet_stays_though_the_library_does_not_know(digits):
    digits.look()
    digits.questions[0].answer([(FIRST, [OwnDigit("a", BLANK, 3, 5.0)])])
    digits.begin_hand()
    new = digits.hand
    digits.look()
    digits.questions[1].answer([(FIRST, [OwnDigit("a", BLANK, 3, 5.0)])])
    assert digits.hand == new
    assert digits.hands == [FIRST, new]


def test_a_name_that_another_window_gave_is_taken(digits, qtbot):
    digits.look()
    digits.questions[0].answer([(FIRST, [])])
    digits.look()
    with qtbot.waitSignal(digits.changed):
        digits.questions[1].answer([(FIRST._replace(name="Anna"), []), (Hand("b", "Ben", 2.0), [])])
    assert [digits.name_of(hand) for hand in digits.hands] == ["Anna", "Ben"]
    assert digits.hand.name == "Anna"


def test_nothing_is_told_where_nothing_has_changed(digits, qtbot):
    digits.look()
    digits.questions[0].answer([(FIRST, [])])
    digits.look()
    with qtbot.assertNotEmitted(digits.changed):
        digits.questions[1].answer([(FIRST, [])])
        digits.questions[1].answer(None)


def test_who_has_drawn_nothing_is_there_once_however_often_the_library_is_asked(digits):
    for _ in range(3):
        digits.look()
        digits.questions[-1].answer([])
    assert digits.hands == [FIRST]
    digits.delete_hand()
    assert len(digits.samples) == 0  # of the hand that is there then


def test_a_hand_that_comes_back_after_it_has_begun_anew_is_one_with_all_its_digits(digits):
    digits.look()
    digits.questions[-1].answer([])
    digits.add(BLANK, 3)
    digits.rename("Anna")
    digits.delete_hand()
    digits.add(BLANK, 4)
    digits.bring_back()
    assert [digits.name_of(hand) for hand in digits.hands] == ["Anna"]
    assert digits.samples.labels.tolist() == [3, 4]
    digits.delete_hand()
    assert digits.samples.labels.tolist() == []
