"""A setting: what one is, declared once as a field of a dataclass, and checked where that is made."""

import math
import numbers
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field, fields
from typing import Any, Final

from mnistlab.errors import Name, SettingsError
from mnistlab.numerals import AmbiguousNumberError, plain, read_number, shortened, shown
from mnistlab.translatable import Context

CONTEXT: Final = "settings"  # of the translations: the name of the next variable
settings = Context()
# What a setting is about, in the order in which the groups are shown.
GROUPS: Final = {
    "network": settings.tr("Network"),
    "weights": settings.tr("First weights"),
    "method": settings.tr("Method"),
    "overfitting": settings.tr("Against overfitting"),
    "data": settings.tr("Data"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as command line, panels, errors and runs see it.

    Parameters
    ----------
    label : str
        Its name in English, marked by ``settings.tr("...")``.
    about : str
        What it is, in a few words without a full stop, marked like `label`.
    bounds : (float, float)
        The smallest and the largest value.
    choices : mapping, optional
        For a setting that is no number, each value with its name, marked like `label`.
    live : bool
        Whether it may change during a run. Otherwise a change waits for the next run.
    flag : str, optional
        Its option on the command line.
    shown : bool
        Whether the panel of settings has a field for it.
    grouped : bool
        Whether a field has a comma at each thousand.
    whole : bool
        Whether it is a whole number.
    short : str
        How a run with this value is named after it, with ``{value}`` in its place, marked like `label`. A choice is
        its own name; a number without `short` names no run.
    default : object
        What it is where nobody has chosen.
    chip : str
        How a run that is summed up says it, marked like `label`, with ``{value}``, and ``{inputs}`` and ``{outputs}``
        for the sizes of the outer layers. Without, it is said as in `short`, or by name and value.
    quiet : bool
        Whether a run that is summed up says nothing of it while it has its default.
    group : str
        What it belongs to, one of `GROUPS`; empty for none.
    only : (str, tuple of str or range), optional
        The name of another setting, and those of its values with which alone this one has an effect.
    zero : str
        The word for 0, which may be given in its place, marked like `label`.
    one : str
        What `short` is where the value is 1.
    without : str
        How a run with 0 is named and summed up, marked like `label`. Without, as in `short` and `chip`.
    why_bounds : str
        Why it can be no smaller or larger, as a whole sentence, marked like `label`.
    why_waits : str
        Why a change waits for the next run, as a whole sentence, marked like `label`.
    """

    label: str
    about: str = ""
    _: KW_ONLY
    bounds: tuple[float, float] = (-math.inf, math.inf)
    choices: Mapping[Any, str] | None = None
    live: bool = False
    flag: str | None = None
    shown: bool = True
    grouped: bool = True
    whole: bool = False
    short: str = ""
    default: Any = None
    chip: str = ""
    quiet: bool = False
    group: str = ""
    only: tuple[str, tuple[str, ...] | range] | None = None
    zero: str = ""
    without: str = ""
    one: str = ""
    why_bounds: str = ""
    why_waits: str = ""

    def counts(self, settings: Any) -> bool:
        """Return whether it has an effect in a run with these settings."""
        return self.only is None or getattr(settings, self.only[0]) in self.only[1]

    @property
    def name(self) -> Name:
        """The name of the setting in the sentence of an error."""
        return Name(self.label, context=CONTEXT)

    def written(self, value: Any) -> str:
        """Return a number that the setting can have as it is written everywhere."""
        if not self.whole:
            return shown(value)
        return f"{value:,}" if self.grouped else f"{value}"

    def read(self, text: str) -> Any:
        """Return the value that a person has typed.

        Raises
        ------
        SettingsError
            If the setting cannot have it; the error has the text as it was typed.
        """
        if self.choices is not None:
            return self.checked(next((choice for choice in self.choices if str(choice) == text), text))
        if self.zero and text.strip().casefold() == self.zero.casefold():
            return self.checked(0)
        given = shortened(text)
        try:
            number = read_number(text, whole=self.whole)
        except AmbiguousNumberError as error:
            one, other = map(plain, error.readings)
            raise SettingsError("ambiguous_number", field=self.name, given=given, one=one, other=other) from error
        if number is None:
            raise self._refusal("not_a_number", given)
        is_whole = self.whole and number == number.to_integral_value()
        return self.checked(int(number) if is_whole else float(number), given)

    def checked(self, value: Any, given: Any = None) -> Any:
        """Return a value if the setting can have it; a number of NumPy's as one of Python's.

        Raises
        ------
        SettingsError
            If the setting cannot have it; the error says what was `given`, or else the value.
        """
        if self.choices is not None:
            if value not in tuple(self.choices):
                names = ", ".join(str(choice) for choice in self.choices if choice is not None)
                raise SettingsError("not_a_choice", field=self.name, choices=names, given=value)
            return value
        if given is None:
            given = self._given(value) if isinstance(value, float) and math.isfinite(value) else value
        is_number = isinstance(value, numbers.Real) and not isinstance(value, bool)
        if not is_number:
            raise self._refusal("not_a_number", given)
        if self.whole and isinstance(value, float) and value.is_integer():  # as files write 1e3
            value = int(value)
        if self.whole and not isinstance(value, numbers.Integral):
            raise self._refusal("not_a_whole_number", given)
        low, high = self.bounds
        if not low <= value <= high:
            raise self._refusal("out_of_range", given)
        return int(value) if self.whole else float(value) + 0.0  # no −0

    def _given(self, value: float) -> str:
        """Return a number that was given without the last digits of a sum, unless it is refused because of those."""
        low, high = self.bounds
        few = float(f"{value:.15g}")
        return shown(float(value) if low <= few <= high else few)

    def _refusal(self, kind: str, given: Any) -> SettingsError:
        low, high = (f"{bound:,.6f}".rstrip("0").rstrip(".") for bound in self.bounds)
        facts = {"field": self.name, "low": low, "high": high, "given": given}
        if kind == "out_of_range" and self.why_bounds:
            return SettingsError("out_of_range_why", **facts, why=Name(self.why_bounds, context=CONTEXT))
        return SettingsError(kind, **facts)


def setting(default: Any, label: str, about: str = "", **facts: Any) -> Any:
    """Return a field of a dataclass that is a `Setting`: its default, then the arguments of a `Setting`."""
    whole = isinstance(default, int)
    return field(default=default, metadata={Setting: Setting(label, about, whole=whole, default=default, **facts)})


def declared(kind: type) -> dict[str, Setting]:
    """Return the settings that a dataclass declares, by the names of their fields."""
    return {one.name: one.metadata[Setting] for one in fields(kind) if Setting in one.metadata}


def check(settings: Any) -> None:
    """Check every setting of a dataclass that is being made, in its ``__post_init__``.

    Raises
    ------
    SettingsError
        If a setting cannot have its value.
    """
    for name, one in declared(type(settings)).items():
        object.__setattr__(settings, name, one.checked(getattr(settings, name)))
