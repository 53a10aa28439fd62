"""How fast the accuracy on all 70,000 images is measured.

    python tests/benchmarks/evaluation.py [--quick]

`Trainer.evaluate`, which reads the images as the bytes that they are kept as, against `TwoLayerNet.accuracy` on
images that are float32 already, against the book's way (float64 weights, one-hot labels, all images at once), and
against the one large matrix product in it alone, images × W1, which it cannot do without.

"ratio" is how many times as long the other takes; against the product it is the evaluation in times of the
product, so there smaller is better.
"""

import harness
import numpy as np
from rivals import BOOK, Book

from mnistlab.data import load_dataset
from mnistlab.training import RunSettings, Trainer, one_blas_thread

OURS = "Trainer.evaluate"
PLAIN = "TwoLayerNet.accuracy"
PRODUCT = "images × W1 alone"
CHUNK = 1000  # images: the product is at its fastest where what it works on stays in the cache


def main() -> None:
    options = harness.parse(harness.parser(__doc__), rounds=15)
    report = harness.Report("evaluation", options)
    data = load_dataset()
    trainer = Trainer(RunSettings(), data)
    book = Book(data)
    train, test = book.x_train, book.x_test
    product = np.empty((CHUNK, trainer.settings.hidden_size), np.float32)
    found: dict[str, tuple[float, float]] = {}

    def plain() -> None:
        network = trainer.network
        found[PLAIN] = network.accuracy(train, data.train_labels), network.accuracy(test, data.test_labels)

    def ours() -> None:
        found[OURS] = trainer.evaluate()

    def products() -> None:
        W1 = trainer.network.params["W1"]
        for images in (train, test):
            for start in range(0, len(images), CHUNK):
                np.dot(images[start : start + CHUNK], W1, product)

    with one_blas_thread:
        for _ in range(1_000):
            trainer.step()
        book.params = {key: value.astype(np.float64) for key, value in trainer.network.params.items()}
        times = harness.rounds_of(
            {
                OURS: lambda: harness.seconds(ours),
                PLAIN: lambda: harness.seconds(plain),
                BOOK: lambda: harness.seconds(book.evaluate),
                PRODUCT: lambda: harness.seconds(products),
            },
            options.rounds,
        )
    rows = []
    for name, values in times.items():
        ratio = harness.ratio(times[OURS], values) if name == PRODUCT else harness.ratio(values, times[OURS])
        milliseconds = harness.figure(1000 * value for value in values)
        report.keep(f"{name}: ms", milliseconds)
        if name != OURS:
            report.keep(f"ratio to {name}", ratio)
        rows.append((name, f"{milliseconds:.0f}", "" if name == OURS else f"{ratio}"))
    images = len(train) + len(test)
    report.table(
        f"Accuracy on {images:,} images, {options.rounds} rounds", ("", "ms  [min..max]", "ratio  [min..max]"), rows
    )
    apart = max(abs(a - b) for a, b in zip(found[OURS][:2], found[PLAIN], strict=True))
    report.say(f"The two ways of ours differ by {apart:.0e} in accuracy.")
    report.write()


if __name__ == "__main__":
    main()
