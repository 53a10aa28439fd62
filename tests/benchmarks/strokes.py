"""How well the canvas reads what people drew, and how fast.

Replays a file of pen strokes on the drawing panel as mouse moves: at three sizes, centred and in a corner. There a
network of the default settings reads them, and the one that comes with the program. Then the first reads the same
drawings with stages of the preparation left out. Run it by hand:

    QT_QPA_PLATFORM=offscreen python tests/benchmarks/strokes.py --strokes FILE.jsonl.gz [--weights FILE.npz]

Each line of the file is a JSON object: ``{"label": 3, "strokes": [[[x, y], ...], ...]}``, y down, any unit.
Without ``--weights``, a network is trained first with the default settings.
"""

import argparse
import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication

from mnistlab.data import load_dataset
from mnistlab.data.images import SIDE
from mnistlab.data.ink import BOX, centre_by_mass, crop_to_ink, ink_to_image, pen_width, scale_to_box
from mnistlab.nn import TwoLayerNet
from mnistlab.training import RunSettings, Trainer, load_weights, one_blas_thread, ready_network
from mnistlab.ui.canvas.drawing import Drawing, Line
from mnistlab.ui.canvas.rendering import draw_paths, ink
from mnistlab.ui.canvas.strokes import smooth_path
from mnistlab.ui.panels.draw import DrawPanel
from mnistlab.ui.selection import Reader, Selection

SIZES = (0.40, 0.65, 0.90)  # the longest side, in sides of the canvas
PLACES = {"centred": 0.5, "corner": 0.98}  # where in the room that is left; 1 is the bottom right corner
FIXED_PEN = 1 / 16  # of the canvas: what a canvas of pixels would draw with
WHOLE = 8 * SIDE  # px: the whole canvas, for the recipes that do not crop

Strokes = list[np.ndarray]


def trained_network(weights: Path | None) -> TwoLayerNet:
    if weights is not None:
        return TwoLayerNet.of(load_weights(weights))
    trainer = Trainer(RunSettings(), load_dataset())
    for _ in range(trainer.settings.iterations):
        trainer.step()
    return trainer.network


def placed(strokes: Strokes, size: float, place: float, side: int) -> list[list[QPointF]]:
    """Return the strokes at whole pixels of a canvas: what a mouse would send."""
    points = np.concatenate(strokes)
    corner, box = points.min(axis=0), np.ptp(points, axis=0)
    scale = size / max(box.max(), 1e-9)
    offset = (1 - box * scale) * place
    return [
        [QPointF(*point) for point in np.rint(((stroke - corner) * scale + offset) * (side - 1))] for stroke in strokes
    ]


class Replay:
    """Moves the mouse over a panel, and takes the time until its bars have been painted."""

    def __init__(self, network: TwoLayerNet, ready: TwoLayerNet) -> None:
        selection = Selection()
        selection.take_ready(ready)
        selection.choose_reader(Reader.OWN)
        self.networks = {"default network": network, "built-in network": ready}
        self.panel = DrawPanel(selection)
        self.panel.resize(388, 648)
        self.panel.show()
        QApplication.processEvents()  # a window that is not on the screen yet paints nothing
        self.panel.show_frame(SimpleNamespace(run_id=1, iteration=0, network=network, diverged=False))
        self.latencies: list[float] = []

    def send(self, kind: QEvent.Type, place: QPointF, held: Qt.MouseButton) -> None:
        canvas = self.panel.canvas
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, place, canvas.mapToGlobal(place), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(canvas, event)

    def move(self, place: QPointF, *, timed: bool) -> None:
        start = time.perf_counter()
        self.send(QEvent.Type.MouseMove, place, Qt.MouseButton.LeftButton)
        if timed:
            panel = self.panel
            for widget in (panel.canvas, panel.bars, panel.strip, panel.answer.digit, panel.answer.share):
                widget.repaint()
            self.latencies.append(time.perf_counter() - start)

    def draw(self, strokes: list[list[QPointF]], *, timed: bool) -> Strokes:
        """Draw on a clear canvas, and return what the canvas then holds."""
        canvas = self.panel.canvas
        canvas.clear()
        canvas.blockSignals(not timed)  # what is not timed need only be read when it is finished
        for stroke in strokes:
            self.send(QEvent.Type.MouseButtonPress, stroke[0], Qt.MouseButton.LeftButton)
            for place in stroke[1:]:
                self.move(place, timed=timed)
            self.send(QEvent.Type.MouseButtonRelease, stroke[-1], Qt.MouseButton.NoButton)
        if not timed:
            canvas.blockSignals(False)
            canvas.ink_changed.emit()
        return canvas.strokes

    def readings(self) -> list[int]:
        """Return what each network reads; -1 where the panel says that it cannot be read."""
        image = self.panel.selection.drawing
        if image is None:
            assert not self.panel.digit.text()
            return [-1] * len(self.networks)
        x = image.reshape(-1) / np.float32(255)
        readings = [int(network.predict(x).argmax()) for network in self.networks.values()]
        assert self.panel.digit.text() == str(readings[0])
        return readings


