"""The keeper: reads and writes the library in a thread of its own, so that neither training nor the window waits."""

import atexit
import logging
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from PySide6.QtCore import QCoreApplication

from mnistlab.data import Dataset
from mnistlab.engine.intents import AskLibrary
from mnistlab.engine.jobs import Jobs
from mnistlab.engine.store import Store
from mnistlab.errors import LibraryError
from mnistlab.library import DataMark, KeptRun, Library, RunEntry, new_key, run_names, save_runs_in_pieces
from mnistlab.library.kept_run import clean_name
from mnistlab.library.table import CSV, write_table
from mnistlab.nn.differences import result_of

log = logging.getLogger(__name__)

T = TypeVar("T")
PATIENCE: Final = 20.0  # s for which the end of the program waits until all is written
LAST_PIECE: Final = 5.0  # s more, in which what takes longer is given up: nothing of it is to be left
REFRESH: Final = 1.0  # s between two looks whether another window has changed the library
WAIT: Final = 0.005  # s between two looks whether an answer has come


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
    unheard : list of BaseException
        What was to be told when nobody listened any more.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.owner = new_key()
        # No object of Qt's is held longer than the keeper is open: the last reference to the keeper may end in its
        # thread, and an object of Qt's must not be destroyed there.
        self.hear: Callable[..., None] | None = None
        self.unheard: list[BaseException] = []
        self._jobs = Jobs()
        self._store = Store(path, self.owner, self._send, lambda: self._jobs.any_waits)
        self._marked: Callable[[], Dataset | None] = lambda: None  # weak, because images take 50 MB
        self._mark = DataMark("", "", "")
        self._thread: threading.Thread | None = None
        self._ended = False  # no job will come any more
        self._telling = threading.RLock()
        self._gives_up = threading.Event()

    def start(self) -> None:
        """Open the library, in a thread that does all jobs from now on."""
        self._thread = threading.Thread(target=self._serve, name="keeper", daemon=True)
        self._thread.start()
        atexit.register(self.end)

    def close(self) -> None:
        """Tell nothing more, do what has been asked for, and end. It does not wait: the program does, at its end."""
        self.fall_silent()
        self._jobs.close()

    def fall_silent(self) -> None:
        """Tell nothing more, because nobody listens; errors are `unheard` from now on."""
        with self._telling:  # so that nobody is told in this moment
            self.hear = None

    def end(self) -> None:
        """Close, and wait for what is not written yet."""
        self.close()
        if self._thread is not None:
            self._thread.join(PATIENCE)
            self._gives_up.set()
            self._thread.join(LAST_PIECE)

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
        self._put(lambda: self._store.rename(key, clean_name(name)))

    def delete(self, key: str) -> None:
        """Delete a run; `restore` brings it back."""
        self._put(lambda: self._store.delete(key))

    def restore(self, key: str) -> None:
        """Bring a deleted run back."""
        self._put(lambda: self._store.restore(key))

    def change(self, change: Callable[[Library], None]) -> None:
        """Change what the library keeps besides runs: at once, or after the next change that is possible.

        It is done again, after all that was asked for before it, where another library comes in the place of this one.
        """
        self._put(lambda: self._store.change(change))

    def tell(self, asked: AskLibrary) -> None:
        """Answer a question, after all that was asked for before, by ``"answered"``.

        The answer is None where there is no library, or where it lacks changes that could not be made yet.
        """
        self._put(lambda: self._store.answer(asked))

    def ask(self, question: Callable[[Library | None], T]) -> Generator[float, None, T]:
        """Let a question be answered with the library, after all that was asked for before; yield 0 until it is.

        Raises
        ------
        Exception
            What the question raises.
        """
        outcome: list[tuple[Any, BaseException | None]] = []

        def answer() -> None:
            try:
                outcome.append((question(self._store.library), None))
            except BaseException as error:  # raised where the answer is waited for
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
        return self.ask(lambda _library: self._store.held(key))

    def save(self, path: Path, keys: tuple[str, ...], present: tuple[KeptRun, Dataset]) -> Generator[float, None, Path]:
        """Write runs to a file, or their numbers if it ends in ``.csv``.

        `present` is the run in the window with its data; it may be among those to keep.

        Raises
        ------
        LibraryError
            If the file cannot be written, or a run cannot be read.
        """
        run, dataset = present

        def runs() -> Iterator[KeptRun]:
            for key in keys:
                if key == run.entry.key:
                    yield replace(run, entry=replace(run.entry, data=self._mark_of(dataset)))
                else:
                    yield self._store.held(key)

        def table() -> Generator[None, None, Path]:
            entries = [run.entry if key == run.entry.key else self._store.entry(key) for key in keys]
            names = run_names(entries, QCoreApplication.translate)
            sealed = any(entry.settings.is_sealed for entry in entries)
            yield from write_table(path, zip(names, runs(), strict=True), sealed=sealed)
            return path

        as_table = path.suffix.lower() == CSV
        work = table() if as_table else save_runs_in_pieces(path, runs(), library=self._store.path)
        return self._save_in_pieces(path, work, len(keys))

    def _save_in_pieces(
        self, path: Path, work: Generator[None, None, Path], count: int
    ) -> Generator[float, None, Path]:
        """Let a file be written, all else in between its `count` pieces, because it may take minutes."""
        if self._thread is None:
            return result_of(work)
        outcome: list[tuple[Path | None, BaseException | None]] = []
        done = 0

        def advance() -> None:
            nonlocal done
            if self._gives_up.is_set():  # after the window was closed, when nobody waits any more
                work.close()
                self._send("told", LibraryError("save_given_up", file=str(path)))
                return
            try:
                next(work)
            except StopIteration as end:
                outcome.append((end.value, None))
            except BaseException as error:  # raised where the answer is waited for, or told where nobody waits any more
                outcome.append((None, error))
                if self.hear is None:
                    self._send("told", error)
            else:
                done += 1
                self._jobs.put(advance)

        self._jobs.put(advance)
        while not outcome:
            time.sleep(WAIT)
            yield done / count
        file, error = outcome[0]
        if error is not None:
            raise error
        assert file is not None
        return file

    def take_in(self, path: Path) -> Generator[float, None, tuple[tuple[RunEntry, ...], int]]:
        """Add the runs in a file to those that are kept; return them, and how many others cannot be read.

        One that is there already stays as it is.

        Raises
        ------
        LibraryError
            If the file cannot be read, or holds no run that can be.
        """
        return self.ask(lambda _library: self._store.take_in(path))

    # In the keeper's own thread

    def _put(self, job: Callable[[], None], key: str = "", *, first: bool = False) -> None:
        if self._thread is None:
            job()
        else:
            self._jobs.put(job, key, first=first)

    def _serve(self) -> None:
        self._do(self._store.open)
        while not self._ended:
            self._do(self._serve_next)
        self._do(self._store.try_again)
        self._do(self._store.close)
        atexit.unregister(self.end)

    def _serve_next(self) -> None:
        job, self._ended = self._jobs.take(REFRESH)
        if not self._ended:
            (job or self._store.look)()
            if not self._jobs.any_waits:
                self._store.list_what_changed()

    def _do(self, job: Callable[[], None]) -> None:
        """Do a job, whatever it raises: everybody who asks later waits for this thread."""
        try:
            job()
        except BaseException as error:
            try:
                self._store.tell(error)
            except BaseException:  # memory may have run out
                log.exception("an error that cannot be told")

    def _write(self, run: KeptRun, dataset: Dataset | None, *, goes_on: bool) -> None:
        if dataset is not None:
            run = replace(run, entry=replace(run.entry, data=self._mark_of(dataset)))
        self._store.write(run, goes_on=goes_on)

    def _mark_of(self, dataset: Dataset) -> DataMark:
        if self._marked() is not dataset:
            self._mark, self._marked = DataMark.of(dataset), weakref.ref(dataset)
        return self._mark

    def _send(self, *what: Any) -> None:
        with self._telling:
            if self.hear is not None:
                self.hear(*what)
            elif what[0] == "told":
                log.error("told when nobody listened", exc_info=what[1])
                self.unheard.append(what[1])
