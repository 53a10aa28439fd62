"""What the step of an optimizer is made of: two parts, which are added, or the first divided by the second."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from typing_extensions import override

from mnistlab.analysis.update import Update
from mnistlab.language import join_sentences
from mnistlab.nn.functions import Array
from mnistlab.nn.optimizers import AdaGrad, Adam, Momentum, Nesterov
from mnistlab.numerals import shown
from mnistlab.training import RunSettings
from mnistlab.ui.pictures.pixel_map import PixelMap
from mnistlab.ui.scenes.base import muted, signed
from mnistlab.ui.widgets.kit import named
from mnistlab.ui.widgets.retranslated import Retranslated

TINY: Final = 1e-7  # that is added to a root, so that nothing is divided by 0
SIGN: Final = 14  # px: between two pictures


class Parts(NamedTuple):
    """The two parts of a step: they give it when the operation between them is done.

    Attributes
    ----------
    first, second : ndarray
    operation : {"+", "÷"}
    names : (str, str)
        Of both, in the symbols of the formula.
    """

    first: Array
    second: Array
    operation: str
    names: tuple[str, str]


def parts_of(update: Update, gradient: Mapping[str, Array], settings: RunSettings, key: str) -> Parts | None:
    """Return what the step of a parameter is made of; None where it is the gradient times the rate and nothing else."""
    optimizer, grad = update.optimizer, gradient[key]
    rate, number = grad.dtype.type(optimizer.lr), grad.dtype.type
    downhill = -rate * grad
    if isinstance(optimizer, Nesterov):
        return Parts(number(optimizer.momentum) * optimizer.v[key], downhill, "+", ("α·v", "−η·∂L/∂W"))
    if isinstance(optimizer, Momentum):
        return Parts(update.way.start[key], downhill, "+", ("α·v", "−η·∂L/∂W"))
    if isinstance(optimizer, AdaGrad):
        return Parts(downhill, np.sqrt(optimizer.h[key]) + number(TINY), "÷", ("−η·∂L/∂W", "√h"))
    if isinstance(optimizer, Adam):
        count = max(optimizer.iter, 1)
        mean = optimizer.m[key] / number(1 - optimizer.beta1**count)
        usual = (np.sqrt(optimizer.v[key]) + number(TINY)) / number((1 - optimizer.beta2**count) ** 0.5)
        return Parts(-rate * mean, usual, "÷", ("−η·m̂", "√v̂"))
    if settings.weight_decay and key.startswith("W"):
        decay = number(settings.weight_decay) * update.before[key]
        return Parts(-rate * (grad - decay), -rate * decay, "+", ("−η·∂L/∂W", "−η·λW"))
    return None


def words_of(settings: RunSettings) -> str:
    """Return how a weight goes in an update by the optimizer of a run."""
    translate = QCoreApplication.translate
    text = {
        "sgd": translate("StepParts", "Each weight goes against its gradient, by η times as much."),
        "momentum": translate(
            "StepParts",
            "Each weight rolls on with the velocity v that it has, and its gradient bends it, as a slope does a ball.",
        ),
        "nesterov": translate(
            "StepParts", "As with Momentum, but the gradient counts as if the weight had already rolled on by v."
        ),
        "adagrad": translate(
            "StepParts",
            "Each weight goes against its gradient, by less the more it was pushed before: h adds up all squares.",
        ),
        "rmsprop": translate(
            "StepParts",
            "Each weight goes against its gradient, divided by its usual size: h is a mean of the latest squares.",
        ),
        "adam": translate(
            "StepParts",
            "Each weight follows the mean m̂ of its gradients, divided by their usual size √v̂: about η at a time.",
        ),
    }[settings.optimizer]
    if settings.weight_decay:
        more = translate("StepParts", "Weight decay adds λW to the gradient, so that weights shrink.")
        return join_sentences(text, more)
    return text


def sum_of(update: Update, gradient: Mapping[str, Array], settings: RunSettings, key: str, at: tuple[int, int]) -> str:
    """Return the update of one parameter in numbers: what it was, its step in parts, what it becomes."""
    parts = parts_of(update, gradient, settings, key)
    rate = shown(update.optimizer.lr)
    ends = [float(values[key][at]) for values in (update.before, update.after)]
    if parts is None:
        before, after = (signed(value, 4) for value in ends)
        return f"{before} − {rate} × ({signed(float(gradient[key][at]))}) = {after}"
    before, after = (signed(value) for value in ends)
    first, second = (float(values[at]) for values in (parts.first, parts.second))
    if parts.operation == "+":
        return f"{before} + ({signed(first, 2)}) + ({signed(second, 2)}) = {after}"
    return f"{before} + ({signed(first, 2)}) ÷ {signed(second, 2).removeprefix('+')} = {after}"


class StepParts(Retranslated, QWidget):
    """Both parts of the step of one unit, and the step, as pictures in a row.

    Attributes
    ----------
    pictures : list of PixelMap
        The parts and the step.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures = [named(PixelMap(), f"stepPart{number}") for number in (1, 2, 3)]
        self.captions = [muted(align=Qt.AlignmentFlag.AlignHCenter) for _ in self.pictures]
        self.operation = QLabel()
        self._names = "", ""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        for place, (picture, caption) in enumerate(zip(self.pictures, self.captions, strict=True)):
            grid.addWidget(picture, 0, 2 * place)
            grid.addWidget(caption, 1, 2 * place)
        for place, sign in ((1, self.operation), (3, QLabel("="))):
            named(sign, role="muted")
            sign.setFixedWidth(SIGN)
            sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(sign, 0, place)

    def show_parts(self, parts: Parts, step: Array, strengths: Callable[[Array], tuple[float, int]], unit: int) -> None:
        """Show the parts of a unit's step; `strengths` tells the limit of a picture, and how many times that is."""
        self.operation.setText(parts.operation)
        self._names = parts.names
        both = strengths(step)
        names = *parts.names, "="
        for picture, caption, values, name in zip(
            self.pictures, self.captions, (parts.first, parts.second, step), names, strict=True
        ):
            limit, times = both if parts.operation == "+" else strengths(values)
            picture.show_values(values[:, unit], limit)
            caption.setText(self.tr("step") if name == "=" else name)
            caption.setToolTip(f"× {times:,}")
        self.retranslate()

    @override
    def retranslate(self) -> None:
        names = *self._names, self.tr("The step")
        for picture, name in zip(self.pictures, names, strict=True):
            picture.setAccessibleName(name or self.tr("The step"))
