import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QImage,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mnistlab.data.ink import ink_to_image
from mnistlab.ui.canvas.canvas import DrawingCanvas
from mnistlab.ui.canvas.digit_drag import MIME_TYPE, digit_mime
from mnistlab.ui.canvas.drawing import Drawing, Line
from mnistlab.ui.canvas.preparation import prepared
from mnistlab.ui.canvas.rendering import image_of, ink, pixels_of, whole

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


def render_ink(strokes):
    return ink(Drawing(tuple(map(Line, strokes))))


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
    pixels = render_ink([np.array([[0.5, 0.1], [0.5, 0.9]])])
    middle = pixels[pixels.shape[0] // 2]
    assert middle.sum() / 255 == pytest.approx(20, abs=0.5)


def test_a_fast_stroke_has_no_corners():
    corner = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    pixels = render_ink([corner])
    assert pixels[: pixels.shape[0] // 8, -pixels.shape[1] // 8 :].sum() == 0  # the curve passes inside of it


def test_where_the_pen_turns_back_its_end_is_round():
    there_and_back = render_ink([np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 0.02]])])
    there = render_ink([np.array([[0.0, 0.0], [1.0, 0.0]])])
    end = there_and_back[: there.shape[0], -24:].astype(float) - there[:, -24:]
    assert np.abs(end).mean() < 8


def test_several_strokes_and_dots_are_rendered_together():
    parts = [np.array([[0.0, 0.0], [0.0, 1.0]]), np.array([[0.9, 0.5]])]
    pixels = render_ink(parts)
    assert pixels[:, -20:].max() == 255
    assert pixels[:, :20].max() == 255


# Undo


def pixel_image():
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 12:16] = 255
    return image


def erase(canvas, *points):
    canvas.set_erasing(True)
    draw(canvas, *points)
    canvas.set_erasing(False)


CHANGES = {
    "a stroke": lambda canvas: draw(canvas, (20, 20), (180, 180)),
    "a dot": lambda canvas: draw(canvas, (20, 20)),
    "erasing": lambda canvas: erase(canvas, (60, 100), (140, 100)),
    "clear": lambda canvas: canvas.clear(),
    "a picture": lambda canvas: canvas.lay_picture(pixel_image().repeat(4, axis=0)),
    "pixels": lambda canvas: canvas.lay_pixels(pixel_image()),
}
BEFORE = {
    "a drawing": lambda canvas: draw(canvas, (100, 20), (100, 180)),
    "pixels": lambda canvas: canvas.lay_pixels(pixel_image()),
    "a picture": lambda canvas: canvas.lay_picture(pixel_image().repeat(4, axis=0)),
}


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_undone_and_done_again(canvas, qtbot, before, change):
    BEFORE[before](canvas)
    first = whole(canvas.drawing)
    CHANGES[change](canvas)
    second = whole(canvas.drawing)
    assert not np.array_equal(first, second) or before == change
    with qtbot.waitSignal(canvas.ink_changed):
        canvas.undo()
    assert np.array_equal(whole(canvas.drawing), first)
    with qtbot.waitSignal(canvas.ink_changed):
        canvas.redo()
    assert np.array_equal(whole(canvas.drawing), second)


def test_undo_in_the_middle_of_a_stroke_takes_it_and_ends_it(canvas):
    draw(canvas, (50, 50), (50, 150))
    QTest.mousePress(canvas, LEFT, pos=QPoint(100, 50))
    QTest.mouseMove(canvas, QPoint(100, 100))
    canvas.undo()
    QTest.mouseMove(canvas, QPoint(100, 150))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(100, 150))
    assert [len(stroke) for stroke in canvas.strokes] == [2]
    assert canvas.can_redo


def test_undo_and_redo_with_nothing_to_do_do_nothing(canvas, qtbot):
    with qtbot.assertNotEmitted(canvas.ink_changed):
        canvas.undo()
        canvas.redo()
        erase(canvas, (10, 10), (150, 150))
    assert not canvas.can_undo


