"""The formulas are what the script makes of their LaTeX, and Qt draws them."""

import importlib.util
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "resources" / "formulas").glob("*.svg"))


@pytest.fixture(scope="module")
def formulas():
    """Return the script that typesets the formulas."""
    pytest.importorskip("ziamath")
    spec = importlib.util.spec_from_file_location("formulas", ROOT / "packaging" / "formulas.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_formula_has_its_file_and_no_other(formulas):
    assert {file.stem for file in FILES} == set(formulas.FORMULAS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_are_in_step_with_the_script(path, formulas):
    assert path.read_text("utf-8") == formulas.typeset(formulas.FORMULAS[path.stem]), "run: packaging/formulas.py"


def test_a_formula_that_is_too_high_is_refused(formulas):
    with pytest.raises(ValueError, match="is higher than 2500 units"):
        formulas.typeset(r"\frac{\frac{1}{2}}{\frac{3}{4}}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_needs_no_font_and_has_one_colour(path):
    svg = path.read_text("utf-8")
    assert set(re.findall(r"<(\w+)", svg)) == {"svg", "path"}
    assert re.findall(r'(?:fill|stroke|style)="([^"]*)"', svg) == ["currentColor"]
    assert len(svg) < 12_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_qt_draws_it_from_edge_to_edge(path, qapp):
    renderer = QSvgRenderer(path.read_bytes())
    assert renderer.isValid()
    box = renderer.viewBoxF()
    image = QImage(round(box.width() / 20), round(box.height() / 20), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    ink = [
        (x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).lightness() < 200
    ]
    columns = {x for x, _ in ink}
    rows = {y for _, y in ink}
    assert min(columns) <= 1
    assert max(columns) >= image.width() - 2
    assert min(rows) >= 1  # nothing is cut
    assert max(rows) <= image.height() - 2
