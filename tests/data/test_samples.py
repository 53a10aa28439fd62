"""A person's own digits as a value, and their file: what is saved is loaded, and what is damaged is not lost."""

import io
import zipfile

import numpy as np
import pytest

from mnistlab.data import samples
from mnistlab.data.collection import Collection
from mnistlab.data.samples import Samples, load_samples, save_samples
from mnistlab.errors import DataError


def test_adding_and_taking_out_make_others(some):
    before = some(7, 1)
    more = before.with_sample(np.full((28, 28), 9, np.uint8), 4, 5, place=1)
    assert (more.labels.tolist(), more.times.tolist(), more.images[:, 0, 0].tolist()) == (
        [7, 4, 1],
        [1000, 5, 1001],
        [0, 9, 1],
    )
    assert more.without(0).labels.tolist() == [4, 1]
    assert before.labels.tolist() == [7, 1]


def test_nobody_can_write_to_them(some):
    with pytest.raises(ValueError, match="read-only"):
        some(7).images[0, 0, 0] = 1


def test_a_label_that_is_no_digit_is_refused():
    with pytest.raises(DataError, match="the label 10; labels must be 0 to 9"):
        Samples(np.zeros((1, 28, 28), np.uint8), np.array([10], np.uint8), np.zeros(1, np.int64))


def test_no_more_than_there_is_room_for(monkeypatch, some):
    monkeypatch.setattr(samples, "MOST", 2)
    full = some(1, 2)
    with pytest.raises(DataError, match="no room for more"):
        full.with_sample(full.images[0], 3, 5)


# The file


def test_what_is_saved_is_loaded(tmp_path, some):
    path = tmp_path / "not" / "yet" / "samples.npz"
    assert len(load_samples(path)) == 0
    save_samples(path, some(7, 1, 4))
    found = load_samples(path)
    np.testing.assert_array_equal(found.images, some(7, 1, 4).images)
    assert found.labels.tolist() == [7, 1, 4]
    assert found.times.tolist() == [1_000, 1_001, 1_002]
    assert [file.name for file in path.parent.iterdir()] == ["samples.npz"]


def test_a_failed_save_keeps_what_was_there(tmp_path, monkeypatch, some):
    path = tmp_path / "samples.npz"
    save_samples(path, some(7))

    def full(file, **arrays):
        file.write(b"a part of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(DataError, match=r"No space left on device.*until the program ends"):
        save_samples(path, some(7, 1))
    assert load_samples(path).labels.tolist() == [7]
    assert list(tmp_path.iterdir()) == [path]


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
def test_a_damaged_file_is_kept_aside(tmp_path, content, some):
    path = tmp_path / "samples.npz"
    path.with_name("samples.npz.damaged").write_bytes(b"an older one")
    path.write_bytes(content)
    collection = Collection(path)
    with pytest.raises(DataError, match=r"cannot be read.*kept as samples\.npz\.damaged1") as caught:
        collection.load()
    assert caught.value.kind == "samples_damaged"
    assert path.with_name("samples.npz.damaged").read_bytes() == b"an older one"
    assert path.with_name("samples.npz.damaged1").read_bytes() == content
    assert not path.exists()
    collection.add(some(3).images[0], 3, 5)  # and it goes on
    collection.save()
    assert load_samples(path).labels.tolist() == [3]


def test_a_file_that_can_neither_be_read_nor_moved_is_not_written_over(tmp_path, monkeypatch, some):
    path = tmp_path / "samples.npz"
    path.write_bytes(b"not a zip")

    def refuse(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "rename", refuse)
    collection = Collection(path)
    with pytest.raises(DataError) as caught:
        collection.load()
    assert caught.value.kind == "samples_stuck"
    collection.add(some(3).images[0], 3, 5)
    collection.save()
    assert path.read_bytes() == b"not a zip"
