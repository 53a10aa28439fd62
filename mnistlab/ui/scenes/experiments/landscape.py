"""The landscape: the loss over two planes through the weights, and the way of the run across them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from mnistlab.analysis.landscape import CELLS, Landscape, explore_landscape, refined
from mnistlab.data import Dataset
from mnistlab.data.images import as_input
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import ReadPath, RunPath
from mnistlab.nn.functions import Array
from mnistlab.numerals import rounded, shown
from mnistlab.training import Line, RunSettings, declared
from mnistlab.training.other_way import other_way
from mnistlab.training.parts import USUAL_RATES
from mnistlab.training.sampling import part_of
from mnistlab.ui.plots.loss_map import LossBar, LossMap
from mnistlab.ui.plots.take_away import TakeAway, table_of
from mnistlab.ui.scenes.base import Experiment, at_speed, muted
from mnistlab.ui.scenes.task import Task
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import ThinBar, combo_box, in_column, in_row, keeping_room, named, push_button

IMAGES: Final = 1_000  # training images whose mean loss is the height
POINTS: Final = 60  # of the run's way
PLANES: Final = ("principal", "gradient")
COLUMNS: Final = {"principal": "main directions of the run", "gradient": "downhill and a random way"}
SOON: Final = 50  # iterations: a run at speed is worth a map after so many
MOVING: Final = 21  # numbers along a side of a map: enough beside a run at speed
STRIDE: Final = 0.01  # of half a side: from one point of the way to the next, in a run
LONGEST: Final = 300  # points of the way since the maps were made: a long one would take seconds to paint
HIGHEST: Final = 30.0  # of the least loss: where it is higher, the map is deepest


class LandscapeScene(Experiment):
    """Two maps with contours, drawn at once, coarse before fine; the run moves on them as it goes on."""

    part = "loss"
    formulas: ClassVar = {"": "plane"}

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._dataset: Dataset | None = None
        self._track: tuple[int, int] | None = None  # that the maps are of
        self._iteration = 0  # the last one of the way
        self._awaits_path = False
        self._to_come: set[str] = set()  # planes whose first map is being computed
        self.landscapes: dict[str, Landscape] = {}
        self._trail: dict[str, list[tuple[float, float]]] = {plane: [] for plane in PLANES}  # since the maps were made
        self.progress = keeping_room(ThinBar())
        self.maps = {plane: named(LossMap(), f"lossMap{plane.title()}") for plane in PLANES}
        self.captions = {plane: muted(align=Qt.AlignmentFlag.AlignHCenter) for plane in PLANES}
        self.bar = LossBar()
        self.tasks: dict[str, Task[Landscape]] = {
            plane: Task(self, partial(self._take, plane), self.progress.set_share, name=plane) for plane in PLANES
        }
        self.again = push_button("drawLandscape", self._start, small="true")
        self.other = combo_box("otherOptimizer")
        for name in (None, *USUAL_RATES):
            self.other.addItem("", name)
        self.other.currentIndexChanged.connect(self._choose_other)
        self.beside_heading = QWidget()
        in_row(self.other, self.again, on=self.beside_heading)
        self._path: RunPath = []  # of the run, that the other optimizer's is beside
        self.way: Task[list[dict[str, Array]]] = Task(self, self._take_way, self.progress.set_share, name="way")
        both = QWidget()
        grid = QGridLayout(both)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.bar, 0, 1)
        for column, plane in zip((0, 2), PLANES, strict=True):
            grid.addWidget(self.maps[plane], 0, column)
            grid.addWidget(self.captions[plane], 1, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(0, 1)
        in_column((both, 1), self.progress, spacing=4, on=self)
        for map_ in self.maps.values():
            self.tell(map_.pointed, self._words_at)
        self.take_away = TakeAway(self, "mnistlab-landscape", lambda: [both], self._table)

    def _table(self) -> Iterator[str] | None:
        """Return both maps and the ways on them as the lines of a CSV file, with distances of the weights."""
        if not self.landscapes:
            return None
        rows = (
            (COLUMNS[plane], shown_, right * landscape.plane.half, up * landscape.plane.half, loss)
            for plane, landscape in self.landscapes.items()
            for shown_, right, up, loss in self.maps[plane].places()
        )
        return table_of(("plane", "shown", "to the right", "upwards", "loss (nats)"), rows)

    @override
    def lines(self, frame: Frame) -> list[Line]:
        """Return the lines of NumPy beside the picture, with the numbers that it shows."""
        landscape = self.landscapes.get("principal")
        half = "1" if landscape is None else f"{landscape.plane.half:.2g}"
        return [
            Line("places", f"a = np.linspace(-{half}, {half}, {CELLS})", ""),
            Line("row", "for i in range(len(a)):", ""),
            Line("column", "    for j in range(len(a)):", ""),
            Line("move", "        W = W0 + a[j] * d1 + a[i] * d2", ""),
            Line("loss", "        height[i, j] = loss(W)", ""),
        ]

    def take_data(self, dataset: Dataset) -> None:
        """Keep the data set, of which some training images are read, and forget the run on the one before."""
        self._dataset, self.frame = dataset, None
        self._forget(None)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Let go what is under way, because a scene that is not shown must cost nothing."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._give_up()

    @property
    def running(self) -> bool:
        """Whether a map, or a finer one, is to come."""
        return self._awaits_path or self.way.running or any(task.running for task in self.tasks.values())

    def show_frame(self, frame: Frame) -> None:
        """Move on the maps; draw others of another run, and where the run has left them."""
        self.frame = frame
        if frame.track != self._track:
            self._forget(frame.track)
        self._catch_up(frame)
        self._show_way(frame)

    def _catch_up(self, frame: Frame) -> None:
        """Have maps drawn where there are none, and others where the run has left them; or make them finer."""
        soon = frame.iteration >= (SOON if at_speed(frame) else 1)
        if not soon or self._awaits_path or self._to_come or self._dataset is None:
            return
        if len(self.landscapes) < len(PLANES) or self._has_left(frame):
            self._start()
        else:
            for plane, landscape in self.landscapes.items():
                self._refine(plane, landscape)

    def _forget(self, track: tuple[int, int] | None) -> None:
        self._track = track
        self._give_up()
        self.landscapes.clear()
        self._show_maps()

    def _give_up(self) -> None:
        self._awaits_path = False
        self._to_come.clear()
        self.way.give_up()
        for task in self.tasks.values():
            task.give_up()

    def _has_left(self, frame: Frame) -> bool:
        """Return whether the run has gone on, and away from the first map."""
        landscape = self.landscapes.get("principal")
        if landscape is None or frame.iteration <= self._iteration:
            return False
        finite = all(np.isfinite(value).all() for value in frame.network.params.values())
        return finite and not landscape.plane.holds(frame.network.params)

    @override
    def retranslate(self) -> None:
        self.captions["principal"].setText(self.tr("the run’s two main directions"))
        self.captions["gradient"].setText(self.tr("right: downhill; up: a random way"))
        self.other.setAccessibleName(self.tr("Another optimizer, whose way is drawn beside"))
        self.other.setToolTip(
            self.tr("Another optimizer’s way from the same first weights, on the same mini-batches, at its usual η")
        )
        choices = declared(RunSettings)["optimizer"].choices or {}
        for place in range(self.other.count()):
            name = self.other.itemData(place)
            text = self.tr("this run alone") if name is None else self.tr("beside: {name}").format(name=choices[name])
            self.other.setItemText(place, text)
        self.again.setText(self.tr("Draw from here"))
        self.again.setToolTip(self.tr("Read the way of the run up to this moment, and compute both maps around it"))
        self.bar.setAccessibleName(self.tr("Which loss each colour stands for"))
        for map_ in self.maps.values():
            map_.setAccessibleName(self.tr("The loss over the plane, and the way of the run"))
        self.bar.setAccessibleName(self.tr("The colours of the loss"))
        self._show_maps()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("How does the loss look around here?"), self.tr(
            "The way of the run from its start (ring) to this moment (dot); each contour is one loss. All weights are "
            "one point in a space of very many directions; two of them span a map."
        )

    def numbers(self) -> str:
        """Return what the map is of."""
        landscape = self.landscapes.get("principal")
        if landscape is None:
            return ""
        if len(landscape.other) and self.other.currentData() is not None:
            name = self.other.currentData()
            text = self.tr("dashed, to the square: {name} with η = {rate}, as many iterations")
            choices = declared(RunSettings)["optimizer"].choices or {}
            return text.format(name=choices[name], rate=shown(USUAL_RATES[name]))
        text = self.tr("{images} training images; a square with sides of {side}")
        return text.format(images=f"{IMAGES:,}", side=rounded(2 * float(f"{landscape.plane.half:.2g}"), 3))

    def _choose_other(self) -> None:
        if self.frame is not None and self.frame.iteration and self._dataset is not None:
            self._give_up()
            self._start()

    def _start(self) -> None:
        if self._track is None:
            return
        self._awaits_path = True
        self.intended.emit(ReadPath(self._track, POINTS, self._take_path))
        self._show_maps()

    def _take_path(self, path: RunPath) -> None:
        """Compute both maps around the way of the run, if they have not been given up meanwhile."""
        if not self._awaits_path or self._dataset is None or self.frame is None:
            return
        self._awaits_path = False
        self._iteration = path[-1][0]
        self._trail = {plane: [] for plane in PLANES}
        self._path = path
        self._to_come = set(PLANES)
        optimizer = self.other.currentData()
        start, first = path[0]
        if optimizer is None or start or not self._iteration:
            self._explore(())
            return
        settings = self.frame.settings
        self.way.start(other_way(settings, self._dataset, first, optimizer, self._iteration, POINTS))

    def _take_way(self) -> None:
        """Draw the maps around both ways, once that of the other optimizer is known."""
        if self.way.result is not None:
            self._explore(self.way.result)
        elif self.way.failed:
            self._explore(())

    def _explore(self, other: Sequence[Mapping[str, Array]]) -> None:
        """Have both maps computed around the way of the run, and of another optimizer beside it."""
        if self._dataset is None or self.frame is None:
            return
        points = [params for _, params in self._path]
        learnt = part_of(self._dataset, self.frame.settings)
        images = as_input(learnt.train_images[:IMAGES]), learnt.train_labels[:IMAGES]
        for plane, task in self.tasks.items():
            principal = plane == "principal"
            task.start(explore_landscape(self.frame.network, points, *images, principal=principal, other=other))

    def _take(self, plane: str) -> None:
        """Show a map that has come, and have a finer one computed."""
        task = self.tasks[plane]
        if task.failed:
            self._to_come.discard(plane)
        landscape = task.result
        if landscape is None:
            return
        self._to_come.discard(plane)
        self.landscapes[plane] = landscape
        self._refine(plane, landscape)
        self._show_maps()
        self.updated.emit()

    def _refine(self, plane: str, landscape: Landscape) -> None:
        """Have a finer map computed, if there is one; beside a run at speed, not the finest."""
        frame, task = self.frame, self.tasks[plane]
        enough = landscape.finest or (frame is not None and at_speed(frame) and len(landscape.losses) >= MOVING)
        if not enough and not task.running:
            task.start(refined(landscape))

    def _show_maps(self) -> None:
        limits = _limits([landscape.losses for landscape in self.landscapes.values()])
        self.bar.show_limits(limits)
        for plane, map_ in self.maps.items():
            landscape = self.landscapes.get(plane)
            if landscape is not None and limits is not None:
                map_.show_losses(landscape.losses, limits)
            elif landscape is not None:
                map_.clear(self.tr("The loss is not a number here. Go back, or rewind."))
            elif self.running:
                map_.clear(self.tr("Reading the way of the run"))
            else:
                map_.clear(self.tr("Run, or do a step: the map is drawn around the way of the run."))
        if self.frame is not None:
            self._show_way(self.frame)

    def _show_way(self, frame: Frame) -> None:
        """Show the way up to where the maps were made, how it went on since, and the moment that is looked at."""
        self.again.setEnabled(frame.iteration > 0 and not self.running and self._dataset is not None)
        self.progress.setVisible(self.running)
        for plane, landscape in self.landscapes.items():
            here, trail = landscape.plane.place(frame.network.params), self._trail[plane]
            if not np.isfinite(here).all():
                continue
            path = landscape.path
            if frame.iteration > self._iteration and not frame.past:
                last = trail[-1] if trail else path[-1]
                if max(abs(here[0] - last[0]), abs(here[1] - last[1])) > STRIDE:
                    trail.append(here)
                    if len(trail) > LONGEST:
                        del trail[-2::-2]  # every other one, but not the last
                path = np.concatenate([path, np.reshape([*trail, here], (-1, 2))])
            elif trail:
                path = np.concatenate([path, trail])
            self.maps[plane].show_path(path, here)
            choices, name = declared(RunSettings)["optimizer"].choices or {}, self.other.currentData()
            names = () if name is None else (choices[frame.settings.optimizer], choices[name])
            self.maps[plane].show_other(landscape.other, *names)

    def _words_at(self, loss: float) -> tuple[str, str]:
        return "loss", self.tr("loss {loss} here").format(loss=f"{loss:.4g}")


def _limits(losses: list[Array]) -> tuple[float, float] | None:
    """Return the least and the highest loss that the colours tell apart; None where there are no numbers."""
    finite = np.concatenate([values[np.isfinite(values)] for values in losses] or [np.zeros(0)])
    if not finite.size:
        return None
    low = max(float(finite.min()), 1e-6)
    return low, max(min(float(finite.max()), HIGHEST * low), 1.01 * low)
