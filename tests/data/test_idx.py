"""IDX files: what is read and written, and all that is refused."""

import errno
import gzip
import io
import os
import struct
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from mnistlab.data import idx
from mnistlab.data.idx import read_images, read_labels, write_images, write_labels
from mnistlab.errors import DataError

RNG = np.random.default_rng(0)
IMAGES = RNG.integers(0, 256, (5, 28, 28), np.uint8)
LABELS = np.array([3, 1, 4, 1, 5], np.uint8)


def images_file(images: np.ndarray = IMAGES, *, magic: int = 2051, count: int | None = None) -> bytes:
    n, rows, columns = images.shape
    return struct.pack(">4I", magic, n if count is None else count, rows, columns) + images.tobytes()


def labels_file(labels: np.ndarray = LABELS, *, magic: int = 2049, count: int | None = None) -> bytes:
    return struct.pack(">2I", magic, len(labels) if count is None else count) + labels.tobytes()


def plain(content: bytes) -> bytes:
    return content


both_packings = pytest.mark.parametrize("pack", [plain, gzip.compress])


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write_file(content: bytes, name: str = "some-idx-ubyte") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write_file


@contextmanager
def at_most_traced(megabytes: float) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < megabytes * 1e6


def refusal(read: Callable[[Path], object], path: Path) -> DataError:
    with pytest.raises(DataError) as caught:
        read(path)
    assert str(path) in str(caught.value)  # whatever is wrong, a person is told with which file
    return caught.value


@both_packings
@pytest.mark.parametrize("name", ["some-idx-ubyte", "some.GZ.copy"])
def test_reads_what_was_written_by_content_and_not_by_name(write, pack, name):
    images = read_images(write(pack(images_file()), name))
    assert images.dtype == np.uint8
    np.testing.assert_array_equal(images, IMAGES, strict=True)

    labels = read_labels(write(pack(labels_file()), name))
    assert labels.dtype == np.uint8
    np.testing.assert_array_equal(labels, LABELS, strict=True)


def test_takes_a_path_as_text(write):
    np.testing.assert_array_equal(read_labels(str(write(labels_file()))), LABELS)


def test_a_gzip_file_may_be_made_of_several(write):
    content = images_file()
    path = write(gzip.compress(content[:1000]) + gzip.compress(content[1000:]))
    np.testing.assert_array_equal(read_images(path), IMAGES)


def gzip_with_header(flags: int, *, checksum: bool = True) -> bytes:
    """Return packed images behind a header with everything in it that a header may have (RFC 1952)."""
    header = b"\x1f\x8b\x08" + bytes([flags]) + bytes(5) + b"\xff"
    header += (struct.pack("<H", 6) + b"ab\2\0\0\0") if flags & 4 else b""
    header += b"a name\0" if flags & 8 else b""
    header += b"a comment\0" if flags & 16 else b""
    header += struct.pack("<H", zlib.crc32(header) & 0xFFFF if checksum else 0) if flags & 2 else b""
    return header + gzip.compress(images_file())[10:]


@pytest.mark.parametrize("flags", range(0, 256, 2))
def test_every_header_that_gzip_allows_is_read(write, flags):
    np.testing.assert_array_equal(read_images(write(gzip_with_header(flags))), IMAGES)


def test_a_damaged_header_of_gzip_is_refused(write):
    assert refusal(read_images, write(gzip_with_header(30, checksum=False))).kind == "gzip_damaged"


@pytest.mark.parametrize("flags", [4, 8, 16, 30])
def test_a_file_that_ends_in_the_header_of_gzip_is_refused(write, flags):
    content = gzip_with_header(flags)
    for length in range(2, len(content) - len(PACKED) + 10):
        assert refusal(read_images, write(content[:length])).kind == "gzip_damaged"


def test_a_small_file_does_not_fill_the_memory(write, monkeypatch):
    """A limit of 256 MB would take long to test; what holds for it holds for 2 MB."""
    monkeypatch.setattr(idx, "LIKELY_BYTES", 2_000_000)
    path = write(gzip.compress(images_file(np.zeros((20_000, 28, 28), np.uint8))))
    assert path.stat().st_size < 20_000
    with at_most_traced(5):
        error = refusal(read_images, path)
    assert (error.kind, error.facts["found"], error.facts["expected"]) == ("too_large", 20_000 * 784, 2_000_000)


def test_any_byte_is_a_label_here(write):
    labels = np.arange(256, dtype=np.uint8)
    np.testing.assert_array_equal(read_labels(write(labels_file(labels))), labels)


