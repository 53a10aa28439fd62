"""Runs as a table: the settings that differ, what came of each, and what it reads."""

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QToolButton, QWidget
from typing_extensions import override

from mnistlab.analysis.spread import Spread
from mnistlab.data.series import Series
from mnistlab.library import RunEntry
from mnistlab.library.curves import OwnCurve
from mnistlab.library.naming import differing, setting_in_words
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.numerals import percent
from mnistlab.training import RunSettings, declared
from mnistlab.training.clock import Clock
from mnistlab.training.setting import CONTEXT
from mnistlab.ui.look.theme import UNIT, colours, px
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.plots.curve import KEPT_DASHES
from mnistlab.ui.plots.labels import elided
from mnistlab.ui.plots.own_lines import COLOUR, dashes_of, drawn, last_drawn
from mnistlab.ui.widgets.kit import in_column, in_row, literal, named, set_steady_text
from mnistlab.ui.widgets.line_sample import LineSample
from mnistlab.ui.widgets.painted import Painted
from mnistlab.ui.widgets.seeds_menu import fill_seeds_menu, spread_in_short, spread_in_words

MOST_SETTINGS: Final = 3  # columns
NUMBERS: Final = ("loss", "train", "test", "seeds", "goal")  # columns
GOAL: Final = 0.9  # of the images that are not learnt from
BAR: Final = (40, 8)  # px
WIDEST: Final = 150  # px of a name from elsewhere
WIDEST_VALUE: Final = 110  # px of a setting
MOST_ROWS: Final = 8  # of which numbers from elsewhere have what the runs leave, and at least one


class Compared(NamedTuple):
    """A run in the table."""

    entry: RunEntry
    title: str  # no two of a table are the same
    place: int | None  # of a kept run: its look
    network: Network
    loss: Array
    evaluated_at: Array
    train_accuracy: Array
    test_accuracy: Array
    clock: Clock
    per_epoch: float
    spread: Spread | None


