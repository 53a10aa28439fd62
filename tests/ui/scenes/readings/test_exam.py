"""The examination: all images read, the confusion matrix, and the images in its cells."""

import re
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from mnistlab.analysis.exam import Confusion
from mnistlab.data import Dataset
from mnistlab.engine.intents import OpenData
from mnistlab.nn import MultiLayerNet
from mnistlab.numerals import percent
from mnistlab.ui.look.theme import font
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.pictures.confusion_matrix import ConfusionMatrix, in_percent
from mnistlab.ui.pictures.image_sheet import GAP, Caption, ImageSheet, Section
from mnistlab.ui.scenes.readings.exam import Exam, ExamScene
from mnistlab.ui.selection import Reader, Selection


@pytest.fixture
def exam(user):
    """Return the scene in the window, with the person's own network examined before it has learnt anything."""
    user.window.selection.choose_reader(Reader.OWN)
    user.action("actionExamExperiment").trigger()
    scene = user.window.findChild(StagePanel).scene
    assert isinstance(scene, ExamScene)
    user.wait(lambda: scene.exam is not None)
    return scene


def text(scene, name):
    return scene.findChild(QLabel, name).text()


def click(matrix, cell):
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.place_of(cell).center())


def train(user, iterations):
    user.widget("iterations").setValue(iterations)
    user.settle()
    user.action("actionRun").trigger()
    user.wait(lambda: user.frame.finished)


def mistaken_cell(scene):
    """Return the cell with most mistakes."""
    counts = scene.exam.confusion.counts.copy()
    np.fill_diagonal(counts, 0)
    return tuple(int(part) for part in np.unravel_index(counts.argmax(), counts.shape))


def test_all_test_images_are_read_and_counted(user, exam, small_dataset):
    network = user.frame.network
    y = network.predict(small_dataset.test_images / np.float32(255)).argmax(axis=1)
    right = np.count_nonzero(y == small_dataset.test_labels)
    assert text(exam, "examAccuracy") == percent(right / 200, 2)
    assert text(exam, "examMistakes") == f"{200 - right} of 200 read wrong"
    assert text(exam, "examWeights") == "your network at iteration 0"
    assert exam.exam.confusion.counts.sum() == 200


def test_it_is_read_again_at_an_epochs_end_and_not_at_each_frame(user, exam):
    """An epoch of the small set is six mini-batches."""
    asked = []
    exam.wanted.connect(asked.append)
    user.press("actionStep")
    user.wait(lambda: exam.exam.iteration == 1)  # the accuracy of the start has been measured
    before = len(asked)
    for _ in range(3):
        user.press("actionStep")
    assert len(asked) == before
    assert text(exam, "examWeights") == "your network at iteration 1 (now 4)"
    user.press("actionStep")
    assert len(asked) == before
    for _ in range(3):
        user.press("actionStep")
    user.wait(lambda: exam.exam.iteration >= 6)
    assert len(asked) == before + 1
    user.press("actionStep")
    assert len(asked) == before + 1


def test_on_request_it_is_read_with_the_weights_of_the_moment(user, exam):
    again = exam.again
    assert again.isHidden()  # nothing else would come of it
    user.press("actionStep")
    user.wait(lambda: exam.exam.iteration == 1)  # the accuracy of the start has been measured
    user.press("actionStep")
    assert exam.exam.iteration == 1
    assert again.isVisible()
    again.click()
    user.wait(lambda: exam.exam.iteration == 2)
    assert again.isHidden()
    assert text(exam, "examWeights") == "your network at iteration 2"


def test_beside_a_run_it_rests(user, exam, monkeypatch):
    """However many epochs pass, and however short they are; at rest it catches up."""
    monkeypatch.setattr("mnistlab.ui.scenes.readings.exam.LEAST_REST", 1000.0)  # s
    asked = []
    exam.wanted.connect(asked.append)
    user.widget("iterations").setValue(1_000_000)
    user.settle()
    user.press("actionRun")
    user.wait(lambda: exam.exam.iteration > 0)
    epochs = len(user.frame.evaluated_at)
    user.wait(lambda: len(user.frame.evaluated_at) > epochs + 60)
    assert len(asked) == 1
    user.press("actionRun")  # pause
    user.wait(lambda: exam.up_to_date)
    assert len(asked) == 2


