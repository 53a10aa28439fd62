"""The dialogs of the window: what went wrong that should not, whose the data are, what the program is."""

from collections.abc import Callable, Sequence
from traceback import walk_tb

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from mnistlab import __version__
from mnistlab.bindings import let_go
from mnistlab.errors import as_fact
from mnistlab.language import say
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named, push_button
from mnistlab.ui.window.diagnostics import diagnostics, happened_in

ICON = 64  # px
WIDTH = 420  # px of a line: as many letters as the eye follows with ease
MOST_KINDS = 20  # of errors in one dialog

translate = QCoreApplication.translate


class Message(QDialog):
    """A heading, some paragraphs that can be selected, and buttons. It is not modal: the laboratory goes on.

    Parameters
    ----------
    window : QWidget
        Over which it stands.
    name : str
        Its object name; those of its buttons begin with it.
    heading : str
    *paragraphs : str
    copied : callable or None
        Gives the text for the clipboard; None copies what can be read.
    copy : str
        What the button for that is called.
    """

    def __init__(
        self, window: QWidget, name: str, heading: str, *paragraphs: str, copied: Callable[[], str] | None, copy: str
    ) -> None:
        super().__init__(window)
        self.setObjectName(name)
        self.setProperty("role", "message")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.heading = named(QLabel(heading), role="heading")
        self.paragraphs = [QLabel(text) for text in paragraphs]
        for label in (self.heading, *self.paragraphs):
            label.setTextFormat(Qt.TextFormat.PlainText)  # because names that are not ours may be in it
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
            label.setFixedWidth(WIDTH)
        self.copy = push_button(f"{name}Copy", lambda: QGuiApplication.clipboard().setText((copied or self.text)()))
        self.copy.setText(copy)
        self.copy.setAutoDefault(False)
        self.done_button: QPushButton = push_button(f"{name}Close", self.close, role="primary")
        self.done_button.setText(translate("Messages", "Close"))
        self.done_button.setDefault(True)
        buttons = in_row(self.copy, STRETCH, self.done_button)
        self.column = in_column(self.heading, *self.paragraphs, STRETCH, buttons, spacing=12, on=self)
        self.column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        self.column.setSizeConstraint(self.column.SizeConstraint.SetFixedSize)  # as high as its text
        self.done_button.setFocus()
        rescale(self)

    def text(self) -> str:
        """Return all that can be read."""
        return "\n\n".join(label.text() for label in (self.heading, *self.paragraphs) if label.text())


class Fault(Message):
    """Says what went wrong that should not have: once, however often it happens."""

    def __init__(self, window: QWidget) -> None:
        self._count = 0
        self._kinds: dict[object, BaseException] = {}  # the last of each, by what it is and where it was raised
        super().__init__(
            window,
            "errorDialog",
            translate("Messages", "Something went wrong that should not"),
            "",
            "",
            translate("Messages", "The program goes on. What happened is in its log, too."),
            copied=self._details,
            copy=translate("Messages", "Copy the details"),
        )

    def add(self, error: BaseException) -> None:
        """Show this error, and how many there have been, of how many kinds."""
        self._count += 1
        kind = (type(error), _raised_at(error))
        if kind in self._kinds or len(self._kinds) < MOST_KINDS:
            self._kinds[kind] = error
        what, count, _ = self.paragraphs
        what.setText(_shortly(error))
        if len(self._kinds) == 1:
            text = translate("Messages", "{count} errors in a row; this is the last.")
        else:
            text = translate("Messages", "{count} errors in a row, of {kinds} kinds; this is the last.")
        count.setText(text.format(count=self._count, kinds=len(self._kinds)))
        count.setVisible(self._count > 1)

    def _details(self) -> str:
        happened = [happened_in(error) for error in self._kinds.values()]
        return "\n".join([*happened, f"{self._count} in a row\n" if self._count > 1 else "", diagnostics()])


def _shortly(error: BaseException) -> str:
    """Return what an error says, but no more than a dialog has room for."""
    try:
        said = str(error)
    except Exception:  # its text is as broken as what it tells of
        said = ""
    return as_fact(f"{type(error).__name__}: {said}" if said else type(error).__name__)


def _raised_at(error: BaseException) -> tuple[str, int] | None:
    """Return the file and line in which an error was raised."""
    place = None
    for frame, line in walk_tb(error.__traceback__):
        place = frame.f_code.co_filename, line
    return place


def show_fault(window: QWidget, error: BaseException) -> None:
    """Say an error that should not have happened."""
    let_go(error.__traceback__)  # because its frames hold all that was at hand where it was raised
    fault = next((shown for shown in window.findChildren(Fault) if shown.isVisible()), None) or Fault(window)
    fault.add(error)
    fault.show()


def lost_message(window: QWidget, errors: Sequence[BaseException]) -> Message:
    """Return what says that the last of the work could not be kept, to be shown after the window has closed."""
    return Message(
        window,
        "lost",
        translate("Messages", "Not everything could be kept"),
        *(say(error) for error in errors),
        copied=None,
        copy=translate("Messages", "Copy"),
    )


def show_data_notice(window: QWidget) -> None:
    """Say where the built-in images come from, and under which licence."""
    message = Message(
        window,
        "dataNotice",
        translate("Messages", "About the data"),
        translate(
            "Messages",
            "The images are MNIST: 70,000 handwritten digits of 28×28 pixels, 60,000 to train on and 10,000 to test "
            "with. Staff of the US Census Bureau and high-school students wrote them, and NIST collected them. Yann "
            "LeCun, Corinna Cortes and Christopher Burges brought them to one size and centred them.",
        ),
        translate(
            "Messages",
            "© Yann LeCun and Corinna Cortes. MNIST is derived from the NIST Special Databases 1 and 3, and is "
            "commonly stated to be under the licence Creative Commons Attribution-ShareAlike 3.0 "
            "(creativecommons.org/licenses/by-sa/3.0). The four files are unchanged; the notice beside them has "
            "sums to check that by.",
        ),
        translate(
            "Messages",
            "The licence of mnistlab’s code (MIT) does not cover the images, and theirs does not cover the code.",
        ),
        copied=None,
        copy=translate("Messages", "Copy"),
    )
    message.show()


def show_about(window: QWidget) -> None:
    """Say what the program is, and under which licences."""
    message = Message(
        window,
        "about",
        f"mnistlab {__version__}",
        translate("Messages", "Watch a two-layer network learn to read handwritten digits."),
        translate("Messages", "Code: MIT licence. Images: MNIST, © Yann LeCun and Corinna Cortes, CC BY-SA 3.0."),
        copied=None,
        copy=translate("Messages", "Copy"),
    )
    icon = QLabel()
    icon.setPixmap(window.windowIcon().pixmap(px(ICON)))
    message.column.insertWidget(0, icon)
    message.show()
