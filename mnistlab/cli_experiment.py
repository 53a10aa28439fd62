"""Experiments without a window: ``mnistlab experiment``."""

import argparse
import sys
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from tqdm import tqdm

from mnistlab.cli_data import open_data
from mnistlab.data import Dataset
from mnistlab.data.files import check_writable, file_named, write_whole
from mnistlab.errors import CardError, MnistLabError, SettingsError
from mnistlab.experiments.activations import bars
from mnistlab.experiments.card import Card, in_language
from mnistlab.experiments.expected import seconds_of_one
from mnistlab.experiments.files import cards, find_card
from mnistlab.experiments.fits import check_images
from mnistlab.experiments.processes import in_processes, why_ended
from mnistlab.experiments.report import Report, Row, as_csv, plan, standard_error
from mnistlab.experiments.sweep import read_axis, sweep
from mnistlab.experiments.untrained import Checked, Spread
from mnistlab.experiments.words import (
    band_in_words,
    duration,
    far_too_fast,
    moment,
    noise,
    quantity_name,
    quantity_value,
    setting_name,
    setting_value,
)
from mnistlab.experiments.work import do, processes_for
from mnistlab.nn.differences import result_of
from mnistlab.numerals import AmbiguousNumberError, percent, read_number, scientific, shortened
from mnistlab.stopping import Stopped, StopWish
from mnistlab.streams import Output, say

MANY = 1_000  # runs that are begun without a question
BEST = 10  # runs of a sweep that are shown

Translate = Callable[[str, str], str]


def experiment(arguments: argparse.Namespace, translate: Translate, language: str, stopped: StopWish) -> None:
    """List the experiments, or do one and print what came out beside what the book reports.

    Raises
    ------
    MnistLabError
        If there is no such experiment, its file or an option is at fault, or lines could not be printed.
    Stopped
        If the program must stop before the end.
    """
    output = Output()
    if arguments.name is None:
        for option in ("seeds", "jobs", "csv", "vary", "yes", "data", "turn", "invert"):
            if getattr(arguments, option):
                raise SettingsError("option_needs_name", option=f"--{option}", example=cards()[0].name)
        width = max(len(card.name) for card in cards())
        for card in cards():
            output.write(f"{card.name:{width}}  {card.text('question', language)}")
    else:
        _do(find_card(arguments.name), arguments, translate, language, stopped, output)
    if output.fault:
        kind = "list_not_written" if arguments.name is None else "output_not_written"
        raise MnistLabError(kind, reason=output.fault)


def _do(
    card: Card,
    arguments: argparse.Namespace,
    translate: Translate,
    language: str,
    stopped: StopWish,
    output: Output,
) -> None:
    seeds, processes = _count(arguments.seeds, "--seeds", 1_000) or 1, _count(arguments.jobs, "--jobs", 256)
    if arguments.vary:
        card = _varied(card, arguments.vary)
    _refuse_without_effect(card, arguments)
    output.write(f"{card.text('title', language)}\n{card.text('question', language)}\n")
    if card.activations:
        spread = Spread(card, seeds, stopped)
        _print(_spread_lines(spread, translate, language), output)
        _refuse_stopped(spread.seeds, seeds)
        return
    path = file_named(arguments.csv or "", CardError, "numbers.csv")
    if arguments.csv is not None:
        check_writable(path, CardError)
    # Now, because what is wrong with the images is said before any run begins.
    dataset = open_data(arguments.data, translate, turn=arguments.turn, invert=arguments.invert)
    if card.checks:
        checked = Checked(card, dataset, seeds, stopped)
        _print(_check_lines(checked, translate, language), output)
        _refuse_stopped(checked.seeds, seeds)
        return
    report, fault = _report(card, seeds, processes, dataset, arguments, stopped, translate)
    stopped.patient = True  # because what has been computed is not to be lost
    _print(_lines(report, translate, language), output)
    if arguments.csv is not None:
        _write_numbers(report, path, translate)
    if fault is not None:
        raise fault
    _refuse_stopped(len(report.outcomes), len(report.plan.runs))


