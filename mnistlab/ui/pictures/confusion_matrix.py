"""The confusion matrix: how often each class is read as each, with recall and precision at its sides."""

import math
from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.numerals import fixed
from mnistlab.ui.look.keys import ENTER, MOVES
from mnistlab.ui.look.theme import BODY, SMALL, TITLE, UNIT, colours, diverging_table, font, px, type_on
from mnistlab.ui.pictures.cells import Pointing
from mnistlab.ui.pictures.diverging import levels
from mnistlab.ui.plots.take_away import TakeAway, table_of
from mnistlab.ui.widgets.painted import draw_frame

Cell = tuple[int | None, int | None]  # label and reading; None for one: the whole row or column

SMALLEST_TYPE = 10  # px: of counts with many digits in small cells
LARGE_CELL = 44  # px
WIDEST = 1.5  # a cell, by its height
LINE = 18  # px
HEADER = 24  # px: width of a row's
LEAST_SHADE, MOST_SHADE = 0.05, 0.85  # of a mistake: the rarest is visible, type on the most frequent legible
NO_SHADE = 0.025  # where nothing is read so
RIGHT_SHADE = 0.14  # of what is right, whatever its share
NARROW = 80  # % of their width that the digits of a number have where it would touch its neighbours
SPARE = 4  # px beside a number in a cell: where it would have less, it is written shorter or smaller


