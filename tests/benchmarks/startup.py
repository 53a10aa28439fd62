"""How long from the start of the process until the window can be used, and where the time goes.

    python tests/benchmarks/startup.py [--quick]

Usable means: the images are loaded, Run can be pressed, and the window has been painted so. Against it stands a
bare window with one pyqtgraph plot, from the start of its process until the plot has been painted. The two take
turns. Then the stages of our start, and the imports that take longest (`-X importtime`, which itself makes them
slower): "with what it imports" counts a module's own imports too, unless an earlier module had brought them.
"""

import subprocess
import sys
import time
from pathlib import Path

import harness

FOLDER = Path(__file__).parent
PROGRAM = FOLDER / "program_inside.py"
STAGES = ("Python is up", "imported, before main()", "window built, event loop running", "first painted", "usable")
SHOWN = 18  # modules


def main() -> None:
    options = harness.parse(harness.parser(__doc__), rounds=11)
    report = harness.Report("startup", options)
    with harness.screen() as environment:
        found: list[dict[str, float]] = []

        def ours() -> float:
            found.append(harness.run_child([PROGRAM, "start"], environment))
            return found[-1]["usable"]

        times = harness.rounds_of(
            {
                "mnistlab, usable": ours,
                "a bare pyqtgraph window, painted": lambda: harness.run_child([FOLDER / "bare_window.py"], environment)[
                    "painted"
                ],
            },
            options.rounds,
        )
        imports = import_times(environment)
    ours_times, bare_times = times.values()
    ratio = harness.ratio(ours_times, bare_times)
    report.keep("ratio to a bare pyqtgraph window", ratio)
    for name, values in times.items():
        report.keep(f"{name}: s", harness.figure(values))
    report.table(
        f"From the start of the process, {options.rounds} rounds",
        ("", "seconds  [min..max]", "ratio  [min..max]"),
        [
            (name, f"{harness.figure(values)}", f"{ratio}" if values is ours_times else "")
            for name, values in times.items()
        ],
    )
    rows, before = [], 0.0
    for stage in STAGES:
        at = harness.figure(one[stage] for one in found[1:])
        report.keep(f"stage: {stage}: s", at)
        rows.append((stage, f"{at.median:.2f}", f"{at.median - before:+.2f}"))
        before = at.median
    report.table("Stages of our start", ("", "seconds", "since the last"), rows)

    report.keep("imports, ms", {name: {"with its own": whole, "alone": own} for name, own, whole in imports})
    longest = sorted(imports, key=lambda row: -row[2])[:SHOWN]
    report.table(
        "Imports that take longest, in ms",
        ("", "with what it imports", "alone"),
        [(name, f"{whole:.0f}", f"{own:.0f}") for name, own, whole in longest],
    )
    packages: dict[str, float] = {}
    for name, own, _ in imports:
        package = name.strip().partition(".")[0]
        packages[package] = packages.get(package, 0.0) + own
    total = sum(packages.values())
    report.keep("imports of each package, ms", packages)
    report.table(
        "Imports by package, in ms",
        ("", "ms", "share"),
        [
            (name, f"{own:.0f}", f"{100 * own / total:.0f} %")
            for name, own in sorted(packages.items(), key=lambda item: -item[1])[:8]
        ],
    )
    report.write()


def import_times(environment: dict[str, str]) -> list[tuple[str, float, float]]:
    """Return module, ms of its own, and ms with what it imports, of everything that a start imports."""
    command = [sys.executable, "-X", "importtime", PROGRAM, "start"]
    environment = environment | {"STARTED": str(time.monotonic())}
    done = subprocess.run(command, check=True, env=environment, capture_output=True, text=True)
    rows = []
    for line in done.stderr.splitlines():
        own, _, rest = line.removeprefix("import time:").partition("|")
        whole, _, name = rest.partition("|")
        if line.startswith("import time:") and own.strip().isdigit():
            rows.append((name.rstrip()[1:], int(own) / 1000, int(whole) / 1000))
    return rows


if __name__ == "__main__":
    main()
