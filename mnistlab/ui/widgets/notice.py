"""A strip that tells a person something, without moving anything else."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QToolButton, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.widgets.kit import in_row, named

READ_MS = 10_000  # time to read a sentence
LEAST_HEIGHT = 52  # px: enough to cover whole what lies below


class NoticeBar(QFrame):
    """One sentence or two, an action that helps, and a button that closes the strip.

    Parameters
    ----------
    over : QWidget
        It lies over this widget, below the first row of it.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        over.installEventFilter(self)
        self.text = named(QLabel(), "notice")
        self.text.setTextFormat(Qt.TextFormat.PlainText)  # because names of files are in it
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QToolButton()
        self._close = named(QToolButton(), small="true")
        self._close.setText("✕")
        self._close.clicked.connect(self._go_back)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(READ_MS)
        self._patience.timeout.connect(self._go_back)
        self._lasting: tuple[str, QAction | None, bool] | None = None  # what `say` was given last, but for asides
        self._row = in_row((self.text, 1), self._action, self._close, on=self)
        self._row.setContentsMargins(12, UNIT // 2, UNIT, UNIT // 2)
        self.hide()

    def say(self, text: str, action: QAction | None = None, *, good: bool = False) -> None:
        """Show `text` until it is closed or replaced, with a button for `action`."""
        self._lasting = text, action, good
        self._show(text, action, good=good)

    def say_aside(self, text: str, *, good: bool = False, passing: bool = True) -> None:
        """Show `text`, until it has been read if it is `passing`; then what was shown before comes back."""
        self._show(text, None, good=good)
        if passing:
            self._patience.start()

    def end_aside(self, text: str) -> None:
        """Go back from an aside, if it is still the one that is shown."""
        if self.text.text() == text:
            self._go_back()

    def forget(self) -> None:
        """Take the notice away, and what would come back after it."""
        self._lasting = None
        self.hide()

    def _go_back(self) -> None:
        if self._lasting is None or self._lasting[0] == self.text.text():
            self.forget()
        else:
            text, action, good = self._lasting
            self._show(text, action, good=good)

    def _show(self, text: str, action: QAction | None, *, good: bool) -> None:
        self.text.setText(text)
        if action is not None:
            self._action.setDefaultAction(action)
        self._action.setVisible(action is not None)
        self.setProperty("tone", "good" if good else "")
        self.style().polish(self)
        self._place()
        self.show()
        self.raise_()
        self._patience.stop()

    def lie_over(self, over: QWidget) -> None:
        """Lie over the top of another widget from now on."""
        if over is not self._over:
            self._over.removeEventFilter(self)
            self._over = over
            over.installEventFilter(self)
            said = not self.isHidden()
            self.setParent(over)
            self._place()
            self.setVisible(said)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        unit = px(UNIT)
        width = self._over.width() - 2 * unit
        self._row.invalidate()  # because the text may have changed
        height = max(self._row.totalHeightForWidth(width), self._row.totalMinimumSize().height())
        layout = self._over.layout()
        first = None if layout is None else layout.findChild(QLayout)  # a title, and what can be chosen beside it
        top = unit if first is None else first.geometry().bottom() + unit // 2
        self.setGeometry(unit, top, width, max(height + unit, px(LEAST_HEIGHT)))

    def set_close_name(self, name: str) -> None:
        """Say what the closing button is called."""
        self._close.setToolTip(name)
        self._close.setAccessibleName(name)
