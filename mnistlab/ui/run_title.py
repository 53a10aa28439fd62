"""What runs are called in the window."""

from PySide6.QtCore import QCoreApplication

from mnistlab.library import RunEntry, run_name


def run_title(entry: RunEntry) -> str:
    """Return what a run is called, in the language of the window: the name that it was given, or what it differs in."""
    return run_name(entry, QCoreApplication.translate)
