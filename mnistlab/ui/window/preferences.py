"""Theme and language: as the person has chosen them, and kept in the settings."""

from PySide6.QtCore import QObject, QSettings, Signal, Slot
from PySide6.QtWidgets import QApplication

from mnistlab.language import LANGUAGES, Translations, system_language
from mnistlab.ui.look.fonts import use_fonts
from mnistlab.ui.look.style_sheet import apply_theme
from mnistlab.ui.look.theme import FOLLOW_SYSTEM, THEMES, running_application, set_theme


class Choices(QObject):
    """Theme and language. The constructor sets palette and type; `use_theme` and `use_language` do the rest.

    Attributes
    ----------
    theme : str
        A key of `THEMES`.

    Signals
    -------
    language_used : str, str
        The language that is spoken from now on: what was chosen, `FOLLOW_SYSTEM` or a key of `LANGUAGES`; and which
        of `LANGUAGES` that is.
    """

    language_used = Signal(str, str)

    def __init__(self, preferences: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._translations: Translations | None = None
        theme = str(preferences.value("theme", FOLLOW_SYSTEM))
        self.theme = theme if theme in THEMES else FOLLOW_SYSTEM  # the settings file may have been edited
        set_theme(self.theme)
        use_fonts(_spoken(self._language()))
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def use_theme(self) -> None:
        """Apply the theme that was chosen the last time."""
        apply_theme(self.theme)

    def choose_theme(self, theme: str) -> None:
        """Apply one of `THEMES`, and remember it."""
        self.theme = theme
        self._preferences.setValue("theme", theme)
        apply_theme(theme)

    @Slot()
    def _follow_system(self) -> None:
        """Follow the system's change between light and dark, if that is what the person has chosen."""
        if self.theme == FOLLOW_SYSTEM:
            apply_theme(self.theme)

    def use_language(self) -> None:
        """Use the language that was chosen the last time."""
        self._speak(self._language())

    def _language(self) -> str:
        """Return what was chosen the last time: a key of `LANGUAGES`, or `FOLLOW_SYSTEM`."""
        language = str(self._preferences.value("language", FOLLOW_SYSTEM))
        return language if language in LANGUAGES else FOLLOW_SYSTEM

    def choose_language(self, code: str) -> None:
        """Use a key of `LANGUAGES`, or the system's with `FOLLOW_SYSTEM`, and remember it."""
        self._preferences.setValue("language", code)
        self._speak(code)

    def _speak(self, code: str) -> None:
        self.fall_silent()
        self._translations = Translations(_spoken(code))
        if use_fonts(self._translations.code):
            apply_theme(self.theme)  # because the style sheet sets the type of every widget
        self._translations.install(running_application())
        self.language_used.emit(code, self._translations.code)

    def fall_silent(self) -> None:
        """Remove the translations, so that a closed window leaves nothing behind."""
        if self._translations is not None:
            self._translations.remove(running_application())
            self._translations = None


def _spoken(code: str) -> str:
    """Return the key of `LANGUAGES` that a choice of language stands for."""
    return system_language() if code == FOLLOW_SYSTEM else code
