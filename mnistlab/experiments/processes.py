"""Many pieces of work in processes of their own, so that several cores share them and a window stays smooth."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

from mnistlab.errors import Name, names
from mnistlab.stopping import SIGNALS

Job = TypeVar("Job")
Result = TypeVar("Result")

LOOK = 0.1  # s between two looks at whether to stop
NICE = 5  # a third of the share of what is not nice: enough to come on beside other programs, and a window stays smooth


def in_processes(
    work: Callable[[Job], Result],
    jobs: Sequence[Job],
    processes: int | None = None,
    stopped: Callable[[], bool] = lambda: False,
    *,
    gently: bool = False,
    heard: Callable[[int, Any], None] | None = None,
) -> Iterator[tuple[int, Result]]:
    """Do every job, and yield each result with the job's place in `jobs` as soon as it is there.

    The processes are started anew ("spawn"), because a copy of a process that has threads may hang; `work` is a
    function of a module that imports no Qt. Left before the end, or stopped, it ends the processes; where the program
    itself is killed, they end by themselves.

    Parameters
    ----------
    work : callable
        It and the jobs cross to the processes by pickle, and so do the results.
    jobs : sequence
    processes : int, optional
        How many at once, at most; without it, one for each core.
    stopped : callable, optional
        Asked several times a second.
    gently : bool
        Leave the cores to whatever else wants them, such as a window.
    heard : callable, optional
        Hears what `work` tells on its way by `tell`: the place of its job, and what it has told.

    Raises
    ------
    Exception
        What `work` raises.
    """
    count = min(len(jobs), processes or os.cpu_count() or 1)
    if count == 0:
        return
    context = multiprocessing.get_context("spawn")
    with _signals_held():  # because this starts a process, too: one of Python's own, which counts what is shared
        told = None if heard is None else context.SimpleQueue()
        pool = ProcessPoolExecutor(count, context, _begin, (gently, told))
    try:
        places: dict[Future[Result], int] = {}
        waiting = iter(enumerate(jobs))
        while not stopped():
            # No more than the processes can begin with soon, because what has been handed over is not taken back.
            for place, job in waiting:
                with _signals_held():
                    places[pool.submit(_do, work, place, job)] = place
                if len(places) > count:
                    break
            if not places:
                return
            done = wait(places, LOOK, FIRST_COMPLETED).done
            while told is not None and heard is not None and not told.empty():
                heard(*told.get())
            for future in done:
                yield places.pop(future), future.result()
    finally:
        for process in list((pool._processes or {}).values()):
            process.kill()  # it has nothing to keep, and may ignore what only asks
        pool.shutdown(wait=True, cancel_futures=True)


def why_ended(error: BaseException) -> str:
    """Return what ended the work in processes, in words that fit into a sentence."""
    if isinstance(error, BrokenProcessPool | MemoryError):
        return Name(names.tr("a process ended, perhaps for want of memory"))
    return " ".join(str(error).split()) or type(error).__name__  # because a notice is no place for a page


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold the signals that ask the program to stop; a process that begins meanwhile holds them for good.

    Ctrl+C and a terminal that is closed ask all processes at once, but only the program knows what is to be kept.
    """
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {getattr(signal, name) for name in SIGNALS})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Here:
    """What a process knows: where it tells things, and the place of its job."""

    told: Any = None
    place = 0


def tell(what: object) -> None:
    """Tell the program something on the way, from a job in a process; elsewhere, and where nobody listens, nothing."""
    if _Here.told is not None:
        _Here.told.put((_Here.place, what))


def _do(work: Callable[[Job], Result], place: int, job: Job) -> Result:
    _Here.place = place
    return work(job)


def _begin(gently: bool, told: Any) -> None:
    """Begin a process."""
    _Here.told = told
    if gently and hasattr(os, "nice"):  # not on Windows
        os.nice(NICE)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End the process when the program has ended, which may have been killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
