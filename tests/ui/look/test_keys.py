"""Keys of the window, on keyboards of other countries, too."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mnistlab.ui.look.keys import new_action


@pytest.mark.parametrize(
    ("key", "others"),
    [("1", "&"), ("Ctrl+2", "Ctrl+É"), ("E", "УΕ"), ("Ctrl+Z", ["Ctrl+Я", "Ctrl+Ζ"]), ("F5", []), ("Ctrl++", [])],
)
def test_what_stands_in_the_place_of_a_key_elsewhere_does_the_same(key, others):
    owner = QObject()
    action = new_action(owner, "action", key)
    assert action.shortcut() == QKeySequence(key)  # which is shown
    others = [others] if isinstance(others, str) and "+" in others else list(others)
    assert action.shortcuts()[1:] == [QKeySequence(other) for other in others]


def test_the_first_key_of_a_french_keyboard_triggers(qtbot):
    window, pressed = QWidget(), []
    qtbot.addWidget(window)
    window.addAction(new_action(window, "action", "1", slot=lambda: pressed.append(1)))
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Ampersand)
    assert pressed == [1]
