"""The type of the program, which comes with it, so that the window is the same on every system.

``packaging/fonts.py`` makes the files. What they have no character for is written in a font of the system.
"""

from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from mnistlab.resources import path_for_qt, resource_path
from mnistlab.ui.look.theme import px, running_application

SANS: Final = "mnistlab Sans"
CHINESE: Final = "mnistlab Sans SC"
MONO: Final = "mnistlab Mono"


def load_fonts() -> None:
    """Load the fonts, if they are not loaded yet."""
    if not QFontDatabase.hasFamily(SANS):
        for path in sorted(resource_path("fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(path_for_qt(path))


def use_fonts(language: str) -> bool:
    """Give the program the type of a language, and return whether it had another one.

    What is on the screen follows with `mnistlab.ui.look.style_sheet.apply_theme`.

    The order of the families decides who writes what is in both: “ ” … and — are as wide as a character in Chinese.

    Parameters
    ----------
    language : str
        A key of `mnistlab.language.LANGUAGES`.
    """
    chosen = QFont([CHINESE, SANS] if language.startswith("zh") else [SANS, CHINESE])
    if running_application().font().families() == chosen.families():
        return False
    running_application().setFont(chosen)
    return True


def code_font(size: float) -> QFont:
    """Return the type of code, `size` px of the design high."""
    made = QFont([MONO, CHINESE, SANS])
    made.setPixelSize(px(size))
    return made
