"""The sheets beside the window: half a page of help for each panel and each scene, and all keys."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLayout,
    QMainWindow,
    QMenu,
    QWidget,
)
from typing_extensions import override

from mnistlab.resources import resource_path
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.scenes.base import Scene
from mnistlab.ui.widgets.formula import Formula
from mnistlab.ui.widgets.kit import Gap, in_column, in_row, named

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


class Sheet(QDialog):
    """A window with a page that is made anew for each thing it shows. It is not modal: the laboratory goes on."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._page = QWidget()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        self._rows = in_column(self._page, buttons, on=self)
        self._rows.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)

    def _show_page(self, page: QWidget) -> None:
        """Put a page in the place of the one before."""
        self._rows.insertWidget(self._rows.indexOf(self._page), page)
        self._rows.removeWidget(self._page)
        self._page.hide()
        self._page.deleteLater()
        self._page = page
        rescale(self)


class HelpSheet(Sheet):
    """Explains one thing.

    Attributes
    ----------
    topic : str
        What is explained.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "helpSheet")
        self.topic = ""
        self._title = named(QLabel(), role="heading")
        self._title.setWordWrap(True)
        self._title.setFixedWidth(WIDTH)
        self._rows.insertWidget(0, self._title)
        self._rows.insertWidget(2, Gap())
        self._rows.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)  # as high as its text

    def explain(self, topic: str, language: str) -> None:
        """Show the help on a topic, in one of `LANGUAGES`."""
        title, paragraphs = read_help(topic, language)
        self.topic = topic
        self._title.setText(title)
        self.setWindowTitle(self.tr("Help: {topic}").format(topic=title))
        page = QWidget()
        in_column(*map(_block, paragraphs), on=page)
        self._show_page(page)
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


COLUMNS: Final = (2, 3)  # the second number is used where the first makes the sheet too high
HIGHEST: Final = 0.8  # of the screen's height; the rest is for the frame, the button and the margins
ARROWS: Final = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}  # what is on the keys


class ShortcutSheet(Sheet):
    """Every action that has a key, in columns, a group for each menu and for each panel with keys of its own."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window, "shortcutSheet")
        self._rows.setSpacing(2 * UNIT)
        self.retranslate()

    def retranslate(self) -> None:
        """Build the sheet from the current actions."""
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        window = self.parentWidget()  # not stored, because that would be a reference cycle
        assert isinstance(window, QMainWindow)
        groups = list(groups_of(window))
        for columns in COLUMNS:
            page = self._make_page(_in_columns(groups, columns))
            if page.sizeHint().height() <= HIGHEST * window.screen().availableSize().height():
                break
        self._show_page(page)

    def _make_page(self, columns: Iterable[Sequence[tuple[str, list[QAction]]]]) -> QWidget:
        page = QWidget()
        row = in_row(spacing=5 * UNIT, on=page)
        for groups in columns:
            grid = QGridLayout()
            grid.setHorizontalSpacing(2 * UNIT)
            grid.setVerticalSpacing(UNIT // 2)
            for title, actions in groups:
                self._add_group(grid, title, actions)
            grid.setRowStretch(grid.rowCount(), 1)
            row.addLayout(grid)
        rescale(page)
        return page

    def _add_group(self, grid: QGridLayout, title: str, actions: Iterable[QAction]) -> None:
        row = grid.rowCount()
        if row > 1:
            grid.setRowMinimumHeight(row, UNIT)
            row += 1
        grid.addWidget(named(QLabel(title), role="title"), row, 0, 1, 2)
        for place, action in enumerate(actions, row + 1):
            grid.addWidget(QLabel(plain(action.text())), place, 0)
            grid.addWidget(named(QLabel(keys_of(action)), role="key"), place, 1, Qt.AlignmentFlag.AlignRight)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self.retranslate)  # because the window's actions are translated later
        super().changeEvent(event)


def groups_of(window: QMainWindow) -> Iterator[tuple[str, list[QAction]]]:
    """Yield the title of each menu, then of each panel, with the actions that have a key; each action once."""
    told: set[QAction] = set()

    def with_keys(actions: Iterable[QAction]) -> list[QAction]:
        found = [action for action in actions if not action.shortcut().isEmpty() and action.text()]
        found = [action for action in found if action not in told]
        told.update(found)
        return found

    for entry in window.menuBar().actions():
        menu = entry.menu()
        actions = with_keys(_all_actions(menu)) if isinstance(menu, QMenu) else []
        if actions:
            yield plain(entry.text()), actions
    for panel in window.findChildren(Panel):
        for scene in panel.findChildren(Scene):  # of the stage, whose title is that of the current scene
            actions = with_keys(scene.findChildren(QAction))
            if actions:
                yield scene.words()[0], actions
        actions = with_keys(panel.findChildren(QAction))
        if actions:
            yield panel.title.text(), actions


def _all_actions(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _all_actions(inner)
        else:
            yield action


def keys_of(action: QAction) -> str:
    """Return the keys of an action as they are written on the keyboard."""
    names = (keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in action.shortcuts())
    return " · ".join(dict.fromkeys(ARROWS.get(name, name) for name in names if name))


def plain(text: str) -> str:
    """Return a menu's text without its mnemonic: the ``&``, or the whole ``(&X)``."""
    return re.sub(r"\(&\w\)|&", "", text).removesuffix("…").rstrip()


def _in_columns(groups: list[tuple[str, list[QAction]]], count: int) -> list[list[tuple[str, list[QAction]]]]:
    """Return the groups, in their order, in `count` columns, with the highest column as low as possible."""
    heights = [len(actions) + 2 for _, actions in groups]

    def highest(cuts: Sequence[int]) -> int:
        return max(sum(heights[start:stop]) for start, stop in pairwise((0, *cuts, len(groups))))

    cuts = min(combinations(range(1, len(groups)), min(count, len(groups)) - 1), key=highest)
    return [groups[start:stop] for start, stop in pairwise((0, *cuts, len(groups)))]
