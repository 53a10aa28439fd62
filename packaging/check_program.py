"""Work a built program from outside, as a person does: ``build/venv/bin/python packaging/check_program.py``.

The program is ``dist/mnistlab/mnistlab`` unless another command is given. It runs on a virtual screen with a home that
is new. It must show its window; learn, as the weights that it saves show; take a drawing and answer it; end with
exit code 0 when it is told to; and have written nothing, to the terminal or to its log. Then it must train without a
window. Nothing inside the program helps: this presses keys, moves the mouse, and looks at the screen.

    --picture FILE.png   keep the last look at the screen
    --root FOLDER        run the command in the system that lies in this folder (as root)

Needs xdotool and Xvfb (``apt-packages-build.txt``), and a Python with mnistlab and Pillow, as that of freeze.py is.
"""

import argparse
import contextlib
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import numpy as np
from PIL import ImageGrab
from release import DIST, ROOT, say

from mnistlab.data import load_dataset
from mnistlab.nn import TwoLayerNet
from mnistlab.ui.scenes import EXPERIMENTS, READINGS

sys.path.insert(0, str(ROOT / "tests" / "smoke"))
from real_window import fresh_home, virtual_screen

PATIENCE_S = 60  # for each thing that is waited for
AGAIN_S = 5  # before a key is pressed again
RUN_S = 5  # how long it learns
WIDTH, HEIGHT = 1366, 768  # px: of the virtual screen
STROKE = 60  # px
CHANGED = 0.02  # share of the screen's pixels that another scene changes
INK = 110  # a grey value below this is ink
LEARNED = 0.5  # test accuracy; before learning it is 0.1


def main() -> None:
    """Run the program and judge what it does."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--root", type=Path)
    parser.add_argument("command", nargs="*", default=[str(DIST / "mnistlab" / "mnistlab")])
    arguments = parser.parse_args()
    root = arguments.root.absolute() if arguments.root else Path("/")

    with tempfile.TemporaryDirectory(dir=root / "tmp") as home, virtual_screen() as display:
        inside = Path("/", Path(home).relative_to(root))
        environment = fresh_home(Path(home)) | {
            "DISPLAY": display,
            "HOME": str(inside),
            "XDG_RUNTIME_DIR": str(inside / "runtime"),
        }
        command = [*(["chroot", str(root)] if arguments.root else []), *arguments.command]
        visit(Visitor(command, environment, home), inside, arguments.picture)
        train(command, environment, home)


def visit(visitor: "Visitor", home: Path, picture: Path | None) -> None:
    """Do what a person does who tries the program."""
    started = time.monotonic()
    window = visitor.window(" · mnistlab$")  # the title names the images as soon as they are there
    usable = time.monotonic() - started
    visitor.xdotool("windowmove", window, 0, 0, "windowsize", window, WIDTH, HEIGHT, "windowfocus", window)

    visitor.xdotool("key", "space")
    time.sleep(RUN_S)
    visitor.xdotool("key", "space")
    visitor.xdotool("key", "ctrl+s")
    visitor.xdotool("windowfocus", visitor.window("Save weights"))
    visitor.xdotool("type", str(home / "learned.npz"))
    visitor.xdotool("key", "Return")
    saved = Path(visitor.home, "learned.npz")
    visitor.wait("the weights to be saved", lambda: saved.exists() and zipfile.is_zipfile(saved))
    accuracy = accuracy_of(saved)
    if accuracy < LEARNED:
        visitor.fail(f"It has not learnt: {accuracy:.1%} of the test images are read right.")

    visitor.xdotool("windowfocus", window)
    x, y = visitor.draw()
    before, after = visitor.before, visitor.look()
    near = np.zeros(after.shape, bool)
    near[y - STROKE : y + 2 * STROKE, x - STROKE : x + STROKE] = True
    visitor.wait("an answer to the drawing", lambda: ((visitor.look() != before) & ~near).sum() > 100)
    if picture:
        ImageGrab.grab(xdisplay=visitor.display).save(picture)
    visitor.turn_to_all()
    visitor.end()
    say(
        f"OK: usable after {usable:.1f} s, learnt until {accuracy:.1%} of the test images were read right, "
        f"answered a drawing at ({x}, {y}), ended by itself, nothing written"
    )


def train(command: Sequence[str], environment: dict[str, str], home: str) -> None:
    """Let it train without a window, as on a server."""
    bare = {name: value for name, value in environment.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    train = [*command, "train", "--iterations", "600"]
    done = subprocess.run(train, env=bare, cwd=home, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    if done.returncode != 0 or len(lines) != 2 or "Traceback" in done.stderr:
        raise SystemExit(f"`train` ended with exit code {done.returncode} and wrote:\n{done.stdout}{done.stderr}")
    say(f"OK: without a window: {lines[-1]}")


def accuracy_of(weights: Path) -> float:
    """Return the share of MNIST's test images that saved weights read right."""
    dataset = load_dataset()
    with np.load(weights) as params:
        network = TwoLayerNet(*params["W1"].shape, params["W2"].shape[1])
        for name in network.params:
            network.params[name] = params[name]
    return network.accuracy(dataset.test_images / np.float32(255), dataset.test_labels)


