"""The heading of a scene: a title that is whole beside whatever the scene puts there."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel

from mnistlab.ui.look.theme import BODY, UNIT, font
from mnistlab.ui.stage.heading import Heading


def test_the_title_makes_room_for_what_becomes_wider_beside_it(qtbot):
    heading, beside = Heading(QLabel()), QLabel("Test")
    qtbot.addWidget(heading)
    heading.resize(400, 60)
    heading.set_words("Which mistakes does it make?", "")
    heading.show_beside(beside)
    with qtbot.waitExposed(heading):
        heading.show()
    assert heading.title.property("role") == "heading"
    small = QFontMetrics(font(BODY, bold=True)).horizontalAdvance(heading.title.text())
    beside.setFixedWidth(400 - 16 - small - 2)
    qtbot.waitUntil(lambda: heading.title.property("role") == "title")
    assert heading.title.text() == "Which mistakes does it make?"


def test_without_words_a_gap_parts_the_title_from_buttons_but_not_from_pictures(qtbot):
    heading = Heading(QLabel())
    qtbot.addWidget(heading)
    heading.set_words("How do my runs compare?", "")

    def height():
        return heading.sizeHint().height()

    heading.part(from_controls=True)
    plain = height()
    heading.leave_out(presenting=True)
    assert height() == plain + UNIT
    heading.part(from_controls=False)
    assert height() == plain
