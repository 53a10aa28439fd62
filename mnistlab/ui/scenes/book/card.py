"""The page of an experiment: its question, a prediction, the runs as they come, and what came out beside the book."""

from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from typing_extensions import override

from mnistlab.data import Dataset, Source
from mnistlab.data.files import write_whole
from mnistlab.engine.experimenting import Session
from mnistlab.engine.frame import Frame
from mnistlab.errors import CardError, MnistLabError
from mnistlab.experiments.expected import seconds_of_one
from mnistlab.experiments.fits import check_images
from mnistlab.experiments.report import Report, as_csv, plan
from mnistlab.experiments.script import script_of
from mnistlab.experiments.words import duration
from mnistlab.language import join_sentences
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.scenes.base import Reading
from mnistlab.ui.scenes.book.ask import Ask
from mnistlab.ui.scenes.book.pages import ResultPages
from mnistlab.ui.scenes.book.status import expected_time, status_of_runs
from mnistlab.ui.scenes.book.texts import settings_in_words, words_of
from mnistlab.ui.scenes.book.verdict import VerdictView
from mnistlab.ui.scenes.task import Task
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import Gap, TextLine, ThinBar, in_column, in_row, named, push_button
from mnistlab.ui.window.file_dialogs import script_to_save, table_to_save

SEEDS: Final = 20
MANY: Final = 1_000  # runs that are begun without a question
REDRAWN: Final = 200  # ms at least between two drawings of what comes
TICK: Final = 1_000  # ms between two looks at how long it still takes
NARROW: Final = 640  # px: in a narrower scene the buttons beside the title have short names
WORDS: Final = 0.42  # of the height: as much as the sentences may have


