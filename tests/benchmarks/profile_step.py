"""Where the time of one step goes, line by line.

    python tests/benchmarks/profile_step.py [--quick] [--all]

Takes the source of every method that a `Trainer.step` of the default run calls in `mnistlab.training` and
`mnistlab.nn`, puts a stamp of the clock after each statement, and runs it: so it shows the code as it
is today. A line that calls another of these methods has only its own time; what a call itself costs is in the
line "(call)" of the method called. Median microseconds of each line over all steps, without what a stamp costs.
Lines below 0.3 µs are added up, unless --all.

The sum of the lines is compared with the time of the same step without stamps, the two taking turns.
"""

import harness  # isort: skip
import ast
import inspect
import statistics
import sys
import textwrap
import time
from collections import defaultdict
from collections.abc import Callable
from types import FunctionType

import numpy as np
from rivals import Products
from steps import check_no_evaluations, trainer_without_evaluations

from mnistlab.data import load_dataset
from mnistlab.training import Trainer, one_blas_thread

SMALL = 0.3  # µs
PRODUCTS_OF_A_STEP = ("in self._parts:",)
BLOCK = 200  # steps between two looks at the plain one
Place = tuple[str, int, str]  # method, line, text


class Stamps(ast.NodeTransformer):
    """Puts ``log(number); log(clock())`` after each statement of a function."""

    def __init__(self, method: str, first_line: int, places: list[Place], source: str) -> None:
        self._method, self._shift, self._places = method, first_line - 1, places
        self._lines = source.splitlines()

    def stamp(self, line: int, text: str) -> list[ast.stmt]:
        self._places.append((self._method, line + self._shift, text))
        return ast.parse(f"__log({len(self._places) - 1}); __log(__clock())").body

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.decorator_list = []
        node.body = self.stamp(node.lineno, "(call)") + self.stamped(node.body)
        return node

    def stamped(self, body: list[ast.stmt]) -> list[ast.stmt]:
        out: list[ast.stmt] = []
        for statement in body:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                continue  # the docstring
            text = self._lines[statement.lineno - 1].strip()
            if isinstance(statement, ast.With):
                enter = self.stamp(statement.lineno, text)
                statement.body = enter + self.stamped(statement.body)
                out += [statement, *self.stamp(statement.lineno, "(end of with)")]
            elif isinstance(statement, ast.If):
                # The condition is timed with the first statement of its branch, or by the stamp behind it.
                statement.body = self.stamped(statement.body)
                statement.orelse = self.stamped(statement.orelse)
                out += [statement, *self.stamp(statement.lineno, text)]
            elif isinstance(statement, ast.Return):
                value = statement.value or ast.Constant(None)
                out.append(ast.Assign([ast.Name("__result", ast.Store())], value))
                out += self.stamp(statement.lineno, text)
                out.append(ast.Return(ast.Name("__result", ast.Load())))
            elif isinstance(statement, ast.Raise | ast.Continue | ast.Break):
                out.append(statement)
            else:
                out += [statement, *self.stamp(statement.lineno, text)]
        return out


def with_stamps(function: FunctionType, places: list[Place], log: list[int]) -> FunctionType:
    """Return the function with a stamp after each statement."""
    lines, first_line = inspect.getsourcelines(function)
    source = textwrap.dedent("".join(lines))
    tree = ast.parse(source)
    Stamps(function.__qualname__, first_line, places, source).visit(tree)
    ast.fix_missing_locations(tree)
    names = function.__globals__ | {"__log": log.append, "__clock": time.perf_counter_ns}
    exec(compile(tree, function.__code__.co_filename, "exec"), names)  # noqa: S102
    stamped = names[function.__name__]
    stamped.__defaults__, stamped.__kwdefaults__ = function.__defaults__, function.__kwdefaults__
    return stamped


def methods_of_a_step(trainer: Trainer) -> list[tuple[type, str, FunctionType]]:
    """Return the methods that a step calls, in the order of their first call."""
    called: dict[object, None] = {}

    def watch(frame: object, event: str, _argument: object) -> None:
        if event == "call":
            called.setdefault(frame.f_code)

    sys.setprofile(watch)
    trainer.step()
    sys.setprofile(None)
    found = []
    for code in called:
        module = inspect.getmodule(code)
        if module is None or not module.__name__.startswith(("mnistlab.training", "mnistlab.nn")):
            continue
        class_name, _, name = code.co_qualname.rpartition(".")
        owner = getattr(module, class_name, None)
        function = vars(owner).get(name) if isinstance(owner, type) else None
        if isinstance(function, FunctionType) and function.__code__ is code and not function.__code__.co_freevars:
            found.append((owner, name, function))
    return found


