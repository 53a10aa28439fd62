"""One hidden unit: its weights, the digits it is on for and speaks for, the images that turn it on and off."""

import time

import numpy as np
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from mnistlab.analysis.one_unit import OneUnit, explore_unit
from mnistlab.data import Dataset
from mnistlab.data.images import SIDE
from mnistlab.engine.frame import Frame
from mnistlab.nn.functions import Array
from mnistlab.numerals import percent
from mnistlab.training.sampling import part_of
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.pictures.digit_bars import DigitBars
from mnistlab.ui.pictures.diverging import DivergingLegend
from mnistlab.ui.pictures.pixel_map import PixelMap
from mnistlab.ui.pictures.read_images import ReadImages
from mnistlab.ui.scenes.base import Reading, at_speed, images_seen, muted, signed
from mnistlab.ui.scenes.scale import Scale
from mnistlab.ui.scenes.task import Task
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.icon_button import IconButton
from mnistlab.ui.widgets.kit import STRETCH, TextLine, in_column, in_row, named, push_button
from mnistlab.ui.widgets.painted import tied

IMAGES = 10  # that turn it on most, and as many that turn it off
AGAIN = 1.0  # s: in a run at speed, the images are looked for again after so long
LEGEND = 60  # px: length of its strip, so that it is no wider than the weights in the smallest window
WEIGHTS = 0.4, 0.48  # of the scene's width and height that the weights take, at the most


