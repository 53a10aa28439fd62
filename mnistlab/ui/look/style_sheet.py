"""The style sheet of the whole program, and the palette for what it does not paint.

A widget says what it is by a property, and the style sheet gives it its look.

==================  ================  ========================================================================
widget              property          what it is
==================  ================  ========================================================================
button              -                 32 px high, with a line around it; checked: a line of ink
button              `role="primary"`  the one filled button
button              `role="chip"`     a setting, 22 px high
button              `role="tab"`      a word; checked: underlined
button              `role="link"`     an underlined word in a text
button              `role="fold"`     a line that opens what is below it
button              `role="icon"`     a square around an icon: 32 px, or 28 px with `small="true"`
button              `small="true"`    28 px high
button              `segment`         `"first"`, `"middle"`, `"last"` of some that touch; checked: filled faintly
button              `phase`           of the stepper: `"done"`, `"next"`, `""`
label               `role="heading"`  the title of a scene, 16 px
label               `role="title"`    of a panel, 13 px
label               `role="muted"`    words beside the thing, 12 px
label               `role="number"`   a number that is the point, 20 px
label               `role="key"`      a key of the keyboard
label, frame        `role="banner"`   a sentence that must not be missed
label               `role="reply"`    what is said to an answer
field               `pending="true"`  its number waits for another run
==================  ================  ========================================================================
"""

import re

from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QPalette

from mnistlab.resources import path_for_qt, resource_path
from mnistlab.ui.look.button_style import button_style, thinner
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
    running_application().setPalette(palette())
    apply_style_sheet()


