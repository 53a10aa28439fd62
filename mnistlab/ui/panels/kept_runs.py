"""The runs that are kept, as a list: which are drawn in the curves, what they are called, and how well they read."""

import math
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QListView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import DeleteRun, GoOnWith, HideRun, Intent, OpenRun, RenameRun, ShowRun
from mnistlab.engine.shelf import KeptView
from mnistlab.library import RunEntry
from mnistlab.numerals import percent
from mnistlab.ui.look.theme import BODY, colours, font, px
from mnistlab.ui.plots.curve import KEPT_DASHES
from mnistlab.ui.plots.labels import elided
from mnistlab.ui.run_title import run_title, run_titles
from mnistlab.ui.widgets.kit import narrowed
from mnistlab.ui.widgets.name_field import Index, NameField
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated
from mnistlab.ui.widgets.seeds_menu import fill_seeds_menu

ROW: Final = 24  # px
BOX: Final = 16  # px: side of a check box
SAMPLE: Final = 22  # px: piece of a line
GAP: Final = 8  # px
ROWS: Final = 3  # that are seen at once where there is no room for more
LONGEST: Final = 60  # characters of a name


class RunsModel(QAbstractListModel):
    """The kept runs, the one changed last first.

    Signals
    -------
    intended : Intent
    """

    intended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[RunEntry, ...] = ()
        self.places: dict[str, int] = {}
        self.names: dict[str, str] = {}  # no two the same
        self.frame: Frame | None = None
        self._kept: tuple[KeptView, ...] | None = None

    def show_frame(self, frame: Frame) -> None:
        """Take the runs of a frame."""
        self.frame = frame
        names = run_titles(frame)
        if frame.runs is self.entries and frame.kept is self._kept and names is self.names:
            return
        self._kept = frame.kept
        places = {view.entry.key: view.place for view in frame.kept}
        if [entry.key for entry in frame.runs] != [entry.key for entry in self.entries]:
            self.beginResetModel()
            self.entries, self.places, self.names = frame.runs, places, names
            self.endResetModel()
        elif (frame.runs, places, names) != (self.entries, self.places, self.names):
            self.entries, self.places, self.names = frame.runs, places, names
            self._repaint()
        self.names = names

    def rename(self) -> None:
        """Say the names of the runs in the language of the window."""
        if self.frame is not None:
            self.names = run_titles(self.frame)
        self._repaint()

    def _repaint(self) -> None:
        if self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.entries)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        kinds = Qt.ItemFlag
        return kinds.ItemIsEnabled | kinds.ItemIsSelectable | kinds.ItemIsEditable | kinds.ItemIsUserCheckable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        roles, entry = Qt.ItemDataRole, self.entries[index.row()]
        if role == roles.DisplayRole:
            return self.names[entry.key]
        if role == roles.EditRole:
            return run_title(entry)
        if role == roles.CheckStateRole:
            return Qt.CheckState.Checked if entry.key in self.places else Qt.CheckState.Unchecked
        if role == roles.ToolTipRole:
            return self.tip(entry)
        if role == roles.AccessibleTextRole:
            return f"{self.names[entry.key]}, {accuracy_in_words(entry)}"
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.EditRole and value != run_title(entry):
            self.intended.emit(RenameRun(entry.key, str(value)))
        elif role == Qt.ItemDataRole.CheckStateRole:
            self.draw_or_hide(entry.key)
        return True

    def draw_or_hide(self, key: str) -> None:
        """Ask for a run to be drawn in the curves, or no longer."""
        self.intended.emit(HideRun(key) if key in self.places else ShowRun(key))

    def tip(self, entry: RunEntry) -> str:
        """Return what is known of a run."""
        if entry.settings.is_sealed:
            text = self.tr("{name}: iteration {iterations}, epoch {epoch}. Train {train}, validation {test}.")
        else:
            text = self.tr("{name}: iteration {iterations}, epoch {epoch}. Train {train}, test {test}.")
        return text.format(
            name=run_title(entry),
            iterations=f"{entry.iteration:,}",
            epoch=f"{entry.epoch:.2f}",
            train=share_in_words(entry.train_accuracy),
            test=share_in_words(entry.test_accuracy),
        )


