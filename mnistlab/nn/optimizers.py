"""How parameters are moved against their gradient: plain, with momentum, or with a step of its own for each.

``optimizer.update(params, grads)`` takes two mappings with the same keys and changes the arrays of `params` in place.
The formulas, names and defaults are those of Saito, "Deep Learning from Scratch", chapter 6 and its program. What an
optimizer remembers from step to step has the dtype of the parameters; `state` and `restore` hand it over, so that a
run can be resumed bit for bit.

Everything is computed in arrays that are kept from one step to the next, because for a block of some 40,000 numbers
asking for memory takes as long as computing.
"""

import copy
import math
from collections.abc import Mapping, MutableMapping
from typing import Any, ClassVar, NamedTuple, Self

import numpy as np

from mnistlab.nn.functions import Array


class Way(NamedTuple):
    """An update of parameters for every rate: ``start + rate · direction``.

    Attributes
    ----------
    start : dict
        What is added whatever the rate is: what momentum carries on from earlier updates; elsewhere 0.
    direction : dict
        What is added for a rate of 1.
    """

    start: dict[str, Array]
    direction: dict[str, Array]

    def at(self, rate: float) -> dict[str, Array]:
        """Return what is added with a rate."""
        return {key: self.start[key] + part.dtype.type(rate) * part for key, part in self.direction.items()}


class Optimizer:
    """What all optimizers have in common.

    Parameters
    ----------
    lr : float
        The learning rate η; may be set at any time.

    Attributes
    ----------
    STATE : tuple of str
        The attributes that remember something: dicts of arrays with the keys and shapes of the parameters.
    """

    STATE: ClassVar[tuple[str, ...]] = ()

    def __init__(self, lr: float = 0.01) -> None:
        self.lr = lr
        self._scratch: dict[str, tuple[Array, Array]] = {}
        for name in self.STATE:
            setattr(self, name, {})

    def update(self, params: MutableMapping[str, Any], grads: Mapping[str, Any]) -> None:
        """Change the arrays of `params` in place, given the gradient of each; a number gives way to another."""
        for key, value in params.items():
            param = value if isinstance(value, np.ndarray) else np.array(value, np.float64)
            if key not in self._scratch:
                self._scratch[key] = np.empty_like(param), np.empty_like(param)
                for name in self.STATE:
                    getattr(self, name).setdefault(key, np.zeros_like(param))
            self._move(key, param, grads[key], *self._scratch[key])
            if param is not value:
                params[key] = param[()]

    def _move(self, key: str, param: Array, grad: Array, step: Array, other: Array) -> None:
        """Change `param` in place; the arrays `step` and `other` of its shape are there to compute in."""
        raise NotImplementedError

    def way(self, grads: Mapping[str, Array]) -> Way:
        """Return what the last update has done, or would have done with another rate, given its gradient.

        It follows from the gradient and from what is remembered after the update. At `lr` it is what that has added.
        """
        ways = {key: self._way(key, grad) for key, grad in grads.items()}
        return Way({key: way[0] for key, way in ways.items()}, {key: way[1] for key, way in ways.items()})

    def next_step(self, grads: Mapping[str, Array]) -> tuple[dict[str, Array], "Self"]:
        """Return what an update with these gradients would add to each parameter, and the optimizer after it.

        This optimizer stays as it is.
        """
        after = copy.copy(self)
        after.restore(self.state())
        step = {key: np.zeros_like(grad) for key, grad in grads.items()}
        after.update(step, grads)
        return step, after

    def _way(self, key: str, grad: Array) -> tuple[Array, Array]:
        """Return start and direction of the last update of one parameter."""
        raise NotImplementedError

    def state(self) -> dict[str, Array]:
        """Return a copy of what is remembered, by names such as ``v.W1``: it may be empty."""
        return {f"{name}.{key}": array.copy() for name in self.STATE for key, array in getattr(self, name).items()}

    def restore(self, state: Mapping[str, Array]) -> None:
        """Go on from what `state` has returned, which is copied; from nothing, begin again.

        Parameters
        ----------
        state : mapping
            Of this optimizer, or of another of the same class.
        """
        for name in self.STATE:
            start = name + "."
            kept = {key.removeprefix(start): array.copy() for key, array in state.items() if key.startswith(start)}
            setattr(self, name, kept)
        self._scratch = {}  # so that the next update makes what is missing


class SGD(Optimizer):
    """Stochastic gradient descent: ``p -= lr g``."""

    def _move(self, key: str, param: Array, grad: Array, step: Array, other: Array) -> None:  # noqa: ARG002
        np.multiply(grad, self.lr, step)
        param -= step

    def _way(self, key: str, grad: Array) -> tuple[Array, Array]:  # noqa: ARG002
        return np.zeros_like(grad), -grad


class Momentum(Optimizer):
    """A step goes on as a ball rolls: ``v = momentum v - lr g; p += v``."""

    STATE = ("v",)
    v: dict[str, Array]

    def __init__(self, lr: float = 0.01, momentum: float = 0.9) -> None:
        super().__init__(lr)
        self.momentum = momentum

    def _move(self, key: str, param: Array, grad: Array, step: Array, other: Array) -> None:  # noqa: ARG002
        v = self.v[key]
        v *= self.momentum
        np.multiply(grad, self.lr, step)
        v -= step
        param += v

    def _way(self, key: str, grad: Array) -> tuple[Array, Array]:
        return self.v[key] + grad.dtype.type(self.lr) * grad, -grad


