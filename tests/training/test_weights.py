import io
import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from mnistlab.errors import WeightsError
from mnistlab.nn import MultiLayerNet, TwoLayerNet
from mnistlab.training import load_network, load_weights, save_network, save_weights, writable_path
from mnistlab.training.weights import activation_of


@pytest.fixture
def params():
    return TwoLayerNet(784, 5, 10, rng=np.random.default_rng(0)).params


def test_what_is_saved_is_loaded(tmp_path, params):
    path = save_weights(tmp_path / "mine", params)
    assert path == tmp_path / "mine.npz"
    loaded = load_weights(path)
    assert loaded.keys() == params.keys()
    for key, value in params.items():
        np.testing.assert_array_equal(loaded[key], value)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.npz"]


def test_a_failed_save_keeps_what_was_there(tmp_path, params, monkeypatch):
    path = save_weights(tmp_path / "w.npz", params)
    before = path.read_bytes()

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", full)
    with pytest.raises(WeightsError, match="No space left"):
        save_weights(path, params)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there(tmp_path, params):
    with pytest.raises(WeightsError, match=r"cannot be written.*No such file"):
        save_weights(tmp_path / "nowhere" / "w.npz", params)


posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other links and pipes")


def test_where_a_file_is_a_folder_or_a_name_too_long_it_says_so(tmp_path, params):
    (tmp_path / "file").touch()
    for name in ("file/w.npz", "w" * 252, "w" * 300):
        with pytest.raises(WeightsError, match="cannot be written"):
            save_weights(tmp_path / name, params)
        with pytest.raises(WeightsError, match="cannot be written"):
            writable_path(tmp_path / name)


@posix
def test_a_link_stays_a_link(tmp_path, params):
    (tmp_path / "link.npz").symlink_to("w.npz")
    assert save_weights(tmp_path / "link.npz", params) == tmp_path / "link.npz"
    assert (tmp_path / "link.npz").is_symlink()
    assert load_weights(tmp_path / "w.npz").keys() == params.keys()


def test_to_ask_whether_a_file_can_be_written_changes_nothing(tmp_path):
    (tmp_path / "old.npz").write_bytes(b"weights")
    (tmp_path / "other.npz.part").write_bytes(b"of another run")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    for name in ("old", "other", "new"):
        assert writable_path(tmp_path / name) == tmp_path / f"{name}.npz"
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("name", ["", ".", "..", "results", "results.npz", "new/", "w.npz/"])
def test_a_folder_is_no_file_to_write_to(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results").mkdir()
    (tmp_path / "results.npz").mkdir()
    with pytest.raises(WeightsError) as refusal:
        writable_path(name)
    assert refusal.value.kind == "save_in_folder"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["results", "results.npz"]


@posix
def test_a_named_pipe_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "w.npz")
    with pytest.raises(WeightsError, match="pipe"):
        writable_path(tmp_path / "w.npz")


def broken(tmp_path, params, change):
    path = tmp_path / "w.npz"
    change(params)
    np.savez(path, **params)
    return path


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda p: p.pop("b1"), "b1"),
        (lambda p: p.update(W1=np.zeros((100, 5))), "W1"),
        (lambda p: p.update(W2=np.zeros((5, 7))), "W2"),
        (lambda p: p.update(b1=np.zeros((0,)), W1=np.zeros((784, 0)), W2=np.zeros((0, 10))), "W1"),
        (lambda p: p["W1"].fill(np.nan), "W1"),
        (lambda p: p.update(b2=np.array(["a"] * 10)), "b2"),
        (lambda p: p.update(b2=np.array([None] * 10)), "pickle"),
    ],
    ids=["missing", "inputs", "classes", "no units", "not finite", "text", "objects"],
)
def test_weights_that_do_not_fit_are_refused_by_name(tmp_path, params, change, name):
    path = broken(tmp_path, params, change)
    with pytest.raises(WeightsError, match=name) as caught:
        load_weights(path)
    assert str(path) in str(caught.value)


