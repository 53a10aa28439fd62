"""What is taken along from a plot can be opened elsewhere: pictures, drawings of lines, tables."""

import base64
import csv
import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QMenu

from mnistlab.training.clock import Clock
from mnistlab.ui.pictures.read_images import ReadImages
from mnistlab.ui.plots.chart import Chart
from mnistlab.ui.plots.run_curves import RunCurves
from mnistlab.ui.plots.run_table import RunLine, table_of_runs
from mnistlab.ui.plots.take_away import TakeButton, svg_of


@pytest.fixture
def chart(qtbot):
    chart = Chart(log_x=True)
    qtbot.addWidget(chart)
    chart.resize(400, 300)
    chart.set_names("learning rate η", "loss, after", "nats")
    chart.show_range(-2, 1, 0, 3)
    chart.show_curve("along", np.array([0.01, 0.1, 1.0]), np.array([2.0, 1.0, 2.5]), "own", label="along the gradient")
    chart.show_points("here", np.array([0.1]), np.array([1.0]), "test")
    chart.show()
    return chart


def test_a_picture_has_at_least_twice_the_pixels_of_the_screen(chart, tmp_path):
    chart.take_away.save_picture(tmp_path / "plot")
    picture = QImage(str(tmp_path / "plot.png"))
    assert (picture.width(), picture.height()) == (800, 600)
    assert len({picture.pixelColor(x, y).name() for x in range(0, 800, 3) for y in range(0, 600, 3)}) > 3


def test_a_drawing_has_lines_and_letters_and_no_pixels(chart, tmp_path):
    chart.take_away.save_picture(tmp_path / "plot.svg")
    content = (tmp_path / "plot.svg").read_text("utf-8")
    root = ET.fromstring(content)
    assert root.tag.endswith("svg")
    assert root.get("viewBox") == "0 0 400 300"
    assert "<image" not in content
    assert len(re.findall(r"<(?:path|polyline)", content)) > 3
    assert "along the gradient" in "".join(root.itertext())


def test_the_numbers_are_tidy_with_what_they_mean_in_the_header(qtbot, chart, tmp_path):
    chart.take_away.save_numbers(tmp_path / "plot")
    file = tmp_path / "plot.csv"
    qtbot.waitUntil(file.exists)
    with file.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.reader(lines))
    assert rows[0] == ["curve", "learning rate η", "loss, after (nats)"]
    assert rows[1] == ["along the gradient", "0.01", "2"]
    assert rows[-1] == ["here", "0.1", "1"]
    assert len(rows) == 5


def test_where_a_file_cannot_be_written_it_is_said(qtbot, chart, tmp_path):
    for save in (chart.take_away.save_picture, chart.take_away.save_numbers):
        with qtbot.waitSignal(chart.take_away.refused) as refused:
            save(tmp_path / "missing" / "plot.png")
        assert refused.args[0].kind == "not_writable"


def test_an_empty_plot_offers_no_numbers(qtbot):
    empty = Chart()
    qtbot.addWidget(empty)
    enabled = {action.text(): action.isEnabled() for action in empty.take_away.menu().actions()}
    assert enabled["Save the numbers as CSV…"] is False


def test_the_kind_that_was_chosen_gives_the_ending(chart, tmp_path, monkeypatch):
    chosen = str(tmp_path / "mnistlab-plot.png"), "Drawing of lines (*.svg)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    menu = chart.take_away.menu()
    next(action for action in menu.actions() if "SVG" in action.text()).trigger()
    assert (tmp_path / "mnistlab-plot.svg").read_bytes().startswith(b"<?xml")


def test_the_keyboard_reaches_the_button_and_its_menu_is_that_of_the_moment(qtbot):
    texts = ["one"]
    button = TakeButton(lambda menu: [menu.addAction(text) for text in texts])
    qtbot.addWidget(button)
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert button.accessibleName() == "Take along"
    texts.append("two")
    button.findChild(QMenu).aboutToShow.emit()
    assert [action.text() for action in button.findChild(QMenu).actions()] == texts


def test_opened_again_and_again_a_menu_leaves_no_other_behind(qtbot):
    button = TakeButton(lambda menu: menu.addMenu("Plot").addAction("Copy the picture"))
    qtbot.addWidget(button)
    for _ in range(5):
        button.menu().aboutToShow.emit()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(button.findChildren(QMenu)) == 2  # its own, and that of the plot


def test_runs_are_one_row_for_each_iteration_of_each_run():
    def line(name, losses, seconds=3.0):
        measured = np.array([0, 2]), np.array([0.1, 0.9])
        clock = Clock(measured[0], np.array([0.0, seconds]), 2, seconds)
        return RunLine("key", name, None, np.array(losses, np.float32), *measured, clock, 2.0)

    rows = list(
        csv.reader(
            "".join(table_of_runs([line('η 1, "wild"', [2.0, 1.0]), line("seed 7", [3.0], np.nan)])).splitlines()
        )
    )
    assert rows[0][:6] == ["run", "iteration", "epoch", "training time (s)", "loss (nats)", "mean loss (nats)"]
    assert [row[:5] + row[7:8] for row in rows[1:4]] == [
        ['η 1, "wild"', "0", "0", "0", "", "0.1"],
        ['η 1, "wild"', "1", "0.5", "1.5", "2", ""],
        ['η 1, "wild"', "2", "1", "3", "1", "0.9"],
    ]
    assert [row[3] for row in rows[4:]] == ["", ""]
    assert len(rows) == 6


def test_each_image_of_a_sheet_is_in_a_drawing_by_itself(qtbot):
    images = ReadImages()
    qtbot.addWidget(images)
    images.resize(440, 380)
    images.show_images(np.zeros((3, 784), np.uint8), np.arange(3), 0)
    content = svg_of([images]).decode()
    pictures = re.findall(r'href="data:image/png;base64,([^"]*)"', content)
    sizes = [QImage.fromData(base64.b64decode(picture)).size().toTuple() for picture in pictures]
    assert len(sizes) >= 3
    assert all(high == wide for wide, high in sizes)  # not all images below each other


def test_the_curves_of_a_run_are_drawn_as_lines(qtbot, make_frame):
    curves = RunCurves()
    qtbot.addWidget(curves)
    curves.resize(600, 400)
    curves.show()
    curves.show_frame(make_frame(loss=np.linspace(2, 1, 500, dtype=np.float32), latest=500))
    content = svg_of([curves.loss_plot, curves.accuracy_plot]).decode()
    assert "<image" not in content
    assert any(line.count(",") > 100 for line in content.splitlines())  # a curve of many points
    assert "clip-path" in content  # so that none runs beyond its axes
    assert "sans-serif" in content
    ends = re.findall(r'<clipPath id="\w+">\s*<path transform="matrix\(1,0,0,1,0,(\d+)\)"', content)
    assert len(ends) == content.count("<clipPath ")
    assert {int(down) for down in ends} == {0, curves.loss_plot.height()}  # where each plot lies


def test_what_is_of_use_only_in_the_window_is_not_taken_along(qtbot, make_frame):
    curves = RunCurves()
    qtbot.addWidget(curves)
    curves.resize(600, 400)
    curves.show()
    curves.show_frame(make_frame(loss=np.linspace(2, 1, 500, dtype=np.float32), latest=500))
    content = svg_of([curves.loss_plot, curves.accuracy_plot]).decode()
    assert "Accuracy" in content
    assert "drag to go back" in curves.words.text()
    assert "drag to go back" not in content
