"""The command ``mnistlab``: its options, exit codes and languages."""

import errno
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mnistlab import __version__
from mnistlab.main import main
from mnistlab.training import RunSettings, declared
from mnistlab.training.recipe import Recipe

LANGUAGE = "mnistlab.language.system_language"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setattr(LANGUAGE, lambda: "en")


@pytest.fixture
def chinese(monkeypatch, english):
    monkeypatch.setattr(LANGUAGE, lambda: "zh_CN")


@pytest.fixture(scope="module")
def folder(tmp_path_factory, write_idx_folder):
    return write_idx_folder(tmp_path_factory.mktemp("data"))


@pytest.fixture
def mnistlab(capsys):
    """Run the program in this process, and return its exit code, what it has printed, and what it has said."""

    def run(*arguments):
        try:
            code = main([*map(str, arguments)])
        except SystemExit as ending:
            code = ending.code
        return code, *capsys.readouterr()

    return run


def process(*arguments, **environment):
    """Run the program in a process of its own, which Qt may end."""
    words = [sys.executable, "-W", "error", "-m", "mnistlab", *map(str, arguments)]
    env = {**os.environ, "LANG": "C.UTF-8", "LANGUAGE": "", "LC_ALL": "C.UTF-8", **environment}
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=120, env=env, check=False)


def test_the_version(mnistlab):
    assert mnistlab("--version") == (0, f"mnistlab {__version__}\n", "")


def test_an_option_that_there_is_not_is_a_wrong_use(mnistlab):
    code, _, said = mnistlab("train", "--epoch-number", 3)
    assert code == 2
    assert "--epoch-number" in said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--hidden", -1), 2, ["--hidden: Hidden units", "0 to 4,000", "-1"]),
        (("--hidden", "1e5"), 2, ["Hidden units", "1e5"]),
        (("--hidden", "9" * 5_000), 2, ["Hidden units", "9999…"]),
        (("--iterations", "1_0"), 2, ["Iterations", "“1_0” is no number"]),
        (("--lr", "fast"), 2, ["Learning rate", "fast"]),
        (("--lr", "1,000"), 2, ["Learning rate", "could be 1000 or 1"]),
        (("--lr", -1), 2, ["Learning rate", "-1"]),
        (("--iterations", 2.5), 2, ["Iterations", "whole number", "2.5"]),
        (("--sampling", "sorted"), 2, ["Sampling", "random, shuffle", "sorted"]),
        (("--sampling", "seed"), 2, ["but seed was given"]),
        (("--sampling", "picture"), 2, ["but picture was given"]),
        (("--recipe", "best", "--held-out", "few"), 2, ["--held-out: Images held out", "few"]),
        (("--data", "/no/such/folder"), 1, ["/no/such/folder"]),
        (("--save", "/no/such/folder/w.npz"), 1, ["/no/such/folder/w.npz"]),
        (("--save", "results/"), 1, ["results/", "folder", "weights.npz"]),
        (("--save", "."), 1, [".", "folder", "weights.npz"]),
        (("--save", "w" * 300), 1, ["w" * 80, "cannot be written"]),
        (("--save", "w" * 252), 1, ["w" * 80, "cannot be written"]),  # too long with its ending
        (("--lr", 1000, "--iterations", 300), 3, ["learning rate 1000", "too large"]),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_an_exit_code(mnistlab, folder, arguments, code, words):
    if "--data" not in arguments:
        arguments = (*arguments, "--data", folder)
    found, _, said = mnistlab("train", *arguments)
    assert found == code
    assert said.count("\n") == 1
    assert all(word in said for word in words)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--recipe", "best", "--lr", 3), "--lr is fixed by the recipe"),
        (("--epochs", 3), "--epochs goes with a recipe only"),
        (("--recipe", "best", "--epochs", 0), "--epochs: Epochs must be 1 to 10,000"),
    ],
)
def test_options_without_effect_are_refused(mnistlab, arguments, named):
    code, _, said = mnistlab("train", *arguments)
    assert code == 2
    assert named in said


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("--data a train --data b", "--data is given twice"),
        ("--data a --data b", "--data is given twice"),
        ("train --seed 1 --seed 2", "--seed is given twice"),
        ("train --save a --iterations 3 --save b", "--save is given twice"),
        ("--weight w train --weights v", "--weights is given twice"),  # shortened
        ("--lesson one-step train", "--lesson has no effect on “train”"),
        ("--open f train", "--open has no effect on “train”"),
        ("--data a runs", "--data has no effect on “runs”"),
        ("--weights w experiment", "--weights has no effect on “experiment”"),
        ("--data a lesson list", "--data has no effect on “lesson”"),
        ("experiment --seeds 2", "--seeds goes with an experiment"),
        ("experiment --yes", "--yes goes with an experiment"),
        ("experiment --data d", "--data goes with an experiment"),
        ("experiment activations --csv n.csv", "--csv has no effect on “activations”"),
        ("experiment activations --data d", "--data has no effect on “activations”"),
        ("--data d experiment activations", "--data has no effect on “activations”"),
        ("experiment activations --turn", "--turn has no effect on “activations”"),
        ("experiment check-batch-norm --csv n.csv", "--csv has no effect on “check-batch-norm”"),
        ("experiment check-batch-norm --jobs 2", "--jobs has no effect on “check-batch-norm”"),
        ("experiment check-batch-norm --yes", "--yes has no effect on “check-batch-norm”"),
        ("experiment chapter-4 --yes --yes", "--yes is given twice"),
        ("train --turn --turn", "--turn is given twice"),
        ("train --invert --turn --inv", "--invert is given twice"),
        ("lesson answers r.html --names", "--names has an effect only with --csv"),
        ("--weights=", "--weights needs a value"),
        ("--data= --lesson one-step", "--data needs a value"),
        ("train --data=", "--data needs a value"),
        ("train --keep=", "--keep needs a value"),
        ("experiment chapter-4 --csv=", "--csv needs a value"),
        ("experiment chapter-4 --vary=", "--vary needs a value"),
        ("experiment chapter-4 --vary learning_rate", "--vary learning_rate= needs a value"),
        ("train --momentum 0.5", "--momentum has an effect only with --optimizer momentum|nesterov"),
        ("train --first-weights he --std 1", "--std has an effect only with --first-weights spread"),
    ],
)
def test_no_option_is_dropped_without_a_word(mnistlab, words, named):
    code, printed, said = mnistlab(*words.split())
    assert code == 2
    assert not printed
    assert said.startswith(f"mnistlab: {named}")
    assert said.count("\n") == 1