WRONG_CONTENT = [
    (read_images, images_file(magic=1234567), "wrong_magic", {"found": 1234567, "expected": 2051}),
    (read_labels, labels_file(magic=0x0D01), "other_idx", {"found": "float32, 1", "expected": "uint8, 1"}),
    (read_images, labels_file(), "labels_for_images", {}),
    (read_labels, images_file(), "images_for_labels", {}),
    (read_images, images_file(IMAGES[:, :27]), "wrong_dimensions", {"found": "27×28", "expected": "28×28"}),
    (read_images, images_file(np.zeros((5, 28, 29), np.uint8)), "wrong_dimensions", {"found": "28×29"}),
    (read_images, images_file(IMAGES[:0]), "no_images", {}),
    (read_labels, labels_file(LABELS[:0]), "no_labels", {}),
    (read_images, b"", "header_cut_short", {"expected": 16, "found": 0}),
    (read_images, b"\0\0\x08", "header_cut_short", {"expected": 16, "found": 3}),
    (read_images, images_file()[:15], "header_cut_short", {"expected": 16, "found": 15}),
    (read_labels, labels_file()[:7], "header_cut_short", {"expected": 8, "found": 7}),
    (read_images, images_file()[:16], "truncated", {"expected": 5 * 784, "found": 0}),
    (read_images, images_file()[:-1], "truncated", {"expected": 5 * 784, "found": 5 * 784 - 1}),
    (read_images, images_file(count=6), "truncated", {"expected": 6 * 784, "found": 5 * 784}),
    (read_labels, labels_file()[:-1], "truncated", {"expected": 5, "found": 4}),
    (read_images, images_file() + b"\0", "trailing_bytes", {"expected": 5 * 784}),
    (read_images, images_file(count=4), "trailing_bytes", {"expected": 4 * 784}),
    (read_labels, labels_file() + b"\0", "trailing_bytes", {"expected": 5}),
]


@both_packings
@pytest.mark.parametrize(("read", "content", "kind", "facts"), WRONG_CONTENT)
def test_refuses_wrong_content(write, pack, read, content, kind, facts):
    path = write(pack(content))
    error = refusal(read, path)
    assert error.kind == kind
    assert error.facts == {"file": str(path), **error.facts, **facts}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (images_file(), "not_gzip"),
        (b"\x1f", "not_gzip"),
        (b"<html>Not found</html>", "web_page"),
        (b"PK\3\4" + bytes(90), "archive_for_data"),
    ],
)
def test_a_file_named_gz_must_be_gzip(write, content, kind):
    assert refusal(read_images, write(content, "train-images-idx3-ubyte.gz")).kind == kind


@pytest.mark.parametrize("text", ["\ufeff<!DOCTYPE html>", "页面不存在：请检查地址", "\n\n<html>", '{"error": 404}'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_text_in_any_letters_is_called_one(write, text, encoding):
    for read in (read_images, read_labels):
        assert refusal(read, write(text.encode(encoding))).kind == "web_page"


def test_an_empty_file_named_gz_is_called_empty(write):
    error = refusal(read_images, write(b"", "train-images-idx3-ubyte.gz"))
    assert (error.kind, error.facts["found"]) == ("header_cut_short", 0)


def flip(content: bytes, position: int) -> bytes:
    changed = bytearray(content)
    changed[position] ^= 0xFF
    return bytes(changed)


PACKED = gzip.compress(images_file())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(flip(PACKED, -8), id="checksum"),
        pytest.param(flip(PACKED, -4), id="length"),
        pytest.param(flip(PACKED, 2), id="method"),
        pytest.param(PACKED[:10] + b"\xff" * 100, id="no deflate stream"),
        pytest.param(PACKED[:-8], id="no checksum"),
        pytest.param(PACKED[:-1], id="half a length"),
        pytest.param(PACKED + b"junk", id="junk behind"),
    ],
)
def test_a_damaged_gzip_file_is_refused(write, content):
    assert refusal(read_images, write(content)).kind == "gzip_damaged"


def test_changed_pixels_in_a_gzip_file_are_refused(write):
    stored = gzip.compress(images_file(), 0)  # not compressed, so that a changed byte still unpacks
    assert refusal(read_images, write(flip(stored, 1000))).kind == "gzip_damaged"


def test_a_gzip_stream_cut_anywhere_is_refused(write):
    for length in range(2, len(PACKED), 97):
        assert refusal(read_images, write(PACKED[:length])).kind == "gzip_damaged"


# 1,000,000 images are 784 MB, which the limit allows; 2**31 are 1.7 TB.
@both_packings
@pytest.mark.parametrize("count", [1_000_000, 2**31, 2**32 - 1])
def test_a_false_promise_takes_no_memory(write, pack, count):
    path = write(pack(images_file(count=count)))
    with at_most_traced(4):
        error = refusal(read_images, path)
    assert error.kind == ("too_large" if pack is gzip.compress and count > 1_000_000 else "truncated")
    assert error.facts["expected" if error.kind == "truncated" else "found"] == count * 784


@both_packings
def test_labels_without_end_take_no_memory(write, pack):
    path = write(pack(labels_file(count=2**31)))
    with at_most_traced(4):
        assert refusal(read_labels, path).kind == "truncated"


def test_a_gzip_bomb_is_left_when_it_exceeds_its_header(write):
    path = write(gzip.compress(images_file() + bytes(100_000_000)))
    with at_most_traced(4):
        assert refusal(read_images, path).kind == "trailing_bytes"


