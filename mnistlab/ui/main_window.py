"""The window: it lays out the panels, hands them frames, passes on what the person wants, and speaks of errors."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEvent, QPoint, QRect, QSettings, QSize, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from mnistlab import __version__
from mnistlab.data import Dataset
from mnistlab.engine.explorer import Explorer
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import (
    ExportScript,
    GoOn,
    GoTo,
    Intent,
    NewWeights,
    OpenData,
    OpenWeights,
    Return,
    Rewind,
    Run,
    SaveWeights,
    SelectBatch,
    Step,
)
from mnistlab.engine.lab import Lab
from mnistlab.errors import DivergedError, MnistLabError
from mnistlab.language import LANGUAGES, Translations, say, system_language
from mnistlab.resources import resource_path
from mnistlab.ui.keys import FocusRing, leave_keys, needs_key
from mnistlab.ui.panels import COLUMNS
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.panels.draw import DrawPanel
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.presenter import Presenter
from mnistlab.ui.selection import Selection
from mnistlab.ui.theme import FOLLOW_SYSTEM, THEMES, apply, scale, use_scale
from mnistlab.ui.widgets.notice import NoticeBar
from mnistlab.ui.zoom import Zoom, fit

if TYPE_CHECKING:
    from mnistlab.ui.help import HelpSheet
    from mnistlab.ui.shortcuts import ShortcutSheet
    from mnistlab.ui.welcome import Welcome

log = logging.getLogger(__name__)

SIZE: Final = QSize(1366, 744)  # px: of the window when it is first opened


class MainWindow(QMainWindow):
    """The laboratory.

    Parameters
    ----------
    lab : Lab
        The engine; the window closes it.
    """

    def __init__(self, lab: Lab) -> None:
        super().__init__()
        self._preferences = QSettings("mnistlab", "mnistlab")
        self._theme = str(self._preferences.value("theme", FOLLOW_SYSTEM))
        use_scale(1.0)  # in which it is built
        self._apply_theme()  # before there is anything that would have to be polished again
        self._translations: Translations | None = None
        self.application: QApplication | None = None
        self._data_name = ""
        self._loading = False
        self._welcome: Welcome | None = None
        self._help_sheet: HelpSheet | None = None
        self._shortcut_sheet: ShortcutSheet | None = None
        self.lab = lab
        lab.setParent(self)
        self.explorer = Explorer(self)
        self.selection = Selection(self)
        self.controls = ControlsPanel(self.selection)
        self.panels: list[Panel] = [self.controls]
        self._lay_out()
        self._make_menus()
        self.retranslate()

        for panel in self.panels:
            panel.help_wanted.connect(self._explain)
            panel.intended.connect(self.lab.perform)
            panel.intended.connect(self._forget_notice)
            panel.refused.connect(self.show_error)
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system_theme)
        self.lab.frame_ready.connect(self._show_frame)
        self.lab.data_loading.connect(self._show_loading)
        self.lab.data_ready.connect(self._show_data)
        self.lab.network_ready.connect(self.selection.take_ready)
        self.lab.weights_saved.connect(self._show_saved)
        self.lab.script_saved.connect(self._show_script)
        self._draw_panel().tools.saved.connect(self._show_drawing_saved)
        self.lab.failed.connect(self.show_error)
        self.lab.diverged.connect(self._show_divergence)
        stage = self._stage()
        stage.wanted.connect(self.explorer.start)
        stage.given_up.connect(self.explorer.give_up)
        stage.reading.connect(self._make_room)
        self.explorer.failed.connect(self.show_error)
        self.lab.path_ready.connect(stage.take_path)

        language = self._preferences.value("language", FOLLOW_SYSTEM)
        self.use_language(language if language in LANGUAGES else FOLLOW_SYSTEM)
        self._restore_place()
        self._zoom.restore()

    def _lay_out(self) -> None:
        workbench = QWidget()
        workbench.setObjectName("workbench")
        rows = QVBoxLayout(workbench)
        rows.setContentsMargins(0, 0, 0, 10)
        rows.setSpacing(10)
        rows.addWidget(self.controls)
        columns = QHBoxLayout()
        columns.setContentsMargins(10, 0, 10, 0)
        columns.setSpacing(10)
        for width, stretch, places in COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(10)
            for make_panel, share in places:
                panel = make_panel(self.selection)
                panel.setMinimumWidth(width)
                if not stretch:
                    panel.setMaximumWidth(width)
                self.panels.append(panel)
                column.addWidget(panel, share)
            columns.addLayout(column, stretch)
        rows.addLayout(columns, 1)
        self.setCentralWidget(workbench)
        self.menuBar().setCornerWidget(self._help_corner())
        workbench.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        workbench.setFocus()  # or the first button would look as if it had been chosen
        self.notice = NoticeBar(self._stage())
        leave_keys(workbench)
        self._focus_ring = FocusRing(self)

    def _help_corner(self) -> QWidget:
        """Return the help on the window and its controls: their bar has no room for it."""
        corner = QWidget(self.menuBar())
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 4, 12, 3)
        row.addWidget(self.controls.help)
        self.controls.help.show()
        return corner

    def _stage(self) -> StagePanel:
        return next(panel for panel in self.panels if isinstance(panel, StagePanel))

    def _draw_panel(self) -> DrawPanel:
        return next(panel for panel in self.panels if isinstance(panel, DrawPanel))

    def _make_menus(self) -> None:
        self._make_file_menu()
        self._make_work_menus()
        self._make_view_menus()

    def _make_file_menu(self) -> None:
        self._file_menu = self.menuBar().addMenu("")
        self._open_data = self._menu_action(self._file_menu, "actionOpenData", QKeySequence.StandardKey.Open)
        self._open_data.triggered.connect(self._ask_for_data)
        self._open_mnist = self._menu_action(self._file_menu, "actionOpenMnist")
        self._open_mnist.triggered.connect(lambda: self.lab.perform(OpenData(None)))
        self._file_menu.addSeparator()
        self._open_weights = self._menu_action(self._file_menu, "actionOpenWeights", "Ctrl+Shift+O")
        self._open_weights.triggered.connect(self._ask_for_weights)
        self._save_weights = self._menu_action(self._file_menu, "actionSaveWeights", QKeySequence.StandardKey.Save)
        self._save_weights.triggered.connect(self._ask_where_to_save)
        self._save_weights.setEnabled(False)
        self._export = self._menu_action(self._file_menu, "actionExportScript", "Ctrl+E")
        self._export.triggered.connect(self._ask_where_to_export)
        self._export.setEnabled(False)
        self._file_menu.addSeparator()
        self._quit = self._menu_action(self._file_menu, "actionQuit", "Ctrl+Q")
        self._quit.setMenuRole(QAction.MenuRole.QuitRole)
        self._quit.triggered.connect(self.close)

    def _make_work_menus(self) -> None:
        self._edit_menu = self.menuBar().addMenu("")
        draw, tools = self._draw_panel(), self._draw_panel().tools
        self._edit_menu.addActions([tools.undo, tools.redo, draw.clear_action])
        self._edit_menu.addSeparator()
        self._edit_menu.addActions([tools.open, tools.paste, tools.save])

        self._run_menu = self.menuBar().addMenu("")
        controls = self.controls
        for actions in (
            (controls.run, controls.step),
            tuple(controls.phases.values()),
            (self._stage().way_back.back, self._stage().way_back.go_on, self._stage().way_back.return_),
            (controls.rewind, controls.new_weights),
        ):
            self._run_menu.addActions(actions)
            self._run_menu.addSeparator()

        self._experiments_menu = self.menuBar().addMenu("")
        self._experiments_menu.addActions(list(self._stage().experiments.values()))
        self._reading_menu = self.menuBar().addMenu("")
        self._reading_menu.addActions(list(self._stage().readings.values()))

    def _make_view_menus(self) -> None:
        self._view_menu = self.menuBar().addMenu("")
        self._themes = QActionGroup(self)
        for theme in THEMES:
            action = self._menu_action(self._view_menu, f"actionTheme_{theme}")
            action.setCheckable(True)
            action.setChecked(theme == self._theme)
            action.setData(theme)
            action.triggered.connect(lambda _checked, theme=theme: self._choose_theme(theme))
            self._themes.addAction(action)
        self._view_menu.addSeparator()
        self._full_screen = self._menu_action(self._view_menu, "actionFullScreen", QKeySequence.StandardKey.FullScreen)
        self._full_screen.setShortcut(QKeySequence(Qt.Key.Key_F11))
        self._full_screen.setCheckable(True)
        self._full_screen.toggled.connect(self._show_full_screen)
        self._zoom = Zoom(self, self._preferences)
        self._zoom.refused.connect(self.notice.say)
        self._presenter = Presenter(self, self._zoom, self._full_screen)
        self._presenter.presenting.connect(self._present)
        self._view_menu.addAction(self._presenter.action)
        self._view_menu.addSeparator()
        self._view_menu.addActions([self._zoom.larger, self._zoom.smaller, self._zoom.normal])
        self._view_menu.addSeparator()
        self._reset = self._menu_action(self._view_menu, "actionResetLayout")
        self._reset.triggered.connect(self._reset_place)

        self._language_menu = self.menuBar().addMenu("")
        self._languages = QActionGroup(self)
        self._follow_system = self._language_action(FOLLOW_SYSTEM)
        for code, name in LANGUAGES.items():
            self._language_action(code).setText(name)

        self._make_help_menu()

    def _make_help_menu(self) -> None:
        self._help_menu = self.menuBar().addMenu("")
        self._welcome_again = self._menu_action(self._help_menu, "actionWelcome")
        self._welcome_again.triggered.connect(self._show_first_steps)
        self._help = self._menu_action(self._help_menu, "actionHelp", "F1")
        self._help.triggered.connect(self.controls.help.click)
        self._shortcuts = self._menu_action(self._help_menu, "actionShortcuts", "?")
        self._shortcuts.triggered.connect(self._show_shortcuts)
        self._help_menu.addSeparator()
        self._data_notice = self._menu_action(self._help_menu, "actionDataNotice")
        self._data_notice.triggered.connect(self._show_data_notice)
        self._about = self._menu_action(self._help_menu, "actionAbout")
        self._about.setMenuRole(QAction.MenuRole.AboutRole)
        self._about.triggered.connect(self._show_about)

    def _menu_action(self, menu: QMenu, name: str, shortcut: str | QKeySequence.StandardKey | None = None) -> QAction:
        action = QAction(self)
        action.setObjectName(name)
        if shortcut is not None:
            action.setShortcut(QKeySequence(shortcut))
        menu.addAction(action)
        return action

    def _language_action(self, code: str) -> QAction:
        action = self._menu_action(self._language_menu, f"actionLanguage_{code}")
        action.setCheckable(True)
        action.setData(code)
        action.triggered.connect(lambda: self._choose_language(code))
        self._languages.addAction(action)
        return action

    # Looks

    def _apply_theme(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if self._theme not in THEMES:  # the settings file has been edited
            self._theme = FOLLOW_SYSTEM
        apply(application, self._theme)

    def _choose_theme(self, theme: str) -> None:
        self._theme = theme
        self._preferences.setValue("theme", theme)
        self._apply_theme()

    @Slot()
    def _follow_system_theme(self) -> None:
        """Follow the system's change between light and dark, if that is what the person has chosen."""
        if self._theme == FOLLOW_SYSTEM:
            self._apply_theme()

    def _restore_place(self) -> None:
        """Put the window where it was left, if there still is a screen there that it fits on."""
        place = self._preferences.value("window", None)
        if not isinstance(place, QByteArray) or not self.restoreGeometry(place):
            self._reset_place()
            return
        full_screen = self.isFullScreen()
        if not self.isMaximized() and not full_screen:
            self._fit_on_screen()
        self._full_screen.setChecked(full_screen)

    def _fit_on_screen(self) -> None:
        """Bring the whole window onto the screen that holds most of it."""
        place = self.geometry()
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        screen = max(screens, key=lambda room: _area(room.intersected(place)))
        size = self.size().boundedTo(screen.size())
        left = min(max(place.left(), screen.left()), screen.right() + 1 - size.width())
        top = min(max(place.top(), screen.top()), screen.bottom() + 1 - size.height())
        self.setGeometry(QRect(QPoint(left, top), size))

    def _reset_place(self) -> None:
        """Give the window its first size, in the middle of its screen."""
        self._full_screen.setChecked(False)
        self.setWindowState(Qt.WindowState.WindowNoState)
        room = self.screen().availableGeometry()
        place = QRect(QPoint(0, 0), (SIZE * scale()).boundedTo(room.size()))
        place.moveCenter(room.center())
        self.setGeometry(place)

    def _show_full_screen(self, full: bool) -> None:
        self.setWindowState(
            self.windowState() | Qt.WindowState.WindowFullScreen
            if full
            else self.windowState() & ~Qt.WindowState.WindowFullScreen
        )

    # Language

    def use_language(self, code: str) -> None:
        """Speak `code`, a key of `LANGUAGES`, or `FOLLOW_SYSTEM`."""
        application = QApplication.instance()
        assert application is not None
        for action in self._languages.actions():
            action.setChecked(action.data() == code)
        chosen = Translations(system_language() if code == FOLLOW_SYSTEM else code)
        if self._translations is not None:
            self._translations.remove(application)
        self._translations = chosen
        chosen.install(application)
        if self._help_sheet is not None and self._help_sheet.isVisible():
            self._explain(self._help_sheet.topic)

    def _choose_language(self, code: str) -> None:
        self._preferences.setValue("language", code)
        self.use_language(code)

    def retranslate(self) -> None:
        """Set every text of the window anew; the panels see to their own."""
        self._file_menu.setTitle(self.tr("&File"))
        self._open_data.setText(self.tr("Open data folder …"))
        self._open_mnist.setText(self.tr("Back to built-in MNIST"))
        self._open_weights.setText(self.tr("Open weights …"))
        self._save_weights.setText(self.tr("Save weights …"))
        self._export.setText(self.tr("Export as script …"))
        self._quit.setText(self.tr("Quit"))
        self._edit_menu.setTitle(self.tr("Dra&wing"))
        self._run_menu.setTitle(self.tr("&Run"))
        self._experiments_menu.setTitle(self.tr("&Experiments"))
        self._reading_menu.setTitle(self.tr("Rea&ding"))
        self._view_menu.setTitle(self.tr("&View"))
        for action, text in zip(
            self._themes.actions(), (self.tr("As the system"), self.tr("Light"), self.tr("Dark")), strict=True
        ):
            action.setText(text)
        self._full_screen.setText(self.tr("Full screen"))
        self._zoom.retranslate()
        self._presenter.retranslate()
        self._reset.setText(self.tr("Reset the layout"))
        # In both languages at once: who cannot read the one must find the way to the other.
        self._language_menu.setTitle(self.tr("&Language 语言"))
        self._follow_system.setText(self.tr("System language"))
        self._help_menu.setTitle(self.tr("&Help"))
        self._welcome_again.setText(self.tr("First steps"))
        self._help.setText(self.tr("Help on this window"))
        self._shortcuts.setText(self.tr("Keyboard shortcuts"))
        self._data_notice.setText(self.tr("About the data"))
        self._about.setText(self.tr("About mnistlab"))
        self.notice.set_close_name(self.tr("Close this notice"))
        self._show_title()

    def event(self, event: QEvent) -> bool:
        """Let the control that has the focus have the keys that it needs, before they are taken for shortcuts."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        if needs_key(QApplication.focusWidget(), event):
            event.accept()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # From the engine

    @Slot(object)
    def _show_frame(self, frame: Frame) -> None:
        self._save_weights.setEnabled(True)
        self._export.setEnabled(True)
        self.selection.note_training(untrained=frame.untrained)
        for panel in self.panels:
            panel.take_frame(frame)

    @Slot(bool)
    def _make_room(self, reading: bool) -> None:
        """While the stage is about the drawing, the canvas has the room of the curves."""
        for panel in self.panels:
            if panel.makes_room:
                panel.setVisible(not reading)
            elif panel.stands_back:
                panel.setHidden(reading and self._presenter.action.isChecked())

    @Slot(bool)
    def _present(self, presenting: bool) -> None:
        """Leave out what an audience has no use for, or show it again."""
        self.controls.leave_out(presenting)
        self._make_room(self._stage().readings_button.isChecked())

    @Slot(str)
    def _show_loading(self, folder: str) -> None:
        self._loading = True
        self._open_data.setEnabled(False)
        self._open_mnist.setEnabled(False)
        name = Path(folder).name or "MNIST"
        self.notice.say(self.tr("Loading {name} …").format(name=name), good=True)

    @Slot(object)
    def _show_data(self, dataset: Dataset) -> None:
        self._end_loading()
        for panel in self.panels:
            panel.take_data(dataset)
        self._data_name = dataset.name
        self._show_title()

    def _end_loading(self) -> None:
        self._loading = False
        self._open_data.setEnabled(True)
        self._open_mnist.setEnabled(True)
        self.notice.hide()

    @Slot(str)
    def _show_saved(self, file: str) -> None:
        self.notice.say(self.tr("Weights saved to {file}").format(file=file), good=True)

    @Slot(str)
    def _show_drawing_saved(self, file: str) -> None:
        self.notice.say(self.tr("Drawing saved to {file}").format(file=file), good=True)

    @Slot(str)
    def _show_script(self, file: str) -> None:
        text = self.tr("Written to {file}. Run it with: python {name}")
        self.notice.say(text.format(file=file, name=Path(file).name), good=True)

    @Slot(object)
    def _forget_notice(self, intent: Intent) -> None:
        """Take a notice away once the person goes on: it has been read."""
        if isinstance(intent, (Run, Step, SelectBatch, GoTo, GoOn, Return, Rewind, NewWeights)) and not self._loading:
            self.notice.hide()

    @Slot(object)
    def _show_divergence(self, error: DivergedError) -> None:
        self.notice.say(say(error), self.controls.rewind)

    @Slot(object)
    def show_error(self, error: Exception) -> None:
        """Say what went wrong in a dialog that holds nothing up."""
        self._end_loading()
        if not isinstance(error, MnistLabError):
            log.error("unexpected error", exc_info=error)
            text = self.tr("Something went wrong that should not: {error}. The program goes on.").format(
                error=f"{type(error).__name__}: {error}"
            )
        else:
            text = say(error)
        box = QMessageBox(QMessageBox.Icon.Warning, "mnistlab", text, QMessageBox.StandardButton.Ok, self)
        box.setObjectName("errorDialog")
        fit(box)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    # From the menus

    def _ask_for_data(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder with the four MNIST files"))
        if folder:
            self.lab.perform(OpenData(Path(folder)))

    def _ask_for_weights(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, self.tr("Open weights"), "", self.tr("Weights (*.npz)"))
        if file:
            self.lab.perform(OpenWeights(Path(file)))

    def _ask_where_to_save(self) -> None:
        file, _ = QFileDialog.getSaveFileName(self, self.tr("Save weights"), "weights.npz", self.tr("Weights (*.npz)"))
        if file:
            self.lab.perform(SaveWeights(Path(file)))

    def _ask_where_to_export(self) -> None:
        file, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export as script"), "mnistlab-run.py", self.tr("Python (*.py)")
        )
        if file:
            self.lab.perform(ExportScript(Path(file)))

    # Help

    def welcome(self) -> None:
        """Show the first steps, if nobody has opened the window before."""
        if not self._preferences.contains("welcomed"):
            self._preferences.setValue("welcomed", True)
            self._show_first_steps()

    def _show_first_steps(self) -> None:
        from mnistlab.ui.welcome import Welcome  # noqa: PLC0415 (the window opens sooner without it)

        if self._welcome is None:
            self._welcome = Welcome(self, self.lab, self.controls, self.selection)
            fit(self._welcome)
        self._welcome.start()

    @Slot(str)
    def _explain(self, topic: str) -> None:
        from mnistlab.ui.help import HelpSheet  # noqa: PLC0415 (the window opens sooner without it)

        if self._help_sheet is None:
            self._help_sheet = HelpSheet(self)
        assert self._translations is not None
        self._help_sheet.explain(topic, self._translations.code)

    def _show_shortcuts(self) -> None:
        from mnistlab.ui.shortcuts import ShortcutSheet  # noqa: PLC0415 (the window opens sooner without it)

        if self._shortcut_sheet is None:
            self._shortcut_sheet = ShortcutSheet(self)
        self._shortcut_sheet.show()
        self._shortcut_sheet.activateWindow()

    def _show_data_notice(self) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, "mnistlab", "", QMessageBox.StandardButton.Ok, self)
        box.setTextFormat(Qt.TextFormat.MarkdownText)
        box.setText(resource_path("mnist/NOTICE.md").read_text("utf-8"))
        fit(box)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _show_about(self) -> None:
        text = self.tr(
            "mnistlab {version}\n\nWatch a two-layer network learn to read handwritten digits.\n\n"
            "Code: MIT licence. Images: MNIST, © Yann LeCun and Corinna Cortes, CC BY-SA 3.0."
        )
        QMessageBox.about(self, "mnistlab", text.format(version=__version__))

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self._data_name} · mnistlab" if self._data_name else "mnistlab")

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Stop the engine first: a thread that outlives its object ends the process."""
        self._presenter.end()
        self._preferences.setValue("window", self.saveGeometry())
        self.explorer.close()
        self.lab.close()
        application = QApplication.instance()
        if application is not None and self._translations is not None:
            self._translations.remove(application)
            self._translations = None
        event.accept()


def _area(rectangle: QRect) -> int:
    return rectangle.width() * rectangle.height() if rectangle.isValid() else 0
