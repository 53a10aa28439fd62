"""What was dropped or is on the clipboard: the image in it, its file, or why there is none that can be read."""

import base64
import binascii
import html
import re
import shlex
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage, QPixmap

from mnistlab.errors import PictureError
from mnistlab.ui.canvas.picture_files import Source, decoded_bytes

COPIED_FILES: Final = "x-special/gnome-copied-files"  # "copy" or "cut", and below it an address a line
LONGEST_PATH: Final = 4096  # signs
LONGEST_NAME: Final = 60  # signs of an address in a sentence
# Each begins anew where the one before has ended, so that a page of any size is read in one go.
IMAGE: Final = re.compile(r"""<img(?=[\s/])((?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+)""", re.IGNORECASE)
ATTRIBUTE: Final = re.compile(r"""([^\s"'<>/=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
ELSEWHERE: Final = re.compile(r"(?!file:)[a-z][a-z0-9+.-]*+://\S|blob:\S", re.IGNORECASE)
DATA: Final = "data:image/"


def source_of(mime: QMimeData, name: str) -> Source | None:
    """Return the image that was dropped or is on the clipboard: its file, or itself; None where there is none.

    Raises
    ------
    PictureError
        If there are several images, or an address elsewhere, or, in place of an address, an image that is damaged.
        `name` is what the error calls it.
    """
    addresses = _addresses(mime)
    files = list(dict.fromkeys(filter(None, map(_file, addresses))))
    if len(files) > 1:
        raise PictureError("picture_several", count=len(files))
    if files:
        return files[0]
    image = _image(mime)
    if image is not None:
        return image
    for address in addresses:
        if _begins(address, DATA):
            return decoded_bytes(_bytes_in(address), name)
    for address in addresses:
        if ELSEWHERE.match(address):
            shown = address if len(address) <= LONGEST_NAME else address[:LONGEST_NAME] + "…"
            raise PictureError("picture_address", file=shown)
    return None


def has_source(mime: QMimeData) -> bool:
    """Return whether `source_of` will find an image, or say why not, as far as is known without fetching it."""
    return mime.hasImage() or any(
        _begins(address, DATA) or ELSEWHERE.match(address) or _file(address) is not None for address in _addresses(mime)
    )


def _image(mime: QMimeData) -> QImage | None:
    if not mime.hasImage():
        return None
    data = mime.imageData()
    image = data.toImage() if isinstance(data, QPixmap) else data
    return image if isinstance(image, QImage) and not image.isNull() else None


def _addresses(mime: QMimeData) -> list[str]:
    """Return all addresses and paths, in whatever form the other program gives them."""
    found = [url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in mime.urls()]
    if not found and mime.hasFormat(COPIED_FILES):
        found = bytes(mime.data(COPIED_FILES).data()).decode("utf-8", "replace").split("\n")[1:]
    if not found and mime.hasHtml():
        found = list(filter(None, map(_address_in, IMAGE.findall(mime.html()))))
    if not found and mime.hasText():
        text = mime.text().strip()
        found = [text] if _begins(text, "data:") else [line.strip() for line in text.splitlines()[:100]]
    return [address for address in found if address]


def _begins(address: str, start: str) -> bool:
    return address[: len(start)].lower() == start


def _address_in(tag: str) -> str:
    """Return the address that the attributes of an image name."""
    for name, *values in ATTRIBUTE.findall(tag):
        if name.lower() == "src":
            address = html.unescape("".join(values)).strip()
            return "".join(address.split()) if _begins(address, DATA) else address
    return ""


def _file(address: str) -> Path | None:
    """Return the file that an address or a path names; None where it is another text."""
    if _begins(address, "file:"):
        url = QUrl(address)
        if url.host() == "localhost":
            url.setHost("")
        return Path(url.toLocalFile()) if url.toLocalFile() else None
    if len(address) > LONGEST_PATH:
        return None
    return _if_there(address) or _if_there(_unquoted(address))


def _unquoted(text: str) -> str:
    """Return a path without the quotes and backslashes that terminals put around and into it."""
    try:
        words = shlex.split(text)
    except ValueError:  # one quote alone
        return ""
    return words[0] if len(words) == 1 else ""


def _if_there(name: str) -> Path | None:
    path = Path(name)
    try:
        path = path.expanduser()
        return path if path.is_absolute() and path.is_file() else None
    except (OSError, ValueError, RuntimeError):  # there is no such name, or no such home
        return None


def _bytes_in(address: str) -> bytes:
    """Return what a data address holds (RFC 2397); nothing where it is broken."""
    head, _, content = address.partition(",")
    raw = unquote_to_bytes(content)
    if not head.lower().endswith(";base64"):
        return raw
    try:
        return base64.b64decode(raw + b"==")  # which may be left out
    except binascii.Error:
        return b""
