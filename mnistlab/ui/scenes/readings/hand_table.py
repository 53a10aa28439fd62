"""All hands in a table: how many digits each has drawn, and how many of them two networks read right."""

from collections.abc import Generator, Mapping, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem
from typing_extensions import override

from mnistlab.analysis.readings import read
from mnistlab.data.samples import Samples
from mnistlab.nn import Network
from mnistlab.numerals import percent
from mnistlab.ui.scenes.readings.hand_answer import reader_name
from mnistlab.ui.selection import Reader
from mnistlab.ui.widgets.kit import named
from mnistlab.ui.widgets.retranslated import Retranslated

RIGHT: Final = Qt.AlignmentFlag.AlignRight
COLUMNS: Final = 4  # name, digits, read right by each of two networks


class HandRow(NamedTuple):
    """A hand in the table: what it is called, how many digits it has drawn, and how many are read right by whom."""

    name: str
    digits: int
    right: Mapping[Reader, int]


def count_right(
    hands: Sequence[tuple[str, Samples]], networks: Mapping[Reader, Network]
) -> Generator[float, None, list[HandRow]]:
    """Have networks read the digits of all hands, each with its name; yield the share done, 0..1."""
    rows = []
    for number, (name, samples) in enumerate(hands):
        right = {}
        for reader, network in networks.items():
            right[reader] = int((read(network, samples.images).digits == samples.labels).sum())
            yield number / len(hands)
        rows.append(HandRow(name, len(samples), right))
    return rows


class HandTable(Retranslated, QTableWidget):
    """The hands, one in each row; a click on one chooses it.

    Signals
    -------
    chosen : int
        The place of a hand.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(0, COLUMNS)
        named(self, "handTableOfAll")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        self.cellActivated.connect(lambda row, _column: self.chosen.emit(row))
        self.cellClicked.connect(lambda row, _column: self.chosen.emit(row))
        self.retranslate()

    def show_rows(self, rows: Sequence[HandRow], place: int) -> None:
        """Show the hands, and mark the present one."""
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            said = [row.name, f"{row.digits:,}", *(self._share(row, reader) for reader in Reader)]
            for column, text in enumerate(said):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(RIGHT | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(number, column, item)
        if self.currentRow() != place:
            self.setCurrentCell(place, 0)

    @staticmethod
    def _share(row: HandRow, reader: Reader) -> str:
        if reader not in row.right or not row.digits:
            return ""
        return f"{row.right[reader]:,} · {percent(row.right[reader] / row.digits)}"

    @override
    def retranslate(self) -> None:
        for part in (self, self.horizontalHeader(), self.verticalHeader()):
            part.setAccessibleName(self.tr("All pupils"))
        texts = self.tr("Name"), self.tr("Digits"), *map(reader_name, Reader)
        for column, text in enumerate(texts):
            head = QTableWidgetItem(text)
            head.setTextAlignment((RIGHT if column else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, head)
