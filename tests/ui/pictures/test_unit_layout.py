"""Where the hidden units lie."""

import pytest

from mnistlab.ui.pictures.unit_layout import LARGEST_PAGE, shape_in, shape_of, unit_layout


@pytest.mark.parametrize(
    ("count", "shape"),
    [(1, (1, 1)), (10, (5, 2)), (50, (10, 5)), (100, (15, 7)), (200, (20, 10)), (2000, (20, 10))],
)
def test_a_page_is_about_twice_as_wide_as_high(count, shape):
    assert shape_of(count) == shape


@pytest.mark.parametrize("count", [1, 2, 3, 7, 10, 49, 50, 51, 128, 199, 200, 201, 2000])
@pytest.mark.parametrize("size", [(396, 216), (510, 250), (1200, 600), (300, 120)])
def test_all_units_of_a_page_lie_in_the_area_and_a_unit_has_the_same_row_and_column_everywhere(count, size):
    area = (5, 7, *size)
    for gap, gutter in ((5, 5), (4, 9)):
        layout = unit_layout(count, area, gap=gap, gutter=gutter)
        assert (layout.columns, layout.rows) == shape_of(count)
        assert min(count, LARGEST_PAGE) <= layout.page < min(count, LARGEST_PAGE) + layout.columns
        assert layout.left + layout.width <= 5 + size[0]
        assert layout.top + layout.height + (gutter if gutter > gap else 0) <= 7 + size[1]
        for place in range(min(count, LARGEST_PAGE)):
            x, y = layout.corner(place)
            assert layout.at(x + 1, y + layout.cell - 1) == (place, 1, layout.cell - 1)
        assert layout.at(layout.left - 1, layout.top) is None


def test_the_default_network_has_the_pictures_of_the_design():
    assert unit_layout(50, (0, 0, 505, 250), gap=5, gutter=5).cell == 46
    assert unit_layout(50, (0, 0, 396, 226), gap=4, gutter=9).cell == 36


@pytest.mark.parametrize(
    ("count", "room", "shape"),
    [(50, (510, 620), (7, 8)), (50, (510, 250), (10, 5)), (20, (510, 620), (4, 5)), (2000, (400, 400), (14, 15))],
)
def test_a_page_that_fills_its_room_has_the_shape_of_it(count, room, shape):
    assert shape_in(count, *room) == shape
    layout = unit_layout(count, (0, 0, *room), gap=5, gutter=5, fills=True)
    assert layout.cell >= unit_layout(count, (0, 0, *room), gap=5, gutter=5).cell
    assert min(count, LARGEST_PAGE) <= layout.page
    assert layout.width <= room[0]
    assert layout.height <= room[1]
