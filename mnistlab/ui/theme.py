"""One palette, one type scale, one spacing unit: every panel takes them from here."""

from typing import Final

from PySide6.QtGui import QColor, QPalette

from mnistlab.resources import resource_path

UNIT: Final = 8  # px: every margin and gap is a multiple of it, or half of it

# Type sizes in px.
SMALL: Final = 12
BODY: Final = 13
TITLE: Final = 16
LARGE: Final = 20

BACKGROUND: Final = "#F5F6F8"
CARD: Final = "#FFFFFF"
HAIRLINE: Final = "#E1E5EB"
TEXT: Final = "#1D2433"
MUTED: Final = "#5B6577"
DISABLED: Final = "#A3ABB8"
BLUE: Final = "#2166AC"
BLUE_LIGHT: Final = "#E4EDF6"
BLUE_FAINT: Final = "#A9C6E3"
ORANGE: Final = "#D95F02"
ORANGE_FAINT: Final = "#F3B98A"
ORANGE_LIGHT: Final = "#FCEBDD"
TRACK: Final = "#EEF0F4"


def palette() -> QPalette:
    """Return the colours of what the style sheet does not paint."""
    colours = QPalette()
    for role, colour in {
        QPalette.ColorRole.Window: BACKGROUND,
        QPalette.ColorRole.WindowText: TEXT,
        QPalette.ColorRole.Base: CARD,
        QPalette.ColorRole.AlternateBase: BACKGROUND,
        QPalette.ColorRole.Text: TEXT,
        QPalette.ColorRole.Button: CARD,
        QPalette.ColorRole.ButtonText: TEXT,
        QPalette.ColorRole.ToolTipBase: CARD,
        QPalette.ColorRole.ToolTipText: TEXT,
        QPalette.ColorRole.PlaceholderText: MUTED,
        QPalette.ColorRole.Highlight: BLUE,
        QPalette.ColorRole.HighlightedText: CARD,
        QPalette.ColorRole.Link: BLUE,
    }.items():
        colours.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        colours.setColor(QPalette.ColorGroup.Disabled, role, QColor(DISABLED))
    return colours


