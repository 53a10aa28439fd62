"""What reads files: for each kind, files that are right, a way to change them, and the reading of one."""

import gzip
import io
import json
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from mutations import (
    changed_archive,
    changed_array,
    changed_bytes,
    changed_database,
    changed_gzip,
    changed_text,
)
from PIL import Image, ImageDraw

from mnistlab.data import load_dataset
from mnistlab.data.dataset import Dataset
from mnistlab.data.idx import read_images, read_labels
from mnistlab.data.samples import load_samples
from mnistlab.data.series import read_series
from mnistlab.errors import DataError
from mnistlab.experiments.files import read_card
from mnistlab.lessons.files import read_lesson
from mnistlab.lessons.quiz import read_quiz
from mnistlab.lessons.report import BEGINS, ENDS, Given, Report, read_report, to_html
from mnistlab.library import DataMark, keep, open_library, open_runs, resume
from mnistlab.library.opening import runs_of, save_runs
from mnistlab.resources import resource_path
from mnistlab.training import RunSettings, Trainer
from mnistlab.training.alone import as_program
from mnistlab.training.safetensors import to_safetensors
from mnistlab.training.weights import load_network, save_network, save_weights

Files = dict[str, bytes]  # by the name that each has in the folder of a case


@dataclass(frozen=True)
class Reader:
    """A kind of files.

    Attributes
    ----------
    originals : callable
        Files that are right.
    change : callable
        Returns one of them changed: ``change(name, content, rng, folder)``.
    read : callable
        Reads a file. Whatever it raises but `MnistLabError` is a fault.
    """

    originals: Callable[[], Files]
    change: Callable[[str, bytes, np.random.Generator, Path], bytes]
    read: Callable[[Path], object]


@contextmanager
def written_by(write: Callable[[Path], object], name: str) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, name))
        yield Path(folder, name).read_bytes()


def contents(**writers: Callable[[Path], object]) -> Files:
    files = {}
    for name, write in writers.items():
        file = name.replace("__", ".").replace("_", "-")
        with written_by(write, file) as content:
            files[file] = content
    return files


# MNIST's files


def idx_files() -> Files:
    rng = np.random.default_rng(1)
    images = rng.integers(0, 256, (20, 28, 28), np.uint8)
    labels = rng.integers(0, 10, 20, np.uint8)
    return {
        "train-images-idx3-ubyte": struct.pack(">4I", 2051, 20, 28, 28) + images.tobytes(),
        "train-labels-idx1-ubyte": struct.pack(">2I", 2049, 20) + labels.tobytes(),
    }


def gzip_files() -> Files:
    return {f"{name}.gz": gzip.compress(content, 6, mtime=0) for name, content in idx_files().items()}


def read_idx(path: Path) -> None:
    (read_images if "images" in path.name else read_labels)(path)


def read_folder(path: Path) -> None:
    """Read a folder in which one file is changed, and the rest is right."""
    packed = path.suffix == ".gz"
    for name, content in (gzip_files() if packed else idx_files()).items():
        for part in ("train", "t10k"):
            other = path.with_name(name.replace("train", part))
            if other != path:
                other.write_bytes(content)
    load_dataset(path.parent)


def read_idx_and_folder(path: Path) -> None:
    try:
        read_folder(path)
    finally:
        read_idx(path)


# Weights and a person's own digits


SHAPES = {"W1": (784, 5), "b1": 5, "W2": (5, 10), "b2": 10}


def weights_files() -> Files:
    rng = np.random.default_rng(2)
    params = {name: rng.normal(size=shape) for name, shape in SHAPES.items()}
    plain = io.BytesIO()
    np.savez(plain, **params)
    files = contents(weights__npz=lambda path: save_weights(path, params))
    with tempfile.TemporaryDirectory() as folder:
        network = load_network(save_weights(Path(folder, "w.npz"), params))
        named = save_network(Path(folder, "n.npz"), network).read_bytes()
    return files | {"plain.npz": plain.getvalue(), "named.npz": named}


