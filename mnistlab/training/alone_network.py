"""The class of the network in a program that needs nothing but NumPy, line by line."""

from collections.abc import Callable, Iterator

from mnistlab.training.lines import ACTIVATIONS
from mnistlab.training.script import units_stay_alike
from mnistlab.training.settings import RunSettings
from mnistlab.translatable import Context

script = Context()
Said = Callable[[str], str]
INSIDE = " " * 8


def with_hidden_layer(one: RunSettings, said: Said, *, drawn: bool) -> Iterator[str]:
    """Yield the lines of the network of a run with a hidden layer, whose first weights are `drawn` or in a file."""
    activation, slope = ACTIVATIONS[one.activation]
    hidden = activation.format('x @ p["W1"] + p["b1"]')
    predicted = f"(1 - dropout_ratio) * {hidden}" if one.dropout else hidden
    decay = ' + weight_decay * p["{}"]' if one.weight_decay else ""
    squares = ' + weight_decay / 2 * (np.sum(p["W1"] ** 2) + np.sum(p["W2"] ** 2))' if one.weight_decay else ""
    masked, of_mask = ("self.mask * ", " * self.mask") if one.dropout else ("", "")
    yield "class TwoLayerNet:"
    yield _doc(said(script.tr("784 inputs, a hidden layer, and 10 outputs.")), 4)
    yield from _BEGINNING
    yield "    def predict(self, x):"
    yield "        p = self.params"
    yield f"        z = {predicted}"
    yield '        return softmax(z @ p["W2"] + p["b2"])'
    yield ""
    yield from _loss(said)
    yield "        p = self.params"
    if one.dropout:
        yield '        self.mask = masks_rng.random((len(x), len(p["b1"]))) > dropout_ratio'
    yield f"        self.z = {masked}{hidden}"
    yield '        self.y = softmax(self.z @ p["W2"] + p["b2"])'
    yield _CROSS_ENTROPY.format(squares=squares)
    yield ""
    yield from _gradient(said)
    yield "        p, grads = self.params, {}"
    yield "        dy = (self.y - t) / len(x)"
    yield f'        grads["W2"] = self.z.T @ dy{decay.format("W2")}'
    yield '        grads["b2"] = dy.sum(axis=0)'
    yield f'        da = dy @ p["W2"].T{of_mask} * {slope.replace("z", "self.z")}'
    yield f'        grads["W1"] = x.T @ da{decay.format("W1")}'
    yield '        grads["b1"] = da.sum(axis=0)'
    if drawn and units_stay_alike(one):
        note = script.tr("All units begin alike and stay so: each has the gradient of the first.")
        yield f"{INSIDE}# {said(note)}"
        yield '        grads["W1"] = np.repeat(grads["W1"][:, :1], len(p["b1"]), axis=1)'
        yield '        grads["b1"] = np.repeat(grads["b1"][:1], len(p["b1"]))'
        yield '        grads["W2"] = np.repeat(grads["W2"][:1], len(p["b1"]), axis=0)'
    yield "        return grads"


def without_hidden_layer(one: RunSettings, said: Said) -> Iterator[str]:
    """Yield the lines of the network of a run without a hidden layer."""
    decay = ' + weight_decay * p["W1"]' if one.weight_decay else ""
    squares = ' + weight_decay / 2 * np.sum(p["W1"] ** 2)' if one.weight_decay else ""
    yield "class SoftmaxRegression:"
    yield _doc(said(script.tr("784 inputs and 10 outputs: each score is a weighted sum of all pixels.")), 4)
    yield from _BEGINNING
    yield "    def predict(self, x):"
    yield "        p = self.params"
    yield '        return softmax(x @ p["W1"] + p["b1"])'
    yield ""
    yield from _loss(said)
    yield "        p = self.params"
    yield "        self.y = self.predict(x)"
    yield _CROSS_ENTROPY.format(squares=squares)
    yield ""
    yield from _gradient(said)
    yield "        p, grads = self.params, {}"
    yield "        dy = (self.y - t) / len(x)"
    yield f'        grads["W1"] = x.T @ dy{decay}'
    yield '        grads["b1"] = dy.sum(axis=0)'
    yield "        return grads"


_BEGINNING = "", "    def __init__(self, params):", "        self.params = params", ""
_CROSS_ENTROPY = "        return -np.sum(t * np.log(self.y + 1e-7)) / len(x){squares}  # 1e-7: log(0) = -inf"


def _loss(said: Said) -> Iterator[str]:
    yield "    def loss(self, x, t):"
    yield _doc(said(script.tr("Return the cross-entropy error, and keep what the gradient needs.")), 8)


def _gradient(said: Said) -> Iterator[str]:
    yield "    def accuracy(self, x, t):"
    yield "        return np.mean(self.predict(x).argmax(axis=1) == t.argmax(axis=1))"
    yield ""
    yield "    def gradient(self, x, t):"
    yield _doc(said(script.tr("Return the gradient by backpropagation, after `loss` with the same images.")), 8)


def _doc(text: str, indent: int) -> str:
    return f'{" " * indent}"""{text}"""'
