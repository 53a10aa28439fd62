"""A button whose text may have several lines, as Qt's own may not."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.ui.widgets.kit import in_row, mark

LEAST = 32  # px


class TallButton(QPushButton):
    """A button that is as high as its lines, between what may stand before them and after them.

    Attributes
    ----------
    words : QLabel
        Semi-bold while the button is checked.
    """

    def __init__(self, text: str, before: QWidget | None = None, after: QWidget | None = None) -> None:
        super().__init__()
        self.setAccessibleName(text)
        self.words = QLabel(text)
        self.words.setWordWrap(True)
        row = in_row((self.words, 1), on=self)
        if before is not None:
            row.insertWidget(0, before)
        if after is not None:
            row.addWidget(after)
        row.setContentsMargins(10, 6, 10, 6)
        # It may be narrower than its text would like to be, and is then higher.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self._weigh)

    def setChecked(self, on: bool) -> None:  # noqa: N802 (as Qt's)
        """Check the button, and show it."""
        super().setChecked(on)
        self._weigh(on)

    def _weigh(self, on: bool) -> None:
        mark(self.words, role="title" if on else "")

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        layout = self.layout()  # because Qt's own is as wide as the text would like to be
        return super().minimumSizeHint() if layout is None else layout.minimumSize()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return LEAST if layout is None else max(LEAST, layout.totalHeightForWidth(width))
