"""The keys of presenter mode, each with what it does."""

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.widgets.kit import in_row, named
from mnistlab.ui.widgets.retranslated import Retranslated

KEYS = ("B", "C", "K", "D", "Del", "Esc")
END = "Esc"
BAND = ("C", "K")  # of code and curves


class PresenterKeys(Retranslated, QWidget):
    """A row of keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = in_row(spacing=UNIT + UNIT // 2, on=self)
        self._row.setContentsMargins(UNIT, 0, 0, 0)  # apart from the number before them, as they are from each other
        self._words = {key: named(QLabel(), role="muted") for key in KEYS}
        self._signs = {key: named(QLabel(key), role="key") for key in KEYS}
        self._end_alone, self._has_band = False, True
        for key, word in self._words.items():
            sign = self._signs[key]
            sign.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            word.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            self._row.addLayout(in_row(sign, word, spacing=4))
        self.hide()
        self.retranslate()

    def leave_the_end_alone(self, alone: bool) -> None:
        """Leave out all keys but the one that ends it, as long as what lies over the window has the others."""
        self._end_alone = alone
        self._show_offered()

    def offer_band(self, offered: bool) -> None:
        """Show the keys of code and curves, or leave them out where a scene has their room."""
        if offered is not self._has_band:
            self._has_band = offered
            self._show_offered()

    def _show_offered(self) -> None:
        for key in KEYS:
            out = key != END and (self._end_alone or (key in BAND and not self._has_band))
            self._signs[key].setHidden(out)
            self._words[key].setHidden(out)

    @override
    def retranslate(self) -> None:
        texts = (
            *(self.tr("batch"), self.tr("curves"), self.tr("code"), self.tr("digit")),
            *(self.tr("clear"), self.tr("end")),
        )
        for word, text in zip(self._words.values(), texts, strict=True):
            word.setText(text)
