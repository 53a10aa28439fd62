"""Files that are written as a whole, and what is not opened at all."""

import errno
import itertools
import os
import stat
import threading

import pytest

from mnistlab.data.files import NoFileError, check_writable, file_named, numbered, open_file, with_addition, write_whole
from mnistlab.errors import DataError, WeightsError


def write(path, content=b"new", error=DataError, **options):
    with write_whole(path, error, **options) as file:
        file.write(content)


def test_what_was_there_is_replaced_at_once(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with write_whole(path, DataError) as file:
        file.write(b"ne")
        file.flush()
        assert path.read_bytes() == b"old"
        file.write(b"w")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_others_may_read_it_as_any_other_file(tmp_path):
    write(tmp_path / "file")
    (tmp_path / "other").touch()
    assert (tmp_path / "file").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_a_file_that_is_replaced_keeps_its_mode_from_the_first_byte(tmp_path, mode):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(mode)
    with write_whole(path, DataError) as file:
        assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == mode
        file.write(b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize("ask", [write, check_writable])
def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path, monkeypatch, ask):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(stat.S_IRUSR)
    # Said here too, because an administrator may write any file.
    monkeypatch.setattr(os, "access", lambda file, kind: kind != os.W_OK or os.fspath(file) != os.fspath(path))
    with pytest.raises(DataError) as caught:
        ask(path, error=DataError)
    assert caught.value.facts["reason"] == os.strerror(errno.EACCES)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_content_is_on_the_disk_before_it_has_the_name(tmp_path, monkeypatch):
    path = tmp_path / "file"
    synced = []

    def sync(number):
        found = os.fstat(number)
        synced.append(("folder" if stat.S_ISDIR(found.st_mode) else found.st_size, path.exists()))

    monkeypatch.setattr(os, "fsync", sync)
    write(path, b"new")
    assert synced == [(3, False), ("folder", True)][: 1 if os.name == "nt" else 2]


def test_a_folder_that_cannot_be_synced_is_no_error(tmp_path, monkeypatch):
    real = os.fsync

    def sync(number):
        if stat.S_ISDIR(os.fstat(number).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(number)

    monkeypatch.setattr(os, "fsync", sync)
    write(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"


@pytest.mark.parametrize("failure", [OSError(28, "Disk full"), KeyboardInterrupt(), ValueError("no number")])
def test_whatever_fails_what_was_there_stays(tmp_path, failure):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    expected = WeightsError if isinstance(failure, OSError) else type(failure)

    def fail():
        with write_whole(path, WeightsError) as file:
            file.write(b"ne")
            raise failure

    with pytest.raises(expected) as caught:
        fail()
    if expected is WeightsError:
        assert (caught.value.kind, caught.value.facts["file"]) == ("not_writable", str(path))
        assert "Disk full" in str(caught.value)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_two_may_write_at_the_same_time(tmp_path):
    path = tmp_path / "file"
    contents = [bytes([number]) * 100_000 for number in range(8)]
    threads = [threading.Thread(target=write, args=(path, content)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    link, target = tmp_path / "link", tmp_path / "elsewhere" / "file"
    link.symlink_to(target)
    for content in (b"first", b"second"):
        write(link, content)
        assert link.is_symlink()
        assert target.read_bytes() == content


@pytest.mark.parametrize("name", ["nowhere/file", "n" * 300, "file/below a file", "null\0", "\ud800", "."])
def test_a_name_that_cannot_be_is_refused_by_the_errors_own_kind(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(DataError) as caught:
        write(tmp_path / name, kind="library_not_written")
    assert caught.value.kind == "library_not_written"
    assert caught.value.facts["reason"]


def test_the_longest_name_that_the_system_allows_can_be_written(tmp_path):
    path = tmp_path / ("n" * 255)
    write(path)
    assert path.read_bytes() == b"new"


def pipe(path):
    os.mkfifo(path)
    return path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_no_pipe_or_folder_is_opened_or_replaced(tmp_path):
    for path in (pipe(tmp_path / "pipe"), tmp_path):
        with pytest.raises(NoFileError):
            open_file(path)
        with pytest.raises(DataError, match="it is a folder or a device"):
            write(path)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.parametrize("name", ["null\0", "\ud800"])
def test_a_name_that_no_file_can_have_is_that_of_a_missing_one(tmp_path, name):
    with pytest.raises(FileNotFoundError):
        open_file(tmp_path / name)


@pytest.mark.parametrize("stem", ["n" * 251, "数" * 83 + "nn"])
def test_what_is_added_to_a_long_name_shortens_it(tmp_path, stem):
    path = tmp_path / f"{stem}.npz"
    write(path)
    stopped = with_addition(path, "-after-600", ".npz")
    for file in itertools.islice(numbered(stopped), 3):
        write(file)
        assert file.name.startswith(stem[:50])
    assert len(list(tmp_path.iterdir())) == 4


def test_a_short_name_keeps_all_its_letters(tmp_path):
    assert with_addition(tmp_path / "w.old.npz", "-weights").name == "w.old-weights.npz"


def test_a_name_that_ends_as_that_of_a_folder_is_none_of_a_file():
    with pytest.raises(DataError) as caught:
        file_named("there/", DataError, "a.csv")
    assert (caught.value.kind, caught.value.facts["file"]) == ("save_in_folder", "there/")
    assert file_named("there/a.csv", DataError, "a.csv").name == "a.csv"
