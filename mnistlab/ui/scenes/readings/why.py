"""Why this answer: what speaks for the digit that is read, and what for the one that comes next."""

import math

import numpy as np
from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel
from typing_extensions import override

from mnistlab.analysis.explain import Difference, difference, pixel_gradient
from mnistlab.data.images import CLASSES, PIXELS, SIDE
from mnistlab.engine.frame import Frame
from mnistlab.nn.functions import Array
from mnistlab.numerals import raised
from mnistlab.ui.look.theme import UNIT, dots, px
from mnistlab.ui.pictures.diverging import DivergingLegend
from mnistlab.ui.pictures.pixel_map import PixelMap
from mnistlab.ui.pictures.unit_votes import UnitVotes, Votes
from mnistlab.ui.plots.scales import Reach
from mnistlab.ui.plots.waterfall import Waterfall
from mnistlab.ui.scenes.base import at_speed, muted, signed
from mnistlab.ui.scenes.readings.subject import Subject, SubjectScene
from mnistlab.ui.selection import Reader, Selection
from mnistlab.ui.widgets.kit import STRETCH, Gap, TextLine, in_column, in_row, named, push_button
from mnistlab.ui.widgets.painted import NO_BREAK_SPACE

STRONGEST = 6  # units for each of the two digits
MAP_SHARE = 0.36  # of the scene's width
UNITS_COLUMN = 620  # px: the units need no more; what width there is beyond that is the map's
SMALLEST_MAP = 4  # screen pixels for each of its own
BESIDE_MAP = 280  # px of the scene's height that are not the map's
PIXELS_COLUMN = 204  # px: at least, for the legend
VOTES_LEGEND = 80  # px: length of its strip, so that the words beside it are whole
FLOOR = 1e-4  # of what full colours and the longest bars stand for
FULL = 0.7  # of the largest number: from there on the colours are full
SURE = 1e6  # times as likely: more is not worth a number
EVEN = 1.005  # times as likely: less is not worth a number


