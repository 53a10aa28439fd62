"""Distortions: one digit as many hands might have written it, and how many of them are read right."""

from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QSlider
from typing_extensions import override

from mnistlab.analysis.readings import Variants, vary
from mnistlab.data.distortion import Distortion
from mnistlab.data.images import SIDE
from mnistlab.engine.frame import Frame
from mnistlab.numerals import percent
from mnistlab.training.recipe import BEST
from mnistlab.ui.look.theme import UNIT, dots, px
from mnistlab.ui.pictures.read_images import ReadImages
from mnistlab.ui.pictures.seen_image import SeenImage
from mnistlab.ui.scenes.base import muted
from mnistlab.ui.scenes.readings.subject import Subject, SubjectScene
from mnistlab.ui.scenes.task import Task
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import (
    STRETCH,
    Gap,
    JumpSlider,
    TextLine,
    in_column,
    in_row,
    named,
    push_button,
    release_size,
    set_steady_text,
)

VARIANTS = 42  # seven by six fill the room on a small laptop
AS_IN_TRAINING = BEST.distortion
NONE = Distortion(smoothness=AS_IN_TRAINING.smoothness)
PICTURE_SHARE = 0.335  # of the scene's width
BELOW_PICTURE = 264  # px of the scene's height between the picture and the last words
SMALLEST_PICTURE = 4  # screen pixels for each of its own
NARROWEST = 28 * UNIT  # px: the column of the sliders


class Amount(NamedTuple):
    """An amount of a distortion: its name, the range and the step of its slider, and how it is written."""

    name: str
    lowest: float
    highest: float
    step: float
    text: str
    scale: float = 1.0  # from the amount to the number that is written


AMOUNTS = (
    Amount("turn", 0, 45, 1, "± {value:.0f}°"),
    Amount("slant", 0, 1, 0.05, "± {value:.2f}"),
    Amount("stretch", 0, 0.5, 0.01, "± {value:.0f} %", 100),
    Amount("move", 0, 6, 0.5, "± {value:.1f} px"),
    Amount("pen", 0, 1, 0.05, "{value:.2f} px"),
    Amount("bend", 0, 4, 0.1, "{value:.1f} px"),
    Amount("smoothness", 2, 10, 0.5, "{value:.1f} px"),
)


