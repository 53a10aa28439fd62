"""④ Repeat: the network with the weights it has by now, and how it reads your digit while it learns."""

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QCoreApplication, QTimer
from typing_extensions import override

from mnistlab.analysis.explain import contributions
from mnistlab.data.images import SIDE, Pixels, as_input
from mnistlab.engine.frame import BatchView, Frame
from mnistlab.language import join_sentences
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.numerals import percent
from mnistlab.training.sampling import batch_of
from mnistlab.ui.pictures.diverging import DivergingLegend
from mnistlab.ui.pictures.network_picture import NetworkPicture, Reading
from mnistlab.ui.scenes.base import Scene, at_speed, signed, units_on_page
from mnistlab.ui.scenes.scale import Scale
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import in_column, named

LEAST_LIMIT = 0.1  # that the full colours stand for: first weights are faint, so that they do not fade in a run
GUESSING = 0.2  # accuracy up to which ten classes might as well have been guessed
HALF_LEARNED = 0.7  # test accuracy below which even close ones are no success
SMALL_GAP = 0.01  # between training and test accuracy: less says little
GAP = 0.02  # more than that is worth a word
SURE = 0.9  # probability from which the built-in network's reading of an image is what it is called
LOOKED_AT = 100  # images of a mini-batch, to find one that is plainly written
FOLLOWING = 50  # ms from a stroke of the pen until the network is drawn


