"""Work a built program from outside, as a person does: ``build/venv/bin/python packaging/check_program.py``.

The program is ``dist/mnistlab/mnistlab`` unless another command is given. It runs on a virtual screen with a home that
is new. It must show its window; learn, as the weights that it saves show; take a drawing and answer it; end with
exit code 0 when it is told to; and have written nothing, to the terminal or to its log. It must turn to every scene,
do an experiment and other seeds in processes, train without a window, and open lessons and files. Nothing inside the
program helps: this presses keys, moves the mouse, and looks at the screen.

    --picture FILE.png   keep the last look at the screen
    --root FOLDER        run the command in the system that lies in this folder (as root)

Needs xdotool and Xvfb (``apt-packages-build.txt``), and a Python with mnistlab and Pillow, as that of freeze.py is.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import numpy as np
from PIL import ImageGrab
from places import EXPERIMENT
from release import DIST, ROOT, say

from mnistlab.data import load_dataset
from mnistlab.nn import TwoLayerNet

sys.path.insert(0, str(ROOT / "tests" / "smoke"))
from real_window import fresh_home, virtual_screen

PATIENCE_S = 60  # for each thing that is waited for
AGAIN_S = 5  # before a key is pressed again
RUN_S = 5  # how long it learns
WIDTH, HEIGHT = 1366, 768  # px: of the virtual screen
STROKE = 60  # px
CHANGED = 0.02  # share of the screen's pixels that another scene changes
INK = 110  # a grey value below this is ink
WHEEL = ["click", "--repeat", 40, "--delay", 10, 5]  # of the mouse, to the end
TRAINING_S = 6  # of computing: more than it takes to begin
LEARNED = 0.5  # test accuracy; before learning it is 0.1


def main() -> None:
    """Run the program and judge what it does."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--root", type=Path)
    parser.add_argument("command", nargs="*", default=[str(DIST / "mnistlab" / "mnistlab")])
    arguments = parser.parse_args()
    root = arguments.root.absolute() if arguments.root else Path("/")

    with tempfile.TemporaryDirectory(dir=root / "tmp") as place, virtual_screen() as display:
        guest = Guest(root, [*(["chroot", str(root)] if arguments.root else []), *arguments.command], display)
        visit(guest.visitor(Path(place, "1")), guest.inside(Path(place, "1")), arguments.picture)
        plain = turn_to_all(guest.visitor(Path(place, "2")))
        use_files(guest, Path(place, "3"), plain)


