"""A number that is answered with is read as everywhere, and what is none is said with the reason."""

import pytest

from mnistlab.lessons.lesson import Choice, FillIn, PredictNumber
from mnistlab.ui.guides.lesson.forms import FillForm, NumberForm
from mnistlab.ui.widgets.number_answer import NumberAnswer


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("98.5", 98.5), ("98,5", 98.5), ("98.5 %", 98.5), ("９８．５％", 98.5), ("98。5", 98.5), ("9.85e1", 98.5)),
        *(("1,000", 1.0), ("98,500", 98.5), ("101", None), ("half", None), ("", None), ("%", None)),
    ],
)
def test_a_share_is_read_with_or_without_its_sign(qtbot, typed, number):
    answer = NumberAnswer("guess", (0, 100), "%")
    qtbot.addWidget(answer)
    answer.field.setText(typed)
    assert answer.read() == number
    assert (answer.fault.text() == "") == (number is not None)
    assert typed in answer.fault.text() or number is not None


def test_a_number_that_can_be_read_as_two_is_said_to_be(qtbot):
    answer = NumberAnswer("guess", (0, 12_345_678))
    qtbot.addWidget(answer)
    answer.field.setText("1,500")
    assert answer.read() is None
    assert "“1,500” could be 1500 or 1.5." in answer.fault.text()
    answer.field.setText("99999999")
    assert answer.read() is None
    assert "99999999 is not from 0 to 12345678." in answer.fault.text()


def test_an_answer_is_shown_again_to_its_last_digit(qtbot):
    for number in (0.123456789, 12345678.5, 1e-9):
        step = PredictNumber(name="x", low=0, high=1e8, answer="mean_loss")
        form = NumberForm(step, number, open_to_change=True)
        qtbot.addWidget(form)
        answered = []
        form.answered.connect(answered.append)
        form.field.textEdited.emit(form.field.text())
        assert answered == [number]


@pytest.mark.parametrize("typed", ["6000", "6,000", "6 000", "6e3"])
def test_a_blank_takes_the_number_in_any_writing(qtbot, typed):
    form = FillForm(FillIn(name="x", right=(6000.0,)), [Choice("a", "60,000 / 10 = ___")], None)
    qtbot.addWidget(form)
    form.fields[0].setText(typed)
    form.check()
    assert form.said[0].text() == "right"