def test_pen_and_eraser_change_the_pixels_of_an_image_that_was_laid(canvas):
    canvas.lay_pixels(pixel_image())
    draw(canvas, (20, 100), (180, 100))
    assert canvas.strokes == []
    pixels = canvas.drawing.pixels
    assert pixels.shape == (28, 28)
    assert (pixels[13:15, 3:25] == 255).all()
    erase(canvas, (100, 100), (100, 100))
    assert canvas.drawing.pixels[13:15, 13:15].max() == 0
    assert canvas.drawing.pixels[13, 4] == 255


def test_pixels_are_shown_as_clean_squares(canvas):
    canvas.resize(280, 280)
    image = np.zeros((28, 28), np.uint8)
    image[10, 10] = 255
    canvas.lay_pixels(image)
    assert dark_box(canvas) == pytest.approx(np.array([10, 10, 11, 11]) / 28)


def test_strokes_are_drawn_on_a_picture(canvas):
    canvas.lay_picture(pixel_image().repeat(4, axis=0).repeat(4, axis=1))
    draw(canvas, (20, 20), (180, 20))
    assert len(canvas.strokes) == 1
    assert whole(canvas.drawing)[112, 112] == 255


def test_an_image_without_ink_is_an_empty_canvas(canvas):
    canvas.lay_pixels(np.zeros(784, np.uint8))
    assert canvas.is_empty
    assert not canvas.can_undo


def test_a_canvas_wiped_clean_is_one_to_draw_on(canvas):
    canvas.lay_pixels(pixel_image())
    erase(canvas, (92, 20), (92, 180), (108, 180), (108, 20))
    assert canvas.is_empty
    draw(canvas, (50, 50), (50, 150))
    assert len(canvas.strokes) == 1


# Pens and fingers


def tablet(canvas, kind, x, y, *, end=QPointingDevice.PointerType.Pen):
    device = QPointingDevice("pen", 7, QInputDevice.DeviceType.Stylus, end, QInputDevice.Capability.Position, 1, 1)
    place = QPointF(x, y)
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else LEFT
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletMove else LEFT
    away = QPointF(canvas.mapToGlobal(QPoint(0, 0))) + place
    event = QTabletEvent(kind, device, place, away, 0.5, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, button, held)
    QApplication.sendEvent(canvas, event)
    return event.isAccepted()


def test_a_tablets_pen_draws_finer_than_a_pixel(canvas):
    tablet(canvas, QEvent.Type.TabletPress, 50.25, 20)
    tablet(canvas, QEvent.Type.TabletMove, 50.5, 100.75)
    tablet(canvas, QEvent.Type.TabletRelease, 50.5, 100.75)
    (stroke,) = canvas.strokes
    assert stroke * 200 == pytest.approx(np.array([[50.25, 20], [50.5, 100.75]]))
    assert canvas.can_undo


def test_the_other_end_of_the_pen_erases(canvas):
    draw(canvas, (100, 20), (100, 180))
    rubber = QPointingDevice.PointerType.Eraser
    tablet(canvas, QEvent.Type.TabletPress, 60, 100, end=rubber)
    tablet(canvas, QEvent.Type.TabletMove, 140, 100, end=rubber)
    tablet(canvas, QEvent.Type.TabletRelease, 140, 100, end=rubber)
    assert len(canvas.strokes) == 2
    assert not canvas.erasing


def test_a_pen_that_hovers_draws_nothing(canvas):
    assert not tablet(canvas, QEvent.Type.TabletMove, 50, 50)
    assert canvas.is_empty


@pytest.fixture
def screen():
    return QTest.createTouchDevice()


def test_a_finger_draws(canvas, screen):
    QTest.touchEvent(canvas, screen).press(0, QPoint(50, 20), canvas).commit()
    QTest.touchEvent(canvas, screen).move(0, QPoint(50, 100), canvas).commit()
    QTest.touchEvent(canvas, screen).release(0, QPoint(60, 180), canvas).commit()
    (stroke,) = canvas.strokes
    assert stroke * 200 == pytest.approx(np.array([[50, 20], [50, 100], [60, 180]]))


