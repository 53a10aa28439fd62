"""The set-up in a clone: what is there already, what is broken, and what must not be lost."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def start(script, monkeypatch, tmp_path):
    """Return the script, in a clone of its own; what it would run is noted in `commands`, and succeeds."""
    start = script("start")
    root = tmp_path / "copy [1]"
    (root / "packaging").mkdir(parents=True)
    for name in ("pyproject.toml", "packaging/apt-packages.txt"):
        (root / name).write_text("")
    monkeypatch.setattr(start, "ROOT", root)
    monkeypatch.setattr(start, "LIBRARIES", root / "packaging" / "apt-packages.txt")
    monkeypatch.setattr(start, "install_system_packages", lambda: None)
    monkeypatch.setattr(start, "pip_environment", lambda _python: {})
    start.commands = []
    start.fails = lambda _words: False

    def use(venv):
        monkeypatch.setattr(start, "VENV", venv)
        monkeypatch.setattr(start, "VENV_PYTHON", venv / "bin" / "python")
        monkeypatch.setattr(start, "STAMP", venv / "mnistlab-setup.txt")

    def run(command, **_):
        words = [*map(str, command)]
        start.commands.append(words)
        if "venv" in words or "--editable" in words:
            (start.VENV / "bin").mkdir(parents=True, exist_ok=True)
            (start.VENV / "bin" / "python").touch()
            (start.VENV / "lib" / "python3.11" / "site-packages" / "numpy").mkdir(parents=True, exist_ok=True)
        return int(start.fails(words))

    start.use = use
    use(root / ".venv")
    monkeypatch.setattr(start, "run", run)
    return start


def did(start, word):
    return sum(word in words for words in start.commands)


def test_the_second_time_nothing_is_left_to_do(start):
    start.set_up()
    start.commands.clear()
    start.set_up()
    assert start.commands == []


@pytest.mark.parametrize("stamp", [b"", b"\xff\xfe", b"\n\n", b"0123"])
def test_a_mark_that_is_broken_is_made_anew(start, stamp):
    start.set_up()
    start.STAMP.write_bytes(stamp)
    start.set_up()
    assert did(start, "--editable") == 2


def test_what_has_gone_from_the_environment_is_installed_again(start):
    start.set_up()
    (start.VENV / "lib" / "python3.11" / "site-packages" / "numpy").rmdir()
    start.set_up()
    assert did(start, "--editable") == 2


def test_what_pip_takes_for_installed_and_is_broken_is_made_anew_once(start):
    start.fails = lambda words: "import mnistlab.cli, PySide6" in words
    with pytest.raises(start.SetupError, match="does not find all of it"):
        start.set_up()
    assert (did(start, "--editable"), did(start, "venv")) == (2, 1)


def test_an_environment_that_is_no_program_is_made_anew(start, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(start, "run", refuse)
    assert not start.environment_works()


def test_no_folder_of_a_person_is_emptied(start, tmp_path):
    start.use(tmp_path / "home")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "diary.txt").touch()
    start.fails = lambda words: words[1:2] == ["-c"]
    with pytest.raises(start.SetupError, match="not empty"):
        start.set_up()
    assert did(start, "--clear") == 0


def test_a_folder_whose_name_pip_or_venv_would_misread_is_installed_or_said(start, tmp_path):
    start.set_up()
    (install,) = [words for words in start.commands if "--editable" in words]
    assert not [word for word in install if word.endswith("[1]")]
    for name in (f"x{os.pathsep}y", "a\nb"):
        start.use(tmp_path / name)
        with pytest.raises(start.SetupError, match="MNISTLAB_VENV"):
            start.set_up()


def test_another_python_is_given_nothing_that_leads_it_elsewhere(start, monkeypatch):
    for name in start.OF_THIS_PYTHON:
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setattr(start, "become", lambda *_: 0)
    assert start.main([]) == 0
    assert not start.OF_THIS_PYTHON & os.environ.keys()


@pytest.mark.skipif(os.name != "posix", reason="locks a file as POSIX does")
def test_of_two_at_once_the_second_waits(start, capsys):
    import fcntl  # noqa: PLC0415

    waited = []
    with (start.ROOT / "pyproject.toml").open() as other, pytest.MonkeyPatch.context() as patched:
        fcntl.flock(other, fcntl.LOCK_EX)
        patched.setattr(start, "say", lambda _: (waited.append(1), fcntl.flock(other, fcntl.LOCK_UN)))
        with start.alone():
            pass
    assert waited


@pytest.mark.parametrize("options", [["-P"], ["-I"]])
def test_it_starts_where_python_leaves_out_its_folder(script, options):
    path = script("start").__file__
    code = f"import runpy, sys; sys.argv = ['x']; runpy.run_path({path!r}, run_name='x')"
    assert subprocess.run([sys.executable, *options, "-c", code], check=False).returncode == 0
