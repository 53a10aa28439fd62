"""The sheet of keys: every action that has one, a group for each menu and for each panel with keys of its own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QMainWindow, QMenu, QWidget
from typing_extensions import override

from mnistlab.ui.look.keys import on_other_keyboards
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.scenes.base import Scene
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named, push_button

COLUMNS: Final = 3
SIGNS: Final = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "-": "−", "Return": "Enter"}  # what is on the keys

Group = tuple[str, list[QAction]]


class ShortcutSheet(QDialog):
    """A window of its own that is not modal: the laboratory goes on."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setObjectName("shortcutSheet")
        self._page = QWidget()
        self._close = push_button("shortcutsClose", self.close, role="primary")
        self._rows = in_column(self._page, in_row(STRETCH, self._close), spacing=2 * UNIT, on=self)
        self._rows.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        self._rows.setSizeConstraint(self._rows.SizeConstraint.SetFixedSize)
        self.retranslate()

    def retranslate(self) -> None:
        """Build the sheet from the current actions."""
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._close.setText(self.tr("Close"))
        window = self.parentWidget()  # not stored, because that would be a reference cycle
        assert isinstance(window, QMainWindow)
        page = _make_page(in_columns(list(groups_of(window)), COLUMNS))
        self._rows.insertWidget(0, page)
        self._rows.removeWidget(self._page)
        self._page.hide()
        self._page.deleteLater()
        self._page = page
        rescale(self)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self.retranslate)  # because the window's actions are translated later
        super().changeEvent(event)


def _make_page(columns: Iterable[Sequence[Group]]) -> QWidget:
    page = QWidget()
    row = in_row(spacing=4 * UNIT, on=page)
    for groups in columns:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(2)
        for title, actions in groups:
            _add_group(grid, title, actions)
        grid.setRowStretch(grid.rowCount(), 1)
        row.addLayout(grid)
    return page


def _add_group(grid: QGridLayout, title: str, actions: Iterable[QAction]) -> None:
    row = grid.rowCount()
    if row > 1:
        grid.setRowMinimumHeight(row, UNIT)
        row += 1
    grid.addWidget(named(QLabel(title), role="title"), row, 0, 1, 2)
    for place, action in enumerate(actions, row + 1):
        grid.addWidget(QLabel(plain(action.text())), place, 0)
        grid.addWidget(named(QLabel(keys_of(action)), role="key"), place, 1, Qt.AlignmentFlag.AlignRight)


def groups_of(window: QMainWindow) -> Iterator[Group]:
    """Yield the title of each menu, then of each panel, with the actions that have a key; each key once."""
    told: set[str] = set()

    def with_keys(actions: Iterable[QAction]) -> list[QAction]:
        found = []
        for action in actions:
            keys = action.shortcut().toString()
            if keys and keys not in told:
                told.add(keys)
                found.append(action)
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
    """Return the keys of an action as they are written on the keyboard, the same in every language but for "Space"."""
    elsewhere = on_other_keyboards(action.shortcuts())
    shown = (keys for keys in action.shortcuts() if not keys.isEmpty() and keys not in elsewhere)
    return " · ".join(dict.fromkeys(map(key_text, shown)))


def key_text(keys: QKeySequence) -> str:
    """Return the keys of one shortcut: ``Ctrl −``, ``Shift ↑``."""
    signs = SIGNS | {"Space": QCoreApplication.translate("ShortcutSheet", "Space")}
    parts = re.split(r"\+(?=.)", keys.toString(QKeySequence.SequenceFormat.PortableText))
    return " ".join(signs.get(part, part) for part in parts)


def plain(text: str) -> str:
    """Return a menu's text without its mnemonic: the ``&``, or the whole ``(&X)``."""
    return re.sub(r"\(&\w\)|&", "", text).removesuffix("…").rstrip()


def in_columns(groups: list[Group], count: int) -> list[list[Group]]:
    """Return the groups in `count` columns that are about equally high: the longest take their place first."""
    columns: list[list[Group]] = [[] for _ in range(count)]
    heights = [0] * count
    for group in sorted(groups, key=lambda group: len(group[1]), reverse=True):
        lowest = heights.index(min(heights))
        columns[lowest].append(group)
        heights[lowest] += len(group[1]) + 2  # title and gap
    for column in columns:
        column.sort(key=groups.index)
    return sorted((column for column in columns if column), key=lambda column: groups.index(column[0]))
