"""How the cost grows with the work, and where it stops being proportional to it.

    python tests/benchmarks/scaling.py [--quick]

One step with 50 to 800 hidden units at batch 100, and with batches of 10 to 1,000 images at 50 hidden units; and
the history of 10,000 to 1,000,000 iterations: to record one more loss, to read all of them, and what a frame of
the loss curve makes of them.

"work" and "cost" are multiples of the first row. "exponent" says how cost grew from the row above: 1 is
proportional, less means that part of the cost is fixed, more that each piece of work became dearer. "fixed" is
the share of the time that a step of one image and one hidden unit takes too: the calls, whatever their arrays'
size. "products" is the time of the step in times of its five matrix products alone.
"""

import harness  # isort: skip
import math
from collections.abc import Callable, Sequence

import numpy as np
from rivals import Products
from steps import check_no_evaluations, trainer_without_evaluations

from mnistlab.data import Dataset, load_dataset
from mnistlab.training import History, one_blas_thread
from mnistlab.ui.plots.envelope import envelope

HIDDEN = (50, 100, 200, 400, 800)
BATCH = (10, 30, 100, 300, 1_000)
LENGTHS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
TURN = 0.05  # s, about, for one size in one round
NEARLY_PROPORTIONAL = 0.1  # how far an exponent may be from 1
PIXELS = 300  # width of the curve


def timed(run: Callable[[int], object]) -> Callable[[], float]:
    """Return a contender that gives the µs of one iteration of `run`."""
    run(3)
    iterations = max(3, int(TURN / max(harness.seconds(lambda: run(3)) / 3, 1e-7)))
    return lambda: harness.seconds(lambda: run(iterations)) / iterations * 1e6


def step_of(data: Dataset, hidden: int, batch: int) -> Callable[[int], object]:
    trainer = trainer_without_evaluations(data, hidden_size=hidden, batch_size=batch)

    def run(iterations: int) -> None:
        end = trainer.iteration + iterations
        trainer.run(until=lambda: trainer.iteration >= end)
        check_no_evaluations(trainer)

    return run


def steps(report: harness.Report, data: Dataset, rounds: int, what: str, sizes: Sequence[int]) -> None:
    """Measure a step at each size of one thing, the other as in the default run."""
    shapes = {size: {"hidden": 50, "batch": 100} | {what: size} for size in sizes}
    contenders = {("fixed", 0): timed(step_of(data, 1, 1))}
    for size, shape in shapes.items():
        contenders["step", size] = timed(step_of(data, **shape))
        contenders["products", size] = timed(Products(data, **shape).run)
    times = harness.rounds_of(contenders, rounds)
    first = times["step", sizes[0]]
    fixed = times["fixed", 0]
    rows, exponents, shares, factors = [], {}, {}, {}
    for before, size in zip((None, *sizes), sizes, strict=False):
        values = times["step", size]
        cost = harness.ratio(values, first)
        shares[size] = harness.ratio(fixed, values).median
        factors[size] = harness.ratio(values, times["products", size])
        exponent = ""
        if before is not None:
            growth = harness.ratio(values, times["step", before])
            exponents[before, size] = math.log(growth.median) / math.log(size / before)
            exponent = f"{exponents[before, size]:.2f}"
        micro = harness.figure(values)
        for key, value in (("µs", micro), ("cost", cost), ("products", factors[size]), ("fixed", shares[size])):
            report.keep(f"{what} {size}: {key}", value)
        rows.append(
            (
                f"{what} {size:,}",
                f"{micro:.0f}",
                f"{size / sizes[0]:g}",
                f"{cost}",
                exponent,
                f"{100 * shares[size]:.0f} %",
                f"{factors[size]}",
            )
        )
    other = "batch 100" if what == "hidden" else "hidden 50"
    report.table(
        f"A step, {what} {sizes[0]} to {sizes[-1]:,} ({other}), {rounds} rounds",
        ("", "µs  [min..max]", "work", "cost  [min..max]", "exponent", "fixed", "products  [min..max]"),
        rows,
    )
    constant = harness.figure(fixed).median
    report.keep(f"{what}: fixed, µs", constant)
    for (before, size), exponent in exponents.items():
        if exponent < 1 - NEARLY_PROPORTIONAL:
            report.say(
                f"{before:,} → {size:,}: less than proportional. Calls that cost the same at any size, "
                f"{constant:.0f} µs, are {100 * shares[before]:.0f} % → {100 * shares[size]:.0f} % of the step."
                + _by_products(times, factors, before, size)
            )
        elif exponent > 1 + NEARLY_PROPORTIONAL:
            weights = 785 * (size if what == "hidden" else 50) * 4 / 1e6
            images = 784 * (size if what == "batch" else 100) * 4 / 1e6
            report.say(
                f"{before:,} → {size:,}: more than proportional: a step now goes through {3 * weights + images:.1f} MB "
                f"(weights, gradient, change: {weights:.1f} MB each; images {images:.1f} MB)."
                + _by_products(times, factors, before, size)
            )
        else:
            report.say(f"{before:,} → {size:,}: proportional.")


def _by_products(times: dict, factors: dict[int, harness.Figure], before: int, size: int) -> str:
    growth = harness.ratio(times["products", size], times["products", before]).median
    return (
        f" The products alone grew {growth:.1f}× for {size / before:.3g}× the work;"
        f" what is around them went from {factors[before].median - 1:.0%} to {factors[size].median - 1:.0%} of them."
    )


def shortest(action: Callable[[], object]) -> float:
    return min(harness.seconds(action) for _ in range(9))


def histories(report: harness.Report, rounds: int) -> None:
    losses = np.random.default_rng(1).random(max(LENGTHS)).tolist()
    record, read, draw = ({length: [] for length in LENGTHS} for _ in range(3))
    for _ in range(rounds):
        history, at = History(), 0
        for length in LENGTHS:
            piece = losses[at:length]
            spent = harness.seconds(lambda h=history, p=piece: [h.record_loss(loss) for loss in p])
            record[length].append(spent / len(piece) * 1e9)
            read[length].append(shortest(lambda h=history: (h.loss, h.smoothed_loss)) * 1e6)
            draw[length].append(shortest(lambda h=history, n=length: envelope(h.loss, 0, n, 2 * PIXELS)) * 1e6)
            at = length
    rows = []
    columns = {"record, ns": record, "read, µs": read, "envelope, µs": draw}
    for length in LENGTHS:
        cells = []
        for key, values in columns.items():
            value = harness.figure(values[length])
            report.keep(f"history of {length}: {key}", value)
            cells.append(f"{value:.0f}" if "ns" in key else f"{value:.1f}")
        rows.append((f"{length:,}", *cells))
    report.table(f"A history of so many iterations, {rounds} rounds", ("", *columns), rows)
    report.say("record: one more loss. read: both curves, as views.")
    report.say(f"envelope: the whole run brought to {PIXELS} pixels.")
    for key, values in columns.items():
        growth = harness.ratio(values[LENGTHS[-1]], values[LENGTHS[0]])
        report.keep(f"history 100 times as long: cost of {key.split(',')[0]}", growth)
        report.say(f"100 times the history: {key.split(',')[0]} costs {growth} times as much.")


def main() -> None:
    options = harness.parse(harness.parser(__doc__), rounds=11)
    report = harness.Report("scaling", options)
    data = load_dataset()
    with one_blas_thread:
        steps(report, data, options.rounds, "hidden", HIDDEN)
        steps(report, data, options.rounds, "batch", BATCH)
        histories(report, 5)
    report.write()


if __name__ == "__main__":
    main()
