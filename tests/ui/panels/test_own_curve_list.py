"""The list of losses and accuracies from elsewhere."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from mnistlab.data.series import Series
from mnistlab.ui.own_curves import OwnCurves
from mnistlab.ui.panels.own_curve_list import OwnCurveList, in_words


@pytest.fixture
def curves(qtbot):
    own = OwnCurves()
    shown = OwnCurveList(own)
    shown.own = own
    qtbot.addWidget(shown)
    at = np.array([1.0, 2.0])
    own.add([Series("a", "loss", "iteration", at, at), Series("b", "test", "epoch", at, at / 2)])
    return shown


def test_it_is_hidden_while_there_is_none(curves):
    assert not curves.isHidden()
    for curve in curves.own.all:
        curves.own.delete(curve.key)
    assert curves.isHidden()


def test_a_name_is_edited_and_del_deletes(curves):
    curves.item(0).setText("mine")
    assert [curve.series.name for curve in curves.own.all] == ["mine", "b"]
    curves.item(0).setText("  ")
    assert curves.own.all[0].series.name == "mine"
    curves.setCurrentRow(1)
    QTest.keyClick(curves, Qt.Key.Key_Delete)
    assert [curve.series.name for curve in curves.own.all] == ["mine"]


def test_a_name_that_is_being_typed_outlives_another_language_and_scale(curves, qtbot):
    curves.editItem(curves.item(1))
    field = curves.findChild(QLineEdit)
    qtbot.keyClicks(field, "mine")
    QApplication.sendEvent(curves, QEvent(QEvent.Type.LanguageChange))
    QApplication.sendEvent(curves, QEvent(QEvent.Type.StyleChange))
    assert field.text() == "mine"
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [curve.series.name for curve in curves.own.all] == ["a", "mine"])
    assert [curves.item(row).text() for row in range(curves.count())] == ["a", "mine"]


def test_it_can_be_read_in_another_way(curves):
    texts = {action.text(): action for action in curves.menu(curves.own.all[0]).actions() if action.text()}
    assert [text for text, action in texts.items() if action.isChecked()] == ["Counts iterations", "Is a loss"]
    texts["Counts epochs"].trigger()
    texts["Is an accuracy on training images"].trigger()
    assert in_words(curves.own.all[0]) == "a: 2 accuracies on training images, by epoch"
