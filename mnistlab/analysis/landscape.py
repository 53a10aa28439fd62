"""The loss seen from where a network stands: along a direction, over a plane, and the path of a run across it.

Everything is really evaluated, in float64 unless another dtype is asked for; nothing is interpolated. A direction is
a dict ``W1 b1 W2 b2`` of the shapes of `params`, as a gradient is.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from mnistlab.nn.functions import Array
from mnistlab.nn.network import Network, keys_of

COARSEST: Final = 6  # numbers along a side of the first map
CELLS: Final = 41  # of the finest: 6, 11, 21, 41
SMALLEST: Final = 1.0  # length of half a side, where the run has hardly moved
STRAIGHT: Final = 1e-7  # of its length: a path that leaves a line by less is straight
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
    return np.array(list(losses_along(network, direction, distances, x, t, dtype)), np.float64)


def losses_along(
    network: Network, direction: Direction, distances: ArrayLike, x: Array, t: Array, dtype: DTypeLike = np.float64
) -> Iterator[float]:
    """Yield what `loss_along` returns, one after the other, because each takes a second for a large network."""
    moved = network.copy(dtype)
    start = dict(moved.params)
    steps = {key: np.asarray(value, dtype) for key, value in direction.items()}
    x = np.asarray(x, dtype)
    for distance in np.asarray(distances, dtype):
        with np.errstate(all="ignore"):
            moved.params = start | {key: start[key] + distance * step for key, step in steps.items()}
            loss = float(moved.loss(x, t))
        yield loss


def gathered(losses: Iterator[float], count: int, begin: float, end: float) -> Generator[float, None, Array]:
    """Return `count` losses, float64 (count,); yield the share done after each, from `begin` to `end`."""
    found = np.empty(count)
    for place, loss in enumerate(losses):
        found[place] = loss
        yield begin + (end - begin) * (place + 1) / count
    return found


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
        Of length 1, at right angles to each other. The second is zero where the path is straight, and both where it
        is a single point.
    path : ndarray of float64, shape (len(points), 2)
        Each point's place along both, seen from the last one.
    """
    last = points[-1]
    flat = np.empty((len(points), sum(value.size for value in last.values())))
    for row, point in zip(flat, points, strict=True):
        np.concatenate([np.ravel(point[key] - last[key]) for key in last], out=row)
    # The products of all pairs of points tell the directions too, and are as few as the points are.
    _, shares = np.linalg.eigh(flat @ flat.T)
    found = shares.T[:-3:-1] @ flat  # the last two have the largest spread, and all would take as much as the path
    axes = np.zeros((2, flat.shape[1]))
    axes[: len(found)] = found
    lengths = np.linalg.norm(axes, axis=1, keepdims=True)
    axes = np.divide(axes, lengths, out=np.zeros_like(axes), where=lengths > STRAIGHT * lengths[0])
    path = flat @ axes.T
    directions = []
    for axis in axes:
        direction, start = {}, 0
        for key, value in last.items():
            direction[key] = axis[start : start + value.size].reshape(value.shape)
            start += value.size
        directions.append(direction)
    return directions[0], directions[1], path


class Plane:
    """A plane through the parameters of a network: the place in it of any parameters, and the loss at any place.

    Only the first layer has many weights, and what it computes is linear in them: the products of the images with a
    point and with two directions are enough for it on the whole plane. All else is computed anew at each place.

    Parameters
    ----------
    network : Network
        Its first layer is an `Affine`.
    middle : mapping
        The parameters where both places are 0.
    ways : pair of mapping
        Directions of length 1, at right angles to each other: to the right, and upwards.
    half : float
        Length of half a side of the square that is looked at.
    x, t : ndarray, shapes (N, D) and (N,)
        Images with values in 0..1, and their labels.
    """

    def __init__(
        self, network: Network, middle: Direction, ways: tuple[Direction, Direction], half: float, x: Array, t: Array
    ) -> None:
        own = network.with_params(middle)
        (name, first), *others = own.layers.items()
        weights, bias = (key for _, key in keys_of(name, first))
        self.half = half
        self._middle, self._ways, self._t = middle, ways, t
        self._products = [x @ np.asarray(way[weights], x.dtype) + way[bias] for way in (middle, *ways)]
        self._rest = Network({}, dict(others), own.last_layer)
        self._moved = [{key: way[key] for key in middle if key not in (weights, bias)} for way in (middle, *ways)]
        decayed = [np.concatenate([np.ravel(way[key]) for key in middle if key[0] == "W"]) for way in (middle, *ways)]
        self._decay = network.weight_decay_lambda / 2 * (np.array(decayed) @ np.array(decayed).T)

    def place(self, params: Direction) -> tuple[float, float]:
        """Return where parameters lie, seen at right angles to the plane: -1..1 to the right and upwards."""
        right, up = (_along(params, self._middle, way) / self.half for way in self._ways)
        return right, up

    def holds(self, params: Direction) -> bool:
        """Return whether parameters lie above the square, and no farther from it than half a side."""
        right, up = self.place(params)
        away = length({key: params[key] - value for key, value in self._middle.items()}) / self.half
        return max(abs(right), abs(up)) <= 1 and away**2 - right**2 - up**2 <= 1

    def loss(self, right: float, up: float) -> float:
        """Return the mean loss at a place; NaN or inf where it cannot be computed."""
        place = np.array([1.0, right * self.half, up * self.half])

        def at_place(parts: Sequence[Array]) -> Array:
            dtype = self._products[0].dtype
            return np.asarray(sum(dtype.type(share) * part for share, part in zip(place, parts, strict=True)), dtype)

        self._rest.params = {key: at_place([part[key] for part in self._moved]) for key in self._moved[0]}
        with np.errstate(all="ignore"):
            return float(self._rest.loss(at_place(self._products), self._t) + place @ self._decay @ place)


