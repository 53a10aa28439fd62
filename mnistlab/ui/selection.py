"""What the person has picked to look at closely: an image of the mini-batch, a hidden unit, a drawing, its reader."""

from enum import Enum

from PySide6.QtCore import QObject, Signal

from mnistlab.data.images import SIDE, Pixels
from mnistlab.engine.experimenting import Experimenting
from mnistlab.experiments.card import Card
from mnistlab.nn import Network
from mnistlab.ui.canvas.drawing import Drawing
from mnistlab.ui.own_curves import OwnCurves


class Reader(Enum):
    """Who reads what is drawn."""

    OWN = "own"  # the network that is being trained
    READY = "ready"  # the one that came with the program

    @property
    def other(self) -> "Reader":
        """The one that does not read."""
        return Reader.READY if self is Reader.OWN else Reader.OWN


class Selection(QObject):
    """Shared by the panels: whoever lets the person pick sets it, whoever shows it follows.

    Attributes
    ----------
    image : int
        Place in the mini-batch, from 0; it may be beyond the end of a smaller batch.
    watching : bool
        The image that is looked at is one that was watched in a run at speed: it is in no mini-batch that is shown.
    unit : int
        Number of the hidden unit, likewise.
    unit_chosen : bool
        Whether that unit was picked, or suggested by what a scene shows; until then it is the first.
    marked : int or None
        Pixel of an image, 0..783, that the person has picked: with `unit` it tells a weight of the first layer.
    drawing : ndarray of uint8, shape (28, 28), or None
        What is on the canvas, as a network is given it.
    ready : Network or None
        The network that came with the program, once it has been read.
    card : Card or None
        The experiment of a book that is looked at.
    varied : Card or None
        The experiment from whose settings a sweep is to begin.
    experimenting : Experimenting
        What does the experiments, and has what came of them.
    own_cards : dict
        The experiments that were opened from files, by their path.
    ink : Drawing
        What is on the canvas, as it was drawn.
    asked : str
        What a test asks the person to draw; as long as it does, nobody tells how that is read. Empty: nothing.
    own_curves : OwnCurves
        Losses and accuracies from elsewhere.

    Signals
    -------
    changed
        Image, unit or pixel is another.
    card_opened
        The page of the experiment `card` is wanted.
    card_varied
        A sweep is to begin from the settings of `varied`.
    card_file_wanted : Path or None
        The experiment in this file is to be opened; None: in one that the person chooses.
    help_wanted : str
        Something is to be explained: the topic is a file of ``resources/help``.
    unit_opened : int
        The page of this hidden unit is wanted.
    drawing_changed
        There is another drawing, or none.
    reader_changed
        Another network reads the drawing.
    image_laid : ndarray of uint8, shape (28, 28)
        An image is to be laid on the canvas.
    canvas_cleared
        All ink is to be taken off the canvas.
    asked_changed
        A test asks for another drawing, or for none.
    """

    changed = Signal()
    card_opened = Signal()
    card_varied = Signal()
    card_file_wanted = Signal(object)
    help_wanted = Signal(str)
    unit_opened = Signal(int)
    drawing_changed = Signal()
    reader_changed = Signal()
    image_laid = Signal(object)
    canvas_cleared = Signal()
    asked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.image = 0
        self.watching = False
        self.unit = 0
        self.unit_chosen = False
        self.marked: int | None = None
        self.drawing: Pixels | None = None
        self.ready: Network | None = None
        self.card: Card | None = None
        self.varied: Card | None = None
        self.own_cards: dict[str, Card] = {}
        self.experimenting = Experimenting(self)
        self.own_curves = OwnCurves(self)
        self.ink = Drawing()
        self.asked = ""
        self._chosen: Reader | None = None
        self._untrained = True

    def pick_image(self, place: int) -> None:
        """Look at this image of the mini-batch."""
        if place != self.image or self.watching:
            self.image, self.watching = place, False
            self.changed.emit()

    def watch(self, watching: bool) -> None:
        """Look at an image that was watched in a run at speed, or again at one of the mini-batch."""
        if watching is not self.watching:
            self.watching = watching
            self.changed.emit()

    def pick_unit(self, unit: int) -> None:
        """Look at this hidden unit."""
        if unit != self.unit or not self.unit_chosen:
            self.unit, self.unit_chosen = unit, True
            self.changed.emit()

    def suggest_unit(self, unit: int) -> None:
        """Look at this hidden unit if the person has not looked at one yet; whoever suggests it shows it at once."""
        if not self.unit_chosen:
            self.unit, self.unit_chosen = unit, True

    def open_card(self, card: Card) -> None:
        """Look at this experiment of a book, and have its page opened."""
        self.card = card
        self.card_opened.emit()

    def vary_card(self, card: Card) -> None:
        """Have a sweep begin from the settings of this experiment."""
        self.varied = card
        self.card_varied.emit()

    def open_unit(self, unit: int) -> None:
        """Look at this hidden unit, and have its page opened."""
        self.pick_unit(unit)
        self.unit_opened.emit(unit)

    @property
    def pixel(self) -> int:
        """The pixel to look at: the one that was picked, or that in the middle."""
        return SIDE // 2 * SIDE + SIDE // 2 if self.marked is None else self.marked

    def pick_pixel(self, pixel: int) -> None:
        """Look at the weight of this pixel, of the unit that is looked at."""
        if pixel != self.marked:
            self.marked = pixel
            self.changed.emit()

    def take_drawing(self, image: Pixels | None, ink: Drawing | None = None) -> None:
        """Note what is on the canvas now: as it was drawn, and the image uint8 (28, 28) that is read, or None."""
        self.ink = ink or Drawing()
        if image is not None or self.drawing is not None:
            self.drawing = image
            self.drawing_changed.emit()

    def lay_on_canvas(self, image: Pixels) -> None:
        """Have an image, uint8 (28, 28), laid on the canvas."""
        self.image_laid.emit(image)

    def ask_for(self, text: str) -> None:
        """Ask the person to draw something, in words, and tell nobody how it is read; empty: ask for nothing."""
        if text != self.asked:
            self.asked = text
            self.asked_changed.emit()

    def clear_canvas(self) -> None:
        """Have all ink taken off the canvas."""
        self.canvas_cleared.emit()

    @property
    def reader(self) -> Reader:
        """Who reads: whom the person chose, or else their own network as soon as it has learnt anything."""
        if self.ready is None:
            return Reader.OWN
        return self._chosen or (Reader.READY if self._untrained else Reader.OWN)

    @property
    def reader_chosen(self) -> bool:
        """Whether the person chose who reads; otherwise it changes by itself."""
        return self._chosen is not None

    def choose_reader(self, reader: Reader) -> None:
        """Have this network read from now on."""
        before, self._chosen = self.reader, reader
        self._tell_reader(before)

    def take_ready(self, network: Network) -> None:
        """Take the network that came with the program."""
        before, self.ready = self.reader, network
        self._tell_reader(before)

    def note_training(self, *, untrained: bool) -> None:
        """Note whether the person's own network has learnt nothing yet."""
        before, self._untrained = self.reader, untrained
        self._tell_reader(before)

    def network(self, own: Network) -> Network:
        """Return the network that reads, given the person's own."""
        return own if self.ready is None or self.reader is Reader.OWN else self.ready

    def _tell_reader(self, before: Reader) -> None:
        if self.reader is not before:
            self.reader_changed.emit()
