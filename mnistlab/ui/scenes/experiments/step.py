"""One step at a time: the loss along the gradient, where this η lands, and that no other way is steeper."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout
from typing_extensions import override

from mnistlab.analysis.landscape import length, loss_along, random_direction
from mnistlab.data import Dataset
from mnistlab.data.images import as_input
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import ChangeSetting
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.plots.chart import Chart
from mnistlab.ui.scenes.base import Experiment, before_update, captioned, moment, muted
from mnistlab.ui.selection import Selection

POINTS = 61
WAYS = 8  # random directions beside the gradient
TEST_IMAGES = 1_000  # the first ones: enough for a curve, and quick
FARTHEST = 2.0**14  # η beyond which nobody looks for where the loss is back
ROOM = 1.15  # beyond where it is back


@dataclass(frozen=True, slots=True)
class OneStep:
    """Losses along a step against the gradient.

    `rates` (n,) are the η, `losses` (n,) those of the batch, `test_losses` (n,) those of test images, `others`
    (WAYS, n) those along random directions of the same length. `best` and `back` are where the loss is least, and where
    it is back at its start (inf if it is not).
    """

    rates: Array
    losses: Array
    test_losses: Array
    others: Array
    best: float
    back: float


def explore_step(
    network: TwoLayerNet, gradient: dict[str, Array], x: Array, t: Array, x_test: Array, t_test: Array, rate: float
) -> Generator[float, None, OneStep]:
    """Evaluate the losses; yield the share done."""
    downhill = {key: -value for key, value in gradient.items()}
    doubled = rate / 8 * 2.0 ** np.arange(0, np.ceil(np.log2(max(8 * FARTHEST / rate, 64))))
    start = loss_along(network, downhill, [0.0], x, t)[0]
    coarse: list[float] = []
    for reach in doubled:
        coarse.append(float(loss_along(network, downhill, [reach], x, t)[0]))
        if not coarse[-1] <= start:  # or not a number
            break
        yield 0.1
    back = float("inf")
    if not coarse[-1] <= start:
        back = _crossing(network, downhill, x, t, start, doubled[len(coarse) - 1])
    span = min(back * ROOM, float(doubled[len(coarse) - 1]))
    rates = np.linspace(0, max(span, 1.3 * rate if rate < 4 * span else span), POINTS)
    yield 0.3
    losses = loss_along(network, downhill, rates, x, t)
    yield 0.4
    test: list[Array] = []
    for piece in np.array_split(rates, 10):
        test.append(loss_along(network, downhill, piece, x_test, t_test, np.float32))
        yield 0.6
    rng = np.random.default_rng(0)  # the same ways each time: they shall not dance
    others = []
    for _ in range(WAYS):
        others.append(loss_along(network, random_direction(network, length(gradient), rng), rates, x, t))
        yield 0.9
    finite = np.where(np.isfinite(losses), losses, np.inf)
    return OneStep(rates, losses, np.concatenate(test), np.array(others), float(rates[finite.argmin()]), back)


def _crossing(network: TwoLayerNet, downhill: dict[str, Array], x: Array, t: Array, start: float, high: float) -> float:
    """Return the η up to `high` at which the loss is back at its start, by halving."""
    low = high / 2
    for _ in range(12):
        middle = (low + high) / 2
        if loss_along(network, downhill, [middle], x, t)[0] <= start:
            low = middle
        else:
            high = middle
    return high


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
        self._moment: tuple[object, ...] | None = None
        self._result: OneStep | None = None
        self._no_number = False  # the loss is not one, and nothing can be shown
        self._rate = 0.1  # where the line is
        self._test: tuple[Array, Array] | None = None
        self.chart = Chart()
        self.chart.setObjectName("stepChart")
        self.caption = muted(wrap=True)
        self.landing = QLabel()
        self.landing.setObjectName("landing")
        self.landing.setWordWrap(True)
        self.about = muted(wrap=True)
        self.use = QPushButton()
        self.use.setObjectName("useRate")
        self.use.setEnabled(False)
        self.use.clicked.connect(lambda: self.intended.emit(ChangeSetting("learning_rate", self._rate)))
        beside = QVBoxLayout()
        beside.setSpacing(UNIT)
        for widget in (self.landing, self.use, self.about):
            beside.addWidget(widget)
            widget.setFixedWidth(190)
        beside.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * UNIT)
        row.addLayout(captioned(self.chart, self.caption), 1)
        row.addLayout(beside)
        self.chart.dragged.connect(self._drag)

    def take_data(self, dataset: Dataset) -> None:
        """Keep some test images."""
        images = as_input(dataset.test_images[:TEST_IMAGES])
        self._test = images, dataset.test_labels[:TEST_IMAGES]

    def show_frame(self, frame: Frame) -> None:
        """Compute anew if weights or batch are others and the gradient is known, and nothing runs at speed."""
        self.frame = frame
        at_speed = frame.running and not frame.phase_by_phase
        now = (*moment(frame), frame.gradient is None, frame.mistake)
        if now != self._moment and not at_speed:
            self._moment, self._result, self._no_number = now, None, False
            self.use.setEnabled(False)
            self.chart.clear_curves()
            if frame.gradient is None:
                self.give_up()
            else:
                self._compute(frame)
        elif self._result is not None:
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
        return self.tr("One step: what a learning rate does"), self.tr(
            "The loss of this batch along its gradient, for every length of the step. Drag the orange line. Too short "
            "is slow, too long climbs the other side. No other direction falls as steeply at its start."
        )

    def numbers(self) -> str:
        """Return where the line, the least loss and the start are."""
        result = self._result
        if result is None:
            return ""
        back = f"{result.back:.3g}" if np.isfinite(result.back) else "∞"
        return self.tr(
            "η = {rate}: L = {loss}    least at η = {best}: {least}    back at the start at η = {back}"
        ).format(
            rate=f"{self._rate:.3g}",
            loss=f"{self._loss_at(self._rate):.4f}",
            best=f"{result.best:.3g}",
            least=f"{np.nanmin(result.losses):.4f}",
            back=back,
        )

    def _compute(self, frame: Frame) -> None:
        batch, gradient = frame.batch, frame.gradient
        if batch is None or gradient is None or self._test is None:
            return
        network = before_update(frame)  # where the step has been made: from where it began
        rate = frame.settings.learning_rate if frame.learning_rate_used is None else frame.learning_rate_used
        self._rate = rate
        work = explore_step(network, gradient, as_input(batch.images, np.float64), batch.labels, *self._test, rate)
        self.compute(work, self._take_result)

    def _take_result(self, result: OneStep) -> None:
        self._no_number = not np.isfinite(result.losses[0])
        if self._no_number:
            self._show_texts()
            return
        self._result = result
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
        self._put_line(min(max(rate, 1e-6), 1e6))
        frame = self.frame
        self.use.setEnabled(frame is not None and f"{self._rate:.3g}" != f"{frame.settings.learning_rate:.3g}")
        self._rate = float(f"{self._rate:.3g}")
        self._show_texts()
        self.updated.emit()

    def _put_line(self, rate: float) -> None:
        self._rate = rate
        self.chart.show_line(rate)
        self.chart.show_points("landing", np.array([rate]), np.array([self._loss_at(rate)]), "orange")

    def _loss_at(self, rate: float) -> float:
        assert self._result is not None
        return float(np.interp(rate, self._result.rates, self._result.losses, right=np.nan))

    def _show_texts(self) -> None:
        result, frame = self._result, self.frame
        self.use.setText(self.tr("Use η = {rate}").format(rate=f"{self._rate:.3g}"))
        if result is None:
            self.landing.setText("")
            if self._no_number:
                self.about.setText("")
                self.landing.setText(
                    self.tr("The loss is not a number here: no step can be shown. Go back, or rewind.")
                )
                return
            running = frame is not None and frame.running
            self.about.setText(
                self.tr("Pause the run to look at one step.")
                if running
                else self.tr("Press ① and ② first: a step needs its gradient.")
            )
            return
        start, loss = float(result.losses[0]), self._loss_at(self._rate)
        if not np.isfinite(loss):
            text = self.tr("With η = {rate} the step leaves the picture: the loss is too large, or not a number.")
        elif loss > start:
            text = self.tr("With η = {rate} the loss rises from {start} to {loss}: the step went past the valley.")
        elif self._rate < result.best / 2:
            text = self.tr("With η = {rate} the loss falls from {start} to {loss}. A longer step would fall farther.")
        else:
            text = self.tr("With η = {rate} the loss falls from {start} to {loss}.")
        self.landing.setText(text.format(rate=f"{self._rate:.3g}", start=f"{start:.4f}", loss=f"{loss:.4f}"))
        self.about.setText(
            self.tr(
                "The best step for this batch is not the best for all images: the dashed curve is that of {count} test "
                "images. That is why η is small, and the steps are many."
            ).format(count=f"{TEST_IMAGES:,}")
        )
