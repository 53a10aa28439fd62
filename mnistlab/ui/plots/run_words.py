"""What is written in the plots of a run: the numbers at the ends of its lines, and those below the mouse."""

import math

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from mnistlab.numerals import percent, scientific
from mnistlab.ui.look.theme import colours, px
from mnistlab.ui.plots.curve import Curve
from mnistlab.ui.plots.drawn_curves import DrawnCurves
from mnistlab.ui.plots.labels import BESIDE, LONGEST, SYMBOL_ROOM, EndLabel, broken, elided, text_width
from mnistlab.ui.plots.plot_pair import PlotPair


class RunWords:
    """Says in words and numbers what the curves of a run show.

    Parameters
    ----------
    curves : DrawnCurves
    plots : PlotPair
        Where they are drawn.

    Attributes
    ----------
    is_sealed : bool
        Images for validation stand in the place of the test images.
    per_epoch : float
        Iterations in an epoch.
    """

    def __init__(self, curves: DrawnCurves, plots: PlotPair) -> None:
        self._curves, self._plots = curves, plots
        self.is_sealed = False
        self.per_epoch = 1.0

    def title(self, *, log: bool) -> str:
        """Return what the upper plot is of, and whether its axis is logarithmic."""
        translate = QCoreApplication.translate
        name = translate("RunCurves", "Loss, log axis") if log else translate("RunCurves", "Loss")
        if not self._curves.bands:
            return name
        return translate("RunCurves", "{loss} · shaded: 8 of 10 seeds").format(loss=name)

    def own_name(self, loss: str = "") -> str:
        """Return the name of the run, with its loss."""
        return QCoreApplication.translate("RunCurves", "this run {loss}").format(loss=loss).strip()

    def widest(self) -> float:
        """Return how wide the run's own labels become, in px of the screen."""
        if not self._plots.both:
            return text_width(self.own_name())
        share = QCoreApplication.translate("RunCurves", "train {share}").format(share=percent(1.0))
        return max(text_width(share) + px(SYMBOL_ROOM), text_width(self.own_name(loss_in_words(0.0))))

    def loss_labels(self, moment: int, value: float | None) -> tuple[EndLabel, ...]:
        """Return the labels; `value` is the mean at the moment, None where that is not in view."""
        translate, curves = QCoreApplication.translate, self._curves
        own = QColor(colours().own)
        if value is None:
            labels = self._at_end(curves.smooth, self.own_name())
        elif self._plots.both:
            labels = [EndLabel(moment, value, self.own_name(loss_in_words(value)), own)]
            curve = curves.sampled["test"]
            if (index := curve.last_until(moment)) is not None:
                on_others = float(curve.samples[index])
                text = self._measured().format(share=loss_in_words(on_others))
                epoch = self._earlier(curve, index, moment)
                note = epoch and translate("RunCurves", "epoch {epoch}").format(epoch=epoch)
                labels.append(EndLabel(moment, on_others, text, curve.colour_now(), curve.symbol, note=note))
        else:
            labels = [EndLabel(moment, value, loss_in_words(value), own, note=translate("RunCurves", "mean"))]
        for line, curve, _ in curves.kept:
            labels.extend(self._at_end(curve, line.name))
        for name, curve in curves.own.losses:
            labels.extend(self._at_end(curve, name))
        labels.extend(self._at_end(curves.expected["loss"], translate("RunCurves", "expected")))
        return tuple(labels)

    def _measured(self) -> str:
        """Return how a number on images that are not learnt from is labelled."""
        translate = QCoreApplication.translate
        if self.is_sealed:
            return translate("RunCurves", "validation {share}")
        return translate("RunCurves", "test {share}")

    def accuracy_title(self, moment: int | None) -> str:
        """Return what the lower plot is of, and after which epoch it was measured, if that is not the moment."""
        translate, train = QCoreApplication.translate, self._curves.train
        index = None if moment is None else train.last_until(moment)
        epoch = "" if moment is None or index is None else self._earlier(train, index, moment)
        if not epoch:
            return translate("RunCurves", "Accuracy")
        return translate("RunCurves", "Accuracy after epoch {epoch}").format(epoch=epoch)

    def _earlier(self, curve: Curve, index: int, moment: int) -> str:
        """Return the epoch of a measurement, if it was made before a moment; else an empty text."""
        return self._epoch(curve.place(index)) if curve.place(index) < moment else ""

    def _epoch(self, iteration: float) -> str:
        return f"{iteration / self.per_epoch:,.1f}".removesuffix(".0")

    def accuracy_labels(self, moment: int | None) -> tuple[EndLabel, ...]:
        """Return the labels; None stands for a moment that is not in view."""
        translate, curves = QCoreApplication.translate, self._curves
        labels: list[EndLabel] = []
        for curve, pattern in (
            (curves.test, self._measured()),
            (curves.train, translate("RunCurves", "train {share}")),
        ):
            if moment is None:
                labels.extend(self._at_end(curve, pattern.format(share="").strip()))
            elif (index := curve.last_until(moment)) is not None:
                share = float(curve.samples[index])
                text = pattern.format(share=percent(share))
                labels.append(EndLabel(moment, share, text, curve.colour_now(), curve.symbol))
        for line, _, curve in curves.kept:
            if len(curve.samples):
                labels.extend(self._at_end(curve, line.name, f" · {percent(float(curve.samples[-1]))}"))
        for name, curve in curves.own.shares:
            labels.extend(self._at_end(curve, name, f" · {percent(float(curve.samples[-1]))}"))
        labels.extend(self._at_end(curves.expected["accuracy"], translate("RunCurves", "expected")))
        return tuple(labels)

    def _at_end(self, curve: Curve, name: str, share: str = "") -> list[EndLabel]:
        """Return the label of a line at its end in view: a long name goes on below; a number where there is room.

        No word of a name is cut, nor a setting parted from its value: the label of a long one reaches into the plot.
        """
        index = curve.last_until(self._plots.course.high)
        if index is None:
            return []
        plot = self._plots.loss_plot
        room = max(plot.right, min(plot.width() - plot.x_of(curve.end), px(LONGEST))) - px(BESIDE + 2)
        whole = (text for part in name.split(" · ") for text in ([part] if part.count(" ") == 1 else part.split()))
        room = max(room, min(max(map(text_width, whole), default=0.0), px(LONGEST)))
        first, rest = name, ""
        if text_width(name + share) > room:
            first, _, rest = name.partition(" · ")
        if text_width(first + share) > room:
            share = ""  # it is in the list of runs too, but the name says which line it is
            first, more = broken(first, room)
            rest = " · ".join(filter(None, (more, rest)))
        text = elided(first, room - text_width(share)) + share
        end, colour = float(curve.samples[index]), curve.colour_now()
        return [EndLabel(curve.end, end, text, colour, curve.symbol, note=elided(rest, room))]

    def loss_readout(self, iteration: float | None) -> str:
        """Return the loss at an iteration; empty where there is none."""
        translate, curves = QCoreApplication.translate, self._curves
        at = None if iteration is None else curves.raw.nearest(iteration)
        if at is None:
            return ""
        loss, mean = (loss_in_words(float(curve.samples[at])) for curve in (curves.raw, curves.smooth))
        whole = translate("RunCurves", "iteration {iteration} · loss {loss} · mean {mean}")
        for pattern in (whole, translate("RunCurves", "{iteration}: {loss} · mean {mean}")):
            text = pattern.format(iteration=f"{at + 1:,}", loss=loss, mean=mean)
            if text_width(text) <= self._plots.loss_plot.area.width() - px(16):
                break
        return text

    def accuracy_readout(self, iteration: float | None) -> str:
        """Return the accuracies measured nearest to an iteration; empty where there are none."""
        train, test = self._curves.train, self._curves.test
        at = None if iteration is None else train.nearest(iteration)
        if at is None:
            return ""
        translate = QCoreApplication.translate
        if self.is_sealed:
            text = translate("RunCurves", "epoch {epoch} · train {train} · validation {test}")
        else:
            text = translate("RunCurves", "epoch {epoch} · train {train} · test {test}")
        return text.format(
            epoch=self._epoch(train.place(at)),
            train=percent(float(train.samples[at])),
            test=percent(float(test.samples[at])),
        )


def loss_in_words(loss: float) -> str:
    """Return a loss as it is written in plots."""
    if math.isnan(loss):
        return "NaN"
    if math.isinf(loss):
        return "∞" if loss > 0 else "−∞"
    return f"{loss:.3f}" if 0.001 <= loss < 10_000 or loss == 0 else scientific(loss, 3)
