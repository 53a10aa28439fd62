"""The drawer beside the panels: lessons and help stand there, where they cover nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from mnistlab.ui.look.keys import leave_keys
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.widgets.close_button import CloseButton
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named
from mnistlab.ui.widgets.scroll_edge import ScrollEdge
from mnistlab.ui.workbench.workbench import Workbench

WIDTH: Final = 320  # px
NEAR: Final = 12  # px: a column that is so nearly as wide lends the drawer its width, so that nothing beside it moves


class Drawer(QFrame):
    """A card with a heading and a page below it, which is scrolled where it is too long.

    Signals
    -------
    close_wanted
        The person has pressed the cross.
    """

    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("drawer")
        self.setFixedWidth(WIDTH)
        self.kind = named(QLabel(), role="muted")
        self.title = named(QLabel(), role="heading")
        self.title.setWordWrap(True)
        self.cross = named(CloseButton(), "drawerClose")
        self.cross.clicked.connect(self.close_wanted)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that arrow keys scroll it
        ScrollEdge(self._scroll)
        self.name(self.tr("Guide"), "")
        top = in_row(self.kind, STRETCH, self.cross)
        in_column(top, self.title, (self._scroll, 1), on=self).setContentsMargins(12, UNIT, 12, 12)
        self.hide()

    @property
    def page(self) -> QWidget | None:
        """What is shown below the heading."""
        return self._scroll.widget()

    def show_page(self, page: QWidget, kind: str, title: str) -> None:
        """Show a page; the one before is taken away. `kind` is what sort of guide it is."""
        before = self._scroll.takeWidget()
        if before is not None:
            before.hide()
            before.deleteLater()
        self.name(kind, title)
        self._scroll.setWidget(page)
        page.setContentsMargins(0, 0, px(UNIT), 0)  # because the scroll bar would touch it
        self._scroll.verticalScrollBar().setValue(0)
        rescale(page)
        leave_keys(page)

    def name(self, kind: str, title: str) -> None:
        """Set the heading."""
        self.kind.setText(kind)
        self.title.setText(title)
        self.title.setHidden(not title)
        self.setAccessibleName(title or kind)
        self._scroll.setAccessibleName(title or kind)


class Desk(QWidget):
    """The workbench, and the drawer beside it while that is open, in the place of a column that it does not speak of.

    Attributes
    ----------
    drawer : Drawer

    Signals
    -------
    closed
        The person has closed the drawer.
    """

    closed = Signal()

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.drawer = Drawer()
        self._workbench = workbench
        self._row = in_row(self.drawer, (workbench.with_rail(), 1), on=self)
        self.drawer.close_wanted.connect(self.close_drawer)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.activated.connect(self._leave)
        self._escape.setEnabled(False)

    def open_drawer(self, about: str = "") -> None:
        """Open the drawer at the side opposite to the panel that it is about; at the left if it is about no panel."""
        left, right = 0, len(self._workbench.columns) - 1
        at_right = bool(about) and self._workbench.arrangement.place_of(about)[0] == left
        ways = QBoxLayout.Direction
        place = right if at_right else left
        column = self._workbench.columns[place]
        if not column.isHidden():
            near = abs(column.width() - px(WIDTH)) <= px(NEAR)
            self.drawer.setFixedWidth(column.width() if near else px(WIDTH))
        with self._at_once():
            self._row.setDirection(ways.RightToLeft if at_right else ways.LeftToRight)
            self._workbench.fold(place)
            # Before the drawer asks for room, because the window would grow where both ask for it.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self.drawer.show()
        self._escape.setEnabled(True)

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Paint nothing until every panel has its place, because on the way they have widths that nobody is to see."""
        self.setUpdatesEnabled(False)
        try:
            yield
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        finally:
            self.setUpdatesEnabled(True)

    @property
    def is_open(self) -> bool:
        """Whether the drawer is on the screen."""
        return not self.drawer.isHidden()

    def _leave(self) -> None:
        """Leave a field of the drawer; from anywhere else, close the drawer."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit | QPlainTextEdit) and self.drawer.isAncestorOf(focused):
            self._workbench.setFocus()
        else:
            self.close_drawer()

    def close_drawer(self) -> None:
        """Close the drawer, and give the column its place back."""
        if self.is_open:
            self._escape.setEnabled(False)
            focused = QApplication.focusWidget()
            if focused is not None and self.drawer.isAncestorOf(focused):
                self._workbench.setFocus()  # because otherwise the next widget would have the focus, and its frame
            with self._at_once():
                self.drawer.hide()
                self._workbench.fold(None)
            self.closed.emit()
