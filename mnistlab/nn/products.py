"""Large matrix products, in the pieces that the processor is quickest with."""

import functools
from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import as_strided

from mnistlab.nn.functions import Array

# OpenBLAS first copies the matrices of a product into an order that suits the processor. Up to so many
# multiplications it has kernels that take them as they lie, where the processor has AVX-512: a copy less.
SMALL = 100**3
FEWEST_ROWS = 6  # with fewer at a time, the pieces cost more than the copy


def product(a: Array, b: Array, out: Array) -> Callable[[], object]:
    """Return what computes ``a·b`` into `out` whenever it is called, for matrices that stay where they are.

    Where it is faster so, some rows of `a` are taken at a time.

    Parameters
    ----------
    a : ndarray, shape (R, S)
    b : ndarray, shape (S, T)
    out : ndarray, shape (R, T)
    """
    rows = min(SMALL // (a.shape[1] * b.shape[1]), len(a)) if has_small_kernels() else 0
    if rows < FEWEST_ROWS:
        return lambda: np.matmul(a, b, out)
    pieces = len(a) // rows
    stack, out_stack = _stack(a, pieces, rows), _stack(out, pieces, rows)  # (P, rows, S), (P, rows, T)
    rest, out_rest = a[pieces * rows :], out[pieces * rows :]
    if not len(rest):
        return lambda: np.matmul(stack, b, out_stack)

    def compute() -> None:
        np.matmul(stack, b, out_stack)
        np.matmul(rest, b, out_rest)

    return compute


@functools.cache
def has_small_kernels() -> bool:
    """Return whether NumPy multiplies by an OpenBLAS that has kernels for small products on this processor."""
    about = np.show_config(mode="dicts")
    blas = about.get("Build Dependencies", {}).get("blas", {}).get("name", "")
    extensions = about.get("SIMD Extensions", {})
    processor = {*extensions.get("baseline", ()), *extensions.get("found", ())}
    return "openblas" in blas and not processor.isdisjoint({"AVX512_SKX", "X86_V4"})  # the names before and since 2.4


def _stack(matrix: Array, pieces: int, rows: int) -> Array:
    """Return a view (pieces, rows, columns) of the first rows of a matrix, wherever it lies in memory."""
    down, right = matrix.strides
    return as_strided(matrix, (pieces, rows, matrix.shape[1]), (rows * down, down, right))
