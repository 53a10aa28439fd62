import os
import struct
import subprocess
import sys
import textwrap
import threading
import zlib
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter, QTransform

from mnistlab.data.ink import ink_to_image
from mnistlab.errors import Name, PictureError
from mnistlab.ui.canvas.picture_files import (
    PictureReader,
    ink_of_image,
    read_picture,
    save_image,
)
from mnistlab.ui.canvas.rendering import image_of, pixels_of


@pytest.fixture(scope="module")
def page(mnist):
    """Return a sheet with a seven on it, uint8 (300, 400), 255 where the ink is."""
    seven = mnist.test_images.reshape(-1, 28, 28)[0]
    sheet = np.zeros((300, 400), np.uint8)
    sheet[40:264, 80:304] = np.where(seven > 127, 255, 0).repeat(8, axis=0).repeat(8, axis=1)
    return sheet


def check(ink, page, most=4.0):
    one, other = (ink_to_image(pixels).image.astype(float) for pixels in (ink, page))
    moved = (np.roll(other, (down, right), (0, 1)) for down in (-1, 0, 1) for right in (-1, 0, 1))
    assert min(np.abs(one - place).mean() for place in moved) < most


def dark(page):
    return image_of(255 - page)


def as_rgba(page, colour, tone=255):
    """Return an image that is transparent but where the ink is."""
    image = QImage(page.shape[1], page.shape[0], QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    image.setAlphaChannel(image_of(page))
    return image.convertToFormat(QImage.Format.Format_ARGB32)


def as_sixteen_bits(page):
    fine = (60000 - page.astype(np.uint32) * 150).astype(np.uint16)
    height, width = fine.shape
    return QImage(fine.tobytes(), width, height, 2 * width, QImage.Format.Format_Grayscale16).copy()


def as_palette(page):
    return dark(page).convertToFormat(QImage.Format.Format_Indexed8)


def as_two_tones(page):
    return dark(page).convertToFormat(QImage.Format.Format_Mono)


IMAGES = {
    "grey": dark,
    "light on dark": image_of,
    "colour": lambda page: dark(page).convertToFormat(QImage.Format.Format_RGB888),
    "16 bit grey": as_sixteen_bits,
    "16 bit colour": lambda page: dark(page).convertToFormat(QImage.Format.Format_RGBX64),
    "dark ink on nothing": lambda page: as_rgba(page, "black"),
    "light ink on nothing": lambda page: as_rgba(page, "white"),
    "palette": as_palette,
    "two tones": as_two_tones,
}


@pytest.mark.parametrize("kind", IMAGES)
def test_a_png_of_any_kind_is_read(page, tmp_path, kind):
    path = tmp_path / "digit.png"
    assert IMAGES[kind](page).save(str(path))
    check(read_picture(path), page)


@pytest.mark.parametrize("kind", ["jpg", "bmp", "webp", "ppm"])
def test_other_formats_are_read(page, tmp_path, kind):
    path = tmp_path / f"digit.{kind}"
    assert dark(page).convertToFormat(QImage.Format.Format_RGB32).save(str(path), quality=90)
    check(read_picture(path), page)


def test_the_content_tells_the_format_not_the_name(page, tmp_path):
    dark(page).save(str(tmp_path / "digit.png"))
    (tmp_path / "digit.png").rename(tmp_path / "digit.jpg")
    check(read_picture(tmp_path / "digit.jpg"), page)


def gif(*frames):
    """Return an animation: each frame (H, W) of 0 and 1 is stored with a code for each pixel, without compression."""
    height, width = frames[0].shape
    blocks = []
    for frame in frames:
        bits, size = 0, 0
        for start in range(0, frame.size, 2):  # codes of three bits stay so if they are cleared before each two pixels
            for code in (4, *frame.reshape(-1)[start : start + 2].tolist()):
                bits |= code << size
                size += 3
        bits |= 5 << size
        data = bits.to_bytes((size + 10) // 8, "little")
        chunks = b"".join(bytes([len(data[i : i + 255])]) + data[i : i + 255] for i in range(0, len(data), 255))
        blocks.append(b"," + struct.pack("<4HB", 0, 0, width, height, 0) + b"\x02" + chunks + b"\x00")
    colours = bytes([255, 255, 255, 0, 0, 0]) + bytes(6)
    return b"GIF89a" + struct.pack("<2H3B", width, height, 0x81, 0, 0) + colours + b"".join(blocks) + b";"


def test_of_an_animation_the_first_image_is_read(page, tmp_path):
    first = (page[::4, ::4] > 0).astype(np.uint8)
    (tmp_path / "digit.gif").write_bytes(gif(first, first.T[:75, :75].copy().repeat(1, axis=0)))
    check(read_picture(tmp_path / "digit.gif"), page, 6)


def test_a_photo_is_turned_as_the_camera_was_held(page, tmp_path):
    lying = dark(page).transformed(QTransform().rotate(-90)).convertToFormat(QImage.Format.Format_RGB32)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    lying.save(buffer, "JPG", 95)
    exif = b"Exif\x00\x00MM\x00\x2a" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0)  # to be turned by 90°
    jpeg = bytes(buffer.data().data())
    (tmp_path / "photo.jpg").write_bytes(jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:])
    ink = read_picture(tmp_path / "photo.jpg")
    assert ink.shape == page.shape
    check(ink, page)


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_a_large_image_is_reduced_while_it_is_read(page, tmp_path, kind):
    large = dark(page).scaled(4000, 3000)
    large.save(str(tmp_path / f"large.{kind}"))
    ink = read_picture(tmp_path / f"large.{kind}")
    assert ink.shape == (750, 1000)
    check(ink, page)


