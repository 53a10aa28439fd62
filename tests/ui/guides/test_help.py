"""Help: on every panel and scene, in both languages, beside what it explains."""

import re

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

from mnistlab.language import LANGUAGES
from mnistlab.resources import resource_path
from mnistlab.ui.guides.help_page import FORMULA, HelpPage, read_help
from mnistlab.ui.panels import COLUMNS
from mnistlab.ui.panels.base import topic
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.scenes import ASIDE, BENCHES, EXPERIMENTS, GALLERIES, PAGES, PHASES, READINGS, load
from mnistlab.ui.widgets.formula import Formula

PANELS = [ControlsPanel, *(entry.kind for entries in COLUMNS for entry in entries)]
SCENES = {name: load(name) for name in PHASES | EXPERIMENTS | READINGS | ASIDE | BENCHES | PAGES | GALLERIES}
LONG = ["own_experiment", "teachers"]  # how to write an experiment, a lesson
TOPICS = sorted({topic(kind) for kind in (*PANELS, *SCENES.values())} - {topic(StagePanel)})  # that shows its scene's


WRITTEN = sorted(folder.name for folder in resource_path("help").iterdir())  # the languages that help is written in


def files(language):
    return sorted(path.stem for path in resource_path(f"help/{language}").glob("*.md"))


def shown(user):
    """Return the page of help in the drawer."""
    page = user.widget("drawer").page
    assert isinstance(page, HelpPage)
    return page


def place_of(user, widget):
    return QRect(widget.mapTo(user.window, QPoint()), widget.size())


@pytest.mark.parametrize("language", WRITTEN)
def test_every_panel_and_scene_has_its_help_and_there_is_no_other(language):
    assert language in LANGUAGES
    assert files(language) == sorted([*TOPICS, *LONG])


@pytest.mark.parametrize("name", TOPICS)
def test_help_is_half_a_page_in_every_language(name):
    formulas = {}
    for language in WRITTEN:
        title, paragraphs = read_help(name, language)
        assert title
        assert "\n" not in title
        assert not title.startswith("#")
        text = " ".join(paragraph for paragraph in paragraphs if not FORMULA.match(paragraph))
        chinese = language == "zh_CN"
        length = len(re.findall("[\u4e00-\u9fff]", text)) if chinese else len(text.split())
        assert 80 <= length <= (260 if chinese else 160), (language, length)
        assert "![" not in text
        formulas[language] = [match[1] for match in map(FORMULA.match, paragraphs) if match]
        for formula in formulas[language]:
            assert resource_path(f"formulas/{formula}.svg").is_file()
    assert all(formulas[language] == formulas["en"] for language in WRITTEN)


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("name", TOPICS)
def test_no_mark_of_markdown_is_left_in_what_is_shown(qapp, name, language):
    for paragraph in read_help(name, language)[1]:
        page = QTextDocument()
        page.setMarkdown(paragraph)
        assert not re.search(r"[*_`#]", page.toPlainText()), page.toPlainText()


def test_help_that_is_missing_is_named():
    with pytest.raises(FileNotFoundError, match=r"help/en/nothing\.md"):
        read_help("nothing", "en")


def test_every_panel_has_a_question_mark_that_is_seen_whole(user):
    for language in ("zh_CN", "en"):
        user.action(f"actionLanguage_{language}").trigger()
        user.window.resize(user.window.minimumSizeHint())
        for name in ("Controls", "Batch", "Runs", "Stage", "Band", "Draw"):
            button = user.widget(f"help{name}")
            user.window.workbench.reveal(button)
            user.wait(button.isVisible)
            assert button.visibleRegion().boundingRect() == button.rect(), name
            assert button.toolTip()
            for sibling in button.parentWidget().findChildren(QLabel):
                if sibling.isVisible() and sibling.text():
                    place = sibling.geometry().translated(sibling.parentWidget().mapTo(user.window, QPoint()))
                    own = button.geometry().translated(button.parentWidget().mapTo(user.window, QPoint()))
                    assert not place.intersects(own), (language, name, sibling.text())


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("name", LONG)
def test_a_long_page_is_no_wider_than_the_drawer(user, name, language):
    user.action(f"actionLanguage_{language}").trigger()
    user.window._guides.explain(name)
    user.wait(user.widget("drawer").isVisible)
    view = user.widget("drawer").findChild(QScrollArea)
    assert shown(user).minimumSizeHint().width() <= view.viewport().width()