class ConfusionMatrix(Pointing):
    """A row for each label, a column for each reading, with their counts: what is right, on the diagonal, is bold.

    The more frequent a mistake is in its row, the stronger is its shade, up to the most frequent of all, so that few
    stand out. Beside the rows stands the recall, below the columns the precision, both in per cent. The matrix can also
    show what has changed, on the diverging scale.

    A cell is a label and a reading; row and column headers are cells without the one or the other, and the corner has
    neither.

    Signals
    -------
    pointed : Cell or None
        What is below the mouse, or where the keys have come to.
    picked : Cell
        What was clicked, or chosen by Enter; the corner, by Escape.
    """

    picked = Signal(object)
    hint = 424, 380

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = np.zeros((0, 0), np.int64)
        self._recall = self._precision = np.zeros(0)
        self.changes: Array | None = None  # that are shown
        self._limit = 1.0
        self._picture: QPixmap | None = None  # all but the frames
        self._names = {"label": "", "read": "", "recall": "", "precision": ""}
        self._selected: Cell = (None, None)
        self._cursor: Cell = (None, None)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(300, 260)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.take_away = TakeAway(self, "mnistlab-mistakes", lambda: [self], self._table)

    def _table(self) -> Iterator[str] | None:
        """Return all cells as the lines of a CSV file, with the changes where those are shown."""
        changes = [] if self.changes is None else [self.changes]
        rows = (
            (label, read, int(count), *(int(one[label, read]) for one in changes))
            for (label, read), count in np.ndenumerate(self._counts)
        )
        return (
            table_of(("label", "read as", "images", *(["change"] if changes else [])), rows)
            if self._counts.size
            else None
        )

    def show_counts(self, counts: Array, recall: Array, precision: Array) -> None:
        """Show how many images have each label and reading (K, K), and for each class recall and precision (K,)."""
        self._counts, self._recall, self._precision = counts, recall, precision
        self.restyle()

    def show_changes(self, changes: Array | None, limit: float = 1.0) -> None:
        """Show by how much each count has changed (K, K), in the place of the counts; None for the counts.

        ±`limit` are the full colours.
        """
        if changes is not self.changes or limit != self._limit:
            self.changes, self._limit = changes, limit
            self.restyle()

    def clear(self) -> None:
        """Show nothing."""
        self.changes = None
        self.show_counts(self._counts[:0, :0], self._recall[:0], self._precision[:0])

    def set_names(self, *, label: str, read: str, recall: str, precision: str) -> None:
        """Set what the rows, the columns, and the numbers beside and below them are called."""
        self._names = {"label": label, "read": read, "recall": recall, "precision": precision}
        self.restyle()

    def select(self, cell: Cell) -> None:
        """Frame a cell, a row or a column; nothing for the corner."""
        if cell != self._selected:
            self._selected = self._cursor = cell
            self.update()

    def place_of(self, cell: Cell) -> QRect:
        """Return where a cell lies in the widget; of a row or column its header."""
        area, width, height = self._layout()
        row, column = cell
        header, line = px(HEADER), px(LINE)
        left = area.left() - header if column is None else area.left() + column * width
        top = area.top() - line if row is None else area.top() + row * height
        return QRect(left, top, header if column is None else width, line if row is None else height)

    @override
    def thing_at(self, place: QPoint) -> Cell | None:
        """Return the cell at a place in the widget; a row's recall and name are the row, a column's likewise."""
        size = len(self._counts)
        if not size:
            return None
        area, width, height = self._layout()
        row, column = (place.y() - area.top()) // height, (place.x() - area.left()) // width
        below = place.y() <= area.bottom() + px(LINE + UNIT // 2)
        beside = place.x() <= area.right() + self._margins()[1]
        if not (below and beside):
            return None
        inside = 0 <= row < size, 0 <= column < size
        return (row if inside[0] else None, column if inside[1] else None)

    # Mouse and keys

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.thing_at(event.position().toPoint())
        if cell is not None:
            self.picked.emit((None, None) if cell == self._selected else cell)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in MOVES and len(self._counts):
            last = len(self._counts) - 1
            places = [-1 if part is None else part for part in self._cursor]
            steps = reversed(MOVES[key])  # rows, columns
            row, column = (min(max(part + step, -1), last) for part, step in zip(places, steps, strict=True))
            self._cursor = (None if row < 0 else row, None if column < 0 else column)
            self._point_at(self._cursor)
            self.update()
        elif key in ENTER and len(self._counts):
            self.picked.emit(self._cursor)
        elif key == Qt.Key.Key_Escape and self._selected != (None, None):
            self.picked.emit((None, None))
        else:
            super().keyPressEvent(event)

    @override
    def describe(self, thing: Cell) -> str:
        return super().describe(thing) if (thing[0] is None) is not (thing[1] is None) else ""

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether this key moves among the cells."""
        return event.key() in (*MOVES, *ENTER) and len(self._counts) > 0

    @override
    def _point_at(self, thing: object) -> None:
        if thing != self._pointed:
            self.update()
        super()._point_at(thing)

    # Painting

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._picture = None

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not len(self._counts):
            return
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._picture = self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        self._draw_frames(painter)

    @override
    def restyle(self) -> None:
        self._picture = None
        self.update()

    def _drawn(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(colours().card))
        painter = QPainter(picture)
        self._draw_names(painter)
        self._draw_sides(painter)
        self._draw_cells(painter)
        painter.end()
        return picture

    def _draw_cells(self, painter: QPainter) -> None:
        size = len(self._counts)
        area, width, height = self._layout()
        texts, shown = self._cells() if self.changes is None else self._changed_cells(self.changes)
        sizes = {text: self.type_size(text) for text in {text for row in texts for text in row}}
        places = {
            (row, column): QRect(area.left() + column * width, area.top() + row * height, width - 1, height - 1)
            for row in range(size)
            for column in range(size)
        }
        for (row, column), place in places.items():
            painter.fillRect(place, shown[row][column])
        whole = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)  # a part of a number would be another one
        for (row, column), place in places.items():
            if texts[row][column]:
                painter.setFont(self._type(texts[row][column], sizes[texts[row][column]], bold=row == column))
                painter.setPen(QColor(type_on(shown[row][column].name())))
                painter.drawText(place, whole, texts[row][column])

    def _draw_names(self, painter: QPainter) -> None:
        area, width, height = self._layout()
        line, unit = px(LINE), px(UNIT)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        end = area.right() + self._margins()[1]
        painter.setFont(font(SMALL))
        painter.setPen(QColor(colours().muted))
        top = area.top() - line
        painter.drawText(
            QRect(area.left(), top - line, area.width(), line), Qt.AlignmentFlag.AlignCenter, self._names["read"]
        )
        painter.drawText(QRect(0, top, area.left() - unit, line), right, self._names["label"])
        painter.drawText(QRect(0, top, end, line), right, self._names["recall"])
        below = area.bottom() + px(UNIT // 2)
        painter.drawText(QRect(0, below, area.left() - unit, line), right, self._names["precision"])
        painter.setFont(font(BODY, bold=True))
        painter.setPen(QColor(colours().text))
        for number in range(len(self._counts)):
            painter.drawText(QRect(0, area.top() + number * height, area.left() - unit, height - 1), right, str(number))
            place = QRect(area.left() + number * width, top, width - 1, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number))

    def _draw_sides(self, painter: QPainter) -> None:
        """Write recall and precision, in per cent."""
        area, width, height = self._layout()
        room = self._margins()[1]
        decimals, size = self.side_format()
        painter.setFont(font(size))
        painter.setPen(QColor(colours().text))
        for number, (recall, precision) in enumerate(zip(self._recall, self._precision, strict=True)):
            place = QRect(area.right(), area.top() + number * height, room, height - 1)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, in_percent(recall, decimals)
            )
            place = QRect(area.left() + number * width, area.bottom() + px(UNIT // 2), width - 1, px(LINE))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, in_percent(precision, decimals))

    def _draw_frames(self, painter: QPainter) -> None:
        """Frame what is below the mouse, what is selected, and, while keys come here, where they have come to."""
        for cell, colour, shown in (
            (self._pointed, colours().muted, self._pointed not in (None, (None, None))),
            (self._cursor, colours().text, self.hasFocus()),
            (self._selected, colours().text, self._selected != (None, None)),
        ):
            if shown and cell is not None:
                draw_frame(painter, self._whole(cell).adjusted(0, 0, -1, -1), colour, 2)

    def _whole(self, cell: Cell) -> QRect:
        """Return where a cell lies, or the whole row or column with its header."""
        area, width, height = self._layout()
        place = self.place_of(cell)
        row, column = cell
        if row is not None and column is None:
            return QRect(place.left(), place.top(), place.width() + area.width(), height)
        if row is None and column is not None:
            return QRect(place.left(), place.top(), width, place.height() + area.height())
        return place

    def _cells(self) -> tuple[list[list[str]], list[list[QColor]]]:
        """Return counts, and colours by their share of the row."""
        counts = self._counts
        shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        mistakes = np.where(np.eye(len(counts), dtype=bool), 0, shares)
        strengths = LEAST_SHADE + (MOST_SHADE - LEAST_SHADE) * mistakes / max(mistakes.max(), 1e-9)
        own, none = QColor(colours().own), _mixed(QColor(colours().own), NO_SHADE)
        shown = [
            [
                none
                if not counts[row, column]
                else _mixed(own, RIGHT_SHADE if row == column else float(strengths[row, column]))
                for column in range(len(counts))
            ]
            for row in range(len(counts))
        ]
        return [[str(count) if count else "" for count in row] for row in counts.tolist()], shown

    def _changed_cells(self, changes: Array) -> tuple[list[list[str]], list[list[QColor]]]:
        """Return signed differences, and their colours on the diverging scale."""
        shades, table = levels(changes, self._limit), diverging_table(colours())
        texts = [[fixed(change, 0, sign=True) if change else "" for change in row] for row in changes.tolist()]
        return texts, [[QColor(table[level]) for level in row] for row in shades.tolist()]

    def _type(self, text: str, size: int, *, bold: bool) -> QFont:
        """Return the type of a number: of `size`, or a larger one if it fits into its cell when it is narrowed."""
        _, width, _ = self._layout()
        for larger in range(self._largest_type, size, -1):
            made = font(larger, bold=True)
            made.setStretch(NARROW)
            if _width(text, made) <= width - px(2):
                made.setBold(bold)
                return made
        made = font(size, bold=bold)
        if _width(text, made) > width - px(2):  # in the smallest cells
            made.setStretch(NARROW)
        return made

    @property
    def _largest_type(self) -> int:
        """The largest type of a number, in px of the design."""
        _, width, height = self._layout()
        return BODY if min(width, height) < px(LARGE_CELL) else TITLE

    def type_size(self, text: str) -> int:
        """Return the largest type, in px of the design, in which a number fits into a cell in bold."""
        _, width, _ = self._layout()
        sizes = range(self._largest_type, SMALLEST_TYPE - 1, -1)
        return next((size for size in sizes if _width(text, font(size, bold=True)) <= width - px(SPARE)), sizes[-1])

    def side_format(self) -> tuple[int, int]:
        """Return with how many decimals recall and precision fit below a cell, and in which type."""
        _, width, _ = self._layout()
        for decimals, size in ((1, SMALL), (0, SMALL), (0, SMALL - 1)):
            texts = [in_percent(share, decimals) for share in self._precision]
            if max(_width(text, font(size)) for text in texts) <= width - px(SPARE):
                return decimals, size
        return 0, SMALLEST_TYPE

    def _margins(self) -> tuple[int, int]:
        """Return the room at the left and at the right of the cells."""
        metrics = QFontMetrics(font(SMALL))
        left = max(metrics.horizontalAdvance(self._names[name]) for name in ("label", "precision")) + px(UNIT)
        right = max(metrics.horizontalAdvance(text) for text in (self._names["recall"], in_percent(1.0))) + px(UNIT)
        return max(left, px(HEADER)), right

    def _layout(self) -> tuple[QRect, int, int]:
        """Return where the cells lie, and the width and height of one."""
        size = max(1, len(self._counts))
        left, right = self._margins()
        height = max(1, (self.height() - 3 * px(LINE) - px(UNIT // 2) - 1) // size)
        width = max(1, min((self.width() - left - right) // size, int(WIDEST * height)))
        return QRect(left, 2 * px(LINE), size * width, size * height), width, height


def in_percent(share: float, decimals: int = 1) -> str:
    """Return a share in per cent, without the sign; a dash for what is undefined."""
    return "–" if math.isnan(share) else f"{100 * share:.{decimals}f}"


def _width(text: str, type_: QFont) -> int:
    return QFontMetrics(type_).horizontalAdvance(text)


def _mixed(colour: QColor, strength: float) -> QColor:
    """Return a colour over the card."""
    card = QColor(colours().card)
    ends = (card.red(), colour.red()), (card.green(), colour.green()), (card.blue(), colour.blue())
    return QColor(*(round(start + (end - start) * strength) for start, end in ends))
