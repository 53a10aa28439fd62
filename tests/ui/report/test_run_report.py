"""The report on a run: one page with all in it, whatever the learner has typed."""

import itertools
import re
from html.parser import HTMLParser

import numpy as np
import pytest
from PySide6.QtCore import QSettings, QSizeF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from mnistlab.analysis.exam import examine
from mnistlab.engine.intents import ChangeSetting, GoTo
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.differences import result_of
from mnistlab.ui.plots.labels import text_width
from mnistlab.ui.plots.take_away import size_of, svg_of
from mnistlab.ui.report.page import MOST_WRONG, Report, page_of
from mnistlab.ui.report.paper import document_of, parts_of, pdf_of, place_of_curves, reach_of
from mnistlab.ui.report.run_report import CURVES, KEY, _curves_of

PAGE = QSizeF(650, 950)  # px
MARKUP = '<script>alert("x")</script> & <b>"η"</b>\n第二行'


class Page(HTMLParser):
    """Collects what a page has."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.sources, self.open = [], "", [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.sources += [value for name, value in attributes if name in ("src", "href")]

    def handle_data(self, data):
        self.words += data


@pytest.fixture
def confusion(small_dataset):
    network = TwoLayerNet(784, 5, 10, rng=np.random.default_rng(0))
    return result_of(examine(network, small_dataset.test_images, small_dataset.test_labels))


@pytest.fixture
def report(confusion, small_dataset, qapp):
    plot = QWidget()
    plot.resize(300, 200)

    def make(**changes):
        parts = {
            "title": MARKUP,
            "when": MARKUP,
            "words": MARKUP,
            "facts": [(MARKUP, MARKUP)],
            "settings": [(MARKUP, MARKUP)],
            "curves": [plot],
            "confusion": confusion,
            "images": small_dataset.test_images,
            "is_sealed": False,
            "experiments": [],
            "drawing": small_dataset.test_images[0].reshape(28, 28),
            "read_as": MARKUP,
        }
        return Report(**{**parts, **changes})

    return make


def test_what_was_typed_is_words_and_nothing_else(report):
    page = Page(page_of(report(), "en"))
    assert page.words.count('<script>alert("x")</script> & <b>"η"</b>') == 9  # title twice
    assert not {"script", "b"} & set(page.tags)


def test_it_needs_no_other_file_and_no_network(report):
    text = page_of(report(), "zh-CN")
    assert '<html lang="zh-CN">' in text
    page = Page(text)
    assert page.sources
    assert all(source.startswith("data:image/") for source in page.sources)
    assert not re.search(r"url\(|@import|<link", text)


def test_it_has_the_matrix_the_misread_images_and_the_drawing(report, confusion):
    page = Page(page_of(report(), "en"))
    for label in range(10):
        assert f"{int(confusion.counts[label, label]):,}" in page.words
    assert page.tags.count("figure") == min(MOST_WRONG, confusion.mistakes) + 1
    first = confusion.images()[0]
    assert f"{confusion.labels[first]} → {confusion.readings[first]}" in page.words
    without = Page(page_of(report(drawing=None, words=""), "en"))
    assert page.tags.count("section") == without.tags.count("section") + 2


def test_on_paper_no_part_is_torn_apart_that_has_room_on_a_page(report):
    torn = []
    for lines in range(0, 60, 6):
        document = document_of(report(words="\n".join(["word"] * lines)), PAGE)
        parts = parts_of(document)
        assert len(parts) == 5
        for part, after in itertools.zip_longest(parts, parts[1:]):
            top, bottom = reach_of(document, part, after)
            torn.append(top // PAGE.height() != (bottom - 1) // PAGE.height() and bottom - top < PAGE.height())
    assert not any(torn)


def test_paper_has_the_curves_where_the_text_leaves_room_for_them(report):
    document = document_of(report(words="\n".join(["word"] * 35)), PAGE)
    place = place_of_curves(document)
    assert place.width() == PAGE.width()
    assert place.height() == pytest.approx(PAGE.width() * 2 / 3, abs=1)
    assert place.top() // PAGE.height() == (place.bottom() - 1) // PAGE.height() == 1  # the second page


def test_a_pdf_has_its_pages_and_its_title(report):
    content = pdf_of(report(title="η 1"))
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 2


def test_the_ending_of_the_file_says_which_kind_of_report(user, tmp_path, monkeypatch):
    user.press("actionStep")
    report = user.window._run_report
    user.wait(report.action.isEnabled)
    for name, written in (("mine", "mine.pdf"), ("second.PDF", "second.PDF"), ("page.html", "page.html")):

        def choose(_window, _title, _name, listed, name=name):
            return str(tmp_path / name), listed.split(";;")[1]

        monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
        report.ask()
        report.dialog.accept()
        user.wait((tmp_path / written).exists)
        is_paper = (tmp_path / written).read_bytes().startswith(b"%PDF-")
        assert is_paper == (written != "page.html")


def test_it_says_of_which_images_it_is(report):
    for sealed, said, other in ((False, "test", "validation"), (True, "validation", "test")):
        words = Page(page_of(report(is_sealed=sealed), "en")).words
        assert f"Misread {said} images" in words
        assert f"{other} images" not in words


def test_a_report_from_the_menu(user, tmp_path, monkeypatch):
    file = tmp_path / "my report"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    user.press("actionStep")
    user.draw((0.5, 0.1), (0.5, 0.5), (0.5, 0.9))
    report = user.window._run_report
    user.wait(report.action.isEnabled)
    user.window.findChild(QAction, "actionReport").trigger()
    report.dialog.words.setPlainText("I tried <η> 1.")
    report.dialog.accept()
    written = tmp_path / "my report.html"
    user.wait(written.exists)
    text = written.read_text("utf-8")
    assert "I tried &lt;η&gt; 1." in text
    assert "svg+xml" in text
    assert text.count("<section>") == 7
    user.wait(user.window.notice.isVisible)
    assert "my report.html" in user.window.notice.text.text()
    report.ask()
    assert report.dialog.words.toPlainText() == "I tried <η> 1."  # kept with the run
    report.dialog.words.setPlainText("second thoughts")
    report.dialog.reject()
    report.ask()
    assert report.dialog.words.toPlainText() == "second thoughts"
    report.dialog.reject()
    assert isinstance(report._preferences, QSettings)


def test_a_report_on_an_earlier_moment_has_the_settings_of_that_moment(user, tmp_path):
    user.window.lab.perform(ChangeSetting("learning_rate", 0.1 + 0.2))
    user.press("actionStep")
    user.press("actionStep")
    user.window.lab.perform(ChangeSetting("learning_rate", 1e-6))
    user.press("actionStep")
    for moment, said in ((3, "0.30000000000000004 → 0.000001"), (1, "0.30000000000000004")):
        user.window.lab.perform(GoTo(moment))
        user.wait(lambda moment=moment: user.frame.iteration == moment)
        file = tmp_path / f"{moment}.html"
        user.window._run_report.write(file, "")
        user.wait(file.exists)
        words = Page(file.read_text("utf-8")).words
        assert re.search(r"learning rate\s*([^a-z]*[0-9])\s*iterations", words)[1] == said


def test_the_names_of_the_curves_have_room_beside_them(qapp, make_frame):
    loss = np.linspace(2, 1, 500, dtype=np.float32)
    with _curves_of(make_frame(loss=loss, latest=500), ()) as curves:
        assert size_of(curves).toTuple() == CURVES
        drawing = svg_of(curves).decode()
        places = re.findall(r'<text [^>]*x="([\d.]+)"[^>]*>([^<]*)<', drawing)
        ends = [float(x) + text_width(text.strip()) for x, text in places]
    assert len(ends) > 10
    assert max(ends) <= CURVES[0]


def test_what_is_typed_is_kept_before_the_dialog_ends(user):
    user.press("actionStep")
    report = user.window._run_report
    user.wait(report.action.isEnabled)
    report.ask()
    report.dialog.words.setPlainText("I was wrong about the loss")
    key = f"{KEY}/{user.frame.own.key}"
    assert user.window._preferences.value(key) == "I was wrong about the loss"  # should the program be killed now
    report.dialog.reject()