def test_what_has_changed_since_the_time_before_is_said_and_shown(user, exam):
    first = exam.exam.confusion
    assert exam.change.isHidden()
    train(user, 600)
    user.wait(lambda: exam.exam.iteration == 600)
    before, after = exam.exam.before, exam.exam.confusion
    assert after.accuracy > first.accuracy + 0.3
    mended, new = after.since(before.confusion)
    since = f"since iteration {before.iteration:,}: {mended:,} mended, {new:,} new"
    assert text(exam, "examDifference") == since
    exam.change.click()
    np.testing.assert_array_equal(exam.matrix.changes, after.counts - before.confusion.counts)
    assert exam.legend.isVisible()
    exam.window().grab()
    user.press("actionRewind")
    user.wait(lambda: exam.exam is not None and exam.exam.iteration == 0)
    assert text(exam, "examDifference") == ""
    assert exam.change.isHidden()
    assert not exam.change.isChecked()
    assert exam.matrix.changes is None


def test_a_cell_shows_its_images_the_surest_mistake_first(user, exam):
    label, reading = cell = mistaken_cell(exam)
    sheet, confusion = exam.images.sheet, exam.exam.confusion
    assert sheet.numbers.tolist() == confusion.images().tolist()  # to begin with, all mistakes
    click(exam.matrix, cell)
    assert sheet.numbers.tolist() == confusion.images(label, reading).tolist()
    count, total = confusion.counts[label, reading], confusion.totals[label]
    assert text(exam, "examHeading") == f"{label} read as {reading}: {count} of {total} ({percent(count / total)})"
    click(exam.matrix, cell)  # again: let go
    assert sheet.numbers.tolist() == confusion.images().tolist()
    click(exam.matrix, cell)
    exam.images.all.click()
    assert sheet.numbers.tolist() == confusion.images().tolist()


def test_what_is_below_the_mouse_is_said_in_a_sentence(user, exam):
    label, reading = cell = mistaken_cell(exam)
    count, total = exam.exam.confusion.counts[cell], exam.exam.confusion.totals[label]
    QTest.mouseMove(exam.matrix, exam.matrix.place_of(cell).center())
    sentence = f"{label} read as {reading}: {count} of {total} ({percent(count / total)})"
    user.wait(lambda: exam.cell_line.text() == sentence)
    QTest.mouseMove(exam.matrix, exam.matrix.place_of((label, None)).center())
    user.wait(lambda: exam.cell_line.text().startswith("Recall"))
    assert f"of {total} images of {label}" in exam.cell_line.text()
    QTest.mouseMove(exam.matrix, exam.matrix.place_of((None, reading)).center())
    user.wait(lambda: exam.cell_line.text().startswith("Precision"))


def test_a_class_shows_its_surest_and_its_least_sure(user, exam):
    train(user, 300)
    user.wait(lambda: exam.exam.iteration == 300)
    confusion = exam.exam.confusion
    click(exam.matrix, (7, None))
    numbers = exam.images.sheet.numbers
    assert sorted(numbers) == np.flatnonzero(confusion.labels == 7).tolist()
    surest = confusion.label_confidence[numbers]
    assert surest[0] == surest.max()
    assert surest[8] == surest.min()  # eight of the surest, then the least sure
    assert "Recall" in text(exam, "examAbout")
    assert "Precision" in text(exam, "examAbout")
    click(exam.matrix, (None, 7))
    assert exam.images.sheet.numbers.tolist() == confusion.images(None, 7).tolist()


def test_a_click_lays_the_image_on_the_canvas(user, exam, small_dataset):
    laid = []
    user.window.selection.image_laid.connect(laid.append)
    sheet = exam.images.sheet
    QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=sheet.place_of(1).center())
    number = int(sheet.numbers[1])
    assert len(laid) == 1
    assert laid[0].shape == (28, 28)
    assert laid[0].dtype == np.uint8
    np.testing.assert_array_equal(laid[0].ravel(), small_dataset.test_images[number])
    assert sheet._selected == number
    click(exam.matrix, (2, None))  # wherever it goes, the mark stays
    assert sheet._selected == number


