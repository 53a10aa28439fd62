"""Try the Debian package in a fresh Debian: ``sudo build/venv/bin/python packaging/check_deb.py [PACKAGE]``.

It makes a minimal Debian in ``build/debian`` by debootstrap, from the mirror and with the release that this machine's
apt uses; installs the package there by apt, without what it only recommends; looks for libraries that are missing;
lets ``check_program.py`` work the installed program; removes the package, of which no file may be left; and asks
lintian. The package is the one in ``dist`` unless another is given. Needs root, the packages of
``apt-packages-build.txt``, and a Python with mnistlab and Pillow, as that of freeze.py is.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from release import BUILD, DIST, ROOT, say

DEBIAN = BUILD / "debian"
LIBRARIES = "usr/lib/mnistlab"


def main() -> None:
    """Install, look, work, remove, judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", nargs="?", type=Path)
    parser.add_argument("--picture", type=Path)
    arguments = parser.parse_args()
    package = arguments.package or max(DIST.glob("mnistlab_*.deb"), default=None)
    if package is None:
        raise SystemExit(f"{DIST} has no package: please run packaging/build_deb.py first")
    if os.geteuid() != 0:
        raise SystemExit("A system in a folder needs root: please run this with sudo.")

    fresh_debian()
    with running_debian():
        before = files()
        shutil.copy(package, DEBIAN / "tmp" / "mnistlab.deb")
        inside("apt-get", "install", "--yes", "--no-install-recommends", "/tmp/mnistlab.deb")  # noqa: S108
        own = inside("dpkg", "-L", "mnistlab").split()
        say(f"OK: installed, with {len(own)} files and folders")
        check_libraries()

        picture = ["--picture", str(arguments.picture.absolute())] if arguments.picture else []
        visit = [sys.executable, str(ROOT / "packaging" / "check_program.py"), *picture, "--root", str(DEBIAN)]
        if subprocess.run([*visit, "mnistlab"], check=False).returncode != 0:
            raise SystemExit(1)

        inside("apt-get", "purge", "--yes", "mnistlab")
        left = {path for path in files() - before if "mnistlab" in path or path in own}
        if left:
            raise SystemExit(f"It was removed, and left {', '.join(sorted(left))}")
        say("OK: removed, nothing left")
    judged = subprocess.run(["lintian", "--fail-on", "error,warning", package], check=False)
    if judged.returncode != 0:
        raise SystemExit("lintian finds fault with it: see above")
    say("OK: lintian finds no fault that is not answered")


def fresh_debian() -> None:
    """Make a minimal Debian, from where this machine has its own."""
    sources = "".join(path.read_text() for path in sorted(Path("/etc/apt").glob("sources.list*/*")) if path.is_file())
    sources += Path("/etc/apt/sources.list").read_text() if Path("/etc/apt/sources.list").exists() else ""
    found = re.search(r"^(?:deb .*?|URIs: *)(\S+://\S+?/debian)/?(?:\s|$)", sources, re.MULTILINE)
    release = re.search(r"^VERSION_CODENAME=(.+)$", Path("/etc/os-release").read_text(), re.MULTILINE)
    if found is None or release is None:
        raise SystemExit("This machine's apt has no mirror of Debian.")
    shutil.rmtree(DEBIAN, ignore_errors=True)
    say(f"Making a fresh Debian {release[1]} ...")
    DEBIAN.parent.mkdir(parents=True, exist_ok=True)
    run("debootstrap", "--variant=minbase", release[1], DEBIAN, found[1])
    for path in Path("/etc/apt/apt.conf.d").glob("*proxy*"):
        shutil.copy(path, DEBIAN / "etc/apt/apt.conf.d")


@contextmanager
def running_debian() -> Iterator[None]:
    """Give the fresh Debian its view of the processes, for as long as the block runs."""
    run("mount", "-t", "proc", "proc", DEBIAN / "proc")
    try:
        yield
    finally:
        run("umount", DEBIAN / "proc")


def check_libraries() -> None:
    """Refuse a package whose libraries find not all that they link to."""
    missing = set()
    for path in (DEBIAN / LIBRARIES).rglob("*"):
        if path.is_file() and not path.is_symlink() and path.read_bytes()[:4] == b"\x7fELF":
            place = f"/{path.relative_to(DEBIAN)}"
            text = inside("env", f"LD_LIBRARY_PATH=/{LIBRARIES}/_internal", "ldd", place, check=False)
            missing |= set(re.findall(r"(\S+) => not found", text))
    if missing:
        raise SystemExit(f"Not declared, and not there: {', '.join(sorted(missing))}")
    say("OK: every library finds what it links to")


def files() -> set[str]:
    """Return every file and folder of the fresh Debian but those of a running system."""
    passing = ("/proc", "/dev", "/sys", "/run", "/tmp")  # noqa: S108
    found = set()
    for folder, _folders, names in os.walk(DEBIAN):
        place = "/" + os.path.relpath(folder, DEBIAN).removeprefix(".")
        if not place.startswith(passing):
            found |= {place, *(os.path.join(place, name) for name in names)}  # noqa: PTH118
    return found


def inside(*command: str, check: bool = True) -> str:
    """Run a command in the fresh Debian, and return what it prints."""
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    return run("chroot", DEBIAN, *command, environment=environment, check=check)


def run(*command: str | Path, environment: dict[str, str] | None = None, check: bool = True) -> str:
    """Run a command, and return what it prints, or end where it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    if check and done.returncode != 0:
        raise SystemExit(f"{' '.join(words)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    main()
