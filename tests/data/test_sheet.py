import numpy as np
import pytest
from PIL import Image, ImageDraw

from mnistlab.data.sheet import sheet_alone

SEVEN = [(110, 100), (200, 105), (150, 220)]
WHOLE = [(0, 0), (319, 0), (319, 319), (0, 319)]
SHEETS = {
    "straight": [(60, 40), (260, 40), (260, 280), (60, 280)],
    "turned": [(80, 30), (280, 70), (240, 290), (40, 250)],
    "seen from below": [(80, 50), (240, 50), (290, 270), (30, 270)],
    "at one side of the picture": [(60, 0), (260, 0), (260, 280), (60, 280)],
}


def photo(corners, table, paper, ink, wide=14):
    """Return a picture (320, 320) of a sheet on a table, with a seven on it."""
    image = Image.new("L", (320, 320), table)
    draw = ImageDraw.Draw(image)
    draw.polygon(corners, fill=paper)
    draw.line(SEVEN, fill=ink, width=wide, joint="curve")
    return np.asarray(image)


@pytest.mark.parametrize("corners", SHEETS)
@pytest.mark.parametrize(("table", "paper", "ink"), [(60, 235, 40), (110, 235, 60), (20, 200, 20), (230, 60, 240)])
def test_what_lies_around_a_sheet_is_no_ink(corners, table, paper, ink, how_far_apart):
    assert how_far_apart(photo(SHEETS[corners], table, paper, ink), photo(WHOLE, paper, paper, ink)) < 4


def test_a_table_need_not_be_even(how_far_apart):
    picture = photo(SHEETS["turned"], 0, 235, 40)
    grain = 90 + 20 * np.sin(np.arange(320) / 5)
    wood = np.where(picture == 0, grain[:, None], picture).astype(np.uint8)
    assert how_far_apart(wood, photo(WHOLE, 235, 235, 40)) < 4


def test_a_digit_that_is_light_on_dark_is_no_sheet(mnist):
    for image in mnist.test_images[:200].reshape(-1, 28, 28):
        for margin in (0, 4):
            bright = np.pad(image / np.float32(255), margin).repeat(4, axis=0).repeat(4, axis=1)
            assert sheet_alone(bright) is bright


def test_a_one_that_is_printed_light_on_dark_is_no_sheet():
    bright = np.zeros((300, 200), np.float32)
    bright[40:260, 80:120] = 1
    assert sheet_alone(bright) is bright
