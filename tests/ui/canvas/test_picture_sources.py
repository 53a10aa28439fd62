"""What is dropped or pasted: read, or said."""

import base64
import time

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage

from mnistlab.errors import PictureError
from mnistlab.ui.canvas.digit_drag import MIME_TYPE, digit_in, digit_mime
from mnistlab.ui.canvas.picture_files import read_picture
from mnistlab.ui.canvas.picture_sources import COPIED_FILES, has_source, source_of
from mnistlab.ui.canvas.rendering import image_of, pixels_of

WEB = "https://example.org/digit.png"


def mime_of(*, urls=(), text="", html="", image=None, copied=""):
    mime = QMimeData()
    if urls:
        mime.setUrls(list(map(QUrl, urls)))
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    if image is not None:
        mime.setImageData(image)
    if copied:
        mime.setData(COPIED_FILES[0], QByteArray(copied.encode()))
    return mime


@pytest.fixture
def page():
    pixels = np.full((40, 50), 255, np.uint8)
    pixels[5:35, 20:25] = 0
    return image_of(pixels)


@pytest.fixture
def data_address(page):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page.save(buffer, "png")
    return "data:image/png;base64," + base64.b64encode(buffer.data().data()).decode()


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / name for name in ("a digit.png", "b%20.png")]
    for path in paths:
        path.write_bytes(b"anything")
    return paths


def test_a_file_is_found_in_whatever_form_it_comes(files):
    for path in files:
        address = QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
        for mime in (
            mime_of(urls=[address]),
            mime_of(urls=["https://example.org/", address]),
            mime_of(text=f"{path}\n"),
            mime_of(text=f'"{path}"'),
            mime_of(text=f"'{path}'"),
            mime_of(text=str(path).replace(" ", "\\ ")),
            mime_of(text=address.replace("file://", "FILE://")),
            mime_of(text=address.replace("file://", "file://localhost")),
            mime_of(text=address),
            mime_of(copied=f"copy\n{address}"),
        ):
            assert source_of(mime, "it") == path
            assert has_source(mime)


def test_several_files_are_too_many(files):
    first, second = (QUrl.fromLocalFile(str(path)).toString() for path in files)
    for mime in (
        mime_of(urls=[first, second]),
        mime_of(text=f"{files[0]}\n{files[1]}"),
        mime_of(text=f"'{files[0]}' '{files[1]}'"),
        mime_of(copied=f"cut\n{first}\n{second}"),
    ):
        assert has_source(mime)
        with pytest.raises(PictureError) as refusal:
            source_of(mime, "it")
        assert refusal.value.kind == "picture_several"
        assert "2 files" in str(refusal.value)


def test_an_image_comes_as_itself_or_in_its_address(page, data_address):
    for mime in (
        mime_of(image=page),
        mime_of(image=page, urls=[WEB]),
        mime_of(text=data_address),
        mime_of(urls=[data_address]),
        mime_of(html=f'<p><IMG alt="3" src="{data_address}"></p>', text="three"),
    ):
        assert has_source(mime)
        found = source_of(mime, "it")
        assert isinstance(found, QImage)
        assert np.array_equal(pixels_of(found), pixels_of(page))


def test_an_address_on_the_web_is_said_to_be_one():
    for mime in (mime_of(urls=[WEB]), mime_of(text=WEB), mime_of(html=f"<img src={WEB}>")):
        assert has_source(mime)
        with pytest.raises(PictureError, match="example") as refusal:
            source_of(mime, "it")
        assert refusal.value.kind == "picture_address"


@pytest.mark.parametrize("address", ["data:image/png;base64,%%%", "data:image/png;base64,AAAA", "data:image/png,"])
def test_a_broken_image_in_an_address_is_refused(address):
    with pytest.raises(PictureError, match="The pasted image"):
        source_of(mime_of(text=address), "The pasted image")


@pytest.mark.parametrize("written", ["{}", "'{}'", "{}\n"])
@pytest.mark.parametrize("name", ["digit.png", "my digit.JPG"])
def test_the_path_of_an_image_that_is_not_there_is_said(tmp_path, written, name):
    mime = mime_of(text=written.format(tmp_path / name))
    assert has_source(mime)
    path = source_of(mime, "it")
    with pytest.raises(PictureError, match="There is no file"):
        read_picture(path)
    assert path.name == name


@pytest.mark.parametrize("text", ["", "seven", "digit.png", "/nowhere/at/all", "/\0", "x" * 100_000, "/\n/"])
def test_other_texts_are_no_images(text):
    mime = mime_of(text=text)
    assert source_of(mime, "it") is None
    assert not has_source(mime)


