"""Calls that cannot be cut into pieces, such as reading a file, beside the worker's thread."""

import threading
from collections.abc import Callable, Generator
from typing import Any, TypeVar

T = TypeVar("T")
WAIT = 0.01  # s between two looks whether a call has returned


def aside(call: Callable[[], T], *, outlives: bool = False) -> Generator[float, None, T]:
    """Run a call in a thread of its own, and return its result; yield 0 meanwhile, because nobody knows how far it is.

    Given up in between, the call goes on unheard; the program waits for it at its end only if it `outlives` the rest.

    Raises
    ------
    Exception
        What the call raises.
    """
    outcome: list[tuple[Any, BaseException | None]] = []

    def run() -> None:
        try:
            outcome.append((call(), None))
        except BaseException as error:  # raised again where the result is waited for
            outcome.append((None, error))

    thread = threading.Thread(target=run, name="aside", daemon=not outlives)
    thread.start()
    while True:
        thread.join(WAIT)
        if not thread.is_alive():
            break
        yield 0.0
    result, error = outcome[0]
    if error is not None:
        raise error
    answer: T = result
    return answer