def _refuse_without_effect(card: Card, arguments: argparse.Namespace) -> None:
    """Refuse options that have no effect on an experiment that trains nothing."""
    idle = ("csv", "jobs", "yes", *(("data", "turn", "invert") if card.activations else ()))
    for option in idle if card.activations or card.checks else ():
        if getattr(arguments, option):
            raise SettingsError("option_without_effect", option=f"--{option}", command=card.name)


def _refuse_stopped(done: int, wanted: int) -> None:
    if done < wanted:
        raise Stopped


def _report(
    card: Card,
    seeds: int,
    processes: int | None,
    dataset: Dataset,
    arguments: argparse.Namespace,
    stopped: StopWish,
    translate: Translate,
) -> tuple[Report, MnistLabError | None]:
    """Do the runs, and return what they have come to as far as they have, and what has ended them before their end."""
    check_images(card, dataset)
    report = Report(card, plan(card, seeds))
    jobs = report.plan.jobs(dataset.source)
    processes = processes or processes_for(len(jobs))
    if len(jobs) > MANY and not arguments.yes:
        seconds = result_of(seconds_of_one(jobs, dataset)) * len(jobs) / processes
        raise CardError("card_many_runs", runs=f"{len(jobs):,}", duration=duration(seconds, translate))
    fault: MnistLabError | None = None
    with tqdm(total=len(jobs), unit="run", disable=not sys.stderr.isatty()) as bar:
        try:
            for place, outcome in in_processes(do, jobs, processes, stopped):
                report.take(place, outcome)
                bar.update()
        except MnistLabError as error:
            fault = error
        except Exception as error:  # told, when what is done has been printed
            fault = CardError("card_failed", name=card.name, reason=why_ended(error))
    if not report.outcomes:
        raise fault or Stopped
    return report, fault


def _varied(card: Card, asked: Sequence[str]) -> Card:
    """Return the sweep of the settings that the command asks for, as ``NAME=VALUES``, from the first run of a card."""
    if not card.runs:
        raise CardError("sweep_no_runs", name=card.name)
    pairs = [(name.strip(), values.strip()) for name, _, values in (one.partition("=") for one in asked)]
    for name, values in pairs:
        if not name or not values:
            raise SettingsError("option_empty", option=f"--vary {name}=" if name else "--vary")
    axes = [read_axis(name, values) for name, values in pairs]
    texts = {name: text if name in ("title", "question") else {"en": ""} for name, text in card.texts.items()}
    return sweep(card.runs[0].settings, axes, texts)


def _print(lines: Sequence[str], output: Output) -> None:
    for line in lines:
        output.write(line)


def _write_numbers(report: Report, path: Path, translate: Translate) -> None:
    with write_whole(path, CardError) as file:
        file.write(as_csv(report).encode())
    say(translate("cli", "Numbers written to {file}").format(file=path))


def _count(text: str | None, option: str, most: int) -> int | None:
    if text is None:
        return None
    try:
        number = read_number(text, whole=True)
    except AmbiguousNumberError:
        number = None
    if number is None or number != number.to_integral_value() or not 1 <= number <= most:
        raise CardError("card_option", option=option, most=f"{most:,}", given=shortened(text))
    return int(number)


def _lines(report: Report, translate: Translate, language: str) -> list[str]:
    """Return the tables of a report, and what is concluded."""
    card, lines = report.card, []
    if card.axes:
        lines += _sweep_table(report, translate)
    if not card.axes or card.published:
        ends = [(name, _share(train), _share(test)) for name, train, test in report.ends()]
        measured = translate("cli", "test at the end")
        if card.is_sealed:
            measured = translate("cli", "validation at the end")
        head = (translate("cli", "run"), translate("cli", "train at the end"), measured)
        lines += [*_table([head, *ends]), ""]
    rows = report.rows()
    if rows:
        head_ = (
            translate("cli", "run"),
            translate("cli", "what"),
            translate("cli", "at"),
            translate("cli", "book"),
            translate("cli", "here"),
            translate("cli", "80 % of the seeds"),
            "",
        )
        lines += [*_table([head_, *(_row(row, translate) for row in rows)]), ""]
    lines += far_too_fast(report, translate)
    lines += _concluded(report, translate, language)
    seconds = translate("cli", "Runs: {runs}. Computing: {seconds} s.")
    lines.append(seconds.format(runs=f"{len(report.outcomes):,}", seconds=f"{report.seconds:.1f}"))
    return lines


