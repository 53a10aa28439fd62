"""Numbers from elsewhere are laid on the plots of the window."""

import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from mnistlab.data.series import parse_series
from mnistlab.ui.panels.band import BandPanel
from mnistlab.ui.panels.draw import DrawPanel
from mnistlab.ui.panels.runs import RunsPanel


@pytest.fixture
def window(user):
    return user.window


@pytest.fixture
def laid(window):
    """Return the labels in both plots, and the names in the card of the runs."""

    def look():
        curves = window._panel(BandPanel).curves
        labels = [label.text for plot in (curves.loss_plot, curves.accuracy_plot) for label in plot.moment.labels]
        shown = window._panel(RunsPanel).own_curves
        return labels, [shown.item(row).text() for row in range(shown.count())]

    return look


def said(window):
    return window.notice.text.text()


def test_a_file_becomes_lines_with_their_names(window, laid, tmp_path, monkeypatch, qtbot):
    path = tmp_path / "mine.csv"
    path.write_text("epoch,loss,test_acc\n1,1.5,0.7\n2,0.9,0.8\n3,0.7,0.85\n4,0.6,0.87\n5,0.5,0.9\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window._numbers.open.trigger()
    qtbot.waitUntil(lambda: len(laid()[1]) == 2)
    assert "mine: 5 losses, by epoch" in said(window)
    qtbot.waitUntil(lambda: "mine" in laid()[0])
    window.selection.own_curves.delete(window.selection.own_curves.all[0].key)
    assert len(laid()[1]) == 1
    window._numbers.bring_back.trigger()
    assert len(laid()[1]) == 2


def test_a_bad_file_is_told_and_nothing_is_laid(window, laid, tmp_path, monkeypatch, qtbot):
    path = tmp_path / "bad.csv"
    path.write_text("loss\n1.5\nlow\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window._numbers.open.trigger()
    qtbot.waitUntil(lambda: "line 3, column 1" in said(window))
    assert laid()[1] == []


def test_numbers_are_pasted_with_the_key_for_images_too(window, laid, qtbot):
    QGuiApplication.clipboard().setText("2.3\n1.1\n0.7\n0.6")
    window._panel(DrawPanel).tools.paste.trigger()
    window._numbers.paste.trigger()
    qtbot.waitUntil(lambda: laid()[1] == ["pasted", "pasted"])


def test_a_text_without_numbers_is_no_series(window, laid, qtbot):
    window._numbers.hear_text("hello\nworld")
    qtbot.waitUntil(lambda: "no image on the clipboard" in said(window))
    assert laid()[1] == []


def test_a_long_text_that_is_pasted_does_not_stop_the_window(window, laid, qtbot, monkeypatch):
    begun, end = threading.Event(), threading.Event()

    def parse(text, source, name):
        begun.set()
        end.wait()
        return parse_series(text, source, name)

    monkeypatch.setattr("mnistlab.ui.window.own_numbers.parse_series", parse)
    QGuiApplication.clipboard().setText("0.5\n0.4\n0.3\n0.2")
    window._numbers.paste.trigger()
    qtbot.waitUntil(begun.is_set)
    assert laid()[1] == []
    end.set()
    qtbot.waitUntil(lambda: laid()[1] == ["pasted"])
