"""The lower edge of what can be scrolled."""

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget

from mnistlab.ui.widgets.scroll_edge import ScrollEdge


@pytest.fixture
def area(qtbot):
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.resize(200, 150)
    with qtbot.waitExposed(area):
        area.show()
    return area


@pytest.mark.parametrize(("height", "at_top"), [(100, False), (400, True)])
def test_it_fades_while_there_is_more_below(qtbot, area, height, at_top):
    edge, page = ScrollEdge(area), QWidget()
    page.setMinimumHeight(height)
    area.setWidget(page)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: (bar.maximum() > 0) is at_top)
    assert edge.isVisible() is at_top
    bar.setValue(bar.maximum())
    assert not edge.isVisible()
    assert edge.geometry().bottom() == area.viewport().geometry().bottom()
