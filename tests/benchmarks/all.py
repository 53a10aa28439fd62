"""All benchmarks, one after the other, and what they come to.

    python tests/benchmarks/all.py [--quick] [--json PATH]

Each runs in a process of its own, prints its tables, and writes build/benchmarks/NAME.json; at the end stands one
table of the figures that matter, each with the bar that it must reach and the goal it goes for. Leave the machine
alone meanwhile: what else runs shows in the spread, and in everything that is smooth or not.
"""

import json
import operator
import subprocess
import sys
from pathlib import Path

import harness

FOLDER = Path(__file__).parent
BENCHMARKS = ("steps", "profile_step", "evaluation", "numerical_gradient", "scaling", "startup", "memory", "window")
AT_LEAST, AT_MOST = operator.ge, operator.le

# What, in which benchmark, under which name, bar, goal, and which way is better.
FIGURES = (
    ("steps alone, times the book's loop", "steps", "steps: ratio to the book's loop", 3.5, 4.5, AT_LEAST),
    ("the whole run, times the book's", "steps", "whole run: ratio to the book's", 3.5, 4.5, AT_LEAST),
    ("steps alone, times PyTorch", "steps", "steps: ratio to PyTorch, one thread", 2, 3, AT_LEAST),
    ("steps alone, times a step of JAX", "steps", "steps: ratio to JAX, a compiled step", 1.5, 2, AT_LEAST),
    ("steps alone, times JAX's loop", "steps", "steps: ratio to JAX, a compiled loop", 0.9, 1.05, AT_LEAST),
    ("steps alone, times scikit-learn", "steps", "steps: ratio to scikit-learn, one epoch", None, None, AT_LEAST),
    ("a step in times of its products", "steps", "steps: ratio to its five products alone", 1.35, 1.2, AT_MOST),
    ("speed in the window, of headless", "window", "speed: window", 0.8, 0.9, AT_LEAST),
    ("the same while a digit is drawn", "window", "speed: drawing", None, None, AT_LEAST),
    ("frame interval, 99 %, ms", "window", "frame interval: measured: 99 %, ms", 50, 34, AT_MOST),
    (
        "the same between evaluations, ms",
        "window",
        "frame between evaluations: measured: 99 %, ms",
        50,
        34,
        AT_MOST,
    ),
    ("event loop late, 99 %, ms", "window", "loop late: measured: 99 %, ms", 50, 34, AT_MOST),
    ("stroke to bars at rest, 99 %, ms", "window", "stroke to bars: drawing at rest: 99 %, ms", 16, 8, AT_MOST),
    ("stroke to bars in a run, 99 %, ms", "window", "stroke to bars: drawing: 99 %, ms", 16, 8, AT_MOST),
    ("evaluation, the book's time in ours", "evaluation", "ratio to the book's loop", None, None, AT_LEAST),
    (
        "numerical gradient, the plain loop's time in ours",
        "numerical_gradient",
        "ratio to the plain loop",
        50,
        200,
        AT_LEAST,
    ),
    ("the same, peak memory, MB", "numerical_gradient", "peak memory, MB", 100, 20, AT_MOST),
    ("peak memory in a run, MB", "memory", "after the default run in the window: MB", 400, 300, AT_MOST),
    (
        "peak memory, 1,000,000 iterations, MB",
        "memory",
        "after 1,000,000 iterations in the window: MB",
        400,
        300,
        AT_MOST,
    ),
    ("start, times a bare pyqtgraph window", "startup", "ratio to a bare pyqtgraph window", 1.8, 1.4, AT_MOST),
)


def main() -> None:
    options = harness.parse(harness.parser(__doc__))
    report = harness.Report("all", options)
    found: dict[str, dict] = {}
    failed = []
    for name in BENCHMARKS:
        print(f"\n=== {name}", flush=True)
        path = report.path.with_name(f"{name}.json")
        command = [sys.executable, FOLDER / f"{name}.py", "--json", path, *(["--quick"] if options.quick else [])]
        if subprocess.run(command, check=False).returncode == 0:
            found[name] = json.loads(path.read_text(encoding="utf-8"))
        else:
            failed.append(name)
    rows = []
    for what, name, key, bar, goal, better in FIGURES:
        value = found.get(name, {}).get(key)
        if value is None:
            rows.append((what, "–", "", "", ""))
            continue
        report.keep(what, value)
        median, spread = (
            (value["median"], harness.Figure(*value.values())) if isinstance(value, dict) else (value, None)
        )
        if bar is None:
            verdict = ""
        else:
            verdict = "goal" if better(median, goal) else "bar" if better(median, bar) else "below the bar"
        shown = f"{spread}" if spread else f"{median:.1f}"
        sign = "≥" if better is AT_LEAST else "≤"
        rows.append(
            (what, shown, "" if bar is None else f"{sign} {bar}", "" if bar is None else f"{sign} {goal}", verdict)
        )
    report.table("All in all", ("", "median  [min..max]", "bar", "goal", "reached"), rows)
    report.write()
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
