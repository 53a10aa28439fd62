"""The style sheet of buttons, in px of the screen; the table in `mnistlab.ui.look.style_sheet` says which there are."""

from typing import Final

from mnistlab.ui.look.theme import BODY, SMALL, colours, px, stroke

LINE: Final = 18  # px: the least height of a text
TOOL: Final = 3  # px of the screen: by so much Qt makes every QToolButton with a style sheet higher and wider
# Of each kind: its selector, the padding above and below, that at both sides, and the height of what is in it, in px.
PADDINGS: Final = (
    ("", 6, 12, LINE),
    ('[small="true"]', 4, 10, LINE),
    ('[role="icon"]', 7, 7, 16),
    ('[role="icon"][small="true"]', 5, 5, 16),
    ('[role="chip"]', 2, 5, 16),
)


def button_style() -> str:
    """Return the rules of all buttons, at the current scale."""
    return f"{_plain()}\n{_groups()}\n{_others()}"


def thinner(length: int) -> int:
    """Return a padding beside a border of 2 px that takes as much room as `length` px beside one of 1 px."""
    return px(length) - (stroke(2) - stroke())


def _padding(above: int, beside: int, more: int) -> str:
    """Return the rule of a padding in px of the screen, for a button that Qt makes larger by `more`."""
    left, right = more // 2, more - more // 2
    return f"padding: {above - left}px {beside - right}px {above - right}px {beside - left}px"


def _all(properties: str, state: str = "") -> str:
    """Return the selector of the buttons with these properties, in this state."""
    return f"Panel QToolButton{properties}{state}, QPushButton{properties}{state}"


def _plain() -> str:
    """Return the rules of single buttons. A focused button has a frame of 2 px of ink, and keeps its size."""
    now = colours()
    rules = [
        f"""
{_all("")} {{
    background: {now.card}; color: {now.text}; border: {stroke()}px solid {now.line}; border-radius: {px(6)}px;
}}
{_all("", ":hover")} {{ background: {now.background}; }}
{_all("", ":pressed")}, {_all("", ":open")} {{ background: {now.chosen}; }}
{_all("", ":checked")} {{ background: {now.chosen}; border-color: {now.text}; }}
{_all("", ":disabled")} {{ color: {now.disabled}; }}
{_all('[role="chip"]')} {{ font-size: {px(SMALL)}px; border-radius: {px(4)}px; }}
{_all('[role="chip"][pending="true"]')} {{ border-style: dashed; border-color: {now.text}; }}
{_all('[role="primary"]')}, {_all('[role="primary"]', ":checked")} {{
    background: {now.fill}; color: {now.on_fill}; border-color: {now.fill}; font-weight: 600;
}}
{_all('[role="primary"]', ":hover")} {{ background: {now.own}; border-color: {now.own}; }}
{_all('[role="primary"]', ":pressed")} {{ background: {now.muted}; border-color: {now.muted}; }}
{_all('[role="primary"]', ":disabled")} {{
    background: {now.chosen}; color: {now.disabled}; border-color: {now.line};
}}
"""
    ]
    for kind, above, beside, height in PADDINGS:
        for button, more in (("Panel QToolButton", TOOL), ("QPushButton", 0)):
            rules.append(f"""
{button}{kind} {{ {_padding(px(above), px(beside), more)}; min-height: {px(height)}px; }}
{button}{kind}:focus {{
    border: {stroke(2)}px solid {now.text}; {_padding(thinner(above), thinner(beside), more)};
}}
""")
    primary = _all('[role="primary"]', ":focus")
    rules.append(f"{primary} {{ border-color: {now.raw}; }}")
    return "".join(rules)


