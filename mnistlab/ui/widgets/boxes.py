"""Layouts in a row or a column, written as what is in them."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from mnistlab.ui.look.theme import UNIT


class Space(Enum):
    """Room that a layout leaves."""

    STRETCH = "stretch"  # all that is left over


STRETCH = Space.STRETCH
# A widget or layout, with a stretch and an alignment of its own; or `STRETCH`.
Part = QWidget | QLayout | Space | tuple[QWidget, int] | tuple[QLayout, int] | tuple[QWidget, int, Qt.AlignmentFlag]


def in_row(*parts: Part, spacing: int = UNIT, on: QWidget | None = None) -> QHBoxLayout:
    """Return a layout from left to right, `spacing` px apart (-1: as Qt has it); it fills the widget `on`, if given."""
    box = QHBoxLayout()
    _fill(box, parts, spacing, on)
    return box


def in_column(*parts: Part, spacing: int = UNIT, on: QWidget | None = None) -> QVBoxLayout:
    """Return a layout from top to bottom, as `in_row` does from left to right."""
    box = QVBoxLayout()
    _fill(box, parts, spacing, on)
    return box


def _fill(box: QBoxLayout, parts: tuple[Part, ...], spacing: int, on: QWidget | None) -> None:
    if on is not None:
        on.setLayout(box)
        box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for part in parts:
        if isinstance(part, Space):
            box.addStretch(1)
        else:
            item, stretch, *alignment = part if isinstance(part, tuple) else (part, 0)
            if isinstance(item, QLayout):
                box.addLayout(item, stretch)
            else:
                box.addWidget(item, stretch, *alignment)
