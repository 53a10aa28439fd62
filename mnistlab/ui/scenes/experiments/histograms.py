"""Histograms: how sums, activations, weights, gradients and steps are spread in each layer, live."""

from collections.abc import Iterator
from typing import ClassVar, Final

import numpy as np
from PySide6.QtWidgets import QGridLayout
from typing_extensions import override

from mnistlab.analysis.histograms import KINDS, LayerNumbers, layer_numbers
from mnistlab.data.images import as_input
from mnistlab.engine.frame import Frame
from mnistlab.language import join_names
from mnistlab.nn.functions import Array
from mnistlab.numerals import percent, rounded, scientific, shown
from mnistlab.training import Line
from mnistlab.ui.plots.histogram import Histogram
from mnistlab.ui.plots.take_away import TakeAway, table_of
from mnistlab.ui.scenes.base import Experiment, before_update, muted, update_in
from mnistlab.ui.scenes.phases.formulas import formula_for
from mnistlab.ui.scenes.scale import Scale
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import in_column, named

LAYERS: Final = 2
NAMES: Final = {  # in the table of numbers
    "sums": "sums a",
    "activations": "activations",
    "weights": "weights W",
    "gradients": "gradients (nats)",
    "ratios": "|step / weight|",
}
RATIOS: Final = -7.0, 1.0  # log10: of the axis
USUAL: Final = -3.0  # log10: about where step/weight lies in a run that learns well
SATURATED: Final = 0.05  # from an end of the sigmoid


