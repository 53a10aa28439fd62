"""What can be asked for with other seeds: a menu of it, and how far it is."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from typing_extensions import override

from mnistlab.analysis.spread import Spread
from mnistlab.engine.intents import ForgetRepeats, Intent, RepeatRun, StopRepeating
from mnistlab.engine.repeats import Repeating
from mnistlab.numerals import percent, percent_of_several
from mnistlab.ui.widgets.kit import ThinBar, in_column, in_row, named, push_button
from mnistlab.ui.widgets.retranslated import Retranslated

COUNTS: Final = (5, 10, 20)


def fill_seeds_menu(menu: QMenu, key: str, spread: Spread | None, ask: Callable[[Intent], object]) -> None:
    """Put into a menu what can be asked for with other seeds of a run: that of this key, of which `spread` is known."""
    translate = QCoreApplication.translate
    for count in COUNTS:
        text = translate("Seeds", "× {count}: once more with {count} other seeds").format(count=count)
        action = menu.addAction(text)
        action.triggered.connect(lambda _on=False, count=count: ask(RepeatRun(key, count)))
        action.setEnabled(spread is None or len(spread.seeds) + spread.diverged < count)
    menu.addSeparator()
    away = menu.addAction(translate("Seeds", "Put the other seeds away"))
    away.triggered.connect(lambda: ask(ForgetRepeats(key)))
    away.setEnabled(spread is not None)


def spread_in_words(spread: Spread) -> str:
    """Return the test accuracy of several seeds in a sentence."""
    translate = QCoreApplication.translate
    count, (low, middle, high) = len(spread.seeds), spread.end
    parts = []
    if count:
        text = translate("Seeds", "{count} other seeds: half of them above {middle}, 8 of 10 from {low} to {high}.")
        parts.append(text.format(count=count, middle=percent(middle), low=percent(low), high=percent(high)))
    if spread.diverged:
        text = translate("Seeds", "Diverged, and left out: {count}.")
        parts.append(text.format(count=spread.diverged))
    return " ".join(parts)


def spread_in_short(spread: Spread) -> str:
    """Return the test accuracy of several seeds as it stands in a table: ``94.6 ± 0.2 %``."""
    return percent_of_several(*spread.end) if spread.seeds else "–"


class SeedsProgress(Retranslated, QWidget):
    """How many seeds are done, and a button that does no more of them; hidden while none is asked for.

    Signals
    -------
    intended : Intent
    """

    intended = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Repeating | None = None
        self.text = named(QLabel(), "seedsDone", role="muted")
        self.bar = ThinBar()
        self.stop = push_button("stopSeeds", lambda: self.intended.emit(StopRepeating()), small="true")
        in_row((in_column(self.text, self.bar, spacing=4), 1), self.stop, on=self)
        self.retranslate()
        self.hide()

    def show_progress(self, repeating: Repeating | None) -> None:
        """Show how far it is; None: nothing is asked for."""
        if repeating == self._shown:
            return
        self._shown = repeating
        self.setVisible(repeating is not None)
        self._show_text()

    @override
    def retranslate(self) -> None:
        self.stop.setText(self.tr("Stop"))
        self.stop.setToolTip(self.tr("Do no more seeds; those that are done stay"))
        self._show_text()

    def _show_text(self) -> None:
        if self._shown is not None:
            _, done, of = self._shown
            self.text.setText(self.tr("Other seeds: {done} of {count}").format(done=done, count=of))
            self.bar.set_share(done / of)
