"""Test yourself: what is asked for, what is recorded, and what two networks read of it."""

from dataclasses import fields

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

from mnistlab.data import load_dataset
from mnistlab.data.samples import OwnDigit
from mnistlab.engine.explorer import Explorer
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import AskLibrary, ChangeLibrary, OpenData
from mnistlab.library import Hand, library_path, new_key, open_library
from mnistlab.library.hands import FIRST
from mnistlab.nn import TwoLayerNet
from mnistlab.ui.look.theme import LIGHT
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.scenes.readings import hand
from mnistlab.ui.scenes.readings.hand import HandScene
from mnistlab.ui.selection import Selection


def pixel_reader(*, turned=0):
    """Return a network that reads the digit whose pixel is inked, plus `turned`."""
    network = TwoLayerNet(784, 10, 10)
    network.params["W1"][:] = 0
    for digit in range(10):
        network.params["W1"][100 + digit, digit] = 20
    network.params["b1"][:] = -10
    network.params["W2"][:] = 20 * np.roll(np.eye(10, dtype=np.float32), turned, axis=1)
    return network


def ink(digit):
    """Return an image that `pixel_reader` reads as this digit."""
    image = np.zeros((28, 28), np.uint8)
    image.flat[100 + digit] = 255
    return image


def frame_of(network, *, untrained=False):
    empty = dict.fromkeys(field.name for field in fields(Frame))
    return Frame(**{**empty, "run_id": 1, "iteration": 0, "network": network, "untrained": untrained})


class Person:
    """A scene as a person uses it, with a canvas that does as it is told."""

    def __init__(self, qtbot, path, explorer):
        self.qtbot = qtbot
        self.path = path
        self.writable = True
        self.selection = Selection()
        self.selection.take_ready(pixel_reader())
        self.cleared, self.laid, self.intents = [], [], []
        self.selection.canvas_cleared.connect(self._clear)
        self.selection.image_laid.connect(self._lay)
        self.scene = scene = HandScene(self.selection, rng=np.random.default_rng(1))
        qtbot.addWidget(scene)
        scene.wanted.connect(explorer.start)
        scene.intended.connect(self._perform)
        scene.retranslate()
        scene.resize(690, 520)
        scene.show()
        scene.show_frame(frame_of(pixel_reader(turned=1)))

    def _perform(self, intent):
        """Do with the library what an intent asks for, as the engine does."""
        if not isinstance(intent, AskLibrary | ChangeLibrary):
            self.intents.append(intent)
        elif not self.writable:
            if isinstance(intent, AskLibrary):
                intent.answer(None)
        else:
            library, _ = open_library(self.path)
            if isinstance(intent, AskLibrary):
                intent.answer(intent.question(library))
            else:
                intent.change(library)
            library.close()

    def kept(self, hand=FIRST.key):
        """Return the digits of a hand in the library."""
        library, _ = open_library(self.path)
        found = library.hands.digits(hand)
        library.close()
        return found

    def _clear(self):
        self.cleared.append(True)
        self.selection.take_drawing(None)

    def _lay(self, image):
        self.laid.append(image)
        self.selection.take_drawing(image)

    def find(self, name):
        return self.scene.findChild(QWidget, name)

    def text(self, name):
        return self.find(name).text().replace("\N{NO-BREAK SPACE}", " ")

    def press(self, name):
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def draw(self, digit):
        self.selection.take_drawing(ink(digit))

    @property
    def asked(self):
        assert self.text("handAsked").startswith("Draw a")
        return int(self.text("handAsked")[-1])

    def answer(self, digit=None):
        """Draw the digit that is asked for, or another, and say that it is done; return what was asked for."""
        asked = self.asked
        self.draw(asked if digit is None else digit)
        self.press("handDone")
        return asked

    def wait(self, condition):
        self.qtbot.waitUntil(condition, timeout=10_000)

    def take_keyboard(self, widget):
        self.scene.activateWindow()
        self.wait(self.scene.isActiveWindow)
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    def click_sample(self, place, button=Qt.MouseButton.LeftButton):
        wall = self.scene.wall
        QTest.mouseClick(wall.viewport(), button, pos=wall.place_of(place).center())


