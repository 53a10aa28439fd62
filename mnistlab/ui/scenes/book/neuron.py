"""One neuron that learns to give 0: with the quadratic loss slowly where it is quite wrong, with cross-entropy not."""

from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from typing_extensions import override

from mnistlab.analysis.bench import EPOCHS, NEURON_RATES, neuron
from mnistlab.engine.frame import Frame
from mnistlab.numerals import fixed, rounded
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.plots.chart import Chart
from mnistlab.ui.scenes.base import Reading, muted
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, JumpSlider, in_column, in_row, named, push_button

COLOURS: Final = {"quadratic": "kept 1", "cross-entropy": "own"}
STARTS: Final = ((0.6, 0.9), (2.0, 2.0))  # of weight and bias, as in the book
TENTHS: Final = 10  # places of a slider in 1
BESIDE: Final = 230  # px


class NeuronScene(Reading):
    """What the neuron gives after each epoch, with either loss."""

    least_room = (440, 260)

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.chart = named(Chart(), "neuronChart")
        self.sliders: dict[str, JumpSlider] = {}
        self._values = {name: QLabel() for name in ("w", "b", "rate")}
        self._names = {name: QLabel(name) for name in self._values}
        grid = QGridLayout()
        for row, name in enumerate(self._values):
            slider = named(JumpSlider(Qt.Orientation.Horizontal), f"neuron{name}")
            slider.setRange(*((-50, 50) if name != "rate" else (1, 100)))
            slider.valueChanged.connect(self._draw)
            self.sliders[name] = slider
            for column, widget in enumerate((self._names[name], slider, self._values[name])):
                grid.addWidget(widget, row, column)
        self.starts = [push_button(f"neuronStart{n}", lambda _on=False, n=n: self._begin(n)) for n in range(2)]
        self._about = muted(wrap=True)
        beside = QWidget()
        in_column(grid, *self.starts, self._about, STRETCH, on=beside)
        beside.setFixedWidth(BESIDE)
        in_row((self.chart, 1), beside, spacing=2 * UNIT, on=self)
        self._begin(1)

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("One neuron learns"), self.tr(
            "One input, 1, and one right answer, 0. Begin where the neuron is quite wrong: which loss gets it going?"
        )

    def show_frame(self, frame: Frame) -> None:
        """Take note of the moment; the bench does not depend on it."""
        self.frame = frame

    @override
    def retranslate(self) -> None:
        names = {"w": self.tr("weight w"), "b": self.tr("bias b"), "rate": self.tr("rate, × the book’s")}
        for name, text in names.items():
            self._names[name].setText(text)
            self.sliders[name].setAccessibleName(text)
        self.chart.setAccessibleName(self.tr("Output of the neuron after each epoch"))
        self.chart.set_names(self.tr("epoch"), self.tr("output, where 0 is right"))
        for button, (weight, bias) in zip(self.starts, STARTS, strict=True):
            button.setText(self.tr("w {weight}, b {bias}").format(weight=weight, bias=bias))
            button.setToolTip(self.tr("Begin where the book begins"))
        self._about.setText(
            self.tr(
                "With the quadratic loss the step has the factor a(1 − a), which is nearly 0 where the neuron is sure. "
                "Cross-entropy cancels it: the more wrong, the larger the step. The book gives each loss a rate of its "
                "own: 0.15 and 0.005. (Nielsen, chapter 3)"
            )
        )
        self._draw()

    def _begin(self, number: int) -> None:
        weight, bias = STARTS[number]
        self.sliders["w"].setValue(round(weight * TENTHS))
        self.sliders["b"].setValue(round(bias * TENTHS))
        self.sliders["rate"].setValue(TENTHS)
        self._draw()

    def _draw(self) -> None:
        weight, bias, times = (self.sliders[name].value() / TENTHS for name in ("w", "b", "rate"))
        for name, value in (("w", weight), ("b", bias)):
            self._values[name].setText(fixed(value, 1))
        self._values["rate"].setText(rounded(times, 2))
        names = {"quadratic": self.tr("quadratic"), "cross-entropy": self.tr("cross-entropy")}
        self.chart.show_range(0.0, float(EPOCHS), 0.0, 1.0)
        for loss, rate in NEURON_RATES.items():
            found = neuron(loss, weight, bias, rate * times)
            self.chart.show_curve(loss, np.arange(EPOCHS + 1.0), found.outputs, COLOURS[loss], label=names[loss])
