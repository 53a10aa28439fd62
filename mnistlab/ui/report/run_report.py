"""The report on the present run: asks for the learner's own words and for a file, has images read, writes."""

# ruff: noqa: PLC0415 (the window opens sooner without the page)

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject, QSettings, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QMainWindow, QPlainTextEdit, QWidget

from mnistlab.analysis.centred_mean import CentredMean
from mnistlab.analysis.exam import Confusion, examine
from mnistlab.analysis.readings import read
from mnistlab.data import Dataset
from mnistlab.data.files import write_whole
from mnistlab.engine import events
from mnistlab.engine.experimenting import Session
from mnistlab.engine.explorer import Computation, Explorer
from mnistlab.engine.frame import Frame
from mnistlab.engine.lab import Lab
from mnistlab.errors import DataError, MnistLabError
from mnistlab.library.curves import OwnCurve
from mnistlab.library.naming import setting_in_words, setting_of
from mnistlab.numerals import percent
from mnistlab.training import RunSettings, declared
from mnistlab.training.sampling import part_of
from mnistlab.training.setting import CONTEXT
from mnistlab.ui.look.keys import new_action
from mnistlab.ui.look.theme import LIGHT, colours, px, set_colours
from mnistlab.ui.plots.run_curves import RunCurves
from mnistlab.ui.plots.run_words import loss_in_words
from mnistlab.ui.run_title import run_title
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.file_kinds import path_to_save
from mnistlab.ui.widgets.kit import in_column, named
from mnistlab.ui.widgets.notice import NoticeBar

if TYPE_CHECKING:
    from mnistlab.ui.report.page import Report

KEY: Final = "report"  # of the computation, and of the words in the person's settings
MOST_WORDS: Final = 20_000  # characters
CURVES: Final = (720, 440)  # px
PAGE, PAPER = ".html", ".pdf"


class WordsDialog(QDialog):
    """A box for the learner's own words, which are in the report."""

    def __init__(self, window: QMainWindow, words: str) -> None:
        super().__init__(window)
        self.setObjectName("reportDialog")
        self.setWindowTitle(self.tr("Report on this run"))
        says = named(QLabel(self.tr("What did you try, what came of it, and why? The report has your words first.")))
        says.setWordWrap(True)
        self.words = named(QPlainTextEdit(words), "reportWords")
        self.words.setAccessibleName(self.tr("In my own words"))
        self.words.setTabChangesFocus(True)
        self.words.setMinimumSize(px(420), px(160))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        in_column(says, (self.words, 1), buttons, spacing=px(12), on=self).setContentsMargins(*4 * (px(16),))
        self.words.setFocus()


