"""Help: half a page for each panel and each scene."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.lessons.markup import without_html
from mnistlab.resources import resource_path
from mnistlab.ui.widgets.formula import Formula
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row
from mnistlab.ui.widgets.painted import Painted, loose, tied

FORMULA: Final = re.compile(r"^!\[\]\(\.\./\.\./formulas/(\w+)\.svg\)$")  # a paragraph of its own
PICTURE: Final = re.compile(r"^!\[([^\]]*)\]\(([^)\s]*)\)$")  # likewise


def read_help(topic: str, language: str) -> tuple[str, list[str]]:
    """Return the title of a help text and its paragraphs, in Markdown.

    Parameters
    ----------
    topic : str
        A file of ``resources/help/LANGUAGE``, without its suffix.
    language : str
        A key of `LANGUAGES`; a text that is not there in this language yet is returned in English.

    Raises
    ------
    FileNotFoundError
        If there is none on this topic.
    """
    try:
        page = resource_path(f"help/{language}/{topic}.md")
    except FileNotFoundError:
        page = resource_path(f"help/en/{topic}.md")
    text = page.read_text("utf-8")
    title, *paragraphs = re.split(r"\n{2,}", text.strip())
    return title.removeprefix("# "), paragraphs


class HelpPage(QWidget):
    """Paragraphs, formulas and pictures, one below the other, so many px apart; `pictures` are files by their names."""

    def __init__(
        self, paragraphs: list[str], spacing: int = 12, pictures: Mapping[str, bytes] = MappingProxyType({})
    ) -> None:
        super().__init__()
        blocks = (_block(paragraph, pictures) for paragraph in paragraphs)
        in_column(*blocks, STRETCH, spacing=spacing, on=self)

    def text(self) -> str:
        """Return all that can be read on the page."""
        return "\n".join(loose(label.text()) for label in self.findChildren(QLabel))


class Picture(Painted):
    """A picture, no wider than the page; `text` says in words what it shows."""

    def __init__(self, content: bytes, text: str) -> None:
        super().__init__()
        self._image = QImage.fromData(content)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self._place().height())

    def _place(self) -> QRect:
        size = self._image.size()
        if size.width() > self.width():
            size = size.scaled(self.width(), size.height(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRect(QPoint(), size)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._place(), self._image)


def _block(paragraph: str, pictures: Mapping[str, bytes]) -> QWidget:
    formula = FORMULA.match(paragraph)
    if formula is not None:
        drawn = Formula()
        drawn.show_formula(formula[1])
        return drawn
    picture = PICTURE.match(paragraph)
    if picture is not None and picture[2] in pictures:
        return Picture(pictures[picture[2]], picture[1])
    if paragraph.startswith("- "):
        return _list([item.removeprefix("- ") for item in re.split(r"\n(?=- )", paragraph)])
    return _words(paragraph)


def _list(items: list[str]) -> QWidget:
    """Return the items of a list, with less room before them than Qt leaves: a drawer is narrow."""
    points = QWidget()
    rows = (in_row((QLabel("•"), 0, Qt.AlignmentFlag.AlignTop), (_words(item), 1), spacing=6) for item in items)
    in_column(*rows, spacing=4, on=points)
    return points


def _words(text: str) -> QLabel:
    label = QLabel(without_html(tied(text)))
    label.setTextFormat(Qt.TextFormat.MarkdownText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    return label
