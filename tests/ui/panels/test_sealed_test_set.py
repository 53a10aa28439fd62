from dataclasses import replace

from mnistlab.engine.intents import OpenTestSet
from mnistlab.training import RunSettings
from mnistlab.ui.panels.runs import RunsPanel
from mnistlab.ui.selection import Selection


def test_the_test_set_is_sealed_until_it_is_asked_for(qtbot, make_frame):
    panel, intents = RunsPanel(Selection()), []
    qtbot.addWidget(panel)
    panel.intended.connect(intents.append)
    panel.show()

    def show(validation_images, *opened):
        settings = RunSettings(validation_images=validation_images)
        own = replace(make_frame().own, settings=settings, opened=opened)
        panel.show_frame(make_frame(settings=settings, next_settings=settings, own=own))

    show(0)
    sealed = panel.test_set
    assert sealed.isHidden()
    assert panel.measured.text() == "test"
    show(5_000)
    assert panel.measured.text() == "validation"
    assert not sealed.isHidden()
    assert sealed.opened.isHidden()
    sealed.open.click()
    (intent,) = intents
    assert isinstance(intent, OpenTestSet)
    show(5_000, (1200, 0.9481))
    assert "at iteration 1,200: 94.8" in sealed.opened.text()
    show(5_000, (1200, 0.9481), (1800, 0.95))
    assert "Opened 2 times" in sealed.opened.text()
    show(5_000)  # another run
    assert sealed.opened.isHidden()
