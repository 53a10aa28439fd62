import itertools

import numpy as np
import pytest

from mnistlab.data.ink import ink_to_image
from mnistlab.data.picture import LONGEST, ink_of, reduced
from mnistlab.data.thin import line_width
from mnistlab.errors import PictureError

HEIGHT, WIDTH = 420, 560
ROWS, COLUMNS = (axis / (HEIGHT, WIDTH)[i] for i, axis in enumerate(np.mgrid[:HEIGHT, :WIDTH]))


def enlarged(image, times):
    """Return an image (28, 28), 0..1, so many times as large, with edges as a pen has them."""
    place = ((np.arange(28 * times) + 0.5) / times - 0.5).clip(0, 27)
    first = np.minimum(place.astype(int), 26)
    share = place - first
    rows = image[first] * (1 - share[:, None]) + image[first + 1] * share[:, None]
    both = rows[:, first] * (1 - share) + rows[:, first + 1] * share
    return ((both - 0.5) * 3 + 0.5).clip(0, 1)


def on_page(image, times=10, top=80, left=150):
    """Return a sheet with a digit on it: 0..1, how much of each pixel is inked."""
    page = np.zeros((HEIGHT, WIDTH))
    page[top : top + 28 * times, left : left + 28 * times] = enlarged(image / 255, times)
    return page


def seen(ink):
    return ink_to_image(ink).image.astype(float)


def difference(one, other):
    """Return how far two images are apart on the whole, at the best of the nine places a rounding may put them."""
    moved = (np.roll(other, (down, right), (0, 1)) for down in (-1, 0, 1) for right in (-1, 0, 1))
    return min(np.abs(one - place).mean() for place in moved)


@pytest.fixture(scope="module")
def digits(mnist):
    """Return one image of each digit."""
    labels = mnist.test_labels.tolist()
    return mnist.test_images.reshape(-1, 28, 28)[[labels.index(digit) for digit in range(10)]]


RANDOM = np.random.default_rng(5)
LIGHTS = {
    "dark on light": lambda page: 1 - page,
    "light on dark": lambda page: page,
    "pencil": lambda page: 0.9 - 0.3 * page,
    "grey on grey": lambda page: 0.5 - 0.3 * page,
    "from one side": lambda page: (0.35 + 0.6 * COLUMNS) * (1 - 0.8 * page),
    "from a corner, noisy": lambda page: (
        (0.4 + 0.3 * COLUMNS + 0.25 * ROWS) * (1 - 0.75 * page) + RANDOM.normal(0, 0.02, page.shape)
    ),
    "dark corners": lambda page: (1 - 0.6 * ((COLUMNS - 0.5) ** 2 + (ROWS - 0.5) ** 2)) * (1 - 0.8 * page),
    "soft shadow": lambda page: (0.6 + 0.35 / (1 + np.exp(-(COLUMNS - 0.5) * 20))) * (1 - 0.8 * page),
    "blackboard": lambda page: 0.15 + 0.2 * COLUMNS + 0.5 * page + RANDOM.normal(0, 0.02, page.shape),
    "noisy": lambda page: 0.85 - 0.6 * page + RANDOM.normal(0, 0.04, page.shape),
}


@pytest.mark.parametrize("light", LIGHTS)
def test_a_digit_is_read_from_a_sheet_in_any_light(digits, light):
    for digit in digits[::3]:
        page = on_page(digit)
        photo = np.rint(255 * LIGHTS[light](page).clip(0, 1)).astype(np.uint8)
        ink = ink_of(photo)
        assert (ink[:40] == 0).all()  # paper is nothing at all
        assert difference(seen(ink), seen((255 * page).astype(np.uint8))) < 4


def test_a_hard_shadow_is_no_ink(digits):
    page = on_page(digits[7])
    shadow = np.where(COLUMNS > 0.62, 0.55, 0.95)
    ink = ink_of((255 * shadow * (1 - 0.8 * page)).astype(np.uint8))
    assert difference(seen(ink), seen((255 * page).astype(np.uint8))) < 6


def test_sixteen_bits_are_read_as_finely_as_eight(digits):
    page = on_page(digits[3])
    fine = np.rint(65535 * (0.9 - 0.6 * page)).astype(np.uint16)
    coarse = np.rint(255 * (0.9 - 0.6 * page)).astype(np.uint8)
    assert np.abs(ink_of(fine).astype(int) - ink_of(coarse)).max() <= 3


def test_an_image_of_mnist_stays_as_it_is(digits):
    for digit in digits:
        for image in (digit, 255 - digit):
            assert difference(seen(ink_of(image)), seen(digit)) < 6


@pytest.mark.parametrize("tone", [0.0, 0.4, 1.0])
def test_on_nothing_the_ink_is_what_is_opaque_whatever_its_colour(digits, tone):
    page = on_page(digits[5])
    ink = ink_of(np.full(page.shape, tone, np.float32), page.astype(np.float32))
    assert difference(seen(ink), seen((255 * page).astype(np.uint8))) < 3


