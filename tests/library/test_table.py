"""A run as a table of numbers."""

import csv

import numpy as np
import pytest

from mnistlab.errors import LibraryError
from mnistlab.library.table import HEADER, write_table


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_iteration_of_each_run_has_a_row(tmp_path, kept):
    one, other = kept(12), kept(3)
    for _ in write_table(tmp_path / "x.csv", [("η 0.5", one), ('a "b", c', other)]):
        pass
    table = rows(tmp_path / "x.csv")
    assert list(table[0]) == list(HEADER)
    assert [row["run"] for row in table] == 13 * ["η 0.5"] + 4 * ['a "b", c']
    assert float(table[5]["loss"]) == pytest.approx(float(one.record.loss[4]))
    measured = {int(row["iteration"]): float(row["test_accuracy"]) for row in table[:13] if row["test_accuracy"]}
    assert list(measured) == one.record.evaluated_at.tolist()
    assert list(measured.values()) == pytest.approx(one.record.test_accuracy.tolist())


def test_each_number_is_read_back_as_it_was(tmp_path, kept):
    run = kept(30)
    for _ in write_table(tmp_path / "x.csv", [("a", run)]):
        pass
    first, *table = rows(tmp_path / "x.csv")
    for name in ("loss", "smoothed_loss"):
        np.testing.assert_array_equal(
            np.array([row[name] for row in table]).astype(np.float32), getattr(run.record, name)
        )
    for name in ("train_accuracy", "test_accuracy", "train_loss", "test_loss"):
        found = [float(row[name]) for row in (first, *table) if row[name]]
        np.testing.assert_array_equal(found, getattr(run.record, name))


def test_the_name_of_a_run_is_no_formula(tmp_path, kept):
    for _ in write_table(tmp_path / "x.csv", [("=1+1", kept(3))]):
        pass
    assert {row["run"] for row in rows(tmp_path / "x.csv")} == {"'=1+1"}


def test_given_up_it_leaves_no_file(tmp_path, kept):
    work = write_table(tmp_path / "x.csv", [("a", kept(3)), ("b", kept(3))])
    next(work)
    work.close()
    assert list(tmp_path.iterdir()) == []


def test_where_it_cannot_be_written_it_says_so(tmp_path):
    with pytest.raises(LibraryError):
        list(write_table(tmp_path / "none" / "x.csv", []))
