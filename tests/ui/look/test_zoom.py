"""Everything larger, and back: nothing is lost on the way."""

from typing import NamedTuple

import pytest
from PySide6.QtCore import QEvent, QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QFormLayout,
    QGraphicsView,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import getAllValidWrappers

from mnistlab.ui.look import theme, zoom
from mnistlab.ui.look.style_sheet import apply_theme
from mnistlab.ui.look.zoom import STEPS, Zoom, apply_scale, rescale
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.scenes import EXPERIMENTS, READINGS
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import Gap

PROJECTOR = QSize(1920, 1080)


@pytest.fixture
def screen(monkeypatch):
    """Let the window believe that it is on a screen of another size than the tests' own."""

    def of(width, height):
        monkeypatch.setattr(Zoom, "room", QSize(width, height))

    of(1920, 1080)
    return of


class Sizes(NamedTuple):
    """All of a widget that was set once, or that it asks for."""

    name: str
    least: tuple[int, int]
    most: tuple[int, int]
    hint: tuple[int, int]
    type_: int
    icon: tuple[int, int]
    layout: tuple[object, ...]


def sizes(root):
    """Return the sizes of a widget and of all that is in it, but for what Qt makes of its own accord."""
    found = [_sizes(widget) for widget in (root, *root.findChildren(QWidget)) if not widget.isWindow()]
    return sorted(one for one in found if " qt_" not in one.name)


def _sizes(widget):
    widget.ensurePolished()
    # What others ask for depends on the size that a plot, or a text in several lines, has come to have.
    wraps = isinstance(widget, QLabel) and widget.wordWrap()
    fixed = widget.minimumWidth() == widget.maximumWidth()
    holds = widget.layout() is not None or isinstance(widget, QSplitter)
    text_fits = fixed and isinstance(widget, QLabel)  # as wide as its text, to a px or two
    sides = widget.minimumSize(), widget.maximumSize()
    asks = not (holds or isinstance(widget, QGraphicsView) or wraps or fixed)
    return Sizes(
        f"{type(widget).__name__} {widget.objectName()}",
        *((0 if text_fits else side.width(), side.height()) for side in sides),
        widget.sizeHint().toTuple() if asks else (0, 0),
        widget.font().pixelSize(),
        widget.iconSize().toTuple() if isinstance(widget, QAbstractButton) else (0, 0),
        () if widget.layout() is None else _layout(widget.layout()),
    )


