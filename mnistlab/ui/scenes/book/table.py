"""The numbers of an experiment as a table: the book's, ours, the band of the seeds, and the seconds."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget
from typing_extensions import override

from mnistlab.experiments.card import Card
from mnistlab.experiments.report import Report, Row, standard_error
from mnistlab.experiments.untrained import Checked, Spread
from mnistlab.experiments.words import (
    band_in_words,
    moment,
    quantity_name,
    quantity_value,
    setting_name,
    setting_value,
)
from mnistlab.numerals import fixed, percent, scientific
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.scenes.book.texts import called
from mnistlab.ui.widgets.kit import named
from mnistlab.ui.widgets.scroll_edge import ScrollEdge

MOST: Final = 60  # rows
Rows = list[Sequence[str]]


class ResultTable(QScrollArea):
    """Rows of texts below a row of heads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cardTable")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.rows: Rows = []
        self._grid: QGridLayout | None = None
        ScrollEdge(self)

    def show_rows(self, rows: Rows) -> None:
        """Show rows; the first has the heads."""
        if rows == self.rows:
            return
        self.rows = rows
        inside = QWidget()
        self._grid = grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, UNIT, 0)
        grid.setVerticalSpacing(UNIT // 2)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                label = named(QLabel(text), role="" if number else "muted")
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(label, number, column, Qt.AlignmentFlag.AlignLeft)
        grid.setRowStretch(len(rows), 1)
        grid.setColumnStretch(max(map(len, rows), default=0), 1)
        self._fit_columns()
        self.setWidget(inside)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Bring the columns nearer to each other where they are wider than the room."""
        if self._grid is None:
            return
        for spacing in (2 * UNIT, UNIT):
            self._grid.setHorizontalSpacing(spacing)
            if self._grid.sizeHint().width() <= self.viewport().width():
                break


def rows_of(found: Report | Spread | Checked) -> Rows:
    """Return the rows of a result, the heads first."""
    if isinstance(found, Spread):
        return _activations(found)
    if isinstance(found, Checked):
        return _differences(found)
    if found.card.axes and not found.card.published:
        return _sweep(found)
    return _runs(found)


def _runs(report: Report) -> Rows:
    translate = QCoreApplication.translate
    ends = [row for _, *both in report.ends() for row in both]
    found = [*report.rows(), *ends][:MOST]
    several = any(row.inside is not None for row in found)
    rows: Rows = [
        (
            translate("CardScene", "run"),
            translate("CardScene", "what"),
            translate("CardScene", "at"),
            translate("CardScene", "book"),
            translate("CardScene", "here"),
            *((translate("CardScene", "80 % of the seeds"), "") if several else ()),
            translate("CardScene", "s per run"),
        )
    ]
    for row in found:
        inside = {
            None: "",
            True: translate("CardScene", "inside"),
            False: translate("CardScene", "outside"),
        }[None if math.isnan(row.book) else row.inside]
        band = (band_in_words(row), inside) if several else ()
        rows.append((*_start(report.card, row), *band, _seconds(report, row.run)))
    return rows


def _start(card: Card, row: Row) -> tuple[str, ...]:
    translate = QCoreApplication.translate
    book = "–" if math.isnan(row.book) else quantity_value(row.quantity, row.book)
    here = quantity_value(row.quantity, row.median)
    what = quantity_name(row.quantity, translate, sealed=row.is_sealed)
    return called(card, row.run), what, moment(row, translate), book, here


def _seconds(report: Report, run: str) -> str:
    seconds = [outcome.seconds for outcome in report.of(run)]
    return fixed(sum(seconds) / len(seconds), 1)


def _sweep(report: Report) -> Rows:
    translate, axes, points = QCoreApplication.translate, report.card.axes, report.points()
    rows: Rows = [(translate("CardScene", "accuracy"), *(setting_name(axis, translate) for axis in axes))]
    if not points:
        return rows
    images = next(iter(report.outcomes.values())).images
    for point in points[:MOST]:
        share = f"{percent(point.accuracy)} ± {100 * standard_error(point.accuracy, images):.1f}"
        rows.append(
            (share, *(setting_value(axis, value, translate) for axis, value in zip(axes, point.values, strict=True)))
        )
    for best in () if report.card.search is None else report.card.search.best:
        values = (setting_value(axis, best[axis], translate) if axis in best else "–" for axis in axes)
        text = translate("CardScene", "{share} in the book").format(share=percent(best["accuracy"]))
        rows.append((text, *values))
    return rows


def _activations(spread: Spread) -> Rows:
    translate = QCoreApplication.translate
    rows: Rows = [
        (
            translate("CardScene", "network"),
            translate("CardScene", "layer"),
            translate("CardScene", "mean"),
            translate("CardScene", "standard deviation"),
        )
    ]
    for name, layers in spread.by_seed[0].items():
        rows += [(name, f"{n}", fixed(layer.mean, 3), fixed(layer.std, 3)) for n, layer in enumerate(layers, 1)]
    return rows


def _differences(checked: Checked) -> Rows:
    translate = QCoreApplication.translate
    several = checked.seeds > 1
    rows: Rows = [
        (
            translate("CardScene", "network"),
            translate("CardScene", "parameter"),
            translate("CardScene", "book"),
            translate("CardScene", "here"),
            *([translate("CardScene", "80 % of the seeds")] if several else []),
        )
    ]
    for name, key, book, middle, low, high in checked.rows():
        said = "–" if book is None else scientific(book)
        band = [f"{scientific(low)} … {scientific(high)}"] if several else []
        rows.append((called(checked.card, name), key, said, scientific(middle), *band))
    return rows
