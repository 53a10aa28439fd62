"""Draw a digit: what your own network makes of it while it is drawn, and the one that came with the program."""

from typing import Final

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from mnistlab.data.images import SIDE, as_input
from mnistlab.data.ink import AS_MNIST
from mnistlab.engine.frame import Frame
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.ui.canvas.canvas import DrawingCanvas
from mnistlab.ui.canvas.preparation import prepared
from mnistlab.ui.canvas.preparation_strip import ARROW, STAGES, PreparationStrip
from mnistlab.ui.canvas.tools import CanvasTools
from mnistlab.ui.look import theme
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.selection import Reader, Selection
from mnistlab.ui.widgets.kit import STRETCH, action, in_column, mark, named
from mnistlab.ui.widgets.probability_bars import ProbabilityBars

CANVAS_SHARE: Final = 0.55  # of the card's width; the bars have the rest
SURE: Final = 0.5  # below it the answer is marked as unsure
UNSURE: Final = "?"
GAP: Final = 12  # px between the canvas and the bars
TALL: Final = 1.3  # times as high as wide: the bars go below the canvas
BARS_HEIGHT: Final = 200  # px, where they are below
READERS: Final = 78  # px: width of the two buttons


class DrawPanel(Panel):
    """A canvas, the image that it becomes, and how likely each network finds each digit.

    It reads whenever there is more ink or less, and again when a frame brings other weights.
    """

    interval = 0.1  # because bars that change more often cannot be read; what is drawn is read at once

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self.own: Network | None = None
        self._moment: tuple[int, int, object] | None = None  # what the last reading was made with
        self._preparation = AS_MNIST
        self._x: Array | None = None  # (784,) float32 in 0..1: what is on the canvas, if it can be read
        self._problem = ""
        self._said: tuple[Reader, tuple[str, ...]] | None = None  # who reads, and what each of them does

        self.canvas = named(DrawingCanvas(), "drawingCanvas")
        self.bars = ProbabilityBars()
        self.strip = PreparationStrip()
        self.message = named(QLabel(), "canvasMessage", role="muted")
        self.message.setWordWrap(True)
        self.message.hide()
        self.digit = named(QLabel(), "predictedDigit")
        self.digit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.readers = {reader: self._reader_button(reader) for reader in Reader}
        self._readers = QWidget()
        self._readings: dict[Reader, Array | None] = dict.fromkeys(Reader)
        self.clear_action = action(self, "actionClearCanvas", self.canvas.clear, "Del", "Ctrl+Backspace")
        self.clear_action.setEnabled(False)
        self.clear_button = named(QToolButton(), small="true")
        self.clear_button.setDefaultAction(self.clear_action)
        self.tools = CanvasTools(self.canvas, lambda: self.selection.drawing)
        self._lay_out()

        self.canvas.ink_changed.connect(self._take_ink)
        selection.canvas_cleared.connect(self.canvas.clear)
        self.canvas.refused.connect(self.refused)
        selection.image_laid.connect(self.canvas.lay_pixels)
        self.strip.changed.connect(self._prepare_by)
        selection.reader_changed.connect(self._show_reader)
        self.retranslate()
        self._show_reader()

    def _reader_button(self, reader: Reader) -> QToolButton:
        button = named(QToolButton(), f"reader{reader.name.capitalize()}")
        button.setCheckable(True)
        button.setProperty("reader", reader.value)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.selection.choose_reader(reader))
        return button

    def _lay_out(self) -> None:
        self.note.hide()  # the tools have its room
        self.header.addWidget(self.tools)
        self.header.addWidget(self.clear_button)
        in_column(STRETCH, *self.readers.values(), STRETCH, spacing=4, on=self._readers)
        group = QButtonGroup(self)
        for button in self.readers.values():
            group.addButton(button)
        self._places = _DrawLayout(self, self._readers)
        self.body.addWidget(self._places, 1)

    def show_frame(self, frame: Frame) -> None:
        """Take the weights of a frame, and read again if they are others."""
        moment = (frame.run_id, frame.iteration, frame.network.params)
        known = self._moment
        if known is not None and known[:2] == moment[:2] and known[2] is moment[2]:
            return
        self._moment = moment
        self.own = frame.network
        if self._x is not None:  # the built-in network has not changed, and is large: it need not read again
            self._readings[Reader.OWN] = self._reading(self.own)
            self._show_readings()

    # From ink to an answer

    def _take_ink(self) -> None:
        drawing = self.canvas.drawing
        result = prepared(drawing, self._preparation)
        stages, self._problem = result.stages, result.problem
        self._x = None if stages is None else as_input(stages.image.reshape(-1))  # (784,)
        self.strip.show_stages(stages)
        self.clear_action.setEnabled(not self.canvas.is_empty)
        self._say_problem()
        self.selection.take_drawing(None if stages is None else stages.image, drawing)
        self._read()

    def _prepare_by(self) -> None:
        self._preparation = self.strip.preparation
        self._take_ink()

    def _read(self) -> None:
        """Show how the networks read the image; nothing, where there is none, or no network."""
        self._readings = {Reader.OWN: self._reading(self.own), Reader.READY: self._reading(self.selection.ready)}
        self._show_readings()

    def _show_readings(self) -> None:
        reader = self.selection.reader
        self.bars.set_probabilities(self._readings[reader], self._readings[reader.other])
        self._say_reading()

    def _reading(self, network: Network | None) -> Array | None:
        """Return the probabilities (10,) that a network gives the image; None where it has no answer."""
        if network is None or self._x is None:
            return None
        with np.errstate(invalid="ignore", over="ignore"):  # the weights of a run that diverged
            probabilities = network.probabilities(self._x)
        return probabilities if np.isfinite(probabilities).all() else None

    def _show_reader(self) -> None:
        """Give the place of honour to the network that reads now."""
        reader = self.selection.reader
        for choice, button in self.readers.items():
            button.setChecked(choice is reader)
            button.setEnabled(choice is Reader.OWN or self.selection.ready is not None)
        if reader is Reader.OWN:
            self.bars.set_colours(theme.colours().blue, theme.colours().blue_faint, theme.colours().orange)
        else:
            self.bars.set_colours(theme.colours().orange, theme.colours().orange_faint, theme.colours().blue)
        mark(self.digit, reader=reader.value)
        self._read()

    # Texts

    @override
    def restyle(self) -> None:
        self._show_reader()

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Draw a digit"))
        self.canvas.set_placeholder(self.tr("Draw a digit here"))
        self.canvas.setAccessibleName(self.tr("Canvas to draw a digit on"))
        self.bars.setAccessibleName(self.tr("The probability that the network gives each digit"))
        self.bars.set_percent_pattern(self.tr("{percent} %"))
        self.strip.setAccessibleName(self.tr("What the network sees: the drawing in 28×28 pixels"))
        self.strip.retranslate()
        self._places.arrange()
        for reader, tip in {
            Reader.OWN: self.tr("Blue: read by the network that you train"),
            Reader.READY: self.tr("Orange: read by the built-in network, trained long before"),
        }.items():
            self.readers[reader].setToolTip(tip)
            self.readers[reader].setAccessibleName(tip)
        self.clear_action.setText(self.tr("Clear"))
        self.clear_action.setToolTip(
            self.tr("Clear the canvas ({shortcut})").format(
                shortcut=self.clear_action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            )
        )
        self._say_problem()
        self._said = None
        self._say_reading()

    def _say_problem(self) -> None:
        text = {
            "": "",
            "dot": self.tr("Only a dot so far: draw larger."),
            "several": self.tr("More than one digit, it seems. Draw one at a time."),
        }[self._problem]
        self.message.setText(text)
        self.message.setVisible(bool(text))  # over the stages: to hide them and show them again takes much longer

    def _say_reading(self) -> None:
        """Say who reads what; with most moves of the pen that stays as it is."""
        reader = self.selection.reader
        answers = tuple(_answer(self._readings[choice]) for choice in Reader)
        if (reader, answers) == self._said:
            return
        self._said = reader, answers
        names = {Reader.OWN: self.tr("yours"), Reader.READY: self.tr("built-in")}
        for choice, answer in zip(Reader, answers, strict=True):
            self.readers[choice].setText(f"{names[choice]} {answer}".rstrip())
        winner = self.bars.winner
        self.digit.setText("" if winner is None else str(winner))
        spoken = self.tr("No guess yet") if winner is None else self.tr("The network reads {digit}")
        self.digit.setAccessibleName(spoken.format(digit=winner))
        mark(self.digit, tone="unsure" if _answer(self._readings[reader]).endswith(UNSURE) else "")
        legend = self.tr("The probability that the network gives each digit")
        if self.bars.other is not None:
            along = names[reader.other]
            legend = self.tr("The probability that each network gives each digit. Thin: {name}").format(name=along)
        self.bars.setToolTip(legend)