@dataclass(frozen=True, eq=False, slots=True)
class Landscape:
    """The loss over a square in a plane through the parameters, and the path of a run across it.

    Attributes
    ----------
    plane : Plane
    losses : ndarray of float64, shape (n, n)
        Row 0 is the lowest, and the outermost numbers are those at the rim; NaN or inf where there is none.
    path : ndarray of float64, shape (p, 2)
        The place of each point of the path: -1..1 to the right and upwards.
    other : ndarray of float64, shape (q, 2)
        The same of another path from the same start; there may be none.
    """

    plane: Plane
    losses: Array
    path: Array
    other: Array

    @property
    def finest(self) -> bool:
        """Whether there are as many numbers as there will be."""
        return len(self.losses) >= CELLS


def explore_landscape(
    network: Network,
    points: Sequence[Direction],
    x: Array,
    t: Array,
    *,
    principal: bool = False,
    other: Sequence[Direction] = (),
) -> Generator[float, None, Landscape]:
    """Evaluate the loss at a few places of a plane through the last point of a path; yield the share done.

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
    other : sequence of mapping
        Another path, such as that of another optimizer from the same start: the square holds both.
    """
    here = points[-1]
    network = network.with_params(here)

    def across(first: Direction) -> Direction:
        return scaled(at_right_angles(random_direction(network, 1, np.random.default_rng(0)), first), 1)

    first: Direction
    second: Direction
    yield 0.0
    if principal:
        first, second, places = principal_directions([*other, *points])
        first = first if length(first) else random_direction(network, 1, np.random.default_rng(1))
        second = second if length(second) else across(first)
    else:
        first = scaled({key: -value for key, value in network.gradient(x, t).items()}, 1)
        second = across(first)
        places = np.array([[_along(point, here, way) for way in (first, second)] for point in (*other, *points)])
    yield 0.0
    low, high = places.min(axis=0), places.max(axis=0)
    right, up = ((low + high) / 2).tolist()
    half = max(SMALLEST, MARGIN * float((high - low).max()))
    middle = {key: value + right * first[key] + up * second[key] for key, value in here.items()}
    plane = Plane(network, middle, (first, second), half, x, t)
    path = np.array([plane.place(point) for point in points])
    beside = np.reshape([plane.place(point) for point in other], (-1, 2))
    nothing = Landscape(plane, np.full((COARSEST, COARSEST), np.nan), path, beside)
    return (yield from _filled(nothing, np.ones((COARSEST, COARSEST), bool)))


def refined(landscape: Landscape) -> Generator[float, None, Landscape]:
    """Evaluate the loss at the places between those of a landscape too; yield the share done."""
    count = 2 * len(landscape.losses) - 1
    losses, missing = np.full((count, count), np.nan), np.ones((count, count), bool)
    losses[::2, ::2], missing[::2, ::2] = landscape.losses, False
    return (yield from _filled(replace(landscape, losses=losses), missing))


def _filled(landscape: Landscape, missing: Array) -> Generator[float, None, Landscape]:
    """Evaluate the losses that are missing."""
    places, losses = np.linspace(-1, 1, len(missing)).tolist(), landscape.losses
    for row, up in enumerate(places):
        for column in np.flatnonzero(missing[row]).tolist():
            losses[row, column] = landscape.plane.loss(places[column], up)
        yield (row + 1) / len(places)
    return replace(landscape, losses=losses)


def _along(point: Direction, here: Direction, way: Direction) -> float:
    """Return how far `point` lies from `here` along a direction of length 1."""
    return sum(float(np.vdot(way[key], point[key].astype(np.float64) - here[key])) for key in way)
