"""The workbench: all panels in their columns, as the person has arranged them."""

from itertools import chain

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from mnistlab.ui.look.keys import order_tabs
from mnistlab.ui.look.theme import px
from mnistlab.ui.look.zoom import UNBOUNDED
from mnistlab.ui.panels import COLUMNS, Entry
from mnistlab.ui.panels.band import BandPanel
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.panels.draw import DrawPanel
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import in_row
from mnistlab.ui.widgets.retranslated import Retranslated
from mnistlab.ui.workbench.arrangement import read
from mnistlab.ui.workbench.column import LEAST_HEIGHT, Column
from mnistlab.ui.workbench.column_tabs import ColumnTabs
from mnistlab.ui.workbench.rail import PanelDrawer, Rail
from mnistlab.ui.workbench.shares import Shares

NARROW = 1320  # px of the window's width: with less, the left column is a rail
TIGHT = 1260  # px: with less, there is room for one column beside a guide
CODE_ALONE = 52  # before an audience: share of the column that the band has without its curves
STAGE, BAND, DRAW = "stage", "band", "draw"
ENTRIES = {entry.name: entry for entry in chain.from_iterable(COLUMNS)}
PLACES = [[entry.name for entry in entries] for entries in COLUMNS]


class Workbench(Retranslated, Shares):
    """Columns of panels. Borders can be dragged, panels moved and hidden, and one can have all of the room.

    Panels go by the names of their files: "runs".

    Attributes
    ----------
    panels : dict of str to Panel
        Every panel, shown or not.
    arrangement : Arrangement
        The person's arrangement, to be changed by the methods of this class only.
    presenting : bool
        Whether an audience looks on, to be changed by `present` only.

    Signals
    -------
    changed
        A panel is shown that was not, or the other way round, or stands elsewhere.
    """

    changed = Signal()

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("workbench")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.panels: dict[str, Panel] = {name: entry.kind(selection) for name, entry in ENTRIES.items()}
        for name, panel in self.panels.items():
            panel.setMinimumWidth(ENTRIES[name].least)
        self._reading = self.presenting = self._at_speed = self._curves_lead = False
        self._folded: int | None = None  # the column in whose place a guide stands
        self._away: set[str] = set()  # panels that make room while the stage is about the drawing
        self.narrow = self._tight = False
        self._alone = 1  # the column that is shown beside a guide in a tight window
        self._out = ""  # the panel in the drawer
        self._curves_chosen = False  # in the right column, where there is room for one panel only
        self.rail, self._tabs = Rail(), ColumnTabs()
        for name, entry in ENTRIES.items():
            self.rail.add(name, entry.icon)
        self.rail.hide()
        self.rail.pressed.connect(self.turn_out)
        self._tabs.curves_chosen.connect(self._choose_curves)
        self._band.turned_out.connect(self._follow_band)
        self._tabs.stand_in(self.panels[DRAW], curves=False)
        self.columns = [Column(self) for _ in COLUMNS]
        self.splitterMoved.connect(self._keep_widths)
        for column in self.columns:
            self.addWidget(column)
            column.panels.splitterMoved.connect(self._keep_heights)
        self.arrangement = read(None, PLACES, (STAGE,))
        self._arrange()

    # The arrangement

    def restore(self, text: object) -> None:
        """Arrange the panels as `arrangement.to_text` wrote; what makes no sense in it is ignored."""
        self.arrangement = read(text, PLACES, (STAGE,))
        self._arrange()

    def reset(self) -> None:
        """Restore the initial arrangement."""
        self.restore(None)

    def move_panel(self, name: str, column: int, place: int) -> None:
        """Put a panel before the one that is now at `place` in a column; a place past the end means the end."""
        self.arrangement.move(name, column, place)
        self._arrange()

    def show_panel(self, name: str, shown: bool = True) -> None:
        """Show a panel, or hide it; the stage cannot be hidden."""
        arrangement = self.arrangement
        self._away.discard(name)
        if shown and name in arrangement.hidden:
            arrangement.hidden.remove(name)
        elif not shown and name not in (STAGE, *arrangement.hidden):
            arrangement.hidden.append(name)
            if arrangement.enlarged == name:
                arrangement.enlarged = ""
        self._show()

    def put_aside(self, name: str) -> None:
        """Take a panel off the screen as long as there is an audience, or put it back.

        Where a guide leaves room for one column only, the panel comes in place of the stage, and goes again.
        """
        column, stage = (self.arrangement.place_of(one)[0] for one in (name, STAGE))
        if self._has_one_column and column != stage:
            self._alone = stage if self._alone == column else column
            self.show_panel(name)
        elif name in self.arrangement.hidden:
            self.show_panel(name)
        else:
            self._away ^= {name}
            self._show()

    def is_shown(self, name: str) -> bool:
        """Return whether a panel is shown, or would be if none were enlarged."""
        return name not in self.arrangement.hidden and name not in self._away

    def enlarge(self, name: str) -> None:
        """Give a panel all of the room; with "" all panels are shown again."""
        self.close_drawer()
        self.arrangement.enlarged = name
        if name:
            self.show_panel(name)
        else:
            self._show()

    def reveal(self, widget: QWidget) -> None:
        """Bring a panel onto the screen, given the panel or any widget in it."""
        for name, panel in self.panels.items():
            if panel is widget or panel.isAncestorOf(widget):
                if self.arrangement.enlarged != name:
                    self.arrangement.enlarged = ""
                self._alone = self.arrangement.place_of(name)[0]
                self.show_panel(name)
                if name in self._in_rail:
                    self._pull_out(name)
                elif name == DRAW:
                    self._choose_curves(curves=False)
                self.columns[self.arrangement.place_of(name)[0]].ensureWidgetVisible(panel)

    def make_room(self, reading: bool) -> None:
        """While the stage is about the drawing, let it have the room of what pictures the run."""
        if reading:
            self.show_panel("draw")
        if reading is not self._reading:
            self._reading = reading
            self._leave_room()

    def present(self, presenting: bool) -> None:
        """In presenter mode, leave out what an audience has no use for."""
        self.presenting = presenting
        for name, panel in self.panels.items():
            entry = ENTRIES[name]
            panel.setMinimumWidth(px(min(entry.least, entry.width_presented) if presenting else entry.least))
        self._leave_room()

    @property
    def _band(self) -> BandPanel:
        band = self.panels[BAND]
        assert isinstance(band, BandPanel)
        return band

    @property
    def _draw(self) -> DrawPanel:
        draw = self.panels[DRAW]
        assert isinstance(draw, DrawPanel)
        return draw

    @property
    def has_room_for_band(self) -> bool:
        """Whether code and curves can be shown: no scene about the drawing has their room."""
        return not self._reading or BAND not in self._away

    def _follow_band(self) -> None:
        """Give the room of the band to the stage while an audience sees nothing in it."""
        self._away = self._away | {BAND} if self._is_away(BAND) else self._away - {BAND}
        self._show()

    def _is_away(self, name: str) -> bool:
        """Return whether a panel makes room for others by itself."""
        panel = self.panels[name]
        empty = self.presenting and name == BAND and not any(self._band.presented)
        return (
            empty or (self._reading and panel.hidden_when_reading) or (self.presenting and panel.hidden_when_presenting)
        )

    def run_at_speed(self, at_speed: bool) -> None:
        """While a run goes on at speed, let the curves have more height."""
        self._at_speed = at_speed
        self._show()

    def let_curves_lead(self, lead: bool) -> None:
        """Give the curves as much height before an audience as in a run, because a lesson speaks of them."""
        if lead is not self._curves_lead:
            self._curves_lead = lead
            self._show()

    def fold(self, column: int | None) -> None:
        """Leave a column out, because a guide stands in its place; with None all are shown again."""
        self.close_drawer()
        self._folded, self._alone = column, self.arrangement.place_of(STAGE)[0]
        self._show()

    def _leave_room(self) -> None:
        self._away = {name for name in self.panels if self._is_away(name)}
        self._show()

    # Where there is little room

    def fit(self, width: int) -> None:
        """Bring the left column into a rail where the window is narrow, given its width in px."""
        narrow, tight = width < px(NARROW), width < px(TIGHT)
        if (narrow, tight) != (self.narrow, self._tight):
            self.close_drawer()
            self.narrow, self._tight = narrow, tight
            self._arrange()

    def close_drawer(self) -> bool:
        """Put the panel in the drawer back into its rail, and return whether there was one."""
        name, self._out = self._out, ""
        if name:
            self._drop_focus_in(self._drawer)
            self.panels[name].setMaximumWidth(UNBOUNDED)
            self.panels[name].setMinimumWidth(px(ENTRIES[name].least))
            self._drawer.hide()
            self._arrange()
        return bool(name)

    def turn_out(self, name: str) -> None:
        """Bring a panel that is not on the screen out over the others, or put it back."""
        is_out = name == self._out
        self.close_drawer()
        if not is_out:
            self._pull_out(name)

    def _pull_out(self, name: str) -> None:
        if name != self._out:
            self.close_drawer()
            self._out = name
            self._drawer.take(self.panels[name])
            self._show()
        self.panels[name].setFocus()

    def _choose_curves(self, curves: bool) -> None:
        """Let the right column have the curves, or the digit, where there is room for one of them."""
        if curves is not self._curves_chosen:
            self._curves_chosen = curves
            self._arrange()

    @property
    def _in_rail(self) -> list[str]:
        """The panels that the rail has a button for."""
        left = self.arrangement.columns[0]
        if not self.narrow or self.presenting or self.arrangement.enlarged or self._folded == 0 or STAGE in left:
            return []
        return [name for name in left if self.is_shown(name)]

    @property
    def _is_tabbed(self) -> bool:
        """Whether the right column has the digit or the curves."""
        places = [self.arrangement.place_of(name)[0] for name in (STAGE, BAND, DRAW)]
        usual = places[0] == places[1] != places[2] and DRAW not in self._in_rail
        both = self.is_shown(BAND) and self.is_shown(DRAW) and not self.arrangement.enlarged
        return self.narrow and not self.presenting and usual and both

    @property
    def _has_one_column(self) -> bool:
        """Whether there is room for one column only, because a guide stands in a tight window."""
        return self._folded is not None and self._tight and not self.arrangement.enlarged

    @property
    def _placed(self) -> list[list[str]]:
        """The panels of each column that stand there at the moment, shown or not."""
        columns = [[name for name in names if name != self._out] for names in self.arrangement.columns]
        if self._is_tabbed and self._curves_chosen:
            for names in columns:
                if BAND in names:
                    names.remove(BAND)
            names = columns[self.arrangement.place_of(DRAW)[0]]
            names.insert(names.index(DRAW), BAND)
        return columns

    # What is on the screen

    def _arrange(self) -> None:
        """Put every panel into its place, without letting go of the keyboard."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.setFocus()
        moved = False
        for column, names in zip(self.columns, self._placed, strict=True):
            for place, name in enumerate(names):
                if column.panels.indexOf(self.panels[name]) != place:
                    column.panels.insertWidget(place, self.panels[name])
                    moved = True
        if moved:
            order_tabs(*(self.panels[name] for names in self.arrangement.columns for name in names))
        self._show()
        if focus is not None and self.isAncestorOf(focus) and focus.isVisible():
            focus.setFocus()

    def _show(self) -> None:
        """Show and hide what is to be, and share out the room."""
        one = self.arrangement.enlarged
        folded = [] if one or self._folded is None else self.arrangement.columns[self._folded]
        shown = {name for name in self.panels if (name == one if one else self.is_shown(name))} - set(folded)
        shown -= set(self._in_rail)
        shown |= {self._out} - {""}
        self._show_tabs(shown)
        if self._has_one_column:
            shown &= set(self._placed[self._alone])
        self._drop_focus_in(*(panel for name, panel in self.panels.items() if name not in shown))
        shares: list[float] = []
        widths: list[int] = []
        for column, names in zip(self.columns, self._placed, strict=True):
            for name in names:
                self.panels[name].setVisible(name in shown)
            column.setVisible(not shown.isdisjoint(names))
            entries = [ENTRIES[name] for name in names if name in shown]
            keeps = self.presenting and STAGE not in names  # so that the stage has what is left
            shares.append(0 if keeps else max((entry.stretch for entry in entries), default=0))
            narrow = bool(folded) and STAGE in names  # so that the drawing stays as it is
            widths.append(px(max((self._width(entry, narrow=narrow) for entry in entries), default=0)))
            column.panels.shares = [self._height(name) for name in names]
            column.at_ease = [px(entry.height) for entry in entries]
            column.panels.share_out()
            column.claim_room()
        chosen = [] if self.presenting else self.arrangement.widths
        self.shares, self.wanted = (list(chosen), []) if chosen else (shares, widths)
        self.share_out()
        self.updateGeometry()  # first, because the least size counts the rail where that is hidden
        self.rail.setVisible(bool(self._in_rail))
        self.rail.show_panels(self._in_rail, self._out)
        self.changed.emit()

    def _drop_focus_in(self, *hidden: QWidget) -> None:
        """Take the keyboard from what is about to be hidden: else the next button would have it, and the space bar."""
        focus = QApplication.focusWidget()
        if focus is not None and any(focus is widget or widget.isAncestorOf(focus) for widget in hidden):
            self.setFocus()

    def _show_tabs(self, shown: set[str]) -> None:
        """Let the panel that has the right column bear the tabs, and the other one be hidden."""
        curves = self._is_tabbed and self._curves_chosen
        if self._is_tabbed:
            self._tabs.stand_in(self.panels[BAND if curves else DRAW], curves=curves)
        else:
            self._tabs.hide()
        if curves:
            shown.discard(DRAW)
        self._draw.keep_header(self._tabs.sizeHint().height() if self.narrow else 0)
        self._draw.begin_at_edge(self.narrow and not self.presenting)
        self._band.begin_at_edge(curves)
        if not self.presenting:  # the curves alone are narrower than with formula and code
            self._band.setMinimumWidth(px(ENTRIES[DRAW if curves else BAND].least))
        self.panels[DRAW].title.setHidden(self._is_tabbed or self.presenting)
        self.panels[DRAW].help.setHidden(self.presenting)
        self._band.show_curves_alone(always=curves)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the least size of a narrow window: it can be made so small, and is narrow then."""
        if self.arrangement.enlarged:
            return QSize(px(ENTRIES[self.arrangement.enlarged].least), px(LEAST_HEIGHT))
        wide = [max((ENTRIES[name].least for name in names), default=0) for names in self.arrangement.columns]
        if self._folded is not None and not self.arrangement.enlarged:  # then a tight window has one column
            return QSize(px(max(wide)), px(LEAST_HEIGHT))
        rail = 0
        if STAGE not in self.arrangement.columns[0]:
            rail = 0 if self._in_rail else self.rail.minimumWidth() + self.handleWidth()
            wide[0] = 0
        width = sum(px(least) for least in wide) + self.handleWidth() * (sum(map(bool, wide)) - 1)
        return QSize(width + rail, px(LEAST_HEIGHT))

    def with_rail(self) -> QWidget:
        """Return a widget with the rail and, beside it, the columns."""
        whole = QWidget()
        in_row(self.rail, (self, 1), on=whole)
        self._drawer = PanelDrawer(self)
        self._drawer.left.connect(self.close_drawer)
        return whole

    @override
    def retranslate(self) -> None:
        self._show()  # texts of another size share out the room differently

    def _height(self, name: str) -> float:
        """Return a panel's share of its column's height: the person's choice, but not before an audience."""
        entry = ENTRIES[name]
        if self.presenting:
            if name == BAND and not self._band.presented[1]:
                return CODE_ALONE
            return entry.height_at_speed if self._curves_lead else entry.height_presented
        usual = entry.height_at_speed if self._at_speed else entry.height
        return self.arrangement.heights.get(name, usual)

    def _width(self, entry: Entry, *, narrow: bool) -> int:
        """Return the px of the design that a panel's column has, where there is room."""
        if self.presenting:
            return entry.width_presented
        return entry.least if narrow else entry.width

    def _keep_widths(self) -> None:
        if not self.presenting:
            self.arrangement.widths, self.wanted = list(self.shares), []

    def _keep_heights(self) -> None:
        if self.presenting:
            return
        for column, names in zip(self.columns, self._placed, strict=True):
            for name, share in zip(names, column.panels.shares, strict=True):
                if share != self._height(name):
                    self.arrangement.heights[name] = share
