"""Computations beside the run."""

import threading

import pytest

from mnistlab.engine.explorer import Computation, Explorer


@pytest.fixture
def explorer(qtbot):
    explorer = Explorer()
    yield explorer
    explorer.close()


class Heard:
    """What somebody who has asked for a computation hears of it."""

    def __init__(self):
        self.shares = []
        self.results = []
        self.errors = []

    def ask(self, explorer, work, key="one"):
        explorer.start(Computation(key, work, self.shares.append, self.results.append, self.errors.append))
        return self


def counting(until, result="done"):
    for number in range(until):
        yield number / until
    return result


def endless(started=None):
    while True:
        if started is not None:
            started.set()
        yield 0.5


def let_it_work(qtbot, explorer):
    """Wait until the explorer has had time for many steps of whatever else is under way."""
    other = Heard().ask(explorer, counting(50), key="other")
    qtbot.waitUntil(lambda: bool(other.results))


def test_progress_and_result_arrive_in_order(qtbot, explorer):
    heard = Heard().ask(explorer, counting(4))
    qtbot.waitUntil(lambda: bool(heard.results))
    assert heard.results == ["done"]
    assert heard.shares == [0, 0.25, 0.5, 0.75]


def test_it_runs_on_another_thread(qtbot, explorer):
    def work():
        yield 0.0
        return threading.get_ident()

    heard = Heard().ask(explorer, work())
    qtbot.waitUntil(lambda: bool(heard.results))
    assert heard.results != [threading.get_ident()]


def test_a_new_one_takes_the_place_of_the_old(qtbot, explorer):
    first = Heard().ask(explorer, endless())
    second = Heard().ask(explorer, counting(3, "second"))
    qtbot.waitUntil(lambda: bool(second.results))
    heard = len(first.shares)
    let_it_work(qtbot, explorer)
    assert not first.results
    assert len(first.shares) == heard


def test_those_with_other_keys_go_on_by_turns(qtbot, explorer):
    slow = Heard().ask(explorer, endless(), key="slow")
    quick = Heard().ask(explorer, counting(3), key="quick")
    qtbot.waitUntil(lambda: bool(quick.results))
    heard = len(slow.shares)
    qtbot.waitUntil(lambda: len(slow.shares) > heard)


def test_what_was_given_up_is_heard_of_no_more(qtbot, explorer):
    heard = Heard().ask(explorer, endless())
    qtbot.waitUntil(lambda: bool(heard.shares))
    explorer.give_up("one")
    known = len(heard.shares)
    let_it_work(qtbot, explorer)
    assert len(heard.shares) == known
    explorer.give_up("never asked for")


def test_a_failure_of_what_was_given_up_concerns_nobody(qtbot, explorer):
    def broken():
        yield 0.0
        raise ArithmeticError("no")

    heard = Heard().ask(explorer, broken())
    explorer.failed.connect(heard.errors.append)
    explorer.give_up("one")
    let_it_work(qtbot, explorer)
    assert heard.errors == []


def test_a_failure_is_reported_and_the_next_one_runs(qtbot, explorer):
    def broken():
        yield 0.0
        raise ArithmeticError("no")

    heard = Heard()
    with qtbot.waitSignal(explorer.failed) as failed:
        heard.ask(explorer, broken())
    assert isinstance(failed.args[0], ArithmeticError)
    assert heard.errors == failed.args
    assert heard.results == []
    heard = Heard().ask(explorer, counting(2))
    qtbot.waitUntil(lambda: bool(heard.results))


def test_closing_ends_what_is_under_way(qtbot, explorer):
    started = threading.Event()
    Heard().ask(explorer, endless(started))
    qtbot.waitUntil(started.is_set)
    explorer.close()
    assert explorer._thread.wait(5_000)  # ms
    explorer.close()


def test_closing_does_not_wait_for_a_step_that_takes_long(qtbot, explorer):
    """One loss of 4,000 units on 1,000 images takes a second."""
    begun, end = threading.Event(), threading.Event()

    def slow():
        begun.set()
        end.wait()
        yield 0.0

    heard = Heard().ask(explorer, slow())
    assert begun.wait(5)
    explorer.close()
    assert explorer._thread.isRunning()
    end.set()
    assert explorer._thread.wait(5_000)  # ms
    assert not heard.shares
    assert not heard.results


def test_once_closed_it_begins_nothing(qtbot, explorer):
    Heard().ask(explorer, endless())
    explorer.close()
    begun = threading.Event()
    Heard().ask(explorer, endless(begun))
    assert not begun.wait(0.1)
