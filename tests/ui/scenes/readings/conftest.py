"""A person who tests their own hand: the scene, a canvas that does as it is told, and two networks."""

from dataclasses import fields

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mnistlab.data.samples import OwnDigit
from mnistlab.engine.explorer import Explorer
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import AskLibrary, ChangeLibrary
from mnistlab.library import new_key, open_library
from mnistlab.library.hands import FIRST
from mnistlab.nn import TwoLayerNet
from mnistlab.ui.scenes.readings.hand import HandScene
from mnistlab.ui.selection import Selection


def pixel_reader(*, turned=0):
    """Return a network that reads the digit whose pixel is inked, plus `turned`."""
    network = TwoLayerNet(784, 10, 10)
    network.params["W1"][:] = 0
    for digit in range(10):
        network.params["W1"][100 + digit, digit] = 20
    network.params["b1"][:] = -10
    network.params["W2"][:] = 20 * np.roll(np.eye(10, dtype=np.float32), turned, axis=1)
    return network


def ink(digit):
    """Return an image that `pixel_reader` reads as this digit."""
    image = np.zeros((28, 28), np.uint8)
    image.flat[100 + digit] = 255
    return image


def frame_of(network, *, untrained=False):
    empty = dict.fromkeys(field.name for field in fields(Frame))
    return Frame(**{**empty, "run_id": 1, "iteration": 0, "network": network, "untrained": untrained})


class Person:
    """A scene as a person uses it, with a canvas that does as it is told."""

    def __init__(self, qtbot, path, explorer):
        self.qtbot = qtbot
        self.path = path
        self.writable = True
        self.selection = Selection()
        self.selection.take_ready(pixel_reader())
        self.cleared, self.laid, self.intents = [], [], []
        self.selection.canvas_cleared.connect(self._clear)
        self.selection.image_laid.connect(self._lay)
        self.scene = scene = HandScene(self.selection, rng=np.random.default_rng(1))
        qtbot.addWidget(scene)
        scene.wanted.connect(explorer.start)
        scene.intended.connect(self._perform)
        scene.retranslate()
        scene.resize(690, 520)
        scene.show()
        self.show_network(turned=1)

    def show_network(self, network=None, *, turned=0):
        """Show a frame with a network, or with one that reads each digit as the one `turned` places on."""
        network = pixel_reader(turned=turned) if network is None else network
        self.scene.show_frame(frame_of(network))

    def _perform(self, intent):
        """Do with the library what an intent asks for, as the engine does."""
        if not isinstance(intent, AskLibrary | ChangeLibrary):
            self.intents.append(intent)
        elif not self.writable:
            if isinstance(intent, AskLibrary):
                intent.answer(None)
        else:
            library, _ = open_library(self.path)
            if isinstance(intent, AskLibrary):
                intent.answer(intent.question(library))
            else:
                intent.change(library)
            library.close()

    def fill(self, labels, hand=FIRST):
        """Let another window put blank digits into the library."""
        library, _ = open_library(self.path)
        blank = np.zeros((28, 28), np.uint8)
        digits = [OwnDigit(new_key(), blank, int(one), float(at)) for at, one in enumerate(labels)]
        library.hands.add_digits(hand, *digits)
        library.close()
        self.scene.follow_library()

    def kept(self, hand=FIRST.key):
        """Return the digits of a hand in the library."""
        library, _ = open_library(self.path)
        found = library.hands.digits(hand)
        library.close()
        return found

    def _clear(self):
        self.cleared.append(True)
        self.selection.take_drawing(None)

    def _lay(self, image):
        self.laid.append(image)
        self.selection.take_drawing(image)

    def find(self, name):
        return self.scene.findChild(QWidget, name)

    def text(self, name):
        return self.find(name).text().replace("\N{NO-BREAK SPACE}", " ")

    def press(self, name):
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    ink = staticmethod(ink)
    pixel_reader = staticmethod(pixel_reader)

    @property
    def labels(self):
        return self.scene.samples.labels.tolist()

    def draw(self, digit):
        self.selection.take_drawing(ink(digit))

    @property
    def asked(self):
        assert self.text("handAsked").startswith("Draw a")
        return int(self.text("handAsked")[-1])

    def answer(self, digit=None):
        """Draw the digit that is asked for, or another, and say that it is done; return what was asked for."""
        asked = self.asked
        self.draw(asked if digit is None else digit)
        self.press("handDone")
        return asked

    def wait(self, condition):
        self.qtbot.waitUntil(condition, timeout=10_000)

    def take_keyboard(self, widget):
        self.scene.activateWindow()
        self.wait(self.scene.isActiveWindow)
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    def click_sample(self, place, button=Qt.MouseButton.LeftButton):
        wall = self.scene.wall
        QTest.mouseClick(wall.viewport(), button, pos=wall.place_of(place).center())


@pytest.fixture
def explorer():
    explorer = Explorer()
    yield explorer
    explorer.close()


@pytest.fixture
def open_hand(qtbot, tmp_path, explorer):
    return lambda: Person(qtbot, tmp_path / "library.mnistlab", explorer)


@pytest.fixture
def person(open_hand):
    """Return one who has pressed Start, after both networks have read what there is: nothing."""
    person = open_hand()
    person.wait(lambda: len(person.scene.reading.readings) == 2)
    person.press("handStart")
    return person
