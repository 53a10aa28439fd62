"""Texts of widgets that paint themselves."""

from PySide6.QtGui import QFontMetricsF, QTextLayout

from mnistlab.ui.look.theme import TITLE, font
from mnistlab.ui.widgets.painted import tied


def test_no_sign_of_chinese_begins_a_line_alone(qapp):
    question = "一个神经元在找什么？"
    type_ = font(TITLE, bold=True)
    layout = QTextLayout(tied(question), type_)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(QFontMetricsF(type_).horizontalAdvance(question[:-2]) + 4)
    layout.endLayout()
    assert layout.text()[: line.textLength()] == question[:-3]
    assert tied("Why this answer?") == "Why this answer?"
    assert tied("") == ""
