"""One palette, one type scale, one spacing unit: every panel takes them from here.

All sizes in the code are those of the design. How many px of the screen they are follows from the scale that the
person has chosen: what is painted asks for it (`px`, `stroke`, `dots`, `font`), and what is set once in a constructor
is brought to it by `mnistlab.ui.look.zoom`.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QPalette, qRgb
from PySide6.QtWidgets import QApplication

from mnistlab.resources import resource_path

UNIT: Final = 8  # px: every margin and gap is a multiple of it, or half of it

# Type sizes in px.
SMALL: Final = 12
BODY: Final = 13
TITLE: Final = 16
LARGE: Final = 20
HUGE: Final = 36  # readable from the back of a room


@dataclass(frozen=True, slots=True)
class Colours:
    """A palette: each colour by what it is for, as ``"#RRGGBB"`` but for the shade."""

    background: str  # behind the cards
    card: str  # and the paper of digits
    hairline: str
    text: str
    muted: str  # secondary text
    disabled: str
    ink: str  # of digits
    track: str  # of bars that are not full
    mark: str  # of axes, and secondary curves
    highlight: str  # behind the line of code that runs
    shade: str  # over everything that a card does not speak of, as "#AARRGGBB"
    zero: str  # the middle of the diverging scale
    blue: str  # chosen, positive, right, your own
    blue_light: str
    blue_faint: str
    orange: str  # negative, wrong, test images, the built-in network
    orange_light: str
    orange_faint: str
    orange_text: str  # the orange that is legible as type, and below type in `card`


LIGHT: Final = Colours(
    background="#F5F6F8",
    card="#FFFFFF",
    hairline="#E1E5EB",
    text="#1D2433",
    muted="#5B6577",
    disabled="#A3ABB8",
    ink="#000000",
    track="#EEF0F4",
    mark="#8791A1",
    highlight="#FFF0C7",
    shade="#3C1D2433",
    zero="#FFFFFF",
    blue="#2166AC",
    blue_light="#E4EDF6",
    blue_faint="#A9C6E3",
    orange="#D95F02",
    orange_light="#FCEBDD",
    orange_faint="#F3B98A",
    orange_text="#AD4B00",
)
DARK: Final = Colours(
    background="#12161C",
    card="#1B212A",
    hairline="#343D4A",
    text="#E7EBF1",
    muted="#A7B1C0",
    disabled="#667181",
    ink="#F2F5F9",
    track="#2B333F",
    mark="#66717F",
    highlight="#463C20",
    shade="#6605080C",
    zero="#1B212A",
    blue="#74B2EE",
    blue_light="#22384F",
    blue_faint="#3F6791",
    orange="#F5924A",
    orange_light="#40291A",
    orange_faint="#8F5527",
    orange_text="#F5924A",
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


def appearance() -> Appearance:
    """Return the current palette and scale. A picture that is kept is out of date once they differ from its own."""
    found: Appearance = getattr(QApplication.instance(), OWNED_AS, INITIAL)
    return found


def colours() -> Colours:
    """Return the current palette."""
    return appearance().colours


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
    made.setBold(bold)
    return made


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
def diverging_table(chosen: Colours) -> tuple[int, ...]:
    """Return the 255 colours of the diverging scale, from full orange over zero to full blue."""
    ends = (chosen.orange, chosen.blue)
    return tuple(_mixed(chosen.zero, ends[level > 127], abs(level - 127) / 127) for level in range(255))


def _mixed(start: str, end: str, share: float) -> int:
    ends = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (start, end)]
    return qRgb(*(round(first + (last - first) * share) for first, last in zip(*ends, strict=True)))


def set_theme(theme: str) -> None:
    """Set the palette of one of `THEMES`. What is on the screen follows with `apply_theme`."""
    hints = running_application().styleHints()
    wanted = THEMES[theme]
    hints.setColorScheme(wanted)  # for what the system paints, such as the window's frame
    dark = (hints.colorScheme() if wanted is Qt.ColorScheme.Unknown else wanted) is Qt.ColorScheme.Dark
    set_colours(DARK if dark else LIGHT)


def apply_theme(theme: str) -> None:
    """Show everything in the palette of one of `THEMES`."""
    set_theme(theme)
    application = running_application()
    application.setPalette(palette())
    application.setStyleSheet(style_sheet())


def palette() -> QPalette:
    """Return the colours of what the style sheet does not paint."""
    now, result = colours(), QPalette()
    for role, colour in {
        QPalette.ColorRole.Window: now.background,
        QPalette.ColorRole.WindowText: now.text,
        QPalette.ColorRole.Base: now.card,
        QPalette.ColorRole.AlternateBase: now.background,
        QPalette.ColorRole.Text: now.text,
        QPalette.ColorRole.Button: now.card,
        QPalette.ColorRole.ButtonText: now.text,
        QPalette.ColorRole.ToolTipBase: now.card,
        QPalette.ColorRole.ToolTipText: now.text,
        QPalette.ColorRole.PlaceholderText: now.muted,
        QPalette.ColorRole.Highlight: now.blue,
        QPalette.ColorRole.HighlightedText: now.card,
        QPalette.ColorRole.Link: now.blue,
    }.items():
        result.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(now.disabled))
    return result


def style_sheet() -> str:
    """Return the Qt style sheet of the whole program, at the current scale.

    The sheet is written in px of the design; `_scaled` converts them to px of the screen.
    """
    now = colours()
    name = "dark" if now is DARK else "light"
    # Icons go by a prefix, because their path may hold signs that mean something in a style sheet.
    QDir.setSearchPaths("icons", [str(resource_path("icons"))])
    sheet = f"""
