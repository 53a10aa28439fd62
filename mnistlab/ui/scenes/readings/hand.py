"""Test yourself: ten digits at a time, drawn by the person, and what two networks read of them."""

from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QSizePolicy,
)
from typing_extensions import override

from mnistlab.data.collection import Rounds
from mnistlab.data.images import Pixels
from mnistlab.data.sample_export import Exported
from mnistlab.data.samples import Samples
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import OpenData
from mnistlab.errors import DataError
from mnistlab.language import say
from mnistlab.nn import Network
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.pictures.sample_wall import SampleWall
from mnistlab.ui.scenes.base import Reading
from mnistlab.ui.scenes.readings.export_row import ExportRow, export
from mnistlab.ui.scenes.readings.hand_answer import HandAnswer, HandTally, HandTotals, reader_name, verdict
from mnistlab.ui.scenes.readings.hand_bar import HandBar
from mnistlab.ui.scenes.readings.hand_question import HandQuestion
from mnistlab.ui.scenes.readings.hand_reading import HandReading
from mnistlab.ui.scenes.readings.hand_table import HandRow, HandTable, count_right
from mnistlab.ui.scenes.readings.own_digits import OwnDigits
from mnistlab.ui.scenes.task import Task
from mnistlab.ui.selection import Reader, Selection
from mnistlab.ui.widgets.kit import action, in_column, in_row, named
from mnistlab.ui.widgets.notice import NoticeBar

# Who needs Enter for itself.
TAKES_ENTER: Final = (QAbstractButton, QAbstractSpinBox, QAbstractScrollArea, QComboBox, QLineEdit)


