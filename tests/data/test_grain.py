import numpy as np
import pytest

from mnistlab.data.grain import averaged, without_grain

SIDE = 240  # px
RANDOM = np.random.default_rng(3)


def page(paper=0.85, ink=0.2):
    """Return a sheet with a seven on it, 0..1."""
    sheet = np.full((SIDE, SIDE), paper, np.float32)
    sheet[50:74, 60:180] = sheet[50:200, 150:176] = ink
    return sheet


def dithered(sheet):
    """Return black and white pixels that give these tones from far away (Floyd and Steinberg, 1976)."""
    left = np.pad(sheet.astype(float), 1)
    for row in range(1, SIDE + 1):
        for column in range(1, SIDE + 1):
            tone = round(min(1, max(0, left[row, column])))
            over, left[row, column] = left[row, column] - tone, tone
            left[row, column + 1] += over * 7 / 16
            left[row + 1, column - 1 : column + 2] += over * np.array([3, 5, 1]) / 16
    return left[1:-1, 1:-1]


def peppered(sheet):
    return np.where(RANDOM.random(sheet.shape) < 0.03, RANDOM.integers(0, 2, sheet.shape), sheet)


def on_a_screen(sheet):
    return sheet * np.where(np.arange(SIDE)[:, None] // 2 % 2, 1, 0.75)


GRAINS = {
    "one bit a pixel": dithered,
    "salt and pepper": peppered,
    "rows of a screen": on_a_screen,
    "noise": lambda sheet: sheet + RANDOM.normal(0, 0.1, sheet.shape),
}


@pytest.mark.parametrize("kind", GRAINS)
def test_a_strong_grain_is_no_ink(kind, how_far_apart):
    grained = GRAINS[kind](page()).clip(0, 1).astype(np.float32)
    assert how_far_apart(grained, page()) < 8


@pytest.mark.parametrize("wide", [1, 2, 3])
def test_thin_lines_are_no_grain(wide):
    sheet = np.full((SIDE, SIDE), 0.9, np.float32)
    for place in range(20, 220):
        sheet[place : place + wide, place] = 0.1
    sheet[30, 30:200] = 0.1
    assert without_grain(sheet) is sheet


def test_the_mean_of_a_square_is_taken():
    values = RANDOM.random((9, 11)).astype(np.float32)
    assert averaged(values, 3)[4, 5] == pytest.approx(values[3:6, 4:7].mean(), rel=1e-5)
    assert averaged(np.full((9, 11), 0.3, np.float32), 5) == pytest.approx(0.3)