def test_keys_find_a_cell_and_an_image(user, exam, small_dataset):
    laid = []
    user.window.selection.image_laid.connect(laid.append)
    label, reading = mistaken_cell(exam)
    matrix, sheet = exam.matrix, exam.images.sheet
    for _ in range(label + 1):
        user.press_key(matrix, Qt.Key.Key_Down)
    for _ in range(reading + 1):
        user.press_key(matrix, Qt.Key.Key_Right)
    assert exam.cell_line.text().startswith(f"{label} read as {reading}:")
    user.press_key(matrix, Qt.Key.Key_Return)
    assert exam.cell == (label, reading)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Return):
        user.press_key(sheet, key)
    np.testing.assert_array_equal(laid[0].ravel(), small_dataset.test_images[sheet.numbers[1]])
    user.press_key(matrix, Qt.Key.Key_Escape)
    assert exam.cell == (None, None)
    user.settle()
    assert user.iteration == 0  # elsewhere in the window the arrows step


def test_the_training_images_can_be_read_too(user, exam):
    exam.parts["train"].click()
    user.wait(lambda: exam.exam is not None)
    assert exam.exam.confusion.counts.sum() == 600
    assert "of 600 read" in exam.mistakes.text()
    exam.parts["test"].click()
    assert exam.exam.confusion.counts.sum() == 200  # still known
    assert "of 200 read" in exam.mistakes.text()


def test_the_space_bar_presses_the_button_in_focus_and_runs_elsewhere(user, exam):
    user.press_key(exam.parts["train"], Qt.Key.Key_Space)
    assert exam.parts["train"].isChecked()
    user.press_key(exam.matrix, Qt.Key.Key_Space)
    user.wait(lambda: user.frame.running)
    user.press("actionRun")  # pause


def test_the_choice_of_images_stays_where_it_is_whatever_stands_beside_it(exam):
    first, last = exam.parts.values()

    def lies():
        exam.beside_heading.layout().activate()
        return last.mapTo(exam.beside_heading, last.rect().topRight()).x(), last.x() - first.geometry().right()

    exam.beside_heading.setFixedWidth(500)
    places = set()
    for shown in (True, False):
        exam.again.setVisible(shown)
        exam.change.setVisible(shown)
        places.add(lies())
    assert places == {(499, 1)}


def test_another_set_cancels_what_is_under_way(user, exam):
    """The result of the one never appears as that of the other."""
    user.press("actionStep")
    exam.parts["train"].click()
    exam.parts["test"].click()
    user.wait(lambda: not exam.task.running and exam.up_to_date)
    assert exam.exam.confusion.counts.sum() == 200
    assert exam.exam.iteration == 1
    assert ("train", Reader.OWN) not in exam.exams
    assert exam.progress.share == 0


def test_another_reader_is_examined_at_once(user, exam, small_dataset):
    ready = MultiLayerNet(784, [30], 10, "relu", 0.1, rng=np.random.default_rng(1))
    own = exam.exam
    user.window.selection.take_ready(ready)
    user.window.selection.choose_reader(Reader.READY)
    user.wait(lambda: exam.exam is not None)
    y = ready.probabilities(small_dataset.test_images / np.float32(255))
    np.testing.assert_array_equal(exam.exam.confusion.readings, y.argmax(axis=1))
    assert text(exam, "examWeights") == "the built-in network"
    user.window.selection.choose_reader(Reader.OWN)
    assert exam.exam is own


def test_other_data_are_examined_at_once(user, exam, small_dataset):
    """They may lack classes: what of those is undefined is shown as such."""
    kept = small_dataset.test_labels < 5
    other = Dataset(
        "other",
        small_dataset.path,
        small_dataset.train_images[:50],
        small_dataset.train_labels[:50],
        small_dataset.test_images[kept],
        small_dataset.test_labels[kept],
    )
    click(exam.matrix, mistaken_cell(exam))
    user.window.lab.perform(OpenData(other))
    user.settle()
    user.wait(lambda: exam.exam is not None and exam.exam.confusion.counts.sum() == np.count_nonzero(kept))
    assert exam.cell == (None, None)
    assert exam.up_to_date
    click(exam.matrix, (8, None))
    assert "no images of 8" in text(exam, "examAbout")
    assert "no images of 8" in exam.images.sheet._empty
    exam.window().grab()


