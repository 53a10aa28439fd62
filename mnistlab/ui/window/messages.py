"""What the window says in dialogs: what went wrong, whose the data are, what the program is."""

import logging

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from mnistlab import __version__
from mnistlab.errors import MnistLabError
from mnistlab.language import say
from mnistlab.resources import resource_path
from mnistlab.ui.look.theme import px
from mnistlab.ui.look.zoom import rescale

ICON = 64  # px
ERROR = "errorDialog"
COUNT = "errors"  # the property that says how many the dialog has shown

log = logging.getLogger(__name__)
translate = QCoreApplication.translate


def show_error(window: QWidget, error: Exception) -> None:
    """Say what went wrong. An error of another kind than ours is logged too."""
    if isinstance(error, MnistLabError):
        text = say(error)
    else:
        log.error("unexpected error", exc_info=error)
        text = translate("Messages", "Something went wrong that should not: {error}. The program goes on.").format(
            error=f"{type(error).__name__}: {error}"
        )
    shown = next((box for box in window.findChildren(QMessageBox, ERROR) if box.isVisible()), None)
    if shown is not None:  # one dialog, however many errors there are
        count = (shown.property(COUNT) or 1) + 1
        shown.setProperty(COUNT, count)
        shown.setText(text)
        shown.setInformativeText(
            translate("Messages", "{count} errors in a row; this is the last.").format(count=count)
        )
        return
    box = _box(window, QMessageBox.Icon.Warning)
    box.setObjectName(ERROR)
    box.setTextFormat(Qt.TextFormat.PlainText)  # because names of files, and what was typed, are in it
    at = QApplication.focusWidget()
    if at is not None:
        box.finished.connect(at.setFocus)  # what was typed there can be typed again
    box.setText(text)
    rescale(box)
    box.open()


def show_data_notice(window: QWidget) -> None:
    """Say where the built-in images come from, and under which licence."""
    box = _box(window, QMessageBox.Icon.NoIcon)
    box.setTextFormat(Qt.TextFormat.MarkdownText)
    box.setText(resource_path("mnist/NOTICE.md").read_text("utf-8"))
    rescale(box)
    box.open()


def show_about(window: QWidget) -> None:
    """Say what the program is, and under which licences."""
    text = translate(
        "Messages",
        "mnistlab {version}\n\nWatch a two-layer network learn to read handwritten digits.\n\n"
        "Code: MIT licence. Images: MNIST, © Yann LeCun and Corinna Cortes, CC BY-SA 3.0.",
    )
    box = _box(window, QMessageBox.Icon.NoIcon)
    box.setIconPixmap(window.windowIcon().pixmap(px(ICON)))
    box.setText(text.format(version=__version__))
    rescale(box)
    box.open()


def _box(window: QWidget, icon: QMessageBox.Icon) -> QMessageBox:
    box = QMessageBox(icon, "mnistlab", "", QMessageBox.StandardButton.Ok, window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
