"""Computations beside the run: they take a while, show how far they are, and can be given up."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from mnistlab.engine.ending import end_thread
from mnistlab.training import one_blas_thread


@dataclass(frozen=True, eq=False, slots=True)
class Computation:
    """What is to be computed, and who wants to hear of it.

    Attributes
    ----------
    key : str
        A computation takes the place of an unfinished one with the same key.
    work : generator
        Yields how much is done, 0..1, every few milliseconds, and returns the result. It runs in another thread, so it
        may touch nothing that others write.
    progressed : callable
        Is told the share, on the window's thread.
    done : callable
        Is told the result, on the window's thread.
    failed : callable
        Is told the exception that `work` has raised, on the window's thread.

    None of the callables hears anything more once the computation has been given up or replaced.
    """

    key: str
    work: Generator[float, None, Any]
    progressed: Callable[[float], None]
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]


class Explorer(QObject):
    """Runs computations in a thread of its own, those with different keys by turns.

    Signals
    -------
    failed : BaseException
        A computation could not be finished; it has been told so itself.
    """

    failed = Signal(object)

    _started = Signal(object)
    _given_up = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current: dict[str, Computation] = {}
        self._closed = False
        self._thread = QThread()
        self._thread.setObjectName("explorer")
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._started.connect(self._worker.start)
        self._given_up.connect(self._worker.give_up)
        self._worker.progressed.connect(self._pass_progress)
        self._worker.ended.connect(self._pass_end)
        self._thread.finished.connect(self._worker.stop)

    def start(self, computation: Computation) -> None:
        """Begin, in the place of what was under way with the same key; once closed, begin nothing."""
        if self._closed:  # a thread that outlives its object ends the process
            return
        if not self._thread.isRunning():  # started when it is first needed, because most people never need it
            self._thread.start()
        self._current[computation.key] = computation
        self._started.emit(computation)

    def give_up(self, key: str) -> None:
        """Drop what is under way with this key."""
        if self._current.pop(key, None) is not None:
            self._given_up.emit(key)

    def close(self) -> None:
        """Drop everything, and return within 100 ms. Safe to call twice."""
        self._closed = True
        self._current.clear()
        end_thread(self._thread, self._worker)

    @Slot(object, float)
    def _pass_progress(self, computation: Computation, share: float) -> None:
        if self._current.get(computation.key) is computation:
            computation.progressed(share)

    @Slot(object, object, object)
    def _pass_end(self, computation: Computation, result: Any, error: BaseException | None) -> None:
        if self._current.get(computation.key) is not computation:
            return
        del self._current[computation.key]
        if error is None:
            computation.done(result)
        else:
            computation.failed(error)
            self.failed.emit(error)


class _Worker(QObject):
    progressed = Signal(object, float)
    ended = Signal(object, object, object)  # result or exception

    def __init__(self) -> None:
        super().__init__()
        self._under_way: dict[str, Computation] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._advance)

    @Slot(object)
    def start(self, computation: Computation) -> None:
        """Take up a computation."""
        self._under_way[computation.key] = computation
        self._timer.start()

    @Slot(str)
    def give_up(self, key: str) -> None:
        """Drop the computation with this key."""
        self._under_way.pop(key, None)

    @Slot()
    def stop(self) -> None:
        """Drop all computations."""
        self._timer.stop()
        self._under_way.clear()

    def _advance(self) -> None:
        for key, computation in list(self._under_way.items()):
            try:
                with one_blas_thread, np.errstate(all="ignore"):  # what overflows is shown as such
                    share = next(computation.work)
            except StopIteration as end:
                del self._under_way[key]
                self.ended.emit(computation, end.value, None)
            except BaseException as error:  # reported, not dropped
                del self._under_way[key]
                self.ended.emit(computation, None, error)
            else:
                self.progressed.emit(computation, share)
        if not self._under_way:
            self._timer.stop()
