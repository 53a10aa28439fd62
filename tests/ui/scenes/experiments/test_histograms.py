import numpy as np
import pytest

from mnistlab.engine.intents import ComputeGradient, SelectBatch, Step, Update
from mnistlab.training import RunSettings
from mnistlab.ui.scenes.experiments.histograms import HistogramsScene


def known(scene):
    return {kind for (layer, kind), one in scene.histograms.items() if one.bars and not layer}


def test_each_phase_adds_what_it_has_made_known(make_scene, frames_of):
    scene = make_scene(HistogramsScene)
    *_, first, drawn, computed, updated = frames_of(
        RunSettings(hidden_size=4, batch_size=5), SelectBatch(), ComputeGradient(), Update()
    )
    scene.show_frame(first)
    assert known(scene) == {"weights"}
    assert "Press ① and ②" in scene.words()[1]
    scene.show_frame(drawn)
    assert known(scene) == {"weights", "sums", "activations"}
    for frame in (computed, updated):
        scene.show_frame(frame)
        assert known(scene) == {"weights", "sums", "activations", "gradients", "ratios"}
        assert "of its weight" in scene.numbers()


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "tanh"])
def test_what_has_no_slope_is_told_for_each_activation(make_scene, frames_of, activation):
    scene = make_scene(HistogramsScene)
    settings = RunSettings(hidden_size=4, batch_size=20, activation=activation, weight_init_std=5.0)
    scene.show_frame(frames_of(settings, Step())[-1])
    share = float(scene.histograms[0, "activations"]._texts[1].rstrip("%").strip())
    assert share > (20 if activation == "relu" else 80)
    assert {"relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid"}[activation] in scene.about.text()
    assert np.isfinite(share)