def test_what_is_no_weights_file(tmp_path, params):
    text = tmp_path / "notes.npz"
    text.write_text("W1 = 0.1")
    cut = save_weights(tmp_path / "cut.npz", params)
    cut.write_bytes(cut.read_bytes()[:-200])
    damaged = save_weights(tmp_path / "damaged.npz", params)
    content = bytearray(damaged.read_bytes())
    content[200:400] = bytes(200)
    damaged.write_bytes(bytes(content))
    for path in (tmp_path / "missing.npz", tmp_path, text, cut, damaged):
        with pytest.raises(WeightsError) as caught:
            load_weights(path)
        assert str(path) in str(caught.value)


def test_a_file_that_unpacks_without_end_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.npz"
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "<f4", "fortran_order": False, "shape": (50_000_000,)})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("W1.npy", "w") as file:
        file.write(header.getvalue())
        for _ in range(200):
            file.write(bytes(1_000_000))
    with pytest.raises(WeightsError, match="unpacks to 200"):
        load_weights(path)


def test_a_header_that_lies_about_its_size_is_refused(tmp_path):
    path = tmp_path / "liar.npz"
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "<f4", "fortran_order": False, "shape": (10**15,)})
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("W1.npy", header.getvalue())
    with pytest.raises(WeightsError) as caught:
        load_weights(path)
    assert str(path) in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.npz")
    with pytest.raises(WeightsError, match="it is a folder or a device"):
        load_weights(tmp_path / "pipe.npz")


def test_a_file_that_would_run_code_does_not(tmp_path):
    class Evil:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "ran",))

    path = tmp_path / "evil.npz"
    np.savez(path, W1=np.array([Evil()], dtype=object))
    with pytest.raises(WeightsError):
        load_weights(path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("network", [TwoLayerNet(784, 5, 10), MultiLayerNet(784, [5], 10)])
@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_a_network_is_kept_with_its_activation(tmp_path, network, dtype):
    loaded = load_network(save_network(tmp_path / "n", network, dtype))
    assert type(loaded) is type(network)
    assert [type(layer) for layer in loaded.layers.values()] == [type(layer) for layer in network.layers.values()]
    for key, value in network.params.items():
        assert loaded.params[key].dtype == np.float32
        np.testing.assert_allclose(loaded.params[key], value, rtol=1e-3 if dtype is np.float16 else 0, atol=1e-5)


@pytest.mark.parametrize(("activation", "name"), [("relu", "ReLU"), ("tanh", "tanh")])
def test_weights_of_another_activation_do_not_become_those_of_a_sigmoid(tmp_path, activation, name):
    path = save_network(tmp_path / "n", MultiLayerNet(784, [5], 10, activation))
    with pytest.raises(WeightsError, match=rf"{name}.*sigmoid"):
        load_weights(path)


def test_an_unknown_activation_is_named(tmp_path, params):
    np.savez(tmp_path / "n.npz", **params, activation=np.array("softplus"))
    with pytest.raises(WeightsError, match=r"softplus.*sigmoid, relu, tanh"):
        load_network(tmp_path / "n.npz")


def test_weights_of_ones_own_script_open_in_float64(tmp_path):
    rng = np.random.default_rng(0)
    params = {"W1": rng.normal(size=(784, 7)), "b1": np.zeros(7), "W2": rng.normal(size=(7, 10)), "b2": np.zeros(10)}
    np.savez(tmp_path / "own.npz", **params)
    found = load_weights(tmp_path / "own.npz")
    np.testing.assert_array_equal(found["W1"], params["W1"].astype(np.float32))
    np.savez(tmp_path / "huge.npz", **{**params, "b1": np.full(7, 1e300)})
    with pytest.raises(WeightsError) as error:
        load_weights(tmp_path / "huge.npz")
    assert error.value.kind == "weights_not_finite"


def test_a_pickle_is_refused_with_the_lines_that_make_an_archive_of_it(tmp_path, monkeypatch):
    rng = np.random.default_rng(0)
    params = {"W1": rng.normal(size=(784, 7)), "b1": np.zeros(7), "W2": rng.normal(size=(7, 10)), "b2": np.zeros(10)}
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        (tmp_path / "params.pkl").write_bytes(pickle.dumps(params, protocol))
        with pytest.raises(WeightsError) as error:
            load_weights(tmp_path / "params.pkl")
        assert error.value.kind == "weights_pickle"
    lines = str(error.value).splitlines()
    assert lines[-1] == "Then open weights.npz."
    monkeypatch.chdir(tmp_path)
    code = "\n".join(lines[1:-1])
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)  # as a person would
    np.testing.assert_array_equal(load_weights("weights.npz")["W1"], params["W1"].astype(np.float32))


