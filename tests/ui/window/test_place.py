"""The window comes back where it was left, and never out of reach."""

import pytest
from PySide6.QtCore import QByteArray, QRect, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mnistlab.ui.settings import open_settings
from mnistlab.ui.window.place import SIZE, fit_on_screen, restore_place


def room():
    return QGuiApplication.primaryScreen().availableGeometry()


def test_the_window_opens_where_it_was_closed(open_window):
    first = open_window().window
    smallest = first.minimumSizeHint()
    first.setGeometry(QRect(3, 40, smallest.width(), smallest.height() + 60))  # below is room for the frame
    place = first.geometry()
    first.close()
    assert open_window().window.geometry() == place


def test_the_places_are_kept_before_the_window_closes(user, qtbot):
    """A program that is killed does not come to its end."""
    window, kept = user.window, open_settings()
    qtbot.waitUntil(lambda: not window._places.settled.isActive())
    before = kept.value("window"), kept.value("panels")
    smallest = window.minimumSizeHint()
    window.setGeometry(QRect(5, 42, smallest.width(), smallest.height() + 50))
    window.workbench.show_panel("draw", False)

    def both_are_kept():
        kept.sync()
        return all(
            one not in (None, old)
            for one, old in zip((kept.value("window"), kept.value("panels")), before, strict=True)
        )

    qtbot.waitUntil(both_are_kept)


def test_a_maximised_window_opens_maximised(open_window, qtbot):
    first = open_window().window
    first.showMaximized()
    qtbot.waitUntil(first.isMaximized)
    first.close()
    assert open_window().window.isMaximized()


def test_a_place_on_a_screen_that_is_gone_is_brought_back(open_window):
    window = open_window().window
    smallest = window.minimumSize().expandedTo(window.minimumSizeHint())
    for place in (QRect(5000, 4000, 1000, 700), QRect(-3000, -40, 1000, 700), QRect(0, 0, 9000, 7000)):
        window.setGeometry(place)
        fit_on_screen(window)
        shown = window.geometry()
        assert shown.topLeft().x() >= room().left(), place
        assert shown.topLeft().y() >= room().top(), place
        assert shown.width() <= max(room().width(), smallest.width()), place
        assert shown.height() <= max(room().height(), smallest.height()), place


PLACE = "000000100000001000005e000002f7"
NO_WIDTH = (
    f"01d9d0cb0003016539393900{PLACE}{PLACE}00000000000000000556{PLACE}"  # as in a file that was changed by chance
)


@pytest.mark.parametrize("junk", ["nonsense", b"\x01\x02", 7, QByteArray.fromHex(NO_WIDTH.encode())])
def test_a_settings_file_that_was_edited_does_no_harm(qtbot, junk):
    preferences, window = QSettings("mnistlab", "mnistlab"), QWidget()
    qtbot.addWidget(window)
    preferences.setValue("window", junk)
    restore_place(window, preferences.value("window"))
    assert room().intersects(window.geometry())


def test_reset_the_layout_gives_the_first_size_back(open_window, qtbot):
    user = open_window()
    first = user.window.size()
    user.window.showMaximized()
    qtbot.waitUntil(user.window.isMaximized)
    user.action("actionResetLayout").trigger()
    qtbot.waitUntil(lambda: not user.window.isMaximized())
    assert user.window.size() == first
    assert first == SIZE  # because this screen has no room for the least window either
