"""Test yourself: ten digits at a time, drawn by the person, and what two networks read of them."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QDateTime, QLocale, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
)
from typing_extensions import override

from mnistlab.analysis.readings import Readings, read, read_all
from mnistlab.data.collection import Collection, Rounds
from mnistlab.data.images import Pixels
from mnistlab.data.sample_export import Exported
from mnistlab.data.samples import Samples
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import OpenData
from mnistlab.errors import DataError
from mnistlab.language import say
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.pictures.sample_wall import SampleWall
from mnistlab.ui.scenes.base import Reading, Task
from mnistlab.ui.scenes.readings.export_row import ExportRow, export
from mnistlab.ui.scenes.readings.hand_answer import HandAnswer, HandTally, name_label, reader_name, verdict
from mnistlab.ui.selection import Reader, Selection
from mnistlab.ui.widgets.kit import STRETCH, action, in_column, in_row, mark, named, push_button
from mnistlab.ui.widgets.notice import NoticeBar

START: Final = 84  # px: whatever is written on it, the buttons beside it stay
PAUSE: Final = 300  # ms between two readings of all samples while the run goes on
# Who needs Enter for itself.
TAKES_ENTER: Final = (QAbstractButton, QAbstractSpinBox, QAbstractScrollArea, QComboBox, QLineEdit)


def samples_path() -> Path:
    """Return where the platform keeps what a person has made with this program."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    return Path(folder, "samples.npz")


