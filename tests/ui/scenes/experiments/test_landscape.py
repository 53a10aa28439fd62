from dataclasses import replace

from mnistlab.engine.intents import ReadPath, Step
from mnistlab.training import RunSettings
from mnistlab.ui.scenes.experiments.landscape import PLANES, LandscapeScene


def test_the_way_of_another_optimizer_is_drawn_beside_that_of_the_run(qtbot, make_scene, frames_of, small_dataset):
    scene = make_scene(LandscapeScene)
    asked = []
    scene.intended.connect(asked.append)
    scene.take_data(small_dataset)
    settings = RunSettings(hidden_size=4, batch_size=20)
    frames = frames_of(settings, *[Step()] * 3)
    first, last = frames[1], frames[-1]

    def draw():
        request = asked.pop()
        assert isinstance(request, ReadPath)
        request.answer([(0, first.network.params), (last.iteration, last.network.params)])
        qtbot.waitUntil(lambda: len(scene.landscapes) == len(PLANES) and not scene.way.running, timeout=20_000)

    scene.show_frame(last)
    draw()
    assert all(not len(landscape.other) for landscape in scene.landscapes.values())
    scene.landscapes.clear()
    scene.other.setCurrentIndex(scene.other.findData("adam"))
    draw()
    for landscape in scene.landscapes.values():
        assert len(landscape.other) == 4
    assert {map_.names for map_ in scene.maps.values()} == {("SGD", "Adam")}
    assert "Adam with η = 0.001" in scene.numbers()


def test_nothing_is_drawn_around_the_way_of_a_run_that_was_left(qtbot, make_scene, frames_of, small_dataset):
    before = frames_of(RunSettings(hidden_size=4, batch_size=20), *[Step()] * 2)[-1]
    later = replace(frames_of(RunSettings(hidden_size=1, batch_size=20), *[Step()] * 2)[-1], run_id=2)
    scene = make_scene(LandscapeScene)
    asked = []
    scene.intended.connect(asked.append)
    scene.take_data(small_dataset)
    scene.show_frame(before)
    scene.show_frame(later)
    assert [request.track for request in asked] == [before.track, later.track]
    asked[1].answer([(0, later.network.params), (2, later.network.params)])
    qtbot.waitUntil(lambda: len(scene.landscapes) == len(PLANES), timeout=20_000)
    scene.show_frame(before)
    assert not scene.landscapes
