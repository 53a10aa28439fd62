"""Weights by the names and in the layout of PyTorch, and files of any origin."""

import contextlib
import json

import numpy as np
import pytest

from mnistlab.errors import WeightsError
from mnistlab.nn import MultiLayerNet, TwoLayerNet
from mnistlab.training import load_network, load_weights, save_network, save_weights

IMAGE = np.random.default_rng(1).random(784, np.float32)


@pytest.fixture
def params():
    return TwoLayerNet(784, 5, 10, rng=np.random.default_rng(0)).params


def file_of(path, header, data=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)
    return path


def own(path, **arrays):
    """Write arrays by names such as ``fc1__weight``, as another program may."""
    header, data = {}, b""
    for name, array in arrays.items():
        kind = {"f4": "F32", "f8": "F64", "f2": "F16", "u2": "BF16"}[array.dtype.str[1:]]
        places = [len(data), len(data) + array.nbytes]
        header[name.replace("__", ".")] = {"dtype": kind, "shape": array.shape, "data_offsets": places}
        data += array.tobytes()
    return file_of(path, header, data)


def test_what_is_saved_is_loaded(tmp_path, params):
    path = save_weights(tmp_path / "mine.safetensors", params)
    assert path.name == "mine.safetensors"
    loaded = load_weights(path)
    for key, value in params.items():
        np.testing.assert_array_equal(loaded[key], value)


def test_the_file_is_as_the_format_says_with_pytorchs_names_and_layout(tmp_path, params):
    content = save_weights(tmp_path / "mine.safetensors", params).read_bytes()
    length = int.from_bytes(content[:8], "little")
    assert length % 8 == 0
    header = json.loads(content[8 : 8 + length])
    assert header.pop("__metadata__")["format"] == "pt"
    assert {name: facts["shape"] for name, facts in header.items()} == {
        "fc1.weight": [5, 784],
        "fc1.bias": [5],
        "fc2.weight": [10, 5],
        "fc2.bias": [10],
    }
    start, end = header["fc1.weight"]["data_offsets"]
    weight = np.frombuffer(content[8 + length :][start:end], "<f4").reshape(5, 784)
    np.testing.assert_array_equal(weight, params["W1"].T)


def test_a_network_with_relu_stays_one(tmp_path):
    network = MultiLayerNet(784, [6], 10, activation="relu", rng=np.random.default_rng(0))
    again = load_network(save_network(tmp_path / "relu.safetensors", network))
    np.testing.assert_allclose(again.predict(IMAGE), network.predict(IMAGE), rtol=1e-5)


@pytest.mark.parametrize("dtype", ["f8", "f2", "bf16"])
@pytest.mark.parametrize("names", [("fc1", "fc2"), ("0", "2"), ("out", "hidden"), ("model.layers.a", "model.layers.b")])
def test_what_another_program_has_written_is_opened_whatever_its_layers_are_called(tmp_path, params, dtype, names):
    first, second = names if names[0] != "out" else reversed(names)
    if dtype == "bf16":
        kept = {key: (value.view("<u4") >> 16).astype("<u2") for key, value in params.items()}
    else:
        kept = {key: value.astype(dtype) for key, value in params.items()}
    file = own(
        tmp_path / "theirs.safetensors",
        **{
            f"{second}__weight": np.ascontiguousarray(kept["W2"].T),
            f"{second}__bias": kept["b2"],
            f"{first}__weight": np.ascontiguousarray(kept["W1"].T),
            f"{first}__bias": kept["b1"],
        },
    )
    loaded = load_weights(file)
    for key, value in params.items():
        np.testing.assert_allclose(loaded[key], value, rtol=0.01, atol=1e-4)


