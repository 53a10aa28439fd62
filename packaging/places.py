"""Where things are in the window, for `check_program.py`: ``python packaging/places.py WIDTH HEIGHT``.

It opens the window of these sources without a screen, turns to every scene, and prints where a person clicks to do the
same, as JSON. The fonts come with the program, so every window of that size has everything at the same place.
"""

import json
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton, QScrollArea, QWidget

from mnistlab.app import create_window
from mnistlab.ui.scenes import BENCHES, EXPERIMENTS, READINGS

PATIENCE_S = 60
GALLERIES = {"Try": [f"card{name}" for name in EXPERIMENTS], "Read": [f"card{name}" for name in READINGS]}
AT_THE_END = [*(f"bench{name}" for name in BENCHES), "sweep"]  # of the gallery of books, which is long
EXPERIMENT = "gradient-check"  # a short one

Step = tuple[str, int, int]  # "click" or "scroll", and where


def main(width: int, height: int) -> None:
    """Print the steps to every scene, to the run of an experiment, and to the other seeds of the present run."""
    window = create_window()
    window.resize(width, height)
    window.show()
    wait(window.findChild(QAction, "actionRun").isEnabled)
    ways: dict[str, list[Step]] = {"otherSeeds": [click(window, "otherSeeds")]}
    for gallery, cards in GALLERIES.items():
        first = click(window, f"gallery{gallery}")
        press(window, f"gallery{gallery}")
        ways |= {name: [first, click(window, name)] for name in cards}
    first = click(window, "galleryBook")
    press(window, "galleryBook")
    bar = window.findChild(QScrollArea, "bookScroll").verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    middle = middle_of(window.findChild(QWidget, "bookScroll"), window)
    ways |= {name: [first, ("scroll", *middle), click(window, name)] for name in AT_THE_END}
    bar.setValue(0)
    settle()
    ways[EXPERIMENT] = [first, click(window, EXPERIMENT)]
    press(window, EXPERIMENT)
    answers = [button for button in window.findChildren(QRadioButton) if button.isVisible()]
    ways["cardRun"] = [("click", *middle_of(answers[0], window)), click(window, "cardRun")]  # first what is expected
    print(json.dumps(ways))
    window.close()


def wait(has_come: Callable[[], bool]) -> None:
    """Let the window go on until something has come."""
    until = time.monotonic() + PATIENCE_S
    while not has_come():
        if time.monotonic() > until:
            raise SystemExit("The window of these sources does not come so far.")
        settle()


def settle() -> None:
    """Let the window lay out and paint what has changed."""
    for _ in range(5):
        QApplication.processEvents()
        time.sleep(0.01)


def press(window: QWidget, name: str) -> None:
    """Press a button of the window."""
    window.findChild(QAbstractButton, name).click()
    settle()


def click(window: QWidget, name: str) -> Step:
    """Return the click on a button, which must be in sight."""
    return "click", *middle_of(window.findChild(QWidget, name), window)


def middle_of(widget: QWidget, window: QWidget) -> tuple[int, int]:
    """Return the middle of what can be seen of a widget, in the window."""
    seen = widget.visibleRegion().boundingRect() if widget.isVisible() else QRect()
    if seen.isEmpty():
        raise SystemExit(f"{widget.objectName()} is not in sight in the window of these sources.")
    middle = widget.mapTo(window, seen.center())
    return middle.x(), middle.y()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
