import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication

from mnistlab.ui.look.theme import colours
from mnistlab.ui.stage.code_view import ABOVE, BESIDE, ROW, CodeView

LINES = [
    ("dy = (y - t) / N", "(100, 10)"),
    ("da = dy @ W2.T * z * (1 - z)", "(100, 50)"),
    ("dW1 = x.T @ da", "(784, 50)"),
]


@pytest.fixture
def view(qtbot):
    view = CodeView(rows=4)
    qtbot.addWidget(view)
    view.resize(500, view.sizeHint().height())
    view.show()
    qtbot.waitExposed(view)
    return view


def row_middle(row, x=100):
    return QPoint(x, ABOVE + row * ROW + ROW // 2)


def move(view, place):
    """Move the mouse within the view, wherever on the screen it is: QTest would move the pointer there."""
    no = Qt.MouseButton.NoButton
    at = QPointF(place)
    event = QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at), no, no, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, event)


def dark(view, row):
    """Return which columns of a row, in px of the view, have ink."""
    ratio = view.devicePixelRatioF()
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    top, bottom = round((ABOVE + row * ROW) * ratio), round((ABOVE + (row + 1) * ROW) * ratio)
    columns = np.flatnonzero((grey[top:bottom, : image.width()] < 190).any(axis=0))
    return columns / ratio


def colour(view, place):
    ratio = view.devicePixelRatioF()
    return view.grab().toImage().pixelColor(round(place.x() * ratio), round(place.y() * ratio)).name()


def shape_start(view, row):
    """Return where the last run of ink before a wide gap ends and the shape begins."""
    columns = dark(view, row)
    return columns[np.flatnonzero(np.diff(columns) > 14)[-1] + 1]


def test_each_line_has_its_row(view):
    view.show_lines(LINES)
    assert [dark(view, row).size > 0 for row in range(4)] == [True, True, True, False]
    for row in range(3):
        assert BESIDE <= dark(view, row).min() < BESIDE + 3


def test_shapes_stand_in_one_column_behind_the_longest_code(view):
    view.show_lines(LINES)
    starts = [shape_start(view, row) for row in range(3)]
    assert max(starts) - min(starts) <= 1
    longest = view._metrics.horizontalAdvance(LINES[1][0])
    assert starts[0] > BESIDE + longest + 14


def test_code_that_fits_is_not_cut(view):
    width = view._metrics.horizontalAdvance(LINES[1][0])
    assert view._cut(LINES[1][0], width - 0.2) == LINES[1][0]  # but for rounding
    assert view._cut(LINES[1][0], width - 2).endswith("…")


def test_where_room_is_short_a_long_line_of_code_goes_without_its_shape(view):
    long = "x" * 60
    view.show_lines([(long, "(100,)"), *LINES])
    view.resize(round(view._metrics.horizontalAdvance(long)) + 2 * BESIDE + 2, view.height())
    starts = [shape_start(view, row) for row in range(1, 4)]
    assert max(starts) - min(starts) <= 1
    ends = [dark(view, row).max() for row in range(4)]
    assert ends[0] > starts[0]  # the code is whole
    assert max(ends) <= view.width() - BESIDE


def test_a_line_without_shape_takes_the_whole_row(view):
    view.show_lines([("x" * 200, ""), *LINES])
    assert 500 - BESIDE - 20 < dark(view, 0).max() <= 500 - BESIDE
    assert shape_start(view, 1) < 300  # and does not push the others


def test_a_highlight_is_a_full_row(view):
    view.show_lines(LINES)
    view.highlight(1)
    for x in (2, 400, 497):
        assert colour(view, row_middle(1, x)) == QColor(colours().highlight).name()
        assert colour(view, row_middle(0, x)) == QColor(colours().code).name()
        assert colour(view, row_middle(2, x)) == QColor(colours().code).name()
    view.highlight(None)
    assert colour(view, row_middle(1, 400)) == QColor(colours().code).name()


@pytest.mark.parametrize("index", [-1, 3, 99])
def test_a_row_without_a_line_is_not_highlighted(view, index):
    view.show_lines(LINES)
    view.highlight(0)
    view.highlight(index)
    assert view.highlighted is None


def test_other_lines_end_a_highlight_and_the_same_keep_it(view):
    view.show_lines(LINES)
    view.highlight(2)
    view.show_lines(tuple(LINES))
    assert view.highlighted == 2
    view.show_lines(LINES[:2])
    assert view.highlighted is None
    assert view.lines == LINES[:2]


def test_the_box_has_room_for_its_rows_and_grows_for_more(view):
    empty = view.sizeHint()
    assert empty.height() == 2 * ABOVE + 4 * ROW
    view.show_lines(LINES)
    assert view.sizeHint() == empty
    view.show_lines(LINES * 2)
    assert view.sizeHint().height() == 2 * ABOVE + 6 * ROW
    assert view.minimumSizeHint().height() == view.sizeHint().height()
    view.show_lines([])
    assert view.sizeHint() == empty


def test_hovering_says_each_row_once(view):
    rows = []
    view.hovered.connect(rows.append)
    view.show_lines(LINES)
    for place in (row_middle(0), row_middle(0, 140), row_middle(2), row_middle(3), row_middle(1)):
        move(view, place)
    move(view, QPoint(100, 1))  # above all rows
    assert rows == [0, 2, -1, 1, -1]


def test_leaving_says_so(view, qtbot):
    view.show_lines(LINES)
    move(view, row_middle(1))
    with qtbot.waitSignal(view.hovered, check_params_cb=lambda row: row == -1):
        QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    with qtbot.assertNotEmitted(view.hovered):
        QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))


def test_a_row_that_goes_is_left(view, qtbot):
    view.show_lines(LINES)
    move(view, row_middle(2))
    with qtbot.waitSignal(view.hovered, check_params_cb=lambda row: row == -1):
        view.show_lines(LINES[:1])


def test_it_is_painted_only_when_something_changed(view, qtbot, count_paints):
    painted = count_paints(view)
    view.show_lines(LINES)
    view.highlight(1)
    qtbot.waitUntil(lambda: painted.count == 1)
    view.show_lines(list(LINES))
    view.highlight(1)
    move(view, row_middle(0))
    QApplication.processEvents()  # what was asked to be painted is painted here
    assert painted.count == 1
    view.highlight(2)
    qtbot.waitUntil(lambda: painted.count == 2)


def test_the_marked_line_alone_has_its_shape_beside_it_whatever_the_others_are(view):
    view.show_lines(LINES)
    view.highlight(2)
    in_column = shape_start(view, 2)
    view.show_marked_alone(alone=True)
    view.resize(500, view.sizeHint().height())
    assert shape_start(view, 0) < in_column - 50
