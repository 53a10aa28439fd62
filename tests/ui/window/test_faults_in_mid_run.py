"""Something breaks in mid-run that nobody expected: that is said and counted, and the run and the window go on."""

import sys
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from mnistlab import app
from mnistlab.engine.camera import Camera
from mnistlab.engine.experimenting import Experimenting
from mnistlab.engine.explorer import Computation
from mnistlab.engine.live_run import LiveRun
from mnistlab.engine.shelf import Shelf
from mnistlab.engine.store import Store
from mnistlab.library import Library, library_path, open_library
from mnistlab.training import Trainer, validation
from mnistlab.ui.panels.batch import BatchPanel
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.plots.run_plot import RunPlot
from mnistlab.ui.window.main_window import MainWindow
from mnistlab.ui.window.presenter import Presenter
from mnistlab.ui.workbench.shares import Border


@pytest.fixture
def said(user, monkeypatch, capsys, caplog):
    """Wait for the dialog, which counts to a number, and close it."""
    monkeypatch.setattr(sys, "excepthook", partial(app._tell_exception, weakref.ref(user.window)))

    def wait(count=1):
        user.wait(lambda: user.dialog is not None and user.dialog._count >= count)
        assert "ZeroDivisionError" in user.dialog.text()
        assert count == 1 or f"{user.dialog._count} errors" in user.dialog.text()

    yield wait
    capsys.readouterr()
    caplog.clear()


def run_on(user):
    """Close the dialog, and run on for a while."""
    user.wait(lambda: user.dialog is None or (user.dialog.close() and False))  # errors from before may come late
    reached = user.frame.latest
    if not user.frame.running:
        user.action("actionRun").trigger()
    user.wait(lambda: user.iteration > reached + 10)


@pytest.mark.parametrize("where", [(Trainer, "_advance_gradient"), (validation, "measure"), (Trainer, "_select_batch")])
def test_an_error_in_training_pauses_the_run(user, said, where):
    user.action("actionRun").trigger()
    user.wait(lambda: user.iteration > 10)
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(*where, lambda *_: 1 / 0)
        said()
        user.wait(lambda: not user.frame.running)
        user.action("actionRun").trigger()
        said(2)
    user.wait(lambda: not user.frame.running)
    run_on(user)


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, MemoryError, GeneratorExit])
@pytest.mark.parametrize("where", [(Trainer, "_advance_gradient"), (Camera, "frame"), (Store, "write")])
def test_no_kind_of_error_ends_a_thread(user, said, where, kind):
    """Nothing would be trained, shown or kept any more."""

    def fail(*_args, **_facts):
        raise kind

    user.action("actionRun").trigger()
    user.wait(lambda: user.iteration > 10)
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(*where, fail)
        if where[0] is Store:
            user.action("actionRun").trigger()  # at rest, a run is written at once
        user.wait(lambda: user.dialog is not None and kind.__name__ in user.dialog.text())
    if where[0] is not Camera:
        user.wait(lambda: not user.frame.running)
    run_on(user)


@pytest.mark.parametrize("where", [(Shelf, "entry"), (Camera, "frame"), (ControlsPanel, "show_frame")])
def test_a_first_frame_that_fails_comes_later(open_window, caplog, where):
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(*where, lambda *_, **__: 1 / 0)
        user = open_window(data=None)
        user.wait(lambda: user.dialog is not None)
    user.wait(lambda: user.frame is not None)
    user.dialog.close()
    caplog.clear()


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_no_kind_of_error_stops_the_frames(user, said, kind):
    def fail(*_):
        raise kind

    user.action("actionRun").trigger()
    user.wait(lambda: user.frame.running)
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(ControlsPanel, "show_frame", fail)
        user.wait(lambda: user.dialog is not None and kind.__name__ in user.dialog.text())
    run_on(user)


@pytest.mark.parametrize(
    "where",
    [(panel, "show_frame") for panel in (ControlsPanel, StagePanel, BatchPanel)] + [(RunPlot, "_painted")],
    ids=lambda where: where[0].__name__,
)
def test_what_cannot_be_shown_holds_up_nothing_else(user, said, where):
    user.action("actionRun").trigger()
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(*where, lambda *_: 1 / 0)
        said(3)
    run_on(user)


def test_an_error_in_what_is_mixed_into_a_widget_is_said(user, said):
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(Border, "retranslate", lambda *_: 1 / 0)
        user.action("actionLanguage_zh_CN").trigger()
        said()
    run_on(user)


def test_errors_in_a_slot_and_in_a_computation_are_counted_together(user, said):
    def work():
        yield 0.5
        1 / 0  # noqa: B018

    failed = []
    user.action("actionRun").trigger()
    QTimer.singleShot(0, lambda: 1 / 0)
    said()
    user.window.explorer.start(Computation("x", work(), lambda _: None, lambda _: None, failed.append))
    said(2)
    assert len(failed) == 1
    run_on(user)


def test_a_run_that_could_not_be_written_is_written_later(user, said):
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(Library, "write", lambda *_, **__: 1 / 0)
        user.press("actionStep")
        said()
    run_on(user)
    user.action("actionRun").trigger()
    user.wait(lambda: not user.frame.running)
    reached = user.frame.latest

    def kept():
        library, _ = open_library(library_path())
        entries = library.entries()
        library.close()
        return [entry.iteration for entry in entries]

    user.wait(lambda: kept() == [reached])


@pytest.mark.parametrize(
    "where", [(MainWindow, "saveGeometry"), (Presenter, "end"), (Experimenting, "close"), (LiveRun, "end")]
)
def test_the_window_closes_whatever_fails_and_opens_no_dialog(user, monkeypatch, capsys, caplog, where):
    monkeypatch.setattr(sys, "excepthook", partial(app._tell_exception, weakref.ref(user.window)))
    user.action("actionRun").trigger()
    user.wait(lambda: user.iteration > 10)
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(*where, lambda *_: 1 / 0)
        user.window.close()
        user.wait(lambda: not user.window.lab._thread.isRunning())
        user.wait(lambda: bool(caplog.records))
    QApplication.processEvents()
    assert not user.window.isVisible()
    assert user.dialog is None
    assert user.window.lab._worker._keeper.hear is None
    capsys.readouterr()
    caplog.clear()