class RunReport(QObject):
    """The action for a report, and all that follows.

    Parameters
    ----------
    window : QMainWindow
    lab : Lab
    explorer : Explorer
        Has images read.
    selection : Selection
        Whose drawing is in the report.
    notice : NoticeBar
    preferences : QSettings
        Keep the learner's words.
    language : callable
        Gives the key of the language.

    Signals
    -------
    refused : MnistLabError
        The report cannot be written.
    """

    refused = Signal(object)

    def __init__(
        self,
        window: QMainWindow,
        lab: Lab,
        explorer: Explorer,
        selection: Selection,
        notice: NoticeBar,
        preferences: QSettings,
        language: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._window, self._explorer, self._selection, self._notice = window, explorer, selection, notice
        self._preferences, self._language = preferences, language
        self._frame: Frame | None = None
        self._dataset: Dataset | None = None
        self.dialog: WordsDialog | None = None
        self.action = new_action(window, "actionReport", "Ctrl+Shift+R", slot=self.ask)
        self.action.setEnabled(False)
        self._open = QAction(self)
        self._open.triggered.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._open.data())))
        lab.frame_ready.connect(self._take_frame)
        lab.told.connect(self._hear)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.action.setText(self.tr("Report on this run…"))
        self._open.setText(self.tr("Open it"))

    @Slot(object)
    def _take_frame(self, frame: Frame) -> None:
        self._frame = frame
        self.action.setEnabled(self._dataset is not None)

    @Slot(object)
    def _hear(self, event: events.Event) -> None:
        if isinstance(event, events.DataReady):
            self._dataset = event.dataset

    # What the person says

    def ask(self) -> None:
        """Ask for the learner's own words, and then for a file."""
        if self._frame is None:
            return
        key = f"{KEY}/{self._frame.own.key}"
        dialog = self.dialog = WordsDialog(self._window, str(self._preferences.value(key, "")))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Kept with each key, whatever the person decides or becomes of the window.
        dialog.words.textChanged.connect(
            lambda: self._preferences.setValue(key, dialog.words.toPlainText()[:MOST_WORDS])
        )
        dialog.accepted.connect(lambda: self._ask_file(dialog.words.toPlainText()[:MOST_WORDS]))
        dialog.open()

    def _ask_file(self, words: str) -> None:
        kinds = self.tr("Page (*.html)"), self.tr("To print (*.pdf)")
        path, _ = path_to_save(self._window, self.tr("Save the report"), f"mnistlab-report{PAGE}", *kinds)
        if path is not None:
            self.write(path, words)

    # What is written

    def write(self, path: Path, words: str) -> None:
        """Write a report on the moment that is shown, a PDF or a page for a browser by the ending of the file.

        What it is measured on is read first, beside the run.
        """
        frame = self._frame
        if frame is None or self._dataset is None:
            return
        dataset = part_of(self._dataset, frame.settings)
        self._explorer.start(
            Computation(
                KEY,
                examine(frame.network, dataset.test_images, dataset.test_labels),
                lambda _share: None,
                lambda confusion: self._recall(lambda done: self._write(path, words, frame, dataset, confusion, done)),
                lambda _error: None,  # the window says it
            )
        )

    def _recall(self, then: Callable[[list[Session]], None]) -> None:
        """Have what came of experiments brought back."""
        from mnistlab.experiments.files import cards

        known = {card.name: card for card in (*cards(), *self._selection.own_cards.values())}
        source = None if self._dataset is None else self._dataset.source
        self._selection.experimenting.recall_all(known, source, then)

    def _write(
        self, path: Path, words: str, frame: Frame, dataset: Dataset, confusion: Confusion, done: list[Session]
    ) -> None:
        from mnistlab.ui.report.page import page_of
        from mnistlab.ui.report.paper import pdf_of

        with _curves_of(frame, self._selection.own_curves.all) as curves:
            report = self._report(words, frame, dataset, confusion, curves, done)
            is_paper = path.suffix.lower() == PAPER
            content = pdf_of(report) if is_paper else page_of(report, self._language().replace("_", "-")).encode()
        try:
            with write_whole(path, DataError) as file:
                file.write(content)
        except MnistLabError as error:
            self.refused.emit(error)
            return
        self._open.setData(str(path))
        self._notice.say(
            lambda: self.tr("The report is in {file}").format(file=path), self._open, good=True, about="report"
        )

    def _report(
        self,
        words: str,
        frame: Frame,
        dataset: Dataset,
        confusion: Confusion,
        curves: Sequence[QWidget],
        done: list[Session],
    ) -> "Report":
        from mnistlab.ui.report.page import Report
        from mnistlab.ui.scenes.book.verdict import verdict

        translate = QCoreApplication.translate
        entry = replace(frame.own, iteration=frame.iteration)  # as it was at this moment, without what was set later
        drawing = self._selection.drawing
        settings = [
            (translate(CONTEXT, one.label), setting_in_words(entry, name, translate))
            for name, one in declared(RunSettings).items()
            if one.shown or one.live or setting_of(entry, name) != getattr(RunSettings(), name)
        ]
        at = frame.iteration
        losses = CentredMean().take(frame.loss)  # as it is drawn
        loss = float(losses[at - 1]) if 0 < at <= len(losses) else math.nan
        facts = [
            (self.tr("Data"), dataset.name),
            (self.tr("Iterations"), f"{at:,}"),
            (self.tr("Epochs"), f"{frame.epoch:.2f}"),
            (self.tr("Loss, smoothed"), loss_in_words(loss) if at else "–"),
            (
                self.tr("Accuracy on the validation images")
                if frame.settings.is_sealed
                else self.tr("Accuracy on the test images"),
                percent(confusion.accuracy, 2),
            ),
        ]
        for opened, read_right in frame.own.opened:
            text = self.tr("Test set opened at iteration {iteration}")
            facts.append((text.format(iteration=f"{opened:,}"), percent(read_right, 2)))
        measured = [share for when, share in zip(frame.evaluated_at, frame.train_accuracy, strict=True) if when <= at]
        if measured:
            facts.append((self.tr("Accuracy on the training images, measured last"), percent(float(measured[-1]), 2)))
        read_as = ""
        if drawing is not None:
            found = read(frame.network, drawing[None])
            share = percent(float(found.shares[0]))
            read_as = self.tr("Read as {digit} ({share})").format(digit=int(found.digits[0]), share=share)
        now, locale = QDateTime.currentDateTime(), QLocale(self._language())
        day = locale.toString(now.date(), QLocale.FormatType.LongFormat)
        when = f"{day} {locale.toString(now.time(), QLocale.FormatType.ShortFormat)} · mnistlab"
        title = self.tr("Report: {name}").format(name=run_title(entry))
        return Report(
            title=title,
            when=when,
            words=words.strip(),
            facts=facts,
            settings=settings,
            curves=curves,
            confusion=confusion,
            images=dataset.test_images,
            is_sealed=frame.settings.is_sealed,
            experiments=[(session.card.text("title", self._language()), verdict(session)) for session in done],
            drawing=drawing,
            read_as=read_as,
        )


@contextmanager
def _curves_of(frame: Frame, own: tuple[OwnCurve, ...]) -> Iterator[list[QWidget]]:
    """Give both plots of a run, in the light colours, because paper is white."""
    before = colours()
    set_colours(LIGHT)
    try:
        curves = RunCurves()
        curves.show_both(on=True)
        curves.resize(*CURVES)
        curves.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        curves.show()  # because a widget that is hidden lays nothing out
        curves.show_own(own)
        curves.show_frame(frame)
        yield [curves.loss_plot, curves.accuracy_plot]
        curves.deleteLater()
    finally:
        set_colours(before)
