"""From every plot of every scene a person can take the numbers along, and a picture."""

import csv

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from mnistlab.engine.intents import ComputeGradient, SelectBatch, Update
from mnistlab.experiments.activations import Histogram as Activations
from mnistlab.experiments.report import Point
from mnistlab.training import RunSettings
from mnistlab.ui.pictures.bowl_picture import BowlPicture
from mnistlab.ui.pictures.confusion_matrix import ConfusionMatrix
from mnistlab.ui.pictures.histograms import Histograms
from mnistlab.ui.plots.loss_map import LossBar
from mnistlab.ui.plots.run_curves import RunCurves
from mnistlab.ui.plots.sweep_map import SweepMap
from mnistlab.ui.plots.take_away import TakeAway, TakeButton, png_of, svg_of
from mnistlab.ui.plots.waterfall import Waterfall
from mnistlab.ui.scenes import ASIDE, BENCHES, EXPERIMENTS, PAGES, PHASES, READINGS, load

PLOTS = BowlPicture, ConfusionMatrix, Histograms  # besides all in the package of plots
PARTS = LossBar, TakeButton  # of a plot, and no plots
SETTINGS = RunSettings(hidden_size=4, batch_size=20)


def is_plot(widget):
    own = type(widget).__module__.startswith("mnistlab.ui.plots.")
    return isinstance(widget, PLOTS) or (own and not isinstance(widget, PARTS))


def offered(widget, until):
    """Return what is offered on a right click on a widget, or on what it lies in."""
    while widget is not None:
        for child in widget.children():
            if isinstance(child, TakeAway):
                return child
        widget = None if widget is until else widget.parentWidget()
    return None


def table(taking):
    columns, *rows = csv.reader("".join(taking._table()).splitlines())
    assert len(set(columns)) == len(columns) >= 2
    assert all(len(row) == len(columns) for row in rows)
    return columns, rows


@pytest.fixture
def shown(make_scene, frames_of, small_dataset):
    def show(name):
        scene = make_scene(load(name))
        scene.resize(686, 500)
        if hasattr(scene, "take_data"):
            scene.take_data(small_dataset)
        for frame in frames_of(SETTINGS, SelectBatch(), ComputeGradient(), Update()):
            scene.show_frame(frame)
        return scene

    return show


@pytest.mark.parametrize("name", [*PHASES, *EXPERIMENTS, *ASIDE, *READINGS, *BENCHES, *PAGES])
def test_every_plot_gives_its_numbers_and_its_picture(shown, name):
    scene, takings = shown(name), {}
    for plot in filter(is_plot, scene.findChildren(QWidget)):
        taking = offered(plot, scene)
        assert taking is not None, plot
        takings[taking] = None
    for taking in takings:
        assert taking._table is not None, taking.plot
        texts = [action.text() for action in taking.menu().actions()]
        assert {"Save the picture (PNG, SVG)…", "Save the numbers as CSV…"} <= set(texts)
        if taking.plot.isVisible() and taking._table() is not None:
            assert table(taking)[1]
            assert not QImage.fromData(png_of(taking._parts())).isNull()
            assert b"<svg" in svg_of(taking._parts())


def test_the_curves_below_the_stage_do_so_too(qtbot):
    curves = RunCurves()
    qtbot.addWidget(curves)
    for plot in filter(is_plot, curves.findChildren(QWidget)):
        assert offered(plot, curves)._table is not None


def test_both_gradients_of_a_check_have_all_their_digits(qtbot, shown):
    scene = shown("Check")
    assert scene.take_away._table() is None
    scene.check.click()
    qtbot.waitUntil(lambda: scene.task.result is not None)
    columns, rows = table(scene.take_away)
    assert columns == ["parameter", "row", "column", "backpropagation (nats)", "numerical (nats)"]
    assert len(rows) == sum(value.size for value in scene.frame.network.params.values())
    result = scene.task.result
    key, row, column, ours, theirs = next(row for row in rows if row[:3] == ["W2", "3", "9"])
    assert float(ours) == result.backpropagation[key][int(row), int(column)]
    assert float(theirs) == result.numerical[key][int(row), int(column)]
    assert rows[-1][:3] == ["b2", "", "9"]


