"""Which runs are drawn beside the present one, and in which place."""

import pytest

from mnistlab.engine.keeper import Keeper
from mnistlab.engine.shelf import PLACES, Identity, Shelf, identity_of
from mnistlab.training import RunSettings, Trainer


@pytest.fixture
def shelf(qapp):
    keeper = Keeper()
    shelf = Shelf(keeper)
    keeper.hear = lambda kind, *values: shelf.take_list(*values) if kind == "listed" else None
    return shelf


@pytest.fixture
def trainer(small_dataset):
    def make(seed):
        trainer = Trainer(RunSettings(hidden_size=3, batch_size=50, seed=seed), small_dataset)
        trainer.run(lambda: False, 5)
        return trainer

    return make


def put_aside(shelf, trainer):
    shelf.put_aside(trainer, now=0.0)
    shelf.take_up(Identity())


def test_each_has_a_place_and_the_one_drawn_first_makes_room(shelf, trainer):
    for seed in range(PLACES + 2):
        put_aside(shelf, trainer(seed))
    assert [(view.place, view.entry.settings.seed) for view in shelf.drawn] == [(0, 5), (1, 6), (2, 2), (3, 3), (4, 4)]
    assert len(shelf.runs) == PLACES + 2


def test_a_place_that_is_free_is_taken_again(shelf, trainer):
    for seed in range(PLACES):
        put_aside(shelf, trainer(seed))
    shelf.hide(shelf.drawn[1].entry.key)
    put_aside(shelf, trainer(9))
    assert [(view.place, view.entry.settings.seed) for view in shelf.drawn] == [(0, 0), (1, 9), (2, 2), (3, 3), (4, 4)]


def test_what_another_window_deletes_is_no_longer_drawn(shelf, trainer):
    put_aside(shelf, trainer(1))
    put_aside(shelf, trainer(2))
    shelf.take_list(tuple(entry for entry in shelf.runs if entry.settings.seed == 2))
    assert [view.entry.settings.seed for view in shelf.drawn] == [2]


def test_a_run_is_written_only_where_something_is_new(shelf, trainer):
    one = trainer(1)
    written = []
    shelf._keeper.write = lambda run, *_, **__: written.append(run.entry.iteration)
    shelf.write(one, goes_on=True, now=0.0)
    shelf.write(one, goes_on=True, now=1.0)
    one.select_batch()
    shelf.write(one, goes_on=True, now=2.0)
    assert written == [5, 5]
    assert shelf.written_at == 2.0


def test_who_a_run_is_goes_along(shelf, trainer):
    shelf.own = Identity(name="mine", parent="0" * 32, branched_at=3)
    assert identity_of(shelf.kept(trainer(1)).entry) == shelf.own
