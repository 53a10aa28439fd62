"""A button with an icon beside its word."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout

from mnistlab.ui.look.fonts import load_fonts, use_fonts
from mnistlab.ui.look.style_sheet import apply_theme
from mnistlab.ui.look.theme import DARK, LIGHT
from mnistlab.ui.widgets.icon_button import IconButton
from mnistlab.ui.widgets.kit import mark


@pytest.fixture
def show(qtbot, qapp):
    """Return a function that shows a button on a panel."""
    load_fonts()
    use_fonts("en")
    apply_theme("light")

    class Panel(QFrame):  # the name is what the style sheet knows
        pass

    panels = []

    def shown(icon_name, text, **properties):
        panel = Panel()
        panels.append(panel)
        qtbot.addWidget(panel)
        button = IconButton(icon_name)
        button.setText(text)
        for key, value in properties.items():
            button.setProperty(key, value)
        QHBoxLayout(panel).addWidget(button)
        panel.show()
        return button

    yield shown
    apply_theme("light")


def colours_of(button):
    picture = button.grab().toImage()
    return {picture.pixelColor(x, y).name().upper() for x in range(picture.width()) for y in range(picture.height())}


def ink(button, colour):
    """Return the first and the last column that has this colour."""
    picture = button.grab().toImage()
    columns = [
        x
        for x in range(4, picture.width() - 4)
        if any(picture.pixelColor(x, y) == QColor(colour) for y in range(4, picture.height() - 4))
    ]
    return columns[0], columns[-1]


@pytest.mark.parametrize(("small", "height"), [("", 32), ("true", 28)])
def test_it_is_as_high_as_every_button(show, small, height):
    assert show("run", "Run", small=small).height() == height
    square = show("plus", "", role="icon", small=small)
    assert square.size().toTuple() == (height, height)


def test_icon_and_word_stand_in_the_middle_of_a_wide_button(show):
    button = show("pause", "Pause", role="primary")
    button.setFixedWidth(200)
    first, last = ink(button, LIGHT.on_fill)
    assert first == pytest.approx(199 - last, abs=4)


def test_there_is_room_for_the_icon(show):
    assert show("run", "Run").width() == show("", "Run").width() + 24


def test_the_word_can_be_left_out(show):
    button, square = show("run", "Run"), show("run", "")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    assert button.sizeHint().toTuple() == square.sizeHint().toTuple() == (32, 32)
    assert button.text() == "Run"
    button.resize(square.size())
    assert button.grab().toImage() == square.grab().toImage()


def test_the_icon_has_the_colour_of_the_word_in_both_themes(show):
    filled, plain = show("pause", "", role="primary"), show("pause", "")
    for theme, palette in (("dark", DARK), ("light", LIGHT)):
        apply_theme(theme)
        assert {palette.fill, palette.on_fill} <= colours_of(filled)
        assert palette.text in colours_of(plain)
    plain.setEnabled(False)
    assert LIGHT.text not in colours_of(plain)
    assert LIGHT.disabled in colours_of(plain)


def test_another_icon_takes_its_place(show):
    button = show("run", "Run")
    before = button.grab().toImage()
    button.set_icon_name("pause")
    assert button.grab().toImage() != before
    button.set_icon_name("")
    assert button.sizeHint().width() == show("", "Run").width()


def test_a_phase_that_comes_next_is_framed_and_bold(show):
    button = show("", "Update", segment="last", phase="")
    thin = button.sizeHint().width()
    mark(button, phase="next")
    assert button.font().weight() == 600
    assert button.sizeHint().height() == 32
    assert abs(button.sizeHint().width() - thin) <= 6