INTERRUPTED = """
import signal, sys

class Finder:
    def find_spec(self, name, *_):
        if name == "mnistlab.streams":
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Finder())
import mnistlab.main
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_ctrl_c_during_the_imports_ends_the_program_without_a_traceback():
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGINT, b"")
    usual = "import signal, mnistlab.main; assert signal.getsignal(signal.SIGINT) is signal.default_int_handler"
    subprocess.run([sys.executable, "-c", usual], timeout=120, check=True)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "gbk"])
def test_a_terminal_that_has_not_all_signs_gets_english(encoding):
    chinese = {"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh_CN", "PYTHONIOENCODING": encoding}
    words = [sys.executable, "-W", "error", "-m", "mnistlab", "train"]
    for more, code in (["--help"], 0), (["--lr", "η"], 2):
        done = subprocess.run(
            [*words, *more], capture_output=True, timeout=120, env={**os.environ, **chinese}, check=False
        )
        text = (done.stdout + done.stderr).decode(encoding)
        assert done.returncode == code, text
        assert ("学习率" in text) == (encoding == "gbk")
        assert "\\u" not in text
        assert "Traceback" not in text


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
@pytest.mark.parametrize("words", [["--version"], ["--help"], ["runs", "export", "--help"]])
def test_help_that_cannot_be_written_is_said(words):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mnistlab", *words], stdout=full, stderr=subprocess.PIPE, timeout=120, check=False
        )
    assert done.returncode == 1
    assert b"No space left on device" in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("words", [("train", "--iterations", "1"), ("runs", "list"), ("lesson",), ("--help",)])
def test_too_little_memory_is_said(mnistlab, monkeypatch, words):
    def fail(*_, **__):
        raise MemoryError

    for name in ("mnistlab.cli.train", "mnistlab.cli_runs.runs", "mnistlab.cli_lesson.lesson", "mnistlab.main._parser"):
        monkeypatch.setattr(name, fail)
    code, printed, said = mnistlab(*words)
    assert (code, printed) == (1, "")
    assert said.startswith("mnistlab: There is not enough memory.")


def test_a_file_of_the_program_that_cannot_be_read_is_said(mnistlab, monkeypatch):
    def fail(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO), "lesson.toml")

    monkeypatch.setattr("mnistlab.cli_lesson.lesson", fail)
    code, printed, said = mnistlab("lesson")
    assert (code, printed) == (1, "")
    assert said.startswith("mnistlab: lesson.toml cannot be read: Input/output error.")


def test_whole_numbers_may_be_written_in_any_way(mnistlab, folder):
    code, _, said = mnistlab(
        "train", "--iterations", "1e1", "--hidden", "４", "--batch-size", "0,1e3", "--data", folder
    )
    assert code == 0, said
    assert "10 iterations" in said


def test_the_help_has_every_option_with_its_default(mnistlab):
    _, printed, _ = mnistlab("train", "--help")
    help_text = " ".join(printed.split())
    for kind in (Recipe, RunSettings):
        for name, setting in declared(kind).items():
            if setting.flag is not None:
                default = str(getattr(kind(), name)).removesuffix(".0")
                line = rf"{setting.flag} \S+ {setting.label}: .*?\(default {default}\)"
                assert re.search(line, help_text)


def test_help_and_errors_speak_chinese(mnistlab, chinese):
    assert "学习率" in mnistlab("train", "--help")[1]
    assert "隐藏" in mnistlab("train", "--hidden", -1)[2]


def test_what_is_ours_of_the_help_is_chinese(mnistlab, chinese, monkeypatch):
    """The words of Python's own argparse stay as they are."""
    monkeypatch.setenv("COLUMNS", "500")
    _, printed, _ = mnistlab("train", "--help")
    options = [line for line in printed.splitlines() if line.startswith("  --")]
    options = [line for line in options if len(line.split()) > 2]  # a long option has a line of its own
    assert len(options) > 10
    assert [line for line in options if not re.search("[一-鿿]", line)] == []


