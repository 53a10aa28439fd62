"""A formula, typeset before the program was built."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.resources import resource_path
from mnistlab.ui.look.theme import colours, px
from mnistlab.ui.widgets.painted import Painted

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

SIZE: Final = 17  # px: an em, the size of the letters
UNITS: Final = 1000  # of the files to an em, see packaging/formulas.py
LINE: Final = 68 / UNITS  # ems: how thick the line of a fraction is
HEIGHT: Final = math.ceil(2.5 * SIZE)  # px: of every file
WIDEST: Final = 452  # px: of the longest at full size


class Formula(Painted):
    """One of ``resources/formulas``, from the left edge, its equals sign half-way up.

    Letters have the same size in all formulas, and all formulas take the same room, so that nothing moves when one
    replaces another. A formula that is too wide is shrunk.
    """

    hint = WIDEST, HEIGHT

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        self._renderers: dict[str, QSvgRenderer] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_formula(self, name: str) -> None:
        """Show the formula with this name; "" for none.

        Raises
        ------
        FileNotFoundError
            If there is none with this name.
        """
        if name == self.name:
            return
        if name and name not in self._renderers:
            self._renderers[name] = _load(name)
        self.name = name
        self.update()

    @override
    def restyle(self) -> None:
        self._renderers = {name: _load(name) for name in self._renderers}

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(WIDEST // 2), px(HEIGHT))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.name:
            return
        renderer = self._renderers[self.name]
        size = renderer.viewBoxF().size() * (px(SIZE) / UNITS)
        size *= min(1.0, self.width() / size.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, self._middle() - size.height() / 2, size.width(), size.height()))

    def _middle(self) -> float:
        """Return the height at which the line of a fraction covers whole pixels of the screen."""
        ratio = self.devicePixelRatioF()
        pixels = max(1, round(LINE * px(SIZE) * ratio))
        top = round((self.height() * ratio - pixels) / 2)
        return (top + pixels / 2) / ratio


def _load(name: str) -> QSvgRenderer:
    """Read a formula, in the colour of text."""
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 (not needed before the window is up)

    svg = resource_path(f"formulas/{name}.svg").read_bytes()
    return QSvgRenderer(svg.replace(b"currentColor", colours().text.encode()))