class WhyScene(SubjectScene):
    """Two digits against each other: the units that decide, the pixels that decide, and the sum of it all."""

    least_room = (460, 360)

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._chosen: tuple[int, int] | None = None  # by the person; else the two digits follow what is read
        self.digits = 0, 1
        self._difference: Difference | None = None
        self.gradient: Array = np.zeros(PIXELS)
        self._shown: tuple[Reader, tuple[int, int]] | None = None  # whose numbers the scales are for
        self.first, self.second = _digit_box("whyFirst"), _digit_box("whySecond")
        self.first.activated.connect(lambda: self._choose(first=True))
        self.second.activated.connect(lambda: self._choose(first=False))
        self.between = QLabel()
        self.follow = push_button("whyFollow", self._follow_reading, small="true")
        self.about = named(TextLine(), "whyAbout")
        self.votes = named(UnitVotes(STRONGEST), "whyUnits")
        self.votes_caption = TextLine()
        self.votes_legend = DivergingLegend(strip=VOTES_LEGEND)
        self.map_title = named(QLabel(), role="title")
        self.map = named(PixelMap(), "whyPixels")
        self.map_legend = DivergingLegend()
        self.map_caption = muted(wrap=True)
        self.sum = named(Waterfall(4), "whySum")
        self._forget_scales()
        self.exact = named(TextLine(), "whyReadout")
        self.nothing.setObjectName("whyNothing")
        self._lay_out()
        self.votes.pointed.connect(self._point_at_unit)
        self.map.pointed.connect(self._point_at_pixel)
        self.votes.picked.connect(selection.pick_unit)
        self.votes.columns_named.connect(self._show_votes_caption)
        self.readout.connect(self._show_readout)

    def _lay_out(self) -> None:
        choice = in_row(self.first, self.between, self.second, self.follow, Gap(), (self.about, 1))
        legend = self.map_legend, 0, Qt.AlignmentFlag.AlignLeft
        pixels = in_column(self.map_title, self.map, legend, self.map_caption, STRETCH, spacing=4)
        below = in_row((self.votes_caption, 1), self.votes_legend)
        units = in_column((self.votes, 1), below, spacing=4)
        halves = in_row((units, 1), pixels, spacing=20)
        in_column(choice, (halves, 1), self.sum, self.exact, on=self.page)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Give the map whole screen pixels for each of its own."""
        width = max(round(MAP_SHARE * self.width()), self.width() - px(UNITS_COLUMN))
        room = min(width, self.height() - px(BESIDE_MAP))
        side = max(room // SIDE, dots(SMALLEST_MAP)) * SIDE + 2
        self.map.setFixedSize(side, side)
        for words in (self.map_title, self.map_caption):
            words.setFixedWidth(max(side, px(PIXELS_COLUMN)))

    def show_subject(self, subject: Subject, frame: Frame) -> None:
        """Show the units and the pixels that decide between the two digits."""
        shown = subject.reader, frame.track
        if shown != self._shown:
            self._shown = shown
            self._forget_scales()
        network, scores = subject.network, subject.forward.scores
        order = np.argsort(scores)
        first, second = self.digits = self._chosen or (int(order[-1]), int(order[-2]))
        self._difference = difference(network, subject.forward, first, second)
        direction = np.zeros(len(scores))
        direction[first], direction[second] = 1, -1
        self.gradient = pixel_gradient(network, subject.x, direction)
        self._show_units(subject, self._difference, frame)
        limit = _widen(self._slopes, FULL * np.abs(self.gradient), frame)
        self.map_legend.set_limit(limit)
        self.map.show_values(self.gradient, limit, subject.image)
        self._show_texts()

    @override
    def retranslate(self) -> None:
        self.first.setAccessibleName(self.tr("The digit that is explained"))
        self.first.setToolTip(self.tr("The digit that is explained: at first the one that is read"))
        self.between.setText(self.tr("rather than"))
        self.second.setAccessibleName(self.tr("The digit that it is compared with"))
        self.second.setToolTip(self.tr("The digit that it is compared with: at first the one that comes next"))
        self.follow.setText(self.tr("As it is read"))
        self.follow.setToolTip(self.tr("Compare what is read with what comes next, whichever digits that may be"))
        self.votes.setAccessibleName(self.tr("The units that speak for the one digit, and for the other"))
        self.votes.name_columns(self.tr("weights"), self.tr("× image"))
        self._show_votes_caption()
        self.map.setAccessibleName(self.tr("What ink at each pixel speaks for"))
        self.map_title.setText(self.tr("Where ink counts"))
        self.sum.setAccessibleName(self.tr("The difference of the two scores, as a sum"))
        super().retranslate()

    def _show_votes_caption(self) -> None:
        """Say which picture is which, where their columns have no room for their names."""
        self.votes_caption.setText("" if self.votes.names_columns else self.tr("outer: weights; inner: × image"))

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        about = self.tr(
            "A score is a sum: here are the hidden units that part the two scores most. Each adds its activation × a "
            "weight: what it looks for, and where on the ink it found it."
        )
        if self.subject is None or self._difference is None:
            return self.tr("Why this answer?"), about
        if not self.subject.network.has_hidden_layer:
            about = self.tr(
                "A score is a sum over the pixels: each digit adds its own weights × the ink. So the pixels decide, "
                "and nothing stands in between."
            )
        first, second = self.digits
        if self._difference.total > 0:
            title = self.tr("Why {first} rather than {second}?")
        else:
            title = self.tr("Why not {first}, but {second}?")
        return title.format(first=first, second=second), about

    # What is shown

    def _forget_scales(self) -> None:
        """Fit all scales again, because another network's numbers may be of quite another size."""
        self._bars, self._weights, self._slopes = (Reach(0.0, FLOOR) for _ in range(3))
        self.sum.forget_scale()

    def _show_units(self, subject: Subject, parts: Difference, frame: Frame) -> None:
        W1, x = subject.network.params["W1"], subject.x
        order = np.argsort(parts.units)
        weakest, strongest = order[:STRONGEST], order[::-1][:STRONGEST]

        def votes(units: Array) -> Votes:
            weights = W1[:, units].T  # (n, 784)
            return Votes(units, parts.units[units], weights, weights * x)

        against, for_ = votes(weakest[parts.units[weakest] < 0]), votes(strongest[parts.units[strongest] > 0])
        shown = np.concatenate([against.weights, for_.weights])
        limit = _widen(self._weights, FULL * np.abs(shown), frame)
        longest = _widen(self._bars, np.abs(parts.units), frame)
        self.votes_legend.set_limit(limit)
        first, second = self.digits
        headings = self.tr("for {digit}").format(digit=second), self.tr("for {digit}").format(digit=first)
        self.votes.show_votes(against, for_, headings, (longest, limit))
        fit = not at_speed(frame)
        if not subject.network.has_hidden_layer:
            ink = self.tr("ink × weights of {digit}")
            self.sum.show_values(
                (ink.format(digit=first), ink.format(digit=second), self.tr("the biases"), self._sum_name),
                (float(parts.units[first]), float(parts.units[second]), parts.bias),
                fit=fit,
            )
            return
        others = len(parts.units) - len(shown)
        names = (
            self.tr("these units for {digit}").format(digit=first),
            self.tr("these units for {digit}").format(digit=second),
            self.tr("all other units ({count})").format(count=f"{others:,}"),
            self.tr("the biases"),
            self._sum_name,
        )
        right, left = float(for_.values.sum()), float(against.values.sum())
        rest = float(parts.units.sum()) - right - left if others else 0.0
        self.sum.show_values(names, (right, left, rest, parts.bias), fit=fit)

    @property
    def _sum_name(self) -> str:
        first, second = self.digits
        return self.tr("score of {first} − score of {second}").format(first=first, second=second)

    def _show_texts(self) -> None:
        for box, digit in zip((self.first, self.second), self.digits, strict=True):
            with QSignalBlocker(box):
                box.setCurrentIndex(digit)
        self.follow.setEnabled(self._chosen is not None)
        assert self.subject is not None
        first, second = self.digits
        self.about.setText(self.subject.name)
        text = self.tr("Blue: ink there speaks for {first}. Orange: for {second}. Outlined: your ink.")
        # A digit stays with the word before it, because a digit alone is no beginning of a line.
        text = text.replace(" {", NO_BREAK_SPACE + "{")
        self.map_caption.setText(text.format(first=first, second=second))
        self.votes.point()
        if not self.votes.underMouse():
            self.map.point()

    # What the person does

    def _choose(self, *, first: bool) -> None:
        """Explain the digits that were chosen; if both are the same, the other box takes the former digit."""
        before, chosen = self.digits, (self.first.currentIndex(), self.second.currentIndex())
        if chosen[0] == chosen[1]:
            chosen = (chosen[0], before[0]) if first else (before[1], chosen[1])
        self._chosen = chosen
        self.refresh()
        self.updated.emit()

    def _follow_reading(self) -> None:
        self._chosen = None
        self.refresh()
        self.updated.emit()

    # Exact numbers

    def _point_at_unit(self, found: tuple[int, int | None] | None) -> None:
        subject = self.subject
        if found is None or subject is None or self._difference is None:
            self.point("", "")
            return
        unit, pixel = found
        first, second = self.digits
        params = subject.network.params
        if pixel is None and not subject.network.has_hidden_layer:
            text = self.tr("the ink × all weights of {digit}: {sum}")
            text = text.format(digit=unit, sum=signed(float(self._difference.units[unit]), 4))
        elif pixel is None:
            text = self.tr(
                "unit {unit}: activation {z} × (weight {for_} to {first} − weight {against} to {second}) = {sum}"
            )
            text = text.format(
                unit=unit,
                z=f"{subject.forward.z[unit]:.3f}",
                for_=signed(float(params["W2"][unit, first])),
                against=signed(float(params["W2"][unit, second])),
                first=first,
                second=second,
                sum=signed(float(self._difference.units[unit]), 4),
            )
        else:
            row, column = divmod(pixel, SIDE)
            ink, weight = float(subject.x[pixel]), float(params["W1"][pixel, unit])
            text = self.tr("unit {unit}, row {row}, column {column}: ink {ink} × weight {weight} = {product}").format(
                unit=unit,
                row=row,
                column=column,
                ink=f"{ink:.2f}",
                weight=signed(weight),
                product=signed(ink * weight),
            )
        self.point("", text)

    def _point_at_pixel(self, pixel: int | None) -> None:
        if pixel is None or self.subject is None:
            self.point("", "")
            return
        row, column = divmod(pixel, SIDE)
        first, second = self.digits
        text = self.tr(
            "row {row}, column {column}: ink {ink}; ∂(score of {first} − score of {second}) / ∂ink = {slope}"
        )
        text = text.format(
            row=row,
            column=column,
            ink=f"{self.subject.x[pixel]:.2f}",
            first=first,
            second=second,
            slope=signed(float(self.gradient[pixel])),
        )
        self.point("", text)

    def _show_readout(self, text: str) -> None:
        """Show the numbers of what is below the mouse, or else what the difference of the scores means."""
        if not text and self._difference is not None:
            text = odds_sentence(*self.digits, self._difference.total)
        self.exact.setText(text)


