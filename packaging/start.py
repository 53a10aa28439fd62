"""Set mnistlab up in this clone, then open its window or run its tests.

    python3 packaging/start.py [ARGUMENT ...]          open the window; arguments go to mnistlab
    python3 packaging/start.py --test [ARGUMENT ...]   run the tests; arguments go to pytest

Everything goes into the folder .venv of the clone (or where MNISTLAB_VENV says), nothing into the system's
Python. On Linux, libraries that Qt needs and the system lacks are installed by apt: see apt-packages.txt.
The second time nothing is left to do, and the program starts at once.

Standard library only, and no syntax that Python 3.6 cannot read: an old Python shall say that it is old.
"""

import contextlib
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # which `-P` and PYTHONSAFEPATH leave out

from pip_place import pip_environment, shown_proxies, told, without_proxies

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("MNISTLAB_VENV") or ROOT / ".venv").absolute()
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "mnistlab-setup.txt"
LIBRARIES = ROOT / "packaging" / "apt-packages.txt"
# A process for each processor, but no more than have something to do; a file's tests stay together.
SIDE_BY_SIDE = ["--numprocesses", "auto", "--maxprocesses", "8", "--dist", "loadfile"]
ON_LINUX = sys.platform.startswith("linux")
# What would lead another Python to other packages, or let pip take those for installed here.
OF_THIS_PYTHON = {"PYTHONHOME", "PYTHONPATH", "PYTHONWARNINGS", "PYTHONOPTIMIZE", "__PYVENV_LAUNCHER__"}
USES_ALL = ("-P", "-c", "import mnistlab.cli, PySide6")


class SetupError(Exception):
    """What stopped the set-up, in a sentence for the person at the keyboard."""


def main(arguments):
    """Set up what is missing, then become the program or its tests; return an exit code otherwise."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # started without one, as by ``>&-``
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115
        if hasattr(getattr(sys, name), "reconfigure"):  # so that the name of a folder can be said on any terminal
            getattr(sys, name).reconfigure(errors="backslashreplace")
    for name in OF_THIS_PYTHON:
        os.environ.pop(name, None)
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
    if is_done(group):
        return
    with alone():
        if not is_done(group):  # by another that has just ended
            make(group)


def is_done(group):
    """Say whether the set-up has been made, and what it has made is still there."""
    try:
        done, found, *packages = STAMP.read_text(encoding="utf-8", errors="replace").split("\n")
        return VENV_PYTHON.exists() and done == fingerprint() and found.endswith(group) and set(packages) <= installed()
    except (OSError, ValueError):  # made by half, or by an earlier version of this program
        return False


def installed():
    """Return the names of what pip has installed."""
    (folder,) = [*VENV.glob("lib/python*/site-packages"), *VENV.glob("Lib/site-packages")][:1]
    return {path.name for path in folder.iterdir() if path.suffix != ".dist-info" and path.name != "__pycache__"}


@contextlib.contextmanager
def alone():
    """Wait until no other set-up is at work in this clone."""
    try:
        import fcntl  # noqa: PLC0415  (Windows lacks it)
    except ImportError:
        yield
        return
    with (ROOT / "pyproject.toml").open() as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up, which is at work here")
            fcntl.flock(held, fcntl.LOCK_EX)
        except OSError:  # a file system that knows no locks
            pass
        yield


def make(group):
    """Make what is missing."""
    for path, wrong in ((VENV, os.pathsep), (VENV, "\n"), (ROOT, "\n")):
        if wrong in str(path):
            raise SetupError(
                f"Python makes no virtual environment in or for a folder with {wrong!r} in its name: {str(path)!r}. "
                "Rename the folder; for the environment alone, MNISTLAB_VENV can name another one."
            )
    install_system_packages()
    fresh = not environment_works()
    while True:
        if fresh:
            make_environment()
        install_project(group)
        if run([VENV_PYTHON, *USES_ALL], cwd=str(VENV), stderr=subprocess.DEVNULL) == 0:
            break
        if fresh:
            raise SetupError(
                f"pip has installed mnistlab in {VENV}, but Python does not find all of it there. "
                f"Is the disk full, or has {str(ROOT)!r} a sign in its name that Python misreads?"
            )
        fresh = True  # because pip takes what is damaged for installed
    # pip compiles what it installs, but not a project that is being worked on: the first start would have to.
    run([VENV_PYTHON, "-m", "compileall", "-qq", ROOT / "mnistlab"])
    STAMP.write_text("\n".join([fingerprint(), group, *sorted(installed())]), encoding="utf-8", errors="replace")


def make_environment():
    """Make the virtual environment anew, where nothing is lost by that."""
    is_ours = STAMP.exists() or ROOT / ".venv" == VENV
    if not is_ours and VENV.exists() and not (VENV.is_dir() and not any(VENV.iterdir())):
        raise SetupError(
            f"{VENV} is not empty, and holds no virtual environment that mnistlab can use. "
            "Delete it, or set MNISTLAB_VENV to a folder that is not there yet."
        )
    say(f"Making a virtual environment in {VENV}")
    if run([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV]) == 0:
        STAMP.write_text("", encoding="utf-8")  # at once, so that it is known whose it is
        if run([VENV_PYTHON, "-m", "ensurepip", "--upgrade", "--default-pip"], stdout=subprocess.DEVNULL) == 0:
            return
    raise SetupError(
        "Python could not make the virtual environment; the lines above say why. "
        "Where this folder cannot be written to, set MNISTLAB_VENV to another one."
    )


def install_project(group):
    """Let pip install the project with what it needs, and a dependency group."""
    say("Installing mnistlab and what it needs there; the first time this takes a few minutes")
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    pip = [VENV_PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *quiet]
    # From ROOT, because pip takes [1] at the end of a name for something else.
    commands = [[*pip, "--editable", "."]]
    if group:  # which pip knows from 25.1 on
        commands = [[*pip, "pip>=25.1"], [*commands[0], "--group", f"pyproject.toml:{group}"]]
    install(commands, pip_environment(VENV_PYTHON))


def install(commands, place):
    """Run pip; where that fails, once more without the proxy, because it may be one of another network.

    If that fails, too, say what is so.
    """
    if all(run(command, env=place, cwd=str(ROOT)) == 0 for command in commands):
        return
    names, heeded = (
        ", ".join("{} ({})".format(*one) for one in sorted(found(place).items())) for found in (shown_proxies, told)
    )
    why = f" What pip is told here: {heeded}." if heeded else ""
    if not names:
        raise SetupError(f"pip could not install mnistlab; the lines above say why (is there a network?).{why}")
    say(f"That failed by way of the proxy {names}; trying without it")
    if not all(run(command, env=without_proxies(place), cwd=str(ROOT)) == 0 for command in commands):
        raise SetupError(f"pip could not install mnistlab, neither by way of the proxy {names} nor without it.{why}")


def fingerprint():
    """Return a text that changes when the set-up has to be made again."""
    parts = [(ROOT / "pyproject.toml").read_bytes(), LIBRARIES.read_bytes()]
    parts += [os.fsencode(str(ROOT)), sys.version.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def environment_works():
    """Say whether the virtual environment is there, runs, has pip, and is of a Python new enough."""
    check = f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        return run([VENV_PYTHON, "-c", check], stderr=subprocess.DEVNULL) == 0
    except OSError:  # it is not there, or no program
        return False


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
