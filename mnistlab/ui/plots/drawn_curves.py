"""The curves of a run in two plots: its own, those of the runs beside it, of other seeds, and what was expected."""

from collections.abc import Mapping, Sequence

import numpy as np

from mnistlab.analysis.centred_mean import CentredMean
from mnistlab.analysis.spread import Spread
from mnistlab.engine.frame import Frame
from mnistlab.engine.shelf import KeptView
from mnistlab.ui.plots.band_curve import BandCurve, bands_of
from mnistlab.ui.plots.curve import KEPT_DASHES, Curve
from mnistlab.ui.plots.kept_line import KeptLine
from mnistlab.ui.plots.own_lines import OwnLines
from mnistlab.ui.plots.run_plot import RunPlot


class DrawnCurves:
    """The curves of a run, and those beside them.

    Attributes
    ----------
    raw, smooth : Curve
        The loss of every iteration, and its mean around each.
    train, test : Curve
        The accuracies.
    sampled : dict of Curve
        The losses measured with the accuracies, on ``"train"`` and ``"test"`` images.
    expected : dict of Curve
        What was expected of the ``"loss"`` and of the ``"accuracy"``; empty where nothing was.
    kept : list of (KeptLine, Curve, Curve)
        The runs that are kept, each with its loss and its accuracy.
    bands : list of (BandCurve, BandCurve)
        What runs have come to with other seeds: loss and accuracy.
    own : OwnLines
        Losses and accuracies from elsewhere.
    """

    def __init__(self) -> None:
        self.raw = Curve("raw", 0.8, points_per_pixel=2)
        self.smooth = Curve("own", points_per_pixel=0.5)  # it is smooth: a point at every pixel takes twice the time
        self.train = Curve("own", symbol="dot")
        self.test = Curve("test", 1.8, (5.0, 3.0), "square")
        self.sampled = {"train": Curve("own", 1.2, symbol="dot"), "test": Curve("test", 1.2, (5.0, 3.0), "square")}
        for curve in self.sampled.values():  # because a straight line over the first epoch is far from the losses in it
            curve.joined_from = 1
        self.expected = {name: Curve("muted", 2.0, (2.0, 4.0)) for name in ("loss", "accuracy")}
        self.kept: list[tuple[KeptLine, Curve, Curve]] = []
        self.bands: list[tuple[BandCurve, BandCurve]] = []
        self.own = OwnLines()
        self._mean = CentredMean()

    def begin(self) -> None:
        """Forget the mean, because another run is drawn from now on."""
        self._mean.forget()

    def take(self, frame: Frame) -> None:
        """Take what a frame brings that is new."""
        self.raw.set_samples(frame.loss)
        self.smooth.set_samples(self._mean.take(frame.loss))
        if self.train.samples is not frame.train_accuracy:
            at = np.asarray(frame.evaluated_at, np.float64)
            self.train.set_samples(frame.train_accuracy, at)
            self.test.set_samples(frame.test_accuracy, at)
            for name, losses in (("train", frame.train_loss), ("test", frame.test_loss)):
                known = np.isfinite(losses)
                self.sampled[name].set_samples(losses[known], at[known])

    def take_kept(self, lines: Sequence[KeptLine]) -> None:
        """Take the runs that are kept, in the place of those before; of one that has only another name, the curves."""
        known = {kept[0].place: kept for kept in self.kept}
        self.kept = []
        for line in lines:
            before = known.get(line.place)
            if before is not None and before[0].loss is line.loss and before[0].test_accuracy is line.test_accuracy:
                self.kept.append((line, *before[1:]))
                continue
            looks = f"kept {line.place}", 1.8, KEPT_DASHES[line.place]
            loss, accuracy = Curve(*looks), Curve(*looks)
            loss.set_samples(CentredMean().take(line.loss))
            accuracy.set_samples(line.test_accuracy, np.asarray(line.evaluated_at, np.float64))
            self.kept.append((line, loss, accuracy))

    def take_spreads(self, spreads: Mapping[str, Spread], own: str, kept: Sequence[KeptView]) -> None:
        """Take what runs have come to with other seeds; `own` is the key of the present one."""
        looks = {view.entry.key: (f"kept {view.place}",) * 2 for view in kept}
        looks[own] = "own", "test"
        self.bands = [bands_of(spread, *looks[key]) for key, spread in spreads.items()]

    def put_into(self, loss: RunPlot, accuracy: RunPlot) -> None:
        """Give each plot its curves, from the lowest to the uppermost."""
        losses = [*(curve for _, curve in self.own.losses), *(curve for _, curve, _ in self.kept)]
        shares = [*(curve for _, curve in self.own.shares), *(curve for *_, curve in self.kept)]
        loss.still = [*(band for band, _ in self.bands), self.expected["loss"], *losses]
        loss.curves = [self.raw, *self.sampled.values(), self.smooth]
        accuracy.still = [*(band for _, band in self.bands), self.expected["accuracy"], *shares]
        accuracy.curves = [self.train, self.test]