class HistogramsScene(Experiment):
    """A row for each layer, a column for each kind of numbers."""

    shows_batch = True
    least_room = (480, 180)
    part = "a"
    formulas: ClassVar = {"": "hidden"}

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.histograms = {
            (layer, kind): named(Histogram(), f"histogram{kind.title()}{layer + 1}")
            for layer in range(LAYERS)
            for kind in KINDS
        }
        self._scales = {place: Scale() for place in self.histograms}
        self._found: list[dict[str, LayerNumbers]] = []
        self.headings = {kind: muted() for kind in KINDS}
        self.about = muted(wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for column, kind in enumerate(KINDS):
            grid.addWidget(self.headings[kind], 0, column)
            grid.setColumnStretch(column, 1)
            for layer in range(LAYERS):
                grid.addWidget(self.histograms[layer, kind], layer + 1, column)
        self._grid = grid
        in_column((grid, 1), self.about, spacing=4, on=self)
        self.take_away = TakeAway(self, "mnistlab-histograms", lambda: [self], self._table)

    def _table(self) -> Iterator[str] | None:
        """Return all bars as the lines of a CSV file; what lies beyond the axis is counted in the outermost bars."""
        rows = [
            (layer + 1, NAMES[kind], *(10.0**edge if kind == "ratios" else edge for edge in edges), count)
            for (layer, kind), histogram in self.histograms.items()
            if layer < len(self._found)
            for *edges, count in histogram.bars
        ]
        return table_of(("layer", "numbers", "from", "to", "count"), rows) if rows else None

    def lines(self, frame: Frame) -> list[Line]:
        """Return the lines of NumPy beside the picture."""
        activation = {"sigmoid": "sigmoid(a)", "relu": "np.maximum(a, 0)", "tanh": "np.tanh(a)"}
        activated = f"z = {activation[frame.settings.activation]}"
        return [
            Line("a", "a = x @ W1 + b1", ""),
            Line("z", activated if frame.network.has_hidden_layer else "y = softmax(a)", ""),
            Line("counts", "counts, edges = np.histogram(a, bins=40)", ""),
            Line("ratio", "ratio = np.abs(step) / np.abs(W1)", ""),
            Line("log", "log_ratio = np.log10(ratio[ratio > 0])", ""),
        ]

    @override
    def formula(self, part: str) -> str:
        if self.frame is None:
            return super().formula(part)
        name = super().formula(part) if self.frame.network.has_hidden_layer else "output"
        return formula_for(name, self.frame.settings)

    def show_frame(self, frame: Frame) -> None:
        """Count the numbers of the frame's moment."""
        self.frame = frame
        batch, network = frame.batch, before_update(frame)
        images = np.zeros((0, network.params["W1"].shape[0]), np.float32) if batch is None else as_input(batch.images)
        step = None if frame.gradient is None else update_in(frame, frame.gradient).step
        masks = None if batch is None else batch.masks
        self._found = found = layer_numbers(network, images, masks, frame.gradient, step)
        for layer in range(LAYERS):
            self._grid.setRowStretch(layer + 1, int(layer < len(found)))
        for (layer, kind), histogram in self.histograms.items():
            histogram.setVisible(layer < len(found))
            if layer < len(found):
                self._show(layer, kind, found[layer].get(kind), frame, last=layer == len(found) - 1)
        self._show_texts()

    def _show(self, layer: int, kind: str, spread: LayerNumbers | None, frame: Frame, *, last: bool) -> None:
        histogram = self.histograms[layer, kind]
        values = None if spread is None else spread.values
        if spread is None or values is None or not values.size:
            histogram.show_values(None, -1, 1)
            histogram.show_texts(f"{layer + 1}", self._when(kind, frame), "", "")
            return
        if kind == "ratios":
            low, high = RATIOS
            histogram.mark(USUAL, "10⁻³")
            number = scientific(float(10 ** np.median(values)), 2)
            ends = "10⁻⁷", "10"
        else:
            low, high = self._limits(layer, kind, values, frame, last=last)
            number = f"±{rounded(float(np.std(values)), 2)}"
            ends = f"−{shown(-low)}" if low < 0 else shown(low), shown(high)
            if kind == "activations" and not last:
                number = percent(_idle(values, frame.settings.activation))
        histogram.show_values(values, low, high)
        histogram.show_texts(f"{layer + 1}", number, *ends)

    def _when(self, kind: str, frame: Frame) -> str:
        """Return when numbers that are not known yet will be."""
        if kind in ("gradients", "ratios") and frame.gradient is None:
            return self.tr("after ②")
        return "–" if frame.batch is not None else self.tr("after ①")

    def _limits(self, layer: int, kind: str, values: Array, frame: Frame, *, last: bool) -> tuple[float, float]:
        """Return the ends of an axis: of activations those that they can have, else as far as nearly all go."""
        activation = frame.settings.activation
        if kind == "activations" and (last or activation == "sigmoid"):
            return 0.0, 1.0
        if kind == "activations" and activation == "tanh":
            return -1.0, 1.0
        limit = self._scales[layer, kind].fit(values, frame)
        return (0.0, limit) if kind == "activations" else (-limit, limit)

    @override
    def retranslate(self) -> None:
        names = {
            "sums": (self.tr("sums a"), self.tr("The sums of the units over the mini-batch; ±: standard deviation")),
            "activations": (
                self.tr("activations"),
                self.tr("z of hidden units, y of the outputs; the share of z that has hardly any slope"),
            ),
            "weights": (self.tr("weights W"), self.tr("All weights of the layer; ±: standard deviation")),
            "gradients": (
                self.tr("gradients"),
                self.tr("∂L/∂W without the weights of pixels that are never inked; ±: standard deviation"),
            ),
            "ratios": (
                self.tr("|step / weight|"),
                self.tr("How large each step is beside its weight, on a logarithmic axis; the number is the median"),
            ),
        }
        for kind, (text, tip) in names.items():
            self.headings[kind].setText(text)
            self.headings[kind].setToolTip(tip)
            for layer in range(LAYERS):
                self.histograms[layer, kind].setAccessibleName(
                    self.tr("{kind}, layer {layer}").format(kind=text, layer=layer + 1)
                )
                self.histograms[layer, kind].setToolTip(tip)
        if self.frame is not None:
            self.show_frame(self.frame)  # because the histograms have words of their own
        self._show_texts()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        title = self.tr("How are the numbers spread?")
        if self.frame is None or self.frame.batch is None:
            return title, self.tr("So far only the weights are known. Press ① and ②, or Run.")
        return title, self.tr(
            "All numbers of this moment, layer by layer. Sums far from 0 have no slope; steps of about a thousandth of "
            "a weight learn well."
        )

    def numbers(self) -> str:
        """Return how large a step is beside its weight."""
        known = [spread["ratios"].values for spread in self._found if "ratios" in spread]
        if not known or not all(values.size for values in known):
            return ""
        sizes = join_names(*(scientific(float(10 ** np.median(values)), 2) for values in known))
        return self.tr("a step is about {sizes} of its weight").format(sizes=sizes)

    def _show_texts(self) -> None:
        frame = self.frame
        if frame is None:
            return
        text = {
            "sigmoid": self.tr("Percent in layer 1: activations so near 0 or 1 that the sigmoid has hardly any slope."),
            "tanh": self.tr("Percent in layer 1: activations so near −1 or 1 that tanh has hardly any slope."),
            "relu": self.tr("Percent in layer 1: activations that are 0, where ReLU has no slope."),
        }[frame.settings.activation]
        if not frame.network.has_hidden_layer:
            text = self.tr("There is one layer: its activations are the probabilities y.")
        self.about.setText(text)


def _idle(values: Array, activation: str) -> float:
    """Return the share of activations, 0..1, at which there is hardly any slope."""
    if activation == "relu":
        return float(np.mean(values == 0))
    low = -1.0 if activation == "tanh" else 0.0
    margin = SATURATED * (1 - low)
    return float(np.mean((values < low + margin) | (values > 1 - margin)))