class RunRow(NameField):
    """Paints a row: check box, piece of its line, name, accuracy."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, view = index.model(), option.widget
        assert isinstance(model, RunsModel)
        entry, now = model.entries[index.row()], colours()
        place = model.places.get(entry.key)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected and view.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.chosen))
            painter.drawRoundedRect(row, px(4), px(4))
        _paint_box(painter, box_of(option.rect), checked=place is not None)
        left = row.left() + px(BOX + GAP)
        if place is not None:
            pen = QPen(QColor(now.kept[place]), px(2.4))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([length / 2.4 for length in KEPT_DASHES[place]])
            painter.setPen(pen)
            middle = row.center().y()
            painter.drawLine(QPointF(left, middle), QPointF(left + px(SAMPLE), middle))
        left += px(SAMPLE + GAP)
        number = accuracy_in_words(entry)
        bold = font(BODY, bold=True)
        wide = QFontMetrics(bold).horizontalAdvance(number)
        painter.setFont(bold)
        painter.setPen(QColor(now.text))
        sides = Qt.AlignmentFlag
        painter.drawText(row, sides.AlignRight | sides.AlignVCenter, number)
        name = QRectF(left, row.top(), row.right() - wide - px(GAP) - left, row.height())
        title = model.names[entry.key]
        fits = QFontMetrics(font(BODY)).horizontalAdvance(title) <= name.width()
        face = font(BODY) if fits else narrowed(title, name.width())
        painter.setFont(face)
        painter.drawText(name, sides.AlignLeft | sides.AlignVCenter, elided(title, name.width(), face))
        painter.restore()

    @override
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(120), px(ROW))

    @override
    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setObjectName("runName")
        field.setMaxLength(LONGEST)
        return field

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(px(BOX + SAMPLE + 2 * GAP - 4), 0, 0, 0))


class KeptRuns(Retranslated, Restyled, QListView):
    """The list. A click on a box draws the run in the curves; the rest is in a menu, and below keys.

    Signals
    -------
    intended : Intent
        What the person wants of the engine.
    save_wanted : tuple of str
        The keys of runs that are to be saved to a file.
    """

    intended = Signal(object)
    save_wanted = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keptRuns")
        self._waiting: Frame | None = None  # what came while a name was typed
        self.runs = RunsModel(self)
        self.runs.intended.connect(self.intended)
        self.setModel(self.runs)
        self.setItemDelegate(RunRow(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.customContextMenuRequested.connect(self._show_menu)
        self.retranslate()
        self.hide()

    def show_frame(self, frame: Frame) -> None:
        """Show the kept runs of a frame; not while a name is typed, because another list would take it away."""
        if self.state() is QAbstractItemView.State.EditingState:
            self._waiting = frame
            return
        count = len(self.runs.entries)
        self.runs.show_frame(frame)
        if len(self.runs.entries) != count:
            self.setVisible(bool(self.runs.entries))
            self._fit()

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        frame, self._waiting = self._waiting, None
        if frame is not None:
            self.show_frame(frame)

    def _fit(self) -> None:
        self.setMaximumHeight(px(ROW) * max(len(self.runs.entries), 1))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(120), px(ROW) * min(len(self.runs.entries), ROWS))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), px(ROW))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a click on the box, or on the piece of line beside it, draw the run or not."""
        index = self.indexAt(event.position().toPoint())
        in_box = event.position().x() < px(BOX + SAMPLE + GAP)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and in_box:
            self.setCurrentIndex(index)
            self.runs.setData(index, None, Qt.ItemDataRole.CheckStateRole)
            return
        super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Draw the run or not with Space, go back into it with Enter, delete it with Del."""
        index, keys = self.currentIndex(), Qt.Key
        if not index.isValid() or self.state() is QAbstractItemView.State.EditingState:  # Enter ends the typing
            super().keyPressEvent(event)
        elif event.key() == keys.Key_Space:
            self.runs.setData(index, None, Qt.ItemDataRole.CheckStateRole)
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            self._ask(OpenRun, index)
        elif event.key() == keys.Key_Delete:
            self._ask(DeleteRun, index)
        else:
            super().keyPressEvent(event)

    def menu(self, index: Index) -> QMenu:
        """Return a new menu of what can be done with a run."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entry = self.runs.entries[index.row()]
        drawn = menu.addAction(self.tr("Draw it in the curves"))
        drawn.setCheckable(True)
        drawn.setChecked(entry.key in self.runs.places)
        # By the key of the run, because the list may be another before a choice is made.
        drawn.triggered.connect(lambda: self.runs.draw_or_hide(entry.key))
        menu.addSeparator()
        self._add(menu, self.tr("Go back into it"), "Enter", lambda: self.intended.emit(OpenRun(entry.key)))
        self._add(menu, self.tr("Go on with it"), "", lambda: self.intended.emit(GoOnWith(entry.key)))
        menu.addSeparator()
        spread = None if self.runs.frame is None else self.runs.frame.spreads.get(entry.key)
        fill_seeds_menu(menu.addMenu(self.tr("Other seeds")), entry.key, spread, self.intended.emit)
        menu.addSeparator()
        self._add(menu, self.tr("Rename"), "F2", lambda: self.edit(index))
        self._add(menu, self.tr("Save as…"), "", lambda: self.save_wanted.emit((entry.key,)))
        menu.addSeparator()
        self._add(menu, self.tr("Delete"), "Del", lambda: self.intended.emit(DeleteRun(entry.key)))
        return menu

    def _add(self, menu: QMenu, text: str, key: str, does: Callable[[], Any]) -> QAction:
        # Written, not set, because a shortcut of a menu that is open now would be one of the window too.
        action = menu.addAction(f"{text}\t{key}" if key else text)
        action.triggered.connect(does)
        return action

    def _ask(self, kind: type[OpenRun | DeleteRun], index: Index) -> None:
        intent: Intent = kind(self.runs.entries[index.row()].key)
        self.intended.emit(intent)

    def _show_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.menu(QPersistentModelIndex(index)).popup(self.viewport().mapToGlobal(at))

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Kept runs"))
        self.setToolTip(self.tr("Click the box: draw the run in the curves. Double click: rename. Right click: more."))
        self.runs.rename()

    @override
    def restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._fit()


def box_of(row: QRect) -> QRectF:
    """Return where the check box of a row is."""
    side = px(BOX)
    return QRectF(row.left(), row.center().y() - side / 2 + 0.5, side, side)


def _paint_box(painter: QPainter, box: QRectF, *, checked: bool) -> None:
    now = colours()
    painter.setPen(Qt.PenStyle.NoPen if checked else QPen(QColor(now.muted), px(1.2)))
    painter.setBrush(QColor(now.fill if checked else now.card))
    inset = box if checked else box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inset, px(3), px(3))
    if checked:
        painter.setPen(QPen(QColor(now.on_fill), px(1.8), c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        x, y, side = box.x(), box.y(), box.width()
        tick = [(0.24, 0.52), (0.43, 0.7), (0.77, 0.32)]
        painter.drawPolyline([QPointF(x + a * side, y + b * side) for a, b in tick])


def accuracy_in_words(entry: RunEntry) -> str:
    """Return the accuracy of a run on images that it does not learn from, or a dash if none was measured."""
    return share_in_words(entry.test_accuracy)


def share_in_words(share: float) -> str:
    """Return a share as a percentage, or a dash where there is none."""
    return "–" if math.isnan(share) else percent(share)