def test_tiles_make_the_same_as_the_whole(page, monkeypatch):
    image = as_rgba(page, "#602020").scaled(2100, 1575)
    whole = ink_of_image(image, "picture")
    monkeypatch.setattr("mnistlab.ui.canvas.picture_files.TILE", 100)
    assert np.array_equal(ink_of_image(image, "picture"), whole)


# What cannot be read


def png_header(width, height, depth=8, colour=2):
    """Return a PNG file that promises so many pixels, and holds none."""
    chunks = [
        (b"IHDR", struct.pack(">2I5B", width, height, depth, colour, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"")),
        (b"IEND", b""),
    ]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def refusal_of(path):
    with pytest.raises(PictureError) as refusal:
        read_picture(path)
    assert str(path) in str(refusal.value)
    return refusal.value


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "picture_no_bytes"),
        (b"a shopping list\n" * 50, "picture_no_image"),
        (bytes(range(256)) * 40, "picture_no_image"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"></svg>', "picture_other"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "picture_other"),
        (png_header(10_000, 10_000), "picture_too_large"),
        (png_header(7_000, 7_000, depth=16, colour=6), "picture_too_large"),  # 8 bytes a pixel
        (png_header(100, 100), "picture_broken"),
        (b"\x89PNG\r\n\x1a\n", "picture_broken"),
    ],
)
def test_what_is_no_image_is_refused(tmp_path, content, kind):
    path = tmp_path / "digit.png"
    path.write_bytes(content)
    assert refusal_of(path).kind == kind


def test_an_image_too_large_is_refused_with_its_size_and_the_limit(tmp_path):
    (tmp_path / "digit.png").write_bytes(png_header(12_000, 9_000))
    text = str(refusal_of(tmp_path / "digit.png"))
    assert "12,000 × 9,000" in text
    assert "108 million" in text
    assert "64 million" in text


def test_a_file_too_large_is_refused_with_its_size_and_not_called_damaged(tmp_path):
    path = tmp_path / "digit.bmp"
    with path.open("wb") as file:
        file.write(b"BM")
        file.truncate(70 * 2**20)
    assert (
        str(refusal_of(path))
        == f"{path} has 70 MB, and images of up to 64 MB are read. Make it smaller, and open it again."
    )


def encoded(image, kind, progressive=False):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    writer.setProgressiveScanWrite(progressive)
    assert writer.write(image)
    return bytes(buffer.data().data())


@pytest.fixture(scope="module")
def files(page):
    """Return the same image as the bytes of a file of each kind; all but the WebP have all their rows in order."""
    colours = dark(page).convertToFormat(QImage.Format.Format_RGB32)
    return {
        **{kind: encoded(colours, kind) for kind in ("png", "jpg", "bmp", "webp")},
        "progressive.jpg": encoded(colours, "jpg", progressive=True),
        "gif": gif((page[::4, ::4] > 0).astype(np.uint8)),
    }