def test_a_network_without_a_hidden_layer_is_kept_as_its_only_layer(tmp_path):
    network = MultiLayerNet(784, [], 10, rng=np.random.default_rng(0))
    for name in ("n.npz", "n.safetensors"):
        path = save_network(tmp_path / name, network)
        loaded = load_network(path)
        assert loaded.params.keys() == {"W1", "b1"}
        for key, value in network.params.items():
            np.testing.assert_array_equal(loaded.params[key], value)
        assert len(loaded.layers) == 1
        with pytest.raises(WeightsError, match="without a hidden layer"):
            load_weights(path)


@pytest.mark.parametrize("change", [{"b2": np.zeros(10)}, {"W1": np.zeros((784, 7)), "b1": np.zeros(7)}])
def test_what_lacks_only_the_second_weights_is_not_taken_for_one_without_a_hidden_layer(tmp_path, change):
    np.savez(tmp_path / "n.npz", **{"W1": np.zeros((784, 10)), "b1": np.zeros(10), **change})
    with pytest.raises(WeightsError, match="has no W2"):
        load_network(tmp_path / "n.npz")


def test_a_file_of_pytorch_is_refused_with_the_lines_that_make_weights_of_it(tmp_path):
    with zipfile.ZipFile(tmp_path / "model.pt", "w") as archive:  # as torch.save writes it
        archive.writestr("model/data.pkl", pickle.dumps({}))
        archive.writestr("model/version", "3")
    with pytest.raises(WeightsError) as error:
        load_weights(tmp_path / "model.pt")
    assert error.value.kind == "weights_torch"
    assert "torch.load('model.pt', weights_only=True)" in str(error.value)
    for length in range(40):
        (tmp_path / "cut.pt").write_bytes((tmp_path / "model.pt").read_bytes()[:length])
        with pytest.raises(WeightsError):
            load_weights(tmp_path / "cut.pt")


@pytest.mark.parametrize("given", [np.array(b"ReLU"), np.array("relu"), np.array("RELU")])
def test_an_activation_is_known_in_whatever_letters_it_is_written(tmp_path, given):
    rng = np.random.default_rng(0)
    params = {"W1": rng.normal(size=(784, 7)), "b1": np.zeros(7), "W2": rng.normal(size=(7, 10)), "b2": np.zeros(10)}
    np.savez(tmp_path / "w.npz", **params, activation=given)
    assert activation_of(load_network(tmp_path / "w.npz")) == "relu"


def test_a_shape_is_said_as_it_is(tmp_path):
    params = {"W1": np.zeros((784, 7)), "b1": np.zeros(7), "W2": np.zeros((7, 10)), "b2": np.zeros(10)}
    for change, said in (
        ({"W1": np.float32(1)}, r"W1 in .* has the shape \(\), .* needs \(784, H\), H = 1 … 4,000"),
        ({"b1": np.zeros(0)}, r"b1 in .* has the shape \(0,\), .* needs \(7,\)"),
        ({"W1": np.zeros((784, 4001))}, r"W1 in .* has the shape \(784, 4001\), .* H = 1 … 4,000"),
    ):
        np.savez(tmp_path / "w.npz", **{**params, **change})
        with pytest.raises(WeightsError, match=said):
            load_weights(tmp_path / "w.npz")
