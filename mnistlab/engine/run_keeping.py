"""What a person asks for with what is kept in the library."""

from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial, singledispatchmethod
from typing import Any, Final

from mnistlab.engine import events, intents
from mnistlab.engine.agenda import Work
from mnistlab.engine.aside import aside
from mnistlab.engine.keeper import Keeper
from mnistlab.engine.live_run import LiveRun
from mnistlab.engine.repeats import Repeats
from mnistlab.engine.shelf import PLACES, Shelf
from mnistlab.library import KeptRun, RunEntry, find_data, new_key
from mnistlab.library.kept_run import resume_in_pieces
from mnistlab.library.naming import run_fact
from mnistlab.training import Phase, Trainer, replay

MOST_AGAIN: Final = 5_000  # iterations, a second or two: more are not done again only to show the last mini-batch


class RunKeeping:
    """Carries out the intents that are about what is kept, and hears the keeper.

    Parameters
    ----------
    keeper : Keeper
    shelf : Shelf
    repeats : Repeats
    run : LiveRun
    clock : callable
        Gives the time in s.
    """

    def __init__(
        self, keeper: Keeper, shelf: Shelf, repeats: Repeats, run: LiveRun, clock: Callable[[], float]
    ) -> None:
        self._keeper = keeper
        self._shelf = shelf
        self._repeats = repeats
        self._run = run
        self._clock = clock
        self._knows_runs = False  # whether the list of runs has come

    def hear(self, kind: str, *values: Any) -> None:
        """Take what the keeper tells: `Keeper.hear` has the kinds."""
        if kind == "listed":
            self._take_list(*values)
        elif kind == "told":
            self._run.tell_with_data(events.Failed(*values))
        elif kind == "changed":
            self._run.tell(events.LibraryChanged())
        elif kind == "answered":
            self._run.tell(events.LibraryAnswered(*values))
        elif kind == "opened anew":
            self._shelf.write_lost()
            self._run.write_what_is_new()
        else:
            self._change_key(*values)

    def _take_list(self, entries: tuple[RunEntry, ...]) -> None:
        """Take the list of the runs that are kept; the first list says in which run the program was left."""
        if not self._knows_runs and entries:
            self._run.tell_with_data(events.LastRun(entries[-1]))
        self._knows_runs = True
        self._shelf.take_list(entries)

    def _change_key(self, key: str, other: str) -> None:
        self._repeats.hand_over(key, other)
        if self._shelf.own.key == key:
            self._shelf.own = replace(self._shelf.own, key=other, parent=key)

    @singledispatchmethod
    def carry_out(self, intent: Any) -> Work | None:
        """Do what an intent asks for, or return the work that has to be done for it."""
        raise NotImplementedError(f"no such intent: {intent!r}")

    @carry_out.register
    def _keep_run(self, intent: intents.KeepRun) -> None:
        live = self._run.require_tracks().live
        run = self._shelf.kept(live)
        run = replace(run, entry=replace(run.entry, key=new_key(), name=intent.name))
        self._keeper.write(run, live.whole, goes_on=False)
        self._shelf.draw(run)

    @carry_out.register
    def _note_drawing(self, intent: intents.NoteDrawing) -> None:
        self._shelf.note_drawing(intent.image, intent.strokes)

    @carry_out.register
    def _show_run(self, intent: intents.ShowRun) -> Work:
        run = yield from self._read(intent.key)
        if intent.key != self._shelf.own.key:
            self._shelf.draw(run)

    @carry_out.register
    def _hide_run(self, intent: intents.HideRun) -> None:
        self._shelf.hide(intent.key)

    @carry_out.register
    def _rename_run(self, intent: intents.RenameRun) -> None:
        self._shelf.rename(intent.key, intent.name)

    @carry_out.register
    def _delete_run(self, intent: intents.DeleteRun) -> None:
        if intent.key != self._shelf.own.key:
            self._shelf.delete(intent.key)

    @carry_out.register
    def _open_run(self, intent: intents.OpenRun) -> Work:
        yield from self._go_back_into(intent.key)

    @carry_out.register
    def _go_on_with(self, intent: intents.GoOnWith) -> Work:
        yield from self._go_back_into(intent.key)
        self._run.train_on()

    @carry_out.register
    def _undo_run(self, _intent: intents.UndoRun) -> Work | None:
        shelf = self._shelf
        if not shelf.undoable:
            return None
        last = shelf.undoable.pop()
        if last.kind == "left":
            return self._go_back_into(last.key, undoing=True)
        try:
            self._keeper.restore(last.key)
        except BaseException:
            shelf.undoable.append(last)  # so that it can be tried again: nothing else brings the run back
            raise
        return None

    @carry_out.register
    def _save_runs(self, intent: intents.SaveRuns) -> Work:
        live = self._run.require_tracks().live
        present = replace(self._shelf.kept(live), seeds=self._repeats.known(self._shelf.own.key))
        file = yield from self._keeper.save(intent.path, intent.keys, (present, live.whole))
        self._run.tell(events.RunsSaved(str(file)))

    @carry_out.register
    def _open_runs(self, intent: intents.OpenRuns) -> Work:
        runs, left_out = yield from self._keeper.take_in(intent.path)
        for entry in runs[-PLACES:]:
            if entry.key != self._shelf.own.key:
                self._shelf.draw((yield from self._read(entry.key)))
        self._run.tell(events.RunsOpened(runs, str(intent.path), left_out))

    @carry_out.register
    def _change_library(self, intent: intents.ChangeLibrary) -> None:
        self._keeper.change(intent.change)

    @carry_out.register
    def _ask_library(self, intent: intents.AskLibrary) -> None:
        self._keeper.tell(intent)

    @carry_out.register
    def _repeat_run(self, intent: intents.RepeatRun) -> Work:
        live = self._run.require_tracks().live
        if intent.key == self._shelf.own.key:
            self._repeats.add(self._shelf.kept(live), intent.seeds, live.settings.iterations, live.whole)
        else:
            run = yield from self._read(intent.key)
            self._repeats.add(run, intent.seeds, run.entry.iteration, None)

    @carry_out.register
    def _stop_repeating(self, _intent: intents.StopRepeating) -> None:
        self._repeats.stop()

    @carry_out.register
    def _forget_repeats(self, intent: intents.ForgetRepeats) -> None:
        self._repeats.forget(intent.key)

    def _read(self, key: str) -> Generator[float, None, KeptRun]:
        """Read a run, and what it has come to with other seeds."""
        run = yield from self._keeper.read(key)
        self._repeats.know(run)
        return run

    def _go_back_into(self, key: str, *, undoing: bool = False) -> Work:
        """Make a kept run the present one; the present one is kept."""
        shelf, tracks = self._shelf, self._run.require_tracks()
        if key == shelf.own.key:
            return
        run = yield from self._read(key)
        dataset = yield from aside(partial(find_data, run.entry.data, run_fact(run.entry), tracks.live.whole))
        trainer = yield from _with_its_last_update((yield from resume_in_pieces(run, dataset)))
        self._run.pause()
        shelf.put_aside(tracks.live, now=self._clock())
        if undoing and shelf.undoes == "left":
            shelf.undoable.pop()  # because undoing once more goes one further back
        self._run.take_up(run, trainer)
        self._run.tell(events.RunTakenUp(run.drawing, run.strokes))


def _with_its_last_update(trainer: Trainer) -> Generator[float, None, Trainer]:
    """Return a run as the person left it: with mini-batch and gradient of its last update, which are not kept."""
    since = trainer.checkpoints.before(trainer.iteration).iteration
    begun = trainer.next_phase is not Phase.SELECT_BATCH
    if begun or not 0 < trainer.iteration - since <= MOST_AGAIN:
        return trainer
    again = yield from replay(trainer, trainer.iteration)
    again.history.trained = trainer.history.trained  # it has not trained for longer
    return again
