"""Above the scene: its title, what its colours mean, a line of words, and how much of a phase is over."""

import re
import time
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget
from typing_extensions import override

from mnistlab.ui.look.keys import leave_keys
from mnistlab.ui.look.theme import BODY, LARGE, SMALL, TITLE, UNIT, font, px
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.widgets.kit import Gap, TextLine, ThinBar, in_column, in_row, keeping_room, mark, named
from mnistlab.ui.widgets.retranslated import Retranslated

TITLE_ROW: Final = 28  # px
WORDS: Final = 24  # px: as high as with the button for more of them
SIZES: Final = (("number", LARGE), ("heading", TITLE), ("title", BODY))  # of the title, by its role


class Heading(Retranslated, QWidget):
    """The title of a scene at the left, a widget of the scene's own at the right; below them one line of words.

    Where the words are longer than the line, it has as many sentences as it has room for, and "more" unfolds the rest,
    until another scene is shown. Folded, the heading always has the same height, so that nothing below it moves from
    scene to scene; but a scene without words has the room of their line.

    Parameters
    ----------
    title : QLabel
        Of the panel; it moves in here.
    """

    def __init__(self, title: QLabel) -> None:
        super().__init__()
        self.title = title
        mark(title, role="heading")
        title.setMinimumWidth(1)  # a long one is cut, and the window no wider
        self.words = named(TextLine(), "words")
        self.more = named(QToolButton(), "moreWords", role="link")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._fold)
        self._whole = named(QLabel(), "allWords", role="muted")
        self._whole.setWordWrap(True)
        self._whole.hide()
        self._places: dict[QWidget, QWidget] = {}  # each widget of a scene, and what it stands in
        row = QWidget()
        row.setFixedHeight(TITLE_ROW)
        self._row = QHBoxLayout(row)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2 * UNIT)
        self._row.addWidget(title, 1)
        self._line = QWidget()
        bottom = Qt.AlignmentFlag.AlignBottom
        in_row((self.words, 1), (self._whole, 1), (self.more, 0, bottom), spacing=2 * UNIT, on=self._line)
        self._line.setMinimumHeight(WORDS)
        self._gap = Gap(UNIT)
        self._gap.hide()
        self._column = in_column(row, self._line, self._gap, spacing=0, on=self)
        self._presenting = self._parted = False
        self._title = ""
        self._all = ""  # the words, shown or not
        leave_keys(self)
        self.retranslate()

    def set_words(self, title: str, words: str) -> None:
        """Set title and words."""
        if title != self._title:
            self._title = title
            self._fit_title()
        if words != self._all:
            self._all = words
            if self.more.isChecked():
                self._whole.setText(words)
            self._offer_more()
            self._show_line()

    def show_beside(self, widget: QWidget | None) -> None:
        """Show the widget of another scene, or none; and fold its words."""
        self.more.setChecked(False)
        if widget is not None and widget not in self._places:
            place = QWidget()
            in_row(widget, on=place)
            place.installEventFilter(self)
            rescale(place)
            leave_keys(place)
            self._row.addWidget(place)
            self._places[widget] = place
        for other, place in self._places.items():
            place.setVisible(other is widget)
        self._fit_title()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the title anew when what stands beside it becomes wider."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_title()
        return super().eventFilter(watched, event)

    def part(self, *, from_controls: bool) -> None:
        """Where the words are left out, keep a gap to a scene that may begin with buttons; pictures need none."""
        self._parted = from_controls
        self._show_line()

    def leave_out(self, presenting: bool) -> None:
        """For a room of readers, leave the title alone, and write it large; or show the words again."""
        self.more.setChecked(False)
        self._presenting = presenting
        self._show_line()
        self._fit_title()

    def _show_line(self) -> None:
        self._line.setVisible(bool(self._all) and not self._presenting)
        self._gap.setVisible(self._presenting and self._parted)
        self._column.activate()  # so that what is below it knows at once how high it is

    def _fit_title(self) -> None:
        """Write the title as large as it is whole, larger before an audience; one that is too long is cut."""
        beside = sum(px(2 * UNIT) + place.sizeHint().width() for place in self._places.values() if not place.isHidden())
        room = max(0, self.width() - beside)
        sizes = SIZES if self._presenting else SIZES[1:]
        metrics = {role: QFontMetrics(font(size, bold=True)) for role, size in sizes}
        fitting = (role for role in metrics if metrics[role].horizontalAdvance(self._title) <= room)
        role = next(fitting, sizes[-1][0])
        mark(self.title, role=role)
        self.title.setText(metrics[role].elidedText(self._title, Qt.TextElideMode.ElideRight, room))
        self.title.setToolTip("" if self.title.text() == self._title else self._title)

    @override
    def retranslate(self) -> None:
        self._name_more()
        self._offer_more()

    def _name_more(self) -> None:
        unfolded = self.more.isChecked()
        self.more.setText(self.tr("less") if unfolded else self.tr("more"))
        self.more.setToolTip(self.tr("Show one line of the words") if unfolded else self.tr("Show all of the words"))

    def _fold(self, unfolded: bool) -> None:
        self._name_more()
        self._whole.setText(self._all)
        self._whole.setVisible(unfolded)
        self._offer_more()

    def _offer_more(self) -> None:
        width = QFontMetrics(font(SMALL)).horizontalAdvance
        wide = width(self._all) > self.width()
        self.more.setVisible(wide or self.more.isChecked())
        self.words.setVisible(not self.more.isChecked())
        room = self.width() - self.more.sizeHint().width() - 2 * px(UNIT)
        fitting = [part for part in beginnings(self._all) if width(part) <= room]
        self.words.setText(fitting[-1] if wide and fitting else self._all)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_more()
        self._fit_title()


def beginnings(words: str) -> list[str]:
    """Return the first sentence of a text, the first two, and so on."""
    return [words[: end.end()].rstrip() for end in re.finditer(r"[.!?]\s+|[。！？]", words)]


INTERVAL = 50  # ms


class PhaseBar(ThinBar):
    """A thin bar that fills with time. It keeps its room while it is hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._began, self._seconds = 0.0, 0.0
        keeping_room(self)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self._move)
        self.hide()

    def begin(self, seconds: float) -> None:
        """Fill from the start within `seconds`."""
        self._began, self._seconds = time.monotonic(), seconds
        self.set_share(0)
        self._timer.start()
        self.show()

    def end(self) -> None:
        """Stop and hide the bar."""
        self._timer.stop()
        self.hide()

    def _move(self) -> None:
        self.set_share(min(1.0, (time.monotonic() - self._began) / self._seconds))