@pytest.mark.parametrize("size", [(1366, 744), (1280, 640), (1024, 600)])
def test_help_on_a_panel_stands_beside_it_in_the_same_window(user, size):
    user.window.resize(*size)
    QApplication.processEvents()
    drawer = user.widget("drawer")
    for name, panel in user.window.workbench.panels.items():
        user.window._guides.explain(panel.help_topic)
        user.wait(lambda panel=panel: drawer.isVisible() and panel.isVisible())
        QApplication.processEvents()
        assert user.window.size() == QSize(*size), name
        assert user.window.rect().contains(place_of(user, drawer)), name
        assert not place_of(user, drawer).intersects(place_of(user, panel)), name
    user.press("actionStep")  # the laboratory goes on
    assert user.iteration == 1


def test_there_is_one_heading(user):
    user.widget("helpBand").click()
    title, paragraphs = read_help("band", "en")
    drawer = user.widget("drawer")
    texts = [label.text() for label in drawer.findChildren(QLabel) if label.isVisible()]
    assert texts.count(title) == 1
    assert paragraphs[0] in shown(user).text()
    assert [formula.name for formula in shown(user).findChildren(Formula)] == ["loss"]


@pytest.mark.parametrize("way", ["cross", "Esc"])
def test_the_panels_have_their_room_back_when_it_is_closed(user, way):
    user.window.resize(1366, 744)
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    panels = user.window.workbench.panels.values()
    before = [place_of(user, panel) for panel in panels]
    user.widget("helpDraw").click()
    user.wait(user.widget("drawer").isVisible)
    if way == "cross":
        QTest.mouseClick(user.widget("drawerClose"), Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(user.window, Qt.Key.Key_Escape)
    assert not user.widget("drawer").isVisible()
    user.wait(lambda: [place_of(user, panel) for panel in panels] == before)


def test_the_stage_explains_the_scene_that_is_shown(user):
    for name, scene in SCENES.items():
        user.window.findChild(StagePanel).choose(name)
        user.widget("helpStage").click()
        assert user.window._guides.topic == topic(scene), name
        assert read_help(topic(scene), "en")[1][0] in shown(user).text(), name


def test_help_changes_its_language_while_it_is_open(user):
    user.widget("helpBand").click()
    user.action("actionLanguage_zh_CN").trigger()
    assert "损失" in shown(user).text()
    assert user.widget("drawer").kind.text() == "帮助"
    user.action("actionLanguage_en").trigger()
    assert "loss" in shown(user).text()


def test_help_stays_closed_when_the_language_changes(user):
    user.widget("helpBand").click()
    user.widget("drawerClose").click()
    user.action("actionLanguage_zh_CN").trigger()
    assert not user.widget("drawer").isVisible()


def test_the_cross_pressed_by_key_gives_the_keyboard_to_no_panel(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    user.widget("helpDraw").click()
    cross = user.widget("drawerClose")
    cross.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(cross, Qt.Key.Key_Space)
    assert user.window.workbench.hasFocus()


def test_the_last_signs_of_chinese_stay_on_one_line(qapp):
    page = HelpPage(["学习过程中可以修改。", "- 第一项也可以修改。"])
    ends = [label.text()[-5:] for label in page.findChildren(QLabel) if "改" in label.text()]
    assert ends == ["\N{WORD JOINER}".join("修改。")] * 2


def test_f1_explains_the_window(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    QTest.keyClick(user.window, Qt.Key.Key_F1)
    assert user.window._guides.topic == "controls"


def test_all_of_a_page_can_be_read(user):
    user.window.resize(1366, 744)
    for name in TOPICS:
        user.window._guides.explain(name)
        QApplication.processEvents()
        page = shown(user)
        assert page.width() <= page.parentWidget().width(), name
        for label in page.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width()), name


def test_a_tag_in_words_that_are_not_ours_is_shown_as_it_is(qtbot):
    page = HelpPage(["**Is** x <b and a> y? <img src='/x.png'> R&amp;D `a<b`", "- <i>one</i>"], 6)
    qtbot.addWidget(page)
    shown = []
    for label in page.findChildren(QLabel):
        document = QTextDocument()
        document.setMarkdown(label.text())
        shown.append(document.toPlainText().replace("\N{NO-BREAK SPACE}", " "))
    assert "Is x <b and a> y? <img src='/x.png'> R&amp;D a<b" in shown
    assert "<i>one</i>" in shown
