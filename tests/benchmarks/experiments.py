"""All experiments beside the book: ``python tests/benchmarks/experiments.py [--seeds 20] [--jobs 1] [NAME …]``.

Run by hand, because it takes hours. A line for each published value: the book's, that of the seeds, what eight seeds of
ten give, and whether the book's lies inside; then in how many seeds each conclusion of the book holds, which is to be
at least nine of ten. It ends with an error if one does not.
"""

import argparse
import time

from mnistlab.data import load_dataset
from mnistlab.experiments.card import Card
from mnistlab.experiments.files import cards, find_card
from mnistlab.experiments.processes import in_processes
from mnistlab.experiments.report import Report, plan
from mnistlab.experiments.untrained import Checked, Spread
from mnistlab.experiments.words import band_in_words, moment, quantity_name, quantity_value
from mnistlab.experiments.work import do

ENOUGH = 0.9  # of the seeds


def come_to(card: Card, seeds: int, jobs: int) -> Report | Spread | Checked:
    """Do an experiment with so many seeds, so many runs at once."""
    if card.activations:
        return Spread(card, seeds)
    if card.checks:
        return Checked(card, load_dataset(), seeds)
    report = Report(card, plan(card, seeds))
    for place, outcome in in_processes(do, report.plan.jobs(), jobs):
        report.take(place, outcome)
    return report


def english(_context: str, text: str) -> str:
    """Return a text as it is."""
    return text


def main() -> int:
    """Print the table, and return how many conclusions do not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    failed = 0
    for card in [find_card(name) for name in arguments.names] or cards():
        begun = time.perf_counter()
        found = come_to(card, arguments.seeds, arguments.jobs)
        print(f"\n{card.name}: {time.perf_counter() - begun:.0f} s", flush=True)
        if isinstance(found, Report):
            for row in found.rows():
                book, here = (quantity_value(row.quantity, value) for value in (row.book, row.median))
                inside = {None: "", True: "inside", False: "outside"}[row.inside]
                what = f"{quantity_name(row.quantity, english, sealed=row.is_sealed)}, {moment(row, english)}"
                print(f"  {row.run:16} {what:36} {book:>8} {here:>8}  {band_in_words(row):22} {inside}")
        if isinstance(found, Checked):
            for name, key, book_, middle, low, high in found.rows():
                print(f"  {name:16} {key:36} {book_!s:>8} {middle:8.1e}  {low:.1e} … {high:.1e}")
        for conclusion, count, of in found.conclusions():
            failed += count < ENOUGH * of
            print(f"  {'' if count >= ENOUGH * of else 'NOT '}{count} of {of}: {conclusion.texts['en']}", flush=True)
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
