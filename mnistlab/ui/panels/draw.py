"""Your digit: what you draw, and what your own network and the built-in one make of it."""

from typing import Final

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from mnistlab.data.images import as_input
from mnistlab.data.ink import AS_MNIST
from mnistlab.engine.frame import Frame
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.training.recipe import KNOWN
from mnistlab.ui.canvas.canvas import DrawingCanvas
from mnistlab.ui.canvas.preparation import prepared
from mnistlab.ui.canvas.preparation_strip import PreparationStrip
from mnistlab.ui.canvas.tools import BUTTON, CanvasTools
from mnistlab.ui.look import theme
from mnistlab.ui.look.theme import px
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.panels.draw_places import Parts, places
from mnistlab.ui.selection import Reader, Selection
from mnistlab.ui.widgets.answer import Answer
from mnistlab.ui.widgets.kit import TextLine, action, in_row, named
from mnistlab.ui.widgets.probability_bars import ProbabilityBars

SURE: Final = 0.5  # below it the answer is marked as unsure
ROOMY: Final = 350  # px: in a wider card the tools in the header are so many px apart; else they touch
ROOMY_GAP: Final = 4
CLEAR: Final = 52  # px: least width of the button
SAMPLE: Final = QSize(10, 3)  # px: the line of the built-in network, on its button
SAMPLE_GAP: Final = 3  # px between the line and the name