class HandScene(Reading):
    """The digit that is asked for, what was read last, the tally of both networks, and all that was drawn.

    Parameters
    ----------
    selection : Selection
    path : Path, optional
        Where the collection is kept.
    rng : numpy.random.Generator, optional
        Where the order of the digits comes from.
    """

    def __init__(
        self, selection: Selection, *, path: Path | None = None, rng: np.random.Generator | None = None
    ) -> None:
        super().__init__(selection)
        self._collection = Collection(path or samples_path())
        self._rounds = Rounds(rng)
        self._asking = False
        self.readings: dict[Reader, Readings] = {}
        self.tasks: dict[Reader, Task[Readings]] = {
            reader: Task(self, partial(self._take_readings, reader), name=reader.value) for reader in Reader
        }
        self._asked: dict[Reader, tuple[Samples, dict[str, Array]]] = {}  # what each task reads, and by which weights
        self._laid: list[Pixels] = []  # on the canvas, but not drawn there
        self._exported: Exported | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._catch_up)
        self._make_widgets()
        self._lay_out()
        selection.drawing_changed.connect(self._follow)
        selection.image_laid.connect(self._note_laid)
        selection.reader_changed.connect(self._catch_up)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)
        try:
            self._collection.load()
        except DataError as error:
            self.notice.say(say(error))

    def _make_widgets(self) -> None:
        self.asked = named(QLabel(), "handAsked")
        self.hint = named(QLabel(), "handHint")
        self.hint.setWordWrap(True)
        self.hint.setMinimumHeight(36)  # two lines
        self.start = _button("handStart", self._start_or_stop)
        self.start.setMinimumWidth(START)
        self.done = _button("handDone", self.take_answer)
        self.skip = _button("handSkip", self._skip)
        self.undo = _button("handUndo", self.undo_last)
        self.enter = action(self, "actionTakeAnswer", self.take_answer, "Return", "Enter")
        self.enter.setAutoRepeat(False)
        self.answer = HandAnswer()
        self.names = {reader: name_label(reader) for reader in Reader}
        self.totals = {reader: QLabel() for reader in Reader}
        for reader, ending in ((Reader.OWN, "Own"), (Reader.READY, "Ready")):
            self.totals[reader].setObjectName(f"handTotal{ending}")
            self.totals[reader].setProperty("role", "heading")
            self.totals[reader].setMinimumWidth(1)  # numbers that grow do not widen the window
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
        buttons = in_row(self.start, self.done, self.skip, self.undo, STRETCH)
        asked = in_column(self.asked, self.hint, buttons, spacing=8)
        totals = QGridLayout()
        totals.setVerticalSpacing(2)
        for place, reader in enumerate(Reader):
            totals.addWidget(self.names[reader], 0, place)
            totals.addWidget(self.totals[reader], 1, place)
            totals.setColumnStretch(place, 1)
        top = in_row((asked, 3), (self.answer, 2, Qt.AlignmentFlag.AlignVCenter), spacing=2 * UNIT)
        rows = in_column(top, totals, self.notice, (self.wall, 1), self.export_row, spacing=12, on=self)
        rows.setContentsMargins(0, UNIT, 0, 0)

    @property
    def samples(self) -> Samples:
        """What the person has drawn so far."""
        return self._collection.samples

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
        for task in self.tasks.values():
            if task.failed:  # try again
                task.give_up()
        self._show_state()
        self._catch_up()

    def _networks(self) -> dict[Reader, Network]:
        found = {Reader.OWN: None if self.frame is None else self.frame.network, Reader.READY: self.selection.ready}
        return {reader: network for reader, network in found.items() if network is not None}

    def _catch_up(self) -> None:
        """While the scene is shown, have each network whose weights have changed read all samples, at intervals."""
        if not self.isVisible() or self._pause.isActive():
            return
        for reader, network in self._networks().items():
            known, task = self.readings.get(reader), self.tasks[reader]
            up_to_date = known is not None and known.params is network.params
            samples, params = self._asked.get(reader, (None, None))
            tried = task.failed and samples is self.samples and params is network.params
            if not (up_to_date or tried or task.running):
                self._pause.start()
                self._asked[reader] = self.samples, network.params
                task.start(read_all(network, self.samples.images))

    def _take_readings(self, reader: Reader) -> None:
        task = self.tasks[reader]
        if task.running:
            return
        if task.result is not None and self._asked[reader][0] is self.samples:
            self.readings[reader] = task.result
            self._show_tally()
        self._pause.start()  # after it `_catch_up` looks whether weights or samples have changed meanwhile

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
            self._collection.add(image, label, int(time.time()))
        except DataError as error:
            self.notice.say(say(error))
            return
        readings = self._read_one(image)
        self.answer.show_answer(image.copy(), label, readings)
        self._add_readings(len(self.samples) - 1, readings)
        self._rounds.go_on()
        self._keep()
        self.selection.clear_canvas()

    def _skip(self) -> None:
        self._rounds.go_on()
        self.selection.clear_canvas()
        self._show_state()

    def undo_last(self) -> None:
        """Take back the last drawing, and ask for its digit again; or put back what was deleted last."""
        if not self._collection.can_undo:
            return
        try:
            change = self._collection.undo()
        except DataError as error:
            self.notice.say(say(error))
            return
        if change.added:
            self._rounds.go_back(change.label)
            self._drop_readings(change.place)
            self.answer.clear()
            if self._asking:
                self.selection.clear_canvas()  # what lies there was drawn for another digit
        else:
            self._add_readings(change.place, self._read_one(change.image))
        self._keep()

    # Samples

    def delete_sample(self, place: int | None) -> None:
        """Take a sample out; `undo_last` puts it back."""
        if place is not None:
            self._collection.delete(place)
            self._drop_readings(place)
            self._keep()

    def lay_sample(self, place: int | None) -> None:
        """Lay a sample on the canvas, to look at it closely."""
        if place is not None:
            self.selection.lay_on_canvas(self.samples.images[place])

    def _read_one(self, image: Pixels) -> dict[Reader, Readings]:
        return {reader: read(network, image[None]) for reader, network in self._networks().items()}

    def _add_readings(self, place: int, one: dict[Reader, Readings]) -> None:
        known = self.readings
        self.readings = {key: known[key].with_one(place, one[key]) for key in known.keys() & one.keys()}

    def _drop_readings(self, place: int) -> None:
        self.readings = {reader: readings.without(place) for reader, readings in self.readings.items()}

    def _keep(self) -> None:
        try:
            self._collection.save()
        except DataError as error:
            self.notice.say(say(error))
        self._show_tally()
        self._show_state()

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
            self.notice.say(say(result))
        if not isinstance(result, Exported):
            return
        self._exported = result
        text = self.tr("Written to {folder}: {train} images to train on, {test} to test with.")
        text = text.format(folder=result.folder, train=f"{result.train:,}", test=f"{result.test:,}")
        self.notice.say(text, self.open_export, good=True)

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
        self.done.setText(self.tr("That’s it"))
        self.enter.setText(self.done.text())
        self.done.setToolTip(self.tr("The digit is finished: have it read, and go on to the next (Enter)"))
        self.skip.setText(self.tr("Skip"))
        self.skip.setToolTip(self.tr("Leave this digit out in this round"))
        self.undo.setText(self.tr("Undo the last"))
        self.undo.setToolTip(self.tr("A slip of the pen: take back the last digit drawn, or the last one deleted"))
        self.tally.setAccessibleName(self.tr("How many of each digit are read right: your network, the built-in one"))
        self.wall.setAccessibleName(self.tr("All that you have drawn, below its digit"))
        self.wall.set_placeholder(self.tr("What you draw is collected here, below its digit."))
        self.wall.setToolTip(self.tr("Click: lay it on the canvas. Delete: take it out."))
        self.lay.setText(self.tr("Lay on the canvas"))
        self.delete.setText(self.tr("Delete (Del)"))
        self.open_export.setText(self.tr("Train on it"))
        self.open_export.setToolTip(self.tr("Open this folder: a new run begins"))
        self.export_row.retranslate(self._collection.path)
        self._show_state()
        self._show_tally()

    def _follow(self) -> None:
        """Follow the canvas and the keyboard while the scene is shown."""
        if self.isVisible():
            self._show_state()

    def _show_state(self) -> None:
        digit = self._rounds.digit
        if self._asking:
            self.start.setText(self.tr("Stop"))
            self.start.setToolTip(self.tr("Stop here; what you have drawn is kept"))
            # "an 8" in English; other languages say both alike.
            asked = self.tr("Draw an {digit}") if digit == 8 else self.tr("Draw a {digit}")
            self.asked.setText(asked.format(digit=digit))
        else:
            self.start.setText(self.tr("Continue") if len(self.samples) else self.tr("Start"))
            self.start.setToolTip(self.tr("Have digits asked for: ten make a round, each of them once"))
            self.asked.setText(self.tr("Ready?"))
        if not self._asking:
            hint = self.tr("Ten digits make a round. Stop any time.")
        elif self._is_laid:
            hint = self.tr("This was not drawn now: clear the canvas, and draw.")
        else:
            hint = self.tr("Draw it at the right, then press Enter.\nLeft in this round: {count}")
            hint = hint.format(count=len(self._rounds.left))
        self.hint.setText(hint)
        mark(self.start, next=not self._asking)
        self.done.setEnabled(self._can_take)
        self.enter.setEnabled(self._can_take and not isinstance(QApplication.focusWidget(), TAKES_ENTER))
        self.skip.setEnabled(self._asking)
        self.undo.setEnabled(self._collection.can_undo)
        for does in (self.lay, self.delete):
            does.setEnabled(self.wall.selection is not None)

    def _show_tally(self) -> None:
        labels = self.samples.labels
        wrong = {reader: readings.digits != labels for reader, readings in self.readings.items()}
        counts = {reader: np.bincount(labels[~missed], minlength=10) for reader, missed in wrong.items()}
        own, ready = Reader.OWN, Reader.READY
        self.tally.show_counts(np.bincount(labels, minlength=10), counts.get(own), counts.get(ready))
        self.wall.show_samples(self.samples.images, labels, wrong.get(own), wrong.get(ready))
        for reader, label in self.totals.items():
            text = ""
            if reader in wrong and len(labels):
                right = len(labels) - int(wrong[reader].sum())
                text = self.tr("{right} of {count} read right ({share} %)").format(
                    right=f"{right:,}", count=f"{len(labels):,}", share=f"{100 * right / len(labels):.1f}"
                )
            label.setText(text)
        untrained = self.frame is not None and self.frame.untrained
        for reader, name in self.names.items():
            name.setText(reader_name(reader, untrained=untrained))

    def _describe(self, place: int) -> str:
        if place >= len(self.samples):
            return ""
        label = int(self.samples.labels[place])
        drawn_at = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(int(self.samples.times[place])), QLocale.FormatType.ShortFormat
        )
        lines = [self.tr("Asked for: {digit} ({time})").format(digit=label, time=drawn_at)]
        readings = self.readings
        lines += [f"{reader_name(by)}: {verdict(readings[by], place, label)}" for by in Reader if by in readings]
        return "\n".join(lines)


def _button(name: str, slot: Callable[..., object]) -> QPushButton:
    """Return a button that Tab reaches and Enter presses; a click leaves the keyboard to the canvas."""
    button = push_button(name, slot)
    button.setAutoDefault(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
