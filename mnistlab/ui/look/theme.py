"""One palette, one type scale, one spacing unit: every panel takes them from here.

All sizes in the code are those of the design. How many px of the screen they are follows from the scale that the
person has chosen: what is painted asks for it (`px`, `stroke`, `dots`, `font`), and what is set once in a constructor
is brought to it by `mnistlab.ui.look.zoom`.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, qRgb
from PySide6.QtWidgets import QApplication, QMainWindow

UNIT: Final = 8  # px: every margin and gap is a multiple of it, or half of it

# Type sizes in px.
SMALL: Final = 12
BODY: Final = 13
TITLE: Final = 16
LARGE: Final = 20
HUGE: Final = 36  # readable from the back of a room


@dataclass(frozen=True, slots=True)
class Colours:
    """A palette: each colour by what it is for, as ``"#RRGGBB"``."""

    background: str  # behind the cards
    card: str  # and the paper of digits
    text: str
    muted: str  # secondary text
    disabled: str
    ink: str  # of digits
    track: str  # of bars that are not full
    highlight: str  # behind the line of code that runs
    zero: str  # the middle of the diverging scale
    line: str  # around cards, buttons, fields and pictures
    soft: str  # the grid of plots, and between rows
    fill: str  # the one filled button
    on_fill: str  # what is written on it
    chosen: str  # a chosen segment
    code: str  # behind code
    negative: str  # the three of the diverging scale, for signed numbers and nothing else
    positive: str
    own: str  # this run, training images, the bars of your own network
    raw: str  # the loss of every iteration
    test: str  # test images
    built_in: str  # the network that came with the program
    kept: tuple[str, str, str, str, str]  # runs that are kept


LIGHT: Final = Colours(
    background="#F5F6F8",
    card="#FFFFFF",
    text="#1D2433",
    muted="#5B6577",
    disabled="#8A93A2",
    ink="#1D2433",
    track="#DDE2E9",
    highlight="#FFF1CC",
    zero="#FFFFFF",
    line="#C2C9D4",
    soft="#E6E9EF",
    fill="#1D2433",
    on_fill="#FFFFFF",
    chosen="#ECEFF3",
    code="#F7F8FA",
    negative="#D95F02",
    positive="#2166AC",
    own="#34435C",
    raw="#B4BECC",
    test="#0B7A75",
    built_in="#6A4C93",
    kept=("#787800", "#870F00", "#005A1E", "#96694B", "#5A0F2D"),
)
DARK: Final = Colours(
    background="#12161C",
    card="#1B212A",
    text="#E7EBF1",
    muted="#A7B1C0",
    disabled="#7A8594",
    ink="#F2F5F9",
    track="#364050",
    highlight="#463C20",
    zero="#262E3A",
    line="#465162",
    soft="#2C3440",
    fill="#E7EBF1",
    on_fill="#12161C",
    chosen="#2A323E",
    code="#151A21",
    negative="#F5924A",
    positive="#74B2EE",
    own="#C6D2E4",
    raw="#55637A",
    test="#45B8AD",
    built_in="#B59AE0",
    kept=("#FFF078", "#E16987", "#69962D", "#B49669", "#69FFB4"),
)

FOLLOW_SYSTEM: Final = "system"
THEMES: Final = {
    FOLLOW_SYSTEM: Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


@dataclass(frozen=True, slots=True)
class Appearance:
    """What everything that is painted shares. The application owns it."""

    colours: Colours = LIGHT
    scale: float = 1.0  # px of the screen to a px of the design: 1 or more


INITIAL: Final = Appearance()
OWNED_AS: Final = "appearance"  # the attribute of the application


def running_application() -> QApplication:
    """Return the application, which must have been made."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def window_of(part: QObject) -> QMainWindow:
    """Return the window that is the parent of one of its parts.

    A part looks it up each time, because storing it would create a reference cycle (window → part → window).
    """
    window = part.parent()
    assert isinstance(window, QMainWindow)
    return window


def appearance() -> Appearance:
    """Return the current palette and scale. A picture that is kept is out of date once they differ from its own."""
    found: Appearance = getattr(QApplication.instance(), OWNED_AS, INITIAL)
    return found


