"""What a release says of itself, and its icon: one version, one date, one drawing."""

import datetime as dt
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

import mnistlab
from mnistlab.library.opening import ENDING
from mnistlab.library.schema import APPLICATION
from mnistlab.main import _parser
from mnistlab.ui.look import theme

ROOT = Path(__file__).resolve().parent.parent.parent
LINUX = ROOT / "packaging" / "linux"


def test_the_version_is_read_without_the_program(script):
    assert script("release").version() == mnistlab.__version__


def test_an_installation_has_the_version_of_the_program():
    try:
        installed = importlib.metadata.version("mnistlab")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("mnistlab is not installed here, the tests run from the folder")
    assert installed == mnistlab.__version__


def test_the_changelog_begins_with_this_version(script, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    dated = dt.datetime.fromtimestamp(script("release").timestamp(), dt.UTC)
    assert dated.year >= 2026


def test_a_version_without_an_entry_is_not_built(script, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    release = script("release")
    monkeypatch.setattr(release, "version", lambda: "99.0")
    with pytest.raises(SystemExit, match=r"another version than 99\.0: please add an entry"):
        release.timestamp()


def test_the_manual_page_has_every_command_and_every_option():
    page = (LINUX / "mnistlab.1").read_text(encoding="utf-8").replace("\\-", "-")
    parser = _parser(lambda _context, text: text)
    (commands,) = (action for action in parser._actions if action.choices)
    assert {name for name in commands.choices if f".B mnistlab {name}\n" not in page} == set()
    actions = [*parser._actions, *commands.choices["train"]._actions]
    options = {option for action in actions for option in action.option_strings}
    assert {option for option in options if not re.search(rf"{option}\b", page)} == set()


@pytest.mark.skipif(not shutil.which("man"), reason="there is no man here")
def test_the_manual_page_is_well_formed():
    rendered = subprocess.run(
        ["man", "--warnings", "-l", LINUX / "mnistlab.1"], capture_output=True, text=True, check=False
    )
    assert (rendered.returncode, rendered.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="there is no desktop-file-validate here")
def test_the_menu_entry_is_valid():
    checked = subprocess.run(
        ["desktop-file-validate", LINUX / "mnistlab.desktop"], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, "")


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="there is no appstreamcli here")
def test_the_description_for_shops_is_valid(script, tmp_path):
    build = script("build_deb")
    name = "org.mnistlab.mnistlab.metainfo.xml"
    (tmp_path / name).write_bytes(build.filled(LINUX / name))
    checked = subprocess.run(
        ["appstreamcli", "validate", "--no-net", tmp_path / name], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


def test_the_menu_speaks_both_languages():
    lines = (LINUX / "mnistlab.desktop").read_text(encoding="utf-8").splitlines()
    texts = {line.partition("=")[0] for line in lines}
    for name in ("GenericName", "Comment", "Keywords"):
        assert {name, f"{name}[zh_CN]"} <= texts


def test_files_of_runs_are_known_by_their_ending_and_by_what_is_in_them():
    kind = ET.parse(LINUX / "mnistlab.xml").getroot()[0]
    name = "{http://www.freedesktop.org/standards/shared-mime-info}"
    assert kind.find(f"{name}glob").get("pattern") == f"*{ENDING}"
    outer = next(kind.iter(f"{name}match"))
    assert outer[0].get("value").encode() == APPLICATION.to_bytes(4, "big")
    assert f"MimeType={kind.get('type')};" in (LINUX / "mnistlab.desktop").read_text(encoding="utf-8")


def test_the_window_has_the_icon():
    """In a process of its own: the program makes its application there, and the tests have one already."""
    code = (
        "from PySide6.QtGui import QGuiApplication; from mnistlab.app import create_window; window = create_window();"
        "print(QGuiApplication.windowIcon().pixmap(16, 16).toImage().pixelColor(6, 3).name()); window.close()"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    asked = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (asked.returncode, asked.stdout.strip().upper()) == (0, theme.LIGHT.positive), asked.stderr


FAINT = "#A9C6E3"  # of the grey pixels of the icon's digit


@pytest.mark.parametrize("size", [16, 32, 48, 64, 128, 256])
def test_the_pixels_of_the_icon_are_sharp(size):
    """Each of the digit's pixels is whole pixels of the screen: no colour in the digit but those of the drawing."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "resources" / "icons" / "mnistlab.svg")).render(painter)
    painter.end()
    inside = range(size * 3 // 16, size * 13 // 16)
    colours = {image.pixelColor(x, y).name().upper() for x in inside for y in inside}
    assert colours == {theme.LIGHT.card, theme.LIGHT.positive, FAINT, theme.LIGHT.negative}


def test_the_icons_of_all_platforms_are_made_from_the_drawing(tmp_path):
    image = pytest.importorskip("PIL.Image", reason="Pillow is not here: pip install --group packaging")
    made = subprocess.run(
        [sys.executable, ROOT / "packaging" / "icons.py", tmp_path], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    with image.open(tmp_path / "mnistlab.ico") as icon:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= icon.info["sizes"]
    with image.open(tmp_path / "mnistlab.icns") as icon:
        assert {(16, 16, 2), (128, 128, 1), (512, 512, 2)} <= set(icon.info["sizes"])
    with image.open(tmp_path / "mnistlab-48.png") as icon:
        assert icon.size == (48, 48)
