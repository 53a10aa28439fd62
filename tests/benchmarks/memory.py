"""The most memory that the whole program takes.

    python tests/benchmarks/memory.py [--quick]

Peak resident memory of the process, with Python, Qt and NumPy, from its start to the end of the default run at
full speed in the window; and of a run of 1,000,000 iterations (`--quick`: 100,000), whose history is a hundred
times as long: it has one hidden unit and batches of one image, so that it is done in a minute or two; network and
batch are smaller by a few MB, everything else is the same. "ratio" is against a bare window with one pyqtgraph
plot, taking turns.
"""

import argparse
from pathlib import Path

import harness

FOLDER = Path(__file__).parent
BARE = "a bare pyqtgraph window"
USABLE = "mnistlab, when it is usable"
RUN = "after the default run in the window"
GOAL = 300  # MB


def main() -> None:
    command = harness.parser(__doc__)
    command.add_argument("--long-rounds", type=int, default=1, metavar="N", help="of the long run (default 1)")
    options = harness.parse(command)
    report = harness.Report("memory", options)
    with harness.screen() as environment:
        show(report, options, environment | {"LINGER_MS": "500"})
    report.write()


def show(report: harness.Report, options: argparse.Namespace, environment: dict[str, str]) -> None:
    long_run = 100_000 if options.quick else 1_000_000
    long_name = f"after {long_run:,} iterations in the window"
    program = FOLDER / "program_inside.py"
    peaks: dict[str, list[float]] = {BARE: [], USABLE: [], RUN: [], long_name: []}
    spent = []
    for turn in range(options.rounds):
        peaks[BARE].append(harness.run_child([FOLDER / "bare_window.py"], environment)["peak"])
        found = harness.run_child([program, "run", 2_000 if options.quick else 10_000, 50, 100], environment)
        peaks[USABLE].append(found["peak when usable"])
        peaks[RUN].append(found["peak"])
        if turn < options.long_rounds:
            found = harness.run_child([program, "run", long_run, 1, 1], environment, patience=1800)
            peaks[long_name].append(found["peak"])
            spent.append(found["seconds"])
    rows = []
    for name, values in peaks.items():
        peak = harness.figure(values)
        ratio = harness.ratio(values, peaks[BARE][: len(values)])
        report.keep(f"{name}: MB", peak)
        report.keep(f"{name}: ratio to a bare window", ratio)
        rows.append((name, len(values), f"{peak:.0f}", "" if name == BARE else f"{ratio}"))
    report.table("Peak memory", ("", "rounds", "MB  [min..max]", "ratio  [min..max]"), rows)
    grown = harness.figure(peaks[long_name]).median - harness.figure(peaks[RUN]).median
    report.say(
        f"{long_run:,} iterations took {spent[0]:.0f} s in the window, and {grown:+.0f} MB over the default run."
    )
    report.say(f"The images of MNIST, as bytes, are 55 MB of it; the history's two curves {8 * long_run / 1e6:.0f} MB.")


if __name__ == "__main__":
    main()
