"""The picture of the network: what lies where, which edges it draws, and that it is painted in every state."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtTest import QTest

from mnistlab.ui.look.theme import SMALL, colours
from mnistlab.ui.pictures.network_picture import EDGES, NetworkPicture, Reading
from mnistlab.ui.pictures.unit_layout import shape_of

UNITS = 50
BAR = 27  # px: a digit and the left half of its bar


def reading(scale=1.0, label=None):
    rng = np.random.default_rng(5)
    scores = scale * rng.normal(size=10)
    y = np.exp(scores) / np.exp(scores).sum()
    return Reading(
        rng.integers(0, 256, 784, np.uint8), rng.random(UNITS), scale * rng.normal(size=(UNITS, 10)), scores, y, label
    )


@pytest.fixture(params=[False, True], ids=["plain", "detailed"])
def picture(request, qtbot):
    view = NetworkPicture(detailed=request.param)
    qtbot.addWidget(view)
    view.resize(686, 240)
    with qtbot.waitExposed(view):
        view.show()
    view.show_network(np.random.default_rng(1).normal(size=(784, UNITS)), 2.0, reading(label=4))
    return view


def move(view, place):
    none = Qt.MouseButton.NoButton
    where = QPointF(place)
    view.mouseMoveEvent(QMouseEvent(QEvent.Type.MouseMove, where, where, none, none, Qt.KeyboardModifier.NoModifier))


@pytest.mark.parametrize("size", [(420, 150), (560, 200), (686, 230), (686, 310), (776, 240), (1150, 560), (1400, 900)])
def test_image_units_and_outputs_lie_beside_each_other_in_the_widget(picture, size):
    picture.resize(*size)
    layout, image, rows = picture.layout_of_units(), picture.places.image, picture.places.rows
    assert (layout.columns, layout.rows) == shape_of(UNITS)
    assert image.right() < layout.left
    assert layout.top + layout.height + layout.gutter <= picture.places.bottom
    assert layout.left + layout.width + 40 < rows[0].left()
    assert rows[-1].bottom() <= picture.places.bottom + 1
    assert rows[0].right() == size[0]
    picture.grab()


def test_before_an_audience_no_empty_frame_stands_in_the_place_of_the_image(picture):
    picture.show_network(np.zeros((784, UNITS)), 2.0, None)

    def colours_there():
        seen = picture.grab(picture.places.image.toAlignedRect()).toImage()
        return {seen.pixel(x, y) for x in range(seen.width()) for y in range(seen.height())}

    assert len(colours_there()) > 1  # a frame, and what goes there
    picture.leave_out(True)
    assert len(colours_there()) == 1


def test_the_detailed_picture_gives_its_room_to_the_image_and_the_units(picture):
    picture.resize(684, 235)  # in a window of 1366 by 744
    sizes = picture.places.image.width(), picture.layout_of_units().cell
    assert sizes >= (142, 35) if picture._detailed else sizes >= (114, 32)


@pytest.mark.parametrize(("score", "written"), [(11.49, "+11.5"), (-6583.3, "−6583")])
def test_a_score_leaves_room_for_its_bar_and_its_probability(picture, score, written):
    if not picture._detailed:
        return
    picture.show_network(np.zeros((784, UNITS)), 1.0, reading(label=4), score_limit=abs(score))
    assert picture._score_text(score) == written
    assert picture._score_text(-31_234.0) == "−3×10⁴"
    row = picture.places.rows[0]
    width = QFontMetrics(picture._type(row, bold=True, most=SMALL)).horizontalAdvance
    assert BAR + width(written) + width("100.0 %") < row.width()


def test_scores_of_one_size_have_bars_of_one_length(picture):
    if not picture._detailed:
        return
    scores = np.array([5.0, -5.0] * 5)
    picture.show_network(np.zeros((784, UNITS)), 1.0, reading(label=4)._replace(scores=scores), score_limit=5)
    seen, lengths = picture.grab().toImage(), []
    for row, colour in zip(picture.places.rows, (colours().positive, colours().negative), strict=False):
        line = range(int(row.left()) + BAR // 2, int(row.left()) + 2 * BAR)
        lengths.append([seen.pixelColor(x, int(row.center().y())).name().upper() for x in line].count(colour.upper()))
    assert lengths[0] == lengths[1] > 0


def test_where_nothing_is_pointed_at_the_strongest_edges_are_drawn(picture):
    drawn = [(place, line.strand.digit) for line in picture._lines(picture.places) for place in line.strand.places]
    sizes = np.abs(picture.reading.parts)
    assert len(drawn) == EDGES
    assert min(sizes[edge] for edge in drawn) == pytest.approx(np.sort(sizes.ravel())[-EDGES])


def test_a_unit_or_an_output_below_the_mouse_shows_its_own_edges(picture):
    digits = []
    picture.digit_pointed.connect(digits.append)
    move(picture, picture.place_of_unit(22).center())
    assert {line.strand.places for line in picture._lines(picture.places)} == {(22,)}
    move(picture, picture.places.rows[6].center().toPoint())
    assert {line.strand.digit for line in picture._lines(picture.places)} == {6}
    assert digits == [6]
    picture.grab()
    picture.leaveEvent(QEvent(QEvent.Type.Leave))
    assert len({line.strand.digit for line in picture._lines(picture.places)}) > 1
    assert digits == [6, None]


def test_the_picked_unit_has_an_edge_into_the_answer_where_numbers_are_shown(picture):
    weakest = int(np.abs(picture.reading.parts).max(axis=1).argmin())
    picture.select(weakest)
    answer = picture.reading.answer
    drawn = [line.strand for line in picture._lines(picture.places) if line.strand.digit == answer]
    found = any(weakest in strand.places for strand in drawn)
    assert found is picture._detailed


def test_weights_that_are_no_numbers_and_no_image_at_all_are_painted_too(picture):
    broken = np.full(10, np.nan)
    nothing = np.full((784, UNITS), np.nan)
    known = reading()
    picture.show_network(nothing, 1.0, known._replace(z=np.full(UNITS, np.nan), scores=broken, y=broken))
    assert picture.reading.answer is None
    picture.grab()
    picture.show_network(np.zeros((784, UNITS)), 1.0, None)
    assert picture._lines(picture.places) == []
    picture.grab()


def test_a_click_on_a_unit_picks_it(picture, qtbot):
    with qtbot.waitSignal(picture.picked) as heard:
        QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=picture.place_of_unit(37).center())
    assert heard.args == [37]


@pytest.mark.parametrize("picture", [True], indirect=True)
def test_bars_of_scores_are_longer_where_there_is_width(picture):
    def length(width):
        picture.resize(width, 420)
        row = picture.places.rows[2].toAlignedRect()
        image = picture.grab(row).toImage()
        middle = image.height() // 2
        colours = [image.pixelColor(x, middle) for x in range(image.width())]
        return sum(colour.saturation() > 150 for colour in colours)

    assert length(1150) > 1.5 * length(686) > 0
