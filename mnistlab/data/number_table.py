"""A table of numbers in a text: its rows and cells, and the number in each, as people and programs write them."""

import math
import re
from collections.abc import Sequence
from typing import Final

from mnistlab.errors import SeriesError
from mnistlab.numerals import (
    COMMA_AT_THOUSANDS,
    DECIMAL_COMMA,
    DECIMAL_POINT,
    NARROW,
    POINT_AT_THOUSANDS,
    AmbiguousNumberError,
    plain,
    read_number,
)

MOST: Final = 1_000_000  # numbers in a series
MOST_LINES: Final = 2 * MOST  # with those that are empty or a comment
MOST_CELLS: Final = 5_000_000  # of a text, because each takes a hundred bytes while it is read
DEEPEST: Final = 8  # brackets around a line
EMPTY: Final = ("", "-", "–", "na", "n/a", "null", "none")
ALONE: Final = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?(e[+-]?\d+)? ?[%％٪]?", re.IGNORECASE)
SPACED: Final = re.compile(r",\s+")  # parts numbers that have a comma of their own
WIDE: Final = str.maketrans("；，、", ";,,")
PLAIN: Final = re.compile(r"[+-]?(\d++\.?\d*+|\.\d++)(e[+-]?\d+)?|nan|[+-]?inf(inity)?", re.ASCII | re.IGNORECASE)

Row = tuple[int, list[str]]  # the number of a line, from 1, and its cells


def rows_of(text: str, source: str) -> list[Row]:
    """Return the lines that have numbers or names; `source` is what an error calls the text.

    Raises
    ------
    SeriesError
        If there are more than memory should be taken for.
    """
    text = text.strip()
    if text.count("[") == 1 and text[0] + text[-1] == "[]":  # a list, which may go on over lines
        text = text.replace("\n", " ")
    if max(map(text.count, "\n\r")) > MOST_LINES:  # before each becomes a text of its own
        raise SeriesError("series_too_long", file=source, most=f"{MOST:,}")
    text = re.sub(r"([\])])\s*,\s*([\[(])", r"\1\n\2", text)  # a list of rows
    lines = [(number, _bare(line)) for number, line in enumerate(text.splitlines(), 1)]
    lines = [
        (number, re.sub(r"(?<!\s)\s++%", "%", line)) for number, line in lines if line and not line.startswith("#")
    ]
    if not any(sign in line for sign in "\t;|," for _, line in lines):  # as from a Chinese keyboard
        lines = [(number, line.translate(WIDE)) for number, line in lines]
    sign = _delimiter([line for _, line in lines[:20]])
    rows, left = [], MOST_CELLS
    for number, line in lines:
        cells = _cells(line, sign, left)
        left -= len(cells)
        if left < 0:
            raise SeriesError("series_many_numbers", file=source, most=f"{MOST_CELLS:,}")
        rows.append((number, cells))
    return rows


def _cells(line: str, sign: str, most: int) -> list[str]:
    """Return the cells of a line, but no more than one too many."""
    bare = line.rstrip(",")
    if sign == " ":
        return bare.split(None, most)
    if sign in ("", ", ") or (sign == "," and sign not in bare):  # the comma at the end begins no cell
        line = bare
    return [cell.strip() for cell in (line.split(sign, most) if sign else [line])]


def _bare(line: str) -> str:
    """Return a line without the brackets and rules around its cells; nothing of one that only rules off a head."""
    if re.fullmatch(r"(?=[-=+|:\s]*+\Z).*?[-=]{3}.*", line):
        return ""
    line = line.strip().strip("|").strip().lstrip("[({ ")
    for opening, closing in ("[]", "()", "{}"):
        for _ in range(min(DEEPEST, line.count(closing) - line.count(opening))):
            line = line.removesuffix(closing).rstrip()
    return line


def _delimiter(lines: Sequence[str]) -> str:
    """Return what parts the columns; nothing where there is one."""
    for sign in ("\t", ";", "|"):
        if any(sign in line for line in lines):
            return sign
    if any("," in line.rstrip(",") for line in lines):
        # "0,5" alone on its line is a number of somebody who writes decimals with a comma.
        body = lines if ALONE.fullmatch(lines[0]) or "," in lines[0] else lines[1:]
        if len(body) > 1 and all(map(ALONE.fullmatch, body)):
            return ""
        parted = [cell for line in body for cell in SPACED.split(line.rstrip(","))]
        return ", " if len(parted) > len(body) and all(map(DECIMAL_COMMA.fullmatch, parted)) else ","
    numbers = [line for line in lines if is_number(line.split()[0])]
    return " " if numbers and all(len(line.split()) > 1 for line in numbers) else ""


def _sign_of_decimals(body: Sequence[Row]) -> str:
    """Return which sign the decimals of a table have, told by what can be nothing else; empty if that tells nothing."""
    cells = [cell.strip("\"'%％٪ ").translate(NARROW) for _, row in body for cell in row]
    commas = any(DECIMAL_COMMA.fullmatch(cell) and not COMMA_AT_THOUSANDS.fullmatch(cell) for cell in cells)
    points = any(
        "." in cell and DECIMAL_POINT.fullmatch(cell) and not POINT_AT_THOUSANDS.fullmatch(cell) for cell in cells
    )
    return "" if commas == points else "," if commas else "."


def is_number(cell: str) -> bool:
    """Return whether there is a number in a cell, or nothing."""
    return number_in(cell, ".") is not None


def number_in(cell: str, decimals: str) -> float | None:
    """Return the number in a cell, nan in an empty one; None where there is something else.

    Raises
    ------
    AmbiguousNumberError
        If it can be read as two, and nothing tells which sign the `decimals` have.
    """
    cell = cell.strip().strip("\"'")
    if cell.lower() in EMPTY:
        return math.nan
    bare, is_share = cell.rstrip("%％٪ "), cell.endswith(("%", "％", "٪"))
    if decimals == "," and POINT_AT_THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    if PLAIN.fullmatch(bare) and not is_share:
        return float(bare)
    try:
        number = read_number(bare, whole=False)
    except AmbiguousNumberError as error:
        if not decimals:
            raise
        number = error.readings[decimals == ","]
    except ArithmeticError:
        return None
    return None if number is None else float(number / 100 if is_share else number)


def numbers_of(body: Sequence[Row], width: int, runs: int, source: str) -> dict[str, list[list[float]]]:
    """Return the rows of numbers of each run, by the name in the column `runs`; -1: the table is of one run.

    Raises
    ------
    SeriesError
        If there are too many, a row has not `width` cells, or something in one is no number, or could be two.
    """
    if len(body) > MOST:
        raise SeriesError("series_too_long", file=source, most=f"{MOST:,}")
    by_run: dict[str, list[list[float]]] = {}
    decimals = _sign_of_decimals(body)
    for line, cells in body:
        if len(cells) != width:
            raise SeriesError("series_ragged", file=source, line=line, found=len(cells), expected=width)
        numbers = []
        for column, cell in enumerate(cells):
            facts = {"file": source, "line": line, "column": column + 1, "found": cell[:40]}
            try:
                number = math.nan if column == runs else number_in(cell, decimals)
            except AmbiguousNumberError as error:
                one, other = map(plain, error.readings)
                raise SeriesError("series_ambiguous", **facts, one=one, other=other) from error
            if number is None:
                raise SeriesError("series_not_number", **facts)
            numbers.append(number)
        by_run.setdefault("" if runs < 0 else cells[runs].strip("\"'"), []).append(numbers)
    return by_run
