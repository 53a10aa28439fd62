"""What the pages of the books say to those who cannot see them."""

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QScrollBar,
)

from mnistlab.experiments.files import find_card
from mnistlab.ui.scenes import BENCHES, PAGES, load

CONTROLS = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QAbstractScrollArea)


@pytest.mark.parametrize("name", [*BENCHES, *PAGES, "Book"])
def test_every_control_has_a_name_and_every_button_a_tool_tip(name, make_scene, make_frame):
    scene = make_scene(load(name))
    scene.selection.open_card(find_card("activations"))
    scene.show_frame(make_frame())
    scene.retranslate()
    widgets = [scene, *([scene.beside_heading] if scene.beside_heading else [])]
    for control in (one for widget in widgets for kind in CONTROLS for one in widget.findChildren(kind)):
        if control.objectName().startswith("qt_") or isinstance(control, QScrollBar | QAbstractItemView):
            continue
        text = control.text() if isinstance(control, QAbstractButton) else ""
        assert control.accessibleName() or text, (type(control), control.objectName())
        if isinstance(control, QAbstractButton):
            assert control.toolTip(), control.objectName()
