"""Weights in a file: NumPy's .npz with the four arrays ``W1 b1 W2 b2``, or PyTorch's .safetensors.

Those of a network without a hidden layer are ``W1 b1``, and no others. A file may also say, as ``activation``, what
its hidden layer does: ``"relu"`` or ``"tanh"``; without it, the sigmoid.
"""

import math
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import DTypeLike

from mnistlab.data.arrays import read_arrays
from mnistlab.data.files import check_writable, is_folder, open_file, write_whole
from mnistlab.data.images import CLASSES, PIXELS
from mnistlab.errors import WeightsError, reason_of
from mnistlab.nn import MultiLayerNet, Network, TwoLayerNet
from mnistlab.nn.functions import Array
from mnistlab.nn.layers import Dropout
from mnistlab.nn.network import ACTIVATIONS, KEYS
from mnistlab.resources import resource_path
from mnistlab.training.other_weights import is_safetensors, refuse_other
from mnistlab.training.safetensors import ENDING, from_safetensors, to_safetensors
from mnistlab.training.setting import declared
from mnistlab.training.settings import Activation, RunSettings

READY: Final = "networks/ready.npz"
HEAD: Final = 16  # bytes that tell what a file is
LARGEST_FILE: Final = 100 * 2**20  # bytes, unpacked: 4,000 hidden units need 12.7 MB


def save_weights(path: str | Path, params: Mapping[str, Array]) -> Path:
    """Write the weights of a sigmoid network to `path`, in float32, all of it or nothing.

    Parameters
    ----------
    path : path
        The file; ``.npz`` is added if the name lacks it and does not end in ``.safetensors``.
    params : mapping
        ``W1`` (784, H), ``b1`` (H,), ``W2`` (H, 10), ``b2`` (10,); or, without a hidden layer, ``W1`` (784, 10) and
        ``b1`` (10,).

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    WeightsError
        If the file cannot be written; what was there before is untouched.
    """
    return _save(weights_path(path), {key: np.asarray(params[key], np.float32) for key in _keys(params)}, "sigmoid")


def save_network(path: str | Path, network: Network, dtype: DTypeLike = np.float32) -> Path:
    """Write the weights of a network with one hidden layer or none to `path`, as `save_weights` does.

    It has the activation too. The file holds the network as it reads: dropout's factor is in ``W2``, because
    ``z (1 - ratio) W2`` is what it reads with. In float16 the file is half as large, and the network reads as well,
    because three digits of a weight are enough.
    """
    layers = network.layers.values()
    share = math.prod(1 - layer.dropout_ratio for layer in layers if isinstance(layer, Dropout))
    factors = {"W2": share}
    params = network.params
    arrays = {key: np.asarray(params[key] * factors.get(key, 1), dtype) for key in _keys(params)}
    return _save(weights_path(path), arrays, activation_of(network))


def activation_of(network: Network) -> Activation:
    """Return the name of what the hidden layer of a network makes of its sums; "sigmoid" where it has none."""
    kinds = {type(layer) for layer in network.layers.values()}
    name: Any = next((name for name, kind in ACTIVATIONS.items() if kind in kinds), "sigmoid")
    activation: Activation = name
    return activation


def settings_of(network: Network) -> dict[str, Any]:
    """Return the settings that the weights of a network fix, by their names."""
    if not network.has_hidden_layer:
        return {"hidden_size": 0}
    return {"hidden_size": network.params["b1"].size, "activation": activation_of(network)}


def _save(path: Path, arrays: Mapping[str, Array], activation: str) -> Path:
    with write_whole(path, WeightsError) as file:
        if path.suffix.lower() == ENDING:
            file.write(to_safetensors(arrays, activation))
        else:
            members: dict[str, Any] = {**arrays, "activation": np.array(activation)}
            np.savez_compressed(file, **members)
    return path


def writable_path(path: str | Path) -> Path:
    """Return `path` as `weights_path` has it if weights can be written there, without changing anything.

    Raises
    ------
    WeightsError
        If weights cannot be written there, or if `path` is a folder or names one.
    """
    named, path = str(path), Path(path)
    if not path.name or named.endswith(("/", os.sep)) or is_folder(path):
        raise WeightsError("save_in_folder", file=named or ".", example=str(path / "weights.npz"))
    path = weights_path(path)
    check_writable(path, WeightsError)
    return path


def weights_path(path: str | Path) -> Path:
    """Return `path` with the ending ``.npz`` where it has none of a file of weights."""
    path = Path(path)
    return path if path.suffix.lower() in (".npz", ENDING) else path.with_name(path.name + ".npz")


