"""The actions on a panel: hide, enlarge and move it, by menu, by key, and at its title by mouse."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QRubberBand, QToolButton, QWidget
from typing_extensions import override

from mnistlab.ui.look.keys import new_action
from mnistlab.ui.look.theme import UNIT, px, running_application
from mnistlab.ui.look.zoom import Zoom
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.widgets.kit import named
from mnistlab.ui.workbench.workbench import STAGE, Workbench

WAYS: Final = ("Up", "Down", "Left", "Right")  # as the keys are called
EDGE: Final = 5 * UNIT  # px at the side of the workbench: a panel dropped there goes into an empty column


class PanelActions(QObject):
    """The actions on the current panel: the one that has the focus, or had it last; the stage to begin with.

    Attributes
    ----------
    shown : dict of str to QAction
        For each panel that can be hidden, whether it is shown.
    enlarge, hide : QAction
    moves : dict of str to QAction
        For each of `WAYS`.
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self._workbench = workbench
        self._panel = STAGE
        self._made_room = False  # whether a panel is enlarged only because that has more room
        self.enlarge = new_action(self, "actionEnlargePanel", "F6", slot=self._enlarge, checkable=True)
        self.hide = new_action(self, "actionHidePanel", slot=lambda: workbench.show_panel(self._panel, shown=False))
        self.moves = {
            way: new_action(self, f"actionMovePanel{way}", f"Ctrl+Shift+{way}", slot=partial(self._move, way))
            for way in WAYS
        }
        self.shown = {
            name: new_action(self, f"actionShow_{name}", checkable=True) for name in workbench.panels if name != STAGE
        }
        for name, action in self.shown.items():
            action.triggered.connect(lambda shown, name=name: self._show_or_hide(name, shown))
        self._back = named(QToolButton(), "allPanels", small="true")  # in the header of a panel that is enlarged
        self._back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._back.clicked.connect(lambda: workbench.enlarge(""))
        for panel in workbench.panels.values():
            panel.installEventFilter(self)
            panel.title.setCursor(Qt.CursorShape.OpenHandCursor)
        self._pressed: QPoint | None = None  # where a title was pressed, on the screen
        # Where the panel would go. Its parent is not the workbench, because there it would be a column.
        self._mark = QRubberBand(QRubberBand.Shape.Rectangle, workbench.parentWidget())
        workbench.changed.connect(self._follow)
        running_application().focusChanged.connect(self._follow_focus)
        self._follow()

    def retranslate(self) -> None:
        """Set every text in the current language, once the panels have set theirs."""
        self.enlarge.setText(self.tr("Enlarge the panel"))
        self.hide.setText(self.tr("Hide the panel"))
        for way, text in {
            "Up": self.tr("Move the panel up"),
            "Down": self.tr("Move the panel down"),
            "Left": self.tr("Move the panel to the left column"),
            "Right": self.tr("Move the panel to the right column"),
        }.items():
            self.moves[way].setText(text)
        for name, action in self.shown.items():
            action.setText(self._workbench.panels[name].title.text())
        self._workbench.rail.show_titles(self._workbench.panels)
        self._back.setText(self.tr("All panels"))
        self._back.setToolTip(self.tr("Show all panels again (F6, or a double click on the title)"))
        for panel in self._workbench.panels.values():
            panel.title.setToolTip(self.tr("Drag: move the panel. Double click: enlarge it. Right click: more"))

    # What the actions do

    def _show_or_hide(self, name: str, shown: bool) -> None:
        self._workbench.show_panel(name, shown)
        if shown:
            self._workbench.reveal(self._workbench.panels[name])

    def _enlarge(self) -> None:
        enlarged = bool(self._workbench.arrangement.enlarged)
        self._workbench.enlarge("" if enlarged else self._panel)

    def make_room_for(self, zoom: Zoom) -> None:
        """Enlarge the current panel where larger type needs its room, until the type has its normal size again."""
        zoom.room_wanted.connect(self._make_room)
        zoom.normal.triggered.connect(self.give_back_room)

    def _make_room(self) -> None:
        if not self._workbench.arrangement.enlarged:
            self._enlarge()
            self._made_room = True

    def give_back_room(self) -> None:
        """Show all panels again, if one was enlarged only for the room that it has."""
        if self._made_room:
            self._made_room = False
            self._workbench.enlarge("")

    def _move(self, way: str) -> None:
        target = self._target(way)
        if target is not None:
            self._workbench.move_panel(self._panel, *target)

    def _target(self, way: str) -> tuple[int, int] | None:
        """Return column and place that the current panel can be moved to, or None."""
        columns = self._workbench.arrangement.columns
        column, place = self._workbench.arrangement.place_of(self._panel)
        if way in ("Left", "Right"):
            other = column + (1 if way == "Right" else -1)
            return (other, place) if 0 <= other < len(columns) else None
        shown = [name for name in columns[column] if self._workbench.is_shown(name)]
        at = shown.index(self._panel) + (1 if way == "Down" else -1)
        if not 0 <= at < len(shown):
            return None
        return column, columns[column].index(shown[at]) + (way == "Down")

    # The state of the actions

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        for name, panel in self._workbench.panels.items():
            if now is not None and (panel is now or panel.isAncestorOf(now)) and name != self._panel:
                self._panel = name
                self._follow()

    def _follow(self) -> None:
        """Enable and tick the actions as the arrangement allows."""
        self._made_room = self._made_room and bool(self._workbench.arrangement.enlarged)
        workbench, one = self._workbench, self._workbench.arrangement.enlarged
        if one or not workbench.is_shown(self._panel):
            self._panel = one or STAGE
        self.enlarge.setChecked(bool(one))
        self.hide.setEnabled(self._panel != STAGE)
        for way, move in self.moves.items():
            move.setEnabled(not one and self._target(way) is not None)
        for name, action in self.shown.items():
            action.setChecked(workbench.is_shown(name))
        if one and self._back.parent() is not workbench.panels[one]:
            workbench.panels[one].header.addWidget(self._back)
        self._back.setVisible(bool(one) and not workbench.presenting)  # before an audience Escape does it

    # At the title

    @override
    def eventFilter(self, panel: QObject, event: QEvent) -> bool:
        """Let a title be dragged, clicked twice, and asked for a menu."""
        if not isinstance(panel, Panel):  # because the panel is being destroyed
            return False
        if isinstance(event, QContextMenuEvent):
            by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
            if by_key or _is_title(panel, event.pos()):
                self._take(panel)
                self._open_menu(event.globalPos())
                return True
        elif not isinstance(event, QMouseEvent):
            pass
        elif event.type() == QEvent.Type.MouseButtonRelease and self._pressed is not None:
            self._drop(event.globalPosition().toPoint())
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            self._drag(event.globalPosition().toPoint())
        elif event.button() is Qt.MouseButton.LeftButton and _is_title(panel, event.position().toPoint()):
            self._take(panel)
            if event.type() == QEvent.Type.MouseButtonDblClick:
                self._enlarge()
                return True
            if event.type() == QEvent.Type.MouseButtonPress and not self._workbench.arrangement.enlarged:
                self._pressed = event.globalPosition().toPoint()
        return False

    def _take(self, panel: Panel) -> None:
        """Make this the current panel."""
        self._panel = next(name for name, other in self._workbench.panels.items() if other is panel)
        self._follow()

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self._workbench)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.enlarge, self.hide])
        menu.addSeparator()
        menu.addActions(list(self.moves.values()))
        menu.popup(place)

    def _drag(self, mouse: QPoint) -> None:
        assert self._pressed is not None
        if self._mark.isVisible() or (mouse - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            target = self._target_at(self._workbench.mapFromGlobal(mouse))
            self._mark.setVisible(target is not None)
            if target is not None:
                self._mark.setGeometry(target[2].translated(self._workbench.pos()))
                self._mark.raise_()

    def _drop(self, mouse: QPoint) -> None:
        self._pressed = None
        if self._mark.isVisible():
            self._mark.hide()
            target = self._target_at(self._workbench.mapFromGlobal(mouse))
            if target is not None:
                self._workbench.move_panel(self._panel, target[0], target[1])

    def _target_at(self, mouse: QPoint) -> tuple[int, int, QRect] | None:
        """Return column and place that a panel would be dropped at, and where to mark it; None off the workbench."""
        workbench = self._workbench
        room, gap = workbench.rect(), workbench.handleWidth()
        if not room.contains(mouse):
            return None
        columns = workbench.arrangement.columns
        # At the sides, a column that is empty.
        for column, side, end in ((0, room.left(), 0), (len(columns) - 1, room.right() - gap + 1, 1)):
            if workbench.columns[column].isHidden() and abs(mouse.x() - (side + end * gap)) < px(EDGE):
                return column, len(columns[column]), QRect(side, 0, gap, room.height())
        shown = [at for at, column in enumerate(workbench.columns) if not column.isHidden()]
        column = max(at for at in shown if at == shown[0] or workbench.columns[at].x() <= mouse.x())
        at = workbench.columns[column]
        below = [
            name
            for name in columns[column]
            if workbench.is_shown(name) and _place(workbench.panels[name], workbench).center().y() > mouse.y()
        ]
        if below:
            top = _place(workbench.panels[below[0]], workbench).top() - gap
            place = columns[column].index(below[0])
        else:
            top, place = room.height() - gap, len(columns[column])
        return column, place, QRect(at.x(), max(top, 0), at.width(), gap)


def _is_title(panel: Panel, place: QPoint) -> bool:
    """Return whether a place is on a panel's header, on its title, or above all that is in it."""
    title = QRect(panel.title.mapTo(panel, QPoint()), panel.title.size())
    above = max(panel.header.geometry().bottom(), panel.body.contentsMargins().top())
    return place.y() <= above or (panel.title.isVisible() and title.contains(place))


def _place(panel: Panel, workbench: Workbench) -> QRect:
    return QRect(panel.mapTo(workbench, QPoint()), panel.size())
