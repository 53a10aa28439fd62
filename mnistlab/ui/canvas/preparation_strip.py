"""The drawing on its way to the network, stage by stage. Each stage can be switched off to see what it is for."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from mnistlab.data.images import SIDE
from mnistlab.data.ink import BOX, InkStages, Preparation
from mnistlab.ui.look import theme
from mnistlab.ui.pictures.seen_image import ShowsImage, paint_ink

STAGES: Final = {"crop": 1, "scale": BOX, "centre": SIDE}  # with the pixels to a side that fill their picture
ARROW: Final = 12  # px
CAPTION_GAP: Final = 2  # px above the stages' names


class PreparationStrip(QWidget):
    """Three small pictures with arrows between: the crop, the 20×20 box, the 28×28 image that the network is given.

    Signals
    -------
    changed : Preparation
        The person has switched a stage off or on.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toggles = {stage: _StageToggle(stage) for stage in STAGES}
        self.captions = {stage: QLabel() for stage in STAGES}
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(CAPTION_GAP)
        grid.setRowStretch(0, 1)
        for place, (stage, toggle) in enumerate(self.toggles.items()):
            if place:
                grid.addWidget(_Arrow(), 0, 2 * place - 1)
            caption = self.captions[stage]
            caption.setProperty("role", "muted")
            caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            caption.hide()
            grid.addWidget(toggle, 0, 2 * place)
            grid.addWidget(caption, 1, 2 * place)
            grid.setColumnStretch(2 * place, 1)
            toggle.toggled.connect(self._tell)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave free at the right what cannot be parted into three, so that the pictures are of one size."""
        self._grid.setContentsMargins(0, 0, (self.width() - (len(STAGES) - 1) * ARROW) % len(STAGES), 0)

    @property
    def preparation(self) -> Preparation:
        """The stages that are on."""
        return Preparation(**{stage: toggle.isChecked() for stage, toggle in self.toggles.items()})

    def show_stages(self, stages: InkStages | None) -> None:
        """Show a drawing's stages, or, with None, that there is none."""
        images = (None, None, None) if stages is None else (stages.crop, stages.scaled, stages.image)
        for toggle, image in zip(self.toggles.values(), images, strict=True):
            toggle.set_image(image)

    def show_captions(self, shown: bool) -> None:
        """Show or hide the names below the stages."""
        for caption in self.captions.values():
            caption.setVisible(shown)

    @property
    def captions_height(self) -> int:
        """The height in px of the stages' names, which depends on the language."""
        return theme.px(CAPTION_GAP) + max(caption.sizeHint().height() for caption in self.captions.values())

    def retranslate(self) -> None:
        """Set every text in the current language."""
        for stage, (name, tip) in {
            "crop": (self.tr("crop"), self.tr("Cut off the paper around the ink, so that the place does not matter.")),
            "scale": (
                self.tr("20×20"),
                self.tr("Bring the longest side to 20 pixels, so that the size does not matter."),
            ),
            "centre": (
                self.tr("28×28"),
                self.tr("Put the centre of mass in the middle of 28×28: this is what the network sees."),
            ),
        }.items():
            click = self.tr("As MNIST was made. Click to switch it off, and see the reading fail.")
            self.captions[stage].setText(name)
            self.toggles[stage].setToolTip(f"{tip}\n{click}")
            self.toggles[stage].setAccessibleName(tip)

    def _tell(self) -> None:
        self.changed.emit(self.preparation)


class _StageToggle(ShowsImage, QToolButton):
    """A stage's picture, dark on white; crossed out while the stage is switched off."""

    def __init__(self, stage: str) -> None:
        super().__init__()
        self._side = STAGES[stage]
        self.setObjectName(f"stage{stage.capitalize()}")
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme.colours()
        side = min(self.width(), self.height()) - 2
        frame = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.fillRect(frame, QColor(now.card))
        if self.pixels is not None:
            paint_ink(painter, frame, self.pixels, self.devicePixelRatioF(), self._side)
        painter.setPen(QPen(QColor(now.text if self.underMouse() else now.line), theme.stroke()))
        painter.drawRect(frame)
        if not self.isChecked():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(now.text), theme.stroke(2)))
            painter.drawLine(frame.bottomLeft(), frame.topRight())


class _Arrow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(ARROW)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.colours().muted), 1.5 * theme.scale()))
        middle = QPointF(self.width() / 2, self.height() / 2)
        tip = [QPointF(-2, -4), QPointF(2, 0), QPointF(-2, 4)]
        painter.drawPolyline([middle + corner * theme.scale() for corner in tip])
