"""Build the wheel and the source archive, and try the wheel: ``python packaging/check_wheel.py [PYTHON ...]``.

It builds both into ``dist``; asks twine whether a package index would take them; builds the wheel again out of the
source archive, which must give the same files; and for each Python that is named (the running one where none is)
installs the wheel into a new virtual environment and works the window there by ``tests/smoke/real_window.py``.
Needs ``pip install . --group packaging``, and on Linux the packages of ``apt-packages.txt`` and Xvfb.
"""

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from pip_place import pip_environment
from release import DIST, ROOT, environment, say, version


def main() -> None:
    """Build and try."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("python", nargs="*", default=[sys.executable], help="Pythons to try it with")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        wheel, archive = build(Path(folder))
        for python in arguments.python:
            try_with(python, wheel, Path(folder))
        DIST.mkdir(exist_ok=True)
        for path in (wheel, archive):
            (DIST / path.name).write_bytes(path.read_bytes())
            say(f"{DIST / path.name}: {path.stat().st_size / 1e6:.1f} MB")


def build(folder: Path) -> tuple[Path, Path]:
    """Build the wheel from the sources and again from the source archive, and return both files."""
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--sdist", "--outdir", folder, ROOT)
    wheel = folder / f"mnistlab-{version()}-py3-none-any.whl"
    archive = folder / f"mnistlab-{version()}.tar.gz"
    run(sys.executable, "-m", "twine", "check", "--strict", wheel, archive)
    say("OK: a package index would take both")

    again = folder / "again"
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", again, archive)
    if content_of(again / wheel.name) != content_of(wheel):
        raise SystemExit("The source archive makes another wheel than the sources do.")
    say("OK: the source archive makes the same wheel")
    return wheel, archive


def content_of(wheel: Path) -> dict[str, int]:
    """Return the checksum of every file in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {info.filename: info.CRC for info in archive.infolist()}


def try_with(python: str, wheel: Path, folder: Path) -> None:
    """Install the wheel for one Python and work its window, in a folder that has nothing else."""
    answer = subprocess.run([python, "--version"], capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise SystemExit(f"{python} is no Python that runs")
    venv = folder / f"venv{len(list(folder.iterdir()))}"
    run(python, "-m", "venv", venv)
    inside = venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    run(inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    run(inside, "-m", "pip", "check")
    copy = folder / "real_window.py"  # away from the sources, so that only the wheel can be what is started
    copy.write_bytes((ROOT / "tests" / "smoke" / "real_window.py").read_bytes())
    visited = run(inside, copy, cwd=folder)
    say(f"{answer.stdout.strip()}: {visited.strip()}")


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command and return what it prints, or end where it fails."""
    words = [str(part) for part in command]
    surroundings = {name: value for name, value in environment().items() if name != "PYTHONPATH"}
    if "pip" in command:
        surroundings = pip_environment(command[0], surroundings)
    done = subprocess.run(words, cwd=cwd, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
