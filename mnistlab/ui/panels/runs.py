"""The runs: the one that goes on, its test accuracy and its settings, each of which can be changed in its place."""

from functools import cached_property
from typing import Final

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget
from typing_extensions import override

from mnistlab.analysis.spread import Spread
from mnistlab.data.images import CLASSES
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import Begin, ChangeSetting, Rewind
from mnistlab.language import join_sentences
from mnistlab.library import RunEntry
from mnistlab.library.naming import setting_in_words
from mnistlab.numerals import percent
from mnistlab.training import RunSettings, declared
from mnistlab.training.presets import chapter_of, settings_of
from mnistlab.ui.look.keys import leave_keys, order_tabs
from mnistlab.ui.look.theme import UNIT, colours
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.panels.chips import Chips
from mnistlab.ui.panels.kept_runs import KeptRuns
from mnistlab.ui.panels.method_form import MethodForm
from mnistlab.ui.panels.own_curve_list import OwnCurveList
from mnistlab.ui.panels.sealed_test_set import SealedTestSet
from mnistlab.ui.run_title import run_title
from mnistlab.ui.scenes.base import at_speed
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, ElidedLabel, in_row, named, push_button
from mnistlab.ui.widgets.line_sample import LineSample
from mnistlab.ui.widgets.seeds_menu import SeedsProgress, fill_seeds_menu, spread_in_words

ROW: Final = 32  # px: height of a run


