"""Small pictures on buttons, in the colours of the palette."""

from typing import Final

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mnistlab.resources import resource_path
from mnistlab.ui.look import theme

SIZE: Final = 16  # px


def icon(name: str) -> QIcon:
    """Return one of ``resources/icons``, which are drawn in the light palette's colour of text; crisp on any screen.

    Raises
    ------
    FileNotFoundError
        If there is none with this name.
    """
    drawn = resource_path(f"icons/{name}.svg").read_text("utf-8")
    made = QIcon()
    now, side = theme.colours(), theme.px(SIZE)
    for mode, state, colour in (
        (QIcon.Mode.Normal, QIcon.State.Off, now.text),
        (QIcon.Mode.Normal, QIcon.State.On, now.text),
        (QIcon.Mode.Disabled, QIcon.State.Off, now.disabled),
    ):
        renderer = QSvgRenderer(QByteArray(drawn.replace(theme.LIGHT.text, colour).encode()))
        for ratio in (1, 2):
            pixmap = QPixmap(side * ratio, side * ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter)
            painter.end()
            made.addPixmap(pixmap, mode, state)
    return made
