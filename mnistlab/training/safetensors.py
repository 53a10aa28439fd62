"""Weights in a file of safetensors, by the names and in the layout of PyTorch.

The format (https://github.com/huggingface/safetensors) has the length of the header in 8 bytes, little-endian; the
header, JSON with dtype, shape and place of each array; and the bytes of the arrays. PyTorch's ``nn.Linear`` keeps its
weights as (outputs, inputs), the other way round than ``x @ W``. A module whose layers are called ``fc1`` and ``fc2``
takes a file by ``load_state_dict(safetensors.torch.load_file(file))``.
"""

import errno
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from mnistlab.data.files import open_file
from mnistlab.data.images import CLASSES, PIXELS
from mnistlab.errors import Name, names
from mnistlab.nn.functions import Array

ENDING: Final = ".safetensors"
HEADER: Final = 8  # bytes of its length
LARGEST_HEADER: Final = 1_000_000  # bytes: one of ten thousand arrays
MOST_DIMENSIONS: Final = 8
# Bits of a number; those that are no key of `DTYPES` are in networks that are not opened here.
BITS: Final = {
    **dict.fromkeys(("F64", "I64", "U64", "C64"), 64),
    **dict.fromkeys(("F32", "I32", "U32"), 32),
    **dict.fromkeys(("F16", "BF16", "I16", "U16"), 16),
    **dict.fromkeys(("I8", "U8", "BOOL", "F8_E4M3", "F8_E5M2", "F8_E8M0"), 8),
}
DTYPES: Final = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"}
NAMES: Final = {"W1": "fc1.weight", "b1": "fc1.bias", "W2": "fc2.weight", "b2": "fc2.bias"}


def to_safetensors(params: Mapping[str, Array], activation: str) -> bytes:
    """Return ``W1 b1 W2 b2``, or ``W1 b1``, as the content of a file, in float32."""
    arrays = {NAMES[key]: np.ascontiguousarray(value.T, "<f4") for key, value in params.items()}
    header: dict[str, Any] = {"__metadata__": {"format": "pt", "activation": activation}}
    start = 0
    for name, array in arrays.items():
        places = [start, start := start + array.nbytes]
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": places}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # so that the arrays lie where a processor reads them fastest
    return len(text).to_bytes(HEADER, "little") + text + b"".join(array.tobytes() for array in arrays.values())


def from_safetensors(path: Path, largest: int) -> tuple[dict[str, Array], str]:
    """Read a network of one or two layers, whatever those are called; return its parameters, and its activation.

    Arrays called ``W1 b1 W2 b2`` are laid out as in this program. A file that does not name the activation has a
    sigmoid.

    Parameters
    ----------
    path : Path
    largest : int
        How many bytes the file may have.

    Raises
    ------
    OSError
        If the file is missing, cannot be read, is too large, is damaged, or holds something else.
    """
    with open_file(path) as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        raise _refusal(names.tr("it is larger than any file of weights"))
    try:
        arrays, metadata = _parsed(content)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise _refusal(names.tr("it is no file of safetensors, or is damaged")) from error
    params = arrays if arrays.keys() in ({*NAMES}, {*list(NAMES)[:2]}) else _by_layers(arrays)
    if params is None:
        raise _refusal(
            names.tr(
                "it does not hold two layers as PyTorch keeps them: weights (H, 784) and (10, H), each with a bias"
            )
        )
    activation = metadata.get("activation", "sigmoid")
    return params, activation.lower() if isinstance(activation, str) else ""


def _by_layers(arrays: Mapping[str, Array]) -> dict[str, Array] | None:
    """Return the parameters of two layers, or of one, by the names of this program; None where they are something else.

    Which layer is the first is told by the shapes: its weights take what the images have.
    """
    layers = {name.rpartition(".")[0] for name in arrays}
    if not 1 <= len(layers) <= 2 or arrays.keys() != {f"{one}.{part}" for one in layers for part in ("weight", "bias")}:
        return None
    shapes = {layer: arrays[f"{layer}.weight"].shape for layer in layers}
    ordered = sorted(layers, key=lambda layer: (shapes[layer][1:] != (PIXELS,), shapes[layer][:1] == (CLASSES,), layer))
    sizes = [PIXELS, *(shapes[layer][0] if shapes[layer] else 0 for layer in ordered[:-1]), CLASSES]
    params: dict[str, Array] = {}
    for number, (layer, size, before) in enumerate(zip(ordered, sizes[1:], sizes[:-1], strict=True), 1):
        weight, bias = arrays[f"{layer}.weight"], arrays[f"{layer}.bias"]
        if weight.shape != (size, before) or bias.shape != (size,):
            return None
        params |= {f"W{number}": weight.T, f"b{number}": bias}
    return params


def _parsed(content: bytes) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return the arrays in a file, and what it says of itself, or raise an error that damage may raise."""
    length = int.from_bytes(content[:HEADER], "little")
    if not 2 <= length <= min(LARGEST_HEADER, len(content) - HEADER):
        raise ValueError("no header")
    header = json.loads(content[HEADER : HEADER + length])
    data = content[HEADER + length :]
    metadata = header.pop("__metadata__", {})
    if not isinstance(metadata, dict):
        raise TypeError("no metadata")
    arrays = {}
    for name, facts in header.items():
        kind, shape, (start, end) = facts["dtype"], facts["shape"], facts["data_offsets"]
        whole = all(type(number) is int and number >= 0 for number in (*shape, start, end))
        if not whole or len(shape) > MOST_DIMENSIONS or end > len(data):
            raise ValueError("no array")
        if (end - start) * 8 != math.prod(shape) * BITS[kind]:
            raise ValueError("another length than the header says")
        if kind not in DTYPES:
            array = np.empty((0, *shape[1:]), bool)
        else:
            array = np.frombuffer(data[start:end], DTYPES[kind]).reshape(shape)
        if kind == "BF16":  # the upper half of a float32
            array = (array.astype("<u4") << 16).view("<f4")
        arrays[name] = array
    return arrays, metadata


def _refusal(reason: str) -> OSError:
    return OSError(errno.EINVAL, Name(reason))
