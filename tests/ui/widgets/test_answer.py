"""The answer of a network: digit, share, a remark, and the link to why."""

from itertools import pairwise

import pytest

from mnistlab.ui.look import theme
from mnistlab.ui.widgets.answer import Answer


@pytest.mark.parametrize("size", [(84, 233), (96, 196), (150, 300)])
@pytest.mark.parametrize("presenting", [False, True])
def test_the_digit_stays_where_it_is_whatever_is_remarked(qtbot, size, presenting):
    answer = Answer()
    qtbot.addWidget(answer)
    answer.remark.setFont(theme.font(theme.SMALL))  # as in the window
    answer.leave_out_why(presenting)
    answer.resize(*size)
    answer.show()
    places = set()
    for remark in ("", "unsure", "now yours reads", "perhaps no digit"):
        answer.show_answer("3", "92.8 %", remark, "why 3?")
        parts = [part for part in (answer.digit, answer.share, answer.remark, answer.why) if part.isVisible()]
        shown = [part.geometry() for part in parts if part is not answer.remark or remark]
        assert all(answer.rect().contains(place) for place in shown)
        assert all(one.bottom() < other.top() for one, other in pairwise(shown))
        places.add((answer.digit.geometry().getRect(), answer.share.geometry().getRect()))
    assert len(places) == 1
