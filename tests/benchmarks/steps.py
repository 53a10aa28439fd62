"""How fast a run is without a window, against what else one could use.

    python tests/benchmarks/steps.py [--quick]

First the steps alone, without evaluations: mnistlab's `Trainer.run` at the default run (784-50-10, batch 100)
against the book's loop as written, PyTorch on the CPU with one thread, JAX with one thread (a step compiled by
`jit`, and 500 steps in one compiled loop, `lax.scan`), scikit-learn's `MLPClassifier` for one epoch, and the five
matrix products of a step, each by one call of NumPy, with nothing around them. Then the whole default run with its
evaluations, ours and the book's: 10,000 iterations and 17 times the accuracy on all 70,000 images (`--quick`: 1,799
iterations and 3 evaluations).

"ratio" is how many times as fast as the other mnistlab is; against the products it is the time of a step in
times of its products, so there smaller is better. PyTorch, JAX and scikit-learn are left out where not
installed.
"""

import math
import sys

import harness
import numpy as np
from rivals import BOOK, JAX_SCAN, JAX_STEP, PRODUCTS, SKLEARN, TORCH, Book, Jax, Products, Sklearn, Torch

from mnistlab.data import Dataset, load_dataset
from mnistlab.training import RunSettings, Trainer, one_blas_thread

OURS = "mnistlab"
BLOCK = 300  # iterations in one turn
SCAN = 500  # iterations in one compiled loop of JAX


def steps_alone(report: harness.Report, data: Dataset, rounds: int) -> None:
    trainer = trainer_without_evaluations(data)
    np.random.seed(42)
    book, products = Book(data), Products(data)

    def ours() -> float:
        end = trainer.iteration + BLOCK
        return BLOCK / harness.seconds(lambda: trainer.run(until=lambda: trainer.iteration >= end))

    contenders = {
        OURS: ours,
        BOOK: lambda: BLOCK / harness.seconds(lambda: book.run(BLOCK)),
        PRODUCTS: lambda: BLOCK / harness.seconds(lambda: products.run(BLOCK)),
    }
    skipped = []
    try:
        torch = Torch(data)
        contenders[TORCH] = lambda: BLOCK / harness.seconds(lambda: torch.run(BLOCK))
    except ImportError:
        skipped.append("PyTorch")
    try:
        jax_step, jax_scan = Jax(data), Jax(data, scan=SCAN)
        contenders[JAX_STEP] = lambda: BLOCK / harness.seconds(lambda: jax_step.run(BLOCK))
        contenders[JAX_SCAN] = lambda: SCAN / harness.seconds(lambda: jax_scan.run(SCAN))
    except ImportError:
        skipped.append("JAX")
    try:
        sklearn = Sklearn(data)
        contenders[SKLEARN] = lambda: sklearn.iterations / harness.seconds(sklearn.run)
    except ImportError:
        skipped.append("scikit-learn")

    rates = harness.rounds_of(contenders, rounds)
    check_no_evaluations(trainer)
    rows = []
    for name, values in rates.items():
        # Against the products it is time by time, against the others rate by rate.
        ratio = harness.ratio(values, rates[OURS]) if name == PRODUCTS else harness.ratio(rates[OURS], values)
        rate = harness.figure(values)
        report.keep(f"steps: {name}: iterations per second", rate)
        if name != OURS:
            report.keep(f"steps: ratio to {name}", ratio)
        note = "" if name == OURS else f"{ratio}"
        rows.append((name, f"{rate:,.0f}", f"{1e6 / rate.median:,.0f}", note))
    report.table(
        f"Steps alone, {rounds} rounds of {BLOCK} iterations",
        ("", "iterations/s  [min..max]", "µs each", "ratio  [min..max]"),
        rows,
    )
    for name in skipped:
        report.say(f"{name} is not installed: skipped.")


def trainer_without_evaluations(data: Dataset, **settings: int) -> Trainer:
    """Return a trainer that never measures accuracy: its steps are only steps."""
    trainer = Trainer(RunSettings(**{"iterations": 100_000_000, **settings}), data)
    trainer._validation._due = math.inf  # an iteration that never comes
    return trainer


def check_no_evaluations(trainer: Trainer) -> None:
    """End the program if accuracy was measured all the same: its time would pass for that of the steps."""
    if len(trainer.history.test_accuracy):
        sys.exit("A trainer that was not to measure accuracy has done so: the figures would be wrong.")


def whole_run(report: harness.Report, data: Dataset, rounds: int, iterations: int) -> None:
    settings = RunSettings(iterations=iterations)
    book = Book(data)
    reached: dict[str, float] = {}
    evaluations: dict[str, int] = {}

    def ours() -> float:
        trainer = Trainer(settings, data)

        def run() -> None:
            trainer.run(until=lambda: False)

        elapsed = harness.seconds(run)
        evaluations[OURS] = len(trainer.history.test_accuracy)
        reached[OURS] = trainer.evaluate()[1]
        return elapsed

    def theirs() -> float:
        book.reset()
        elapsed = harness.seconds(lambda: book.run(iterations, evaluate_every=600))
        evaluations[BOOK] = -(-iterations // 600)
        reached[BOOK] = book.evaluate()[1]
        return elapsed

    times = {OURS: [], BOOK: []}
    for turn in range(rounds):
        for name, run in ((OURS, ours), (BOOK, theirs))[:: 1 if turn % 2 else -1]:
            times[name].append(run())
    ratio = harness.ratio(times[BOOK], times[OURS])
    report.keep("whole run: ratio to the book's", ratio)
    for name, values in times.items():
        report.keep(f"whole run: {name}: seconds", harness.figure(values))
    report.table(
        f"The whole run, {rounds} rounds of {iterations:,} iterations",
        ("", "seconds  [min..max]", "evaluations", "accuracy, test", "ratio  [min..max]"),
        [
            (
                name,
                f"{harness.figure(values)}",
                evaluations[name],
                f"{100 * reached[name]:.2f} %",
                "" if name == OURS else f"{ratio}",
            )
            for name, values in times.items()
        ],
    )


def main() -> None:
    options = harness.parse(harness.parser(__doc__), rounds=21)
    report = harness.Report("steps", options)
    data = load_dataset()
    with one_blas_thread:
        steps_alone(report, data, 7 if options.quick else options.rounds)
        whole_run(report, data, 5, 1_799 if options.quick else 10_000)
    report.write()


if __name__ == "__main__":
    main()
