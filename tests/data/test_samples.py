"""A person's own digits as a value, and the file of earlier versions: what is damaged is not lost."""

import io
import zipfile

import numpy as np
import pytest

from mnistlab.data.samples import OwnDigit, Samples, load_samples
from mnistlab.errors import DataError


def test_digits_become_samples_in_their_order():
    images = np.arange(2 * 784, dtype=np.uint8).reshape(2, 28, 28)
    samples = Samples.of([OwnDigit("a", images[0], 7, 1000.9), OwnDigit("b", images[1], 3, 5.0)])
    np.testing.assert_array_equal(samples.images, images)
    assert samples.labels.tolist() == [7, 3]
    assert samples.times.tolist() == [1000, 5]
    assert len(Samples.of([])) == 0


def test_nobody_can_write_to_them(some):
    with pytest.raises(ValueError, match="read-only"):
        some(7).images[0, 0, 0] = 1


def test_a_label_that_is_no_digit_is_refused():
    with pytest.raises(DataError, match="the label 10; labels must be 0 to 9"):
        Samples(np.zeros((1, 28, 28), np.uint8), np.array([10], np.uint8), np.zeros(1, np.int64))


# The file of earlier versions


def test_a_file_of_an_earlier_version_is_read(tmp_path):
    path = tmp_path / "samples.npz"
    assert len(load_samples(path)) == 0
    path.write_bytes(npz(**GOOD))
    found = load_samples(path)
    np.testing.assert_array_equal(found.images, GOOD["images"])
    assert found.labels.tolist() == [7]
    assert found.times.tolist() == [1_000]


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def lying():
    """Return a file whose header promises far more than there is."""
    content = io.BytesIO()
    header = b"{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999, 28, 28), }"
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("images.npy", b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header)
    return content.getvalue()


GOOD = {
    "images": np.zeros((1, 28, 28), np.uint8),
    "labels": np.array([7], np.uint8),
    "times": np.array([1_000]),
}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a zip",
        npz(**GOOD)[:200],
        npz(images=GOOD["images"]),
        npz(**{**GOOD, "labels": np.array([11], np.uint8)}),
        npz(**{**GOOD, "labels": np.array([1, 2], np.uint8)}),
        npz(**{**GOOD, "labels": np.uint8(3)}),
        npz(**{**GOOD, "images": GOOD["images"].astype(float)}),
        npz(**{**GOOD, "images": np.zeros((1, 784), np.uint8)}),
        npz(**{**GOOD, "times": np.array([object()])}),
        npz(images=np.zeros((20_001, 28, 28), np.uint8), labels=np.zeros(20_001, np.uint8)),
        lying(),
    ],
    ids=[
        "empty",
        "no zip",
        "cut short",
        "key",
        "label",
        "count",
        "no axis",
        "dtype",
        "shape",
        "pickle",
        "many",
        "lies",
    ],
)
def test_a_damaged_file_is_kept_aside(tmp_path, content):
    path = tmp_path / "samples.npz"
    path.with_name("samples.npz.damaged").write_bytes(b"an older one")
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"cannot be read.*kept as samples\.npz\.damaged1") as caught:
        load_samples(path)
    assert caught.value.kind == "samples_damaged"
    assert path.with_name("samples.npz.damaged").read_bytes() == b"an older one"
    assert path.with_name("samples.npz.damaged1").read_bytes() == content
    assert not path.exists()
    assert len(load_samples(path)) == 0  # and it goes on


def test_a_file_that_can_neither_be_read_nor_moved_is_not_written_over(tmp_path, monkeypatch):
    path = tmp_path / "samples.npz"
    path.write_bytes(b"not a zip")

    def refuse(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "rename", refuse)
    with pytest.raises(DataError) as caught:
        load_samples(path)
    assert caught.value.kind == "samples_stuck"
    assert path.read_bytes() == b"not a zip"
