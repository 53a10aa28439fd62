"""Take the pictures of the READMEs anew: ``.venv/bin/python packaging/pictures.py``.

The real window, on a virtual screen of 1366×768 and with a home that is new, is worked from inside by the names of its
actions and widgets, and writes into ``resources/pictures``. The seed is fixed, so two of the three scenes at rest come
out the same each time; the gradient check tells how long it took, and the run at full speed is caught on its way.

Needs Xvfb (``apt-packages-test.txt``).
"""

import math
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from PIL import Image
from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from release import ROOT, say

from mnistlab.app import create_window
from mnistlab.language import LANGUAGES
from mnistlab.ui.panels.stage import StagePanel

sys.path.insert(0, str(ROOT / "tests" / "smoke"))
from real_window import fresh_home, virtual_screen

PICTURES = ROOT / "resources" / "pictures"
LEARNED = 3_000  # iterations before the pictures at rest
CAUGHT = 4_500  # about the iteration at which the run is caught
# Letters in shades of one colour: red and blue edges suit one kind of screen, and make the files larger.
FONTS = """<fontconfig><match target="pattern">
<edit name="rgba" mode="assign" binding="strong"><const>none</const></edit>
</match></fontconfig>"""
POLL_MS, REST_MS, PATIENCE_MS = 20, 250, 60_000


def main() -> None:
    """Open the window in a process of its own, so that nothing of the person's settings is in the pictures."""
    if sys.argv[1:2] == ["--inside"]:
        take(sys.argv[2])
        return
    for code in LANGUAGES:
        with tempfile.TemporaryDirectory() as home, virtual_screen() as display:
            environment = fresh_home(Path(home)) | {"DISPLAY": display}
            fonts = Path(home, ".config", "fontconfig", "fonts.conf")
            fonts.parent.mkdir(parents=True)
            fonts.write_text(FONTS, "utf-8")
            done = subprocess.run([sys.executable, __file__, "--inside", code], env=environment, check=False)
        if done.returncode != 0:
            raise SystemExit(done.returncode)
    files = sorted(PICTURES.glob("*.png"))
    for file in files:
        say(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB")
    say(f"{len(files)} pictures: {sum(file.stat().st_size for file in files) // 1000} kB")


def take(code: str) -> None:
    """Work the window, and take all pictures in one of `LANGUAGES`."""
    visitor = Visitor(code)
    visitor.set_number("iterations", LEARNED)
    visitor.press("actionRun")
    visitor.wait("the run", lambda: visitor.iteration == LEARNED and not visitor.action("actionRun").isChecked())
    visitor.set_number("iterations", 10_000)
    visitor.draw(THREE)
    visitor.press("actionSelectBatch")
    visitor.press("actionComputeGradient")
    visitor.wait("the gradient", visitor.action("actionUpdate").isEnabled)
    visitor.picture("gradient")

    visitor.press("actionCheckExperiment")
    visitor.widget("checkGradient", QAbstractButton).click()
    visitor.wait("the verdict", lambda: bool(visitor.widget("checkVerdict", QLabel).text()))
    visitor.picture("check", visitor.window.findChild(StagePanel))

    visitor.press("actionWhyExperiment")
    visitor.picture("why")

    visitor.press("actionTheme_dark")
    visitor.widget("tabRepeat", QAbstractButton).click()
    visitor.press("actionRun")
    visitor.wait("a run", lambda: visitor.iteration >= CAUGHT)
    visitor.picture("run", at_rest=False)
    visitor.window.close()


# A three as it is written by hand, as shares of the canvas: two bows, the lower one larger.
THREE = [
    *((0.48 - 0.17 * math.cos(a), 0.33 - 0.15 * math.sin(a)) for a in (0.35 + 0.2 * step for step in range(20))),
    *((0.47 + 0.21 * math.sin(a), 0.66 - 0.18 * math.cos(a)) for a in (0.2 * step for step in range(24))),
]


def write_png(path: Path, image: QImage) -> None:
    """Write an image in 256 colours: nobody sees the difference, and the file is a third as large."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = Image.frombuffer("RGB", image.size().toTuple(), image.constBits(), "raw", "RGB", image.bytesPerLine())
    rows.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


class Visitor:
    """Hands and eyes for the window, which find everything by its name."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.window = create_window()
        self.window.setGeometry(QApplication.primaryScreen().geometry())
        self.window.show()
        self.press("actionTheme_light")
        self.press(f"actionLanguage_{code}")
        self.wait("the images", self.action("actionRun").isEnabled)

    @property
    def iteration(self) -> int:
        """The iteration that the window shows."""
        return int(re.sub(r"\D", "", self.widget("iterationLabel", QLabel).text()))

    def action(self, name: str) -> QAction:
        """Return an action by its name."""
        return self._find(QAction, name)

    def widget(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """Return a widget by its name."""
        return self._find(kind, name)

    def _find(self, kind, name):
        found = self.window.findChild(kind, name)
        if found is None:
            self.fail(f"The window has no {name} any more: packaging/pictures.py has to learn its new name.")
        return found

    def press(self, name: str) -> None:
        """Trigger an action as soon as it can be."""
        self.wait(name, self.action(name).isEnabled)
        self.action(name).trigger()

    def set_number(self, name: str, value: int) -> None:
        """Give a number field another value."""
        self.widget(name).setValue(value)

    def draw(self, points: list[tuple[float, float]]) -> None:
        """Draw a stroke through points, (x, y) as shares of the canvas, and wait until it is read."""
        canvas = self.widget("drawingCanvas")
        places = [QPoint(round(x * canvas.width()), round(y * canvas.height())) for x, y in points]
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(canvas, place)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=places[-1])
        self.wait("an answer to the drawing", lambda: bool(self.widget("predictedDigit", QLabel).text()))

    def picture(self, name: str, part: QWidget | None = None, *, at_rest: bool = True) -> None:
        """Write the window, or a part of it, to the file ``NAME-CODE.png``."""
        if at_rest:
            self._wait_for_rest()
        write_png(PICTURES / f"{name}-{self.code}.png", (part or self.window).grab().toImage())

    def _wait_for_rest(self) -> None:
        """Wait until the window looks the same twice."""
        before = None
        while (now := self.window.grab().toImage()) != before:
            before = now
            self.pause(REST_MS)

    def pause(self, milliseconds: int) -> None:
        """Let the window go on for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def wait(self, what: str, has_come: Callable[[], bool]) -> None:
        """Let the window go on until something has come."""
        for _ in range(PATIENCE_MS // POLL_MS):
            if has_come():
                return
            self.pause(POLL_MS)
        self.fail(f"Waited in vain for {what}.")

    def fail(self, sentence: str) -> NoReturn:
        """End here; the engine's thread ends with its window."""
        self.window.close()
        sys.exit(sentence)


if __name__ == "__main__":
    main()
