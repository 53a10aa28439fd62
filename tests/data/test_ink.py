import numpy as np
import pytest

from mnistlab.data import load_dataset
from mnistlab.data.ink import (
    CENTRE,
    Preparation,
    centre_by_mass,
    crop_to_ink,
    extent,
    ink_to_image,
    is_dot,
    pen_width,
    scale_to_box,
    several_digits,
    several_inked,
)


def bar(canvas, top, left, height, width):
    ink = np.zeros((canvas, canvas), np.uint8)
    ink[top : top + height, left : left + width] = 255
    return ink


def centre_of_mass(image):
    mass = image.astype(float)
    rows, columns = np.indices(image.shape)
    return (rows * mass).sum() / mass.sum(), (columns * mass).sum() / mass.sum()


def read(ink):
    stages = ink_to_image(ink)
    assert stages is not None
    return stages


@pytest.mark.parametrize(("top", "left"), [(0, 0), (0, 180), (60, 97), (40, 3)])
def test_a_bar_gives_the_same_image_wherever_it_is_drawn(top, left):
    reference = read(bar(200, 20, 90, 160, 20)).image
    assert np.array_equal(read(bar(400, top, left, 160, 20)).image, reference)


@pytest.mark.parametrize("factor", [1, 2, 3, 7])
def test_a_bar_gives_the_same_image_at_any_size(factor):
    reference = read(bar(200, 20, 90, 160, 20)).image
    assert np.array_equal(read(bar(1000, 5, 7, 80 * factor, 10 * factor)).image, reference)


def test_a_bar_worked_by_hand():
    image = read(bar(100, 10, 10, 80, 16)).image  # 80 × 16 becomes 20 × 4
    expected = np.zeros((28, 28), np.uint8)
    expected[4:24, 12:16] = 255  # the centre of 4..23 is 13.5: a half goes down
    assert np.array_equal(image, expected)


@pytest.mark.parametrize("shape", [(160, 75), (75, 160), (33, 33), (7, 3), (1, 1), (200, 1), (161, 159)])
def test_the_longest_side_is_twenty_and_the_area_is_kept(shape):
    scaled = scale_to_box(np.full(shape, 200, np.uint8))
    assert max(scaled.shape) == 20
    assert scaled.any(axis=0).all()
    assert scaled.any(axis=1).all()
    area = shape[0] * shape[1] * (20 / max(shape)) ** 2
    assert scaled.sum() / 200 == pytest.approx(area, rel=0.05)


def test_each_pixel_is_the_mean_of_its_area():
    rng = np.random.default_rng(3)
    crop = rng.integers(0, 256, (160, 80), np.uint8)
    expected = np.rint(crop.reshape(20, 8, 10, 8).mean(axis=(1, 3)))
    assert np.abs(scale_to_box(crop) - expected).max() <= 1


@pytest.mark.parametrize("seed", range(20))
def test_the_centre_of_mass_is_at_fourteen(seed):
    rng = np.random.default_rng(seed)
    ink = np.zeros((300, 300), np.uint8)
    ink[40:200, 60:140] = rng.integers(0, 256, (160, 80)) * (np.arange(160) < rng.integers(20, 160))[:, None]
    for centre in centre_of_mass(read(ink).image):
        assert 13.5 <= centre <= 14.5


@pytest.mark.parametrize("turns", range(4))
def test_what_reaches_beyond_the_edge_is_cut_off_and_does_not_come_in_at_the_other_side(turns):
    scaled = np.zeros((20, 20), np.uint8)
    scaled[:, 18:] = 255  # nearly all mass at the right: the faint left end must go beyond the edge
    scaled[10, :18] = 1
    image = np.rot90(centre_by_mass(np.rot90(scaled, turns)), -turns)
    heavy = np.flatnonzero((image == 255).any(axis=0))
    assert heavy.tolist() in ([13, 14], [14, 15])
    assert image[:, heavy[-1] + 1 :].sum() == 0
    assert (image[:, : heavy[0]].sum(axis=0) == 1).all()

    lopsided = np.zeros((28, 28), np.uint8)
    lopsided[0] = 255  # centred, half of its empty rows lie beyond the image
    turned = centre_by_mass(np.rot90(lopsided, turns))
    assert np.flatnonzero(turned.any(axis=1 - turns % 2)).tolist() == [CENTRE]


def test_there_is_no_image_without_ink():
    assert ink_to_image(np.zeros((50, 70), np.uint8)) is None
    assert crop_to_ink(np.zeros((50, 70), np.uint8)) is None


