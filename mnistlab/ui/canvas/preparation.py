"""From a drawing to the image that a network reads, or why there is none."""

from dataclasses import dataclass

from mnistlab.data.ink import AS_MNIST, InkStages, Preparation, crop_to_ink, ink_to_image, several_digits, several_inked
from mnistlab.ui.canvas.drawing import Drawing
from mnistlab.ui.canvas.rendering import ink, whole


@dataclass(frozen=True, eq=False, slots=True)
class Prepared:
    """The stages of a drawing; None where there is nothing to read, or a `problem`: "dot" or "several" digits."""

    stages: InkStages | None
    problem: str = ""


def prepared(drawing: Drawing, preparation: Preparation = AS_MNIST) -> Prepared:
    """Return what a preparation makes of a drawing."""
    if drawing.is_empty:
        return Prepared(None)
    if drawing.is_dot:
        return Prepared(None, "dot")
    if several_digits(drawing.stroke_boxes) or _shows_several(drawing):
        return Prepared(None, "several")
    if drawing.pixels is not None:  # prepared already, long ago
        crop = crop_to_ink(drawing.pixels)
        return Prepared(None if crop is None else InkStages(drawing.pixels, crop, crop, drawing.pixels))
    # What is cropped is drawn large, for fine edges; otherwise the place on the canvas counts.
    pixels = ink(drawing) if preparation == AS_MNIST else whole(drawing)
    return Prepared(None if pixels is None else ink_to_image(pixels, preparation))


def _shows_several(drawing: Drawing) -> bool:
    """Return whether a photo shows more than one digit; an image of the data set is one, even if it is in pieces."""
    return drawing.picture is not None and not drawing.laid and several_inked(drawing.picture.ink)