def apply_style_sheet() -> None:
    """Show everything in the current colours and at the current scale.

    The old sheet is taken away first, because Qt needs four times as long to put one sheet in the place of another:
    each widget then hands its type down to all that are in it.
    """
    application = running_application()
    application.setStyleSheet("")
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
        QPalette.ColorRole.Highlight: now.fill,
        QPalette.ColorRole.HighlightedText: now.on_fill,
        QPalette.ColorRole.Link: now.text,
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
    # A label or a tool tip takes its text as it is, unless it says that this is markup: a name may look like it.
    # The type is said here too, because a widget that is older than the application's font does not take it.
    families = ", ".join(f'"{family}"' for family in running_application().font().families())
    QDir.setSearchPaths("icons", [path_for_qt(resource_path("icons"))])
    sheet = f"""
* {{ font-family: {families}; font-size: {BODY}px; }}
QMainWindow, #workbench {{ background: {now.background}; }}
QToolTip {{ qproperty-textFormat: PlainText; }}
QToolTip {{ background: {now.card}; color: {now.text}; border: 1px solid {now.line}; padding: 4px 6px; }}
QMenuBar {{ background: {now.card}; border: none; }}
QMenuBar::item {{ padding: 4px {UNIT}px; background: transparent; }}
QMenuBar::item:selected {{ background: {now.chosen}; border-radius: 4px; }}
QMenu {{ background: {now.card}; border: 1px solid {now.line}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px; border-radius: 4px; }}
QMenu::item:selected {{ background: {now.chosen}; color: {now.text}; }}
QMenu::item:disabled {{ color: {now.disabled}; }}
QMenu {{ icon-size: 16px; }}
QMenu::indicator {{ width: 13px; height: 13px; }}
QMenu::separator {{ height: 1px; background: {now.soft}; margin: 4px {UNIT}px; }}

Panel {{ background: {now.card}; border: 1px solid {now.line}; border-radius: 8px; }}
#rail {{ background: {now.card}; border: 1px solid {now.line}; border-radius: 8px; }}
ControlsPanel {{ border-width: 0 0 1px 0; border-radius: 0; }}
ControlsPanel[edge="top"] {{ border-width: 1px 0 0 0; }}
QLabel {{ background: transparent; }}
QLabel[textFormat="2"] {{ qproperty-textFormat: PlainText; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QLabel[role="title"] {{ font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {TITLE}px; font-weight: 600; }}
QLabel[role="muted"], QCheckBox[role="muted"] {{ font-size: {SMALL}px; color: {now.muted}; }}
QLabel[role="number"] {{ font-size: {LARGE}px; font-weight: 600; }}
QLabel[role="banner"], QFrame[role="banner"] {{
    background: {now.highlight}; border: 1px solid {now.line}; border-radius: 6px; padding: 4px {UNIT}px;
}}
QLabel[role="reply"] {{
    background: {now.highlight}; border: 1px solid {now.line}; border-radius: 6px; padding: 6px {UNIT}px;
}}
QLabel[role="banner"] {{ font-weight: 600; }}
QLabel[role="key"] {{
    background: {now.code}; border: 1px solid {now.line}; border-radius: 4px; padding: 2px 6px;
}}
#predictedDigit[reader="ready"], #predictedShare[reader="ready"], QLabel[reader="ready"] {{ color: {now.built_in}; }}
#predictedDigit[tone="unsure"], #predictedShare[tone="unsure"] {{ color: {now.muted}; }}
QLabel[reader] {{ font-weight: 600; }}
#handAsked, #examAccuracy {{ font-size: {HUGE}px; font-weight: 600; }}
#handAsked {{ max-height: {HUGE + 12}px; }}
#canvasMessage {{ background: {now.card}; }}
#drawer {{ background: {now.card}; border: 1px solid {now.line}; border-radius: 8px; }}
#drawer QScrollArea, #drawer QScrollArea > QWidget > QWidget {{ background: transparent; }}
#scenes QScrollArea, #scenes QScrollArea > QWidget > QWidget {{ background: transparent; }}
#whatNext {{ background: {now.highlight}; border: 1px solid {now.line}; border-radius: 6px; }}
#shortcutSheet, QDialog[role="message"] {{ background: {now.card}; }}
#divider {{ background: {now.line}; }}

QCheckBox::indicator {{
    width: 14px; height: 14px; border: 1px solid {now.muted}; border-radius: 3px; background: {now.card};
}}
QCheckBox::indicator:hover {{ background: {now.chosen}; }}
QCheckBox::indicator:checked {{ background: {now.fill}; border-color: {now.fill}; image: url(icons:check-{name}.svg); }}
QCheckBox::indicator:disabled {{ border-color: {now.line}; }}
QCheckBox::indicator:checked:disabled {{ background: {now.disabled}; border-color: {now.disabled}; }}
QCheckBox::indicator:focus {{ width: 12px; height: 12px; border: 2px solid {now.text}; }}

QRadioButton::indicator {{
    border: 1px solid {now.muted}; background: {now.card};
}}
QRadioButton::indicator:hover {{ background: {now.chosen}; }}
QRadioButton::indicator:checked {{ border: 5px solid {now.fill}; }}
QRadioButton::indicator:disabled {{ border-color: {now.line}; }}

QScrollBar {{ width: {UNIT}px; border: none; background: transparent; }}
QScrollBar::handle {{ background: {now.line}; min-height: {4 * UNIT}px; }}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::handle:hover {{ background: {now.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QSpinBox, QDoubleSpinBox, QComboBox, QLineEdit {{
    background: {now.card}; color: {now.text}; border: 1px solid {now.line}; border-radius: 6px;
    padding: 3px {UNIT}px; min-height: 18px; selection-background-color: {now.fill}; selection-color: {now.on_fill};
}}
QPlainTextEdit {{
    background: {now.card}; color: {now.text}; border: 1px solid {now.line}; border-radius: 6px; padding: 2px 4px;
    selection-background-color: {now.fill}; selection-color: {now.on_fill};
}}
QPlainTextEdit:focus {{ border: 2px solid {now.text}; padding: 1px 3px; }}
QComboBox[beside="button"] {{ min-height: 24px; }}
QSpinBox[pending="true"], QDoubleSpinBox[pending="true"], QComboBox[pending="true"] {{
    border: 1px dashed {now.text};
}}
QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QLineEdit:focus {{ border: 2px solid {now.text}; }}
QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled, QLineEdit:disabled {{ color: {now.disabled}; }}
QDoubleSpinBox[refused="true"] {{ border: 2px solid {now.text}; background: {now.highlight}; }}
#fieldNote {{ background: {now.highlight}; border: 1px solid {now.line}; border-radius: 6px; }}
#fieldNote QLabel {{ color: {now.text}; font-size: {SMALL}px; }}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {{
    width: 0; border: none;
}}
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit {{ border: none; background: transparent; padding: 0; min-height: 0; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url(icons:down-{name}.svg); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{
    background: {now.card}; border: 1px solid {now.line}; selection-background-color: {now.chosen};
    selection-color: {now.text};
}}

QTableWidget {{
    background: {now.card}; border: none; selection-background-color: {now.chosen}; selection-color: {now.text};
}}
QTableWidget::item {{ border-bottom: 1px solid {now.soft}; padding: 2px {UNIT}px; }}
QHeaderView {{ background: {now.card}; }}
QHeaderView::section {{
    background: {now.card}; color: {now.muted}; padding: 4px {UNIT}px;
    border: none; border-bottom: 1px solid {now.line};
}}

QSlider {{ min-height: 18px; }}
QSlider::groove:horizontal {{ height: 4px; background: {now.track}; }}
QSlider::sub-page:horizontal {{ background: {now.own}; }}
QSlider::sub-page:horizontal:disabled {{ background: {now.disabled}; }}
QSlider::handle:horizontal {{
    width: 12px; height: 12px; border: 2px solid {now.text}; background: {now.card};
}}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus {{ background: {now.chosen}; }}
QSlider::handle:horizontal:disabled {{ border-color: {now.disabled}; }}

NoticeBar {{ background: {now.highlight}; border: 1px solid {now.line}; border-radius: 6px; }}
NoticeBar[tone="good"] {{ background: {now.chosen}; }}
"""
    # Where lengths have to go together, they are rounded together: Qt draws no corner that is more than round.
    handle, groove, radio = px(12) + 2 * stroke(2), px(4), px(16)
    inside, dot = radio - 2 * stroke(), radio - 2 * stroke(5)
    return f"""{_scaled(sheet)}
{button_style()}
QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QLineEdit:focus {{ padding: {thinner(3)}px {thinner(UNIT)}px; }}
QScrollBar::handle {{ border-radius: {px(UNIT) // 2}px; }}
QScrollBar[over="true"] {{ margin-right: {px(2)}px; }}
QScrollBar[over="true"]::handle {{ border-radius: {(px(UNIT) - px(2)) // 2}px; }}
QSlider::groove:horizontal, QSlider::sub-page:horizontal {{ border-radius: {groove // 2}px; }}
QSlider::handle:horizontal {{ margin: -{(handle - groove + 1) // 2}px 0; border-radius: {handle // 2}px; }}
QRadioButton::indicator {{ width: {inside}px; height: {inside}px; border-radius: {radio // 2}px; }}
QRadioButton::indicator:checked {{ width: {dot}px; height: {dot}px; }}
"""


def _scaled(sheet: str) -> str:
    """Return a style sheet with its lengths in px of the screen; borders are strokes."""

    def scaled(found: re.Match[str]) -> str:
        width = int(found[1])
        return f"{stroke(width)}px{found[2]}" if found[2] else f"{px(width)}px"

    return re.sub(r"(\d+)px( solid| dashed)?", scaled, sheet)