@pytest.fixture
def explorer():
    explorer = Explorer()
    yield explorer
    explorer.close()


@pytest.fixture
def open_hand(qtbot, tmp_path, explorer):
    return lambda: Person(qtbot, tmp_path / "library.mnistlab", explorer)


@pytest.fixture
def person(open_hand):
    """Return one who has pressed Start, after both networks have read what there is: nothing."""
    person = open_hand()
    person.wait(lambda: len(person.scene.reading.readings) == 2)
    person.press("handStart")
    return person


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
    np.testing.assert_array_equal(found.image, ink((asked + 3) % 10))
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
    person.scene.show_frame(frame_of(pixel_reader()))
    person.wait(lambda: person.text("handTotalOwn") == "3 of 3 read right (100.0 %)")
    person.scene.hide()
    wanted = []
    person.scene.wanted.connect(wanted.append)
    person.scene.show_frame(frame_of(pixel_reader(turned=1)))
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
        person.scene.show_frame(frame_of(pixel_reader(turned=2)))
    person.scene.show_frame(frame_of(pixel_reader()))
    assert len(wanted) == 1
    person.wait(lambda: person.text("handTotalOwn") == "1 of 1 read right (100.0 %)")
    assert len(wanted) == 2


def test_what_was_drawn_while_all_is_read_is_counted_too(person):
    person.answer()
    person.wait(lambda: not person.scene.reading.pause.isActive())
    person.scene.show_frame(frame_of(pixel_reader()))
    person.answer()  # before the reading of the first has come
    person.wait(lambda: person.text("handTotalOwn") == "2 of 2 read right (100.0 %)")


def test_a_run_that_diverged_gives_no_answer(person):
    network = pixel_reader()
    network.params["W2"][:] = np.nan
    person.scene.show_frame(frame_of(network))
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


def fill(person, labels, hand=FIRST):
    """Let another window put blank digits into the library."""
    library, _ = open_library(person.path)
    blank = np.zeros((28, 28), np.uint8)
    library.hands.add_digits(hand, *(OwnDigit(new_key(), blank, int(one), float(at)) for at, one in enumerate(labels)))
    library.close()
    person.scene.follow_library()


def test_the_keyboard_reaches_every_sample(open_hand):
    person = open_hand()
    fill(person, [0, 0, 0, 5, 5, 9])
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
    fill(person, np.repeat(np.arange(10), 100))
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


# Export


def test_an_export_opens_as_a_data_set(person, tmp_path, monkeypatch):
    for _ in range(20):
        person.answer()
    folder = tmp_path / "export"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    person.press("handExport")
    person.wait(person.scene.notice.isVisible)
    assert "10 images to train on, 10 to test with" in person.scene.notice.text.text()
    data = load_dataset(folder)
    assert sorted(data.test_labels.tolist()) == list(range(10))
    person.scene.open_export.trigger()
    assert person.intents == [OpenData(folder)]

    person.press("handExport")  # once more into the same folder
    person.wait(lambda: "already there" in person.scene.notice.text.text())
    assert person.find("handExport").isEnabled()


def test_an_export_together_with_mnist(person, tmp_path, monkeypatch, small_dataset):
    monkeypatch.setattr("mnistlab.ui.scenes.readings.export_row.load_dataset", lambda: small_dataset)
    person.answer()
    person.answer()
    person.find("handTogether").click()
    folder = tmp_path / "export"
    folder.mkdir()
    person.scene.export_to(folder)
    person.wait(person.scene.notice.isVisible)
    data = load_dataset(folder)
    assert (len(data.train_labels), len(data.test_labels)) == (667, 1)


def test_too_few_to_export_is_told(person, tmp_path):
    person.answer()
    person.scene.export_to(tmp_path)
    person.wait(person.scene.notice.isVisible)
    assert "at least 2" in person.scene.notice.text.text()


# Several hands


def labels_of(person):
    return person.scene.samples.labels.tolist()


