"""The README in both languages: the same in content, and every picture and file that it names is there."""

import re
import struct
from pathlib import Path

import pytest

from mnistlab import __version__

ROOT = Path(__file__).resolve().parent.parent
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "resources" / "README.zh.md"
BOTH = pytest.mark.parametrize("path", [ENGLISH, CHINESE], ids=["en", "zh"])
PICTURES = sorted((ROOT / "resources" / "pictures").iterdir())


def code(path):
    """Return the blocks of code, without their comments."""
    blocks = re.findall(r"^```.*?^```", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [re.sub(r" +# .*", "", block) for block in blocks]


def prose(path):
    return re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def outline(path):
    """Return what each line is that is not plain text: the level of a heading, a point, a row of a table, a picture."""
    return re.findall(r"^(#+ |- |\d\. |\| |<!-- \w+ -->| *!\[)", prose(path), re.MULTILINE)


def links(path):
    return re.findall(r"\]\(([^)\s]+)\)", prose(path))


def numbers(path):
    """Return the numbers of each row of each table, in whatever order a language says them."""
    rows = re.findall(r"^\|.*\|$", prose(path), re.MULTILINE)
    return [sorted(re.findall(r"\d[\d,.]*\d|\d", row)) for row in rows]


def test_both_say_the_same():
    assert code(ENGLISH) == code(CHINESE)
    assert outline(ENGLISH) == outline(CHINESE)
    assert numbers(ENGLISH) == numbers(CHINESE)
    assert [Path(link).name.replace("-en.", "-zh_CN.") for link in links(ENGLISH)[1:] if "#" not in link] == [
        Path(link).name for link in links(CHINESE)[1:] if "#" not in link
    ]


def test_each_leads_to_the_other_at_the_top():
    assert links(ENGLISH)[0] == "resources/README.zh.md"
    assert links(CHINESE)[0] == "../README.md"


@BOTH
def test_what_it_links_to_is_there(path):
    headings = {line.lower() for line in re.findall(r"^#+ (.*)$", prose(path), re.MULTILINE)}
    for link in links(path):
        if link.startswith("#"):
            assert link[1:] in headings
        else:
            assert (path.parent / link).is_file(), link


@BOTH
def test_the_files_of_the_sources_that_it_names_are_there(path):
    named = set(re.findall(r"`((?:mnistlab|packaging|resources|tests)/[\w/.-]*\w)`", prose(path)))
    assert len(named) > 10
    later = {"resources/i18n/mnistlab_de.ts", "resources/help/de"}  # of a language to be added
    assert [name for name in sorted(named - later) if not (ROOT / name).exists()] == []
    modules = [one.as_posix() for one in (ROOT / "mnistlab").rglob("*.py")]
    short = set(re.findall(r"`([\w/]+\.py)`", prose(path))) - named
    assert [name for name in sorted(short) if not any(one.endswith(f"/{name}") for one in modules)] == []


@BOTH
def test_the_names_in_the_sources_that_it_gives_are_there(path):
    text = path.read_text("utf-8")
    for name, file in {
        "COLUMNS": "ui/panels/__init__.py",
        "PHASES": "ui/scenes/__init__.py",
        "EXPERIMENTS": "ui/scenes/__init__.py",
        "READINGS": "ui/scenes/__init__.py",
        "StepScene": "ui/scenes/experiments/step.py",
        "LANGUAGES": "language.py",
    }.items():
        assert f"`{name}`" in text
        assert name in (ROOT / "mnistlab" / file).read_text("utf-8")


@BOTH
def test_it_is_cited_with_the_version_that_it_is(path):
    assert f"version = {{{__version__}}}" in path.read_text("utf-8")


def test_the_pictures_are_those_that_are_shown_and_are_small():
    shown = {Path(link).name for path in (ENGLISH, CHINESE) for link in links(path) if link.endswith(".png")}
    assert {path.name for path in PICTURES} == shown
    for path in PICTURES:
        data = path.read_bytes()
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        assert len(data) < 200_000, path.name
        width, height, *_ = struct.unpack(">2I", data[16:24])
        assert width <= 1366
        assert height <= 768
    assert sum(path.stat().st_size for path in PICTURES) < 1_000_000
