"""Set mnistlab up in this clone, then open its window or run its tests.

    python3 packaging/start.py [ARGUMENT ...]          open the window; arguments go to mnistlab
    python3 packaging/start.py --test [ARGUMENT ...]   run the tests; arguments go to pytest

Everything goes into the folder .venv of the clone (or where MNISTLAB_VENV says), nothing into the system's
Python. On Linux, libraries that Qt needs and the system lacks are installed by apt: see apt-packages.txt.
The second time nothing is left to do, and the program starts at once.

Standard library only, and no syntax that Python 3.6 cannot read: an old Python shall say that it is old.
"""

import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from pip_place import pip_environment, shown_proxies, without_proxies

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("MNISTLAB_VENV") or ROOT / ".venv").absolute()
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "mnistlab-setup.txt"
LIBRARIES = ROOT / "packaging" / "apt-packages.txt"
# A process for each processor, but no more than have something to do; a file's tests stay together.
SIDE_BY_SIDE = ["--numprocesses", "auto", "--maxprocesses", "8", "--dist", "loadfile"]
ON_LINUX = sys.platform.startswith("linux")


class SetupError(Exception):
    """What stopped the set-up, in a sentence for the person at the keyboard."""


def main(arguments):
    """Set up what is missing, then become the program or its tests; return an exit code otherwise."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # so that the name of a folder can be said on any terminal
            stream.reconfigure(errors="backslashreplace")
    try:
        refuse_old_python()
        if arguments[:1] == ["--test"]:
            set_up(group="dev")
            if ON_LINUX:  # windows that flash up, and the desktop's focus, are no part of the tests
                os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            # The tests start the program many times; it starts sooner if Python may keep what it has compiled.
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.chdir(str(ROOT))
            return become("pytest", [*SIDE_BY_SIDE, *arguments[1:]])
        set_up()
        return become("mnistlab", arguments)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"The set-up stopped: {error}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def refuse_old_python():
    """Stop where this Python is too old for mnistlab."""
    if sys.version_info < OLDEST_PYTHON:
        needed, found = ("{}.{}".format(*version) for version in (OLDEST_PYTHON, sys.version_info))
        raise SetupError(f"mnistlab needs Python {needed} or newer, and this is {found}: {sys.executable}")


def set_up(group=""):
    """Bring up to date what is not: system libraries, the virtual environment, the project in it, a dependency group.

    The group stays when the program is opened afterwards.
    """
    done = fingerprint()
    try:
        found = STAMP.read_text(encoding="utf-8")
    except OSError:
        found = ""
    if VENV_PYTHON.exists() and found.startswith(done) and found.endswith(group):
        return

    if os.pathsep in str(VENV):
        raise SetupError(
            f"Python makes no virtual environment in a folder with “{os.pathsep}” in its name: {VENV}. "
            "Rename the folder, or set MNISTLAB_VENV to another one."
        )
    install_system_packages()
    if not environment_works():
        say(f"Making a virtual environment in {VENV}")
        if run([sys.executable, "-m", "venv", "--clear", VENV]) != 0:
            raise SetupError("Python could not make the virtual environment; the lines above say why.")
    say("Installing mnistlab and what it needs there; the first time this takes a few minutes")
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    pip = [VENV_PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *quiet]
    # From ROOT, because pip takes [1] at the end of a name for something else.
    commands = [[*pip, "--editable", "."]]
    if group:  # which pip knows from 25.1 on
        commands = [[*pip, "pip>=25.1"], [*commands[0], "--group", f"pyproject.toml:{group}"]]
    install(commands, pip_environment(VENV_PYTHON))
    # pip compiles what it installs, but not a project that is being worked on: the first start would have to.
    run([VENV_PYTHON, "-m", "compileall", "-q", ROOT / "mnistlab"])
    STAMP.write_text(done + group, encoding="utf-8")


def install(commands, place):
    """Run pip; where that fails, once more without the proxy, because it may be one of another network.

    If that fails, too, say what is so.
    """
    if all(run(command, env=place, cwd=str(ROOT)) == 0 for command in commands):
        return
    names = ", ".join("{} ({})".format(*proxy) for proxy in sorted(shown_proxies(place).items()))
    if not names:
        raise SetupError("pip could not install mnistlab; the lines above say why (is there a network?).")
    say(f"That failed by way of the proxy {names}; trying without it")
    if not all(run(command, env=without_proxies(place), cwd=str(ROOT)) == 0 for command in commands):
        raise SetupError(f"pip could not install mnistlab, neither by way of the proxy {names} nor without it.")


def fingerprint():
    """Return a text that changes when the set-up has to be made again."""
    parts = [(ROOT / "pyproject.toml").read_bytes(), LIBRARIES.read_bytes()]
    parts += [os.fsencode(str(ROOT)), sys.version.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def environment_works():
    """Say whether the virtual environment is there, runs, has pip, and is of a Python new enough."""
    if not VENV_PYTHON.exists():
        return False
    check = f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    return run([VENV_PYTHON, "-c", check], stderr=subprocess.DEVNULL) == 0


def install_system_packages():
    """Install what the system has to bring: venv for its Python, and on Linux the libraries of Qt."""
    missing = missing_libraries() if ON_LINUX else {}
    if not importlib.util.find_spec("ensurepip"):
        # Debian and Ubuntu keep it in a package of its own.
        missing["Python's venv"] = "python{}.{}-venv".format(*sys.version_info)
    if not missing:
        return
    if not shutil.which("apt-get"):
        names = ", ".join(sorted(missing))
        if "Python's venv" in missing:
            raise SetupError(f"Please install, by your system's package manager, what brings {names}.")
        say(f"Qt may need libraries that are not found here; if no window opens, please install {names}")
        return

    install = ["apt-get", "install", "--yes", "--no-install-recommends", *sorted(set(missing.values()))]
    by_hand = shlex.join(["sudo", *install])
    is_root = os.geteuid() == 0
    if not is_root and not shutil.which("sudo"):
        raise SetupError(f"Some system packages are missing; please have them installed: {by_hand}")
    say(f"Installing system packages: {shlex.join(install) if is_root else by_hand}")
    as_root = [] if is_root else ["sudo"]
    run([*as_root, "apt-get", "update", "--quiet=2"])  # if it fails, the lists at hand may still do
    if run([*as_root, *install, "--quiet=2"]) != 0:
        raise SetupError(f"apt could not install the system packages; please try it by hand: {by_hand}")


def missing_libraries():
    """Return the listed libraries that the linker does not find, each with its Debian package."""
    import ctypes  # noqa: PLC0415  (some small Pythons lack it, and other systems need it not)

    missing = {}
    for line in LIBRARIES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            library, package = line.split()
            try:
                ctypes.CDLL(library)
            except OSError:
                missing[library] = package
    return missing


def become(module, arguments):
    """Let ``python -m module`` take the place of this process (Windows cannot: there, wait for it)."""
    command = [str(VENV_PYTHON), "-P", "-m", module, *arguments]
    if os.name == "nt":
        return subprocess.call(command)
    sys.stdout.flush()
    return os.execv(command[0], command)  # noqa: S606  (no shell is wanted)


def run(command, **options):
    """Run a command and return its exit code."""
    return subprocess.call([str(part) for part in command], **options)


def say(sentence):
    """Print one line on what happens now."""
    print(f"{sentence} ...", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
