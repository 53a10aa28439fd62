import pytest

from mnistlab.training import RunSettings
from mnistlab.training.presets import CHAPTERS, advice, chapter_of, settings_of


def test_a_chapter_is_known_by_what_it_does():
    for chapter in CHAPTERS:
        assert chapter_of(settings_of(chapter, RunSettings(seed=3, iterations=50))) == chapter
    assert chapter_of(RunSettings()) == 4
    assert chapter_of(RunSettings(activation="relu")) == 5
    assert chapter_of(RunSettings(momentum=0.5)) == 4  # plain SGD has no momentum
    assert chapter_of(RunSettings(optimizer="momentum")) is None
    assert chapter_of(RunSettings(learning_rate=0.2)) is None


def test_a_chapter_begins_with_everything_else_as_it_is_by_default():
    settings = settings_of(5, RunSettings(seed=3, dropout=0.5, hidden_size=7, iterations=20))
    assert settings == RunSettings(seed=3, activation="relu", iterations=20)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (RunSettings(), ""),
        (RunSettings(optimizer="adam", learning_rate=0.001), ""),
        (RunSettings(optimizer="adam", learning_rate=10.0), "try 0.001"),
        (RunSettings(optimizer="momentum", momentum=1.0), "0.9 is usual"),
        (RunSettings(optimizer="momentum", learning_rate=1.0), "A smaller"),
        (RunSettings(optimizer="sgd", momentum=1.0), ""),
        (RunSettings(weight_decay=10.0), "turns every weight round"),
    ],
)
def test_advice(settings, said):
    assert (said in advice(settings)) if said else advice(settings) == ""
