import numpy as np
import pytest
from PIL import Image, ImageDraw

from mnistlab.data.picture import ink_of
from mnistlab.data.ruled import without_rules
from mnistlab.errors import PictureError

SIDE = 320  # px
PAPER, INK = 235, 45


def sheet(lines, tone, turn=0.0, wide=2):
    """Return paper (320, 320) with lines, each from one place to another, turned by some degrees."""
    paper = Image.new("L", (SIDE, SIDE), PAPER)
    draw = ImageDraw.Draw(paper)
    for line in lines:
        draw.line(line, fill=tone, width=wide)
    return paper.rotate(turn, Image.Resampling.BICUBIC, fillcolor=PAPER)


def drawn(paper, points, wide=22):
    """Return a sheet on which a pen has drawn a line through some places."""
    written = paper.copy()
    ImageDraw.Draw(written).line(points, fill=INK, width=wide, joint="curve")
    return np.asarray(written)


SEVEN = [(90, 80), (235, 85), (150, 250)]
ACROSS = [[(0, y), (SIDE, y)] for y in range(20, SIDE, 60)]
DOWN = [[(x, 0), (x, SIDE)] for x in range(25, SIDE, 60)]
DASHES = [[(x, 160), (x + 6, 160)] for x in range(30, 290, 12)]
FRAME = [[(30, y), (290, y)] for y in (30, 290)] + [[(x, 30), (x, 290)] for x in (30, 290)]
PAPERS = {
    "ruled": ACROSS,
    "squared": ACROSS + DOWN,
    "a field for a sign": [*FRAME, [(30, 160), (290, 160)], [(160, 30), (160, 290)]],
    "a field with dashes": FRAME + DASHES,
}


@pytest.mark.parametrize("lines", PAPERS)
@pytest.mark.parametrize("tone", [170, 130, 90, INK])
@pytest.mark.parametrize("turn", [0, 4.3])
def test_the_lines_of_paper_are_no_ink_however_dark_they_are(lines, tone, turn):
    ink = ink_of(drawn(sheet(PAPERS[lines], tone, turn), SEVEN)) > 127
    alone = ink_of(drawn(sheet([], tone), SEVEN)) > 127
    more = (alone.shape[0] - ink.shape[0]) // 2  # paper that was laid around one of them
    ink, alone = (np.pad(one, max(0, wide)) for one, wide in ((ink, more), (alone, -more)))
    assert (ink & ~alone).sum() < 0.06 * alone.sum()
    assert (alone & ~ink).sum() < 0.06 * alone.sum()


@pytest.mark.parametrize("turn", [15, 30, 45])
@pytest.mark.parametrize("tone", [170, 110])
def test_the_lines_may_be_turned_by_any_angle(turn, tone):
    large = Image.new("L", (2 * SIDE, 2 * SIDE), PAPER)
    for y in range(20, 2 * SIDE, 60):
        ImageDraw.Draw(large).line([(0, y), (2 * SIDE, y)], fill=tone, width=2)
    turned = large.rotate(turn, Image.Resampling.BICUBIC).crop((160, 160, 160 + SIDE, 160 + SIDE))
    ink, alone = (ink_of(drawn(paper, SEVEN)) > 127 for paper in (turned, sheet([], tone)))
    more = (alone.shape[0] - ink.shape[0]) // 2
    ink, alone = (np.pad(one, max(0, wide)) for one, wide in ((ink, more), (alone, -more)))
    assert (ink ^ alone).sum() < 0.08 * alone.sum()


HAIRLINES = {
    "one": [(160, 20), (160, 300)],
    "seven": [(90, 40), (240, 40), (150, 290)],
    "four": [(170, 300), (170, 20), (60, 200), (270, 200)],
    "eight": [(90, 20), (230, 20), (230, 300), (90, 300), (90, 20), (90, 160), (230, 160)],
}


@pytest.mark.parametrize("digit", HAIRLINES)
@pytest.mark.parametrize("wide", [1, 2, 4])
def test_hairlines_that_are_drawn_straight_stay(digit, wide):
    dark = 1 - drawn(sheet([], INK), HAIRLINES[digit], wide).astype(np.float32) / PAPER
    assert np.array_equal(without_rules(dark, 0.15, "a picture"), dark)


@pytest.mark.parametrize("bars", ["agd", "ad", "gd"])
@pytest.mark.parametrize("tone", [110, 160])
def test_pale_bars_of_a_digit_on_a_display_stay(bars, tone):
    places = {"a": 40, "g": 160, "d": 280}
    paper = sheet([[(92, places[bar]), (228, places[bar])] for bar in bars], tone, wide=3)
    draw = ImageDraw.Draw(paper)
    for upright in ([(90, 42), (90, 158)], [(230, 42), (230, 158)], [(230, 162), (230, 278)]):
        draw.line(upright, fill=INK, width=3)
    dark = 1 - np.asarray(paper).astype(np.float32) / PAPER
    assert np.array_equal(without_rules(dark, 0.15, "a picture"), dark)


def test_one_line_under_a_digit_is_no_ink():
    ink = ink_of(drawn(sheet([[(10, 290), (310, 290)]], 130), SEVEN))
    assert not ink[275:].any()


@pytest.mark.parametrize("tone", [170, INK])
def test_paper_with_nothing_but_lines_shows_no_digit(tone):
    with pytest.raises(PictureError, match="shows no digit"):
        ink_of(np.asarray(sheet(ACROSS + DOWN, tone)))


def test_lines_as_dark_and_as_wide_as_the_ink_are_said():
    with pytest.raises(PictureError, match="lines on the paper that are as dark as the digit") as refusal:
        ink_of(drawn(sheet(ACROSS + DOWN, INK, wide=3), SEVEN, wide=3), file="page.png")
    assert refusal.value.kind == "picture_lines"
    assert "page.png" in str(refusal.value)