class DrawPanel(Panel):
    """A canvas, the image that it becomes, and how likely each network finds each digit.

    It reads whenever there is more ink or less, and again when a frame brings other weights.

    Signals
    -------
    turns_to : str
        The person wants to see a scene, by its name in `mnistlab.ui.scenes`.
    reads
        There is more ink or less, and the panel begins to read it.
    """

    turns_to = Signal(str)
    reads = Signal()

    turn = 0  # with the stage, which reads the drawing too

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self.own: Network | None = None
        self._dead = False  # the own network's weights are those of a run that diverged
        self._moment: tuple[int, int, object] | None = None  # what the last reading was made with
        self._preparation = AS_MNIST
        self._x: Array | None = None  # (784,) float32 in 0..1: what is on the canvas, if it can be read
        self._problem = ""
        self._said: tuple[object, ...] | None = None  # who reads, and what each of them does
        self._changed_over = False  # the reader has changed by itself, to the person's own network
        self._presenting = self._is_divided = False
        self._word_is_aside = False  # there is no room for the word on who reads but below the answer

        self.canvas = named(DrawingCanvas(), "drawingCanvas")
        self.bars = ProbabilityBars()
        self.strip = PreparationStrip()
        self.message = named(QLabel(), "canvasMessage", role="muted")
        self.message.setWordWrap(True)
        self.message.hide()
        self.answer = Answer()
        self.digit = self.answer.digit
        self.word = named(TextLine(), "readerWord")  # on who reads, when that changes by itself
        self.divider = named(QFrame(), "divider")
        self.readers = {reader: self._reader_button(reader) for reader in Reader}
        self._readers = QWidget()
        self._readings: dict[Reader, Array | None] = dict.fromkeys(Reader)
        self.clear_action = action(self, "actionClearCanvas", self.canvas.clear, "Del", "Ctrl+Backspace")
        self.clear_action.setEnabled(False)
        self.clear_button = named(QToolButton(), "clearButton")
        self.clear_button.setDefaultAction(self.clear_action)
        self.tools = CanvasTools(self.canvas, lambda: self.selection.drawing)
        self._lay_out()

        self.canvas.ink_changed.connect(self._take_ink)
        selection.canvas_cleared.connect(self.canvas.clear)
        self.canvas.refused.connect(self.refused)
        selection.image_laid.connect(self.canvas.lay_pixels)
        self.strip.changed.connect(self._prepare_by)
        self.answer.asked.connect(lambda: self.turns_to.emit("Why"))
        selection.reader_changed.connect(self._follow_reader)
        selection.asked_changed.connect(self._follow_asked)
        self.retranslate()
        self._show_reader()

    def _reader_button(self, reader: Reader) -> QToolButton:
        segment = "first" if reader is Reader.OWN else "last"
        button = named(QToolButton(), f"reader{reader.name.capitalize()}", segment=segment, small="true")
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(SAMPLE + QSize(SAMPLE_GAP, 0))
        button.clicked.connect(lambda: self._choose(reader))
        return button

    def _lay_out(self) -> None:
        self.note.hide()
        self.tools.setParent(self)  # beside the canvas, or in the header where a card is too low for that
        self._high = QWidget()  # keeps the room of the tools in the header, so that nothing moves when they come there
        self._high.setFixedSize(0, BUTTON)
        self.header.addWidget(self._high)
        in_row(*self.readers.values(), spacing=0, on=self._readers)
        group = QButtonGroup(self)
        for button in self.readers.values():
            group.addButton(button)
        self._room = _Room(
            self.canvas, self.clear_button, self.strip, self._readers, self.word, self.bars, self.divider, self.answer,
            self.message,  # last, because it lies over others
        )  # fmt: skip
        self._room.resized.connect(self._arrange)
        self.body.addWidget(self._room, 1)

    def keep_header(self, height: int) -> None:
        """Have a header that is at least so many px of the screen high, so that the canvas stays where it is."""
        self._high.setFixedHeight(max(px(BUTTON), height))

    def leave_out(self, presenting: bool) -> None:
        """Leave out all but canvas, bars and answer, for a room of readers; or show it again."""
        self._presenting = presenting
        self._high.setHidden(presenting)
        self.answer.leave_out_why(presenting)
        self._arrange()
        self._said = None
        self._say_reading()

    def _arrange(self) -> None:
        """Give each part its place."""
        readers = self._readers.sizeHint()
        clear = self.clear_button.fontMetrics().horizontalAdvance(self.clear_button.text()) + theme.px(theme.UNIT)
        parts = Parts(
            self.tools.room(upright=True),
            QSize(max(theme.px(CLEAR), clear), self.clear_button.sizeHint().height()),
            readers,
            self.strip.captions_height,
            self.word.sizeHint().height(),
        )
        found = places(self._room.width(), self._room.height(), parts, presenting=self._presenting)
        self.strip.show_captions(found.captions)
        self.message.setGeometry(found.message)
        for part, place in (
            (self.canvas, found.canvas), (self.bars, found.bars), (self.answer, found.answer),
            (self.divider, found.divider), (self._readers, found.readers), (self.word, found.word),
            (self.clear_button, found.clear), (self.strip, found.strip),
        ):  # fmt: skip
            part.setVisible(place is not None)
            if place is not None:
                part.setGeometry(place)
        self._is_divided = found.divider is not None
        self.divider.setVisible(self._is_divided and self.bars.winner is not None)
        aside = found.word is None and not self._presenting
        if aside != self._word_is_aside:
            self._word_is_aside, self._said = aside, None
            self._say_reading()
        self.tools.setVisible(not self._presenting)
        corner = self._room.geometry().topLeft()
        if found.tools is not None:
            self.tools.stand(True)
            self.tools.setGeometry(found.tools.translated(corner))
            return
        gap = ROOMY_GAP if self._room.width() >= theme.px(ROOMY) else 0
        self.tools.stand(False, gap)
        size = self.tools.room(upright=False, gap=gap)
        middle = (theme.px(BUTTON) + size.height()) // 2  # of the header, which is as high as a large button
        above = QPoint(self._room.width() - size.width(), -middle - theme.px(theme.UNIT))
        self.tools.setGeometry(QRect(corner + above, size))

    def show_frame(self, frame: Frame) -> None:
        """Take the weights of a frame, and read again if they are others."""
        moment = (frame.run_id, frame.iteration, frame.network.params)
        known, dead = self._moment, bool(frame.diverged)
        if dead == self._dead and known is not None and known[:2] == moment[:2] and known[2] is moment[2]:
            return
        self._moment = moment
        if dead is not self._dead:
            self._dead = dead
            self._show_reader()
        self.own = frame.network
        if self._x is not None:  # the built-in network has not changed, and is large: it need not read again
            self._readings[Reader.OWN] = self._reading(self.own)
            self._show_readings()

    # From ink to an answer

    def _take_ink(self) -> None:
        self.reads.emit()
        drawing = self.canvas.drawing
        result = prepared(drawing, self._preparation)
        stages, self._problem = result.stages, result.problem
        self._x = None if stages is None else as_input(stages.image.reshape(-1))  # (784,)
        self.strip.show_stages(stages)
        self.clear_action.setEnabled(not self.canvas.is_empty)
        if self.canvas.is_empty and self._changed_over:  # that has been read
            self._changed_over = False
            self._say_who_reads()
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

    def _follow_asked(self) -> None:
        """Say what is asked for on the canvas, and nothing of how it is read until the person says that it is done."""
        self._say_what_to_draw()
        self._read()

    def _say_what_to_draw(self) -> None:
        asked = self.selection.asked
        self.canvas.set_placeholder(asked or self.tr("Draw a digit here"), ghost=not asked)

    def _show_readings(self) -> None:
        reader = self.selection.reader
        self.bars.set_probabilities(self._readings[reader], self._readings[reader.other])
        self._say_reading()

    def _reading(self, network: Network | None) -> Array | None:
        """Return the probabilities (10,) that a network gives the image; None where it has no answer."""
        if network is None or self._x is None or self.selection.asked:
            return None
        with np.errstate(invalid="ignore", over="ignore"):  # the weights of a run that diverged
            probabilities = network.probabilities(self._x)
        return probabilities if np.isfinite(probabilities).all() else None

    # Who reads

    def _choose(self, reader: Reader) -> None:
        self.selection.choose_reader(reader)
        self._changed_over = False
        self._say_who_reads()
        self._say_reading()

    def _follow_reader(self) -> None:
        self._changed_over = self.selection.reader is Reader.OWN
        self._show_reader()

    def _show_reader(self) -> None:
        """Give the place of honour to the network that reads now."""
        reader, now = self.selection.reader, theme.colours()
        for choice, button in self.readers.items():
            button.setChecked(choice is reader)
            button.setEnabled(choice is Reader.OWN or self.selection.ready is not None)
        self.readers[Reader.READY].setIcon(_line_sample(now.built_in))
        own = now.disabled if self._dead else now.own
        main, other = (own, now.built_in) if reader is Reader.OWN else (now.built_in, own)
        self.bars.set_colours(main, other)
        self.answer.mark(reader=reader.value)
        self._said = None
        self._say_who_reads()
        self._read()

    def _say_who_reads(self) -> None:
        """Say in a word that the reader has changed by itself, or will do so."""
        if self.selection.reader_chosen or self.selection.ready is None:
            text = ""
        elif self.selection.reader is Reader.READY:
            text = self.tr("until yours has learned")
        else:
            text = self.tr("now yours reads") if self._changed_over else ""
        self.word.setText(text)
        self._said = None  # because the answer may have the word below it

    # Texts

    @override
    def restyle(self) -> None:
        self._show_reader()

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Your digit"))
        self._say_what_to_draw()
        self.canvas.setAccessibleName(self.tr("Canvas to draw a digit on"))
        self.bars.setAccessibleName(self.tr("The probability that the network gives each digit"))
        self.strip.setAccessibleName(self.tr("What the network sees: the drawing in 28×28 pixels"))
        self.strip.retranslate()
        self.answer.why.setToolTip(self.tr("Why this answer: which units speak for it, and which against"))
        self.answer.why.setAccessibleName(self.tr("Why this answer?"))
        self.readers[Reader.OWN].setText(self.tr("Yours"))
        self.readers[Reader.READY].setText(self.tr("Built-in"))
        self.clear_action.setText(self.tr("Clear"))
        self.clear_action.setToolTip(
            self.tr("Clear the canvas ({shortcut})").format(
                shortcut=self.clear_action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            )
        )
        self._say_problem()
        self._say_who_reads()
        self._said = None
        self._say_reading()
        self._arrange()

    def _say_problem(self) -> None:
        text = {
            "": "",
            "dot": self.tr("Only a dot so far: draw larger."),
            "several": self.tr("More than one digit, it seems. Draw one at a time."),
        }[self._problem]
        self.message.setText(text)
        self.message.setVisible(bool(text))  # over the stages: to hide them and show them again takes much longer

    def _say_reading(self) -> None:
        """Say who reads what; with most moves of the pen only the share changes."""
        reader, winner = self.selection.reader, self.bars.winner
        sure = {choice: _is_sure(reading) for choice, reading in self._readings.items()}
        digits = {choice: None if read is None else int(read.argmax()) for choice, read in self._readings.items()}
        dead = self._dead and reader is Reader.OWN and self._x is not None
        share = "" if winner is None or dead else self.bars.share(winner)
        strange = winner is not None and not self._is_known()
        tested = bool(self.selection.asked) and self._x is not None
        said = (reader, dead, strange, tested, *digits.values(), *sure.values())
        if said == self._said:
            self.answer.share.setText(share)
            return
        self._said = said
        remark = "" if winner is None or sure[reader] else self.tr("unsure")
        if strange:
            remark = self.tr("perhaps no digit")
        why = "" if winner is None else self.tr("why {digit}?").format(digit=winner)
        if dead:
            remark, why = self.tr("no longer a reading"), ""
        self.answer.mark(tone="unsure" if remark else "")
        if not remark and winner is not None and self._word_is_aside:
            remark = self.word.text()
        if tested:
            remark = self.tr("read after “That’s it”")
        if not remark and winner is not None and self._presenting and reader is Reader.READY:
            remark = self.tr("built-in")  # because its button is left out
        self.answer.show_answer("" if winner is None else str(winner), share, remark, why)
        self.divider.setVisible(self._is_divided and winner is not None)
        spoken = self.tr("No guess yet") if winner is None else self.tr("The network reads {digit}")
        self.digit.setAccessibleName(spoken.format(digit=winner))
        self._say_readers(digits)

    def _is_known(self) -> bool:
        """Return whether the drawing is like a digit, which the built-in network has learned to tell from figures."""
        reading = self._readings[Reader.READY]
        return reading is None or bool(reading.max() >= KNOWN)

    def _say_readers(self, digits: dict[Reader, int | None]) -> None:
        """Say on the buttons what each network reads, for those who cannot see the bars."""
        for reader, tip in {
            Reader.OWN: self.tr("Read by the network that you train"),
            Reader.READY: self.tr("Read by the built-in network, trained long before"),
        }.items():
            digit = digits[reader]
            text = tip if digit is None else self.tr("{reader}: {digit}").format(reader=tip, digit=digit)
            self.readers[reader].setToolTip(text)
            self.readers[reader].setAccessibleName(text)
        legend = self.tr("The probability that the network gives each digit")
        if self.bars.other is not None:
            names = {Reader.OWN: self.tr("yours"), Reader.READY: self.tr("built-in")}
            legend = self.tr("The probability that each network gives each digit. Thin: {name}").format(
                name=names[self.selection.reader.other]
            )
        self.bars.setToolTip(legend)


def _is_sure(probabilities: Array | None) -> bool:
    """Return whether the likeliest digit is more than the least unlikely."""
    return probabilities is not None and bool(probabilities.max() >= SURE)


def _line_sample(colour: str) -> QIcon:
    """Return a short line, as the built-in network has it in the bars."""
    icon, line = QIcon(), QSize(theme.px(SAMPLE.width()), theme.px(SAMPLE.height()))
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        for ratio in (1, 2):
            pixmap = QPixmap((line + QSize(theme.px(SAMPLE_GAP), 0)) * ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.fillRect(QRect(QPoint(0, 0), line * ratio), QColor(colour))
            painter.end()
            icon.addPixmap(pixmap, mode)
    return icon


class _Room(QWidget):
    """The room below the header, in which the parts are laid out by hand.

    A layout of Qt's cannot keep the canvas square and give what is below it its height.
    """

    resized = Signal()

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for part in parts:
            part.setParent(self)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.resized.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(364), theme.px(590))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(200))
