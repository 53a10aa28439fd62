import numpy as np
import pytest

from mnistlab.nn import numerical_gradient


def test_a_parabola():
    x = np.array([3.0, -4.0])
    np.testing.assert_allclose(numerical_gradient(lambda x: (x**2).sum(), x), [6, -8])
    np.testing.assert_array_equal(x, [3, -4])


def test_any_shape_and_integers():
    gradient = numerical_gradient(lambda x: 2 * x[0, 1] - x[1, 0], [[1, 2], [3, 4]])
    np.testing.assert_allclose(gradient, [[0, 2], [-1, 0]], atol=1e-8)


def test_a_function_that_knows_the_array_by_another_name_sees_it_move():
    params = {"w": np.array([2.0])}
    np.testing.assert_allclose(numerical_gradient(lambda _: params["w"][0] ** 3, params["w"]), [12])


def test_what_fails_leaves_the_array_as_it_was():
    x = np.ones(2)

    def fail(x):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        numerical_gradient(fail, x)
    np.testing.assert_array_equal(x, 1)


def test_both_sides_are_taken():
    """|x| has the slope 0 at 0 by both sides, and ±1 by one."""
    np.testing.assert_array_equal(numerical_gradient(lambda x: abs(x[0]), np.zeros(1)), [0])
