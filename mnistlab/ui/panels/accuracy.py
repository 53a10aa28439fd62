"""How many images the network reads right, of those it learns from and of those it has never seen."""

import math

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.ui.look.theme import SMALL, colours, font, px, scale
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.plots import scales
from mnistlab.ui.plots.plot import Plot
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.named import named

_LEAST_EPOCHS = 2  # as far as one can zoom in


class AccuracyPanel(Panel):
    """Accuracy at every epoch: training images ● solid, test images ■ dashed."""

    interval = 0.06
    hidden_when_reading = True

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self.plot = named(Plot(), "accuracyPlot")
        self.plot.readout_at_bottom = True
        self._train = self.plot.add_curve(lambda: _pen(colours().blue), symbol="o", symbol_size=10)
        self._test = self.plot.add_curve(
            lambda: _pen(colours().orange, Qt.PenStyle.DashLine), symbol="s", symbol_size=6
        )
        self.plot.show_values(0, 1.04)  # a symbol at 1 stays whole
        self.body.addWidget(self.plot, 1)

        self.follow = QCheckBox()
        self.follow.setChecked(True)
        self.follow.setObjectName("accuracyFollow")
        self.follow.hide()  # nothing to choose before the person has moved the view
        self.follow.setProperty("role", "muted")
        self.header.addWidget(self.follow)

        self._track: tuple[int, int] | None = None
        self._span = 0.0
        self._shown = 0  # evaluations until the moment that is shown
        self._hovered = math.nan

        self.plot.hovered.connect(self._describe)
        self.plot.following_changed.connect(self._show_following)
        self.follow.toggled.connect(self.plot.set_following)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Accuracy"))
        self.follow.setText(self.tr("follow"))
        self.follow.setToolTip(
            self.tr("The view follows the run. Wheel: zoom, drag: move, double click: follow again.")
        )
        self.follow.setAccessibleName(self.tr("Accuracy curve follows the run"))
        self.title.setMinimumHeight(self.follow.sizeHint().height())  # the header is as high without it
        self.plot.setAccessibleName(self.tr("Accuracy at every epoch, training and test images"))
        self.plot.step_axis.set_first_text(self.tr("epoch {number}"))
        self._show_note()
        self._describe(self._hovered)

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
        # The same span as the loss above it, so that one stands below the other.
        total = frame.settings.iterations
        other = frame.other_smoothed_loss
        self._span = scales.span(max(len(frame.loss), 0 if other is None else len(other)), total) / per_epoch
        self.plot.show_moment(frame.epoch if frame.past else None)
        self.plot.set_limits(max(total / per_epoch, self._span), _LEAST_EPOCHS)
        self.plot.show_steps(self._span)
        self.plot.refresh(moving=frame.running)

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

    def _show_following(self, on: bool) -> None:
        self.follow.setChecked(on)
        self.follow.setVisible(not on)
        self._show_note()
        self.plot.show_steps(self._span)

    def _describe(self, x: float) -> None:
        self._hovered = x
        index = None if math.isnan(x) else self._train.nearest(x)
        if index is None:
            self.plot.show_readout(x, "")
            return
        place = self._train.place(index)
        text = self.tr("epoch {epoch} · train {train} · test {test}").format(
            epoch=_number(place),
            train=_percent(self._train.samples[index]),
            test=_percent(self._test.samples[index]),
        )
        self.plot.show_readout(place, text)


def _number(epoch: float) -> str:
    return f"{epoch:,.1f}".removesuffix(".0")


def _percent(share: float) -> str:
    return f"{100 * share:.1f}\N{NO-BREAK SPACE}%"


def _pen(colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(colour), 2 * scale(), style)
    pen.setCosmetic(True)
    return pen
