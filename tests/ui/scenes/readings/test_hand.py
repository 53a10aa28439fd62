"""Test yourself: what is asked for, what is recorded, and what two networks read of it."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mnistlab.library import library_path, open_library
from mnistlab.library.hands import FIRST
from mnistlab.ui.look.theme import LIGHT
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.scenes.readings import hand
from mnistlab.ui.scenes.readings.hand import HandScene
from mnistlab.ui.widgets.probability_bars import ProbabilityBars


def test_ten_digits_are_asked_for_each_once_then_ten_more(person):
    rounds = [[person.answer() for _ in range(10)] for _ in range(2)]
    assert [sorted(asked) for asked in rounds] == [list(range(10))] * 2
    assert rounds[0] != rounds[1]
    assert len(person.cleared) == 1 + 20  # at the start, and after each


def test_english_has_an_eight(person):
    while person.asked != 8:
        person.press("handSkip")
    assert person.text("handAsked") == "Draw an 8"


def test_nothing_is_judged_before_the_person_says_so(person):
    assert not person.find("handDone").isEnabled()
    person.draw(3)
    person.draw(4)  # another stroke
    assert len(person.scene.samples) == 0
    assert not person.find("handAnswerOwn").isVisible()
    assert person.find("handDone").isEnabled()
    person.press("handDone")
    assert len(person.scene.samples) == 1


def test_a_sample_is_recorded_under_what_was_asked_for(person):
    asked = person.asked
    person.answer((asked + 3) % 10)  # whatever it looks like
    (found,) = person.kept()
    assert found.label == asked
    np.testing.assert_array_equal(found.image, person.ink((asked + 3) % 10))
    assert person.selection.drawing is None


def test_the_answer_says_what_each_network_read(person):
    asked = person.answer()
    assert person.text("handAnswerReady").startswith(f"✓ read as {asked} (100.0 %)")
    assert person.text("handAnswerOwn").startswith(f"✗ read as {(asked + 1) % 10} (100.0 %)")


def test_enter_ends_a_digit_but_not_while_a_field_has_the_keyboard(person):
    person.take_keyboard(person.scene)
    QTest.keyClick(person.scene, Qt.Key.Key_Return)
    assert len(person.scene.samples) == 0  # nothing drawn yet
    person.draw(3)
    QTest.keyClick(person.scene, Qt.Key.Key_Return)
    assert len(person.scene.samples) == 1
    person.draw(4)
    skip = person.find("handSkip")
    asked = person.asked
    skip.setFocus()
    QTest.keyClick(skip, Qt.Key.Key_Return)  # presses the button
    assert len(person.scene.samples) == 1
    assert person.asked != asked
    person.draw(4)
    person.press("handStart")  # stop
    person.scene.setFocus()
    QTest.keyClick(person.scene, Qt.Key.Key_Return)
    assert len(person.scene.samples) == 1


def test_skip_leaves_a_digit_out_of_the_round(person):
    skipped = person.asked
    person.draw(1)
    person.press("handSkip")
    assert person.selection.drawing is None
    rest = [person.answer() for _ in range(9)]
    assert sorted([skipped, *rest]) == list(range(10))
    assert len(person.scene.samples) == 9


def test_a_slip_of_the_pen_is_undone_and_its_digit_asked_for_again(person):
    first = person.answer()
    second = person.answer(0)
    third = person.asked
    person.draw(1)
    person.press("handUndo")
    assert person.asked == second
    assert person.selection.drawing is None  # what was drawn for the third is not taken for the second
    assert [one.label for one in person.kept()] == [first]
    assert not person.find("handAnswerOwn").isVisible()
    person.answer()
    assert person.asked == third
    for _ in range(2):
        person.press("handUndo")
    assert not person.find("handUndo").isEnabled()
    assert person.text("handTotalReady") == ""


def test_the_tally_counts_both_networks_apart(person):
    for number in range(8):
        person.answer((person.asked + 1) % 10 if number < 2 else None)  # two are drawn as the next digit
    assert person.text("handTotalReady") == "6 of 8 read right (75.0 %)"
    assert person.text("handTotalOwn") == "0 of 8 read right (0.0 %)"
    labels = person.scene.samples.labels.tolist()
    tally = person.scene.tally
    assert [tally.count(1, digit) for digit in labels] == ["0/1"] * 2 + ["1/1"] * 6
    assert [tally.count(0, digit) for digit in labels] == ["0/1"] * 8
    never = next(digit for digit in range(10) if digit not in labels)
    assert tally.count(0, never) == ""
    names = [label.text() for label in person.scene.findChildren(QLabel) if "etwork" in label.text()]
    assert {"Your network", "Built-in network"} <= set(names)


def test_all_is_read_again_when_the_network_has_learnt(person):
    for _ in range(3):
        person.answer()
    assert person.text("handTotalOwn") == "0 of 3 read right (0.0 %)"
    person.show_network()
    person.wait(lambda: person.text("handTotalOwn") == "3 of 3 read right (100.0 %)")
    person.scene.hide()
    wanted = []
    person.scene.wanted.connect(wanted.append)
    person.show_network(turned=1)
    person.wait(lambda: not person.scene.reading.pause.isActive())
    assert wanted == []  # a scene that is not shown costs nothing
    person.scene.show()
    person.wait(lambda: person.text("handTotalOwn") == "0 of 3 read right (0.0 %)")


def test_frames_at_speed_are_read_now_and_then_and_the_last_one_surely(person):
    person.answer()
    tasks = person.scene.reading.tasks.values()
    person.wait(lambda: not person.scene.reading.pause.isActive() and not any(task.running for task in tasks))
    wanted = []
    person.scene.wanted.connect(wanted.append)
    for _ in range(20):
        person.show_network(turned=2)
    person.show_network()
    assert len(wanted) == 1
    person.wait(lambda: person.text("handTotalOwn") == "1 of 1 read right (100.0 %)")
    assert len(wanted) == 2


def test_what_was_drawn_while_all_is_read_is_counted_too(person):
    person.answer()
    person.wait(lambda: not person.scene.reading.pause.isActive())
    person.show_network()
    person.answer()  # before the reading of the first has come
    person.wait(lambda: person.text("handTotalOwn") == "2 of 2 read right (100.0 %)")


def test_a_run_that_diverged_gives_no_answer(person):
    network = person.pixel_reader()
    network.params["W2"][:] = np.nan
    person.show_network(network)
    person.answer()
    assert "no answer" in person.text("handAnswerOwn")
    assert person.text("handAnswerReady").startswith("✓")
    person.wait(lambda: person.text("handTotalOwn") == "0 of 1 read right (0.0 %)")


def test_to_stop_and_to_go_on_loses_nothing(person):
    first = person.answer()
    asked = person.asked
    person.press("handStart")
    assert person.text("handStart") == "Continue"
    assert not person.find("handSkip").isEnabled()
    person.draw(asked)
    assert not person.find("handDone").isEnabled()  # nothing was asked for
    person.press("handStart")
    assert person.asked == asked != first
    assert person.selection.drawing is None
    person.draw(asked)
    person.scene.hide()  # turn to another scene and back
    person.scene.show()
    assert person.asked == asked
    assert person.find("handDone").isEnabled()


def test_another_scene_finds_what_was_drawn(person, open_hand):
    drawn = [person.answer() for _ in range(4)]
    other = open_hand()
    assert other.scene.samples.labels.tolist() == drawn
    assert other.text("handStart") == "Continue"
    other.wait(lambda: other.text("handTotalReady") == "4 of 4 read right (100.0 %)")
    assert not other.find("handUndo").isEnabled()


def test_where_the_library_cannot_be_used_all_stays_until_the_program_ends(open_hand):
    person = open_hand()
    person.writable = False
    person.press("handStart")
    drawn = [person.answer() for _ in range(3)]
    person.scene.hide()
    person.scene.show()
    person.scene.follow_library()
    assert person.scene.samples.labels.tolist() == drawn


def test_a_full_collection_is_told_of(person, monkeypatch):
    person.answer()
    monkeypatch.setattr("mnistlab.data.samples.MOST", 1)
    asked = person.answer()
    assert "no room for more" in person.scene.notice.text.text()
    assert len(person.scene.samples) == 1
    assert person.asked == asked
    assert person.selection.drawing is not None  # the drawing is still there


# The wall


def test_a_click_lays_a_sample_on_the_canvas_and_it_is_no_answer(person):
    person.answer()
    person.click_sample(0)
    np.testing.assert_array_equal(person.laid[0], person.scene.samples.images[0])
    assert not person.find("handDone").isEnabled()
    assert "not drawn now" in person.text("handHint")
    person.draw(5)
    assert person.find("handDone").isEnabled()


def test_a_sample_is_deleted_by_key_or_menu_and_put_back(person):
    drawn = [person.answer() for _ in range(3)]
    person.click_sample(1, Qt.MouseButton.RightButton)
    assert person.laid == []
    person.scene.delete.trigger()
    assert person.scene.samples.labels.tolist() == [drawn[0], drawn[2]]
    assert person.text("handTotalReady") == "2 of 2 read right (100.0 %)"
    assert not person.scene.delete.isEnabled()
    person.click_sample(0)
    QTest.keyClick(person.scene.wall, Qt.Key.Key_Delete)
    assert person.scene.samples.labels.tolist() == [drawn[2]]
    person.press("handUndo")
    person.press("handUndo")
    assert person.scene.samples.labels.tolist() == drawn
    assert person.text("handTotalReady") == "3 of 3 read right (100.0 %)"
    assert person.asked not in drawn  # what is asked for is another matter


def test_the_keyboard_reaches_every_sample(open_hand):
    person = open_hand()
    person.fill([0, 0, 0, 5, 5, 9])
    wall = person.scene.wall
    person.take_keyboard(wall)
    assert wall.selection == 2  # the newest zero
    seen = [wall.selection]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(wall, key)
        seen.append(wall.selection)
    assert seen == [2, 4, 2, 1, 2]
    for _ in range(5):
        QTest.keyClick(wall, Qt.Key.Key_Right)
    assert wall.selection == 5
    assert "Asked for: 9" in wall.accessibleDescription()


def test_a_thousand_samples_scroll(open_hand):
    person = open_hand()
    person.fill(np.repeat(np.arange(10), 100))
    wall = person.scene.wall
    assert wall.verticalScrollBar().maximum() > 0
    assert wall.sample_at(wall.place_of(99).center()) == 99  # the newest, at the top
    wall.verticalScrollBar().setValue(wall.verticalScrollBar().maximum())
    assert wall.sample_at(wall.place_of(900).center()) == 900
    assert wall.viewport().rect().contains(wall.place_of(900))


def corners(wall, place):
    """Return the colours in the upper and in the lower right corner of a sample's picture, where a cross is."""
    picture = wall.viewport().grab().toImage()
    frame = wall.place_of(place)
    return [picture.pixelColor(frame.right() - 4, y).name().upper() for y in (frame.top() + 4, frame.bottom() - 4)]


