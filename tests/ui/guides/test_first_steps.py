"""The first steps, lesson 0: they speak of the thing itself, wait for the reader, and cover nothing."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mnistlab.ui.guides.outline import Outline
from mnistlab.ui.panels.controls import SPEEDS


class Guided:
    """A person who follows the first steps."""

    def __init__(self, user):
        self.user = user
        user.window.resize(1366, 744)
        user.window.activateWindow()
        user.wait(user.window.isActiveWindow)
        user.action("actionWelcome").trigger()
        user.wait(lambda: user.window._lessons().page is not None)

    @property
    def drawer(self):
        return self.user.widget("drawer")

    @property
    def page(self):
        return self.drawer.page

    @property
    def title(self):
        return self.page._section.heading

    @property
    def buttons(self):
        return [
            one.text() for one in (self.page.steps.act, self.page.steps.skip, self.page.steps.back) if one.isVisible()
        ]

    @property
    def said(self):
        return self.page.steps.feedback

    def reach(self, title):
        self.user.wait(lambda: self.title == title, seconds=20)

    def press(self):
        self.user.wait(self.page.steps.act.isEnabled)
        QTest.mouseClick(self.page.steps.act, Qt.MouseButton.LeftButton)

    def go_to(self, place):
        while self.page.standing.place < place:
            self.page._go_on()
        self.page._follow()

    def rings(self):
        rings = [ring for ring in self.user.window.findChildren(Outline) if ring.isVisible()]
        return [ring.around for ring in rings if ring.around is not None]


@pytest.fixture
def guided(user):
    yield Guided(user)
    user.window._desk.close_drawer()


def place_of(user, widget):
    return QRect(widget.mapTo(user.window, QPoint()), widget.size())


def make_long(user):
    user.widget("iterations").setValue(1_000_000)
    user.settle()


def finish(user, iterations=5):
    user.widget("iterations").setValue(iterations)
    user.settle()
    user.action("actionRun").trigger()
    user.widget("speed").setValue(user.widget("speed").maximum())  # rather than the 20 s of the first step
    user.wait(lambda: user.frame.finished)


def test_the_settings_of_these_tests_are_their_own(tmp_path):
    assert QSettings("mnistlab", "mnistlab").fileName().startswith(str(tmp_path))


def test_the_program_welcomes_who_starts_it(qapp, start_program):
    seen = []

    class Window(QWidget):
        show = staticmethod(lambda: seen.append("shown"))
        welcome = staticmethod(lambda: seen.append("welcomed"))
        lab = SimpleNamespace(last_faults=list)

    assert start_program(Window()) == 0
    assert seen == ["shown", "welcomed"]


def welcome(user):
    user.window.welcome()
    return user.window._lessons().page is not None


def test_who_closes_the_window_at_the_first_step_is_welcomed_again(open_window):
    user = open_window()
    assert user.window._lessons().page is None  # only who starts the program is welcomed
    assert welcome(user)
    user.window.close()
    assert welcome(open_window())


@pytest.mark.parametrize("way", ["Run", "cross", "Esc"])
def test_who_has_begun_or_put_the_steps_away_is_welcomed_no_more(open_window, way):
    user = open_window()
    assert welcome(user)
    if way == "Run":
        user.action("actionRun").trigger()
        user.wait(lambda: user.widget("drawer").page.standing.place == 1)
    elif way == "cross":
        QTest.mouseClick(user.widget("drawerClose"), Qt.MouseButton.LeftButton)
    else:
        user.window.activateWindow()
        user.wait(user.window.isActiveWindow)
        QTest.keyClick(user.window, Qt.Key.Key_Escape)
    user.window.close()
    assert not welcome(open_window())


@pytest.mark.parametrize("where", ["card", "bar"])
def test_the_first_button_is_run_and_leaves_time_to_watch(user, guided, where):
    user.widget("iterations").setValue(10_000)
    user.settle()
    user.wait(lambda: guided.buttons == ["Run"])
    before = user.widget("speed").value()
    if where == "card":
        guided.press()
    else:
        user.action("actionRun").trigger()
    user.wait(lambda: user.frame.running)
    assert 15 <= 10_000 / SPEEDS[user.widget("speed").value()] <= 25  # s
    guided.reach("Watch the loss fall")
    QTest.mouseClick(user.widget("drawerClose"), Qt.MouseButton.LeftButton)
    assert user.widget("speed").value() == before


def test_a_speed_that_the_person_has_chosen_stays(user, guided):
    make_long(user)
    guided.press()
    user.widget("speed").setValue(3)
    QTest.mouseClick(user.widget("drawerClose"), Qt.MouseButton.LeftButton)
    assert user.widget("speed").value() == 3


def test_from_run_to_the_last_step_with_enter_and_the_mouse(user, guided):
    make_long(user)
    QTest.keyClick(user.window, Qt.Key.Key_Return)
    guided.reach("Watch the loss fall")
    QTest.keyClick(user.window, Qt.Key.Key_Enter)
    guided.reach("Press it again to stop")
    assert user.frame.running
    assert guided.buttons == ["Pause", "Back"]
    QTest.keyClick(user.window, Qt.Key.Key_Return)
    user.wait(lambda: "stands still" in guided.said)
    assert not user.frame.running
    QTest.keyClick(user.window, Qt.Key.Key_Return)
    guided.reach("Draw a digit")
    assert not guided.page.steps.act.isEnabled()  # before there is a digit
    user.draw((0.5, 0.15), (0.5, 0.5), (0.5, 0.85))
    user.wait(guided.page.steps.act.isEnabled)
    assert f"read as {user.widget('predictedDigit').text()}" in guided.said
    QTest.keyClick(user.window, Qt.Key.Key_Return)
    guided.reach("One step, by hand")
    while user.frame.next_phase.name != "SELECT_BATCH":
        guided.press()
        user.settle()
    if guided.said:  # the run has stopped within an iteration, which has been ended
        guided.page._turn()
    for name in ("Mini-batch", "Gradient", "Update"):
        user.wait(lambda name=name: name in guided.page.steps.act.text())
        guided.press()
    user.wait(lambda: guided.page.steps.act.text() == "Done")
    before, after = f"{user.frame.batch_loss:.3f}", f"{user.frame.batch_loss_after:.3f}"
    assert f"from {before} to {after}" in guided.said
    guided.press()
    user.wait(lambda: user.window._lessons().page is None)
    assert guided.rings() == []
    assert user.window.isActiveWindow()  # no other window has come up for a moment


def test_what_the_button_presses_is_seen_though_another_page_was_open(user, guided):
    guided.go_to(4)
    stage = guided.page._stage
    stage.choose("Why")
    for scenes in (["SelectBatch"], ["Forward", "Backward"], ["Update"]):
        guided.press()
        user.settle()
        assert stage.scenes.name in scenes


def test_enter_in_a_field_is_for_that_field(user, guided):
    user.type_into("learningRate", "0.3")
    QTest.keyClick(user.widget("learningRate"), Qt.Key.Key_Return)
    user.settle()
    assert user.frame.settings.learning_rate == 0.3
    assert guided.page.standing.place == 0
    assert not user.frame.running


def test_no_step_leaves_before_it_is_read(user, guided):
    finish(user)
    guided.reach("Watch the loss fall")
    for _ in range(20):
        guided.page._follow()
    assert guided.title == "Watch the loss fall"


def test_a_run_that_is_over_skips_no_step(user, guided):
    finish(user)
    guided.reach("Watch the loss fall")
    guided.press()
    assert guided.title == "Press it again to stop"
    assert "stands still" in guided.said
    guided.press()
    assert guided.title == "Draw a digit"
    guided.go_to(4)
    assert guided.page.steps.act.text() == "Rewind"
    assert guided.rings() == [user.window.controls.rewind_button]
    guided.press()
    user.wait(lambda: "Mini-batch" in guided.page.steps.act.text())


def test_a_run_that_is_there_goes_on_and_one_that_is_over_stays_beside_a_new_one(user):
    user.action("actionStep").trigger()
    user.wait(lambda: user.frame.iteration == 1)
    guided = Guided(user)
    user.settle()
    assert user.frame.iteration == 1
    user.window._desk.close_drawer()
    finish(user)
    guided = Guided(user)
    user.wait(lambda: user.frame.iteration == 0 and len(user.frame.kept) == 1)
    guided.press()
    guided.reach("Watch the loss fall")


def test_each_ring_lies_around_the_thing_itself(user, guided):
    make_long(user)
    controls = user.window.controls
    for at, name in enumerate(("run", "curves", "run", "drawingCanvas", "phase")):
        guided.go_to(at)
        first = next(iter(controls.phase_buttons.values()))
        if at == 2:
            user.action("actionRun").trigger()
            user.wait(lambda: user.frame.running)
            guided.page._follow()
        thing = {"run": controls.run_button, "phase": first}.get(name) or user.widget(name)
        assert guided.rings() == [thing]
        for ring in user.window.findChildren(Outline):
            if ring.isVisible():
                place = place_of(user, thing)
                assert ring.geometry().contains(place)
                assert ring.width() - place.width() <= 20  # no larger than the thing and its ring
                assert ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                assert not ring.mask().contains(ring.rect().center())  # the thing is seen
                assert not place_of(user, guided.drawer).intersects(place)
        if at == 2:
            user.action("actionRun").trigger()
            user.wait(lambda: not user.frame.running)


def test_the_answer_is_ringed_once_there_is_a_drawing(user, guided):
    guided.go_to(3)
    assert guided.rings() == [user.widget("drawingCanvas")]
    user.draw((0.5, 0.15), (0.5, 0.5), (0.5, 0.85))
    user.wait(lambda: guided.rings() == [user.widget("answer")])


def test_a_ring_follows_its_thing(user, guided):
    guided.go_to(3)
    user.window.resize(1800, 1000)
    ring = next(ring for ring in user.window.findChildren(Outline) if ring.isVisible())
    user.wait(lambda: ring.geometry().center() == place_of(user, user.widget("drawingCanvas")).center())


def test_what_a_person_has_hidden_is_shown_when_a_step_speaks_of_it(user, guided):
    user.window.workbench.show_panel("draw", shown=False)
    guided.go_to(3)
    assert user.widget("drawingCanvas").isVisible()


def test_it_can_be_left_and_stands_where_it_stood(user, guided):
    guided.go_to(3)
    QTest.keyClick(user.window, Qt.Key.Key_Escape)
    assert not guided.drawer.isVisible()
    assert guided.rings() == []
    again = Guided(user)
    assert again.drawer.isVisible()
    assert again.title == "Draw a digit"


def test_it_speaks_the_language_of_the_moment(user, guided):
    user.action("actionLanguage_zh_CN").trigger()
    guided.reach("按“运行”")
    assert guided.drawer.title.text() == "入门"
    user.action("actionLanguage_en").trigger()
    guided.reach("Press Run")