def _layout(layout):
    margins = layout.contentsMargins()
    gaps = ()
    if isinstance(layout, QBoxLayout):
        gaps = (layout.spacing(),)
    elif isinstance(layout, (QGridLayout, QFormLayout)):
        gaps = layout.horizontalSpacing(), layout.verticalSpacing()
    inner = layout.findChildren(QLayout, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return (margins.left(), margins.top(), margins.right(), margins.bottom()), gaps, tuple(map(_layout, inner))


def known_items():
    """Return how many items of layouts Python knows that Qt may delete without a word."""
    return sum(isinstance(one, QLayoutItem) and not isinstance(one, QLayout) for one in getAllValidWrappers())


def differing(before, after):
    """Return what is another than before, for a message that helps."""
    assert [one.name for one in before] == [one.name for one in after]
    return [(old, new) for old, new in zip(before, after, strict=True) if old != new]


@pytest.mark.parametrize("scale", [1.0, 1.06, 1.1, 1.25, 1.37, 1.5, 1.75, 2.0, 2.5])
def test_a_length_on_the_screen_tells_what_it_is_in_the_design(scale):
    theme.set_scale(scale)
    assert [round(theme.px(length) / scale) for length in range(1000)] == list(range(1000))


@pytest.mark.parametrize("scale", [0.5, 0.0, -1.0, float("nan")])
def test_nothing_becomes_smaller_than_it_is_designed(scale):
    with pytest.raises(ValueError, match="1 or more"):
        theme.set_scale(scale)


def test_everything_grows_by_the_scale(user):
    window = user.window
    plot = user.widget("lossPlot")

    def measured():
        return {
            "text": user.widget("iterationLabel").font().pixelSize(),
            "small text": window.controls.epoch.font().pixelSize(),
            "button": window.controls.run_button.sizeHint().height(),
            "field": user.widget("learningRate").width(),
            "canvas": user.widget("drawingCanvas").minimumSizeHint().width(),
            "icon": window.findChild(QAbstractButton, "readerOwn").sizeHint().height(),
            "margin of the plot": plot.left,
            "button beside the plot": user.window.findChild(QAbstractButton, "lossLog").sizeHint().height(),
            "formula": user.widget("formula").sizeHint().height(),
            "code": user.widget("code").minimumSizeHint().height(),
            "gap": window.centralWidget().layout().spacing(),
            "column": window.panels[1].minimumWidth(),
        }

    before = measured()
    apply_scale(2.0)
    user.wait(lambda: user.widget("learningRate").width() > before["field"])
    grown = {name: size / before[name] for name, size in measured().items()}
    assert grown == pytest.approx(dict.fromkeys(before, 2.0), rel=0.06)


def test_all_of_it_comes_back_exactly(user):
    window = user.window

    def seen():
        """Look at each scene once, and return all sizes."""
        for name in (*EXPERIMENTS, *READINGS):
            user.action(f"action{name}Experiment").trigger()
            QApplication.processEvents()
        return sizes(window), window.minimumSizeHint()

    place = window.geometry()
    for scale in (1.1, 1.0):  # once, because what has not been shown yet has no texts
        apply_scale(scale)
    before, least = seen()
    for scale in (2.5, 1.37, 1.0):
        apply_scale(scale)
    window.setGeometry(place)
    after, least_after = seen()
    assert not differing(before, after)
    assert least_after == least


def test_a_scene_that_is_made_later_is_as_large_as_one_that_has_grown(open_window):
    def made(user):
        """Open each scene once, and return them by name."""
        scenes = {}
        for name in (*EXPERIMENTS, *READINGS):
            user.action(f"action{name}Experiment").trigger()
            scenes[name] = user.window.findChild(StagePanel).scenes.made[name]
        return scenes

    grown = made(open_window())
    apply_scale(1.5)
    expected = {name: set_once(scene) for name, scene in grown.items()}
    later = open_window()
    apply_scale(1.5)
    for name, scene in made(later).items():
        assert set_once(scene) == expected[name], name


def set_once(root):
    """Return what of the sizes does not depend on the texts and the room of the moment."""
    return sorted((one.name, one.type_, one.icon, one.layout) for one in sizes(root))


def test_a_sheet_that_is_made_later_has_the_buttons_of_the_window(user):
    apply_scale(1.5)
    user.action("actionShortcuts").trigger()
    user.action("actionHelp").trigger()
    heights = {
        button.height() for sheet in ("shortcutSheet",) for button in user.widget(sheet).findChildren(QAbstractButton)
    }
    assert heights == {theme.px(18) + 2 * theme.px(6) + 2 * theme.stroke()}


def test_fitting_twice_is_fitting_once(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    inner = QWidget(widget)
    inner.setFixedSize(7, 100)
    theme.set_scale(1.5)
    for _ in range(2):
        rescale(widget)
    assert inner.minimumSize().toTuple() == (11, 150)


def test_no_item_of_a_layout_is_known_to_python_afterwards(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    rows = QVBoxLayout(widget)
    inner = QHBoxLayout()
    rows.addLayout(inner)
    for layout in (rows, inner):
        layout.addWidget(QLabel())
        layout.addWidget(Gap(8))
    before = known_items()
    theme.set_scale(1.5)
    rescale(widget)
    assert [gap.sizeHint().expandedTo(gap.minimumSize()).toTuple() for gap in widget.findChildren(Gap)] == [
        (12, 12)
    ] * 2
    assert known_items() == before


def test_buttons_beside_each_other_are_equally_high(qtbot):
    apply_theme("light")
    controls = ControlsPanel(Selection())
    qtbot.addWidget(controls)
    controls.show()
    buttons = (*controls.phase_buttons.values(), controls.run_button)
    for scale in STEPS:
        apply_scale(scale)
        assert len({button.sizeHint().height() for button in buttons}) == 1, scale


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_in_presenter_mode_the_window_fits_on_a_projector(user, screen, language):
    user.action(f"actionLanguage_{language}").trigger()
    user.action("actionPresenter").trigger()
    assert theme.scale() == 1.7
    for name in (*EXPERIMENTS, *READINGS):
        user.action(f"action{name}Experiment").trigger()
        QApplication.sendPostedEvents()
        assert user.window.minimumSizeHint().boundedTo(PROJECTOR) == user.window.minimumSizeHint(), name


@pytest.mark.parametrize(("width", "height", "least", "most"), [(3840, 2160, 2.5, 2.5), (1366, 768, 1.2, 1.2)])
def test_presenter_mode_is_as_large_as_the_screen_has_room_for(user, screen, width, height, least, most):
    screen(width, height)
    user.action("actionPresenter").trigger()
    assert least <= theme.scale() <= most
    assert user.action("actionFullScreen").isChecked()


@pytest.mark.parametrize("way_out", ["F5", "Escape", "F11"])
def test_presenter_mode_leaves_the_window_as_it_was(user, screen, way_out):
    apply_scale(1.1)
    QApplication.processEvents()
    before, place = sizes(user.window), user.window.geometry()
    user.action("actionPresenter").trigger()
    assert theme.scale() == 1.7
    QApplication.processEvents()  # the screen's answer to a window that asks for all of it
    if way_out == "Escape":
        QTest.keyClick(user.window, Qt.Key.Key_Escape)
    else:
        user.action({"F5": "actionPresenter", "F11": "actionFullScreen"}[way_out]).trigger()
    assert theme.scale() == 1.1
    assert not user.action("actionPresenter").isChecked()
    assert not user.window.isFullScreen()
    assert not differing(before, sizes(user.window))
    user.wait(lambda: user.window.geometry() == place)


def test_the_window_is_never_larger_than_its_screen_on_the_way_out(user, screen):
    scales = []
    user.action("actionPresenter").trigger()
    user.window._presenter.presenting.connect(lambda _on: scales.append(theme.scale()))
    user.action("actionPresenter").trigger()
    assert scales == [1.0]  # what was left out comes back when there is room for it again


def test_a_window_that_was_on_the_whole_screen_stays_there_after_presenter_mode(user, screen):
    user.action("actionFullScreen").trigger()
    user.action("actionPresenter").trigger()
    user.action("actionPresenter").trigger()
    assert user.action("actionFullScreen").isChecked()
    assert theme.scale() == 1


def test_presenter_mode_is_not_remembered(user, screen):
    user.action("actionPresenter").trigger()
    user.window.close()
    assert not QSettings("mnistlab", "mnistlab").contains(zoom.KEY)


def test_nothing_that_a_person_does_is_lost(user):
    user.window.resize(2100, 1200)
    user.draw((0.4, 0.2), (0.5, 0.8))
    strokes = [stroke.tolist() for stroke in user.widget("drawingCanvas").strokes]
    user.action("actionRun").trigger()
    user.wait(lambda: user.iteration > 0)
    field = user.widget("hiddenSize")
    user.type_into("hiddenSize", "77")
    apply_scale(1.5)
    assert [stroke.tolist() for stroke in user.widget("drawingCanvas").strokes] == strokes
    assert field.text() == "77"
    assert field.hasFocus()
    assert user.frame.next_settings.hidden_size != 77
    reached = user.iteration
    user.wait(lambda: user.iteration > reached or user.frame.finished)
    QTest.keyClick(field, Qt.Key.Key_Return)
    user.wait(lambda: user.frame.next_settings.hidden_size == 77)


def test_the_three_keys_go_by_steps(user, screen, monkeypatch):
    monkeypatch.setattr(zoom, "apply_scale", theme.set_scale)  # what becomes of the window is tested above
    screen(4000, 3000)
    seen = [theme.scale()]
    for _ in STEPS:
        user.action("actionLarger").trigger()
        seen.append(theme.scale())
    assert seen == [*STEPS, STEPS[-1]]
    user.action("actionSmaller").trigger()
    assert theme.scale() == STEPS[-2]
    user.action("actionNormalSize").trigger()
    assert theme.scale() == 1


def test_where_a_step_finds_no_room_the_largest_that_does_is_taken_and_then_nothing(user, screen):
    least = user.window.minimumSizeHint()
    screen(round(1.07 * least.width()) + 8, 2 * least.height())
    user.action("actionLarger").trigger()
    assert 1.04 <= theme.scale() < 1.1
    assert user.window.minimumSizeHint().width() <= Zoom.room.width()
    assert not user.notice
    user.action("actionLarger").trigger()
    assert user.window.workbench.arrangement.enlarged == "stage"  # alone, it needs less room
    for _ in STEPS:
        user.action("actionLarger").trigger()
    assert user.notice == "This screen has no room for anything larger."
    user.window.workbench.enlarge("")
    assert user.window.minimumSizeHint().width() <= Zoom.room.width()


@pytest.mark.parametrize("room", [(1366, 744), (1920, 744), (1024, 576)])
def test_the_largest_step_leaves_room_for_a_notice(user, screen, room):
    screen(*room)
    for _ in range(2 * len(STEPS)):
        user.action("actionLarger").trigger()
    assert user.notice == "This screen has no room for anything larger."
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert user.window.minimumSizeHint().boundedTo(Zoom.room) == user.window.minimumSizeHint()


def test_the_scale_is_remembered(open_window, screen):
    open_window().action("actionLarger").trigger()
    user = open_window()
    assert theme.scale() == STEPS[1]
    assert user.widget("lossPlot").left == theme.px(34)


@pytest.mark.parametrize("written", ["much", "", "-2", "nan", "inf", "40", "0.5", ["1", "2"]])
def test_a_scale_that_makes_no_sense_is_not_looked_at(qtbot, screen, written):
    window, preferences = QMainWindow(), QSettings("mnistlab", "mnistlab")
    qtbot.addWidget(window)
    preferences.setValue(zoom.KEY, written)
    Zoom(window, preferences).restore()
    assert theme.scale() == 1


CUT = 2  # px that a text may lack, for all the rounding


def cut_texts(stage):
    labels = (label for label in stage.findChildren(QLabel) if label.isVisible() and label.wordWrap() and label.text())
    return [label.text() for label in labels if label.height() + CUT < label.heightForWidth(label.width())]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_in_every_scene_the_words_are_whole_and_the_buttons_as_high_as_before(user, language):
    window, stage = user.window, user.window.findChild(StagePanel)
    user.action(f"actionLanguage_{language}").trigger()
    user.action("actionSelectBatch").trigger()
    user.wait(user.action("actionComputeGradient").isEnabled)
    tabs = list(stage.tabs.phases.values())
    turns = [user.action(f"action{name}Experiment").trigger for name in (*EXPERIMENTS, *READINGS)]
    for size in ((1366, 768), (1280, 720)):
        window.resize(*size)
        QApplication.processEvents()
        heights = {tab.height() for tab in tabs}
        assert len(heights) == 1
        for turn in [*turns, *(tab.click for tab in tabs)]:
            turn()
            code = user.widget("code")
            user.wait(lambda code=code: code.isHidden() or code.height() >= code.minimumSizeHint().height())
            QApplication.processEvents()
            title = stage.title.text()
            assert {tab.height() for tab in tabs} == heights, (title, size)
            user.wait(lambda: not cut_texts(stage))
