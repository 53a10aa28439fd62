"""Whether digits on paper are read as on a blank sheet. Run it by hand:

    QT_QPA_PLATFORM=offscreen nice -n 19 python tests/faults/papers.py [--cases N] [--seed S]

Test images of MNIST, N in all, are drawn as a pen would have, and laid on paper of many kinds: cut out tightly, thin,
squared, lined, with a margin, noisy, unevenly lit, as JPEG. The network that comes with the program reads what the
program makes of the picture. A kind holds if it reads at most two points fewer than on a blank sheet; a digit that is
refused with a sentence is counted apart.
"""

import argparse
import collections
import io

import numpy as np
from PIL import Image, ImageFilter

from mnistlab.data import load_dataset
from mnistlab.data.ink import ink_to_image
from mnistlab.data.picture import ink_of
from mnistlab.errors import PictureError
from mnistlab.training import ready_network

SIZE = 20  # times as large as in MNIST
PAPER, INK = 235, 45
LEAST = 2.0  # points


def inked(digit: np.ndarray, thin: bool = False) -> np.ndarray:
    """Return how dark each pixel is, 0..1, of a digit (28, 28) that is drawn large."""
    large = Image.fromarray(digit).resize((28 * SIZE, 28 * SIZE), Image.Resampling.BICUBIC)
    soft = np.asarray(large.filter(ImageFilter.GaussianBlur(SIZE / 8))).astype(float) / 255
    if thin:
        mask = Image.fromarray((soft > 0.5).astype(np.uint8) * 255)
        for _ in range(SIZE // 3):
            smaller = mask.filter(ImageFilter.MinFilter(3))
            mask = smaller if np.asarray(smaller).any() else mask
        soft = np.asarray(mask.filter(ImageFilter.GaussianBlur(1))).astype(float) / 255
    return np.clip(soft * 2 - 0.5, 0, 1)


def on_paper(ink: np.ndarray, paper: np.ndarray) -> np.ndarray:
    return np.rint(paper * (1 - ink) + INK * ink).clip(0, 255).astype(np.uint8)


def blank(shape: tuple[int, ...]) -> np.ndarray:
    return np.full(shape, float(PAPER))


def squared(shape: tuple[int, ...], tone: float, step: int = 5 * SIZE, sides: str = "xy") -> np.ndarray:
    paper = blank(shape)
    for start in range(step // 2, max(shape), step):
        if "y" in sides:
            paper[start : start + 3] = tone
        if "x" in sides:
            paper[:, start : start + 3] = tone
    return paper


def field(shape: tuple[int, ...], tone: float, dash: int) -> np.ndarray:
    """Return the square in which a Chinese sign is practised: a frame, and a cross in it of dashes so long, in px."""
    paper, edge, middle = blank(shape), 2 * SIZE, shape[0] // 2
    inside = slice(edge, shape[0] - edge)
    for start in (edge, shape[0] - edge):
        paper[start : start + 3, inside] = paper[inside, start : start + 3] = tone
    for start in range(edge, shape[0] - edge, SIZE):
        paper[middle : middle + 3, start : start + dash] = paper[start : start + dash, middle : middle + 3] = tone
    return paper


def school_ruled(shape: tuple[int, ...]) -> np.ndarray:
    """Return French school paper: a strong line after three faint ones, uprights, and a margin."""
    paper = blank(shape)
    for number, start in enumerate(range(SIZE // 2, shape[0], SIZE + 5)):
        paper[start : start + 2] = 200 if number % 4 else 150
    for start in range(2 * SIZE, shape[1], 5 * SIZE):
        paper[:, start : start + 2] = 150
    paper[:, 90:94] = 120
    return paper


def turned(paper: np.ndarray, degrees: float) -> np.ndarray:
    image = Image.fromarray(paper.astype(np.uint8))
    return np.asarray(image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=PAPER)).astype(float)


def tightly(picture: np.ndarray, ink: np.ndarray, margin: float) -> np.ndarray:
    rows, columns = (np.flatnonzero((ink > 0.5).any(axis=axis)) for axis in (1, 0))
    more = round(margin * max(np.ptp(rows), np.ptp(columns)))
    top, left = max(0, rows[0] - more), max(0, columns[0] - more)
    return picture[top : rows[-1] + 1 + more, left : columns[-1] + 1 + more]


def as_jpeg(picture: np.ndarray) -> np.ndarray:
    content = io.BytesIO()
    Image.fromarray(picture).save(content, "JPEG", quality=70)
    return np.asarray(Image.open(content))


def lit(shape: tuple[int, ...]) -> np.ndarray:
    return blank(shape) * np.linspace(0.55, 1.0, shape[1])


def kinds(digit: np.ndarray, rng: np.random.Generator) -> dict[str, np.ndarray]:
    ink, fine = inked(digit), inked(digit, thin=True)
    shape = ink.shape
    noisy = blank(shape) + rng.normal(0, 6, shape)
    margin = squared(shape, 180, sides="y")
    margin[:, 60:64] = 150
    plain = on_paper(ink, blank(shape))
    made = {
        "blank": plain,
        "light on dark": 255 - plain,
        "noisy": on_paper(ink, noisy),
        "unevenly lit": on_paper(ink, lit(shape)),
    }
    made |= {f"cut out, margin {m:.0%}": tightly(plain, ink, m) for m in (0.0, 0.05, 0.1)}
    two = np.where(ink > 0.5, 0, 255).astype(np.uint8)
    made |= {"cut out, two tones": tightly(two, ink, 0.0)}
    small = Image.fromarray(two).resize((28, 28), Image.Resampling.BOX)
    made |= {"cut out, 28 px": tightly(np.asarray(small), 1 - np.asarray(small) / 255, 0.0)}
    made |= {"thin": on_paper(fine, blank(shape)), "thin, cut out": tightly(on_paper(fine, blank(shape)), fine, 0.0)}
    made |= {f"squared, lines {tone}": on_paper(ink, squared(shape, tone)) for tone in (215, 200, 180, 160)}
    made |= {f"lined, lines {tone}": on_paper(ink, squared(shape, tone, sides="y")) for tone in (200, 180, 160)}
    made |= {"lined, with a margin": on_paper(ink, margin), "thin, squared 180": on_paper(fine, squared(shape, 180))}
    made |= {f"squared, lines {tone}": on_paper(ink, squared(shape, tone)) for tone in (130, 100, 60)}
    made |= {f"lined, lines {tone}": on_paper(ink, squared(shape, tone, sides="y")) for tone in (130, 60)}
    made |= {f"field, lines {tone}": on_paper(ink, field(shape, tone, SIZE)) for tone in (160, 130, INK)}
    made |= {"field, dashes 130": on_paper(ink, field(shape, 130, SIZE // 2))}
    made |= {
        "school ruled": on_paper(ink, school_ruled(shape)),
        "thin, school ruled": on_paper(fine, school_ruled(shape)),
    }
    made |= {"squared 130, turned 6°": on_paper(ink, turned(squared(shape, 130), 6.3))}
    made |= {"squared 130, cut out": tightly(made["squared, lines 130"], ink, 0.05)}
    made |= {f"thin, squared {tone}": on_paper(fine, squared(shape, tone)) for tone in (130, 60)}
    return made | {"squared 180, as JPEG": as_jpeg(made["squared, lines 180"]), "blank, as JPEG": as_jpeg(plain)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    data, network = load_dataset(), ready_network()
    right: collections.Counter[str] = collections.Counter()
    refused: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    names: list[str] = []
    for place in rng.permutation(len(data.test_labels))[: options.cases]:
        pictures = kinds(data.test_images[place].reshape(28, 28), rng)
        names = list(pictures)
        for name, picture in pictures.items():
            try:
                stages = ink_to_image(ink_of(picture))
            except PictureError as error:
                refused[name][error.kind] += 1
                continue
            x = stages.image.reshape(1, -1) / np.float32(255)
            right[name] += int(network.predict(x).argmax() == data.test_labels[place])
    print(f"{options.cases} test images, seed {options.seed}; read right, %, and refused with a sentence")
    best = 100 * right["blank"] / options.cases
    for name in names:
        share = 100 * right[name] / options.cases
        said = 100 * sum(refused[name].values()) / options.cases
        holds = "" if best - share - said <= LEAST else "   FAULT"
        print(f"{name:24s}{share:7.1f}{said:7.1f}  {dict(refused[name]) or ''}{holds}")


if __name__ == "__main__":
    main()