def test_what_is_misread_is_crossed_at_the_top_or_the_foot_in_the_colour_of_its_network(person):
    person.answer()  # misread by one's own
    own, none = corners(person.scene.wall, 0)
    assert own == LIGHT.text
    assert none not in (LIGHT.text, LIGHT.built_in)
    person.answer((person.asked + 5) % 10)  # by both
    assert corners(person.scene.wall, 1) == [LIGHT.text, LIGHT.built_in]
    person.answer((person.asked - 1) % 10)  # by the program's
    none, ready = corners(person.scene.wall, 2)
    assert none not in (LIGHT.text, LIGHT.built_in)
    assert ready == LIGHT.built_in


# In the window


def test_in_the_window_the_canvas_is_cleared_and_other_scenes_keep_their_height(user):
    stage = user.window.findChild(StagePanel)
    before = user.window.minimumSizeHint().height()
    user.action("actionHandExperiment").trigger()
    scene = stage.scene
    assert isinstance(scene, HandScene)
    assert all(scene.findChild(QPushButton, name).isVisible() for name in ("handStart", "handDone", "handExport"))
    user.draw((0.5, 0.1), (0.5, 0.5), (0.5, 0.9))
    canvas = user.widget("drawingCanvas")
    assert not canvas.is_empty
    scene.findChild(QPushButton, "handStart").click()
    assert canvas.is_empty
    user.wait(lambda: len(scene.reading.readings) == 2)
    user.window.selection.take_drawing(255 * np.eye(28, dtype=np.uint8))
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    user.wait(lambda: kept_in_library() == 1)
    user.press("actionStep")
    user.wait(lambda: "not trained" not in scene.totals.names[hand.Reader.OWN].text())
    user.action("actionCheckExperiment").trigger()
    QApplication.processEvents()
    assert user.window.minimumSizeHint().height() <= before
    user.action("actionHandExperiment").trigger()
    assert stage.scene is scene
    assert len(scene.samples) == 1


