"""The landscape: the loss over a plane through the weights, and the way of the run across it."""

from collections.abc import Generator
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox
from typing_extensions import override

from mnistlab.analysis.landscape import CELLS, Landscape, explore_landscape
from mnistlab.data import Dataset
from mnistlab.data.images import as_input
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import ReadPath, RunPath
from mnistlab.language import join_sentences
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.plots.loss_map import Contours, LossMap, contours
from mnistlab.ui.scenes.base import Experiment, Task, muted
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, ThinBar, in_column, in_row, named, push_button

IMAGES = 1_000  # training images whose mean loss is the height
POINTS = 60  # of the run's way
PLANES = ("gradient", "principal")


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
        self.map = named(LossMap(), "lossMap")
        self.plane = named(QComboBox(), "landscapePlane")
        for kind in PLANES:
            self.plane.addItem("", kind)
        self.start = push_button("computeLandscape", self._start)
        self.progress = ThinBar()
        self.task: Task[tuple[Landscape, Contours]] = Task(self, self._show_task, self.progress.set_share)
        self.cancel = push_button("cancelLandscape", self.task.give_up)
        self.cancel.setEnabled(False)
        self.about = named(muted(wrap=True), "landscapeAbout")
        buttons = in_row(self.start, self.cancel)
        beside = in_column(self.plane, buttons, self.progress, self.about, STRETCH)
        in_row((self.map, 3), (beside, 2), spacing=2 * UNIT, on=self)

    def take_data(self, dataset: Dataset) -> None:
        """Keep some training images."""
        self._images = as_input(dataset.train_images[:IMAGES]), dataset.train_labels[:IMAGES]

    def show_frame(self, frame: Frame) -> None:
        """Forget the map of another run."""
        before, self.frame = self.frame, frame
        if before is None or frame.run_id != before.run_id:
            self.task.give_up()

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
        self.task.wait()
        self.intended.emit(ReadPath(POINTS, self._take_path))

    def _take_path(self, path: RunPath) -> None:
        """Compute the landscape around the way of the run, if it has not been given up meanwhile."""
        if self.task.running and self._images is not None and self.frame is not None:
            principal = self.plane.currentData() == "principal"
            points = [params for _, params in path]
            self.task.start(
                _with_contours(explore_landscape(self.frame.network, points, *self._images, principal=principal))
            )

    def _show_task(self) -> None:
        self.start.setEnabled(not self.task.running)
        self.cancel.setEnabled(self.task.running)
        if self.task.result is None:
            self.map.clear()
        else:
            landscape, lines = self.task.result
            self.map.show_losses(landscape.losses, lines, landscape.path)
        self._show_texts()

    def _show_texts(self) -> None:
        if self.task.result is not None:
            text = map_sentences(self.task.result[0])
        elif self.task.running:
            text = self.tr("Evaluating the loss at {count} points …").format(count=f"{CELLS * CELLS:,}")
        else:
            text = self.tr("Press Compute: it takes some seconds, and the run may go on meanwhile.")
        self.about.setText(text)


def _with_contours(work: Generator[float, None, Landscape]) -> Generator[float, None, tuple[Landscape, Contours]]:
    """Compute the contours beside the run too, because they take longer than a frame."""
    landscape = yield from work
    return landscape, contours(landscape.losses)


def map_sentences(landscape: Landscape) -> str:
    """Return what a map shows."""
    translate = QCoreApplication.translate
    text = translate(
        "LandscapeScene",
        "Mean loss of {images} training images at {count} points, on a square with sides of {side}. The bluer, "
        "the higher. The way is seen from above: where it leaves the plane, only its shadow is drawn.",
    ).format(images=f"{IMAGES:,}", count=f"{landscape.losses.size:,}", side=f"{landscape.side:.2g}")
    if np.isfinite(landscape.losses).all():
        return text
    return join_sentences(text, translate("LandscapeScene", "Where the loss is not a number, the map is darkest."))
