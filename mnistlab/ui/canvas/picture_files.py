"""Images in and out: files, the clipboard, drag and drop. They are read in a thread, so the window never waits."""

import itertools
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QLoggingCategory,
    QObject,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QTransform

from mnistlab.data.colour import BRIGHTNESS, weights_of
from mnistlab.data.exif import orientation_of
from mnistlab.data.files import write_whole
from mnistlab.data.gif import end_of_first_image
from mnistlab.data.images import Pixels
from mnistlab.data.jpeg import END, lacks_scans, without_hole
from mnistlab.data.picture import THE_IMAGE, ink_of, reduced, reduction, refuse_narrow
from mnistlab.data.picture_forms import other_form
from mnistlab.data.png import with_end
from mnistlab.data.tight import Values
from mnistlab.errors import Name, PictureError, reason_of
from mnistlab.translatable import QT_TRANSLATE_NOOP
from mnistlab.ui.canvas.rendering import image_of

Mixture = tuple[NDArray[np.float32], float]  # the weights of red, green and blue, and what is added
Tones = tuple[Values, Values | None]  # (H, W) each: grey, and how opaque it is where it can be transparent

FORMATS: Final = ("png", "jpeg", "bmp", "gif", "webp", "tiff", "pbm", "pgm", "ppm")
PATTERNS: Final = "*.png *.jpg *.jpeg *.jpe *.jfif *.bmp *.gif *.webp *.tif *.tiff *.pbm *.pgm *.ppm"
SILENT_FORMATS: Final = ("jpeg", "bmp", "gif")  # Qt reads an image that is cut off without an error
# Longer than a row of any image that is read, with the marks from which a JPEG may begin again.
ANYTHING: Final = b"".join(bytes([*range(1, 255), 255, mark]) for mark in range(0xD0, 0xD8)) * 250
DEPTHS: Final[dict[QImage.Format, int]] = {
    kind: QImage.toPixelFormat(kind).bitsPerPixel()
    for kind in QImage.Format
    if kind not in (QImage.Format.Format_Invalid, QImage.Format.NImageFormats)
}
# How an image is turned for each orientation of Exif: the four numbers of a matrix.
TURNS: Final = {
    2: (-1, 0, 0, 1),
    3: (-1, 0, 0, -1),
    4: (1, 0, 0, -1),
    5: (0, 1, 1, 0),
    6: (0, 1, -1, 0),
    7: (0, -1, -1, 0),
    8: (0, -1, 1, 0),
}
MOST_PIXELS: Final = 64_000_000  # of an image
MOST_BYTES: Final = 256 * 2**20  # of an image in memory
MOST_FILE: Final = 2**26  # bytes
QUIET: Final = "qt.gui.imageio*=false\nqt.imageformats*=false"
SOME: Final = 256  # px: the longest side of the pixels by which colours are compared
TILE: Final = 1024  # px: side of the parts that are reduced one by one
POLL_INTERVAL: Final = 10  # ms
SLOW: Final = 150  # ms: a person who waits longer should be told why

Source = Path | QImage


def read_picture(path: Path) -> Pixels:
    """Read the ink in an image file. The format is detected from the content, not from the file name.

    Of an animation, the first image is read. A photo is turned as the camera was held.

    Returns
    -------
    ndarray of uint8, shape (H, W)
        255 where the ink is; at most 1024 pixels along the longest side.

    Raises
    ------
    PictureError
        If the file is no image, damaged or too large, or if there is no ink in it.
    """
    _refuse_early(path)
    QImageReader.setAllocationLimit(MOST_BYTES >> 20)
    QLoggingCategory.setFilterRules(QUIET)  # because the error says what is wrong
    content = QByteArray(with_end(_bytes_of(path, MOST_FILE)))
    image, kind, end = _decoded(content, path)
    refuse_narrow(image.height(), image.width(), str(path))
    tones = _tones(image)
    del image  # it may be large, and another comes
    if kind in SILENT_FORMATS and _is_cut_short(content, path, tones, end if kind == "jpeg" else None):
        raise PictureError("picture_broken", file=path, reason=Name(QT_TRANSLATE_NOOP("names", "its end is missing")))
    return ink_of(*tones, file=str(path))