def odds_sentence(first: int, second: int, total: float) -> str:
    """Return what it means that the score of `first` is larger than that of `second` by `total`."""
    translate = QCoreApplication.translate
    if total < 0:
        first, second, total = second, first, -total
    odds = math.exp(min(total, 100.0))
    if odds >= SURE:
        text = translate("WhyScene", "After softmax, {first} is more than a million times as likely as {second}.")
    elif odds < EVEN:
        text = translate("WhyScene", "After softmax, {first} and {second} are equally likely.")
    else:
        text = translate("WhyScene", "After softmax, {first} is e{total} ≈ {odds} times as likely as {second}.")
    number = f"{odds:,.0f}" if odds >= 10 else f"{odds:.3g}"
    return text.format(first=first, second=second, total=raised(f"{total:.2f}"), odds=number)


def _widen(reach: Reach, magnitudes: Array, frame: Frame) -> float:
    """Return the end of a scale that holds these numbers; in a run it is locked, and only widens."""
    reach.take(0.0, float(magnitudes.max(initial=0)), fit=not at_speed(frame))
    return float(f"{reach.high:.6g}")


def _digit_box(name: str) -> QComboBox:
    box = named(QComboBox(), name)
    box.setFixedWidth(7 * UNIT)
    box.addItems([str(digit) for digit in range(CLASSES)])
    return box
