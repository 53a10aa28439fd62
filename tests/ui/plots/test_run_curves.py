"""The curves of a run: what they say, where they say it, and what it costs to draw them."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest

from mnistlab.analysis.centred_mean import CentredMean
from mnistlab.data.series import parse_series
from mnistlab.library.curves import OwnCurve
from mnistlab.training import UpdateRule
from mnistlab.ui.look import theme
from mnistlab.ui.plots.curve import Curve
from mnistlab.ui.plots.kept_line import KeptLine
from mnistlab.ui.plots.labels import text_width


def texts(plot):
    return [label.text for label in plot.moment.labels]


# -- the same axis for both


def test_an_iteration_is_at_the_same_place_in_both_plots(curves, frame_of):
    curves.show_frame(frame_of(np.ones(4235)))
    for iteration in (0, 600, 9000):
        assert curves.loss_plot.x_of(iteration) == curves.accuracy_plot.x_of(iteration)
    assert curves.loss_plot.x() == curves.accuracy_plot.x()


def test_each_plot_has_twice_the_area_it_once_had(curves):
    for plot in (curves.loss_plot, curves.accuracy_plot):
        assert plot.width() * plot.height() >= 2 * 338 * 123


def test_alone_the_loss_is_small_and_has_the_way_back(curves, hand, frame_of, asked):
    curves.show_both(False)
    curves.resize(322, 200)
    curves.show_frame(frame_of(np.full(3000, 0.25)))
    assert not curves.accuracy_plot.isVisible()
    assert texts(curves.loss_plot) == ["0.250"]
    assert curves.words.text() == "drag to go back"
    QTest.mouseClick(curves.loss_plot, Qt.MouseButton.LeftButton, pos=hand.on_track(1000))
    assert asked[0].iteration == pytest.approx(1000, abs=20)


# -- what is said at the ends of the lines


def with_rates(frame, *rates):
    """Return a frame of a run whose learning rate has changed: pairs of an iteration and the rate from there on."""
    rules = tuple((at, UpdateRule(rate, "backpropagation", None)) for at, rate in rates)
    return replace(frame, own=replace(frame.own, rules=rules))


def test_both_plots_mark_where_the_learning_rate_became_another(curves, frame_of):
    rates = (0, 0.1), (1000, 1.0), (1010, 0.5), (2500, 0.5), (3000, 2.0)  # the last has trained nothing yet
    frame = with_rates(frame_of(np.full(3000, 1.0)), *rates)
    for shown in (frame, frame_of(np.full(3000, 1.0))):
        curves.show_frame(shown)
        expected = ((1000, "η 1"), (1010, "η 0.5")) if shown is frame else ()
        for plot in (curves.loss_plot, curves.accuracy_plot):
            assert plot.moment.changes == expected
            places = [box for box in plot._places_of_changes() if not box.isNull()]
            assert len(places) == len(expected)
            words = [*places, *(place for *_, place in plot._words())]
            assert not any(one.intersects(other) for one, other in combinations(words, 2))


def test_the_line_of_the_moment_runs_through_no_words(curves, frame_of):
    curves.show_frame(frame_of(np.full(1000, 1.0), iterations=1000))
    for iteration in range(700, 1001, 5):
        curves.show_frame(frame_of(np.full(1000, 1.0), iterations=1000, iteration=iteration, past=True))
        curves.grab()
        for plot in (curves.loss_plot, curves.accuracy_plot):
            line = plot.x_of(iteration)
            words = [place for *_, place in plot._words()]
            assert not any(place.left() < line < place.right() for place in words)
            assert not any(place.intersects(box) for place in words for box in plot._boxes)


def test_words_before_the_moment_lie_on_no_curve(curves, frame_of):
    plot, crossed = curves.loss_plot, 0
    for count in range(240, 305, 8):
        curves.show_frame(frame_of(np.linspace(2.3, 2.1, count), iterations=1000))
        curves.grab()
        words = plot._words()
        if plot._corner_crossed:
            crossed += 1
            assert not any(plot._is_crossed(place) for *_, place in words)
    assert crossed


def test_words_before_the_moment_do_not_reach_over_the_numbers_of_the_axis(curves, frame_of):
    curves.resize(348, 440)
    curves.show_frame(frame_of(np.linspace(2.3, 0.7, 700), iterations=1000))
    curves.grab()
    plot = curves.accuracy_plot
    words = [place for *_, place in plot._words()]
    assert words
    assert plot._corner_crossed
    assert all(place.left() >= plot.area.left() for place in words)


def test_the_ends_of_the_lines_say_what_they_are(curves, frame_of):
    curves.show_frame(frame_of(np.full(4630, 0.252)))
    assert texts(curves.loss_plot) == ["this run 0.252", "test 0.138"]
    assert texts(curves.accuracy_plot) == ["test 82.5\xa0%", "train 83.5\xa0%"]


def test_what_was_measured_earlier_is_said_to_be_of_its_epoch(curves, frame_of):
    for count, note, title in ((4630, "epoch 7", "Accuracy after epoch 7"), (4200, "", "Accuracy")):
        curves.show_frame(frame_of(np.full(count, 0.252)))
        own, others = curves.loss_plot.moment.labels
        assert (own.note, others.note, curves.accuracy_plot.moment.title) == ("", note, title)


def test_out_of_view_of_the_moment_lines_have_names_and_no_numbers(curves, frame_of):
    curves.show_frame(frame_of(np.full(6000, 0.25)))
    curves.course.zoom(1000, 0.1)
    assert texts(curves.loss_plot) == ["this run"]
    assert texts(curves.accuracy_plot) == ["test", "train"]


def test_looking_back_all_numbers_are_of_that_moment(curves, frame_of):
    now = frame_of(np.linspace(2, 1, 6000))
    curves.show_frame(replace(now, past=True, iteration=3000))
    assert texts(curves.loss_plot) == ["this run 1.500", "test 0.183"]
    assert texts(curves.accuracy_plot) == ["test 81.5\xa0%", "train 82.5\xa0%"]
    assert curves.loss_plot.moment.iteration == 3000
    assert curves.loss_plot.moment.words == "iteration 3,000 of 6,000"
    curves.show_frame(now)
    assert curves.loss_plot.moment.iteration == 6000


def test_no_hint_is_written_over_a_curve(curves, frame_of):
    curves.show_frame(frame_of(np.linspace(2.3, 0.3, 3000)))

    def written():
        return [text for text, *_ in curves.loss_plot._words()]

    assert written() == ["Loss", "drag to go back"]
    strip = curves.loss_plot._words()[1][2]
    high = next(value for value in np.linspace(2.5, 0, 200) if curves.loss_plot.height_of(value) > strip.center().y())
    curves.show_expected("loss", range(0, 10_001, 1000), [high] * 11)
    assert written() == ["Loss"]
    curves.show_expected("loss", range(0, 10_001, 1000), [0.2] * 11)
    assert written() == ["Loss", "drag to go back"]
    curves.show_frame(frame_of(np.full(9990, high)))  # the run itself
    assert written() == ["Loss"]


@pytest.mark.parametrize("both", [False, True])
def test_the_numbers_of_a_logarithmic_axis_are_whole(curves, frame_of, both):
    curves.show_both(both)
    curves.resize(*((686, 288) if both else (322, 200)))
    curves.show_frame(frame_of(np.geomspace(2.3, 0.002, 3000)))
    curves.log.click()
    plot = curves.loss_plot
    widest = max(text_width(text) for _, text in plot._value_ticks())
    assert widest <= plot.left


def test_kept_runs_are_named_in_both_plots(curves, frame_of):
    at = np.arange(0, 10_001, 600)
    kept = KeptLine("η 0.5", 0, np.full(10_000, 0.1, np.float32), at, np.full(len(at), 0.968))
    curves.show_frame(frame_of(np.full(4630, 0.252)))
    before = curves.grab().toImage()
    curves.show_kept([kept])
    assert "η 0.5" in texts(curves.loss_plot)
    assert "η 0.5 · 96.8\xa0%" in texts(curves.accuracy_plot)
    assert curves.grab().toImage() != before
    curves.show_kept([])
    assert curves.grab().toImage() == before


def test_a_long_name_goes_on_below_what_tells_most(curves, frame_of, kept_view):
    view = kept_view(0, iterations=900, learning_rate=0.5, batch_size=37, weight_decay=0.0001)
    curves.show_frame(frame_of(np.ones(500), kept=(view,)))
    label = next(label for label in curves.loss_plot.moment.labels if "batch" in label.text)
    assert label.text == "batch 37"
    assert label.note.startswith("η 0.5")
    assert curves.loss_plot.x_of(0) + label.width < curves.width()


def test_no_word_of_a_name_is_cut(curves, frame_of, kept_view, monkeypatch):
    view = kept_view(0, iterations=900, learning_rate=0.05, optimizer="momentum")
    curves.show_frame(frame_of(np.ones(880), iterations=900, kept=(view,)))
    monkeypatch.setattr(curves.loss_plot, "right", 40)  # px: less than its longest word takes
    monkeypatch.setattr(curves.loss_plot, "x_of", lambda _iteration: curves.loss_plot.width() - 40)
    labels = curves._words.loss_labels(880, 1.0)
    assert ("η 0.05", "Momentum") in [(label.text, label.note) for label in labels]


def test_no_setting_of_a_name_is_parted_from_its_value(curves, frame_of, kept_view, monkeypatch):
    view = kept_view(0, iterations=900, name="η 0.1 · to 3,000")
    curves.show_frame(frame_of(np.ones(880), iterations=900, kept=(view,)))
    monkeypatch.setattr(curves.loss_plot, "right", 40)  # px: less than the second part of the name takes
    monkeypatch.setattr(curves.loss_plot, "x_of", lambda _iteration: curves.loss_plot.width() - 40)
    labels = curves._words.loss_labels(880, 1.0)
    assert ("η 0.1", "to 3,000") in [(label.text, label.note) for label in labels]


def test_no_two_labels_are_the_same(curves, frame_of, kept_view):
    many = {"learning_rate": 0.5, "batch_size": 37, "weight_decay": 0.0001, "optimizer": "adam", "dropout": 0.2}
    unlike = [kept_view(0, seed=7, **many), kept_view(1, seed=8, **many)]
    alike = [kept_view(2, iterations=600), kept_view(3, iterations=1_200)]
    long = "the same beginning of a name that has no room beside a line, "
    given = [kept_view(4, name=f"{long} {one}") for one in "A"]
    curves.show_frame(frame_of(np.ones(500), kept=(*unlike, *alike, *given)))
    for plot in (curves.loss_plot, curves.accuracy_plot):
        shown = [(label.text.partition(" · 9")[0], label.note) for label in plot.moment.labels]
        assert len(set(shown)) == len(shown) >= 6


def test_the_kept_runs_of_a_frame_are_drawn_to_their_ends(curves, frame_of, kept_view):
    view = kept_view(2, iterations=9_000, name="mine")
    curves.show_frame(frame_of(np.ones(500), iterations=600, kept=(view,)))
    assert "mine" in texts(curves.loss_plot)
    assert curves.course.high >= 9_000


@pytest.mark.parametrize(
    ("work", "words"),
    [
        ("accuracy", "measuring the accuracy"),
        ("gradient", "computing the gradient"),
        ("way_back", "going back"),
        ("data", "reading the images"),
        ("file", "reading or writing a file"),
    ],
)
def test_what_takes_long_says_what_it_is_and_how_far_it_has_come(curves, frame_of, work, words):
    curves.show_frame(frame_of(np.ones(500), working=work, progress=0.437))
    assert curves.loss_plot.moment.words == f"{words}: 43\N{NO-BREAK SPACE}%"
    curves.show_both(False)
    curves.resize(242, 200)  # as in the smallest window
    assert curves.words.width() >= QFontMetrics(theme.font(theme.SMALL)).horizontalAdvance(curves.words.text())
    assert "43" in curves.words.text()
    assert not curves.words.text().startswith("accuracy")  # because that would read as a result
    assert not curves.words.geometry().intersects(curves._take.geometry())
    curves.show_both(True)
    curves.show_frame(frame_of(np.ones(500), working=work, progress=0.0))
    assert curves.loss_plot.moment.words == f"{words}…"  # nobody knows how much is done
    curves.show_frame(frame_of(np.ones(500)))
    assert curves.loss_plot.moment.words == "drag to go back"


# -- the axes


def test_the_accuracy_axis_fits_what_is_there(curves, frame_of):
    plot = curves.accuracy_plot
    curves.show_frame(frame_of(np.ones(3000), train_accuracy=np.full(6, 0.1), test_accuracy=np.full(6, 0.1)))
    assert plot.low == 0
    assert not plot.broken
    rising = np.array([0.1, 0.88, 0.9, 0.91, 0.92, 0.925])
    curves.show_frame(frame_of(np.ones(3000), run_id=2, train_accuracy=rising, test_accuracy=rising))
    assert plot.low == 0.8
    assert plot.broken


def test_the_loss_axis_becomes_logarithmic_when_most_lies_at_its_foot(curves, frame_of):
    curves.show_frame(frame_of(np.full(1000, 1.0)))
    assert curves.linear.isChecked()
    fallen = np.concatenate((np.linspace(2.3, 0.3, 1000), np.full(9000, 0.2)))
    curves.show_frame(frame_of(fallen))
    assert curves.log.isChecked()
    assert curves.loss_plot.log
    assert curves.loss_plot.moment.title == "Loss, log axis"
    curves.show_frame(frame_of(np.full(1000, 1.0), run_id=2))
    assert curves.linear.isChecked()


def test_who_has_chosen_an_axis_keeps_it(curves, frame_of):
    fallen = np.concatenate((np.linspace(2.3, 0.3, 1000), np.full(9000, 0.2)))
    curves.show_frame(frame_of(fallen))
    QTest.mouseClick(curves.linear, Qt.MouseButton.LeftButton)
    curves.show_frame(frame_of(fallen[:-1], run_id=2))
    assert curves.linear.isChecked()
    assert not curves.loss_plot.log


@pytest.mark.parametrize("log", [False, True], ids=["linear", "log"])
@pytest.mark.parametrize(
    "losses",
    [
        [],
        [np.nan],
        [np.inf, np.nan, -np.inf],
        [2.3, np.nan, 2.1, np.inf, 1.9],
        [0.0, 0.0],
        [0.5, 0.0, -1.0, 0.2],
        [3e38, 1e-38, 1.0],
    ],
    ids=str,
)
def test_any_loss_can_be_drawn(curves, hand, frame_of, losses, log):
    QTest.mouseClick(curves.log if log else curves.linear, Qt.MouseButton.LeftButton)
    curves.show_frame(frame_of(losses))
    hand.turn_wheel(hand.place(50), y=240)
    hand.point_at(hand.place(50))
    assert not curves.grab().isNull()


def test_no_number_at_the_end_of_a_line_is_below_the_button_that_takes_the_curves_along(curves, frame_of):
    curves.show_frame(frame_of(np.ones(10_000)))
    own = parse_series("test accuracy\n0.95\n0.96\n0.97\n0.98\n0.99", "mine", "mine")
    curves.show_own(tuple(OwnCurve(series) for series in own))
    for height in (288, 240):
        curves.resize(686, height)
        curves.grab()
        plot = curves.accuracy_plot
        assert plot._boxes
        button = curves._take.geometry().translated(0, -plot.y())
        assert not any(box.intersects(QRectF(button)) for box in plot._boxes)


def test_each_of_a_few_measurements_has_its_mark_however_near_the_next(curves, frame_of):
    facts = {"evaluated_at": np.array([0, 25])}
    names = ("train_accuracy", "test_accuracy", "train_loss", "test_loss")
    facts |= {name: np.array([0.1, 0.75]) for name in names}
    curves.show_frame(frame_of(np.ones(900), **facts))
    plot = curves.accuracy_plot
    image = plot.grab().toImage()
    at = round(plot.x_of(25)) + 1, round(float(plot.y_of(np.array([0.75]))[0]))
    assert image.pixelColor(*at).name() == Curve("own").colour_now().name()


def test_no_line_is_drawn_over_the_first_epoch_in_which_nobody_has_measured(curves, frame_of):
    at = np.arange(0, 3001, 600)
    losses = np.array([2.3, 0.5, 0.4, 0.3, 0.3, 0.3])
    shares = np.linspace(0.5, 0.9, len(at))
    facts = {"train_accuracy": shares, "test_accuracy": shares, "train_loss": losses, "test_loss": losses}
    curves.show_frame(frame_of(np.full(3000, 0.1), evaluated_at=at, **facts))
    plot = curves.loss_plot
    image = plot.grab().toImage()

    def is_painted(iteration, low, high):
        """Return whether there is a line at an iteration between two losses."""
        ends = (round(plot.height_of(loss)) for loss in (high, low))
        column = {image.pixelColor(round(plot.x_of(iteration)), y).name() for y in range(*ends)}
        return len(column) > 1

    assert not is_painted(200, 1.1, 1.8)
    assert is_painted(900, 0.3, 0.49)


# -- cheap


def test_a_frame_without_news_paints_no_curve_again(curves, frame_of, monkeypatch):
    loss = np.ones(5000)
    curves.show_frame(frame_of(loss))
    curves.grab()
    painted = []
    monkeypatch.setattr(type(curves.loss_plot), "_paint_curves", lambda plot, *_: painted.append(plot))
    curves.show_frame(frame_of(loss))
    curves.grab()
    assert not painted
    curves.show_frame(frame_of(np.ones(5300)))
    curves.grab()
    assert painted == [curves.loss_plot]  # no epoch has ended
    curves.show_frame(frame_of(np.ones(6000)))
    curves.grab()
    assert curves.accuracy_plot in painted


def test_kept_runs_are_not_painted_again_at_every_epoch(curves, frame_of, kept_view, monkeypatch):
    kept = (kept_view(0, iterations=9_000), kept_view(1, iterations=9_000))
    curves.show_frame(frame_of(np.ones(5900), kept=kept))
    curves.grab()
    painted = []
    paint = Curve.paint
    monkeypatch.setattr(Curve, "paint", lambda curve, *rest: (painted.append(curve.colour), paint(curve, *rest)))
    curves.show_frame(frame_of(np.ones(6100), kept=kept))
    curves.grab()
    assert set(painted) == {"raw", "own", "test"}


def test_a_kept_run_is_smoothed_once_whatever_it_is_called(curves, frame_of, monkeypatch):
    """A million losses take a tenth of a second, and every change of the list may give it another name."""
    at = np.arange(0, 10_001, 600)
    kept = KeptLine("η 0.5", 0, np.full(10_000, 0.1, np.float32), at, np.full(len(at), 0.968))
    curves.show_frame(frame_of(np.full(4630, 0.252)))
    taken, take = [], CentredMean.take
    monkeypatch.setattr(CentredMean, "take", lambda mean, losses: taken.append(losses) or take(mean, losses))
    curves.show_kept([kept])
    curves.show_kept([replace(kept, name="η 0.5 · 2")])
    assert [losses for losses in taken if losses is kept.loss] == [kept.loss]
    assert "η 0.5 · 2" in texts(curves.loss_plot)
    curves.show_kept([replace(kept, loss=kept.loss[:600])])
    assert curves._curves.kept[0][1].end == 600


def test_a_million_iterations_are_painted_from_as_many_points_as_a_thousand(curves, frame_of):
    losses = np.random.default_rng(1).random(1_000_000)
    curves.show_frame(frame_of(losses, iterations=1_000_000))
    curves.grab()
    width = curves.loss_plot.area.width()
    for curve in curves.loss_plot.curves:
        _, known = curve._known
        assert len(known[0]) <= 2 * width + 8


def test_train_and_test_are_both_seen_where_they_coincide(curves, frame_of):
    same = np.linspace(0.8, 0.9, 11)
    curves.show_frame(frame_of(np.ones(6000), train_accuracy=same, test_accuracy=same))
    image: QImage = curves.accuracy_plot.grab().toImage()
    found = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert "#34435c" in found
    assert "#0b7a75" in found
