"""What has been asked for is done in its order, and what takes long can be dropped."""

import pytest

from mnistlab.engine.agenda import Agenda
from mnistlab.engine.intents import ChangeSetting, GoTo, LoadReadyNetwork, Step


class Asked:
    """An agenda whose slices end after every piece; `log` tells what has been done."""

    def __init__(self, pieces, error=OSError):
        self.pieces, self.error = pieces, error
        self.log = []
        self.errors = []
        self.agenda = Agenda(self.carry_out, self.errors.append, lambda: lambda: True)

    def carry_out(self, intent):
        if isinstance(intent, LoadReadyNetwork):
            raise self.error
        if type(intent) not in self.pieces:
            self.log.append(intent)
            return None
        return self.work(intent)

    def work(self, intent):
        for piece in range(self.pieces[type(intent)]):
            yield piece / 10
        self.log.append(intent)


def test_intents_wait_for_what_takes_long():
    asked = Asked({Step: 3})
    agenda = asked.agenda
    agenda.add(Step())
    agenda.add(ChangeSetting("seed", 1))
    agenda.advance()
    assert (agenda.doing, agenda.share, agenda.open, asked.log) == (Step(), 0.1, 2, [])
    agenda.advance()
    agenda.advance()
    assert (agenda.doing, agenda.open, asked.log) == (None, 0, [Step(), ChangeSetting("seed", 1)])


def test_an_interruption_drops_what_leads_on_and_settles_the_rest():
    asked = Asked({Step: 3, GoTo: 3})
    agenda = asked.agenda
    for intent in (Step(), ChangeSetting("seed", 1), Step(), ChangeSetting("seed", 2)):
        agenda.add(intent)
    agenda.interrupt()
    assert asked.log == [ChangeSetting("seed", 1), ChangeSetting("seed", 2)]
    assert (agenda.doing, agenda.open) == (None, 0)
    agenda.interrupt()  # nothing is there to be dropped
    assert agenda.open == 0


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
@pytest.mark.parametrize("ask", [Agenda.add, Agenda.do_at_once])
def test_any_error_ends_an_intent_and_those_behind_it_are_done(ask, error):
    asked = Asked({}, error)
    ask(asked.agenda, LoadReadyNetwork())
    asked.agenda.add(Step())
    assert isinstance(asked.errors[0], error)
    assert (asked.agenda.open, asked.log) == (0, [Step()])


def test_what_fails_while_it_is_dropped_takes_nothing_with_it():
    asked = Asked({})

    def work():
        try:
            yield 0.0
        finally:
            raise OSError("no space")

    asked.work = lambda _intent: work()
    asked.pieces = {GoTo: 1}
    asked.agenda.add(GoTo(3))
    asked.agenda.add(ChangeSetting("seed", 1))
    asked.agenda.interrupt()
    assert isinstance(asked.errors[0], OSError)
    assert (asked.agenda.open, asked.log) == (0, [ChangeSetting("seed", 1)])


def test_work_whose_slice_cannot_begin_is_ended():
    asked = Asked({Step: 3})
    asked.agenda.add(Step())
    asked.agenda._begin_slice = lambda: 1 / 0
    asked.agenda.advance()
    assert isinstance(asked.errors[0], ZeroDivisionError)
    assert (asked.agenda.doing, asked.agenda.open) == (None, 0)
