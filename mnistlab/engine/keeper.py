"""The keeper: reads and writes the library in a thread of its own, so that neither training nor the window waits."""

import atexit
import sqlite3
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from PySide6.QtCore import QCoreApplication

from mnistlab.data import Dataset
from mnistlab.engine.intents import AskLibrary
from mnistlab.engine.jobs import Jobs
from mnistlab.errors import LibraryError, MnistLabError
from mnistlab.library import (
    DataMark,
    KeptRun,
    Library,
    RunEntry,
    new_key,
    open_library,
    run_name,
    run_names,
    save_runs,
    take_in,
)
from mnistlab.library.file import MovedError
from mnistlab.library.file import reason_of as why
from mnistlab.library.kept_run import clean_name
from mnistlab.library.library import TakenError
from mnistlab.library.table import CSV, write_table

T = TypeVar("T")
PATIENCE: Final = 20.0  # s for which the end of the program waits until all is written
REFRESH: Final = 1.0  # s between two looks whether another window has changed the library
RETRY: Final = 5.0  # s until what could not be done is tried again
WAIT: Final = 0.005  # s between two looks whether an answer has come
MOST_UNWRITTEN: Final = 60  # runs that are held in memory where the library cannot be written


class Keeper:
    """Keeps runs: in the library, or where that is not possible, in memory until the program ends.

    Until `start` is called, each job is done at once, in the thread that asks.

    Parameters
    ----------
    path : Path or None
        The library; None keeps runs in memory only.

    Attributes
    ----------
    owner : str
        This window, in the library.
    hear : callable or None
        Is told, in the keeper's thread, what happens, until the keeper is closed: ``"listed"`` and the runs that there
        are, a tuple of RunEntry, the one changed last at the end, at the beginning and whenever they have changed;
        ``"told"`` and a LibraryError, each once; ``"taken"`` and two keys where a run goes on in another window too,
        and here under the second, or where the first was deleted elsewhere; ``"changed"`` where another window has
        changed the library; ``"opened anew"`` where that had to be, and what was in it may be lost, before the list of
        what is left; ``"answered"``, an `AskLibrary` and the answer.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.owner = new_key()
        # No object of Qt's is held longer than the keeper is open: the last reference to the keeper may end in its
        # thread, and an object of Qt's must not be destroyed there.
        self.hear: Callable[..., None] | None = None
        self._path = path
        self._library: Library | None = None
        self._unwritten: dict[str, KeptRun] = {}
        self._waiting: deque[Callable[[Library], None]] = deque()  # changes that could not be made yet
        self._deleted: dict[str, KeptRun] = {}
        self._marked: Callable[[], Dataset | None] = lambda: None  # weak, because images take 50 MB
        self._mark = DataMark("", "", "")
        self._jobs = Jobs()
        self._thread: threading.Thread | None = None
        self._telling = threading.RLock()
        self._fault = ""  # the kind that was told last
        self._version = 0  # of the library, as another window has left it
        self._known: tuple[RunEntry, ...] | None = None
        self._gone: dict[str, int] = {}  # runs that were deleted elsewhere, and how far they had come
        self._retry_at = 0.0  # s, by the clock that never goes back

    def start(self) -> None:
        """Open the library, in a thread that does all jobs from now on."""
        self._thread = threading.Thread(target=self._serve, name="keeper", daemon=True)
        self._thread.start()
        atexit.register(self._end)

    def close(self) -> None:
        """Tell nothing more, do what has been asked for, and end. It does not wait: the program does, at its end."""
        with self._telling:  # so that nobody is told in this moment
            self.hear = None
        self._jobs.close()

    def _end(self) -> None:
        """Let the program wait for what is not written yet."""
        self.close()
        if self._thread is not None:
            self._thread.join(PATIENCE)

    # What is asked for, in any thread

    def write(self, run: KeptRun, dataset: Dataset | None, *, goes_on: bool) -> None:
        """Write a run, in place of what waits to be written of it; `dataset`, where its data mark has no hash yet.

        The run that goes on is written before all else, because every second of it that is not written can be lost.
        A deleted run that goes on has been read before, after its deletion: so it may be written before what waits.
        """
        job = partial(self._write, run, dataset, goes_on=goes_on)
        self._put(job, run.entry.key, first=goes_on)

    def rename(self, key: str, name: str) -> None:
        """Give a run a name."""
        self._put(lambda: self._rename(key, clean_name(name)))

    def delete(self, key: str) -> None:
        """Delete a run; `restore` brings it back."""
        self._put(lambda: self._delete(key))

    def restore(self, key: str) -> None:
        """Bring a deleted run back."""
        self._put(lambda: self._restore(key))

    def change(self, change: Callable[[Library], None]) -> None:
        """Change what the library keeps: at once, or after the next change that is possible."""
        self._put(lambda: self._make(change))

    def tell(self, asked: AskLibrary) -> None:
        """Answer a question, after all that was asked for before, by ``"answered"``.

        The answer is None where there is no library, or where it lacks changes that could not be made yet.
        """
        self._put(lambda: self._answer(asked))

    def ask(self, question: Callable[[Library | None], T]) -> Generator[float, None, T]:
        """Let a question be answered with the library, after all that was asked for before; yield 0 until it is.

        Raises
        ------
        Exception
            What the question raises.
        """
        outcome: list[tuple[Any, Exception | None]] = []

        def answer() -> None:
            try:
                outcome.append((question(self._library), None))
            except Exception as error:  # raised where the answer is waited for
                outcome.append((None, error))

        self._put(answer)
        while not outcome:
            time.sleep(WAIT)
            yield 0.0
        result, error = outcome[0]
        if error is not None:
            raise error
        found: T = result
        return found

    def read(self, key: str) -> Generator[float, None, KeptRun]:
        """Read a run.

        Raises
        ------
        LibraryError
            If there is none, or it is damaged.
        """
        return self.ask(lambda library: self._held(library, key))

    def save(self, path: Path, keys: tuple[str, ...], present: tuple[KeptRun, Dataset]) -> Generator[float, None, Path]:
        """Write runs to a file, or their numbers if it ends in ``.csv``.

        `present` is the run in the window with its data; it may be among those to keep.

        Raises
        ------
        LibraryError
            If the file cannot be written, or a run cannot be read.
        """
        run, dataset = present

        def runs(library: Library | None) -> Iterator[KeptRun]:
            for key in keys:
                if key == run.entry.key:
                    yield replace(run, entry=replace(run.entry, data=self._mark_of(dataset)))
                else:
                    yield self._held(library, key)

        def save(library: Library | None) -> Path:
            if path.suffix.lower() != CSV:
                return save_runs(path, runs(library), library=self._path)
            entries = [run.entry for run in runs(library)]
            names = run_names(entries, QCoreApplication.translate)
            sealed = any(entry.settings.is_sealed for entry in entries)
            for _ in write_table(path, zip(names, runs(library), strict=True), sealed=sealed):
                pass
            return path

        return self.ask(save)

    def take_in(self, path: Path) -> Generator[float, None, tuple[tuple[RunEntry, ...], int]]:
        """Add the runs in a file to those that are kept; return them, and how many others cannot be read.

        One that is there already stays as it is.

        Raises
        ------
        LibraryError
            If the file cannot be read, or holds no run that can be.
        """
        return self.ask(lambda _library: self._take_in(path))

    # In the keeper's own thread

    def _put(self, job: Callable[[], None], key: str = "", *, first: bool = False) -> None:
        if self._thread is None:
            job()
        else:
            self._jobs.put(job, key, first=first)

    def _serve(self) -> None:
        self._do(self._open)
        while True:
            job, ends = self._jobs.take(REFRESH)
            if ends:
                break
            self._do(job or self._look)
        self._do(self._try_again)
        if self._library is not None:
            self._library.close()
        atexit.unregister(self._end)

    def _do(self, job: Callable[[], None]) -> None:
        try:
            job()
        except Exception as error:  # told, because everybody who asks later waits for this thread
            self._tell(error)

    def _look(self) -> None:
        """Look whether the library is in its place, and whether another window has changed it."""
        if self._library is not None and not self._library.is_in_place():
            self._open_anew(self._library)
        if (self._library is None or self._waiting or self._unwritten) and time.monotonic() >= self._retry_at:
            self._retry_at = time.monotonic() + RETRY
            self._try_again()
        if self._library is not None and self._library.version != self._version:
            self._version = self._library.version
            self._list()
            self._send("changed")

    def _try_again(self) -> None:
        """Do what could not be done before."""
        if self._library is None:
            self._open()  # because its folder may be there again
        if self._library is not None and (self._waiting or self._unwritten):
            self._catch_up()
            self._list()

    def _open(self, *, anew: bool = False) -> None:
        if self._path is not None:
            try:
                self._library, said = open_library(self._path)
            except LibraryError as error:
                self._library = None
                self._tell(error)
            else:
                if said is not None:
                    self._tell(said)
        if anew:
            self._send("opened anew")
        self._list()

    def _open_anew(self, library: Library) -> None:
        """Open the library that lies in its place now: it was moved, damaged, or put aside by another window."""
        library.leave()
        self._library = self._known = None  # none of its runs was deleted
        self._open(anew=True)

    def _write(self, run: KeptRun, dataset: Dataset | None, *, goes_on: bool) -> None:
        if dataset is not None:
            run = replace(run, entry=replace(run.entry, data=self._mark_of(dataset)))
        try:
            self._keep(run, goes_on=goes_on)
            if self._library is not None and self._fault == "":
                self._catch_up()
        finally:
            self._list()

    def _keep(self, run: KeptRun, *, goes_on: bool) -> bool:
        """Write a run, and return whether that was possible; where it is not, hold it."""
        key = run.entry.key
        try:
            if self._library is not None and self._library.version != self._version:
                self._list()  # because it may have been deleted elsewhere
            self._unwritten.pop(key, None)
            if run.entry.iteration <= self._gone.get(key, -1):
                return True  # it has not gone on since
            if key in self._gone:
                run = self._under_another_key(run)
            done = self._change(lambda library: library.write(run, self.owner, goes_on=goes_on))
        except TakenError:
            run = self._under_another_key(run)
            done = self._change(lambda library: library.write(run, self.owner, goes_on=goes_on))
        except Exception:
            self._hold(run)
            raise
        if not done:
            self._hold(run)
        return done

    def _under_another_key(self, run: KeptRun) -> KeptRun:
        other, entry = new_key(), run.entry
        self._send("taken", entry.key, other)
        return replace(run, entry=replace(entry, key=other, parent=entry.key, branched_at=entry.iteration))

    def _catch_up(self) -> None:
        """Do what could not be done before."""
        self._make_waiting()
        for held in list(self._unwritten.values()):
            if not self._keep(held, goes_on=False):
                break

    def _make(self, change: Callable[[Library], None]) -> None:
        self._waiting.append(change)
        self._make_waiting()

    def _make_waiting(self) -> None:
        while self._waiting:
            try:
                if not self._change(self._waiting[0]):
                    break
            except Exception as error:  # told, not dropped: the others go on
                self._send("told", error)
            self._waiting.popleft()

    def _answer(self, asked: AskLibrary) -> None:
        found = None
        if self._library is not None and not self._waiting:
            try:
                found = asked.question(self._library)
            except sqlite3.Error as error:
                self._tell(LibraryError("library_not_read", file=str(self._library.path), reason=why(error)))
        self._send("answered", asked, found)

    def _held(self, library: Library | None, key: str) -> KeptRun:
        held = self._unwritten.get(key) or self._deleted.get(key)
        if held is not None:
            return held
        if library is None:
            raise LibraryError("run_missing", name=key[:8])
        return library.read(key)

    def _take_in(self, path: Path) -> tuple[tuple[RunEntry, ...], int]:
        def write(run: KeptRun) -> None:
            if not self._change(partial(Library.write, run=run)):
                self._hold(run)

        try:
            return take_in(path, {entry.key: entry for entry in self._known or ()}, write)
        finally:
            self._list()

    def _hold(self, run: KeptRun) -> None:
        """Keep a run in memory; of too many, the oldest goes."""
        self._unwritten[run.entry.key] = run
        while len(self._unwritten) > MOST_UNWRITTEN:
            del self._unwritten[next(iter(self._unwritten))]

    def _rename(self, key: str, name: str) -> None:
        held = self._unwritten.get(key)
        if held is not None:
            self._unwritten[key] = replace(held, entry=replace(held.entry, name=name))
        self._make(lambda library: library.rename(key, name))
        self._list()

    def _delete(self, key: str) -> None:
        held = self._unwritten.pop(key, None)
        if held is not None:
            self._deleted[key] = held
        self._make(lambda library: self._delete_from(library, key))
        self._list()
        self._gone.pop(key, None)

    def _delete_from(self, library: Library, key: str) -> None:
        try:
            library.delete(key, by=self.owner)
        except TakenError as error:
            self._known = None  # so that all are told that it is still there
            entry = next(entry for entry in library.entries() if entry.key == key)
            raise MnistLabError("run_goes_on", name=run_name(entry, QCoreApplication.translate)) from error

    def _restore(self, key: str) -> None:
        held = self._deleted.pop(key, None)
        if held is not None:
            self._unwritten[key] = held
        self._make(lambda library: library.restore(key))
        self._list()

    def _change(self, change: Callable[[Library], None]) -> bool:
        """Change the library, and return whether that was possible."""
        for attempt in range(2):
            if self._library is None:
                return False
            try:
                change(self._library)
            except MovedError:
                if attempt == 0:
                    self._open_anew(self._library)
                else:
                    self._library.leave()
                    self._library = None
            except LibraryError as error:
                self._tell(error)
                return False
            else:
                self._fault = ""
                return True
        return False

    def _list(self) -> None:
        """Tell the runs that there are, if they have changed."""
        found: dict[str, RunEntry] = {}
        if self._library is not None:
            found = {entry.key: entry for entry in self._library.entries()}
        found |= {key: run.entry for key, run in self._unwritten.items()}
        entries = tuple(sorted(found.values(), key=lambda entry: entry.changed))
        if entries != self._known:
            for entry in self._known or ():
                if entry.key not in found:
                    self._gone[entry.key] = entry.iteration
            for key in found:
                self._gone.pop(key, None)
            self._known = entries
            self._send("listed", entries)

    def _mark_of(self, dataset: Dataset) -> DataMark:
        if self._marked() is not dataset:
            self._mark, self._marked = DataMark.of(dataset), weakref.ref(dataset)
        return self._mark

    def _tell(self, error: Exception) -> None:
        """Tell what cannot be kept, but not again with every run."""
        fault = error.kind if isinstance(error, MnistLabError) else repr(error)
        if fault != self._fault:
            self._fault = fault
            self._send("told", error)

    def _send(self, *what: Any) -> None:
        with self._telling:
            if self.hear is not None:
                self.hear(*what)
