"""Kept runs without a window: ``mnistlab runs``, and what ``mnistlab train`` keeps and goes on with."""

import argparse
import contextlib
import math
import os
import shlex
import sqlite3
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from mnistlab.data import Dataset, dataset_hash, load_dataset
from mnistlab.data.files import file_named
from mnistlab.errors import LibraryError, MnistLabError, SettingsError, sentence
from mnistlab.library import (
    DataMark,
    KeptRun,
    Library,
    RunEntry,
    find_data,
    keep,
    library_path,
    new_key,
    no_runs,
    open_library,
    open_runs,
    resume,
    run_name,
    run_names,
    save_runs,
    take_in,
)
from mnistlab.library.file import MovedError
from mnistlab.library.kept_run import mark_of_start
from mnistlab.library.library import TakenError
from mnistlab.library.opening import ENDING
from mnistlab.library.table import CSV, write_table
from mnistlab.streams import Output, say
from mnistlab.training import Trainer

SHORTEST_KEY: Final = 4  # digits that stand for a whole key
KEY: Final = 8  # digits that are shown
WRITE_AFTER: Final = 15.0  # s that a run goes on before it is written again

Translate = Callable[[str, str], str]


def runs(arguments: argparse.Namespace, translate: Translate) -> None:
    """List, export, import, rename or delete kept runs.

    Raises
    ------
    MnistLabError
        If there is no such run, or a file cannot be read or written.
    """
    if arguments.action in (None, "list"):
        _list(getattr(arguments, "file", None), translate)
        return
    with _own_library(translate, only_read=arguments.action == "export") as library:
        if arguments.action == "import":
            there = {entry.key: entry for entry in library.entries()}
            found, left_out = take_in(Path(arguments.file), there, library.write)
            say(translate("cli", "Kept from now on: {names}").format(names=_names(found, translate)))
            _say_left_out(arguments.file, left_out, len(found) + left_out, translate)
            return
        named = {entry.key: entry for entry in find_all(library, arguments.names, translate)}
        entries = list(named.values())
        if arguments.action == "export":
            file = _export(library, entries, file_named(arguments.file, LibraryError, "runs.mnistlab"), translate)
            say(translate("cli", "Written to {file}: {names}").format(file=file, names=_names(entries, translate)))
        elif arguments.action == "rename":
            library.rename(entries[0].key, arguments.name)
        else:
            for entry in entries:
                try:
                    library.delete(entry.key, for_good=True, by="")
                except TakenError as error:
                    raise MnistLabError("run_goes_on", name=run_name(entry, translate)) from error
                finally:
                    library.purge()
            say(translate("cli", "Deleted: {names}").format(names=_names(entries, translate)))


def find(library: Library, name: str, translate: Translate) -> RunEntry:
    """Return the run of this name, or the one whose key begins so.

    Raises
    ------
    LibraryError
        If there is none, or more than one.
    """
    (found,) = find_all(library, [name], translate)
    return found


def find_all(library: Library, names: Sequence[str], translate: Translate) -> Iterator[RunEntry]:
    """Yield the runs of these names, as `find` does; the library is read once, however many there are."""
    entries, named = library.entries(), defaultdict[str, list[RunEntry]](list)
    for entry in entries:
        for name in {run_name(entry, translate), run_name(entry, _english)}:
            named[name].append(entry)
    for name in names:
        found = named.get(name, [])
        if not found and len(name) >= SHORTEST_KEY:
            found = [entry for entry in entries if entry.key.startswith(name.lower())]
        if len(found) != 1:
            kind = "run_ambiguous" if found else "run_missing"
            raise LibraryError(kind, name=name, found=len(found))
        yield found[0]


