"""The drawer beside the panels."""

from PySide6.QtCore import QEvent, QObject, QSize
from typing_extensions import override

from mnistlab.ui.guides.drawer import NEAR, WIDTH, Desk


class Widths(QObject):
    """The widths that a widget has been painted with."""

    def __init__(self, widget):
        super().__init__()
        self.seen = []
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.seen.append(watched.width())
        return False


def stage_and_desk(user, size):
    user.window.resize(QSize(*size))
    user.settle()
    return user.window.workbench.panels["stage"], user.window.findChild(Desk)


def test_all_has_its_place_at_once_when_the_drawer_opens_and_closes(user):
    stage, desk = stage_and_desk(user, (1366, 744))
    before, widths = stage.width(), Widths(stage)
    desk.open_drawer()
    beside = stage.width()
    user.settle()
    assert stage.width() == beside
    desk.close_drawer()
    assert stage.width() == before
    user.settle()
    assert set(widths.seen) <= {before, beside}


def test_nothing_moves_beside_a_drawer_in_the_place_of_a_column_that_is_nearly_as_wide(user):
    stage, desk = stage_and_desk(user, (1920, 1056))
    canvas = user.widget("drawingCanvas")
    assert 0 < abs(user.window.workbench.columns[0].width() - WIDTH) <= NEAR
    before = stage.geometry().size(), canvas.mapTo(user.window, canvas.rect().topLeft()), canvas.size()
    desk.open_drawer()
    user.settle()
    assert (stage.size(), canvas.mapTo(user.window, canvas.rect().topLeft()), canvas.size()) == before
