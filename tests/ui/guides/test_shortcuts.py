"""The sheet of keys: all of them, as they are written on the keyboard, in columns of about the same height."""

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from mnistlab.ui.guides.shortcuts import ShortcutSheet, in_columns, key_text


def texts(sheet, role=None):
    labels = sheet._page.findChildren(QLabel)
    return [label.text() for label in labels if role is None or label.property("role") == role]


@pytest.fixture
def sheet(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    QTest.keyClick(user.window, "?")
    return user.window.findChild(ShortcutSheet)


def test_every_key_of_the_window_is_on_the_sheet_once(user, sheet):
    assert sheet.isVisible()
    assert not sheet.isModal()
    actions = [a for a in user.window.findChildren(QAction) if not a.shortcut().isEmpty() and a.text()]
    assert len(actions) > 20
    assert len(texts(sheet, "key")) == len({action.shortcut().toString() for action in actions})
    for text in ("Run", "Space", "Update", "3", "Clear", "File", "Help", "?", "F1"):
        assert text in texts(sheet), text


def test_the_sheet_is_made_from_the_actions(user):
    user.action("actionStep").setShortcut("F9")
    user.action("actionShortcuts").trigger()
    found = texts(user.window.findChild(ShortcutSheet))
    assert "F9" in found
    assert "→" not in found


def test_keys_are_written_the_same_in_both_languages(user, sheet):
    english = texts(sheet, "key")
    user.action("actionLanguage_zh_CN").trigger()
    user.wait(lambda: "更新" in texts(sheet))
    chinese = texts(sheet, "key")
    assert [key for key in english if key != "Space"] == [key for key in chinese if key != "空格"]
    user.action("actionLanguage_en").trigger()
    user.wait(lambda: "Update" in texts(sheet))


@pytest.mark.parametrize(
    ("keys", "written"),
    [("Ctrl+-", "Ctrl −"), ("Ctrl++", "Ctrl +"), ("Ctrl+Shift+Up", "Ctrl Shift ↑"), ("Right", "→"), ("F5", "F5")],
)
def test_keys_are_written_as_on_the_keyboard(qapp, keys, written):
    assert key_text(QKeySequence(keys)) == written


def test_columns_are_about_equally_high():
    groups = [
        ("File", [None] * 4),
        ("Run", [None] * 15),
        ("View", [None] * 9),
        ("Help", [None] * 2),
        ("Draw", [None] * 7),
    ]
    columns = in_columns(groups, 3)
    heights = [sum(len(actions) + 2 for _, actions in column) for column in columns]
    assert max(heights) - min(heights) <= 6
    assert sorted(group[0] for column in columns for group in column) == ["Draw", "File", "Help", "Run", "View"]


def test_the_sheet_leaves_most_of_the_window_to_be_seen(user, sheet):
    user.window.resize(1366, 744)
    assert sheet.width() * sheet.height() < 0.5 * 1366 * 744