def whole_canvas(strokes: Strokes, pen: float) -> np.ndarray:
    image = QImage(WHOLE, WHOLE, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    draw_paths(painter, list(map(smooth_path, strokes)), WHOLE, pen * WHOLE, QColor("white"))
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(WHOLE, image.bytesPerLine())[:, :WHOLE].copy()


def render_ink(strokes: Strokes) -> np.ndarray:
    return ink(Drawing(tuple(map(Line, strokes))))


def in_the_middle(scaled: np.ndarray) -> np.ndarray:
    image = np.zeros((SIDE, SIDE), np.uint8)
    height, width = scaled.shape
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    image[top : top + height, left : left + width] = scaled
    return image


def plain(strokes: Strokes) -> np.ndarray:
    return scale_to_box(whole_canvas(strokes, pen_width(strokes)), SIDE)


def only_centred(strokes: Strokes) -> np.ndarray:
    return centre_by_mass(plain(strokes))


def filling(strokes: Strokes) -> np.ndarray:
    return in_the_middle(scale_to_box(crop_to_ink(render_ink(strokes)), SIDE))


def not_by_mass(strokes: Strokes) -> np.ndarray:
    return in_the_middle(scale_to_box(crop_to_ink(render_ink(strokes)), BOX))


def fixed_pen(strokes: Strokes) -> np.ndarray:
    return ink_to_image(whole_canvas(strokes, FIXED_PEN)).image


def all_stages(strokes: Strokes) -> np.ndarray:
    return ink_to_image(render_ink(strokes)).image


RECIPES: dict[str, Callable[[Strokes], np.ndarray]] = {
    "all stages": all_stages,
    "pen of fixed width": fixed_pen,
    "middle of the box, not of mass": not_by_mass,
    "crop fills 28×28": filling,
    "no crop, centred by mass": only_centred,
    "whole canvas to 28×28": plain,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strokes", type=Path, required=True)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--limit", type=int, help="read only the first so many digits")
    options = parser.parse_args()
    with gzip.open(options.strokes, "rt", encoding="utf-8") as lines:
        digits = [json.loads(line) for line in lines][: options.limit]
    drawings = [[np.array(stroke, float) for stroke in digit["strokes"]] for digit in digits]
    labels = np.array([digit["label"] for digit in digits])

    app = QApplication([])
    with one_blas_thread:
        network = trained_network(options.weights)
        data = load_dataset()
        replay = Replay(network, ready_network())
        for name, reader in replay.networks.items():
            accuracy = reader.accuracy(data.test_images / np.float32(255), data.test_labels)
            print(f"{name}: {100 * accuracy:.2f} % of the test images")
        print(f"{len(digits)} drawings")
        side = replay.panel.canvas.width()
        columns = [(size, place) for size in SIZES for place in PLACES]
        table: dict[str, list[float]] = {name: [] for name in (*replay.networks, *RECIPES)}
        for size, place in columns:
            timed = (size, place) == (0.65, "centred")
            held, readings = [], []
            for drawing in drawings:
                held.append(replay.draw(placed(drawing, size, PLACES[place], side), timed=timed))
                readings.append(replay.readings())
            right = np.array(readings) == labels[:, None]  # (drawings, networks)
            for name, share in zip(replay.networks, right.mean(axis=0), strict=True):
                table[name].append(share)
            if timed:
                by_digit = [right[labels == digit, 1].mean() for digit in range(10)]
            for name, recipe in RECIPES.items():
                x = np.array([recipe(strokes) for strokes in held]).reshape(-1, SIDE * SIDE)
                table[name].append(network.accuracy(x / np.float32(255), labels))

    print(f"\n{'read right, %':32s}" + "".join(f"{100 * size:4.0f} % {place:8s}" for size, place in columns))
    for name, shares in table.items():
        print(f"{name:32s}" + "".join(f"{100 * share:13.1f}  " for share in shares))
    print(
        "\nbuilt-in network by digit, 65 % centred: " + "  ".join(f"{d}: {100 * s:.0f}" for d, s in enumerate(by_digit))
    )
    milliseconds = 1000 * np.array(replay.latencies)
    median, most = np.percentile(milliseconds, [50, 99])
    print(
        f"mouse move to bars painted, {milliseconds.size} moves: "
        f"median {median:.2f} ms, 99 % {most:.2f} ms, max {milliseconds.max():.2f} ms"
    )
    replay.panel.close()
    app.quit()


if __name__ == "__main__":
    main()
