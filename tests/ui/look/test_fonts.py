"""The type that comes with the program: it has every character of every text, in both languages."""

import ast
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QFontMetricsF, QImage, QPainter, QRawFont
from PySide6.QtWidgets import QWidget

from mnistlab.resources import resource_path
from mnistlab.ui.look.fonts import CHINESE, MONO, SANS, code_font, load_fonts, use_fonts
from mnistlab.ui.look.keys import ELSEWHERE
from mnistlab.ui.look.theme import BODY, SMALL, font

ROOT = Path(__file__).resolve().parents[3]
LETTERS = ("sans-400", "sans-600")
CHINESE_LETTERS = ("sans-sc-400", "sans-sc-600")
NOT_SHOWN = {
    "activations.py": "▁▂▃▄▅▆▇█",  # printed by the command line
    "errors.py": "\N{REPLACEMENT CHARACTER}",  # taken out of texts
    "keys.py": "".join("".join(signs.values()) for signs in ELSEWHERE),  # what a keyboard sends
    "number_answer.py": "٪",  # what a person types, as in the next ones
    "numerals.py": "٫٬،⋅﹐﹒﹢﹣",
    "number_table.py": "٪",
    "sweep.py": "⋯",
    "sheet.py": "☐☑",  # a page for a browser
}


@pytest.fixture(autouse=True)
def loaded(qapp):
    before = qapp.font()
    load_fonts()
    yield
    qapp.setFont(before)


def sentences():
    """Yield all that a person may read in the window, and where it is written."""
    for path in (ROOT / "mnistlab").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        comments = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in comments:
                yield path.name, node.value
    for path in (ROOT / "resources" / "i18n").glob("*.ts"):
        for node in ET.parse(path).iter("translation"):
            yield path.name, "".join(node.itertext())
    for suffix in ("md", "toml"):
        for path in (ROOT / "resources").glob(f"*/**/*.{suffix}"):
            yield path.name, path.read_text("utf-8")


@pytest.mark.parametrize("weight", [0, 1], ids=["regular", "semibold"])
def test_the_fonts_have_every_character_of_every_text(weight):
    """Where a new text fails here: ``python packaging/fonts.py``."""
    fonts = [QRawFont(str(resource_path(f"fonts/{name[weight]}.ttf")), 16.0) for name in (LETTERS, CHINESE_LETTERS)]
    missing = {
        (name, sign)
        for name, text in sentences()
        for sign in set(text)
        if sign.isprintable()
        and sign not in NOT_SHOWN.get(name, "")
        and not any(one.supportsCharacter(ord(sign)) for one in fonts)
    }
    assert not missing


def test_code_has_every_character_of_the_shown_lines():
    mono = QRawFont(str(resource_path("fonts/mono-400.ttf")), 16.0)
    assert all(mono.supportsCharacter(code) for code in range(0x20, 0x7F))
    assert QFontInfo(code_font(SMALL)).family() == MONO
    widths = {QFontMetricsF(code_font(SMALL)).horizontalAdvance(sign) for sign in "iW-=>."}
    assert len(widths) == 1


@pytest.mark.parametrize(("language", "first"), [("en", SANS), ("zh_CN", CHINESE)])
def test_each_language_has_its_type(qapp, language, first):
    use_fonts(language)
    assert QFontInfo(font(BODY)).family() == first
    assert QFontInfo(font(BODY, bold=True)).weight() == QFont.Weight.DemiBold


def test_quotes_and_dots_are_wide_in_chinese_only(qapp):
    for language, wide in (("zh_CN", True), ("en", False)):
        use_fonts(language)
        metrics = QFontMetricsF(font(20))
        for sign in "“”…":
            assert (metrics.horizontalAdvance(sign) == pytest.approx(20, abs=0.1)) is wide, (language, sign)
        assert metrics.horizontalAdvance("·") < 10


def test_lines_are_as_high_in_both_languages(qapp):
    heights = {}
    for language in ("en", "zh_CN"):
        use_fonts(language)
        heights[language] = [
            QFontMetrics(font(size, bold=bold)).height() for size in (SMALL, BODY, 16, 20) for bold in (False, True)
        ]
    assert heights["en"] == heights["zh_CN"]
    assert heights["en"][:4] == [16, 16, 18, 18]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_number_does_not_move_while_it_counts(qapp, language):
    use_fonts(language)
    for bold in (False, True):
        metrics = QFontMetricsF(font(BODY, bold=bold))
        assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1
        assert metrics.horizontalAdvance("1,111") == metrics.horizontalAdvance("0,000")


def blackness(text, weight):
    """Return how much ink a text has."""
    picture = QImage(200, 40, QImage.Format.Format_Grayscale8)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    type_ = font(20)
    type_.setWeight(weight)
    painter.setFont(type_)
    painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return 255 * picture.width() * picture.height() - int(np.asarray(picture.constBits(), np.uint64).sum())


@pytest.mark.parametrize("text", ["iteration 3,000", "损失往哪个方向上升"])
def test_bold_is_the_one_heavier_weight_and_not_made_up(qapp, text):
    use_fonts("zh_CN")
    plain, demi, bold = (
        blackness(text, one) for one in (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold)
    )
    assert demi > 1.1 * plain
    assert bold == demi


def test_the_window_is_written_in_it_in_each_language(user):
    def families():
        return {QFontInfo(widget.font()).family() for widget in user.window.findChildren(QWidget)}

    assert families() <= {SANS, MONO}
    for language, first in (("zh_CN", CHINESE), ("en", SANS)):
        user.action(f"actionLanguage_{language}").trigger()
        user.wait(lambda first=first: families() <= {first, MONO})


def test_the_notice_names_every_font():
    notice = (ROOT / "resources" / "fonts" / "NOTICE.md").read_text("utf-8")
    files = {path.name for path in (ROOT / "resources" / "fonts").iterdir()} - {"NOTICE.md"}
    assert files == set(re.findall(r"[\w-]+\.ttf|\w+-OFL\.txt", notice))
