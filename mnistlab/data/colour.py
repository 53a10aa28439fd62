"""Which mixture of red, green and blue tells ink from paper."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

BRIGHTNESS: Final = np.array([0.299, 0.587, 0.114], np.float32)  # as ITU-R BT.601 weighs colours
HIDDEN: Final = 3.5  # of grey ink on grey paper, the colours vary 1.7 times as much as the brightness
LEAST: Final = 0.02  # between black and white: colours that vary less are the texture of the paper


def weights_of(colours: NDArray[Any]) -> tuple[NDArray[np.float32], float]:
    """Return the weights (3,) of red, green and blue, and what is added, for tones of 0 to 1.

    They give the brightness, unless paper and ink have almost the same, as red ink on blue paper has. Then they go
    along the line on which the colours differ most: the first principal component.

    Parameters
    ----------
    colours : ndarray, shape (N, 3)
        Pixels of a picture, 0..1.
    """
    spread, ways = np.linalg.eigh(np.cov(colours.T.astype(np.float64)))  # the largest is the last
    most = float(np.sqrt(max(0.0, spread[-1])))
    if most < LEAST or most < HIDDEN * float(np.std(colours @ BRIGHTNESS)):
        return BRIGHTNESS, 0.0
    weights = (ways[:, -1] / np.abs(ways[:, -1]).sum()).astype(np.float32)
    return weights, float(-weights.clip(max=0).sum())
