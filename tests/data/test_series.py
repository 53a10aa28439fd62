"""Losses and accuracies from elsewhere, in whatever form people have them."""

import json
import time

import numpy as np
import pytest

from mnistlab.data import number_table, series
from mnistlab.data.series import MOST_COLUMNS, parse_series, read_series
from mnistlab.errors import SeriesError


def only(found):
    (series,) = found
    return series


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_table_with_a_header_says_what_is_what(tmp_path):
    text = "epoch,train_loss,train_acc,val_acc\n1,0.9,0.7,0.68\n2,0.5,0.85,0.83\n"
    found = read_series(written(tmp_path, "mine.csv", text))
    assert [(one.name, one.quantity, one.unit) for one in found] == [
        ("mine · train_loss", "loss", "epoch"),
        ("mine · train_acc", "train", "epoch"),
        ("mine · val_acc", "test", "epoch"),
    ]
    assert found[2].at.tolist() == [1, 2]
    assert found[2].values.tolist() == [0.68, 0.83]


@pytest.mark.parametrize("sign", [",", ";", "\t", " ", ", ", " ; "])
def test_any_delimiter_will_do(sign):
    text = "\n".join(sign.join(row) for row in [("iteration", "loss"), ("100", "2.3"), ("200", "1.5e0"), ("300", "1")])
    series = only(parse_series(text, "pasted"))
    assert (series.quantity, series.unit) == ("loss", "iteration")
    assert series.at.tolist() == [100, 200, 300]
    assert series.values.tolist() == [2.3, 1.5, 1]


@pytest.mark.parametrize(
    "text",
    [
        "2.3\n1.5\n1.1\n",
        "[2.3, 1.5, 1.1]",
        "2.3, 1.5, 1.1",
        "2.3 1.5 1.1",
        "2,3\n1,5\n1,1",
        "2.3,\n1.5,\n1.1,\n",
        "# mine\n\n2.3\n1.5\n1.1",
    ],
)
def test_a_plain_list_is_one_series(text):
    series = only(parse_series(text, "pasted", "mine"))
    assert series.values.tolist() == [2.3, 1.5, 1.1]
    assert (series.name, series.quantity, series.unit) == ("mine", "loss", "epoch")


@pytest.mark.parametrize(
    ("text", "at", "values"),
    [
        ("98,5 %\n99,1 %", [1, 2], [0.985, 0.991]),
        ("98.5％\n99.1％", [1, 2], [0.985, 0.991]),
        ("loss\n0,5\n0,4", [1, 2], [0.5, 0.4]),
        ("0,5, 0,4, 0,3", [1, 2, 3], [0.5, 0.4, 0.3]),
        ("[0,5, 0,4, 0,3,]", [1, 2, 3], [0.5, 0.4, 0.3]),
        ("2.345,6\n1.234,5", [1, 2], [2345.6, 1234.5]),
        ("1.000;0,5\n2.000;0,4", [1000, 2000], [0.5, 0.4]),
        ("1,000;0.5\n2,000;0.4", [1000, 2000], [0.5, 0.4]),
        ("1;1,234\n2;0,4", [1, 2], [1.234, 0.4]),
        ("1 000;0,5\n2 000;0,4", [1000, 2000], [0.5, 0.4]),
        ("1'000|0.5\n2'000|0.4", [1000, 2000], [0.5, 0.4]),
        ("1；０。５\n2；０。４", [1, 2], [0.5, 0.4]),
        ("iteration，loss\n1，0.5\n2，0.4", [1, 2], [0.5, 0.4]),
        ("0.5、0.4、0.3", [1, 2, 3], [0.5, 0.4, 0.3]),
    ],
)
def test_numbers_are_read_as_people_write_them(text, at, values):
    series = only(parse_series(text, "pasted"))
    assert (series.at.tolist(), series.values.tolist()) == (at, values)


@pytest.mark.parametrize(("text", "found"), [("1,234\n1,200", "1,234"), ("a;b\n1;2,345\n2;2,300", "2,345")])
def test_what_could_be_two_numbers_is_said_to_be(text, found):
    with pytest.raises(SeriesError, match=rf"“{found}” could be {found.replace(',', '')} or {found.replace(',', '.')}"):
        parse_series(text, "pasted")


def test_many_losses_are_one_an_iteration_and_few_one_an_epoch():
    falling = "\n".join(str(2.3 - n / 1000) for n in range(500))
    assert only(parse_series(falling, "pasted")).unit == "iteration"
    assert only(parse_series("2.3\n1\n0.5", "pasted")).unit == "epoch"