def test_no_line_of_text_is_cut_at_its_foot(user):
    user.action("actionHandExperiment").trigger()
    QApplication.processEvents()
    labels = [label for label in user.window.findChild(StagePanel).scene.findChildren(QLabel) if label.isVisible()]
    assert [label.text() for label in labels if label.text() and label.height() < label.fontMetrics().height()] == []


def test_the_canvas_says_what_is_asked_for_and_nobody_tells_how_it_is_read_before_it_is_done(user):
    user.action("actionHandExperiment").trigger()
    scene, canvas, bars = (
        user.window.findChild(StagePanel).scene,
        user.widget("drawingCanvas"),
        user.window.findChild(ProbabilityBars),
    )
    assert canvas.placeholder == "Draw a digit here"
    scene.findChild(QPushButton, "handStart").click()
    assert canvas.placeholder == scene.findChild(QLabel, "handAsked").text()
    user.draw((0.5, 0.1), (0.5, 0.5), (0.5, 0.9))
    assert user.widget("predictedDigit").text() == ""
    assert bars.winner is None
    user.action("actionCheckExperiment").trigger()  # where nothing is asked for
    assert user.widget("predictedDigit").text() == str(bars.winner)
    assert canvas.placeholder == "Draw a digit here"


def kept_in_library():
    library, _ = open_library(library_path())
    found = len(library.hands.digits(FIRST.key))
    library.close()
    return found
