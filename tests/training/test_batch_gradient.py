import numpy as np
import pytest

from mnistlab.nn import MultiLayerNet, TwoLayerNet
from mnistlab.nn.mistakes import Mistake
from mnistlab.training.batch_gradient import BatchGradient, Way
from mnistlab.training.phases import MiniBatch


@pytest.fixture
def work(small_dataset):
    network = TwoLayerNet(784, 3, 10, rng=np.random.default_rng(1))
    work = BatchGradient(network, small_dataset, 2)
    work.load(MiniBatch(small_dataset, np.array([3, 5])), network.state())
    return work


def test_both_ways_give_one_gradient(work):
    backwards = Way("backpropagation", None)
    assert work.advance(backwards) == 1
    assert work.is_by(backwards)
    by_backpropagation = work.fast.gradient
    shares = []
    while not shares or shares[-1] < 1:
        shares.append(work.advance(Way("numerical", None)))
        assert work.under_way == (shares[-1] < 1)
    assert sorted(shares) == shares
    assert len(shares) > 1
    for key, value in work.fast.gradient.items():
        np.testing.assert_allclose(value, by_backpropagation[key], atol=1e-6)


def test_a_numerical_gradient_that_is_given_up_leaves_the_last_one(work):
    work.advance(Way("backpropagation", Mistake.NO_LABELS))
    last = work.fast.gradient
    work.advance(Way("numerical", None))
    work.drop()
    assert not work.under_way
    assert work.is_by(Way("backpropagation", Mistake.NO_LABELS))
    np.testing.assert_array_equal(work.fast.gradient["W2"], last["W2"])


def test_another_batch_has_no_loss_yet(work, small_dataset):
    work.advance(Way("backpropagation", None))
    assert work.loss > 0
    work.load(MiniBatch(small_dataset, np.array([1, 2])), ({}, {}))
    assert work.loss is None


@pytest.mark.parametrize("in_pieces", [False, True])
def test_a_gradient_that_is_computed_once_more_has_the_same_units_silent(small_dataset, large_batches, in_pieces):
    network = MultiLayerNet(784, [9], 10, "relu", use_dropout=True, rng=np.random.default_rng(1))
    count = 130 if in_pieces else 20
    work = BatchGradient(network, small_dataset, count)
    work.load(MiniBatch(small_dataset, np.arange(count)), network.state())
    right, wrong = Way("backpropagation", None), Way("backpropagation", Mistake.NO_LABELS)
    if in_pieces:
        assert 0 < work.advance(wrong) < 1
        work.drop()
    while work.advance(right) < 1:
        pass
    masks, gradient = work.fast.masks, work.fast.gradient
    while work.advance(wrong) < 1:
        pass
    np.testing.assert_array_equal(work.fast.masks, masks)
    while work.advance(right) < 1:
        pass
    np.testing.assert_array_equal(work.fast.gradient["W1"], gradient["W1"])
    assert work.fast.in_pieces == in_pieces