def test_the_stages_are_what_they_are_called():
    ink = bar(200, 30, 40, 100, 50)
    stages = read(ink)
    assert stages.ink is ink
    assert stages.crop.shape == (100, 50)
    assert stages.scaled.shape == (20, 10)
    assert stages.image.shape == (28, 28)
    assert all(stage.dtype == np.uint8 for stage in (stages.ink, stages.crop, stages.scaled, stages.image))


def test_images_of_mnist_come_out_as_they_went_in():
    images = load_dataset().test_images.reshape(-1, 28, 28)
    same = np.array([np.array_equal(read(image).image, image) for image in images])
    assert same.mean() > 0.999  # of 10,000, three have another longest side than 20


def test_a_digit_is_eight_pens_tall():
    stroke = np.array([[0.2, 0.1], [0.4, 0.8]])
    pen = pen_width([stroke])
    assert (0.7 + pen) / pen == pytest.approx(8)
    assert pen_width([stroke * 5]) == pytest.approx(5 * pen)
    assert pen_width([stroke, stroke + np.array([0.7, 0])]) == pytest.approx(0.9 / 7)


def test_a_dot_has_the_smallest_pen_and_is_no_digit():
    dot = np.array([[0.5, 0.5], [0.51, 0.52]])
    assert pen_width([dot], smallest=0.04) == 0.04
    assert is_dot([dot])
    assert is_dot([])
    assert not is_dot([dot, dot + 0.1])
    assert extent([]) == 0


def canvas_with(top, left, height, width, side=280):
    return bar(side, top, left, height, width)


def inked_box(image):
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    return rows[0], rows[-1] + 1, columns[0], columns[-1] + 1


def test_without_centring_the_digit_stays_where_it_was_drawn():
    image = ink_to_image(canvas_with(20, 200, 100, 40), Preparation(centre=False)).image
    top, bottom, left, right = inked_box(image)
    assert (top, bottom) == (0, 17)  # its middle is at a quarter of the canvas, so a part of 20 px lies beyond the edge
    assert (left, right) == (18, 26)
    assert right - left == 8  # it is still brought to 20 px


def test_without_scaling_the_digit_stays_as_small_as_it_was_drawn():
    image = ink_to_image(canvas_with(20, 200, 100, 40), Preparation(scale=False)).image
    top, bottom, left, right = inked_box(image)
    assert (bottom - top, right - left) == (10, 4)
    assert centre_of_mass(image) == (13.5, 13.5)


def test_without_cropping_the_paper_counts():
    image = ink_to_image(canvas_with(20, 200, 140, 28), Preparation(crop=False)).image
    top, bottom, left, right = inked_box(image)
    assert (bottom - top, right - left) == (11, 3)  # half the canvas, of 20 px; a pixel more where it lies askew
    assert centre_of_mass(image) == pytest.approx((14, 14), abs=0.5)


def test_with_nothing_on_the_canvas_is_only_made_smaller():
    nothing = Preparation(crop=False, scale=False, centre=False)
    image = ink_to_image(canvas_with(20, 200, 100, 40), nothing).image
    assert inked_box(image) == (2, 12, 20, 24)


def stroke(*points):
    return np.array(points, float)


LEFT_BAR, RIGHT_BAR = stroke((0.2, 0.1), (0.2, 0.9)), stroke((0.6, 0.1), (0.6, 0.9))


def test_two_digits_side_by_side_are_several():
    assert several_digits([LEFT_BAR, RIGHT_BAR])
    assert not several_digits([LEFT_BAR])
    assert not several_digits([])


@pytest.mark.parametrize(
    "strokes",
    [
        [stroke((0.2, 0.1), (0.1, 0.5), (0.6, 0.5)), stroke((0.5, 0.1), (0.5, 0.9))],  # 4: its parts cross
        [stroke((0.2, 0.1), (0.2, 0.5), (0.6, 0.7), (0.2, 0.9)), stroke((0.25, 0.1), (0.7, 0.1))],  # 5: hat above
        [LEFT_BAR, stroke((0.6, 0.5), (0.65, 0.55))],  # a slip of the pen
        [LEFT_BAR, RIGHT_BAR - (0.36, 0)],  # a line drawn twice
    ],
)
def test_parts_of_one_digit_are_not(strokes):
    assert not several_digits(strokes)


def test_ink_of_two_digits_is_several():
    ink = canvas_with(20, 40, 200, 30) | canvas_with(30, 150, 180, 30)
    assert several_inked(ink)
    assert not several_inked(canvas_with(20, 40, 200, 30))
    assert not several_inked(np.zeros((50, 50), np.uint8))
