"""The loss of the mini-batch, before the update and after it: the idea of learning in one line."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.ui.look.theme import SMALL, UNIT, font, px
from mnistlab.ui.widgets.kit import TextLine, in_row, mark, named, release_size, set_steady_text
from mnistlab.ui.widgets.retranslated import Retranslated

HEIGHT: Final = 28  # px: of the large type


def loss_words(frame: Frame | None) -> tuple[str, str, bool]:
    """Return the loss in figures, empty before it is known; what is said of it; and whether it got worse."""
    translate = QCoreApplication.translate
    if frame is None or frame.batch_loss is None:
        return "", "", False
    before, after = frame.batch_loss, frame.batch_loss_after
    if after is None:
        return f"{before:.3f}", translate("StagePanel", "before the update"), False
    same = f"{before:.3f}" == f"{after:.3f}"
    number = f"{before:.5f} → {after:.5f}" if same else f"{before:.3f} → {after:.3f}"
    if after <= before:
        return number, translate("StagePanel", "it became smaller"), False
    if frame.mistake is not None:
        return number, translate("StagePanel", "rose: wrong gradient"), True
    return number, translate("StagePanel", "rose: step too long"), True


def in_a_word(frame: Frame | None) -> str:
    """Return what is said of the loss where there is little room."""
    translate = QCoreApplication.translate
    if frame is None or frame.batch_loss is None:
        return ""
    if frame.batch_loss_after is None:
        return translate("StagePanel", "before ③")
    return (
        translate("StagePanel", "fell")
        if frame.batch_loss_after <= frame.batch_loss
        else translate("StagePanel", "rose")
    )


class BatchLoss(Retranslated, QWidget):
    """A label, the loss, and what is said of it: in a word where there is no room for more."""

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._words = ""
        self.label = named(QLabel(), role="muted")
        self.loss = named(QLabel(), "batchLoss", role="number")
        self.words = TextLine()
        in_row(self.label, self.loss, (self.words, 1), on=self)
        self.setMinimumHeight(HEIGHT)  # also before there is a loss, so that nothing moves when it comes

    @override
    def retranslate(self) -> None:
        release_size(self.loss)
        self._show()

    def show_frame(self, frame: Frame) -> None:
        """Show the loss of the frame's mini-batch."""
        self._frame = frame
        self._show()

    def _show(self) -> None:
        number, words, worse = loss_words(self._frame)
        if ("→" in number) != ("→" in self.loss.text()):
            release_size(self.loss)
        translate = QCoreApplication.translate
        batch = None if self._frame is None else self._frame.batch
        if number and batch is not None and batch.is_part:
            label = translate("StagePanel", "loss on {shown} of {count}")
            label = label.format(shown=f"{len(batch.labels):,}", count=f"{batch.count:,}")
        elif "→" in number:  # two numbers need the room of the longer label
            label = translate("StagePanel", "loss")
        else:
            label = translate("StagePanel", "loss on this batch") if number else ""
        self.label.setText(label)
        set_steady_text(self.loss, number)
        mark(self.loss, tone="worse" if worse else "")
        self._words = words
        self.words.setToolTip(words)
        self._fit_words()

    def _fit_words(self) -> None:
        """Write as much as there is room for: a word in place of all of them, or, in the narrowest, none."""
        beside = sum(part.sizeHint().width() for part in (self.label, self.loss))  # what will be, before it is laid out
        room = self.width() - beside - 2 * px(UNIT)
        width = QFontMetrics(font(SMALL)).horizontalAdvance
        fitting = (text for text in (self._words, in_a_word(self._frame)) if width(text) <= room)
        self.words.setText(next(fitting, ""))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()
