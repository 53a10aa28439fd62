"""A question before a class: large, over what it is about, with votes that keys count, until the veil is lifted."""

import re
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.lessons.lesson import Choice, Section
from mnistlab.lessons.markup import PICTURE
from mnistlab.numerals import percent
from mnistlab.ui.guides.lesson.keys import ON, letter_of
from mnistlab.ui.look.theme import BODY, HUGE, LARGE, UNIT, colours, font, px, scale, stroke

LETTERS: Final = "ABCDEF"
SIZES: Final = (HUGE, 32, 28, 24, LARGE, 18, 16, 14)  # of type: the largest with which all has room
WRAPPED: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
BAR: Final = 12  # px
MOST: Final = "999 · 100.0 %"  # that is written at the end of a bar
NONE: Final[Mapping[str, int]] = MappingProxyType({})  # votes
LETTER: Final = 1.4  # of a letter's circle, in heights of the type


class Ballot(QWidget):
    """Covers what it is about. Letters or figures vote, Backspace takes the last vote back.

    Going on shows first what has been voted, as bars, and then lifts the veil.

    Parameters
    ----------
    over : QWidget
        What is covered.
    below : QWidget or None
        What is left to be seen at the bottom, because the question is about it.
    section : Section
        The question.
    votes : bool
        Whether its choices may be voted for; otherwise the question alone is shown.
    cast : mapping of int
        Votes that have been cast before, by the names of the choices.

    Attributes
    ----------
    votes : dict of int
        By the names of the choices.
    counted : bool
        The bars are shown.

    Signals
    -------
    voted : dict
        The votes, with each that is cast or taken back.
    lifted : dict
        The votes, when the veil is lifted.
    """

    voted = Signal(dict)
    lifted = Signal(dict)

    def __init__(
        self, over: QWidget, below: QWidget | None, section: Section, *, votes: bool, cast: Mapping[str, int] = NONE
    ) -> None:
        super().__init__(over)
        self.setObjectName("ballot")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._over, self._below = over, below
        self._card = QRect()  # where the question stands
        self._outline = QPainterPath()  # of the card: it goes on beside what is left to be seen
        self._votes_wanted = votes
        self._question, self._words, self._choices = _told(section, votes=votes)
        self.votes = {choice.name: cast.get(choice.name, 0) for choice in self._choices}
        self._last = [name for name, count in self.votes.items() for _ in range(count)]  # the latest at the end
        self.counted = False
        over.installEventFilter(self)
        if below is not None:
            below.installEventFilter(self)
        self._fit()
        self._name()
        self.show()
        self.raise_()
        self.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        place = self._over.rect()
        self._card = QRect(QPoint(), place.size())
        seen = QRect()
        if self._below is not None and self._below.isVisible():
            seen = QRect(self._below.mapTo(self._over, QPoint()), self._below.size())
        if seen.top() > place.height() // 3:
            self._card.setBottom(seen.top() - px(UNIT))
            self.setMask(QRegion(QRect(QPoint(), place.size())) - QRegion(seen))
        else:
            self.clearMask()
        self._outline = QPainterPath()
        self._outline.addRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), px(UNIT), px(UNIT))
        if self._card.height() < place.height():
            around = QPainterPath()
            around.addRect(QRectF(QPointF(seen.topLeft()) - QPointF(px(UNIT), px(UNIT)), QRectF(place).bottomRight()))
            self._outline = self._outline.subtracted(around)
        self.setGeometry(place)
        self.update()

    def say(self, section: Section) -> None:
        """Say the same in another language."""
        self._question, self._words, self._choices = _told(section, votes=self._votes_wanted)
        self._name()
        self.update()

    # Voting

    @property
    def total(self) -> int:
        """How many have voted."""
        return len(self._last)

    def vote(self, place: int) -> None:
        """Count a vote for the choice at this place."""
        if place < len(self._choices) and not self.counted:
            name = self._choices[place].name
            self.votes[name] += 1
            self._last.append(name)
            self._tell()

    def take_back(self) -> None:
        """Take the last vote back."""
        if self._last and not self.counted:
            self.votes[self._last.pop()] -= 1
            self._tell()

    def go_on(self) -> None:
        """Show what has been voted; when that is shown, or nobody has voted, lift the veil."""
        if self.total and not self.counted:
            self.counted = True
            self._changed()
        else:
            self.lifted.emit(self.votes)

    def _tell(self) -> None:
        self.voted.emit(dict(self.votes))
        self._changed()

    def _changed(self) -> None:
        self._name()
        self.update()

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether this is one of its keys."""
        return letter_of(event, figures=True) is not None or event.key() in ON | {Qt.Key.Key_Backspace}

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = letter_of(event, figures=True)
        if place is not None:
            self.vote(place)
        elif event.key() in ON:
            self.go_on()
        elif event.key() == Qt.Key.Key_Backspace:
            self.take_back()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        for place, (top, bottom) in enumerate(pairwise(self._bottoms(self._type())[1:])):
            if top <= event.position().y() < bottom:
                self.vote(place)

    # The picture

    def _name(self) -> None:
        lines = [
            self._question,
            self._words,
            *(f"{LETTERS[i]}: {one.text}" for i, one in enumerate(self._choices)),
            self._hint(),
        ]
        self.setAccessibleName("\n".join(lines))

    def _hint(self) -> str:
        if not self._choices:
            return self.tr("Space: on")
        if self.counted:
            return self.tr("Votes: {count} · Space: lift the veil").format(count=self.total)
        if not self.total:
            return self.tr("Vote with A–{last}; Space: on without a vote").format(last=LETTERS[len(self._choices) - 1])
        return self.tr("Votes: {count} · Space: count them · Backspace: one less").format(count=self.total)

    @property
    def _room(self) -> QRectF:
        edge = px(4 * UNIT) if self._card.height() > px(400) else px(2 * UNIT)
        return QRectF(self._card).adjusted(edge, edge, -edge, -edge)

    def _type(self) -> QFont:
        """Return the largest type with which all has room."""
        for size in SIZES:
            found = font(size)
            if self._bottoms(found)[-1] <= self._room.bottom() - px(3 * UNIT):
                return found
        return font(SIZES[-1])

    def _indent(self, kind: QFont) -> float:
        return QFontMetricsF(kind).height() * LETTER + px(UNIT)

    def _bottoms(self, kind: QFont) -> list[float]:
        """Return where the question ends, the words below it, and each choice, with this type."""
        room, bold = self._room, QFont(kind)
        bold.setWeight(QFont.Weight.DemiBold)
        y = room.top() + QFontMetricsF(bold).boundingRect(room, WRAPPED, self._question).height() + px(UNIT)
        found = [y]
        if self._words:
            y += QFontMetricsF(_lesser(kind)).boundingRect(room, WRAPPED, self._words).height() + px(UNIT)
        y += px(UNIT)
        found.append(y)
        text_room = room.adjusted(self._indent(kind), 0, 0, 0)
        for choice in self._choices:
            height = QFontMetricsF(kind).boundingRect(text_room, WRAPPED, choice.text).height()
            y += max(height, QFontMetricsF(kind).height() * LETTER) + px(BAR + UNIT)
            found.append(y)
        return found

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        now, room, kind = colours(), self._room, self._type()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(now.background))
        painter.setBrush(QColor(now.card))
        painter.setPen(QColor(now.line))
        painter.drawPath(self._outline)
        bold = QFont(kind)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setPen(QColor(now.text))
        painter.setFont(bold)
        painter.drawText(room, WRAPPED, self._question)
        end, *bottoms = self._bottoms(kind)
        painter.setFont(_lesser(kind))
        painter.setPen(QColor(now.muted))
        painter.drawText(QRectF(room.left(), end, room.width(), room.height()), WRAPPED, self._words)
        for place, choice in enumerate(self._choices):
            self._draw_choice(painter, place, choice, QRectF(room.left(), bottoms[place], room.width(), 0), kind)
        painter.setFont(font(BODY))
        painter.setPen(QColor(now.muted))
        below = QRect(round(room.left()), round(room.bottom()) - px(2 * UNIT), round(room.width()), px(3 * UNIT))
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._hint())

    def _draw_choice(self, painter: QPainter, place: int, choice: Choice, at: QRectF, kind: QFont) -> None:
        now, indent = colours(), self._indent(kind)
        side = indent - px(UNIT)
        most = max(self.votes.values())
        leads = self.counted and self.votes[choice.name] == most > 0
        painter.setPen(QColor(now.line))
        painter.setBrush(QColor(now.fill if leads else now.chosen))
        painter.drawEllipse(QRectF(at.left(), at.top(), side, side))
        painter.setPen(QColor(now.on_fill if leads else now.text))
        painter.setFont(kind)
        painter.drawText(QRectF(at.left(), at.top(), side, side), Qt.AlignmentFlag.AlignCenter, LETTERS[place])
        painter.setPen(QColor(now.text))
        height = QFontMetricsF(kind).height()
        words = QRectF(at.left() + indent, at.top() + (side - height) / 2, at.width() - indent, self.height())
        told = painter.boundingRect(words, int(WRAPPED), choice.text)
        painter.drawText(words, WRAPPED, choice.text)
        if self.counted:
            painter.setFont(font(min(LARGE, round(kind.pixelSize() / scale())), bold=True))
            self._draw_bar(painter, self.votes[choice.name], most, max(told.bottom(), at.top() + side), words)

    def _draw_bar(self, painter: QPainter, votes: int, most: int, top: float, words: QRectF) -> None:
        now = colours()
        number = QFontMetricsF(painter.font()).horizontalAdvance(MOST) + px(UNIT)
        length = (words.width() - number) * votes / most
        painter.setPen(QColor(now.line))
        painter.setBrush(QColor(now.own))
        if votes:
            painter.drawRect(QRectF(words.left(), top + stroke(2), length, px(BAR)))
        painter.setPen(QColor(now.text))
        place = QRectF(words.left() + length + px(UNIT), top + stroke(2) - px(UNIT), number, px(BAR + 2 * UNIT))
        text = f"{votes} · {percent(votes / self.total)}"
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _told(section: Section, *, votes: bool) -> tuple[str, str, tuple[Choice, ...]]:
    """Return what is shown of a section: question, words without marks of Markdown, choices."""
    words = re.sub(rf"{PICTURE.pattern}|[*`]", "", section.body)
    return (
        section.heading,
        " ".join(filter(None, map(str.strip, words.splitlines()))),
        section.choices[: len(LETTERS)] if votes else (),
    )


def _lesser(kind: QFont) -> QFont:
    """Return the type of what stands below the question."""
    made = QFont(kind)
    made.setPixelSize(max(px(BODY), round(kind.pixelSize() * 0.75)))
    return made
