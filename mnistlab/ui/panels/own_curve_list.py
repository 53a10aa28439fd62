"""The losses and accuracies from elsewhere, as a list: each can be renamed, read in another way, and deleted."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.data.series import Quantity, Unit
from mnistlab.language import join_parts
from mnistlab.library.curves import OwnCurve
from mnistlab.ui.look.theme import colours, px
from mnistlab.ui.own_curves import OwnCurves
from mnistlab.ui.plots.own_lines import COLOUR, WIDTH, dashes_of
from mnistlab.ui.widgets.kit import named
from mnistlab.ui.widgets.name_field import NameField
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

ROW: Final = 24  # px
MOST_ROWS: Final = 2  # that are seen at once
SAMPLE: Final = (28, 16)  # px
KEY: Final = Qt.ItemDataRole.UserRole


class OwnCurveList(Retranslated, Restyled, QListWidget):
    """The list, hidden while there is none. A double click renames, Del deletes; the rest is in a menu."""

    def __init__(self, own: OwnCurves, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "ownCurves")
        self._own = own
        self._filling = False
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setEditTriggers(QListWidget.EditTrigger.DoubleClicked | QListWidget.EditTrigger.EditKeyPressed)
        self.customContextMenuRequested.connect(self._show_menu)
        self.itemChanged.connect(self._rename)
        self.setItemDelegate(NameField(self))
        own.changed.connect(self._fill)
        self.retranslate()

    def _fill(self) -> None:
        row = self.currentRow()
        self._filling = True
        for place, curve in enumerate(self._own.all):
            # The same row for the same curve, because a name may be typed in it.
            if place < self.count() and self.item(place).data(KEY) == curve.key:
                item = self.item(place)
            else:
                item = QListWidgetItem()
                item.setData(KEY, curve.key)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                self.insertItem(place, item)
            item.setText(curve.series.name)
            item.setIcon(_sample(place))
            item.setSizeHint(QSize(px(80), px(ROW)))
            item.setToolTip(in_words(curve))
        while self.count() > len(self._own.all):
            self.takeItem(self.count() - 1)
        self.setIconSize(QSize(px(SAMPLE[0]), px(SAMPLE[1])))
        self._filling = False
        self.setCurrentRow(min(row, self.count() - 1))
        self.setVisible(self.count() > 0)
        self.updateGeometry()

    def _rename(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self._own.change(str(item.data(KEY)), name=item.text().strip() or self.tr("mine"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, editing = self.currentRow(), self.state() is QListWidget.State.EditingState
        if event.key() == Qt.Key.Key_Delete and row >= 0 and not editing:
            self._own.delete(self._own.all[row].key)
        else:
            super().keyPressEvent(event)

    def menu(self, curve: OwnCurve) -> QMenu:
        """Return a new menu of what can be done with a curve."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        series, change = curve.series, self._own.change
        units: dict[Unit, str] = {"iteration": self.tr("Counts iterations"), "epoch": self.tr("Counts epochs")}
        for unit, text in units.items():
            self._tick(menu, text, on=series.unit == unit, does=partial(change, curve.key, unit=unit))
        menu.addSeparator()
        quantities: dict[Quantity, str] = {
            "loss": self.tr("Is a loss"),
            "test": self.tr("Is an accuracy on test images"),
            "train": self.tr("Is an accuracy on training images"),
        }
        for kind, text in quantities.items():
            self._tick(menu, text, on=series.quantity == kind, does=partial(change, curve.key, quantity=kind))
        menu.addSeparator()
        menu.addAction(self.tr("Rename"), lambda: self.editItem(self.currentItem()))
        menu.addAction(self.tr("Delete"), lambda: self._own.delete(curve.key))
        return menu

    def _tick(self, menu: QMenu, text: str, *, on: bool, does: Callable[[], object]) -> None:
        action: QAction = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _on=False: does())

    def _show_menu(self, at: QPoint) -> None:
        item = self.itemAt(at)
        if item is not None:
            self.setCurrentItem(item)
            curve = next(curve for curve in self._own.all if curve.key == item.data(KEY))
            self.menu(curve).popup(self.viewport().mapToGlobal(at))

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(120), px(ROW) * min(self.count(), MOST_ROWS))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), px(ROW))

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Numbers from elsewhere"))
        self._fill()

    @override
    def restyle(self) -> None:
        self._fill()


def in_words(curve: OwnCurve) -> str:
    """Return what a series was taken for: "mine: 17 accuracies on test images, by epoch"."""
    series, translate = curve.series, QCoreApplication.translate
    kind = {
        "loss": translate("OwnCurveList", "{name}: {count} losses"),
        "test": translate("OwnCurveList", "{name}: {count} accuracies on test images"),
        "train": translate("OwnCurveList", "{name}: {count} accuracies on training images"),
    }[series.quantity]
    by = {
        "iteration": translate("OwnCurveList", "by iteration"),
        "epoch": translate("OwnCurveList", "by epoch"),
    }[series.unit]
    return join_parts(kind.format(name=series.name, count=f"{len(series.values):,}"), by)


def _sample(place: int) -> QIcon:
    """Return a piece of a line as it is in the plots."""
    ratio = 2
    picture = QPixmap(px(SAMPLE[0]) * ratio, px(SAMPLE[1]) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    pen = QPen(QColor(getattr(colours(), COLOUR)), px(WIDTH))
    pen.setDashPattern([length / WIDTH for length in dashes_of(place)])
    painter.setPen(pen)
    painter.drawLine(0, px(SAMPLE[1]) // 2, px(SAMPLE[0]), px(SAMPLE[1]) // 2)
    painter.end()
    return QIcon(picture)
