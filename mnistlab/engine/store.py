"""What is kept: in the library, or, where that cannot be written, in memory until it can be."""

import contextlib
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication

from mnistlab.engine.intents import AskLibrary
from mnistlab.errors import LibraryError, MnistLabError
from mnistlab.library import KeptRun, Library, RunEntry, new_key, open_library, open_runs, run_name, take_in
from mnistlab.library.file import MovedError
from mnistlab.library.library import TakenError

RETRY: Final = 5.0  # s until what could not be done is tried again
MOST_UNWRITTEN: Final = 60  # runs that are held in memory where the library cannot be written
MOST_AGAIN: Final = 500  # changes that are made again where another library lies in its place


class Store:
    """Keeps runs and all else of a library, for the one thread that calls it.

    Parameters
    ----------
    path : Path or None
        The library; None keeps runs in memory only.
    owner : str
        This window, in the library.
    send : callable
        Is told what happens: `Keeper.hear` has the kinds.
    goes_on : callable, optional
        Tells whether more follows at once: what is deleted, renamed or brought back is listed after all of that, by
        `list_what_changed`, because a list of some thousand runs takes longer than each.

    Attributes
    ----------
    path : Path or None
    library : Library or None
        None before it is opened, and where it cannot be.
    """

    def __init__(
        self,
        path: Path | None,
        owner: str,
        send: Callable[..., None],
        goes_on: Callable[[], bool] = lambda: False,
    ) -> None:
        self.path = path
        self.library: Library | None = None
        self._to_read: Library | None = None  # the library where it may only be read
        self._owner = owner
        self._send = send
        self._goes_on = goes_on
        self._outdated = False  # the list
        self._unwritten: dict[str, KeptRun] = {}
        self._waiting: deque[Callable[[Library], None]] = deque()  # changes that could not be made yet
        self._asked: deque[Callable[[Library], None]] = deque(maxlen=MOST_AGAIN)  # changes since the program began
        self._deleted: dict[str, KeptRun] = {}
        self._leaving: set[str] = set()  # the keys of runs in the library whose deletion waits
        self._fault = ""  # the kind that was told last
        self._version = 0  # of the library, as another window has left it
        self._known: tuple[RunEntry, ...] | None = None
        self._deleted_here: set[str] = set()  # since the list
        self._gone: dict[str, int] = {}  # runs that were deleted elsewhere, and how far they had come
        self._retry_at = 0.0  # s, by the clock that never goes back

    def open(self, *, anew: bool = False) -> None:
        """Open the library; `anew` tells that another one was open before."""
        if self.path is not None:
            self._stop_reading()
            try:
                self.library, said = open_library(self.path)
            except LibraryError as error:
                self.library = None
                self.tell(error)
                with contextlib.suppress(LibraryError):
                    self._to_read = open_runs(self.path)
            else:
                if said is not None:
                    self.tell(said)
        if anew:
            self._send("opened anew")
        self._list()

    def close(self) -> None:
        """Close what is open."""
        self._stop_reading()
        if self.library is not None:
            self.library.close()

    def _stop_reading(self) -> None:
        if self._to_read is not None:
            self._to_read.close()
            self._to_read = None

    @property
    def _readable(self) -> Library | None:
        """The library, whether or not it can be written."""
        return self.library or self._to_read

    def _open_anew(self, library: Library) -> None:
        """Open the library that lies in its place now: it was moved, damaged, or put aside by another window.

        It may lack what was changed here, as where a disk was away for a while and another library was begun meanwhile.
        """
        library.leave()
        self.library = self._known = None  # none of its runs was deleted
        self._waiting.extend(self._asked)
        self.open(anew=True)

    def look(self) -> None:
        """Look whether the library is in its place, and whether another window has changed it; do what is due."""
        if self.library is not None and not self.library.is_in_place():
            self._open_anew(self.library)
            self._make_waiting()
        if (self.library is None or self._waiting or self._unwritten) and time.monotonic() >= self._retry_at:
            self._retry_at = time.monotonic() + RETRY
            self.try_again()
        if self.library is not None and self.library.version != self._version:
            self._version = self.library.version
            self._list()
            self._send("changed")

    def try_again(self) -> None:
        """Do what could not be done before."""
        if self.library is None:
            self.open()  # because its folder may be there again
        if self.library is not None and (self._waiting or self._unwritten):
            self._catch_up()
            self._list()

    def write(self, run: KeptRun, *, goes_on: bool) -> None:
        """Write a run, and then what could not be written before."""
        try:
            self._keep(run, goes_on=goes_on)
            if self.library is not None and self._fault == "":
                self._catch_up()
        finally:
            self._list()

    def _keep(self, run: KeptRun, *, goes_on: bool) -> bool:
        """Write a run, and return whether that was possible; where it is not, hold it."""
        key = run.entry.key
        try:
            if self.library is not None and self.library.version != self._version:
                self._list()  # because it may have been deleted elsewhere
            self._unwritten.pop(key, None)
            if run.entry.iteration <= self._gone.get(key, -1):
                return True  # it has not gone on since
            if key in self._gone:
                run = self._under_another_key(run)
            done = self._change(lambda library: library.write(run, self._owner, goes_on=goes_on))
        except TakenError:
            run = self._under_another_key(run)
            done = self._change(lambda library: library.write(run, self._owner, goes_on=goes_on))
        except BaseException:
            self._hold(run)
            raise
        if not done:
            self._hold(run)
        return done

    def _under_another_key(self, run: KeptRun) -> KeptRun:
        other, entry = new_key(), run.entry
        self._send("taken", entry.key, other)
        return replace(run, entry=replace(entry, key=other, parent=entry.key, branched_at=entry.iteration))

    def _hold(self, run: KeptRun) -> None:
        """Keep a run in memory; of too many, the oldest goes."""
        self._unwritten[run.entry.key] = run
        while len(self._unwritten) > MOST_UNWRITTEN:
            del self._unwritten[next(iter(self._unwritten))]

    def _catch_up(self) -> None:
        """Do what could not be done before."""
        self._make_waiting()
        for held in list(self._unwritten.values()):
            if not self._keep(held, goes_on=False):
                break

    def change(self, change: Callable[[Library], None]) -> None:
        """Change what the library keeps besides runs, which may be done again without harm."""
        self._asked.append(change)
        self.make(change)

    def make(self, change: Callable[[Library], None]) -> None:
        """Change what the library keeps: at once, or after the next change that is possible."""
        self._waiting.append(change)
        self._make_waiting()

    def _make_waiting(self) -> None:
        while self._waiting:
            try:
                if not self._change(self._waiting[0]):
                    break
            except BaseException as error:  # told, not dropped: the others go on
                self._send("told", error)
                self._leaving.clear()
                self._known = None  # so that all are told which runs are still there
            self._waiting.popleft()

    def _change(self, change: Callable[[Library], None]) -> bool:
        """Change the library, and return whether that was possible."""
        for attempt in range(2):
            if self.library is None:
                return False
            try:
                change(self.library)
            except MovedError:
                if attempt == 0:
                    self._open_anew(self.library)
                else:
                    self.library.leave()
                    self.library = None
            except LibraryError as error:
                self.tell(error)
                return False
            else:
                self._fault = ""
                return True
        return False

    def answer(self, asked: AskLibrary) -> None:
        """Answer a question: None where there is no library, or where it lacks changes that could not be made yet."""
        found = None
        if self._readable is not None and not self._waiting:
            try:
                found = asked.question(self._readable)
            except sqlite3.Error as error:
                if self.library is not None:  # else it may be an older one, which lacks what is asked for
                    self.tell(error)
        self._send("answered", asked, found)

    def held(self, key: str) -> KeptRun:
        """Return a run; LibraryError if there is none, or it is damaged."""
        held = self._unwritten.get(key) or self._deleted.get(key)
        if held is not None:
            return held
        if self._readable is None:
            raise LibraryError("run_missing", name=key[:8])
        return self._readable.read(key)

    def entry(self, key: str) -> RunEntry:
        """Return a run at a glance; LibraryError if there is none."""
        self.list_what_changed()
        known = next((entry for entry in self._known or () if entry.key == key), None)
        return self.held(key).entry if known is None else known

    def take_in(self, path: Path) -> tuple[tuple[RunEntry, ...], int]:
        """Add the runs in a file, as `Keeper.take_in`."""

        def write(run: KeptRun) -> None:
            if not self._change(partial(Library.write, run=run)):
                self._hold(run)

        self.list_what_changed()
        try:
            return take_in(path, {entry.key: entry for entry in self._known or ()}, write)
        finally:
            self._list()

    def rename(self, key: str, name: str) -> None:
        """Give a run a name."""
        held = self._unwritten.get(key)
        if held is not None:
            self._unwritten[key] = replace(held, entry=replace(held.entry, name=name))
        self.make(lambda library: library.rename(key, name))
        self._list_later()

    def delete(self, key: str) -> None:
        """Delete a run; `restore` brings it back."""
        held = self._unwritten.pop(key, None)
        if held is not None:
            self._deleted[key] = held
        self._leaving.add(key)
        self.make(lambda library: self._delete_from(library, key))
        self._deleted_here.add(key)
        self._gone.pop(key, None)
        self._list_later()

    def _delete_from(self, library: Library, key: str) -> None:
        try:
            library.delete(key, by=self._owner)
        except TakenError as error:
            entry = next(entry for entry in library.entries() if entry.key == key)
            raise MnistLabError("run_goes_on", name=run_name(entry, QCoreApplication.translate)) from error
        self._leaving.discard(key)

    def restore(self, key: str) -> None:
        """Bring a deleted run back."""
        held = self._deleted.pop(key, None)
        if held is not None:
            self._unwritten[key] = held
        self._leaving.discard(key)
        self.make(lambda library: library.restore(key))
        self._list_later()

    def list_what_changed(self) -> None:
        """Tell the runs that there are, if that was put off."""
        if self._outdated:
            self._list()

    def _list_later(self) -> None:
        self._outdated = True
        if not self._goes_on():
            self._list()

    def _list(self) -> None:
        """Tell the runs that there are, if they have changed."""
        self._outdated = False
        found: dict[str, RunEntry] = {}
        if self._readable is not None:
            found = {entry.key: entry for entry in self._readable.entries() if entry.key not in self._leaving}
        found |= {key: run.entry for key, run in self._unwritten.items()}
        entries = tuple(sorted(found.values(), key=lambda entry: entry.changed))
        if entries != self._known:
            for entry in self._known or ():
                if entry.key not in found and entry.key not in self._deleted_here:
                    self._gone[entry.key] = entry.iteration
            for key in found:
                self._gone.pop(key, None)
            self._known = entries
            self._send("listed", entries)
        self._deleted_here.clear()

    def tell(self, error: BaseException) -> None:
        """Tell what cannot be kept, but not again with every run."""
        if isinstance(error, sqlite3.Error) and self._readable is not None:
            error = self._readable.not_read(error)
        fault = error.kind if isinstance(error, MnistLabError) else repr(error)
        if fault != self._fault:
            self._fault = fault
            self._send("told", error)
