"""Room between two things in a row or a column."""

from PySide6.QtWidgets import QWidget


class Gap(QWidget):
    """An empty square of `side` px. On each side of it the layout adds its own spacing.

    Unlike a layout's own spacer it is a widget, so `mnistlab.ui.look.zoom` finds it and brings it to the scale. Python
    must not ask a layout for its spacers, because Qt deletes them without telling the wrappers that PySide keeps.
    """

    def __init__(self, side: int = 0) -> None:
        super().__init__()
        self.setFixedSize(side, side)
