"""The current mini-batch: its images, and which of them the network reads wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.engine.frame import BatchView, Frame
from mnistlab.language import join_sentences
from mnistlab.numerals import percent
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.pictures.thumbnails import Thumbnails
from mnistlab.ui.pictures.wrong import Cross
from mnistlab.ui.scenes.base import at_speed
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import in_column, in_row, named, release_size, set_steady_text


class BatchPanel(Panel):
    """Thumbnails of the batch, those read wrong with a cross; hover tells label and reading."""

    turn = 2
    hidden_when_presenting = True

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.view = named(Thumbnails(), "batchView")
        self.view.set_description(self._describe)
        self.words = named(QLabel(), role="muted")
        self.words.setWordWrap(True)
        self.view.picked.connect(selection.pick_image)
        selection.changed.connect(self._frame_focus)
        self._wrong = QWidget()  # the mark, and the word for it
        self._cross = Cross()
        self._wrong_word = named(QLabel(), role="muted")
        in_row(self._cross, (self._wrong_word, 1), spacing=2, on=self._wrong)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # so that the words are directly below the images, in a high card too
        self.view.setSizePolicy(policy)
        self.body.addWidget(self.view)
        self.body.addLayout(in_column(self.words, self._wrong, spacing=0))
        self.body.addStretch(1)
        self._frame: Frame | None = None
        self.retranslate()

    def show_frame(self, frame: Frame) -> None:
        """Show the batch, once it is drawn; mark what is read wrong, once it has been read."""
        self._frame = frame
        batch = frame.batch
        if batch is None:
            self.view.clear()
        else:
            wrong = None if batch.probabilities is None else batch.probabilities.argmax(axis=1) != batch.labels
            self.view.show_images(batch.images, wrong)
            self._frame_focus()
        self._show_words()

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Mini-batch"))
        self._cross.setAccessibleName(self.tr("A small cross"))
        self._wrong_word.setText(self.tr("= read wrong"))
        self.view.setAccessibleName(self.tr("The images of the mini-batch"))
        release_size(self.note)
        self._show_words()

    def _show_words(self) -> None:
        frame = self._frame
        batch = None if frame is None else frame.batch
        self._wrong.setVisible(batch is not None)  # also before the batch has been read, so that nothing moves
        if frame is None or batch is None:
            self.note.setText("")
            self.words.setText(self.tr("The first phase draws a mini-batch from the training images."))
            return
        set_steady_text(self.note, self._count(batch))  # it changes with every frame
        size, total = f"{batch.count:,}", f"{frame.training_images:,}"
        if not frame.settings.shuffles:
            text = self.tr("{count} drawn at random from {total}.")
        else:
            text = self.tr("{count} dealt from {total}, shuffled for each epoch.")
        words = text.format(count=size, total=total)
        shown = self.view.shown_images
        if batch.is_part:
            text = self.tr("The first {read} are read here, {count} are shown.")
            words = join_sentences(words, text.format(read=f"{len(batch.images):,}", count=f"{shown:,}"))
        elif shown < len(batch.images):
            words = join_sentences(words, self.tr("The first {count} are shown.").format(count=f"{shown:,}"))
        self.words.setText(words)

    def _count(self, batch: BatchView) -> str:
        if batch.probabilities is None:
            return self.tr("not read yet")
        right = int((batch.probabilities.argmax(axis=1) == batch.labels).sum())
        return self.tr("{right} of {count} right").format(right=f"{right:,}", count=f"{len(batch.labels):,}")

    def _frame_focus(self) -> None:
        """Frame the image in focus; none while the scene holds one of a mini-batch that has gone."""
        frame = self._frame
        batch = None if frame is None else frame.batch
        focus = 0 if batch is None else min(self.selection.image, len(batch.labels) - 1)
        gone = self.selection.watching or (frame is not None and at_speed(frame))
        self.view.select(None if gone else focus)

    def _describe(self, index: int) -> str:
        batch = None if self._frame is None else self._frame.batch
        if batch is None or index >= len(batch.labels):
            return ""
        text = self.tr("Training image {number}: label {label}").format(
            number=f"{batch.indices[index]:,}", label=batch.labels[index]
        )
        if batch.probabilities is not None:
            y = batch.probabilities[index]
            reading = self.tr("read as {digit} ({share})")
            text += "\n" + reading.format(digit=int(y.argmax()), share=percent(float(y.max()), 0))
        return text
