import numpy as np
import pytest

from mnistlab.data.ink import MOST_POINTS, check_strokes, ink_to_image
from mnistlab.ui.canvas.drawing import ERASER, MOST_BYTES, MOST_CHANGES, Drawing, Line, Picture, Trace, UndoStack
from mnistlab.ui.canvas.rendering import ink, whole
from mnistlab.ui.canvas.strokes import cut, smooth_path, swept, thinned

UPRIGHT = Line(np.array([[0.5, 0.1], [0.5, 0.5], [0.5, 0.9]]))
LYING = Line(np.array([[0.1, 0.5], [0.9, 0.5]]))


def picture(height=40, width=80):
    pixels = np.zeros((height, width), np.uint8)
    pixels[10:30, 20:30] = 255
    return Picture(pixels)


def box_of(pixels):
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    return [columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]


# Undo


def test_changes_are_undone_and_done_again():
    history = UndoStack()
    first, second = Drawing((UPRIGHT,)), Drawing((UPRIGHT, LYING))
    for drawing in (first, second):
        history.push(drawing)
    history.undo()
    assert history.now.lines == (UPRIGHT,)
    history.undo()
    assert history.now.is_empty
    assert not history.can_undo
    history.redo()
    history.redo()
    assert history.now.lines == (UPRIGHT, LYING)
    assert not history.can_redo


def test_a_change_forgets_what_was_undone():
    history = UndoStack()
    history.push(Drawing((UPRIGHT,)))
    history.undo()
    history.push(Drawing((LYING,)))
    assert not history.can_redo


def test_the_brush_is_not_undone():
    history = UndoStack()
    history.push(Drawing((UPRIGHT,)))
    history.set_brush(1.4)
    history.undo()
    assert history.now.brush == 1.4
    history.redo()
    assert history.now.brush == 1.4


def test_only_so_many_changes_are_kept():
    history = UndoStack()
    for _ in range(MOST_CHANGES + 50):
        history.push(Drawing((UPRIGHT,)))
    undone = 0
    while history.can_undo:
        history.undo()
        undone += 1
    assert undone == MOST_CHANGES


def test_images_are_kept_only_as_far_as_memory_allows():
    history = UndoStack()
    for _ in range(100):
        history.push(Drawing(picture=Picture(np.ones((1024, 1024), np.uint8))))
    kept = {id(drawing.picture) for drawing in (*history._before, history.now)}
    assert len(kept) <= MOST_BYTES / 2**20 + 1
    assert history.can_undo


def test_strokes_on_one_image_share_it():
    history = UndoStack()
    history.push(Drawing(picture=Picture(np.ones((1024, 1024), np.uint8))))
    for _ in range(150):
        history.push(history.now.with_line(UPRIGHT))
    assert len(history._before) == 151


# Strokes


def test_a_trace_gives_lines_that_later_points_do_not_change():
    trace = Trace()
    lines = []
    for step in range(200):
        trace.add((step / 200, 0.5))
        lines.append(trace.line)
    for count, line in enumerate(lines, 1):
        assert np.array_equal(line.points[:, 0], np.arange(count) / 200)


@pytest.mark.parametrize("count", [1, 2, 3, 50])
def test_a_path_goes_from_the_first_point_to_the_last(count):
    points = np.random.default_rng(count).random((count, 2))
    path = smooth_path(points)
    first, last = path.elementAt(0), path.currentPosition()
    assert [first.x, first.y] == pytest.approx(points[0])
    assert [last.x(), last.y()] == pytest.approx(points[-1])


def test_a_path_runs_through_the_middle_of_each_piece_bent_by_the_point_between():
    points = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 1.0], [2.0, 2.0]])
    path = smooth_path(points)
    assert path.elementCount() == 8  # a beginning, two curves of three, a line
    ends = [path.elementAt(place) for place in (3, 6)]
    assert [(end.x, end.y) for end in ends] == [(1.5, 0.5), (2.0, 1.5)]
    bend = path.elementAt(1)
    assert (bend.x, bend.y) == pytest.approx((2 / 3, 0))  # (start + 2 · bend) / 3


def test_where_the_pen_turns_back_the_path_has_its_corner():
    path = smooth_path(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 0.02]]))
    assert path.elementAt(1).isLineTo()
    assert (path.elementAt(1).x, path.elementAt(1).y) == (1, 0)


