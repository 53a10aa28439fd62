"""How the network learns, in groups that open in place, and the chapters of the book at one click."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from mnistlab.errors import with_capital
from mnistlab.training import RunSettings, Setting
from mnistlab.training.presets import CHAPTERS, advice, chapter_of
from mnistlab.training.setting import GROUPS
from mnistlab.ui.panels.setting_row import SettingRow, said, value_text
from mnistlab.ui.widgets.fold_head import FoldHead
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named, push_button
from mnistlab.ui.widgets.retranslated import Retranslated


class MethodForm(Retranslated, QWidget):
    """A line for each group of settings, which says what is set in it; a click opens its fields below.

    Attributes
    ----------
    rows : dict of str to SettingRow
    heads : dict of str to FoldHead
        The lines of the groups.

    Signals
    -------
    changed : str, object
        A setting is to have another value.
    chapter_wanted : int
        A run with the settings of this chapter is to begin.
    """

    changed = Signal(str, object)
    chapter_wanted = Signal(int)

    def __init__(self, settings: dict[str, Setting], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = {name: one for name, one in settings.items() if one.group}
        self._asked: Any = None
        self._waiting: set[str] = set()
        self._group = ""  # that is open
        self.chapters = {
            chapter: push_button(f"chapter{chapter}", partial(self._ask_for_chapter, chapter), small="true")
            for chapter in CHAPTERS
        }
        self.chapter = named(QLabel(), "chapterOfRun", role="muted")
        self.chapter.setWordWrap(True)
        self.heads = {group: self._head(group) for group in GROUPS}
        self.rows = {name: self._row(name, setting) for name, setting in self.settings.items()}
        self.why = named(QLabel(), "whyItWaits", role="muted")
        self.advice = named(QLabel(), "advice")
        for text in (self.why, self.advice):
            text.setWordWrap(True)
        parts: list[QWidget] = []
        for group, head in self.heads.items():
            parts += [head, *(row for name, row in self.rows.items() if self.settings[name].group == group)]
        in_column(
            in_row(*self.chapters.values(), STRETCH), self.chapter, *parts, self.why, self.advice, spacing=2, on=self
        )
        self.retranslate()

    def _head(self, group: str) -> FoldHead:
        head = FoldHead(f"group{group.title()}")
        head.clicked.connect(lambda on: self.open(group if on else ""))
        return head

    def _row(self, name: str, setting: Setting) -> SettingRow:
        field = "".join(map(str.capitalize, name.split("_")))
        row = SettingRow(f"method{field}", setting)
        row.changed.connect(lambda value: self.changed.emit(name, value))
        return row

    def _ask_for_chapter(self, chapter: int) -> None:
        self.chapter_wanted.emit(chapter)

    def open(self, group: str, name: str = "") -> None:
        """Open a group, and fold the others away; with the keyboard in the field of a setting, if one is named."""
        self._group = group
        self._show_rows()
        if name:
            self.rows[name].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_values(self, asked: RunSettings, in_force: RunSettings) -> None:
        """Show the settings that are asked for, and which of them wait for another run."""
        waiting = {name for name in self.settings if getattr(asked, name) != getattr(in_force, name)}
        for name, row in self.rows.items():
            row.show_value(getattr(asked, name), waits=name in waiting)
        if (asked, waiting) != (self._asked, self._waiting):
            self._asked, self._waiting = asked, waiting
            self._show_rows()
            self._show_texts()

    def _show_rows(self) -> None:
        for group, head in self.heads.items():
            head.setChecked(group == self._group)
        for name, row in self.rows.items():
            setting = self.settings[name]
            counts = self._asked is None or setting.counts(self._asked)
            row.setVisible(counts and setting.group == self._group)
        self._show_texts()

    @override
    def retranslate(self) -> None:
        for chapter, button in self.chapters.items():
            button.setText(self.tr("Chapter {number}").format(number=chapter))
        self.chapters[4].setToolTip(self.tr("A new run as in chapter 4: sigmoid, first weights of spread 0.01, SGD"))
        self.chapters[5].setToolTip(self.tr("A new run as in chapter 5: the same, but with ReLU"))
        for row in self.rows.values():
            row.retranslate()
        self._show_texts()

    def _show_texts(self) -> None:
        asked = self._asked
        for group, head in self.heads.items():
            head.show_texts(said(GROUPS[group]), self._values_in(group))
        if asked is None:
            return
        chapter = chapter_of(asked)
        for number, button in self.chapters.items():
            button.setEnabled(number != chapter)
        if chapter is None:
            self.chapter.setText(self.tr("These settings are of no chapter."))
        else:
            text = self.tr("These are the settings of chapter {number} of Saito’s book.")
            self.chapter.setText(text.format(number=chapter))
        waits = next((self.settings[name] for name in self.settings if name in self._waiting), None)
        self.why.setVisible(waits is not None)
        if waits is not None:
            text = self.tr("{name}: waits for a new run. {why}")
            name = said(waits.label)
            self.why.setText(text.format(name=with_capital(name), why=said(waits.why_waits)))
        sentence = advice(asked)
        self.advice.setVisible(bool(sentence))
        self.advice.setText(QCoreApplication.translate("advice", sentence) if sentence else "")
        self._fit_texts()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_texts()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_texts()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._fit_texts()

    def _fit_texts(self) -> None:
        """Give each text all of its lines while it is shown, because the card is as low as its parts allow."""
        for text in (self.chapter, self.why, self.advice):
            text.setMinimumHeight(max(0, text.heightForWidth(self.width())) if self.isVisible() else 0)

    def _values_in(self, group: str) -> str:
        """Return what is set in a group: its first setting, and whatever else is not the usual."""
        if self._asked is None:
            return ""
        texts = []
        for name, setting in self.settings.items():
            value = getattr(self._asked, name)
            worth_saying = setting.choices is not None and name != "sampling"
            if setting.group == group and setting.counts(self._asked) and (worth_saying or value != setting.default):
                texts.append(value_text(replace(setting, chip=""), value))
        return " · ".join(texts)