class DistortScene(SubjectScene):
    """A slider for each amount, the digit as it is, and a grid of variants with what the network reads them as."""

    least_room = (460, 370)

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.throw = 0  # seed of the random numbers
        self.task: Task[Variants] = Task(self, self._show_task)
        self._outdated = False  # other variants are wanted than those that are being computed
        self.variants: Variants | None = None  # those shown …
        self._varied: Subject | None = None  # … and of what they are, or those that are being computed
        self._pointed: int | None = None
        self.nothing.setObjectName("distortNothing")
        self.picture = named(SeenImage(), "distortPicture")
        self.caption = named(TextLine(), "distortCaption")
        self.sliders = {amount.name: _slider(amount) for amount in AMOUNTS}
        self.names = {amount.name: QLabel() for amount in AMOUNTS}
        self.values = {amount.name: _value_label() for amount in AMOUNTS}
        self.as_in_training = push_button(
            "distortAsInTraining", lambda: self.set_distortion(AS_IN_TRAINING), small="true"
        )
        self.none = push_button("distortNone", lambda: self.set_distortion(NONE), small="true")
        self.again = push_button("distortAgain", self._again, small="true")
        self.count = named(QLabel(), "distortCount", role="number")
        self.about = named(TextLine(), "distortAbout")
        self.hint = muted(wrap=True)
        self.grid = named(ReadImages(), "distortVariants")
        self._lay_out()
        self.set_distortion(AS_IN_TRAINING)
        for slider in self.sliders.values():
            slider.valueChanged.connect(self._take_amounts)
        self.grid.pointed.connect(self._point)

    def _lay_out(self) -> None:
        amounts = QGridLayout()
        amounts.setHorizontalSpacing(UNIT)
        amounts.setVerticalSpacing(UNIT)
        amounts.setColumnStretch(1, 1)
        for line, name in enumerate(self.sliders):
            amounts.addWidget(self.names[name], line, 0)
            amounts.addWidget(self.sliders[name], line, 1)
            amounts.addWidget(self.values[name], line, 2)
        presets = in_row(self.as_in_training, self.none, STRETCH)
        above = in_column(self.picture, self.caption, Gap(4), amounts, Gap(4), presets, Gap(4), spacing=4)
        left = in_column(above, self.hint, STRETCH, spacing=4)
        head = in_row(self.count, STRETCH, self.again)
        right = in_column(head, self.about, (self.grid, 1), spacing=4)
        in_row(left, (right, 1), spacing=2 * UNIT, on=self.page)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Give the large picture whole screen pixels for each of its own."""
        width = max(round(PICTURE_SHARE * self.width()), px(NARROWEST))
        room = min(width, self.height() - px(BELOW_PICTURE) - self.hint.heightForWidth(width)) - 2
        side = max(room // SIDE, dots(SMALLEST_PICTURE)) * SIDE + 2
        self.picture.setFixedSize(side, side)
        for text in (self.caption, self.hint):  # which say how wide the sliders are: where they can, as the picture
            text.setFixedWidth(max(side, px(NARROWEST)))

    @property
    def distortion(self) -> Distortion:
        """What the sliders ask for."""
        amounts = {amount.name: amount.lowest + amount.step * self.sliders[amount.name].value() for amount in AMOUNTS}
        return Distortion(**amounts)

    def set_distortion(self, distortion: Distortion) -> None:
        """Move all sliders to these amounts."""
        for amount in AMOUNTS:
            with QSignalBlocker(self.sliders[amount.name]):
                value = (getattr(distortion, amount.name) - amount.lowest) / amount.step
                self.sliders[amount.name].setValue(round(value))
        self._take_amounts()

    @override
    def show_subject(self, subject: Subject, frame: Frame) -> None:
        """Show the digit, and have its variants computed."""
        self._show_picture()
        self._vary(subject)

    def _vary(self, subject: Subject) -> None:
        """Compute variants; while others are being computed, do so next, so that quick changes still show pictures."""
        self._outdated = self.task.running
        if not self._outdated:
            self._varied = subject
            self.task.start(vary(subject.network, subject.image, self.distortion, VARIANTS, self.throw))

    def _show_task(self) -> None:
        if self.task.running or self.subject is None:
            return
        if self.task.result is not None and self._varied is not None:
            self.variants = self.task.result
            expected = self._varied.expected
            self.grid.show_images(self.variants.images, self.variants.readings.digits, expected)
            text = self.tr("{right} of {count} read as {digit}").format(
                right=VARIANTS - int(self.grid.wrong.sum()), count=VARIANTS, digit=expected
            )
            set_steady_text(self.count, text)
            self.about.setText(self._varied.name)
            self._show_picture()
        if self._outdated:
            self._vary(self.subject)

    @override
    def retranslate(self) -> None:
        for name, text, tip in (
            ("turn", self.tr("Turn"), self.tr("Turned by up to so many degrees, to either side")),
            (
                "slant",
                self.tr("Slant"),
                self.tr("Slanted like handwriting: moved sideways by up to so many pixels for each pixel of height"),
            ),
            (
                "stretch",
                self.tr("Stretch"),
                self.tr("Width and height, each by itself, larger or smaller by up to so much"),
            ),
            ("move", self.tr("Move"), self.tr("Moved by up to so many pixels, sideways and up or down")),
            (
                "pen",
                self.tr("Pen"),
                self.tr("Strokes thicker at each edge by up to so much of a pixel, or thinner by up to half of it"),
            ),
            (
                "bend",
                self.tr("Bend"),
                self.tr("Each point moved at random, by about so many pixels: the elastic distortion"),
            ),
            (
                "smoothness",
                self.tr("Smoothness"),
                self.tr("Points so close move together: a small number crumples the digit, a large one bends it"),
            ),
        ):
            self.names[name].setText(text)
            self.sliders[name].setAccessibleName(text)
            for widget in (self.names[name], self.sliders[name]):
                widget.setToolTip(self.tr("{what} (arrow keys move the slider)").format(what=tip))
        self.as_in_training.setText(self.tr("As in training"))
        self.as_in_training.setToolTip(self.tr("The amounts that the built-in network was trained with"))
        self.none.setText(self.tr("None"))
        self.none.setToolTip(self.tr("Leave the digit as it is"))
        self.again.setText(self.tr("Shuffle"))
        self.again.setToolTip(self.tr("Throw the dice again: other variants with the same amounts"))
        self.hint.setText(
            self.tr(
                "With a cross: read as another digit. Ink that leaves the field is cut off. Point at a variant to see "
                "it large."
            )
        )
        self.grid.setAccessibleName(self.tr("Variants of the digit, each with what it is read as"))
        self.picture.setAccessibleName(self.tr("The digit, or the variant below the mouse"))
        release_size(self.count)
        super().retranslate()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("How much bending does it take?"), self.tr(
            "Nobody writes a digit twice alike: which of these shapes are still read? A network that trains on "
            "distorted copies meets more hands, and reads strangers better (Simard, Steinkraus and Platt, 2003)."
        )

    def _take_amounts(self) -> None:
        distortion = self.distortion
        for amount in AMOUNTS:
            value = amount.scale * getattr(distortion, amount.name)
            self.values[amount.name].setText(amount.text.format(value=value))
            self.sliders[amount.name].setAccessibleDescription(self.values[amount.name].text())
        self.sliders["smoothness"].setEnabled(distortion.bend > 0)
        if self.subject is not None:
            self.refresh()

    def _again(self) -> None:
        self.throw += 1
        self.refresh()

    def _show_picture(self) -> None:
        """Show the variant below the mouse, or else the digit as it is."""
        subject, variants = self.subject, self.variants
        if subject is None:
            return
        image, y = subject.image, subject.forward.y
        text = self.tr("undistorted: read as {digit} ({share})")
        if self._pointed is not None and variants is not None:
            image, y = variants.images[self._pointed], variants.readings.probabilities[self._pointed]
            text = self.tr("this variant: read as {digit} ({share})")
        self.picture.set_image(image.reshape(SIDE, SIDE))
        self.caption.setText(text.format(digit=int(y.argmax()), share=percent(float(y.max()))))

    def _point(self, variant: int | None) -> None:
        self._pointed = variant
        self._show_picture()


def _slider(amount: Amount) -> QSlider:
    slider = named(JumpSlider(Qt.Orientation.Horizontal), f"distort{amount.name.capitalize()}")
    slider.setRange(0, round((amount.highest - amount.lowest) / amount.step))
    slider.setMinimumWidth(7 * UNIT)
    slider.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # as wide as the picture above
    slider.setPageStep(max(1, slider.maximum() // 5))
    return slider


def _value_label() -> QLabel:
    label = muted()
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setFixedWidth(7 * UNIT)
    return label
