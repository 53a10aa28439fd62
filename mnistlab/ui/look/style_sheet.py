"""The style sheet of the whole program, and the palette for what it does not paint."""

import re

from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QPalette

from mnistlab.resources import resource_path
from mnistlab.ui.look.theme import (
    BODY,
    DARK,
    HUGE,
    LARGE,
    SMALL,
    TITLE,
    UNIT,
    colours,
    px,
    running_application,
    set_theme,
    stroke,
)


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
QDoubleSpinBox[refused="true"] {{ border: 2px solid {now.text}; background: {now.highlight}; }}
#fieldNote {{ background: {now.highlight}; border: 1px solid {now.line}; border-radius: 6px; }}
#fieldNote QLabel {{ color: {now.text}; font-size: {SMALL}px; }}
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
