"""The band below the stage: what it says of the loss, and when its curves fill it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mnistlab.engine.intents import GoTo
from mnistlab.ui.panels.band import LEFT, BandPanel
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.formula import WIDEST


@pytest.fixture
def band(qtbot):
    widget = BandPanel(Selection())
    qtbot.addWidget(widget)
    return widget


def test_after_a_run_at_speed_the_loss_is_that_of_its_last_mini_batch(band, make_frame):
    band.show_frame(make_frame(batch_loss=0.8, batch_loss_after=0.7))
    band.show_curves_alone(always=True)
    band.show_frame(make_frame(batch_loss=0.3, batch_loss_after=0.2))
    band.leave_out(presenting=True)
    assert band.loss.loss.text() == "0.300 → 0.200"


def test_a_drag_goes_back_over_the_plots_on_which_it_began(band, make_frame, qtbot):
    """The first step back ends the run at speed; were its plots to shrink now, all later places would be others."""
    run = {"loss": np.ones(10_000, np.float32), "latest": 10_000}
    asked = []
    band.intended.connect(asked.append)
    band.resize(700, 320)
    with qtbot.waitExposed(band):
        band.show()
    band.show_frame(make_frame(**run, iteration=10_000, running=True))
    curves = band.curves
    plot = curves.loss_plot

    def at(iteration):
        return QPoint(round(plot.x_of(iteration)), round(plot.area.center().y()))

    places = [at(iteration) for iteration in (10_000, 8000, 5000)]
    QTest.mousePress(curves, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(curves, place)
        qtbot.waitUntil(lambda: bool(asked))
        wish = asked.pop()
        asked.clear()
        assert isinstance(wish, GoTo)
        band.show_frame(make_frame(**run, iteration=wish.iteration, past=True))
    assert wish.iteration == pytest.approx(5000, abs=2 * wish.tolerance)
    assert curves.both
    QTest.mouseRelease(curves, Qt.MouseButton.LeftButton, pos=places[-1])
    assert not curves.both  # a moment of the past has its formula and code beside the loss


def test_in_a_wide_band_the_longest_formula_has_its_full_size(band, qtbot):
    with qtbot.waitExposed(band):
        band.show()
    for width, left in ((710, LEFT), (1070, WIDEST), (2000, WIDEST)):
        band.resize(width, 320)
        qtbot.waitUntil(lambda left=left: band.formula.width() == left)
