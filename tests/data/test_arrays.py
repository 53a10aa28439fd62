"""Arrays of files that anybody may have made."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest

from mnistlab.data.arrays import read_arrays
from mnistlab.errors import Name

RNG = np.random.default_rng(0)
ARRAYS = {
    "W1": RNG.standard_normal((7, 3)).astype(np.float32),
    "half": RNG.standard_normal(5).astype(np.float16),
    "by_columns": np.asfortranarray(RNG.standard_normal((3, 4))),
    "images": RNG.integers(0, 256, (2, 28, 28), np.uint8),
    "none": np.zeros((0, 28, 28), np.uint8),
    "one": np.int64(-5),
    "swapped": np.arange(3, dtype=">i4"),
    "yes": np.array([True, False]),
    "activation": np.array("relu"),
}
LARGEST = 100_000


def packed(save=np.savez, **arrays):
    file = io.BytesIO()
    save(file, **arrays)
    return file.getvalue()


def member(content, name="W1.npy", packing=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def with_header(header, data=b""):
    return member(b"\x93NUMPY\1\0" + len(header).to_bytes(2, "little") + header + data)


@pytest.fixture
def read(tmp_path):
    def read_content(content, names=ARRAYS, largest=LARGEST):
        path = tmp_path / "arrays.npz"
        path.write_bytes(content)
        return read_arrays(path, names, largest)

    return read_content


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_what_numpy_saves_is_read(read, save):
    found = read(packed(save, **ARRAYS))
    assert found.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(found[name], array, strict=True)


@pytest.mark.parametrize("version", [(1, 0), (2, 0), (3, 0)])
def test_every_version_of_the_format_is_read(read, version):
    file = io.BytesIO()
    np.lib.format.write_array(file, ARRAYS["W1"], version)
    np.testing.assert_array_equal(read(member(file.getvalue()))["W1"], ARRAYS["W1"])


def test_only_what_is_asked_for_is_read(read):
    content = packed(W1=ARRAYS["W1"], other=np.array([object()]))
    assert read(content, ("W1", "b1")).keys() == {"W1"}


def test_a_pickle_is_never_opened(read, tmp_path):
    class Evil:
        def __reduce__(self):
            return Path.touch, (tmp_path / "ran",)

    with pytest.raises(OSError, match="pickle"):
        read(packed(W1=np.array([Evil()])))
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"W1 = 0.1",
        packed(**ARRAYS)[:-100],
        member(b"no array at all"),
        member(b""),
        member(b"\x93NUMPY\1\0\xff\xff"),
        with_header(b"{'descr': '<f4', 'fortran_order': False, 'shape': (10,), }", bytes(39)),
        with_header(b"{'descr': '<f4', 'fortran_order': False, 'shape': (10,), }", bytes(41)),
        with_header(b"{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999), }"),
        with_header(b"{'descr': '<f4', 'fortran_order': False, 'shape': (1" + 5_000 * b"1" + b"), }"),
        with_header(b"{'descr': '<f4', 'fortran_order': False, 'shape': (" + 70 * b"1, " + b"), }", bytes(4)),
        with_header(b"{'descr': '<U0', 'fortran_order': False, 'shape': (), }"),
        with_header(b"{'descr': '<U1', 'fortran_order': False, 'shape': (), }", b"\0\0\x11\0"),
        with_header(b"{'descr': '<f4', 'fortran_order': False, 'shape': (__import__('os').getpid(),), }", bytes(4)),
        with_header(b"(" * 60_000),
        with_header(b"{'descr': '<f4', 'fortran_order': False, 'shape': (), }" + b" " * 20_000, bytes(4)),
    ],
)  # fmt: skip
def test_what_is_damaged_is_refused_in_words_of_ours(read, content):
    with pytest.raises(OSError, match=r"it is no archive|its \{array\} is damaged"):
        read(content)


@pytest.mark.parametrize(
    "header",
    [
        "{'descr': '<f4', 'fortran_order': False, 'shape': (7, 3)}",
        "{'shape': (7, 3), 'fortran_order': False, 'descr': '<f4'}",
        '{"descr": "<f4", "fortran_order": False, "shape": (7, 3), }',
        "{'descr':'<f4','fortran_order':False,'shape':(7,3),}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (7L, 3L), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': [7, 3], }",
    ],
)
def test_a_header_as_other_programs_write_it_is_read(read, header):
    found = read(with_header(header.encode(), ARRAYS["W1"].tobytes()))["W1"]
    np.testing.assert_array_equal(found, ARRAYS["W1"], strict=True)


@pytest.mark.parametrize(
    "array",
    [
        np.ones(3, np.complex64),
        np.ones(3, np.longdouble),
        np.zeros(3, "M8[s]"),
        np.zeros(3, "V2"),
        np.zeros(3, "f4,i4"),
    ],
)
def test_values_of_another_kind_are_not_called_damaged(read, array):
    with pytest.raises(OSError, match=r"values of the kind \{found\}, not plain numbers"):
        read(packed(W1=array))


def test_why_a_member_cannot_be_unpacked_is_said(read):
    with pytest.raises(OSError, match="is empty"):
        read(b"")
    with pytest.raises(OSError, match="packed in another way"):
        read(member(b"x", packing=zipfile.ZIP_BZIP2))
    content = bytearray(member(b"x"))
    content[content.index(b"PK\1\2") + 8] |= 1
    with pytest.raises(OSError, match="a password"):
        read(bytes(content))


def test_a_single_flipped_bit_is_noticed(read):
    """Each member has a checksum, which holds for all of it."""
    content = bytearray(packed(W1=ARRAYS["W1"]))
    content[content.index(ARRAYS["W1"].tobytes()) + 20] ^= 1
    with pytest.raises(OSError, match="damaged"):
        read(content)


def test_more_than_is_sensible_is_not_unpacked(read):
    bomb = packed(np.savez_compressed, W1=np.zeros(LARGEST, np.uint8))
    assert len(bomb) < 1_000
    with pytest.raises(OSError, match="unpacks to") as caught:
        read(bomb)
    assert caught.value.strerror.facts["found"] == f"{LARGEST + 128:,}"


def test_whatever_is_damaged_nothing_else_is_raised(read):
    """Bytes changed at random, a few hundred times: the parsers below raise exceptions of many kinds."""
    outcomes = set()
    for content in (packed(**ARRAYS), packed(np.savez_compressed, **ARRAYS)):
        for _ in range(300):
            changed = bytearray(content)
            for place in RNG.integers(len(changed), size=RNG.choice((1, 2, 8))):
                changed[place] = RNG.integers(256)
            try:
                read(changed)
            except OSError as error:
                outcomes.add(type(error.strerror))
    assert outcomes == {Name}
