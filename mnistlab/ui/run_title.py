"""What runs are called in the window."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from mnistlab.library import RunEntry, run_name, run_names


def run_title(entry: RunEntry) -> str:
    """Return what a run is called, in the language of the window: the name that it was given, or what it differs in."""
    return run_name(entry, QCoreApplication.translate)


def run_titles(own: RunEntry, others: Iterable[RunEntry]) -> dict[str, str]:
    """Return what the present run and others beside it are called, by their keys: no two the same.

    A run that began earlier has the simpler name, so that a name stays when another run comes.
    """
    entries = [own, *sorted(others, key=lambda entry: (entry.created, entry.key))]
    return dict(zip((entry.key for entry in entries), run_names(entries, QCoreApplication.translate), strict=True))
