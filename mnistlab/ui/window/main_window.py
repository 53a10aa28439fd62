"""The window: it lays out the panels, hands them frames, passes intents on to the engine, and reports errors."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from typing_extensions import override

from mnistlab.data import Dataset
from mnistlab.engine import events
from mnistlab.engine.explorer import Explorer
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import (
    ExportScript,
    Intent,
    OpenData,
    OpenWeights,
    SaveWeights,
)
from mnistlab.engine.lab import Lab
from mnistlab.errors import as_fact
from mnistlab.lessons.lesson import Lesson
from mnistlab.ui.canvas.digit_drag import digit_in
from mnistlab.ui.canvas.picture_sources import has_source
from mnistlab.ui.guides.drawer import Desk
from mnistlab.ui.guides.guides import Guides
from mnistlab.ui.look.keys import FocusRing, leave_keys, needs_key, shifted_action
from mnistlab.ui.look.theme import UNIT, px, set_scale
from mnistlab.ui.look.wheel import DialogGuard
from mnistlab.ui.look.zoom import ROOM, STEPS, Zoom
from mnistlab.ui.panels.band import BandPanel
from mnistlab.ui.panels.base import HandOut, Panel
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.panels.draw import DrawPanel
from mnistlab.ui.panels.runs import RunsPanel
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.report.run_report import RunReport
from mnistlab.ui.selection import Selection
from mnistlab.ui.settings import open_settings
from mnistlab.ui.widgets.kit import in_column, in_row
from mnistlab.ui.widgets.notice import NoticeBar
from mnistlab.ui.widgets.retranslated import Retranslated
from mnistlab.ui.window import file_dialogs as files
from mnistlab.ui.window import messages
from mnistlab.ui.window.diagnostics import diagnostics
from mnistlab.ui.window.experiment_files import ExperimentFiles
from mnistlab.ui.window.kept_runs import KeptRunsMenu
from mnistlab.ui.window.menus import Menus, tick
from mnistlab.ui.window.openings import Openings, paths_in
from mnistlab.ui.window.own_numbers import OwnNumbers
from mnistlab.ui.window.place import Places, reset_place, show_full_screen
from mnistlab.ui.window.preferences import Choices
from mnistlab.ui.window.presenter import ROOM as PRESENTED
from mnistlab.ui.window.presenter import Presenter, presenter_keys
from mnistlab.ui.window.reports import Reports
from mnistlab.ui.workbench.panel_actions import PanelActions
from mnistlab.ui.workbench.workbench import Workbench

if TYPE_CHECKING:
    from mnistlab.ui.guides.lesson.lessons import Lessons

LOW = 700  # px of height: the bar of a lower window is lower too
ONE_PANEL = QSize(720, 540)  # px of the design that one panel needs, with a notice above it
PanelKind = TypeVar("PanelKind", bound=Panel)


class MainWindow(Retranslated, QMainWindow):
    """The laboratory.

    Parameters
    ----------
    lab : Lab
        The engine; the window closes it.

    Signals
    -------
    fault_found : BaseException
        Something that nobody caught, on whichever thread.
    """

    fault_found = Signal(object)

    def __init__(self, lab: Lab) -> None:
        super().__init__()
        self._preferences = open_settings()
        set_scale(1.0)  # because the window is built at this scale
        self._choices = Choices(self._preferences, self)
        self.application: QApplication | None = None
        self._data_name = ""
        self.lab = lab
        lab.setParent(self)
        self.explorer = Explorer(self)
        self.selection = Selection(self)
        self.controls = ControlsPanel(self.selection)
        self.workbench = Workbench(self.selection)
        self._desk = Desk(self.workbench)
        self._guides = Guides(self, self._desk, self.workbench)
        self.panels: list[Panel] = [self.controls, *self.workbench.panels.values()]
        self._hand_out = HandOut(self.panels, self, lab.undisturbed, lambda: lab.stands_back)
        self._lay_out()
        self._choices.use_theme()  # now, because whatever is moved into another widget later is polished again
        for panel in self.panels:
            panel.retranslate()  # because texts are measured in the type that they have from here on
        self._panel_actions = PanelActions(self.workbench)
        self._menus = Menus(self, self.controls, self._panel(BandPanel), self._panel(DrawPanel), self._panel_actions)
        self._kept_runs = KeptRunsMenu(self, lab, self._panel(RunsPanel), self._panel(DrawPanel), self.notice)
        self._menus.add_kept_runs(self._kept_runs, self._panel(StagePanel).tabs.actions_of_scenes["Compare"])
        self._openings = Openings(self, lab, self._lessons)
        self._menus.add_lessons(self._openings.lesson, self._openings.reports)
        self.setAcceptDrops(True)
        self._run_report = RunReport(
            self, lab, self.explorer, self.selection, self.notice, self._preferences, lambda: self._guides.language
        )
        self._menus.add_report(self._run_report.action)
        self._panel(RunsPanel).add_report(self._run_report.action)
        self._numbers = self._own_numbers()
        self._reports = Reports(self, lab, self._menus, self._guides, self.controls.rewind, self.notice)
        self._zoom = Zoom(self, self._preferences)
        self._zoom.refused.connect(lambda text: self.notice.say(text, passing=True, about="zoom"))
        for size in (self._zoom.smaller, self._zoom.normal):
            size.triggered.connect(lambda: self.notice.withdraw("zoom"))
        keys = presenter_keys(self.workbench, self.controls)
        self._presenter = Presenter(self, self._zoom, self._menus.full_screen, keys, self._leave)
        self._presenter.presenting.connect(self._present)
        self._panel_actions.make_room_for(self._zoom)
        self.workbench.changed.connect(self._fit_type)
        self._menus.add_sizes(self._presenter.action, (self._zoom.larger, self._zoom.smaller, self._zoom.normal))
        self._connect_menus()
        self.retranslate()
        self._panel_actions.retranslate()

        self._connect()
        self._choices.language_used.connect(self._follow_language)
        self._choices.use_language()
        self._places.restore()
        self._menus.full_screen.setChecked(self.isFullScreen())
        self._zoom.restore()

    def _own_numbers(self) -> OwnNumbers:
        """Return what lays numbers on the plots; it is in the menus of the window and of the plots."""
        numbers = OwnNumbers(self, self.selection.own_curves, self.explorer, self.notice)
        self._menus.add_numbers(numbers)
        self._panel(BandPanel).curves.own_actions = [numbers.open, numbers.paste]
        self._openings.numbers_wanted.connect(numbers.read)
        return numbers

    def _connect(self) -> None:
        """Let the panels reach the engine, and what comes from it reach them."""
        for panel in self.panels:
            panel.help_wanted.connect(self._guides.explain)
            panel.intended.connect(self.lab.perform)
            panel.intended.connect(self._reports.forget_notice)
            panel.refused.connect(self._reports.show_error)
        self.selection.help_wanted.connect(self._guides.explain)
        self.selection.own_curves.intended.connect(self.lab.perform)
        self.selection.own_curves.load()
        self.selection.experimenting.intended.connect(self.lab.perform)
        self.selection.experimenting.load()
        self._panel(DrawPanel).canvas.text_pasted.connect(self._numbers.hear_text)
        self.lab.frame_ready.connect(self._show_frame)
        self.lab.told.connect(self._hear)
        self._panel(DrawPanel).tools.saved.connect(self._reports.show_drawing_saved)
        stage = self._panel(StagePanel)
        self.lab.intended.connect(stage.follow_again)
        self._panel(DrawPanel).reads.connect(self.lab.stand_back)
        self._panel(DrawPanel).turns_to.connect(stage.choose)
        self._panel(DrawPanel).turns_to.connect(self._show_stage)
        self._panel(RunsPanel).turns_to.connect(stage.choose)
        self._panel(RunsPanel).turns_to.connect(self._show_stage)
        stage.wanted.connect(self.explorer.start)
        stage.given_up.connect(self.explorer.give_up)
        stage.reading.connect(self.workbench.make_room)
        band = self._panel(BandPanel)
        stage.turned.connect(band.show_scene)
        stage.refreshed.connect(band.refresh)
        stage.part_pointed.connect(band.mark_part)
        stage.readout.connect(band.show_readout)
        band.show_scene(stage.scene)
        band.curves_alone.connect(self.workbench.run_at_speed)
        self._panel(RunsPanel).field_wanted.connect(self._go_to_field)
        for action in stage.tabs.actions_of_scenes.values():
            action.triggered.connect(self._show_stage)
        stage.what_next.canvas_wanted.connect(lambda: self.workbench.reveal(self._panel(DrawPanel)))
        self._guides.leading.connect(lambda leading: stage.what_next.allow(not leading))
        self._guides.welcomed.connect(lambda: self._preferences.setValue("welcomed", True))
        self._guides.refused.connect(self._reports.show_error)
        self._guides.saved.connect(self._reports.show_page_saved)
        self._connect_openings()
        self._places = Places(self, self.workbench, self._preferences, lambda: self._presenter.is_on)
        self._run_report.refused.connect(self._reports.show_error)
        self.explorer.failed.connect(self._reports.show_error)
        self.selection.experimenting.failed.connect(self._reports.show_error)
        self._experiment_files = ExperimentFiles(self, self.selection, self._reports.show_error)
        self._menus.open_experiment.triggered.connect(self._experiment_files.choose)
        self._openings.experiment_wanted.connect(self._experiment_files.open)
        self.selection.card_opened.connect(self._show_stage)
        # Later, because a dialog that opens while something is painted ends the process.
        self.fault_found.connect(self._reports.show_logged, Qt.ConnectionType.QueuedConnection)
        self._hand_out.failed.connect(self._reports.show_error)

    def _connect_openings(self) -> None:
        canvas = self._panel(DrawPanel).canvas
        self._openings.asked.connect(lambda: self.notice.withdraw("error"))
        self._openings.refused.connect(self._reports.show_error)
        self._openings.pictures_wanted.connect(canvas.open_pictures)
        canvas.is_for_window = self._openings.takes_for_itself

    def _lay_out(self) -> None:
        whole = QWidget()
        self.notice = NoticeBar()
        self._beside = in_column(self.notice, (self._desk, 1))
        self._beside.setContentsMargins(UNIT, 0, UNIT, UNIT)
        self._whole = in_column(self.controls, (self._beside, 1), on=whole)
        self.setCentralWidget(whole)
        self.menuBar().setCornerWidget(self._help_corner())
        self.workbench.setFocus()  # because otherwise the first button would look chosen
        leave_keys(whole)
        self._focus_ring = FocusRing(self)
        self._dialog_guard = DialogGuard(self)

    def _present(self, presenting: bool) -> None:
        """Leave out what an audience has no use for, and have the controls below; or all as it was."""
        self.workbench.setFocus()  # because otherwise what comes after a hidden field would have it, with a ring around
        self.controls.leave_out(presenting)
        self._fit_panels()
        self._panel(StagePanel).leave_out(presenting)
        self._panel(BandPanel).leave_out(presenting)
        self._panel(DrawPanel).leave_out(presenting)
        self._whole.removeWidget(self.controls)
        self._whole.insertWidget(-1 if presenting else 0, self.controls)
        unit = px(UNIT)
        self._beside.setContentsMargins(unit, unit if presenting else 0, unit, 0 if presenting else unit)
        self.workbench.present(presenting)
        self._guides.present(presenting)
        if not presenting:
            self._panel_actions.give_back_room()

    def _leave(self) -> bool:
        """Leave what lies over the panels, or an enlarged panel, and return whether there was any."""
        if self.workbench.close_drawer():
            return True
        enlarged = bool(self.workbench.arrangement.enlarged)
        if enlarged:
            self.workbench.enlarge("")
        return enlarged

    def _fit_type(self) -> None:
        """Let the type be as large as what is shown has room for, before an audience; and no larger elsewhere."""
        least = PRESENTED if self._presenter.is_on else ROOM
        if self.workbench.arrangement.enlarged:
            least = ONE_PANEL
        if least != self._zoom.least:
            self._zoom.fit(least)
            if self._presenter.is_on:
                self._zoom.use(STEPS[-1])

    def _help_corner(self) -> QWidget:
        """Return the help on the window and its controls: their bar has no room for it."""
        corner = QWidget(self.menuBar())
        in_row(self.controls.help, on=corner).setContentsMargins(0, 4, 12, 3)
        self.controls.help.show()
        return corner

    def _panel(self, kind: type[PanelKind]) -> PanelKind:
        return next(panel for panel in self.panels if isinstance(panel, kind))

    def _connect_menus(self) -> None:
        menus = self._menus
        for action, kind, ask in (
            (menus.open_data, OpenData, files.data_to_open),
            (menus.open_weights, OpenWeights, files.weights_to_open),
            (menus.save_weights, SaveWeights, files.weights_to_save),
            (menus.export, ExportScript, files.script_to_save),
            (menus.export_alone, partial(ExportScript, alone=True), files.script_to_save),
        ):
            action.triggered.connect(partial(self._perform, kind, ask))
        menus.open_mnist.triggered.connect(lambda: self.lab.perform(OpenData(None)))
        for action in (menus.save_weights, menus.export, menus.export_alone):
            action.setEnabled(False)  # until there are weights
        menus.quit.triggered.connect(self.close)
        tick(menus.themes, self._choices.theme)
        menus.themes.triggered.connect(lambda action: self._choices.choose_theme(action.data()))
        menus.languages.triggered.connect(lambda action: self._choices.choose_language(action.data()))
        menus.full_screen.toggled.connect(lambda full: show_full_screen(self, full))
        menus.reset_layout.triggered.connect(self._reset_layout)
        menus.first_steps.triggered.connect(lambda: self._lessons().show_first_steps())
        menus.lessons.triggered.connect(self._show_lessons)
        menus.help.triggered.connect(self.controls.help.click)
        menus.shortcuts.triggered.connect(self._guides.show_shortcuts)
        menus.data_notice.triggered.connect(lambda: messages.show_data_notice(self))
        menus.diagnostics.triggered.connect(self._copy_diagnostics)
        menus.about.triggered.connect(lambda: messages.show_about(self))

    def _perform(self, kind: Callable[[Path], Intent], ask: Callable[[QWidget], Path | None]) -> None:
        """Ask for a file or a folder, and emit the intent if the person names one."""
        path = ask(self)
        if path is not None:
            self.lab.perform(kind(path))

    def _reset_layout(self) -> None:
        self._presenter.end()
        self._menus.full_screen.setChecked(False)
        reset_place(self)
        self.workbench.reset()

    # Language

    @Slot(str, str)
    def _follow_language(self, chosen: str, language: str) -> None:
        tick(self._menus.languages, chosen)
        self._guides.speak(language)

    @override
    def retranslate(self) -> None:
        self._menus.retranslate()
        self._kept_runs.retranslate()
        self._run_report.retranslate()
        self._openings.retranslate()
        self._numbers.retranslate()
        self._zoom.retranslate()
        self._presenter.retranslate()
        self._reports.retranslate()
        self._show_title()

    def event(self, event: QEvent) -> bool:
        """Paint undisturbed; give the control that has the focus the keys that it needs, before shortcuts take them."""
        if event.type() == QEvent.Type.UpdateRequest:
            with self.lab.undisturbed():
                return super().event(event)
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (
                needs_key(QApplication.focusWidget(), event)
                or self._guides.takes_key(event)
                or shifted_action(self, event) is not None
            )
        ):
            event.accept()
            return True
        done = super().event(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._panel_actions.retranslate()  # last, because it shows the titles of the panels
            self._fit_panels()  # because the scale may be another
        return done

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a lesson have a key; leave with Escape an enlarged panel, a scene of no phase, or else full screen."""
        if self._guides.press_key(event):
            return
        shifted = shifted_action(self, event)
        if shifted is not None:
            shifted.trigger()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._leave():
            return
        elif self._panel(StagePanel).can_go_back:
            self._panel(StagePanel).go_back()
        else:
            self._menus.full_screen.setChecked(False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pause the run until everything is laid out, so that the window's edge follows the hand."""
        self.lab.stand_back()
        self._fit_panels()
        super().resizeEvent(event)

    def _fit_panels(self) -> None:
        """Lay the panels out as the size of the window, in px of the design, has room for them."""
        self.workbench.fit(self.width())
        self.controls.be_low(self._presenter.is_on or self.height() < px(LOW))

    # From the engine

    @Slot(object)
    def _show_frame(self, frame: Frame) -> None:
        self._menus.save_weights.setEnabled(True)
        self._menus.export.setEnabled(True)
        self._menus.export_alone.setEnabled(True)
        self.selection.note_training(untrained=frame.untrained)
        self._hand_out.hand_out(frame)

    @Slot()
    def _show_stage(self) -> None:
        self.workbench.reveal(self._panel(StagePanel))

    @Slot(str)
    def _go_to_field(self, setting: str) -> None:
        """Give the keyboard to the field of a setting that is among the controls."""
        if setting == "learning_rate":
            self.controls.learning_rate.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.controls.learning_rate.selectAll()

    @Slot(object)
    def _hear(self, event: events.Event) -> None:
        match event:
            case events.DataReady():
                self._take_data(event.dataset)
            case events.NetworkReady():
                self.selection.take_ready(event.network)
            case events.LibraryChanged():
                self._panel(StagePanel).follow_library()

    def _take_data(self, dataset: Dataset) -> None:
        for panel in self.panels:
            panel.take_data(dataset)
        self._data_name = dataset.name
        self._show_title()

    # Files

    def open(self, paths: Sequence[Path]) -> None:
        """Open files and folders, each by its kind."""
        self._openings.open(paths)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if self._openings.takes(mime) or (has_source(mime) and digit_in(mime) is None):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        if self._openings.takes(event.mimeData()):
            self.open(paths_in(event.mimeData()))
        else:
            self._panel(DrawPanel).canvas.take_dropped(event.mimeData())

    # Help

    def welcome(self) -> None:
        """Show the first steps, if nobody has begun with them, or put them away, before; else remind of lessons."""
        if not self._preferences.contains("welcomed"):
            self._lessons().welcome()
        else:
            self._reports.remind_later(self._lessons)

    def _show_lessons(self) -> None:
        self._lessons().show_list()

    def show_lesson(self, lesson: Lesson, path: Path | None = None) -> None:
        """Open a lesson beside the panels; `path` is where it was read, None for one of the program's."""
        self._lessons().show_lesson(lesson, path)

    def _lessons(self) -> "Lessons":
        return self._guides.lessons(self.lab, self.controls, self.selection)

    @Slot()
    def _copy_diagnostics(self) -> None:
        """Copy what somebody who helps needs to know, with the settings of the run."""
        text = diagnostics()
        if self.controls.frame is not None:
            text += f"\n{self.controls.frame.settings}"
        QApplication.clipboard().setText(text)
        self.notice.say(self.tr("Versions, screen and settings are on the clipboard."), good=True, passing=True)

    def _show_title(self) -> None:
        name = as_fact(self._data_name).replace("[*]", "[*][*]")  # because Qt has a meaning of its own for one of them
        self.setWindowTitle(f"{name} · mnistlab" if name else "mnistlab")

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the engine, because a thread that outlives its object ends the process. Whatever fails, all is done."""
        event.accept()
        with ExitStack() as last:  # does the last named first
            last.callback(self._choices.fall_silent)
            last.callback(self.lab.close)
            last.callback(self.selection.experimenting.close)
            last.callback(self.explorer.close)
            last.callback(self._kept_runs.end)
            last.callback(self._places.end)
            last.callback(self._presenter.end)
            last.callback(self._reports.fall_silent)
            last.callback(_end_typing)


def _end_typing() -> None:
    """Take the keyboard from a field, because many tell only then what has been typed into them, such as a name."""
    field = QApplication.focusWidget()
    if field is not None:
        field.clearFocus()
