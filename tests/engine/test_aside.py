"""Calls beside the worker's thread."""

import threading

import pytest

from mnistlab.engine.aside import aside
from mnistlab.nn.differences import result_of


def test_the_result_is_returned_from_another_thread():
    assert result_of(aside(threading.get_ident)) != threading.get_ident()


def test_an_error_is_raised_where_the_result_is_waited_for():
    with pytest.raises(ZeroDivisionError):
        result_of(aside(lambda: 1 / 0))


def test_a_call_that_does_not_return_can_be_given_up():
    """Such as reading from a named pipe."""
    end = threading.Event()
    work = aside(end.wait)
    assert [next(work) for _ in range(3)] == [0, 0, 0]
    work.close()
    (thread,) = [thread for thread in threading.enumerate() if thread.name == "aside"]
    assert thread.daemon  # the program need not wait for it
    end.set()
    thread.join()


def test_what_outlives_the_rest_is_waited_for():
    end = threading.Event()
    work = aside(end.wait, outlives=True)
    next(work)
    (thread,) = [thread for thread in threading.enumerate() if thread.name == "aside"]
    assert not thread.daemon
    end.set()
    thread.join()