def style_sheet() -> str:
    """Return the Qt style sheet of the whole program."""
    down = resource_path("icons/down.svg").as_posix()
    return f"""
* {{ font-size: {BODY}px; }}
QMainWindow, #workbench {{ background: {BACKGROUND}; }}
QToolTip {{ background: {CARD}; color: {TEXT}; border: 1px solid {HAIRLINE}; padding: 4px; }}
QMenuBar {{ background: {CARD}; border: none; }}
QMenuBar::item {{ padding: 4px {UNIT}px; background: transparent; }}
QMenuBar::item:selected {{ background: {BLUE_LIGHT}; border-radius: 4px; }}
QMenu {{ background: {CARD}; border: 1px solid {HAIRLINE}; padding: 4px; }}
QMenu::item {{ padding: 4px 24px; border-radius: 4px; }}
QMenu::item:selected {{ background: {BLUE_LIGHT}; color: {TEXT}; }}
QMenu::item:disabled {{ color: {DISABLED}; }}
QMenu::separator {{ height: 1px; background: {HAIRLINE}; margin: 4px {UNIT}px; }}

Panel {{ background: {CARD}; border: 1px solid {HAIRLINE}; border-radius: 6px; }}
ControlsPanel {{ border-width: 1px 0; border-radius: 0; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-weight: 600; }}
QLabel[role="title"][tone="worse"] {{ color: {ORANGE}; }}
QLabel[role="heading"] {{ font-size: {TITLE}px; font-weight: 600; }}
QLabel[role="muted"] {{ font-size: {SMALL}px; color: {MUTED}; }}
QLabel[role="banner"] {{
    background: {ORANGE_LIGHT}; border: 1px solid {ORANGE}; border-radius: 4px; padding: 4px {UNIT}px; font-weight: 600;
}}
#predictedDigit {{ color: {BLUE}; }}
#predictedDigit[reader="ready"] {{ color: {ORANGE}; }}
#predictedDigit[tone="unsure"] {{ color: {DISABLED}; }}
QCheckBox[role="muted"] {{ font-size: {SMALL}px; color: {MUTED}; }}
QLabel[role="number"] {{ font-size: {LARGE}px; font-weight: 600; }}
QLabel[role="number"][tone="worse"] {{ color: {ORANGE}; }}

Panel QToolButton, QPushButton {{
    background: {CARD}; border: 1px solid {HAIRLINE}; border-radius: 4px; padding: 6px 12px; min-height: 18px;
}}
Panel QToolButton:hover, QPushButton:hover {{ background: {BACKGROUND}; }}
Panel QToolButton:pressed, QPushButton:pressed {{ background: {BLUE_LIGHT}; }}
Panel QToolButton:focus, QPushButton:focus {{ border-color: {BLUE}; }}
Panel QToolButton:disabled, QPushButton:disabled {{ color: {DISABLED}; }}
Panel QToolButton:checked {{ background: {BLUE}; border-color: {BLUE}; color: {CARD}; }}
Panel QToolButton[segment="first"] {{ border-top-right-radius: 0; border-bottom-right-radius: 0; }}
Panel QToolButton[segment="middle"] {{ border-radius: 0; border-left: none; }}
Panel QToolButton[segment="last"] {{ border-top-left-radius: 0; border-bottom-left-radius: 0; border-left: none; }}
Panel QToolButton[phase="done"] {{ background: {BLUE_LIGHT}; color: {BLUE}; }}
Panel QToolButton[phase="shown"] {{ background: {BLUE}; color: {CARD}; }}
Panel QToolButton[phase="next"] {{ border: 2px solid {BLUE}; padding: 5px 11px; color: {BLUE}; font-weight: 600; }}
Panel QToolButton[phase="next"]:disabled {{ color: {DISABLED}; border-color: {HAIRLINE}; }}
Panel QToolButton[reader] {{ padding: 2px 4px; font-size: {SMALL}px; color: {BLUE}; }}
Panel QToolButton[reader="ready"] {{ color: {ORANGE}; }}
Panel QToolButton[reader]:checked {{ background: {BLUE}; border-color: {BLUE}; color: {CARD}; }}
Panel QToolButton[reader="ready"]:checked {{ background: {ORANGE}; border-color: {ORANGE}; color: {CARD}; }}
Panel QToolButton[tab="true"] {{ padding: 2px 6px; font-size: {SMALL}px; }}
QToolButton::menu-indicator {{ image: none; }}
Panel QToolButton[small="true"], QPushButton[small="true"] {{ padding: 2px {UNIT}px; font-size: {SMALL}px; }}

QSpinBox, QDoubleSpinBox, QComboBox, QLineEdit {{
    background: {CARD}; border: 1px solid {HAIRLINE}; border-radius: 4px; padding: 3px {UNIT}px; min-height: 18px;
    selection-background-color: {BLUE}; selection-color: {CARD};
}}
QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QLineEdit:focus {{ border-color: {BLUE}; }}
QSpinBox[pending="true"], QComboBox[pending="true"] {{ border-color: {ORANGE}; background: {ORANGE_LIGHT}; }}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {{
    width: 0; border: none;
}}
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit {{ border: none; background: transparent; padding: 0; min-height: 0; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url({down}); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {CARD}; border: 1px solid {HAIRLINE}; }}

QSlider::groove:horizontal {{ height: 3px; background: {HAIRLINE}; border-radius: 1px; }}
QSlider::sub-page:horizontal {{ background: {BLUE}; border-radius: 1px; }}
QSlider::handle:horizontal {{
    width: 10px; height: 10px; margin: -6px 0; border-radius: 7px; border: 2px solid {BLUE}; background: {CARD};
}}
QSlider::handle:horizontal:focus {{ background: {BLUE_LIGHT}; }}

NoticeBar QToolButton {{
    background: {CARD}; border: 1px solid {HAIRLINE}; border-radius: 4px; padding: 4px 12px; min-height: 18px;
}}
NoticeBar {{ background: {ORANGE_LIGHT}; border: 1px solid {ORANGE}; border-radius: 6px; }}
NoticeBar[tone="good"] {{ background: {BLUE_LIGHT}; border-color: {BLUE}; }}
"""
