"""Numbers: read as people type them, and shown."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

# Chinese keyboards give wide signs; a minus that was copied may be a true one, or a dash.
NARROW: Final = str.maketrans("．。﹒，﹐،－−–﹣＋﹢ｅＥ＊＾＇’", "...,,,----++eE*^''")
ARABIC: Final = re.compile(r"[+-]?(\d++|\d{1,3}(٬\d{3})++)(٫\d*+)?", re.ASCII)  # with signs that mean one thing each

# What has been read is not tried in another way (``++``), so that a text of any length is read at once.
DECIMAL_POINT: Final = re.compile(r"[+-]?(\d++\.?\d*+|\.\d++)(e[+-]?\d++)?", re.ASCII | re.IGNORECASE)
DECIMAL_COMMA: Final = re.compile(r"[+-]?(\d++,\d*+|,\d++)(e[+-]?\d++)?", re.ASCII | re.IGNORECASE)
COMMA_AT_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?(e[+-]?\d++)?", re.ASCII | re.IGNORECASE)
POINT_AT_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?", re.ASCII)
# In no language do these stand for decimals: a space of any width, or an apostrophe.
PARTED_THOUSANDS: Final = re.compile(
    r"[+-]?[1-9]\d{0,2}([ \xa0\u2009\u202f\u3000'])\d{3}(\1\d{3})*+([.,]\d*+)?", re.ASCII
)
ABSURD: Final = re.compile(r"(?<=e)([+-]?)\d{5,}$", re.ASCII | re.IGNORECASE)  # an exponent as large as no bound

RAISED: Final = str.maketrans("0123456789-.", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻·")
LOWERED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
POWER_OF_TEN: Final = re.compile(r"(\D?(?: ?[×x*·⋅] ?)?)10(?:\^([+-]?\d+)|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))$")

SHORT: Final = 8  # characters of a number that needs no exponent
LONGEST: Final = 40  # characters that are shown of what was typed


class AmbiguousNumberError(ValueError):
    """A text that can be read as two numbers.

    Attributes
    ----------
    readings : (Decimal, Decimal)
    """

    def __init__(self, *readings: Decimal) -> None:
        super().__init__(*readings)
        self.readings = readings


def read_number(text: str, *, whole: bool) -> Decimal | None:
    """Return the exact number that a text stands for; None if there is none.

    ``0.5``, ``0,5``, ``5e-1``, ``5×10⁻¹``, ``０．５`` and ``٠٫٥`` are the same number, and so are ``10000``,
    ``10,000``, ``10 000``, ``10'000``, ``1e4`` and ``10⁴``. Where a single sign could be that of decimals or of
    thousands, as in ``1,000`` and ``1.000``, it is taken as this program writes numbers: whole numbers with a comma at
    the thousands, others with a decimal point.

    Parameters
    ----------
    text : str
    whole : bool
        A whole number is meant. It may be written as another one, such as ``1e4``.

    Raises
    ------
    AmbiguousNumberError
        If the text has one of the two signs in a place where this program would not write it.
    """
    text = _in_western_digits(text).strip().translate(NARROW)
    if ("٫" in text or "٬" in text) and ARABIC.fullmatch(text):
        return Decimal(text.replace("٬", "").replace("٫", "."))
    text = ABSURD.sub(r"\g<1>9999", _with_exponent(text))
    parted = PARTED_THOUSANDS.fullmatch(text)
    if parted is not None:
        text = text.replace(parted[1], "")
    point = Decimal(text) if DECIMAL_POINT.fullmatch(text) else None
    comma = Decimal(text.replace(",", ".")) if DECIMAL_COMMA.fullmatch(text) else None
    at_thousands = COMMA_AT_THOUSANDS.fullmatch(text)
    if at_thousands is not None:
        thousands = Decimal(text.replace(",", ""))
        if comma is not None and (not whole or at_thousands[3]):
            raise AmbiguousNumberError(thousands, comma)
        return thousands
    if POINT_AT_THOUSANDS.fullmatch(text):
        thousands = Decimal(text.replace(".", "").replace(",", "."))
        if point is None:
            return thousands
        if whole:
            raise AmbiguousNumberError(thousands, point)
    return comma if point is None else point


def _in_western_digits(text: str) -> str:
    """Return a text with the decimal digits of all writings, such as ``٣``, ``३`` and ``３``, as ``3``.

    Signs that are not seen, such as those around a number that was copied, are left out.
    """
    if text.isascii():
        return text
    seen = (sign for sign in text if unicodedata.category(sign) != "Cf")
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in seen)


def _with_exponent(text: str) -> str:
    """Return a text with a power of ten at its end, such as ``5×10⁻¹`` or ``10^3``, as ``5e-1`` or ``1e3``."""
    found = POWER_OF_TEN.search(text)
    if found is None:
        return text
    before, times = text[: found.start()], found[1].strip()
    exponent = found[2] or found[3].translate(LOWERED)
    if times in ("", "+", "-") and not before:
        return f"{times}1e{exponent}"
    return f"{before}e{exponent}" if times and times in "×x*·⋅" else text


def plain(number: float | Decimal) -> str:
    """Return a number with all its digits and without an exponent: ``0.0000015``, ``1000000``."""
    text = f"{Decimal(repr(number)) if isinstance(number, float) else number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(number: float) -> str:
    """Return a number with all its digits, and as ``1.5×10⁻⁷`` if that is shorter."""
    text = plain(number)
    digits, _, exponent = f"{Decimal(repr(number)).normalize():e}".partition("e")
    return text if len(text) <= SHORT else min(text, f"{digits}×{power_of_ten(int(exponent))}", key=len)


def percent(share: float, decimals: int = 1) -> str:
    """Return a share (0..1) as a percentage, whose sign stays on the line of the number: ``98.5 %``."""
    return f"{100 * share:.{decimals}f}\N{NO-BREAK SPACE}%"


def percent_of_several(low: float, middle: float, high: float) -> str:
    """Return shares (0..1) as their median and half of what most lie within: ``94.6 ± 0.2 %``."""
    return f"{100 * middle:.1f} ± {50 * (high - low):.1f}\N{NO-BREAK SPACE}%"


def percent_rounded(share: float, digits: int) -> str:
    """Return a share (0..1) as a percentage with at most this many digits: ``0.49 %``."""
    return f"{rounded(100 * share, digits)}\N{NO-BREAK SPACE}%"


def fixed(number: float, decimals: int, *, sign: bool = False) -> str:
    """Return a number with this many decimals and a true minus, but none before a zero: ``−0.12``; or ``+0.12``."""
    return f"{round(number, decimals) + 0.0:{'+' if sign else ''}.{decimals}f}".replace("-", "−")


def rounded(number: float, digits: int) -> str:
    """Return a number with at most this many digits: ``0.1``, ``2.5``, ``3×10⁻¹²``."""
    return shown(float(f"{number:.{digits}g}"))


def shortened(text: str) -> str:
    """Return a text, or the beginning of a long one."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def power_of_ten(exponent: int) -> str:
    """Return ten to a power as it is printed: ``10⁻⁴``."""
    return f"10{raised(str(exponent))}"


def raised(text: str) -> str:
    """Return a number as an exponent: ``⁻⁴``, ``⁴·⁶⁶``."""
    return text.replace("−", "-").translate(RAISED)


def scientific(number: float, digits: int = 2) -> str:
    """Return a number with this many digits; a small or a large one as ``7.0×10⁻¹²``, with a true minus."""
    if number and not (1e-4 <= abs(number) < 1e5):
        lead, _, exponent = f"{number:.{digits - 1}e}".partition("e")
        text = f"{lead}×{power_of_ten(int(exponent))}" if exponent else lead
    else:
        text = f"{number:#.{digits}g}".rstrip(".")
    return text.replace("-", "−")
