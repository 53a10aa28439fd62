"""What is shipped: the wheel has all that the program needs, and every kind of installation finds it."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from mnistlab import __version__
from mnistlab.resources import resource_path

ROOT = Path(__file__).resolve().parent.parent
MNIST = {
    "NOTICE.md",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
}
TOP_LEVEL = {"LICENSE", "README.md", "mnistlab", "packaging", "pyproject.toml", "resources", "tests"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, once, with what is installed: no network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    built = subprocess.run(build, cwd=folder, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("mnistlab-*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        return Parser().parsestr(archive.read(f"mnistlab-{__version__}.dist-info/METADATA").decode())


def test_wheel_has_mnist_with_its_notice(names: set[str]) -> None:
    assert {f"mnistlab/resources/mnist/{name}" for name in MNIST} <= names


def test_wheel_has_every_resource(names: set[str]) -> None:
    resources = ROOT / "resources"
    files = {path.relative_to(ROOT).as_posix() for path in resources.rglob("*") if path.is_file()}
    # The README in other languages, its pictures and the glossary are for readers of the sources.
    apart = {file for file in files if file.startswith("resources/pictures/") or file.count("/") == 1}
    assert {f"mnistlab/{file}" for file in files - apart} - names == set()
    assert {f"mnistlab/{file}" for file in apart} & names == set()


@pytest.mark.parametrize(
    "name",
    [
        "fonts/sans-400.ttf",
        "formulas/update.svg",
        "help/en/band.md",
        "help/zh_CN/band.md",
        "i18n/mnistlab_zh_CN.qm",
        "icons/down-light.svg",
        "icons/mnistlab.svg",
        "mnist/NOTICE.md",
        "networks/ready.npz",
    ],
)
def test_wheel_has_what_the_program_asks_for(names: set[str], name: str) -> None:
    assert f"mnistlab/resources/{name}" in names


def test_wheel_says_which_version_it_is(wheel: Path, metadata: Message) -> None:
    assert wheel.name == f"mnistlab-{__version__}-py3-none-any.whl"
    assert metadata["Version"] == __version__


def test_wheel_says_what_it_is_and_needs(metadata: Message) -> None:
    assert metadata["License-Expression"] == "MIT AND OFL-1.1"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["Description-Content-Type"] == "text/markdown"
    needed = {re.split("[<>]", line)[0] for line in metadata.get_all("Requires-Dist")}
    assert needed == {
        "numpy",
        "pyside6-essentials",
        "threadpoolctl",
        "tqdm",
        "typing-extensions",
        "zlib-ng",
    }
    assert metadata.get_all("Provides-Extra") is None


def test_wheel_brings_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        commands = archive.read(f"mnistlab-{__version__}.dist-info/entry_points.txt").decode()
    assert commands.split() == ["[console_scripts]", "mnistlab", "=", "mnistlab.main:main"]


def test_wheel_has_every_module_and_its_types(names: set[str]) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "mnistlab").rglob("*.py")}
    assert (modules | {"mnistlab/py.typed"}) - names == set()


def test_wheel_has_the_licences(names: set[str]) -> None:
    licences = {name.split("/licenses/")[1] for name in names if ".dist-info/licenses/" in name}
    fonts = {f"resources/fonts/{name}-OFL.txt" for name in ("Inter", "JetBrainsMono", "NotoSansSC")}
    assert licences == {"LICENSE", "resources/mnist/NOTICE.md", "resources/fonts/NOTICE.md", *fonts}


def test_wheel_has_nothing_else(names: set[str]) -> None:
    own = {name for name in names if ".dist-info/" not in name}
    known = {path.relative_to(ROOT).as_posix() for path in (ROOT / "mnistlab").rglob("*.py")} | {"mnistlab/py.typed"}
    assert {name for name in own if not name.startswith("mnistlab/resources/")} - known == set()
    suffixes = {Path(name).suffix for name in own}
    assert suffixes == {".py", ".typed", ".svg", ".qm", ".ts", ".md", ".gz", ".npz", ".ttf", ".txt", ".toml"}


def test_source_archive_has_all_of_the_repository_and_nothing_else(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not in a git checkout")
    build = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", tmp_path, ROOT]
    built = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    with tarfile.open(tmp_path / f"mnistlab-{__version__}.tar.gz") as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    listing = ["git", "-C", ROOT, "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip(f"git cannot list the files: {listed.stderr}")
    files = {name for name in listed.stdout.splitlines() if name.split("/")[0] in TOP_LEVEL and (ROOT / name).exists()}
    assert inside - {".gitignore", "PKG-INFO"} == files


def test_unpacked_wheel_finds_mnist(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.unpack_archive(wheel, site, "zip")
    # -S leaves out site-packages, and with them any other mnistlab.
    found = where_is_mnist("-S", cwd=tmp_path, pythonpath=site)
    assert found == (site / "mnistlab/resources/mnist").resolve()
    assert {path.name for path in found.iterdir()} == MNIST


def test_installation_finds_mnist(tmp_path: Path) -> None:
    """Whichever installation the tests run on, editable or not, from a folder elsewhere."""
    try:
        importlib.metadata.version("mnistlab")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("mnistlab is not installed here, the tests run from the folder")
    assert {path.name for path in where_is_mnist(cwd=tmp_path).iterdir()} == MNIST


def test_clone_finds_mnist(tmp_path: Path) -> None:
    assert where_is_mnist("-S", cwd=tmp_path, pythonpath=ROOT) == ROOT / "resources/mnist"


def test_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no-such-thing is missing"):
        resource_path("no-such-thing")


def test_top_level_of_the_repository_stays_small() -> None:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not in a git checkout")
    listed = subprocess.run(["git", "-C", ROOT, "ls-files"], capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip(f"git cannot list the files: {listed.stderr}")
    tops = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert {name for name in tops if not name.startswith(".")} <= TOP_LEVEL


def where_is_mnist(*options: str, cwd: Path, pythonpath: Path | None = None) -> Path:
    """Ask a new Python process for the folder of MNIST."""
    code = "from mnistlab.resources import resource_path; print(resource_path('mnist'))"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if pythonpath:
        environment["PYTHONPATH"] = str(pythonpath)
    command = [sys.executable, *options, "-c", code]
    asked = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr
    return Path(asked.stdout.strip())
