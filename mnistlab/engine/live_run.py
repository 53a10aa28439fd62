"""The run in the window: how it begins, is led on, looked back at and changed."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from functools import singledispatchmethod
from typing import Any, Final

import numpy as np

from mnistlab.data import Dataset
from mnistlab.engine import events, intents
from mnistlab.engine.agenda import Work
from mnistlab.engine.pace import Pace
from mnistlab.engine.shelf import Identity, Shelf, identity_of
from mnistlab.engine.tracks import Tracks
from mnistlab.errors import DivergedError, MnistLabError, SettingsError
from mnistlab.library import KeptRun
from mnistlab.library.kept_run import first_params, mark_of_start
from mnistlab.library.naming import OF_RULE
from mnistlab.memory import give_back
from mnistlab.nn.functions import Array
from mnistlab.nn.reading import count_right
from mnistlab.training import Phase, RunSettings, Trainer, check_fits, declared
from mnistlab.training.state import shapes
from mnistlab.training.way_back import path

WRITE_AFTER: Final = 15.0  # s that a run goes on before it is written again
NEW_SEEDS: Final = 1_000_000  # short enough to be read out to a class


class LiveRun:
    """Owns the trainer, carries out the intents that are about the run, and leads the run on.

    Parameters
    ----------
    settings : RunSettings
        Of the first run.
    shelf : Shelf
        Takes the runs that are left for another.
    tell : callable
        Tells the window an event.
    begin_work : callable
        Called once, when the first run begins.
    clock : callable
        Gives the time in s.

    Attributes
    ----------
    tracks : Tracks or None
        The run, and the moment of it that is looked at; None before there are images.
    next_settings : RunSettings
        Of the next run.
    first_params : dict or None
        ``W1 b1 W2 b2`` with which runs begin, instead of random ones.
    run_id : int
        Grows whenever another run becomes the present one.
    running : bool
        Whether it goes on until it is paused or complete.
    diverged : Trainer or None
        The run that was stopped because it had diverged.
    pace : Pace
    """

    def __init__(
        self,
        settings: RunSettings,
        shelf: Shelf,
        tell: Callable[[events.Event], None],
        begin_work: Callable[[], None],
        clock: Callable[[], float],
    ) -> None:
        self.next_settings = settings
        self.first_params: dict[str, Array] | None = None
        self.tracks: Tracks | None = None
        self.run_id = 0
        self.running = False
        self.diverged: Trainer | None = None
        self.pace = Pace(clock)
        self.tell = tell
        self._shelf = shelf
        self._begin_work = begin_work
        self._clock = clock
        self._to_tell: list[events.Event] = []

    @property
    def active(self) -> bool:
        """Whether there is something to do without being asked: the run goes on, or an accuracy is due."""
        # A run that is complete by a smaller number of iterations is measured too, although it stands.
        return self.tracks is not None and (
            self.running or (self.tracks.live.iteration > 0 and self.tracks.live.evaluating)
        )

    def require_tracks(self) -> Tracks:
        """Return the run and the moment that is looked at; MnistLabError if there are no images yet."""
        if self.tracks is None:
            raise MnistLabError("no_data")
        return self.tracks

    def tell_with_data(self, event: events.Event) -> None:
        """Tell something of the library, but not before there are data: what is told before is about those."""
        if self.tracks is None:
            self._to_tell.append(event)
        else:
            self.tell(event)

    def tell_what_waits(self) -> None:
        """Tell what has waited for data."""
        while self._to_tell:
            self.tell(self._to_tell.pop(0))

    def fail(self, error: BaseException) -> None:
        """Tell what an intent, or the run, has raised; a run that has diverged stands."""
        if isinstance(error, DivergedError):
            self.pause()
            self.diverged = self.require_tracks().live
            self.tell(events.Diverged(error))
        else:
            self.tell(events.Failed(error))

    def lead_on(self, begin_slice: Callable[[], Callable[[], bool]]) -> float | None:
        """Train until the slice that begins now is over, or measure an accuracy that was due when the run was paused.

        Returns
        -------
        float or None
            How long to wait before the next slice, in s; None if the run stands.
        """
        trainer = self.require_tracks().live
        try:
            over = begin_slice()
            if not self.running:
                trainer.run(until=lambda: not trainer.evaluating or over())
                return 0.0
            wait = self.pace.advance(trainer, over)
            if not trainer.finished:
                return wait
            self.running = False
            self.write_what_is_new()
            history = trainer.history
            self.tell(events.RunFinished(float(history.train_accuracy[-1]), float(history.test_accuracy[-1])))
        except BaseException as error:  # told, not dropped
            self.running = False
            self.fail(error)
        return None

    def write_what_is_new(self) -> None:
        """Have the run written: at rest at once, and while it goes on, every `WRITE_AFTER` seconds."""
        now = self._clock()
        if self.tracks is not None and (not self.running or now - self._shelf.written_at >= WRITE_AFTER):
            self._shelf.write(self.tracks.live, goes_on=True, now=now)

    def end(self) -> None:
        """Stop the run for good, and have it written."""
        self.running = False
        self.pace.begin()
        if self.tracks is not None:
            self._shelf.write(self.tracks.live, goes_on=False, now=self._clock())

    def take_up(self, run: KeptRun, trainer: Trainer) -> None:
        """Let a kept run be the present one."""
        present = self.require_tracks().live.whole
        entry = replace(run.entry, first_weights=mark_of_start(trainer))  # one of an earlier version has none
        self.first_params = dict(first_params(run)) if entry.begins_from_file else None
        self._take_up(trainer, identity_of(entry))
        self.next_settings = entry.settings
        if trainer.whole is not present:
            self.tell(events.DataReady(trainer.whole))

    def _take_up(self, trainer: Trainer, identity: Identity) -> None:
        self.tracks = Tracks(trainer)
        self._shelf.take_up(identity)
        self.diverged = None
        self.run_id += 1
        give_back()

    def begin_run(self, settings: RunSettings, dataset: Dataset | None = None) -> None:
        """Begin a new run; where that fails, the present one stays."""
        dataset = dataset or self.require_tracks().live.whole
        wanted = shapes(settings, dataset.train_images.shape[1])
        if self.first_params is not None and wanted != {key: one.shape for key, one in self.first_params.items()}:
            self.first_params = None  # those weights were of a network of another size
        trainer = Trainer(settings, dataset, self.first_params)
        if self.tracks is None:  # not before the first images are there, because the window waits for those
            self._begin_work()
        else:
            self.pause()
            self._shelf.put_aside(self.tracks.live, now=self._clock())
        self._take_up(trainer, Identity(first_weights=mark_of_start(trainer)))
        self.next_settings = settings

    def pause(self) -> None:
        """Stop the run, and have it written."""
        self.running = False
        self.pace.begin()  # so that it holds nothing of this run when there is another
        self.write_what_is_new()

    def _train_on(self) -> Trainer:
        """Return the run to train on with; at an earlier moment, that becomes the run."""
        tracks = self.require_tracks()
        left, live = tracks.live, tracks.go_on()
        if live is not left:
            self._shelf.put_aside(left, now=self._clock())
            own = self._shelf.own
            self._shelf.take_up(
                Identity(
                    parent=own.key,
                    branched_at=live.iteration,
                    opened=own.opened,
                    first_weights=own.first_weights,
                )
            )
            self.next_settings = replace(self.next_settings, learning_rate=live.learning_rate)
            with contextlib.suppress(SettingsError):  # a dropout that waits for the next run may refuse it there
                self.next_settings = replace(self.next_settings, gradient=live.settings.gradient)
        return live

    def _look_at(self, iteration: int, tolerance: int = 0) -> Work:
        """Look at a moment of the run.

        A learning rate or a gradient that was set and not used yet is meant for what comes next, wherever that begins.
        """
        tracks = self.require_tracks()
        yield from tracks.look_at(iteration, tolerance)
        live, viewed = tracks.live, tracks.viewed
        if viewed is not None and live.iteration:
            used = live.history.rule_at(live.iteration - 1)
            for name in OF_RULE:
                if getattr(live.settings, name) != getattr(used, name):
                    viewed.settings = replace(viewed.settings, **{name: getattr(live.settings, name)})

    def _refreshed(self, trainer: Trainer) -> Work | None:
        """Return the work of computing the gradient that is shown by the way that is asked for now."""
        return trainer.in_pieces(Phase.COMPUTE_GRADIENT) if trainer.stale and not self.running else None

    # Intents

    @singledispatchmethod
    def carry_out(self, intent: Any) -> Work | None:
        """Do what an intent asks for, or return the work that has to be done for it."""
        raise NotImplementedError(f"no such intent: {intent!r}")

    @carry_out.register
    def _select_batch(self, _intent: intents.SelectBatch) -> Work:
        return self._train_on().in_pieces(Phase.SELECT_BATCH)

    @carry_out.register
    def _compute_gradient(self, _intent: intents.ComputeGradient) -> Work:
        return self._train_on().in_pieces(Phase.COMPUTE_GRADIENT)

    @carry_out.register
    def _update(self, _intent: intents.Update) -> Work:
        return self._train_on().in_pieces(Phase.UPDATE)

    @carry_out.register
    def _step(self, _intent: intents.Step) -> Work | None:
        """Do an iteration; at an earlier moment, look at the next."""
        tracks = self.require_tracks()
        if tracks.viewed is None:
            return tracks.live.in_pieces()
        if tracks.viewed.iteration == tracks.live.iteration:
            tracks.show_latest()
            return None
        return self._look_at(tracks.viewed.iteration + 1)

    @carry_out.register
    def _run(self, _intent: intents.Run) -> None:
        if not self._train_on().finished:
            self.running = True
            self.pace.begin()

    def train_on(self) -> None:
        """Go on with the present run; if it is complete, for as many iterations again."""
        live = self.require_tracks().live
        if live.finished:
            self._train_more(intents.TrainMore(live.iteration))
        else:
            self._run(intents.Run())

    @carry_out.register
    def _train_more(self, intent: intents.TrainMore) -> None:
        live = self.require_tracks().live
        iterations = live.iteration + intent.iterations
        self.next_settings = replace(self.next_settings, iterations=iterations)
        live.settings = replace(live.settings, iterations=iterations)
        self.running = True
        self.pace.begin()

    @carry_out.register
    def _go_to(self, intent: intents.GoTo) -> Work:
        self.pause()
        yield from self._look_at(intent.iteration, intent.tolerance)

    @carry_out.register
    def _go_on(self, _intent: intents.GoOn) -> None:
        self._train_on()

    @carry_out.register
    def _show_latest(self, _intent: intents.ShowLatest) -> None:
        self.pause()
        self.require_tracks().show_latest()

    @carry_out.register
    def _pause_run(self, _intent: intents.Pause) -> None:
        self.pause()

    @carry_out.register
    def _rewind(self, _intent: intents.Rewind) -> None:
        self.begin_run(self.next_settings)

    @carry_out.register
    def _begin(self, intent: intents.Begin) -> None:
        self.begin_run(replace(self.next_settings, **dict(intent.changes)))

    @carry_out.register
    def _new_weights(self, _intent: intents.NewWeights) -> None:
        self.first_params = None
        self.begin_run(replace(self.next_settings, seed=int(np.random.default_rng().integers(NEW_SEEDS))))

    @carry_out.register
    def _change_setting(self, intent: intents.ChangeSetting) -> Work | None:
        """Change at once what may change during a run; the rest with the next rewind, or now if none has begun."""
        asked = replace(self.next_settings, **{intent.name: intent.value})
        if self.tracks is None:
            self.next_settings = asked
            return None
        if declared(type(asked))[intent.name].live:
            trainer = self.tracks.live if intent.name == "iterations" else self.tracks.shown
            settings = replace(trainer.settings, **{intent.name: intent.value})  # which may be refused: so first of all
            if trainer is self.tracks.viewed:
                self._train_on()  # because another rule leads to another future
            trainer.settings = settings
            self.next_settings = replace(self.next_settings, **{intent.name: intent.value})
            return self._refreshed(trainer)
        live = self.tracks.live
        if live.iteration == 0 and live.next_phase is Phase.SELECT_BATCH:
            self.begin_run(asked)
        else:
            check_fits(asked, live.whole)
            self.next_settings = asked
        return None

    @carry_out.register
    def _make_mistake(self, intent: intents.MakeMistake) -> Work | None:
        trainer = self._train_on()
        trainer.mistake = intent.mistake
        return self._refreshed(trainer)

    @carry_out.register
    def _read_path(self, intent: intents.ReadPath) -> None:
        tracks = self.require_tracks()
        if intent.track == (self.run_id, tracks.branch_id):
            self.tell(events.PathRead(intent, path(tracks.shown, intent.points)))

    @carry_out.register
    def _open_test_set(self, _intent: intents.OpenTestSet) -> Work:
        trainer = self.require_tracks().shown
        images, labels = trainer.whole.test_images, trainer.whole.test_labels
        right = 0
        for count in count_right(trainer.network.copy(), images, labels):
            right += count
            yield 0.0
        self._shelf.note_opened((trainer.iteration, right / len(labels)))
        self.write_what_is_new()

    @carry_out.register
    def _set_speed(self, intent: intents.SetSpeed) -> None:
        self.pace.speed = intent.iterations_per_second
        self.pace.begin()