class Keeping:
    """Writes a run into the library while it goes on, and at its end.

    Parameters
    ----------
    data : DataMark
    translate : callable
    run : KeptRun, optional
        The run that goes on; without it, a new one is kept.
    name : str
        What it is to be called; where a run goes on under another name, it becomes another run.
    """

    def __init__(self, data: DataMark, translate: Translate, run: KeptRun | None = None, name: str = "") -> None:
        self._data = data
        self._translate = translate
        self._owner = new_key()
        self._identity: dict[str, Any] = {"key": new_key(), "name": name, "created": time.time()}
        if run is not None:
            entry = run.entry
            if name and name != entry.name:
                self._identity |= {"parent": entry.key, "branched_at": entry.iteration, "opened": entry.opened}
            else:
                known = ("key", "name", "created", "parent", "branched_at", "opened", "first_weights")
                self._identity = {field: getattr(entry, field) for field in known}
        self._due = time.monotonic() + WRITE_AFTER
        with _own_library(translate):
            pass  # because what cannot be kept is better said before the run than after it

    def go_on(self, trainer: Trainer) -> None:
        """Write the run if that is due; where that fails, it is tried again later, because the run goes on."""
        if time.monotonic() >= self._due:
            with contextlib.suppress(MnistLabError):
                self.write(trainer, goes_on=True)

    def write(self, trainer: Trainer, *, goes_on: bool = False) -> str:
        """Write the run, and return what it is called; its key, if the name is of others too, or of a file."""
        try:
            return self._write(trainer, goes_on=goes_on)
        except MovedError:  # a window has put it aside, or it was found damaged: another one is opened now
            return self._write(trainer, goes_on=goes_on)

    def _write(self, trainer: Trainer, *, goes_on: bool) -> str:
        self._due = time.monotonic() + WRITE_AFTER
        self._identity["first_weights"] = self._identity.get("first_weights") or mark_of_start(trainer)
        with _own_library(self._translate) as library:
            run = keep(trainer, self._data, **self._identity)
            try:
                library.write(run, self._owner, goes_on=goes_on)
            except TakenError:  # a window goes on with it: this becomes another run
                self._identity |= {"parent": run.entry.key, "branched_at": run.entry.iteration, "key": new_key()}
                run = keep(trainer, self._data, **self._identity)
                library.write(run, self._owner, goes_on=goes_on)
            name = run_name(run.entry, self._translate)
            alike = [entry for entry in library.entries() if run_name(entry, self._translate) == name]
        return name if len(alike) == 1 and not _file_and_name(name)[0] else run.entry.key[:KEY]


def begin_keeping(trainer: Trainer, name: str, translate: Translate) -> Keeping:
    """Return what keeps a new run under a name."""
    return Keeping(DataMark.of(trainer.whole), translate, name=name)


def go_on(text: str, folder: str | None, name: str | None, translate: Translate) -> tuple[Trainer, Keeping | None]:
    """Return the trainer of a kept run, or of one in a file, and what keeps it on.

    Parameters
    ----------
    text : str
        The name of a run, the beginning of its key, a file, or ``FILE#NAME``.
    folder : str or None
        Where its data are now.
    name : str or None
        Under which name it is kept. Without one, a run of the library is kept on, and one of a file is not.
    translate : callable

    Raises
    ------
    MnistLabError
        If there is no such run, it is damaged, or its data are gone.
    """
    file, in_file = _file_and_name(text)
    with _library(Path(file)) if file else _own_library(translate) as library:
        entry = _only(library, file, in_file, translate) if file else find(library, text, translate)
        run = library.read(entry.key)
    trainer = resume(run, _data_of(entry, folder, translate))
    keeping = Keeping(entry.data, translate, run, name or "") if name or not file else None
    return trainer, keeping


def _file_and_name(text: str) -> tuple[str, str]:
    """Return the two parts of ``FILE#NAME``, no file where there is none; a file may have that sign in its own name."""
    signs = [place for place, sign in enumerate(text) if sign == "#"]
    parts = [(text, ""), *((text[:place], text[place + 1 :]) for place in reversed(signs))]
    there = (one for one in parts if os.path.isfile(one[0]))  # noqa: PTH113 (it fails for no name)
    named = (one for one in parts if one[0].lower().endswith(ENDING))
    return next(there, None) or next(named, ("", ""))


def kept_as(name: str, translate: Translate) -> str:
    """Return the sentence that a run is kept, and how to go on with it."""
    text = translate("cli", "Kept as {name}. To go on with it: mnistlab train --resume={quoted} --iterations N")
    return text.format(name=name, quoted=shlex.quote(name))


def _only(library: Library, file: str, name: str, translate: Translate) -> RunEntry:
    """Return the run in a file that is meant."""
    entries = library.entries()
    if not entries:
        raise no_runs(library)
    if name:
        return find(library, name, translate)
    if len(entries) > 1:
        example = f"{file}#{run_name(entries[-1], translate)}"
        raise LibraryError("run_which", file=file, names=_names(entries, translate), example=shlex.quote(example))
    return entries[0]


def _data_of(entry: RunEntry, folder: str | None, translate: Translate) -> Dataset:
    name = run_name(entry, translate)
    if folder is None:
        return find_data(entry.data, name)
    dataset = load_dataset(folder)
    if dataset_hash(dataset) != entry.data.hash:
        raise LibraryError("run_data_gone", name=name, data=entry.data.name, folder=folder)
    return dataset


