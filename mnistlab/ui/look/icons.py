"""Small pictures on buttons, in the colours of the palette: line drawings on a grid of 16, 1.5 wide."""

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mnistlab.resources import resource_path
from mnistlab.ui.look import theme

SIZE: Final = 16  # px


def icon(name: str, colour: str = "text") -> QIcon:
    """Return one of ``resources/icons``, which are drawn in the light palette's colour of text; crisp on any screen.

    Parameters
    ----------
    name : str
    colour : str
        A field of `theme.Colours`; ``"on_fill"`` on the filled button. A disabled icon has the colour of disabled text.

    Raises
    ------
    FileNotFoundError
        If there is none with this name.
    """
    made = QIcon()
    side = theme.px(SIZE)
    for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, "disabled")):
        renderer = _renderer(name, tint)
        for ratio in (1, 2):
            pixmap = QPixmap(side * ratio, side * ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter)
            painter.end()
            made.addPixmap(pixmap, mode)
    return made


def draw_icon(painter: QPainter, name: str, place: QRectF, colour: str = "text") -> None:
    """Draw an icon in a square of the screen: for a widget that paints itself.

    Parameters
    ----------
    painter : QPainter
    name : str
    place : QRectF
    colour : str
        A field of `theme.Colours`, or ``"#rrggbb"``.
    """
    _renderer(name, colour).render(painter, place)


def _renderer(name: str, colour: str) -> QSvgRenderer:
    return _drawn(name, colour if colour.startswith("#") else getattr(theme.colours(), colour))


@cache
def _drawn(name: str, tint: str) -> QSvgRenderer:
    drawn = resource_path(f"icons/{name}.svg").read_text("utf-8")
    return QSvgRenderer(QByteArray(drawn.replace(theme.LIGHT.text, tint).encode()))