class RunTable(QWidget):
    """A row for each run: its line, the settings that differ, what came of it, and what it reads.

    Signals
    -------
    chosen : str
        A run has been chosen by its name; its key.
    intended : Intent
        What the person wants of the engine.
    """

    chosen = Signal(str)
    intended = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._whole = in_column(self._rows, on=self)
        self._cells: list[dict[str, QLabel]] = []
        self._bars: list[ShareBar] = []
        self._mixed = False  # whether some runs are measured on test images, others on validation images

    def show_runs(self, runs: Sequence[Compared], own: Sequence[OwnCurve] = ()) -> None:
        """Make a row for each run, and for numbers from elsewhere; those of runs come with `show_numbers`."""
        # The rows are another widget each time, because PySide keeps wrappers of layout items that Qt has deleted.
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._whole.addWidget(self._rows)
        self._cells, self._bars = [], []
        if not runs:
            return
        entries = [run.entry for run in runs]
        varied = differing(entries)[:MOST_SETTINGS]
        sealed = {run.entry.settings.is_sealed for run in runs}
        self._mixed = len(sealed) > 1
        self._add_heads(varied, sealed)
        for row, run in enumerate(runs, 1):
            self._add_run(row, run, varied, entries)
        shown = max(1, MOST_ROWS - len(runs))
        for place, curve in enumerate(own[:shown]):
            self._add_own(len(runs) + 1 + place, place, curve.series, len(varied), runs[0].per_epoch)
        if len(own) > shown:
            text = QCoreApplication.translate("CompareScene", "and {count} more")
            more = named(QLabel(text.format(count=len(own) - shown)), role="muted")
            self._grid.addWidget(more, len(runs) + 1 + shown, 1, 1, 3)
        rescale(self._rows)

    def _add_heads(self, varied: Sequence[str], sealed: set[bool]) -> None:
        translate = QCoreApplication.translate
        heads = [
            translate("CompareScene", "run"),
            *(setting_in_short(name) for name in varied),
            translate("CompareScene", "loss"),
            translate("CompareScene", "train"),
            _measured_in_words(sealed),
            translate("CompareScene", "other seeds"),
            translate("CompareScene", "to {share}").format(share=percent(GOAL, 0)),
            translate("CompareScene", "reads"),
        ]
        tips = {
            len(heads) - 1: translate("CompareScene", "Epochs until it read {share} of images that are new to it"),
            len(heads): translate("CompareScene", "What each takes your digit for"),
        }
        for column, text in enumerate(heads, 1):
            last = column in (1, len(heads))
            side = Qt.AlignmentFlag.AlignLeft if last else Qt.AlignmentFlag.AlignRight
            label = named(QLabel(text), role="muted")
            label.setToolTip(tips.get(column, "").format(share=percent(GOAL, 0)))
            head = label if column < len(heads) else _apart(label)
            self._grid.addWidget(head, 0, column, 1, 2 if column == len(heads) else 1, side)

    def _add_run(self, row: int, run: Compared, varied: Sequence[str], entries: Sequence[RunEntry]) -> None:
        translate, right = QCoreApplication.translate, Qt.AlignmentFlag.AlignRight
        place = run.place
        if place is None:
            sample = LineSample(lambda: colours().own, dot=True)
        else:
            sample = LineSample(partial(_kept_colour, place), KEPT_DASHES[place])
        name: QWidget = named(QLabel(run.entry.name or translate("CompareScene", "This run")), role="title")
        if place is not None:
            name = named(QToolButton(), "comparedRun", role="link")
            name.setText(literal(run.title))
            name.setToolTip(translate("CompareScene", "Go back into this run"))
            name.clicked.connect(lambda _on=False, key=run.entry.key: self.chosen.emit(key))
        sample.setAccessibleName(translate("CompareScene", "The line of {run}").format(run=run.title))
        self._grid.addWidget(sample, row, 0)
        self._grid.addWidget(name, row, 1, Qt.AlignmentFlag.AlignLeft)
        for column, setting in enumerate(varied, 2):
            text = setting_in_words(run.entry, setting, translate)
            usual = text == setting_in_words(entries[0], setting, translate) and place is not None
            label = named(QLabel(elided(text, px(WIDEST_VALUE))), role="muted" if usual else "title")
            label.setToolTip(text if label.text() != text else "")
            self._grid.addWidget(label, row, column, right)
        cells = {}
        for column, key in enumerate(NUMBERS, 2 + len(varied)):
            if key == "seeds":
                self._grid.addWidget(self._seeds_button(run), row, column, right)
            else:
                cells[key] = named(QLabel(), role="title") if key == "test" else QLabel()
                self._grid.addWidget(cells[key], row, column, right)
        cells["digit"], bar, cells["share"] = named(QLabel(), role="title"), ShareBar(), QLabel()
        bar.setAccessibleName(translate("CompareScene", "How sure {run} is of your digit").format(run=run.title))
        answer = _apart(cells["digit"], bar, cells["share"])
        self._grid.addWidget(answer, row, 2 + len(NUMBERS) + len(varied), 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._cells.append(cells)
        self._bars.append(bar)

    def _add_own(self, row: int, place: int, series: Series, varied: int, per_epoch: float) -> None:
        """Add a row for numbers from elsewhere, with what they have to say."""
        name = QLabel(QFontMetrics(self.font()).elidedText(series.name, Qt.TextElideMode.ElideRight, px(WIDEST)))
        name.setToolTip(series.name)
        sample = LineSample(lambda: str(getattr(colours(), COLOUR)), dashes_of(place))
        line = QCoreApplication.translate("CompareScene", "The line of {run}")
        sample.setAccessibleName(line.format(run=series.name))
        self._grid.addWidget(sample, row, 0)
        self._grid.addWidget(name, row, 1, Qt.AlignmentFlag.AlignLeft)
        texts, last = dict.fromkeys(NUMBERS, ""), last_drawn(series)
        if last is not None:
            texts[series.quantity] = f"{last:.3f}" if series.quantity == "loss" else percent(last)
        if series.quantity == "test":
            values = drawn(series)
            reached = series.at[: len(values)][values >= GOAL]
            if len(reached):
                texts["goal"] = _epochs(reached[0] / (per_epoch if series.unit == "iteration" else 1.0))
        for column, key in enumerate(NUMBERS, 2 + varied):
            label = named(QLabel(texts[key]), role="title") if key == "test" else QLabel(texts[key])
            self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignRight)

    def _seeds_button(self, run: Compared) -> QToolButton:
        """Return a button that says what came of other seeds, with a menu of what can be asked for."""
        button, spread = named(QToolButton(), "comparedSeeds", role="link"), run.spread
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        fill_seeds_menu(menu, run.entry.key, spread, self.intended.emit)
        button.setMenu(menu)
        translate = QCoreApplication.translate
        if spread is None:
            button.setText("× 5 …")
            button.setToolTip(translate("CompareScene", "Once more with other seeds: how much of it is chance?"))
        else:
            button.setText(spread_in_short(spread))
            button.setToolTip(spread_in_words(spread))
        return button

    def show_numbers(self, runs: Sequence[Compared], losses: Mapping[str, float]) -> None:
        """Show what has come of the runs so far; `losses` are those at the ends of their lines, by their keys."""
        for run, cells in zip(runs, self._cells, strict=False):
            loss = losses.get(run.entry.key, math.nan)
            set_steady_text(cells["loss"], "–" if math.isnan(loss) else f"{loss:.3f}")
            for key, shares in (("train", run.train_accuracy), ("test", run.test_accuracy)):
                text = percent(float(shares[-1])) if len(shares) else "–"
                if key == "test" and self._mixed and run.entry.settings.is_sealed:
                    text = QCoreApplication.translate("CompareScene", "validation {share}").format(share=text)
                set_steady_text(cells[key], text)
            set_steady_text(cells["goal"], _way_to_goal(run))

    def show_answers(self, answers: Sequence[Array | None]) -> None:
        """Show what each run reads: probabilities (10,) each, or None without a drawing."""
        for probabilities, cells, bar in zip(answers, self._cells, self._bars, strict=False):
            if probabilities is None or not np.isfinite(probabilities).all():
                cells["digit"].setText("–")
                cells["share"].setText("")
                bar.show_share(0.0)
            else:
                digit = int(probabilities.argmax())
                share = float(probabilities[digit])
                cells["digit"].setText(str(digit))
                set_steady_text(cells["share"], percent(share))
                bar.show_share(share)


