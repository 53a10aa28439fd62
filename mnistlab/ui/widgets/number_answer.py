"""A number that a person answers with: typed as they like, and said to be wrong where it cannot be."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from mnistlab.numerals import AmbiguousNumberError, read_number, shortened, shown
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named
from mnistlab.ui.widgets.number_line import NumberLine

WIDTH: Final = 96  # px: of the field


class NumberAnswer(QWidget):
    """An empty field for a number between two bounds, with its unit beside it.

    Attributes
    ----------
    field : NumberLine
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
        self.field = named(NumberLine(), name)
        self.field.setFixedWidth(WIDTH)
        self.fault = named(QLabel(), role="muted")
        self.fault.setWordWrap(True)
        in_column(in_row(self.field, QLabel(unit), STRETCH), self.fault, on=self)
        self.field.textEdited.connect(lambda: self.answered.emit(self.read()))

    def read(self) -> float | None:
        """Return the number that is typed; None, with the fault said, if what is typed is no answer."""
        typed = self.field.text().strip()
        found = readings(without_unit(typed, self._unit))
        low, high = self._bounds
        within = [number for number in found if low <= number <= high]
        if len(within) == 1:
            self.fault.clear()
            return within[0]
        facts = {"low": shown(low), "high": shown(high), "given": shortened(typed)}
        if within:
            facts["one"], facts["other"] = map(shown, within)
            fault = self.tr("“{given}” could be {one} or {other}. Write it without a sign at the thousands.")
        elif found:
            fault = self.tr("{given} is not from {low} to {high}.")
        elif typed:
            fault = self.tr("“{given}” is no number. Write one from {low} to {high}.")
        else:
            fault = self.tr("A number from {low} to {high}.")
        self.fault.setText(fault.format(**facts))
        return None


def without_unit(text: str, unit: str) -> str:
    """Return what was typed before its unit, however wide that is written."""
    wide = {"%": ("%", "％", "٪")}.get(unit, (unit,))
    return next((text.removesuffix(one) for one in wide if one and text.endswith(one)), text).rstrip()


def readings(text: str) -> list[float]:
    """Return the number that a person has typed; two where it can be read as two, none where it is no number."""
    try:
        number = read_number(text, whole=False)
    except AmbiguousNumberError as error:
        return [float(one) for one in error.readings]
    return [] if number is None else [float(number)]
