"""The numbers of runs as a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mnistlab.analysis.centred_mean import MOST, CentredMean
from mnistlab.analysis.spread import QUANTILES, Spread
from mnistlab.engine.frame import Frame
from mnistlab.library.curves import OwnCurve
from mnistlab.nn.functions import Array
from mnistlab.training.clock import Clock
from mnistlab.ui.plots.own_lines import drawn
from mnistlab.ui.plots.take_away import ROWS, Row, table_of


@dataclass(frozen=True, slots=True, eq=False)
class RunLine:
    """A run as a line.

    Attributes
    ----------
    key : str
        Of the run.
    name : str
    place : int or None
        Of a kept run: its look. None: the present run.
    loss : ndarray of float32, shape (iterations,)
    evaluated_at : ndarray of int, shape (evaluations,)
    test_accuracy : ndarray of float, shape (evaluations,)
    clock : Clock
        How long it had trained at any of its iterations.
    per_epoch : float
        Iterations.
    is_sealed : bool
        Whether validation images were measured, in the place of the test images.
    spread : Spread or None
        What it has come to with other seeds.
    train_accuracy, train_loss, test_loss : ndarray of float, shape (evaluations,), or None
        None where they are not at hand.
    """

    key: str
    name: str
    place: int | None
    loss: Array
    evaluated_at: Array
    test_accuracy: Array
    clock: Clock
    per_epoch: float
    is_sealed: bool = False
    spread: Spread | None = None
    train_accuracy: Array | None = None
    train_loss: Array | None = None
    test_loss: Array | None = None


def run_lines(frame: Frame, names: Mapping[str, str]) -> list[RunLine]:
    """Return the present run of a frame, and the kept runs that are drawn beside it; `names` are by their keys."""
    own = RunLine(
        frame.own.key,
        names[frame.own.key],
        None,
        frame.loss,
        frame.evaluated_at,
        frame.test_accuracy,
        frame.clock,
        frame.iterations_per_epoch,
        frame.settings.is_sealed,
        frame.spreads.get(frame.own.key),
        frame.train_accuracy,
        frame.train_loss,
        frame.test_loss,
    )
    kept = [
        RunLine(
            view.entry.key,
            names[view.entry.key],
            view.place,
            view.loss,
            view.evaluated_at,
            view.test_accuracy,
            view.clock,
            view.entry.iteration / view.entry.epoch if view.entry.epoch else frame.iterations_per_epoch,
            view.entry.settings.is_sealed,
            frame.spreads.get(view.entry.key),
            view.train_accuracy,
        )
        for view in frame.kept
    ]
    return [own, *kept]


def table_of_runs(lines: Sequence[RunLine], curves: Sequence[OwnCurve] = ()) -> Iterator[str]:
    """Yield runs, and what lies beside them in the plots, as the lines of a CSV file.

    One row for each iteration of each run from 0, when nothing has been learned yet: its loss and the mean around it,
    and, where they were measured after it, the shares of images read right and the mean losses on a fixed sample. For
    what a run has come to with other seeds, there are rows with the share of the seeds that stay below; for numbers
    from elsewhere, a row for each of them.
    """
    sealed = [line.is_sealed for line in lines]
    on_test = not all(sealed) or any(curve.series.quantity == "test" and len(curve.series.at) for curve in curves)
    # A column for each kind of images that was measured, because the one is not the other.
    kinds = ("train", *(kind for kind, there in (("test", on_test), ("validation", any(sealed))) if there))
    columns = (
        "run",
        *(["share of the seeds (0..1)"] if any(line.spread for line in lines) else []),
        "iteration",
        "epoch",
        "training time (s)",
        "loss (nats)",
        "mean loss (nats)",
        *(f"{kind} accuracy (0..1)" for kind in kinds),
        *(f"{kind} loss (nats)" for kind in kinds),
    )
    return table_of(columns, _rows(lines, curves, columns))


def _rows(lines: Sequence[RunLine], curves: Sequence[OwnCurve], columns: Sequence[str]) -> Iterator[Row]:
    place = {name: number for number, name in enumerate(columns)}
    for line in lines:
        yield from _rows_of_run(line, place)
        if line.spread is not None:
            yield from _rows_of_spread(line, line.spread, place)
    for curve in curves:
        yield from _rows_of_curve(curve, lines[0].per_epoch, place)


def _rows_of_run(line: RunLine, place: Mapping[str, int]) -> Iterator[Row]:
    other = "validation" if line.is_sealed else "test"
    measured = {
        "train accuracy (0..1)": line.train_accuracy,
        f"{other} accuracy (0..1)": line.test_accuracy,
        "train loss (nats)": line.train_loss,
        f"{other} loss (nats)": line.test_loss,
    }
    known: dict[int, list[tuple[int, float]]] = {}
    for name, values in measured.items():
        for at, value in () if values is None else zip(line.evaluated_at.tolist(), values.tolist(), strict=True):
            known.setdefault(at, []).append((place[name], value))
    loss, means, timed = line.loss, CentredMean(), line.clock.known
    at_iteration, at_epoch, at_time = (place[name] for name in ("iteration", "epoch", "training time (s)"))
    at_loss, at_mean = place["loss (nats)"], place["mean loss (nats)"]
    for first in range(0, len(loss) + 1, ROWS):
        stop = min(first + ROWS, len(loss) + 1)
        mean = means.take(loss[: stop + MOST])  # as far as the means of these rows reach
        times = line.clock.at(np.arange(first, stop)).tolist()
        for iteration in range(first, stop):
            row: list[str | float] = [""] * len(place)
            row[0] = line.name
            row[at_iteration], row[at_epoch] = iteration, iteration / line.per_epoch
            if timed:
                row[at_time] = times[iteration - first]
            if iteration:
                row[at_loss], row[at_mean] = float(loss[iteration - 1]), float(mean[iteration - 1])
            for column, value in known.get(iteration, ()):
                row[column] = value
            yield row


def _rows_of_spread(line: RunLine, spread: Spread, place: Mapping[str, int]) -> Iterator[Row]:
    measured = f"{'validation' if line.is_sealed else 'test'} accuracy (0..1)"
    for number, share in enumerate(QUANTILES):
        losses = dict(zip(spread.at.tolist(), spread.loss[number].tolist(), strict=True))
        shares = dict(zip(spread.evaluated_at.tolist(), spread.test_accuracy[number].tolist(), strict=True))
        for iteration in sorted(losses.keys() | shares.keys()):
            values = {
                "run": line.name,
                "share of the seeds (0..1)": share,
                "iteration": iteration,
                "epoch": iteration / line.per_epoch,
                "mean loss (nats)": losses.get(iteration, ""),
                measured: shares.get(iteration, ""),
            }
            yield [values.get(name, "") for name in place]


def _rows_of_curve(curve: OwnCurve, per_epoch: float, place: Mapping[str, int]) -> Iterator[Row]:
    series = curve.series
    is_loss = series.quantity == "loss"
    measured = "loss (nats)" if is_loss else f"{series.quantity} accuracy (0..1)"
    means = drawn(series).tolist()
    for number, (at, value) in enumerate(zip(series.at.tolist(), series.values.tolist(), strict=True)):
        values = {
            "run": series.name,
            "iteration": at * per_epoch if series.unit == "epoch" else at,
            "epoch": at if series.unit == "epoch" else at / per_epoch,
            measured: value,
        }
        if is_loss and number < len(means):
            values["mean loss (nats)"] = means[number]
        yield [values.get(name, "") for name in place]