class ShareBar(Painted):
    """A share, 0..1, as a bar."""

    hint = BAR

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0

    def show_share(self, share: float) -> None:
        """Show a share."""
        if share != self._share:
            self._share = share
            self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, now = QPainter(self), colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height = px(BAR[1])
        box = self.rect()
        box.setTop((self.height() - height) // 2)
        box.setHeight(height)
        for colour, width in ((now.track, box.width()), (now.own, round(box.width() * self._share))):
            if width:
                box.setWidth(width)
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(box, height / 2, height / 2)


def _apart(*widgets: QWidget) -> QWidget:
    """Return widgets in a row that begins apart from the column of numbers that ends at its left."""
    row = QWidget()
    in_row(*widgets, on=row).setContentsMargins(UNIT, 0, 0, 0)
    return row


def _measured_in_words(sealed: set[bool]) -> str:
    """Return what runs are measured on besides what they learn from, given whether the test set is sealed in some."""
    translate = QCoreApplication.translate
    if sealed == {True, False}:
        return translate("CompareScene", "test or validation")
    return translate("CompareScene", "validation") if True in sealed else translate("CompareScene", "test")


def _epochs(count: float) -> str:
    text = f"{count:.0f}"
    pattern = QCoreApplication.translate("CompareScene", "{count} epochs")
    return (QCoreApplication.translate("CompareScene", "1 epoch") if text == "1" else pattern).format(count=text)


def _way_to_goal(run: Compared) -> str:
    """Return after how many epochs a run read the share that is asked for, or that it has not."""
    reached, translate = run.evaluated_at[run.test_accuracy >= GOAL], QCoreApplication.translate
    if len(reached):
        return _epochs(reached[0] / run.per_epoch)
    over = run.entry.iteration >= run.entry.settings.iterations
    return translate("CompareScene", "never") if over else translate("CompareScene", "not yet")


def setting_in_short(name: str) -> str:
    """Return a short name of a setting, such as "η"."""
    setting = declared(RunSettings)[name]
    translate = QCoreApplication.translate
    short = translate(CONTEXT, setting.short).format(value="").strip() if setting.short else ""
    return short or translate(CONTEXT, setting.label)


def _kept_colour(place: int) -> str:
    return colours().kept[place]