def test_the_next_pupil_has_a_name_and_digits_of_their_own(person):
    mine = [person.answer() for _ in range(2)]
    person.press("handNext")
    assert person.text("handAsked").startswith("Draw a")
    assert labels_of(person) == []
    bar = person.scene.bar
    assert bar.field.text() == "Pupil 2"
    assert bar.field.selectedText() == "Pupil 2"  # so that the name is written over it
    bar.field.insert("安娜")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    person.draw(3)
    theirs = [person.answer() for _ in range(3)]
    assert sorted({*theirs}) == sorted(theirs)  # a round of their own
    assert [bar.name.itemText(place) for place in range(bar.name.count())] == ["My hand", "安娜"]
    assert person.text("handTotalReady") == "3 of 3 read right (100.0 %)"
    bar.name.setCurrentIndex(0)
    bar.name.activated.emit(0)
    assert labels_of(person) == mine
    assert [one.label for one in person.kept()] == mine
    anna = person.scene.digits.hands[1]
    assert (anna.name, [one.label for one in person.kept(anna.key)]) == ("安娜", theirs)


def test_who_draws_nothing_and_has_no_name_is_nobody(person):
    person.answer()
    for _ in range(3):
        person.press("handNext")
    assert len(person.scene.digits.hands) == 2


def test_the_table_has_a_row_for_each_hand(person):
    person.answer()
    person.press("handNext")
    person.answer()
    person.answer((person.asked + 1) % 10)
    person.press("handTable")
    table = person.scene.table
    assert table.isVisible()
    assert not person.scene.wall.isVisible()
    person.wait(lambda: table.rowCount() == 2)
    rows = [
        [table.item(row, column).text().replace("\N{NO-BREAK SPACE}", " ") for column in range(4)] for row in (0, 1)
    ]
    assert rows == [["My hand", "1", "0 · 0.0 %", "1 · 100.0 %"], ["Pupil 2", "2", "0 · 0.0 %", "1 · 50.0 %"]]
    assert table.currentRow() == 1
    table.cellClicked.emit(0, 0)
    person.wait(lambda: table.currentRow() == 0)
    assert len(labels_of(person)) == 1
    person.press("handTable")
    assert person.scene.wall.isVisible()


def test_a_hand_is_deleted_and_brought_back(person):
    person.answer()
    person.press("handNext")
    drawn = [person.answer() for _ in range(2)]
    key = person.scene.digits.hand.key
    person.press("handDelete")
    assert len(labels_of(person)) == 1
    assert person.kept(key) == []
    assert "Pupil 2 is deleted" in person.scene.notice.text.text()
    person.scene.bring_back.trigger()
    assert labels_of(person) == drawn
    assert [one.label for one in person.kept(key)] == drawn
    assert not person.scene.notice.isVisible()


def test_the_last_hand_can_be_deleted_too(person):
    person.answer()
    person.press("handDelete")
    assert labels_of(person) == []
    assert person.scene.digits.name_of(person.scene.digits.hand) == "My hand"
    person.press("handStart")
    person.answer()
    assert len(person.kept()) == 1


def test_two_windows_lose_nothing_of_each_others(person, open_hand):
    other = open_hand()
    other.press("handStart")
    drawn = [person.answer()]
    drawn += [other.answer() for _ in range(2)]
    drawn.append(person.answer())
    person.scene.follow_library()
    other.scene.follow_library()
    assert labels_of(person) == labels_of(other) == drawn
    other.press("handUndo")  # what it has drawn itself, not what was drawn last
    person.scene.follow_library()
    assert labels_of(person) == [drawn[0], drawn[1], drawn[3]]
    person.wait(lambda: person.text("handTotalReady").startswith("3 of 3"))


def test_the_hand_that_drew_last_goes_on_the_next_day(open_hand):
    first = open_hand()
    fill(first, [1, 2])
    fill(first, [7, 7, 7], Hand(new_key(), "Anna", 5.0))
    assert open_hand().scene.bar.field.text() == "Anna"


def test_a_name_with_markup_is_a_name(person):
    person.answer()
    person.scene.bar.named.emit("<b>Bobby</b>")
    person.press("handDelete")
    assert person.scene.notice.text.text() == "<b>Bobby</b> is deleted."
    assert person.scene.notice.text.textFormat() is Qt.TextFormat.PlainText


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
    user.window.selection.take_drawing(ink(3))
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


def kept_in_library():
    library, _ = open_library(library_path())
    found = len(library.hands.digits(FIRST.key))
    library.close()
    return found
