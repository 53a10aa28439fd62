"""What the window says to those who cannot see it."""

import re

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QMenu,
    QScrollBar,
    QToolButton,
    QWidget,
)

from mnistlab.ui.look.keys import FocusRing
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.widgets.notice import NoticeBar

CONTROLS = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QAbstractScrollArea)


@pytest.fixture
def whole(user):
    """The window with every scene made."""
    user.press("actionStep")
    stage = user.window.findChild(StagePanel)
    for action in stage.tabs.actions_of_scenes.values():
        action.trigger()
    for tab in stage.tabs.phases.values():
        tab.click()
    return user


def paints_itself(widget):
    ours = [kind for kind in type(widget).__mro__ if kind.__module__.startswith("mnistlab")]
    return any("paintEvent" in vars(kind) for kind in ours) and not isinstance(widget, (QLabel, FocusRing))


def is_ornament(widget):
    """Parts of Qt's own controls, lines of text that are read as such, arrows between pictures."""
    return (
        isinstance(widget, QScrollBar)
        or widget.objectName().startswith("qt_")
        or isinstance(widget.parent(), QAbstractSpinBox)
        or widget.focusProxy() is not None
        or (isinstance(widget.parent(), QAbstractScrollArea) and widget.parent().viewport() is widget)
        or type(widget).__name__ in ("_Arrow", "TextLine")
        or (isinstance(widget.parent(), NoticeBar) and isinstance(widget, QToolButton) and not widget.text())
    )


def to_be_named(window):
    for widget in window.findChildren(QWidget):
        takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        wanted = takes_keys or isinstance(widget, CONTROLS) or paints_itself(widget)
        if widget.window() is window and wanted and not is_ornament(widget):
            yield widget


def name_of(widget):
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def described(widget):
    return f"{type(widget).__name__} {widget.objectName()!r} in {type(widget.parent()).__name__}"


def test_everything_that_can_be_used_or_seen_has_a_name(whole):
    found = list(to_be_named(whole.window))
    assert len(found) > 100
    assert [described(widget) for widget in found if not re.search(r"\w", name_of(widget))] == []


def test_the_walk_finds_what_has_lost_its_name(whole):
    whole.widget("batchView").setAccessibleName("")
    assert [w.objectName() for w in to_be_named(whole.window) if not name_of(w)] == ["batchView"]


def test_every_button_has_a_tool_tip(whole):
    bare = [
        described(button)
        for button in whole.window.findChildren(QAbstractButton)
        if button.window() is whole.window and not is_ornament(button) and not button.toolTip()
    ]
    assert bare == []


def test_every_action_has_a_text(whole):
    bare = [
        action.objectName() or repr(action)
        for action in whole.window.findChildren(QAction)
        if not action.text() and not action.isSeparator() and not isinstance(action.parent(), QMenu)
    ]
    assert bare == []


def test_names_follow_the_language(whole):
    before = {widget: name_of(widget) for widget in to_be_named(whole.window)}
    whole.action("actionLanguage_zh_CN").trigger()
    known = {widget: name for widget, name in before.items() if widget.isVisible() and isinstance(widget, QToolButton)}
    whole.wait(lambda: whole.action("actionUpdate").text() == "更新")
    same = [described(widget) for widget, name in known.items() if name_of(widget) == name and len(name) > 3]
    assert same == []
    whole.action("actionLanguage_en").trigger()
    QCoreApplication.processEvents()
