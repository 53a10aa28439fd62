"""Build a Debian package of ``dist/mnistlab``: ``python3 packaging/build_deb.py``, after ``packaging/freeze.py``.

It writes ``dist/mnistlab_VERSION_ARCHITECTURE.deb``, which installs the folder with a command, a menu entry, icons, a
description for shops of programs and a manual page. What the package needs of the system is read from the folder's own
libraries: each library that they link to and that is not in the folder is of a package that is named in
``apt-packages.txt`` or in `MORE_PACKAGES`. From the same folder it gives the same bytes.

Needs dpkg-deb, readelf, and what checks the menu entry and the description (``apt-packages-build.txt``).
"""

import argparse
import datetime as dt
import gzip
import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from release import BUILD, CHANGELOG, DIST, ICON, IDENTIFIER, ROOT, environment, say, timestamp, version

LINUX = ROOT / "packaging" / "linux"
ICON_SIZES = (48, 128, 256)  # px
MAINTAINER = "The mnistlab developers <mnistlab@example.org>"

# Libraries that pip's PySide6 finds on any desktop, so that apt-packages.txt need not name them.
MORE_PACKAGES = {
    "libgcc_s.so.1": "libgcc-s1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
# The C and the C++ library: which release is needed depends on what was built against them.
C_LIBRARY = {"ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"} | {
    f"lib{name}" for name in ("c.so.6", "dl.so.2", "m.so.6", "pthread.so.0", "rt.so.1", "util.so.1")
}
CPP_LIBRARY = "libstdc++.so.6"
GCC_OF_GLIBCXX = {28: "10", 29: "11", 30: "12", 31: "13", 32: "13", 33: "14", 34: "15"}  # GLIBCXX_3.4.N: since GCC

CONTROL = """\
Package: mnistlab
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei
Section: education
Priority: optional
Description: watch a neural network learn to read handwritten digits
 mnistlab is a laboratory in which you watch a two-layer network learn MNIST,
 one step at a time or at full speed: the mini-batch that was drawn, the
 gradient it gave, what the update did to every weight, and the loss and the
 accuracy as they move. Then you draw a digit with the mouse, and the network
 that you have just trained reads it.
 .
 The images come with it, and it needs no network connection. Its window speaks
 English and Simplified Chinese.
"""


def main() -> None:
    """Build the package."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=DIST / "mnistlab", help="what freeze.py built")
    parser.add_argument("--dist", type=Path, default=DIST, metavar="DIR", help="where the package is to be")
    arguments = parser.parse_args()
    if not (arguments.folder / "mnistlab").exists():
        raise SystemExit(f"{arguments.folder} has no program: please run packaging/freeze.py first")
    if not (BUILD / "icons").exists():
        raise SystemExit(f"{BUILD / 'icons'} is missing: please run packaging/icons.py first")

    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(arguments.folder, tree)
    check(tree)
    set_modes(tree)
    architecture = output_of("dpkg", "--print-architecture").strip()
    write_control(tree, architecture, depends(tree / "usr/lib/mnistlab"))
    for path in [tree, *tree.rglob("*")]:
        os.utime(path, (timestamp(), timestamp()), follow_symlinks=False)

    arguments.dist.mkdir(parents=True, exist_ok=True)
    package = arguments.dist / f"mnistlab_{version()}_{architecture}.deb"
    # One thread: several give other bytes.
    compress = ["-Zxz", "-z6", "--threads-max=1"]
    output_of("dpkg-deb", "--root-owner-group", *compress, "--build", tree, package)
    say(f"{package}: {package.stat().st_size / 1e6:.0f} MB, sha256 {hashlib.sha256(package.read_bytes()).hexdigest()}")


def lay_out(folder: Path, tree: Path) -> None:
    """Put every file where it is to be installed."""
    shutil.copytree(folder, tree / "usr/lib/mnistlab", symlinks=True)
    command = tree / "usr/bin/mnistlab"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/mnistlab/mnistlab")
    for source, place in {
        LINUX / "mnistlab.desktop": "applications/mnistlab.desktop",
        LINUX / "mnistlab.xml": "mime/packages/mnistlab.xml",
        LINUX / "lintian-overrides": "lintian/overrides/mnistlab",
        LINUX / "copyright": "doc/mnistlab/copyright",
        ICON: "icons/hicolor/scalable/apps/mnistlab.svg",
        **{
            BUILD / "icons" / f"mnistlab-{size}.png": f"icons/hicolor/{size}x{size}/apps/mnistlab.png"
            for size in ICON_SIZES
        },
    }.items():
        write(tree / "usr/share" / place, source.read_bytes())
    write(tree / "usr/share/doc/mnistlab/changelog.gz", compressed(CHANGELOG.read_bytes()))
    write(tree / "usr/share/man/man1/mnistlab.1.gz", compressed(filled(LINUX / "mnistlab.1")))
    description = f"{IDENTIFIER}.metainfo.xml"
    write(tree / "usr/share/metainfo" / description, filled(LINUX / description))


def filled(template: Path) -> bytes:
    """Return a file with this release's version and date."""
    date = dt.datetime.fromtimestamp(timestamp(), dt.UTC).date().isoformat()
    return template.read_text(encoding="utf-8").replace("@VERSION@", version()).replace("@DATE@", date).encode()


def compressed(content: bytes) -> bytes:
    """Return `content` gzipped, the same whenever it is done."""
    return gzip.compress(content, 9, mtime=0)


def write(path: Path, content: bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def check(tree: Path) -> None:
    """Refuse a menu entry or a description that is at fault."""
    output_of("desktop-file-validate", tree / "usr/share/applications/mnistlab.desktop")
    output_of("appstreamcli", "validate", "--no-net", *(tree / "usr/share/metainfo").iterdir())


def set_modes(tree: Path) -> None:
    """Let everybody read, root alone write, and only the program be run."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == tree / "usr/lib/mnistlab/mnistlab" else 0o644)


def write_control(tree: Path, architecture: str, depends: str) -> None:
    """Write what dpkg is told of the package, and the sums by which it finds damage."""
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in files]  # noqa: S324
    control = CONTROL.format(
        version=version(),
        architecture=architecture,
        maintainer=MAINTAINER,
        size=sum(-(-path.stat().st_size // 1024) for path in files),
        depends=depends,
    )
    write(tree / "DEBIAN/control", control.encode())
    write(tree / "DEBIAN/md5sums", "".join(sums).encode())


def depends(folder: Path) -> str:
    """Return the packages of the libraries that those in the folder link to, and that it has not."""
    libraries = [path for path in folder.rglob("*") if path.is_file() and path.read_bytes()[:4] == b"\x7fELF"]
    inside = {path.name for path in libraries}
    needed, c, cpp = set(), set(), set()
    for path in libraries:
        text = output_of("readelf", "--wide", "--dynamic", "--version-info", path)
        needed |= set(re.findall(r"\(NEEDED\).*\[(.+)\]", text)) - inside
        c |= {int(minor) for minor in re.findall(r"Name: GLIBC_2\.(\d+)", text)}
        cpp |= {int(minor) for minor in re.findall(r"Name: GLIBCXX_3\.4\.(\d+)", text)}

    packages = MORE_PACKAGES | dict(
        line.split()
        for line in (ROOT / "packaging/apt-packages.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    unknown = needed - packages.keys() - C_LIBRARY - {CPP_LIBRARY}
    if unknown:
        names = ", ".join(sorted(unknown))
        raise SystemExit(f"Of which package is {names}? Please add it to apt-packages.txt or to MORE_PACKAGES.")
    found = {packages[library] for library in needed & packages.keys()}
    if c:
        found.add(f"libc6 (>= 2.{max(c)})")
    if cpp:
        found.add(f"libstdc++6 (>= {GCC_OF_GLIBCXX[max(cpp)]})")
    return ", ".join(sorted(found))


def output_of(*command: str | Path) -> str:
    """Run a command and return what it prints, or end where it fails."""
    done = subprocess.run(
        [str(part) for part in command], env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