* {{ font-size: {BODY}px; }}
QMainWindow, #workbench {{ background: {now.background}; }}
QToolTip {{ background: {now.card}; color: {now.text}; border: 1px solid {now.hairline}; padding: 4px; }}
QMenuBar {{ background: {now.card}; border: none; }}
QMenuBar::item {{ padding: 4px {UNIT}px; background: transparent; }}
QMenuBar::item:selected {{ background: {now.blue_light}; border-radius: 4px; }}
QMenu {{ background: {now.card}; border: 1px solid {now.hairline}; padding: 4px; }}
QMenu::item {{ padding: 4px 24px; border-radius: 4px; }}
QMenu::item:selected {{ background: {now.blue_light}; color: {now.text}; }}
QMenu::item:disabled {{ color: {now.disabled}; }}
QMenu {{ icon-size: 16px; }}
QMenu::indicator {{ width: 13px; height: 13px; }}
QMenu::separator {{ height: 1px; background: {now.hairline}; margin: 4px {UNIT}px; }}

Panel {{ background: {now.card}; border: 1px solid {now.hairline}; border-radius: 6px; }}
ControlsPanel {{ border-width: 1px 0; border-radius: 0; }}
QLabel {{ background: transparent; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QLabel[role="title"] {{ font-weight: 600; }}
QLabel[role="small title"] {{ font-size: {SMALL}px; font-weight: 600; }}
QLabel[role="title"][tone="worse"] {{ color: {now.orange_text}; }}
QLabel[role="heading"] {{ font-size: {TITLE}px; font-weight: 600; }}
QLabel[role="muted"] {{ font-size: {SMALL}px; color: {now.muted}; }}
QLabel[role="banner"] {{
    background: {now.orange_light}; border: 1px solid {now.orange}; border-radius: 4px; padding: 4px {UNIT}px;
    font-weight: 600;
}}
#predictedDigit {{ color: {now.blue}; }}
#predictedDigit[reader="ready"] {{ color: {now.orange_text}; }}
#predictedDigit[tone="unsure"] {{ color: {now.muted}; }}
QCheckBox::indicator {{
    width: 12px; height: 12px; border: 1px solid {now.muted}; border-radius: 3px; background: {now.card};
}}
QCheckBox::indicator:checked {{ background: {now.blue}; border-color: {now.blue}; image: url(icons:check-{name}.svg); }}
QCheckBox::indicator:disabled {{ border-color: {now.hairline}; }}
QCheckBox::indicator:focus {{ border-color: {now.blue}; }}
QCheckBox[role="muted"] {{ font-size: {SMALL}px; color: {now.muted}; }}
#handAsked {{ font-size: {HUGE}px; font-weight: 600; }}
QLabel[role="number"] {{ font-size: {LARGE}px; font-weight: 600; }}
QLabel[role="number"][tone="worse"] {{ color: {now.orange_text}; }}

Panel QToolButton, QPushButton {{
    background: {now.card}; color: {now.text}; border: 1px solid {now.hairline}; border-radius: 4px; padding: 6px 12px;
    min-height: 18px;
}}
Panel QToolButton:hover, QPushButton:hover {{ background: {now.background}; }}
Panel QToolButton:pressed, QPushButton:pressed {{ background: {now.blue_light}; }}
Panel QToolButton:focus, QPushButton:focus {{ border-color: {now.blue}; }}
Panel QToolButton:disabled, QPushButton:disabled {{ color: {now.disabled}; }}
Panel QToolButton:checked {{ background: {now.blue}; border-color: {now.blue}; color: {now.card}; }}
Panel QToolButton[segment="first"] {{ border-top-right-radius: 0; border-bottom-right-radius: 0; }}
Panel QToolButton[segment="middle"] {{ border-radius: 0; border-left: none; }}
Panel QToolButton[segment="last"] {{ border-top-left-radius: 0; border-bottom-left-radius: 0; border-left: none; }}
Panel QToolButton[phase="done"] {{ background: {now.blue_light}; color: {now.blue}; }}
Panel QToolButton[phase="shown"] {{ background: {now.blue}; color: {now.card}; }}
Panel QToolButton[phase="next"] {{
    border: 2px solid {now.blue}; color: {now.blue}; font-weight: 600;
}}
Panel QToolButton[phase="next"]:disabled {{ color: {now.disabled}; border-color: {now.hairline}; }}
Panel QToolButton[reader] {{ padding: 2px 4px; font-size: {SMALL}px; color: {now.blue}; }}
Panel QToolButton[reader="ready"] {{ color: {now.orange_text}; }}
Panel QToolButton[reader]:checked {{ background: {now.blue}; border-color: {now.blue}; color: {now.card}; }}
Panel QToolButton[reader="ready"]:checked {{
    background: {now.orange_text}; border-color: {now.orange_text}; color: {now.card};
}}
Panel QToolButton[tab="true"] {{ padding: 2px 6px; font-size: {SMALL}px; }}
CanvasTools QToolButton {{
    padding: 3px; min-height: 16px; background: transparent; border-color: transparent;
}}
CanvasTools QToolButton:hover {{ background: {now.background}; border-color: {now.hairline}; }}
CanvasTools QToolButton:pressed, CanvasTools QToolButton:open {{ background: {now.blue_light}; }}
CanvasTools QToolButton:focus {{ border-color: {now.blue}; }}
CanvasTools QToolButton:checked {{ background: {now.blue}; border-color: {now.blue}; }}
QToolButton::menu-indicator {{ image: none; }}
Panel QToolButton[small="true"], QPushButton[small="true"] {{ padding: 2px {UNIT}px; font-size: {SMALL}px; }}

QLabel[reader] {{ font-weight: 600; color: {now.blue}; }}
QLabel[reader="ready"] {{ color: {now.orange_text}; }}
#canvasMessage {{ background: {now.card}; }}
#plotReadout {{ background: {now.card}; color: {now.text}; font-size: {SMALL - 1}px; padding: 0 2px; border: none; }}
#welcomeCard {{ background: {now.card}; border: 2px solid {now.blue}; border-radius: 6px; }}
#helpSheet, #shortcutSheet {{ background: {now.card}; }}
QLabel[role="key"] {{
    background: {now.background}; border: 1px solid {now.hairline}; border-radius: 4px; padding: 2px 6px;
}}
#divider {{ background: {now.hairline}; }}
#handDone:enabled, #welcomeNext, #handStart[next="true"] {{
    border: 2px solid {now.blue}; color: {now.blue}; font-weight: 600;
}}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QScrollBar {{ width: {UNIT}px; border: none; background: transparent; }}
QScrollBar::handle {{ background: {now.hairline}; min-height: {4 * UNIT}px; }}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::handle:hover {{ background: {now.disabled}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QSpinBox, QDoubleSpinBox, QComboBox, QLineEdit {{
    background: {now.card}; color: {now.text}; border: 1px solid {now.hairline}; border-radius: 4px;
    padding: 3px {UNIT}px; min-height: 18px; selection-background-color: {now.blue}; selection-color: {now.card};
}}
QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QLineEdit:focus {{ border-color: {now.blue}; }}
QSpinBox[pending="true"], QComboBox[pending="true"] {{ border-color: {now.orange}; background: {now.orange_light}; }}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {{
    width: 0; border: none;
}}
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit {{ border: none; background: transparent; padding: 0; min-height: 0; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url(icons:down-{name}.svg); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {now.card}; border: 1px solid {now.hairline}; }}

QSlider {{ min-height: 15px; }}
QSlider::groove:horizontal {{ height: 3px; background: {now.hairline}; border-radius: 1px; }}
QSlider::sub-page:horizontal {{ background: {now.blue}; border-radius: 1px; }}
QSlider::handle:horizontal {{
    width: 10px; height: 10px; border: 2px solid {now.blue}; background: {now.card};
}}
QSlider::handle:horizontal:focus {{ background: {now.blue_light}; }}

NoticeBar QToolButton {{
    background: {now.card}; border: 1px solid {now.hairline}; border-radius: 4px; padding: 4px 12px; min-height: 18px;
}}
NoticeBar {{ background: {now.orange_light}; border: 1px solid {now.orange}; border-radius: 6px; }}
NoticeBar[tone="good"] {{ background: {now.blue_light}; border-color: {now.blue}; }}
"""
    # Where lengths have to go together, they are rounded together: a thick border takes from the padding what it has
    # more than a thin one, so that such a button is as large as the others; and Qt draws no corner that is more than
    # round.
    more, handle = stroke(2) - stroke(), px(10) + 2 * stroke(2)
    return f"""{_scaled(sheet)}
Panel QToolButton[phase="next"], #handDone:enabled, #welcomeNext, #handStart[next="true"] {{
    padding: {px(6) - more}px {px(12) - more}px;
}}
QScrollBar::handle {{ border-radius: {px(UNIT) // 2}px; }}
QSlider::handle:horizontal {{ margin: -{(handle - px(3) + 1) // 2}px 0; border-radius: {handle // 2}px; }}
"""


def _scaled(sheet: str) -> str:
    """Return a style sheet with its lengths in px of the screen; borders are strokes."""

    def scaled(found: re.Match[str]) -> str:
        width = int(found[1])
        return f"{stroke(width)}px solid" if found[2] else f"{px(width)}px"

    return re.sub(r"(\d+)px( solid)?", scaled, sheet)
