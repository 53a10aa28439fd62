"""Why this answer: the sums are right, follow what is drawn and who reads, and can be asked for any two digits."""

import re
from itertools import cycle

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from mnistlab.analysis.explain import difference
from mnistlab.nn import MultiLayerNet
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.pictures.pixel_map import PixelMap
from mnistlab.ui.pictures.unit_votes import UnitVotes
from mnistlab.ui.plots.waterfall import Waterfall
from mnistlab.ui.scenes.readings.why import odds_sentence
from mnistlab.ui.selection import Reader


@pytest.fixture
def stage(user):
    user.wait(lambda: user.window.selection.ready is not None)
    user.window.selection.choose_reader(Reader.OWN)
    return user.window.findChild(StagePanel)


@pytest.fixture
def scene(user, stage):
    user.action("actionWhyExperiment").trigger()
    return stage.scene


@pytest.fixture
def digit(small_dataset):
    """Return an image (28, 28) of a digit."""

    def one(label):
        place = int((small_dataset.train_labels == label).argmax())
        return small_dataset.train_images[place].reshape(28, 28)

    return one


def train_a_little(user):
    user.widget("iterations").setValue(200)
    user.widget("learningRate").setValue(1.0)
    user.press("actionRewind")
    user.action("actionRun").trigger()
    user.wait(lambda: user.frame.finished)


def scores_of(user, image):
    network = user.window.selection.network(user.frame.network)
    return network.forward(image.reshape(-1) / np.float32(255)).scores


def texts(scene):
    return scene.findChild(Waterfall, "whySum").names


def test_the_columns_of_pictures_say_what_they_are_or_the_line_below_does(scene):
    for size, caption in (((600, 500), ""), ((300, 180), "outer: weights; inner: × image")):
        scene.votes.resize(*size)
        QApplication.sendEvent(scene.votes, QResizeEvent(QSize(*size), QSize(*size)))
        assert scene.votes_caption.text() == caption


def test_with_nothing_to_read_it_says_what_to_do(user, stage, scene):
    assert scene.nothing.isVisible()
    assert "draw a digit" in scene.nothing.text()
    assert stage.title.text() == "Why this answer?"
    user.press("actionSelectBatch")
    assert not scene.nothing.isVisible()
    assert "mini-batch" in scene.about.text()
    user.press("actionRewind")
    assert scene.nothing.isVisible()
    assert stage.title.text() == "Why this answer?"


def test_the_bars_sum_to_the_difference_of_the_scores(user, stage, scene, digit):
    train_a_little(user)
    user.window.selection.take_drawing(digit(3))
    scores = scores_of(user, digit(3))
    second, first = np.argsort(scores)[-2:].tolist()
    assert stage.title.text() == f"Why {first} rather than {second}?"
    total = scene.sum.total
    assert total == pytest.approx(scores[first] - scores[second], abs=1e-4)
    assert total > 0
    votes = scene.votes
    assert scene.sum.values[0] == pytest.approx(votes.for_.values.sum())
    assert scene.sum.values[1] == pytest.approx(votes.against.values.sum())
    assert (votes.for_.values > 0).all()
    assert (votes.against.values < 0).all()
    assert texts(scene)[-1] == f"score of {first} − score of {second}"
    forward = user.frame.network.forward(digit(3).reshape(-1) / 255)
    parts = difference(user.frame.network, forward, first, second)
    assert votes.for_.units[0] == parts.units.argmax()
    assert votes.against.units[0] == parts.units.argmin()
    np.testing.assert_array_equal(votes.for_.weights[0], user.frame.network.params["W1"][:, votes.for_.units[0]])
    inked = digit(3).reshape(-1) / np.float32(255)
    np.testing.assert_array_equal(votes.for_.seen[0], votes.for_.weights[0] * inked)