def _answer(probabilities: Array | None) -> str:
    """Return the likeliest digit, with a question mark where it is but the least unlikely; empty without a reading."""
    if probabilities is None:
        return ""
    return f"{probabilities.argmax()}{'' if probabilities.max() >= SURE else UNSURE}"


class _DrawLayout(QWidget):
    """Where things are: a square canvas beside the bars, or in a high card above them; then the stages and the answer.

    A layout of Qt's cannot keep the canvas square and give the bars its height.
    """

    def __init__(self, panel: DrawPanel, readers: QWidget) -> None:
        super().__init__()
        self._panel, self._readers = panel, readers
        self._row = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for widget in (panel.canvas, panel.bars, panel.strip, panel.message, readers, panel.digit):
            widget.setParent(self)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.arrange()

    def arrange(self) -> None:
        """Give each thing its place."""
        panel = self._panel
        width, height = self.width(), self.height()
        tall = height >= TALL * width
        unit, gap, readers, bars = (theme.px(length) for length in (UNIT, GAP, READERS, BARS_HEIGHT))
        caption = panel.strip.captions_height
        smallest_row = theme.dots(2) * SIDE + 2  # the image at two pixels a pixel
        if tall:
            canvas = max(1, min(width, height - bars - smallest_row - caption - 2 * gap))
            panel.canvas.setGeometry((width - canvas) // 2, 0, canvas, canvas)
            row = smallest_row
            panel.bars.setGeometry(0, canvas + row + caption + 2 * gap, width, bars)
            top = canvas + gap
        else:
            canvas = max(1, min(height - unit - smallest_row, int(width * CANVAS_SHARE)))
            panel.canvas.setGeometry(0, 0, canvas, canvas)
            panel.bars.setGeometry(QRect(canvas + gap, 0, max(1, width - canvas - gap), canvas))
            row = max(theme.dots(2), (min(height - canvas - unit, canvas // 2) - 2) // SIDE) * SIDE + 2
            top = canvas + unit
        panel.strip.show_captions(tall)
        beside = readers + unit + row * 5 // 9  # the two buttons and the answer
        strip = min(len(STAGES) * row + (len(STAGES) - 1) * theme.px(ARROW), width - beside)
        panel.strip.setGeometry(0, top, strip, row + (caption if tall else 0))
        panel.message.setGeometry(0, top, strip, row)
        self._readers.setGeometry(strip + unit, top, readers, row)
        left = strip + unit + readers
        panel.digit.setGeometry(left, top, max(1, width - left), row)
        if row != self._row:  # only then, because setting a style sheet takes long
            self._row = row
            panel.digit.setStyleSheet(f"font-size: {row * 3 // 4}px; font-weight: 600;")

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(342), theme.px(251))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(200))
