"""What the style sheet makes of the widgets."""

import pytest
from PySide6.QtWidgets import QRadioButton, QStyle, QStyleOptionButton

from mnistlab.ui.look import theme
from mnistlab.ui.look.style_sheet import apply_style_sheet


@pytest.mark.parametrize("scale", [1.0, 1.2, 1.22, 1.25, 1.5, 1.9, 2.0])
@pytest.mark.parametrize("checked", [False, True])
def test_a_choice_of_one_has_a_circle_at_every_scale(qtbot, scale, checked):
    theme.set_scale(scale)
    apply_style_sheet()
    button = QRadioButton()
    qtbot.addWidget(button)
    button.setChecked(checked)
    button.show()
    option = QStyleOptionButton()
    button.initStyleOption(option)
    place = button.style().subElementRect(QStyle.SubElement.SE_RadioButtonIndicator, option, button)
    image = button.grab(place).toImage()
    around, middle = image.pixelColor(0, 0), image.pixelColor(0, image.height() // 2)
    assert image.size() == place.size()
    assert place.width() == place.height() == theme.px(16)
    assert around != middle
    assert around == image.pixelColor(image.width() - 1, image.height() - 1)