def test_the_map_of_the_loss_has_its_ways_beside_it(qtbot, make_scene, frames_of, small_dataset):
    scene, asked = make_scene(load("Landscape")), []
    scene.intended.connect(asked.append)
    scene.take_data(small_dataset)
    scene.show_frame(frames_of(SETTINGS, SelectBatch(), ComputeGradient(), Update())[-1])
    params = scene.frame.network.params
    start = {key: value + 0.1 for key, value in params.items()}
    asked.pop().answer([(0, start), (1, params)])
    qtbot.waitUntil(lambda: len(scene.landscapes) == 2, timeout=20_000)
    columns, rows = table(scene.take_away)
    assert columns == ["plane", "shown", "to the right", "upwards", "loss (nats)"]
    for plane, landscape in zip(dict.fromkeys(row[0] for row in rows), scene.landscapes.values(), strict=True):
        of_plane = [row[1:] for row in rows if row[0] == plane]
        losses = [float(row[3]) for row in of_plane if row[0] == "loss"]
        np.testing.assert_allclose(losses, landscape.losses.ravel(), rtol=1e-6)
        way = [[float(at) for at in row[1:3]] for row in of_plane if row[0] == "way"]
        np.testing.assert_allclose(way, landscape.path * landscape.plane.half, rtol=1e-5, atol=1e-6)
        assert (float(of_plane[0][1]), float(of_plane[0][2])) == pytest.approx([-landscape.plane.half] * 2, rel=1e-6)


def test_the_bars_of_all_layers_are_in_one_table(shown):
    columns, rows = table(shown("Histograms").take_away)
    assert columns == ["layer", "numbers", "from", "to", "count"]
    assert {row[1] for row in rows if row[0] == "2"} >= {"weights W", "|step / weight|"}
    weights = [int(row[4]) for row in rows if row[:2] == ["1", "weights W"]]
    assert sum(weights) == 784 * SETTINGS.hidden_size
    ratios = [row for row in rows if row[:2] == ["1", "|step / weight|"]]
    assert (float(ratios[0][2]), float(ratios[-1][3])) == pytest.approx((1e-7, 10))


def test_pictures_of_experiments_and_readings(qtbot):
    sweep, layers, total, bowl, matrix = plots = (
        SweepMap(),
        Histograms(),
        Waterfall(2),
        BowlPicture(),
        ConfusionMatrix(),
    )
    for plot in plots:
        qtbot.addWidget(plot)
        assert plot.take_away._table() is None
    sweep.show_points([Point((0.1, "adam"), 0.9, 1)], ["η", "optimizer"], 100, "accuracy", {(0.1, "adam"): 0.95})
    histogram = Activations(np.arange(4), low=-1.0, high=1.0, values=6, mean=0.0, std=1.0, ends=0.1, middle=0.2)
    layers.show_layers({"std 1": [histogram]}, "layer {number}", "", "")
    total.show_values(["one, two", "sum"], [1.5], fit=True)
    bowl.show_ways({"Adam": (np.array([[1.0, 2.0], [0.5, 1.0]]), "own")})
    matrix.show_counts(np.array([[5, 1], [0, 4]]), np.ones(2), np.ones(2))
    matrix.show_changes(np.array([[2, -2], [0, 0]]))
    assert table(sweep.take_away) == (
        ["η", "optimizer", "accuracy (0..1)", "standard error (0..1)", "seeds", "the book (0..1)"],
        [["0.1", "adam", "0.9", "0.03", "1", "0.95"]],
    )
    assert table(layers.take_away)[1][-1] == ["std 1", "1", "0.5", "1", "3"]
    assert table(total.take_away)[1] == [["one, two", "1.5"], ["sum", "1.5"]]
    assert table(bowl.take_away)[1][1] == ["Adam", "1", "0.5", "1"]
    assert table(matrix.take_away)[1][:2] == [["0", "0", "5", "2"], ["0", "1", "1", "-2"]]
