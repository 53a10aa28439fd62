"""What the scenes about one image share: which image it is, who reads it, and what is said where there is none."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget
from typing_extensions import override

from mnistlab.data.images import Pixels, as_input
from mnistlab.engine.frame import Frame
from mnistlab.nn import Forward, Network
from mnistlab.nn.functions import Array
from mnistlab.ui.scenes.base import Reading
from mnistlab.ui.selection import Reader, Selection
from mnistlab.ui.widgets.kit import named


@dataclass(frozen=True, slots=True)
class Subject:
    """An image, and how a network reads it.

    Attributes
    ----------
    image : ndarray of uint8, shape (784,)
        255 where the ink is.
    label : int or None
        What it is meant to be; None of a drawing, for nobody has said so.
    place : int
        In the mini-batch, from 0, if it is from there.
    network : Network
    reader : Reader
        Which of the networks that is.
    forward : Forward
        What the network computes of it: z (H,), scores and y (10,).
    """

    image: Pixels
    label: int | None
    place: int
    network: Network
    reader: Reader
    forward: Forward

    @property
    def x(self) -> Array:
        """The image as a network is given it: float32 (784,) in 0..1."""
        return as_input(self.image)

    @property
    def digit(self) -> int:
        """What it is read as."""
        return int(self.forward.scores.argmax())

    @property
    def expected(self) -> int:
        """What it should be read as: the label, or, where nobody knows, what it is read as."""
        return self.digit if self.label is None else self.label

    @property
    def name(self) -> str:
        """What is read, and by whom, in the person's language."""
        translate = QCoreApplication.translate
        if self.label is None:
            image = translate("Subject", "your drawing")
        else:
            image = translate("Subject", "image {place} of the mini-batch, label {label}")
            image = image.format(place=self.place + 1, label=self.label)
        if self.reader is Reader.OWN:
            reader = translate("Subject", "read by your network")
        else:
            reader = translate("Subject", "read by the built-in network")
        return f"{image} · {reader}"


class SubjectScene(Reading):
    """A reading of what is on the canvas, or, where it is empty, of the image in focus of the mini-batch.

    It follows the pen, the weights, and who reads; where there is nothing to read it says what to do.

    Attributes
    ----------
    subject : Subject or None
    page : QWidget
        What is seen while there is something to read; a scene lays itself out in it.
    """

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.subject: Subject | None = None
        self.page = QWidget()
        self.nothing = named(QLabel(), role="muted")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.nothing)
        self._pages.addWidget(self.page)
        selection.drawing_changed.connect(self._follow)
        selection.reader_changed.connect(self._follow)

    def show_subject(self, subject: Subject, frame: Frame) -> None:
        """Picture how the subject is read."""
        raise NotImplementedError

    def show_frame(self, frame: Frame) -> None:
        """Have the network of the frame read."""
        self.frame = frame
        self.refresh()

    @override
    def retranslate(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show what there is to read now."""
        frame, subject = self.frame, self._find()
        if subject is not None and not np.isfinite(subject.forward.scores).all():
            self.subject = None
            self.nothing.setText(
                self.tr("The weights are no numbers any more, so there is no answer to look into. Go back, or rewind.")
            )
        elif subject is None or frame is None:
            self.subject = None
            self.nothing.setText(
                self.tr("Nothing to read yet: draw a digit on the canvas, or press ① to draw a mini-batch.")
            )
        else:
            self.subject = subject
            self.show_subject(subject, frame)
        self._pages.setCurrentIndex(int(self.subject is not None))

    def _find(self) -> Subject | None:
        """Return what is on the canvas, or else the image in focus; None where there is neither."""
        frame, batch, selection = self.frame, self.batch, self.selection
        if frame is None or (selection.drawing is None and batch is None):
            return None
        label = None
        if selection.drawing is not None:
            image = selection.drawing.reshape(-1)
        else:
            assert batch is not None
            image, label = batch.images[self.focus], int(batch.labels[self.focus])
        network = selection.network(frame.network)
        with np.errstate(all="ignore"):  # the weights of a run that diverged
            forward = network.forward(as_input(image))
        return Subject(image, label, self.focus, network, selection.reader, forward)

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()
            self.updated.emit()
