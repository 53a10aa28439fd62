"""A progressive JPEG that ends between two scans is told from a whole one."""

import io

import numpy as np
import pytest
from PIL import Image

from mnistlab.data.jpeg import lacks_scans


def jpeg(mode="RGB", **options):
    pixels = np.random.default_rng(2).integers(0, 256, (40, 48, 3), np.uint8)
    content = io.BytesIO()
    Image.fromarray(pixels).convert(mode).save(content, "JPEG", **options)
    return content.getvalue()


def starts_of_scans(content):
    found, at = [], 2
    while at < len(content) - 1:
        if content[at] == 0xFF and content[at + 1] == 0xDA:
            found.append(at)
        at += 1
    return found


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("end", [b"", b"\xff\xd9"], ids=["as it is", "with an end"])
def test_each_scan_is_needed(mode, end):
    whole = jpeg(mode, progressive=True)
    assert not lacks_scans(whole)
    starts = starts_of_scans(whole)
    assert len(starts) > 4
    for start in starts[1:]:
        assert lacks_scans(whole[:start] + end)


def test_others_have_one_scan_or_are_no_jpeg():
    for content in (jpeg(), jpeg("L"), jpeg()[:200], b"", b"\xff\xd8\xff", b"GIF89a" * 50):
        assert not lacks_scans(content)
