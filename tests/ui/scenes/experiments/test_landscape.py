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
    assert "Adam with η = 0.001" in scene.numbers()