def test_it_follows_the_pen_the_focus_and_the_weights(user, stage, scene, digit):
    train_a_little(user)
    selection = user.window.selection
    found = set()
    for label in (0, 1, 7):
        selection.take_drawing(digit(label))
        found.add(stage.title.text().split()[1])
        assert stage.title.text().split()[1] == str(scores_of(user, digit(label)).argmax())
    assert len(found) > 1
    assert scene.about.text().startswith("your drawing")
    selection.take_drawing(None)
    selection.pick_image(4)
    assert "image 5 of the mini-batch" in scene.about.text()
    before = scene.sum.values
    user.press("actionRewind")
    user.press("actionStep")
    assert scene.sum.values != before


def test_another_reader_is_another_answer(user, stage, scene, digit):
    selection = user.window.selection
    selection.take_drawing(digit(5))
    assert "your network" in scene.about.text()
    own = scene.sum.total
    selection.choose_reader(Reader.READY)
    assert "the built-in network" in scene.about.text()
    assert abs(scene.sum.total) > abs(own)  # it knows, and the untrained one does not
    scores = scores_of(user, digit(5))
    assert scene.sum.total == pytest.approx(np.sort(scores)[-1] - np.sort(scores)[-2], abs=1e-3)


def test_any_two_digits_can_be_compared_until_the_person_has_enough(user, stage, scene, digit):
    train_a_little(user)
    selection = user.window.selection
    selection.take_drawing(digit(3))
    read, follow = scores_of(user, digit(3)).argmax(), scene.findChild(QPushButton, "whyFollow")
    assert re.search(r"for\s\d", scene.map_caption.text())
    assert not re.search(r" \d", scene.map_caption.text())  # a line that begins with a digit alone
    assert not follow.isEnabled()
    worst = int(scores_of(user, digit(3)).argmin())
    first = scene.findChild(QComboBox, "whyFirst")
    second = scene.findChild(QComboBox, "whySecond")
    QTest.keyClick(second, str(worst))  # as a person types in a box
    assert stage.title.text() == f"Why {read} rather than {worst}?"
    QTest.keyClick(first, str(worst))  # both the same: they change places
    assert (first.currentIndex(), second.currentIndex()) == (worst, read)
    assert stage.title.text() == f"Why not {worst}, but {read}?"
    assert scene.sum.total < 0
    selection.take_drawing(digit(0))
    assert (first.currentIndex(), second.currentIndex()) == (worst, read)  # what was chosen stays
    follow.click()
    assert stage.title.text().split()[1] == str(scores_of(user, digit(0)).argmax())
    assert not follow.isEnabled()


def test_exact_numbers_below_the_mouse(user, stage, scene, digit):
    train_a_little(user)
    user.window.selection.take_drawing(digit(3))
    votes, pixels = scene.findChild(UnitVotes, "whyUnits"), scene.findChild(PixelMap, "whyPixels")
    readout = scene.findChild(type(scene.exact), "whyReadout")
    odds = readout.text()
    assert "times as likely" in odds
    unit = int(votes.for_.units[0])
    places = [QPoint(x, y) for y in range(20, 60, 3) for x in range(votes.width())]
    bar = next(place for place in places if votes.thing_at(place) == (unit, None))
    shifts = cycle((0, 1))  # the first move of all only brings the mouse into the window

    def says(widget, place, words):
        QTest.mouseMove(widget, place + QPoint(next(shifts), 0))
        return words in readout.text()

    user.wait(lambda: says(votes, bar, f"unit {unit}: activation"))
    value = float(readout.text().rsplit("= ", 1)[1].replace("−", "-"))
    assert value == pytest.approx(votes.for_.values[0], rel=2e-3)
    inked = digit(3).reshape(-1) > 200
    picture = next(
        place
        for place in places
        if (found := votes.thing_at(place)) and found[0] == unit and found[1] and inked[found[1]]
    )
    user.wait(lambda: says(votes, picture, f"unit {unit}, row"))
    user.wait(lambda: says(pixels, pixels.rect().center(), "∂"))
    row, column = map(int, re.findall(r"\d+", readout.text())[:2])
    assert (row, column) in {(13, 13), (13, 14), (14, 13), (14, 14)}
    before = readout.text()
    user.window.selection.take_drawing(digit(0))  # what is below the mouse has other numbers
    assert "∂" in readout.text()
    assert readout.text() != before
    pixels.leaveEvent(None)
    user.window.selection.take_drawing(digit(3))
    assert readout.text() == odds


