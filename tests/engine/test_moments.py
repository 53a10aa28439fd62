"""Whatever is set, and wherever one goes: each moment has the rule of that moment, against a list of what was used."""

import random
from functools import partial

import pytest

from mnistlab.engine import events
from mnistlab.engine.intents import ChangeSetting, GoOn, GoTo, MakeMistake, ShowLatest, Step
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import RunSettings

CHANGES = {
    "rate": (0, (0.1, 0.30000000000000004, 1e-6, 0.7), partial(ChangeSetting, "learning_rate")),
    "way": (1, ("numerical", "backpropagation"), partial(ChangeSetting, "gradient")),
    "mistake": (2, (None, *list(Mistake)[:2]), MakeMistake),
}


class Expected:
    """What a run must be after each intent."""

    def __init__(self):
        self.used = []  # rule of each update: η, gradient, mistake
        self.next = 0.1, "backpropagation", None
        self.viewed = None  # an earlier moment

    def rule(self):
        """Return the rule in force: of an earlier moment its own, but for a rate or gradient that nothing has used."""
        if self.viewed is None:
            return self.next
        (rate, way, _), (last_rate, last_way, _), here = self.next, self.used[-1], self.used[self.viewed]
        return rate if rate != last_rate else here[0], way if way != last_way else here[1], here[2]

    def look_at(self, iteration):
        self.viewed = None if iteration == len(self.used) else iteration

    def train_on(self):
        if self.viewed is not None:
            self.next, self.used, self.viewed = self.rule(), self.used[: self.viewed], None

    def change(self, place, value):
        self.train_on()
        self.next = (*self.next[:place], value, *self.next[place + 1 :])

    def step(self):
        if self.viewed is None:
            self.used.append(self.next)
        else:
            self.look_at(self.viewed + 1)


def intent_of(choose, expected):
    """Return an intent, after what is expected of it has been noted."""
    kind = choose.choice(("step", "step", "step", "rate", "way", "mistake", "go to", "go to", "latest", "go on"))
    if kind in CHANGES:
        place, values, change = CHANGES[kind]
        value = choose.choice(values)
        expected.change(place, value)
        return change(value)
    if kind == "go to":
        expected.look_at(iteration := choose.randint(0, len(expected.used)))
        return GoTo(iteration)
    if kind == "latest":
        expected.look_at(len(expected.used))
        return ShowLatest()
    if kind == "go on":
        expected.train_on()
        return GoOn()
    expected.step()
    return Step()


@pytest.mark.parametrize("seed", range(6))
def test_each_moment_has_the_rule_of_that_moment(make_worker, seed):
    worker = make_worker(RunSettings(hidden_size=2, batch_size=10))
    expected, choose = Expected(), random.Random(seed)  # noqa: S311 (nothing is secret here)
    for _ in range(60):
        worker.perform(intent_of(choose, expected))
        while worker.working:
            worker.advance()
        frame = worker.frame
        here = len(expected.used) if expected.viewed is None else expected.viewed
        rule = frame.settings.learning_rate, frame.settings.gradient, frame.mistake
        assert (frame.iteration, rule) == (here, expected.rule())
        if expected.viewed is None:  # and so a new run would begin
            assert (frame.next_settings.learning_rate, frame.next_settings.gradient) == expected.rule()[:2]
    assert not worker.heard(events.Failed)
