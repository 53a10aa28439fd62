"""Texts that Qt's translation tools find where they are marked, in modules that do without Qt."""


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802 (the name that Qt's translation tools look for)
    """Mark a text for translation, and return it as it is."""
    return text


class Context:
    """A context of the translations. Qt's tools find it by the name of its variable: ``errors.tr("...")``."""

    def tr(self, text: str) -> str:
        """Mark a text for translation, and return it as it is."""
        return text