def test_a_tap_is_a_dot(canvas, screen):
    QTest.touchEvent(canvas, screen).press(0, QPoint(50, 20), canvas).commit()
    QTest.touchEvent(canvas, screen).release(0, QPoint(50, 20), canvas).commit()
    assert [len(stroke) for stroke in canvas.strokes] == [1]


def test_a_second_finger_is_not_looked_at(canvas, screen):
    QTest.touchEvent(canvas, screen).press(0, QPoint(50, 20), canvas).commit()
    QTest.touchEvent(canvas, screen).stationary(0).press(1, QPoint(150, 20), canvas).commit()
    QTest.touchEvent(canvas, screen).move(0, QPoint(50, 60), canvas).move(1, QPoint(150, 60), canvas).commit()
    QTest.touchEvent(canvas, screen).stationary(0).release(1, QPoint(150, 60), canvas).commit()
    QTest.touchEvent(canvas, screen).release(0, QPoint(50, 100), canvas).commit()
    (stroke,) = canvas.strokes
    assert stroke * 200 == pytest.approx(np.array([[50, 20], [50, 60], [50, 100]]))


# No half states


def hide(canvas):
    canvas.hide()


def lose_focus(canvas):
    QApplication.sendEvent(canvas, QFocusEvent(QEvent.Type.FocusOut))


def lose_the_mouse(canvas):
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.UngrabMouse))


def lose_the_window(canvas):
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.WindowDeactivate))


@pytest.mark.parametrize("interrupt", [hide, lose_focus, lose_the_mouse, lose_the_window])
def test_a_stroke_that_is_interrupted_ends(canvas, interrupt):
    QTest.mousePress(canvas, LEFT, pos=QPoint(50, 50))
    QTest.mouseMove(canvas, QPoint(50, 100))
    interrupt(canvas)
    canvas.mouseMoveEvent(
        QMouseEvent(QEvent.Type.MouseMove, QPointF(90, 90), QPointF(90, 90), LEFT, LEFT, Qt.KeyboardModifier.NoModifier)
    )
    assert [len(stroke) for stroke in canvas.strokes] == [2]
    canvas.undo()
    assert canvas.is_empty


def test_a_touch_that_is_taken_over_leaves_nothing(canvas, screen, qtbot):
    QTest.touchEvent(canvas, screen).press(0, QPoint(50, 20), canvas).commit()
    QTest.touchEvent(canvas, screen).move(0, QPoint(50, 100), canvas).commit()
    QApplication.sendEvent(canvas, QTouchEvent(QEvent.Type.TouchCancel, screen))
    assert canvas.is_empty
    assert not canvas.can_undo


def test_only_what_changes_is_painted(canvas, qtbot):
    draw(canvas, (20, 20), (180, 180))
    QTest.mousePress(canvas, LEFT, pos=QPoint(150, 50))
    QApplication.processEvents()
    areas = []
    canvas.update = areas.append
    QTest.mouseMove(canvas, QPoint(152, 52))
    del canvas.update
    (area,) = areas
    assert area.contains(QRect(150, 50, 3, 3))
    assert area.width() < 50


def test_painted_in_parts_it_looks_as_painted_at_once(canvas, qtbot):
    points = [(round(100 + 80 * np.sin(t)), round(100 - 80 * np.cos(t))) for t in np.linspace(0, 6, 60)]
    QTest.mousePress(canvas, LEFT, pos=QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(canvas, QPoint(*point))
        QApplication.processEvents()
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(*points[-1]))
    in_parts = canvas.screen().grabWindow(canvas.winId()).toImage()
    assert np.array_equal(pixels_of(in_parts), pixels_of(canvas.grab().toImage()))


# What is dropped


