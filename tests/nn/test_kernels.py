"""Every kernel against its layer."""

import numpy as np
import pytest

from mnistlab.nn import Affine, BatchNormalization, Dropout, Relu, Sigmoid, Tanh
from mnistlab.nn.kernels import KERNELS, AnyLayer, Place, Signal
from mnistlab.nn.mistakes import AffineWithoutSum, SigmoidWithoutSlope

N, D, H, K = 9, 7, 5, 3
MAKE = {
    Affine: lambda block: Affine(block[: D * H].reshape(D, H), block[D * H :]),
    Sigmoid: lambda _: Sigmoid(),
    Relu: lambda _: Relu(),
    Tanh: lambda _: Tanh(),
    Dropout: lambda _: Dropout(0.4, rng=np.random.default_rng(1)),
    BatchNormalization: lambda block: BatchNormalization(block[:D], block[D:]),
    SigmoidWithoutSlope: lambda _: SigmoidWithoutSlope(),
    AffineWithoutSum: lambda block: AffineWithoutSum(block[: D * H].reshape(D, H), block[D * H :]),
}
SIZES = {Affine: D * H + H, AffineWithoutSum: D * H + H, BatchNormalization: 2 * D}


@pytest.mark.parametrize(
    ("kind", "last"), [*((kind, False) for kind in MAKE), (Affine, True), (AffineWithoutSum, True)]
)
@pytest.mark.parametrize("scale", [1.0, 1 / 255])
def test_a_kernel_computes_what_its_layer_does(kind, last, scale):
    rng = np.random.default_rng(4)
    params = rng.standard_normal(SIZES.get(kind, 0), np.float32)
    grads = np.full_like(params, 7)
    x = Signal(N, D, scale)
    layer, same = MAKE[kind](params), MAKE[kind](params.copy())
    kernel = KERNELS.get(kind, AnyLayer)(layer, params, grads, x, Place(last=last))
    for _ in range(2):  # again, into the same memory
        meant = rng.standard_normal((N, D)).astype(np.float32)
        x.values[:] = meant / np.float32(scale)
        kernel.forward()
        out = same.forward(meant)
        np.testing.assert_allclose(kernel.out.values * kernel.out.scale, out, atol=2e-5)
        dout = rng.standard_normal(out.shape).astype(np.float32)
        kernel.out.gradient[:] = dout * np.float32(kernel.out.scale)  # by the values as they are
        kernel.backward()
        np.testing.assert_allclose(x.gradient / np.float32(scale), same.backward(dout), atol=2e-5)
        expected = [getattr(same, "d" + name).ravel() for name in same.PARAMS]
        np.testing.assert_allclose(grads, np.concatenate([*expected, []]), atol=1e-4)
        params += 1  # what is learnt is seen
        for name in same.PARAMS:
            setattr(same, name, getattr(same, name) + 1)
        for name in same.STATE:
            np.testing.assert_allclose(getattr(layer, name), getattr(same, name), atol=1e-6)
    if isinstance(same, Dropout | BatchNormalization):
        reader = KERNELS[kind](layer, params, grads, x, Place(last=last, train=False))
        x.values[:] = meant / np.float32(scale)
        reader.forward()
        np.testing.assert_allclose(reader.out.values * reader.out.scale, same.forward(meant, False), atol=2e-5)


def test_every_class_of_layer_is_tried():
    assert set(KERNELS) <= set(MAKE)


def test_a_first_layer_hands_nothing_back():
    params = np.ones(D * H + H, np.float32)
    x = Signal(N, D, 1.0)
    kernel = KERNELS[Affine](MAKE[Affine](params), params, params.copy(), x, Place(first=True))
    kernel.out.gradient[:] = 1
    kernel.backward()
    assert not x.gradient.any()
