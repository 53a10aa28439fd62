"""Runs beside each other: curves, what differs, and what each reads."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QToolButton

from mnistlab.data.series import Series
from mnistlab.engine.intents import OpenRun, RepeatRun, ShowRun
from mnistlab.training import RunSettings
from mnistlab.training.clock import Clock
from mnistlab.ui.look import theme
from mnistlab.ui.plots.compare_curves import CompareCurves
from mnistlab.ui.scenes.experiments.compare import CompareScene
from mnistlab.ui.selection import Selection


@pytest.fixture
def scene(qtbot):
    scene = CompareScene(Selection())
    scene.asked = []
    scene.intended.connect(scene.asked.append)
    qtbot.addWidget(scene)
    scene.resize(690, 540)
    scene.retranslate()
    scene.show()
    return scene


@pytest.fixture
def frame(make_frame, kept_view):
    """Return a frame of a run, beside one with another learning rate and one with other batches."""

    def make(*kept, iterations=1200):
        at = np.arange(0, iterations + 1, 600)
        settings = RunSettings(hidden_size=4)
        base = make_frame(settings=settings)
        return replace(
            base,
            own=replace(base.own, iteration=iterations, epoch=iterations / 600),
            loss=np.full(iterations, 0.2, np.float32),
            latest=iterations,
            evaluated_at=at,
            test_accuracy=np.linspace(0.1, 0.95, len(at)),
            train_accuracy=np.linspace(0.1, 0.95, len(at)),
            train_loss=np.full(len(at), 0.2),
            test_loss=np.full(len(at), 0.3),
            clock=Clock(at, at / 100, iterations, iterations / 100),
            kept=kept or (kept_view(0, learning_rate=0.5), kept_view(2, batch_size=10)),
        )

    return make


@pytest.mark.parametrize("drawn", [False, True])
def test_who_enters_sees_the_latest_runs_where_none_is_drawn(scene, make_frame, kept_view, drawn):
    views = [kept_view(place % 5, seed=place) for place in range(7)]
    entries = tuple(view.entry for view in views)
    for kept in (tuple(views[:1] if drawn else ()), ()):  # what is hidden there stays hidden
        scene.show_frame(make_frame(runs=entries, kept=kept))
    assert scene.asked == ([] if drawn else [ShowRun(entry.key) for entry in reversed(entries[:5])])


def cells(scene):
    return [label.text() for label in scene.table._rows.findChildren(QLabel)]


def test_long_numbers_keep_their_power_of_ten_and_are_whole_in_the_tip(scene, frame, kept_view):
    scene.show_frame(frame(kept_view(0, learning_rate=1.0000000000000002e-06)))
    labels = [label for label in scene.table._rows.findChildren(QLabel) if "×10⁻⁶" in label.text()]
    assert [label.toolTip() for label in labels] == ["1.0000000000000002×10⁻⁶"]
    assert labels[0].text().startswith("1.0")
    assert "…" in labels[0].text()
    assert labels[0].width() >= labels[0].sizeHint().width()


def test_only_what_differs_is_in_the_table_and_the_rest_is_said(scene, frame):
    scene.show_frame(frame())
    texts = cells(scene)
    assert "batch" in texts
    assert "η" in texts
    assert "units" not in texts
    heading, words = scene.words()
    assert heading == "Compare runs"
    assert "4 units" in words
    assert "seed 42" in words
    assert "η" not in words


def test_with_one_run_it_says_how_to_get_another(scene, frame):
    scene.show_frame(replace(frame(), kept=()))
    assert "each run stays" in scene.words()[1]


def test_with_kept_runs_of_which_none_is_drawn_it_says_how_to_draw_one(scene, frame, kept_view):
    scene.show_frame(replace(frame(), kept=(), runs=(kept_view(0).entry,)))
    assert "Click the box of a run" in scene.words()[1]


def test_what_differs_and_has_no_column_is_said(scene, frame, kept_view):
    other = kept_view(0, learning_rate=0.5, batch_size=10, weight_init_std=0.1, seed=7)
    scene.show_frame(frame(other))
    assert "seed" not in cells(scene)
    assert "Different too: seed." in scene.words()[1]


def test_numbers_are_those_at_the_ends_of_the_lines(scene, frame):
    scene.show_frame(frame())
    texts = cells(scene)
    assert texts.count("0.200") == 1
    assert texts.count("0.300") == 2
    assert "95.0\xa0%" in texts
    labels = [label.text for label in scene.curves.loss_plot.moment.labels]
    assert labels[0].endswith("0.200")


def test_epochs_to_ninety_percent(scene, frame):
    scene.show_frame(frame())
    assert scene.table._cells[0]["goal"].text() == "2 epochs"  # 10 % at once, 52.5 % after one epoch, 95 % after two


def test_every_run_reads_the_drawing(scene, frame):
    scene.show_frame(frame())
    assert cells(scene).count("–") >= 3
    digit = np.zeros((28, 28), np.uint8)
    digit[6:22, 12:16] = 255
    scene.selection.take_drawing(digit)
    now = frame()
    for row, view in zip(scene.table._cells[1:], now.kept, strict=True):
        probabilities = view.network.probabilities(digit.reshape(-1) / np.float32(255))
        assert row["digit"].text() == str(probabilities.argmax())
        assert row["share"].text() == f"{100 * probabilities.max():.1f}\xa0%"


def test_a_name_leads_back_into_its_run(scene, frame):
    now = frame()
    scene.show_frame(now)
    buttons = scene.table._rows.findChildren(QToolButton, "comparedRun")
    assert [button.text() for button in buttons] == ["η 0.5", "batch 10"]
    buttons[1].click()
    assert scene.asked == [OpenRun(now.kept[1].entry.key)]


def test_a_kept_run_is_drawn_once_while_the_present_one_goes_on(scene, frame, monkeypatch):
    """A million iterations take a tenth of a second each time."""
    drawn, draw = [], CompareCurves._draw_anew
    monkeypatch.setattr(
        CompareCurves, "_draw_anew", lambda curves, *one: drawn.append(one[0].key) or draw(curves, *one)
    )
    first, later = frame(), frame(iterations=1800)
    later = replace(later, kept=first.kept)
    scene.show_frame(first)
    drawn.clear()
    scene.show_frame(later)
    assert drawn == [later.own.key]
    scene._by["epoch"].click()
    assert sorted(drawn) == sorted([later.own.key, later.own.key, *(view.entry.key for view in first.kept)])


def test_a_click_on_a_line_does_too(scene, frame):
    now = frame()
    scene.show_frame(now)
    plot = scene.curves.loss_plot
    at = QPoint(round(plot.x_of(400)), round(plot.height_of(0.3)) + plot.y())
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=at)
    assert scene.asked == [OpenRun(now.kept[0].entry.key)]
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(at.x(), round(plot.height_of(2.0))))
    assert len(scene.asked) == 1


def test_the_axis_is_of_iterations_or_of_epochs(scene, frame):
    scene.show_frame(frame())
    assert scene.curves.course.high >= 1200
    scene.findChild(QToolButton, "compareByEpoch").click()
    assert scene.curves.course.high == 2
    scene.findChild(QToolButton, "compareLinear").click()
    assert not scene.curves.loss_plot.log


def test_after_a_new_run_the_curves_that_were_zoomed_are_shown_as_a_whole(scene, frame):
    course = scene.curves.course
    scene.show_frame(frame())
    course.zoom(600, 0.1)
    scene.show_frame(frame(iterations=1300))
    assert (course.following, course.high < 1200) == (False, True)
    scene.show_frame(replace(frame(), run_id=2))
    assert (course.following, course.low, course.high) == (True, 0, 1200)


def test_the_axis_is_of_the_seconds_of_training(scene, frame, a_spread):
    now = frame()
    scene.show_frame(replace(now, spreads={now.own.key: a_spread((0.6, 0.7, 0.8))}))
    scene.findChild(QToolButton, "compareBySeconds").click()
    curves = scene.curves
    own, *_ = (loss for _, loss, _ in curves._curves)
    assert curves.course.high == own.end == 12
    assert own.place(599) == pytest.approx(6)
    assert {loss.end for _, loss, _ in curves._curves[1:]} == {0.6}
    assert [accuracy.place(2) for *_, accuracy in curves._curves[:1]] == [12]
    assert len(curves.loss_plot.curves) == 3  # no band, because the time of other seeds is not known
    assert curves.loss_plot.iteration_word == "seconds"


def test_a_run_whose_time_is_not_known_is_named_and_keeps_its_numbers(scene, frame, kept_view):
    old = kept_view(0, learning_rate=0.5)
    old = replace(old, clock=Clock(old.evaluated_at, np.full(2, np.nan), 600, np.nan))
    scene.show_frame(frame(old))
    assert "not known" not in scene.words()[1]
    scene.findChild(QToolButton, "compareBySeconds").click()
    assert scene.words()[1].endswith("not known: η 0.5.")
    assert len(scene.curves.loss_plot.moment.labels) == 1
    assert cells(scene).count("0.300") == 1


def test_a_run_shorter_than_a_second_fills_the_axis(scene, frame):
    scene.show_frame(replace(frame(), clock=Clock(np.array([0]), np.zeros(1), 1200, 0.3)))
    scene.findChild(QToolButton, "compareBySeconds").click()
    assert 0.6 <= scene.curves.course.high <= 0.8
    scene.curves.course.zoom(0.1, 0.1)
    assert scene.curves.course.high < 0.6


def test_the_numbers_are_exported(qtbot, scene, frame, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "numbers"), ""))
    scene.show_frame(frame())
    scene.selection.own_curves.add([own("mine", "test", 0.1, 0.8)])
    scene.beside_heading.findChild(QPushButton, "compareExport").click()
    qtbot.waitUntil((tmp_path / "numbers.csv").exists)
    with (tmp_path / "numbers.csv").open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert list(dict.fromkeys(row["run"] for row in rows)) == ["η 0.1", "η 0.5", "batch 10", "mine"]
    assert next(row["train accuracy (0..1)"] for row in rows if row["run"] == "η 0.5") == "0.95"


def test_it_is_drawn_in_every_state(scene, frame, make_frame, kept_view):
    pictures = []
    for now in (make_frame(), frame(), replace(frame(), kept=()), frame(kept_view(1, iterations=0))):
        scene.show_frame(now)
        pictures.append(scene.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


def own(name, quantity, *values, unit="epoch"):
    return Series(name, quantity, unit, np.arange(len(values), dtype=float), np.array(values))


def test_numbers_from_elsewhere_are_lines_with_their_names_and_rows(scene, frame):
    scene.show_frame(frame())
    mine = own("mine", "test", 0.1, 0.8, 0.905, 0.93, 0.936)
    scene.selection.own_curves.add([own("book", "loss", 2.3, 0.5, 0.25), mine, own("book", "train", 0.1, 0.966)])
    labels = [
        label.text for plot in (scene.curves.loss_plot, scene.curves.accuracy_plot) for label in plot.moment.labels
    ]
    assert {"book · 0.250", "mine · 93.6\xa0%", "train · book · 96.6\xa0%"} <= set(labels)
    assert scene.curves.course.high >= 2400  # four epochs, where the run has them
    texts = cells(scene)
    assert texts.count("0.250") == texts.count("93.6\xa0%") == texts.count("96.6\xa0%") == 1
    assert texts[texts.index("93.6\xa0%") :][1:3] == ["", "2 epochs"]  # to 90 %
    scene.findChild(QToolButton, "compareByEpoch").click()
    assert scene.curves.course.high == 4
    scene.findChild(QToolButton, "compareBySeconds").click()
    assert scene.words()[1].endswith("not known: book, mine, book.")
    scene.selection.own_curves.delete(scene.selection.own_curves.all[1].key)
    assert "93.6\xa0%" not in cells(scene)


def test_many_numbers_from_elsewhere_leave_room_for_the_plots(scene, frame):
    scene.show_frame(frame())
    scene.selection.own_curves.add([own(f"mine {place}", "loss", 2.0, 1.0) for place in range(12)])
    assert "mine 4" in cells(scene)
    assert "mine 5" not in cells(scene)
    assert "and 7 more" in cells(scene)


def test_numbers_that_end_in_none_keep_their_name(scene, frame):
    scene.show_frame(frame())
    scene.selection.own_curves.add([own("too fast", "loss", 2.0, 4.0, np.inf, np.nan)])
    assert [label.text for label in scene.curves.loss_plot.moment.labels][-1] == "too fast · 4.000"


def test_other_seeds_are_asked_for_and_said_in_the_table(scene, frame, a_spread):
    now = frame()
    scene.show_frame(now)
    assert [button.text() for button in seeds_of(scene)] == ["× 5 …"] * 3
    seeds_of(scene)[1].menu().actions()[1].trigger()
    assert scene.asked == [RepeatRun(now.kept[0].entry.key, 10)]
    scene.show_frame(replace(now, spreads={now.own.key: a_spread((0.94, 0.95, 0.96), iterations=1200)}))
    assert [button.text() for button in seeds_of(scene)] == ["95.0 ± 0.8\xa0%", "× 5 …", "× 5 …"]
    assert "3 other seeds" in seeds_of(scene)[0].toolTip()
    own = seeds_of(scene)[0].menu().actions()
    assert [action.isEnabled() for action in own if action.text()] == [True, True, True, True]


def test_the_band_of_other_seeds_lies_in_both_plots(scene, frame, a_spread):
    scene.show_frame(frame())
    before = scene.curves.grab().toImage()
    now = frame()
    scene.show_frame(replace(now, spreads={now.own.key: a_spread((0.6, 0.7, 0.8), iterations=1200)}))
    curves = scene.curves
    assert curves.grab().toImage() != before
    for plot in (curves.loss_plot, curves.accuracy_plot):
        band = plot.curves[0]
        x, y = band.polyline(0, 1200, 600)
        assert len(x) == len(y) > 0
        assert len(x) % 3 == 0


def seeds_of(scene):
    return scene.table._rows.findChildren(QToolButton, "comparedSeeds")


def test_what_a_run_reads_stands_apart_from_the_numbers_at_its_left(scene, frame):
    theme.set_scale(1.5)
    scene.show_frame(frame())
    scene.grab()
    labels = {label.text(): label for label in scene.table.findChildren(QLabel)}
    goal = next(label for text, label in labels.items() if text.startswith("to 90"))
    left, right = (label.mapTo(scene.table, QPoint(0, 0)).x() for label in (goal, labels["reads"]))
    assert right - (left + goal.width()) >= theme.px(2 * theme.UNIT)


def test_the_smallest_screen_has_room_for_it(user):
    user.window.resize(1024, 600)
    user.action("actionCompareExperiment").trigger()
    bar = user.window.workbench.columns[1].verticalScrollBar()
    user.wait(lambda: user.window.findChild(CompareScene).isVisible() and bar.maximum() == 0)