@pytest.mark.parametrize("under", [0.0, 1.0])
def test_what_is_transparent_around_a_sheet_is_no_ink(digits, under):
    page = on_page(digits[2])
    sheet = np.zeros(page.shape, np.float32)
    sheet[30:-30, 30:-30] = 1
    grey = np.where(sheet > 0, 0.95 - 0.8 * page, under)
    ink = ink_of(grey.astype(np.float32), sheet)
    assert difference(seen(ink), seen((255 * page).astype(np.uint8))) < 3


def test_a_transparent_image_with_paper_along_its_edge_has_that_paper(digits):
    page = on_page(digits[5]).astype(np.float32)
    outline = np.maximum.reduce([np.roll(page, (down, right), (0, 1)) for down in (-6, 0, 6) for right in (-6, 0, 6)])
    for grey, alpha in (
        (0.95 - 0.9 * page, (outline > 0).astype(np.float32)),  # a sticker
        (0.95 - 0.9 * page, (page > 0.05).astype(np.float32)),  # white was made transparent, greys at the edge not
    ):
        assert difference(seen(ink_of(grey, alpha)), seen((255 * page).astype(np.uint8))) < 6


@pytest.mark.parametrize("tone", [0.0, 0.9])
def test_what_was_cut_out_of_a_sheet_is_ink(digits, tone):
    page = on_page(digits[2]).astype(np.float32)
    ink = ink_of(np.full(page.shape, tone, np.float32), 1 - page)
    assert difference(seen(ink), seen((255 * page).astype(np.uint8))) < 4


def test_an_opaque_image_is_read_as_if_it_had_no_alpha(digits):
    photo = (255 * (1 - on_page(digits[8]))).astype(np.uint8)
    assert np.array_equal(ink_of(photo, np.full(photo.shape, 255, np.uint8)), ink_of(photo))


def test_specks_are_dropped(digits):
    page = on_page(digits[4])
    clean = ink_of((255 * (1 - page)).astype(np.uint8))
    page[20:24, 30:34] = page[400:403, 500:503] = 1
    assert np.array_equal(ink_of((255 * (1 - page)).astype(np.uint8)), clean)


BLANK = {
    "white": np.ones((HEIGHT, WIDTH)),
    "black": np.zeros((HEIGHT, WIDTH)),
    "slope": 0.3 + 0.6 * COLUMNS,
    "dark corners": 1 - 0.6 * ((COLUMNS - 0.5) ** 2 + (ROWS - 0.5) ** 2),
    "noise": np.random.default_rng(3).normal(0.8, 0.03, (HEIGHT, WIDTH)).clip(0, 1),
    "faint": 0.9 - 0.05 * (np.hypot(COLUMNS - 0.5, ROWS - 0.5) < 0.2),
}


@pytest.mark.parametrize("sheet", BLANK)
def test_a_blank_sheet_is_refused(sheet):
    with pytest.raises(PictureError, match="shows no digit") as refusal:
        ink_of((255 * BLANK[sheet]).astype(np.uint8), file="photo.png")
    assert refusal.value.kind == "picture_empty"
    assert "photo.png" in str(refusal.value)


def test_an_image_without_anything_opaque_is_refused():
    with pytest.raises(PictureError) as refusal:
        ink_of(np.zeros((50, 50), np.uint8), np.zeros((50, 50), np.uint8))
    assert refusal.value.kind == "picture_empty"


@pytest.mark.parametrize("shape", [(1, 1), (5, 400), (400, 7), (20, 100_000)])
def test_an_image_too_small_to_show_a_digit_is_refused(shape):
    with pytest.raises(PictureError, match="too narrow") as refusal:
        ink_of(np.zeros(shape, np.uint8))
    assert f"{shape[1]:,} × {shape[0]:,} pixels" in str(refusal.value)


