"""What can be taken along from the curves of a run: their picture, and their numbers in a table."""

import csv

import numpy as np
import pytest

from mnistlab.data.series import Series
from mnistlab.library.curves import OwnCurve


def test_the_picture_goes_to_the_clipboard(curves, frame_of, qapp):
    curves.show_frame(frame_of(np.linspace(2, 1, 3000)))
    curves.take_away.copy_picture()
    picture = qapp.clipboard().image()
    assert picture.size() == curves.size()
    assert picture.pixelColor(2, 2).name() == "#ffffff"
    assert any(picture.pixelColor(x, picture.height() // 4).name() == "#34435c" for x in range(picture.width()))


def test_the_numbers_go_into_a_table(qtbot, curves, frame_of, tmp_path):
    losses = np.linspace(2, 1, 9000, dtype=np.float32)
    curves.show_frame(frame_of(losses))
    path = tmp_path / "run.csv"
    curves.take_away.save_numbers(path)
    qtbot.waitUntil(path.exists)
    rows = path.read_text().splitlines()
    assert rows[0] == (
        "run,iteration,epoch,training time (s),loss (nats),mean loss (nats),train accuracy (0..1),"
        "test accuracy (0..1),train loss (nats),test loss (nats)"
    )
    assert rows[1] == "4 units,0,0,0,,,0.8,0.79,1,1.1"
    assert rows[2].startswith("4 units,1,0.001666667,0,2,")
    assert rows[2].endswith(",,,,")
    assert rows[601].endswith(",0.805,0.795,0.5,0.55")
    assert len(rows) == 9002
    means = np.array([row.split(",")[5] for row in rows[2:]], float)
    np.testing.assert_allclose(means, curves._curves.smooth.samples, rtol=1e-6)


def test_what_lies_beside_the_run_is_in_its_table_too(curves, frame_of, kept_view, a_spread):
    kept = kept_view(1, learning_rate=0.5)
    spreads = {kept.entry.key: a_spread([0.9, 0.94, 0.95], iterations=600)}
    curves.show_own((OwnCurve(Series("mine, old", "test", "epoch", np.arange(3.0), np.array([0.1, np.nan, 0.9]))),))
    curves.show_frame(frame_of(np.linspace(2, 1, 1200), kept=(kept,), spreads=spreads))
    curves.show_expected("loss", [0, 600], [2.3, 0.5])
    curves.show_expected("accuracy", [], [])
    rows = list(csv.DictReader("".join(curves.take_away._table()).splitlines()))
    assert list(dict.fromkeys(row["run"] for row in rows)) == ["η 0.1", "η 0.5", "mine, old", "expected"]
    assert [(row["iteration"], row["loss (nats)"]) for row in rows[-2:]] == [("0", "2.3"), ("600", "0.5")]
    assert sum(row["run"] == "η 0.5" and not row["share of the seeds (0..1)"] for row in rows) == 601
    middle = [row for row in rows if row["share of the seeds (0..1)"] == "0.5"]
    assert middle[-1]["run"] == "η 0.5"
    assert [(row["iteration"], row["test accuracy (0..1)"]) for row in middle if row["test accuracy (0..1)"]] == [
        ("0", "0.1"),
        ("600", "0.94"),
    ]
    assert float(middle[-1]["mean loss (nats)"]) == pytest.approx(0.3)
    mine = [row for row in rows if row["run"] == "mine, old"]
    assert [(row["iteration"], row["epoch"], row["test accuracy (0..1)"]) for row in mine] == [
        ("0", "0", "0.1"),
        ("600", "1", ""),
        ("1200", "2", "0.9"),
    ]


def test_a_table_that_cannot_be_written_is_said(qtbot, curves, frame_of, tmp_path):
    curves.show_frame(frame_of(np.ones(10)))
    with qtbot.waitSignal(curves.refused) as refused:
        curves.take_away.save_numbers(tmp_path / "missing" / "run.csv")
    assert refused.args[0].kind == "not_writable"
    assert not (tmp_path / "missing").exists()


def test_a_right_click_offers_both(curves, frame_of):
    curves.show_frame(frame_of(np.ones(10)))
    texts = [action.text() for action in curves.take_away.menu().actions() if action.isEnabled() and action.text()]
    assert texts == ["Copy the picture", "Save the picture (PNG, SVG)…", "Save the numbers as CSV…"]
