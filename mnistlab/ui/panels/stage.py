"""The stage: what the phase of the moment does, told beside the network that it does it to."""

import math

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mnistlab.engine.frame import Frame
from mnistlab.training import Phase
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.theme import UNIT
from mnistlab.ui.widgets.diverging import DivergingLegend
from mnistlab.ui.widgets.steady import loosen, set_steady_text
from mnistlab.ui.widgets.thin_bar import ThinBar
from mnistlab.ui.widgets.unit_pictures import UnitPictures

# What the full colours may stand for. A default run ends with nearly all weights within ±0.3.
LIMITS = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
RUNNING_LIMIT = 0.3


class StagePanel(Panel):
    """Heading and words that follow the phase, the hidden units' weights, the loss before and after, the progress."""

    interval = 0.1  # pictures that change more often are a flicker

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title.setProperty("role", "heading")
        self.legend = DivergingLegend()
        self.header.addWidget(self.legend)
        self.words = QLabel()
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        self.words.setMinimumHeight(2 * 18)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.weights = UnitPictures()
        self.weights.setObjectName("weightsView")

        self.loss_label = _muted()
        self.loss = QLabel()
        self.loss.setObjectName("batchLoss")
        self.loss.setProperty("role", "number")
        self.loss_words = _muted()
        loss_row = QHBoxLayout()
        loss_row.setSpacing(UNIT)
        for label in (self.loss_label, self.loss, self.loss_words):
            loss_row.addWidget(label, 0, Qt.AlignmentFlag.AlignBaseline)
        loss_row.addStretch(1)

        self.epoch_bar, self.epoch_words, epoch = _progress()
        self.run_bar, self.run_words, run = _progress()
        self.epoch_bar.setObjectName("epochProgress")
        self.run_bar.setObjectName("runProgress")
        progress = QHBoxLayout()
        progress.setSpacing(3 * UNIT)
        progress.addLayout(epoch, 1)
        progress.addLayout(run, 1)

        self.body.addWidget(self.words)
        self.body.addWidget(self.weights, 1)
        self.body.addLayout(loss_row)
        self.body.addLayout(progress)
        self._frame: Frame | None = None
        self._limit = RUNNING_LIMIT
        self.retranslate()

    def show_frame(self, frame: Frame) -> None:
        """Show weights, loss and progress; change the words when the phase changes."""
        before, self._frame = self._frame, frame
        weights = frame.network.params["W1"]
        self._limit = self._choose_limit(frame, None if before is None or before.run_id != frame.run_id else before)
        self.legend.set_limit(self._limit)
        self.weights.show_values(weights, self._limit)
        if before is None or _scene(frame) != _scene(before):
            self._show_words()
        self._show_loss()
        self._show_progress(frame)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.weights.set_tip(self.tr("unit {unit}, pixel ({row}, {column}): {value}"))
        self.weights.setAccessibleName(self.tr("The weights of each hidden unit"))
        self.legend.setToolTip(self.tr("Orange: negative. White: zero. Blue: positive. The scale does not move."))
        self.loss_label.setText(self.tr("loss on this batch"))
        for label in (self.loss, self.epoch_words, self.run_words):
            loosen(label)
        self._show_words()
        self._show_loss()
        if self._frame is not None:
            self._show_progress(self._frame)

    def _choose_limit(self, frame: Frame, before: Frame | None) -> float:
        """Return what the full colours stand for: it fits the weights at rest, and is locked in a run.

        A run never begins on a scale made for the first random weights: it would outgrow it in a moment.
        """
        if frame.running and not frame.phase_by_phase:
            return max(self._limit, RUNNING_LIMIT) if before is not None else RUNNING_LIMIT
        if before is not None and before.iteration == frame.iteration and not before.running:
            return self._limit
        typical = float(np.quantile(np.abs(frame.network.params["W1"]), 0.99))
        return next((limit for limit in LIMITS if typical <= limit), LIMITS[-1])

    def _show_words(self) -> None:
        frame = self._frame
        if frame is None:
            title, words = self.tr("The network"), self.tr("Loading the images …")
        elif frame.finished and len(frame.test_accuracy):
            title = self.tr("The run is complete")
            words = self.tr(
                "The network reads {test} % of the test images right, and {train} % of the training images. "
                "Draw a digit, or raise the iterations to go on."
            ).format(test=f"{100 * frame.test_accuracy[-1]:.2f}", train=f"{100 * frame.train_accuracy[-1]:.2f}")
        elif frame.batch is None and frame.settings.weight_init_std == 0 and not frame.network.params["W1"].any():
            title = self.tr("The network before it has learned")
            words = self.tr(
                "All weights are zero, so all hidden units see the same and will learn the same. "
                "Run, and compare with random first weights."
            )
        elif frame.batch is None:
            title = self.tr("The network before it has learned")
            words = self.tr(
                "One picture for each hidden unit: how it weighs the pixels. They are random now. "
                "Press ① ② ③ in turn, or Run, and watch them take shape."
            )
        elif frame.running and not frame.phase_by_phase:
            title = self.tr("The weights, learning")
            words = self.tr(
                "Each iteration moves every weight a little against its gradient. Ink on blue switches a hidden unit "
                "on, ink on orange switches it off."
            )
        else:
            title, words = {
                Phase.COMPUTE_GRADIENT: (
                    self.tr("① A mini-batch is drawn"),
                    self.tr("A few images stand for all of them. Next, ②: in which direction does their loss rise?"),
                ),
                Phase.UPDATE: (
                    self.tr("② The gradient is known"),
                    self.tr(
                        "For every weight we know whether the loss of this batch would rise or fall if it grew a "
                        "little. Next, ③: move each one a little the other way."
                    ),
                ),
                Phase.SELECT_BATCH: (
                    self.tr("③ The weights have moved"),
                    self.tr(
                        "Every weight went a little against its gradient, and the same batch was scored again. "
                        "④ Repeat: press ① for the next batch."
                    ),
                ),
            }[frame.next_phase]
        self.title.setText(title)
        self.words.setText(words)

    def _show_loss(self) -> None:
        frame = self._frame
        tone = ""
        if frame is None or frame.batch_loss is None:
            number, words = "–", ""
        elif frame.batch_loss_after is None:
            number, words = f"{frame.batch_loss:.3f}", self.tr("after ③ it is scored again")
        else:
            before, after = frame.batch_loss, frame.batch_loss_after
            number = f"{before:.3f} → {after:.3f}"
            if after <= before:
                words = self.tr("the update made it smaller")
            else:
                words = self.tr("it rose: this step was too long")
                tone = "worse"
        if ("→" in number) != ("→" in self.loss.text()):
            loosen(self.loss)
        set_steady_text(self.loss, number)
        if words != self.loss_words.text():
            self.loss_words.setText(words)
        if self.loss.property("tone") != tone:
            self.loss.setProperty("tone", tone)
            self.loss.style().polish(self.loss)

    def _show_progress(self, frame: Frame) -> None:
        # At the end of an epoch it is full, not the next one empty.
        epoch = max(math.ceil(frame.epoch), 1)
        in_epoch = frame.epoch - (epoch - 1)
        self.epoch_bar.set_share(in_epoch)
        self.run_bar.set_share(min(1.0, frame.iteration / frame.settings.iterations))
        epoch_words = self.tr("epoch {number}: {done} of {all} mini-batches").format(
            number=f"{epoch:,}",
            done=f"{in_epoch * frame.iterations_per_epoch:,.0f}",
            all=f"{frame.iterations_per_epoch:,.5g}",
        )
        set_steady_text(self.epoch_words, epoch_words)
        run_words = self.tr("run: {done} of {all} iterations").format(
            done=f"{frame.iteration:,}", all=f"{frame.settings.iterations:,}"
        )
        set_steady_text(self.run_words, run_words)


def _scene(frame: Frame) -> tuple[object, ...]:
    evaluations = len(frame.test_accuracy) if frame.finished else None
    return frame.run_id, frame.next_phase, frame.running, frame.phase_by_phase, frame.batch is None, evaluations


def _progress() -> tuple[ThinBar, QLabel, QVBoxLayout]:
    bar = ThinBar()
    words = _muted()
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(bar)
    column.addWidget(words)
    return bar, words, column


def _muted() -> QLabel:
    label = QLabel()
    label.setProperty("role", "muted")
    return label
