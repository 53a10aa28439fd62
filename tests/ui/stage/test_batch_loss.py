"""The loss of the mini-batch before and after the update: what is said of it."""

from types import SimpleNamespace

import pytest
from PySide6.QtGui import QFontMetrics

from mnistlab.nn.mistakes import Mistake
from mnistlab.ui.look.theme import SMALL, font
from mnistlab.ui.stage.batch_loss import BatchLoss, loss_words


def frame(before=None, after=None, mistake=None):
    return SimpleNamespace(batch_loss=before, batch_loss_after=after, mistake=mistake, batch=None)


@pytest.mark.parametrize(
    ("shown", "number", "words", "worse"),
    [
        (None, "", "", False),
        (frame(), "", "", False),
        (frame(0.83), "0.830", "before the update", False),
        (frame(0.83, 0.79), "0.830 → 0.790", "it became smaller", False),
        (frame(0.83004, 0.83001), "0.83004 → 0.83001", "it became smaller", False),
        (frame(0.83, 0.91), "0.830 → 0.910", "rose: step too long", True),
        (frame(0.83, 0.91, Mistake.NO_LABELS), "0.830 → 0.910", "rose: wrong gradient", True),
        (frame(0.83, 0.79, Mistake.NO_LABELS), "0.830 → 0.790", "it became smaller", False),
    ],
)
def test_what_the_update_did_to_the_loss(shown, number, words, worse):
    assert loss_words(shown) == (number, words, worse)


def test_a_loss_of_the_first_images_of_a_large_batch_says_so(qtbot):
    line = BatchLoss()
    qtbot.addWidget(line)
    shown = frame(0.83, 0.79)
    shown.batch = SimpleNamespace(is_part=True, labels=range(1000), count=60_000)
    line.show_frame(shown)
    assert line.label.text() == "loss on 1,000 of 60,000"


def test_a_loss_that_rose_is_marked(qtbot):
    line = BatchLoss()
    qtbot.addWidget(line)
    line.show_frame(frame(0.83, 0.91))
    assert line.loss.property("tone") == "worse"
    line.show_frame(frame(0.83, 0.79))
    assert line.loss.property("tone") == ""


def test_what_is_said_is_whole_as_soon_as_there_are_two_numbers(qtbot):
    line = BatchLoss()
    qtbot.addWidget(line)
    line.retranslate()
    line.show()
    for width in range(160, 360, 10):
        line.resize(width, 28)
        line.show_frame(frame(0.83))
        line.show_frame(frame(0.83, 0.79))
        words = line.words.text()
        line.layout().activate()
        assert words == "fell" or QFontMetrics(font(SMALL)).horizontalAdvance(words) <= line.words.width()
