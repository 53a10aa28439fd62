from dataclasses import fields, replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mnistlab.engine.frame import Frame
from mnistlab.nn import TwoLayerNet
from mnistlab.numerals import percent
from mnistlab.training import ready_network
from mnistlab.ui.look import theme
from mnistlab.ui.look.theme import LIGHT, ink_table
from mnistlab.ui.panels.draw import DrawPanel
from mnistlab.ui.pictures.seen_image import SeenImage
from mnistlab.ui.selection import Reader, Selection

LEFT = Qt.MouseButton.LeftButton
DOWN = [(0.5, 0.1), (0.5, 0.3), (0.5, 0.6), (0.5, 0.9)]
ACROSS = [(0.1, 0.5), (0.4, 0.5), (0.9, 0.5)]


def bar_reader(upright, lying):
    """Return a network that knows two digits: an upright bar, and a lying one."""
    network = TwoLayerNet(784, 1, 10)
    weights = np.full((28, 28), -0.1, np.float32)
    weights[:, 10:18] = 1
    weights[10:18, :] -= 1
    network.params["W1"][:] = weights.reshape(-1, 1)
    network.params["W2"][:] = 0
    network.params["W2"][0, upright] = 8
    network.params["W2"][0, lying] = -8
    network.params["b2"][lying] = 4
    network.params["b2"][upright] = -4
    return network


def frame_of(network, run_id=1, iteration=0):
    """Return a frame with what this panel looks at, and nothing else."""
    empty = dict.fromkeys(field.name for field in fields(Frame))
    return Frame(**{**empty, "run_id": run_id, "iteration": iteration, "network": network})


@pytest.fixture
def panel(qtbot):
    panel = DrawPanel(Selection())
    qtbot.addWidget(panel)
    panel.resize(388, 648)
    panel.show()
    return panel


