"""The files of a lesson: in a folder, or in a zip of one, whose name may end in .mnistlesson.

Nothing is unpacked to the disk, nothing is read that lies outside, and what is too large is refused before it is read.
"""

import os
import re
import stat
import struct
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from mnistlab.data.arrays import DAMAGE
from mnistlab.data.files import open_file, write_whole
from mnistlab.errors import LessonError, reason_of
from mnistlab.lessons.mistakes import mistake

DESCRIPTION: Final = "lesson.toml"
LANGUAGES: Final = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?\.md")
PICTURES: Final = re.compile(r"[\w-]{1,80}\.(?:png|jpe?g)", re.ASCII)
LARGEST: Final = 2_000_000  # bytes of all texts, and of a picture
MOST_PICTURES: Final = 30
WIDEST: Final = 4_000  # pixels of a picture, to each side
MB: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Packed:
    """What is in a lesson.

    Attributes
    ----------
    texts : dict of str
        ``lesson.toml`` (or the other description that was asked for) and the texts of each language, by name.
    pictures : dict of bytes
        PNG and JPEG files by name.
    """

    texts: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)


def read_files(path: Path, description: str = DESCRIPTION) -> Packed:
    """Return the files of a lesson in a folder or a zip.

    Raises
    ------
    LessonError
        If they cannot be read, are too large, or reach outside the folder or zip.
    """
    try:
        found = _in_folder(path, description) if path.is_dir() else _zipped(path, description)
    except OSError as error:
        raise LessonError("lesson_not_readable", file=str(path), reason=reason_of(error)) from error
    if description not in found:
        raise LessonError("lesson_no_description", folder=str(path), file=description)
    texts = {name: _decoded(path / name, content) for name, content in found.items() if not PICTURES.fullmatch(name)}
    return Packed(texts, {name: content for name, content in found.items() if name not in texts})


def pack(folder: Path, path: Path) -> None:
    """Write the files of a lesson in a folder into a zip.

    Raises
    ------
    LessonError
        As by `read_files`, or if the zip cannot be written.
    """
    packed = read_files(folder)
    contents: dict[str, str | bytes] = {**packed.texts, **packed.pictures}
    with write_whole(path, LessonError) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            archive.writestr(name, contents[name])


def _belongs(name: str, description: str) -> bool:
    return name == description or bool(LANGUAGES.fullmatch(name) or PICTURES.fullmatch(name))


def _in_folder(path: Path, description: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for entry in sorted(entry for entry in path.iterdir() if _belongs(entry.name, description)):
        if not Path(os.path.realpath(entry)).is_relative_to(os.path.realpath(path)):  # no error where links go round
            raise LessonError("lesson_link", file=str(entry))
        try:
            with open_file(entry) as file:
                found[entry.name] = file.read(LARGEST + 1)
        except OSError as error:
            raise LessonError("lesson_not_readable", file=str(entry), reason=reason_of(error)) from error
        _check_size(path, {name: len(content) for name, content in found.items()})
    return found


def _zipped(path: Path, description: str) -> dict[str, bytes]:
    """Return the files of a zip: of its top, or of the one folder that it has."""
    found: dict[str, bytes] = {}
    try:
        with open_file(path) as file, zipfile.ZipFile(_bounded(file, path)) as archive:
            wanted = {}
            for entry in archive.infolist():
                place = PurePosixPath(entry.filename)
                if place.is_absolute() or ".." in place.parts or "\\" in entry.filename or ":" in entry.filename:
                    raise LessonError("lesson_outside", file=str(path), name=entry.filename[:60])
                if stat.S_ISLNK(entry.external_attr >> 16):
                    raise LessonError("lesson_link", file=f"{path}/{entry.filename[:60]}")
                if not entry.is_dir() and len(place.parts) <= 2 and _belongs(place.name, description):
                    wanted[place.name] = entry
            _check_size(path, {name: entry.file_size for name, entry in wanted.items()})
            for name, entry in wanted.items():
                if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise zipfile.BadZipFile
                with archive.open(entry) as packed:
                    found[name] = packed.read(LARGEST + 1)  # because a size that is promised may be a lie
            _check_size(path, {name: len(content) for name, content in found.items()})
    except DAMAGE as error:
        if isinstance(error, LessonError):
            raise
        raise LessonError("lesson_not_zip", file=str(path)) from error
    return found


def _bounded(file: BinaryIO, path: Path) -> BinaryIO:
    """Refuse a file that is larger than any lesson, because its list of contents is read as a whole."""
    most = (1 + MOST_PICTURES) * LARGEST
    if os.fstat(file.fileno()).st_size > most:
        raise LessonError("lesson_too_large", file=str(path), most=f"{most // MB}")
    return file


def _check_size(path: Path, sizes: dict[str, int]) -> None:
    pictures = [name for name in sizes if PICTURES.fullmatch(name)]
    for name in pictures:
        if sizes[name] > LARGEST:
            raise LessonError("lesson_too_large", file=f"{path}/{name}", most=f"{LARGEST // MB}")
    texts = {name: size for name, size in sizes.items() if name not in pictures}
    if sum(texts.values()) > LARGEST:
        longest = max(texts, key=lambda name: texts[name])
        raise LessonError("lesson_too_large", file=f"{path}/{longest}", most=f"{LARGEST // MB}")
    if len(pictures) > MOST_PICTURES:
        raise LessonError("lesson_many_pictures", file=str(path), found=len(pictures), most=MOST_PICTURES)


def _decoded(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise mistake("not_utf8", str(path), line) from error


def size_of(picture: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG or JPEG file in pixels, as its header has them; None if it is neither."""
    if picture[:8] == b"\x89PNG\r\n\x1a\n" and picture[12:16] == b"IHDR" and len(picture) >= 24:
        width, height = struct.unpack(">II", picture[16:24])
        return width, height
    if picture[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 <= len(picture) and picture[at] == 0xFF:
        marker, length = picture[at + 1], int.from_bytes(picture[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # the start of a frame
            height, width = struct.unpack(">HH", picture[at + 5 : at + 9])
            return width, height
        at += 2 + max(length, 2)
    return None