def drop(canvas, mime):
    given = QPoint(100, 100), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(*given)
    QApplication.sendEvent(canvas, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(canvas, QDropEvent(QPointF(100, 100), *given[1:]))
    return True


def test_a_digit_is_dropped(canvas):
    assert drop(canvas, digit_mime(pixel_image()))
    assert np.array_equal(canvas.drawing.pixels, pixel_image())


def test_a_file_is_dropped(canvas, qtbot, tmp_path):
    path = tmp_path / "digit.png"
    image_of(pixel_image()).save(str(path))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    with qtbot.waitSignal(canvas.ink_changed):
        assert drop(canvas, mime)
    assert canvas.drawing.box == pytest.approx(np.array([[12, 4], [16, 24]]) / 28)


def test_what_is_no_image_cannot_be_dropped(canvas):
    mime = QMimeData()
    mime.setText("seven")
    assert not drop(canvas, mime)
    mime.setData(MIME_TYPE, QByteArray(b"too short"))
    assert not drop(canvas, mime)


def test_what_is_for_the_window_is_left_to_it(canvas, tmp_path):
    (tmp_path / "weights.npz").write_bytes(b"anything")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "weights.npz"))])
    canvas.is_for_window = lambda dragged: dragged.hasUrls()
    assert not drop(canvas, mime)


def test_where_an_image_may_be_dropped_the_canvas_shows_it(canvas):
    calm = canvas.grab().toImage()
    mime = digit_mime(pixel_image())
    canvas.dragEnterEvent(
        QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    )
    assert canvas.grab().toImage() != calm
    canvas.dragLeaveEvent(QDragLeaveEvent())
    assert canvas.grab().toImage() == calm


def test_clearing_gives_up_what_is_being_read(canvas, qtbot, tmp_path):
    image_of(pixel_image()).save(str(tmp_path / "digit.png"))
    canvas.open_picture(tmp_path / "digit.png")
    canvas.clear()
    with qtbot.assertNotEmitted(canvas.ink_changed, wait=50):
        pass
    assert canvas.is_empty


def test_a_long_wait_is_explained_on_the_canvas(canvas):
    calm = canvas.grab().toImage()
    canvas._reader.waiting.emit("photo.jpg")
    assert canvas.grab().toImage() != calm
    canvas._reader.waiting.emit("")
    assert canvas.grab().toImage() == calm


def test_the_arrow_keys_are_left_to_others(canvas):
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(canvas, event)
        assert not event.isAccepted()


def test_ink_is_only_where_the_pen_was_over_the_canvas(canvas):
    draw(canvas, (100, 20), (100, 150), (100, 260), (-80, 260), (-80, 130))  # a foot that runs out at the bottom
    (stroke,) = canvas.strokes
    assert stroke[-1] == pytest.approx([0.5, 1.0])
    assert stroke[:, 0] == pytest.approx(0.5)


def test_a_pen_that_comes_back_goes_on_where_it_enters(canvas):
    draw(canvas, (20, 100), (-40, 100), (-40, 160), (20, 160), (80, 160))
    first, second = canvas.strokes
    assert first == pytest.approx(np.array([[0.1, 0.5], [0, 0.5]]))
    assert second == pytest.approx(np.array([[0, 0.8], [0.1, 0.8], [0.4, 0.8]]))
    assert dark_box(canvas)[1] > 0.4
    between = canvas.grab().toImage().pixelColor(3, 130)
    assert between.lightness() > 200  # along the border, where the pen was not
    canvas.undo()
    assert canvas.is_empty  # it was one stroke


def test_a_stroke_that_leaves_the_canvas_is_still_one_digit(canvas):
    """A wide zero, the top and the foot of which run out."""
    draw(canvas, (60, -20), (30, 40), (30, 160), (60, 230), (140, 230), (170, 160), (170, 40), (140, -20))
    assert len(canvas.strokes) == 2
    assert not prepared(canvas.drawing).problem


def test_a_fast_pen_that_crosses_the_canvas_inks_its_way(canvas):
    draw(canvas, (-50, 100), (250, 100))
    (stroke,) = canvas.strokes
    assert stroke == pytest.approx(np.array([[0, 0.5], [1, 0.5]]))


def test_an_eraser_outside_the_canvas_takes_nothing_away(canvas):
    draw(canvas, (4, 20), (4, 180))
    before = canvas.strokes
    canvas.set_erasing(True)
    draw(canvas, (-10, 100), (-10, 180))
    assert [stroke.tolist() for stroke in canvas.strokes] == [stroke.tolist() for stroke in before]
    draw(canvas, (100, 100), (6, 100), (-60, 100))
    assert len(canvas.strokes) == 2
