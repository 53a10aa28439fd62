"""Several people at one computer: each hand has its name, its digits and a row in the table."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mnistlab.library import Hand, new_key
from mnistlab.ui.scenes.readings.hand_reading import PAUSE


def test_the_next_pupil_has_a_name_and_digits_of_their_own(person):
    mine = [person.answer() for _ in range(2)]
    person.press("handNext")
    assert person.text("handAsked").startswith("Draw a")
    assert person.labels == []
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
    assert person.labels == mine
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
    assert len(person.labels) == 1
    person.press("handTable")
    assert person.scene.wall.isVisible()


def test_the_table_says_what_the_present_networks_read(person):
    person.answer()
    person.press("handTable")
    table = person.scene.table
    person.wait(lambda: table.rowCount() == 1 and table.item(0, 2).text().startswith("0 "))
    person.wait(lambda: not person.scene.reading.pause.isActive())
    person.show_network()  # which reads them right; one frame, as after Rewind or a step
    person.wait(lambda: table.item(0, 2).text().startswith("1 "))
    person.show_network(turned=1)
    person.show_network()
    person.show_network(turned=1)
    person.wait(lambda: table.item(0, 2).text().startswith("0 "))
    asked = []
    person.scene.wanted.connect(asked.append)
    person.qtbot.wait(2 * PAUSE)
    person.show_network(person.scene.frame.network)
    person.qtbot.wait(2 * PAUSE)
    assert asked == []  # nothing is read where nothing has changed


def test_a_hand_is_deleted_and_brought_back(person):
    person.answer()
    person.press("handNext")
    drawn = [person.answer() for _ in range(2)]
    key = person.scene.digits.hand.key
    person.press("handDelete")
    assert len(person.labels) == 1
    assert person.kept(key) == []
    assert "Pupil 2 is deleted" in person.scene.notice.text.text()
    person.scene.bring_back.trigger()
    assert person.labels == drawn
    assert [one.label for one in person.kept(key)] == drawn
    assert not person.scene.notice.isVisible()


def test_several_hands_are_deleted_and_brought_back_one_after_the_other(person):
    drawn = {}
    for name in ("Anna", "Ben", "Cleo"):
        person.press("handNext")
        person.scene.bar.named.emit(name)
        drawn[name] = [person.answer() for _ in range(2)]
    for _ in range(3):
        person.press("handDelete")
    for name in ("Anna", "Ben", "Cleo"):
        assert person.scene.notice.text.text() == f"{name} is deleted."
        person.scene.bring_back.trigger()
        assert person.scene.bar.field.text() == name
        assert person.labels == drawn[name]
        assert [one.label for one in person.kept(person.scene.digits.hand.key)] == drawn[name]
    assert not person.scene.notice.isVisible()


def test_the_last_hand_can_be_deleted_too(person):
    person.answer()
    person.press("handDelete")
    assert person.labels == []
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
    assert person.labels == other.labels == drawn
    other.press("handUndo")  # what it has drawn itself, not what was drawn last
    person.scene.follow_library()
    assert person.labels == [drawn[0], drawn[1], drawn[3]]
    person.wait(lambda: person.text("handTotalReady").startswith("3 of 3"))


def test_the_hand_that_drew_last_goes_on_the_next_day(open_hand):
    first = open_hand()
    first.fill([1, 2])
    first.fill([7, 7, 7], Hand(new_key(), "Anna", 5.0))
    assert open_hand().scene.bar.field.text() == "Anna"


def test_a_name_with_markup_is_a_name(person):
    person.answer()
    person.scene.bar.named.emit("<b>Bobby</b>")
    person.press("handDelete")
    assert person.scene.notice.text.text() == "<b>Bobby</b> is deleted."
    assert person.scene.notice.text.textFormat() is Qt.TextFormat.PlainText