@pytest.mark.parametrize("kind", ["png", "jpg", "progressive.jpg", "bmp", "webp", "gif"])
def test_a_file_cut_short_is_refused(files, tmp_path, kind):
    path = tmp_path / f"digit.{kind}"
    path.write_bytes(files[kind][: len(files[kind]) * 2 // 5])
    assert refusal_of(path).kind == "picture_broken"


@pytest.mark.parametrize(
    "end",
    [b"\xff\xd9", b"\x00\xff\xd9more", bytes(50_000)],
    ids=["an end", "an end and more", "a hole"],
)
def test_an_end_that_comes_too_early_does_not_make_a_jpeg_whole(files, tmp_path, end):
    path = tmp_path / "digit.jpg"
    path.write_bytes(files["jpg"][: len(files["jpg"]) * 2 // 5] + end)
    assert refusal_of(path).facts["reason"] == "its end is missing"


def with_fill_bytes(jpeg):
    """Return a JPEG with more than one 0xFF before its second marker, as ITU-T T.81, B.1.1.2 allows."""
    place = 4 + int.from_bytes(jpeg[4:6], "big")
    assert jpeg[place] == 0xFF
    return jpeg[:place] + b"\xff\xff\xff" + jpeg[place:]


def with_size(bmp, size):
    """Return a BMP that says that it has so many bytes."""
    return bmp[:2] + size.to_bytes(4, "little") + bmp[6:]


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("jpg", with_fill_bytes),
        ("jpg", lambda jpeg: jpeg[:2] + b"\xff" + jpeg[2:]),
        ("jpg", lambda jpeg: jpeg[:-2]),  # without a marker at its end
        ("progressive.jpg", lambda jpeg: jpeg[:-2]),
        ("jpg", lambda jpeg: jpeg + bytes(5000)),
        ("bmp", lambda bmp: with_size(bmp, len(bmp) + 2)),
        ("bmp", lambda bmp: with_size(bmp, 0)),
        ("bmp", lambda bmp: bmp + bytes(5000)),
        ("gif", lambda gif: gif[:-1]),
        ("png", lambda png: png[:-5]),
        ("png", lambda png: png[:-12]),
    ],
    ids=[
        "jpg, fill bytes",
        "jpg, a fill byte in front",
        "jpg, no end",
        "progressive jpg, no end",
        "jpg, more behind",
        "bmp, a size too large",
        "bmp, no size",
        "bmp, more behind",
        "gif, no end",
        "png, half of the end",
        "png, no end",
    ],
)
def test_a_file_with_all_its_rows_is_read(files, page, tmp_path, kind, changed):
    (tmp_path / "digit").write_bytes(changed(files[kind]))
    check(read_picture(tmp_path / "digit"), page, 6)


def test_zeros_that_are_the_image_make_no_hole(tmp_path):
    pixels = np.full((600, 400), 255, np.uint8)
    pixels[40:120, 100:120] = 0
    Image.fromarray(pixels).save(tmp_path / "digit.jpg", quality=90, optimize=True)  # zeros stand for blank paper
    content = (tmp_path / "digit.jpg").read_bytes()
    assert content[-40:-2].count(0) > 30
    check(read_picture(tmp_path / "digit.jpg"), 255 - pixels, 6)


def test_a_bmp_whose_size_is_not_said_can_be_cut_short(files, tmp_path):
    (tmp_path / "digit.bmp").write_bytes(with_size(files["bmp"], 0)[:-2000])
    assert refusal_of(tmp_path / "digit.bmp").facts["reason"] == "its end is missing"


def in_a_process(script, *arguments):
    """Run a script that may crash Python; return what it prints."""
    command = [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_a_jpeg_without_a_header_is_refused(tmp_path):
    (tmp_path / "digit.jpg").write_bytes(b"\xff\xd8\xff")
    script = """
        import sys
        from pathlib import Path
        from mnistlab.errors import PictureError
        from mnistlab.ui.canvas.picture_files import read_picture

        kept = []
        for turn in range(200):
            kept.append(bytes([turn]) * 50 * turn)  # so that Qt finds other values in memory that it does not set
            try:
                read_picture(Path(sys.argv[1]))
            except PictureError as error:
                kept.append(error.facts["reason"])
        print(kept[1::2] == ["it does not say how large the image is"] * 200)
    """
    assert in_a_process(script, tmp_path / "digit.jpg") == "True\n"


def test_whatever_a_file_holds_it_is_read_or_refused(files, page, tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    small = dark(page).scaled(60, 45)
    for kind in ("png", "jpg", "bmp"):
        (folder / f"small.{kind}").write_bytes(encoded(small.convertToFormat(QImage.Format.Format_RGB32), kind))
        (folder / f"grey.{kind}").write_bytes(encoded(small, kind))
    (folder / "three.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "still.gif").write_bytes(files["gif"])
    script = """
        import random, sys
        from pathlib import Path
        from mnistlab.errors import PictureError
        from mnistlab.ui.canvas.picture_files import read_picture

        random.seed(7)
        folder = Path(sys.argv[1])
        whole = [path.read_bytes() for path in sorted(folder.iterdir())]
        results = {"read": 0, "refused": 0}
        for _ in range(400):
            content = bytearray(random.choice(whole))
            for _ in range(random.choice((1, 1, 2, 5))):
                most = random.choice((80, len(content)))  # half of the changes are in the header
                place = random.randrange(min(most, len(content)))
                match random.randrange(4):
                    case 0:
                        content[place] = random.choice((0, 1, 127, 128, 255))
                    case 1:
                        content[place] ^= 1 << random.randrange(8)
                    case 2:
                        content[place : place + random.choice((0, 1, 9))] = random.randbytes(random.choice((0, 2, 30)))
                    case 3 if random.random() < 0.3:
                        del content[place + 1 :]
            (folder / "mutated").write_bytes(content)
            try:
                read_picture(folder / "mutated")
                results["read"] += 1
            except PictureError:
                results["refused"] += 1
        print(*results.values())
    """
    read, refused = map(int, in_a_process(script, folder).split())
    assert read > 50
    assert refused > 50
    assert read + refused == 400


def test_what_is_no_file_is_refused(tmp_path):
    assert refusal_of(tmp_path / "digit.png").kind == "picture_missing"
    assert refusal_of(tmp_path).kind == "picture_folder"


def test_a_single_pixel_and_a_blank_sheet_are_refused(tmp_path):
    for side, kind in ((1, "picture_too_small"), (200, "picture_empty")):
        image = QImage(side, side, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        image.save(str(tmp_path / "digit.png"))
        assert refusal_of(tmp_path / "digit.png").kind == kind


def test_an_image_of_no_pixels_is_refused():
    with pytest.raises(PictureError) as refusal:
        ink_of_image(QImage(), Name("The pasted image"))
    assert "The pasted image" in str(refusal.value)


# Beside the window


class Later:
    """Does what it is asked when it is told to."""

    def __init__(self):
        self.jobs = []

    def submit(self, work, *given):
        future = Future()
        self.jobs.append((future, work, given))
        return future

    def work(self, number=-1):
        future, work, given = self.jobs[number]
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(work(*given))
            except PictureError as error:
                future.set_exception(error)


@pytest.fixture
def later():
    return Later()


@pytest.fixture
def reader(qtbot, later):
    return PictureReader(None, later)


def test_an_image_is_read_in_another_thread(qtbot, page, tmp_path):
    reader = PictureReader()
    dark(page).save(str(tmp_path / "digit.png"))
    with qtbot.waitSignal(reader.read) as read:
        reader.start(tmp_path / "digit.png")
    check(read.args[0], page)
    assert not reader.busy
    assert threading.current_thread() is threading.main_thread()


def test_what_cannot_be_read_says_why(qtbot, reader, later, tmp_path):
    with qtbot.waitSignal(reader.failed) as failed:
        reader.start(tmp_path / "none.png")
        later.work()
    assert failed.args[0].kind == "picture_missing"


def test_only_the_last_that_was_asked_for_counts(qtbot, reader, later, page):
    results = []
    reader.read.connect(results.append)
    reader.start(dark(page))
    reader.start(image_of(page[:280]))
    later.work(0)
    later.work(1)
    qtbot.waitUntil(lambda: not reader.busy)
    assert [ink.shape for ink in results] == [(280, 400)]


def test_who_waits_long_is_told_for_what(qtbot, reader, later, tmp_path, page):
    dark(page).save(str(tmp_path / "digit.png"))
    told = []
    reader.waiting.connect(told.append)
    reader.start(tmp_path / "digit.png")
    qtbot.waitUntil(lambda: told == ["digit.png"])
    later.work()
    qtbot.waitUntil(lambda: told == ["digit.png", ""])


def test_what_is_given_up_never_arrives(qtbot, reader, later, page):
    with qtbot.assertNotEmitted(reader.read, wait=50):
        reader.start(dark(page))
        reader.give_up()
        later.work()


def test_a_reader_may_go_while_it_reads(qtbot, page):
    reader = PictureReader()
    reader.start(dark(page).scaled(3000, 2000))
    future = reader._future
    reader.deleteLater()
    with qtbot.waitSignal(reader.destroyed):
        pass
    assert future.result(30).shape == (667, 1000)


# Saved


def test_a_drawing_is_saved_and_read_again(page, tmp_path):
    path = save_image(tmp_path / "digit", 255 - page)
    assert path.name == "digit.png"
    assert np.array_equal(pixels_of(QImage(str(path))), 255 - page)
    check(read_picture(path), page)


def test_where_nothing_can_be_written_the_error_says_why(page, tmp_path):
    with pytest.raises(PictureError) as refusal:
        save_image(tmp_path / "no folder" / "digit.png", page)
    assert refusal.value.kind == "not_writable"
    assert "no folder" in str(refusal.value)
    assert refusal.value.facts["reason"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are always text there")
@pytest.mark.parametrize("kind", ["png", "jpg", "bmp"])
def test_a_file_whose_name_is_not_utf_8_is_read(page, tmp_path, kind):
    named = tmp_path / f"digit.{kind}"
    dark(page).convertToFormat(QImage.Format.Format_RGB32).save(str(named), quality=90)
    strange = Path(os.fsdecode(os.fsencode(tmp_path / "caf") + b"\xe9." + kind.encode()))
    named.rename(strange)
    check(read_picture(strange), page)
    strange.write_bytes(b"no image")
    with pytest.raises(PictureError) as caught:
        read_picture(strange)
    assert str(caught.value).isprintable()


def test_a_progressive_jpeg_that_ends_between_two_scans_is_refused(page, tmp_path):
    path = tmp_path / "digit.jpg"
    Image.fromarray(255 - page).save(path, "JPEG", progressive=True)
    check(read_picture(path), page)
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"\xff\xda")] + b"\xff\xd9")
    with pytest.raises(PictureError, match="its end is missing"):
        read_picture(path)


def without_the_rest(gif):
    """Return a GIF whose image ends in the middle, though its file does not."""
    at = gif.index(b",") + 10 + 1  # of the first block of the image
    for _ in range((len(gif) - at) // 512):
        at += 1 + gif[at]
    return gif[:at] + b"\0;"


def test_an_end_that_comes_too_early_does_not_make_a_gif_whole(files, tmp_path):
    path = tmp_path / "digit.gif"
    path.write_bytes(without_the_rest(files["gif"]))
    assert refusal_of(path).facts["reason"] == "its end is missing"


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_kind_of_photo_is_turned_as_the_camera_was_held(page, tmp_path, kind, orientation):
    turns = Image.Transpose
    undone = (None, turns.FLIP_LEFT_RIGHT, turns.ROTATE_180, turns.FLIP_TOP_BOTTOM, turns.TRANSPOSE)
    undone += (turns.ROTATE_90, turns.TRANSVERSE, turns.ROTATE_270)
    lying, turn = Image.fromarray(255 - page), undone[orientation - 1]
    exif = Image.Exif()
    exif[0x0112] = orientation
    (lying if turn is None else lying.transpose(turn)).convert("RGB").save(tmp_path / "photo", kind, exif=exif)
    ink = read_picture(tmp_path / "photo")
    assert ink.shape == page.shape
    check(ink, page)


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(500), "HEIC"),
        (b"\0\0\0\x18ftypavif" + bytes(500), "AVIF"),
        (b"8BPS\0\1" + bytes(500), "PSD"),
        (b"\0\0\0\x0cjP  \r\n" + bytes(500), "JPEG 2000"),
        (b"\0\0\1\0" + bytes(500), "ICO"),
    ],
)
def test_a_kind_of_image_that_is_not_read_is_named(tmp_path, content, form):
    (tmp_path / "digit.jpg").write_bytes(content)
    assert f"has the format {form}, which is not read here" in str(refusal_of(tmp_path / "digit.jpg"))


@pytest.mark.parametrize("packing", ["jpeg", "lzma", "zstd"])
def test_a_whole_tiff_that_is_packed_otherwise_is_not_called_damaged(page, tmp_path, packing):
    Image.fromarray(255 - page).convert("RGB").save(tmp_path / "scan.tif", compression=packing)
    assert "has the format TIFF (" in str(refusal_of(tmp_path / "scan.tif"))


COLOURS = {
    "red on blue": ((70, 110, 220), (220, 70, 60)),
    "green on orange": ((250, 160, 60), (60, 215, 120)),
    "yellow on white": ((255, 255, 255), (255, 255, 0)),
    "blue on black": ((0, 0, 0), (0, 0, 255)),
    "red on green": ((60, 150, 80), (220, 70, 90)),
    "blue on yellow": ((252, 243, 150), (40, 60, 170)),
}


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_ink_is_told_from_paper_by_its_colour(page, tmp_path, colours, kind):
    paper, ink = (np.array(colour, np.float64) for colour in COLOURS[colours])
    inked = page[..., None] / 255
    Image.fromarray(np.rint(paper + (ink - paper) * inked).astype(np.uint8)).save(tmp_path / "page", kind)
    check(read_picture(tmp_path / "page"), page, 8)
