"""The menu bar: what is in which menu, under which key. The window connects its own actions."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from mnistlab.language import LANGUAGES
from mnistlab.ui.look.keys import new_action
from mnistlab.ui.look.theme import FOLLOW_SYSTEM, THEMES
from mnistlab.ui.panels.band import BandPanel
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.panels.draw import DrawPanel
from mnistlab.ui.window.kept_runs import KeptRunsMenu
from mnistlab.ui.window.own_numbers import OwnNumbers
from mnistlab.ui.workbench.panel_actions import PanelActions


class Menus(QObject):
    """The menus of a window, with their actions as attributes.

    Parameters
    ----------
    window : QMainWindow
        Its menu bar is filled.
    controls, band, draw : Panel
        Their actions are in the menus too.
    panels : PanelActions
        And these.

    Attributes
    ----------
    themes : QActionGroup
        An action for each key of `THEMES`, which is its data.
    languages : QActionGroup
        An action for `FOLLOW_SYSTEM` and for each key of `LANGUAGES`, likewise.
    """

    def __init__(
        self, window: QMainWindow, controls: ControlsPanel, band: BandPanel, draw: DrawPanel, panels: PanelActions
    ) -> None:
        super().__init__(window)
        bar = window.menuBar()
        self._file_menu = bar.addMenu("")
        self._drawing_menu = bar.addMenu("")
        self._run_menu = bar.addMenu("")
        self._view_menu = bar.addMenu("")
        self._language_menu = bar.addMenu("")
        self._help_menu = bar.addMenu("")
        self._fill_file_menu()
        self._fill_drawing_menu(draw)
        self._fill_run_menu(controls, band)
        self._fill_view_menu(panels)
        self._fill_language_menu()
        self._fill_help_menu()

    def _fill_file_menu(self) -> None:
        menu = self._file_menu
        self.open_data = self._action(menu, "actionOpenData", QKeySequence.StandardKey.Open)
        self.open_mnist = self._action(menu, "actionOpenMnist")
        self.open_experiment = self._action(menu, "actionOpenExperiment")
        menu.addSeparator()
        self.open_weights = self._action(menu, "actionOpenWeights", "Ctrl+Shift+O")
        self.save_weights = self._action(menu, "actionSaveWeights", QKeySequence.StandardKey.Save)
        self.export = self._action(menu, "actionExportScript", "Ctrl+E")
        self.export_alone = self._action(menu, "actionExportAlone", "Ctrl+Shift+E")
        menu.addSeparator()
        self.quit = self._action(menu, "actionQuit", "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _fill_drawing_menu(self, draw: DrawPanel) -> None:
        tools = draw.tools
        self._drawing_menu.addActions([tools.undo, tools.redo, draw.clear_action])
        self._drawing_menu.addSeparator()
        self._drawing_menu.addActions([tools.open, tools.paste, tools.save])

    def _fill_run_menu(self, controls: ControlsPanel, band: BandPanel) -> None:
        for actions in (
            (controls.run, controls.step),
            tuple(controls.phases.values()),
            band.curves.way_back.actions,
            (controls.rewind, controls.new_weights),
        ):
            self._run_menu.addActions(actions)
            self._run_menu.addSeparator()

    def _fill_view_menu(self, panels: PanelActions) -> None:
        menu = self._view_menu
        self.themes = QActionGroup(self)
        self._themes_menu = menu.addMenu("")
        for theme in THEMES:
            self._choice(self._themes_menu, self.themes, f"actionTheme_{theme}", theme)
        self.full_screen = self._action(menu, "actionFullScreen", "F11")
        self.full_screen.setCheckable(True)
        self._enlarge = panels.enlarge
        menu.addAction(self._enlarge)
        self._panels_menu = menu.addMenu("")
        self._panels_menu.addActions(list(panels.shown.values()))
        self._panels_menu.addSeparator()
        self._panels_menu.addActions(list(panels.moves.values()))
        self.reset_layout = self._action(menu, "actionResetLayout")

    def add_sizes(self, presenter: QAction, sizes: Sequence[QAction]) -> None:
        """Have presenter mode, and what makes everything larger or smaller, in the menu View."""
        menu, below = self._view_menu, self._enlarge
        menu.insertAction(below, presenter)
        menu.insertSeparator(below)
        menu.insertActions(below, sizes)
        menu.insertSeparator(below)

    def add_kept_runs(self, runs: KeptRunsMenu, compare: QAction) -> None:
        """Have what can be done with kept runs in the menus File and Run."""
        self._file_menu.insertActions(self.open_weights, (runs.open, runs.save))
        self._file_menu.insertSeparator(self.open_weights)
        self._run_menu.addActions((compare, runs.undo))

    def add_report(self, report: QAction) -> None:
        """Have the report on the present run in the menu File."""
        self._file_menu.insertAction(self.save_weights, report)

    def add_lessons(self, *actions: QAction) -> None:
        """Have what opens lessons and reports in the menu File."""
        self._file_menu.insertActions(self.open_weights, actions)
        self._file_menu.insertSeparator(self.open_weights)

    def add_numbers(self, numbers: OwnNumbers) -> None:
        """Have what lays numbers on the plots in the menu File."""
        self._file_menu.insertActions(self.open_weights, (numbers.open, numbers.paste))
        self._file_menu.insertSeparator(self.open_weights)

    def _fill_language_menu(self) -> None:
        self.languages = QActionGroup(self)
        for code in (FOLLOW_SYSTEM, *LANGUAGES):
            action = self._choice(self._language_menu, self.languages, f"actionLanguage_{code}", code)
            action.setText(LANGUAGES.get(code, ""))

    def _fill_help_menu(self) -> None:
        menu = self._help_menu
        self.first_steps = self._action(menu, "actionWelcome")
        self.lessons = self._action(menu, "actionLessons", "F2")
        self.help = self._action(menu, "actionHelp", "F1")
        self.shortcuts = self._action(menu, "actionShortcuts", "?")
        menu.addSeparator()
        self.data_notice = self._action(menu, "actionDataNotice")
        self.diagnostics = self._action(menu, "actionCopyDiagnostics")
        self.about = self._action(menu, "actionAbout")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def _action(self, menu: QMenu, name: str, shortcut: str | QKeySequence.StandardKey | None = None) -> QAction:
        action = new_action(self, name, *([] if shortcut is None else [shortcut]))
        menu.addAction(action)
        return action

    def _choice(self, menu: QMenu, group: QActionGroup, name: str, choice: str) -> QAction:
        action = self._action(menu, name)
        action.setCheckable(True)
        action.setData(choice)
        group.addAction(action)
        return action

    def retranslate(self) -> None:
        """Set every text in the current language, but for the actions of panels."""
        self._file_menu.setTitle(self.tr("&File"))
        self.open_data.setText(self.tr("Open data folder…"))
        self.open_mnist.setText(self.tr("Back to built-in MNIST"))
        self.open_experiment.setText(self.tr("Open an experiment…"))
        self.open_weights.setText(self.tr("Open weights…"))
        self.save_weights.setText(self.tr("Save weights…"))
        self.export.setText(self.tr("Export as script…"))
        self.export_alone.setText(self.tr("Export as stand-alone script…"))
        self.quit.setText(self.tr("Quit"))
        self._drawing_menu.setTitle(self.tr("Dra&wing"))
        self._run_menu.setTitle(self.tr("&Run"))
        self._view_menu.setTitle(self.tr("&View"))
        self._themes_menu.setTitle(self.tr("Colours"))
        for action, text in zip(
            self.themes.actions(), (self.tr("As the system"), self.tr("Light"), self.tr("Dark")), strict=True
        ):
            action.setText(text)
        self.full_screen.setText(self.tr("Full screen"))
        self._panels_menu.setTitle(self.tr("Panels"))
        self.reset_layout.setText(self.tr("Reset the layout"))
        # In both languages at once, because a person who cannot read the one must find the other.
        self._language_menu.setTitle(self.tr("&Language 语言"))
        self.languages.actions()[0].setText(self.tr("System language"))
        self._help_menu.setTitle(self.tr("&Help"))
        self.first_steps.setText(self.tr("First steps"))
        self.lessons.setText(self.tr("Lessons"))
        self.help.setText(self.tr("Help on this window"))
        self.shortcuts.setText(self.tr("Keyboard shortcuts"))
        self.data_notice.setText(self.tr("About the data"))
        self.diagnostics.setText(self.tr("Copy diagnostics"))
        self.about.setText(self.tr("About mnistlab"))


def tick(group: QActionGroup, choice: str) -> None:
    """Tick `choice` in a group of actions, and none else."""
    for action in group.actions():
        action.setChecked(action.data() == choice)
