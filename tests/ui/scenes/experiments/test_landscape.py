from dataclasses import replace

import numpy as np

from mnistlab.engine.intents import ReadPath, Step
from mnistlab.training import RunSettings
from mnistlab.ui.scenes.experiments import landscape
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
    assert all(not len(found.other) for found in scene.landscapes.values())
    scene.landscapes.clear()
    scene.other.setCurrentIndex(scene.other.findData("adam"))
    draw()
    for found in scene.landscapes.values():
        assert len(found.other) == 4
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


def test_the_way_since_the_maps_were_made_stays_short_however_long_the_run_goes_on(
    qtbot, make_scene, frames_of, small_dataset, monkeypatch
):
    scene = make_scene(LandscapeScene)
    asked = []
    scene.intended.connect(asked.append)
    scene.take_data(small_dataset)
    frames = frames_of(RunSettings(hidden_size=4, batch_size=20, learning_rate=1.0), *[Step()] * 60)
    early, *later = frames[-21:]
    scene.show_frame(early)
    asked.pop().answer([(0, frames[0].network.params), (early.iteration, early.network.params)])
    qtbot.waitUntil(lambda: len(scene.landscapes) == len(PLANES) and not scene.way.running, timeout=20_000)
    monkeypatch.setattr(scene, "_has_left", lambda _frame: False)
    monkeypatch.setattr(landscape, "LONGEST", 8)
    lengths = set()
    for frame in later:
        scene.show_frame(frame)
        for plane, map_ in scene.maps.items():
            lengths.add(len(map_._path))
            made, here = len(scene.landscapes[plane].path), scene.landscapes[plane].plane.place(frame.network.params)
            assert len(map_._path) <= made + 8 + 1
            assert np.allclose(map_._path[-1], here)
            assert np.allclose(map_._path[:made], scene.landscapes[plane].path)
    assert len(lengths) > 1
