"""Bytes and text of a stranger: taken only where they are what they should be."""

import io
import pickle
import zlib

import numpy as np
import pytest

from mnistlab.library import packing
from mnistlab.library.packing import (
    from_text,
    largest_state,
    pack,
    rules_from,
    settings_from,
    state_from,
    state_to,
    to_text,
    unpack,
)
from mnistlab.library.rows import DAMAGE
from mnistlab.training import RunSettings


def npy(array, **options):
    content = io.BytesIO()
    np.save(content, array, **options)
    return zlib.compress(content.getvalue())


def test_an_array_comes_back_read_only():
    array = np.arange(12, dtype=np.float32).reshape(3, 4)
    again = unpack(pack(array), np.float32, (3, 4))
    np.testing.assert_array_equal(again, array)
    assert not again.flags.writeable


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no bytes of zlib",
        npy(np.zeros(4, np.float32))[:-3],
        npy(np.zeros(5, np.float32)),
        npy(np.zeros(4)),
        npy(np.array([0, 1, np.nan, 0], np.float32)),
        npy(np.array([0, 1, np.inf, 0], np.float32)),
        npy(np.array([print] * 4, object), allow_pickle=True),
        zlib.compress(pickle.dumps([0, 1, 2, 3])),
        zlib.compress(b"\x93NUMPY" + 10 * b"\x01"),
        zlib.compress(bytes(10**7)),
        None,
    ],
    ids=range(12),
)
def test_what_is_no_such_array_is_refused(content):
    with pytest.raises(DAMAGE):
        unpack(content, np.float32, (4,))


def test_what_unpacks_to_more_than_it_says_takes_no_memory(monkeypatch):
    bomb = zlib.compress(bytes(10**8))
    taken = []
    real = packing.parse_array
    monkeypatch.setattr(packing, "parse_array", lambda content, name: taken.append(len(content)) or real(content, name))
    with pytest.raises(ValueError, match="larger"):
        unpack(bomb, np.float32, (4,))
    assert taken == []


def test_text_that_has_changed_is_refused():
    text, checksum = to_text({"a": 1})
    assert from_text(text, checksum) == {"a": 1}
    for bad in (text.replace("1", "2"), None, text + " "):
        with pytest.raises(ValueError, match="damaged"):
            from_text(bad, checksum)
    nested = 100_000 * "["
    with pytest.raises(ValueError, match="nested"):
        from_text(nested, zlib.crc32(nested.encode()))


def test_settings_are_checked_as_those_of_a_person():
    assert settings_from({"seed": 3}) == RunSettings(seed=3)
    for bad in ({"hidden_size": 10**9}, {"sampling": "no"}, {"optimizer": "Adam"}, {"seed": "1; DROP TABLE runs"}):
        with pytest.raises(DAMAGE):
            settings_from(bad)


@pytest.mark.parametrize(
    "rules",
    [
        [],
        [[3, 0.1, "backpropagation", None]],
        [[0, 0.1, "backpropagation", None], [0, 0.2, "backpropagation", None]],
        [[0, -1, "backpropagation", None]],
        [[0, 0.1, "by magic", None]],
        [[0, 0.1, "backpropagation", "none that is known"]],
    ],
)
def test_rules_are_in_order(rules):
    with pytest.raises(DAMAGE):
        rules_from(rules)


@pytest.mark.parametrize(
    "change",
    [
        {"sampler": None},
        {"average": [0]},
        {"next_phase": "lunch"},
        {"arrays": {"params.W1": ["<f4", [10**6, 10**6]]}},
        {"arrays": {"params.W1": ["O", [1]]}},
        {"arrays": {"secrets.W1": ["<f4", [1]]}},
    ],
)
def test_a_strange_state_is_refused(trained, change):
    trainer = trained(3)
    state, largest = trainer.state, largest_state(trainer.settings)
    facts = from_text(*to_text(state_to(state)))
    arrays = {name: pack(array) for name, array in packing.arrays_of(state).items()}
    assert state_from(facts, 3, arrays, largest).sampler == state.sampler
    with pytest.raises(DAMAGE):
        state_from({**facts, **change}, 3, arrays, largest)


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_arrays_beyond_those_of_a_run_are_refused_before_they_are_unpacked(trained, monkeypatch, optimizer):
    trainer = trained(3, optimizer=optimizer)
    state, largest = trainer.state, largest_state(trainer.settings)
    facts = from_text(*to_text(state_to(state)))
    arrays = {name: pack(array) for name, array in packing.arrays_of(state).items()}
    assert state_from(facts, 3, arrays, largest).iteration == 3
    more = {f"optimizer.x{number}": ["<f4", [20_000]] for number in range(3)}
    monkeypatch.setattr(packing, "unpack", lambda content, *_, **__: content)  # of which the new ones have none
    with pytest.raises(ValueError, match="is no array of a state"):
        state_from({**facts, "arrays": {**more, **facts["arrays"]}}, 3, dict.fromkeys(more, b"") | arrays, largest)
