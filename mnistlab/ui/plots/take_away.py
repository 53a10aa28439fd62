"""What can be taken along from a plot: its picture, as pixels or as lines, and its numbers as a table."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from mnistlab.data.files import write_whole
from mnistlab.data.tables import cell
from mnistlab.errors import DataError, MnistLabError
from mnistlab.ui.look.icons import icon
from mnistlab.ui.look.theme import colours
from mnistlab.ui.widgets.file_kinds import path_to_save
from mnistlab.ui.widgets.kit import named
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

SVG: Final = ".svg"
PNG: Final = ".png"
CSV: Final = ".csv"
ROWS: Final = 1024  # of a table, written at a time: as many as take less than a frame
ON_PAPER: Final = "onPaper"  # a property of a widget that is painted to be taken along
SHARP: Final = 2.0  # px of a saved picture for one of the screen, at least

Row = Sequence[str | float]


def picture_of(parts: Sequence[QWidget], least_ratio: float = 1.0) -> QPixmap:
    """Return a picture of widgets as they lie below each other, on the ground of a card."""
    ratio = max(parts[0].devicePixelRatioF(), least_ratio)
    picture = QPixmap(size_of(parts) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(colours().card))
    painter = QPainter(picture)
    paint_on_paper(parts, painter)
    painter.end()
    return picture


def png_of(parts: Sequence[QWidget]) -> bytes:
    """Return the same as the content of a .png file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture_of(parts, SHARP).save(buffer, "PNG")
    return bytes(buffer.data().data())