def samples_files() -> Files:
    rng = np.random.default_rng(3)
    content = io.BytesIO()
    np.savez(
        content,
        images=rng.integers(0, 256, (12, 28, 28), np.uint8),
        labels=rng.integers(0, 10, 12, np.uint8),
        times=np.arange(12),
    )
    return {"samples.npz": content.getvalue()}


def change_arrays(_name: str, content: bytes, rng: np.random.Generator, _folder: Path) -> bytes:
    return changed_archive(content, rng, changed_array)


def read_samples(path: Path) -> None:
    try:
        load_samples(path)
    except DataError as error:
        aside = path.with_name(error.facts.get("aside", path.name))
        assert aside.exists(), "the file that cannot be read is gone"
        raise


def torch_files() -> Files:
    params = {name: np.full(shape, 0.5, np.float32) for name, shape in SHAPES.items()}
    plain = to_safetensors(params, "relu")
    text, data = parts_of(plain)
    header = json.loads(text)
    named = {name.replace("fc1", "0").replace("fc2", "net.2"): facts for name, facts in header.items()}
    named["__metadata__"] = {}
    half = {
        name: facts | {"dtype": "BF16", "data_offsets": [place // 2 for place in facts["data_offsets"]]}
        for name, facts in header.items()
        if name != "__metadata__"
    }
    return {
        "plain.safetensors": plain,
        "named.safetensors": with_header(json.dumps(named).encode(), data),
        "half.safetensors": with_header(json.dumps(half).encode(), data[: len(data) // 2]),
    }


def parts_of(content: bytes) -> tuple[bytes, bytes]:
    end = 8 + int.from_bytes(content[:8], "little")
    return content[8:end], content[end:]


def with_header(header: bytes, data: bytes) -> bytes:
    return len(header).to_bytes(8, "little") + header + data


def change_torch(_name: str, content: bytes, rng: np.random.Generator, _folder: Path) -> bytes:
    """Change the bytes, or the text of the header, whose length is right then."""
    if rng.random() < 0.4:
        return changed_bytes(content, rng)
    header, data = parts_of(content)
    return with_header(changed_text(header, rng), data)


# The files that an exported program reads


def read_in_program(path: Path) -> None:
    """Read a folder in which one file is changed, as a program does that needs nothing of mnistlab."""
    for name, content in (gzip_files() if path.suffix == ".gz" else idx_files()).items():
        for part in ("train", "t10k"):
            if not path.with_name(name.replace("train", part)).exists():
                path.with_name(name.replace("train", part)).write_bytes(content)
    PROGRAM["FOLDERS"] = [path.parent]
    try:
        PROGRAM["load_mnist"]()
    except SystemExit as end:
        said, address = str(end).split("\n")  # two lines: what is so, and where the files can be had
        assert "https://" in address
        raise DataError("not_readable", file=str(path), reason=said) from end


def program_parts() -> dict:
    """Return what the first parts of an exported program define."""
    parts = as_program(RunSettings(), {}, Path("/none")).partition("def softmax")[0]
    defined: dict = {"__file__": "run.py"}
    exec(compile(parts, "run.py", "exec"), defined)  # noqa: S102 (a program of our own)
    return defined


PROGRAM = program_parts()


# Runs


def small_dataset() -> Dataset:
    rng = np.random.default_rng(4)
    images = rng.integers(0, 256, (40, 784), np.uint8)
    labels = rng.integers(0, 10, 40, np.uint8)
    return Dataset("small", Path("/small"), images, labels, images[:10], labels[:10])


DATA = small_dataset()


def runs_file() -> Files:
    runs = []
    for seed in (1, 2):
        trainer = Trainer(RunSettings(hidden_size=3, batch_size=16, iterations=40, seed=seed), DATA)
        trainer.run(lambda: False, 12)
        drawing = np.zeros((28, 28), np.uint8)
        run = keep(trainer, DataMark.of(DATA), key=f"{seed:032x}", name=f"run {seed}", drawing=drawing)
        runs.append(replace(run, entry=replace(run.entry, created=1.0, changed=2.0)))  # the same bytes on any day
    return contents(runs__mnistlab=lambda path: save_runs(path, runs))


def read_runs(path: Path) -> None:
    """Open a file of runs, go on with what can be read of it, and then open it as the library itself."""
    before = path.read_bytes()
    try:
        library = open_runs(path)
        try:
            for run in runs_of(library):
                resume(run, DATA).run(lambda: False, run.entry.iteration + 1)
        finally:
            library.close()
    finally:
        assert path.read_bytes() == before, "a file that was opened to read is another"
        library, said = open_library(path)
        library.entries()
        library.close()
        if said is not None:
            raise said


# Texts


def lesson_zips() -> Files:
    files = {}
    for name in ("one-step", "fair-race"):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in resource_path(f"lessons/{name}").iterdir():
                archive.writestr(f"{name}/{path.name}", path.read_bytes())
        files[f"{name}.zip"] = content.getvalue()
    return files


def change_zip(_name: str, content: bytes, rng: np.random.Generator, _folder: Path) -> bytes:
    return changed_archive(content, rng, changed_text)


def lesson_texts() -> Files:
    folder = resource_path("lessons/fair-race")
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".toml", ".md")}


def read_lesson_folder(path: Path) -> None:
    for name, content in lesson_texts().items():
        if name != path.name:
            path.with_name(name).write_bytes(content)
    read_lesson(path.parent)


def experiments() -> Files:
    return {path.name: path.read_bytes() for path in resource_path("experiments").glob("*.toml")}


def change_text(_name: str, content: bytes, rng: np.random.Generator, _folder: Path) -> bytes:
    return changed_text(content, rng)


def reports() -> Files:
    curve = [[0, 2.3], [50, 0.4]]
    given = tuple(Given("too-far", f"{step}", "predict", "Too far", "How?", "2.3", curve=curve) for step in range(3))
    report = Report("Ada", "2026-11-28", given, {"direction": "bottom"}, {"direction": "rises"})
    return {"report.html": to_html(report, read_quiz(), "en", lambda _context, text: text).encode()}


def change_report(_name: str, content: bytes, rng: np.random.Generator, _folder: Path) -> bytes:
    """Change the data of a report, or anything in it."""
    head, begin, rest = content.partition(BEGINS.encode())
    data, end, tail = rest.partition(ENDS.encode())
    if rng.random() < 0.3:
        return changed_bytes(content, rng)
    return head + begin + changed_text(data, rng) + end + tail


# Numbers from elsewhere


def numbers() -> Files:
    rng = np.random.default_rng(5)
    losses, table = 2.3 * 0.9 ** np.arange(300), rng.random((40, 3))
    lines = "\n".join(f"{row},{loss:.4f},{acc:.2%}" for row, (loss, acc, _) in enumerate(table))
    array, arrays = io.BytesIO(), io.BytesIO()
    np.save(array, losses)
    np.savez(arrays, train_loss=losses, table=table)
    return {
        "table.csv": f"epoch,loss,test accuracy\n{lines}\n".encode(),
        "list.txt": json.dumps(losses.tolist()).encode(),
        "comma.csv": "Epoche;Verlust\n1;0,5\n2;0,4\n".encode("utf-16"),
        "losses.npy": array.getvalue(),
        "losses.npz": arrays.getvalue(),
    }


def change_numbers(name: str, content: bytes, rng: np.random.Generator, _folder: Path) -> bytes:
    if name.endswith(".npz"):
        return changed_archive(content, rng, changed_array)
    return (changed_array if name.endswith(".npy") else changed_text)(content, rng)


# Pictures


def pictures() -> Files:
    """Return a drawn 3 in twenty formats."""
    image = Image.new("RGB", (90, 70), (235, 232, 225))
    draw = ImageDraw.Draw(image)
    draw.line([(25, 15), (50, 12), (52, 28), (35, 34), (55, 40), (50, 58), (22, 56)], fill=(40, 40, 60), width=6)
    grey, masked = image.convert("L"), image.convert("RGBA")
    masked.putalpha(grey.point(lambda tone: 255 if tone < 128 else 0))
    two, deep = grey.convert("1"), Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    made = {
        "rgb.png": (image, {}),
        "grey.png": (grey, {}),
        "palette.png": (image.convert("P"), {}),
        "alpha.png": (masked, {}),
        "deep.png": (deep, {}),
        "bits.png": (two, {}),
        "plain.jpg": (image, {"quality": 80}),
        "grey.jpg": (grey, {}),
        "progressive.jpg": (image, {"progressive": True}),
        "inks.jpg": (image.convert("CMYK"), {}),
        "rgb.bmp": (image, {}),
        "palette.bmp": (image.convert("P"), {}),
        "bits.bmp": (two, {}),
        "plain.gif": (image, {}),
        "moving.gif": (image, {"save_all": True, "append_images": [image.rotate(9), image]}),
        "lossy.webp": (image, {}),
        "lossless.webp": (masked, {"lossless": True}),
        "packed.tiff": (image, {"compression": "tiff_lzw"}),
        "grey.pgm": (grey, {}),
        "rgb.ppm": (image, {}),
    }
    files = {}
    for name, (picture, options) in made.items():
        content = io.BytesIO()
        kind = {"jpg": "JPEG", "pgm": "PPM", "tiff": "TIFF"}.get(name.split(".")[1], name.split(".")[1].upper())
        picture.save(content, kind, **options)
        files[name] = content.getvalue()
    return files


def read_a_picture(path: Path) -> None:
    from mnistlab.ui.canvas.picture_files import read_picture

    read_picture(path)


# Settings


def settings_file() -> Files:
    panels = json.dumps(
        {"columns": [["RunsPanel"], ["StagePanel", "BandPanel"], ["DrawPanel"]], "hidden": ["RunsPanel"]}
    )
    standing = json.dumps({"lesson": "one-step", "place": 2, "answers": {"rate": "jumps"}})
    text = (
        "[General]\n"
        "language=zh_CN\n"
        "theme=dark\n"
        "welcomed=true\n"
        "scale=1.25\n"
        f"panels={json.dumps(panels)}\n"
        "window=@ByteArray(\\x1\\xd9\\xd0\\xcb\\0\\x3\\0\\0\\0\\0\\0\\x10\\0\\0\\0\\x10\\0\\0\\x5e\\0\\0\\x2\\xf7"
        "\\0\\0\\0\\x10\\0\\0\\0\\x10\\0\\0\\x5e\\0\\0\\x2\\xf7\\0\\0\\0\\0\\0\\0\\0\\0\\x5V\\0\\0\\0\\x10"
        "\\0\\0\\0\\x10\\0\\0\\x5e\\0\\0\\x2\\xf7)\n\n"
        "[lessons]\n"
        f"one-step={json.dumps(standing)}\n"
    )
    return {"mnistlab.conf": text.encode()}


def read_settings(path: Path) -> None:
    """Do with a settings file what a window does with it."""
    from settings_window import use_settings

    use_settings(path)


def change_bytes(_name: str, content: bytes, rng: np.random.Generator, _folder: Path) -> bytes:
    return changed_bytes(content, rng)


READERS = {
    "idx": Reader(idx_files, change_bytes, read_idx_and_folder),
    "gzip": Reader(gzip_files, lambda _name, content, rng, _folder: changed_gzip(content, rng), read_idx_and_folder),
    "npz": Reader(weights_files, change_arrays, load_network),
    "digits": Reader(samples_files, change_arrays, read_samples),
    "library": Reader(runs_file, lambda _name, content, rng, folder: changed_database(content, rng, folder), read_runs),
    "lesson": Reader(lesson_texts, change_text, read_lesson_folder),
    "lesson-zip": Reader(lesson_zips, change_zip, read_lesson),
    "experiment": Reader(experiments, change_text, read_card),
    "pictures": Reader(pictures, change_bytes, read_a_picture),
    "settings": Reader(settings_file, change_text, read_settings),
    "safetensors": Reader(torch_files, change_torch, load_network),
    "program": Reader(
        lambda: idx_files() | gzip_files(),
        lambda name, content, rng, _folder: (changed_gzip if name.endswith(".gz") else changed_bytes)(content, rng),
        read_in_program,
    ),
    "report": Reader(reports, change_report, read_report),
    "numbers": Reader(numbers, change_numbers, read_series),
}
