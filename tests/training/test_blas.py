"""One BLAS thread, whichever of the program's threads asks for it."""

import threading

import pytest
from PySide6.QtCore import QThread
from threadpoolctl import ThreadpoolController, threadpool_info

from mnistlab.training import one_blas_thread


@pytest.fixture(autouse=True)
def two_threads():
    """Begin with two, whatever the computer has and the other tests want."""
    libraries = ThreadpoolController().select(user_api="blas").lib_controllers
    before = [library.num_threads for library in libraries]
    for library in libraries:
        library.set_num_threads(2)
    yield
    for library, count in zip(libraries, before, strict=True):
        library.set_num_threads(count)


def blas_threads():
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def limited():
    with one_blas_thread:
        return blas_threads()


def in_thread():
    found = []
    thread = threading.Thread(target=lambda: found.append(limited()))
    thread.start()
    thread.join()
    return found[0]


def in_qt_thread():
    found = []

    class Thread(QThread):
        def run(self):
            found.append(limited())

    thread = Thread()
    thread.start()
    thread.wait()
    return found[0]


@pytest.mark.parametrize("order", [(limited, in_thread, in_qt_thread, limited), (in_qt_thread, limited, in_thread)])
def test_every_thread_can_limit_it_after_any_other(order):
    for ask in order:
        assert set(ask()) == {1}
        assert set(blas_threads()) == {2}


def test_a_limit_holds_for_all_threads_until_the_last_has_left():
    with one_blas_thread:
        assert set(in_thread()) == {1}
        assert set(blas_threads()) == {1}
    assert set(blas_threads()) == {2}
