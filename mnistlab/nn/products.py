"""Large matrix products, in the pieces that the processor is quickest with."""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from mnistlab.nn.functions import Array

# OpenBLAS first copies the matrices of a product into an order that suits the processor. On processors with AVX-512,
# small products use kernels that skip this copy.
SMALL = 100**3  # multiplications, at most
FEWEST_ROWS = 6  # with fewer rows in each, the pieces cost more than the copy


class PreparedProduct:
    """``a·b`` into `out` at each call, for matrices that stay where they are in memory.

    Parameters
    ----------
    a : ndarray, shape (R, S)
        Some of its rows are taken at a time, where that is faster.
    b : ndarray, shape (S, T)
    out : ndarray, shape (R, T)
    """

    __slots__ = ("_parts",)

    def __init__(self, a: Array, b: Array, out: Array) -> None:
        self._parts: tuple[tuple[Callable[..., object], Array, Array, Array], ...]
        rows = rows_at_a_time(len(a), *b.shape)
        if rows == len(a):
            self._parts = (_whole(a, b, out),)
            return
        pieces = len(a) // rows
        stack = np.matmul, _stack(a, pieces, rows), b, _stack(out, pieces, rows)  # (P, rows, S), (P, rows, T)
        rest = pieces * rows
        self._parts = (stack, _whole(a[rest:], b, out[rest:])) if rest < len(a) else (stack,)

    def __call__(self) -> None:
        """Compute the product."""
        for multiply, a, b, out in self._parts:
            multiply(a, b, out)


def rows_at_a_time(rows: int, inner: int, columns: int) -> int:
    """Return how many of `rows` are best multiplied at a time in (rows, inner)·(inner, columns): all, or fewer."""
    piece = SMALL // (inner * columns)
    return piece if has_small_kernels() and FEWEST_ROWS <= piece < rows else rows


@functools.cache
def has_small_kernels() -> bool:
    """Return whether NumPy multiplies by an OpenBLAS that has kernels for small products on this processor."""
    about = np.show_config(mode="dicts")
    blas = about.get("Build Dependencies", {}).get("blas", {}).get("name", "")
    extensions = about.get("SIMD Extensions", {})
    processor = {*extensions.get("baseline", ()), *extensions.get("found", ())}
    return "openblas" in blas and not processor.isdisjoint({"AVX512_SKX", "X86_V4"})  # the names before and since 2.4


def _whole(a: Array, b: Array, out: Array) -> tuple[Any, Array, Array, Array]:
    """Return how the product is computed in one piece.

    `dot` takes less time to call than `matmul`, but copies matrices whose rows do not lie one behind the other.
    """
    if all(matrix.flags.forc for matrix in (a, b, out)):
        return (np.dot, a, b, out) if out.flags.c_contiguous else (np.dot, b.T, a.T, out.T)
    return np.matmul, a, b, out


def _stack(matrix: Array, pieces: int, rows: int) -> Array:
    """Return a view (pieces, rows, columns) of the first rows of a matrix, wherever it lies in memory."""
    down, right = matrix.strides
    return as_strided(matrix, (pieces, rows, matrix.shape[1]), (rows * down, down, right))