def colours() -> Colours:
    """Return the current palette."""
    return appearance().colours


def colour_named(name: str) -> str:
    """Return a colour by its name in `Colours`; that of a kept run by its place, as in ``"kept 0"``."""
    field, _, place = name.partition(" ")
    found = getattr(colours(), field)
    return str(found[int(place)] if place else found)


def set_colours(chosen: Colours) -> None:
    """Set the palette. What is on the screen follows once the style sheet is set again."""
    setattr(running_application(), OWNED_AS, replace(appearance(), colours=chosen))


def scale() -> float:
    """Return how many px of the screen a px of the design is: 1 or more."""
    return appearance().scale


def set_scale(chosen: float) -> None:
    """Set the scale. `mnistlab.ui.look.zoom` brings what is on the screen to it.

    Raises
    ------
    ValueError
        If it is below 1.
    """
    if not chosen >= 1:
        raise ValueError(f"the scale must be 1 or more, not {chosen}")
    setattr(running_application(), OWNED_AS, replace(appearance(), scale=chosen))


def px(length: float) -> int:
    """Convert a length of the design to whole px of the screen."""
    return int(length * scale() + 0.5)


def stroke(width: float = 1) -> int:
    """Scale the width of a pen to whole px of the screen, rounded down so that thin lines stay thin and sharp."""
    return int(width * scale())


def dots(count: int) -> int:
    """Scale a picture's pixel size to whole px of the screen, rounded down so that pixels stay square."""
    return int(count * scale())


def font(size: float, *, bold: bool = False) -> QFont:
    """Return the program's type, `size` px of the design high."""
    made = QFont()
    made.setPixelSize(px(size))
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def pale(colour: str) -> str:
    """Return a colour half way to that of a card."""
    own, ground = QColor(colour), QColor(colours().card)
    red, green, blue = own.red() + ground.red(), own.green() + ground.green(), own.blue() + ground.blue()
    return QColor(red // 2, green // 2, blue // 2).name()


@cache
def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, 1..21, as WCAG 2 defines it: type needs 4.5, lines need 3."""
    low, high = sorted(map(_luminance, (first, second)))
    return (high + 0.05) / (low + 0.05)


def type_on(colour: str) -> str:
    """Return black or white: on every colour, one of the two has a contrast of 4.5 or more."""
    return max("#000000", "#FFFFFF", key=lambda written: contrast(written, colour))


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0..1 (WCAG 2)."""
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@cache
def ink_table(chosen: Colours) -> NDArray[np.uint32]:
    """Return the 256 colours, from paper to ink, of a picture of a digit, as `QImage.Format_RGB32` has them."""
    return np.array([_mixed(chosen.card, chosen.ink, level / 255) for level in range(256)], np.uint32)


@cache
def diverging_table(chosen: Colours) -> NDArray[np.uint32]:
    """Return the 255 colours of the diverging scale, from full orange over zero to full blue, as `ink_table` does.

    They leave zero faster than they near the ends, so that small numbers stand out: more so on a dark card.
    """
    gamma = 0.9 if _luminance(chosen.card) > _luminance(chosen.text) else 0.7
    ends = (chosen.negative, chosen.positive)
    shades = (_mixed(chosen.zero, ends[level > 127], (abs(level - 127) / 127) ** gamma) for level in range(255))
    return np.fromiter(shades, np.uint32, 255)


def _mixed(start: str, end: str, share: float) -> int:
    ends = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (start, end)]
    return qRgb(*(round(first + (last - first) * share) for first, last in zip(*ends, strict=True)))


def set_theme(theme: str) -> None:
    """Set the palette of one of `THEMES`. What is on the screen follows with `style_sheet.apply_theme`."""
    hints = running_application().styleHints()
    wanted = THEMES[theme]
    hints.setColorScheme(wanted)  # for what the system paints, such as the window's frame
    dark = (hints.colorScheme() if wanted is Qt.ColorScheme.Unknown else wanted) is Qt.ColorScheme.Dark
    set_colours(DARK if dark else LIGHT)