class CardScene(Reading):
    """An experiment, from the question to what the book has."""

    least_room = (440, 300)

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._dataset: Dataset | None = None
        self._is_open = False
        self._seeds = 1  # of the runs that are begun next
        self._asks: Session | None = None  # of which a person is asked whether to begin so many
        self._timed: Session | None = None  # of which it is measured how long a run takes
        self._lasts: Task[float] = Task(self, self._take_time, name="Estimate")
        self._settings = named(QLabel(), "cardSettings", role="muted")
        self._settings.setTextFormat(Qt.TextFormat.RichText)
        self._settings.setWordWrap(True)
        self.ask = Ask()
        self.ask.answered.connect(self._predict)
        self.run = push_button("cardRun", lambda: self._wish(1), role="primary")
        self.many = push_button("cardSeeds", lambda: self._wish(SEEDS))
        self.vary = push_button("cardVary", self._vary)
        self.stop = push_button("cardStop", selection.experimenting.stop)
        self.anyway = push_button("cardAnyway", self._begin)
        self._bar, self._status = ThinBar(), TextLine()
        self.pages = ResultPages()
        self._words = VerdictView()
        self._views = {name: _segment(f"card{name}", side) for name, side in VIEWS.items()}
        self._views["Picture"].setChecked(True)
        self._csv = push_button("cardCsv", self._save_numbers, small="true")
        self._script = push_button("cardScript", self._save_script, small="true")
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.timeout.connect(self._draw)
        self._tick = QTimer(self)  # because the time that is left passes, whether or not anything comes
        self._tick.setSingleShot(True)
        self._tick.setInterval(TICK)
        self._tick.timeout.connect(self._show_time)
        self._lay_out()
        selection.experimenting.changed.connect(self._follow)
        selection.experimenting.recalled.connect(self._show_recalled)
        selection.card_opened.connect(self._open)
        selection.own_curves.changed.connect(self._draw)

    def _lay_out(self) -> None:
        for name, button in self._views.items():
            button.clicked.connect(lambda _on=False, name=name: self._show_view(name))
        self.beside_heading = QWidget()
        in_row(self._csv, self._script, Gap(UNIT), in_row(*self._views.values(), spacing=0), on=self.beside_heading)
        progress = in_column(self._status, self._bar, spacing=2)
        buttons = in_row(self.run, self.many, self.stop, self.anyway, self.vary)
        buttons.addLayout(progress, 1)
        self._column = in_column(self._settings, self.ask, buttons, (self.pages, 1), self._words, spacing=UNIT, on=self)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Lead to the question, which comes first; else whatever is next would have the focus of the gallery."""
        super().showEvent(event)
        if not event.spontaneous():
            QTimer.singleShot(0, self, self._take_focus)
            self._measure()

    def _take_focus(self) -> None:
        """Lead to the question, or, where it is answered and its runs are done, to what can be done next."""
        if self.ask.isVisible():
            self.ask.take_focus()
            return
        ways = (self.stop, self.run, self.many, self.vary)
        next_one = next((way for way in ways if way.isVisible() and way.isEnabled()), None)
        if next_one is not None:
            next_one.setFocus()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Measure nothing that nobody sees."""
        super().hideEvent(event)
        if self._lasts.running:
            self._lasts.give_up()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the sentences have their share of the height."""
        super().resizeEvent(event)
        self._fit_words()
        self._name_exports()

    def _fit_words(self) -> None:
        """Let the sentences have their share of the height, but no more than all that is above them leaves."""
        taken = self._column.minimumHeightForWidth(self.width())
        if not self._words.isHidden():
            taken -= self._words.minimumHeight()
        self._words.fit(max(0, min(round(WORDS * self.height()), self.height() - taken)))

    @property
    def session(self) -> Session | None:
        """What has come of the experiment that is looked at, with the images that are open."""
        card = self.selection.card
        return None if card is None else self.selection.experimenting.session(card, self._data)

    def words(self) -> tuple[str, str]:
        """Return the title of the experiment, and its question."""
        card = self.selection.card
        if card is None:
            return self.tr("An experiment"), ""
        return words_of(card)

    def take_data(self, dataset: Dataset) -> None:
        """Take note of the images: the runs are on them, and what has come with others is not shown."""
        self._dataset = dataset
        self._open()

    def show_frame(self, frame: Frame) -> None:
        """Show the experiment that is looked at; it does not depend on the moment."""
        self.frame = frame
        if not self._is_open:
            self._is_open = True
            self._open()

    @override
    def retranslate(self) -> None:
        self.run.setText(self.tr("Run"))
        self.run.setToolTip(self.tr("Do each of its runs once"))
        self.many.setText(self.tr("× {count} seeds").format(count=SEEDS))
        self.many.setToolTip(self.tr("Do each run with other seeds, too: what the book reports is one run"))
        self.vary.setText(self.tr("Vary…"))
        self.vary.setToolTip(self.tr("Go through other values of a setting, from the settings of this experiment"))
        self._settings.setToolTip(self.tr("In bold: what differs from the default settings"))
        self.stop.setText(self.tr("Stop"))
        self.stop.setToolTip(self.tr("Do no more; what is done stays"))
        self.anyway.setText(self.tr("Begin all the same"))
        self.anyway.setToolTip(self.tr("Begin, although it takes so long"))
        self._name_exports()
        self._csv.setToolTip(self.tr("Save the losses and accuracies of all runs as a table"))
        self._script.setToolTip(self.tr("Save a program that does these runs"))
        for name, text in {"Picture": self.tr("picture"), "Table": self.tr("table")}.items():
            self._views[name].setText(text)
            self._views[name].setToolTip(
                self.tr("The runs as a picture") if name == "Picture" else self.tr("The numbers as a table")
            )
        self._open()

    def _name_exports(self) -> None:
        """Name them in short where the title would else be cut."""
        short = self.width() < px(NARROW)
        self._csv.setText(self.tr("CSV…") if short else self.tr("Export as CSV"))
        self._script.setText(self.tr("Script…") if short else self.tr("Export as script"))

    def _open(self) -> None:
        session = self.session
        if session is None:
            return
        self._recall()
        had_keyboard = self.ask.isAncestorOf(self.focusWidget())
        self.ask.show_card(session.card, session.prediction)
        if had_keyboard:  # which goes elsewhere with the answers that are replaced
            self.ask.take_focus()
        self._order_keys()
        self._settings.setText(settings_in_words(session.card))
        self._settings.setVisible(bool(self._settings.text()))
        self._draw()
        self._measure()
        self.updated.emit()

    def _order_keys(self) -> None:
        """Let the keyboard come to the answers before the buttons; they are made later, so that Qt has them last."""
        if self._views["Table"].window() is self.window():
            ways = [self._views["Table"], *self.ask.fields, self.run, self.many, self.stop, self.anyway, self.vary]
            for before, after in pairwise(ways):
                self.setTabOrder(before, after)

    @property
    def _data(self) -> Source | None:
        """Where the images come from, if they are in a folder."""
        return None if self._dataset is None else self._dataset.source

    def _recall(self) -> None:
        """Have what is kept of the experiment brought back."""
        if self.selection.card is not None and self._dataset is not None:
            self.selection.experimenting.recall(self.selection.card, self._data)

    def _show_recalled(self, session: Session) -> None:
        if session is self.session:
            self._open()

    def _predict(self, prediction: float | None) -> None:
        session = self.session
        if session is not None:
            self.selection.experimenting.predict(session.card, prediction, session.data)
            self._show_buttons(session)

    def _wish(self, seeds: int) -> None:
        """Begin, or, where there are very many runs, say first how long they take."""
        session, self._seeds = self.session, seeds
        if session is None or self._dataset is None:
            return
        try:
            check_images(session.card, self._dataset)
        except MnistLabError as error:
            self.selection.experimenting.failed.emit(error)
            return
        if session.card.count(seeds) > MANY:
            self._asks = session
            self._show_buttons(session)
        else:
            self._begin()

    def _vary(self) -> None:
        if self.selection.card is not None:
            self.selection.vary_card(self.selection.card)
            self.turns_to.emit("Sweep")

    def _begin(self) -> None:
        session, self._asks = self.session, None
        if session is None or self._dataset is None:
            return
        if self._lasts.running:
            self._lasts.give_up()
        self.selection.experimenting.begin(session.card, self._seeds, self._data)

    def _measure(self) -> None:
        """Have it measured how long a run takes, unless that is known, or more runs than that one are under way."""
        session, dataset = self.session, self._dataset
        if session is None or dataset is None or not self.isVisible() or not session.card.runs:
            return
        if self.selection.experimenting.under_way is not None or session.seconds_for(1) is not None:
            return
        if session is self._timed and (self._lasts.running or self._lasts.failed):
            return
        try:
            check_images(session.card, dataset)
        except MnistLabError:  # said when it is to be run
            return
        self._timed = session
        self._lasts.start(seconds_of_one(plan(session.card).jobs(), dataset))

    def _take_time(self) -> None:
        if self._timed is not None and self._lasts.result is not None:
            self._timed.expected = self._lasts.result
        if self.session is not None:
            self._show_buttons(self.session)

    def _follow(self, session: Session) -> None:
        """Draw what has come, but not too often."""
        if session is self.session and self.isVisible() and not self._redraw.isActive():
            there = len(session.found.outcomes) if isinstance(session.found, Report) else 0
            self._redraw.start(max(REDRAWN, there // 5))  # because very many take longer to draw
        elif session is not self.session and self.session is not None:
            self._show_buttons(self.session)
            self._measure()

    def _draw(self) -> None:
        session = self.session
        if session is None:
            return
        self.pages.show_session(session, self.selection.own_curves.all)
        self._words.show_session(session)
        self._show_buttons(session)
        self._fit_words()

    def _show_view(self, name: str) -> None:
        for other, button in self._views.items():
            button.setChecked(other == name)
        self.pages.as_table = name == "Table"
        if self.session is not None:
            self.pages.show_page(self.session)

    def _show_buttons(self, session: Session) -> None:
        experimenting = self.selection.experimenting
        under_way = experimenting.under_way
        running, done = under_way is session, session.found is not None and not session.missing
        asked = session.prediction is not None or not self.ask.asks or session.found is not None
        free = under_way is None
        focus = QApplication.focusWidget()
        self.ask.setVisible(self.ask.asks and not (running or done))
        self.run.setEnabled(asked and free and session.missing_for(1) > 0)
        self.run.setVisible(not running)
        self.many.setVisible(not running)
        self.many.setEnabled(asked and free and session.missing_for(SEEDS) > 0)
        # That of the same name too, which has been read in another form since: nothing else leads to it any more.
        self.stop.setVisible(under_way is not None and under_way.card.name == session.card.name)
        self.vary.setVisible(bool(session.card.runs) and not running)
        for way in (self._csv, self._script):  # which are of runs, and where there are none, nobody waits for them
            way.setVisible(bool(session.card.runs))
        for view in self._views.values():
            view.setVisible(self.pages.has_picture(session))
        self._csv.setEnabled(isinstance(session.found, Report) and bool(session.found.outcomes))
        self._script.setEnabled(session.card.search is None and 0 < len(session.card.runs) <= MANY)
        self.anyway.setVisible(self._asks is session and free and session.seconds_for(1) is not None)
        if focus is not None and self.isAncestorOf(focus) and QApplication.focusWidget() is not focus:
            self._take_focus()  # because Qt has given the keyboard to whatever comes next in the window
        self._status.setText(self._status_of(session, under_way, asked=asked))
        self._bar.setVisible(running)
        self._bar.set_share(session.done / max(1, session.runs) if running else 0.0)
        if running and self.isVisible():
            self._tick.start()

    def _status_of(self, session: Session, under_way: Session | None, *, asked: bool) -> str:
        if under_way is session:
            return status_of_runs(session)
        if under_way is not None:
            return self.tr("“{title}” is under way.").format(title=words_of(under_way.card)[0])
        if self._asks is session:
            seconds = session.seconds_for(self._seeds)
            if seconds is None:
                return self.tr("Measuring how long a run takes…")
            text = self.tr("These are {runs} runs: about {duration} here.")
            runs = f"{session.card.count(self._seeds):,}"
            return text.format(runs=runs, duration=duration(seconds, QCoreApplication.translate))
        if not asked:
            return join_sentences(self.tr("First say what you expect."), expected_time(session, 1))
        return expected_time(session, SEEDS)

    def _show_time(self) -> None:
        if self.session is not None:
            self._show_buttons(self.session)

    def _save_numbers(self) -> None:
        session = self.session
        path = table_to_save(self) if session is not None else None
        if path is not None and session is not None and isinstance(session.found, Report):
            self._write(path, as_csv(session.found))

    def _save_script(self) -> None:
        card = self.selection.card
        path = script_to_save(self) if card is not None else None
        if path is not None and card is not None:
            self._write(path, script_of(card))

    def _write(self, path: Path, text: str) -> None:
        try:
            with write_whole(path, CardError) as file:
                file.write(text.encode())
        except CardError as error:
            self.selection.experimenting.failed.emit(error)


VIEWS: Final = {"Picture": "first", "Table": "last"}


def _segment(name: str, side: str) -> QToolButton:
    button = named(QToolButton(), name, segment=side, small="true")
    button.setCheckable(True)
    return button
