"""The runs of an experiment as curves: a line for each, the band of its seeds, and the book's values as marks."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtWidgets import QWidget

from mnistlab.experiments.report import Report
from mnistlab.experiments.work import Outcome
from mnistlab.library.curves import OwnCurve
from mnistlab.nn.functions import Array
from mnistlab.ui.plots.chart import Chart
from mnistlab.ui.plots.own_lines import COLOUR, WIDTH
from mnistlab.ui.plots.own_lines import drawn as drawn_values
from mnistlab.ui.plots.scales import share_floor

COLOURS: Final = ("own", "kept 0", "kept 1", "kept 2", "test", "built_in")
POINTS: Final = 150  # of a line
LARGEST: Final = 1e4  # a loss that is drawn
LOSSES: Final = ("loss", "mean_loss")
ALL_LOSSES: Final = ("train_loss", "test_loss", "best_epoch")  # those of all images, at each epoch


class Line(NamedTuple):
    """Some runs that differ in their seed only: x (n,), and of y (n,) the median and the eight tenths in the middle."""

    x: Array
    middle: Array
    low: Array
    high: Array


def of_seeds(curves: Sequence[tuple[Array, Array]]) -> Line:
    """Return the line of some curves over the same x (n,), as far as the shortest has come."""
    count = min(len(x) for x, _ in curves)
    low, middle, high = np.quantile([y[:count] for _, y in curves], (0.1, 0.5, 0.9), axis=0)
    return Line(curves[0][0][:count], middle, low, high)


def meaned(loss: Array) -> tuple[Array, Array]:
    """Return the means of a loss (n,) over pieces of equal length: x in iterations, and y."""
    piece = max(1, len(loss) // POINTS)
    count = len(loss) // piece
    return (np.arange(count) + 0.5) * piece, loss[: count * piece].reshape(count, piece).mean(axis=1)


class VariantCharts:
    """A chart of the losses and one of the accuracies."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.loss = Chart(parent, log_y=True)
        self.accuracy = Chart(parent)
        self.loss.setObjectName("cardLoss")
        self.accuracy.setObjectName("cardAccuracy")

    def show_report(self, report: Report, names: "Names", own: Sequence[OwnCurve] = ()) -> None:
        """Draw what has come so far, as far as the runs will come, and the curves of a person's own beside it."""
        card = report.card
        by_epoch = any(one.quantity in ALL_LOSSES for one in card.published) or (
            card.guess is not None and card.guess.quantity in ALL_LOSSES
        )
        self.loss.clear_curves()
        self.accuracy.clear_curves()
        across, up = (names.epoch, names.all_loss) if by_epoch else (names.iteration, names.loss)
        self.loss.set_names(across, up, "nats")
        self.accuracy.set_names(names.epoch, names.accuracy)
        runs = [run.name for run in card.runs[: len(COLOURS)]] if isinstance(card.runs, tuple) else []
        losses, shares = [], []
        for name, colour in zip(runs, COLOURS, strict=False):
            outcomes = report.drawn(name)
            if not outcomes:
                continue
            label = names.runs.get(name, name) if len(runs) > 1 else names.test
            losses += self._draw_loss(name, colour, outcomes, label if len(runs) > 1 else "", names, by_epoch=by_epoch)
            shares += self._draw_accuracy(name, colour, outcomes, label, names, alone=len(runs) == 1)
        self._mark(report, runs)
        drawn = [outcome for name in runs for outcome in report.drawn(name)]
        if not drawn:
            return
        per_epoch = drawn[0].per_epoch
        last = max(outcome.settings.iterations for outcome in drawn)
        self._draw_own(own, losses, shares, per_epoch, last, by_epoch=by_epoch)
        _fit(self.loss, losses, last / per_epoch if by_epoch else last, log=True)
        _fit(self.accuracy, shares, last / per_epoch, log=False)

    def _draw_own(
        self,
        own: Sequence[OwnCurve],
        losses: list[Line],
        shares: list[Line],
        per_epoch: float,
        last: int,
        *,
        by_epoch: bool,
    ) -> None:
        """Draw what a person has laid on the plots, as far as the runs reach: their numbers from elsewhere."""
        for curve in own:
            series = curve.series
            is_loss = series.quantity == "loss"
            y = np.asarray(drawn_values(series), float) * (1 if is_loss else 100)
            at = series.at[: len(y)] * (per_epoch if series.unit == "epoch" else 1)
            x = at if is_loss and not by_epoch else at / per_epoch
            inside = at <= last
            line = Line(x[inside], y[inside], y[inside], y[inside])
            chart, lines = (self.loss, losses) if is_loss else (self.accuracy, shares)
            chart.show_curve(curve.key, line.x, line.middle, COLOUR, width=WIDTH, dashed=True, label=series.name)
            lines.append(line)

    def _draw_loss(
        self, name: str, colour: str, outcomes: list[Outcome], label: str, names: "Names", *, by_epoch: bool
    ) -> list[Line]:
        if not by_epoch:
            line = of_seeds(
                [meaned(one.loss) for one in outcomes if len(one.loss)] or [(np.zeros(1), np.full(1, np.nan))]
            )
            self._draw(self.loss, name, line, colour, label)
            return [line]
        train = of_seeds([(_epochs(one), one.train_loss) for one in outcomes])
        test = of_seeds([(_epochs(one), one.test_loss) for one in outcomes])
        self._draw(self.loss, f"{name} train", train, colour, label or names.train, dashed=True)
        self._draw(self.loss, name, test, colour, "" if label else names.test)
        return [train, test]

    def _draw_accuracy(
        self, name: str, colour: str, outcomes: list[Outcome], label: str, names: "Names", *, alone: bool
    ) -> list[Line]:
        test = of_seeds([(_epochs(one), 100 * one.test_accuracy) for one in outcomes])
        train = of_seeds([(_epochs(one), 100 * one.train_accuracy) for one in outcomes])
        self._draw(self.accuracy, f"{name} train", train, colour, names.train if alone else "", dashed=True)
        self._draw(self.accuracy, name, test, colour, label)
        return [train, test]

    def _draw(self, chart: Chart, name: str, line: Line, colour: str, label: str, *, dashed: bool = False) -> None:
        if not np.array_equal(line.low, line.high):
            chart.show_band(name, line.x, line.low, line.high, colour)
        chart.show_curve(name, line.x, line.middle, colour, width=1.2 if dashed else 2, dashed=dashed, label=label)

    def _mark(self, report: Report, runs: list[str]) -> None:
        """Mark the book's values, hollow, each in the colour of its run."""
        for number, one in enumerate(report.card.published):
            if one.run not in runs or not report.drawn(one.run) or one.quantity in ("gap", "best_epoch"):
                continue
            colour = COLOURS[runs.index(one.run)]
            last = float(_epochs(report.drawn(one.run)[0])[-1])
            if one.quantity in (*LOSSES, *ALL_LOSSES):
                self.loss.show_points(f"{number}", np.array(one.at, float), np.array(one.values), colour, hollow=True)
            else:
                x = np.array([last if at < 0 else at for at in one.at], float)
                self.accuracy.show_points(f"{number}", x, 100 * np.array(one.values), colour, hollow=True)


class Names(NamedTuple):
    """What axes and lines are called, in the language of the window."""

    epoch: str
    iteration: str
    loss: str
    all_loss: str
    accuracy: str
    train: str
    test: str
    runs: Mapping[str, str] = {}  # by their name


def _epochs(outcome: Outcome) -> Array:
    return np.asarray(outcome.evaluated_at / outcome.per_epoch)


def _fit(chart: Chart, lines: list[Line], right: float, *, log: bool) -> None:
    """Show all that is finite of some lines, and x up to `right`."""
    values = np.concatenate([np.concatenate([line.low, line.high]) for line in lines])
    values = values[np.isfinite(values)]
    if log:
        values = np.clip(values[values > 0], 1e-4, LARGEST)
        low, high = (float(np.log10(values.min())), float(np.log10(values.max()))) if len(values) else (-1.0, 1.0)
        chart.show_range(0.0, right, low, max(high, low + 0.1))
        return
    ends = [[float(share) / 100 for share in line.low[1:] if np.isfinite(share)] for line in lines]
    chart.show_range(0.0, right, 100 * min(map(share_floor, ends)), 100.0)  # so that no line is out of sight
