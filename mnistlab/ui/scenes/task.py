"""What a scene computes: it can be waited for, given up and started again."""

from collections.abc import Callable, Generator
from enum import Enum
from typing import Generic, TypeVar

from mnistlab.engine.explorer import Computation
from mnistlab.ui.scenes.base import Experiment

Result = TypeVar("Result")


class State(Enum):
    """How far a task is."""

    IDLE = "idle"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Task(Generic[Result]):
    """A computation of a scene, which can be started again and again.

    Parameters
    ----------
    scene : Experiment
    changed : callable
        Is called whenever the state has changed.
    progressed : callable, optional
        Is told the share done, 0..1, and 0 whenever the state has changed.
    name : str, optional
        Tells the tasks of one scene apart.

    Attributes
    ----------
    state : State
    result : object or None
        Of a task that is done.
    """

    def __init__(
        self,
        scene: Experiment,
        changed: Callable[[], None],
        progressed: Callable[[float], None] = lambda _share: None,
        name: str = "",
    ) -> None:
        self.state = State.IDLE
        self.result: Result | None = None
        self._scene, self._changed, self._progressed = scene, changed, progressed
        self._key = type(scene).__name__ + name

    @property
    def running(self) -> bool:
        """Whether a result is to come."""
        return self.state is State.RUNNING

    @property
    def failed(self) -> bool:
        """Whether the last computation has raised an exception."""
        return self.state is State.FAILED

    def wait(self) -> None:
        """Be running, although what is to be computed is not known yet."""
        self._turn(State.RUNNING)

    def start(self, work: Generator[float, None, Result]) -> None:
        """Compute something, in the place of what is running."""
        self._turn(State.RUNNING)
        self._scene.wanted.emit(Computation(self._key, work, self._progressed, self._take, self._fail))

    def give_up(self) -> None:
        """Let go what is running, and forget the result."""
        self._scene.given_up.emit(self._key)
        self._turn(State.IDLE)

    def _take(self, result: Result) -> None:
        self._turn(State.DONE, result)

    def _fail(self, _error: BaseException) -> None:  # the window says why
        self._turn(State.FAILED)

    def _turn(self, state: State, result: Result | None = None) -> None:
        self.state, self.result = state, result
        self._progressed(0.0)
        self._changed()