@dataclass
class Guest:
    """The program: the system in which it is, its command, and the screen."""

    root: Path
    command: list[str]
    display: str
    _fresh: dict[str, str] = field(default_factory=dict)

    def visitor(self, home: Path, *words: str) -> "Visitor":
        """Start the program with its window, in a home that is new where there is none."""
        return Visitor([*self.command, *words], self.environment(home) | {"DISPLAY": self.display}, str(home))

    def environment(self, home: Path) -> dict[str, str]:
        """Return the environment of a person with this home, who has no screen."""
        home.mkdir(exist_ok=True)
        if not (home / "runtime").exists():
            self._fresh = fresh_home(home)
        inside = self.inside(home)
        bare = {name: value for name, value in self._fresh.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
        return bare | {"HOME": str(inside), "XDG_RUNTIME_DIR": str(inside / "runtime")}

    def inside(self, home: Path) -> Path:
        """Return a folder as the program has it."""
        return Path("/", home.relative_to(self.root))

    def say(self, home: Path, *words: str) -> str:
        """Return what a command of the program prints that opens no window."""
        line = [*self.command, *words]
        done = subprocess.run(line, env=self.environment(home), cwd=home, capture_output=True, text=True, check=False)
        if done.returncode != 0 or "Traceback" in done.stderr:
            raise SystemExit(
                f"`{' '.join(words)}` ended with exit code {done.returncode} and wrote:\n{done.stdout}{done.stderr}"
            )
        return done.stdout


def learn(visitor: "Visitor", file: Path) -> float:
    """Let it run for a while, save the weights as `file`, and return the accuracy that they have."""
    visitor.xdotool("key", "space")
    time.sleep(RUN_S)
    visitor.xdotool("key", "space")
    visitor.xdotool("key", "ctrl+s")
    visitor.xdotool("windowfocus", visitor.window("Save weights"))
    visitor.xdotool("type", str(file))
    visitor.xdotool("key", "Return")
    saved = Path(visitor.home, file.name)
    visitor.wait("the weights to be saved", lambda: saved.exists() and zipfile.is_zipfile(saved))
    return accuracy_of(saved)


def visit(visitor: "Visitor", home: Path, picture: Path | None) -> None:
    """Do what a person does who tries the program."""
    started = time.monotonic()
    window = visitor.show_window()
    usable = time.monotonic() - started

    accuracy, end = 0.0, started + PATIENCE_S
    while accuracy < LEARNED:  # after one run, unless the machine is busy
        if time.monotonic() > end:
            visitor.fail(f"It has not learnt: {accuracy:.1%} of the test images are read right.")
        accuracy = learn(visitor, home / f"learned-{time.monotonic_ns()}.npz")
        visitor.xdotool("windowfocus", window)

    x, y = visitor.draw()
    before, after = visitor.before, visitor.look()
    near = np.zeros(after.shape, bool)
    near[y - STROKE : y + 2 * STROKE, x - STROKE : x + STROKE] = True
    visitor.wait("an answer to the drawing", lambda: ((visitor.look() != before) & ~near).sum() > 100)
    if picture:
        ImageGrab.grab(xdisplay=visitor.display).save(picture)
    visitor.end()
    say(
        f"OK: usable after {usable:.1f} s, learnt until {accuracy:.1%} of the test images were read right, "
        f"answered a drawing at ({x}, {y}), ended by itself, nothing written"
    )


def turn_to_all(visitor: "Visitor") -> np.ndarray:
    """Turn to every scene, do an experiment, and the present run with other seeds; return the first look.

    What a scene needs is loaded only then, and may be missing; the runs are done in processes of their own.
    """
    twin = [sys.executable, str(ROOT / "packaging" / "places.py"), str(WIDTH), str(HEIGHT)]
    with tempfile.TemporaryDirectory() as home:
        surroundings = os.environ | {"HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "LC_ALL": "C.UTF-8"}
        surroundings |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        ways = json.loads(subprocess.run(twin, env=surroundings, capture_output=True, text=True, check=True).stdout)
    visitor.show_window()
    visitor.xdotool("key", "Escape")  # the first steps
    time.sleep(1)
    plain = visitor.look()
    run, seeds, card = ways.pop("cardRun"), ways.pop("otherSeeds"), ways.pop(EXPERIMENT)
    visitor.go(EXPERIMENT, card)
    before = visitor.look()
    visitor.go("", run)
    visitor.wait("an experiment in a process", lambda: visitor.seconds_in_processes() > 0)
    visitor.wait("an experiment to end", lambda: (visitor.look() != before).mean() > CHANGED)
    for name, way in ways.items():
        visitor.go(name, way)
    visitor.go("", seeds)
    visitor.xdotool("key", "Down", "Return")
    visitor.wait("other seeds in processes", lambda: visitor.seconds_in_processes() > TRAINING_S)
    working = visitor.processes()
    visitor.end()
    visitor.wait_for("its processes to end", lambda: not any(Path("/proc", str(one)).exists() for one in working))
    say(f"OK: {len(ways) + 1} scenes, an experiment and other seeds in {len(working)} processes, which end with it")
    return plain


def use_files(guest: Guest, home: Path, plain: np.ndarray) -> None:
    """Work without a window, as on a server; then open a lesson, and what a double click opens."""
    lines = guest.say(home, "train", "--iterations", "600", "--keep", "first").splitlines()
    if len(lines) < 2:
        raise SystemExit(f"`train` wrote:\n{lines}")
    runs, folder, lesson = (str(guest.inside(home) / name) for name in ("runs.mnistlab", "own", "own.mnistlesson"))
    guest.say(home, "runs", "export", runs, "first")
    guest.say(home, "experiment", EXPERIMENT)
    guest.say(home, "lesson", "new", folder)
    guest.say(home, "lesson", "pack", folder, lesson)
    say(f"OK: without a window: {lines[1]}; an experiment, a file of runs and one of a lesson")
    for words in (("--lesson", "too-far"), (lesson,), (runs,)):
        visitor = guest.visitor(home, *words)
        visitor.show_window()
        visitor.wait(words[-1], lambda visitor=visitor: (visitor.look() != plain).mean() > CHANGED)
        visitor.end()
    say("OK: a lesson, a file of a lesson and a file of runs open")


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

    def show_window(self) -> str:
        """Wait for the window, give it the whole screen, and return its number."""
        window = self.window(" · mnistlab$")  # the title names the images as soon as they are there
        self.xdotool("windowmove", window, 0, 0, "windowsize", window, WIDTH, HEIGHT, "windowfocus", window)
        return window

    def go(self, name: str, way: Sequence[tuple[str, int, int]]) -> None:
        """Click and turn the wheel at these places; what has a name is another scene."""
        for number, (what, x, y) in enumerate(way):
            before = self.look()
            self.xdotool("mousemove", x, y, *(["click", 1] if what == "click" else WHEEL))
            if name and (what == "click" or number == len(way) - 1):
                self.wait(f"{name}, or the way to it", lambda b=before: (self.look() != b).mean() > CHANGED)
            time.sleep(0.5)  # until all of it is painted

    def processes(self) -> list[int]:
        """Return the processes that the program has started."""
        found, parents = [], {self._program.pid}
        for path in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
            with contextlib.suppress(OSError):  # it has ended
                if int(_facts(path)[1]) in parents:
                    found.append(int(path.name))
                    parents.add(int(path.name))
        return found

    def seconds_in_processes(self) -> float:
        """Return the time that they have computed, all together."""
        total = 0.0
        for number in self.processes():
            with contextlib.suppress(OSError):
                total += sum(map(int, _facts(Path("/proc", str(number)))[11:13])) / os.sysconf("SC_CLK_TCK")
        return total

    def wait(self, what: str, has_come: Callable[[], bool]) -> None:
        """Wait until something has come, and fail if it does not, or if the program ends."""
        self.wait_for(what, lambda: self._is_here(what) and has_come())

    def wait_for(self, what: str, has_come: Callable[[], bool]) -> None:
        """Wait until something has come, and fail if it does not; the program may end."""
        until = time.monotonic() + PATIENCE_S
        while not has_come():
            if time.monotonic() > until:
                self.fail(f"Waited in vain for {what}.")
            time.sleep(0.05)

    def _is_here(self, what: str) -> bool:
        if self._program.poll() is not None:
            self.fail(f"It ended while it should have come to {what}.")
        return True

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


def _facts(process: Path) -> list[str]:
    """Return the state of a process, its parent, and so on, as proc(5) has it from the third field on."""
    return (process / "stat").read_text().rpartition(")")[2].split()


if __name__ == "__main__":
    main()
