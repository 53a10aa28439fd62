"""Presenter mode: the whole screen, without what an audience has no use for, and the rest as large as can be."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShortcut
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from mnistlab.ui.look import theme
from mnistlab.ui.look.keys import new_action, on_all_keyboards
from mnistlab.ui.look.zoom import STEPS, UNBOUNDED, Zoom
from mnistlab.ui.panels.band import BandPanel
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.workbench.workbench import Workbench

# px of the design, for what is left: with them the smallest type is 20 px high on a screen of 1920×1080.
ROOM: Final = QSize(1129, 635)


class Presenter(QObject):
    """The action that begins and ends presenter mode. Escape ends it too. Afterwards scale and place are as before.

    Parameters
    ----------
    window : QMainWindow
    zoom : Zoom
        Brings the window to a scale.
    full_screen : QAction
        Gives the window the whole screen while it is checked. Where the person unchecks it, presenter mode ends.
    keys : mapping of str to callable
        What keys do in presenter mode and nowhere else.
    leave : callable
        Is asked at Escape whether there was something to leave before presenter mode.

    Signals
    -------
    presenting : bool
        Whether it begins (what an audience does not need may be left out) or ends.
    """

    presenting = Signal(bool)

    def __init__(
        self,
        window: QMainWindow,
        zoom: Zoom,
        full_screen: QAction,
        keys: Mapping[str, Callable[[], object]],
        leave: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._zoom, self._full_screen, self._leave = zoom, full_screen, leave
        self._before: tuple[float, bool, QRect] | None = None  # scale, full screen, place
        self.action = new_action(window, "actionPresenter", "F5", checkable=True)
        self.action.toggled.connect(lambda on: self._begin() if on else self._end())
        full_screen.toggled.connect(lambda full: None if full else self.end())
        self._keys = [QShortcut(one, window, does) for key, does in keys.items() for one in on_all_keyboards(key)]
        self._turn_keys(on=False)

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.action.setText(self.tr("Presenter mode"))
        self.action.setToolTip(self.tr("The whole screen, and everything as large as it has room for (F5)"))

    def end(self) -> None:
        """Leave presenter mode, if that is where the window is."""
        self.action.setChecked(False)

    @property
    def is_on(self) -> bool:
        """Whether the window is in presenter mode."""
        return self._before is not None

    def _turn_keys(self, *, on: bool) -> None:
        for key in self._keys:
            key.setEnabled(on)

    def _begin(self) -> None:
        window = theme.window_of(self)
        self._before = theme.scale(), self._full_screen.isChecked(), window.geometry()
        self._zoom.remembers = False
        self._full_screen.setChecked(True)
        window.menuBar().setFixedHeight(0)  # not hidden, because its keys would not count then
        self.presenting.emit(True)
        self._zoom.use(STEPS[-1])
        self._zoom.usual = theme.scale()
        self._turn_keys(on=True)
        window.installEventFilter(self)

    def _end(self) -> None:
        if self._before is None:
            return
        window = theme.window_of(self)
        (scale, full_screen, place), self._before = self._before, None
        window.removeEventFilter(self)
        self._turn_keys(on=False)
        self._zoom.usual = STEPS[0]
        self._zoom.use(scale)  # first, because a window larger than its screen may not leave full screen
        self._zoom.remembers = True
        window.menuBar().setMinimumHeight(0)
        window.menuBar().setMaximumHeight(UNBOUNDED)
        self.presenting.emit(False)
        self._full_screen.setChecked(full_screen)
        if not window.isFullScreen() and not window.isMaximized():
            window.setGeometry(place)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End with Escape, where nothing in the window has its own use for it. A lesson stays open."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # because otherwise it would close the drawer
        elif event.type() == QEvent.Type.KeyPress and not self._leave():
            self.end()
        return True


def presenter_keys(workbench: Workbench, controls: ControlsPanel) -> dict[str, Callable[[], object]]:
    """Return what keys do before an audience: those of the panels, and those of a clicker."""
    band = workbench.panels["band"]
    assert isinstance(band, BandPanel)

    def turn_out(part: str) -> None:
        if workbench.has_room_for_band:
            band.turn_out(part)

    workbench.changed.connect(lambda: controls.keys.offer_band(workbench.has_room_for_band))

    def go_on() -> None:
        for does in (*controls.phases.values(), controls.step):
            if does.isEnabled():
                does.trigger()
                return

    return {
        "B": lambda: workbench.turn_out("batch"),
        "C": lambda: turn_out("curves"),
        "K": lambda: turn_out("code"),
        "D": lambda: workbench.put_aside("draw"),
        "PgDown": go_on,
        "PgUp": band.curves.way_back.back.trigger,
        ".": lambda: None,  # with which a clicker would make the screen black
    }
