"""What runs are called in the window."""

from PySide6.QtCore import QCoreApplication

from mnistlab.engine.frame import Frame
from mnistlab.library import RunEntry, run_name, run_names


def run_title(entry: RunEntry) -> str:
    """Return what a run is called, in the language of the window: the name that it was given, or what it differs in."""
    return run_name(entry, QCoreApplication.translate)


def run_titles(frame: Frame) -> dict[str, str]:
    """Return what the present run and all that are kept are called, by their keys: no two the same.

    A run is called the same in every place, whichever others are shown there. One that began earlier has the simpler
    name, so that a name stays when another run comes. It is the same dictionary until a name may have changed.
    """
    return _titles.of(frame)


class _Titles:
    """The names of one moment, because every frame is asked for them in several places."""

    def __init__(self) -> None:
        self._said: tuple[str, ...] = ()
        self._runs: tuple[object, object] = (), ()
        self._names: dict[str, str] = {}

    def of(self, frame: Frame) -> dict[str, str]:
        language = QCoreApplication.translate("runs", "to {iteration}")
        said = language, frame.own.key, run_title(frame.own)
        if said != self._said or frame.runs is not self._runs[0] or frame.kept is not self._runs[1]:
            others = {entry.key: entry for entry in (*frame.runs, *(view.entry for view in frame.kept))}
            entries = [frame.own, *sorted(others.values(), key=lambda entry: (entry.created, entry.key))]
            names = run_names(entries, QCoreApplication.translate)
            self._names = dict(zip((entry.key for entry in entries), names, strict=True))
            self._said, self._runs = said, (frame.runs, frame.kept)  # last, because a name may fail
        return self._names


_titles = _Titles()