@pytest.mark.parametrize("shape", [(8, 8), (8, 400), (21, 1024), (1025, 1025), (60, 2049)])
def test_an_image_of_any_shape_is_read(shape):
    page = np.full(shape, 230, np.uint8)
    height, width = shape
    page[height // 4 : height - height // 4, width // 2 - 1 : width // 2 + height // 20 + 1] = 30
    ink = ink_of(page)
    assert max(ink.shape) <= LONGEST
    assert ink.dtype == np.uint8


def test_a_large_image_is_reduced_by_the_mean_of_areas():
    values = np.arange(30, dtype=np.uint8).reshape(5, 6)
    grey, alpha = reduced(values, None, 2)
    assert alpha is None
    assert grey.shape == (3, 3)
    assert grey[0, 0] * 255 == pytest.approx((0 + 1 + 6 + 7) / 4)
    assert grey[2, 2] * 255 == pytest.approx((28 + 29) / 2)


def test_where_it_is_transparent_an_image_has_no_colour():
    grey = np.array([[0.2, 0.9]], np.float32)
    mean, alpha = reduced(grey, np.array([[1.0, 0.0]], np.float32), 2)
    assert mean == pytest.approx(np.array([[0.2]]))
    assert alpha == pytest.approx(np.array([[0.5]]))


def cut_out(digit, margin, times, tones):
    """Return a digit cut out with a few pixels of paper around it, enlarged, in two tones or with grey edges."""
    rows, columns = (np.flatnonzero(digit.any(axis=axis)) for axis in (1, 0))
    part = digit[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    part = np.pad(part if tones == "grey" else 255 * (part > 127).astype(np.uint8), margin)
    return part.repeat(times, axis=0).repeat(times, axis=1)


@pytest.mark.parametrize("margin", [0, 1, 2])
@pytest.mark.parametrize("times", [1, 10])
@pytest.mark.parametrize("tones", ["two", "grey"])
def test_a_digit_is_read_however_tightly_it_is_cut_out(digits, margin, times, tones):
    for digit in digits[::3]:
        part = cut_out(digit, margin, times, tones)
        expected = seen(np.pad(part, 20 * times))
        for picture in (part, 255 - part):
            if part.shape[1] > 0.5 * part.shape[0] or picture is not part:  # a cut-out one is taken for dark ink
                assert difference(seen(ink_of(picture)), expected) < 14


@pytest.mark.parametrize("wide", [1, 3, 12])
@pytest.mark.parametrize(("line", "paper"), [(20, 235), (235, 20), (128, 255)])
def test_a_line_around_a_picture_is_no_ink(digits, wide, line, paper):
    for digit in digits[::3]:
        dark = np.pad(digit, 2).repeat(10, axis=0).repeat(10, axis=1) / 255
        page = np.rint(paper + (255 - 2 * paper) * dark * 0.9).clip(0, 255).astype(np.uint8)
        assert difference(seen(ink_of(np.pad(page, wide, constant_values=line))), seen(ink_of(page))) < 4


def test_a_one_that_is_cut_out_is_not_too_narrow():
    stroke = np.zeros((20, 5), np.uint8)
    for row in range(20):
        stroke[row, 3 - row // 6 : 5 - row // 6] = 255
    assert ink_of(255 - stroke).any()


def with_lines(page, across, down):
    """Return a sheet with a digit and with printed lines, this dark, across it and down."""
    lines = np.zeros_like(page)
    lines[15::35] = lines[16::35] = across
    lines[:, 15::35] = np.maximum(lines[:, 15::35], down)
    lines[:, 16::35] = np.maximum(lines[:, 16::35], down)
    return np.maximum(0.8 * page, lines)


@pytest.mark.parametrize("across", [0.1, 0.2, 0.3])
@pytest.mark.parametrize("squared", [False, True])
def test_the_lines_of_paper_are_no_ink(digits, across, squared):
    for digit in digits[::3]:
        page = on_page(digit)
        sheet = 0.92 * (1 - with_lines(page, across, across if squared else 0))
        ink = ink_of(np.rint(255 * sheet).astype(np.uint8))
        assert (ink[:40] == 0).all()
        assert difference(seen(ink), seen((255 * page).astype(np.uint8))) < 6


def drawn_thinly(width):
    """Return a triangle drawn with a pen of this width in px, and with lines as wide as MNIST has them."""
    corners = [(60, 40), (240, 150), (60, 260), (60, 40)]
    rows, columns = np.mgrid[:300, :300]
    away = np.full(rows.shape, np.inf)
    for (x0, y0), (x1, y1) in itertools.pairwise(corners):
        way = np.array([x1 - x0, y1 - y0])
        share = ((columns - x0) * way[0] + (rows - y0) * way[1]).clip(0, way @ way) / (way @ way)
        away = np.minimum(away, np.hypot(columns - x0 - share * way[0], rows - y0 - share * way[1]))
    return tuple((wide / 2 + 0.5 - away).clip(0, 1) for wide in (width, 24))


@pytest.mark.parametrize("width", [1, 2, 4, 8])
def test_thin_lines_become_as_wide_as_those_of_mnist(width):
    thin, usual = drawn_thinly(width)
    ink = ink_of(np.rint(255 * (1 - 0.8 * thin)).astype(np.uint8))
    assert line_width(ink / 255) == pytest.approx(24, rel=0.15)
    assert difference(seen(ink), seen((255 * usual).astype(np.uint8))) < 8


def test_lines_that_are_wide_enough_stay_as_they_are():
    _, usual = drawn_thinly(1)
    ink = ink_of(np.rint(255 * (1 - usual)).astype(np.uint8))
    assert line_width(ink / 255) == pytest.approx(24, rel=0.08)


def test_a_thin_digit_in_a_small_picture_becomes_finer():
    small = np.zeros((28, 28), np.uint8)
    small[2:26, 14] = small[2, 6:15] = small[25, 14:22] = 255
    ink = ink_of(255 - small)
    assert max(ink.shape) > 5 * 28
    rows = np.flatnonzero(ink.any(axis=1))
    assert line_width(ink / 255) == pytest.approx(0.1 * len(rows), rel=0.2)


def test_paper_half_in_a_hard_shadow_is_no_light_ink(digits):
    page = on_page(digits[8])
    lit = np.where(COLUMNS > 0.5 + 0.2 * (ROWS - 0.5), 0.55, 0.92)
    ink = ink_of((255 * lit * (1 - 0.8 * page)).astype(np.uint8))
    assert difference(seen(ink), seen((255 * page).astype(np.uint8))) < 6