def _spread_lines(spread: Spread, translate: Translate, language: str) -> list[str]:
    """Return a line for each layer of each network, and what is concluded."""
    rows = [
        (
            translate("cli", "network"),
            translate("cli", "layer"),
            translate("cli", "activations"),
            translate("cli", "mean"),
            translate("cli", "std"),
        )
    ]
    for name, layers in spread.by_seed[0].items():
        for number, layer in enumerate(layers, 1):
            rows.append((name, f"{number}", bars(layer.counts), f"{layer.mean:.3f}", f"{layer.std:.3f}"))
    return [*_table(rows), "", *_concluded(spread, translate, language)]


def _check_lines(checked: Checked, translate: Translate, language: str) -> list[str]:
    """Return a line for each parameter of each network, and what is concluded."""
    names = (
        translate("cli", "network"),
        translate("cli", "parameter"),
        translate("cli", "book"),
        translate("cli", "here"),
        translate("cli", "80 % of the seeds"),
    )
    rows: list[Sequence[str]] = [names]
    for name, key, book, middle, low, high in checked.rows():
        said = "–" if book is None else scientific(book)
        band = f"{scientific(low)} … {scientific(high)}" if checked.seeds > 1 else ""
        rows.append((name, key, said, scientific(middle), band))
    return [*_table(rows), "", *_concluded(checked, translate, language)]


def _concluded(report: Report | Spread | Checked, translate: Translate, language: str) -> list[str]:
    lines = []
    for conclusion, count, of in report.conclusions():
        text = in_language(conclusion.texts, language)
        lines.append(translate("cli", "{text} Holds in {count} of {of}.").format(text=text, count=count, of=of))
    if report.card.text("finding", language):
        lines.append(report.card.text("finding", language))
    if report.card.source:
        source = in_language(report.card.source, language)
        lines.append(translate("cli", "Source of the book’s values: {source}.").format(source=source))
    return lines


def _sweep_table(report: Report, translate: Translate) -> list[str]:
    """Return the best runs of a sweep with their error bars, those that the book reports, and what to make of them."""
    axes, search, points = report.card.axes, report.card.search, report.points()
    images = next(iter(report.outcomes.values())).images
    rows = [(translate("cli", "run"), translate("cli", "accuracy"), *(setting_name(name, translate) for name in axes))]
    for point in points[:BEST]:
        accuracy = f"{percent(point.accuracy)} ± {100 * standard_error(point.accuracy, images):.1f}"
        values = (setting_value(name, value, translate) for name, value in zip(axes, point.values, strict=True))
        rows.append((translate("cli", "here"), accuracy, *values))
    for best in () if search is None else search.best:
        values = (setting_value(name, best[name], translate) if name in best else "–" for name in axes)
        rows.append((translate("cli", "book"), percent(best["accuracy"]), *values))
    return [*_table(rows), *noise(report, translate), ""]


def _row(row: Row, translate: Translate) -> tuple[str, ...]:
    inside = {None: "", True: translate("cli", "inside"), False: translate("cli", "outside")}[row.inside]
    what, values = (
        quantity_name(row.quantity, translate, sealed=row.is_sealed),
        [quantity_value(row.quantity, one) for one in (row.book, row.median)],
    )
    return row.run, what, moment(row, translate), *values, band_in_words(row), inside


def _share(row: Row) -> str:
    text = f"{100 * row.median:.1f} %"
    return text if row.seeds < 2 else f"{text} ({100 * row.low:.1f} … {100 * row.high:.1f})"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines, with each column as wide as its widest text on a terminal."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    cells = ([text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)] for row in rows)
    return ["  ".join(row).rstrip() for row in cells]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