def test_weights_that_are_no_numbers_say_so(user, exam):
    network = user.frame.network.copy()
    network.params["W1"][:] = np.nan
    exam.show_frame(replace(user.frame, network=network, iteration=7, evaluated_at=np.array([0, 6])))
    user.wait(lambda: exam.exam.iteration == 7)
    assert text(exam, "examAccuracy") == "–"
    assert "cannot be read" in text(exam, "examMistakes")
    assert "not numbers" in exam.images.sheet._empty
    click(exam.matrix, (4, 4))
    exam.window().grab()


def test_a_cell_without_mistakes_says_so(user, exam):
    counts = exam.exam.confusion.counts
    empty = next(
        (row, column) for row in range(10) for column in range(10) if row != column and not counts[row, column]
    )
    click(exam.matrix, empty)
    assert exam.images.sheet._empty == "No mistakes in this cell."
    assert not len(exam.images.sheet.numbers)
    QTest.keyClick(exam.images.sheet, Qt.Key.Key_Return)  # there is nothing to lay


def test_without_images_it_says_what_to_do(qtbot):
    scene = ExamScene(Selection())
    qtbot.addWidget(scene)
    scene.retranslate()
    scene.show()
    assert "no images yet" in scene.images.sheet._empty
    assert scene.again.isHidden()
    scene.grab()


def test_while_it_reads_for_the_first_time_it_says_what_it_does(qtbot, small_dataset, make_frame):
    scene = ExamScene(Selection())
    qtbot.addWidget(scene)
    scene.take_data(small_dataset)
    scene.retranslate()
    scene.show()
    scene.show_frame(make_frame())
    assert "Reading 200 images" in scene.images.sheet._empty


def test_hidden_it_costs_nothing(user, exam):
    asked, given_up = [], []
    exam.wanted.connect(asked.append)
    exam.given_up.connect(given_up.append)
    user.press("actionStep")
    exam.parts["train"].click()
    user.action("actionCheckExperiment").trigger()
    count = len(asked)
    assert given_up
    for _ in range(14):  # two epochs
        user.press("actionStep")
    user.window.selection.choose_reader(Reader.OWN)
    assert len(asked) == count
    user.action("actionExamExperiment").trigger()
    user.wait(lambda: exam.up_to_date)
    assert exam.exam.iteration == 15


def test_the_matrix_tells_its_cells_from_its_headers(qtbot):
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.resize(424, 380)
    matrix.show_counts(np.eye(10, dtype=int) * 1234, np.ones(10), np.full(10, np.nan))
    for cell in ((0, 0), (3, 9), (9, 0), (4, None), (None, 6)):
        assert matrix.thing_at(matrix.place_of(cell).center()) == cell
    assert matrix.thing_at(QPoint(matrix.place_of((4, 9)).right() + 20, matrix.place_of((4, 9)).center().y())) == (
        4,
        None,
    )
    assert matrix.thing_at(QPoint(matrix.place_of((9, 4)).center().x(), matrix.place_of((9, 4)).bottom() + 10)) == (
        None,
        4,
    )
    assert matrix.thing_at(QPoint(2, 2)) == (None, None)
    assert matrix.thing_at(QPoint(423, 379)) is None or matrix.height() < 380
    matrix.clear()
    assert matrix.thing_at(QPoint(200, 200)) is None


def test_few_mistakes_stand_out(qtbot):
    counts = np.eye(10, dtype=int) * 1000
    counts[4, 9], counts[2, 7] = 17, 1
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.resize(424, 380)
    matrix.show_counts(counts, np.ones(10), np.ones(10))
    picture = matrix.grab().toImage()

    def colour(cell):
        place = matrix.place_of(cell)
        return picture.pixelColor(place.left() + 2, place.top() + 2)

    most, one, none, right = colour((4, 9)), colour((2, 7)), colour((7, 2)), colour((4, 4))
    assert most.lightness() < 120 < right.lightness() < none.lightness()
    assert most.lightness() < one.lightness() < none.lightness()


