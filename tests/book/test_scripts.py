"""Programs as a reader types them from the book: ``common`` and ``dataset`` are replaced, and nothing else."""

import subprocess
import sys

import pytest

CHAPTER_4 = """
from common.functions import *
from common.gradient import numerical_gradient

class TwoLayerNet:
    def __init__(self, inputs, hidden, outputs, std=0.01):
        self.params = {
            'W1': std * np.random.randn(inputs, hidden), 'b1': np.zeros(hidden),
            'W2': std * np.random.randn(hidden, outputs), 'b2': np.zeros(outputs),
        }

    def predict(self, x):
        z1 = sigmoid(np.dot(x, self.params['W1']) + self.params['b1'])
        return softmax(np.dot(z1, self.params['W2']) + self.params['b2'])

    def loss(self, x, t):
        return cross_entropy_error(self.predict(x), t)

    def numerical_gradient(self, x, t):
        f = lambda W: self.loss(x, t)
        return {key: numerical_gradient(f, self.params[key]) for key in self.params}

    def gradient(self, x, t):
        a1 = np.dot(x, self.params['W1']) + self.params['b1']
        z1 = sigmoid(a1)
        dy = (softmax(np.dot(z1, self.params['W2']) + self.params['b2']) - t) / x.shape[0]
        da1 = sigmoid_grad(a1) * np.dot(dy, self.params['W2'].T)
        return {'W1': np.dot(x.T, da1), 'b1': np.sum(da1, axis=0), 'W2': np.dot(z1.T, dy), 'b2': np.sum(dy, axis=0)}

np.random.seed(0)
net = TwoLayerNet(6, 5, 3)
x, t = np.random.rand(4, 6), np.eye(3)[[0, 2, 1, 0]]
by_numbers, backward = net.numerical_gradient(x, t), net.gradient(x, t)
print(max(np.abs(by_numbers[key] - backward[key]).max() for key in backward))
"""

CHAPTER_5 = """
from collections import OrderedDict
from common.layers import *
from common.gradient import numerical_gradient

np.random.seed(0)
params = {'W1': 0.1 * np.random.randn(6, 5), 'b1': np.zeros(5),
          'W2': 0.1 * np.random.randn(5, 3), 'b2': np.zeros(3)}
layers = OrderedDict()
layers['Affine1'] = Affine(params['W1'], params['b1'])
layers['Relu1'] = Relu()
layers['Affine2'] = Affine(params['W2'], params['b2'])
last = SoftmaxWithLoss()
x, t = np.random.rand(4, 6), np.eye(3)[[0, 2, 1, 0]]

def loss(W):
    out = x
    for layer in layers.values():
        out = layer.forward(out)
    return last.forward(out, t)

loss(None)
dout = last.backward(1)
for layer in reversed(list(layers.values())):
    dout = layer.backward(dout)
print(np.abs(numerical_gradient(loss, params['W1']) - layers['Affine1'].dW).max())
"""

CHAPTER_6_A_BOWL = """
from collections import OrderedDict
from common.optimizer import *

ends = []
for optimizer in (SGD(lr=0.95), Momentum(lr=0.1), AdaGrad(lr=1.5), Adam(lr=0.3)):
    params, track = {'x': -7.0, 'y': 2.0}, []
    for i in range(30):
        track.append(params['x'])
        optimizer.update(params, {'x': params['x'] / 10.0, 'y': 2.0 * params['y']})
    assert len(set(track)) == 30, 'each moment of the track is a number of its own'
    ends.append((params['x'], params['y']))
print(max(abs(y) for x, y in ends))
"""

CHAPTER_6_TRAINER = """
from dataset.mnist import load_mnist
from common.multi_layer_net_extend import MultiLayerNetExtend
from common.trainer import Trainer
from common.util import shuffle_dataset

(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True)
x_train, t_train = shuffle_dataset(x_train[:300], t_train[:300])
network = MultiLayerNetExtend(input_size=784, hidden_size_list=[20, 20], output_size=10,
                              use_dropout=True, dropout_ration=0.1, use_batchnorm=True)
trainer = Trainer(network, x_train, t_train, x_test[:200], t_test[:200], epochs=20, mini_batch_size=100,
                  optimizer='Adam', optimizer_param={'lr': 0.01}, verbose=False)
trainer.train()
assert len(trainer.train_loss_list) == 60 and len(trainer.train_acc_list) == len(trainer.test_acc_list) == 20
print(1 - trainer.train_acc_list[-1])
"""


@pytest.mark.parametrize(
    ("program", "most"),
    [(CHAPTER_4, 1e-6), (CHAPTER_5, 1e-6), (CHAPTER_6_A_BOWL, 0.5), (CHAPTER_6_TRAINER, 0.1)],
    ids=["chapter-4", "chapter-5", "chapter-6-bowl", "chapter-6-trainer"],
)
def test_a_program_of_the_book_runs_after_its_imports_are_changed(tmp_path, program, most):
    lines = program.replace("from common.", "from mnistlab.book.").replace("from dataset.", "from mnistlab.book.")
    script = tmp_path / "program.py"
    script.write_text(lines)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) <= most
