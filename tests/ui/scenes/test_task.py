"""What scenes have computed: it may fail, and then be computed all the same."""

from dataclasses import replace

import numpy as np
import pytest

from mnistlab.ui.scenes.experiments.check import CheckScene
from mnistlab.ui.scenes.experiments.landscape import LandscapeScene
from mnistlab.ui.scenes.experiments.step import StepScene
from mnistlab.ui.scenes.experiments.weight import WeightScene
from mnistlab.ui.scenes.readings.distort import DistortScene
from mnistlab.ui.scenes.readings.exam import ExamScene
from mnistlab.ui.scenes.readings.hand import HandScene
from mnistlab.ui.scenes.readings.hand_reading import HandReading
from mnistlab.ui.scenes.task import State, Task
from mnistlab.ui.selection import Reader


@pytest.fixture
def frame(make_frame, make_batch):
    """Return a frame with a mini-batch, and its gradient."""
    made = make_frame(batch=make_batch([3, 1, 4]))
    images = made.batch.images / np.float32(255)
    return make_frame(batch=made.batch, gradient=made.network.gradient(images, made.batch.labels))


@pytest.fixture
def prepared(make_scene, small_dataset):
    def make(kind):
        scene = make_scene(kind)
        scene.take_data(small_dataset)
        return scene

    return make


def fail_once(monkeypatch, module, name):
    """Let a computation run out of memory when it is first started."""
    whole = f"{module.__module__}.{name}"
    work = getattr(__import__(module.__module__, fromlist=[name]), name)
    calls = []

    def failing(*arguments, **options):
        calls.append(arguments)
        if len(calls) > 1:
            return (yield from work(*arguments, **options))
        yield 0.0
        raise MemoryError

    monkeypatch.setattr(whole, failing)


def shown(scene, frame):
    scene.show_frame(frame)


def check(scene, frame):
    shown(scene, frame)
    scene.check.click()


def map_the_loss(scene, frame):
    shown(scene, replace(frame, iteration=5))
    scene._start()
    scene._take_path([(5, frame.network.params)])


def throw(scene, frame):
    shown(scene, frame)
    scene.again.click()


def read_again(scene, frame):
    shown(scene, frame)
    scene.again.click()


def turn_to(scene, frame):
    scene.hide()
    scene.show()
    shown(scene, frame)


# A scene, what it computes, what a person does to have it computed, and again after a failure.
SCENES = [
    (CheckScene, "gradient_check", check, check),
    (LandscapeScene, "explore_landscape", map_the_loss, map_the_loss),
    (WeightScene, "explore_weight", shown, shown),
    (StepScene, "explore_step", shown, shown),
    (DistortScene, "vary", shown, throw),
    (ExamScene, "examine", shown, read_again),
    (HandScene, "read_all", turn_to, turn_to),
]


@pytest.mark.parametrize(("kind", "work", "ask", "ask_again"), SCENES, ids=[kind.__name__ for kind, *_ in SCENES])
def test_after_a_failure_a_scene_computes_again(qtbot, monkeypatch, prepared, frame, kind, work, ask, ask_again):
    fail_once(monkeypatch, HandReading if kind is HandScene else kind, work)
    scene = prepared(kind)
    several = {HandScene: Reader.OWN, LandscapeScene: "principal"}
    tasks = scene.reading.tasks if kind is HandScene else getattr(scene, "tasks", None)
    task = tasks[several[kind]] if kind in several else scene.task
    with qtbot.waitSignal(scene.explorer.failed):
        ask(scene, frame)
    assert task.failed
    ask_again(scene, frame)
    qtbot.waitUntil(lambda: task.state is State.DONE, timeout=60_000)  # a landscape takes long on a busy machine


def test_the_buttons_of_a_check_that_failed_are_those_of_one_not_begun(qtbot, monkeypatch, make_scene, frame):
    fail_once(monkeypatch, CheckScene, "gradient_check")
    scene = make_scene(CheckScene)
    with qtbot.waitSignal(scene.explorer.failed):
        check(scene, frame)
    assert scene.check.isEnabled()
    assert scene.cancel.isHidden()


def test_an_export_that_failed_can_be_made_again(qtbot, monkeypatch, tmp_path, prepared):
    fail_once(monkeypatch, HandScene, "export")
    scene = prepared(HandScene)
    with qtbot.waitSignal(scene.explorer.failed):
        scene.export_to(tmp_path / "out")
    assert scene.export_row.button.isEnabled()


class Asker:
    """Stands for a scene: notes what is wanted."""

    def __init__(self):
        self.wanted, self.given_up = self, self
        self.emitted = []

    def emit(self, what):
        self.emitted.append(what)


def test_a_task_is_idle_running_done_or_failed():
    asker, states, shares = Asker(), [], []
    task = Task(asker, lambda: states.append(task.state), shares.append, name="One")
    assert task.state is State.IDLE
    task.wait()
    task.start(iter(()))
    computation = asker.emitted[-1]
    computation.progressed(0.5)
    computation.done("the answer")
    assert task.result == "the answer"
    task.start(iter(()))
    assert task.result is None
    asker.emitted[-1].failed(MemoryError())
    task.give_up()
    assert asker.emitted[-1] == computation.key == "AskerOne"
    running, done, failed, idle = State.RUNNING, State.DONE, State.FAILED, State.IDLE
    assert states == [running, running, done, running, failed, idle]
    assert shares == [0, 0, 0.5, 0, 0, 0, 0]
