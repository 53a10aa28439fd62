"""What a window does with a settings file, with as little of a window as that needs."""

import contextlib
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from mnistlab.ui.look import theme
from mnistlab.ui.look.zoom import Zoom
from mnistlab.ui.window.place import restore_place
from mnistlab.ui.window.preferences import Choices
from mnistlab.ui.workbench.arrangement import read
from mnistlab.ui.workbench.workbench import PLACES, STAGE


def use_settings(path: Path) -> None:
    application = QApplication.instance() or QApplication([])
    preferences = QSettings(str(path), QSettings.Format.IniFormat)
    window = QMainWindow()
    window.setCentralWidget(QWidget())
    choices = Choices(preferences, window)
    choices.use_language()
    read(preferences.value("panels", None), PLACES, (STAGE,))
    restore_place(window, preferences.value("window", None))
    Zoom(window, preferences).restore()
    preferences.contains("welcomed")
    screen = application.primaryScreen().availableGeometry()
    window.show()
    assert window.geometry().intersects(screen) or window.isMaximized(), f"the window is at {window.geometry()}"
    choices.fall_silent()
    with contextlib.suppress(RuntimeError):
        window.close()
        window.deleteLater()
    theme.set_scale(1.0)
    application.setStyleSheet("")
    application.processEvents()
