"""Texts in the cells of a table (CSV): whatever a person has named, a spreadsheet shows it and computes nothing."""

from typing import Final

# At whose sight a spreadsheet would compute what a text says; in East Asian ones the wide signs count, too.
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; a number, which may have a sign, stays as it is."""
    return f"'{text}" if text.startswith(DANGEROUS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def cell(text: str) -> str:
    """Return a text as a harmless cell, in quotation marks where it needs them."""
    text = harmless(text)
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n') else text
