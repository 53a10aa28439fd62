"""Weights as other programs keep them: refused with the lines that make weights of them."""

import gzip
import json
import pickle
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from mnistlab.errors import WeightsError
from mnistlab.training import load_network, load_weights


def lines_of(path):
    """Return the lines of Python in the sentence about a file."""
    with pytest.raises(WeightsError) as error:
        load_network(path)
    return error.value.kind, "\n".join(str(error.value).splitlines()[1:-1])


def test_the_lines_for_a_network_of_nielsens_make_its_weights(tmp_path, monkeypatch):
    rng = np.random.default_rng(0)
    W1, W2 = rng.normal(size=(784, 7)), rng.normal(size=(7, 10))
    raw = {"sizes": [784, 7, 10], "weights": [W1.T.tolist(), W2.T.tolist()], "biases": [[[0.5]] * 7, [[0.25]] * 10]}
    (tmp_path / "net.json").write_text(json.dumps({**raw, "cost": "CrossEntropyCost"}), "utf-8")
    kind, code = lines_of(tmp_path / "net.json")
    assert kind == "weights_nielsen"
    monkeypatch.chdir(tmp_path)
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    found = load_weights("weights.npz")
    np.testing.assert_allclose(found["W1"], W1, rtol=1e-6)
    np.testing.assert_allclose(found["b2"], np.full(10, 0.25))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("net.h5", b"\x89HDF\r\n\x1a\n" + bytes(90), "weights_keras"),
        ("net.pkl", pickle.dumps(["sklearn.neural_network", 1]), "weights_sklearn"),
        ("net.joblib", b"x\x9c" + bytes(90), "weights_sklearn"),
        ("old.pkl", pickle.dumps({"W1": 1}, 0), "weights_pickle"),
        ("old.pkl", pickle.dumps({"W1": 1}, 1), "weights_pickle"),
        ("old.pth", b"\x80\2\x8a\n\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\2M\xe9\3.", "weights_torch"),
        ("net.pkl.gz", gzip.compress(pickle.dumps({}), mtime=0), "archive_for_data"),
        ("net.7z", b"7z\xbc\xaf" + bytes(90), "archive_for_data"),
    ],
)
def test_what_other_programs_keep_is_refused_with_the_way_out(tmp_path, name, content, kind):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(WeightsError) as error:
        load_network(tmp_path / name)
    assert error.value.kind == kind


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["metadata.json", "config.json", "model.weights.h5"], "weights_keras"),
        (["model/byteorder", "model/data.pkl"], "weights_torch"),
        (["dir/W1.npy"], "weights_missing"),
    ],
)
def test_an_archive_is_told_by_all_that_it_holds(tmp_path, names, kind):
    with zipfile.ZipFile(tmp_path / "net", "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    with pytest.raises(WeightsError) as error:
        load_network(tmp_path / "net")
    assert error.value.kind == kind