def test_points_finer_than_a_pixel_are_thinned_from_the_beginning():
    fine = np.stack([np.linspace(0, 1, 5001), np.full(5001, 0.5)], axis=1)
    few = thinned(fine)
    assert 200 < len(few) < 300
    assert np.array_equal(few[[0, -1]], fine[[0, -1]])
    assert np.array_equal(thinned(fine[:2500])[:-1], few[: len(thinned(fine[:2500])) - 1])
    coarse = fine[::100]
    assert np.array_equal(thinned(coarse), coarse)


# The eraser


def test_the_eraser_splits_a_stroke():
    left = Drawing((UPRIGHT,)).erased((0.2, 0.5), (0.8, 0.5))
    above, below = (line.box for line in left.lines)
    reach = ERASER + Drawing((UPRIGHT,)).pen / 2
    assert above == pytest.approx(np.array([[0.5, 0.1], [0.5, 0.5 - reach]]), abs=1e-3)
    assert below == pytest.approx(np.array([[0.5, 0.5 + reach], [0.5, 0.9]]), abs=1e-3)


def test_what_the_eraser_passes_is_clean_and_the_rest_is_as_it_was():
    before = Drawing((UPRIGHT,))
    after = before.erased((0.5, 0.5), (0.5, 0.5))
    side = 400
    rows, columns = np.mgrid[:side, :side] + 0.5
    away = np.hypot(rows - 0.5 * side, columns - 0.5 * side) / side
    assert whole(after, side)[away < ERASER - 1 / side].max() == 0
    far = away > ERASER + before.pen + 4 / side
    assert np.abs(whole(after, side)[far].astype(int) - whole(before, side)[far]).max() <= 2


def test_erasing_beside_the_ink_changes_nothing():
    before = Drawing((UPRIGHT,))
    assert before.erased((0.1, 0.1), (0.2, 0.9)) is before


def test_a_stroke_of_few_points_is_cut_along_its_curve():
    bow = np.array([[0.1, 0.5], [0.5, 0.0], [0.9, 0.5]])
    assert cut(bow, np.array([0.5, 0.02]), np.array([0.5, 0.02]), 0.05) is None  # the curve passes below
    parts = cut(bow, np.array([0.5, 0.25]), np.array([0.5, 0.25]), 0.15)
    assert parts[0][0].tolist() == [0.1, 0.5]
    assert parts[-1][-1].tolist() == [0.9, 0.5]


def test_the_eraser_takes_a_dot_and_all_of_a_stroke_it_follows():
    dot = Line(np.array([[0.3, 0.3]]))
    assert Drawing((dot,)).erased((0.3, 0.3), (0.3, 0.3)).is_empty
    assert Drawing((LYING,)).erased((0.0, 0.5), (1.0, 0.5)).is_empty


def test_the_eraser_takes_ink_from_a_picture_and_leaves_the_one_before():
    before = Drawing((LYING,), picture())
    after = before.erased((0.3, 0.4), (0.3, 0.6))
    assert before.picture.ink.sum() > after.picture.ink.sum()
    assert len(after.lines) == 2


# Pixels


def test_a_disc_that_moves_covers_all_between():
    pixels = swept(np.zeros((28, 28), np.uint8), np.array([4.0, 14.0]), np.array([24.0, 14.0]), 1.0, add=True)
    assert (pixels[13:15, 4:24] == 255).all()
    assert (pixels[:12] == 0).all()
    assert pixels.sum() / 255 == pytest.approx(20 * 2 + np.pi, rel=0.05)


def test_adding_ink_twice_adds_no_more():
    line = np.array([4.0, 14.0]), np.array([24.0, 20.0]), 1.0
    once = swept(np.zeros((28, 28), np.uint8), *line, add=True)
    assert swept(once, *line, add=True) is once


def test_what_was_added_can_be_taken_away():
    line = np.array([4.0, 14.0]), np.array([24.0, 20.0])
    inked = swept(np.zeros((28, 28), np.uint8), *line, 1.0, add=True)
    assert swept(inked, *line, 2.1, add=False).max() == 0


@pytest.mark.parametrize("place", [(-5.0, 3.0), (0.0, 0.0), (28.0, 28.0), (40.0, 40.0)])
def test_a_disc_at_the_edge_or_beyond_is_cut_off(place):
    pixels = swept(np.zeros((28, 28), np.uint8), np.array(place), np.array(place), 1.5, add=True)
    assert pixels.any() == (0 <= place[0] <= 28)


