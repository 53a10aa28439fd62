"""The loss seen from where a network stands: along a direction, over a plane, and the path of a run across it.

Everything is really evaluated, in float64 unless another dtype is asked for; nothing is interpolated. A direction is
a dict ``W1 b1 W2 b2`` of the shapes of `params`, as a gradient is.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from mnistlab.nn.functions import Array
from mnistlab.nn.network import Network

CELLS: Final = 41  # a side of the map
SMALLEST: Final = 1.0  # length of half a side, where the run has hardly moved
MARGIN: Final = 0.65  # length of half a side, in lengths of the path: more than half, to leave a margin

Direction = Mapping[str, Array]


def loss_along(
    network: Network, direction: Direction, distances: ArrayLike, x: Array, t: Array, dtype: DTypeLike = np.float64
) -> Array:
    """Return the loss at ``params + distance · direction`` for each distance.

    Parameters
    ----------
    network : Network
        Left as it is.
    direction : mapping
        Keys may be missing: those parameters stay.
    distances : array_like, shape (n,)
    x, t : ndarray, shapes (N, D) and (N,)
        Images with values in 0..1, and their labels.
    dtype : dtype
        In which everything is computed.

    Returns
    -------
    ndarray of float64, shape (n,)
        NaN or inf where the loss cannot be computed.
    """
    moved = network.copy(dtype)
    start = dict(moved.params)
    steps = {key: np.asarray(value, dtype) for key, value in direction.items()}
    x = np.asarray(x, dtype)
    losses = []
    with np.errstate(all="ignore"):
        for distance in np.asarray(distances, dtype):
            moved.params = start | {key: start[key] + distance * step for key, step in steps.items()}
            losses.append(moved.loss(x, t))
    return np.array(losses, np.float64)


def length(direction: Direction) -> float:
    """Return the Euclidean length of a direction, over all parameters."""
    return float(np.sqrt(sum(np.sum(np.square(value, dtype=np.float64)) for value in direction.values())))


def scaled(direction: Direction, size: float) -> dict[str, Array]:
    """Return a direction of the same way and of a length of `size`."""
    now = length(direction)
    return {key: value * (size / now if now else 0.0) for key, value in direction.items()}


def random_direction(network: Network, size: float, rng: np.random.Generator) -> dict[str, Array]:
    """Return a direction of a length of `size`, any way equally likely."""
    return scaled({key: rng.standard_normal(value.shape) for key, value in network.params.items()}, size)


def at_right_angles(direction: Direction, other: Direction) -> dict[str, Array]:
    """Return what of `direction` is at right angles to `other`."""
    square = length(other) ** 2
    along = sum(float(np.vdot(other[key], value)) for key, value in direction.items()) / square if square else 0.0
    return {key: value - along * other[key] for key, value in direction.items()}


def plane(
    network: Network,
    first: Direction,
    second: Direction,
    across: ArrayLike,
    up: ArrayLike,
    x: Array,
    t: Array,
    dtype: DTypeLike = np.float64,
) -> Iterator[Array]:
    """Yield, row by row, the loss over the plane that two directions span.

    Parameters
    ----------
    first, second : mapping
        The directions to the right, and upwards.
    across, up : array_like, shapes (n,) and (m,)
        How far along each.
    x, t, dtype
        As in `loss_along`.

    Yields
    ------
    ndarray of float64, shape (n,)
        The losses at one of `up`, in their order.
    """
    for distance in np.asarray(up, np.float64):
        moved = network.copy(np.float64)
        for key, value in second.items():
            moved.params[key] = moved.params[key] + distance * value
        yield loss_along(moved, first, across, x, t, dtype)


def principal_directions(points: Sequence[Direction]) -> tuple[dict[str, Array], dict[str, Array], Array]:
    """Return the two directions in which a path through the parameters spreads most, and the path in that plane.

    Principal component analysis of the differences to the last point, as in Li et al. 2018, "Visualizing the Loss
    Landscape of Neural Nets", section 7.

    Parameters
    ----------
    points : sequence of mapping
        Parameters along the path, at least two.

    Returns
    -------
    first, second : dict
        Of length 1, at right angles to each other. The second is zero where the path is straight.
    path : ndarray of float64, shape (len(points), 2)
        Each point's place along both, seen from the last one.
    """
    last = points[-1]
    flat = np.array([np.concatenate([np.ravel(point[key] - last[key]) for key in last]) for point in points], float)
    _, _, axes = np.linalg.svd(flat, full_matrices=False)
    axes = np.vstack([axes, np.zeros_like(axes)])[:2]
    path = flat @ axes.T
    directions = []
    for axis in axes:
        direction, start = {}, 0
        for key, value in last.items():
            direction[key] = axis[start : start + value.size].reshape(value.shape)
            start += value.size
        directions.append(direction)
    return directions[0], directions[1], path


@dataclass(frozen=True, eq=False, slots=True)
class Landscape:
    """The loss over a square in a plane through the parameters, and the path of a run across it.

    Attributes
    ----------
    losses : ndarray of float64, shape (CELLS, CELLS)
        Row 0 is the lowest; NaN or inf where the loss cannot be computed.
    path : ndarray of float64, shape (p, 2)
        Each point of the path as column and row, in cells.
    side : float
        Length of a side, in the space of the parameters.
    """

    losses: Array
    path: Array
    side: float


def explore_landscape(
    network: Network,
    points: Sequence[Direction],
    x: Array,
    t: Array,
    *,
    principal: bool = False,
) -> Generator[float, None, Landscape]:
    """Evaluate the loss over a plane through the last point of a path; yield the share done.

    Parameters
    ----------
    network : Network
        Any network of the run; its parameters are not used.
    points : sequence of mapping
        Parameters along the path of the run.
    x, t : ndarray, shapes (N, D) and (N,)
        Images with values in 0..1, and their labels: the height is their mean loss.
    principal : bool
        Take the two directions in which the path spreads most. Else the first one is against the gradient of that
        loss, and the second one random.
    """
    here = points[-1]
    network = network.with_params(here)

    def across(first: Direction) -> Direction:
        return scaled(at_right_angles(random_direction(network, 1, np.random.default_rng(0)), first), 1)

    first: Direction
    second: Direction
    if principal:
        first, second, places = principal_directions(points)
        if not length(second):  # the path is straight, or only begun
            second = across(first)
    else:
        first = scaled({key: -value for key, value in network.gradient(x, t).items()}, 1)
        second = across(first)
        places = np.array([[_along(point, here, way) for way in (first, second)] for point in points])
    low, high = places.min(axis=0), places.max(axis=0)
    middle = (low + high) / 2
    half = max(SMALLEST, MARGIN * float((high - low).max()))
    distances = np.linspace(-half, half, CELLS)
    rows: list[Array] = []
    for row in plane(network, first, second, middle[0] + distances, middle[1] + distances, x, t, np.float32):
        rows.append(row)
        yield len(rows) / CELLS
    return Landscape(np.array(rows), (places - middle + half) / (2 * half) * (CELLS - 1), 2 * half)


def _along(point: Direction, here: Direction, way: Direction) -> float:
    """Return how far `point` lies from `here` along a direction of length 1."""
    return sum(float(np.vdot(way[key], point[key].astype(np.float64) - here[key])) for key in way)
