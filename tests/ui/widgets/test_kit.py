"""The kit: a list of choices that fits its texts, and a line that is read to its end."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from mnistlab.ui.look.theme import SMALL, font
from mnistlab.ui.widgets.kit import STRETCH, TextLine, combo_box, in_row


def test_a_list_of_choices_becomes_as_wide_as_the_texts_of_another_language(qtbot):
    page, box = QWidget(), combo_box("choice")
    qtbot.addWidget(page)
    in_row(STRETCH, box, on=page)
    box.addItem("短")
    page.resize(600, 60)
    page.show()
    narrow = box.width()
    box.setItemText(0, "a derivative of the activation that was forgotten")
    qtbot.waitUntil(lambda: box.width() > narrow + 100)


@pytest.mark.parametrize(("share", "stretch"), [(1.1, QFont.Stretch.AnyStretch), (0.9, 89), (0.5, 85)])
def test_a_line_that_is_a_little_too_long_has_narrower_letters(qtbot, share, stretch):
    line = TextLine()
    qtbot.addWidget(line)
    line.setText("#7 (18, 13): +0.08132 − 0.1 × (+0.00274) = +0.08105")
    line.resize(int(share * QFontMetrics(font(SMALL)).horizontalAdvance(line.text())), 18)
    assert line.type_of_line().stretch() == pytest.approx(stretch, abs=1)