def _groups() -> str:
    """Return the rules of buttons that touch: segments of which one is chosen, and the stepper."""
    now = colours()
    left = f"padding-left: {px(12) - stroke()}px"  # the border that the neighbour has drawn
    return f"""
{_all('[segment="first"]')} {{ border-top-right-radius: 0; border-bottom-right-radius: 0; }}
{_all('[segment="middle"]')} {{ border-radius: 0; border-left: none; }}
{_all('[segment="last"]')} {{ border-top-left-radius: 0; border-bottom-left-radius: 0; border-left: none; }}
{_all('[segment="top"]')} {{ border-bottom-left-radius: 0; border-bottom-right-radius: 0; }}
{_all('[segment="bottom"]')} {{ border-top-left-radius: 0; border-top-right-radius: 0; border-top: none; }}
{_all("[segment]")} {{ color: {now.muted}; }}
{_all("[segment]", ":checked")} {{
    background: {now.chosen}; color: {now.text}; border-color: {now.line}; font-weight: 600;
}}
{_all("[segment]", ":focus")} {{ border: {stroke(2)}px solid {now.text}; {left}; }}
{_all('[phase=""]')}, {_all('[phase="done"]')} {{ color: {now.muted}; }}
{_all('[phase="next"]')} {{
    border: {stroke(2)}px solid {now.text}; border-radius: {px(6)}px; color: {now.text}; font-weight: 600;
    {_padding(thinner(6), thinner(12), TOOL)};
}}
{_all('[phase="next"]', ":disabled")} {{ color: {now.disabled}; border-color: {now.line}; }}
"""


def _others() -> str:
    """Return the rules of what acts as a button and has no frame: tabs and links."""
    now = colours()
    return f"""
{_all('[role="tab"]')} {{
    background: transparent; color: {now.muted}; border: {stroke(2)}px solid transparent; border-radius: 0;
    padding: {px(8)}px {px(4)}px {px(7)}px {px(4)}px;
}}
{_all('[role="tab"][narrow="true"]')} {{ padding-left: 0; padding-right: 0; border-left: none; border-right: none; }}
{_all('[small="true"][narrow="true"]')} {{ padding-left: {px(4)}px; padding-right: {px(4)}px; }}
{_all('[role="tab"]', ":hover")} {{ color: {now.text}; }}
{_all('[role="tab"]', ":checked")} {{ color: {now.text}; font-weight: 600; border-bottom-color: {now.text}; }}
{_all('[role="tab"]', ":focus")} {{ border-color: {now.text}; }}
{_all('[role="link"]')} {{
    background: transparent; color: {now.muted}; border: none; border-bottom: {stroke()}px solid {now.muted};
    border-radius: 0; padding: 0 0 {stroke()}px 0; min-height: {px(16)}px;
}}
{_all('[role="link"]', ":hover")} {{ color: {now.text}; }}
{_all('[role="link"]', ":disabled")} {{ color: {now.disabled}; border-color: {now.line}; }}
{_all('[role="link"]', ":focus")} {{ color: {now.text}; border-bottom: {stroke(2)}px solid {now.text}; padding: 0; }}
QPushButton[role="fold"] {{
    background: transparent; color: {now.text}; border: none; border-bottom: {stroke()}px solid {now.soft};
    border-radius: 0; padding: {px(4)}px 0; min-height: {px(16)}px; text-align: left;
}}
QPushButton[role="fold"]:hover {{ background: {now.background}; }}
QPushButton[role="fold"]:checked {{ font-weight: 600; border-bottom-color: {now.text}; }}
QPushButton[role="fold"]:focus {{ border-bottom: {stroke(2)}px solid {now.text}; padding-bottom: {thinner(4)}px; }}
QToolButton::menu-indicator, QPushButton::menu-indicator {{ image: none; width: 0; }}
#clearButton {{ padding: {px(6)}px 0; }}
#readerOwn, #readerReady {{ padding: {px(3)}px {px(8)}px; }}
NoticeBar QToolButton {{
    background: {now.card}; border: {stroke()}px solid {now.line}; border-radius: {px(6)}px;
    padding: {px(4)}px {px(10)}px; min-height: {px(LINE)}px; font-size: {px(BODY)}px;
}}
NoticeBar QToolButton:hover {{ background: {now.background}; }}
NoticeBar QToolButton:focus {{ border: {stroke(2)}px solid {now.text}; padding: {thinner(4)}px {thinner(10)}px; }}
"""
