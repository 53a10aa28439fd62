"""A number that a person answers with: typed as they like, and said to be wrong where it cannot be."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from mnistlab.numerals import AmbiguousNumberError, read_number
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named

WIDTH: Final = 96  # px: of the field


class NumberAnswer(QWidget):
    """An empty field for a number between two bounds, with its unit beside it.

    Attributes
    ----------
    field : QLineEdit
    fault : QLabel
        Why what is typed is no answer; empty if it is one.

    Signals
    -------
    answered : float or None
        The number that is typed; None if what is typed is no answer.
    """

    answered = Signal(object)

    def __init__(self, name: str, bounds: tuple[float, float], unit: str = "") -> None:
        super().__init__()
        self._bounds, self._unit = bounds, unit
        self.field = named(QLineEdit(), name)
        self.field.setFixedWidth(WIDTH)
        self.fault = named(QLabel(), role="muted")
        self.fault.setWordWrap(True)
        in_column(in_row(self.field, QLabel(unit), STRETCH), self.fault, on=self)
        self.field.textEdited.connect(lambda: self.answered.emit(self.number))

    @property
    def number(self) -> float | None:
        """The number that is typed; None, with the fault said, if what is typed is no answer."""
        number = number_in(self.field.text().strip().removesuffix(self._unit))
        low, high = self._bounds
        if number is not None and low <= number <= high:
            self.fault.clear()
            return number
        self.fault.setText(self.tr("A number from {low} to {high}.").format(low=f"{low:g}", high=f"{high:g}"))
        return None


def number_in(text: str) -> float | None:
    """Return the number that a person has typed, with a comma at the thousands as the program writes it; else None."""
    try:
        number = read_number(text, whole=False)
    except AmbiguousNumberError as error:
        number = error.readings[0]
    return None if number is None else float(number)