class RepeatScene(Scene):
    """The network, live: for the drawing, or, where there is none, for the image in focus.

    In a run at speed that image stays the one that was in focus at the start, although mini-batches come and go; so it
    does when the run is paused, until another is picked. Where none was there at the start, and the person has picked
    none, it is one that is plainly written.
    """

    section = "repeat"
    part = "loop"
    formulas: ClassVar = {"": "epoch"}

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._scale = Scale(floor=LEAST_LIMIT)
        self._held: tuple[Pixels, int] | None = None  # the image in focus, and its label
        self._of: int | None = None  # the run that was shown last
        self._named: tuple[Pixels | None, int | None] = None, None  # a drawing, and the digit that it shows
        self.weights = named(NetworkPicture(), "weightsView")
        self.legend = self.beside_heading = DivergingLegend()
        in_column((self.weights, 1), on=self)
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(FOLLOWING)
        self._following.timeout.connect(self._follow_drawing)
        self.tell(self.weights.pointed, self._weight_words)
        self.tell(self.weights.digit_pointed, self._digit_words)
        self.weights.picked.connect(selection.pick_unit)
        self.weights.clicked_at.connect(selection.pick_pixel)
        self.weights.opened.connect(selection.open_unit)
        self.weights.turned.connect(self._show_captions)
        selection.drawing_changed.connect(self._following.start)

    @property
    def limit(self) -> float:
        """What the full colours stand for."""
        return self._scale.limit

    @override
    def leave_out(self, presenting: bool) -> None:
        self.weights.leave_out(presenting)

    def show_frame(self, frame: Frame) -> None:
        """Show the weights, and how the image is read."""
        another, self.frame, self._of = self._of != frame.run_id, frame, frame.run_id
        batch = frame.batch
        if batch is None:
            self._held = None
        elif self._held is None or another or not self._holds(frame):
            place = self._plain(batch) if at_speed(frame) and not self.selection.image else self.focus
            self._held = batch.images[place], int(batch.labels[place])
        W1 = frame.network.params["W1"]
        self.legend.set_limit(self._scale.fit(W1, frame), beyond=self._scale.beyond)
        self.weights.show_network(W1, self.limit, self._read(frame))
        self.weights.select(self.unit if self.selection.unit_chosen else None, self.selection.marked)
        self._show_captions()

    def _holds(self, frame: Frame) -> bool:
        """Return whether the image stays what it is, although the mini-batch is another."""
        return at_speed(frame) or self.selection.watching

    def _plain(self, batch: BatchView) -> int:
        """Return the place of the first image that the network that came with the program reads right, and surely."""
        if self.selection.ready is None:
            return self.focus
        labels = batch.labels[:LOOKED_AT]
        y = self.selection.ready.probabilities(as_input(batch.images[:LOOKED_AT]))
        return int(np.argmax((y.argmax(axis=1) == labels) & (y.max(axis=1) > SURE)))

    def _read(self, frame: Frame) -> Reading | None:
        """Return how the network reads the drawing, or else the image in focus."""
        if self.selection.drawing is not None:
            return reading_of(frame.network, self.selection.drawing.reshape(-1), None)
        return None if self._held is None else reading_of(frame.network, *self._held)

    def _follow_drawing(self) -> None:
        if self.isVisible() and self.frame is not None:
            self.show_frame(self.frame)
            self.updated.emit()

    @override
    def retranslate(self) -> None:
        self.weights.setAccessibleName(self.tr("The network: the weights of each unit, and the outputs"))
        self.legend.setToolTip(self.tr("Weights. Orange: negative. Blue: positive. In a run the scale only widens."))
        self.weights.set_nothing(self.tr("Draw a digit at the right"))
        self._show_captions()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        frame = self.frame
        if frame is None:
            return self.tr("The network"), self.tr("Loading the images…")
        if frame.finished and len(frame.test_accuracy) and not frame.past:
            return self.tr("The run is complete"), validation_sentences(
                float(frame.train_accuracy[-1]),
                float(frame.test_accuracy[-1]),
                sealed=frame.settings.is_sealed,
            )
        return self._title(frame), self._sentence(frame)

    def _sentence(self, frame: Frame) -> str:
        if frame.plain_seconds:
            text = self.tr(
                "Each gradient moves {count} parameters to both sides. The plain loop would take about {seconds} s for "
                "each step: compare the speed above."
            )
            count = sum(value.size for value in frame.network.params.values())
            return text.format(count=f"{count:,}", seconds=f"{frame.plain_seconds:,.0f}")
        if frame.batch is None and frame.settings.weight_init_std == 0 and not frame.network.params["W1"].any():
            return self._sentence_of_zeros(frame)
        if frame.batch is None and not frame.untrained and frame.iteration == 0:
            return self.tr("These are the weights that were opened. Draw a digit for them to read, or press Run.")
        if frame.batch is None and frame.iteration == 0:
            return self.tr(
                "Its first weights are small and random, so it can only guess. Press Run, and watch them take shape."
            )
        if frame.network.has_hidden_layer:
            return self.tr(
                "Lines: blue adds to a score, orange takes away. W₂ learns which units speak for which digit."
            )
        return self.tr(
            "Softmax regression: each picture is the template of one digit. Ink on blue adds to its score, ink on "
            "orange takes away."
        )

    def _sentence_of_zeros(self, frame: Frame) -> str:
        if frame.network.has_hidden_layer:
            return self.tr(
                "All weights are zero, so all hidden units see the same and will learn the same. Run, and compare with "
                "random first weights."
            )
        return self.tr(
            "All weights are zero. Without a hidden layer that is as good a start as any, because each digit has a "
            "gradient of its own. Press Run."
        )

    def _title(self, frame: Frame) -> str:
        if self.selection.drawing is not None:
            digit = self._shown_digit(self.selection.drawing)
            if digit is None:
                return self.tr("How does it read your digit?")
            return self.tr("How does it read your {digit}?").format(digit=digit)
        if self._held is not None:
            return self.tr("How does it read this {digit}?").format(digit=self._held[1])
        return self.tr("The network before it has learned") if frame.untrained else self.tr("The network")

    def _shown_digit(self, drawing: Pixels) -> int | None:
        """Return what a drawing shows, as far as the built-in network is sure of it."""
        if self._named[0] is not drawing:
            y = None if self.selection.ready is None else self.selection.ready.probabilities(as_input(drawing.ravel()))
            self._named = drawing, None if y is None or y.max() < SURE else int(y.argmax())
        return self._named[1]

    def numbers(self) -> str:
        """Return the epoch as it follows from the iteration."""
        frame = self.frame
        if frame is None:
            return ""
        return (
            f"{frame.iteration:,} · {batch_of(frame.settings, frame.training_images):,} / {frame.training_images:,} "
            f"= {min(round(frame.epoch, 2), int(frame.epoch) + 0.99):,.2f}"
        )

    def _show_captions(self) -> None:
        if self.frame is None:
            return
        count, hidden = self.frame.units, self.frame.network.has_hidden_layer
        reading = self.weights.reading
        if reading is None:
            image = ""
        elif reading.label is None:
            image = self.tr("your digit")
        else:
            image = self.tr("label {label}").format(label=reading.label)
        if not hidden:
            whole = self.tr("W₁: a template for each digit, 0 to 9")
        else:
            whole = (
                self.tr("{count} hidden units: their weights") if count > 1 else self.tr("1 hidden unit: its weights")
            )
            whole = whole if reading is None else self.tr("{units}. Faint = off, full = on").format(units=whole)
        units = units_on_page(self.weights, count, whole.format(count=f"{count:,}"))
        self.weights.set_captions(image, units, self.tr("10 outputs"))

    def _weight_words(self, found: tuple[int, int]) -> tuple[str, str]:
        if self.frame is None:
            return "", ""
        unit, pixel = found
        row, column = divmod(pixel, SIDE)
        text = self.tr("W₁ {shape} at [{pixel}, {unit}], row {row}, column {column}: {value}")
        W1 = self.frame.network.params["W1"]
        value = signed(float(W1[pixel, unit]))
        return "", text.format(shape=W1.shape, pixel=pixel, unit=unit, row=row, column=column, value=value)

    def _digit_words(self, digit: int) -> tuple[str, str]:
        reading = self.weights.reading
        return ("", "") if reading is None else ("", score_sentence(reading, digit))