ONE = {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"{",
        b"[]",
        b"[" * 50_000,
        b'"text"',
        {"a.weight": ONE},
        {"a": 3},
        {"a": {**ONE, "dtype": "I64"}},
        {"a": {**ONE, "dtype": ["F32"]}},
        {"a": {**ONE, "shape": [10**30]}},
        {"a": {**ONE, "shape": [-1]}},
        {"a": {**ONE, "shape": [True]}},
        {"a": {**ONE, "shape": "1"}},
        {"a": {**ONE, "shape": [1] * 60}},
        {"a": {**ONE, "data_offsets": [0, 4, 8]}},
        {"a": {**ONE, "data_offsets": [4, 0]}},
        {"a": {**ONE, "data_offsets": [0, 10**18]}},
        {"__metadata__": 3, "a": ONE},
        {f"{name}.{part}": ONE for name in "abc" for part in ("weight", "bias")},
        {f"{name}.{part}": ONE for name in "ab" for part in ("weight", "bias")},
    ],
)
def test_a_hostile_header_is_refused_with_one_sentence(tmp_path, header):
    file = file_of(tmp_path / "bad.safetensors", header, bytes(4))
    with pytest.raises(WeightsError, match="is not a weights file") as error:
        load_weights(file)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"", b"1234567", (2**63).to_bytes(8, "little") + b"{}", b"\xff" * 200])
def test_a_file_that_lies_about_its_length_is_refused(tmp_path, content):
    file = tmp_path / "bad.safetensors"
    file.write_bytes(content)
    with pytest.raises(WeightsError, match=r"no file of safetensors, or is damaged"):
        load_weights(file)


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_file_gives_weights_or_a_sentence(tmp_path, params, seed):
    file = save_weights(tmp_path / "w.safetensors", params)
    content, rng = bytearray(file.read_bytes()), np.random.default_rng(seed)
    for place in rng.integers(400, size=3):
        content[place] ^= int(rng.integers(1, 256))
    file.write_bytes(content[: int(rng.integers(1, len(content) + 1))] if seed % 3 == 0 else content)
    with contextlib.suppress(WeightsError):  # and nothing else
        load_weights(file)


def test_values_that_are_no_numbers_and_other_shapes_are_refused(tmp_path, params):
    with pytest.raises(WeightsError, match="not numbers"):
        load_weights(save_weights(tmp_path / "nan.safetensors", {**params, "b1": np.full(5, np.nan)}))
    with pytest.raises(WeightsError, match=r"two layers as PyTorch keeps them"):
        load_weights(save_weights(tmp_path / "small.safetensors", {**params, "W1": np.zeros((5, 5))}))


def test_arrays_with_the_names_of_this_program_are_laid_out_as_in_it(tmp_path, params):
    loaded = load_weights(own(tmp_path / "w.safetensors", **params))
    for key, value in params.items():
        np.testing.assert_array_equal(loaded[key], value)


def test_two_layers_of_784_are_told_apart_by_what_comes_out(tmp_path):
    rng = np.random.default_rng(0)
    first, last = (rng.normal(size=shape).astype(np.float32) for shape in ((784, 784), (10, 784)))
    file = own(
        tmp_path / "w.safetensors",
        b__weight=first,
        b__bias=np.zeros(784, np.float32),
        a__weight=last,
        a__bias=np.zeros(10, np.float32),
    )
    np.testing.assert_array_equal(load_weights(file)["W1"], first.T)


def test_a_network_of_another_kind_is_not_called_damaged(tmp_path, params):
    with_count = own(tmp_path / "count.safetensors", **params).read_bytes()
    header = json.loads(with_count[8 : 8 + int.from_bytes(with_count[:8], "little")])
    data = with_count[8 + int.from_bytes(with_count[:8], "little") :]
    end = len(data)
    others = {
        "count": {"bn.num_batches_tracked": {"dtype": "I64", "shape": [], "data_offsets": [end, end + 8]}},
        "conv": {"conv.weight": {"dtype": "F32", "shape": [2, 1, 1, 1], "data_offsets": [end, end + 8]}},
        "many": {f"{layer}.weight": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]} for layer in range(3000)},
    }
    for name, more in others.items():
        file = file_of(tmp_path / f"{name}.safetensors", {**header, **more}, data + bytes(8))
        with pytest.raises(WeightsError, match="two layers"):
            load_network(file)


def test_what_a_file_begins_with_decides_and_not_its_name(tmp_path, params):
    for name, other in (("a.safetensors", "a.npz"), ("b.npz", "b.safetensors")):
        save_weights(tmp_path / name, params).rename(tmp_path / other)
        np.testing.assert_array_equal(load_weights(tmp_path / other)["W1"], params["W1"])