# To pixels


@pytest.mark.parametrize(("brush", "width"), [(0.7, 14.5), (1.0, 20.0), (1.4, 26.7)])
def test_the_brush_makes_strokes_wider(brush, width):
    pixels = ink(Drawing((UPRIGHT,), brush=brush))
    assert pixels[len(pixels) // 2].sum() / 255 == pytest.approx(width, abs=0.5)
    assert box_of(pixels)[3] - box_of(pixels)[1] == pytest.approx(160, abs=2)


def test_nothing_gives_no_ink():
    assert ink(Drawing()) is None
    assert ink(Drawing(picture=Picture(np.zeros((30, 30), np.uint8)))) is None
    assert not whole(Drawing()).any()


def test_a_picture_lies_in_the_middle_as_large_as_fits():
    drawing = Drawing(picture=picture())
    assert drawing.box == pytest.approx(np.array([[20 / 80, 30 / 80], [30 / 80, 50 / 80]]))
    assert box_of(whole(drawing, 160)) == pytest.approx([40, 60, 60, 100], abs=1)


def test_the_ink_of_a_picture_is_cropped_and_enlarged_by_a_whole_number():
    pixels = ink(Drawing(picture=picture()))
    assert pixels.shape == (160, 80)
    assert (pixels == 255).all()


def test_the_ink_of_a_large_picture_is_reduced():
    large = Picture(picture().ink.repeat(12, axis=0).repeat(12, axis=1))
    pixels = ink(Drawing(picture=large))
    assert pixels.shape == (160, 80)


def test_strokes_lie_on_a_picture_where_they_were_drawn():
    large = Picture(picture().ink.repeat(5, axis=0).repeat(5, axis=1))
    across = Line(np.array([[0.25, 0.4], [0.75, 0.4]]))
    drawing = Drawing((across,), large)
    pixels = whole(drawing, 200)
    assert pixels[80, 130] == 255
    assert pixels[110, 60] == 255
    assert pixels[110, 130] == 0
    cropped = ink(drawing)
    left, top, right, bottom = box_of(cropped)
    assert right - left == pytest.approx(160, abs=2)
    assert (bottom - top) / (right - left) == pytest.approx(np.divide(*np.ptp(drawing.box, axis=0)[::-1]), abs=0.02)


def test_an_image_of_mnist_that_was_laid_is_read_as_it_is(mnist):
    for image in mnist.test_images.reshape(-1, 28, 28)[:50]:
        drawing = Drawing(picture=Picture(image), laid=True)
        assert np.array_equal(drawing.pixels, image)
        if max(np.ptp(np.nonzero(image), axis=1) + 1) == 20:
            assert np.array_equal(ink_to_image(ink(drawing)).image, image)
        assert np.array_equal(whole(drawing)[4::8, 4::8], image)


def test_the_pen_follows_the_size_of_what_a_picture_shows():
    assert Drawing(picture=picture()).pen == pytest.approx(0.04)  # never thinner
    large = np.zeros((100, 100), np.uint8)
    large[10:90, 40:60] = 255
    assert Drawing(picture=Picture(large)).pen == pytest.approx(0.1)


def test_a_dot_is_told_from_a_digit():
    assert Drawing((Line(np.array([[0.5, 0.5], [0.52, 0.5]])),)).is_dot
    assert not Drawing((UPRIGHT,)).is_dot
    assert not Drawing(picture=picture()).is_dot


# Kept


def test_a_drawing_is_kept_as_its_strokes():
    drawing = Drawing((UPRIGHT, Line(LYING.points, goes_on=True), UPRIGHT), brush=1.4)
    assert drawing.kept is not None
    again = Drawing.of_kept(drawing.kept)
    assert [line.goes_on for line in again.lines] == [False, True, False]
    assert all(map(np.array_equal, again.strokes, drawing.strokes))
    assert again.brush == drawing.brush
    check_strokes(drawing.kept)


def test_what_is_not_drawn_with_the_pen_alone_has_no_strokes_to_keep():
    endless = Line(np.full((MOST_POINTS + 1, 2), 0.5))
    for drawing in (Drawing(), Drawing((UPRIGHT,), picture()), Drawing((endless,))):
        assert drawing.kept is None
