"""One step at a time: the loss along the gradient, where this η lands, and that no other way is steeper."""

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from mnistlab.analysis.one_step import OneStep, explore_step
from mnistlab.data import Dataset
from mnistlab.data.images import as_input
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import ChangeSetting
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.plots.chart import Chart
from mnistlab.ui.scenes.base import Experiment, Task, at_speed, before_update, captioned, exact, moment, muted, rate_of
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named, push_button

TEST_IMAGES = 1_000  # the first ones: enough for a curve, and quick


class StepScene(Experiment):
    """The loss of the batch for every η, with a line to drag."""

    part = "move"
    formulas: ClassVar = {"": "along"}
    code: ClassVar = (
        ("loop", "for learning_rate in np.linspace(0, 5, 61):"),
        ("move", "    moved = {key: params[key] - learning_rate * gradient[key] for key in params}"),
        ("loss", "    losses.append(loss(moved, x, t))"),
    )

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._moment: tuple[object, ...] | None = None  # of what has been computed
        self.task: Task[OneStep] = Task(self, self._show_task)
        self._rate = 0.1  # where the line is
        self._test: tuple[Array, Array] | None = None
        self.chart = named(Chart(), "stepChart")
        self.caption = muted(wrap=True)
        self.landing = named(QLabel(), "landing")
        self.landing.setWordWrap(True)
        self.about = muted(wrap=True)
        self.use = push_button("useRate", lambda: self.intended.emit(ChangeSetting("learning_rate", self._rate)))
        self.use.setEnabled(False)
        for widget in (self.landing, self.use, self.about):
            widget.setFixedWidth(190)
        beside = in_column(self.landing, self.use, self.about, STRETCH)
        in_row((captioned(self.chart, self.caption), 1), beside, spacing=2 * UNIT, on=self)
        self.chart.dragged.connect(self._drag)

    def take_data(self, dataset: Dataset) -> None:
        """Keep some test images."""
        images = as_input(dataset.test_images[:TEST_IMAGES])
        self._test = images, dataset.test_labels[:TEST_IMAGES]

    def show_frame(self, frame: Frame) -> None:
        """Compute again if weights or batch are others and the gradient is known, and nothing runs at speed."""
        self.frame = frame
        now = (*moment(frame), frame.gradient is None, frame.mistake)
        if not at_speed(frame) and (now != self._moment or self.task.failed):
            self._moment = now
            self._compute(frame)
        elif self._curve is not None:
            if frame.settings.learning_rate == self._rate:
                self.use.setEnabled(False)  # it is in use
            elif not self.use.isEnabled():
                self._put_line(frame.settings.learning_rate)
        self._show_texts()

    @override
    def retranslate(self) -> None:
        self.chart.setAccessibleName(self.tr("The loss of the batch for every learning rate"))
        self.use.setToolTip(self.tr("Train on with the learning rate at the line"))
        self.caption.setText(self.tr("loss by η: this batch (thick), test images (dashed), random directions (grey)"))
        self._show_texts()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        title = self.tr("One step: what a learning rate does")
        if self.frame is not None and self.frame.mistake is not None:
            return title, self.tr(
                "The loss along what backpropagation makes of the gradient, for every length of the step. "
                "A mistake is switched on: other directions may be steeper, and on this one the loss may only rise."
            )
        return title, self.tr(
            "The loss of this batch along its gradient, for every length of the step. Drag the orange line. Too short "
            "is slow, too long climbs the other side. No other direction falls as steeply at its start."
        )

    def numbers(self) -> str:
        """Return where the line, the least loss and the start are."""
        result = self._curve
        if result is None:
            return ""
        back = f"{result.back:.3g}" if np.isfinite(result.back) else "∞"
        return self.tr(
            "η = {rate}: L = {loss}    least at η = {best}: {least}    back at the start at η = {back}"
        ).format(
            rate=f"{self._rate:.3g}",
            loss=f"{result.loss_at(self._rate):.4f}",
            best=f"{result.best:.3g}",
            least=f"{np.nanmin(result.losses):.4f}",
            back=back,
        )

    @property
    def _curve(self) -> OneStep | None:
        result = self.task.result
        return result if result is not None and np.isfinite(result.losses[0]) else None

    def _compute(self, frame: Frame) -> None:
        batch, gradient = frame.batch, frame.gradient
        if batch is None or gradient is None or self._test is None:
            self.task.give_up()
            return
        self._rate = rate_of(frame)
        network = before_update(frame)  # where the step has been made: from where it began
        self.task.start(explore_step(network, gradient, *exact(batch), *self._test, self._rate))

    def _show_task(self) -> None:
        result = self._curve
        if result is None:
            self.use.setEnabled(False)
            self.chart.clear_curves()
        else:
            start = result.losses[0]
            seen = np.concatenate([result.losses, result.test_losses])
            seen = seen[np.isfinite(seen) & (seen <= 1.2 * max(start, float(result.test_losses[0])))]
            self.chart.show_range(0, result.rates[-1], seen.min(), seen.max())
            for way, losses in enumerate(result.others):
                self.chart.show_curve(f"other{way}", result.rates, losses, "mark", width=1)
            self.chart.show_curve("test", result.rates, result.test_losses, "blue", width=1, dashed=True)
            self.chart.show_curve("batch", result.rates, result.losses, "blue")
            marks = np.array([rate for rate in (result.best, result.back) if np.isfinite(rate)])
            self.chart.show_points("marks", marks, np.interp(marks, result.rates, result.losses), "blue")
            self._put_line(self._rate)
        self._show_texts()
        self.updated.emit()

    def _drag(self, rate: float) -> None:
        self._put_line(float(f"{min(max(rate, 1e-6), 1e6):.3g}"))
        frame = self.frame
        self.use.setEnabled(frame is not None and f"{self._rate:.3g}" != f"{frame.settings.learning_rate:.3g}")
        self._show_texts()
        self.updated.emit()

    def _put_line(self, rate: float) -> None:
        self._rate = rate
        if self._curve is not None:
            self.chart.show_line(rate)
            self.chart.show_points("landing", np.array([rate]), np.array([self._curve.loss_at(rate)]), "orange")

    def _show_texts(self) -> None:
        result, frame = self._curve, self.frame
        self.use.setText(self.tr("Use η = {rate}").format(rate=f"{self._rate:.3g}"))
        landing = about = ""
        if result is not None:
            landing = landing_sentence(result, self._rate)
            about = self.tr(
                "The best step for this batch is not the best for all images: the dashed curve is that of {count} test "
                "images. That is why η is small, and the steps are many."
            ).format(count=f"{TEST_IMAGES:,}")
        elif self.task.result is not None:
            landing = self.tr("The loss is not a number here: no step can be shown. Go back, or rewind.")
        elif frame is not None and frame.running:
            about = self.tr("Pause the run to look at one step.")
        elif frame is None or frame.gradient is None:
            about = self.tr("Press ① and ② first: a step needs its gradient.")
        self.landing.setText(landing)
        self.about.setText(about)


def landing_sentence(result: OneStep, rate: float) -> str:
    """Return where a step with η = `rate` ends."""
    translate = QCoreApplication.translate
    start, loss = float(result.losses[0]), result.loss_at(rate)
    if not np.isfinite(loss):
        text = translate(
            "StepScene", "With η = {rate} the step leaves the picture: the loss is too large, or not a number."
        )
    elif loss > start and not result.best:
        text = translate("StepScene", "With η = {rate} the loss rises from {start} to {loss}: this way it only rises.")
    elif loss > start:
        text = translate(
            "StepScene", "With η = {rate} the loss rises from {start} to {loss}: the step went past the valley."
        )
    elif rate < result.best / 2:
        text = translate(
            "StepScene", "With η = {rate} the loss falls from {start} to {loss}. A longer step would fall farther."
        )
    else:
        text = translate("StepScene", "With η = {rate} the loss falls from {start} to {loss}.")
    return text.format(rate=f"{rate:.3g}", start=f"{start:.4f}", loss=f"{loss:.4f}")