def test_the_language_is_that_of_the_system():
    found = process("train", "--hidden", -1, LANG="zh_CN.UTF-8", LC_ALL="zh_CN.UTF-8", LANGUAGE="zh_CN")
    assert found.returncode == 2
    assert "隐藏" in found.stderr


@pytest.mark.parametrize("option", ["--weights", "--data"])
def test_the_window_does_not_open_on_what_cannot_be_read(option, tmp_path):
    done = process(option, tmp_path / "nothing", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert str(tmp_path / "nothing") in done.stderr


NOBODY = next(f":{number}" for number in range(77, 999) if not Path("/", "tmp", ".X11-unix", f"X{number}").exists())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
@pytest.mark.parametrize(
    ("platform", "display"),
    [("", ""), ("", NOBODY), ("", "nohost:0"), ("ofscreen", ""), ("wayland", ""), ("xcb", NOBODY), ("linuxfb", "")],
    ids=["none", "nobody there", "no such computer", "misspelt", "no compositor", "asked for, nobody there", "console"],
)
def test_without_a_screen_it_says_so_in_one_line(platform, display):
    done = process(QT_QPA_PLATFORM=platform, DISPLAY=display, WAYLAND_DISPLAY="")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "no screen" in done.stderr
    assert "mnistlab train" in done.stderr


@pytest.mark.parametrize("name", ["x.mnistlesson", "x.html", "x.docx", "lesson.toml", "x.toml", "x.png"])
def test_a_file_that_stands_alone_is_opened_or_refused_in_a_sentence(name, tmp_path, capsys):
    (tmp_path / name).touch()
    assert main([str(tmp_path / name)]) == 1
    said = capsys.readouterr().err
    assert str(tmp_path) in said
    assert ("is of no kind" in said) == (name == "x.docx")


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_an_argument_that_can_be_no_file_is_refused_and_raises_nothing(name, capsys):
    with pytest.raises(SystemExit, match="2"):
        main([name])
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("arguments", ["gone.npz", "--open gone", "x.html gone.html"])
def test_a_file_that_is_missing_is_said_to_be_missing(arguments, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("x.html").touch()
    assert main(arguments.split()) == 1
    assert "There is no file or folder gone" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [(), ("--open",), ("--lesson",), ("--data",), ("lesson", "new"), ("lesson", "check")]
)
def test_a_name_that_no_file_can_have_is_said_in_a_sentence(arguments, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main([*arguments, "w" * 300 + ".npz"]) == 1
    said = capsys.readouterr().err
    assert "w" * 80 in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("value", ["", "--"])
@pytest.mark.parametrize(
    "words", ["train --lr={}", "train --save={}", "train --resume={}", "--open={}", "experiment chapter-4 --seeds={}"]
)
def test_a_value_that_is_empty_is_named(mnistlab, words, value):
    option = words.split()[-1].partition("=")[0]
    code, _, said = mnistlab(*words.format(value).split())
    assert code in (1, 2)
    assert said.count("\n") == 1
    if value == "":
        assert said == f"mnistlab: {option} needs a value. Give one, or leave it out.\n"


@pytest.mark.parametrize(
    "words", ["lesson sheet too-far", "lesson check", "runs delete", "runs rename x", "experiment"]
)
def test_a_name_that_is_empty_is_named(mnistlab, words):
    code, printed, said = mnistlab(*words.split(), "")
    assert (code, printed) == (2, "")
    assert "is empty. Give it a value." in said


def test_several_files_are_opened_together(tmp_path, monkeypatch):
    files = [str(tmp_path / name) for name in ("a.html", "b.html")]
    opened = []
    monkeypatch.setattr("mnistlab.app.run", lambda *arguments: opened.append(arguments[3]) or 0)
    for file in files:
        Path(file).touch()
    assert main(files) == 0
    assert opened == [files]
