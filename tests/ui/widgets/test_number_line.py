"""A line for a number: what has no room is cut at its end, and says so."""

import pytest
from PySide6.QtWidgets import QStyle

from mnistlab.ui.widgets.number_answer import NumberAnswer


@pytest.mark.parametrize(("text", "is_cut"), [("33.3", False), ("33.333333333333336", True), ("", False)])
def test_an_answer_without_room_shows_its_beginning(qtbot, monkeypatch, text, is_cut):
    painted = []
    monkeypatch.setattr(QStyle, "drawItemText", lambda *given: painted.append(given[6]))
    answer = NumberAnswer("answer", (0, 100), "%")
    qtbot.addWidget(answer)
    answer.field.setText(text)
    answer.grab()
    assert answer.field.is_cut == is_cut
    assert bool(painted) == is_cut
    assert all(one.startswith("33.3") and one.endswith("…") for one in painted)
    assert answer.read() == (float(text) if text else None)
