"""What a report says, as HTML with all pictures in it. Whatever a person has typed is shown as it was typed."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from mnistlab.analysis.exam import Confusion
from mnistlab.data.images import CLASSES, SIDE, Pixels
from mnistlab.lessons.markup import page
from mnistlab.numerals import percent
from mnistlab.translatable import Context
from mnistlab.ui.canvas.rendering import image_of
from mnistlab.ui.plots.take_away import svg_of

pages = Context()
MOST_WRONG: Final = 48  # images
Captioned = tuple[Pixels, str]  # an image, and what is written below it
HEAD: Final = """<style>
.pictures { display: flex; flex-wrap: wrap; gap: .7em; } figure { margin: 0; text-align: center; font-size: .85em; }
figure img { width: 56px; image-rendering: pixelated; border: 1px solid #C2C9D4; background: #fff; }
.matrix td, .matrix th { text-align: right; padding: .15em .4em; }
.matrix .right { font-weight: 600; } .matrix .none { color: #5B6577; } .own { white-space: pre-wrap; }
@media print { body { margin: 0; max-width: none; } }
</style>
"""


@dataclass(frozen=True, eq=False, slots=True)
class Report:
    """What a report tells.

    Attributes
    ----------
    title : str
        Of the run.
    when : str
    words : str
        The learner's own.
    facts, settings : sequence of (str, str)
        What came of the run, and with which settings: what it is called, and its value.
    curves : sequence of QWidget
        Plots, one below the other.
    confusion : Confusion
        Of the test images; where those are sealed, of the validation images.
    images : ndarray of uint8, shape (N, 784)
        The same.
    is_sealed : bool
        Whether they are validation images.
    experiments : sequence of (str, sequence of str)
        Of books: the title of each that was done, and what came of it, in sentences.
    drawing : ndarray of uint8, shape (28, 28), or None
        What is on the canvas.
    read_as : str
        How the network reads that.
    """

    title: str
    when: str
    words: str
    facts: Sequence[tuple[str, str]]
    settings: Sequence[tuple[str, str]]
    curves: Sequence[QWidget]
    confusion: Confusion
    images: Pixels
    is_sealed: bool
    experiments: Sequence[tuple[str, Sequence[str]]]
    drawing: Pixels | None
    read_as: str


def page_of(report: Report, language: str) -> str:
    """Return the page, in the current language of the program; `language` is the key of that, for the browser."""
    curves = f'<img alt="{_said(pages.tr("Loss and accuracy"))}" src="{_data(svg_of(report.curves), "svg+xml")}">'
    return page(report.title, body_of(report, curves, _figures, "{}\n{}".format), language, HEAD)


def body_of(
    report: Report,
    curves: str,
    pictures_of: Callable[[Sequence[Captioned]], str],
    beside: Callable[[str, str], str],
) -> str:
    """Return all that a report says, as HTML.

    `curves` is the HTML of the curves, `pictures_of` gives that of some digits, and `beside` that of two parts that may
    lie beside each other.
    """
    words = f'<p class="own">{escape(report.words)}</p>'
    misread = _said(pages.tr("Misread validation images") if report.is_sealed else pages.tr("Misread test images"))
    parts = [
        f"<h1>{escape(report.title)}</h1>",
        f'<p class="muted">{escape(report.when)}</p>',
        _section(_said(pages.tr("In my own words")), words) if report.words else "",
        beside(
            _section(_said(pages.tr("What came of it")), _table(report.facts)),
            _section(_said(pages.tr("Settings")), _table(report.settings)),
        ),
        _section(_said(pages.tr("Loss and accuracy")), curves),
        _section(_said(pages.tr("Which digit is taken for which")), _matrix(report.confusion)),
        _section(misread, _wrong(report, pictures_of)),
        _section(_said(pages.tr("Experiments")), _experiments(report)) if report.experiments else "",
    ]
    if report.drawing is not None:
        drawing = pictures_of([(report.drawing, report.read_as)])
        parts.append(_section(_said(pages.tr("My drawing")), drawing))
    return "\n".join(part for part in parts if part)


def _section(title: str, body: str) -> str:
    return f"<section>\n<h2>{escape(title)}</h2>\n{body}\n</section>"


def _table(rows: Sequence[tuple[str, str]]) -> str:
    cells = "\n".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    return f"<table>\n{cells}\n</table>"


def _matrix(confusion: Confusion) -> str:
    head = "".join(f"<th>{digit}</th>" for digit in range(CLASSES))
    rows = []
    for label in range(CLASSES):
        cells = []
        for reading in range(CLASSES):
            count = int(confusion.counts[label, reading])
            kind = "right" if label == reading else "none" if not count else ""
            cells.append(f'<td class="{kind}">{count:,}</td>')
        rows.append(f"<tr><th>{label}</th>{''.join(cells)}</tr>")
    words = escape(_said(pages.tr("Each row is a digit, each column what it is read as.")))
    body = "\n".join(rows)
    return f'<p class="muted">{words}</p>\n<table class="matrix">\n<tr><th></th>{head}</tr>\n{body}\n</table>'


def _wrong(report: Report, pictures_of: Callable[[Sequence[Captioned]], str]) -> str:
    places = report.confusion.images()
    text = _said(pages.tr("{count} of {all} ({share}); the most confident first.")).format(
        count=f"{len(places):,}",
        all=f"{len(report.confusion.labels):,}",
        share=percent(len(places) / max(1, len(report.confusion.labels))),
    )
    pictures = [
        (report.images[place], f"{report.confusion.labels[place]} → {report.confusion.readings[place]}")
        for place in places[:MOST_WRONG]
    ]
    return f'<p class="muted">{escape(text)}</p>\n{pictures_of(pictures)}'


def _figures(pictures: Sequence[Captioned]) -> str:
    figures = "\n".join(
        f'<figure><img alt="" src="{_digit(pixels)}"><figcaption>{escape(caption)}</figcaption></figure>'
        for pixels, caption in pictures
    )
    return f'<div class="pictures">\n{figures}\n</div>'


def _experiments(report: Report) -> str:
    return "\n".join(
        f"<h3>{escape(title)}</h3>\n<ul>\n" + "\n".join(f"<li>{escape(line)}</li>" for line in lines) + "\n</ul>"
        for title, lines in report.experiments
    )


def _digit(pixels: Pixels) -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QPixmap.fromImage(image_of(255 - pixels.reshape(SIDE, SIDE))).save(buffer, "PNG")
    return _data(bytes(buffer.data().data()), "png")


def _data(content: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def _said(text: str) -> str:
    return QCoreApplication.translate("pages", text)
