"""What the window says of what the engine tells: data that are read, files that are written, errors."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from mnistlab.analysis.odd_data import LYING, Oddity
from mnistlab.data import Dataset
from mnistlab.engine import events
from mnistlab.engine.intents import (
    Begin,
    GoOn,
    GoTo,
    Intent,
    NewWeights,
    OpenData,
    Rewind,
    Run,
    SelectBatch,
    ShowLatest,
    Step,
    TrainMore,
)
from mnistlab.engine.lab import Lab
from mnistlab.errors import DataError, DivergedError, MnistLabError, Name
from mnistlab.language import join_sentences, say
from mnistlab.numerals import shown
from mnistlab.training import RunSettings
from mnistlab.ui.guides.guides import Guides
from mnistlab.ui.widgets.notice import NoticeBar
from mnistlab.ui.window import messages
from mnistlab.ui.window.menus import Menus

if TYPE_CHECKING:
    from mnistlab.ui.guides.lesson.lessons import Lessons

log = logging.getLogger(__name__)

LATER = 4_000  # ms
GOING_ON = (Run, Step, SelectBatch, GoTo, GoOn, ShowLatest, Rewind, NewWeights, Begin, TrainMore)


class Reports(QObject):
    """Hears the engine, and says in the notice what a person should know.

    Parameters
    ----------
    window : QMainWindow
    lab : Lab
    menus : Menus
        Whose ways to open data rest while data are read.
    guides : Guides
        Among them the lessons: where one says how its run ended and then asks why, a notice must not give the answer.
    rewind : QAction
        Offered where no learning rate is known that works.
    notice : NoticeBar
    """

    def __init__(
        self, window: QMainWindow, lab: Lab, menus: Menus, guides: Guides, rewind: QAction, notice: NoticeBar
    ) -> None:
        super().__init__(window)
        self._window, self._lab, self._menus, self._guides = window, lab, menus, guides
        self._rewind, self._notice = rewind, notice
        self._loading = False  # data
        self._silent = False
        self._begin_again = QAction(self)  # with the learning rate that is its data
        self._begin_again.setData(RunSettings().learning_rate)
        self._begin_again.triggered.connect(self._begin_with_smaller_rate)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER)
        self._odd: tuple[Oddity, Dataset | None] = LYING, None  # what is odd about a data set, until it is mended
        self._mend = QAction(self)
        self._mend.triggered.connect(self._mend_data)
        lab.told.connect(self._hear)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts of the buttons in the current language."""
        rate = shown(self._begin_again.data())
        self._begin_again.setText(self.tr("Begin again with η {rate}").format(rate=rate))
        self._mend.setText(Name(self._odd[0].remedy).said(QCoreApplication.translate))

    @Slot(object)
    def _hear(self, event: events.Event) -> None:
        match event:
            case events.DataLoading():
                self._show_loading(event.folder)
            case events.DataReady():
                self._end_loading()
                self._notice.forget()
                if event.oddity is not None:
                    self._show_oddity(event.oddity, event.dataset)
            case events.DataGivenUp():
                self._end_loading()
            case events.WeightsSaved():
                self._show_saved(event.file)
            case events.ScriptSaved():
                self._show_script(event.file, alone=event.alone)
            case events.Failed():
                self._show_failure(event.error)
            case events.Diverged() if not self._guides.tell_of_run:
                self._show_divergence(event.error)

    def _show_loading(self, folder: str) -> None:
        self._loading = True
        self._menus.open_data.setEnabled(False)
        self._menus.open_mnist.setEnabled(False)
        name = Path(folder).name or "MNIST"
        self._notice.say(lambda: self.tr("Loading {name}…").format(name=name), good=True, about="loading")

    def _end_loading(self) -> None:
        self._menus.open_data.setEnabled(True)
        self._menus.open_mnist.setEnabled(True)
        self._notice.withdraw("loading")
        self._loading = False

    def _show_oddity(self, oddity: Oddity, dataset: Dataset) -> None:
        def text() -> str:
            return Name(oddity.words, folder=dataset.name).said(QCoreApplication.translate)

        self._odd = oddity, dataset
        self.retranslate()
        self._notice.say(text, None if oddity.change is None else self._mend, about="oddity")

    @Slot()
    def _mend_data(self) -> None:
        oddity, dataset = self._odd
        self._odd = oddity, None
        assert oddity.change is not None
        assert dataset is not None
        self._notice.forget()
        self._lab.perform(OpenData(oddity.change(dataset)))

    def _show_saved(self, file: str) -> None:
        self._notice.say(self.tr("Weights saved to {file}").format(file=file), good=True, passing=True)

    @Slot(str)
    def show_page_saved(self, file: str) -> None:
        """Say that a page of a lesson, or a lesson, has been written."""
        self._notice.say(self.tr("Saved to {file}").format(file=file), good=True, passing=True)

    def remind_later(self, lessons: "Callable[[], Lessons]") -> None:
        """Say a moment later, because the window opens sooner without lessons, whether a question about one is due."""
        self._later.timeout.connect(lambda: lessons().remind(self.show_reminder))
        self._later.start()

    def show_reminder(self, lesson: str) -> None:
        """Say that a question about an earlier lesson is waiting."""
        self._notice.say(
            lambda: self.tr("Do you still know what “{lesson}” was about? There is a question.").format(lesson=lesson),
            self._menus.lessons,
            good=True,
            about="question",
        )

    @Slot(str)
    def show_drawing_saved(self, file: str) -> None:
        """Say where a drawing is kept now."""
        self._notice.say(self.tr("Drawing saved to {file}").format(file=file), good=True, passing=True)

    def _show_script(self, file: str, *, alone: bool) -> None:
        def text() -> str:
            if alone:
                words = self.tr("Written to {file}. Run it with any Python that has NumPy: python {name}")
            else:
                words = self.tr("Written to {file}. Run it with a Python that has mnistlab installed: python {name}")
            return words.format(file=file, name=Path(file).name)

        self._notice.say(text, good=True)

    @Slot(object)
    def forget_notice(self, intent: Intent) -> None:
        """Take a notice away once the person goes on, because it has been read then."""
        if isinstance(intent, GOING_ON) and not self._loading:
            self._notice.forget()

    def _show_divergence(self, error: DivergedError) -> None:
        if "smaller" not in error.facts:
            self._notice.say(lambda: say(error), self._rewind, about="divergence")
            return

        def text() -> str:
            return join_sentences(say(error), self.tr("For that, begin again, or go back on the curve."))

        self._begin_again.setData(error.facts["smaller_rate"])
        self.retranslate()
        self._notice.say(text, self._begin_again, about="divergence")

    @Slot()
    def _begin_with_smaller_rate(self) -> None:
        self._notice.forget()
        self._lab.perform(Begin((("learning_rate", self._begin_again.data()),)))

    @Slot(object)
    def show_error(self, error: BaseException) -> None:
        """Log what should not have happened, and say an error."""
        if not isinstance(error, MnistLabError):
            log.error("unexpected error", exc_info=error)
        self.show_logged(error)

    @Slot(object)
    def show_logged(self, error: BaseException) -> None:
        """Say what a person can act on in a notice, and what should not have happened in a dialog that is not modal."""
        if self._silent:
            return
        if isinstance(error, MnistLabError):
            self._notice.say(lambda: say(error), about="error")
        else:
            messages.show_fault(self._window, error)

    def fall_silent(self) -> None:
        """Open no dialog any more: it would outlive the window, and the program would wait for it."""
        self._silent = True

    @Slot(object)
    def _show_failure(self, error: BaseException) -> None:
        """Say what went wrong in the engine. Of its errors, those of data and the unexpected ones end a loading."""
        if self._loading and (isinstance(error, DataError) or not isinstance(error, MnistLabError)):
            self._end_loading()
        self.show_error(error)
