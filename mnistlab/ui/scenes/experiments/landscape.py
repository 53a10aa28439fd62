"""The landscape: the loss over a plane through the weights, and the way of the run across it."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout
from typing_extensions import override

from mnistlab.analysis.landscape import at_right_angles, length, plane, principal_directions, random_direction, scaled
from mnistlab.data import Dataset
from mnistlab.data.images import as_input
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import ReadPath
from mnistlab.language import join_sentences
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.plots.loss_map import Contour, LossMap
from mnistlab.ui.scenes.base import Experiment, RunPath, muted
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.thin_bar import ThinBar

CELLS = 41  # a side
IMAGES = 1_000  # training images whose mean loss is the height
POINTS = 60  # of the run's way
SMALLEST = 1.0  # length of half a side, where the run has hardly moved
LEVELS = 12
PLANES = ("gradient", "principal")


@dataclass(frozen=True, slots=True)
class Landscape:
    """Losses (CELLS, CELLS), their contours, and the path (p, 2) in cells; `side` is the length of a side."""

    losses: Array
    contours: list[Contour]
    path: Array
    side: float


def explore_landscape(
    path: RunPath, gradient: Mapping[str, Array] | None, x: Array, t: Array, kind: str
) -> Generator[float, None, Landscape]:
    """Evaluate the loss over a plane through the last point of the path; yield the share done."""
    here = path[-1][1]
    network = TwoLayerNet.of(here)
    points = [params for _, params in path]
    if kind == "principal":
        first, second, places = principal_directions(points)
        if not length(second):  # the way is straight, or only begun
            second = scaled(at_right_angles(random_direction(network, 1, np.random.default_rng(0)), first), 1)
    else:
        downhill = gradient if gradient is not None else network.gradient(x, t)
        first = scaled({key: -value for key, value in downhill.items()}, 1)
        second = scaled(at_right_angles(random_direction(network, 1, np.random.default_rng(0)), first), 1)
        places = np.array([[_along(point, here, way) for way in (first, second)] for point in points])
    low, high = places.min(axis=0), places.max(axis=0)
    middle = (low + high) / 2
    half = max(SMALLEST, 0.65 * float((high - low).max()))
    distances = np.linspace(-half, half, CELLS)
    rows: list[Array] = []
    for row in plane(network, first, second, middle[0] + distances, middle[1] + distances, x, t, np.float32):
        rows.append(row)
        yield len(rows) / (CELLS + 1)
    losses = np.array(rows)
    cells = (places - middle + half) / (2 * half) * (CELLS - 1)
    return Landscape(losses, _contours(losses), cells, 2 * half)


def _along(point: Mapping[str, Array], here: Mapping[str, Array], way: Mapping[str, Array]) -> float:
    return sum(float(np.vdot(way[key], point[key].astype(np.float64) - here[key])) for key in way)


def _contours(losses: Array) -> list[Contour]:
    """Return lines of equal loss, evenly spaced in its logarithm."""
    heights = np.log(np.maximum(np.nan_to_num(losses, nan=1e6, posinf=1e6), 1e-6))
    levels = np.linspace(heights.min(), heights.max(), LEVELS + 2)[1:-1]
    contours = []
    for level in levels:
        lines = pg.functions.isocurve(heights.T, level, connected=True)
        # pyqtgraph counts from the corner of a cell, and a cell's number stands for its middle.
        contours.append([[(float(x) - 0.5, float(y) - 0.5) for x, y in line] for line in lines])
    return contours


class LandscapeScene(Experiment):
    """A map with contours, computed on request."""

    part = "loss"
    formulas: ClassVar = {"": "plane"}
    code: ClassVar = (
        ("loop", "for a in np.linspace(-1, 1, 41):"),
        ("inner", "    for b in np.linspace(-1, 1, 41):"),
        ("loss", "        height[a, b] = loss(W + a * d1 + b * d2)"),
    )

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._images: tuple[Array, Array] | None = None
        self._result: Landscape | None = None
        self._run_id: int | None = None
        self.map = LossMap()
        self.map.setObjectName("lossMap")
        self.plane = QComboBox()
        self.plane.setObjectName("landscapePlane")
        for kind in PLANES:
            self.plane.addItem("", kind)
        self.start = QPushButton()
        self.start.setObjectName("computeLandscape")
        self.start.clicked.connect(self._start)
        self.cancel = QPushButton()
        self.cancel.setObjectName("cancelLandscape")
        self.cancel.setEnabled(False)
        self.cancel.clicked.connect(self._cancel)
        self.progress = ThinBar()
        self.about = muted(wrap=True)
        self.about.setObjectName("landscapeAbout")
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(self.start)
        buttons.addWidget(self.cancel)
        beside = QVBoxLayout()
        beside.setSpacing(UNIT)
        beside.addWidget(self.plane)
        beside.addLayout(buttons)
        beside.addWidget(self.progress)
        beside.addWidget(self.about)
        beside.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * UNIT)
        row.addWidget(self.map, 3)
        row.addLayout(beside, 2)

    def take_data(self, dataset: Dataset) -> None:
        """Keep some training images."""
        self._images = as_input(dataset.train_images[:IMAGES]), dataset.train_labels[:IMAGES]

    def take_path(self, path: RunPath) -> None:
        """Compute the landscape around the way of the run, if it is this that has been asked for."""
        if not self.cancel.isEnabled() or self._images is None:
            return
        gradient = None if self.frame is None else self.frame.gradient
        work = explore_landscape(path, gradient, *self._images, self.plane.currentData())
        self.compute(work, self._take_result, self.progress.set_share)

    def show_frame(self, frame: Frame) -> None:
        """Forget the map of another run."""
        self.frame = frame
        if frame.run_id != self._run_id:
            self._run_id = frame.run_id
            self._cancel()
            self._result = None
            self.map.clear()
            self._show_texts()

    @override
    def retranslate(self) -> None:
        self.plane.setItemText(0, self.tr("−gradient and a random direction"))
        self.plane.setItemText(1, self.tr("the run’s two principal directions"))
        self.plane.setAccessibleName(self.tr("The plane"))
        self.start.setText(self.tr("Compute"))
        self.start.setToolTip(self.tr("Compute the loss all over the plane"))
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Give up the map"))
        self.map.setAccessibleName(self.tr("The loss over the plane, and the way of the run"))
        self._show_texts()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("The loss landscape, and the run’s way"), self.tr(
            "The weights are one point in a space of very many directions; two of them span this map. Each contour is "
            "one loss. The orange way is that of the run, from its start to the large dot."
        )

    def _start(self) -> None:
        self.start.setEnabled(False)
        self.cancel.setEnabled(True)
        self._result = None
        self.map.clear()
        self._show_texts()
        self.intended.emit(ReadPath(POINTS))

    def _cancel(self) -> None:
        self.give_up()
        self._end()

    def _end(self) -> None:
        self.start.setEnabled(True)
        self.cancel.setEnabled(False)
        self.progress.set_share(0)

    def _take_result(self, result: Landscape) -> None:
        self._end()
        self._result = result
        self.map.show_losses(result.losses, result.contours, result.path)
        self._show_texts()

    def _show_texts(self) -> None:
        result = self._result
        if result is None:
            text = (
                self.tr("Evaluating the loss at {count} points …").format(count=f"{CELLS * CELLS:,}")
                if self.cancel.isEnabled()
                else self.tr("Press Compute: it takes some seconds, and the run may go on meanwhile.")
            )
        else:
            text = self.tr(
                "Mean loss of {images} training images at {count} points, on a square with sides of {side}. The bluer, "
                "the higher. The way is seen from above: where it leaves the plane, only its shadow is drawn."
            ).format(images=f"{IMAGES:,}", count=f"{CELLS * CELLS:,}", side=f"{result.side:.2g}")
            if not np.isfinite(result.losses).all():
                text = join_sentences(text, self.tr("Where the loss is not a number, the map is darkest."))
        self.about.setText(text)
