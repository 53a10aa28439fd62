"""What runs are called in the window."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from mnistlab.library import RunEntry, run_name


def run_title(entry: RunEntry) -> str:
    """Return what a run is called, in the language of the window: the name that it was given, or what it differs in."""
    return run_name(entry, QCoreApplication.translate)


def run_titles(entries: Iterable[RunEntry]) -> dict[str, str]:
    """Return the titles of kept runs by their keys: those that would have the same say how far they have come."""
    entries = list(entries)
    titles = {entry.key: run_title(entry) for entry in entries}
    alike = Counter(titles.values())
    used: Counter[str] = Counter()
    for entry in entries:
        title = titles[entry.key]
        if alike[title] > 1 and not entry.name:
            pattern = QCoreApplication.translate("RunTitle", "{name}, to {iteration}")
            title = pattern.format(name=title, iteration=f"{entry.iteration:,}")
        used[title] += 1
        titles[entry.key] = f"{title} ({used[title]})" if used[title] > 1 else title
    return titles
