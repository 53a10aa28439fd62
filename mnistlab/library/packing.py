"""What a run consists of, as bytes and text, and back: arrays as packed ``.npy``, all else as JSON with a checksum.

A file may come from a stranger, or be damaged: whatever is read is checked, and nothing in it is executed.
"""

import io
import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, Final

import numpy as np
from numpy.typing import DTypeLike

from mnistlab.data.arrays import parse_array
from mnistlab.data.images import PIXELS
from mnistlab.nn.functions import Array
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import Phase, RunSettings, State, UpdateRule, declared
from mnistlab.training.sampling import Position
from mnistlab.training.state import shapes

HEADER: Final = 4096  # bytes that the header of an array takes at most
LEVEL: Final = 1  # of zlib: random weights hardly become smaller at any other
GROUPS: Final = ("params", "optimizer", "layers")  # of a state's arrays
FLOAT32: Final = 4  # bytes
SPARE: Final = 2**12  # bytes, for numbers beside the parameters
LARGEST_COUNT: Final = 10**12  # in a sampler: more images than anybody trains on


def pack(array: Array) -> bytes:
    """Return an array as the bytes of a ``.npy`` file, packed by zlib, whose checksum tells when they are damaged."""
    content = io.BytesIO()
    np.save(content, array, allow_pickle=False)
    return zlib.compress(content.getbuffer(), LEVEL)


def unpack(content: Any, dtype: DTypeLike, shape: tuple[int, ...], *, finite: bool = True) -> Array:
    """Return the array that `pack` made into bytes, read-only.

    It takes no more memory than an array of this dtype and shape.

    Raises
    ------
    ValueError
        If it has another dtype or shape, a value is not `finite`, or the bytes are damaged.
    TypeError
        If there are no bytes.
    """
    if not isinstance(content, bytes):
        raise TypeError("no array")
    size = math.prod(shape) * np.dtype(dtype).itemsize + HEADER
    packed = zlib.decompressobj()
    try:
        plain = packed.decompress(content, size)
    except zlib.error as error:
        raise ValueError("damaged") from error
    if not packed.eof:
        raise ValueError("cut short, or larger than it may be")
    try:
        array = parse_array(plain, "array")
    except OSError as error:
        raise ValueError(str(error)) from error
    if array.dtype != dtype or array.shape != shape:
        raise ValueError(f"{array.dtype} {array.shape} where {np.dtype(dtype)} {shape} belongs")
    if finite and not np.isfinite(array).all():
        raise ValueError("a value is not finite")
    return array


def to_text(facts: Mapping[str, Any]) -> tuple[str, int]:
    """Return facts as JSON in ASCII, because a folder's name need not be UTF-8, and the checksum of that text."""
    text = json.dumps(facts)
    return text, zlib.crc32(text.encode())


def from_text(text: Any, checksum: Any) -> dict[str, Any]:
    """Return the facts that `to_text` made into text.

    Raises
    ------
    ValueError
        If the text has changed since.
    TypeError
        If it holds no facts.
    """
    if not isinstance(text, str) or zlib.crc32(text.encode(errors="replace")) != checksum:
        raise ValueError("damaged")
    try:
        facts = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(facts, dict):
        raise TypeError("no facts")
    return facts


def settings_to(settings: RunSettings) -> dict[str, Any]:
    """Return settings as plain values."""
    return asdict(settings)


def settings_from(values: Any) -> RunSettings:
    """Return the settings that plain values stand for; one that is missing has its default.

    Raises
    ------
    ValueError
        If a value cannot be had, or there is a setting that this version does not know.
    """
    known = {field.name for field in fields(RunSettings)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise ValueError(f"it has a setting that this version does not know: {unknown[0]}")
    return RunSettings(**values)


def rules_to(rules: tuple[tuple[int, UpdateRule], ...]) -> list[Any]:
    """Return rules as plain values."""
    return [
        [at, rule.learning_rate, rule.gradient, None if rule.mistake is None else rule.mistake.value]
        for at, rule in rules
    ]


def rules_from(values: Any) -> tuple[tuple[int, UpdateRule], ...]:
    """Return the rules that plain values stand for.

    Raises
    ------
    ValueError
        If one cannot be, or they are out of order.
    """
    rules, known = [], declared(RunSettings)
    for at, rate, gradient, mistake in values:
        rule = UpdateRule(
            known["learning_rate"].checked(rate),
            known["gradient"].checked(gradient),
            None if mistake is None else Mistake(mistake),
        )
        rules.append((count(at), rule))
    if [at for at, _ in rules] != sorted({at for at, _ in rules}) or not rules or rules[0][0] != 0:
        raise ValueError("its learning rates are out of order")
    return tuple(rules)


def state_to(state: State) -> dict[str, Any]:
    """Return what a state has besides the numbers in its arrays, as plain values."""
    return {
        "arrays": {name: (array.dtype.str, array.shape) for name, array in arrays_of(state).items()},
        "version": state.version,
        "next_phase": state.next_phase.value,
        "sampler": state.sampler._asdict(),
        "masks": None if state.masks is None else dict(state.masks),
        "average": state.average,
    }


def largest_state(settings: RunSettings) -> int:
    """Return how many bytes the arrays of a run's state take at most: the parameters, and two more of an optimizer."""
    return SPARE + 3 * FLOAT32 * sum(map(math.prod, shapes(settings, PIXELS).values()))


def state_from(facts: Mapping[str, Any], iteration: int, contents: Mapping[str, Any], most: int) -> State:
    """Return a state from what `state_to` gave, and the packed arrays of `arrays_of`, of at most so many bytes.

    Raises
    ------
    ValueError
        If facts or arrays are not those of a state.
    """
    arrays: dict[str, dict[str, Array]] = {group: {} for group in GROUPS}
    for name, (dtype, shape) in facts["arrays"].items():
        group, _, key = name.partition(".")
        kind = np.dtype(dtype)
        most -= math.prod(count(length) for length in shape) * kind.itemsize
        if group not in GROUPS or kind.kind not in "fiu" or most < 0:
            raise ValueError(f"{name!r:.40} {dtype!r:.40} {shape!r:.40} is no array of a state")
        # The weights of a run that has diverged may be anything.
        arrays[group][key] = unpack(contents[name], kind, tuple(shape), finite=False)
    sampler = facts["sampler"]
    epoch_state, epoch_used = sampler["epoch"]
    for generator in (sampler["state"], epoch_state):
        np.random.default_rng(0).bit_generator.state = generator  # raises what a sampler would raise later
    average, weight = facts["average"]
    return State(
        version=facts["version"],
        iteration=iteration,
        next_phase=Phase(facts["next_phase"]),
        sampler=Position(
            sampler["state"], count(sampler["used"]), (epoch_state, count(epoch_used)), count(sampler["seen"])
        ),
        masks=facts["masks"],
        average=(float(average), float(weight)),
        **arrays,
    )


def arrays_of(state: State) -> dict[str, Array]:
    """Return the arrays of a state by names such as ``params.W1``."""
    return {f"{group}.{name}": array for group in GROUPS for name, array in getattr(state, group).items()}


def count(value: Any) -> int:
    """Return a value that counts something.

    Raises
    ------
    ValueError
        If it does not.
    """
    if type(value) is not int or not 0 <= value <= LARGEST_COUNT:
        raise ValueError(f"{value!r:.40} is no count")
    return value
