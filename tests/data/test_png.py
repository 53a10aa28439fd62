"""PNG files without Qt: every kind that is read comes out as another reader has it."""

import io
import time

import numpy as np
import pytest
from PIL import Image

from mnistlab.data.png import read_png

RNG = np.random.default_rng(5)
SMOOTH = (np.add.outer(np.arange(31), np.arange(29)) * 4).astype(np.uint8)  # lets Pillow choose every filter


def png(image, **options):
    content = io.BytesIO()
    image.save(content, "PNG", **options)
    return content.getvalue()


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGB", "RGBA", "LA"])
@pytest.mark.parametrize("pixels", [SMOOTH, RNG.integers(0, 256, (31, 29), np.uint8)], ids=["smooth", "noise"])
def test_each_kind_is_read_as_pillow_reads_it(mode, pixels):
    image = Image.fromarray(pixels).convert("RGB").convert(mode)
    expected = np.asarray(image.convert("RGB").convert("L")).astype(int)
    assert np.abs(read_png(png(image)) - expected).max() <= 1


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_colours_of_few_bits(bits):
    image = Image.fromarray(SMOOTH).quantize(2**bits)
    expected = np.asarray(image.convert("RGB").convert("L")).astype(int)
    assert np.abs(read_png(png(image, bits=bits)) - expected).max() <= 1


def test_what_is_damaged_or_another_kind_is_refused():
    content = png(Image.fromarray(SMOOTH))
    for wrong in (b"", b"GIF89a", content[:60], content[:50] + b"x" + content[51:]):
        with pytest.raises(ValueError, match=r"."):
            read_png(wrong)


def test_of_16_bits_a_pixel_the_higher_byte_is_taken():
    deep = Image.fromarray(SMOOTH.astype(np.uint16) * 257)
    np.testing.assert_array_equal(read_png(png(deep)), SMOOTH)


def test_a_photo_is_read_in_a_second_or_two():
    noisy = RNG.integers(0, 40, (500, 600, 3), np.uint8) + np.arange(600, dtype=np.uint8)[:, None] // 4
    content = png(Image.fromarray(noisy))
    begin = time.process_time()
    read_png(content)
    assert time.process_time() - begin < 2
