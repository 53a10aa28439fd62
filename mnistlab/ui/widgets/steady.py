"""Texts that change many times a second without moving anything around them."""

from PySide6.QtWidgets import QLabel


def set_steady_text(label: QLabel, text: str) -> None:
    """Set a label's text and keep its size, unless it has become too small.

    Qt lays out the whole window whenever the text of a label changes, unless the label has a fixed size.
    """
    if text != label.text():
        label.setText(text)
    elif label.minimumSize() == label.maximumSize():
        return
    wanted = label.sizeHint().expandedTo(label.minimumSize())
    if label.minimumSize() != wanted or label.maximumSize() != wanted:
        label.setFixedSize(wanted)


def release_size(label: QLabel) -> None:
    """Release the size that was kept, because other words or another font follow."""
    label.setMinimumSize(0, 0)
    label.setMaximumSize(16_777_215, 16_777_215)  # Qt's QWIDGETSIZE_MAX
