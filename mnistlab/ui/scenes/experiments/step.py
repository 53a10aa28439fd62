"""One step at a time: the loss along the gradient, where this η lands, and that no other way is steeper."""

from collections.abc import Sequence
from typing import ClassVar, Final

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from mnistlab.analysis.one_step import POINTS, OneStep, explore_step
from mnistlab.data import Dataset
from mnistlab.data.images import as_input
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import ChangeSetting
from mnistlab.numerals import percent, rounded, shown
from mnistlab.training import Line, RunSettings, declared
from mnistlab.training.sampling import part_of
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.plots.chart import Chart
from mnistlab.ui.scenes.base import (
    Experiment,
    as_trained,
    at_speed,
    before_update,
    exact,
    moment,
    muted,
    update_in,
    with_moment,
)
from mnistlab.ui.scenes.task import Task
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named, push_button

TEST_IMAGES: Final = 1_000  # the first ones: enough for a curve, and quick
BESIDE: Final = 200  # px
BESIDE_SHARE: Final = 0.22  # of the scene's width


class StepScene(Experiment):
    """The loss of the batch for every η, with a line to drag."""

    shows_batch = True
    part = "move"
    formulas: ClassVar = {"": "along"}

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._moment: tuple[object, ...] | None = None  # of what has been computed
        self.task: Task[OneStep] = Task(self, self._show_task, self._show_share)
        self._share = 0.0  # of what is being computed that is done
        self._iteration = 0  # of what has been computed
        self._rate = 0.1  # where the line is
        self._dataset: Dataset | None = None
        self.chart = named(Chart(), "stepChart")
        self.rate = named(QLabel(), "stepRate", role="title")
        self.change = named(QLabel(), "stepChange", role="number")
        self.landing = named(QLabel(), "landing")
        self.landing.setWordWrap(True)
        self.about = muted(wrap=True)
        self.use = push_button("useRate", lambda: self.intended.emit(ChangeSetting("learning_rate", self._rate)))
        self.use.hide()
        self.beside = QWidget()
        in_column(self.rate, self.change, self.landing, self.use, STRETCH, self.about, spacing=6, on=self.beside)
        in_row((self.chart, 1), self.beside, spacing=2 * UNIT, on=self)
        self.chart.dragged.connect(self._drag)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Give the words a column that is wide enough for the two numbers."""
        self.beside.setFixedWidth(max(px(BESIDE), round(BESIDE_SHARE * self.width())))
        self._fit_words()

    def _fit_words(self) -> None:
        """Leave out the words about all images where a part of them would be cut, as in a low window."""
        column, width = self.beside.layout(), self.beside.minimumWidth()
        if column is None:
            return
        wanted = column.heightForWidth(width)
        if self.about.isHidden():
            wanted += column.spacing() + self.about.heightForWidth(width)
        self.about.setHidden(wanted > self.height())

    def lines(self, frame: Frame) -> Sequence[Line]:
        """Return the lines of NumPy beside the picture, with the learning rates that it shows."""
        end = "5" if self._curve is None else rounded(self._curve.rates[-1], 3)
        return [
            Line("loop", f"for lr in np.linspace(0, {end}, {POINTS}):", ""),
            Line("move", f"    p = {{k: params[k] {'- lr * grads[k]' if _is_plain(frame) else '+ step(k, lr)'}", ""),
            Line("keys", "         for k in params}", ""),
            Line("loss", "    losses.append(loss(p, x, t))", ""),
        ]

    def take_data(self, dataset: Dataset) -> None:
        """Keep the data set, of which some test images are read."""
        self._dataset = dataset

    def show_frame(self, frame: Frame) -> None:
        """Compute again if weights or batch are others and the gradient is known, and nothing runs at speed."""
        self.frame = frame
        now = (*moment(frame), frame.gradient is None, frame.mistake)
        if not at_speed(frame) and (now != self._moment or self.task.failed):
            self._moment = now
            self._compute(frame)
        elif self._moment is not None and self._moment[0] != frame.track:
            self._moment = None
            self.task.give_up()  # because what it has found is of another run
        elif self._curve is not None:
            if frame.settings.learning_rate == self._rate:
                self.use.hide()  # it is in use
            elif self.use.isHidden():
                self._put_line(frame.settings.learning_rate)
        self._show_texts()

    @override
    def let_go(self) -> None:
        super().let_go()
        if self.task.running:  # it is begun anew where the scene is shown again
            self._moment = None
            self.task.give_up()

    @override
    def retranslate(self) -> None:
        self.chart.setAccessibleName(self.tr("The loss of the batch for every learning rate"))
        self.use.setToolTip(self.tr("Train on with the learning rate at the line"))
        self.chart.set_names("η", self.tr("loss"), "nats")
        self._show_task()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences; first, where the curve is of an earlier moment, of which."""
        title, words = self.tr("How far should one step go?"), self._sentences()
        if self.frame is None or self._curve is None:
            return title, words
        return with_moment(title, words, self.frame, self._iteration)

    def _sentences(self) -> str:
        if self.frame is not None and self.frame.mistake is not None:
            return self.tr(
                "The loss along what backpropagation makes of the gradient, for every length of the step. "
                "A mistake is switched on: other directions may be steeper, and on this one the loss may only rise."
            )
        if self.frame is not None and not _is_plain(self.frame):
            name = (declared(RunSettings)["optimizer"].choices or {})[self.frame.settings.optimizer]
            return self.tr(
                "Drag the line: too short a step is slow, too long a one climbs the other side. The curve is the loss "
                "of this batch along the step that {optimizer} makes with each η. At its start the gradient is steeper."
            ).format(optimizer=name)
        return self.tr(
            "Drag the line: too short a step is slow, too long a one climbs the other side. The curve is the loss of "
            "this batch along its gradient. No other direction falls as steeply at its start."
        )

    @override
    def formula(self, part: str) -> str:
        name = super().formula(part)
        return name if self.frame is None or _is_plain(self.frame) else f"{name}_way"

    def numbers(self) -> str:
        """Return where the loss is least, and where it is back at the start."""
        result = self._curve
        if result is None:
            return ""
        return self.tr("least {least} at η = {best}, back at the start at η = {back}").format(
            least=f"{np.nanmin(result.losses):.4f}",
            best=rounded(result.best, 3),
            back=rounded(result.back, 3) if np.isfinite(result.back) else "∞",
        )

    @property
    def _curve(self) -> OneStep | None:
        result = self.task.result
        return result if result is not None and np.isfinite(result.losses[0]) else None

    @override
    def missing(self) -> str:
        frame = self.frame
        if self._curve is not None:
            return ""
        if self.task.result is not None:
            return self.tr("The loss is not a number here: no step can be shown. Go back, or rewind.")
        if self.task.running:
            text = self.tr("Trying {count} lengths of the step: {share}")
            return text.format(count=POINTS, share=percent(self._share, 0))
        if frame is not None and frame.running:
            return self.tr("Pause the run to look at one step.")
        return self.tr("Press ① and ② first: a step needs its gradient.")

    def _compute(self, frame: Frame) -> None:
        batch, gradient = frame.batch, frame.gradient
        if batch is None or gradient is None or self._dataset is None:
            self.task.give_up()
            return
        self._rate, self._iteration = frame.optimizer.lr, frame.iteration
        network = as_trained(frame)  # where the step has been made: from where it began
        measured = part_of(self._dataset, frame.settings)
        test = as_input(measured.test_images[:TEST_IMAGES]), measured.test_labels[:TEST_IMAGES]
        way, reader = update_in(frame, gradient).way, before_update(frame)
        self.task.start(explore_step(network, way, *exact(batch), *test, self._rate, reader))

    def _show_task(self) -> None:
        result = self._curve
        if result is None:
            self.use.hide()
            self.chart.clear_curves()
        else:
            start = result.losses[0]
            seen = np.concatenate([result.losses, result.test_losses])
            seen = seen[np.isfinite(seen) & (seen <= 1.2 * max(start, float(result.test_losses[0])))]
            self.chart.show_range(0, result.rates[-1], seen.min(), seen.max())
            names = self.tr("random ways"), self._measured(), self.tr("this batch")
            for way, losses in enumerate(result.others):
                label = "" if way else names[0]
                self.chart.show_curve(f"other{way}", result.rates, losses, "raw", width=1, label=label)
            self.chart.show_curve(
                "test", result.rates, result.test_losses, "test", width=1.8, dashed=True, label=names[1]
            )
            self.chart.show_curve("batch", result.rates, result.losses, "own", width=2.4, label=names[2])
            marks = np.array([rate for rate in (0.0, result.best, result.back) if np.isfinite(rate)])
            self.chart.show_points("marks", marks, np.interp(marks, result.rates, result.losses), "own", hollow=True)
            self._put_line(self._rate)
        self._show_texts()
        self.updated.emit()

    def _show_share(self, share: float) -> None:
        self._share = share
        self.update()

    def _measured(self) -> str:
        """Return what the images are called that are not learnt from: with the test set sealed, others."""
        sealed = self.frame is not None and self.frame.settings.is_sealed
        return self.tr("validation images") if sealed else self.tr("test images")

    def _drag(self, rate: float) -> None:
        self._put_line(float(f"{min(max(rate, 1e-6), 1e6):.3g}"))
        frame = self.frame
        self.use.setVisible(frame is not None and self._rate != frame.settings.learning_rate)
        self._show_texts()
        self.updated.emit()

    def _put_line(self, rate: float) -> None:
        self._rate = rate
        if self._curve is not None:
            self.chart.show_line(rate, shown(rate))
            self.chart.show_points("landing", np.array([rate]), np.array([self._curve.loss_at(rate)]), "text")

    def _show_texts(self) -> None:
        result = self._curve
        self.use.setText(self.tr("Use η = {rate}").format(rate=shown(self._rate)))
        rate = change = landing = about = ""
        if result is not None:
            rate = f"η = {shown(self._rate)}"
            loss = result.loss_at(self._rate)
            if np.isfinite(loss):
                change = f"{result.losses[0]:.4f} → {loss:.4f}"
            landing = landing_sentence(result, self._rate)
            about = self.tr(
                "The best step for this batch is not the best for all images: see the dashed curve of {images}. That "
                "is why η is small, and the steps are many."
            ).format(images=self._measured())
        self.rate.setText(rate)
        self.change.setText(change)
        self.landing.setText(landing)
        self.about.setText(about)
        self._fit_words()
        self.update()


def _is_plain(frame: Frame) -> bool:
    """Return whether the step goes along the gradient and nothing else."""
    return frame.settings.optimizer == "sgd"


def landing_sentence(result: OneStep, rate: float) -> str:
    """Return where a step with η = `rate` ends."""
    translate = QCoreApplication.translate
    start, loss = float(result.losses[0]), result.loss_at(rate)
    if not np.isfinite(loss):
        return translate("StepScene", "The step leaves the picture: the loss is too large, or not a number.")
    if loss > start and not result.best:
        return translate("StepScene", "The loss rises: this way it only rises.")
    if loss > start:
        return translate("StepScene", "The loss rises: the step went past the valley.")
    if rate < result.best / 2:
        return translate("StepScene", "The loss falls. A longer step would fall farther.")
    return translate("StepScene", "The loss falls.")
