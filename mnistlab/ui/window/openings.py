"""What is opened in the window by a menu, by dropping files on it, or by a double click on one of its files."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from mnistlab.data.files import is_folder, is_missing
from mnistlab.engine.intents import OpenData, OpenRuns, OpenWeights
from mnistlab.engine.lab import Lab
from mnistlab.errors import LessonError, MnistLabError
from mnistlab.language import LANGUAGES
from mnistlab.ui.canvas.picture_sources import ENDINGS
from mnistlab.ui.look.keys import new_action

if TYPE_CHECKING:
    from mnistlab.lessons.report import Report
    from mnistlab.ui.guides.lesson.lessons import Lessons

ENDS: Final[Mapping[str, Collection[str]]] = {  # of the names of files, by kind
    "lesson": (".mnistlesson", ".zip"),
    "experiment": (".toml",),  # but for a lesson's
    "report": (".html", ".htm"),
    "numbers": (".csv", ".txt", ".tsv", ".npy"),
    # All but the first two are of other programs, and refused with the lines that make an .npz of them.
    "weights": (".npz", ".safetensors", ".pkl", ".pickle", ".pt", ".pth", ".h5", ".hdf5", ".keras", ".joblib"),
    "runs": (".mnistlab",),
    "picture": ENDINGS,
}
INTENTS: Final = {"runs": OpenRuns, "weights": OpenWeights, "data": OpenData}
DESCRIPTION: Final = "lesson.toml"
BELONGING: Final = (DESCRIPTION, *(f"{language}.md" for language in LANGUAGES))  # to a lesson in a folder


class Openings(QObject):
    """Opens files by their kind: lessons, experiments, reports of learners, runs, weights, numbers, images.

    Parameters
    ----------
    window : QMainWindow
    lab : Lab
    lessons : callable
        Gives the lessons of the window.

    Signals
    -------
    asked
        Something is to be opened, so that what was said of an earlier file is outdated.
    experiment_wanted : Path
        An experiment in a file is to be opened.
    numbers_wanted : Path
        Losses or accuracies are to be laid on the plots.
    pictures_wanted : list of Path
        An image is to be laid on the canvas; several are too many.
    refused : MnistLabError
        What cannot be opened.
    """

    asked = Signal()
    experiment_wanted = Signal(object)
    numbers_wanted = Signal(object)
    pictures_wanted = Signal(list)
    refused = Signal(object)

    def __init__(self, window: QMainWindow, lab: Lab, lessons: "Callable[[], Lessons]") -> None:
        super().__init__(window)
        self._window, self._lab, self._lessons = window, lab, lessons
        self._waiting: list[Path] = []
        self._asked_for: set[Path] = set()  # those that wait, and those that were read for the same table
        self._read: list[Report] = []
        self._left_out: dict[str, MnistLabError] = {}  # by the names of files
        self._clock = QTimer(self)  # a report at a time, because a class may hand in hundreds
        self._clock.timeout.connect(self._read_on)
        self.lesson = new_action(window, "actionOpenLesson", slot=self._ask_for_lesson)
        self.reports = new_action(window, "actionOpenReports", slot=self._ask_for_reports)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.lesson.setText(self.tr("Open a lesson…"))
        self.reports.setText(self.tr("Open reports…"))

    @staticmethod
    def takes(mime: QMimeData) -> bool:
        """Return whether files or folders are dragged, of which each is opened, or said to be of no kind that is."""
        return bool(paths_in(mime))

    @staticmethod
    def takes_for_itself(mime: QMimeData) -> bool:
        """Return whether files or folders are dragged that are opened, and none of them is an image."""
        kinds = [kind_of(path) for path in paths_in(mime)]
        return bool(kinds) and not {"", "picture"} & set(kinds)

    def open(self, paths: Sequence[Path]) -> None:
        """Open files and folders; several reports are opened as one table, and what is named twice is opened once."""
        self.asked.emit()
        paths = list(dict.fromkeys(paths))
        reports, pictures = (
            [path for path in paths if kind_of(path) == kind and not is_missing(path)] for kind in ("report", "picture")
        )
        for path in paths:
            kind = kind_of(path)
            if is_missing(path):
                self.refused.emit(LessonError("open_missing", file=str(path)))
            elif kind == "lesson":
                self._lessons().open(path)
            elif kind in INTENTS:
                self._lab.perform(INTENTS[kind](path))
            elif kind == "experiment":
                self.experiment_wanted.emit(path)
            elif kind == "numbers":
                self.numbers_wanted.emit(path)
            elif kind not in ("report", "picture"):
                self.refused.emit(LessonError("open_unknown", file=str(path)))
        if reports:
            self._begin_reading(reports)
        if pictures:
            self.pictures_wanted.emit(pictures)

    def _begin_reading(self, paths: Sequence[Path]) -> None:
        """Read reports for one table: with those that are being read, because a desktop may open them one by one."""
        if not self._clock.isActive():
            self._asked_for, self._read, self._left_out = set(), [], {}
        self._waiting += [path for path in paths if path not in self._asked_for]
        self._asked_for.update(paths)
        self._clock.start()

    def _read_on(self) -> None:
        """Read one more report; when all have been read, show their answers, and which are none."""
        from mnistlab.lessons.report import read_report  # noqa: PLC0415 (the window opens sooner without it)

        if self._waiting:
            path = self._waiting.pop(0)
            try:
                self._read.append(read_report(path))
            except MnistLabError as error:
                self._left_out[path.name] = error
            return
        self._clock.stop()
        if self._read:
            self._lessons().show_answers(self._read, tuple(self._left_out))
        else:
            self.refused.emit(next(iter(self._left_out.values())))

    def _ask_for_lesson(self) -> None:
        from mnistlab.ui.guides.lesson.dialogs import lesson_to_open  # noqa: PLC0415

        path = lesson_to_open(self._window)
        if path is not None:
            self.open([path])

    def _ask_for_reports(self) -> None:
        from mnistlab.ui.guides.lesson.dialogs import reports_to_open  # noqa: PLC0415

        self.open(reports_to_open(self._window))


def kind_of(path: Path) -> str:
    """Return what is in a file or folder, by its name.

    Returns
    -------
    str
        A key of `ENDS` or `INTENTS`, or nothing.
    """
    if is_folder(path):
        return "lesson" if any(not is_missing(path / name) for name in BELONGING) else "data"
    if path.name == DESCRIPTION:
        return "lesson"
    end = path.suffix.lower()
    return next((kind for kind, ends in ENDS.items() if end in ends), "")


def paths_in(mime: QMimeData) -> list[Path]:
    """Return the files and folders that are dragged."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
