"""A network of any number of hidden layers, with all that chapter 6 of the book adds to it."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from mnistlab.nn.functions import Array
from mnistlab.nn.layers import Affine, BatchNormalization, Dropout, Layer, SoftmaxWithLoss
from mnistlab.nn.network import ACTIVATIONS, Network

VARIANCES = {"relu": 2.0, "he": 2.0, "sigmoid": 1.0, "xavier": 1.0}  # variance, times the number of inputs


class MultiLayerNet(Network):
    """Hidden layers of given sizes, and softmax: MultiLayerNet and MultiLayerNetExtend of Saito, chapter 6.

    Parameters
    ----------
    input_size : int
        D, numbers in one image.
    hidden_size_list : sequence of int
        Units in each hidden layer.
    output_size : int
        K, classes.
    activation : str
        ``"relu"``, ``"sigmoid"`` or ``"tanh"``.
    weight_init_std : float or str
        Standard deviation of the first weights. ``"relu"`` or ``"he"``: ``√(2 / inputs)`` of each layer, after He,
        Zhang, Ren and Sun 2015. ``"sigmoid"`` or ``"xavier"``: ``√(1 / inputs)``, after Glorot and Bengio 2010.
    weight_decay_lambda : float
        ``λ``: the loss is larger by ``λ/2 ΣW²``.
    use_dropout : bool
        Whether units of the hidden layers are silenced at random in training.
    dropout_ration : float
        Their share, 0..1 (spelt as in the book).
    use_batchnorm : bool
        Whether the sums of the hidden layers are normalised before the activation.
    rng : numpy.random.Generator, optional
        Where the first weights and the silent units come from. Without it, NumPy's global generator.
    dtype : dtype, optional
    params : mapping, optional
        Parameters to take instead of drawing them; the arrays are not copied.
    last_layer : SoftmaxWithLoss, optional

    Attributes
    ----------
    params : dict
        ``W1 b1 W2 b2 ...``, and ``gamma1 beta1 ...`` with batch normalisation.

    Raises
    ------
    ValueError
        If there is no such way to draw the first weights.
    """

    def __init__(  # noqa: PLR0917 (the order of the book)
        self,
        input_size: int,
        hidden_size_list: Sequence[int],
        output_size: int,
        activation: str = "relu",
        weight_init_std: float | str = "relu",
        weight_decay_lambda: float = 0,
        use_dropout: bool = False,
        dropout_ration: float = 0.5,
        use_batchnorm: bool = False,
        *,
        rng: np.random.Generator | None = None,
        dtype: DTypeLike = np.float32,
        params: Mapping[str, Array] | None = None,
        last_layer: SoftmaxWithLoss | None = None,
    ) -> None:
        sizes = [input_size, *hidden_size_list, output_size]
        if params is None:
            params = first_params(sizes, weight_init_std, rng, dtype, batchnorm=use_batchnorm)
        layers: dict[str, Layer] = {}
        for number in range(1, len(sizes)):
            layers[f"Affine{number}"] = Affine(params[f"W{number}"], params[f"b{number}"])
            if number == len(sizes) - 1:
                break
            if use_batchnorm:
                layers[f"BatchNorm{number}"] = BatchNormalization(params[f"gamma{number}"], params[f"beta{number}"])
            layers[f"Activation_function{number}"] = ACTIVATIONS[activation]()
            if use_dropout:
                layers[f"Dropout{number}"] = Dropout(dropout_ration, rng=rng)
        super().__init__(dict(params), layers, last_layer, weight_decay_lambda)
        self.input_size, self.output_size = input_size, output_size
        self.hidden_size_list = list(hidden_size_list)
        self.hidden_layer_num = len(self.hidden_size_list)

    def predict(self, x: ArrayLike, train_flg: bool = False) -> Array:
        """Return the scores of each class, (N, K), as in the book: `probabilities` has the probabilities."""
        return self.scores(x, train=train_flg)

    def loss(self, x: ArrayLike, t: ArrayLike, train_flg: bool = False) -> float:
        """Return the mean loss, with what weight decay adds."""
        return self._loss(x, t, train=train_flg)


def first_params(
    sizes: Sequence[int], std: float | str, rng: np.random.Generator | None, dtype: DTypeLike, *, batchnorm: bool
) -> dict[str, Array]:
    """Return the parameters that a network begins with; `sizes` are its inputs, hidden units and outputs."""
    if isinstance(std, str) and std.lower() not in VARIANCES:
        raise ValueError(f"no first weights {std!r}: expected a number or one of {', '.join(VARIANCES)}")
    normal = np.random.standard_normal if rng is None else rng.standard_normal
    params: dict[str, Array] = {}
    for number, (inputs, outputs) in enumerate(pairwise(sizes), 1):
        scale = math.sqrt(VARIANCES[std.lower()] / inputs) if isinstance(std, str) else std
        params[f"W{number}"] = (scale * normal((inputs, outputs))).astype(dtype)
        params[f"b{number}"] = np.zeros(outputs, dtype)
    if batchnorm:
        for number, units in enumerate(sizes[1:-1], 1):
            params[f"gamma{number}"] = np.ones(units, dtype)
            params[f"beta{number}"] = np.zeros(units, dtype)
    return params
