"""Four optimizers in a bowl that is long and narrow, each with a rate to move."""

import math
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from typing_extensions import override

from mnistlab.analysis.bench import KINDS, RATES, STEPS, way
from mnistlab.engine.frame import Frame
from mnistlab.numerals import shown
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.pictures.bowl_picture import BowlPicture
from mnistlab.ui.scenes.base import Reading, muted
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, JumpSlider, in_column, in_row, named, push_button

COLOURS: Final = {"SGD": "own", "Momentum": "kept 0", "AdaGrad": "kept 1", "Adam": "kept 2"}
TIMES: Final = 100  # places of a slider in a factor of ten
LEAST, MOST = -3, 1  # the rates that can be chosen, in powers of ten
MOST_STEPS: Final = 100
BESIDE: Final = 230  # px


class BowlScene(Reading):
    """The ways of the optimizers, at the rates that the person chooses."""

    least_room = (440, 260)

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.picture = named(BowlPicture(), "bowl")
        self._grid = QGridLayout()
        self.sliders: dict[str, JumpSlider] = {}
        self._values: dict[str, QLabel] = {}
        self._names: dict[str, QLabel] = {}
        for row, name in enumerate([*KINDS, "steps"]):
            slider = named(JumpSlider(Qt.Orientation.Horizontal), f"bowl{name}")
            slider.setRange(*((LEAST * TIMES, MOST * TIMES) if name in KINDS else (1, MOST_STEPS)))
            slider.valueChanged.connect(self._draw)
            self.sliders[name], self._values[name], self._names[name] = slider, QLabel(), QLabel(name)
            for column, widget in enumerate((self._names[name], slider, self._values[name])):
                self._grid.addWidget(widget, row, column)
        self._as_in_book = push_button("bowlReset", self._reset)
        self._about = muted(wrap=True)
        beside = QWidget()
        in_column(self._grid, self._as_in_book, self._about, STRETCH, on=beside)
        beside.setFixedWidth(BESIDE)
        in_row((self.picture, 1), beside, spacing=2 * UNIT, on=self)
        self._reset()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("Optimizers in a bowl"), self.tr(
            "The loss is x²/20 + y²: steep across, flat along. Move a rate: which way is quickest at the +?"
        )

    def show_frame(self, frame: Frame) -> None:
        """Take note of the moment; the bench does not depend on it."""
        self.frame = frame

    @override
    def retranslate(self) -> None:
        self._names["steps"].setText(self.tr("steps"))
        for name, slider in self.sliders.items():
            slider.setAccessibleName(
                self.tr("steps") if name == "steps" else self.tr("rate of {name}").format(name=name)
            )
        self.picture.setAccessibleName(self.tr("The ways of the optimizers"))
        self._as_in_book.setText(self.tr("As in the book"))
        self._as_in_book.setToolTip(self.tr("The rates of the book, and 30 steps"))
        self._about.setText(
            self.tr(
                "SGD zigzags across the valley, because the gradient hardly points along it. Momentum rolls on in an "
                "arc. AdaGrad shortens the steps across and goes almost straight. (Saito, section 6.1)"
            )
        )

    def _reset(self) -> None:
        for name, rate in RATES.items():
            self.sliders[name].setValue(_place(rate))
        self.sliders["steps"].setValue(STEPS)
        self._draw()

    def _draw(self) -> None:
        steps = self.sliders["steps"].value()
        ways = {}
        for name in KINDS:
            place = self.sliders[name].value()
            rate = RATES[name] if place == _place(RATES[name]) else float(f"{10 ** (place / TIMES):.3g}")
            self._values[name].setText(shown(rate))
            ways[name] = (way(name, rate, steps), COLOURS[name])
        self._values["steps"].setText(f"{steps}")
        self.picture.show_ways(ways)


def _place(rate: float) -> int:
    """Return the place of a rate on a slider."""
    return round(math.log10(rate) * TIMES)
