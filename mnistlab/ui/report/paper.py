"""A report on paper: a PDF of A4 pages, on which no table or picture is torn apart that has room on one."""

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from itertools import zip_longest
from typing import Final

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
)
from PySide6.QtWidgets import QApplication, QWidget

from mnistlab.data.images import SIDE
from mnistlab.ui.canvas.rendering import image_of
from mnistlab.ui.look.theme import LIGHT
from mnistlab.ui.plots.take_away import paint_on_paper, size_of
from mnistlab.ui.report.page import Captioned, Report, body_of

Part = QTextBlock | QTextFrame
INCH: Final = 96  # px of the design
RESOLUTION: Final = 1200  # dots per inch
MARGIN: Final = 18.0  # mm
FOOT: Final = 28  # px: the number of the page
TYPE: Final = 13  # px
CURVES: Final = "curves"  # the address of their place in the document
IN_A_ROW: Final = 12  # digits
LARGE: Final = 42  # px of a digit
ENLARGED: Final = 4  # times
STYLE: Final = f"""
h1 {{ font-size: 20px; margin: 0 0 4px 0; }} h2 {{ font-size: 15px; margin: 16px 0 6px 0; }} p {{ margin: 0 0 6px 0; }}
.muted, .none {{ color: {LIGHT.muted}; }} .own {{ white-space: pre-wrap; }} th {{ font-weight: 400; text-align: left; }}
td, th {{ padding: 1px 12px 1px 0; }} .matrix td, .matrix th {{ text-align: right; padding: 1px 6px; }}
.beside {{ padding: 10px 36px 0 0; }} .right {{ font-weight: 600; }}
.figure {{ text-align: center; font-size: 11px; padding: 0 6px 6px 0; }}
"""


def pdf_of(report: Report) -> bytes:
    """Return a report as the content of a .pdf file, in the current language of the program."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setTitle(report.title)
    writer.setCreator("mnistlab")
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    room = QRectF(writer.pageLayout().paintRect(QPageLayout.Unit.Inch))
    page = QSizeF(room.width() * INCH, room.height() * INCH - FOOT)
    document = document_of(report, page)
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.scale(RESOLUTION / INCH, RESOLUTION / INCH)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        _paint_page(painter, document, report.curves, number)
    painter.end()
    return bytes(buffer.data().data())


def document_of(report: Report, page: QSizeF) -> QTextDocument:
    """Return the text and the pictures on pages of so many px."""
    document = QTextDocument()
    type_ = QFont(QApplication.font())
    type_.setPixelSize(TYPE)
    document.setDefaultFont(type_)
    document.setUseDesignMetrics(True)
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(STYLE)
    document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(CURVES), _nothing())
    size = size_of(report.curves)
    high = page.width() * size.height() / size.width()
    curves = f'<p><img src="{CURVES}" width="{page.width():.0f}" height="{high:.0f}"></p>'
    document.setHtml(body_of(report, curves, partial(_rows, document), _beside))
    document.setPageSize(page)
    _keep_together(document)
    return document


def _nothing() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _rows(document: QTextDocument, pictures: Sequence[Captioned]) -> str:
    cells = []
    for pixels, caption in pictures:
        address = f"digit {hash(pixels.tobytes())}"
        large = np.kron(255 - pixels.reshape(SIDE, SIDE), np.ones((ENLARGED, ENLARGED), np.uint8))
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(address), image_of(large))
        picture = f'<img src="{address}" width="{LARGE}" height="{LARGE}">'
        cells.append(f'<td class="figure">{picture}<br>{escape(caption)}</td>')
    rows = ("".join(cells[first : first + IN_A_ROW]) for first in range(0, len(cells), IN_A_ROW))
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _beside(first: str, second: str) -> str:
    return f'<table><tr><td class="beside">{first}</td><td class="beside">{second}</td></tr></table>'


def _keep_together(document: QTextDocument) -> None:
    """Let each part that has room on one page begin on another one where it would be torn apart.

    The learner's own words flow from page to page.
    """
    high = document.pageSize().height()
    parts = parts_of(document)
    for part, after in zip_longest(parts, parts[1:]):
        top, bottom = reach_of(document, part, after)
        if top // high != (bottom - 1) // high:
            _break_before(part, QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            top, bottom = reach_of(document, part, after)
            if bottom - top > high:  # it has no room on one
                _break_before(part, QTextFormat.PageBreakFlag.PageBreak_Auto)
    document.markContentsDirty(0, document.characterCount())


def parts_of(document: QTextDocument) -> list[Part]:
    """Return the parts after the learner's own words: each by its heading, or by the frame of more than one heading."""
    parts: list[Part] = []
    for block in _blocks(document):
        if block.blockFormat().headingLevel() <= 1:
            continue
        frame = QTextCursor(block).currentFrame()
        while frame.parentFrame() is not None and frame.parentFrame().parentFrame() is not None:
            frame = frame.parentFrame()
        if frame.parentFrame() is None:
            parts.append(block)
        elif not any(isinstance(part, QTextFrame) for part in parts):
            parts = [frame]  # and what came before are the words
    return parts


def reach_of(document: QTextDocument, part: Part, after: Part | None) -> tuple[float, float]:
    """Return where a part begins and ends, in px; `after` is the next one."""
    layout = document.documentLayout()
    top = _top_of(document, part)
    if after is None:
        return top, layout.blockBoundingRect(document.lastBlock()).bottom()
    margin = 0.0 if isinstance(after, QTextFrame) else after.blockFormat().topMargin()
    return top, _top_of(document, after) - margin


def _top_of(document: QTextDocument, part: Part) -> float:
    layout = document.documentLayout()
    place = layout.frameBoundingRect(part) if isinstance(part, QTextFrame) else layout.blockBoundingRect(part)
    return place.top()


def _break_before(part: Part, policy: QTextFormat.PageBreakFlag) -> None:
    if isinstance(part, QTextFrame):
        of_frame = part.frameFormat()
        of_frame.setPageBreakPolicy(policy)
        part.setFrameFormat(of_frame)
    else:
        of_block = part.blockFormat()
        of_block.setPageBreakPolicy(policy)
        QTextCursor(part).setBlockFormat(of_block)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _paint_page(painter: QPainter, document: QTextDocument, curves: Sequence[QWidget], number: int) -> None:
    page = document.pageSize()
    top = number * page.height()
    painter.save()
    painter.translate(0, -top)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(0, top, page.width(), page.height())
    context.palette.setColor(QPalette.ColorRole.Text, QColor(LIGHT.text))
    painter.setClipRect(context.clip)
    document.documentLayout().draw(painter, context)
    place = place_of_curves(document)
    if top <= place.top() < top + page.height():
        painter.translate(place.topLeft())
        painter.scale(*(2 * (place.width() / size_of(curves).width(),)))
        paint_on_paper(curves, painter)
    painter.restore()
    painter.setPen(QColor(LIGHT.muted))
    painter.setFont(document.defaultFont())
    foot = QRectF(0, page.height(), page.width(), FOOT)
    painter.drawText(
        foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, f"{number + 1} / {document.pageCount()}"
    )


def place_of_curves(document: QTextDocument) -> QRectF:
    """Return where the document has left room for the curves."""
    for block in _blocks(document):
        form = QTextCursor(block)
        form.movePosition(QTextCursor.MoveOperation.NextCharacter)
        image = form.charFormat().toImageFormat()
        if image.isValid() and image.name() == CURVES:
            line = block.layout().lineAt(0).position()  # on the next page where there is no room before it
            return QRectF(block.layout().position() + line, QSizeF(image.width(), image.height()))
    return QRectF()