def draw(panel, points):
    canvas = panel.findChild(QWidget, "drawingCanvas")
    places = [QPoint(round(x * canvas.width()), round(y * canvas.height())) for x, y in points]
    QTest.mousePress(canvas, LEFT, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(canvas, place)
    QTest.mouseRelease(canvas, LEFT, pos=places[-1])


def seen(panel):
    """Return the image that the networks are given, as it is shown; None for empty paper."""
    return panel.strip.toggles["centre"].pixels


def predicted(panel):
    return panel.findChild(QLabel, "predictedDigit").text()


def test_a_drawn_digit_is_read(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    assert predicted(panel) == ""
    draw(panel, DOWN)
    assert predicted(panel) == "1"
    assert panel.bars.winner == 1
    assert panel.bars.probabilities.sum() == pytest.approx(1)
    assert panel.bars.probabilities[1] == pytest.approx(0.872, abs=0.001)


def test_shares_are_written_as_everywhere(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    assert panel.bars.share(1) == ""
    draw(panel, DOWN)
    assert panel.bars.share(1) == percent(0.872)


def test_it_reads_while_the_pen_is_down(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    canvas = panel.canvas
    QTest.mousePress(canvas, LEFT, pos=QPoint(20, 90))
    assert predicted(panel) == ""  # a dot is no digit
    QTest.mouseMove(canvas, QPoint(60, 90))
    assert predicted(panel) == "7"
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(60, 90))


@pytest.mark.parametrize("points", [[(0.05, 0.05), (0.05, 0.2)], [(0.9, 0.55), (0.9, 0.9)]])
def test_place_and_size_do_not_matter(panel, points):
    panel.show_frame(frame_of(bar_reader(upright=4, lying=7)))
    draw(panel, points)
    assert predicted(panel) == "4"


def test_clear_leaves_no_guess(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    assert not panel.clear_action.isEnabled()
    draw(panel, DOWN)
    panel.clear_action.trigger()
    assert panel.canvas.is_empty
    assert predicted(panel) == ""
    assert panel.bars.probabilities is None
    assert seen(panel) is None
    assert not panel.clear_action.isEnabled()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_a_key_clears(panel, qtbot, key, modifier):
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    draw(panel, DOWN)
    QTest.keyClick(panel.canvas, key, modifier)
    assert panel.canvas.is_empty


def test_the_button_clears(panel):
    draw(panel, DOWN)
    QTest.mouseClick(panel.clear_button, LEFT)
    assert panel.canvas.is_empty


def test_a_dot_is_not_guessed_at(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    draw(panel, [(0.5, 0.5)])
    assert predicted(panel) == ""
    assert panel.bars.probabilities is None
    assert "dot" in panel.message.text()
    assert panel.message.isVisible()
    draw(panel, [(0.5, 0.2), (0.5, 0.7)])
    assert predicted(panel) == "1"
    assert not panel.message.isVisible()


def test_two_digits_are_not_guessed_at(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    draw(panel, [(0.2, 0.1), (0.2, 0.9)])
    assert predicted(panel) == "1"
    draw(panel, [(0.8, 0.1), (0.8, 0.9)])
    assert predicted(panel) == ""
    assert panel.bars.probabilities is None
    assert "one at a time" in panel.message.text()


def test_without_a_network_there_is_ink_but_no_reading(panel):
    draw(panel, DOWN)
    assert not panel.canvas.is_empty
    assert seen(panel) is not None
    assert predicted(panel) == ""
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    assert predicted(panel) == "1"


def test_other_weights_change_the_reading(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7), iteration=1))
    draw(panel, ACROSS)
    assert predicted(panel) == "7"
    panel.show_frame(frame_of(bar_reader(upright=1, lying=2), iteration=2))
    assert predicted(panel) == "2"
    panel.show_frame(frame_of(bar_reader(upright=1, lying=5), iteration=2, run_id=2))
    assert predicted(panel) == "5"


def test_other_weights_at_the_same_iteration_are_read_too(panel):
    draw(panel, ACROSS)
    for digit in (7, 2):
        panel.show_frame(frame_of(bar_reader(upright=1, lying=digit)))
        assert predicted(panel) == str(digit)


def test_the_same_weights_are_read_once(panel, monkeypatch):
    network = bar_reader(upright=1, lying=7)
    reads = []
    monkeypatch.setattr(network, "probabilities", lambda x: reads.append(x) or TwoLayerNet.probabilities(network, x))
    panel.show_frame(frame_of(network))
    assert not reads  # an empty canvas needs no reading
    draw(panel, [(0.5, 0.1), (0.5, 0.9)])
    count = len(reads)
    panel.show_frame(frame_of(network))
    assert len(reads) == count
    panel.show_frame(frame_of(network, iteration=1))
    assert len(reads) == count + 1


def test_weights_that_are_not_numbers_give_no_guess(panel):
    draw(panel, DOWN)
    network = bar_reader(upright=1, lying=7)
    network.params["W2"][:] = np.inf
    network.params["W2"][0, 0] = -np.inf
    panel.show_frame(frame_of(network))
    assert predicted(panel) == ""


def test_resizing_keeps_drawing_and_reading(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    draw(panel, DOWN)
    image = seen(panel)
    for width, height in ((900, 700), (300, 420), (388, 648)):
        panel.resize(width, height)
        panel.grab()
        assert panel.canvas.width() == panel.canvas.height()
        assert predicted(panel) == "1"
        assert np.array_equal(seen(panel), image)


def test_nothing_is_cut_off_or_overlaps_at_its_smallest_and_largest(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    draw(panel, DOWN)
    for width, height in (
        (panel.minimumSizeHint().width(), panel.minimumSizeHint().height()),
        (366, 292),
        (388, 648),
        (396, 560),
        (520, 900),
        (700, 420),
        (1200, 700),
    ):
        panel.resize(width, height)
        panel.grab()
        answer = panel.answer
        parts = [panel.canvas, panel.bars, panel.strip, *panel.readers.values(), panel.tools, panel.clear_button]
        parts = [part for part in (*parts, panel.title, answer.digit, answer.share, answer.why) if part.isVisible()]
        places = [QRect(part.mapTo(panel, QPoint(0, 0)), part.size()) for part in parts]
        for index, part in enumerate(parts):
            assert panel.rect().contains(places[index]), (part, width)
            assert not any(places[index].intersects(other) for other in places[:index]), (part, width)


@pytest.mark.parametrize("side", [30, 58, 70, 85, 120])
def test_what_the_network_sees_is_painted_in_whole_pixels(qtbot, panel, side):
    draw(panel, DOWN)
    picture = SeenImage()
    qtbot.addWidget(picture)
    picture.set_image(seen(panel))
    picture.resize(side, side)
    image = picture.grab().toImage()
    factor = (side - 2) // 28
    inside = 28 * factor
    top = (side - inside) // 2
    shades = np.array([[image.pixel(1 + x, top + y) for x in range(inside)] for y in range(inside)], np.uint32)
    assert np.array_equal(shades, np.kron(ink_table(LIGHT)[seen(panel)], np.ones((factor, factor), np.uint32)))


def test_a_stage_switched_off_lets_the_reading_fail(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    draw(panel, [(0.1, 0.1), (0.1, 0.35)])
    assert predicted(panel) == "1"
    before = seen(panel)
    QTest.mouseClick(panel.strip.toggles["centre"], LEFT)
    assert predicted(panel) != "1"
    assert np.flatnonzero(seen(panel).any(axis=0)).max() < 14  # it stays at the left, where it was drawn
    QTest.mouseClick(panel.strip.toggles["centre"], LEFT)
    assert np.array_equal(seen(panel), before)
    assert predicted(panel) == "1"


def test_two_networks_read_the_same_ink(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    draw(panel, DOWN)
    assert predicted(panel) == "1"
    panel.selection.take_ready(bar_reader(upright=4, lying=7))
    panel.selection.note_training(untrained=True)
    assert predicted(panel) == "4"  # before anything has been learnt, the one that came with the program reads
    assert panel.bars.other.argmax() == 1
    assert panel.readers[Reader.OWN].accessibleName().endswith(": 1")
    panel.selection.note_training(untrained=False)
    assert predicted(panel) == "1"
    QTest.mouseClick(panel.readers[Reader.READY], LEFT)
    assert predicted(panel) == "4"
    assert panel.digit.property("reader") == "ready"


def test_other_panels_learn_what_is_drawn(panel):
    told = []
    panel.selection.drawing_changed.connect(lambda: told.append(panel.selection.drawing))
    draw(panel, DOWN)
    assert np.array_equal(told[-1], seen(panel))
    panel.clear_action.trigger()
    assert told[-1] is None


def test_the_reading_is_said_to_those_who_cannot_see_it(panel):
    digit = panel.findChild(QLabel, "predictedDigit")
    silent = digit.accessibleName()
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    draw(panel, DOWN)
    assert "1" in digit.accessibleName()
    panel.clear_action.trigger()
    assert digit.accessibleName() == silent
    assert all(part.accessibleName() for part in (panel.canvas, panel.bars, panel.strip))


def test_an_image_laid_on_the_canvas_is_read_as_it_is(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    image = np.zeros((28, 28), np.uint8)
    image[2:9, 12:16] = 200  # neither in the middle nor 20 px tall: it shall stay so
    panel.selection.lay_on_canvas(image)
    assert np.array_equal(panel.selection.drawing, image)
    assert np.array_equal(seen(panel), image)
    panel.clear_action.trigger()
    assert panel.selection.drawing is None


def test_it_can_be_edited_pixel_by_pixel_and_read_again(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 12:16] = 255
    panel.selection.lay_on_canvas(image)
    assert predicted(panel) == "1"
    draw(panel, [(0.1, 0.5), (0.5, 0.5), (0.9, 0.5)])
    edited = panel.selection.drawing
    assert edited[14, 3] > 0
    assert np.array_equal(edited[:10], image[:10])
    assert np.array_equal(seen(panel), edited)


def test_an_image_of_the_data_set_is_laid_on_the_canvas_and_read(panel, mnist):
    image = mnist.test_images[0].reshape(28, 28)
    panel.selection.lay_on_canvas(image)
    assert np.array_equal(panel.selection.drawing, image)
    panel.canvas.undo()
    assert panel.selection.drawing is None


def test_clearing_is_undone(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    draw(panel, DOWN)
    panel.clear_action.trigger()
    assert predicted(panel) == ""
    panel.tools.undo.trigger()
    assert predicted(panel) == "1"


def test_a_picture_of_two_digits_is_not_read(panel, mnist):
    two = np.concatenate([mnist.test_images[0].reshape(28, 28)] * 2, axis=1)
    panel.canvas.lay_picture(two)
    assert panel.message.text()
    panel.canvas.lay_picture(two[:, :28])
    assert not panel.message.text()


def test_what_cannot_be_opened_is_refused_by_the_panel(panel, qtbot, tmp_path):
    with qtbot.waitSignal(panel.refused) as refused:
        panel.canvas.open_picture(tmp_path / "none.png")
    assert refused.args[0].kind == "picture_missing"


def test_the_stages_are_whole_above_names_in_high_letters(panel):
    for caption in panel.strip.captions.values():
        caption.setContentsMargins(0, 3, 0, 3)
    panel.retranslate()
    QApplication.processEvents()
    toggles = panel.strip.toggles.values()
    assert min(toggle.height() for toggle in toggles) >= 2 * 28 + 2
    for toggle, caption in zip(toggles, panel.strip.captions.values(), strict=True):
        assert toggle.geometry().bottom() < caption.geometry().top()
        assert panel.strip.rect().contains(caption.geometry())


@pytest.mark.parametrize(
    ("width", "height", "least"), [(388, 648, 280), (388, 612, 280), (396, 566, 270), (520, 900, 380), (340, 512, 210)]
)
def test_the_canvas_is_the_largest_thing_in_the_card(panel, width, height, least):
    panel.resize(width, height)
    panel.grab()
    assert panel.canvas.width() >= least


def test_a_low_card_has_the_answer_beside_the_canvas_and_the_tools_above(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    draw(panel, DOWN)
    panel.resize(396, 560)
    panel.grab()
    assert panel.answer.geometry().left() > panel.canvas.geometry().right()
    assert panel.tools.geometry().bottom() < panel.canvas.mapTo(panel, QPoint(0, 0)).y()
    panel.resize(388, 648)
    panel.grab()
    assert panel.answer.geometry().top() > panel.canvas.geometry().bottom()
    assert panel.tools.geometry().left() > panel.canvas.mapTo(panel, panel.canvas.rect().bottomRight()).x()


def test_presenting_leaves_canvas_bars_and_answer(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    draw(panel, DOWN)
    before = panel.canvas.width()
    panel.leave_out(True)
    assert panel.canvas.width() > before
    assert not panel.strip.isVisible()
    assert not panel.tools.isVisible()
    assert predicted(panel) == "1"
    panel.leave_out(False)
    assert panel.canvas.width() == before
    assert panel.strip.isVisible()
    assert panel.answer.why.isVisible()


@pytest.mark.parametrize(("size", "presenting"), [((400, 640), False), ((900, 330), False), ((400, 640), True)])
def test_what_cannot_be_read_is_said_over_whatever_lies_there(panel, size, presenting):
    panel.resize(*size)
    panel.leave_out(presenting)
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    draw(panel, [(0.5, 0.5)])
    place = panel.message.geometry()
    assert panel.message.isVisible()
    for at in (place.center(), place.topLeft(), place.bottomRight()):
        assert panel.message.parentWidget().childAt(at) is panel.message


def test_an_audience_is_told_that_the_built_in_network_reads(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    panel.selection.take_ready(bar_reader(upright=4, lying=7))
    draw(panel, DOWN)
    panel.selection.choose_reader(Reader.READY)
    assert panel.answer.remark.text() == ""
    panel.leave_out(True)
    assert panel.answer.remark.text() == "built-in"
    panel.selection.choose_reader(Reader.OWN)
    assert panel.answer.remark.text() == ""


def test_an_answer_leads_to_why(panel, qtbot):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    assert not panel.answer.why.isVisible()
    draw(panel, DOWN)
    assert panel.answer.why.text() == "why 1?"
    assert panel.answer.share.text() == panel.bars.share(1)
    with qtbot.waitSignal(panel.turns_to) as turned:
        QTest.mouseClick(panel.answer.why, LEFT)
    assert turned.args == ["Why"]


def test_an_unsure_answer_is_said_to_be_unsure(panel):
    network = bar_reader(upright=1, lying=7)
    network.params["W2"] *= 0.1
    network.params["b2"][:] = 0
    panel.show_frame(frame_of(network))
    draw(panel, DOWN)
    assert panel.bars.probabilities.max() < 0.5
    assert panel.answer.remark.text() == "unsure"
    assert panel.digit.property("tone") == "unsure"


LETTER = [[(0.2, 0.85), (0.35, 0.5), (0.5, 0.12)], [(0.5, 0.12), (0.65, 0.5), (0.8, 0.85)], [(0.3, 0.6), (0.72, 0.6)]]
THREE = [(0.3, 0.2), (0.5, 0.1), (0.68, 0.25), (0.5, 0.45), (0.7, 0.65), (0.5, 0.88), (0.3, 0.78)]


def test_what_is_no_digit_is_not_read_with_certainty(panel):
    panel.selection.take_ready(ready_network())
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))  # sure of all it sees
    for reader in Reader:
        panel.selection.choose_reader(reader)
        panel.canvas.clear()
        for stroke in LETTER:
            draw(panel, stroke)
        assert panel.answer.remark.text() == "perhaps no digit"
        assert panel.digit.property("tone") == "unsure"
        panel.canvas.clear()
        draw(panel, THREE)
        assert panel.answer.remark.text() != "perhaps no digit"


def test_weights_that_diverged_are_no_reading(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    draw(panel, DOWN)
    assert panel.answer.remark.text() == ""
    panel.show_frame(replace(frame_of(bar_reader(upright=1, lying=7), iteration=20), diverged=True))
    assert panel.answer.remark.text() == "no longer a reading"
    assert panel.answer.share.text() == ""
    assert not panel.answer.why.isVisible()
    draw(panel, ACROSS)
    assert panel.answer.share.text() == ""
    colour = QColor(theme.colours().own).rgb()
    image = panel.bars.grab().toImage()
    assert not any(image.pixel(x, y) == colour for x in range(20, 100) for y in range(image.height()))
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7), run_id=2))
    assert panel.answer.remark.text() == ""


def test_it_is_said_when_the_reader_changes_by_itself(panel):
    panel.show_frame(frame_of(bar_reader(upright=1, lying=7)))
    selection = panel.selection
    assert panel.word.text() == ""
    selection.note_training(untrained=True)
    selection.take_ready(bar_reader(upright=4, lying=7))
    assert panel.word.text() == "until yours has learned"
    draw(panel, DOWN)
    selection.note_training(untrained=False)
    assert panel.word.text() == "now yours reads"
    assert panel.answer.remark.text() == ""
    panel.resize(396, 560)  # a low card
    panel.grab()
    assert not panel.word.isVisible()
    assert panel.answer.remark.text() == "now yours reads"
    panel.canvas.clear()
    assert panel.word.text() == ""
    selection.note_training(untrained=True)
    QTest.mouseClick(panel.readers[Reader.READY], LEFT)
    assert panel.word.text() == ""  # because the person knows


def test_an_empty_canvas_shows_how_to_begin(panel):
    def inked(image):
        ground = QColor(theme.colours().card).rgb()
        return sum(image.pixel(x, y) != ground for x in range(60, 240, 3) for y in range(30, 200, 3))

    assert inked(panel.canvas.grab().toImage()) > 100
    draw(panel, [(0.05, 0.1), (0.05, 0.3)])
    assert inked(panel.canvas.grab().toImage()) == 0