class UnitScene(Reading):
    """What a hidden unit looks for, and what it says when it has found it. The weights are those of one's own network.

    The test images are looked through beside the run; where those are sealed, the validation images.
    """

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._dataset: Dataset | None = None
        self._looked_at: tuple[object, ...] = ()  # the weights of what has been computed
        self._looked_when = 0.0
        self._scale, self._vote_scale = Scale(floor=0.05), Scale(floor=0.1)
        self.task: Task[OneUnit] = Task(self, self._show_images, self._show_share)
        self._share = 0.0  # of the images that have been read
        self.found: OneUnit | None = None  # that is shown, until there is another
        self._measured: Dataset | None = None  # whose test images it is of
        self._seen: tuple[int, int] = (0, 0)  # which images are seen
        self.weights = named(PixelMap(), "unitWeights")
        self.legend = DivergingLegend(strip=LEGEND)
        self.weight_link = push_button("openWeight", self._open_weight, role="link")
        self.weight_link.setCursor(Qt.CursorShape.PointingHandCursor)
        self.on_title, self.votes_title = named(QLabel(), role="title"), named(QLabel(), role="title")
        self.on_bars = named(DigitBars(signed=False), "unitOnFor")
        self.votes = named(DigitBars(signed=True), "unitVotes")
        self.about_on, self.about_votes = muted(wrap=True), muted(wrap=True)
        self.most_title, self.least_title = named(QLabel(), role="title"), named(QLabel(), role="title")
        self.most, self.least = named(ReadImages(), "unitOn"), named(ReadImages(), "unitOff")
        self.exact = named(TextLine(), "unitReadout")
        self.beside_heading = QWidget()
        self.before, self.after = (
            named(IconButton(icon), name, small="true")
            for icon, name in (("back", "unitBefore"), ("forward", "unitAfter"))
        )
        self.before.clicked.connect(lambda: self._go(-1))
        self.after.clicked.connect(lambda: self._go(1))
        in_row(self.before, self.after, on=self.beside_heading)
        self._lay_out()
        self.setMinimumSize(440, 380)
        self.weights.picked.connect(selection.pick_pixel)
        self.tell(self.weights.pointed, self._weight_words)
        self.tell(self.on_bars.pointed, self._on_words)
        self.tell(self.votes.pointed, self._vote_words)
        self.tell(self.most.pointed, lambda place: self._image_words(place, on=True))
        self.tell(self.least.pointed, lambda place: self._image_words(place, on=False))
        self.readout.connect(self.exact.setText)

    def _lay_out(self) -> None:
        left = in_column(self.weights, self.legend, in_row(self.weight_link, STRETCH), STRETCH, spacing=4)
        columns = [
            in_column(title, bars, about, STRETCH, spacing=4)
            for title, bars, about in (
                (self.on_title, self.on_bars, self.about_on),
                (self.votes_title, self.votes, self.about_votes),
            )
        ]
        above = in_row(left, (columns[0], 1), (columns[1], 1), spacing=3 * UNIT)
        most, least = (self.most_title, self.most), (self.least_title, self.least)
        in_column(above, STRETCH, *most, STRETCH, *least, STRETCH, self.exact, spacing=4, on=self)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Give the weights whole screen pixels for each of their own, and the images one row each."""
        room = min(WEIGHTS[0] * self.width(), WEIGHTS[1] * self.height())
        side = max(4, int(room) // SIDE) * SIDE + 2
        self.weights.setFixedSize(side, side)
        for bars in (self.on_bars, self.votes):
            bars.setFixedHeight(side - px(24))
        left = (self.height() - side - px(124)) // 2
        for images in (self.most, self.least):
            images.setFixedHeight(max(px(44), min(left, self.width() // IMAGES + px(20))))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.minimumSize()  # because the parts have fixed sizes that follow from the scene's

    def take_data(self, dataset: Dataset) -> None:
        """Keep the images, and no others."""
        self._dataset, self._looked_at = dataset, ()
        self._measured = self.found = None

    def show_frame(self, frame: Frame) -> None:
        """Show the unit, and look for its images again where its weights are others."""
        self.frame = frame
        unit, params = self.unit, frame.network.params
        weights, hidden = params["W1"][:, unit], frame.network.has_hidden_layer
        limit = self._scale.fit(params["W1"], frame)
        self.legend.set_limit(limit, beyond=bool((np.abs(weights) > limit).any()))
        self.weights.show_values(weights, limit)
        self.weights.mark(self.selection.marked)
        for widget in (self.votes_title, self.votes):
            widget.setVisible(hidden)
        if hidden:
            self.votes.show_values(params["W2"][unit], self._vote_scale.fit(params["W2"], frame))
        self._look(frame)
        self._show_texts()

    def _look(self, frame: Frame) -> None:
        """Compute again if the unit or its weights are others; in a run at speed, now and then."""
        now = frame.track, frame.iteration, frame.next_phase, self.unit
        if self._dataset is None or (now == self._looked_at and not self.task.failed):
            return
        another = not self._looked_at or (now[0], now[-1]) != (self._looked_at[0], self._looked_at[-1])
        if at_speed(frame) and not another and time.monotonic() - self._looked_when < AGAIN:
            return
        self._looked_at, self._looked_when = now, time.monotonic()
        if another or self._seen != images_seen(frame):
            self.found = None
        measured = self._measured = part_of(self._dataset, frame.settings)
        self._seen = images_seen(frame)
        images, labels = measured.test_images, measured.test_labels
        self.task.start(explore_unit(frame.network, self.unit, images, labels, count=IMAGES))

    def _show_images(self) -> None:
        if self.task.result is not None:
            self.found = self.task.result
        self._show_texts()

    def _show_share(self, share: float) -> None:
        self._share = share
        if self.found is None:
            self._say_share()

    def _say_share(self) -> None:
        """Say, where there is nothing of the images to show yet, how many of them have been read."""
        text = self.tr("Reading the images: {share}").format(share=percent(self._share, 0))
        self.about_on.setText(text if self.task.running else "")

    @override
    def retranslate(self) -> None:
        self.weights.setAccessibleName(self.tr("The weights of the unit: click one to look at it"))
        self.weight_link.setToolTip(self.tr("The loss as this weight alone moves"))
        self.on_title.setText(self.tr("How far it is on"))
        self.on_bars.setAccessibleName(self.tr("How far the unit is on for each digit, on average"))
        self.votes_title.setText(self.tr("What it then says"))
        self.votes.setAccessibleName(self.tr("The weight of the unit to each digit, W₂"))
        self.most.setAccessibleName(self.tr("The images that turn the unit on most"))
        self.least.setAccessibleName(self.tr("The images that turn the unit off most"))
        for button, tip in ((self.before, self.tr("The unit before")), (self.after, self.tr("The unit after"))):
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self._show_texts()

    @property
    def _is_sealed(self) -> bool:
        return self.frame is not None and self.frame.settings.is_sealed

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        if self.frame is not None and not self.frame.network.has_hidden_layer:
            title = self.tr("What does the {digit} look for?").format(digit=self.unit)
        else:
            title = self.tr("What does unit {unit} look for?").format(unit=self.unit)
        return title, self.tr("Its weights: ink on blue turns it on, ink on orange turns it off.")

    def _show_texts(self) -> None:
        frame, found = self.frame, self.found
        if frame is None:
            return
        unit, pixel = self.unit, self.selection.pixel
        row, column = divmod(pixel, SIDE)
        value = signed(float(frame.network.params["W1"][pixel, unit]))
        text = self.tr("row {row}, column {column}: {value} ›")
        self.weight_link.setText(text.format(row=row, column=column, value=value))
        self.before.setEnabled(unit > 0)
        self.after.setEnabled(unit < frame.units - 1)
        if frame.network.has_hidden_layer:
            self.about_votes.setText(tied(votes_sentence(frame.network.params["W2"][unit])))
        else:
            text = self.tr(
                "There is no hidden layer: this is the output of the {digit} itself, and its picture is the template "
                "that it lays over each image. Its sum is the score of the {digit}, and how far it is on is the "
                "probability that softmax makes of it."
            )
            self.about_votes.setText(text.format(digit=unit))
        measured, nothing = self._measured, np.zeros(0, int)
        if found is None or measured is None:
            self.on_bars.show_values(np.zeros(0))
            self._say_share()
            on, off = nothing, nothing
        else:
            self.on_bars.show_values(found.by_class, max(1.0, float(np.nan_to_num(found.by_class).max())))
            self.about_on.setText(tied(on_sentence(found.by_class)))
            on, off = found.on, found.off
        if self._is_sealed:
            self.most_title.setText(self.tr("The validation images that turn it on most"))
        else:
            self.most_title.setText(self.tr("The test images that turn it on most"))
        self.least_title.setText(self.tr("Those that turn it off most"))
        if measured is not None:
            for view, chosen in ((self.most, on), (self.least, off)):
                labels = measured.test_labels[chosen]
                view.show_images(measured.test_images[chosen], labels, labels)

    def _go(self, step: int) -> None:
        self.selection.pick_unit(self.unit + step)

    def _open_weight(self) -> None:
        self.selection.pick_unit(self.unit)
        self.selection.pick_pixel(self.selection.pixel)
        self.turns_to.emit("Weight")

    def _weight_words(self, pixel: int) -> tuple[str, str]:
        if self.frame is None:
            return "", ""
        row, column = divmod(pixel, SIDE)
        value = signed(float(self.frame.network.params["W1"][pixel, self.unit]))
        return "", self.tr("weight of row {row}, column {column}: {value}").format(row=row, column=column, value=value)

    def _on_words(self, digit: int) -> tuple[str, str]:
        if self.found is None:
            return "", ""
        text = self.tr("for images of a {digit} that are new to it, its activation z is {z} on average")
        return "", text.format(digit=digit, z=f"{self.found.by_class[digit]:.3f}")

    def _vote_words(self, digit: int) -> tuple[str, str]:
        if self.frame is None:
            return "", ""
        value = signed(float(self.frame.network.params["W2"][self.unit, digit]))
        return "", self.tr("fully on, it adds {value} to the score of {digit}").format(digit=digit, value=value)

    def _image_words(self, place: int, *, on: bool) -> tuple[str, str]:
        found, measured = self.found, self._measured
        if found is None or measured is None:
            return "", ""
        image = int((found.on if on else found.off)[place])
        if self._is_sealed:
            text = self.tr("validation image {number}, label {label}: sum {sum}, z {z}")
        else:
            text = self.tr("test image {number}, label {label}: sum {sum}, z {z}")
        return "", text.format(
            number=f"{image:,}",
            label=measured.test_labels[image],
            sum=signed(float(found.sums[image])),
            z=f"{found.activations[image]:.3f}",
        )


def votes_sentence(row: Array) -> str:
    """Return which digit a unit speaks for most, and which it speaks against, by its weights (K,) to them."""
    if not np.isfinite(row).all():
        return ""
    most, least = int(row.argmax()), int(row.argmin())
    translate = QCoreApplication.translate
    if row[least] >= 0:
        return translate("UnitScene", "It speaks for all digits, most for {most}.").format(most=most)
    if row[most] <= 0:
        return translate("UnitScene", "It speaks against all digits, most against {least}.").format(least=least)
    text = translate("UnitScene", "It speaks most for {most}, and most against {least}.")
    return text.format(most=most, least=least)


def on_sentence(by_class: Array) -> str:
    """Return for which digits a unit is on most, and least, by its mean activations (K,)."""
    known = np.flatnonzero(np.isfinite(by_class))
    if len(known) < 2:
        return ""
    most, least = known[by_class[known].argmax()], known[by_class[known].argmin()]
    text = QCoreApplication.translate("UnitScene", "On average it is on most for {most}, and least for {least}.")
    return text.format(most=most, least=least)
