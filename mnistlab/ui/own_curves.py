"""The losses and accuracies from elsewhere that a person has laid on the plots, shared by all that show them."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal

from mnistlab.data.series import Series
from mnistlab.engine.intents import AskLibrary, ChangeLibrary
from mnistlab.library.curves import OwnCurve, changed


class OwnCurves(QObject):
    """The curves, in the order in which they came. Each change is made in the library too.

    Attributes
    ----------
    all : tuple of OwnCurve

    Signals
    -------
    changed
    intended : Intent
    """

    changed = Signal()
    intended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.all: tuple[OwnCurve, ...] = ()
        self._deleted: OwnCurve | None = None

    def load(self) -> None:
        """Take those of the library."""
        self.intended.emit(AskLibrary(lambda library: library.curves.all(), self._take))

    def add(self, found: Iterable[Series]) -> None:
        """Lay series on the plots."""
        for series in found:
            self._write(OwnCurve(series))

    def change(self, key: str, **changes: Any) -> None:
        """Change fields of the series of a curve, such as its name."""
        for curve in self.all:
            if curve.key == key:
                self._write(changed(curve, **changes))

    def delete(self, key: str) -> None:
        """Take a curve off the plots."""
        for curve in self.all:
            if curve.key == key:
                self._deleted = curve
        self._set(curve for curve in self.all if curve.key != key)
        self.intended.emit(ChangeLibrary(lambda library: library.curves.delete(key)))

    def bring_back(self) -> None:
        """Lay the curve that was deleted last on the plots again."""
        if self._deleted is not None:
            self._write(self._deleted)
            self._deleted = None

    def _take(self, found: list[OwnCurve] | None) -> None:
        known = {curve.key for curve in self.all}
        self._set((*(curve for curve in found or () if curve.key not in known), *self.all))

    def _write(self, curve: OwnCurve) -> None:
        others = {one.key: one for one in self.all} | {curve.key: curve}
        self._set(sorted(others.values(), key=lambda one: one.added))
        self.intended.emit(ChangeLibrary(lambda library: library.curves.write(curve)))

    def _set(self, curves: Iterable[OwnCurve]) -> None:
        self.all = tuple(curves)
        self.changed.emit()
