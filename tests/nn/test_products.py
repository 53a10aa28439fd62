import numpy as np
import pytest

from mnistlab.nn import products
from mnistlab.nn.products import PreparedProduct, rows_at_a_time


@pytest.mark.parametrize("small_kernels", [True, False])
@pytest.mark.parametrize(
    ("batch", "hidden"),
    [
        (100, 50),
        (128, 50),
        (7, 50),
        (1, 1),
        (1000, 30),
        (100, 800),
    ],  # with and without a rest, and too large for pieces
)
def test_the_two_products_of_a_step(monkeypatch, small_kernels, batch, hidden):
    """Whatever the pieces, it is the product, also into the columns of a larger array, and again after a change."""
    monkeypatch.setattr(products, "has_small_kernels", lambda: small_kernels)
    rng = np.random.default_rng(1)
    x = rng.standard_normal((batch, 785), np.float32)
    W = rng.standard_normal((785, hidden), np.float32)
    z, dW = np.full((batch, hidden + 1), 7, np.float32), np.full((785, hidden), 7, np.float32)
    forward, backward = PreparedProduct(x, W, z[:, :-1]), PreparedProduct(x.T, z[:, :-1], dW)
    for _ in range(2):
        forward()
        np.testing.assert_allclose(z[:, :-1], x @ W, atol=1e-3)
        assert (z[:, -1] == 7).all()
        backward()
        np.testing.assert_allclose(dW, x.T @ (x @ W), rtol=1e-3, atol=0.02 * batch)
        x *= 2


@pytest.mark.parametrize(
    ("blas", "extensions", "expected"),
    [
        ("scipy-openblas", ["X86_V3", "X86_V4"], True),
        ("openblas64", ["AVX2", "AVX512F", "AVX512_SKX"], True),
        ("scipy-openblas", ["X86_V3"], False),
        ("accelerate", ["ASIMD"], False),
        ("mkl-sdl", ["X86_V3", "X86_V4"], False),
    ],
)
def test_small_kernels_are_openblass_with_avx512(monkeypatch, blas, extensions, expected):
    about = {
        "Build Dependencies": {"blas": {"name": blas}},
        "SIMD Extensions": {"baseline": ["X86_V2"], "found": extensions},
    }
    monkeypatch.setattr(np, "show_config", lambda **_: about)
    assert products.has_small_kernels.__wrapped__() is expected
    monkeypatch.setattr(np, "show_config", lambda **_: {})
    assert products.has_small_kernels.__wrapped__() is False


@pytest.mark.parametrize("order", ["C", "F"])
def test_results_by_rows_and_by_columns(order):
    rng = np.random.default_rng(1)
    a, b = rng.standard_normal((7, 5)), rng.standard_normal((5, 3))
    out = np.zeros((7, 3), order=order)
    PreparedProduct(a, b, out)()
    np.testing.assert_allclose(out, a @ b)


def test_small_kernels_are_used_where_they_pay(monkeypatch):
    monkeypatch.setattr(products, "has_small_kernels", lambda: True)
    assert rows_at_a_time(100, 785, 50) == 25  # 25·785·50 are just below a million
    assert rows_at_a_time(785, 100, 50) == 200
    assert rows_at_a_time(100, 785, 200) == 6
    assert rows_at_a_time(100, 785, 300) == 100  # 4 rows at a time cost more than the copy
    assert rows_at_a_time(20, 785, 50) == 20
    monkeypatch.setattr(products, "has_small_kernels", lambda: False)
    assert rows_at_a_time(100, 785, 50) == 100
