"""The band below the stage: at rest formula, numbers and code beside the loss; in a run both curves."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.look.zoom import UNBOUNDED
from mnistlab.ui.panels.base import Panel
from mnistlab.ui.plots.run_curves import RunCurves
from mnistlab.ui.scenes.base import Experiment, Reading, Scene, at_speed
from mnistlab.ui.selection import Selection
from mnistlab.ui.stage.batch_loss import BatchLoss
from mnistlab.ui.stage.code_view import CodeView
from mnistlab.ui.widgets.formula import WIDEST, Formula
from mnistlab.ui.widgets.kit import TextLine, in_column, in_row, keeping_room, named

CODE_ROWS: Final = 6
LINE: Final = 18  # px
LEFT: Final = 356  # px: width of formula and code, where there is room for
SHARE: Final = 0.43  # of the band's width that they take, where it is wide; they need no more than the longest formula
LEAST_LEFT: Final = 312  # px: as wide as the longest line of code
RIGHT: Final = 314  # px of curves beside them


class BandPanel(Panel):
    """What belongs to the scene of the stage: formula, the numbers in it, its lines of NumPy; and the curves.

    The curves fill the band while a run goes on at speed, and when it has come to its end.

    Signals
    -------
    curves_alone : bool
        The curves fill the band, or do so no longer.
    turned_out
        Before an audience, code or curves have been shown or hidden.
    """

    curves_alone = Signal(bool)
    turned_out = Signal()

    turn = 1
    needs_frames_hidden = True
    hidden_when_reading = True

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self._scene: Scene | None = None
        self._frame: Frame | None = None
        self._parts: list[str] = []  # of the lines of code that are shown
        self._alone: bool | None = None  # whether the curves fill the band
        self._always_alone = self._presenting = self._leads = False
        for widget in (self.title, self.note):  # the band speaks for itself
            widget.hide()
        self.formula = named(Formula(), "formula")
        self.numbers = named(TextLine(), "numbers")
        self.readout = named(TextLine(), "readout")
        self.code = named(CodeView(rows=CODE_ROWS), "code")
        self.loss = BatchLoss()
        self.curves = named(RunCurves(), "curves")
        self.addActions(self.curves.way_back.actions)  # because their keys count while the band is hidden
        self._lay_out()
        self.curves.intended.connect(self.intended)
        self.curves.refused.connect(self.refused)
        self.curves.let_go.connect(self._choose_what_to_show)
        own = selection.own_curves
        own.changed.connect(lambda: self.curves.show_own(own.all))
        self.retranslate()

    def _lay_out(self) -> None:
        self._figures = QStackedWidget()  # at rest the numbers of the formula; else what is below the mouse
        self._figures.addWidget(self.numbers)
        self._figures.addWidget(self.readout)
        self._figures.setFixedHeight(LINE)
        self._words = QWidget()
        self._code_row = in_row((self.code, 5), spacing=2 * UNIT)
        in_column(self.formula, self._figures, self._code_row, spacing=6, on=self._words).addStretch(1)
        self._words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._words.setMinimumWidth(LEAST_LEFT)
        self._words.setMaximumWidth(LEFT)
        self._said = QWidget()
        self._said_row = in_row((keeping_room(self.loss), 1), (self.help, 0, Qt.AlignmentFlag.AlignTop), on=self._said)
        right = in_column(self._said, (self.curves, 1), spacing=0)
        self._row = in_row((self._words, LEFT), (right, RIGHT), spacing=2 * UNIT)
        self.body.addLayout(self._row, 1)
        self._show_both(both=False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        """Give formula and code the width at which the longest formula has its size, as far as there is room."""
        most = max(px(LEFT), min(px(WIDEST), round(SHARE * self.width())))
        self._words.setMaximumWidth(UNBOUNDED if self._presenting else most)

    # What the stage tells

    def show_scene(self, scene: Scene) -> None:
        """Belong to another scene from now on."""
        self._scene = scene
        self.show_readout("")
        self.refresh()

    def refresh(self) -> None:
        """Show formula, numbers and code of the scene, which may be others than before."""
        self._choose_what_to_show()
        if not self._alone:
            self._show_texts()

    def _show_texts(self) -> None:
        scene = self._scene
        if scene is None:
            return
        self.numbers.setText(scene.numbers())
        if scene.frame is not None and not isinstance(scene, Reading):
            lines = scene.lines(scene.frame)
            self.code.show_lines([(line.code, line.shape) for line in lines])
            self._parts = [line.part for line in lines]
            if not self.readout.text():
                self.mark_part("")

    def mark_part(self, part: str) -> None:
        """Mark the line of code that computes what is below the mouse, and show its formula; "": those of the scene."""
        scene = self._scene
        if scene is None or isinstance(scene, Reading):
            return
        self.formula.show_formula(scene.formula(part))
        part = part or scene.part
        self.code.highlight(self._parts.index(part) if part in self._parts else None)

    def show_readout(self, text: str) -> None:
        """Say what is below the mouse, in place of the numbers; "": nothing is."""
        self.readout.setText(text)
        self._figures.setCurrentWidget(self.readout if text else self.numbers)

    # What a frame tells

    def show_frame(self, frame: Frame) -> None:
        """Show the losses of the mini-batch, and the curves."""
        self._frame = frame
        self._choose_what_to_show()
        if not self._alone:
            self.loss.show_frame(frame)
            self.loss.setHidden(self._presenting and at_speed(frame))
        self.curves.show_frame(frame)

    def show_curves_alone(self, *, always: bool) -> None:
        """Let the curves fill the band always, or only in a run at speed and at its end."""
        if always is not self._always_alone:
            self._always_alone = always
            self._choose_what_to_show()

    def leave_out(self, presenting: bool) -> None:
        """For a room of readers, leave the marked line of code and the loss, over a low curve; or show all again."""
        self._presenting = presenting
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if presenting else ways.LeftToRight)
        self._row.setSpacing(px(UNIT if presenting else 2 * UNIT))
        self._row.setStretch(0, 0 if presenting else LEFT)
        self._fit_words()
        self.formula.setHidden(presenting)
        self._figures.setHidden(presenting)
        self.code.show_marked_alone(presenting)
        if presenting:
            self._code_row.addWidget(self.loss, 4)
        else:
            self._said_row.insertWidget(0, self.loss, 1)
        self.curves.setHidden(False)
        self.curves.leave_out(presenting)
        self.code.setHidden(False)
        self._alone = None
        self._choose_what_to_show()

    def let_curves_lead(self, lead: bool) -> None:
        """Before an audience, show both curves in place of the code, because a lesson speaks of them; or no longer."""
        self._leads = lead
        self._choose_what_to_show()

    def turn_out(self, part: str) -> None:
        """Before an audience, show or hide the ``"code"`` or the ``"curves"``."""
        widget = {"code": self._words, "curves": self.curves}[part]
        widget.setVisible(widget.isHidden())
        self.turned_out.emit()

    @property
    def presented(self) -> tuple[bool, bool]:
        """Whether the code and the curves are shown before an audience."""
        return not self._words.isHidden(), not self.curves.isHidden()

    def _choose_what_to_show(self) -> None:
        frame, scene = self._frame, self._scene
        if self.curves.is_held:  # a drag from the end of a run goes on over the plots on which it began
            return
        if self._presenting:
            self._show_both(both=self._leads)
        elif self._always_alone:
            self._show_both(both=True)
        elif frame is None:
            self._show_both(both=False)
        else:
            over = frame.finished and not frame.past and type(scene).__name__ == "RepeatScene"
            self._show_both(both=(at_speed(frame) or over) and not isinstance(scene, Experiment))

    def _show_both(self, *, both: bool) -> None:
        if both is self._alone:
            return
        self._alone = both
        self._words.setVisible(not both)
        self._said.setVisible(not both and not self._presenting)
        if not both:
            self._show_texts()
            if self._frame is not None:  # the curves alone have followed the run
                self.loss.show_frame(self._frame)
        self.curves.show_both(both)
        self.curves_alone.emit(both)

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Formula and curves"))
        self.formula.setAccessibleName(self.tr("The formula of the phase"))
        self.code.setAccessibleName(self.tr("The NumPy of the phase"))
