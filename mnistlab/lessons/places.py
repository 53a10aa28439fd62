"""Places in the window in words: "the plot of the loss, between iterations 150 and 250"."""

from collections.abc import Callable
from typing import Final

from mnistlab.lessons.spots import SIDE, Spot
from mnistlab.translatable import Context

Translate = Callable[[str, str], str]

CONTEXT: Final = "places"  # of the translations: the name of the next variable
places = Context()
PLOTS: Final = ("lossPlot", "accuracyPlot")  # their parts are iterations
UNITS: Final = ("weightsView",)
CALLED: Final = {  # what can be pointed at, by its `objectName`
    "lossPlot": places.tr("the plot of the loss"),
    "accuracyPlot": places.tr("the plot of the accuracy"),
    "curves": places.tr("the two plots"),
    "weightsView": places.tr("the picture of the network"),
    "batchView": places.tr("the images of the mini-batch"),
    "drawingCanvas": places.tr("the canvas"),
    "predictedDigit": places.tr("the digit that is read"),
    "answer": places.tr("what the drawing is read as"),
    "learningRate": places.tr("the learning rate"),
    "hiddenSize": places.tr("the number of hidden units"),
    "batchSize": places.tr("the size of the mini-batch"),
    "iterations": places.tr("the number of iterations"),
    "seed": places.tr("the seed"),
    "weightInitStd": places.tr("the spread of the first weights"),
    "sampling": places.tr("the sampling"),
    "speed": places.tr("the speed"),
    "iterationLabel": places.tr("the iteration"),
    "batchLoss": places.tr("the loss of the mini-batch"),
    "testAccuracy": places.tr("the test accuracy"),
    "numbers": places.tr("the numbers of the formula"),
    "formula": places.tr("the formula"),
    "code": places.tr("the line of code"),
    "keptRuns": places.tr("the kept runs"),
    "testSetOpened": places.tr("how often the test set was opened"),
    "stage": places.tr("the picture in the middle"),
    "band": places.tr("the panel with the curves"),
    "batch": places.tr("the panel of the mini-batch"),
    "draw": places.tr("the panel to draw in"),
    "runs": places.tr("the panel of the runs"),
    "whyPixels": places.tr("the image under “Why?”"),
    "mistake": places.tr("the mistake"),
}


def words(spot: Spot, translate: Translate, called: str = "") -> str:
    """Return a place in words: the thing, which is `called` so where `CALLED` does not have it, and where in it."""
    thing = translate(CONTEXT, CALLED[spot.name]) if spot.name in CALLED else called or spot.name
    part = part_words(spot, translate)
    return translate("places", "{thing}, {part}").format(thing=thing, part=part) if part else thing


def part_words(spot: Spot, translate: Translate) -> str:
    """Return in words which part of a thing is meant; empty for the whole."""
    low, high = spot.low, spot.high
    if low is None or high is None:
        return ""
    if spot.is_rectangle:
        (top, left), (bottom, right) = divmod(low, SIDE), divmod(high, SIDE)
        if low == high:
            return translate("places", "column {column}, row {row}").format(column=left, row=top)
        text = translate("places", "columns {left} to {right}, rows {top} to {bottom}")
        return text.format(left=left, right=right, top=top, bottom=bottom)
    if spot.name in PLOTS and low == high:
        text = translate("places", "iteration {low}")
    elif spot.name in PLOTS:
        text = translate("places", "between iterations {low} and {high}")
    elif low != high:
        text = translate("places", "numbers {low} to {high}")
    elif spot.name in UNITS:
        text = translate("places", "unit {low}")
    else:
        text = translate("places", "number {low}")
    return text.format(low=f"{low:,}", high=f"{high:,}")
