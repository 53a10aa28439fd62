"""④ Repeat: the weights taking shape, where the run is in its epoch, and how well it reads by now."""

import math
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from mnistlab.data.images import SIDE
from mnistlab.engine.frame import Frame
from mnistlab.language import join_sentences
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.pictures.diverging import DivergingLegend
from mnistlab.ui.pictures.unit_grid import UnitGrid
from mnistlab.ui.scenes.base import Scene, at_speed, muted, signed, units_on_page
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import Gap, ThinBar, in_column, in_row, named, release_size, set_steady_text

# What the full colours may stand for. A default run ends with nearly all weights within ±0.3.
LIMITS = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
RUNNING_LIMIT = 0.3
GUESSING = 0.2  # accuracy up to which ten classes might as well have been guessed
GAP = 0.02  # between training and test accuracy: more than that is worth a word


class RepeatScene(Scene):
    """The hidden units' weights, live; beside them what an epoch is, why in mini-batches, and the validation."""

    section = "repeat"
    part = "loop"
    formulas: ClassVar = {"": "epoch"}

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.limit = RUNNING_LIMIT
        self.weights = named(UnitGrid(), "weightsView")
        self.caption = muted()
        self.legend = DivergingLegend()
        self.epoch_bar, self.run_bar = named(ThinBar(), "epochProgress"), named(ThinBar(), "runProgress")
        self.epoch_words, self.run_words = muted(), muted()
        self.headings = [named(QLabel(), role="title") for _ in range(2)]
        self.texts = [muted(wrap=True) for _ in range(2)]
        below = in_row((self.caption, 1), self.legend, spacing=-1)
        left = in_column((self.weights, 1), below, spacing=4)
        right = in_column(self.epoch_bar, self.epoch_words, Gap(), self.run_bar, self.run_words, spacing=4)
        right.setContentsMargins(0, 4, 0, 0)
        for heading, text in zip(self.headings, self.texts, strict=True):
            right.addWidget(Gap(4))
            right.addWidget(heading)
            right.addWidget(text)
            text.setFixedWidth(216)
        right.addStretch(1)
        in_row((left, 1), right, spacing=2 * UNIT, on=self)
        self.tell(self.weights.pointed, self._weight_words)
        self.weights.picked.connect(selection.pick_unit)
        self.weights.clicked_at.connect(selection.pick_pixel)
        self.weights.turned.connect(self._show_caption)

    def show_frame(self, frame: Frame) -> None:
        """Show weights and progress."""
        before, self.frame = self.frame, frame
        self.limit = self._choose_limit(frame, None if before is None or before.run_id != frame.run_id else before)
        self.legend.set_limit(self.limit)
        self.weights.show_values(frame.network.params["W1"], self.limit)
        if before is None or _texts_of(before) != _texts_of(frame):
            self._show_texts()
        self._show_progress(frame)

    @override
    def retranslate(self) -> None:
        self.weights.setAccessibleName(self.tr("The weights of each hidden unit"))
        self.legend.setToolTip(self.tr("Orange: negative. White: zero. Blue: positive. The scale does not move."))
        for label in (self.epoch_words, self.run_words):
            release_size(label)
        self._show_texts()
        if self.frame is not None:
            self._show_progress(self.frame)

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        frame = self.frame
        if frame is None:
            return self.tr("The network"), self.tr("Loading the images …")
        if frame.finished and len(frame.test_accuracy) and not frame.past:
            return self.tr("The run is complete"), self.tr(
                "The network reads {test} % of the test images right, and {train} % of the training images. "
                "Draw a digit, or raise the iterations to go on."
            ).format(test=f"{100 * frame.test_accuracy[-1]:.2f}", train=f"{100 * frame.train_accuracy[-1]:.2f}")
        if frame.batch is None and frame.settings.weight_init_std == 0 and not frame.network.params["W1"].any():
            return self.tr("The network before it has learned"), self.tr(
                "All weights are zero, so all hidden units see the same and will learn the same. "
                "Run, and compare with random first weights."
            )
        if frame.batch is None and not frame.untrained and frame.iteration == 0:
            return self.tr("The network with the weights that were opened"), self.tr(
                "One picture for each hidden unit: how it weighs the pixels. Draw a digit for it to read, or go on "
                "training: press ① ② ③ in turn, or Run."
            )
        if frame.batch is None:
            return self.tr("The network before it has learned"), self.tr(
                "One picture for each hidden unit: how it weighs the pixels. They are random now. "
                "Press ① ② ③ in turn, or Run, and watch them take shape."
            )
        return self.tr("④ Repeat: the weights, learning"), self.tr(
            "Each iteration moves every weight a little against its gradient. Ink on blue switches a hidden unit "
            "on, ink on orange switches it off."
        )

    def numbers(self) -> str:
        """Return the epoch as it follows from the iteration."""
        frame = self.frame
        if frame is None:
            return ""
        return (
            f"{frame.iteration:,} · {frame.settings.batch_size:,} / {frame.training_images:,} "
            f"= {min(round(frame.epoch, 2), int(frame.epoch) + 0.99):,.2f}"
        )

    def _choose_limit(self, frame: Frame, before: Frame | None) -> float:
        """Return what the full colours stand for: it fits the weights at rest, and is locked in a run.

        A run never begins on a scale made for the first random weights: it would outgrow it in a moment.
        """
        if at_speed(frame):
            return max(self.limit, RUNNING_LIMIT) if before is not None else RUNNING_LIMIT
        if before is not None and before.iteration == frame.iteration and not before.running:
            return self.limit
        typical = float(np.quantile(np.abs(frame.network.params["W1"]), 0.99))
        return next((limit for limit in LIMITS if typical <= limit), LIMITS[-1])

    def _show_texts(self) -> None:
        frame = self.frame
        if frame is not None and frame.plain_seconds:
            self.headings[0].setText(self.tr("By numbers"))
            count = sum(value.size for value in frame.network.params.values())
            text = self.tr(
                "Each gradient moves {count} parameters to both sides. The curve is that of backpropagation; the plain "
                "loop would take about {seconds} s for each step. Compare the speed above."
            )
            self.texts[0].setText(text.format(count=f"{count:,}", seconds=f"{frame.plain_seconds:,.0f}"))
        else:
            self.headings[0].setText(self.tr("Why in mini-batches?"))
            self.texts[0].setText(
                self.tr(
                    "All images at once: one slow step. A single one: a step in a wild direction. A few give nearly "
                    "the direction of all."
                )
            )
        self.headings[1].setText(self.tr("Validation, after each epoch"))
        self._show_caption()
        if frame is None:
            return
        evaluations = int(np.searchsorted(frame.evaluated_at, frame.iteration, "right"))
        if not evaluations:
            self.texts[1].setText(
                self.tr("Once all images could have been seen, the network reads all of them, and others it never saw.")
            )
            return
        last = evaluations - 1
        self.texts[1].setText(validation_sentences(float(frame.train_accuracy[last]), float(frame.test_accuracy[last])))

    def _show_caption(self) -> None:
        if self.frame is not None:
            count = self.frame.settings.hidden_size
            whole = self.tr("weights of the {count} hidden units").format(count=count)
            self.caption.setText(units_on_page(self.weights, count, whole))

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
        run_words = self.tr("run: {done} of {all}").format(
            done=f"{frame.iteration:,}", all=f"{frame.settings.iterations:,}"
        )
        if frame.speed:
            speed = f"{frame.speed:,.0f}" if frame.speed >= 10 else f"{frame.speed:.1f}"
            run_words += " · " + self.tr("{speed}/s").format(speed=speed)
        set_steady_text(self.run_words, run_words)

    def _weight_words(self, found: tuple[int, int]) -> tuple[str, str]:
        if self.frame is None:
            return "", ""
        unit, pixel = found
        row, column = divmod(pixel, SIDE)
        text = self.tr("W₁ {shape} at [{pixel}, {unit}], row {row}, column {column}: {value}")
        W1 = self.frame.network.params["W1"]
        value = signed(float(W1[pixel, unit]))
        return "", text.format(shape=W1.shape, pixel=pixel, unit=unit, row=row, column=column, value=value)


def validation_sentences(train: float, test: float) -> str:
    """Return what the accuracies, 0..1, on training and test images say."""
    translate = QCoreApplication.translate
    text = translate("RepeatScene", "Training images {train} %, test images {test} %.")
    if test < GUESSING:
        meaning = translate("RepeatScene", "That is about as good as guessing: nothing has been learned yet.")
    elif train - test > GAP:
        meaning = translate("RepeatScene", "The gap between them is what was learned by heart: it overfits.")
    else:
        meaning = translate("RepeatScene", "They are close: what it learned also holds for images it never saw.")
    return join_sentences(text.format(train=f"{100 * train:.1f}", test=f"{100 * test:.1f}"), meaning)


def _texts_of(frame: Frame) -> tuple[object, ...]:
    return (
        frame.run_id,
        frame.branch_id,
        len(frame.test_accuracy),
        frame.past,
        frame.plain_seconds,
        frame.iteration == 0,
    )
