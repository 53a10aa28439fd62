"""What widgets do when the language or the appearance of the program changes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    Mixin = QWidget
else:
    Mixin = object  # the other base of a class is its widget


class Retranslated(Mixin):
    """Mixin of a widget with texts. Its constructor calls `retranslate` for the first time."""

    def retranslate(self) -> None:
        """Set every text in the current language."""

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class Restyled(Mixin):
    """Mixin of a widget that keeps something in the colours of the palette, or at the scale."""

    def restyle(self) -> None:
        """Take the current palette and scale."""

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.restyle()
        super().changeEvent(event)
