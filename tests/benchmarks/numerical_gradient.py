"""How fast the numerical gradient is, and how close to what it should be.

    python tests/benchmarks/numerical_gradient.py [--quick]

`TwoLayerNet.numerical_gradient`, all 39,760 parameters of 784-50-10 for a batch of 100, against the plain loop over
the parameters. Every parameter costs the loop the same, two losses of the whole network; so it is timed on a random
sample of them in each round, and the time is scaled up. Backpropagation stands beside them for the proportions.

Differences are the largest in the gradient of any parameter: to the plain loop on a larger random sample, to
backpropagation in float64 on all of them; after a second of learning, where the gradients are neither all alike nor
yet zero, and with the first weights.
"""

import tracemalloc
from collections.abc import Callable

import harness
import numpy as np

from mnistlab.data import Dataset, load_dataset
from mnistlab.nn import TwoLayerNet, numerical_gradient
from mnistlab.training import RunSettings, Trainer, one_blas_thread

OURS = "TwoLayerNet.numerical_gradient"
PLAIN = "the plain loop"
BACK = "backpropagation"
KEYS = ("W1", "b1", "W2", "b2")
TIMED = 150  # parameters, in each round of the plain loop


class Example:
    """A network in float64 and the default batch.

    It is trained for so many iterations; `x` is float64 as well.
    """

    def __init__(self, data: Dataset, iterations: int) -> None:
        settings = RunSettings()
        trainer = Trainer(settings, data)
        for _ in range(iterations):
            trainer.step()
        self.network = TwoLayerNet(784, settings.hidden_size, 10, dtype=np.float64)
        self.network.params = {key: trainer.network.params[key].astype(np.float64) for key in KEYS}
        count = settings.batch_size
        self.x = data.train_images[:count].reshape(count, -1) / 255.0
        self.t = data.train_labels[:count]
        self.size = sum(value.size for value in self.network.params.values())

    def sample(self, count: int, seed: int) -> np.ndarray:
        """Return places of some parameters, in the order of all."""
        return np.random.default_rng(seed).choice(self.size, size=count, replace=False)

    def ours(self) -> np.ndarray:
        return flat(self.network.numerical_gradient(self.x, self.t))

    def back(self) -> np.ndarray:
        return flat(self.network.gradient(self.x, self.t))

    def back_with_tiny(self) -> np.ndarray:
        """Return the gradient of the loss with the 1e-7 in it: p / (p + 1e-7) of each image's."""
        count = len(self.x)
        right = self.network.predict(self.x)[np.arange(count), self.t]
        shares = right / (right + 1e-7) / count
        return sum(shares[n] * flat(self.network.gradient(self.x[n], self.t[n])) for n in range(count))

    def plain(self, places: np.ndarray) -> np.ndarray:
        """Return what the plain loop gives for these parameters."""
        found = []
        for place in places:
            start = 0
            for value in self.network.params.values():
                if place < start + value.size:
                    entry = value.reshape(-1)[place - start : place - start + 1]  # a view: changed in place
                    found.append(numerical_gradient(lambda _: self.network.loss(self.x, self.t), entry)[0])
                    break
                start += value.size
        return np.array(found)


def flat(gradient: dict[str, np.ndarray]) -> np.ndarray:
    """Return a gradient as one row, in the order of the parameters."""
    return np.concatenate([gradient[key].ravel() for key in KEYS])


def peak(action: Callable[[], object]) -> float:
    """Return how much memory NumPy and Python took for an action at its height, in MB."""
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def speed(report: harness.Report, example: Example, rounds: int) -> None:
    places = example.sample(TIMED, seed=0)
    scale = example.size / TIMED
    times = harness.rounds_of(
        {
            OURS: lambda: harness.seconds(example.ours),
            PLAIN: lambda: scale * harness.seconds(lambda: example.plain(places)),
            BACK: lambda: harness.seconds(example.back),
        },
        rounds,
    )
    memory = {
        OURS: peak(example.ours),
        PLAIN: peak(lambda: example.plain(places[:3])),
        BACK: peak(example.back),
    }
    rows = []
    for name, values in times.items():
        figure = harness.figure(1000 * value for value in values)
        ratio = harness.ratio(values, times[OURS])
        report.keep(f"{name}: ms", figure)
        if name != OURS:
            report.keep(f"ratio to {name}", ratio)
        spec = ".0f" if name == PLAIN else ".4f"
        shown = f"{name}, scaled up from {TIMED} parameters" if name == PLAIN else name
        rows.append((shown, f"{figure:.1f}", "" if name == OURS else f"{ratio:{spec}}", f"{memory[name]:.1f}"))
    report.keep("peak memory, MB", memory[OURS])
    report.table(
        f"The gradient of {example.size:,} parameters, batch {len(example.x)}, {rounds} rounds",
        ("", "ms  [min..max]", "ratio  [min..max]", "peak memory, MB"),
        rows,
    )


def differences(report: harness.Report, examples: dict[str, Example], count: int) -> None:
    rows = []
    for name, example in examples.items():
        ours = example.ours()
        places = example.sample(count, seed=1)
        to_plain = float(np.abs(ours[places] - example.plain(places)).max())
        to_back = float(np.abs(ours - example.back()).max())
        to_loss = float(np.abs(ours - example.back_with_tiny()).max())
        report.keep(f"{name}: largest difference to the plain loop", to_plain)
        report.keep(f"{name}: largest difference to backpropagation", to_back)
        report.keep(f"{name}: largest difference to backpropagation with the 1e-7", to_loss)
        rows.append((name, f"{np.abs(ours).max():.1e}", f"{to_plain:.1e}", f"{to_back:.1e}", f"{to_loss:.1e}"))
    report.table(
        f"The largest differences; to the plain loop on {count:,} parameters",
        ("", "largest gradient", "to the plain loop", "to backpropagation", "the same with the 1e-7"),
        rows,
    )
    report.say("Backpropagation leaves out the 1e-7 in the logarithm of the loss; the last column puts it in.")


def main() -> None:
    options = harness.parse(harness.parser(__doc__), rounds=15)
    report = harness.Report("numerical_gradient", options)
    data = load_dataset()
    with one_blas_thread:
        examples = {"the first weights": Example(data, 0), "after 1,000 iterations": Example(data, 1_000)}
        speed(report, examples["the first weights"], options.rounds)
        differences(report, examples, 500 if options.quick else 4_000)
    report.write()


if __name__ == "__main__":
    main()