def test_a_gzip_bomb_in_the_header_of_the_gzip_stream(write):
    endless_name = b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * 300_000
    with at_most_traced(4):
        assert refusal(read_images, write(endless_name)).kind == "gzip_damaged"


@both_packings
def test_the_largest_size_is_allowed_and_one_byte_more_is_not(write, pack, monkeypatch):
    path = write(pack(labels_file()))
    monkeypatch.setattr(idx, "MAX_BYTES", len(LABELS))
    np.testing.assert_array_equal(read_labels(path), LABELS)

    monkeypatch.setattr(idx, "MAX_BYTES", len(LABELS) - 1)
    error = refusal(read_labels, path)
    assert error.kind == "too_large"
    assert (error.facts["found"], error.facts["expected"]) == (5, 4)


@both_packings
def test_memory_follows_the_data(write, pack):
    images = np.zeros((30_000, 28, 28), np.uint8)
    path = write(pack(images_file(images)))
    with at_most_traced(images.nbytes * 1.3 / 1e6):
        assert len(read_images(path)) == 30_000


def test_a_missing_file(tmp_path):
    error = refusal(read_images, tmp_path / "absent")
    assert error.kind == "not_readable"
    assert error.facts["reason"] == os.strerror(errno.ENOENT)


def test_a_folder_in_place_of_a_file(tmp_path):
    assert refusal(read_images, tmp_path).kind == "not_a_file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_not_waited_for(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = os.open(path, os.O_RDWR)  # with something to read in it a reader that tries fails, and does not hang
    try:
        os.write(writer, labels_file())
        assert refusal(read_labels, path).kind == "not_a_file"
    finally:
        os.close(writer)


def test_a_file_that_may_not_be_read_says_so(write, monkeypatch):
    path = write(images_file())

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "open", refuse)
    error = refusal(read_images, path)
    assert error.kind == "not_readable"
    assert error.facts["reason"] == os.strerror(errno.EACCES)


def test_a_file_whose_mode_forbids_reading(write):
    path = write(images_file())
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("root, and Windows, read a file of any mode")
    assert refusal(read_images, path).facts["reason"] == os.strerror(errno.EACCES)


@both_packings
def test_a_disk_that_fails_while_reading(write, pack, monkeypatch):
    path = write(pack(images_file()))

    class FailingFile(io.BufferedReader):
        def read(self, size: int | None = -1) -> bytes:
            if size == len(idx.GZIP_MAGIC):
                return super().read(size)
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        read1 = readinto = read

    monkeypatch.setattr(idx, "open_file", lambda path: FailingFile(io.FileIO(path)))
    error = refusal(read_images, path)
    assert (error.kind, error.facts["reason"]) == ("not_readable", os.strerror(errno.EIO))


# Writing


@pytest.mark.parametrize("name", ["plain-ubyte", "packed-ubyte.gz"])
def test_what_is_written_is_read(tmp_path, name):
    path = tmp_path / name
    write_images(path, IMAGES)
    np.testing.assert_array_equal(read_images(path), IMAGES, strict=True)
    assert (path.read_bytes()[:2] == b"\x1f\x8b") is name.endswith(".gz")
    write_labels(str(path), LABELS)  # a file that is there is replaced
    np.testing.assert_array_equal(read_labels(path), LABELS, strict=True)
    assert list(tmp_path.iterdir()) == [path]


def test_a_plain_file_is_what_mnist_would_hold(tmp_path):
    write_images(tmp_path / "images", IMAGES)
    write_labels(tmp_path / "labels", LABELS)
    assert (tmp_path / "images").read_bytes() == images_file()
    assert (tmp_path / "labels").read_bytes() == labels_file()


def test_a_part_of_a_larger_array_is_written_as_it_stands(tmp_path):
    every_other = np.repeat(IMAGES, 2, axis=0)[::2]
    write_images(tmp_path / "images", every_other)
    np.testing.assert_array_equal(read_images(tmp_path / "images"), IMAGES)


@pytest.mark.parametrize(
    ("write_file", "array"),
    [
        (write_images, IMAGES.reshape(5, 784)),
        (write_images, IMAGES[:0]),
        (write_images, IMAGES.astype(np.float32)),
        (write_images, LABELS),
        (write_labels, LABELS[:0]),
        (write_labels, LABELS.astype(np.int64)),
        (write_labels, LABELS.reshape(5, 1)),
        (write_labels, np.uint8(3)),
    ],
)
def test_what_could_not_be_read_is_not_written(tmp_path, write_file, array):
    with pytest.raises(DataError, match="must be uint8") as caught:
        write_file(tmp_path / "file", array)
    assert caught.value.kind == "wrong_array"
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_keeps_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "labels"
    write_labels(path, LABELS)

    def refuse(self, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(type(path), "replace", refuse)
    error = refusal(lambda path: write_labels(path, LABELS[:1]), path)
    assert error.kind == "not_writable"
    np.testing.assert_array_equal(read_labels(path), LABELS)
    assert list(tmp_path.iterdir()) == [path]
    assert refusal(lambda path: write_labels(path, LABELS), tmp_path / "nowhere" / "labels").kind == "not_writable"
