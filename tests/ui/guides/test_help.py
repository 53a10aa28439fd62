"""Help: on every panel and scene, in both languages, and all keys on one sheet."""

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from mnistlab.language import LANGUAGES
from mnistlab.resources import resource_path
from mnistlab.ui.guides.sheets import FORMULA, HelpSheet, ShortcutSheet, read_help
from mnistlab.ui.panels import COLUMNS
from mnistlab.ui.panels.base import topic
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.scenes import EXPERIMENTS, GALLERIES, PHASES, READINGS, load
from mnistlab.ui.widgets.formula import Formula

PANELS = [ControlsPanel, *(entry.kind for entries in COLUMNS for entry in entries)]
SCENES = {name: load(name) for name in PHASES | EXPERIMENTS | READINGS | GALLERIES}
TOPICS = sorted({topic(kind) for kind in (*PANELS, *SCENES.values())} - {topic(StagePanel)})  # that shows its scene's


WRITTEN = sorted(folder.name for folder in resource_path("help").iterdir())  # the languages that help is written in


def files(language):
    return sorted(path.stem for path in resource_path(f"help/{language}").glob("*.md"))


def shown(user):
    return user.window.findChild(HelpSheet)


@pytest.mark.parametrize("language", WRITTEN)
def test_every_panel_and_scene_has_its_help_and_there_is_no_other(language):
    assert language in LANGUAGES
    assert files(language) == TOPICS


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
            assert button.isVisible(), name
            assert button.visibleRegion().boundingRect() == button.rect(), name
            assert button.toolTip()
            for sibling in button.parentWidget().findChildren(QLabel):
                if sibling.isVisible() and sibling.text():
                    place = sibling.geometry().translated(sibling.parentWidget().mapTo(user.window, QPoint()))
                    own = button.geometry().translated(button.parentWidget().mapTo(user.window, QPoint()))
                    assert not place.intersects(own), (language, name, sibling.text())


def test_a_question_mark_explains_its_panel_and_holds_nothing_up(user):
    QTest.mouseClick(user.widget("helpBand"), Qt.MouseButton.LeftButton)
    sheet = shown(user)
    assert sheet.isVisible()
    assert not sheet.isModal()
    assert "how wrong the network is" in sheet.text()
    assert [formula.name for formula in sheet.findChildren(Formula)] == ["loss"]
    user.press("actionStep")
    assert user.iteration == 1
    QTest.mouseClick(user.widget("helpDraw"), Qt.MouseButton.LeftButton)
    assert shown(user) is sheet  # one is enough
    assert "Draw with the mouse" in sheet.text()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_stage_explains_the_scene_that_is_shown(user):
    for name, scene in SCENES.items():
        user.window.findChild(StagePanel).choose(name)
        user.widget("helpStage").click()
        assert shown(user).topic == topic(scene), name
        assert read_help(topic(scene), "en")[1][0] in shown(user).text(), name
        shown(user).close()


def test_help_changes_its_language_while_it_is_open(user):
    user.widget("helpBand").click()
    user.action("actionLanguage_zh_CN").trigger()
    assert "识别正确" in shown(user).text()
    user.action("actionLanguage_en").trigger()
    assert "read right" in shown(user).text()


def test_f1_explains_the_window(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    QTest.keyClick(user.window, Qt.Key.Key_F1)
    assert shown(user).topic == "controls"


def test_all_of_a_page_can_be_read(user):
    for name in TOPICS:
        user.window._guides.explain(name)
        for label in shown(user)._page.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width()), name
        assert shown(user).height() < 700, name


@pytest.fixture
def sheet(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    QTest.keyClick(user.window, "?")
    return user.window.findChild(ShortcutSheet)


def test_every_key_of_the_window_is_on_the_sheet_once(user, sheet):
    assert sheet.isVisible()
    assert not sheet.isModal()
    texts = [label.text() for label in sheet._page.findChildren(QLabel)]
    actions = [action for action in user.window.findChildren(QAction) if not action.shortcut().isEmpty()]
    assert len(actions) > 20
    keys = [label.text() for label in sheet._page.findChildren(QLabel) if label.property("role") == "key"]
    assert len(keys) == len({action.shortcut().toString() for action in actions})
    for text in ("Space", "3", "Clear", "File", "Help", "Your digit", "?", "F1"):
        assert texts.count(text) == 1, text


def test_the_sheet_is_made_from_the_actions(user):
    user.action("actionRun").setShortcut("F5")
    user.action("actionShortcuts").trigger()
    texts = [label.text() for label in user.window.findChild(ShortcutSheet)._page.findChildren(QLabel)]
    assert "F5" in texts
    assert "Space" not in texts


def test_the_sheet_follows_the_language(user, sheet):
    user.action("actionLanguage_zh_CN").trigger()

    def texts():
        return [label.text() for label in sheet._page.findChildren(QLabel) if label.isVisible()]

    user.wait(lambda: "更新" in texts())
    assert "Update" not in texts()
    user.action("actionLanguage_en").trigger()
    user.wait(lambda: "Update" in texts())
