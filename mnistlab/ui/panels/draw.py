"""Draw a digit: what the learner's own network makes of it, while it is drawn."""

from typing import Final

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from mnistlab.data.ink import SIDE, ink_to_image, is_dot
from mnistlab.engine.frame import Frame
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.functions import Array
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.selection import Selection
from mnistlab.ui.theme import UNIT
from mnistlab.ui.widgets.canvas import DrawingCanvas, render_ink
from mnistlab.ui.widgets.probability_bars import ProbabilityBars
from mnistlab.ui.widgets.seen_image import SeenImage

CANVAS_SHARE: Final = 0.55  # of the card's width; the bars have the rest
SURE: Final = 0.5  # below it the answer is but the least unlikely, and is not shown as if it were known
GAP: Final = 12  # px between the canvas and the bars


class DrawPanel(Panel):
    """A canvas, the image that it becomes, and how likely the network finds each digit.

    It reads whenever there is more ink or less, and again when a frame brings other weights.
    """

    interval = 0.1  # bars that tremble more often cannot be read; what is drawn is read at once

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self._network: TwoLayerNet | None = None
        self._moment: tuple[int, int, object] | None = None  # what the last reading was made with
        self._x: Array | None = None  # (784,) float32 in 0..1: what is on the canvas, if it can be read

        self.canvas = DrawingCanvas()
        self.canvas.setObjectName("drawingCanvas")
        self.bars = ProbabilityBars()
        self.seen = SeenImage()
        self.caption = QLabel()
        self.caption.setProperty("role", "muted")
        self.caption.setWordWrap(True)
        self.digit = QLabel()
        self.digit.setObjectName("predictedDigit")
        self.digit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.clear_action = QAction(self)
        self.clear_action.setObjectName("actionClearCanvas")
        self.clear_action.setShortcuts([QKeySequence(Qt.Key.Key_Delete), QKeySequence("Ctrl+Backspace")])
        self.clear_action.setEnabled(False)
        self.addAction(self.clear_action)
        self.clear_button = QToolButton()
        self.clear_button.setDefaultAction(self.clear_action)
        self.clear_button.setProperty("small", "true")
        self.body.addWidget(_DrawLayout(self), 1)

        self.canvas.ink_changed.connect(self._take_ink)
        selection.canvas_cleared.connect(self.canvas.clear)
        self.clear_action.triggered.connect(self.canvas.clear)
        self.retranslate()

    def show_frame(self, frame: Frame) -> None:
        """Take the weights of a frame, and read again if they are others."""
        moment = (frame.run_id, frame.iteration, frame.network.params)
        known = self._moment
        if known is not None and known[:2] == moment[:2] and known[2] is moment[2]:
            return
        self._moment = moment
        self._network = frame.network
        if self._x is not None:
            self._read()

    def _take_ink(self) -> None:
        """Turn what is on the canvas into an image, and read it."""
        strokes = self.canvas.strokes
        stages = None if is_dot(strokes) else ink_to_image(render_ink(strokes))
        image = None if stages is None else stages.image
        self._x = None if image is None else (image.reshape(-1) / np.float32(255))  # (784,)
        self.seen.set_image(image)
        self.clear_action.setEnabled(not self.canvas.is_empty)
        self._say_caption()
        self._read()

    def _read(self) -> None:
        """Show how the network reads the image; nothing, where there is none, or no network."""
        probabilities = None
        if self._network is not None and self._x is not None:
            with np.errstate(invalid="ignore", over="ignore"):  # the weights of a run that diverged
                probabilities = self._network.predict(self._x)
            if not np.isfinite(probabilities).all():
                probabilities = None
        self.bars.set_probabilities(probabilities)
        text = "" if self.bars.winner is None else str(self.bars.winner)
        if text != self.digit.text():
            self.digit.setText(text)
            self._say_reading()
        tone = "unsure" if probabilities is not None and probabilities.max() < SURE else ""
        if tone != self.digit.property("tone"):
            self.digit.setProperty("tone", tone)
            self.digit.style().polish(self.digit)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(self.tr("Draw a digit"))
        self.note.setText(self.tr("read by your network"))
        self.canvas.set_placeholder(self.tr("Draw a digit here"))
        self.canvas.setAccessibleName(self.tr("Canvas to draw a digit on"))
        self.bars.setAccessibleName(self.tr("The probability that the network gives each digit"))
        self.bars.setToolTip(self.tr("The probability that the network gives each digit"))
        self.bars.set_percent_pattern(self.tr("{percent} %"))
        self.seen.setAccessibleName(self.tr("What the network sees: the drawing in 28×28 pixels"))
        self.seen.setToolTip(
            self.tr("As in MNIST: cropped to the ink, its longest side brought to 20 pixels, centred in 28×28.")
        )
        self.clear_action.setText(self.tr("Clear"))
        self.clear_action.setToolTip(
            self.tr("Clear the canvas ({shortcut})").format(
                shortcut=self.clear_action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            )
        )
        self._say_caption()
        self._say_reading()

    def _say_caption(self) -> None:
        unreadable = self._x is None and not self.canvas.is_empty
        text = self.tr("only a dot so far: draw larger") if unreadable else self.tr("what the network sees")
        self.caption.setText(text)

    def _say_reading(self) -> None:
        winner = self.bars.winner
        text = self.tr("No guess yet") if winner is None else self.tr("The network reads {digit}").format(digit=winner)
        self.digit.setAccessibleName(text)


class _DrawLayout(QWidget):
    """Where things are: a square canvas beside the bars, and below them the image and the answer.

    A layout of Qt's cannot keep the canvas square and give the bars its height.
    """

    def __init__(self, panel: DrawPanel) -> None:
        super().__init__()
        self._panel = panel
        self._row = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for widget in (panel.canvas, panel.bars, panel.seen, panel.caption, panel.clear_button, panel.digit):
            widget.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Give each thing its place."""
        panel = self._panel
        width, height = event.size().width(), event.size().height()
        smallest_row = 2 * SIDE + 2  # the image at two pixels a pixel
        canvas = max(1, min(height - UNIT - smallest_row, int(width * CANVAS_SHARE)))
        beside = QRect(canvas + GAP, 0, max(1, width - canvas - GAP), canvas)
        panel.canvas.setGeometry(0, 0, canvas, canvas)
        panel.bars.setGeometry(beside)

        room = min(height - canvas - UNIT, canvas // 2)
        row = max(2, (room - 2) // SIDE) * SIDE + 2
        top = canvas + UNIT
        panel.seen.setGeometry(0, top, row, row)
        panel.caption.setGeometry(row + UNIT, top, max(1, canvas - row - UNIT), row)
        button = panel.clear_button.sizeHint()
        panel.clear_button.setGeometry(
            beside.left(), top + (row - button.height()) // 2, button.width(), button.height()
        )
        left = beside.left() + button.width() + UNIT
        panel.digit.setGeometry(left, top, max(1, width - left), row)
        if row != self._row:  # a style sheet is dear, and rows come in steps
            self._row = row
            panel.digit.setStyleSheet(f"font-size: {row * 3 // 4}px; font-weight: 600;")

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size on a small laptop's screen."""
        return QSize(342, 251)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the smallest size that holds everything."""
        return QSize(260, 200)