def reading_of(network: Network, image: Pixels, label: int | None, mask: Array | None = None) -> Reading:
    """Return what becomes of an image, uint8 (784,), in a network; `label` where it is known.

    With a `mask`, bool (H,), that is as in training: of the units of dropout those speak that it names.
    """
    x = as_input(image)
    with np.errstate(all="ignore"):  # the weights of a run that diverged
        forward = network.forward(x) if mask is None else network.forward_masked(x, mask)
        hidden = network.has_hidden_layer
        z = forward.z if hidden else forward.y
        return Reading(image, z, contributions(network, forward), forward.scores, forward.y, label, hidden)


def score_sentence(reading: Reading, digit: int) -> str:
    """Return what a digit's score is the sum of."""
    if not reading.has_hidden_layer:
        total, score = float(reading.parts[digit, digit]), float(reading.scores[digit])
        text = QCoreApplication.translate(
            "RepeatScene", "score of {digit}: image × its weights {sum}, bias {bias}: {score}"
        )
        return text.format(digit=digit, sum=signed(total), bias=signed(score - total), score=signed(score))
    parts = np.nan_to_num(reading.parts[:, digit])
    text = QCoreApplication.translate(
        "RepeatScene", "score of {digit}: {more} from units for it, {less} from units against it, bias {bias}: {score}"
    )
    above, below = float(parts[parts > 0].sum()), float(parts[parts < 0].sum())
    return text.format(
        digit=digit,
        more=signed(above),
        less=signed(below),
        bias=signed(float(reading.scores[digit]) - above - below),
        score=signed(float(reading.scores[digit])),
    )


def validation_sentences(train: float, test: float, *, sealed: bool = False) -> str:
    """Return what the accuracies, 0..1, on training and test images say; or, with the test set sealed, on others."""
    translate = QCoreApplication.translate
    if sealed:
        text = translate("RepeatScene", "Training images {train}, validation images {test}.")
    else:
        text = translate("RepeatScene", "Training images {train}, test images {test}.")
    if test < GUESSING:
        meaning = translate("RepeatScene", "That is about as good as guessing: nothing has been learned yet.")
    elif train - test > GAP:
        meaning = translate("RepeatScene", "The gap between them is what was learned by heart: it overfits.")
    elif train - test > SMALL_GAP:
        meaning = translate("RepeatScene", "A small gap: most of what it learned also holds for images it never saw.")
    elif test < HALF_LEARNED:
        meaning = translate("RepeatScene", "They are close, and both are low: it has not learned enough yet.")
    else:
        meaning = translate("RepeatScene", "They are close: what it learned also holds for images it never saw.")
    return join_sentences(text.format(train=percent(train), test=percent(test)), meaning)
