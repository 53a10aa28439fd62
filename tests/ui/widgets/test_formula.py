import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from mnistlab.resources import resource_path
from mnistlab.ui.look import theme
from mnistlab.ui.widgets import formula as module
from mnistlab.ui.widgets.formula import HEIGHT, SIZE, UNITS, WIDEST, Formula

NAMES = sorted(path.stem for path in resource_path("formulas").glob("*.svg"))


@pytest.fixture
def formula(qtbot):
    before = theme.colours()
    theme.set_colours(theme.LIGHT)  # whatever another test has left: on white the letters are dark
    formula = Formula()
    formula.setStyleSheet("background: white")
    qtbot.addWidget(formula)
    formula.resize(formula.sizeHint())
    formula.show()
    qtbot.waitExposed(formula)
    yield formula
    theme.set_colours(before)


def pixels(widget):
    """Return how dark each pixel of a widget is: (height, width), 0 for white."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return 255 - grey[:, : image.width()].astype(int)


def ink(widget):
    """Return left, top, right, bottom of what is drawn, in px of the widget."""
    ratio = widget.devicePixelRatioF()
    rows, columns = np.nonzero(pixels(widget) > 60)
    return np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]) / ratio


def test_nothing_is_drawn_before_a_name_is_given(formula):
    assert not pixels(formula).any()


@pytest.mark.parametrize("name", NAMES)
def test_a_formula_is_drawn_from_the_left_and_whole(formula, name):
    formula.show_formula(name)
    left, top, right, bottom = ink(formula)
    assert left <= 1.5
    assert top > 0
    assert bottom < formula.height()
    assert right <= WIDEST


def test_all_files_are_as_high_and_none_wider_than_said(formula):
    boxes = []
    for name in NAMES:
        formula.show_formula(name)
        boxes.append(formula._renderers[name].viewBoxF())
    assert {round(box.height() * SIZE / UNITS, 3) for box in boxes} == {HEIGHT - 0.5}
    assert WIDEST - 5 < max(box.width() for box in boxes) * SIZE / UNITS <= WIDEST


def test_it_has_the_colour_of_text(formula):
    formula.show_formula("update")
    image = formula.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert QColor(theme.colours().text).name() in colours
    assert QColor("black").name() not in colours


def test_the_line_of_a_fraction_is_a_sharp_one(formula):
    """In a window of any height."""
    formula.show_formula("gradient_scores")
    ratio = formula.devicePixelRatioF()
    for height in range(HEIGHT, HEIGHT + 4):
        formula.resize(WIDEST, height)
        column = pixels(formula)[:, 0]  # left of all letters
        middle = len(column) // 2
        line = column[middle - 3 : middle + 4]
        assert np.sum(line > 180) == max(1, round(1.156 * ratio))
        assert np.sum((line > 40) & (line <= 180)) == 0


def test_letters_have_one_size_until_they_do_not_fit(formula):
    formula.show_formula("hidden")
    whole = ink(formula)
    formula.resize(WIDEST + 300, HEIGHT)
    assert np.array_equal(ink(formula), whole)
    formula.resize(int(whole[2]) // 2, HEIGHT)
    left, top, right, bottom = ink(formula)
    assert right < formula.width() + 1
    assert right - left == pytest.approx((whole[2] - whole[0]) / 2, abs=2)
    assert bottom - top == pytest.approx((whole[3] - whole[1]) / 2, abs=2)
    assert (top + bottom) / 2 == pytest.approx((whole[1] + whole[3]) / 2, abs=2)


def test_another_formula_takes_the_same_room(formula):
    hints = {(formula.sizeHint().toTuple(), formula.minimumSizeHint().toTuple())}
    for name in NAMES:
        formula.show_formula(name)
        hints.add((formula.sizeHint().toTuple(), formula.minimumSizeHint().toTuple()))
    assert hints == {(QSize(WIDEST, HEIGHT).toTuple(), QSize(WIDEST // 2, HEIGHT).toTuple())}


def test_a_file_is_read_once(formula, monkeypatch):
    read = []
    load = module._load
    monkeypatch.setattr(module, "_load", lambda name: read.append(name) or load(name))
    for name in ("loss", "update", "loss", "update", "loss"):
        formula.show_formula(name)
    assert read == ["loss", "update"]


def test_only_another_formula_is_painted(formula, qtbot, count_paints):
    painted = count_paints(formula)
    formula.show_formula("loss")
    qtbot.waitUntil(lambda: painted.count == 1)
    formula.show_formula("loss")
    formula.show_formula("update")
    qtbot.waitUntil(lambda: painted.count == 2)
    formula.show_formula("update")
    QApplication.processEvents()  # what was asked to be painted is painted here
    assert painted.count == 2


def test_an_unknown_formula_is_named_and_the_old_one_stays(formula):
    formula.show_formula("loss")
    with pytest.raises(FileNotFoundError, match="no-such-one"):
        formula.show_formula("no-such-one")
    assert formula.name == "loss"
    formula.show_formula("")
    assert not pixels(formula).any()