@pytest.mark.parametrize("width", [300, 424, 440, 470, 500, 640])
@pytest.mark.parametrize("most", [1107, 6742, 60_000])
def test_no_number_is_wider_than_its_cell(qtbot, width, most):
    counts = np.eye(10, dtype=int) * most
    counts[5, 3] = 123
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.set_names(label="label", read="read as", recall="recall %", precision="precision %")
    matrix.resize(width, 400)
    matrix.show_counts(counts, np.full(10, 0.8973), np.full(10, 0.8973))
    room = matrix.place_of((0, 0)).width()
    decimals, size = matrix.side_format()
    assert QFontMetrics(font(size)).horizontalAdvance(in_percent(0.8973, decimals)) < room
    for text in ("123", str(most)):
        size = matrix.type_size(text)
        assert size > 10 or width < 500 or most > 9_999
        assert size == 10 or QFontMetrics(font(size, bold=True)).horizontalAdvance(text) < room
    assert decimals == 1 or width < 500


def test_counts_of_four_digits_are_as_high_as_the_others(qtbot):
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.set_names(label="label", read="read as", recall="recall %", precision="precision %")
    matrix.show_counts(np.eye(10, dtype=int) * 1107, np.full(10, 0.9), np.full(10, 0.9))
    narrowed = 0
    for width in range(400, 560, 4):
        matrix.resize(width, 430)
        room = matrix.place_of((0, 0)).width()
        types = {text: matrix._type(text, matrix.type_size(text), bold=True) for text in ("9", "1107")}
        assert QFontMetrics(types["1107"]).horizontalAdvance("1107") < room
        heights = {QFontMetrics(made).height() for made in types.values()}
        narrowed += len(heights) == 1 and matrix.type_size("1107") < matrix.type_size("9")
    assert narrowed >= 5  # sizes of the matrix


def test_a_sheet_paints_only_what_can_be_seen(qtbot):
    asked = []

    def caption(number):
        asked.append(number)
        return Caption("4→9", "98 %")

    sheet = ImageSheet()
    qtbot.addWidget(sheet)
    sheet.resize(252, 330)
    sheet.set_words(caption, str)
    sheet.show_images(np.zeros((50_000, 784), np.uint8), [Section("", np.arange(50_000)[::-1])], "")
    sheet.show()
    sheet.grab()
    assert 49_999 in asked
    assert len(set(asked)) < 40
    asked.clear()
    QTest.keyClick(sheet, Qt.Key.Key_End)
    sheet.grab()
    assert {0, 1, 2} <= set(asked)
    assert len(set(asked)) < 40
    for place in (49_999, 49_990):
        assert sheet.place_at(sheet.place_of(place).center()) == place


def test_sections_of_a_sheet_begin_new_rows(qtbot):
    sheet = ImageSheet()
    qtbot.addWidget(sheet)
    sheet.resize(252, 600)
    sections = [Section("first", np.array([5, 6, 7])), Section("second", np.array([1, 2, 3, 4, 0]))]
    sheet.show_images(np.zeros((8, 784), np.uint8), sections, "")
    sheet.show()
    assert sheet.numbers.tolist() == [5, 6, 7, 1, 2, 3, 4, 0]
    assert sheet.place_of(0).top() == sheet.place_of(2).top() < sheet.place_of(3).top()
    assert sheet.place_of(3).left() == sheet.place_of(0).left()
    for place in range(8):
        assert sheet.place_at(sheet.place_of(place).center()) == place
    # The scroll bar touches no image.
    assert max(sheet.place_of(place).right() for place in range(8)) < sheet.viewport().width() - GAP
    gap = sheet.place_of(2).center() + QPoint(sheet.place_of(1).left() - sheet.place_of(0).left(), 0)
    assert sheet.place_at(gap) is None


def test_in_a_run_the_colours_of_the_changes_keep_their_scale(make_scene, make_frame, small_dataset):
    scene = make_scene(ExamScene)
    scene.hide()  # nothing is examined
    scene.take_data(small_dataset)

    def ends(change, **status):
        counts = np.zeros((10, 10), int)
        before = Confusion(*[counts[0]] * 4, counts, np.full(10, 100), counts[0])
        after = replace(before, counts=counts + change)
        scene.exams["test", Reader.OWN] = Exam((1, 1), 600, after, Exam((1, 1), 0, before))
        scene.show_frame(make_frame(**status))
        scene.retranslate()
        if not scene.change.isChecked():
            scene.change.click()
        return re.findall(r"\d+", scene.legend.accessibleName())

    assert ends(18) == ["20", "20"]
    assert ends(3, running=True) == ["20", "20"]
    assert ends(70, running=True) == ["100", "100"]
    assert ends(3) == ["3", "3"]
