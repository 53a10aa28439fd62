"""Qt's own dialogs speak Chinese; and a new language is one line in `LANGUAGES`, with a file that is made for it."""

import re
import runpy
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QMessageBox, QTreeView

import mnistlab.language
from mnistlab.language import LANGUAGES, Translations
from mnistlab.ui.guides.help import HelpSheet
from mnistlab.ui.guides.shortcuts import ShortcutSheet

SCRIPT = runpy.run_path(str(Path(__file__).parents[3] / "packaging" / "translate.py"))
TYPE = 2  # the column of Qt's file dialog
UNFINISHED = '<translation type="unfinished"></translation>'


def texts(sheet):
    return [label.text() for label in sheet._page.findChildren(QLabel)]


@pytest.mark.parametrize("mode", QFileDialog.AcceptMode)
def test_the_file_dialog_of_qt_is_chinese(user, qtbot, mode, tmp_path):
    (tmp_path / "looked at" / "inside").mkdir(parents=True)
    user.action("actionLanguage_zh_CN").trigger()
    dialog = QFileDialog(
        user.window, "", str(tmp_path / "looked at"), "(*.npz)", options=QFileDialog.Option.DontUseNativeDialog
    )
    qtbot.addWidget(dialog)
    dialog.setAcceptMode(mode)
    dialog.show()
    files = dialog.findChild(QTreeView)
    user.wait(lambda: files.model().rowCount(files.rootIndex()) == 1)
    assert files.model().index(0, TYPE, files.rootIndex()).data() == "文件夹"
    said = [part.text() for kind in (QLabel, QAbstractButton) for part in dialog.findChildren(kind) if part.text()]
    assert len(said) >= 5
    assert [text for text in said if not re.search("[一-鿿]", text)] == []


def test_the_buttons_of_an_error_are_chinese(user, tmp_path):
    user.action("actionLanguage_zh_CN").trigger()
    user.window.show_error(FileNotFoundError())
    assert [button.text() for button in user.dialog.buttons()] == ["确定"]
    user.dialog.accept()


def test_arrow_keys_are_written_as_on_the_keyboard(user):
    user.action("actionLanguage_zh_CN").trigger()
    keys = ("Left", "Right", "Up", "Down")
    names = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys]
    assert names == ["←", "→", "↑", "↓"]


def test_the_sheet_of_keys_has_no_letters_of_menus_in_brackets(user):
    user.action("actionLanguage_zh_CN").trigger()
    user.action("actionShortcuts").trigger()
    sheet = user.window.findChild(ShortcutSheet)
    user.wait(lambda: "快捷键" in texts(sheet))
    assert [text for text in texts(sheet) if "(" in text or "&" in text] == []


@pytest.fixture
def german(tmp_path, monkeypatch):
    """Begin a translation, with two texts of the window's said in German."""
    monkeypatch.setitem(LANGUAGES, "de", "Deutsch")
    ts = SCRIPT["update"]("de", tmp_path)
    text = ts.read_text("utf-8")
    for english, said in {"Step →": "Schritt →", "usage: ": "Aufruf: "}.items():
        source = f"<source>{english}</source>\n        "
        assert source + UNFINISHED in text
        text = text.replace(source + UNFINISHED, f"{source}<translation>{said}</translation>")
    ts.write_text(text, "utf-8")
    SCRIPT["release"](ts, tmp_path)
    monkeypatch.setattr(mnistlab.language, "resource_path", lambda name: tmp_path / Path(name).name)
    return ts


def test_the_window_speaks_what_is_translated_and_english_for_the_rest(german, user):
    assert user.action("actionLanguage_de").text() == "Deutsch"
    user.action("actionLanguage_de").trigger()
    user.wait(lambda: user.action("actionStep").text() == "Schritt →")
    assert user.action("actionUpdate").text() == "③ Update"


def test_help_that_is_not_written_yet_is_in_english(german, user):
    user.action("actionLanguage_de").trigger()
    user.widget("helpLoss").click()
    assert "The loss says how wrong the network is" in user.window.findChild(HelpSheet).text()


def test_the_dialogs_of_qt_speak_it_too(german, user, qtbot):
    user.action("actionLanguage_de").trigger()
    box = QMessageBox(QMessageBox.Icon.Warning, "", "", QMessageBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QMessageBox.StandardButton.Cancel).text() == "Abbrechen"


def test_the_command_line_speaks_it_too(german):
    assert Translations("de")("argparse", "usage: ") == "Aufruf: "
    assert Translations("de")("argparse", "options") == "options"


def test_what_is_translated_stays_when_the_sources_change(german):
    before = german.read_text("utf-8")
    SCRIPT["update"]("de", german.parent)
    assert german.read_text("utf-8") == before
