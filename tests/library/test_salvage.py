"""Of a damaged library, each run that is whole is taken over, and no other."""

import contextlib
import sqlite3

import pytest

from mnistlab.library import open_library
from mnistlab.library.salvage import take_over

PAGE = 4096


@pytest.fixture
def damaged(tmp_path, kept):
    """Return a library of twelve runs, and their keys by the order of writing."""
    path = tmp_path / "damaged.mnistlab"
    library, _ = open_library(path)
    runs = [kept(10 + number) for number in range(12)]
    for run in runs:
        library.write(run)
    library.close()
    return path, [run.entry.key for run in runs]


def pages_of(path, name):
    """Return the pages of a table or index."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        try:
            return [number for (number,) in connection.execute("SELECT pageno FROM dbstat WHERE name = ?", (name,))]
        except sqlite3.OperationalError:
            pytest.skip("this SQLite does not tell where its pages are")


def spoil(path, page):
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = bytes(range(256)) * (PAGE // 256)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("name", "least"), [("sqlite_autoindex_runs_1", 12), ("sqlite_autoindex_losses_1", 12), ("arrays", 6)]
)
def test_a_spoilt_page_costs_no_more_than_the_runs_on_it(tmp_path, damaged, name, least):
    path, keys = damaged
    spoil(path, pages_of(path, name)[-1])
    library, _ = open_library(tmp_path / "new.mnistlab")
    assert take_over(library, path) >= least
    for entry in library.entries():
        assert entry.key in keys
        assert len(library.read(entry.key).record.loss) == entry.iteration
    assert len(library.all_keys()) == len(library.entries())
    library.close()
