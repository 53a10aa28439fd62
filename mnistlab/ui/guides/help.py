"""Half a page of help for each panel and each scene."""

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLayout, QVBoxLayout, QWidget

from mnistlab.resources import resource_path
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.widgets.formula import Formula
from mnistlab.ui.widgets.gap import Gap

WIDTH: Final = 420  # px: of a line, which is as many letters as the eye follows with ease
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


class HelpSheet(QDialog):
    """A window that explains one thing. It is not modal: the laboratory goes on beside it.

    Attributes
    ----------
    topic : str
        What is explained.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("helpSheet")
        self.topic = ""
        self._title = QLabel()
        self._title.setProperty("role", "heading")
        self._title.setWordWrap(True)
        self._title.setFixedWidth(WIDTH)
        self._page = QWidget()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.close)
        self._rows = rows = QVBoxLayout(self)
        rows.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        rows.setSpacing(UNIT)
        rows.addWidget(self._title)
        rows.addWidget(self._page)
        rows.addWidget(Gap())
        rows.addWidget(self._buttons)
        rows.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)  # as high as its text

    def explain(self, topic: str, language: str) -> None:
        """Show the help on a topic, in one of `LANGUAGES`."""
        title, paragraphs = read_help(topic, language)
        self.topic = topic
        self._title.setText(title)
        self.setWindowTitle(self.tr("Help: {topic}").format(topic=title))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        for paragraph in paragraphs:
            column.addWidget(_block(paragraph))
        self._rows.insertWidget(self._rows.indexOf(self._page), page)
        self._rows.removeWidget(self._page)
        self._page.hide()
        self._page.deleteLater()
        self._page = page
        rescale(self)
        self.show()
        self.activateWindow()

    def text(self) -> str:
        """Return all that can be read on the page."""
        return "\n".join(label.text() for label in self._page.findChildren(QLabel))


def _block(paragraph: str) -> QWidget:
    formula = FORMULA.match(paragraph)
    if formula is not None:
        drawn = Formula()
        drawn.show_formula(formula[1])
        drawn.setFixedWidth(WIDTH)
        return drawn
    label = QLabel(paragraph)
    label.setTextFormat(Qt.TextFormat.MarkdownText)
    label.setWordWrap(True)
    label.setFixedWidth(WIDTH)
    return label
