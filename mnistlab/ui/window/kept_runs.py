"""What the window does for runs that are kept: files of them, the way back to the run before, and the last run."""

import math
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from PySide6.QtWidgets import QMainWindow

from mnistlab.engine import events
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import NoteDrawing, OpenRun, OpenRuns, SaveRuns, UndoRun
from mnistlab.engine.lab import Lab
from mnistlab.errors import sentence
from mnistlab.language import join_clauses, join_names
from mnistlab.library import RunEntry
from mnistlab.numerals import percent
from mnistlab.ui.look.keys import new_action, on_all_keyboards
from mnistlab.ui.panels.draw import DrawPanel
from mnistlab.ui.panels.runs import RunsPanel
from mnistlab.ui.run_title import run_title
from mnistlab.ui.widgets.notice import NoticeBar
from mnistlab.ui.window import file_dialogs as files

UNDO: Final = "Ctrl+Z"
REST: Final = 700  # ms without another stroke
MOST_NAMED: Final = 5  # runs in a notice


class KeptRunsMenu(QObject):
    """Actions on kept runs that belong to the whole window, and what is told of them.

    Ctrl+Z takes back what was done last: a stroke, or the leaving of a run.

    Parameters
    ----------
    window : QMainWindow
    lab : Lab
    runs : RunsPanel
    draw : DrawPanel
    notice : NoticeBar
    """

    def __init__(self, window: QMainWindow, lab: Lab, runs: RunsPanel, draw: DrawPanel, notice: NoticeBar) -> None:
        super().__init__(window)
        self._window, self._lab, self._notice = window, lab, notice
        self._undo_stroke = draw.tools.undo
        self._selection, self._canvas = draw.selection, draw.canvas
        self._drawn = QTimer(self)  # because a drawing is kept with the run once it has come to rest
        self._drawn.setSingleShot(True)
        self._drawn.setInterval(REST)
        self._drawn.timeout.connect(self._note_drawing)
        draw.selection.drawing_changed.connect(self._drawn.start)
        self._frame: Frame | None = None
        self._undoable: tuple[object, ...] = ()
        self._last_run: RunEntry | None = None
        self.open = new_action(window, "actionOpenRuns", slot=self._ask_for_file)
        self.save = new_action(window, "actionSaveRuns", slot=self._save_all)
        self.undo = new_action(window, "actionUndoRun", slot=lambda: lab.perform(UndoRun()))
        self.go_on = new_action(window, "actionLastRun", slot=self._open_last)
        self.undo.setEnabled(False)
        self.save.setEnabled(False)
        runs.kept.save_wanted.connect(self._save)
        lab.frame_ready.connect(self._show_frame)
        lab.told.connect(self._hear)
        draw.canvas.ink_changed.connect(self._give_key_to_drawing)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.open.setText(self.tr("Open runs…"))
        self.save.setText(self.tr("Save all runs…"))
        self.go_on.setText(self.tr("Go back into it"))
        self._show_undo()

    @Slot(object)
    def _show_frame(self, frame: Frame) -> None:
        self._frame = frame
        self.save.setEnabled(bool(frame.runs) or frame.latest > 0)
        undoable = frame.undoes, frame.run_id, frame.branch_id, len(frame.runs)
        if undoable != self._undoable:
            self._undoable = undoable
            self._show_undo()
            if frame.undoes is not None:
                self._give_key_to_runs()
            else:
                self._give_key_to_drawing()
        if frame.latest:
            self._notice.withdraw("last run")

    def _show_undo(self) -> None:
        undoes = None if self._frame is None else self._frame.undoes
        self.undo.setEnabled(undoes is not None)
        self.undo.setText(
            self.tr("Bring back the deleted run") if undoes == "deleted" else self.tr("Back to the run before")
        )

    def _give_key_to_runs(self) -> None:
        self._undo_stroke.setShortcuts([])
        self.undo.setShortcuts(on_all_keyboards(UNDO))

    @Slot()
    def _give_key_to_drawing(self) -> None:
        if not self._undo_stroke.shortcuts():
            self.undo.setShortcuts([])
            self._undo_stroke.setShortcuts(on_all_keyboards(UNDO))

    @Slot(object)
    def _hear(self, event: events.Event) -> None:
        match event:
            case events.RunsSaved():
                text = self.tr("Runs saved to {file}").format(file=event.file)
                self._notice.say(text, good=True, passing=True)
            case events.RunsOpened():
                names = join_names(*(run_title(entry) for entry in event.runs[:MOST_NAMED]))
                rest = len(event.runs) - MOST_NAMED
                text = self.tr("Opened, and kept from now on: {names}").format(names=names)
                text = f"{text} +{rest}" if rest > 0 else text
                if event.left_out:
                    found = len(event.runs) + event.left_out
                    facts = {"file": event.file, "left": f"{event.left_out:,}", "found": f"{found:,}"}
                    text = join_clauses(text, sentence("runs_left_out", facts, QCoreApplication.translate))
                self._notice.say(text, good=not event.left_out, passing=not event.left_out)
            case events.RunTakenUp() if event.drawing is not None and self._selection.drawing is None:
                if event.strokes is None:
                    self._selection.lay_on_canvas(event.drawing)
                else:
                    self._canvas.lay_strokes(event.strokes)
            case events.LastRun():
                self._offer(event.run)

    @Slot()
    def _note_drawing(self) -> None:
        drawing = self._selection.drawing
        self._lab.perform(NoteDrawing(drawing, None if drawing is None else self._selection.ink.kept))

    def end(self) -> None:
        """Note a drawing that has not come to rest yet, because the window closes."""
        if self._drawn.isActive():
            self._drawn.stop()
            self._note_drawing()

    def _offer(self, entry: RunEntry) -> None:
        """Offer the run in which the program was left."""
        self._last_run = entry
        self._notice.say(lambda: self._words_on(entry), self.go_on, good=True, about="last run")

    def _words_on(self, entry: RunEntry) -> str:
        facts = {"name": run_title(entry), "iteration": f"{entry.iteration:,}", "share": percent(entry.test_accuracy)}
        if math.isnan(entry.test_accuracy):
            text = self.tr("Your last run is kept: {name}, iteration {iteration}.")
        elif entry.settings.is_sealed:
            text = self.tr("Your last run is kept: {name}, iteration {iteration}, validation {share}.")
        else:
            text = self.tr("Your last run is kept: {name}, iteration {iteration}, test {share}.")
        return text.format(**facts)

    def _open_last(self) -> None:
        if self._last_run is not None:
            self._lab.perform(OpenRun(self._last_run.key))
            self._notice.withdraw("last run")

    def _ask_for_file(self) -> None:
        path = files.runs_to_open(self._window)
        if path is not None:
            self._lab.perform(OpenRuns(path))

    def _save_all(self) -> None:
        if self._frame is not None:
            own = (self._frame.own.key,) if self._frame.latest else ()
            self._save((*own, *(entry.key for entry in self._frame.runs)))

    @Slot(tuple)
    def _save(self, keys: tuple[str, ...]) -> None:
        path = files.runs_to_save(self._window)
        if path is not None:
            self._lab.perform(SaveRuns(path, keys))
