"""A sweep is set up here: which settings, over which values, on what of the run. Its page then runs it."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from mnistlab.data.files import write_whole
from mnistlab.engine.frame import Frame
from mnistlab.errors import CardError, MnistLabError
from mnistlab.experiments.card import TEXTS, Card, Run
from mnistlab.experiments.sweep import Axis, as_toml, read_axis, read_range, sweep
from mnistlab.experiments.words import setting_name
from mnistlab.language import join_parts, say
from mnistlab.training.deep import DeepSettings
from mnistlab.training.setting import declared
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.scenes.base import Reading, muted
from mnistlab.ui.scenes.book.texts import called, language, words_of
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, combo_box, in_column, in_row, named, push_button
from mnistlab.ui.widgets.number_field import NumberField
from mnistlab.ui.widgets.painted import tied
from mnistlab.ui.window.file_dialogs import experiment_to_save

WAYS: Final = ("list", "/", "lin", "random", "even")  # as `read_axis` has them
LEFT_OUT: Final = (
    "training_images",
    "first_images",
    "validation_images",
    "iterations",
    "gradient",
    "loss_of",
    "test_images",
)
USUAL: Final = DeepSettings(iterations=1_000, validation_images=1_000)  # of a sweep from the present run
MOST_RUNS: Final = 20  # of an experiment, to begin from
FIRST: Final = ("learning_rate", "weight_decay")
VALUES: Final = "0.01, 0.03, 0.1, 0.3, 1"
RANGE: Final = ("0.01", "1", "5")  # from, to, count


class AxisRow(QWidget):
    """One setting, how its values are given, and the values."""

    def __init__(self, number: int, grid: QGridLayout, *, may_be_none: bool) -> None:
        super().__init__()
        self._may_be_none = may_be_none
        self.setting, self.way = combo_box(f"sweepSetting{number}"), combo_box(f"sweepWay{number}")
        self.values = named(QLineEdit(VALUES), f"sweepValues{number}")
        low, high, count = RANGE
        self.low = named(QLineEdit(low), f"sweepLow{number}")
        self.high = named(QLineEdit(high), f"sweepHigh{number}")
        self.count = named(QLineEdit(count), f"sweepCount{number}")
        self._words = [QLabel(), QLabel(), QLabel()]
        self._range = QWidget()
        from_, to, many = self._words
        in_row(from_, (self.low, 1), to, (self.high, 1), many, (self.count, 1), on=self._range)
        in_row((self.values, 1), (self._range, 1), on=self)
        self.names = [name for name in declared(DeepSettings) if name not in LEFT_OUT]
        if may_be_none:
            self.setting.addItem("")
        self.setting.addItems(self.names)
        self.way.addItems(WAYS)
        for column, widget in enumerate((self.setting, self.way, self)):
            grid.addWidget(widget, number, column)
        self.way.currentIndexChanged.connect(self._follow)
        self.setting.currentIndexChanged.connect(self._follow)
        if not may_be_none:
            self.setting.setCurrentIndex(self.names.index(FIRST[0]))
        self._follow()

    @property
    def name(self) -> str:
        """The setting that is chosen; empty for none."""
        index = self.setting.currentIndex() - self._may_be_none
        return "" if index < 0 else self.names[index]

    def axis(self) -> Axis:
        """Return what the row says.

        Raises
        ------
        MnistLabError
            If it cannot be.
        """
        way = WAYS[self.way.currentIndex()]
        if way == "list":
            return read_axis(self.name, self.values.text())
        return read_range(self.name, self.low.text(), self.high.text(), way, self.count.text())

    def retranslate(self) -> None:
        """Set every text in the current language."""
        translate = QCoreApplication.translate
        for place, name in enumerate(self.names):
            self.setting.setItemText(place + self._may_be_none, setting_name(name, translate))
        if self._may_be_none:
            self.setting.setItemText(0, translate("SweepScene", "– no second one –"))
        texts = (
            translate("SweepScene", "these values"),
            translate("SweepScene", "a range, by factors"),
            translate("SweepScene", "a range, evenly"),
            translate("SweepScene", "at random, by factors"),
            translate("SweepScene", "at random, evenly"),
        )
        for place, text in enumerate(texts):
            self.way.setItemText(place, text)
        for label, text in zip(
            self._words,
            (translate("SweepScene", "from"), translate("SweepScene", "to"), translate("SweepScene", "count")),
            strict=True,
        ):
            label.setText(text)
        self.setting.setAccessibleName(translate("SweepScene", "setting"))
        self.way.setAccessibleName(translate("SweepScene", "how its values are given"))
        self.values.setAccessibleName(translate("SweepScene", "values, with commas between them"))
        for field, label in zip((self.low, self.high, self.count), self._words, strict=True):
            field.setAccessibleName(label.text())

    def _follow(self) -> None:
        choices = None if not self.name else declared(DeepSettings)[self.name].choices
        if choices is not None and self.way.currentIndex() == 0 and self.values.text() == VALUES:
            self.values.setText(", ".join(map(str, choices)))
        is_list = self.way.currentIndex() == 0
        self.values.setVisible(is_list)
        self._range.setVisible(not is_list)
        for widget in (self, self.way):
            widget.setEnabled(bool(self.name))


class SweepScene(Reading):
    """The form of a sweep. All settings that are not swept are those of the present run, or of an experiment's run."""

    least_room = (440, 240)

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._runs: list[Run] = []  # of the experiment that is varied
        self.base, self._from = combo_box("sweepBase"), QLabel()
        self.base.currentIndexChanged.connect(self._take_base)
        grid = QGridLayout()
        grid.setHorizontalSpacing(UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnStretch(2, 1)
        self.rows = [AxisRow(number, grid, may_be_none=number > 0) for number in range(2)]
        self.fields = {
            name: named(NumberField(declared(DeepSettings)[name]), field)
            for name, field in (
                ("iterations", "sweepIterations"),
                ("training_images", "sweepTraining"),
                ("validation_images", "sweepValidation"),
            )
        }
        self._names = {name: QLabel() for name in self.fields}
        on_what = QGridLayout()
        on_what.setHorizontalSpacing(UNIT)
        on_what.setVerticalSpacing(UNIT // 2)
        for column, (name, field) in enumerate(self.fields.items()):
            on_what.addWidget(self._names[name], 0, column)
            on_what.addWidget(field, 1, column)
        on_what.setColumnStretch(len(self.fields), 1)
        self.open = push_button("sweepOpen", self._open, role="primary")
        self.save = push_button("sweepSave", self._save)
        self._fault = named(QLabel(), "sweepFault", role="banner")
        self._fault.setWordWrap(True)
        self._fault.hide()
        self._about = muted(wrap=True)
        in_column(
            in_row(self._from, self.base, STRETCH),
            grid,
            on_what,
            self._fault,
            in_row(self.open, self.save, STRETCH),
            self._about,
            STRETCH,
            spacing=2 * UNIT,
            on=self,
        )
        selection.card_varied.connect(self._take_runs)
        self._take_runs()

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("A sweep"), self.tr(
            "Which values are best? Choose one setting or two; all others stay as in the run that it begins from."
        )

    def show_frame(self, frame: Frame) -> None:
        """Take note of the settings of the run."""
        self.frame = frame

    @override
    def retranslate(self) -> None:
        for row in self.rows:
            row.retranslate()
        self._from.setText(self.tr("begins from"))
        self.base.setAccessibleName(self.tr("the run that the sweep begins from"))
        self.base.setItemText(0, self.tr("the present run"))
        for place, name in enumerate(self._names_of_runs(), 1):
            self.base.setItemText(place, name)
        for name, label in self._names.items():
            label.setText(setting_name(name, QCoreApplication.translate))
            self.fields[name].setAccessibleName(label.text())
            self.fields[name].setToolTip(label.text())
            self.fields[name].retranslate()
        self.open.setText(self.tr("Set it up"))
        self.open.setToolTip(self.tr("Go to the page that runs it"))
        self.save.setText(self.tr("Save as a file…"))
        self.save.setToolTip(self.tr("A file that opens here again, and runs by “mnistlab experiment FILE.toml”"))
        about = self.tr(
            "Choose on validation images: what has been chosen on the test images is better there than elsewhere. "
            "With 100 of them an accuracy is known to ± 4 points, with 1,000 to about ± 1."
        )
        self._about.setText(tied(about))

    def _take_runs(self) -> None:
        """Offer the runs of the experiment that is varied, and begin from its first."""
        card = self.selection.varied
        self._runs = [] if card is None else [card.runs[place] for place in range(min(len(card.runs), MOST_RUNS))]
        with QSignalBlocker(self.base):
            self.base.clear()
            self.base.addItems([self.tr("the present run"), *self._names_of_runs()])
            self.base.setCurrentIndex(int(card is not None))
        self._take_base()

    def _names_of_runs(self) -> list[str]:
        card = self.selection.varied
        title = "" if card is None else card.text("title", language())
        return [
            join_parts(title, called(card, run.name)) if card and len(self._runs) > 1 else title for run in self._runs
        ]

    def _take_base(self) -> None:
        """Let the sweep have as many iterations and images as the run that it begins from."""
        place = self.base.currentIndex() - 1
        settings = self._runs[place].settings if place >= 0 else USUAL
        for name, field in self.fields.items():
            field.setValue(getattr(settings, name))

    def card(self) -> Card:
        """Return the sweep as it is set up.

        Raises
        ------
        MnistLabError
            If it cannot be.
        """
        iterations, training, validation = (int(field.number) for field in self.fields.values())
        place = self.base.currentIndex() - 1
        present = DeepSettings() if self.frame is None else self.frame.settings
        base = replace(
            self._runs[place].settings if place >= 0 else present,
            iterations=iterations,
            training_images=training,
            validation_images=validation,
        )
        axes = [row.axis() for row in self.rows if row.name]
        card = sweep(base, axes)
        texts = {name: {"en": ""} for name in TEXTS}
        for name, text in zip(("title", "question"), words_of(card), strict=True):
            texts[name] = {"en": text, language(): text}
        return replace(card, texts=texts)

    def _checked(self) -> Card | None:
        try:
            card = self.card()
        except MnistLabError as error:
            self._fault.setText(say(error))
            self._fault.show()
            return None
        self._fault.hide()
        return card

    def _open(self) -> None:
        card = self._checked()
        if card is not None:
            self.selection.open_card(card)

    def _save(self) -> None:
        card = self._checked()
        path: Path | None = None if card is None else experiment_to_save(self)
        if card is None or path is None:
            return
        try:
            with write_whole(path, CardError) as file:
                file.write(as_toml(card).encode())
        except CardError as error:
            self.selection.experimenting.failed.emit(error)
