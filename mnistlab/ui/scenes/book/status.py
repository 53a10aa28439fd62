"""How far the runs of an experiment are, and how long others would take, in a line."""

import time

from PySide6.QtCore import QCoreApplication

from mnistlab.engine.experimenting import Session
from mnistlab.experiments.words import duration
from mnistlab.language import join_sentences


def status_of_runs(session: Session) -> str:
    """Return how many runs are done, how long the others still take, and whether other work holds them up."""
    translate = QCoreApplication.translate
    if not session.runs:
        return translate("CardScene", "beginning…")
    done = translate("CardScene", "Runs done: {done} of {total}")
    said = [done.format(done=f"{max(session.runs - session.missing, 0):,}", total=f"{session.runs:,}")]
    seconds = session.remaining.seconds(time.monotonic())
    if seconds is None:
        said.append(translate("CardScene", "beginning…"))
    else:
        about = duration(seconds, translate)
        said.append(translate("CardScene", "about {duration} left").format(duration=about))
    if session.is_held_up:
        said.append(translate("CardScene", "the computer is busy with other work, too"))
    return " · ".join(said)


def expected_time(session: Session, seeds: int) -> str:
    """Return how long it would take once, and with `seeds` seeds, as far as that is known and anything is missing."""
    translate, said = QCoreApplication.translate, []
    once, many = (session.seconds_for(count) for count in (1, seeds))
    if session.missing_for(seeds) == 0:
        return translate("CardScene", "All {count} seeds are done.").format(count=seeds) if seeds > 1 else ""
    if once:
        said.append(
            translate("CardScene", "This takes about {duration} here.").format(duration=duration(once, translate))
        )
    if many and seeds > 1:
        text = translate("CardScene", "× {count} seeds: about {duration} here.")
        said.append(text.format(count=seeds, duration=duration(many, translate)))
    return join_sentences(*said)
