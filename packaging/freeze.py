"""Build the folder ``dist/mnistlab``, which runs without a Python: ``python3 packaging/freeze.py``.

It is built for the system, the processor and the C library of this machine, with this Python, by PyInstaller and
``packaging/mnistlab.spec``. What goes in comes from a new virtual environment in ``build/venv``, in the versions that
``packaging/constraints.txt`` fixes: the same sources give the same files. On Linux it needs the packages of
``apt-packages.txt`` and ``apt-packages-build.txt``.

``--here`` builds with the packages of the Python that runs this, instead of a new environment.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from pip_place import pip_environment
from release import BUILD, DIST, ROOT, environment, say, size_of

PACKAGING = ROOT / "packaging"


def main() -> None:
    """Build the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--here", action="store_true", help="build with the packages of this Python")
    parser.add_argument("--dist", type=Path, default=DIST, metavar="DIR", help="where the folder is to be")
    arguments = parser.parse_args()

    python = sys.executable if arguments.here else new_environment(BUILD / "venv")
    work = BUILD / "freeze"
    shutil.rmtree(work, ignore_errors=True)
    say("Drawing the icons ...")
    run(python, PACKAGING / "icons.py", BUILD / "icons")
    say("Freezing ...")
    places = ["--distpath", arguments.dist.absolute(), "--workpath", work]
    run(python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, PACKAGING / "mnistlab.spec")
    folder = arguments.dist / "mnistlab"
    say(f"{folder}: {size_of(folder)}")


def new_environment(venv: Path) -> str:
    """Make a virtual environment with what is declared and nothing else, and return its Python."""
    say(f"Making a virtual environment in {venv} ...")
    run(sys.executable, "-m", "venv", "--clear", venv)
    python = str(venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(python, *install, "pip>=25.1")  # the first that knows groups
    run(python, *install, "--constraint", PACKAGING / "constraints.txt", ".", "--group", "packaging")
    return python


def run(*command: str | Path) -> None:
    """Run a command, and end where it fails."""
    surroundings = pip_environment(command[0], environment()) if "pip" in command else environment()
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=surroundings, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{Path(command[1]).name if len(command) > 1 else command[0]} failed: see above")


if __name__ == "__main__":
    main()
