"""Make the icons of every platform from the one drawing: ``python packaging/icons.py [FOLDER]``.

Into the folder (``build/icons`` unless named) it writes ``mnistlab.ico`` for Windows, ``mnistlab.icns`` for macOS, and
one PNG for each of `SIZES`, ``mnistlab-48.png`` and so on, for Linux. Needs PySide6 and Pillow.
"""

import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from release import BUILD, ICON

SIZES = (16, 32, 48, 64, 128, 256, 512, 1024)  # px
ICO_SIZES = (16, 32, 48, 64, 128, 256)
ICNS_SIZES = (16, 32, 64, 128, 256, 512, 1024)


def make_icons(folder: Path) -> None:
    """Write all icons into `folder`. Each size is drawn by itself, none is a larger one made small."""
    folder.mkdir(parents=True, exist_ok=True)
    drawing = QSvgRenderer(str(ICON))
    if not drawing.isValid():
        raise SystemExit(f"{ICON} is no drawing that Qt can read")
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        if not image.save(str(_png(folder, size))):
            raise SystemExit(f"{_png(folder, size)} cannot be written")
    for suffix, sizes in {".ico": ICO_SIZES, ".icns": ICNS_SIZES}.items():
        *smaller, largest = (Image.open(_png(folder, size)) for size in sizes)
        options = {"sizes": [(size, size) for size in sizes]} if suffix == ".ico" else {}
        largest.save(folder / f"mnistlab{suffix}", append_images=smaller, **options)


def _png(folder: Path, size: int) -> Path:
    return folder / f"mnistlab-{size}.png"


if __name__ == "__main__":
    make_icons(Path(sys.argv[1]) if len(sys.argv) > 1 else BUILD / "icons")