class Visitor:
    """The hands and eyes of a person at a program.

    Parameters
    ----------
    command : sequence of str
        The program.
    environment : dict
        Its environment; the screen is that of ``DISPLAY``.
    home : str
        Its home folder, and where it is started.
    """

    def __init__(self, command: Sequence[str], environment: dict[str, str], home: str) -> None:
        self.home = home
        self.display = environment["DISPLAY"]
        self._environment = environment
        self._output = Path(home, "output.txt")
        with self._output.open("w") as output:
            self._program = subprocess.Popen(
                command, env=environment, cwd=home, stdout=output, stderr=subprocess.STDOUT
            )

    def xdotool(self, *words: str | int) -> str:
        """Press keys, move the mouse, find windows; return what xdotool answers."""
        command = ["xdotool", *(str(word) for word in words)]
        environment = self._environment | {"HOME": self.home}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout.strip()

    def window(self, title: str) -> str:
        """Wait for a window with a title, and return its number."""
        self.wait(f"a window with the title {title!r}", lambda: self._find(title) != "")
        return self._find(title)

    def _find(self, title: str) -> str:
        return self.xdotool("search", "--onlyvisible", "--name", title).partition("\n")[0]

    def look(self) -> np.ndarray:
        """Return the screen in grey, uint8, (HEIGHT, WIDTH)."""
        return np.asarray(ImageGrab.grab(xdisplay=self.display).convert("L"))

    def draw(self) -> tuple[int, int]:
        """Draw a stroke downwards on the canvas, and return where it began: the canvas is where ink stays."""
        columns, rows = range(WIDTH * 4 // 5, WIDTH - STROKE, STROKE), range(HEIGHT - 3 * STROKE, HEIGHT // 3, -STROKE)
        place = next(((x, y) for y in rows for x in columns if self._takes_ink(x, y)), None)
        if place is None:
            self.fail("No place of the window takes ink.")
        return place

    def _takes_ink(self, x: int, y: int) -> bool:
        """Draw a stroke downwards from (x, y), and say whether it can be seen."""
        self.before = self.look()
        self.xdotool("mousemove", x, y, "mousedown", 1)
        for step in range(1, 7):
            self.xdotool("mousemove", x, y + step * STROKE // 6)
        self.xdotool("mouseup", 1)
        time.sleep(0.1)
        after = self.look()
        return all(self.before[place] > INK > after[place] for place in ((y + STROKE * n // 4, x) for n in (1, 2, 3)))

    def turn_to_all(self) -> None:
        """Choose every experiment and every reading: what they need is loaded only then, and may be missing."""
        for menu, entries in (("alt+t", len(EXPERIMENTS)), ("alt+d", len(READINGS))):
            for entry in range(entries):
                before = self.look()
                self.xdotool("key", menu, *["Down"] * entry, "Return")
                self.wait("another scene", lambda before=before: (self.look() != before).mean() > CHANGED)

    def wait(self, what: str, has_come: Callable[[], bool]) -> None:
        """Wait until something has come, and fail if it does not, or if the program ends."""
        until = time.monotonic() + PATIENCE_S
        while not has_come():
            if self._program.poll() is not None:
                self.fail(f"It ended while it should have come to {what}.")
            if time.monotonic() > until:
                self.fail(f"Waited in vain for {what}.")
            time.sleep(0.05)

    def end(self) -> None:
        """Quit the program, which must end in silence. A key that comes while a menu closes is lost: press it again."""
        until = time.monotonic() + PATIENCE_S
        while (code := self._program.poll()) is None:
            if time.monotonic() > until:
                self.fail("It did not end.")
            self.xdotool("key", "ctrl+q")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._program.wait(AGAIN_S)
        if code != 0 or self._written():
            self.fail(f"It ended with exit code {code}.")

    def fail(self, sentence: str) -> NoReturn:
        """End here, with what the program wrote."""
        self._program.kill()
        self._program.wait()
        raise SystemExit(f"{sentence} It wrote:\n{self._written() or 'nothing'}")

    def _written(self) -> str:
        logs = Path(self.home).rglob("*.log")
        return self._output.read_text() + "".join(path.read_text() for path in logs)


if __name__ == "__main__":
    main()
