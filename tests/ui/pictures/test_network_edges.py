"""The strongest edges: which they are, which join, and how they are led."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from mnistlab.ui.pictures.network_edges import LEAST, THICKEST, THINNEST, lines, strands, strongest
from mnistlab.ui.pictures.unit_layout import unit_layout

LAYOUT = unit_layout(50, (100, 0, 396, 226), gap=4, gutter=9)
ENDS = [QPointF(560, 10 + 20 * digit) for digit in range(10)]


def parts_of(edges):
    parts = np.zeros((50, 10), np.float32)
    for (unit, digit), value in edges.items():
        parts[unit, digit] = value
    return parts


def test_the_strongest_come_first_whatever_their_sign():
    parts = parts_of({(3, 1): 0.5, (7, 2): -2.0, (49, 9): 1.0})
    assert strongest(parts, 2) == [(7, 2), (49, 9)]
    assert strongest(parts, 20) == [(7, 2), (49, 9), (3, 1)]  # and none that adds nothing
    assert strongest(np.full((2, 10), np.nan), 20) == []


def test_edges_of_one_row_digit_and_sign_join():
    parts = parts_of({(12, 3): 1.0, (15, 3): 0.5, (17, 3): -1.0, (22, 3): 1.0, (12, 4): 1.0})
    found = strands(parts, strongest(parts, 20), LAYOUT, 0)
    assert {(strand.row, strand.digit, strand.adds, strand.places) for strand in found} == {
        (1, 3, True, (12, 15)),
        (1, 3, False, (17,)),
        (2, 3, True, (22,)),
        (1, 4, True, (12,)),
    }
    assert max(strand.total for strand in found) == pytest.approx(1.5)
    assert strands(parts, strongest(parts, 20), LAYOUT, 200) == []  # none of these units is on that page


def test_a_line_leaves_below_its_unit_keeps_to_the_gutter_and_ends_at_its_digit():
    parts = parts_of({(unit, unit % 10): 0.1 * (unit - 24.5) for unit in range(0, 50, 3)})
    drawn = lines(strands(parts, strongest(parts, 20), LAYOUT, 0), LAYOUT, ENDS, 1.0)
    assert len(drawn) == 17
    for line in drawn:
        row = line.strand.row
        foot = LAYOUT.top + row * (LAYOUT.cell + LAYOUT.gutter) + LAYOUT.cell
        for dot, place in zip(line.dots, line.strand.places, strict=True):
            assert abs(dot.x() - LAYOUT.corner(place)[0] - LAYOUT.cell / 2) < LAYOUT.cell / 2
            assert foot <= dot.y() <= foot + LAYOUT.gutter
        path = line.path
        lowest = max(path.elementAt(i).y for i in range(path.elementCount()) if path.elementAt(i).x < 490)
        assert foot < lowest < foot + LAYOUT.gutter
        assert path.currentPosition() == ENDS[line.strand.digit]
        assert LEAST <= line.width <= THICKEST


def test_edges_that_share_a_gutter_are_seen_apart_and_stay_in_it():
    roomy = unit_layout(50, (100, 0, 396, 246), gap=4, gutter=22)
    parts = parts_of({(10 + digit, digit): 1.0 - 0.05 * digit for digit in range(10)} | {(31, 2): 0.5})
    drawn = lines(strands(parts, strongest(parts, 20), roomy, 0), roomy, ENDS, 1.0)
    foot = roomy.top + (roomy.cell + roomy.gutter) + roomy.cell
    below = foot
    for line in (line for line in drawn if line.strand.row == 1):
        y = line.path.elementAt(1).y
        assert y - line.width / 2 > below, line
        below = y + line.width / 2
    assert below < foot + roomy.gutter
    of_unit = {line.strand.places[0]: line.width for line in drawn}
    assert of_unit[10] / of_unit[31] == pytest.approx(THICKEST / (THINNEST + (THICKEST - THINNEST) / 2))


def test_edges_that_leave_one_unit_are_seen_apart():
    parts = parts_of({(12, digit): 1.0 for digit in range(10)})
    drawn = lines(strands(parts, strongest(parts, 20), LAYOUT, 0), LAYOUT, ENDS, 1.0)
    places = sorted(line.dots[0].x() for line in drawn)
    assert np.diff(places).min() > 2
    assert [line.strand.digit for line in sorted(drawn, key=lambda line: line.dots[0].x())] == list(range(10))


def test_a_network_that_has_learned_nothing_has_thin_edges():
    drawn = lines(strands(parts_of({(1, 1): 0.005}), [(1, 1)], LAYOUT, 0), LAYOUT, ENDS, 1.0)
    assert drawn[0].width < THINNEST + 0.1
