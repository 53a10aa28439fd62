"""Icons: drawn on one grid, in the palette's colours."""

import re

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QIcon, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from mnistlab.resources import resource_path
from mnistlab.ui.look import style_sheet, theme
from mnistlab.ui.look.icons import SIZE, draw_icon, icon
from mnistlab.ui.look.theme import DARK, LIGHT

TINTED = sorted(
    path.stem
    for path in resource_path("icons").glob("*.svg")
    if path.stem != "mnistlab" and not path.stem.endswith(("-light", "-dark"))
)


@pytest.fixture
def in_light(qapp):
    theme.set_colours(LIGHT)
    yield
    theme.set_colours(LIGHT)


def inked(name, colour="text", side=64):
    """Return the picture of an icon and the places of its ink."""
    picture = QImage(side, side, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    draw_icon(painter, name, QRectF(0, 0, side, side), colour)
    painter.end()
    places = [(x, y) for x in range(side) for y in range(side) if picture.pixelColor(x, y).alpha() == 255]
    return picture, places


@pytest.mark.parametrize("name", TINTED)
def test_an_icon_is_drawn_on_the_grid_in_one_colour(in_light, name):
    drawing = resource_path(f"icons/{name}.svg").read_text("utf-8")
    assert QSvgRenderer(drawing.encode()).viewBox().size().toTuple() == (SIZE, SIZE)
    assert set(re.findall(r"#\w{6}", drawing)) == {LIGHT.text}
    _, places = inked(name)
    assert len(places) > 20
    assert {0, 63}.isdisjoint(side for place in places for side in place)  # nothing is cut


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("colour", ["text", "on_fill"])
def test_an_icon_has_the_colour_that_is_asked_for(in_light, palette, colour):
    theme.set_colours(palette)
    picture, places = inked("plus", colour)
    assert {picture.pixelColor(*place).name().upper() for place in places} == {getattr(palette, colour)}


def test_an_icon_that_is_not_to_be_had_is_grey(in_light):
    picture = icon("pause").pixmap(SIZE, SIZE, QIcon.Mode.Disabled).toImage()
    shades = {picture.pixelColor(x, y).name().upper() for x in range(SIZE) for y in range(SIZE)}
    assert LIGHT.disabled in shades
    assert LIGHT.text not in shades


def test_an_icon_that_does_not_exist_is_named():
    with pytest.raises(FileNotFoundError, match=r"icons/nothing\.svg"):
        icon("nothing")


def test_the_marks_of_the_style_sheet_exist(qapp):
    assert all(resource_path(f"icons/{name}") for name in re.findall(r"icons:([\w.-]+)", style_sheet.style_sheet()))
