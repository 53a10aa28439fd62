"""What was dropped or is on the clipboard: the image in it, its file, or why there is none that can be read."""

import base64
import binascii
import html
import itertools
import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage, QPixmap

from mnistlab.errors import PictureError
from mnistlab.ui.canvas.picture_files import PATTERNS, Source, decoded_bytes

# "copy" or "cut", and below it an address a line.
COPIED_FILES: Final = ("x-special/gnome-copied-files", "x-special/mate-copied-files")
ENDINGS: Final = frozenset(PATTERNS.replace("*", "").split())
URL_SAFE: Final = bytes.maketrans(b"-_", b"+/")
LONGEST_PATH: Final = 4096  # signs
LONGEST_NAME: Final = 60  # signs of an address in a sentence
# Each begins anew where the one before has ended, so that a page of any size is read in one go.
IMAGE: Final = re.compile(r"""<img(?=[\s/])((?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+)""", re.IGNORECASE)
ATTRIBUTE: Final = re.compile(r"""([^\s"'<>/=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
ELSEWHERE: Final = re.compile(r"(?!file:)[a-z][a-z0-9+.-]*+://\S|blob:\S", re.IGNORECASE)
# In quotes, too, or in a style or a Markdown text; and of bytes whose kind is not named.
DATA: Final = re.compile(
    r"""data:(?:image/|(?:application/octet-stream)?(?:;[^,;\s]{1,99}){0,9};base64,)[^"')]++""", re.IGNORECASE
)
BEFORE_DATA: Final = 200  # signs of a text that may stand before such an address
BYTES: Final = "image/"  # kinds of data that are the bytes of a file


def source_of(mime: QMimeData, name: str) -> Source | None:
    """Return the image that was dropped or is on the clipboard: its file, or itself; None where there is none.

    Raises
    ------
    PictureError
        If there are several images, or an address elsewhere, or an image that is damaged, or none at all.
        `name` is what the error calls it.
    """
    addresses, certain = _addresses(mime)
    files = list(dict.fromkeys(itertools.chain.from_iterable(_files(address, certain) for address in addresses)))
    if len(files) > 1:
        raise PictureError("picture_several", count=len(files))
    if files:
        return files[0]
    image = _image(mime)
    if image is not None:
        return image
    for content in _contents(mime, addresses):
        return decoded_bytes(content, name)
    for address in addresses:
        if certain or ELSEWHERE.match(address):
            shown = address if len(address) <= LONGEST_NAME else address[:LONGEST_NAME] + "…"
            raise PictureError("picture_address", file=shown)
    if mime.hasImage():
        raise PictureError("picture_no_image", file=name)
    return None


def has_source(mime: QMimeData) -> bool:
    """Return whether `source_of` will find an image, or say why not, as far as is known without fetching it."""
    if mime.hasImage() or any(kind.startswith(BYTES) for kind in mime.formats()):
        return True
    addresses, certain = _addresses(mime)
    return any(
        certain or DATA.match(address) or ELSEWHERE.match(address) or _files(address, certain) for address in addresses
    )


def _contents(mime: QMimeData, addresses: Iterable[str]) -> Iterator[bytes]:
    """Give the bytes of images that are there themselves."""
    for kind in mime.formats():
        if kind.startswith(BYTES):
            yield bytes(mime.data(kind).data())
    for address in addresses:
        if DATA.match(address):
            yield _bytes_in(address)


def _image(mime: QMimeData) -> QImage | None:
    if not mime.hasImage():
        return None
    data = mime.imageData()
    image = data.toImage() if isinstance(data, QPixmap) else data
    return image if isinstance(image, QImage) and not image.isNull() else None


def _addresses(mime: QMimeData) -> tuple[list[str], bool]:
    """Return all addresses and paths, in whatever form they come, and whether they are certainly that."""
    found = [url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in mime.urls()]
    for kind in COPIED_FILES:
        if not found and mime.hasFormat(kind):
            found = bytes(mime.data(kind).data()).decode("utf-8", "replace").split("\n")[1:]
    if not found and mime.hasHtml():
        found = list(filter(None, map(_address_in, IMAGE.findall(mime.html()))))
    if found or not mime.hasText():
        return [address for address in found if address], True
    text = mime.text().strip()
    data = DATA.search(text)
    if data is not None and data.start() < BEFORE_DATA:
        return [data[0]], False
    return [line.strip() for line in text.splitlines()[:100] if line.strip()], False


def _begins(address: str, start: str) -> bool:
    return address[: len(start)].lower() == start


def _address_in(tag: str) -> str:
    """Return the address that the attributes of an image name."""
    for name, *values in ATTRIBUTE.findall(tag):
        if name.lower() == "src":
            address = html.unescape("".join(values)).strip()
            return "".join(address.split()) if DATA.match(address) else address
    return ""


def _files(address: str, certain: bool) -> list[Path]:
    """Return the file that an address or a path names, or several in quotes; none where it is another text.

    A text that is not certainly an address may name an image that is not there, and reading that says so.
    """
    if _begins(address, "file:"):
        url = QUrl(address)
        if url.host() == "localhost":
            url.setHost("")
        return [Path(url.toLocalFile())] if url.toLocalFile() else []
    if len(address) > LONGEST_PATH:
        return []
    whole, words = _absolute([address]), _absolute(_words(address))
    for paths in (whole, words):
        if paths and all(map(_is_file, paths)):
            return paths
    for paths in (words, whole):
        if not certain and paths and all(path.suffix.lower() in ENDINGS for path in paths):
            return paths
    return []


def _words(text: str) -> list[str]:
    """Return paths without the quotes and backslashes that terminals put around and into them."""
    try:
        return shlex.split(text)
    except ValueError:  # one quote alone
        return []


def _absolute(names: Iterable[str]) -> list[Path]:
    """Return the paths of these names; none where one of them is no absolute path."""
    try:
        paths = [Path(name).expanduser() for name in names]
    except (OSError, ValueError, RuntimeError):  # there is no such home
        return []
    return paths if all(path.is_absolute() for path in paths) else []


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # its name is too long
        return False


def _bytes_in(address: str) -> bytes:
    """Return what a data address holds (RFC 2397); nothing where it is broken."""
    head, _, content = address.partition(",")
    raw = unquote_to_bytes(content)
    if not head.lower().endswith(";base64"):
        return raw
    try:
        # The signs at the end may be left out, and two others may be those of names of files (RFC 4648, 5).
        return base64.b64decode(raw.translate(URL_SAFE) + b"==")
    except binascii.Error:
        return b""
