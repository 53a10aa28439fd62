"""PNG files without Qt: every kind that is read comes out as another reader has it."""

import io

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
    deep = png(Image.fromarray(SMOOTH.astype(np.uint16) * 257))
    for wrong in (b"", b"GIF89a", content[:60], content[:50] + b"x" + content[51:], deep):
        with pytest.raises(ValueError, match=r"."):
            read_png(wrong)