def cost_of_a_stamp() -> float:
    """Return the nanoseconds that one stamp adds."""
    log: list[int] = []
    names: dict[str, Callable] = {"__log": log.append, "__clock": time.perf_counter_ns}
    exec("def run():\n" + "    __log(0); __log(__clock())\n" * 2000, names)  # noqa: S102
    for _ in range(20):
        names["run"]()
    return statistics.median(np.diff(log[1::2]))


def line_times(trainer: Trainer, steps: int) -> tuple[list[Place], dict[int, list[float]], list[float]]:
    """Return the places, the ns of each in every step, and the ns of steps without stamps."""
    methods = methods_of_a_step(trainer)
    places: list[Place] = []
    log: list[int] = []
    stamped = [(owner, name, with_stamps(function, places, log)) for owner, name, function in methods]
    spent: dict[int, list[float]] = defaultdict(list)
    plain: list[float] = []
    stamp = cost_of_a_stamp()
    clock = time.perf_counter_ns
    try:
        for _ in range(steps // BLOCK):
            for owner, name, function in stamped:
                setattr(owner, name, function)
            for _ in range(BLOCK):
                log.clear()
                start = clock()
                trainer.step()
                numbers, times = log[::2], np.diff([start, *log[1::2]]) - stamp
                for number in set(numbers):
                    spent[number].append(0.0)
                for number, ns in zip(numbers, times, strict=True):
                    spent[number][-1] += ns
            for owner, name, function in methods:
                setattr(owner, name, function)
            for _ in range(BLOCK):
                start = clock()
                trainer.step()
                plain.append(clock() - start)
    finally:
        for owner, name, function in methods:
            setattr(owner, name, function)
    return places, spent, plain


def main() -> None:
    command = harness.parser(__doc__)
    command.add_argument("--all", action="store_true", help="show every line, however short")
    options = harness.parse(command)
    report = harness.Report("profile_step", options)
    data = load_dataset()
    trainer = trainer_without_evaluations(data)
    products = Products(data)
    with one_blas_thread:
        for _ in range(BLOCK):
            trainer.step()
        places, spent, plain = line_times(trainer, 1_000 if options.quick else 6_000)
        alone = [harness.seconds(lambda: products.run(1)) * 1e6 for _ in range(3_000)]

    check_no_evaluations(trainer)
    most = max(map(len, spent.values()))
    # A line that runs in few steps, such as when memory grows, counts by its mean over all.
    times = {
        number: (statistics.median(ns) if len(ns) > most / 2 else sum(ns) / most) / 1000 for number, ns in spent.items()
    }
    total = sum(times.values())
    methods: dict[str, list[int]] = defaultdict(list)
    for number, (method, _, _) in enumerate(places):
        if number in times:
            methods[method].append(number)
    rows: list[tuple[str, ...]] = []
    lines = []
    for method, numbers in methods.items():
        own = sum(times[number] for number in numbers)
        rows.append((method, "", f"{own:.1f}", f"{100 * own / total:.1f} %"))
        rest = 0.0
        for number in numbers:
            _, line, text = places[number]
            lines.append({"method": method, "line": line, "text": text, "us": round(times[number], 3)})
            if times[number] < SMALL and not options.all:
                rest += times[number]
                continue
            rows.append((f"    {text[:88]}", str(line), f"{times[number]:.1f}", f"{100 * times[number] / total:.1f} %"))
        if abs(rest) >= SMALL / 2:
            rows.append(("    (shorter lines)", "", f"{rest:.1f}", f"{100 * rest / total:.1f} %"))
    report.table("One step, line by line", ("", "line", "µs", "share"), rows)
    step, floor = statistics.median(plain) / 1000, statistics.median(alone)
    report.say(f"All lines {total:.1f} µs; the same step without stamps {step:.1f} µs (medians).")
    dots = sum(line["us"] for line in lines if any(name in line["text"] for name in PRODUCTS_OF_A_STEP))
    report.say(f"Lines with matrix products {dots:.1f} µs, everything else {total - dots:.1f} µs.")
    report.say(f"Its five matrix products alone {floor:.1f} µs: the step takes {step / floor:.2f} times as long.")
    report.keep("lines", lines)
    report.keep("sum of the lines, us", total)
    report.keep("step without stamps, us", step)
    report.keep("lines with matrix products, us", dots)
    report.keep("five products alone, us", floor)
    report.write()


if __name__ == "__main__":
    main()