def svg_of(parts: Sequence[QWidget]) -> bytes:
    """Return widgets as the content of an .svg file: lines and letters, which stay sharp at any size."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    size = size_of(parts)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # the other one does not clip
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(0, 0), size))
    generator.setResolution(parts[0].logicalDpiX())
    painter = QPainter(generator)
    painter.fillRect(QRect(QPoint(0, 0), size), QColor(colours().card))
    paint_on_paper(parts, painter)
    painter.end()
    return _as_others_read_it(bytes(buffer.data().data()).decode()).encode()


CLIP: Final = re.compile(r'<clipPath id="(\w+)">\s*<path ')
CLIPPED: Final = re.compile(r'<g clip-path="url\(#(\w+)\)"><g [^>]*?(transform="[^"]*")')
FAMILIES: Final = re.compile(r'font-family="([^"]*)"')


def _as_others_read_it(drawing: str) -> str:
    """Return a drawing of Qt's with its parts cut off where they end, and in letters that every computer has.

    Qt writes where a part of a widget ends as seen from that widget, and where the part lies only beside that: so
    other programs would cut it off elsewhere.
    """
    places: dict[str, str] = {}
    for name, place in CLIPPED.findall(drawing):
        places.setdefault(name, place)
    drawing = CLIP.sub(lambda clip: f"{clip[0]}{places.get(clip[1], '')} ", drawing)
    return FAMILIES.sub(r'font-family="\1,Inter,Noto Sans SC,sans-serif"', drawing)


def size_of(parts: Sequence[QWidget]) -> QSize:
    """Return how large widgets are that lie below each other."""
    return QSize(max(part.width() for part in parts), sum(part.height() for part in parts))


def paint_on_paper(parts: Sequence[QWidget], painter: QPainter) -> None:
    """Paint widgets below each other, each without what is only of use in the window."""
    top = 0
    for part in parts:
        part.setProperty(ON_PAPER, True)
        part.render(painter, QPoint(0, top), renderFlags=QWidget.RenderFlag.DrawChildren)
        part.setProperty(ON_PAPER, False)
        top += part.height()


class TakeAway(QObject):
    """The menu of a plot: on a right click, and on a button that the plot may place.

    Parameters
    ----------
    plot : QWidget
    name : str
        Of the files, without an ending.
    parts : callable
        Gives the widgets that are in the picture, one below the other.
    table : callable, optional
        Gives the numbers as the lines of a CSV file, in parts that each take less than a frame; or None while
        there are none.
    more : callable, optional
        Adds what else the menu has.

    Attributes
    ----------
    plot : QWidget

    Signals
    -------
    refused : MnistLabError
        A file cannot be written.
    """

    refused = Signal(object)

    def __init__(
        self,
        plot: QWidget,
        name: str,
        parts: Callable[[], Sequence[QWidget]],
        table: Callable[[], Iterator[str] | None] | None = None,
        more: Callable[[QMenu], None] = lambda _menu: None,
    ) -> None:
        super().__init__(plot)
        self.plot, self._name, self._parts, self._table, self._more = plot, name, parts, table, more
        self._writing: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._write_on)
        plot.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        plot.customContextMenuRequested.connect(lambda place: self.menu().popup(plot.mapToGlobal(place)))

    def menu(self) -> QMenu:
        """Return a new menu, which ends when it is closed."""
        menu = QMenu(self.plot)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu)
        return menu

    def fill(self, menu: QMenu) -> None:
        """Add what can be taken along to a menu."""
        menu.addAction(self.tr("Copy the picture"), self.copy_picture)
        menu.addAction(self.tr("Save the picture (PNG, SVG)…"), self._ask_picture)
        if self._table is not None:
            numbers = menu.addAction(self.tr("Save the numbers as CSV…"), self.ask_numbers)
            numbers.setEnabled(self._table() is not None)
        self._more(menu)

    def copy_picture(self) -> None:
        """Put a picture of the plot on the clipboard."""
        QApplication.clipboard().setPixmap(picture_of(self._parts()))

    def save_picture(self, path: Path) -> None:
        """Write a picture of the plot: lines where the name ends in .svg, otherwise pixels."""
        if path.suffix.lower() not in (SVG, PNG):
            path = path.with_name(path.name + PNG)
        content = svg_of(self._parts()) if path.suffix.lower() == SVG else png_of(self._parts())
        try:
            with write_whole(path, DataError) as file:
                file.write(content)
        except MnistLabError as error:
            self.refused.emit(error)

    def save_numbers(self, path: Path) -> None:
        """Write the numbers as a CSV file, a part at a time, so that nothing waits for it."""
        lines = None if self._table is None else self._table()
        if lines is not None:
            self._writing = _written(path if path.suffix else path.with_name(path.name + CSV), lines)
            self._timer.start()

    def ask_numbers(self) -> None:
        """Ask where the numbers are to be written, and write them there."""
        kind = self.tr("Table (*.csv)")
        path, _ = path_to_save(self.plot, self.tr("Save the numbers"), f"{self._name}{CSV}", kind)
        if path is not None:
            self.save_numbers(path)

    def _ask_picture(self) -> None:
        kinds = self.tr("Picture (*.png)"), self.tr("Drawing of lines (*.svg)")
        path, _ = path_to_save(self.plot, self.tr("Save the picture"), f"{self._name}{PNG}", *kinds)
        if path is not None:
            self.save_picture(path)

    def _write_on(self) -> None:
        try:
            if self._writing is None or next(self._writing, self) is self:
                self._timer.stop()
                self._writing = None
        except MnistLabError as error:
            self._timer.stop()
            self._writing = None
            self.refused.emit(error)


def _written(path: Path, lines: Iterator[str]) -> Iterator[None]:
    with write_whole(path, DataError) as file:
        for part in lines:
            file.write(part.encode())
            yield


def table_of(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a table as the lines of a CSV file, in parts that each take less than a frame.

    Of a number there are seven digits; one that is nan leaves its cell empty.
    """
    rows = iter(rows)
    yield _line(columns)
    while part := "".join(map(_line, islice(rows, ROWS))):
        yield part


def _line(row: Row) -> str:
    return ",".join(map(_cell, row)) + "\n"


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return cell(value)
    return f"{value}" if isinstance(value, int) else "" if math.isnan(value) else f"{value:.7g}"


class TakeButton(Retranslated, Restyled, QToolButton):
    """A small button with the menu of a plot."""

    def __init__(self, fill: Callable[[QMenu], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, small="true", role="icon")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._fill = fill
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._refill(menu))
        self.setMenu(menu)
        self.restyle()
        self.retranslate()

    def _refill(self, menu: QMenu) -> None:
        menu.clear()
        for one in menu.findChildren(QMenu):
            one.deleteLater()  # because it does not end with its entry
        self._fill(menu)

    def restyle(self) -> None:
        """Take the icon in the current colours."""
        self.setIcon(icon("more"))

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.setAccessibleName(self.tr("Take along"))
        self.setToolTip(self.tr("Take along: the picture, the numbers"))
