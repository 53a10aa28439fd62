"""Keys of the window, on keyboards of other countries, too."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mnistlab.ui.look.keys import in_place_of, new_action, shifted_action


@pytest.mark.parametrize(
    ("key", "others"),
    [
        ("1", "& ١ ۱ १"),
        ("Ctrl+2", "Ctrl+É Ctrl+Ě Ctrl+Ľ Ctrl+٢ Ctrl+۲ Ctrl+२"),
        ("Ctrl+0", "Ctrl+À Ctrl+٠ Ctrl+۰ Ctrl+०"),
        ("6", "- § Ž ٦ ۶ ६"),
        ("E", "У Ε ק ث"),
        ("Ctrl+Z", "Ctrl+Я Ctrl+Ζ Ctrl+ז Ctrl+ئ"),
        ("S", "Ы І Σ ד س"),
        ("?", "؟"),
        ("F5", ""),
        ("Ctrl++", ""),
    ],
)
def test_what_stands_in_the_place_of_a_key_elsewhere_does_the_same(key, others):
    owner = QObject()
    action = new_action(owner, "action", key)
    assert action.shortcut() == QKeySequence(key)  # which is shown
    assert action.shortcuts()[1:] == [QKeySequence(other) for other in others.split()]


def test_the_first_key_of_a_french_keyboard_triggers(qtbot):
    window, pressed = QWidget(), []
    qtbot.addWidget(window)
    window.addAction(new_action(window, "action", "1", slot=lambda: pressed.append(1)))
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Ampersand)
    assert pressed == [1]


def test_a_letter_with_ctrl_and_shift_is_that_of_its_own_action(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    undo, redo = (new_action(window, name, keys) for name, keys in (("undo", "Ctrl+Z"), ("redo", "Ctrl+Shift+Z")))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Z, both)
    assert shifted_action(window, press) is redo
    redo.setEnabled(False)
    assert shifted_action(window, press) is None
    assert shifted_action(window, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Left, both)) is None
    assert shifted_action(window, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Z, both & ~both)) is None
    assert undo.isEnabled()


def test_what_stands_in_the_place_of_a_letter_or_digit_is_known_in_a_key_event():
    def key(sign, modifiers=Qt.KeyboardModifier.NoModifier):
        return chr(in_place_of(QKeyEvent(QKeyEvent.Type.KeyPress, ord(sign), modifiers)))

    assert [key(sign) for sign in "ФИВ"] == list("ABD")
    assert [key(sign) for sign in "ΑΒΨ"] == list("ABC")
    assert [key(sign) for sign in "שנב"] == list("ABC")
    assert [key(sign) for sign in "&É'(Ě٣۴"] == list("1245234")
    assert key("&", Qt.KeyboardModifier.ShiftModifier) == "&"
    assert [key(sign) for sign in "A1"] == list("A1")
