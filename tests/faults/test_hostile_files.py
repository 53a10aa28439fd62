"""Some of the cases of hostile_files.py."""

import pytest
from hostile_files import READERS, judge, peak, read_case, reports

from mnistlab.errors import DataError

CASES = 40


@pytest.fixture
def others():
    """What the tests before have left in this process, in MB."""
    peak()  # from here on
    return peak()


@pytest.mark.parametrize("reader", READERS)
def test_files_changed_by_chance_are_read_or_refused_in_a_sentence(reader, qapp, others):
    found = [report for report in reports(reader, 7, 0, CASES, [], others) if "case" in report]
    assert len(found) == CASES
    assert not [report for report in found if report["fault"]]
    assert len({report["kind"] for report in found}) > (0 if reader == "settings" else 1)  # they do reach the reader


def test_what_a_case_must_not_do_is_found(tmp_path, monkeypatch, others):
    path = tmp_path / "in" / "weights.npz"
    path.parent.mkdir()
    path.write_bytes(b"x")

    def report(read):
        monkeypatch.setitem(READERS, "npz", READERS["npz"].__class__(dict, None, read))
        return read_case("npz", path, [], others)["fault"]

    assert report(lambda _: None) == ""
    assert "KeyError" in report(lambda _: {}["x"])
    assert "writes" in report(lambda _: (tmp_path / "out").write_text("x"))
    assert "changes" in report(lambda _: (tmp_path / "out").unlink())
    assert "executes" in report(lambda _: exec("1"))  # noqa: S102 (that is what has to be found)
    assert "MB" in report(lambda _: bytearray(600_000_000))
    assert "words of another" in judge(DataError("not_readable", file="x", reason="[Errno 2] x"), path)
