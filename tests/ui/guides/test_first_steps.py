"""The first steps: they point at the thing itself, go on when it has been done, and are never in the way."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from mnistlab.ui.guides.first_steps import Welcome
from mnistlab.ui.guides.shade import beside
from mnistlab.ui.look import theme

ROOM = QRect(0, 0, 1366, 744)
CARD = QSize(320, 170)


@pytest.fixture
def welcome(user, monkeypatch):
    user.window.resize(1366, 744)
    user.action("actionWelcome").trigger()
    card = user.window.findChild(Welcome)
    for step in card.steps:
        object.__setattr__(step, "rest", 0)  # nobody reads here
    return card


def button_of(user, name):
    return next(w for w in user.action(name).associatedObjects() if isinstance(w, QToolButton))


def place_of(user, widget):
    return QRect(widget.mapTo(user.window, QPoint()), widget.size())


def click_in_window(user, place):
    QTest.mouseClick(user.window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)


def test_the_settings_of_these_tests_are_their_own(tmp_path):
    assert QSettings("mnistlab", "mnistlab").fileName().startswith(str(tmp_path))


def test_it_comes_at_the_first_start_and_never_again(open_window):
    user = open_window()
    assert user.window.findChild(Welcome) is None  # only who starts the program is welcomed
    user.window.welcome()
    card = user.window.findChild(Welcome)
    assert card.isVisible()
    assert card.title.text() == "Press Run"
    user = open_window()
    user.window.welcome()
    assert user.window.findChild(Welcome) is None


def test_the_program_welcomes_who_starts_it(qapp, monkeypatch):
    from mnistlab import app  # noqa: PLC0415

    seen = []

    class Window:
        show = staticmethod(lambda: seen.append("shown"))
        welcome = staticmethod(lambda: seen.append("welcomed"))

    monkeypatch.setattr(app, "create_window", lambda *_: Window())
    monkeypatch.setattr(app, "_start_log", lambda: None)
    monkeypatch.setattr("sys.excepthook", lambda *_: None)
    monkeypatch.setattr("PySide6.QtWidgets.QApplication.exec", lambda: 0)
    assert app.run(None, None) == 0
    assert seen == ["shown", "welcomed"]


def test_from_run_to_the_last_card_by_doing_it(user, welcome):
    user.widget("iterations").setValue(1_000_000)
    click_in_window(user, place_of(user, button_of(user, "actionRun")).center())  # the shade lets the mouse through
    user.wait(lambda: welcome.title.text() == "Watch the loss fall")
    assert user.frame.running
    user.wait(lambda: welcome.title.text() == "Press it again to stop", seconds=30)  # until it has learnt
    assert user.frame.smoothed_loss[-1] < 0.6
    click_in_window(user, place_of(user, button_of(user, "actionRun")).center())
    user.wait(lambda: welcome.title.text() == "Draw a digit")
    assert not user.frame.running
    user.draw((0.5, 0.15), (0.5, 0.5), (0.5, 0.85))
    user.wait(lambda: "①" in welcome.title.text())
    for name in ("actionSelectBatch", "actionComputeGradient", "actionUpdate"):
        assert welcome.isVisible()
        user.press(name)
    user.wait(lambda: not welcome.isVisible())


def test_what_has_been_done_meanwhile_is_not_asked_for(user, welcome):
    user.press("actionRun")
    user.wait(lambda: welcome.at == 1)
    user.press("actionRun")
    user.wait(lambda: welcome.at == 3)  # it is paused already


def test_next_shows_a_card_even_if_its_thing_is_done(user, welcome):
    titles = []
    for _ in welcome.steps:
        titles.append(welcome.title.text())
        welcome._poll()
        welcome._poll()
        assert welcome.title.text() == titles[-1]
        user.widget("welcomeNext").click()
    assert len(set(titles)) == 5
    assert not welcome.isVisible()


@pytest.mark.parametrize("way", ["welcomeSkip", "welcomeClose", "Esc"])
def test_it_can_be_left_at_any_time_and_opened_again(user, welcome, way):
    user.widget("welcomeNext").click()
    if way == "Esc":
        user.window.activateWindow()
        user.wait(user.window.isActiveWindow)
        QTest.keyClick(user.window, Qt.Key.Key_Escape)
    else:
        QTest.mouseClick(user.widget(way), Qt.MouseButton.LeftButton)
    assert not welcome.isVisible()
    assert not welcome._shade.isVisible()
    assert not welcome._clock.isActive()
    user.action("actionWelcome").trigger()
    assert welcome.isVisible()
    assert welcome.at == 0


@pytest.mark.parametrize("size", [(1366, 744), (1920, 1080)])
def test_every_card_stands_beside_what_it_points_at(user, welcome, size):
    user.window.resize(*size)
    user.wait(lambda: user.window.width() == size[0])
    names = ("actionRun", "lossPlot", "actionRun", "drawingCanvas", "actionComputeGradient")
    for name in names:
        thing = button_of(user, name) if name.startswith("action") else user.widget(name)
        welcome._poll()
        assert welcome.target.contains(place_of(user, thing))
        assert not welcome.geometry().intersects(welcome.target)
        assert user.window.rect().contains(welcome.geometry())
        user.widget("welcomeNext").click()


def test_it_follows_the_size_of_the_window(user, welcome):
    for _ in range(3):
        user.widget("welcomeNext").click()
    user.window.resize(1800, 1000)
    user.wait(lambda: welcome._shade.size() == user.window.size())
    user.wait(lambda: welcome.target == place_of(user, user.widget("drawingCanvas")))
    assert not welcome.geometry().intersects(welcome.target)


def test_without_what_it_points_at_it_stands_in_the_middle(user, welcome):
    user.widget("welcomeNext").click()
    user.widget("lossPlot").parentWidget().hide()
    user.wait(lambda: welcome.target.width() == 0)
    welcome._poll()
    assert (welcome.geometry().center() - user.window.rect().center()).manhattanLength() <= 2
    assert not welcome._shade.grab().isNull()


def test_a_complete_run_is_rewound_first(user, welcome):
    user.widget("iterations").setValue(5)
    user.settle()
    user.action("actionRun").trigger()
    user.wait(lambda: user.frame.finished)
    for _ in range(len(welcome.steps) - 1 - welcome.at):
        user.widget("welcomeNext").click()
    assert "Rewind" in welcome.words.text()
    assert welcome.target.contains(place_of(user, button_of(user, "actionRewind")))
    user.press("actionRewind")
    user.wait(lambda: "Rewind" not in welcome.words.text())
    for name in ("actionSelectBatch", "actionComputeGradient", "actionUpdate"):
        user.press(name)
    user.wait(lambda: not welcome.isVisible())


def test_the_shade_leaves_light_on_the_thing_in_both_palettes(user, welcome):
    for name in ("light", "dark"):
        user.action(f"actionTheme_{name}").trigger()
        picture = QImage(user.window.size(), QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        welcome._shade.render(picture, QPoint(), QRegion(), welcome._shade.RenderFlag(0))
        assert picture.pixelColor(welcome.target.center()).alpha() == 0
        assert picture.pixelColor(5, 700).alpha() == int(theme.colours().shade[1:3], 16)


def test_it_speaks_the_language_of_the_moment(user, welcome, monkeypatch):
    monkeypatch.setattr(Welcome, "tr", lambda _self, text: f"<{text}>", raising=False)
    user.action("actionLanguage_zh_CN").trigger()
    user.wait(lambda: welcome.title.text() == "<Press Run>")
    texts = [label.text() for label in welcome.findChildren(QLabel)]
    assert "1 / 5" in texts
    assert welcome.skip.text() == "<Skip>"
    user.action("actionLanguage_en").trigger()
    assert QSettings("mnistlab", "mnistlab").value("language") == "en"


@pytest.mark.parametrize(
    ("target", "side"),
    [
        (QRect(600, 30, 100, 40), "below"),
        (QRect(1000, 480, 360, 260), "left"),
        (QRect(0, 400, 300, 344), "right"),
        (QRect(100, 400, 1200, 340), "above"),
        (QRect(), ""),
        (ROOM, ""),
    ],
)
def test_a_card_finds_a_side_with_room(target, side):
    place, found = beside(target, CARD, ROOM)
    assert found == side
    assert place.size() == CARD
    assert ROOM.contains(place)
    assert side == "" or not place.intersects(target)
