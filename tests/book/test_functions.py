"""What only the book has among its functions."""

import numpy as np

from mnistlab.book.functions import (
    identity_function,
    mean_squared_error,
    softmax_loss,
    step_function,
    sum_squared_error,
)


def test_the_step_function_is_one_where_its_input_is_positive():
    np.testing.assert_array_equal(step_function([-1.0, 0.0, 2.0]), [0, 0, 1])


def test_the_identity_changes_nothing():
    x = np.arange(3.0)
    assert identity_function(x) is x


def test_the_sum_of_squares_is_that_worked_by_hand():
    assert sum_squared_error([0.25, 0.5], [0, 1]) == 0.5 * (0.0625 + 0.25)
    assert mean_squared_error([0.25, 0.5], [0, 1]) == 0.5 * (0.0625 + 0.25)


def test_the_loss_of_equal_scores_is_the_logarithm_of_their_number():
    assert softmax_loss(np.zeros((2, 10)), np.array([3, 7])) == np.float64(-np.log(0.1 + 1e-7))
