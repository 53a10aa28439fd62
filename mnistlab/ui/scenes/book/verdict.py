"""What came of an experiment, in sentences: the book's number and the band, the prediction, and what is concluded."""

import html

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget
from typing_extensions import override

from mnistlab.engine.experimenting import Session
from mnistlab.experiments.report import Report
from mnistlab.experiments.words import band_in_words, far_too_fast, moment, noise, quantity_name, quantity_value
from mnistlab.language import join_parts, join_sentences
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.scenes.base import muted
from mnistlab.ui.scenes.book.ask import choices_of, expected
from mnistlab.ui.scenes.book.texts import called, language, spoken
from mnistlab.ui.widgets.kit import STRETCH, in_column, named
from mnistlab.ui.widgets.painted import tied
from mnistlab.ui.widgets.retranslated import Retranslated
from mnistlab.ui.widgets.scroll_edge import ScrollEdge


class VerdictView(Retranslated, QScrollArea):
    """The sentences, and below them the source of the book's values in small type."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said, self._source = named(QLabel(), "cardVerdict"), muted(wrap=True)
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.RichText)
        self._highest = 0  # px
        self._inside = QWidget()
        self._lines = in_column(self._said, self._source, STRETCH, spacing=UNIT // 4, on=self._inside)
        self._lines.setContentsMargins(0, 0, UNIT // 2, 0)  # because signs may reach over the end of their line
        self.setObjectName("cardWords")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._inside)
        ScrollEdge(self)
        self.hide()
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(QCoreApplication.translate("CardScene", "What came of it"))

    def show_session(self, session: Session) -> None:
        """Show what has come of an experiment."""
        lines, source = verdict(session), spoken(session.card.source) if session.card.source else ""
        self._said.setText("<br>".join(html.escape(tied(line)) for line in lines))
        text = QCoreApplication.translate("CardScene", "Source of the book’s values: {text}.")
        self._source.setText(text.format(text=source))
        self._source.setVisible(bool(source))
        self.setVisible(bool(lines))
        self.fit(self._highest)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit(self._highest)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Lay out the lines, because Qt keeps no size that the scroll bar gives them while they are being shown."""
        super().showEvent(event)
        self._lines.setGeometry(self._inside.rect())

    def fit(self, highest: int) -> None:
        """Be as high as the sentences need, but no higher than `highest` px."""
        self._highest = highest
        width = self.width()
        wanted = self._inside.heightForWidth(width)
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if wanted > highest:
            bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOn
            wanted = self._inside.heightForWidth(width - self.verticalScrollBar().sizeHint().width())
        self.setVerticalScrollBarPolicy(bar)  # because as needed, it can lie over the ends of the lines
        self.setFixedHeight(max(0, min(wanted, highest)))


def verdict(session: Session) -> list[str]:
    """Return the sentences: what the person expected, the book's number, the conclusions, and what to change next."""
    found, card, translate = session.found, session.card, QCoreApplication.translate
    if session.missing and session.prediction is not None:
        return [translate("CardScene", "You said: {said}.").format(said=expected(card, session.prediction))]
    if found is None or session.missing:
        return []
    lines = []
    if session.prediction is not None:
        lines.append(_prediction(session, session.prediction))
    if isinstance(found, Report):
        lines.append(_beside_the_book(found))
        lines += far_too_fast(found, translate)
        if card.axes and found.outcomes:
            lines.append(join_sentences(*noise(found, translate)))
    for conclusion, count, of in found.conclusions():
        if of > 1:
            text = translate("CardScene", "{text} Holds in {count} of {of}.")
        else:
            text = translate("CardScene", "{text} Here it holds.")
            if not count:
                text = translate("CardScene", "{text} Here it does not hold.")
        lines.append(text.format(text=spoken(conclusion.texts), count=count, of=of) if of else "")
    finding, following = card.text("finding", language()), card.text("next", language())
    lines.append(finding)
    if following:
        lines.append(translate("CardScene", "Next: {text}").format(text=following))
    return [line for line in lines if line]


def _prediction(session: Session, prediction: float) -> str:
    found, card, translate = session.found, session.card, QCoreApplication.translate
    texts = choices_of(card)
    if texts and found is not None:
        right = found.chosen()
        if right is None:
            return translate("CardScene", "You said: {said}.").format(said=expected(card, prediction))
        if right == int(prediction):
            return translate("CardScene", "You said: {said}. So it is.").format(said=expected(card, prediction))
        text = translate("CardScene", "You said: {said}. It is: {came}.")
        return text.format(said=expected(card, prediction), came=texts[right])
    if card.guess is None or not isinstance(found, Report) or not found.of(card.guess.run):
        return ""
    came = found.value(card.guess.run, card.guess.quantity, card.guess.at).median
    text = translate("CardScene", "You said: {said}. It came to {came}.")
    return text.format(said=expected(card, prediction), came=quantity_value(card.guess.quantity, came))


def _beside_the_book(report: Report) -> str:
    """Return whether the last of the book's numbers lies in the band, and how many of all of them do."""
    rows, translate = report.rows(), QCoreApplication.translate
    if not rows:
        return ""
    row = rows[-1]
    run = [called(report.card, row.run)] if len(report.card.runs) > 1 else []
    what = join_parts(*run, quantity_name(row.quantity, translate, sealed=row.is_sealed), moment(row, translate))
    book, here = (quantity_value(row.quantity, value) for value in (row.book, row.median))
    if row.inside is None:
        text = translate("CardScene", "{what}: {here} here, {book} in the book. Whether that is chance, 20 seeds tell.")
        return text.format(what=what, here=here, book=book)
    if row.inside:
        text = translate("CardScene", "{what}: the book’s number, {book}, lies in the band of {seeds} seeds ({band}).")
    else:
        text = translate(
            "CardScene", "{what}: the book’s number, {book}, lies outside of the band of {seeds} seeds ({band})."
        )
    said = text.format(what=what, book=book, seeds=row.seeds, band=band_in_words(row))
    if len(rows) == 1:
        return said
    all_ = translate("CardScene", "Inside the band: {inside} of {count} numbers.")
    return join_sentences(said, all_.format(count=len(rows), inside=sum(bool(one.inside) for one in rows)))
