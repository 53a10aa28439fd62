"""How far the runs of an experiment are, and how long others would take, in a line."""

import time

from PySide6.QtCore import QCoreApplication

from mnistlab.engine.experimenting import Session
from mnistlab.experiments.words import duration


def status_of_runs(session: Session) -> str:
    """Return how many runs are done, how long the others still take, and whether other work holds them up."""
    translate = QCoreApplication.translate
    if not session.runs:
        return ""
    done = translate("CardScene", "Runs done: {done} of {total}")
    said = [done.format(done=f"{max(session.runs - session.missing, 0):,}", total=f"{session.runs:,}")]
    seconds = session.remaining.seconds(time.monotonic())
    if seconds is None:
        said.append(translate("CardScene", "beginning…"))
    else:
        about = duration(max(5.0, 5 * round(seconds / 5)), translate)
        said.append(translate("CardScene", "about {duration} left").format(duration=about))
    if session.is_held_up:
        said.append(translate("CardScene", "the computer is busy with other work, too"))
    return " · ".join(said)


def status_of_seeds(session: Session, seeds: int) -> str:
    """Return how long as many seeds would take; empty where that is not known, or all of them are done."""
    seconds = session.seconds_for(seeds)
    if not seconds:
        return ""
    text = QCoreApplication.translate("CardScene", "× {count} seeds: about {duration} here.")
    return text.format(count=seeds, duration=duration(seconds, QCoreApplication.translate))
