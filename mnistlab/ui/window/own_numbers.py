"""Numbers from elsewhere are laid on the plots: from a file, or from the clipboard."""

from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from mnistlab.data.series import Series, parse_series, read_series
from mnistlab.engine.aside import aside
from mnistlab.engine.explorer import Computation, Explorer
from mnistlab.errors import MnistLabError, Name, PictureError, SeriesError, names
from mnistlab.language import join_clauses
from mnistlab.ui.look.keys import new_action
from mnistlab.ui.own_curves import OwnCurves
from mnistlab.ui.panels.own_curve_list import in_words
from mnistlab.ui.widgets.notice import NoticeBar
from mnistlab.ui.window import file_dialogs as files

LONGEST: Final = 5_000_000  # characters that are pasted
MOST_NAMED: Final = 3  # series in a notice


class OwnNumbers(QObject):
    """Actions that lay numbers on the plots, and what is said of them.

    Parameters
    ----------
    window : QMainWindow
    own : OwnCurves
    explorer : Explorer
    notice : NoticeBar
    """

    def __init__(self, window: QMainWindow, own: OwnCurves, explorer: Explorer, notice: NoticeBar) -> None:
        super().__init__(window)
        self._window, self._own, self._explorer, self._notice = window, own, explorer, notice
        self.open = new_action(window, "actionOpenNumbers", slot=self._ask_for_file)
        self.paste = new_action(window, "actionPasteNumbers", slot=self._paste)
        self.bring_back = new_action(window, "actionBringCurveBack", slot=self._bring_back)
        self._count = 0
        self._pasted = count()
        own.changed.connect(self._note_count)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.open.setText(self.tr("Lay numbers on the plots…"))
        self.paste.setText(self.tr("Paste numbers into the plots"))
        self.bring_back.setText(self.tr("Bring it back"))

    def take_text(self, text: str, otherwise: MnistLabError | None = None) -> None:
        """Lay the numbers in a text on the plots; where there are none, say so, or what to say otherwise."""
        source = Name(names.tr("What was pasted"))
        if len(text) > LONGEST:
            self._explorer.failed.emit(otherwise or SeriesError("series_too_large", file=source, most=f"{LONGEST:,}"))
            return

        name = self.tr("pasted")

        def parse() -> list[Series]:
            try:
                return parse_series(text, source, name)
            except SeriesError as error:
                raise (otherwise or error) from error

        key = f"pasted {next(self._pasted)}"  # because numbers may be pasted while others are read
        self._explorer.start(Computation(key, aside(parse), _ignore, self._take, _ignore))

    def hear_text(self, text: str) -> None:
        """Lay on the plots what was pasted without saying where, if it is numbers."""
        self.take_text(text, PictureError("clipboard_empty"))

    def _ask_for_file(self) -> None:
        path = files.numbers_to_open(self._window)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Lay the numbers in a file on the plots."""
        work = aside(partial(read_series, path))
        # What is wrong with the file is said by the window, which hears all that fails in the explorer.
        self._explorer.start(Computation(f"numbers {path}", work, _ignore, self._take, _ignore))

    def _paste(self) -> None:
        self.take_text(QGuiApplication.clipboard().text())

    def _take(self, found: list[Series]) -> None:
        before = {curve.key for curve in self._own.all}
        self._own.add(found)
        added = [curve for curve in self._own.all if curve.key not in before]
        words = join_clauses(*(in_words(curve) for curve in added[:MOST_NAMED]))
        rest = f" +{len(added) - MOST_NAMED}" if len(added) > MOST_NAMED else ""
        text = self.tr("Laid on the plots, and kept: {what}. Another reading is in its menu, in Runs.")
        self._notice.say(text.format(what=words + rest), good=True, passing=True, about="numbers")

    def _note_count(self) -> None:
        """Offer to bring back a curve that was deleted."""
        count, self._count = self._count, len(self._own.all)
        if self._count < count:
            text = self.tr("Taken off the plots.")
            self._notice.say(text, self.bring_back, good=True, passing=True, about="numbers")

    def _bring_back(self) -> None:
        self._own.bring_back()
        self._notice.withdraw("numbers")


def _ignore(_told: object) -> None:
    """Hear of something and do nothing."""
