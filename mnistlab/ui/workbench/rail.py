"""Where the window is narrow: the left column as a rail of buttons, and the drawer that each of them opens."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from mnistlab.ui.look.icons import icon
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

WIDTH: Final = 48  # px of the rail
DRAWER: Final = 260  # px of the drawer


class Rail(Retranslated, Restyled, QFrame):
    """A button for each panel that is not on the screen, with its name.

    Signals
    -------
    pressed : str
        The panel of this name is to come out, or to go back.
    """

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "rail")
        self.setFixedWidth(WIDTH)
        self.buttons: dict[str, QPushButton] = {}
        self._icons: dict[str, str] = {}
        self._captions: dict[str, QLabel] = {}
        self._places: dict[str, QWidget] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 12, 0, 12)
        self._rows.setSpacing(UNIT)
        self._rows.addStretch(1)

    def add(self, name: str, icon_name: str) -> None:
        """Have a button for a panel."""
        button = named(QPushButton(), f"rail{name.capitalize()}", role="icon")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(16, 16))
        button.clicked.connect(lambda: self.pressed.emit(name))
        caption = named(QLabel(), role="muted")
        place = QWidget()
        centre = Qt.AlignmentFlag.AlignHCenter
        in_column((button, 0, centre), (caption, 0, centre), spacing=2, on=place)
        self._rows.insertWidget(self._rows.count() - 1, place)
        self._places[name] = place
        self.buttons[name], self._captions[name], self._icons[name] = button, caption, icon_name
        button.setIcon(icon(icon_name))

    def show_panels(self, names: Sequence[str], out: str) -> None:
        """Show the buttons of these panels; that of the panel which is out is marked."""
        for name, button in self.buttons.items():
            self._places[name].setVisible(name in names)
            button.setChecked(name == out)

    def show_titles(self, panels: dict[str, Panel]) -> None:
        """Write the names of the panels in the current language."""
        short = {"batch": self.tr("Batch"), "runs": self.tr("Runs")}
        for name, button in self.buttons.items():
            title = self.tr("Network") if name == "stage" else panels[name].title.text()  # its title is the scene's
            self._captions[name].setText(short.get(name, title))
            button.setToolTip(title)
            button.setAccessibleName(title)

    @override
    def restyle(self) -> None:
        for name, button in self.buttons.items():
            button.setIcon(icon(self._icons[name]))


class PanelDrawer(QWidget):
    """Lies over the whole workbench and shows one panel at its left edge. A click beside the panel closes it.

    Signals
    -------
    left
        The person has clicked beside the panel.
    """

    left = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over.parentWidget())
        named(self, "panelDrawer")
        self._over = over
        self._row = in_row(STRETCH, on=self)
        rescale(self)
        over.installEventFilter(self)
        self.hide()

    def take(self, panel: Panel) -> None:
        """Show a panel."""
        self._row.insertWidget(0, panel)
        panel.setFixedWidth(px(DRAWER))
        panel.show()
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        self.setGeometry(self._over.geometry())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.left.emit()
