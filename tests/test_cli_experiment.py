"""Experiments on the command line."""

import signal
from concurrent.futures.process import BrokenProcessPool

import pytest

from mnistlab import cli_experiment
from mnistlab.errors import DataError
from mnistlab.experiments.sweep import Axis, as_toml, sweep
from mnistlab.experiments.work import do
from mnistlab.main import _parser, main
from mnistlab.stopping import Stopped, StopWish
from mnistlab.training import RunSettings

SETTINGS = RunSettings(iterations=2, batch_size=10, hidden_size=2)


@pytest.fixture
def mnistlab(capsys, tmp_path):
    """Do an experiment, and return its exit code, what it has printed, and what it has said."""
    card = as_toml(sweep(SETTINGS, [Axis("learning_rate", (0.1, 1.0))]))
    (tmp_path / "rates.toml").write_text(card, "utf-8")

    def run(*arguments):
        code = main(["experiment", str(tmp_path / "rates.toml"), *arguments])
        return code, *capsys.readouterr()

    return run


KILLED = "a process ended, perhaps for want of memory"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (BrokenProcessPool(), KILLED),
        (MemoryError(), KILLED),
        (OSError("no such\nport"), "rates could not be done to its end: no such port."),
        (DataError("not_a_folder", folder="digits"), "digits is a file"),
    ],
    ids=["killed", "no memory", "system", "data"],
)
@pytest.mark.parametrize("done", [0, 1])
def test_what_is_done_is_kept_where_a_process_ends(mnistlab, monkeypatch, tmp_path, done, fault, words):
    def in_processes(_work, jobs, *_):
        yield from ((place, do(jobs[place])) for place in range(done))
        raise fault

    monkeypatch.setattr(cli_experiment, "in_processes", in_processes)
    code, printed, said = mnistlab("--csv", str(tmp_path / "numbers.csv"))
    assert code == 1
    assert words in said
    assert (tmp_path / "numbers.csv").exists() == bool(done)
    assert ("Runs: 1." in printed) == bool(done)


def test_it_learns_from_digits_that_it_is_to_turn(mnistlab, write_idx_folder, small_dataset, tmp_path):
    said, numbers = [], []
    for name, digits, options in (
        ("upright", small_dataset, ()),
        ("turned", small_dataset.turned(), ("--turn",)),
        ("lying", small_dataset.turned(), ()),
    ):
        train, test = (digits.train_images, digits.train_labels), (digits.test_images, digits.test_labels)
        folder = write_idx_folder(tmp_path / name, train=train, test=test)
        said.append(mnistlab("--jobs", "1", "--data", str(folder), "--csv", str(folder / "numbers.csv"), *options)[2])
        numbers.append((folder / "numbers.csv").read_bytes())
    assert ["--turn" in words for words in said] == [False, False, True]
    assert numbers[0] == numbers[1] != numbers[2]


@pytest.mark.parametrize("option", ["--seeds", "--jobs"])
@pytest.mark.parametrize("given", ["9" * 5_000, "0", "1.5", "few", "1.000"])
def test_a_count_that_cannot_be_is_refused_with_what_was_given(mnistlab, option, given):
    code, printed, said = mnistlab(option, given)
    assert (code, printed) == (1, "")
    assert f"{option} must be a whole number" in said
    assert given[:40] in said


def test_too_many_values_of_a_range_are_refused(mnistlab):
    code, _, said = mnistlab("--vary", f"learning_rate=0.1..1/{'9' * 5_000}")
    assert code == 1
    assert "2 to 10,000 values, but 9999" in said


@pytest.mark.parametrize("name", ["activations", "check-batch-norm"])
def test_an_experiment_that_trains_nothing_stops_between_two_seeds(name, capsys):
    with StopWish() as stopped:
        signal.raise_signal(signal.SIGTERM)
        arguments = _parser(lambda _context, text: text).parse_args(["experiment", name, "--seeds", "900"])
        with pytest.raises(Stopped):
            cli_experiment.experiment(arguments, lambda _context, text: text, "en", stopped)
        stopped.signal = None  # so that the signals have their former effect again
    assert " of 1." in capsys.readouterr().out  # what is done is not lost


def test_the_table_is_printed_where_the_numbers_cannot_be_written(mnistlab, monkeypatch, tmp_path):
    monkeypatch.setattr(cli_experiment, "check_writable", lambda *_: None)
    monkeypatch.setattr(cli_experiment, "in_processes", lambda _work, jobs, *_: enumerate(map(do, jobs)))
    code, printed, said = mnistlab("--csv", str(tmp_path / "gone" / "numbers.csv"))
    assert code == 1
    assert "Runs: 2." in printed
    assert "numbers.csv cannot be written" in said
