"""Lines and texts of widgets that paint themselves."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QTextLayout

from mnistlab.ui.look.theme import TITLE, colours, font
from mnistlab.ui.widgets.painted import draw_rim, tied


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


@pytest.mark.parametrize("ratio", [1, 2, 3])
@pytest.mark.parametrize("width", [1, 2])
def test_a_rim_is_as_wide_at_all_sides_and_hides_nothing_beside_its_rectangle(qapp, ratio, width):
    image = QImage(20 * ratio, 20 * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_rim(painter, QRect(4, 6, 10, 8), colours().text, width)
    painter.end()
    line = range(image.width())
    across = [x for x in line if image.pixelColor(x, 10 * ratio).name() == colours().text.lower()]
    down = [y for y in line if image.pixelColor(9 * ratio, y).name() == colours().text.lower()]
    wide = width * ratio
    assert image.pixelColor(4 * ratio, 6 * ratio).name() == colours().text.lower()  # the corner
    assert across == [*range(4 * ratio, 4 * ratio + wide), *range(14 * ratio - wide, 14 * ratio)]
    assert down == [*range(6 * ratio, 6 * ratio + wide), *range(14 * ratio - wide, 14 * ratio)]


def test_no_digit_begins_a_line_alone():
    assert tied("The network of chapter 4") == "The network of chapter\N{NO-BREAK SPACE}4"
    assert tied("On most for 3, and least for 6.") == "On most for 3, and least for\N{NO-BREAK SPACE}6."
    assert tied("它最支持 2，最反对 0。") == "它最支持 2，最反对\N{NO-BREAK SPACE}0。"


def test_a_plus_minus_stands_on_the_line_of_its_number():
    assert tied("只准到 ± 4 个百分点。") == "只准到 ±\N{NO-BREAK SPACE}4 个百分\u2060点\u2060。"