def test_accuracies_are_known_by_rising_and_begin_before_the_first_epoch_where_nothing_is_learned():
    series = only(parse_series("0.1\n0.85\n0.9", "pasted"))
    assert (series.quantity, series.unit, series.at.tolist()) == ("test", "epoch", [0, 1, 2])
    series = only(parse_series("85.0\n90.0\n92.5", "pasted"))
    assert (series.values.tolist(), series.at.tolist()) == ([0.85, 0.9, 0.925], [1, 2, 3])
    assert only(parse_series("10.2 %\n85 %\n90 %", "pasted")).values.tolist() == pytest.approx([0.102, 0.85, 0.9])


def test_two_columns_without_a_header_are_place_and_value():
    series = only(parse_series("0 2.3\n600 0.9\n1200 0.5", "pasted"))
    assert (series.unit, series.at.tolist(), series.values.tolist()) == ("iteration", [0, 600, 1200], [2.3, 0.9, 0.5])


def test_cells_that_are_empty_are_left_out():
    loss, test = parse_series("iteration,loss,test_accuracy\n0,,0.1\n1,2.3,\n2,2.2,0.5\n", "pasted")
    assert (loss.at.tolist(), test.at.tolist()) == ([1, 2], [0, 2])


def test_a_table_of_several_runs_is_a_series_for_each():
    text = "run,iteration,loss\nη 1,1,2.3\nη 1,2,2.0\n200 units,1,2.4\n200 units,2,1.9\n"
    assert [(one.name, one.values.tolist()) for one in parse_series(text, "pasted")] == [
        ("η 1", [2.3, 2.0]),
        ("200 units", [2.4, 1.9]),
    ]


def test_arrays_of_numpy(tmp_path):
    losses = np.linspace(2.3, 0.3, 1000)
    np.save(tmp_path / "a.npy", losses)
    np.testing.assert_array_equal(only(read_series(tmp_path / "a.npy")).values, losses)
    np.savez(tmp_path / "b.npz", train_loss_list=losses, test_acc_list=[0.1, 0.9])
    found = read_series(tmp_path / "b.npz")
    assert [(one.name, one.quantity, len(one.values)) for one in found] == [
        ("b · train_loss_list", "loss", 1000),
        ("b · test_acc_list", "test", 2),
    ]
    np.save(tmp_path / "c.npy", np.column_stack((np.arange(1, 5), [3, 2, 1, 0])))
    assert only(read_series(tmp_path / "c.npy")).at.tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("", "series_empty", "bad.csv"),
        ("loss\n", "series_empty", "bad.csv"),
        ("loss\n2.3\nlow\n", "series_not_number", "line 3, column 1: “low”"),
        ("a,b\n1,2\n1,2,3\n", "series_ragged", "line 3 has 3 columns, where 2"),
        (",".join("a" * (MOST_COLUMNS + 1)) + "\n" + ",".join("1" * (MOST_COLUMNS + 1)), "series_many_columns", "51"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "series_not_readable", "bad.csv"),
    ],
)
def test_a_bad_table_is_told_where_it_is_bad(tmp_path, text, kind, words):
    with pytest.raises(SeriesError) as error:
        read_series(written(tmp_path, "bad.csv", text))
    assert error.value.kind == kind
    assert words in str(error.value)


@pytest.mark.parametrize("name", ["a.npy", "a.npz"])
def test_bad_arrays_are_refused(tmp_path, name):
    path = tmp_path / name
    for content in (b"", b"nonsense", b"PK\x03\x04nonsense"):
        path.write_bytes(content)
        with pytest.raises(SeriesError) as error:
            read_series(path)
        assert str(path) in str(error.value)
    objects = np.array([{}, {}], dtype=object)
    (np.save if name == "a.npy" else np.savez)(path, objects)
    with pytest.raises(SeriesError, match="pickle"):
        read_series(path)
    (np.save if name == "a.npy" else np.savez)(path, np.zeros((2, 2, 2)))
    with pytest.raises(SeriesError, match="list of numbers"):
        read_series(path)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(SeriesError) as error:
        read_series(tmp_path / "none.csv")
    assert error.value.kind == "series_not_readable"


TABLE = [[1, 2.3, 0.1], [2, 1.2, 0.5], [3, 0.8, 0.7]]


@pytest.mark.parametrize(
    "text",
    [
        "epoch\tloss\taccuracy (0..1)\n1\t2.3\t0.1\n2\t1.2\t0.5\n3\t0.8\t0.7\n",
        "  epoch   loss    acc\n-------------------\n      1    2.3    0.1\n  2    1.2    0.5\n  3    0.8    0.7",
        "| epoch | loss | acc |\n|---|:-:|---|\n| 1 | 2.3 | 0.1 |\n| 2 | 1.2 | 0.5 |\n| 3 | 0.8 | 0.7 |",
        str(TABLE),
        str(TABLE).replace("], ", "],\n "),
        str(TABLE).replace("[", "(").replace("]", ")"),
        str(np.array(TABLE)),
    ],
)
def test_three_columns_are_a_loss_and_an_accuracy_at_their_places(text):
    loss, share = parse_series(text, "pasted")
    assert (loss.quantity, share.quantity, loss.unit) == ("loss", "test", "epoch")
    assert loss.at.tolist() == share.at.tolist() == [1, 2, 3]
    assert loss.values.tolist() == [2.3, 1.2, 0.8]
    assert share.values.tolist() == [0.1, 0.5, 0.7]
    assert "(" not in share.name or share.name.endswith(")")