def _list(file: str | None, translate: Translate) -> None:
    with _own_library(translate, only_read=True) if file is None else _library(Path(file)) as library:
        entries, count = library.entries(), library.count()
        if not entries and (count or file is not None):
            raise no_runs(library)
    if not entries:
        say(translate("cli", "No runs are kept yet. The window keeps every run; so does mnistlab train --keep NAME."))
        return
    sealed = [entry.settings.is_sealed for entry in entries]
    texts = (
        translate("cli", "key"),
        translate("cli", "run"),
        translate("cli", "iterations"),
        translate("cli", "epoch"),
        translate("cli", "loss"),
        translate("cli", "train"),
        *([] if all(sealed) else [translate("cli", "test")]),
        *([translate("cli", "validation")] if any(sealed) else []),
        translate("cli", "changed"),
    )
    rows = [texts, *(_cells(entry, sealed, translate) for entry in reversed(entries))]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(texts))]
    output = Output()
    for row in rows:
        cells = [
            _padded(text, width, left=column < 2) for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        output.write("  ".join(cells).rstrip())
    if output.fault:
        raise MnistLabError("list_not_written", reason=output.fault)
    _say_left_out(file or str(library_path()), count - len(entries), count, translate)


def _say_left_out(file: str, left: int, found: int, translate: Translate) -> None:
    """Say how many runs of a file cannot be read, if there are any."""
    if left:
        say(sentence("runs_left_out", {"file": file, "left": f"{left:,}", "found": f"{found:,}"}, translate))


def _cells(entry: RunEntry, sealed: Sequence[bool], translate: Translate) -> tuple[str, ...]:
    """Return a row of the list; `sealed` tells of all runs whether they were measured on validation images."""
    measured = _number(entry.test_accuracy, ".4f")
    return (
        entry.key[:KEY],
        run_name(entry, translate),
        f"{entry.iteration:,}",
        f"{entry.epoch:.2f}",
        _number(entry.loss, ".3f"),
        _number(entry.train_accuracy, ".4f"),
        *([] if all(sealed) else ["–" if entry.settings.is_sealed else measured]),
        *([measured if entry.settings.is_sealed else "–"] if any(sealed) else []),
        datetime.fromtimestamp(entry.changed).astimezone().strftime("%Y-%m-%d %H:%M"),
    )


def _export(library: Library, entries: Sequence[RunEntry], path: Path, translate: Translate) -> Path:
    read = (library.read(entry.key) for entry in entries)
    if path.suffix.lower() != CSV:
        return save_runs(path, read, library=library.path)
    sealed = any(entry.settings.is_sealed for entry in entries)
    for _ in write_table(path, zip(run_names(entries, translate), read, strict=True), sealed=sealed):
        pass
    return path


@contextlib.contextmanager
def _own_library(translate: Translate, *, only_read: bool = False) -> Iterator[Library]:
    """Open the library of this person; where it was damaged, say what became of it.

    To be only read, it need not be in a place that can be written.
    """
    try:
        library, said = open_library(library_path())
    except LibraryError as error:
        if not only_read or error.kind != "library_not_written":
            raise
        try:
            library, said = open_runs(library_path()), None
        except LibraryError:
            raise error from None
    if said is not None:
        say(f"mnistlab: {sentence(said.kind, said.facts, translate)}")
    with contextlib.closing(library):
        try:
            yield library
        except sqlite3.Error as error:
            raise library.not_read(error) from error


def _library(path: Path) -> "contextlib.closing[Library]":
    return contextlib.closing(open_runs(path))


def _names(entries: Sequence[RunEntry], translate: Translate) -> str:
    return ", ".join(run_name(entry, translate) for entry in entries)


def _number(value: float, form: str) -> str:
    return "–" if math.isnan(value) else f"{value:{form}}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int, *, left: bool) -> str:
    room = " " * (width - _width(text))
    return text + room if left else room + text


def _english(_context: str, text: str) -> str:
    return text


def with_more(trainer: Trainer, asked: dict[str, Any], name: str) -> None:
    """Let a run go on with other settings, of those that may change on its way.

    Raises
    ------
    SettingsError
        If it has nothing left to do.
    """
    trainer.settings = replace(trainer.settings, **asked)
    done, wanted = trainer.iteration, trainer.settings.iterations
    if done >= wanted:
        raise SettingsError("run_complete", name=name, iterations=f"{wanted:,}", more=2 * done)
