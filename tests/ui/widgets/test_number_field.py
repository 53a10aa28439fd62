"""A field for a number: what is typed counts as it stands, what is shown is what is in force."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QToolTip, QWidget
from shiboken6 import isValid

from mnistlab.numerals import read_number
from mnistlab.training import RunSettings, declared
from mnistlab.ui.widgets.field_note import FieldNote
from mnistlab.ui.widgets.number_field import NumberField

SETTINGS = declared(RunSettings)


@pytest.fixture
def field_of(qtbot):
    def field(name, value=None):
        field = NumberField(SETTINGS[name])
        qtbot.addWidget(field)
        field.changes = []
        field.show_value(getattr(RunSettings(), name) if value is None else value)
        field.valueChanged.connect(lambda: field.changes.append(field.number))
        return field

    return field


def enter(field, text):
    field.lineEdit().selectAll()
    field.lineEdit().insert(text)  # as an input method does, which can type anything
    QTest.keyClick(field, Qt.Key.Key_Return)
    field.interpretText()


def reason(field):
    """Return what is said at the field against the text in it."""
    return field.findChild(FieldNote).text.text()


@pytest.mark.parametrize("value", [1.5e-6, 1.49e-6, 0.1234567, 1e6, 1 / 3, 1e-6, 0.30000000000000004])
def test_looking_at_a_number_does_not_change_it(field_of, value):
    field = field_of("learning_rate", value)
    assert float(read_number(field.text(), whole=False)) == value
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    field.interpretText()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.number == value
    assert (field.changes, field.refused) == ([], "")


@pytest.mark.parametrize(
    ("typed", "value", "shown"), [("0.0000004", 4e-7, "4×10⁻⁷"), ("0.00000", 0, "0"), ("3", 3, "3")]
)
def test_a_small_number_is_kept_and_shown(field_of, typed, value, shown):
    field = field_of("weight_init_std")
    enter(field, typed)
    assert (field.number, field.text()) == (value, shown)
    field.interpretText()
    assert field.changes == [value]


@pytest.mark.parametrize(
    ("name", "typed", "value", "shown"),
    [
        ("hidden_size", "1,000", 1000, "1,000"),
        ("hidden_size", "1e3", 1000, "1,000"),
        ("iterations", "１００，０００", 100_000, "100,000"),
        ("seed", "123456", 123_456, "123456"),
        ("learning_rate", "０。０５", 0.05, "0.05"),
        ("learning_rate", "0,05", 0.05, "0.05"),
    ],
)
def test_a_number_counts_however_it_is_written(field_of, name, typed, value, shown):
    field = field_of(name)
    enter(field, typed)
    assert field.changes == [value]
    assert type(field.number) is type(value)
    assert field.text() == shown


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("learning_rate", "1,000", "Learning rate could be 1000 or 1"),
        ("learning_rate", "fast", "Learning rate must be 0.000001 to 1,000,000, but “fast” is no number"),
        ("learning_rate", "<h1>7", "“<h1>7” is no number"),
        ("hidden_size", "1.000", "Hidden units could be 1000 or 1"),
        ("hidden_size", "5e3", "but 5e3 was given"),
        ("batch_size", "2.5", "whole number"),
        ("seed", "1_0", "“1_0” is no number"),
    ],
)
def test_what_cannot_be_stays_marked_with_the_reason(field_of, name, typed, words):
    field = field_of(name)
    field.show()
    before, number = field.text(), field.number
    enter(field, typed)
    note = field.findChild(FieldNote)
    assert words in reason(field)
    assert note.text.textFormat() is Qt.TextFormat.PlainText
    assert note.in_force.text() == f"Until then {before} counts."
    assert note.isVisible()
    assert words in field.accessibleDescription()
    assert (field.text(), field.number, field.changes) == (typed, number, [])
    assert field.property("refused") == "true"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == before
    assert not note.isVisible()
    assert field.property("refused") == "false"


def test_a_double_click_selects_the_whole_number(field_of):
    field = field_of("learning_rate", 0.125)
    field.show()
    QTest.mouseDClick(field.lineEdit(), Qt.MouseButton.LeftButton, pos=QPoint(12, field.lineEdit().height() // 2))
    assert field.lineEdit().selectedText() == "0.125"


def mouse(field, kind, at, moment):
    """Send what the mouse does at a place of the text, so many ms after the first event."""
    edit = field.lineEdit()
    place = QPointF(edit.cursorRect().center())
    place.setX(at)
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, place, QPointF(edit.mapToGlobal(place.toPoint())), left, left, Qt.KeyboardModifier(0))
    event.setTimestamp(moment)
    QApplication.sendEvent(edit, event)


def test_with_three_clicks_the_whole_number_stays_selected(field_of):
    field = field_of("learning_rate", 0.125)
    field.show()
    kinds = QEvent.Type
    presses = (kinds.MouseButtonPress, kinds.MouseButtonDblClick, kinds.MouseButtonPress)
    for count, kind in enumerate(presses):
        mouse(field, kind, 12, 1000 + 100 * count)
        mouse(field, kinds.MouseButtonRelease, 12, 1050 + 100 * count)
    assert field.lineEdit().selectedText() == "0.125"


def test_what_is_typed_after_the_first_click_takes_the_place_of_the_number(field_of, qtbot):
    field = field_of("learning_rate", 0.125)
    with qtbot.waitActive(field):
        field.show()
    field.clearFocus()
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    assert field.lineEdit().selectedText() == "0.125"
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton, pos=QPoint(1, field.height() // 2))
    assert not field.lineEdit().hasSelectedText()  # the next one sets the cursor
    assert field.lineEdit().cursorPosition() == 0


def test_a_corrected_text_counts_and_takes_the_mark_away(field_of):
    field = field_of("hidden_size")
    field.show()
    enter(field, "5O")
    QTest.keyClicks(field, "5")  # in its place, because it is selected
    assert field.property("refused") == "false"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), field.changes) == ("5", [5])
    assert not field.findChild(FieldNote).isVisible()


def test_another_value_in_force_takes_the_place_of_a_refused_text(field_of):
    field = field_of("learning_rate")
    field.show()
    enter(field, "fast")
    field.show_value(0.1)  # as every frame does
    assert field.text() == "fast"
    field.clearFocus()
    field.show_value(0.5)
    assert field.text() == "0.5"
    assert not field.findChild(FieldNote).isVisible()


def test_a_field_that_is_left_and_hidden_forgets_what_was_refused(field_of):
    field = field_of("learning_rate")
    field.show()
    enter(field, "fast")
    field.hide()
    assert (field.text(), field.refused) == ("0.1", "")


def test_the_arrow_keys_go_on_from_the_number_in_force(field_of):
    field = field_of("hidden_size")
    enter(field, "many")
    field.stepUp()
    assert (field.text(), field.changes) == ("51", [51])


@pytest.mark.parametrize("name", ["hidden_size", "batch_size", "iterations", "seed", "learning_rate"])
def test_thousands_of_digits_that_are_pasted_get_a_sentence(field_of, name):
    field = field_of(name)
    QGuiApplication.clipboard().setText("9" * 5_000)
    field.selectAll()
    field.lineEdit().paste()
    QGuiApplication.clipboard().clear()
    field.interpretText()
    assert len(reason(field)) < 200
    assert "9999…" in reason(field)


def test_arrow_keys_go_by_a_tenth_and_stay_within_the_bounds(field_of):
    field = field_of("learning_rate", 0.12)
    for expected in ("0.13", "0.14", "0.15"):
        field.stepUp()
        assert field.text() == expected
    field.show_value(0.1)
    field.stepDown()
    assert field.text() == "0.099"
    field.show_value(1e-6)
    field.stepDown()
    assert field.number == 1e-6
    hidden = field_of("hidden_size", 2)
    for expected in (1, 0, 0):
        hidden.stepDown()
        assert hidden.number == expected
    assert hidden.refused == ""
    spread = field_of("weight_init_std", 0)
    spread.stepUp()
    assert spread.text() == "0.001"


def test_what_is_being_typed_is_left_alone(field_of):
    field = field_of("hidden_size")
    field.show()
    field.setFocus()
    QTest.keyClicks(field.lineEdit(), "7")
    typed = field.lineEdit().text()
    if field.hasFocus():
        field.show_value(30)
        assert field.lineEdit().text() == typed
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert field.text() == "50"


def test_the_note_on_a_field_goes_with_it(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    field = NumberField(declared(RunSettings)["learning_rate"], window)
    window.show()
    enter(field, "fast")
    note = window.findChild(FieldNote)
    assert note.isVisible()
    field.deleteLater()  # as with the page of a lesson
    qtbot.waitUntil(lambda: not isValid(note))


@pytest.mark.parametrize("value", [0.30000000000000004, 0.1234567890123456, 1.2345678901e-6])
def test_a_number_without_room_shows_its_beginning_and_that_it_goes_on(field_of, monkeypatch, value):
    texts = []
    draw = QStyle.drawItemText
    monkeypatch.setattr(QStyle, "drawItemText", lambda *given: (texts.append(given[6]), draw(*given)))
    field = field_of("learning_rate", value)
    field.grab()  # lays it out
    texts.clear()
    whole = field.lineEdit().wanted + field.width() - field.lineEdit().width()
    field.resize(whole - field.fontMetrics().horizontalAdvance("678"), 31)
    field.grab()
    ((text),) = set(texts)
    begin, _, end = text.partition("…")
    assert field.text().startswith(begin)
    assert end == ("" if value > 1e-4 else "×10⁻⁶")
    assert len(text) > 4
    texts.clear()
    field.resize(field.width() - field.fontMetrics().horizontalAdvance(field.text()[3:]), 31)
    field.grab()
    assert field.text().startswith(texts[0].partition("…")[0])
    texts.clear()
    field.resize(2 * whole, 31)
    field.grab()
    assert texts == []


def test_a_number_without_room_is_told_in_its_tip_and_begins_in_sight_when_it_is_chosen(field_of, monkeypatch):
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, *_: told.append(text))
    field = field_of("learning_rate", 0.30000000000000004)
    field.setToolTip("How far.")
    field.resize(64, 31)
    field.show()
    QApplication.sendEvent(field, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5)))
    assert told == ["0.30000000000000004\nHow far."]
    field.selectAll()
    assert (field.lineEdit().selectedText(), field.lineEdit().cursorPosition()) == (field.text(), 0)
    told.clear()
    enter(field, "<h1>" + 20 * "x")
    QApplication.sendEvent(field, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5)))
    assert told == []  # but the tip as it is, because what was typed is not ours
