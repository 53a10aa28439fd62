"""The Debian package: what it needs is what its libraries link to, and the same folder gives the same bytes."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in ("dpkg-deb", "readelf", "cc", "appstreamcli", "desktop-file-validate")),
    reason="this machine has not what builds a Debian package: packaging/apt-packages-build.txt",
)


@pytest.fixture
def build(script, monkeypatch, tmp_path):
    """Return the script, which builds in a temporary folder."""
    build = script("build_deb")
    monkeypatch.setattr(build, "BUILD", tmp_path / "build")
    icons = tmp_path / "build" / "icons"
    icons.mkdir(parents=True)
    for size in build.ICON_SIZES:
        (icons / f"mnistlab-{size}.png").write_bytes(b"an icon")
    return build


@pytest.fixture
def folder(tmp_path) -> Path:
    """Return a frozen folder with one small program and one library of its own."""
    folder = tmp_path / "frozen" / "mnistlab"
    (folder / "_internal").mkdir(parents=True)
    compile_library(
        folder / "_internal" / "libown.so", "#include <math.h>\ndouble own(double x) { return sin(x); }", "-lm"
    )
    (folder / "mnistlab").write_bytes(b"a program")
    return folder


def compile_library(path: Path, source: str, *options: str) -> None:
    command = ["cc", "-shared", "-fPIC", f"-Wl,-soname,{path.name}", "-xc", "-", "-xnone", "-o", path, *options]
    subprocess.run(command, input=source, text=True, check=True)


def packaged(build, monkeypatch, folder: Path, dist: Path) -> Path:
    monkeypatch.setattr("sys.argv", ["build_deb.py", "--folder", str(folder), "--dist", str(dist)])
    build.main()
    (package,) = dist.glob("mnistlab_*.deb")
    return package


def test_the_same_folder_gives_the_same_bytes(build, monkeypatch, folder, tmp_path):
    first = packaged(build, monkeypatch, folder, tmp_path / "1").read_bytes()
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    (folder / "mnistlab").chmod(0o700)
    assert packaged(build, monkeypatch, folder, tmp_path / "2").read_bytes() == first


def test_every_file_lies_where_it_belongs_and_is_of_root(build, monkeypatch, folder, tmp_path):
    package = packaged(build, monkeypatch, folder, tmp_path)
    listed = subprocess.run(["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True)
    lines = [line.split(maxsplit=5) for line in listed.stdout.splitlines()]
    assert {line[1] for line in lines} == {"root/root"}
    modes = {line[5]: line[0] for line in lines}
    assert modes["./usr/lib/mnistlab/mnistlab"] == "-rwxr-xr-x"
    assert modes["./usr/lib/mnistlab/_internal/libown.so"] == "-rw-r--r--"
    assert modes["./usr/bin/mnistlab -> ../lib/mnistlab/mnistlab"].startswith("l")
    for name in (
        "applications/mnistlab.desktop",
        "doc/mnistlab/changelog.gz",
        "doc/mnistlab/copyright",
        "icons/hicolor/48x48/apps/mnistlab.png",
        "icons/hicolor/scalable/apps/mnistlab.svg",
        "man/man1/mnistlab.1.gz",
        "mime/packages/mnistlab.xml",
        "metainfo/org.mnistlab.mnistlab.metainfo.xml",
    ):
        assert modes[f"./usr/share/{name}"] == "-rw-r--r--"


def test_it_needs_what_its_libraries_link_to(build, folder):
    assert build.depends(folder).startswith("libc6 (>= 2.")


def test_a_library_of_its_own_is_not_needed_from_the_system(build, folder):
    inside = folder / "_internal"
    compile_library(
        inside / "libuser.so", "double own(double); double user(void) { return own(1); }", inside / "libown.so"
    )
    assert build.depends(folder).startswith("libc6 (>= 2.")


def test_a_library_of_an_unknown_package_is_named(build, folder, tmp_path):
    other = tmp_path / "libother.so"
    compile_library(other, "int other(void) { return 1; }")
    compile_library(folder / "_internal" / "libuser.so", "int other(void); int user(void) { return other(); }", other)
    with pytest.raises(SystemExit, match=r"Of which package is libother\.so\?"):
        build.depends(folder)


def test_a_folder_without_the_program_is_refused(build, monkeypatch, tmp_path):
    with pytest.raises(SystemExit, match=r"please run packaging/freeze\.py first"):
        packaged(build, monkeypatch, tmp_path / "nothing", tmp_path)