def load_weights(path: str | Path) -> dict[str, Array]:
    """Read the weights of a 784-H-10 network with a sigmoid layer.

    Returns
    -------
    dict
        ``W1`` (784, H), ``b1`` (H,), ``W2`` (H, 10), ``b2`` (10,), float32.

    Raises
    ------
    WeightsError
        If there is no such file, it is not one of weights, their shapes do not fit, a value is not finite, or the
        hidden layer is another, or there is none.
    """
    network = load_network(path)
    if not network.has_hidden_layer:
        raise WeightsError("weights_no_hidden_layer", file=str(path))
    if type(network) is not TwoLayerNet:
        kinds = {type(layer) for layer in network.layers.values()}
        found = next(name for name, kind in ACTIVATIONS.items() if kind in kinds)
        found = (declared(RunSettings)["activation"].choices or {})[found]
        raise WeightsError("weights_other_network", file=str(path), found=found)
    return network.params


def ready_network() -> Network:
    """Return the network that comes with the program, trained by ``mnistlab train --recipe best``.

    Its file is read once: the arrays, which are read-only, belong to all such networks. The layers do not, because two
    threads may use one network each.
    """
    return _network(*_ready_weights())


@cache
def _ready_weights() -> tuple[dict[str, Array], str]:
    params, activation = _load(resource_path(READY))
    for array in params.values():
        array.flags.writeable = False
    return params, activation


def load_network(path: str | Path) -> Network:
    """Read a 784-H-10 network, with the activation that the file names, or a 784-10 network, in float32.

    Raises
    ------
    WeightsError
        If there is no such file, it is not one of weights, their shapes do not fit, or a value is not finite.
    """
    return _network(*_load(path))


def _network(params: dict[str, Array], activation: str) -> Network:
    if "W2" not in params:
        return MultiLayerNet(PIXELS, [], CLASSES, params=params)
    if activation == "sigmoid":
        return TwoLayerNet.of(params)
    return MultiLayerNet(PIXELS, [len(params["b1"])], CLASSES, activation, params=params)


def _load(path: str | Path) -> tuple[dict[str, Array], str]:
    """Return the weights in a file, in float32, and what its hidden layer does."""
    file = str(path)
    refuse_other(Path(path))
    try:
        with open_file(Path(path)) as opened:
            start = opened.read(HEAD)
        if is_safetensors(start, named_so=Path(path).suffix.lower() == ENDING):
            found, activation = from_safetensors(Path(path), LARGEST_FILE)
        else:
            found = read_arrays(Path(path), (*KEYS, "activation"), LARGEST_FILE)
            activation = _text(found.pop("activation", np.array("sigmoid"))).lower()
    except OSError as error:
        raise WeightsError("weights_not_readable", file=file, reason=reason_of(error)) from error
    _check(file, found, _keys(found))
    if activation not in ACTIVATIONS:
        raise WeightsError("weights_activation", file=file, found=activation[:40], expected=", ".join(ACTIVATIONS))
    return {name: array.astype(np.float32) for name, array in found.items()}, activation


def _text(array: Array) -> str:
    """Return the text in an array; of one that holds something else, its values."""
    return str(array.astype(str)) if array.dtype.kind == "S" and not array.ndim else str(array)


def _keys(params: Mapping[str, Array]) -> tuple[str, ...]:
    """Return which arrays these are to be: without a hidden layer, all weights lead from pixels to digits."""
    alone = not {"W2", "b2"} & params.keys() and params.get("W1", np.empty(0)).shape == (PIXELS, CLASSES)
    return KEYS[:2] if alone else KEYS


def _check(file: str, params: dict[str, Array], keys: tuple[str, ...]) -> None:
    for name in keys:
        if name not in params:
            raise WeightsError("weights_missing", file=file, name=name)
    most = declared(RunSettings)["hidden_size"].bounds[1]
    hidden = params["W1"].shape[1] if params["W1"].ndim == 2 else 0
    for name, expected, shape in (
        ("W1", f"(784, H), H = 1 … {most:,}", (784, hidden)),
        ("b1", f"({hidden},)", (hidden,)),
        ("W2", f"({hidden}, 10)", (hidden, 10)),
        ("b2", "(10,)", (10,)),
    )[: len(keys)]:
        array = params[name]
        if array.shape != shape or not 1 <= hidden <= most:
            raise WeightsError("weights_shape", file=file, name=name, found=str(array.shape), expected=expected)
        # Numbers of float64 may be too large for float32.
        if array.dtype.kind not in "fiu" or not (np.abs(array) <= np.finfo(np.float32).max).all():
            raise WeightsError("weights_not_finite", file=file, name=name)
