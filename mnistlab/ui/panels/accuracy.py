"""How many images the network reads right, of those it learns from and of those it has never seen."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.ui.look.theme import SMALL, colours, font, px
from mnistlab.ui.panels.curves import CurvePanel
from mnistlab.ui.plots.axes import curve_pen
from mnistlab.ui.selection import Selection


class AccuracyPanel(CurvePanel):
    """Accuracy at every epoch: training images ● solid, test images ■ dashed."""

    name = "accuracy"
    least = 2  # epochs

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self.plot.readout_at_bottom = True
        self._train = self.plot.add_curve(lambda: curve_pen("blue"), symbol="o", symbol_size=10)
        self._test = self.plot.add_curve(
            lambda: curve_pen("orange", style=Qt.PenStyle.DashLine), symbol="s", symbol_size=6
        )
        self.plot.show_values(0, 1.04)  # a symbol at 1 stays whole
        self.follow.hide()  # nothing to choose before the person has moved the view
        self._shown = 0  # evaluations until the moment that is shown
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Accuracy"))
        self.follow.setAccessibleName(self.tr("Accuracy curve follows the run"))
        self.plot.setAccessibleName(self.tr("Accuracy at every epoch, training and test images"))
        self.plot.step_axis.set_first_text(self.tr("epoch {number}"))
        super().retranslate()
        self.title.setMinimumHeight(self.follow.sizeHint().height())  # the header is as high without it

    def show_frame(self, frame: Frame) -> None:
        """Draw what a frame brings that is new."""
        per_epoch = frame.iterations_per_epoch
        known = len(self._train.samples)
        if (frame.run_id, frame.branch_id) != self._track:
            self._track = frame.run_id, frame.branch_id
            self.plot.forget()
            known = -1
        if len(frame.evaluated_at) != known:
            epochs = np.asarray(frame.evaluated_at, np.float64) / per_epoch
            self._train.set_samples(frame.train_accuracy, epochs)
            self._test.set_samples(frame.test_accuracy, epochs)
        shown = int(np.searchsorted(frame.evaluated_at, frame.iteration, "right"))
        if shown != self._shown or len(frame.evaluated_at) != known:
            self._shown = shown
            self._show_note()
        self._show_run(frame, per_epoch)  # the same span as of the loss above it: one stands below the other

    def _show_note(self) -> None:
        train, test = self._train.samples, self._test.samples
        last = min(self._shown, len(train)) - 1
        if last >= 0:
            epoch, *shares = _number(self._train.place(last)), _percent(train[last]), _percent(test[last])
            whole = self.tr("epoch {epoch}: train ● {train} test ■ {test}")
            patterns = whole, self.tr("train ● {train} test ■ {test}"), self.tr("● {train} ■ {test}")
            texts = [pattern.format(epoch=epoch, train=shares[0], test=shares[1]) for pattern in patterns]
            metrics = QFontMetrics(font(SMALL))
            text = next((text for text in texts if metrics.horizontalAdvance(text) <= self._room), texts[-1])
        else:
            text = self.tr("train ● · test ■")
        for symbol, color in (("●", colours().blue), ("■", colours().orange)):
            text = text.replace(symbol, f'<span style="color: {color}">{symbol}</span>')
        self.note.setText(text)

    @property
    def _room(self) -> int:
        """How wide the note can be, in px, beside all else in the header."""
        beside = [self.title, self.help] if self.follow.isHidden() else [self.title, self.help, self.follow]
        gaps = self.header.spacing() * (len(beside) - 1) + 2 * px(2)  # that between title and help is smaller
        margins = self.body.contentsMargins()
        return self.width() - margins.left() - margins.right() - gaps - sum(one.sizeHint().width() for one in beside)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_note()

    @override
    def restyle(self) -> None:
        self._show_note()

    @override
    def _show_following(self, on: bool) -> None:
        super()._show_following(on)
        self.follow.setVisible(not on)
        self._show_note()

    @override
    def reading(self, index: int) -> str:
        return self.tr("epoch {epoch} · train {train} · test {test}").format(
            epoch=_number(self._train.place(index)),
            train=_percent(self._train.samples[index]),
            test=_percent(self._test.samples[index]),
        )


def _number(epoch: float) -> str:
    return f"{epoch:,.1f}".removesuffix(".0")


def _percent(share: float) -> str:
    return f"{100 * share:.1f}\N{NO-BREAK SPACE}%"
