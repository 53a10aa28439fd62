"""The palettes, as eyes of every kind see them."""

import shutil
from itertools import combinations, product

import numpy as np
import pytest
from PySide6.QtWidgets import QCheckBox, QRadioButton

from mnistlab.engine.shelf import PLACES
from mnistlab.resources import resource_path
from mnistlab.ui.canvas.tools import CanvasTools
from mnistlab.ui.look import style_sheet, theme
from mnistlab.ui.look.theme import DARK, LIGHT, contrast, diverging_table
from mnistlab.ui.plots.chart import Chart
from mnistlab.ui.plots.curve import KEPT_DASHES

TYPE, GRAPHICS = 4.5, 3.0  # what WCAG 2 asks for at level AA
PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
# Machado, Oliveira and Fernandes, 2009: what is left of linear RGB where one kind of cones is missing.
MISSING = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
DIFFERENT = 15.0  # ΔE (CIE 1976) that is seen at once, of two that lie beside each other
TOLD_APART = 40.0  # ΔE (CIE 1976) between two colours that nobody takes for one another; 2 is just noticeable


def linear(colour):
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """Return CIE L*a*b* of linear RGB, under D65."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(np.maximum(to_xyz @ np.clip(rgb, 0, 1) / [0.9505, 1.0, 1.089], 216 / 24389))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def seen_apart(first, second, kind):
    return float(np.linalg.norm(np.subtract(*(lab(np.array(MISSING[kind]) @ linear(c)) for c in (first, second)))))


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


GROUNDS = ("card", "background", "chosen", "highlight", "code")


@PALETTES
@pytest.mark.parametrize(
    ("written", "below"),
    [
        *product(("text", "muted"), (*GROUNDS, "track")),
        *product(("own", "built_in", "positive"), ("card", "background", "chosen", "code")),
        ("test", "card"),
        ("on_fill", "fill"),
        ("on_fill", "own"),  # the filled button under the mouse
        ("ink", "card"),
    ],
)
def test_type_can_be_read_on_what_it_is_written_on(palette, written, below):
    assert contrast(getattr(palette, written), getattr(palette, below)) >= TYPE


@PALETTES
def test_the_names_of_kept_runs_can_be_read(palette):
    assert min(contrast(colour, palette.card) for colour in palette.kept) >= TYPE


@PALETTES
def test_disabled_type_can_be_seen(palette):
    assert contrast(palette.disabled, palette.card) >= GRAPHICS


@PALETTES
@pytest.mark.parametrize("drawn", ["own", "test", "built_in", "negative", "positive", "muted", "text"])
@pytest.mark.parametrize("below", ["card", "background"])
def test_lines_and_bars_stand_out_from_the_card(palette, drawn, below):
    assert contrast(getattr(palette, drawn), getattr(palette, below)) >= GRAPHICS


@PALETTES
@pytest.mark.parametrize("drawn", ["own", "built_in", "text", "muted"])
def test_bars_stand_out_from_their_tracks(palette, drawn):
    assert contrast(getattr(palette, drawn), palette.track) >= GRAPHICS


@PALETTES
def test_frames_and_tracks_are_seen_on_a_washed_out_projector(palette):
    assert contrast(palette.line, palette.card) >= 1.6
    assert contrast(palette.raw, palette.card) >= 1.8
    assert contrast(palette.track, palette.card) >= 1.3
    assert contrast(palette.soft, palette.card) < contrast(palette.line, palette.card)  # a grid is no frame


@PALETTES
@pytest.mark.parametrize("kind", MISSING)
def test_the_two_signs_are_told_apart_without_one_kind_of_cones(palette, kind):
    assert seen_apart(palette.negative, palette.positive, kind) >= TOLD_APART


@PALETTES
@pytest.mark.parametrize("kind", MISSING)
@pytest.mark.parametrize(("first", "second"), list(combinations(["own", "test", "built_in"], 2)))
def test_what_is_drawn_together_is_told_apart_without_one_kind_of_cones(palette, kind, first, second):
    """Training and test have marks of their own as well, and the built-in network is a thin bar below yours."""
    assert seen_apart(getattr(palette, first), getattr(palette, second), kind) >= DIFFERENT


@PALETTES
@pytest.mark.parametrize("kind", MISSING)
def test_kept_runs_are_told_apart_without_one_kind_of_cones(palette, kind):
    """From each other, from the present run, and from what is drawn with them; each has dashes of its own as well."""
    others = [palette.own, palette.test, palette.built_in]
    pairs = [*combinations(palette.kept, 2), *product(palette.kept, others)]
    assert min(seen_apart(first, second, kind) for first, second in pairs) >= DIFFERENT


@PALETTES
def test_kept_runs_are_told_apart_at_once(palette):
    pairs = [*combinations(palette.kept, 2), *product(palette.kept, [palette.own, palette.test])]
    apart = [np.linalg.norm(lab(linear(first)) - lab(linear(second))) for first, second in pairs]
    assert min(apart) >= 2 * DIFFERENT


def test_every_kept_run_has_dashes_of_its_own():
    assert len(set(KEPT_DASHES)) == len(KEPT_DASHES) == len(LIGHT.kept) == len(DARK.kept) == PLACES


@pytest.mark.parametrize("kind", ["protanopia", "deuteranopia"])
def test_red_and_green_would_fail_for_those_who_cannot_see_them(kind):
    assert seen_apart("#C03020", "#6A7010", kind) < TOLD_APART


def level_of(palette, level):
    return f"#{int(diverging_table(palette)[level]) & 0xFFFFFF:06X}"


@PALETTES
def test_the_diverging_scale_goes_from_one_sign_over_zero_to_the_other(palette):
    assert [level_of(palette, level) for level in (0, 127, 254)] == [palette.negative, palette.zero, palette.positive]
    assert min(contrast(palette.zero, end) for end in (palette.negative, palette.positive)) >= GRAPHICS


@PALETTES
def test_a_third_of_the_largest_number_is_seen(palette):
    assert min(contrast(level_of(palette, level), palette.zero) for level in (127 - 43, 127 + 43)) >= 1.3


@pytest.mark.parametrize("colour", [f"#{level:02X}{level:02X}{level:02X}" for level in range(0, 256, 5)])
def test_one_of_black_and_white_can_be_read_on_every_colour(colour):
    assert contrast(theme.type_on(colour), colour) >= TYPE


@pytest.fixture
def in_light(user):
    user.action("actionTheme_light").trigger()
    return user


def test_the_brush_is_drawn_anew_in_the_dark(in_light):
    brush = in_light.window.findChild(CanvasTools)._brush

    def lightest():
        picture = brush.icon().pixmap(16, 16).toImage()
        seen = [picture.pixelColor(x, y) for x in range(16) for y in range(16)]
        return max(colour.lightness() for colour in seen if colour.alpha() > 200)

    assert lightest() < 128
    in_light.action("actionTheme_dark").trigger()
    in_light.wait(lambda: lightest() > 128)


def test_the_curves_of_a_chart_follow_the_palette(in_light):
    in_light.action("actionWeightExperiment").trigger()
    chart = in_light.window.findChild(Chart)
    chart.show_curve("line", np.array([0.0, 1.0]), np.array([1.0, 1.0]), "own", width=8)
    for palette, theme_ in ((DARK, "dark"), (LIGHT, "light")):
        in_light.action(f"actionTheme_{theme_}").trigger()
        picture = chart.grab().toImage()
        seen = {picture.pixelColor(picture.width() // 2, y).name().upper() for y in range(picture.height())}
        assert palette.own in seen
        assert {DARK.own, LIGHT.own} - {palette.own} - seen


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("checked", [False, True])
def test_the_ring_of_a_choice_can_be_seen(qtbot, name, checked):
    style_sheet.apply_theme(name)
    choice = QRadioButton()
    qtbot.addWidget(choice)
    choice.setChecked(checked)
    choice.resize(choice.sizeHint())
    picture, ground = choice.grab().toImage(), theme.colours().card
    down = [picture.pixelColor(8, y).name() for y in range(picture.height() // 2)]
    assert max(contrast(colour, ground) for colour in down) > 3


def test_marks_are_drawn_wherever_the_program_lies(qtbot, tmp_path, monkeypatch):
    """A path with signs that end a text in a style sheet: before, all of the style was lost."""
    box = QCheckBox("", checked=True)
    qtbot.addWidget(box)
    style_sheet.apply_theme("light")
    usual = box.grab().toImage()
    folder = tmp_path / 'o\'neil (1) "a"; {b}'
    shutil.copytree(resource_path("icons"), folder / "icons")
    monkeypatch.setattr(style_sheet, "resource_path", lambda name: folder / name)
    style_sheet.apply_theme("light")
    assert box.grab().toImage() == usual
    shutil.copy(folder / "icons" / "down-light.svg", folder / "icons" / "check-light.svg")
    style_sheet.apply_theme("dark")
    style_sheet.apply_theme("light")
    assert box.grab().toImage() != usual  # so it is that folder's mark that is drawn
