"""Which file, asked of who learns or teaches: each function returns a path, or None where none was chosen."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from mnistlab.ui.widgets.file_kinds import folder_to_make, path_to_open, path_to_save, paths_to_open

translate = QCoreApplication.translate


def lesson_to_open(window: QWidget) -> Path | None:
    """Ask for a lesson: a zip, or the description in its folder."""
    kinds = translate("Files", "Lessons (*.mnistlesson *.zip lesson.toml)")
    return path_to_open(window, translate("Files", "Open a lesson"), kinds)


def reports_to_open(window: QWidget) -> list[Path]:
    """Ask for the reports of learners; an empty list where none was chosen."""
    return paths_to_open(window, translate("Files", "Open reports"), translate("Files", "Reports (*.html)"))


def lesson_to_make(window: QWidget) -> Path | None:
    """Ask for the name of a folder that is to be made."""
    return folder_to_make(window, translate("Files", "A folder for the new lesson"), "my-lesson")


def page_to_save(window: QWidget, name: str) -> Path | None:
    """Ask where a page is to be written."""
    kind = translate("Files", "Pages (*.html)")
    return path_to_save(window, translate("Files", "Save the page"), f"{name}.html", kind)[0]


def table_to_save(window: QWidget) -> Path | None:
    """Ask where the answers of a class are to be written."""
    kind = translate("Files", "Table (*.csv)")
    return path_to_save(window, translate("Files", "Save the answers"), "answers.csv", kind)[0]
