import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from mnistlab.data.ink import ink_to_image
from mnistlab.ui.widgets.canvas import DrawingCanvas, render_ink

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canvas(qtbot):
    canvas = DrawingCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(200, 200)
    canvas.show()
    return canvas


def draw(canvas, *points):
    places = [QPoint(*point) for point in points]
    QTest.mousePress(canvas, LEFT, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(canvas, place)
    QTest.mouseRelease(canvas, LEFT, pos=places[-1])


def dark_box(canvas):
    """Return left, top, right, bottom of the ink on the screen, in sides of the canvas."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    rows, columns = np.nonzero(pixels[:, : image.width()] < 80)
    side = image.width()
    return np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]) / side


def test_a_stroke_is_kept_in_sides_of_the_canvas(canvas):
    draw(canvas, (50, 20), (50, 100), (60, 180))
    (stroke,) = canvas.strokes
    assert stroke == pytest.approx(np.array([[0.25, 0.1], [0.25, 0.5], [0.3, 0.9]]))
    assert not canvas.is_empty


def test_each_move_that_adds_ink_says_so(canvas, qtbot):
    changes = []
    canvas.ink_changed.connect(lambda: changes.append(len(canvas.strokes[-1])))
    draw(canvas, (50, 20), (50, 100), (50, 100), (60, 180))
    assert changes == [1, 2, 3]


def test_each_press_begins_a_stroke(canvas):
    draw(canvas, (50, 20), (50, 100))
    draw(canvas, (100, 20), (120, 100), (130, 110))
    assert [len(stroke) for stroke in canvas.strokes] == [2, 3]


def test_a_move_without_a_press_draws_nothing(canvas):
    QTest.mouseMove(canvas, QPoint(40, 40))
    draw(canvas, (50, 20), (50, 100))
    QTest.mouseMove(canvas, QPoint(90, 90))
    assert [len(stroke) for stroke in canvas.strokes] == [2]


def test_other_buttons_draw_nothing(canvas):
    QTest.mousePress(canvas, Qt.MouseButton.RightButton, pos=QPoint(50, 50))
    QTest.mouseMove(canvas, QPoint(90, 90))
    QTest.mouseRelease(canvas, Qt.MouseButton.RightButton, pos=QPoint(90, 90))
    assert canvas.is_empty


def test_leaving_the_canvas_keeps_the_stroke(canvas):
    draw(canvas, (100, 100), (300, 100), (300, -50), (100, 50))
    (stroke,) = canvas.strokes
    assert stroke == pytest.approx(np.array([[0.5, 0.5], [1, 0.5], [1, 0], [0.5, 0.25]]))


def test_clear_takes_all_ink_and_says_so_once(canvas, qtbot):
    draw(canvas, (50, 20), (50, 100))
    with qtbot.waitSignal(canvas.ink_changed):
        canvas.clear()
    assert canvas.is_empty
    assert canvas.strokes == []
    with qtbot.assertNotEmitted(canvas.ink_changed):
        canvas.clear()


def test_clear_in_the_middle_of_a_stroke_ends_it(canvas):
    QTest.mousePress(canvas, LEFT, pos=QPoint(50, 50))
    canvas.clear()
    QTest.mouseMove(canvas, QPoint(90, 90))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(90, 90))
    assert canvas.is_empty


def test_ink_is_seen_where_it_was_drawn(canvas):
    draw(canvas, (60, 40), (60, 100), (60, 160))
    left, top, right, bottom = dark_box(canvas)
    pen = 0.6 / 7
    assert [left, right] == pytest.approx([0.3 - pen / 2, 0.3 + pen / 2], abs=0.01)
    assert [top, bottom] == pytest.approx([0.2 - pen / 2, 0.8 + pen / 2], abs=0.01)


def test_resizing_keeps_the_drawing(canvas):
    draw(canvas, (60, 40), (110, 100), (60, 160))
    strokes, box = canvas.strokes, dark_box(canvas)
    for width, height in ((500, 500), (100, 100), (37, 37)):
        canvas.resize(width, height)
        assert np.array_equal(canvas.strokes[0], strokes[0])
        assert dark_box(canvas) == pytest.approx(box, abs=1 / 200 + 1 / width)  # a screen pixel of each


def test_the_paper_is_a_square_in_the_middle(canvas):
    canvas.resize(300, 200)
    draw(canvas, (150, 100), (250, 200))
    assert canvas.strokes[0] == pytest.approx(np.array([[0.5, 0.5], [1, 1]]))
    left, top, right, bottom = dark_box(canvas) * 300
    assert [right, bottom] == pytest.approx([249, 199])  # within the hairline
    assert right - left == pytest.approx(bottom - top, abs=1)


def test_an_empty_canvas_says_what_to_do(canvas):
    canvas.set_placeholder("MMMM")
    image = canvas.grab().toImage()
    middle = [image.pixelColor(x, y) for x in range(60, 140) for y in range(80, 120)]
    assert any(colour != QColor("white") for colour in middle)


@pytest.mark.parametrize("scale", [0.1, 1, 50])
@pytest.mark.parametrize("move", [0, 7])
def test_ink_is_rendered_with_its_longest_side_at_160(scale, move):
    stroke = np.array([[0.2, 0.0], [0.5, 0.3], [0.3, 1.0]]) * scale + move
    stages = ink_to_image(render_ink([stroke]))
    assert stages is not None
    assert abs(max(stages.crop.shape) - 160) <= 2
    ones = ink_to_image(render_ink([stroke * 3 + 0.1]))
    assert np.abs(stages.image.astype(int) - ones.image).max() <= 3


def test_the_pen_is_an_eighth_of_the_digit():
    ink = render_ink([np.array([[0.5, 0.1], [0.5, 0.9]])])
    middle = ink[ink.shape[0] // 2]
    assert middle.sum() / 255 == pytest.approx(20, abs=0.5)


def test_a_fast_stroke_has_no_corners():
    corner = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    ink = render_ink([corner])
    assert ink[: ink.shape[0] // 8, -ink.shape[1] // 8 :].sum() == 0  # the curve passes inside of it


def test_where_the_pen_turns_back_its_end_is_round():
    there_and_back = render_ink([np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 0.02]])])
    there = render_ink([np.array([[0.0, 0.0], [1.0, 0.0]])])
    end = there_and_back[: there.shape[0], -24:].astype(float) - there[:, -24:]
    assert np.abs(end).mean() < 8


def test_several_strokes_and_dots_are_rendered_together():
    parts = [np.array([[0.0, 0.0], [0.0, 1.0]]), np.array([[0.9, 0.5]])]
    ink = render_ink(parts)
    assert ink[:, -20:].max() == 255
    assert ink[:, :20].max() == 255
