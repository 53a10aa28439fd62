"""Many pieces of work in processes of their own, so that several cores share them and a window stays smooth."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

LOOK = 0.1  # s between two looks at whether to stop
NICE = 10  # so that a process gets a tenth of a core where a window wants all of it


def in_processes(
    work: Callable[[Job], Result],
    jobs: Sequence[Job],
    processes: int | None = None,
    stopped: Callable[[], bool] = lambda: False,
    *,
    gently: bool = False,
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
        At most so many at once; without it, one for each core.
    stopped : callable, optional
        Asked several times a second.
    gently : bool
        Leave the cores to whatever else wants them, such as a window.

    Raises
    ------
    Exception
        What `work` raises.
    """
    count = min(len(jobs), processes or os.cpu_count() or 1)
    if count == 0:
        return
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _begin, (gently,))
    try:
        places: dict[Future[Result], int] = {}
        waiting = iter(enumerate(jobs))
        while not stopped():
            # No more than the processes can begin with soon, because what has been handed over is not taken back.
            for place, job in waiting:
                places[pool.submit(work, job)] = place
                if len(places) > count:
                    break
            if not places:
                return
            for future in wait(places, LOOK, FIRST_COMPLETED).done:
                yield places.pop(future), future.result()
    finally:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(gently: bool) -> None:
    """Begin a process."""
    if gently and hasattr(os, "nice"):  # not on Windows
        os.nice(NICE)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End the process when the program has ended, which may have been killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
