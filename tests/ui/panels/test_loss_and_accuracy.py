"""The loss and accuracy cards: what they draw, when they move, and when they leave everything as it is."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mnistlab.engine.frame import Frame
from mnistlab.nn import TwoLayerNet
from mnistlab.training import RunSettings
from mnistlab.ui.panels.accuracy import AccuracyPanel
from mnistlab.ui.panels.loss import LossPanel
from mnistlab.ui.plots.plot import Curve, Plot
from mnistlab.ui.selection import Selection

NETWORK = TwoLayerNet(784, 1, 10)
PER_EPOCH = 600.0
Panels = LossPanel | AccuracyPanel


def make_frame(loss: Any, *, run_id: int = 1, iterations: int = 10_000, running: bool = False) -> Frame:
    """Build a frame of a run with these losses, evaluated at each epoch."""
    loss = np.asarray(loss, np.float32)
    count = len(loss)
    evaluated_at = np.arange(0, count + 1, int(PER_EPOCH))
    settings = RunSettings(iterations=iterations)
    known = {
        "run_id": run_id,
        "settings": settings,
        "next_settings": settings,
        "running": running,
        "finished": False,
        "iteration": count,
        "epoch": count / PER_EPOCH,
        "iterations_per_epoch": PER_EPOCH,
        "training_images": 60_000,
        "network": NETWORK,
        "loss": loss,
        "smoothed_loss": loss / 2,
        "evaluated_at": evaluated_at,
        "train_accuracy": 0.5 + evaluated_at / 100_000,
        "test_accuracy": 0.4 + evaluated_at / 100_000,
    }
    return Frame(**(dict.fromkeys(field.name for field in fields(Frame)) | known))


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[type], Any]:
    """Put a panel in a window, as large as at 1366×768, and show it."""

    windows = []  # qtbot closes them, and holds none of them alive

    def make(kind: type[Panels]) -> Panels:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        panel = kind(Selection())
        QVBoxLayout(window).addWidget(panel)
        window.resize(390, 200)
        with qtbot.waitExposed(window):
            window.show()
        return panel

    return make


@pytest.fixture
def loss_panel(show: Callable[[type], Any]) -> LossPanel:
    return show(LossPanel)


@pytest.fixture
def accuracy_panel(show: Callable[[type], Any]) -> AccuracyPanel:
    return show(AccuracyPanel)


class Spy(QObject):
    """Counts what has been drawn anew, and how often a layout was asked for."""

    def __init__(self, panel: Panels) -> None:
        super().__init__()
        self.draws = 0
        self.layouts = 0
        for curve in panel.plot.curves:
            curve.line.sigPlotChanged.connect(self._count)
            if curve.symbols is not None:
                curve.symbols.sigPlotChanged.connect(self._count)
        panel.window().installEventFilter(self)

    def _count(self, *_: object) -> None:
        self.draws += 1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.layouts += event.type() == QEvent.Type.LayoutRequest
        return super().eventFilter(watched, event)


def drawn(curve: Curve) -> tuple[np.ndarray, np.ndarray]:
    x, y = curve.line.getData()
    return (np.empty(0), np.empty(0)) if x is None else (x, y)


def x_range(plot: Plot) -> tuple[float, float]:
    low, high = plot.plotItem.viewRange()[0]
    return low, high


def y_range(plot: Plot) -> tuple[float, float]:
    low, high = plot.plotItem.viewRange()[1]
    return low, high


def place(plot: Plot, x: float) -> QPoint:
    """Return where a place on the x axis is, in the middle of the plot's height."""
    view = plot.plotItem.vb
    at = view.mapViewToScene(QPointF(x, sum(y_range(plot)) / 2))
    return plot.mapFromScene(at)


def turn_wheel(plot: Plot, x: float, notches: int = 1, *, sideways: bool = False) -> None:
    at = QPointF(place(plot, x))
    delta = QPoint(120 * notches, 0) if sideways else QPoint(0, 120 * notches)
    nothing = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, plot.viewport().mapToGlobal(at), QPoint(), delta, *nothing, False)
    QApplication.sendEvent(plot.viewport(), event)


