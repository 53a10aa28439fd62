"""Help: half a page for each panel and each scene."""

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from mnistlab.resources import resource_path
from mnistlab.ui.widgets.formula import Formula
from mnistlab.ui.widgets.kit import STRETCH, in_column

FORMULA: Final = re.compile(r"^!\[\]\(\.\./\.\./formulas/(\w+)\.svg\)$")  # a paragraph of its own


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
    """Paragraphs and formulas, one below the other, so many px apart."""

    def __init__(self, paragraphs: list[str], spacing: int = 12) -> None:
        super().__init__()
        in_column(*map(_block, paragraphs), STRETCH, spacing=spacing, on=self)

    def text(self) -> str:
        """Return all that can be read on the page."""
        return "\n".join(label.text() for label in self.findChildren(QLabel))


def _block(paragraph: str) -> QWidget:
    formula = FORMULA.match(paragraph)
    if formula is not None:
        drawn = Formula()
        drawn.show_formula(formula[1])
        return drawn
    label = QLabel(paragraph)
    label.setTextFormat(Qt.TextFormat.MarkdownText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    return label