def test_a_list_that_goes_on_over_lines_is_one():
    losses = np.linspace(2.3, 0.1, 40)
    (found,) = parse_series(str(losses), "pasted")
    assert found.values == pytest.approx(losses, abs=1e-6)
    (found,) = parse_series("[2.3,\n 1.2,\n 0.8]", "pasted")
    assert found.values.tolist() == [2.3, 1.2, 0.8]


def test_rows_that_are_longer_than_there_are_rows_are_lists():
    train, test = parse_series("0.1 0.5 0.7 0.8\n0.12 0.45 0.6 0.7", "pasted")
    assert train.values.tolist() == [0.1, 0.5, 0.7, 0.8]
    assert test.values.tolist() == [0.12, 0.45, 0.6, 0.7]


@pytest.mark.parametrize(
    "line", ["9" * 100_000 + "x", "1" + " " * 100_000 + "2 x", "-" * 100_000 + "x", "[" + "]" * 100_000]
)
def test_a_line_of_any_length_is_read_at_once(tmp_path, line):
    begin = time.process_time()
    with pytest.raises(SeriesError):
        read_series(written(tmp_path, "mine.csv", f"{line}\n{line}\n"))
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1\n" * 210, "series_too_long"),
        ("1\r" * 210, "series_too_long"),
        ("1," * 210, "series_many_numbers"),
        ("1 " * 210, "series_many_numbers"),
        ("1,2,3\n" * 70, "series_many_numbers"),
    ],
)
def test_more_than_there_is_memory_for_is_refused_before_it_is_taken_apart(monkeypatch, text, kind):
    monkeypatch.setattr(number_table, "MOST_LINES", 200)
    monkeypatch.setattr(number_table, "MOST_CELLS", 200)
    monkeypatch.setattr(series, "numbers_of", lambda *_: pytest.fail("taken apart"))
    with pytest.raises(SeriesError) as caught:
        parse_series(text, "numbers")
    assert caught.value.kind == kind


def test_arrays_with_more_numbers_than_memory_should_be_taken_for_are_refused(tmp_path):
    np.savez_compressed(tmp_path / "x.npz", **{f"a{number}": np.zeros(1_000_000, np.uint8) for number in range(4)})
    with pytest.raises(SeriesError, match=r"3,000,000 numbers"):
        read_series(tmp_path / "x.npz")


def test_no_array_is_left_out_in_silence(tmp_path):
    np.savez(tmp_path / "x.npz", **{f"a{number}": np.ones(3) for number in range(MOST_COLUMNS + 1)})
    with pytest.raises(SeriesError, match="51 columns"):
        read_series(tmp_path / "x.npz")


def test_a_list_on_one_line_may_be_long():
    (series,) = parse_series(str([2.3 * 0.9**step for step in range(300)]), "x.txt")
    assert (series.quantity, len(series.values)) == ("loss", 300)


def test_the_history_that_keras_gives_is_read_as_json():
    found = parse_series('{"loss": [2.3, 1.1], "accuracy": [0.1, 0.5], "lr": [], "name": "x"}', "x.json")
    assert [(series.quantity, list(series.values)) for series in found] == [("loss", [2.3, 1.1]), ("test", [0.1, 0.5])]


def test_no_list_in_json_is_left_out_in_silence():
    found = only(parse_series('{"step": [1000000, 2000000], "loss": [2.3, 1.1]}', "x.json"))
    assert (found.unit, found.at.tolist(), found.values.tolist()) == ("iteration", [1e6, 2e6], [2.3, 1.1])
    with pytest.raises(SeriesError, match="51 columns"):
        parse_series(json.dumps({f"a{number}": [1.0] for number in range(MOST_COLUMNS + 1)}), "x.json")
    with pytest.raises(SeriesError, match=r"more than 1,000,000 numbers"):
        parse_series(f'{{"loss": {[0] * 1_000_001}}}', "x.json")


@pytest.mark.parametrize(
    ("name", "encoding"), [("训练损失", "gbk"), ("Verlust für eins", "latin-1"), ("损失 é", "utf-16")]
)
def test_the_names_in_a_table_are_read_in_the_letters_of_other_programs(tmp_path, name, encoding):
    (tmp_path / "mine.csv").write_bytes(f"epoch,{name}\n1,0.5\n2,0.4\n".encode(encoding))
    assert only(read_series(tmp_path / "mine.csv")).name == f"mine · {name}"
