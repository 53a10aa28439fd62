"""Qt's own dialogs speak Chinese; and a new language is one line in `LANGUAGES`, with a file that is made for it."""

import ast
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QMessageBox, QPushButton, QTreeView

import mnistlab.language
from mnistlab.language import LANGUAGES, Translations
from mnistlab.ui.guides.help_page import HelpPage
from mnistlab.ui.guides.shortcuts import ShortcutSheet

ROOT = Path(__file__).parents[3]
SCRIPT = runpy.run_path(str(ROOT / "packaging" / "translate.py"))
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
    user.window.fault_found.emit(FileNotFoundError())
    user.wait(lambda: user.dialog is not None)
    assert [button.text() for button in user.dialog.findChildren(QPushButton)] == ["复制详情", "关闭"]
    user.dialog.close()


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
    """Begin a translation, with a text of the window's and one of the command line's said in German."""
    monkeypatch.setitem(LANGUAGES, "de", "Deutsch")
    ts = SCRIPT["update"]("de", tmp_path)
    text = ts.read_text("utf-8")
    for english, said in {"Step": "Schritt", "train without a window": "ohne Fenster trainieren"}.items():
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
    user.wait(lambda: user.action("actionStep").text() == "Schritt")
    assert user.action("actionUpdate").text() == "Update"


def test_help_that_is_not_written_yet_is_in_english(german, user):
    user.action("actionLanguage_de").trigger()
    user.widget("helpBand").click()
    assert "how wrong the network is" in user.window.findChild(HelpPage).text()


def test_the_dialogs_of_qt_speak_it_too(german, user, qtbot):
    user.action("actionLanguage_de").trigger()
    box = QMessageBox(QMessageBox.Icon.Warning, "", "", QMessageBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QMessageBox.StandardButton.Cancel).text() == "Abbrechen"


def test_the_command_line_speaks_it_too(german):
    assert Translations("de")("cli", "train without a window") == "ohne Fenster trainieren"
    assert Translations("de")("cli", "show the version and exit") == "show the version and exit"


def test_what_is_translated_stays_when_the_sources_change(german):
    before = german.read_text("utf-8")
    SCRIPT["update"]("de", german.parent)
    assert german.read_text("utf-8") == before


# PySide writes the first letter of a property that is given as a keyword large, as the computer's language does:
# in Turkish an i becomes another letter, and there is no such property.


def properties_as_keywords(tree):
    """Yield each call, in a module or a part of it, that gives a property to the constructor of a class of Qt's."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            kinds = [getattr(module, call.func.id, None) for module in (QtCore, QtGui, QtWidgets)]
            for kind in kinds:
                meta = getattr(kind, "staticMetaObject", None)
                if meta and any(meta.indexOfProperty(keyword.arg or "") >= 0 for keyword in call.keywords):
                    yield ast.unparse(call)
        elif isinstance(call, ast.ClassDef) and any(ast.unparse(base).startswith("Q") for base in call.bases):
            for inner in ast.walk(call):
                if isinstance(inner, ast.Call) and ast.unparse(inner.func) == "super().__init__" and inner.keywords:
                    yield ast.unparse(inner)


def test_no_property_of_qt_is_given_as_a_keyword():
    found = [
        f"{path.name}: {call}"
        for path in sorted((ROOT / "mnistlab").rglob("*.py"))
        for call in properties_as_keywords(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []
    assert list(properties_as_keywords(ast.parse("QTimer(self, interval=3)\nQPen(colour, 2, j=join)"))) == [
        "QTimer(self, interval=3)"
    ]
    assert list(properties_as_keywords(ast.parse("class A(QLabel):\n  def f(s): super().__init__(indent=1)")))


def test_the_window_opens_in_turkish(tmp_path):
    localedef = shutil.which("localedef")
    if sys.platform != "linux" or localedef is None:
        pytest.skip("no tool makes a Turkish locale here")
    made = subprocess.run([localedef, "-i", "tr_TR", "-f", "UTF-8", tmp_path / "tr_TR.UTF-8"], check=False)
    if made.returncode != 0:
        pytest.skip("no Turkish locale can be made here")
    script = """
import locale
from mnistlab.app import create_window
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

window = create_window()
window.show()
QTimer.singleShot(0, window.close)
QApplication.exec()
print(locale.setlocale(locale.LC_CTYPE))
"""
    own = {name: str(tmp_path) for name in ("LOCPATH", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    env = {**os.environ, **own, "LC_ALL": "tr_TR.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=env, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "tr_TR.UTF-8\n"