class RunsPanel(Panel):
    """The run that goes on, and its settings as chips.

    A setting that a run cannot change waits for the next run: its border is dashed, and a button begins that run.

    Attributes
    ----------
    kept : KeptRuns
        The runs that are kept, below this one and its settings.

    Signals
    -------
    field_wanted : str
        The person wants to change a setting that has its field elsewhere.
    turns_to : str
        A scene that the person has asked for, by its name in `mnistlab.ui.scenes`.
    """

    field_wanted = Signal(str)
    turns_to = Signal(str)
    hidden_when_presenting = True
    turn = 2

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self.note.hide()
        self._own: RunEntry | None = None
        self._answered = -1  # intents, when the settings were shown
        self._asked: RunSettings | None = None
        self._in_force: RunSettings | None = None
        self._chapter: int | None = None
        self._sealed = False
        self.name = named(ElidedLabel(), "runTitle", role="title")
        self.measured = named(QLabel(), role="muted")
        self.accuracy = named(QLabel(), "testAccuracy", role="title")
        self._sample = LineSample(lambda: colours().own, dot=True)
        self.test_set = SealedTestSet()
        self.test_set.intended.connect(self.intended)
        self._row = QWidget()
        in_row(self._sample, self.name, STRETCH, self.measured, self.accuracy, on=self._row)
        self._row.setFixedHeight(ROW)
        settings = declared(RunSettings).items()
        self.chips = Chips({name: one for name, one in settings if one.shown or one.chip or one.group})
        self.edit = named(QToolButton(), "editSettings", role="link")
        self.more = named(QToolButton(), "moreSettings", role="link")
        self.chapter = named(QLabel(), role="muted")
        self.rates = named(QLabel(), "ratesOfRun", role="muted")
        self.pending = named(QLabel(), role="muted")
        for label in (self.rates, self.pending):
            label.setWordWrap(True)
        self.rewind = push_button("rewindAndApply", lambda: self.intended.emit(Rewind()), small="true", narrow="true")
        self.kept = KeptRuns()
        self.kept.intended.connect(self.intended)
        self.own_curves = OwnCurveList(selection.own_curves)
        self.compare = push_button("compareRuns", lambda: self.turns_to.emit("Compare"), small="true")
        self.compare.hide()
        self.seeds = named(QToolButton(), "otherSeeds", small="true")
        self.seeds.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.seeds.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.seeds.setMenu(QMenu(self.seeds))
        self.seeds.menu().aboutToShow.connect(self._fill_seeds)
        self.progress = SeedsProgress()
        self.progress.intended.connect(self.intended)
        self._spread: Spread | None = None
        self._lay_out()

        self.chips.changed.connect(lambda name, value: self.intended.emit(ChangeSetting(name, value)))
        self.chips.field_wanted.connect(self._go_to_field)
        self.more.clicked.connect(lambda: self._show_method(not self._shows_method))
        self.chips.folded.connect(self._show_edit)
        self.edit.clicked.connect(self._open_or_close)
        self.setEnabled(False)  # until there are images
        self.retranslate()

    @cached_property
    def method(self) -> MethodForm:
        """The groups of settings, made when they are first wanted, because nothing else has as many parts."""
        method = MethodForm(declared(RunSettings))
        method.hide()
        method.changed.connect(lambda name, value: self.intended.emit(ChangeSetting(name, value)))
        method.chapter_wanted.connect(self._begin_chapter)
        self.body.insertWidget(self.body.indexOf(self.chips) + 1, method)
        method.stackUnder(self.edit)  # because Tab comes to the parts in their order among the children
        order_tabs(self)
        leave_keys(method)
        rescale(method)
        if self._asked is not None and self._in_force is not None:
            method.show_values(self._asked, self._in_force)
        return method

    @property
    def _shows_method(self) -> bool:
        return "method" in vars(self) and not self.method.isHidden()

    def add_report(self, report: QAction) -> None:
        """Have the report on the present run in the menu of its row."""
        self._row.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._row.addAction(report)

    def _lay_out(self) -> None:
        self.body.addWidget(self._row)
        self.body.addWidget(self.test_set)
        self.body.addWidget(self.chips)  # above the runs that are kept, because the settings are none of theirs
        self.body.addLayout(in_row(self.edit, self.more, STRETCH, self.chapter))
        self.rewind.hide()
        for sometimes in (self.rates, self.pending):
            sometimes.hide()
            self.body.addWidget(sometimes)
        self.body.addWidget(self.kept, 100)  # before the room at the end, for as many runs as there are
        self.body.addWidget(self.own_curves)
        self.body.addStretch(1)
        self.body.addWidget(self.progress)
        self.body.addLayout(in_row((self.compare, 1), self.seeds, self.rewind))
        self.body.setSpacing(UNIT - 2)

    def show_frame(self, frame: Frame) -> None:
        """Show the settings asked for, whether each is in force or waits, and how well the run reads."""
        self.setEnabled(True)
        self.kept.show_frame(frame)
        self.compare.setVisible(bool(frame.runs))
        self._own = frame.own
        self.progress.show_progress(frame.repeating)
        self._show_spread(frame.spreads.get(frame.own.key))
        if not at_speed(frame) or frame.answered != self._answered:  # without an intent they stay as they are
            self._answered = frame.answered
            self._show_settings(frame)
        shown = int(np.searchsorted(frame.evaluated_at, frame.iteration, "right"))
        self.measured.setVisible(shown > 0)
        self._show_sealed(frame)
        text = percent(float(frame.test_accuracy[shown - 1])) if shown else ""
        if text != self.accuracy.text():
            self.accuracy.setText(text)

    def _show_settings(self, frame: Frame) -> None:
        self._show_name()
        inputs = frame.network.params["W1"].shape[0]
        waiting = self.chips.show_values(frame.next_settings, frame.settings, inputs, CLASSES)
        self._asked, self._in_force = frame.next_settings, frame.settings
        if "method" in vars(self):
            self.method.show_values(frame.next_settings, frame.settings)
        self._show_chapter(chapter_of(frame.settings))
        self.pending.setVisible(waiting)
        self.rewind.setVisible(waiting)
        self.seeds.setHidden(waiting)  # in whose place the new run is, because there is no room for both

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Runs"))
        self._show_name()
        self._sample.setAccessibleName(self.tr("The line of this run in the curves"))
        self.seeds.setText(self.tr("Other seeds"))
        self.seeds.setToolTip(self.tr("This run once more with other seeds: how much of it is chance?"))
        self._show_measured()
        self.pending.setText(self.tr("Dashed: waits for a new run."))
        self.rewind.setText(self.tr("Rewind and apply"))
        self.rewind.setToolTip(self.tr("Back to the start, with the marked settings in force"))
        self.chips.retranslate()
        self.compare.setText(self.tr("Compare"))
        self.compare.setToolTip(self.tr("All curves on one axis, what differs, and what each reads"))
        self._show_chapter(self._chapter)
        self._show_edit()

    def _show_sealed(self, frame: Frame) -> None:
        """Say of which images the accuracy is."""
        self.test_set.show_frame(frame)
        sealed = frame.settings.is_sealed
        if sealed != self._sealed:
            self._sealed = sealed
            self._show_measured()

    def _show_measured(self) -> None:
        if self._sealed:
            self.measured.setText(self.tr("validation"))
            text = self.tr(
                "Of the validation images, so many were read right at the end of the last epoch. "
                "The test set is sealed."
            )
        else:
            self.measured.setText(self.tr("test"))
            text = self.tr("Of the test images, so many were read right at the end of the last epoch.")
        spread = "" if self._spread is None else spread_in_words(self._spread)
        self.accuracy.setToolTip(join_sentences(text, spread) if spread else text)

    def _show_chapter(self, chapter: int | None) -> None:
        """Say which chapter of the book this run is, if it is one."""
        self._chapter = chapter
        text = "" if chapter is None else self.tr("chapter {number}").format(number=chapter)
        if text != self.chapter.text():
            self.chapter.setText(text)
        self.chapter.setToolTip(self.tr("The run does what this chapter of Saito’s book does") if text else "")

    def _go_to_field(self, name: str) -> None:
        """Open the group of a setting that has no field among the chips; or ask for the field elsewhere."""
        group = self.chips.settings[name].group
        if not group:
            self.field_wanted.emit(name)
            return
        self._show_method(shown=True)
        self.method.open(group, name)

    def _show_method(self, shown: bool) -> None:
        """Show the groups of settings in the place of the chips, or the chips again."""
        self.chips.close_all()
        if shown or self._shows_method:
            self.method.setVisible(shown)
        self.chips.setHidden(shown)
        self._show_edit()

    def _begin_chapter(self, chapter: int) -> None:
        if self._asked is not None:
            wanted = settings_of(chapter, self._asked)
            changes = {name: getattr(wanted, name) for name in declared(RunSettings)}
            self.intended.emit(Begin(tuple(changes.items())))

    def _show_name(self) -> None:
        own = self._own
        self.name.setText(self.tr("This run") if own is None else own.name or self.tr("This run"))
        self.name.setToolTip("" if own is None else run_title(own))
        rates = "" if own is None else setting_in_words(own, "learning_rate", QCoreApplication.translate)
        changed = "→" in rates
        self.rates.setVisible(changed)
        if changed:
            self.rates.setText(self.tr("η on the way: {rates}").format(rates=rates))

    def _fill_seeds(self) -> None:
        menu = self.seeds.menu()
        menu.clear()
        if self._own is not None:
            fill_seeds_menu(menu, self._own.key, self._spread, self.intended.emit)

    def _show_spread(self, spread: Spread | None) -> None:
        if spread is not self._spread:
            self._spread = spread
            self._show_measured()

    def _show_edit(self) -> None:
        self.edit.setHidden(self._shows_method)
        self.more.setHidden(self.chips.is_open)
        self.more.setText(self.tr("Done") if self._shows_method else self.tr("More settings"))
        self.more.setToolTip(self.tr("Activation, optimizer, what helps against overfitting, which images"))
        self.edit.setText(self.tr("Done") if self.chips.is_open else self.tr("Edit"))
        self.edit.setToolTip(
            self.tr("Fold the settings away") if self.chips.is_open else self.tr("Change the settings of the run")
        )

    def _open_or_close(self) -> None:
        if self.chips.is_open:
            self.chips.close_all()
        else:
            self.chips.open_all()
