import numpy as np
import pytest

from mnistlab.nn import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSprop

KINDS = [SGD, Momentum, Nesterov, AdaGrad, RMSprop, Adam]


def plain(kind, p, gradients):
    """The formulas with nothing but numbers: where `p` is after some steps with the defaults, but a rate of 0.1."""
    lr, v, h, m = 0.1, 0.0, 0.0, 0.0
    for i, g in enumerate(gradients, 1):
        if kind is SGD:
            p -= lr * g
        elif kind is Momentum:
            v = 0.9 * v - lr * g
            p += v
        elif kind is Nesterov:
            p += 0.9 * 0.9 * v - (1 + 0.9) * lr * g
            v = 0.9 * v - lr * g
        elif kind is AdaGrad:
            h += g * g
            p -= lr * g / (h**0.5 + 1e-7)
        elif kind is RMSprop:
            h = 0.99 * h + 0.01 * g * g
            p -= lr * g / (h**0.5 + 1e-7)
        else:
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g * g
            p -= lr * (1 - 0.999**i) ** 0.5 / (1 - 0.9**i) * m / (v**0.5 + 1e-7)
    return p


@pytest.mark.parametrize("kind", KINDS)
def test_five_steps_equal_the_plain_formula(kind):
    rng = np.random.default_rng(2)
    start, gradients = rng.standard_normal((3, 2)), rng.standard_normal((5, 3, 2))
    params = {"W1": start.copy(), "b1": np.zeros(2)}
    array = params["W1"]
    optimizer = kind(lr=0.1)
    for gradient in gradients:
        optimizer.update(params, {"W1": gradient, "b1": gradient[0]})
    assert params["W1"] is array  # changed in place
    for place in np.ndindex(3, 2):
        assert array[place] == pytest.approx(plain(kind, start[place], gradients[:, *place]), abs=1e-12)
    np.testing.assert_allclose(params["b1"][1], plain(kind, 0.0, gradients[:, 0, 1]))


def test_two_steps_of_momentum_worked_by_hand():
    params, grads = {"w": np.array([1.0])}, {"w": np.array([2.0])}
    optimizer = Momentum(lr=0.1, momentum=0.5)
    optimizer.update(params, grads)
    assert params["w"] == pytest.approx(0.8)  # v = -0.2
    optimizer.update(params, grads)
    assert params["w"] == pytest.approx(0.5)  # v = -0.1 - 0.2


def test_the_first_step_of_adam_is_as_long_as_the_rate():
    params = {"w": np.array([1.0, 1.0])}
    Adam(lr=0.01).update(params, {"w": np.array([1e-3, -50.0])})
    np.testing.assert_allclose(params["w"], [0.99, 1.01], atol=1e-4)


def test_defaults_are_the_books():
    assert [kind().lr for kind in KINDS] == [0.01] * 5 + [0.001]
    assert Momentum().momentum == Nesterov().momentum == 0.9
    assert RMSprop().decay_rate == 0.99
    assert (Adam().beta1, Adam().beta2) == (0.9, 0.999)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_rate_counts_from_the_next_step(kind):
    params = {"w": np.ones(2)}
    optimizer = kind(lr=0.1)
    optimizer.lr = 0.0
    optimizer.update(params, {"w": np.ones(2)})
    np.testing.assert_array_equal(params["w"], 1)


@pytest.mark.parametrize("kind", KINDS)
def test_resumed_it_goes_on_bit_for_bit(kind):
    gradients = np.random.default_rng(3).standard_normal((9, 4)).astype(np.float32)
    params = {"all": np.ones(4, np.float32)}
    one = kind(0.05)
    for gradient in gradients[:4]:
        one.update(params, {"all": gradient})
    state, resumed = one.state(), {"all": params["all"].copy()}
    for gradient in gradients[4:]:
        one.update(params, {"all": gradient})  # the state that was handed over does not change with it
    other = kind(0.05)
    other.restore(state)
    for gradient in gradients[4:]:
        other.update(resumed, {"all": gradient})
    np.testing.assert_array_equal(resumed["all"], params["all"])
    assert resumed["all"].dtype == np.float32
    assert all(value.dtype == np.float32 for key, value in state.items() if key != "iter")
    one.restore(state)  # back again
    assert {key: value.tolist() for key, value in one.state().items()} == {
        key: value.tolist() for key, value in state.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_restored_from_nothing_it_begins_again(kind):
    def first_step(optimizer):
        params = {"w": np.ones(3)}
        optimizer.update(params, {"w": np.array([1.0, -2, 3])})
        return params["w"]

    optimizer = kind()
    fresh = first_step(optimizer)
    optimizer.restore({})
    np.testing.assert_array_equal(first_step(optimizer), fresh)


def test_what_is_remembered_has_flat_names():
    optimizer = Adam()
    optimizer.update({"W1": np.ones(2), "b1": np.ones(1)}, {"W1": np.ones(2), "b1": np.ones(1)})
    assert set(optimizer.state()) == {"iter", "m.W1", "m.b1", "v.W1", "v.b1"}
    assert SGD().state() == {}


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_step_and_the_next_one_are_those_of_the_update(kind):
    rng = np.random.default_rng(3)
    params, optimizer = {"w": rng.standard_normal(5)}, kind(lr=0.1)
    for gradient in rng.standard_normal((4, 5)):
        before = params["w"].copy()
        forecast, after = optimizer.next_step({"w": gradient})
        optimizer.update(params, {"w": gradient})
        np.testing.assert_allclose(forecast["w"], params["w"] - before, atol=1e-14)
        made = optimizer.way({"w": gradient}).at(optimizer.lr)
        np.testing.assert_allclose(made["w"], params["w"] - before, atol=1e-14)
        for name, remembered in optimizer.state().items():
            np.testing.assert_array_equal(after.state()[name], remembered)