class Nesterov(Momentum):
    """Nesterov's momentum: ``p += momentum² v - (1 + momentum) lr g``, and then ``v = momentum v - lr g``.

    The formula is that of Bengio, Boulanger-Lewandowski and Pascanu 2012, "Advances in Optimizing Recurrent
    Networks", section 3.5, with the velocity before the update. The first version of the book's program had the two
    lines the other way round.
    """

    def _move(self, key: str, param: Array, grad: Array, step: Array, other: Array) -> None:
        v = self.v[key]
        np.multiply(grad, self.lr, step)
        np.multiply(v, self.momentum * self.momentum, other)
        param += other
        np.multiply(step, 1 + self.momentum, other)
        param -= other
        v *= self.momentum
        v -= step

    def _way(self, key: str, grad: Array) -> tuple[Array, Array]:
        start, direction = super()._way(key, grad)
        momentum = grad.dtype.type(self.momentum)
        return momentum * start, (1 + momentum) * direction


class AdaGrad(Optimizer):
    """Smaller steps for what has moved much: ``h += g²; p -= lr g / (√h + 1e-7)``.

    From Duchi, Hazan and Singer 2011, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization".
    """

    STATE = ("h",)
    h: dict[str, Array]

    def _move(self, key: str, param: Array, grad: Array, step: Array, other: Array) -> None:
        h = self.h[key]
        np.multiply(grad, grad, step)
        self._remember(h, step)
        np.sqrt(h, step)
        step += 1e-7
        np.multiply(grad, self.lr, other)
        other /= step
        param -= other

    def _remember(self, h: Array, square: Array) -> None:
        h += square

    def _way(self, key: str, grad: Array) -> tuple[Array, Array]:
        return np.zeros_like(grad), -grad / (np.sqrt(self.h[key]) + grad.dtype.type(1e-7))


class RMSprop(AdaGrad):
    """As `AdaGrad`, but what is long past is forgotten: ``h = decay_rate h + (1 - decay_rate) g²``.

    From Tieleman and Hinton 2012, lecture 6.5 of "Neural Networks for Machine Learning".
    """

    def __init__(self, lr: float = 0.01, decay_rate: float = 0.99) -> None:
        super().__init__(lr)
        self.decay_rate = decay_rate

    def _remember(self, h: Array, square: Array) -> None:
        h *= self.decay_rate
        square *= 1 - self.decay_rate
        h += square


class Adam(Optimizer):
    """Momentum, in steps of a size of their own: ``p -= lr_t m / (√v + 1e-7)``.

    ``m += (1 - beta1) (g - m)`` and ``v += (1 - beta2) (g² - v)``; they begin at 0, and ``lr_t = lr √(1 - beta2ⁱ) /
    (1 - beta1ⁱ)`` at update number i makes up for that. From Kingma and Ba 2014, "Adam: A Method for Stochastic
    Optimization", end of section 2.

    Attributes
    ----------
    iter : int
        Updates done.
    """

    STATE = ("m", "v")
    m: dict[str, Array]
    v: dict[str, Array]

    def __init__(self, lr: float = 0.001, beta1: float = 0.9, beta2: float = 0.999) -> None:
        super().__init__(lr)
        self.beta1, self.beta2 = beta1, beta2
        self.iter = 0

    @property
    def correction(self) -> float:
        """By what the rate of the last update was multiplied, because both means begin at 0; before it, of the first.

        It is ``√(1 - beta2ⁱ) / (1 - beta1ⁱ)``.
        """
        number = max(self.iter, 1)
        return math.sqrt(1 - self.beta2**number) / (1 - self.beta1**number)

    def update(self, params: MutableMapping[str, Any], grads: Mapping[str, Any]) -> None:
        """Change the arrays of `params` in place, given the gradient of each; a number gives way to another."""
        self.iter += 1
        self._lr_t = self.lr * self.correction
        super().update(params, grads)

    def _move(self, key: str, param: Array, grad: Array, step: Array, other: Array) -> None:
        m, v = self.m[key], self.v[key]
        np.subtract(grad, m, step)
        step *= 1 - self.beta1
        m += step
        np.multiply(grad, grad, step)
        step -= v
        step *= 1 - self.beta2
        v += step
        np.sqrt(v, step)
        step += 1e-7
        np.multiply(m, self._lr_t, other)
        other /= step
        param -= other

    def _way(self, key: str, grad: Array) -> tuple[Array, Array]:
        number = grad.dtype.type
        direction = -number(self.correction) * self.m[key] / (np.sqrt(self.v[key]) + number(1e-7))
        return np.zeros_like(grad), direction

    def state(self) -> dict[str, Array]:
        """Return a copy of what is remembered, by names such as ``v.W1``, and the number of updates as ``iter``."""
        return {"iter": np.array(self.iter), **super().state()}

    def restore(self, state: Mapping[str, Array]) -> None:
        """Go on from what `state` has returned, which is copied; from nothing, begin again."""
        super().restore(state)
        self.iter = int(state.get("iter", 0))
