"""The gallery of a book's experiments: a tile for each, with its question; a click opens it."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.engine.experimenting import Session
from mnistlab.engine.frame import Frame
from mnistlab.experiments.files import cards
from mnistlab.ui.look.theme import BODY, SMALL, UNIT, colours, font, px
from mnistlab.ui.scenes import BENCHES
from mnistlab.ui.scenes.base import Reading
from mnistlab.ui.scenes.book.texts import language
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import in_column, named, push_button, write
from mnistlab.ui.widgets.painted import tied
from mnistlab.ui.widgets.scroll_edge import ScrollEdge
from mnistlab.ui.widgets.tile import Tile

COLUMNS: Final = 3
HEIGHT: Final = 64  # px of a tile, at the least
HIGHEST: Final = 1000  # px of the screen: more than any text needs
PADDING: Final = 10  # px
WRAPPED: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
BOOKS: Final = ("Saito", "Nielsen")

Opening = Callable[[], None]


class ExperimentTile(Tile):
    """A title, where the book has it, and the question."""

    def __init__(self, name: str, open_it: Opening) -> None:
        super().__init__(name)
        self._question, self._place, self.done, self.running = "", "", False, False
        policy = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(open_it)

    def show_texts(self, title: str, question: str, place: str = "") -> None:
        """Show these words."""
        self._question, self._place = tied(question), place
        self.updateGeometry()
        write(self, title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{question} {place}".strip())
        self.setToolTip(question)
        self.update()

    def mark(self, *, done: bool, running: bool = False) -> None:
        """Mark that there is a result, or that it is under way."""
        if (done, running) != (self.done, self.running):
            self.done, self.running = done, running
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(140), px(HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def heightForWidth(self, width: int) -> int:
        _, question = self._places(QRect(0, 0, width, 0))
        return max(px(HEIGHT), question.bottom() + px(UNIT))

    def _places(self, tile: QRect) -> tuple[QRect, QRect]:
        """Return where title and question are written; the place is at the right of the title."""
        inside = tile.adjusted(px(PADDING), px(UNIT), -px(PADDING), 0)
        small, bold = QFontMetrics(font(SMALL)), QFontMetrics(font(BODY, bold=True))
        beside = inside.width() - small.horizontalAdvance(self._marked_place) - px(UNIT)
        title = bold.boundingRect(QRect(inside.left(), inside.top(), beside, HIGHEST), WRAPPED, tied(self.text()))
        top = title.bottom() + px(2)
        question = small.boundingRect(QRect(inside.left(), top, inside.width(), HIGHEST), WRAPPED, self._question)
        return title, question

    @property
    def _marked_place(self) -> str:
        if self.running:
            return QCoreApplication.translate("BookScene", "running…")
        return f"✓ {self._place}" if self.done else self._place

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, now = QPainter(self), colours()
        self.paint_ground(painter)
        title, question = self._places(self.rect())
        painter.setFont(font(SMALL))
        painter.setPen(QColor(now.muted))
        corner = self.rect().adjusted(0, px(UNIT), -px(PADDING), 0)
        painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self._marked_place)
        painter.drawText(question.adjusted(0, 0, 1, 1), WRAPPED, self._question)
        painter.setFont(font(BODY, bold=True))
        painter.setPen(QColor(now.text))
        painter.drawText(title.adjusted(0, 0, 1, 1), WRAPPED, tied(self.text()))


class BookScene(Reading):
    """The experiments of each book, benches without images, a sweep of one's own, and the files that were opened."""

    least_room = (420, 240)

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.tiles: dict[str, ExperimentTile] = {}
        self._heads: dict[str, QLabel] = {}
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, UNIT, 0)
        self._grid.setSpacing(UNIT)
        self._scroll = named(QScrollArea(), "bookScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        ScrollEdge(self._scroll)
        self._open = push_button("openExperiment", lambda: selection.card_file_wanted.emit(None), small="true")
        self.beside_heading = self._open
        self._how = push_button("helpOwnExperiment", lambda: selection.help_wanted.emit("own_experiment"), role="link")
        in_column((self._scroll, 1), on=self)
        self._fill()
        selection.experimenting.changed.connect(self._mark)
        selection.experimenting.listed.connect(self._mark_all)
        self._mark_all()
        selection.card_opened.connect(self._fill)

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("Do I get what the book gets?"), self.tr(
            "Each experiment asks a question. Say what you expect, run it, and see it beside the number that the book "
            "reports, and beside what other seeds give."
        )

    def show_frame(self, frame: Frame) -> None:
        """Take note of the moment; the gallery does not depend on it."""
        self.frame = frame

    def _fill(self) -> None:
        """Make the tiles that are missing, and lay all of them out under their headings."""
        row = 0
        for head, entries in self._sections().items():
            if head not in self._heads:
                self._heads[head] = named(QLabel(), role="title")
            self._grid.addWidget(self._heads[head], row, 0, 1, 1 if head == "Own" else COLUMNS)
            if head == "Own":
                self._grid.addWidget(self._how, row, 1, 1, COLUMNS - 1, Qt.AlignmentFlag.AlignRight)
            for number, (name, open_it) in enumerate(entries.items()):
                if name not in self.tiles:
                    self.tiles[name] = ExperimentTile(name, open_it)
                self._grid.addWidget(self.tiles[name], row + 1 + number // COLUMNS, number % COLUMNS)
            row += 1 - (-len(entries) // COLUMNS)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.retranslate()

    def _sections(self) -> dict[str, dict[str, Opening]]:
        open_card, own = self.selection.open_card, self.selection.own_cards
        sections: dict[str, dict[str, Opening]] = {
            author: {card.name: partial(open_card, card) for card in cards() if card.author == author}
            for author in BOOKS
        }
        sections["Bench"] = {f"bench{name}": partial(self.turns_to.emit, name) for name in BENCHES}
        sections["Own"] = {
            "sweep": partial(self.turns_to.emit, "Sweep"),
            **{f"own {path}": partial(self._open_own, str(path)) for path in own},
        }
        return sections

    def _open_own(self, path: str) -> None:
        self.selection.open_card(self.selection.own_cards[path])

    @override
    def retranslate(self) -> None:
        spoken, translate = language(), QCoreApplication.translate
        names = {
            "Saito": self.tr("Saito, Deep Learning from Scratch"),
            "Nielsen": self.tr("Nielsen, Neural Networks and Deep Learning"),
            "Bench": self.tr("Without images"),
            "Own": self.tr("Your own"),
        }
        for head, label in self._heads.items():
            label.setText(names[head])
        for card in cards():
            place = self.tr("section {number}") if "." in card.chapter else self.tr("chapter {number}")
            self.tiles[card.name].show_texts(
                card.text("title", spoken), card.text("question", spoken), place.format(number=card.chapter)
            )
        for name, entry in BENCHES.items():
            self.tiles[f"bench{name}"].show_texts(translate("Scenes", entry.text), translate("Scenes", entry.tip))
        self.tiles["sweep"].show_texts(
            self.tr("A sweep"), self.tr("One setting or two, over a list, a range or at random: where is it best?")
        )
        for path, card in self.selection.own_cards.items():
            self.tiles[f"own {path}"].show_texts(card.text("title", spoken), card.text("question", spoken))
        self._how.setText(self.tr("How to write one"))
        self._how.setToolTip(self.tr("What may stand in the file of an experiment"))
        self._open.setText(self.tr("Open an experiment…"))
        self._open.setToolTip(self.tr("A file of your own, or of your teacher (.toml)"))
        self._scroll.setAccessibleName(self.tr("Experiments"))

    def _mark_all(self) -> None:
        """Mark the experiments of which something is kept, and the one that is under way."""
        for name in self.selection.experimenting.done:
            if name in self.tiles and name != "sweep":
                self.tiles[name].mark(done=True)
        if self.selection.experimenting.under_way is not None:
            self._mark(self.selection.experimenting.under_way)

    def _mark(self, session: Session) -> None:
        own = [f"own {path}" for path, card in self.selection.own_cards.items() if card == session.card]
        for name in own or (session.card.name,):
            if name in self.tiles and name != "sweep":
                done = session.found is not None and not session.missing
                self.tiles[name].mark(done=done, running=session is self.selection.experimenting.under_way)