class HandScene(Reading):
    """The digit that is asked for, what was read last, the tally of both networks, and all that was drawn.

    Parameters
    ----------
    selection : Selection
    rng : numpy.random.Generator, optional
        Where the order of the digits comes from.
    """

    def __init__(self, selection: Selection, *, rng: np.random.Generator | None = None) -> None:
        super().__init__(selection)
        self.digits = OwnDigits(self)
        self.digits.intended.connect(self.intended)
        self.digits.changed.connect(self._take_other_digits)
        self._rng = rng
        self._rounds = Rounds(rng)
        self._asking = False
        self._laid: list[Pixels] = []  # on the canvas, but not drawn there
        self._exported: Exported | None = None
        self.reading = HandReading(self, lambda: self.samples, self._networks, self._show_tally)
        self.reading.pause.timeout.connect(self._count_again)
        self._make_widgets()
        self._lay_out()
        selection.drawing_changed.connect(self._follow)
        selection.image_laid.connect(self._note_laid)
        selection.reader_changed.connect(self._catch_up)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _make_widgets(self) -> None:
        self.bar = HandBar()
        self.bar.chosen.connect(self._choose_hand)
        self.bar.named.connect(self._name_hand)
        self.bar.next_wanted.connect(self.begin_hand)
        self.bar.deletion_wanted.connect(self._delete_hand)
        self.bar.table_wanted.connect(self._show_all)
        self.table = HandTable()
        self.table.chosen.connect(self._choose_hand)
        self.table.hide()
        self.counting: Task[list[HandRow]] = Task(self, self._show_table, name="hands")
        self._counted: list[object] = []  # what the table was counted from
        self.bring_back = QAction(self)
        self.bring_back.triggered.connect(self._bring_back)
        self.question = HandQuestion()
        self.question.start_wanted.connect(self._start_or_stop)
        self.question.done_wanted.connect(self.take_answer)
        self.question.skip_wanted.connect(self._skip)
        self.question.undo_wanted.connect(self.undo_last)
        self.enter = action(self, "actionTakeAnswer", self.take_answer, "Return", "Enter")
        self.enter.setAutoRepeat(False)
        self.answer = HandAnswer()
        self.totals = HandTotals()
        self.tally = named(HandTally(), "handTally")
        self.wall = named(SampleWall(self.tally), "handSamples")
        self.wall.set_description(self._describe)
        self.lay = action(self.wall, "actionLaySample", lambda: self.lay_sample(self.wall.selection))
        self.delete = action(self.wall, "actionDeleteSample", lambda: self.delete_sample(self.wall.selection))
        self.wall.picked.connect(self.lay_sample)
        self.wall.deletion_wanted.connect(self.delete_sample)
        self.wall.selected.connect(self._show_state)
        self.notice = NoticeBar()
        self.export_row = ExportRow()
        self.export_row.folder_chosen.connect(self.export_to)
        self.exporting: Task[Exported | DataError] = Task(
            self, self._show_export, self.export_row.progress.set_share, name="export"
        )
        self.open_export = QAction(self)
        self.open_export.triggered.connect(self._open_export)

    def _lay_out(self) -> None:
        # Where the drawing has no say the scene is hidden, and asks for no height there.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        top = in_row((self.question, 3), (self.answer, 2, Qt.AlignmentFlag.AlignVCenter), spacing=2 * UNIT)
        in_column(
            self.bar,
            top,
            self.totals,
            self.notice,
            (self.wall, 1),
            (self.table, 1),
            self.export_row,
            spacing=6,
            on=self,
        )

    @property
    def samples(self) -> Samples:
        """What the present hand has drawn so far."""
        return self.digits.samples

    # From the run

    def show_frame(self, frame: Frame) -> None:
        """Read all samples again if the weights are others."""
        fresh = self.frame is None or self.frame.untrained is not frame.untrained
        self.frame = frame
        self._catch_up()
        if fresh:
            self._show_tally()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reading.try_again()
        self.digits.look()
        self._show_state()
        self._catch_up()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.selection.ask_for("")

    @override
    def follow_library(self) -> None:
        if self.isVisible():
            self.digits.look()

    def _networks(self) -> dict[Reader, Network]:
        found = {Reader.OWN: None if self.frame is None else self.frame.network, Reader.READY: self.selection.ready}
        return {reader: network for reader, network in found.items() if network is not None}

    def _catch_up(self) -> None:
        self.reading.catch_up()
        if not self.reading.pause.isActive():
            self._count_again()

    # Hands

    def begin_hand(self) -> None:
        """Let somebody else draw, and begin a round for them."""
        self.digits.begin_hand()
        self._asking = True
        self._turn_to_hand()
        self.bar.ask_name()

    def _choose_hand(self, place: int) -> None:
        self.digits.choose(self.digits.hands[place])
        self._turn_to_hand()

    def _name_hand(self, name: str) -> None:
        self.digits.rename(name)
        self._show_state()

    def _delete_hand(self) -> None:
        self.digits.delete_hand()
        self._asking = False
        self._turn_to_hand()
        self._say_deleted()

    def _bring_back(self) -> None:
        self.digits.bring_back()
        self._turn_to_hand()
        self._say_deleted()

    def _say_deleted(self) -> None:
        """Say which hand was deleted last, as long as there is one to bring back."""
        if not self.digits.deleted:
            self.notice.withdraw("deleted")
            return
        name = self.digits.deleted[-1].name
        self.notice.say(
            lambda: self.tr("{name} is deleted.").format(name=name), self.bring_back, good=True, about="deleted"
        )

    def _turn_to_hand(self) -> None:
        """Show the digits of another hand, and begin its round anew."""
        self._rounds = Rounds(self._rng)
        self.answer.clear()
        if self._asking:
            self.selection.clear_canvas()  # what lies there was drawn by somebody else
        self._take_other_digits()

    def _take_other_digits(self) -> None:
        self.reading.forget()
        self._show_tally()
        self._show_state()
        self._count()

    def _show_all(self, table: bool) -> None:
        """Show all hands in a table, or the digits of the present one."""
        self.wall.setVisible(not table)
        self.table.setVisible(table)
        self._count()

    def _count(self) -> None:
        """Have the digits of all hands read for the table, while it is shown."""
        if self.table.isVisible():
            digits = self.digits
            hands = [(digits.name_of(hand), digits.samples_of(hand)) for hand in digits.hands]
            self._counted = self._to_count
            self.counting.start(count_right(hands, self._networks()))

    @property
    def _to_count(self) -> list[object]:
        """The digits of all hands, and the weights by which they are read; each is another object once it changes."""
        samples = [self.digits.samples_of(hand) for hand in self.digits.hands]
        return [*samples, *(network.params for network in self._networks().values())]

    def _count_again(self) -> None:
        """Have them read again if digits or weights have changed since."""
        now, then = self._to_count, self._counted
        is_new = len(now) != len(then) or any(one is not other for one, other in zip(now, then, strict=True))
        if is_new and not self.counting.running:
            self._count()

    def _show_table(self) -> None:
        if self.counting.result is not None and len(self.counting.result) == len(self.digits.hands):
            self.table.show_rows(self.counting.result, self.digits.hands.index(self.digits.hand))
            self.reading.pause.start()  # after it this looks whether weights have changed meanwhile

    # Rounds

    def _start_or_stop(self) -> None:
        self._asking = not self._asking
        if self._asking:
            self.answer.clear()
            self.selection.clear_canvas()  # what lies there was drawn for nothing in particular
        self._show_state()

    def take_answer(self) -> None:
        """Take what is on the canvas for the digit that is asked for, if it can be taken, and ask for the next."""
        image = self.selection.drawing
        if image is None or not self._can_take:
            return
        label = self._rounds.digit
        try:
            change = self.digits.add(image, label)
        except DataError as error:
            self.notice.say(partial(say, error))
            return
        readings = self.reading.read_one(image)
        self.answer.show_answer(image.copy(), label, readings)
        self.reading.add(change.place, readings)
        self._rounds.go_on()
        self._show_change()
        self.selection.clear_canvas()

    def _skip(self) -> None:
        self._rounds.go_on()
        self.selection.clear_canvas()
        self._show_state()

    def undo_last(self) -> None:
        """Take back the last drawing, and ask for its digit again; or put back what was deleted last."""
        if not self.digits.can_undo:
            return
        try:
            change = self.digits.undo()
        except DataError as error:
            self.notice.say(partial(say, error))
            return
        if change.added:
            self.reading.add(change.place, self.reading.read_one(change.digit.image))
        else:
            self._rounds.go_back(change.digit.label)
            self.reading.drop(change.place)
            self.answer.clear()
            if self._asking:
                self.selection.clear_canvas()  # what lies there was drawn for another digit
        self._show_change()

    # Samples

    def delete_sample(self, place: int | None) -> None:
        """Take a sample out; `undo_last` puts it back."""
        if place is not None:
            self.digits.delete(place)
            self.reading.drop(place)
            self._show_change()

    def lay_sample(self, place: int | None) -> None:
        """Lay a sample on the canvas, to look at it closely."""
        if place is not None:
            self.selection.lay_on_canvas(self.samples.images[place])

    def _show_change(self) -> None:
        self._show_tally()
        self._show_state()
        self._count()

    def _note_laid(self, image: Pixels) -> None:
        """Remember what was laid on the canvas, because it is not the person's answer."""
        now = self.selection.drawing
        self._laid = [image] if now is None else [image, now]
        self._show_state()

    @property
    def _is_laid(self) -> bool:
        drawing = self.selection.drawing
        return drawing is not None and any(np.array_equal(drawing, image) for image in self._laid)

    @property
    def _can_take(self) -> bool:
        return self._asking and self.selection.drawing is not None and not self._is_laid

    # Export

    def export_to(self, folder: Path) -> None:
        """Write the collection to a folder, as four IDX files."""
        self.exporting.start(export(folder, self.samples, together=self.export_row.together.isChecked()))

    def _show_export(self) -> None:
        result = self.exporting.result
        self.export_row.set_busy(self.exporting.running)
        if isinstance(result, DataError):
            self.notice.say(partial(say, result))
        if not isinstance(result, Exported):
            return
        self._exported = result
        facts = {"folder": result.folder, "train": f"{result.train:,}", "test": f"{result.test:,}"}
        self.notice.say(
            lambda: self.tr("Written to {folder}: {train} images to train on, {test} to test with.").format(**facts),
            self.open_export,
            good=True,
        )

    def _open_export(self) -> None:
        if self._exported is not None:
            self.notice.forget()
            self.intended.emit(OpenData(self._exported.folder))

    # Texts

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("Does it read my hand?"), self.tr(
            "Draw the digit that is asked for; nothing is judged before you say so. A cross at the top: misread by "
            "your network; at the bottom: by the built-in network. Train on, and watch yours learn."
        )

    @override
    def retranslate(self) -> None:
        self.enter.setText(self.tr("That’s it"))
        self.tally.setAccessibleName(self.tr("How many of each digit are read right: your network, the built-in one"))
        self.wall.setAccessibleName(self.tr("All that you have drawn, below its digit"))
        self.wall.set_placeholder(self.tr("What you draw is collected here, below its digit."))
        self.wall.setToolTip(self.tr("Click: lay it on the canvas. Delete: take it out."))
        self.lay.setText(self.tr("Lay on the canvas"))
        self.delete.setText(self.tr("Delete (Del)"))
        self.open_export.setText(self.tr("Train on it"))
        self.open_export.setToolTip(self.tr("Open this folder: a new run begins"))
        self.bring_back.setText(self.tr("Bring back"))
        self._show_state()
        self._show_tally()

    def _follow(self) -> None:
        """Follow the canvas and the keyboard while the scene is shown."""
        if self.isVisible():
            self._show_state()

    def _show_state(self) -> None:
        names = [self.digits.name_of(hand) for hand in self.digits.hands]
        self.bar.show_names(names, self.digits.hands.index(self.digits.hand))
        if self._asking:
            self.question.ask(self._rounds.digit, len(self._rounds.left), laid=self._is_laid)
        else:
            self.question.rest(begun=len(self.samples) > 0)
        tested = self._asking and self.isVisible() and not self._is_laid
        self.selection.ask_for(self.question.asked.text() if tested else "")
        self.question.done.setEnabled(self._can_take)
        self.enter.setEnabled(self._can_take and not isinstance(QApplication.focusWidget(), TAKES_ENTER))
        self.question.undo.setEnabled(self.digits.can_undo)
        for does in (self.lay, self.delete):
            does.setEnabled(self.wall.selection is not None)

    def _show_tally(self) -> None:
        labels = self.samples.labels
        wrong = {reader: readings.digits != labels for reader, readings in self.reading.readings.items()}
        counts = {reader: np.bincount(labels[~missed], minlength=10) for reader, missed in wrong.items()}
        own, ready = Reader.OWN, Reader.READY
        self.tally.show_counts(np.bincount(labels, minlength=10), counts.get(own), counts.get(ready))
        self.wall.show_samples(self.samples.images, labels, wrong.get(own), wrong.get(ready))
        right = {reader: len(labels) - int(missed.sum()) for reader, missed in wrong.items()}
        untrained = self.frame is not None and self.frame.untrained
        self.totals.show_counts(len(labels), right, untrained=untrained)

    def _describe(self, place: int) -> str:
        if place >= len(self.samples):
            return ""
        label = int(self.samples.labels[place])
        drawn_at = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(int(self.samples.times[place])), QLocale.FormatType.ShortFormat
        )
        lines = [self.tr("Asked for: {digit} ({time})").format(digit=label, time=drawn_at)]
        readings = self.reading.readings
        lines += [f"{reader_name(by)}: {verdict(readings[by], place, label)}" for by in Reader if by in readings]
        return "\n".join(lines)
