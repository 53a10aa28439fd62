"""What a person has named shows every sign as it is, in buttons, menus, tips and the title of the window."""

import re
import shutil

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QTableWidget

from mnistlab.data import Dataset
from mnistlab.engine.intents import KeepRun, ShowRun
from mnistlab.experiments.files import read_card
from mnistlab.lessons.lesson import Choice
from mnistlab.lessons.quiz import read_quiz
from mnistlab.lessons.report import Given, Report, to_html, write_html
from mnistlab.resources import resource_path
from mnistlab.ui.guides.lesson.forms import OrderForm
from mnistlab.ui.panels.stage import StagePanel

NAME = "R&D <b>x</b> [*] %1"
CARD = f"""
title = "{NAME}"
question = "{NAME}"
[settings]
iterations = 20
[[run]]
name = "{NAME}"
[[choice]]
holds = "1 > 0"
en = "{NAME}"
"""


def test_a_name_in_a_button_or_a_menu_is_no_key(user, tmp_path, qtbot):
    user.window.lab.perform(KeepRun(name=NAME))
    user.press("actionStep")
    user.window.lab.perform(KeepRun(name=NAME))
    user.wait(lambda: [run.name for run in user.frame.runs] == [NAME])
    user.window.lab.perform(ShowRun(key=user.frame.runs[0].key))
    user.wait(lambda: bool(user.frame.kept))
    (tmp_path / "R&D.toml").write_text(CARD, "utf-8")
    card = user.window.selection.own_cards["R&D.toml"] = read_card(tmp_path / "R&D.toml")
    lesson = tmp_path / "R&D"
    shutil.copytree(resource_path("lessons/own/template"), lesson)
    (lesson / "lesson.toml").write_text((lesson / "lesson.toml").read_text("utf-8").replace("Ten images", NAME))
    user.window.open([lesson])
    user.wait(lambda: user.window._lessons().page is not None)
    form = OrderForm([Choice(name, NAME, "") for name in ("ten", "hundred")], None, open_to_change=True)
    qtbot.addWidget(form)
    user.window._show_lessons()
    user.wait(lambda: user.widget("sheets") is not None)
    stage = user.window.findChild(StagePanel)
    user.window.selection.open_card(card)
    for scene in ("Compare", "Book"):
        stage.choose(scene)
    things = [*user.window.findChildren(QAbstractButton), *user.window.findChildren(QAction), *form.buttons.values()]
    shown = {thing.objectName(): thing for thing in things if "R&" in thing.text()}
    assert {"comparedRun", "choice0", "own R&D.toml", "order_ten", ""} <= shown.keys()
    for name, thing in shown.items():
        assert thing.shortcut().isEmpty(), name
        is_painted = name.startswith("own ") or name == "sceneBack"
        assert re.search("R&D" if is_painted else "R&&D", thing.text()), name


def test_the_title_has_every_sign_of_the_name_of_the_data(open_window, small_dataset):
    parts = (small_dataset.train_images, small_dataset.train_labels, small_dataset.test_images)
    user = open_window(Dataset(f"{NAME}\n\u202e", small_dataset.path, *parts, small_dataset.test_labels))
    window = user.window
    user.wait(user.action("actionRun").isEnabled)
    assert window.windowTitle() == f"{NAME.replace('[*]', '[*][*]')}�� · mnistlab"  # Qt shows one of the two


@pytest.mark.parametrize("said", [NAME, "x" * 500])
def test_what_a_learner_has_answered_is_no_markup_in_a_tip(user, tmp_path, said):
    given = (Given("too-far", "saw", "saw", said, said, said),)
    report = Report(NAME, "2026-11-28", given, {}, {})
    write_html(tmp_path / "a.html", to_html(report, read_quiz(), "en", lambda _context, text: text))
    user.window.open([tmp_path / "a.html"])
    user.wait(lambda: user.widget("answersWindow") is not None)
    table = user.widget("answersWindow").findChild(QTableWidget, "answersTable")
    tips = [table.item(0, column).toolTip() for column in range(table.columnCount())]
    assert said in [tip.replace("\n", "") for tip in tips]
    assert all(len(line) <= 60 for tip in tips for line in tip.split("\n"))
    user.widget("answersWindow").close()