def test_a_digit_that_is_dragged_arrives_as_it_is(mnist):
    image = mnist.test_images[0]
    mime = digit_mime(image)
    assert np.array_equal(digit_in(mime), image.reshape(28, 28))
    assert np.array_equal(pixels_of(mime.imageData()), 255 - image.reshape(28, 28))  # for others: dark on white


@pytest.mark.parametrize("size", [0, 783, 785])
def test_bytes_that_are_no_digit_are_none(size):
    mime = QMimeData()
    mime.setData(MIME_TYPE, QByteArray(bytes(size)))
    assert digit_in(mime) is None


def test_an_image_in_a_page_is_found_however_it_is_written(data_address, page):
    lines = "\n".join(data_address[place : place + 60] for place in range(0, len(data_address), 60))
    for tag in (
        f'<img src="{lines}">',
        f"<IMG SRC='{data_address.replace('data:', 'DATA:').replace('base64', 'BASE64')}'/>",
        f"<img src={data_address.rstrip('=')}>",
        f'<img data-src="{WEB}" alt="a > b" src="{data_address}">',
        f'<img alt=""><img title="src={WEB}" src="{data_address}">',
    ):
        mime = mime_of(html=tag)
        assert has_source(mime), tag
        np.testing.assert_array_equal(pixels_of(source_of(mime, "it")), pixels_of(page))


@pytest.mark.parametrize("start", ["http://h/", "HTTPS://h/", "sftp://h/", "smb://h/", "trash:///", "blob:https://h/"])
def test_an_address_elsewhere_is_said(start):
    for mime in (mime_of(text=f"{start}a.png"), mime_of(html=f'<img src="{start}a?b=1&amp;c=2">')):
        assert has_source(mime)
        with pytest.raises(PictureError, match=r"fetches nothing") as refusal:
            source_of(mime, "it")
        assert "amp" not in str(refusal.value)


@pytest.mark.parametrize("words", ["<img ", "<img src", "<img src=", "<img src='", '<img a="', " src=", "<img/"])
def test_a_page_of_any_size_is_read_at_once(words):
    mime = mime_of(html=words * (1_000_000 // len(words)))
    begin = time.process_time()
    assert not has_source(mime)
    assert time.process_time() - begin < 2


def test_an_image_in_the_midst_of_a_text_is_found(data_address, page):
    plain = data_address.partition(",")[2]
    for text in (
        f'"{data_address}"',
        f"url('{data_address}')",
        f"![a seven]({data_address})",
        f"data:;base64,{plain}",
        f"data:application/octet-stream;base64,{plain}",
        data_address.replace("+", "-").replace("/", "_").replace("image_png", "image/png"),
    ):
        assert has_source(mime_of(text=text)), text
        np.testing.assert_array_equal(pixels_of(source_of(mime_of(text=text), "it")), pixels_of(page))


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "bmp"])
def test_an_image_comes_as_the_bytes_of_a_file(kind, page):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page.save(buffer, kind, 100)
    mime = QMimeData()
    mime.setData(f"image/{kind}", buffer.data())
    assert has_source(mime)
    assert source_of(mime, "it").size() == page.size()


@pytest.mark.parametrize("kind", ["image/png", "image/svg+xml", "image/x-anything"])
def test_bytes_that_are_no_image_are_said_to_be_none(kind):
    mime = QMimeData()
    mime.setData(kind, QByteArray(b"<svg/>"))
    assert has_source(mime)
    with pytest.raises(PictureError, match="The dropped image"):
        source_of(mime, "The dropped image")


def test_an_image_without_pixels_is_said_to_be_none():
    with pytest.raises(PictureError, match="The dropped image"):
        source_of(mime_of(image=QImage()), "The dropped image")


@pytest.mark.parametrize("source", ["a.png", "//example.org/a.png", "cid:12@example"])
def test_an_image_of_a_page_that_is_elsewhere_is_said(source):
    mime = mime_of(html=f'<img src="{source}">', text="seven")
    assert has_source(mime)
    with pytest.raises(PictureError, match="fetches nothing"):
        source_of(mime, "it")


@pytest.mark.parametrize("text", ["data: 0.5 0.4", "data:0.1,0.2", "the data:image is here", "loss data;base64 0.2"])
def test_numbers_with_a_heading_are_no_image(text):
    assert not has_source(mime_of(text=text))
