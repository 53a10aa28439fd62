"""Experiments without a window: ``mnistlab experiment``."""

import argparse
import sys
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from tqdm import tqdm

from mnistlab.data import load_dataset
from mnistlab.data.files import check_writable, write_whole
from mnistlab.errors import CardError, MnistLabError
from mnistlab.experiments.activations import bars
from mnistlab.experiments.card import Card, cards, find_card
from mnistlab.experiments.processes import in_processes
from mnistlab.experiments.report import Plan, Report, Row, Spread, as_csv, plan, standard_error
from mnistlab.experiments.work import do, processes_for
from mnistlab.stopping import Stopped, StopWish
from mnistlab.streams import Output, say
from mnistlab.training.sampling import part_of

MANY = 1_000  # runs that are begun without a question

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
        width = max(len(card.name) for card in cards())
        for card in cards():
            output.write(f"{card.name:{width}}  {card.text('question', language)}")
    else:
        _do(find_card(arguments.name), arguments, translate, language, stopped, output)
    if output.fault:
        raise MnistLabError("output_not_written", reason=output.fault)


def _do(
    card: Card,
    arguments: argparse.Namespace,
    translate: Translate,
    language: str,
    stopped: StopWish,
    output: Output,
) -> None:
    seeds, processes = _count(arguments.seeds, "--seeds", 1_000) or 1, _count(arguments.jobs, "--jobs", 256)
    output.write(f"{card.text('title', language)}\n{card.text('question', language)}\n")
    if card.activations:
        for line in _spread_lines(Spread(card, seeds), translate, language):
            output.write(line)
        return
    path = Path(arguments.csv or "")
    if arguments.csv is not None:
        check_writable(path, CardError)
    dataset = load_dataset(arguments.data)  # now, because what is wrong with it is said before any run begins
    for run in card.runs:
        part_of(dataset, run.settings)
    report = Report(card, _planned(card, seeds, sure=arguments.yes))
    jobs = report.plan.jobs(None if arguments.data is None else Path(arguments.data))
    with tqdm(total=len(jobs), unit="run", disable=not sys.stderr.isatty()) as bar:
        for place, outcome in in_processes(do, jobs, processes or processes_for(len(jobs)), stopped):
            report.take(place, outcome)
            bar.update()
    if not report.outcomes:
        raise Stopped
    if arguments.csv is not None:
        _write_numbers(report, path, translate)
    for line in _lines(report, translate, language):
        output.write(line)
    if len(report.outcomes) < len(jobs):
        raise Stopped


def _planned(card: Card, seeds: int, *, sure: bool) -> Plan:
    made = plan(card, seeds)
    if len(made.runs) > MANY and not sure:
        raise CardError("card_many_runs", runs=f"{len(made.runs):,}")
    return made


def _write_numbers(report: Report, path: Path, translate: Translate) -> None:
    with write_whole(path, CardError) as file:
        file.write(as_csv(report).encode())
    say(translate("cli", "Numbers written to {file}").format(file=path))


def _count(text: str | None, option: str, most: int) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise CardError("card_option", option=option, most=f"{most:,}", given=text[:40])
    return int(text)


def _lines(report: Report, translate: Translate, language: str) -> list[str]:
    """Return the tables of a report, and what is concluded."""
    card, lines = report.card, []
    if card.search is not None:
        lines += _search_table(report, translate)
    else:
        ends = [(name, _share(train), _share(test)) for name, train, test in report.ends()]
        head = (translate("cli", "run"), translate("cli", "train at the end"), translate("cli", "test at the end"))
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
    lines += _concluded(report, translate, language)
    seconds = translate("cli", "{runs} runs, {seconds} s of computing.")
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
    for name, layers in spread.layers[0].items():
        for number, layer in enumerate(layers, 1):
            rows.append((name, f"{number}", bars(layer.counts), f"{layer.mean:.3f}", f"{layer.std:.3f}"))
    return [*_table(rows), "", *_concluded(spread, translate, language)]


def _concluded(report: Report | Spread, translate: Translate, language: str) -> list[str]:
    lines = []
    for conclusion, count, of in report.conclusions():
        text = conclusion.texts.get(language, conclusion.texts["en"])
        lines.append(translate("cli", "{text} Holds in {count} of {of}.").format(text=text, count=count, of=of))
    lines.append(report.card.text("finding", language))
    if report.card.source:
        lines.append(translate("cli", "Source of the book's values: {source}.").format(source=report.card.source))
    return lines


def _search_table(report: Report, translate: Translate) -> list[str]:
    search = report.card.search
    assert search is not None
    names = [one.name for one in search.drawn]
    rows = [(translate("cli", "run"), translate("cli", "validation"), *names)]
    for outcome in report.best():
        share, images = outcome.value("test_accuracy", -1), outcome.settings.validation_images or 10_000
        accuracy = f"{100 * share:.1f} ± {100 * standard_error(share, images):.1f} %"
        rows.append((translate("cli", "here"), accuracy, *(f"{getattr(outcome.settings, name):.3g}" for name in names)))
    for best in search.best:
        values = (f"{best[name]:.3g}" if name in best else "–" for name in names)
        rows.append((translate("cli", "book"), f"{100 * best['accuracy']:.1f} %", *values))
    return [*_table(rows), ""]


def _row(row: Row, translate: Translate) -> tuple[str, ...]:
    accuracy = row.quantity in ("train_accuracy", "test_accuracy", "gap")

    def shown(value: float) -> str:
        return f"{100 * value:.1f} %" if accuracy else f"{value:.3f}"

    at = translate("cli", "epoch {number}") if accuracy else translate("cli", "iteration {number}")
    inside = {None: "", True: translate("cli", "inside"), False: translate("cli", "outside")}[row.inside]
    spread = "" if row.inside is None else f"{shown(row.low)} … {shown(row.high)}"
    what = {
        "loss": translate("cli", "loss"),
        "mean_loss": translate("cli", "mean loss"),
        "train_accuracy": translate("cli", "train"),
        "test_accuracy": translate("cli", "test"),
        "gap": translate("cli", "train − test"),
    }[row.quantity]
    return row.run, what, at.format(number=f"{row.at:,}"), shown(row.book), shown(row.median), spread, inside


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