def _refuse_early(path: Path) -> None:
    try:
        if not path.exists():
            raise PictureError("picture_missing", file=path)
        if not path.is_file():
            raise PictureError("picture_folder", file=path)
        size = path.stat().st_size
    except OSError as error:
        raise PictureError("not_readable", file=path, reason=reason_of(error)) from error
    if not _bytes_of(path, 1):
        raise PictureError("picture_no_bytes", file=path)
    if size > MOST_FILE:
        raise PictureError("picture_file_too_large", file=path, found=-(-size >> 20), most=MOST_FILE >> 20)


def _bytes_of(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise PictureError("not_readable", file=path, reason=reason_of(error)) from error


def _decoded(content: QByteArray, path: Path | str) -> tuple[QImage, str, int]:
    """Return the image in the bytes of a file, its format, and how many bytes have been read for it.

    The bytes are read in Python, because Qt cannot open a file whose name is not UTF-8.
    """
    source = QBuffer(content)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)
    try:
        reader.setDecideFormatFromContent(True)
        reader.setAutoTransform(True)
        other = other_form(bytes(content.data()))
        if not reader.canRead() or (kind := reader.format().toStdString()) not in FORMATS:
            raise PictureError("picture_other" if other else "picture_no_image", file=path, found=other)
        _refuse_large(reader, kind, path)
        image = reader.read()
        if image.isNull():
            raise PictureError(
                "picture_other" if other else "picture_broken", file=path, found=other, reason=reader.errorString()
            )
        turn = TURNS.get(orientation_of(bytes(content.data())))
        return image if turn is None else image.transformed(QTransform(*turn, 0, 0)), kind, source.pos()
    finally:
        del reader  # before the buffer, because its decoder may still look into that while it goes


def _is_cut_short(content: QByteArray, path: Path, tones: Tones, jpeg_end: int | None) -> bool:
    """Return whether a file holds less than its image needs. Qt fills the rest without an error.

    The image is decoded once more, with other bytes behind it. Only a decoder that lacks some takes them for its
    image, which then looks otherwise. An end that a JPEG, after `jpeg_end` bytes, or a GIF says too early is taken away
    first.
    """
    whole = bytes(content.data())
    if jpeg_end is not None and lacks_scans(whole):
        return True
    if jpeg_end is not None:
        whole = without_hole(whole)[:jpeg_end].removesuffix(END)
    elif whole.startswith(b"GIF"):
        whole = whole[: end_of_first_image(whole)]
    try:
        image, _, _ = _decoded(QByteArray(whole + ANYTHING + END), path)
    except PictureError:
        return True
    return not all(itertools.starmap(np.array_equal, zip(_tones(image), tones, strict=True)))