def test_what_ink_does_is_what_the_map_says(user, stage, scene, digit):
    """More ink where it is bluest raises the difference of the scores by as much as the map says."""
    train_a_little(user)
    user.window.selection.take_drawing(digit(3))
    first, second = scene.digits
    x = digit(3).reshape(-1) / np.float64(255)
    pixel = int(scene.gradient.argmax())
    moved = x.copy()
    moved[pixel] += 1e-3
    network = user.frame.network
    scores, more = network.forward(x).scores, network.forward(moved).scores
    slope = ((more[first] - more[second]) - (scores[first] - scores[second])) / 1e-3
    assert slope == pytest.approx(scene.gradient[pixel], rel=0.05)


def test_a_spoilt_network_has_no_answer(user, stage, scene, digit):
    spoilt = MultiLayerNet(784, [4], 10)
    spoilt.params["W1"][:] = np.nan
    user.window.selection.take_drawing(digit(3))
    user.window.selection.ready = spoilt
    user.window.selection.choose_reader(Reader.READY)
    assert scene.nothing.isVisible()
    assert "Go back, or rewind" in scene.nothing.text()


def test_a_scene_that_is_not_shown_does_nothing(user, stage, scene, digit, monkeypatch):
    user.action("actionCheckExperiment").trigger()
    monkeypatch.setattr(scene, "refresh", lambda: pytest.fail("nobody is looking"))
    user.window.selection.take_drawing(digit(3))
    user.press("actionStep")


def test_networks_of_one_unit_and_of_thousands_are_explained(user, stage, scene, digit):
    selection = user.window.selection
    selection.take_drawing(digit(3))
    for hidden in (1, 3000):
        selection.ready = MultiLayerNet(784, [hidden], 10, "relu", 0.05, rng=np.random.default_rng(hidden))
        selection.choose_reader(Reader.OWN)
        selection.choose_reader(Reader.READY)
        shown = len(scene.votes.for_.units) + len(scene.votes.against.units)
        assert shown <= min(hidden, 12)
        scores = scores_of(user, digit(3))
        first, second = scene.digits
        assert scene.sum.total == pytest.approx(scores[first] - scores[second], abs=1e-3)
        scene.grab()


def test_every_control_can_be_reached_by_key_and_says_what_it_is(user, stage, scene):
    for box in scene.findChildren(QComboBox):
        assert box.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert box.accessibleName()
        assert box.toolTip()


def test_every_text_follows_the_language(user, stage, scene, digit, monkeypatch):
    user.window.selection.take_drawing(digit(3))
    monkeypatch.setattr(scene, "tr", lambda text: f"¿{text}", raising=False)
    scene.retranslate()
    said = (*texts(scene), *scene.votes._headings, scene.words()[0])
    labels = (scene.map_caption, scene.map_title, scene.votes_caption, scene.between, scene.follow)
    assert all(text.startswith("¿") for text in (*said, *(label.text() for label in labels)))


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (2.0, "After softmax, 3 is e²·⁰⁰ ≈ 7.39 times as likely as 8."),
        (-2.0, "After softmax, 8 is e²·⁰⁰ ≈ 7.39 times as likely as 3."),
        (3.0, "After softmax, 3 is e³·⁰⁰ ≈ 20 times as likely as 8."),
        (0.05, "After softmax, 3 is e⁰·⁰⁵ ≈ 1.05 times as likely as 8."),
        (0.0, "After softmax, 3 and 8 are equally likely."),
        (-20.0, "After softmax, 8 is more than a million times as likely as 3."),
        (1e6, "After softmax, 3 is more than a million times as likely as 8."),
    ],
)
def test_the_digit_with_the_higher_score_is_the_likelier(total, said):
    assert odds_sentence(3, 8, total) == said