def move_mouse(plot: Plot, at: QPoint, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    # QTest moves the cursor instead, which is no event at all where it stands there already.
    everywhere = QPointF(at), QPointF(plot.viewport().mapToGlobal(at))
    event = QMouseEvent(
        QEvent.Type.MouseMove, *everywhere, Qt.MouseButton.NoButton, buttons, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(plot.viewport(), event)


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


# -- the range


def test_the_x_range_moves_only_at_the_jumps(loss_panel: LossPanel) -> None:
    moves: list[object] = []
    loss_panel.show_frame(make_frame([]))
    loss_panel.plot.plotItem.sigXRangeChanged.connect(lambda *_: moves.append(_))
    for count in range(1, 1000, 9):
        loss_panel.show_frame(make_frame(np.ones(count)))
    assert len(moves) == 2  # at 101 and at 301
    low, high = x_range(loss_panel.plot)
    assert low <= 0
    assert 1000 <= high < 1050


def test_both_plots_span_the_same(loss_panel: LossPanel, accuracy_panel: AccuracyPanel) -> None:
    frame = make_frame(np.ones(4235))
    for panel in (loss_panel, accuracy_panel):
        panel.show_frame(frame)
    np.testing.assert_allclose(
        x_range(loss_panel.plot), np.multiply(x_range(accuracy_panel.plot), PER_EPOCH), rtol=1e-9
    )


def test_the_y_range_grows_when_it_must_and_only_then(loss_panel: LossPanel) -> None:
    low, high = y_range(loss_panel.plot)
    assert -0.1 < low < 0
    assert 2.5 < high < 2.6
    loss_panel.show_frame(make_frame([2.3, 2.4, 0.1]))
    assert y_range(loss_panel.plot) == (low, high)
    loss_panel.show_frame(make_frame([2.3, 2.4, 0.1, 7]))
    assert 8 < y_range(loss_panel.plot)[1] < 8.2
    loss_panel.show_frame(make_frame([2.3, 2.4, 0.1, 7, *[0.1] * 50]))
    assert 8 < y_range(loss_panel.plot)[1] < 8.2


# -- following


def test_the_wheel_zooms_and_ends_following_until_asked_again(loss_panel: LossPanel) -> None:
    loss_panel.show_frame(make_frame(np.full(1000, 0.2)))
    turn_wheel(loss_panel.plot, 500)
    zoomed = x_range(loss_panel.plot)
    assert zoomed[1] - zoomed[0] == pytest.approx(0.75 * 1040)
    assert zoomed[0] < 500 < zoomed[1]
    assert not loss_panel.follow.isChecked()

    loss_panel.show_frame(make_frame(np.full(4000, 0.2)))
    assert x_range(loss_panel.plot) == zoomed

    loss_panel.follow.setChecked(True)
    assert x_range(loss_panel.plot)[1] > 10_000
    assert len(drawn(loss_panel._raw)[0])


def test_a_drag_moves_along_x(qtbot: QtBot, loss_panel: LossPanel) -> None:
    plot = loss_panel.plot
    loss_panel.show_frame(make_frame(np.ones(1000)))
    turn_wheel(plot, 500, 4)
    low, high = x_range(plot)
    start, end = place(plot, 500), place(plot, 400)
    viewport = plot.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.6, 1):
        plot.scene()._lastMoveEventTime = 0  # pyqtgraph takes only so many moves a second
        move_mouse(plot, start + (end - start) * share, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    pixel = (high - low) / plot.plotItem.vb.width()
    assert x_range(plot)[0] - low == pytest.approx(100, abs=2 * pixel)
    assert x_range(plot)[1] - x_range(plot)[0] == pytest.approx(high - low)


@pytest.mark.parametrize("kind", [LossPanel, AccuracyPanel])
def test_a_double_click_follows_again(kind: type, show: Callable[[type], Any], qtbot: QtBot) -> None:
    panel = show(kind)
    panel.show_frame(make_frame(np.ones(4000)))
    before = x_range(panel.plot)
    turn_wheel(panel.plot, before[1] / 2, 3)
    assert not panel.plot.following
    assert panel.follow.isVisible()
    at = place(panel.plot, before[1] / 2)
    qtbot.mouseClick(panel.plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(panel.plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseRelease(panel.plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert panel.plot.following
    assert panel.follow.isChecked()
    assert x_range(panel.plot) == before


def test_a_view_stays_within_the_run(loss_panel: LossPanel) -> None:
    plot = loss_panel.plot
    loss_panel.show_frame(make_frame(np.ones(1000)))
    turn_wheel(plot, 500, -40)
    assert x_range(plot)[0] == pytest.approx(-200)
    assert x_range(plot)[1] == pytest.approx(10_200)
    turn_wheel(plot, 500, 60)
    assert x_range(plot)[1] - x_range(plot)[0] == pytest.approx(10)
    turn_wheel(plot, sum(x_range(plot)) / 2, 10_000, sideways=True)
    assert x_range(plot)[0] == pytest.approx(0, abs=0.3)
    turn_wheel(plot, sum(x_range(plot)) / 2, -10_000, sideways=True)
    assert x_range(plot)[1] == pytest.approx(10_000, abs=0.3)
    assert not plot.grab().isNull()


def test_a_wheel_that_changes_nothing_leaves_following_on(loss_panel: LossPanel) -> None:
    loss_panel.show_frame(make_frame(np.ones(9000)))  # all of the run is in view
    turn_wheel(loss_panel.plot, 500, -1)
    assert loss_panel.follow.isChecked()


def test_zoomed_in_the_values_fill_the_height(loss_panel: LossPanel) -> None:
    loss_panel.show_frame(make_frame(np.full(1000, 0.21)))
    turn_wheel(loss_panel.plot, 990, 8)
    assert 0.25 <= y_range(loss_panel.plot)[1] < 0.5
    loss_panel.follow.setChecked(True)
    assert 2.5 < y_range(loss_panel.plot)[1] < 2.6


# -- nothing for nothing


@pytest.mark.parametrize("kind", [LossPanel, AccuracyPanel])
def test_a_frame_without_news_draws_nothing(kind: type, show: Callable[[type], Any]) -> None:
    panel = show(kind)
    panel.show_frame(make_frame(np.ones(1000)))
    settle()
    spy = Spy(panel)
    panel.show_frame(make_frame(np.ones(1000)))
    settle()
    assert spy.draws == 0
    assert spy.layouts == 0
    panel.show_frame(make_frame(np.ones(1900)))
    assert spy.draws > 0


def test_new_samples_out_of_view_draw_nothing(loss_panel: LossPanel) -> None:
    loss_panel.show_frame(make_frame(np.ones(1000)))
    turn_wheel(loss_panel.plot, 100, 10)
    spy = Spy(loss_panel)
    loss_panel.show_frame(make_frame(np.ones(1500)))
    assert spy.draws == 0


def test_while_running_less_than_half_a_pixel_waits(loss_panel: LossPanel) -> None:
    losses = np.ones(100_000)
    loss_panel.show_frame(make_frame(losses[:50_000], iterations=100_000, running=True))
    spy = Spy(loss_panel)
    for extra in range(1, 5):
        loss_panel.show_frame(make_frame(losses[: 50_000 + extra], iterations=100_000, running=True))
    assert spy.draws == 0
    for extra in range(5, 10):  # but not for ever
        loss_panel.show_frame(make_frame(losses[: 50_000 + extra], iterations=100_000, running=True))
    assert spy.draws == 2
    loss_panel.show_frame(make_frame(losses[:50_009], iterations=100_000))  # paused: all of it
    assert drawn(loss_panel._raw)[0][-1] == 50_009
    loss_panel.show_frame(make_frame(losses[:51_000], iterations=100_000, running=True))
    assert drawn(loss_panel._raw)[0][-1] == 51_000


def test_a_changing_number_lays_nothing_out_anew(loss_panel: LossPanel) -> None:
    loss_panel.show_frame(make_frame(np.full(500, 0.888)))
    settle()
    spy = Spy(loss_panel)
    loss_panel.show_frame(make_frame(np.full(501, 1.111 * 2)))
    settle()
    assert loss_panel.note.text() == "smoothed 1.111"
    assert spy.layouts == 0


@pytest.mark.parametrize("kind", [LossPanel, AccuracyPanel])
def test_a_hidden_panel_draws_when_it_is_shown(kind: type, show: Callable[[type], Any]) -> None:
    panel = show(kind)
    panel.hide()
    spy = Spy(panel)
    for count in range(1, 1300, 100):
        panel.take_frame(make_frame(np.ones(count)))
    assert spy.draws == 0
    assert len(panel.plot.curves[0].samples) == 0
    panel.show()
    assert drawn(panel.plot.curves[0])[0][-1] == (1201 if kind is LossPanel else 2)


def test_a_million_iterations_are_as_many_points_as_a_thousand(loss_panel: LossPanel) -> None:
    loss_panel.show_frame(make_frame(np.random.default_rng(1).random(1_000_000), iterations=1_000_000))
    width = loss_panel.plot.plotItem.vb.width()
    for curve in (loss_panel._raw, loss_panel._smoothed):
        assert width / 4 < len(drawn(curve)[0]) < 2 * width + 8
    assert drawn(loss_panel._raw)[1].max() == loss_panel._raw.samples.max()


# -- a new run, and numbers that are none


@pytest.mark.parametrize("count", [50, 1000, 1200])
def test_a_new_run_forgets_the_old_one(loss_panel: LossPanel, count: int) -> None:
    loss_panel.show_frame(make_frame(np.full(1000, 30.0)))
    loss_panel.show_frame(make_frame(np.full(count, 0.5), run_id=2))
    assert drawn(loss_panel._raw)[1].max() == 0.5
    assert y_range(loss_panel.plot)[1] < 2.6
    assert loss_panel.note.text() == "smoothed 0.250"


def test_a_new_run_brings_its_own_accuracy(accuracy_panel: AccuracyPanel) -> None:
    accuracy_panel.show_frame(make_frame(np.ones(1000)))
    before = accuracy_panel._train.samples
    accuracy_panel.show_frame(make_frame(np.ones(1100)))
    assert accuracy_panel._train.samples is before  # no new evaluation, nothing to do
    other = replace(make_frame(np.ones(1000), run_id=2), train_accuracy=np.array([0.1, 0.9]))
    accuracy_panel.show_frame(other)
    np.testing.assert_array_equal(drawn(accuracy_panel._train)[1], np.float32([0.1, 0.9]))
    assert "90.0\xa0%" in accuracy_panel.note.text()


def test_rewound_to_nothing(loss_panel: LossPanel, accuracy_panel: AccuracyPanel) -> None:
    for panel in (loss_panel, accuracy_panel):
        panel.show_frame(make_frame(np.ones(1000)))
        panel.show_frame(make_frame([], run_id=2))
        settle()
    assert len(drawn(loss_panel._raw)[0]) == 0
    assert loss_panel.note.text() == "smoothed –"
    assert x_range(loss_panel.plot)[1] < 110
    assert len(drawn(accuracy_panel._train)[0]) == 1


@pytest.mark.parametrize("log", [False, True], ids=["linear", "log"])
@pytest.mark.parametrize(
    "losses",
    [
        [np.nan],
        [np.inf, np.nan, -np.inf],
        [2.3, np.nan, 2.1, np.inf, 1.9],
        [0.0, 0.0],
        [0.5, 0.0, -1.0, 0.2],
        [3e38, 1e-38, 1.0],
    ],
    ids=str,
)
def test_any_loss_can_be_drawn(loss_panel: LossPanel, losses: list[float], log: bool) -> None:
    loss_panel.log.setChecked(log)
    loss_panel.show_frame(make_frame(losses))
    turn_wheel(loss_panel.plot, 50, 2)
    move_mouse(loss_panel.plot, place(loss_panel.plot, 50))
    loss_panel.log.setChecked(not log)
    assert not loss_panel.grab().isNull()
    loss_panel.follow.setChecked(True)
    assert not loss_panel.grab().isNull()
    assert loss_panel.plot.readout.text()


def test_finite_losses_beside_nan_stay_drawn(loss_panel: LossPanel) -> None:
    loss_panel.show_frame(make_frame([2.3, np.nan, 2.1, np.inf, 1.9]))
    _, y = drawn(loss_panel._raw)
    np.testing.assert_array_equal(np.isfinite(y), [True, False, True, False, True])
    assert loss_panel._raw.line.opts["connect"] == "finite"  # with gaps
    assert y_range(loss_panel.plot)[1] < 2.6


def test_log_axis(loss_panel: LossPanel) -> None:
    loss_panel.show_frame(make_frame([2, 0.024, 0, 0.2]))
    loss_panel.log.setChecked(True)
    x, y = drawn(loss_panel._raw)
    np.testing.assert_array_equal(x, [1, 2, 3, 4])
    np.testing.assert_allclose(y[[0, 1, 3]], np.log10([2, 0.024, 0.2]), rtol=1e-5)
    low, high = y_range(loss_panel.plot)
    assert y[2] < low  # zero is below everything shown
    assert low < np.log10(0.01) < low + 0.1  # of the smoothed curve, half as high
    assert high - 0.1 < np.log10(5) < high
    loss_panel.log.setChecked(False)
    np.testing.assert_array_equal(drawn(loss_panel._raw)[1], np.float32([2, 0.024, 0, 0.2]))


# -- words


def test_hovering_over_the_loss_says_what_is_there(loss_panel: LossPanel) -> None:
    plot = loss_panel.plot
    losses = np.full(1400, 0.5)
    losses[1233] = 0.312
    loss_panel.show_frame(make_frame(losses))
    plot._move(1229, 1239)
    move_mouse(plot, place(plot, 1234))
    assert plot.readout.isVisible()
    assert plot.readout.text() == "iteration 1,234 · loss 0.312 · smoothed 0.156"
    assert plot.rect().contains(plot.readout.geometry())
    QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert not plot.readout.isVisible()


def test_hovering_over_the_accuracy_says_what_is_there(accuracy_panel: AccuracyPanel) -> None:
    plot = accuracy_panel.plot
    accuracy_panel.show_frame(make_frame(np.ones(4235)))
    move_mouse(plot, place(plot, 3.2))
    assert plot.readout.text() == "epoch 3 · train 51.8\xa0% · test 41.8\xa0%"
    move_mouse(plot, place(plot, 15))
    assert plot.readout.text().startswith("epoch 7 ")  # the last there is


def test_what_hovering_says_follows_the_run(loss_panel: LossPanel) -> None:
    loss_panel.show_frame(make_frame(np.ones(20)))
    move_mouse(loss_panel.plot, place(loss_panel.plot, 90))
    assert loss_panel.plot.readout.text().startswith("iteration 20 ")
    loss_panel.show_frame(make_frame(np.ones(40)))
    assert loss_panel.plot.readout.text().startswith("iteration 40 ")


def test_hovering_before_anything_says_nothing(loss_panel: LossPanel) -> None:
    loss_panel.show_frame(make_frame([]))
    move_mouse(loss_panel.plot, place(loss_panel.plot, 50))
    assert not loss_panel.plot.readout.isVisible()


def test_the_accuracy_note_is_its_legend(accuracy_panel: AccuracyPanel) -> None:
    accuracy_panel.show_frame(make_frame(np.ones(1200)))
    text = accuracy_panel.note.text()
    assert "51.2\xa0%" in text
    assert "41.2\xa0%" in text
    assert text.index("●") < text.index("■")


def test_looking_back_both_notes_are_of_that_moment(loss_panel: LossPanel, accuracy_panel: AccuracyPanel) -> None:
    now = make_frame(np.linspace(2, 0.5, 1800))
    back = replace(now, iteration=700, epoch=700 / PER_EPOCH, past=True)
    for panel in (loss_panel, accuracy_panel):
        panel.show_frame(now)
    assert loss_panel.note.text() == "smoothed 0.250"
    assert "train" in accuracy_panel.note.text()
    assert "51.8" in accuracy_panel.note.text()
    for panel in (loss_panel, accuracy_panel):
        panel.show_frame(back)
    assert loss_panel.note.text() == f"smoothed {back.smoothed_loss[699]:.3f}" != "smoothed 0.250"
    assert "50.6" in accuracy_panel.note.text()
    assert "40.6" in accuracy_panel.note.text()
    for panel in (loss_panel, accuracy_panel):
        panel.show_frame(now)
    assert loss_panel.note.text() == "smoothed 0.250"
    assert "51.8" in accuracy_panel.note.text()


def test_many_epochs_have_few_symbols(accuracy_panel: AccuracyPanel) -> None:
    accuracy_panel.show_frame(make_frame(np.ones(9600)))
    x, _ = accuracy_panel._train.symbols.getData()
    assert len(x) == 17
    accuracy_panel.show_frame(make_frame(np.ones(90_000), iterations=90_000))
    x, _ = accuracy_panel._train.symbols.getData()
    assert 10 < len(x) <= 60
    assert len(np.unique(np.diff(x))) == 1


def test_a_change_of_language_changes_every_text(
    loss_panel: LossPanel, accuracy_panel: AccuracyPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for panel in (loss_panel, accuracy_panel):
        panel.show_frame(make_frame(np.ones(1200)))
        panel.plot._point_at(QPointF(place(panel.plot, 1)))
        monkeypatch.setattr(type(panel), "tr", lambda _, text: f"«{text}»")
        QApplication.sendEvent(panel, QEvent(QEvent.Type.LanguageChange))
        boxes = panel.findChildren(QCheckBox)
        texts = [panel.title.text(), panel.note.text(), panel.plot.readout.text(), panel.plot.accessibleName()]
        texts += [text for box in boxes for text in (box.text(), box.toolTip(), box.accessibleName())]
        assert all(text.startswith("«") for text in texts)
        assert len(texts) >= 7


def test_all_can_be_reached_by_keyboard_and_named(loss_panel: LossPanel) -> None:
    for box in (loss_panel.log, loss_panel.follow):
        assert box.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert box.accessibleName()
    assert loss_panel.plot.objectName() == "lossPlot"


def test_no_menu_and_no_buttons_of_the_library(show: Callable[[type], Any], qtbot: QtBot) -> None:
    panel = show(LossPanel)
    qtbot.mouseClick(panel.plot.viewport(), Qt.MouseButton.RightButton, pos=place(panel.plot, 50))
    assert QApplication.activePopupWidget() is None
    assert panel.plot.plotItem.buttonsHidden


def test_the_accuracy_of_the_untrained_network_is_seen_at_once(accuracy_panel: AccuracyPanel) -> None:
    none = np.empty(0)
    accuracy_panel.show_frame(replace(make_frame([]), evaluated_at=none, train_accuracy=none, test_accuracy=none))
    accuracy_panel.show_frame(make_frame(np.ones(1)))  # evaluated once, at iteration 0
    x, y = accuracy_panel._train.symbols.getData()
    assert list(zip(x, y, strict=True)) == [(0, 0.5)]


def test_the_first_loss_is_seen_at_once(loss_panel: LossPanel) -> None:
    loss_panel.show_frame(make_frame([]))
    loss_panel.show_frame(make_frame([2.3]))
    assert loss_panel._smoothed.line.getData()[1] == pytest.approx([1.15, 1.15])  # a dash


def test_the_accuracies_are_whole_in_a_narrow_panel_too(accuracy_panel: AccuracyPanel) -> None:
    accuracy_panel.show_frame(make_frame(np.ones(10_200)))
    assert "epoch" in accuracy_panel.note.text()
    accuracy_panel.parentWidget().resize(276, 200)
    QApplication.processEvents()
    assert "epoch" not in accuracy_panel.note.text()
    assert accuracy_panel.note.text().count("%") == 2
    assert accuracy_panel.note.width() >= accuracy_panel.note.sizeHint().width()
    assert accuracy_panel.title.width() >= accuracy_panel.title.sizeHint().width()
