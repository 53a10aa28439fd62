import numpy as np
import pytest
from PIL import Image, ImageDraw

from mnistlab.data.pieces import connected, without_specks, without_surroundings

SEVEN = [(110, 90), (205, 95), (150, 230)]


def page(draw_more=lambda _draw: None):
    image = Image.new("L", (320, 320), 235)
    draw = ImageDraw.Draw(image)
    draw.line(SEVEN, fill=45, width=22, joint="curve")
    draw_more(draw)
    return np.asarray(image)


FRAMES = {
    "box": lambda draw: draw.rectangle([40, 40, 280, 280], outline=45, width=3),
    "box at the edge": lambda draw: draw.rectangle([12, 12, 308, 308], outline=45, width=3),
    "box, pale": lambda draw: draw.rectangle([14, 14, 306, 306], outline=120, width=4),
    "thick box": lambda draw: draw.rectangle([50, 40, 270, 280], outline=45, width=14),
    "round corners": lambda draw: draw.rounded_rectangle([30, 30, 290, 290], 30, outline=45, width=8),
    "two boxes": lambda draw: [draw.rectangle([at, at, 320 - at, 320 - at], outline=45, width=4) for at in (20, 40)],
    "circle": lambda draw: draw.ellipse([20, 20, 300, 300], outline=45, width=4),
    "a field that is open above": lambda draw: draw.line(
        [(60, 60), (60, 270), (260, 270), (260, 60)], fill=45, width=6
    ),
    "thick circle": lambda draw: draw.ellipse([20, 20, 300, 300], outline=45, width=16),
    "dark at two sides": lambda draw: [draw.rectangle(at, fill=0) for at in ([312, 0, 320, 320], [0, 310, 320, 320])],
    "corner of a table": lambda draw: draw.polygon([(0, 0), (90, 0), (0, 80)], fill=60),
    "holes": lambda draw: [draw.rectangle([8, y, 20, y + 12], fill=60) for y in range(10, 310, 26)],
    "torn edge": lambda draw: draw.polygon(
        [(0, 0), (22, 0), (14, 90), (26, 160), (12, 240), (24, 320), (0, 320)], fill=60
    ),
    "words cut off": lambda draw: draw.text((0, 300), "the quick brown fox jumps over the lazy dog", fill=45),
    "dark at one side": lambda draw: draw.rectangle([0, 0, 7, 320], fill=0),
}


@pytest.mark.parametrize("frame", FRAMES)
def test_what_is_drawn_or_printed_around_a_digit_is_no_ink(frame, how_far_apart):
    assert how_far_apart(page(FRAMES[frame]), page()) < 5


def test_a_dot_in_a_zero_leaves_both():
    ink = np.zeros((120, 100), np.float32)
    rows, columns = np.mgrid[:120, :100]
    away = np.hypot((rows - 60) / 50, (columns - 50) / 38)
    ink[(away > 0.75) & (away < 1)] = 1
    ink[54:66, 44:56] = 1
    assert without_surroundings(ink, 0) is ink


def test_the_two_strokes_of_a_five_are_no_frame():
    ink = np.zeros((120, 100), np.float32)
    ink[10:18, 30:95] = ink[26:70, 20:28] = ink[62:70, 20:80] = ink[62:110, 72:80] = ink[102:110, 10:80] = 1
    assert without_surroundings(ink, 0) is ink


def test_pieces_are_numbered_apart():
    mask = np.array([[1, 0, 0, 1, 1], [0, 1, 0, 0, 0], [1, 0, 0, 1, 0], [1, 0, 1, 0, 0]], bool)
    numbers = connected(mask)
    assert (numbers[~mask] == 0).all()
    left = {numbers[0, 0], numbers[1, 1], numbers[2, 0], numbers[3, 0]}
    above, right = {numbers[0, 3], numbers[0, 4]}, {numbers[2, 3], numbers[3, 2]}
    assert [len(piece) for piece in (left, above, right)] == [1, 1, 1]
    assert len(left | above | right) == 3


def test_a_piece_as_winding_as_can_be_is_one():
    mask = np.zeros((41, 41), bool)
    mask[::2] = True
    mask[1::4, -1] = mask[3::4, 0] = True
    assert np.unique(connected(mask)).tolist() == [0, connected(mask).max()]


def test_parts_of_a_digit_are_no_specks():
    ink = np.zeros((100, 100), np.float32)
    ink[20:80, 40:50] = 1
    ink[10:15, 60:70] = 1
    ink[90:91, 5:6] = 1
    assert np.flatnonzero((without_specks(ink) != ink).any(axis=0)).tolist() == [5]


def test_a_part_of_a_digit_that_fills_the_picture_stays():
    ink = np.zeros((120, 100), np.float32)
    ink[:14, 20:100] = ink[24:70, 0:14] = ink[60:74, :86] = ink[60:120, 84:100] = ink[106:, :90] = 1
    assert without_surroundings(ink, 0) is ink
