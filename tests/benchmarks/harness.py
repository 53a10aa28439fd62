"""What the benchmarks share: BLAS at one thread, interleaved rounds, ratios with their spread, tables and JSON.

Import it before NumPy (`import harness` stands first): BLAS reads its number of threads once.

A machine that others use too runs at another speed from one second to the next. So everything that is compared
takes turns in one run, each round gives one ratio, and what is shown is the median of the rounds with the
smallest and the largest. A figure in other units than a ratio is there to explain the ratio, and is this
machine's alone.
"""

import argparse
import contextlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[_name] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"  # JAX

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "build" / "benchmarks"
FEWEST_ROUNDS = 5


@dataclass(frozen=True)
class Figure:
    """The median of some rounds, and the smallest and the largest."""

    median: float
    low: float
    high: float

    def __format__(self, spec: str) -> str:
        spec = spec or ".2f"
        return f"{self.median:{spec}}  [{self.low:{spec}}..{self.high:{spec}}]"


def figure(values: Iterable[float]) -> Figure:
    """Return median and spread of the rounds."""
    values = list(values)
    return Figure(statistics.median(values), min(values), max(values))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Figure:
    """Return median and spread of the ratios, round by round."""
    return figure(a / b for a, b in zip(ours, theirs, strict=True))


def rounds_of(contenders: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Let the contenders take turns, and return what each gave in every round.

    The order turns from round to round, so that none always runs after the same other one. A round before the
    first fills caches, and is not counted.
    """
    names = list(contenders)
    given: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(-1, rounds):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            value = contenders[name]()
            if turn >= 0:
                given[name].append(value)
    return given


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value that `share` (0..1) of the values do not exceed; NaN for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


class Report:
    """Tables as they are printed, and the figures in them for a JSON file."""

    def __init__(self, name: str, options: argparse.Namespace) -> None:
        self.path: Path = options.json or RESULTS / f"{name}.json"
        self.quick: bool = options.quick
        self._figures: dict[str, object] = {
            "benchmark": name,
            "quick": options.quick,
            "python": platform.python_version(),
            "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        }

    def keep(self, key: str, value: object) -> None:
        """Put a figure into the JSON file."""
        if isinstance(value, Figure):
            value = {"median": value.median, "min": value.low, "max": value.high}
        self._figures[key] = value

    def table(self, title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Print a table: the first column to the left, the others to the right."""
        lines = [[str(cell) for cell in row] for row in (heads, *rows)]
        widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
        print(f"\n{title}")
        for number, line in enumerate(lines):
            first, *others = line
            cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
            print("  " + "   ".join([first.ljust(widths[0]), *cells]).rstrip())
            if number == 0:
                print("  " + "-" * (sum(widths) + 3 * (len(widths) - 1)))

    def say(self, text: str) -> None:
        """Print a remark."""
        print(f"  {text}", flush=True)

    def write(self) -> None:
        """Write the JSON file."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self._figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"\n  written to {self.path}")


def parser(doc: str) -> argparse.ArgumentParser:
    """Return a command line with the options that every benchmark has."""
    command = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--json", type=Path, metavar="PATH", help="default: build/benchmarks/NAME.json")
    command.add_argument("--quick", action="store_true", help="a short run: less work in each round")
    command.add_argument("--rounds", type=int, default=None, metavar="N", help="at least 5")
    return command


def parse(command: argparse.ArgumentParser, rounds: int = FEWEST_ROUNDS) -> argparse.Namespace:
    """Read the command line; `rounds` is the default of a run that is not quick."""
    options = command.parse_args()
    options.rounds = max(FEWEST_ROUNDS, options.rounds or (FEWEST_ROUNDS if options.quick else rounds))
    return options


# Windows: in a process of their own, on a screen that is there


@contextlib.contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Yield the environment for a window: new settings, and a screen.

    The screen is the one that the environment names, or else Xvfb where it is installed, or else Qt's offscreen
    platform, which paints but shows nothing.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, contextlib.ExitStack() as stack:
        environment = _fresh_home(Path(home))
        if not any(os.environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")):
            if sys.platform == "linux" and shutil.which("Xvfb"):
                environment |= {"QT_QPA_PLATFORM": "xcb", "DISPLAY": stack.enter_context(_virtual_screen())}
            elif sys.platform == "linux":
                environment["QT_QPA_PLATFORM"] = "offscreen"
        yield environment


@contextlib.contextmanager
def _virtual_screen() -> Iterator[str]:
    """Run Xvfb on a display that it chooses, and yield the display's name."""
    answer, to_us = os.pipe()
    command = ["Xvfb", "-displayfd", str(to_us), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[to_us], stderr=subprocess.DEVNULL)
    os.close(to_us)
    try:
        with os.fdopen(answer) as number:
            display = number.readline().strip()
        if not display:
            sys.exit("Xvfb did not start.")
        yield f":{display}"
    finally:
        server.terminate()
        server.wait()


def _fresh_home(home: Path) -> dict[str, str]:
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    # With its modules compiled, as they are from the second start on: the round that is not counted sees to it.
    left_out = ("XDG_", "LC_", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if not name.startswith(left_out)} | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": os.environ.get("XDG_RUNTIME_DIR", str(runtime)),
        "LC_ALL": "C.UTF-8",
    }


def run_child(arguments: Sequence[object], environment: Mapping[str, str], patience: float = 600) -> dict:
    """Run Python with these arguments, and return the JSON object on the last line that it prints."""
    command = [sys.executable, *map(str, arguments)]
    # By spawn time, not by the child's own clock: the interpreter's start is part of the story.
    child_environment = dict(environment) | {"STARTED": str(time.monotonic())}
    child = subprocess.run(
        command, check=False, env=child_environment, stdout=subprocess.PIPE, text=True, timeout=patience
    )
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)}\nended with exit code {child.returncode}:\n{child.stdout[-2000:]}")
    return json.loads(child.stdout.splitlines()[-1])
