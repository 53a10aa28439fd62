"""The scale for signed numbers: small ones are visible, and pictures of another size show the same."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from mnistlab.ui.look import theme
from mnistlab.ui.look.theme import DARK, LIGHT, contrast
from mnistlab.ui.pictures.diverging import MIDDLE, DivergingLegend, diverging_image, resampled

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
VISIBLE = 1.3  # contrast to the card


@PALETTES
@pytest.mark.parametrize("side", [-1, 1])
def test_a_third_of_the_scale_is_seen_on_the_card(palette, side):
    third = int(theme.diverging_table(palette)[MIDDLE + side * round(MIDDLE / 3)])
    assert contrast(QColor(third).name(), palette.card) >= VISIBLE


@PALETTES
def test_its_ends_and_its_middle_are_those_of_the_palette(palette, qapp):
    theme.set_colours(palette)
    image = diverging_image(np.array([[-1.0, 0.0, 1.0]]), 1.0)
    shown = [image.pixelColor(x, 0).name().upper() for x in range(3)]
    assert shown == [palette.negative, palette.zero, palette.positive]


@pytest.mark.parametrize("side", [14, 28, 46, 92])
def test_a_picture_of_another_size_shows_the_same(side):
    steps = np.repeat(np.arange(28.0, dtype=np.float32)[None, None], 28, axis=1)
    larger = resampled(steps, 100.0, side)
    assert larger.shape == (1, side, side)
    assert (np.diff(larger[0], axis=1) >= 0).all()
    assert larger.mean() == pytest.approx(13.5, abs=0.01)
    np.testing.assert_allclose(resampled(np.full((2, 28, 28), 7.0), 100.0, side), 7.0, rtol=1e-5)


def test_a_number_that_is_none_spoils_only_its_place():
    values = np.ones((1, 28, 28), np.float32)
    values[0, 3, 3], values[0, 20, 20] = np.nan, np.inf
    shown = resampled(values, 2.0, 56)
    assert np.isfinite(shown).all()
    assert shown[0, 40, 40] == pytest.approx(2, abs=0.7)
    np.testing.assert_allclose(shown[0, :, 20:36], 1, rtol=1e-5)


def test_the_legend_says_when_numbers_lie_beyond_its_ends(qtbot):
    legend = DivergingLegend()
    qtbot.addWidget(legend)
    legend.set_words("falls", "rises")
    legend.set_limit(0.005)
    assert legend.accessibleName() == "The scale of the colours, from falls −0.005 to +0.005 rises"
    legend.set_limit(0.005, beyond=True)
    assert "from falls ≤ −0.005 to ≥ +0.005 rises" in legend.accessibleName()
