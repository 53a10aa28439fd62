"""Texts that change many times a second, and nothing around them moves."""

from PySide6.QtWidgets import QLabel


def set_steady_text(label: QLabel, text: str) -> None:
    """Set a label's text and keep its size, unless it has become too small.

    Qt lays the whole window out anew whenever the text of a label changes, but for labels of a fixed size.
    """
    if text != label.text():
        label.setText(text)
    elif label.minimumSize() == label.maximumSize():
        return
    wanted = label.sizeHint().expandedTo(label.minimumSize())
    if label.minimumSize() != wanted or label.maximumSize() != wanted:
        label.setFixedSize(wanted)


def release_size(label: QLabel) -> None:
    """Forget the size that was kept: other words or another font are to come."""
    label.setMinimumSize(0, 0)
    label.setMaximumSize(16_777_215, 16_777_215)  # Qt's QWIDGETSIZE_MAX
