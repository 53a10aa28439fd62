import warnings

import numpy as np
import pytest

from mnistlab.nn import cross_entropy_error, numerical_gradient, relu, relu_grad, sigmoid, sigmoid_grad, softmax


def test_sigmoid_by_hand():
    np.testing.assert_allclose(sigmoid(np.array([0.0, 1.0, -1.0])), [0.5, 0.7310585786, 0.2689414214], rtol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_sigmoid_neither_warns_nor_leaves_its_range(dtype):
    x = np.array([-1e4, -100, 100, 1e4], dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        y = sigmoid(x)
    assert y.dtype == dtype
    assert y[0] == 0
    assert y[-1] == 1
    assert ((y >= 0) & (y <= 1)).all()


def test_sigmoid_takes_whole_numbers_and_lists():
    np.testing.assert_allclose(sigmoid([0, 1]), [0.5, 0.7310585786], rtol=1e-9)


def test_sigmoid_grad_is_the_derivative_of_sigmoid():
    x = np.linspace(-6, 6, 25)
    numeric = [float(numerical_gradient(lambda v: float(sigmoid(v)[0]), np.array([value]))[0]) for value in x]
    np.testing.assert_allclose(sigmoid_grad(x), numeric, atol=1e-9)
    assert sigmoid_grad(0.0) == 0.25


def test_softmax_by_hand():
    np.testing.assert_allclose(softmax(np.array([0.3, 2.9, 4.0])), [0.01821127, 0.24519181, 0.73659691], atol=1e-8)


def test_softmax_works_row_by_row_and_leaves_its_input():
    x = np.array([[1.0, 1.0], [0.0, np.log(3)]])
    before = x.copy()
    np.testing.assert_allclose(softmax(x), [[0.5, 0.5], [0.25, 0.75]])
    np.testing.assert_array_equal(x, before)


def test_softmax_of_large_scores_does_not_overflow():
    np.testing.assert_allclose(
        softmax(np.array([1010.0, 1000.0, 990.0])), [9.999546e-1, 4.5397868e-5, 2.06e-9], rtol=1e-3
    )


ONE_ANSWER = np.array([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])


@pytest.mark.parametrize(("right", "loss"), [(2, 0.5108254), (7, 2.3025841)])
def test_cross_entropy_by_hand(right, loss):
    one_hot = np.eye(10)[right]
    assert cross_entropy_error(ONE_ANSWER, one_hot) == pytest.approx(loss, abs=1e-6)
    assert cross_entropy_error(ONE_ANSWER, right) == pytest.approx(loss, abs=1e-6)
    assert cross_entropy_error(ONE_ANSWER[None], np.array([right])) == pytest.approx(loss, abs=1e-6)


def test_cross_entropy_is_the_mean_over_the_batch():
    y = np.stack([ONE_ANSWER, ONE_ANSWER])
    both = cross_entropy_error(y, np.array([2, 7], np.uint8))
    assert both == pytest.approx((0.5108254 + 2.3025841) / 2, abs=1e-6)
    assert cross_entropy_error(y, np.eye(10)[[2, 7]]) == both


def test_cross_entropy_of_a_hopeless_answer_is_finite():
    assert 16 < cross_entropy_error(ONE_ANSWER, 3) < 17


def test_cross_entropy_refuses_labels_that_do_not_fit():
    with pytest.raises(ValueError, match="do not fit"):
        cross_entropy_error(ONE_ANSWER[None], np.array([1, 2, 3]))


def test_numerical_gradient_of_a_polynomial():
    def f(x):
        return x[0] ** 2 + 3 * x[1]

    np.testing.assert_allclose(numerical_gradient(f, np.array([3.0, 4.0])), [6, 3], atol=1e-8)


def test_numerical_gradient_of_any_shape_and_of_whole_numbers():
    x = np.arange(6).reshape(1, 2, 3)
    np.testing.assert_allclose(numerical_gradient(lambda a: (a**2).sum(), x), 2 * x, atol=1e-7)
    np.testing.assert_array_equal(x, np.arange(6).reshape(1, 2, 3))
    assert numerical_gradient(lambda a: 5 * float(a), 2.0) == pytest.approx(5)


def test_numerical_gradient_changes_the_array_that_f_looks_at_and_restores_it():
    weights = np.array([1.0, 2.0])[::-1]  # a view: not contiguous
    before = weights.copy()
    gradient = numerical_gradient(lambda _: float(weights[0] * weights[1]), weights)
    np.testing.assert_allclose(gradient, [1, 2], atol=1e-8)
    np.testing.assert_array_equal(weights, before)


def test_numerical_gradient_restores_the_array_when_f_fails():
    weights = np.array([1.0, 2.0])

    def fail(x):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        numerical_gradient(fail, weights)
    np.testing.assert_array_equal(weights, [1, 2])


def test_relu_and_its_derivative():
    x = np.array([[-2.0, 0.0, 3.0]], np.float32)
    np.testing.assert_array_equal(relu(x), [[0, 0, 3]])
    np.testing.assert_array_equal(relu_grad(x), [[0, 0, 1]])
    assert relu_grad(x).dtype == np.float32