def _refuse_large(reader: QImageReader, kind: str, path: Path | str) -> None:
    """Refuse what would take too much memory, and let a JPEG be made smaller while it is decoded."""
    size = reader.size()
    if not size.isValid():
        if kind == "jpeg":  # because what else Qt says of it is uninitialised memory
            raise PictureError(
                "picture_broken",
                file=path,
                reason=Name(QT_TRANSLATE_NOOP("names", "it does not say how large the image is")),
            )
        return  # without a size, the limit of the reader itself holds
    pixels = size.width() * size.height()
    most = min(MOST_PIXELS, MOST_BYTES * 8 // DEPTHS.get(reader.imageFormat(), 32))
    if pixels > most:
        raise PictureError(
            "picture_too_large",
            file=path,
            width=f"{size.width():,}",
            height=f"{size.height():,}",
            found=pixels // 1_000_000,
            most=most // 1_000_000,
        )
    if kind == "jpeg":
        times = reduction(size.height(), size.width())
        reader.setScaledSize(QSize(max(1, size.width() // times), max(1, size.height() // times)))


def ink_of_image(image: QImage, name: str) -> Pixels:
    """Return the ink in an image that has been decoded; `name` is what an error calls it."""
    if image.isNull():
        raise PictureError("picture_no_image", file=name)
    refuse_narrow(image.height(), image.width(), name)
    return ink_of(*_tones(image), file=name)


def _tones(image: QImage) -> Tones:
    """Return a reduced image: its grey values, and its opacity where it can be transparent."""
    times = reduction(image.height(), image.width())
    side = max(1, TILE // times) * times
    mixture = _mixture(image)
    tiles = [
        [
            _tile(image, QRect(left, top, side, side) & image.rect(), times, mixture)
            for left in range(0, image.width(), side)
        ]
        for top in range(0, image.height(), side)
    ]
    grey = np.block([[grey for grey, _ in row] for row in tiles])
    return grey, np.block([[alpha for _, alpha in row] for row in tiles]) if image.hasAlphaChannel() else None


def _mixture(image: QImage) -> Mixture:
    """Return the mixture of colours that tells ink from paper, by some of the pixels."""
    if image.hasAlphaChannel() or image.isGrayscale():
        return BRIGHTNESS, 0.0
    some = image.scaled(SOME, SOME, Qt.AspectRatioMode.KeepAspectRatio).convertToFormat(QImage.Format.Format_RGBX64)
    return weights_of(_colours(some).reshape(-1, 4)[:, :3] / np.float32(65535))


def _colours(image: QImage) -> NDArray[np.uint16]:
    """Return the red, green, blue and opacity (H, W, 4) of an image of 16 bits a channel."""
    return np.frombuffer(image.constBits(), np.uint16).reshape(image.height(), image.width(), 4)


def _tile(image: QImage, part: QRect, times: int, mixture: Mixture) -> Tones:
    """Return a reduced part of an image: its grey values, and its opacity. It may have 16 bits a channel."""
    fine = image.copy(part).convertToFormat(QImage.Format.Format_RGBA64)
    pixels, (weights, more) = _colours(fine), mixture
    grey = pixels[..., :3] @ weights / 65535 + np.float32(more)
    return reduced(grey, pixels[..., 3] if image.hasAlphaChannel() else None, times)


def decoded_bytes(content: bytes, name: str) -> QImage:
    """Return the image in the bytes of a file; `name` is what a PictureError calls it."""
    QImageReader.setAllocationLimit(MOST_BYTES >> 20)
    image, _, _ = _decoded(QByteArray(content), name)
    return image


def save_image(path: Path, grey: Pixels) -> Path:
    """Save an image, uint8 (H, W), as a PNG file, and return its path. An older file stays until all is written.

    Raises
    ------
    PictureError
        If it cannot be written.
    """
    path = path if path.suffix.lower() == ".png" else path.with_name(path.name + ".png")
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(content, QByteArray(b"png")).write(image_of(grey))
    with write_whole(path, PictureError) as file:
        file.write(content.data().data())
    return path


class PictureReader(QObject):
    """Reads one image at a time in a thread. Only the last one that was asked for counts.

    Parameters
    ----------
    parent : QObject, optional
    executor : Executor, optional
        Where images are read; a thread of its own if it is not given. It is never waited for.

    Signals
    -------
    read : ndarray of uint8, shape (H, W)
        The ink of the image.
    failed : Exception
        It cannot be read.
    waiting : str
        Reading the file with this name takes long; empty when it has ended.
    """

    read = Signal(object)
    failed = Signal(object)
    waiting = Signal(str)

    def __init__(self, parent: QObject | None = None, executor: Executor | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._future: Future[Pixels] | None = None
        self._polls = 0
        self._name = ""
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_INTERVAL)
        self._timer.timeout.connect(self._poll)

    @property
    def busy(self) -> bool:
        """Whether an image is being read."""
        return self._future is not None

    def start(self, source: Source, name: str = THE_IMAGE) -> None:
        """Read a file, or an image that an error calls by `name`, in the place of what is being read."""
        self.give_up()
        if self._executor is None:  # late, because most people never need it
            self._executor = ThreadPoolExecutor(1, "pictures")
        work: Callable[..., Pixels] = read_picture if isinstance(source, Path) else ink_of_image
        given: tuple[Any, ...] = (source,) if isinstance(source, Path) else (source, name)
        self._name = source.name if isinstance(source, Path) else ""
        self._future = self._executor.submit(work, *given)
        self._polls = 0
        self._timer.start()

    def give_up(self) -> None:
        """Drop what is being read."""
        if self._future is not None:
            self._future.cancel()
            self._end()

    def _end(self) -> None:
        self._future = None
        self._timer.stop()
        if self._polls * POLL_INTERVAL >= SLOW:
            self.waiting.emit("")

    def _poll(self) -> None:
        """Take the result, if there is one. The thread only leaves it there, because the widget may be gone by then."""
        future = self._future
        assert future is not None
        self._polls += 1
        if not future.done():
            if self._polls * POLL_INTERVAL == SLOW:
                self.waiting.emit(self._name)
            return
        self._end()
        error = future.exception()
        if error is None:
            self.read.emit(future.result())
        else:
            self.failed.emit(error)
